"""A saved web page → its structure: the article with its headings, lists, tables and links.

What belongs to the site, what is hidden, and what is no text is left out, and told. Nothing is fetched. Places are
lines of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import DocumentError, Location, Report
from jzdocs.messages.message import message
from jzdocs.source.by_form import BOLD, recognised, with_leads
from jzdocs.source.drafts.styled import official_pieces
from jzdocs.source.pieces import Piece
from jzdocs.source.web_article import (
    BLOCKS,
    MAX_DEPTH,
    OBJECTS,
    UNREAD,
    WebPage,
    depth_of,
    find_article,
    is_control,
    is_element,
    is_of_site,
)
from jzdocs.source.web_bytes import page_text
from jzdocs.source.web_tables import is_layout, table_piece
from jzdocs.source.web_text import Text, add_element

_SHOWN = 200  # characters of what was left out that a message quotes
_OBJECTS = {"video": message("left_out.web_video"), "audio": message("left_out.web_audio")}
_DELETED = frozenset(("del", "s", "strike"))
_MAX_BOLD = 60
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_web(data: bytes, shown: str, report: Report, *, official: bool = False) -> list[Piece]:
    """Return the pieces of a saved web page, which messages call `shown`; what is left out is reported.

    Raises DocumentError for what is no web page, or nested too deeply.
    """
    parser = etree.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(page_text(data, shown, report).encode(), parser) if data.strip() else None
    if root is None:
        raise DocumentError("S001.web", at=Location(shown))
    if depth_of(root) > MAX_DEPTH:
        raise DocumentError("S012.web", at=Location(shown), most=MAX_DEPTH)
    reader = _Reader(find_article(root), shown, report)
    pieces = reader.read()
    if sum(piece.role == "heading" for piece in pieces) >= 2:
        pieces = list(with_leads(_with_levels(pieces)))
        return (official_pieces(pieces, shown, report, official=True) if official else []) or pieces
    return recognised(pieces, shown, report, official=official)


class _Reader(Struct):
    """A reader of one page; `above` are the texts that stand outside the article, by the line where they begin."""

    page: WebPage
    shown: str
    report: Report
    pieces: list[Piece] = field(default_factory=list)

    def read(self) -> list[Piece]:
        """Return the pieces of the article, its title first."""
        body = self.page.root.find("body")
        self._leave_out_around(body if body is not None else self.page.root)
        self._block(self.page.article)
        return self._with_title()

    # --- what is left out

    def _leave_out_around(self, element: Any) -> None:
        """Report what stands around the article, a finding for each part of the page."""
        article, headline = self.page.article, self.page.headline
        if element is article or element is headline:
            return
        inner = [e for e in (article, headline) if e is not None and any(a is element for a in e.iterancestors())]
        if not inner:
            self._visit_all(element)
            return
        if (element.text or "").strip():
            self._leave_out(element, element.text, "S097.web")
        for child in element:
            if is_element(child):
                self._leave_out_around(child)
            if (child.tail or "").strip():
                self._leave_out(child, child.tail, "S097.web")

    def _visit_all(self, element: Any) -> None:
        """Report an element outside the article: its text, and its pictures are the site's."""
        if element.tag in UNREAD:
            return
        variant = "S097.web_hidden" if self.page.is_hidden(element) else "S097.web"
        self._leave_out(element, " ".join(_visible(element)), variant)

    def _leave_out(self, element: Any, text: str, variant: str) -> None:
        bare = " ".join(text.split())
        if bare:
            quoted = bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}… ({len(bare)})"
            self.report.warn(Location(self.shown, element.sourceline or 0), variant, text=quoted)

    def visit(self, element: Any) -> bool:
        """Return whether an element is read; what is not is reported, but for scripts and the like."""
        if element.tag in UNREAD:
            return False
        at = Location(self.shown, element.sourceline or 0)
        if element.tag in OBJECTS:
            self.report.warn(at, "S098.object", name=_OBJECTS.get(element.tag, message("left_out.web_object")))
            return False
        if element.tag == "img":
            self._picture(element, at)
            return False
        if element is self.page.headline:
            return False
        if self.page.is_hidden(element) or element.tag in _DELETED:
            self._leave_out(element, "".join(_visible(element)), "S097.web_hidden")
            return False
        if is_control(element) or (element.tag in BLOCKS and element is not self.page.article and is_of_site(element)):
            self._leave_out(element, " ".join(_visible(element)), "S097.web")
            return False
        if element.tag in ("rt", "rp"):
            self._leave_out(element, "".join(element.itertext()), "S097.web")
            return False
        return True

    def _picture(self, element: Any, at: Location) -> None:
        name = element.get("src") or element.get("data-src") or ""
        alt = " ".join((element.get("alt") or element.get("title") or "").split())
        if name.startswith("data:"):
            name = ""
        name = name if len(name) <= 100 else f"{name[:100]}…"
        if name or alt:
            self.report.warn(at, "S098", name=f"{alt} {name}".strip())

    # --- what is read

    def _block(self, element: Any) -> None:
        """Add what stands in a block: runs of its own text are paragraphs, blocks inside it are read for themselves."""
        text = Text()
        text.line = element.sourceline or 0
        text.add(element.text or "")
        for child in element:
            if is_element(child) and (child.tag in BLOCKS or _holds_block(child)):
                self._put(text)
                if self.visit(child):
                    self._child(child)
                text = Text()
                text.line = child.sourceline or 0
            elif is_element(child):
                add_element(text, child, self.visit)
            text.add(child.tail or "")
        self._put(text)

    def _child(self, element: Any) -> None:
        match element.tag:
            case "ul" | "ol" | "menu" | "dir":
                self._list(element, 0)
            case "table":
                self._table(element)
            case "pre":
                self._preformatted(element)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                text = Text()
                add_element(text, element, self.visit)
                line = element.sourceline or 0
                words = " ".join(part for part, _ in text.lines())
                if words:
                    sign = message("sign.web_heading")
                    self.pieces.append(Piece("heading", words, line, _HEADINGS[element.tag], sign=sign))
            case _:
                self._block(element)

    def _put(self, text: Text) -> None:
        """Add the lines of a text as paragraphs; one that is bold as a whole may be a heading."""
        for line, marks in text.lines():
            bold = any(m.kind == "strong" and m.start == 0 and m.end >= len(line) for m in marks)
            head = bold and len(line) <= _MAX_BOLD and line[-1] not in "。；，：;,:"
            self.pieces.append(Piece("text", line, text.line, sign=BOLD if head else None, marks=marks))

    def _preformatted(self, element: Any) -> None:
        first = element.sourceline or 0
        for number, line in enumerate(_with_breaks(element).strip("\n").split("\n")):
            if line.strip():
                self.pieces.append(Piece("text", line.strip(), first + number))

    def _list(self, element: Any, depth: int) -> None:
        """Add the items of a list, and those of lists inside them."""
        ordinal = _start(element) if element.tag == "ol" else 0
        for item in element:
            if not is_element(item) or not self.visit(item):
                continue
            if item.tag in ("ul", "ol"):
                self._list(item, depth + 1)
                continue
            self._item(item, depth, ordinal)
            ordinal += bool(ordinal)

    def _item(self, item: Any, depth: int, ordinal: int) -> None:
        count = len(self.pieces)
        self._block(item)
        added, self.pieces[count:] = self.pieces[count:], []
        line, sign = item.sourceline or 0, message("sign.web_list")
        for piece in added:
            if piece.role in ("text", "heading") and ordinal >= 0:
                piece = Piece(
                    "bullet", piece.text, piece.line or line, depth, sign=sign, marks=piece.marks, ordinal=ordinal
                )
                ordinal = -1  # what follows in the item belongs to it
            elif piece.role == "text":
                piece = replace(piece, sign=None)
            elif piece.role == "bullet":
                piece = replace(piece, level=min(piece.level + depth + 1, 8))
            self.pieces.append(piece)

    def _table(self, element: Any) -> None:
        if is_layout(element):
            for row in element.iter("tr", "caption"):
                if next(a for a in row.iterancestors("table")) is element and self.visit(row):
                    for cell in row if row.tag == "tr" else [row]:
                        if is_element(cell) and self.visit(cell):
                            self._block(cell)
            return
        caption = next(element.iterchildren("caption"), None)
        if caption is not None and self.visit(caption):
            self._block(caption)
        piece = table_piece(element, self.visit)
        if piece is not None:
            self.pieces.append(piece)

    # --- the title

    def _with_title(self) -> list[Piece]:
        """Return the pieces below the title; lines at the beginning that only repeat it are the title."""
        title, pieces = self.page.title, self.pieces
        if not title:
            return pieces
        line = self.page.headline.sourceline if self.page.headline is not None else 1
        bare = _bare(title)
        for count in range(1, 5):
            first = pieces[:count]
            if len(first) == count and all(p.role in ("text", "heading") for p in first):
                if _bare("".join(p.text for p in first)) == bare:
                    line, pieces = first[0].line, pieces[count:]
                    break
        return [Piece("title", title, line or 1, sign=message("sign.web_title")), *pieces]


def _bare(text: str) -> str:
    return "".join(text.split())


def _visible(element: Any) -> Iterator[str]:
    """Yield the texts of an element, without scripts and the like."""
    for node in element.iter():
        if not is_element(node):
            continue
        if (
            node.tag not in UNREAD
            and not any(a.tag in UNREAD for a in node.iterancestors())
            and (node.text or "").strip()
        ):
            yield node.text
        if node is not element and (node.tail or "").strip() and not any(a.tag in UNREAD for a in node.iterancestors()):
            yield node.tail


def _with_breaks(element: Any) -> str:
    """Return the text of an element as it stands, with its white space."""
    if not is_element(element) or element.tag in UNREAD:
        return ""
    inner = "".join(_with_breaks(child) + (child.tail or "") for child in element)
    return ("\n" if element.tag == "br" else "") + (element.text or "") + inner


def _holds_block(element: Any) -> bool:
    return any(is_element(inner) and inner.tag in BLOCKS for inner in element.iterdescendants())


def _start(element: Any) -> int:
    start = element.get("start", "1").strip()
    return int(start) if start.isdecimal() and len(start) < 5 and int(start) else 1


def _with_levels(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the levels of their headings from 1 on, none left out."""
    levels = sorted({piece.level for piece in pieces if piece.role == "heading"})
    return [replace(p, level=min(4, levels.index(p.level) + 1)) if p.role == "heading" else p for p in pieces]
