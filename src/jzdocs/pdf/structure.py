"""Marked content and the structure tree (ISO 32000-1, 14.7 and 14.8).

While pages are written, every painting operation stands inside the marked content of a structure element or of an
artifact; the tree is made from what was painted. An element with text of its own has its children where they were
painted; any other element has them in the order in which layout made them, which is the order of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, REPEATED, WATERMARK, Tag
from jzdocs.pdf.objects import Raw, Reference, text_string
from jzdocs.units import EMU_PER_PT

_ARTIFACTS = {
    ARTIFACT: "/Artifact <</Type /Layout>> BDC",
    HEADER: "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    FOOTER: "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    REPEATED: "/Artifact <</Type /Pagination>> BDC",
    WATERMARK: "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC",
}


class UntaggedError(AssertionError):
    """An item is painted that belongs to no structure element and is no artifact: a fault of layout."""


class _Content(Struct):
    """What was painted for a tag.

    `marked` content has (place in the order of painting, page, MCID), `annotations` (place, page, reference).
    """

    marked: list[tuple[int, int, int]] = field(default_factory=list)
    annotations: list[tuple[int, int, Any]] = field(default_factory=list)


_NOTHING = _Content()


class Marker:
    """Opens and closes marked content in content streams, and records what each tag holds.

    `pages` lists, for each page, the tags of its MCIDs; `links` the tags of link annotations.
    """

    def __init__(self, tags: Sequence[Tag]) -> None:
        self.tags = tags
        self.contents: dict[int, _Content] = {}
        self.pages: list[list[int]] = []
        self.links: list[int] = []
        self.sequence = 0
        self._current: int | None = None
        self._open: int | None = None

    def begin_page(self) -> None:
        """Begin a page, on which nothing is marked yet."""
        self.pages.append([])
        self._current = self._open = None

    def mark(self, tag: int) -> None:
        """Let what is painted from now on belong to `tag`."""
        self._current = tag

    def paint(self, code: list[str]) -> None:
        """Open the marked content of the current tag; to be called before each painting operation.

        Raises UntaggedError where no tag has been set on this page.
        """
        if self._current == self._open and self._open is not None:
            return
        if self._current is None:
            raise UntaggedError(f"page {len(self.pages)}: an item is painted before anything is marked")
        self.close(code)
        self._open = self._current
        if self._open < 0:
            code.append(_ARTIFACTS[self._open])
            return
        number = len(self.pages[-1])
        self.pages[-1].append(self._open)
        self._content(self._open).marked.append((self.sequence, len(self.pages) - 1, number))
        self.sequence += 1
        code.append(f"/{self.tags[self._open].kind} <</MCID {number}>> BDC")

    def close(self, code: list[str]) -> None:
        """Close the marked content that is open."""
        if self._open is not None:
            code.append("EMC")
            self._open = None

    def link(self, tag: int, annotation: Any) -> int:
        """Record that a link annotation of this page belongs to `tag`; return its number among all links."""
        self._content(tag).annotations.append((self.sequence, len(self.pages) - 1, annotation))
        self.sequence += 1
        self.links.append(tag)
        return len(self.links) - 1

    def _content(self, tag: int) -> _Content:
        content = self.contents.get(tag)
        if content is None:
            content = self.contents[tag] = _Content()
        return content


class TreeWriter:
    """Writes the structure tree into a reportlab document.

    `page_refs` are references to the pages, `heights` their heights in EMU. In the parent tree pages have the first
    numbers, and links follow from `first_link` on.
    """

    def __init__(
        self, doc: Any, marker: Marker, page_refs: Sequence[Any], heights: Sequence[int], first_link: int
    ) -> None:
        self.doc, self.marker, self.page_refs, self.heights = doc, marker, page_refs, heights
        self.first_link = first_link
        self.children: dict[int, list[int]] = {}
        for number, tag in enumerate(marker.tags):
            self.children.setdefault(tag.parent, []).append(number)
        for kids in self.children.values():
            kids.sort(key=lambda k: (marker.tags[k].after if marker.tags[k].after >= 0 else k, k))
        self.first = [-1] * len(marker.tags)
        self.refs: dict[int, Any] = {}

    def write(self) -> Any:
        """Add the structure tree to the document, and return its root."""
        for number in range(len(self.marker.tags) - 1, -1, -1):  # children come after their parents
            content = self.marker.contents.get(number)
            own = [s for s, *_ in content.marked] + [s for s, *_ in content.annotations] if content else []
            below = [self.first[c] for c in self.children.get(number, ()) if self.first[c] >= 0]
            self.first[number] = min((*own, *below), default=-1)
        root_ref = Reference("jz-structure")
        kids = self._element(0, root_ref)
        ids = sorted((t.id, self.refs[i]) for i, t in enumerate(self.marker.tags) if t.id and i in self.refs)
        names: list[Any] = []
        for name, ref in ids:
            names += [f"({name}) ", ref, " "]
        parts: list[Any] = ["<< /Type /StructTreeRoot /K ", kids, " /ParentTree ", self._parent_tree()]
        if names:
            parts += [
                " /IDTree << /Kids [ << /Limits [(",
                ids[0][0],
                ") (",
                ids[-1][0],
                ")] /Names [ ",
                *names,
                "] >> ] >>",
            ]
        parts.append(f" /ParentTreeNextKey {self.first_link + len(self.marker.links)} >>")
        return self.doc.Reference(Raw(*parts), "jz-structure")

    def _element(self, number: int, parent: Any) -> Any:
        """Add an element and those below it; return a reference to it."""
        tag = self.marker.tags[number]
        name = f"jz-tag-{number}"
        ref = self.refs[number] = Reference(name)
        content = self.marker.contents.get(number) or _NOTHING
        home = content.marked[0][1] if content.marked else -1  # marked content of this page needs no page reference
        parts: list[Any] = [f"<< /Type /StructElem /S /{tag.kind} /P ", parent]
        parts += [" /Pg ", self.page_refs[home]] if home >= 0 else []
        parts.append(f"{self._attributes(tag, number)} /K [ ")
        # (place in the order of painting, kind, child): 0 marked content, 1 annotation, 2 element
        events: list[tuple[int, int, Any]] = [(s, 0, (page, mcid)) for s, page, mcid in content.marked]
        events += [(s, 1, (page, annotation)) for s, page, annotation in content.annotations]
        kids = [c for c in self.children.get(number, ()) if self.first[c] >= 0]
        events += [(self.first[c] if events else position, 2, c) for position, c in enumerate(kids)]
        for _, kind, child in sorted(events, key=lambda e: e[:2]):
            if kind == 2:
                parts += [self._element(child, ref), " "]
            elif kind == 0 and child[0] == home:
                parts.append(f"{child[1]} ")
            elif kind == 0:
                parts += ["<< /Type /MCR /Pg ", self.page_refs[child[0]], f" /MCID {child[1]} >> "]
            else:
                parts += ["<< /Type /OBJR /Pg ", self.page_refs[child[0]], " /Obj ", child[1], " >> "]
        parts.append("] >>")
        self.doc.Reference(Raw(*parts), name)
        return ref

    def _attributes(self, tag: Tag, number: int) -> str:
        """Return the entries that describe an element (ISO 32000-1, 14.7.2 and 14.8.5)."""
        out = "".join(
            f" /{key} {text_string(value)}"
            for key, value in (("Alt", tag.alt), ("ActualText", tag.actual), ("T", tag.title))
            if value
        )
        if tag.lang:
            out += f" /Lang ({tag.lang})"
        if tag.id:
            out += f" /ID ({tag.id})"
        if tag.kind in ("TH", "TD"):
            inner = f" /Scope /{tag.scope}" if tag.scope else ""
            inner += f" /ColSpan {tag.colspan}" if tag.colspan > 1 else ""
            inner += f" /RowSpan {tag.rowspan}" if tag.rowspan > 1 else ""
            out += f" /A << /O /Table{inner} >>" if inner else ""
        elif tag.numbering:
            out += f" /A << /O /List /ListNumbering /{tag.numbering} >>"
        elif tag.box:
            out += f" /A << /O /Layout /Placement /Block /BBox [{self._box(tag, number)}] >>"
        return out

    def _box(self, tag: Tag, number: int) -> str:
        """Return the bounding box of a figure on its page, in points from the lower left corner."""
        assert tag.box
        x, y, width, height = tag.box
        page = self.marker.contents[number].marked[0][1]
        top = self.heights[page] - y
        return " ".join(f"{v / EMU_PER_PT:.2f}" for v in (x, top - height, x + width, top))

    def _parent_tree(self) -> Any:
        """Return the parent tree: the elements of each page's marked content, then those of links."""
        parts: list[Any] = ["<< /Nums [ "]
        for index, tags in enumerate(self.marker.pages):
            parts.append(f"{index} [ ")
            for tag in tags:
                parts += [self.refs[tag], " "]
            parts.append("] ")
        for index, tag in enumerate(self.marker.links):
            parts += [f"{self.first_link + index} ", self.refs[tag], " "]
        return self.doc.Reference(Raw(*parts, "] >>"), "jz-parents")
