"""Marked content and the structure tree (ISO 32000-1, 14.7 and 14.8).

While pages are written, every painting operation stands inside the marked content of a structure element or of an
artifact; the tree is made from what was painted, in the order of `painting.structure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, REPEATED, WATERMARK, Tag
from jzdocs.painting.structure import Painting, ReadingOrder, UntaggedError
from jzdocs.pdf.objects import Raw, Reference, text_string
from jzdocs.units import EMU_PER_PT

_ARTIFACTS = {
    ARTIFACT: "/Artifact <</Type /Layout>> BDC",
    HEADER: "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    FOOTER: "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    REPEATED: "/Artifact <</Type /Pagination>> BDC",
    WATERMARK: "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC",
}


class Marker:
    """Opens and closes marked content in content streams, and records what each tag holds: MCIDs of pages, and
    references to annotations.

    `pages` lists, for each page, the tags of its MCIDs; `links` the tags of link annotations.
    """

    def __init__(self, tags: Sequence[Tag]) -> None:
        self.tags = tags
        self.painting: Painting[int, Any] = Painting(tags)
        self.pages: list[list[int]] = []
        self.links: list[int] = []
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
        self.painting.add_content(self._open, len(self.pages) - 1, number)
        code.append(f"/{self.tags[self._open].kind} <</MCID {number}>> BDC")

    def close(self, code: list[str]) -> None:
        """Close the marked content that is open."""
        if self._open is not None:
            code.append("EMC")
            self._open = None

    def link(self, tag: int, annotation: Any) -> int:
        """Record that a link annotation of this page belongs to `tag`; return its number among all links."""
        self.painting.add_annotation(tag, len(self.pages) - 1, annotation)
        self.links.append(tag)
        return len(self.links) - 1


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
        self.order = ReadingOrder(marker.painting)
        self.refs: dict[int, Any] = {}

    def write(self) -> Any:
        """Add the structure tree to the document, and return its root."""
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
        children = self.order.children(number)
        # marked content of this page needs no page reference
        home = next((child.page for child in children if child.kind == "content"), -1)
        parts: list[Any] = [f"<< /Type /StructElem /S /{tag.kind} /P ", parent]
        parts += [" /Pg ", self.page_refs[home]] if home >= 0 else []
        parts.append(f"{self._attributes(tag, number)} /K [ ")
        for kind, page, value in children:
            if kind == "tag":
                parts += [self._element(value, ref), " "]
            elif kind == "content" and page == home:
                parts.append(f"{value} ")
            elif kind == "content":
                parts += ["<< /Type /MCR /Pg ", self.page_refs[page], f" /MCID {value} >> "]
            else:
                parts += ["<< /Type /OBJR /Pg ", self.page_refs[page], " /Obj ", value, " >> "]
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
        page = self.marker.painting.of(number).marked[0][1]
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
