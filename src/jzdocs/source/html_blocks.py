"""Blocks of HTML in Markdown → blocks: tables with merged cells, headings, lists, quotations, paragraphs. What is only
a look is passed over; what cannot be set is told, and its text stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs import limits
from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.source.inline_html import Tag, read_tag
from jzdocs.source.table_blocks import MAX_ROWS

_PIECE = compiled(r"<!--.*?(?:-->|\Z)|<[/]?[A-Za-z][^<>]*>|<[!?][^>]*>", re.S)
_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "button",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "head",
        "header",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "option",
        "p",
        "picture",
        "section",
        "select",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "title",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(("script", "style", "svg", "iframe", "video", "audio", "object", "embed", "template", "canvas"))
_PAGE_BREAK = compiled(r"(?:page-break|break)-(?:after|before)\s*:\s*(?:always|page)", re.I)
_EMPTY = compiled(r"(?:<br\s*/?>|\s|&nbsp;)*", re.I)

ReadText = Callable[[str, int], list[nodes.Block]]
ReadInlines = Callable[[str, int], tuple[nodes.Inline, ...]]


class HtmlContext(Struct, frozen=True):
    """What a block of HTML is read with: `text` reads a paragraph of inline Markdown and HTML, given where it begins in
    the block, `inlines` reads such a text in a cell or heading, `at` gives the place of a character of the block."""

    text: ReadText
    inlines: ReadInlines
    at: Callable[[int], Location]
    report: Report


class _Frame(Struct):
    """An element that is open: its name, the blocks or items that it holds so far, where it begins."""

    name: str
    at: Location
    blocks: list[nodes.Block] = field(default_factory=list)
    items: list[nodes.ListItem] = field(default_factory=list)
    start: int = 1


def read_html(content: str, context: HtmlContext) -> list[nodes.Block]:
    """Return the blocks of a block of HTML."""
    return _Reader(content, context).read()


class _Reader:
    """Reads one block of HTML from front to back; `frames` are the elements that are open, `begin` is where the text
    that is not yet a block begins."""

    def __init__(self, content: str, context: HtmlContext) -> None:
        self.content, self.context = content, context
        self.frames = [_Frame("", context.at(0))]
        self.begin = 0

    def read(self) -> list[nodes.Block]:
        position = 0
        while match := _PIECE.search(self.content, position):
            position = match.end()
            tag = read_tag(match[0])
            if match[0].startswith("<!"):
                self._flush(match.start(), match.end())
            elif tag is not None:
                position = self._tag(tag, match)
        self._flush(len(self.content), len(self.content))
        while len(self.frames) > 1:
            self._close(self.frames[-1].name)
        return self.frames[0].blocks

    def _flush(self, end: int, following: int) -> None:
        """End the text before `end`; the next begins at `following`."""
        text = self.content[self.begin : end]
        if text and not _EMPTY.fullmatch(text):
            start = self.begin + len(text) - len(text.lstrip())
            self._blocks().extend(self.context.text(text.strip(), start))
        self.begin = following

    def _blocks(self) -> list[nodes.Block]:
        """Return where blocks go: into the innermost element that holds blocks."""
        frame = self.frames[-1]
        if frame.name in ("ul", "ol"):  # text between items
            frame = _Frame("li", frame.at)
            self.frames.append(frame)
        return frame.blocks

    def _tag(self, tag: Tag, match: re.Match[str]) -> int:
        """Read a tag, and return where reading goes on."""
        name, start, end = tag.name, match.start(), match.end()
        if name in _UNSEEN and not tag.closing:
            return self._skip(name, start, end)
        if name == "pre" and not tag.closing:
            return self._verbatim(start, end)
        if name == "table" and not tag.closing:
            return self._table(start, end)
        if name in ("ul", "ol", "li", "blockquote"):
            self._flush(start, end)
            if tag.closing:
                self._close(name)
            elif len(self.frames) < limits.current().nesting:
                self._open(tag, start)
        elif name in _HEADINGS and not tag.closing:
            return self._heading(name, start, end)
        elif name == "hr":
            self._flush(start, end)
            self._blocks().append(nodes.ThematicBreak(self.context.at(start)))
        elif name in _BREAKS or name in _HEADINGS:
            self._flush(start, end)
            if _PAGE_BREAK.search(tag.attributes.get("style", "")):
                self._blocks().append(nodes.PageBreak(self.context.at(start)))
        return end

    def _open(self, tag: Tag, start: int) -> None:
        if tag.name == "li":
            if self.frames[-1].name == "li":
                self._close("li")
            if self.frames[-1].name not in ("ul", "ol"):
                self.frames.append(_Frame("ul", self.context.at(start)))
        first = tag.attributes.get("start", "1")
        number = int(first) if first.isdecimal() and len(first) < 10 else 1
        self.frames.append(_Frame(tag.name, self.context.at(start), start=number))

    def _close(self, name: str) -> None:
        """Close the innermost element of that name and those inside it."""
        if not any(frame.name == name for frame in self.frames[1:]):
            return
        while True:
            frame = self.frames.pop()
            outer = self.frames[-1]
            if frame.name == "li" and outer.name in ("ul", "ol"):
                outer.items.append(nodes.ListItem(tuple(frame.blocks), frame.at))
            elif frame.name in ("ul", "ol"):
                if frame.items:
                    self._blocks().append(nodes.List(frame.name == "ol", frame.start, tuple(frame.items), frame.at))
            elif frame.blocks:
                self._blocks().append(nodes.Quote(tuple(frame.blocks), frame.at))
            if frame.name == name:
                return

    def _heading(self, name: str, start: int, end: int) -> int:
        self._flush(start, end)
        close = re.compile(rf"</{name}\s*>", re.I).search(self.content, end)
        stop, after = (close.start(), close.end()) if close else (len(self.content), len(self.content))
        inner = self.content[end:stop]
        if inner.strip():
            inlines = self.context.inlines(inner.strip(), end + len(inner) - len(inner.lstrip()))
            at = self.context.at(end)
            self.frames[0].blocks.append(nodes.Heading(min(_HEADINGS[name], 4), inlines, at=at))
        self.begin = after
        return after

    def _verbatim(self, start: int, end: int) -> int:
        self._flush(start, end)
        close = re.compile(r"</pre\s*>", re.I).search(self.content, end)
        stop, after = (close.start(), close.end()) if close else (len(self.content), len(self.content))
        text = unescape(_PIECE.sub("", self.content[end:stop])).strip("\n")
        if text.strip():
            self._blocks().append(nodes.CodeBlock(text, "", self.context.at(start)))
        self.begin = after
        return after

    def _skip(self, name: str, start: int, end: int) -> int:
        """Pass over an element that holds no text of the document."""
        self._flush(start, end)
        close = re.compile(rf"</{name}\s*>", re.I).search(self.content, end)
        after = close.end() if close else end
        last = self.context.at(max(start, after - 1)).line
        self.context.report.warn(self.context.at(start), "S024", content=f"<{name}>", last=last)
        self.begin = after
        return after

    def _table(self, start: int, end: int) -> int:
        self._flush(start, end)
        depth, after = 1, len(self.content)
        for tag in re.finditer(r"<(/?)table\b[^>]*>", self.content[end:], re.I):
            depth += -1 if tag[1] else 1
            if not depth:
                after = end + tag.end()
                break
        table = _read_table(self.content[end:after], end, self.context, self.context.at(start))
        if table is not None:
            self._blocks().append(table)
        self.begin = after
        return after


# --- tables
# ------------------------------------------------------------------------------------------------------------------


class _RawCell(Struct):
    """A cell as it is written: its text, where that begins, its spans, whether it is a head."""

    start: int
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


class _RawTable(Struct):
    """A table while it is read: its rows, how many stand in <thead>, its caption."""

    rows: list[list[_RawCell]] = field(default_factory=list)
    heads: int = 0
    caption: _RawCell | None = None
    loose: list[_RawCell] = field(default_factory=list)


def _read_table(content: str, offset: int, context: HtmlContext, at: Location) -> nodes.Table | None:
    """Return the Table between <table> and </table>; `offset` is where `content` begins in the block."""
    raw = _raw_table(content)
    rows = [row for row in raw.rows if row]
    for stray in raw.loose:  # text outside the cells
        context.report.warn(context.at(offset + stray.start), "S024.cell")
        rows.append([stray])
    if not rows:
        return None
    heads = min(raw.heads, len(rows))
    if not heads:
        heads = next((i for i, row in enumerate(rows) if not all(cell.head for cell in row)), len(rows))
    head, body = _grid(rows[:heads], context, offset), _grid(rows[heads:], context, offset)
    width = max(_width(head), _width(body))
    if width > limits.current().columns:
        context.report.error(at, "C011", count=width, most=limits.current().columns)
        return None
    title = context.inlines(raw.caption.text.strip(), offset + raw.caption.start) if raw.caption else ()
    align: tuple[nodes.Align, ...] = tuple("left" for _ in range(width))
    return nodes.Table("", _padded(head, width, at), _padded(body, width, at), align, title=title, at=at)


def _raw_table(content: str) -> _RawTable:
    table, nested, position = _RawTable(), 0, 0
    cell: _RawCell | None = None
    outside = _RawCell(0)
    for match in _PIECE.finditer(content):
        (cell or outside).text += content[position : match.start()]
        position = match.end()
        tag = read_tag(match[0])
        if tag is None:
            continue
        name = tag.name
        if name == "table":
            nested += -1 if tag.closing else 1
        if nested > 0 or name in _BREAKS - {"thead", "tbody", "tfoot"} or name in _HEADINGS or name in ("li", "table"):
            (cell or outside).text += "<br>" if nested <= 0 or tag.closing else " "
        elif name in ("td", "th", "caption"):
            cell = None if tag.closing else _RawCell(match.end(), head=name == "th")
            if cell is not None and name == "caption":
                table.caption = cell
            elif cell is not None:
                cell.colspan, cell.rowspan = (_span(tag, key) for key in ("colspan", "rowspan"))
                if not table.rows:
                    table.rows.append([])
                table.rows[-1].append(cell)
        elif name == "tr":
            cell = None
            if not tag.closing:
                table.rows.append([])
        elif name == "thead":
            cell = None
            if tag.closing:
                table.heads = len([row for row in table.rows if row])
        elif name not in ("tbody", "tfoot", "ul", "ol", "colgroup", "col", "hr"):
            (cell or outside).text += match[0]
    (cell or outside).text += content[position:]
    if not _EMPTY.fullmatch(_PIECE.sub("", outside.text)):
        table.loose.append(outside)
    return table


def _span(tag: Tag, key: str) -> int:
    text = tag.attributes.get(key, "1").strip()
    return max(1, min(int(text), MAX_ROWS)) if text.isdecimal() and len(text) < 8 else 1


def _grid(rows: Sequence[Sequence[_RawCell]], context: HtmlContext, offset: int) -> list[list[nodes.Cell]]:
    """Return rows of cells; no cell reaches down further than the last row."""
    out = []
    for index, row in enumerate(rows):
        cells = []
        for cell in row:
            text = re.sub(r"^(?:\s*<br>)+|(?:<br>\s*)+$", "", re.sub(r"\s+", " ", cell.text)).strip()
            at = context.at(offset + cell.start)
            inlines = context.inlines(text, offset + cell.start) if text else ()
            cells.append(nodes.Cell(inlines, cell.colspan, min(cell.rowspan, len(rows) - index), at=at))
        out.append(cells)
    return out


def _width(rows: Sequence[Sequence[nodes.Cell]]) -> int:
    """Return how many columns rows take, with the cells that reach down from above."""
    width, reaching = 0, list[tuple[int, int]]()
    for index, row in enumerate(rows):
        reaching = [(until, columns) for until, columns in reaching if until > index]
        width = max(width, sum(cell.colspan for cell in row) + sum(columns for _, columns in reaching))
        reaching += [(index + cell.rowspan, cell.colspan) for cell in row if cell.rowspan > 1]
    return width


def _padded(rows: list[list[nodes.Cell]], width: int, at: Location) -> tuple[tuple[nodes.Cell, ...], ...]:
    """Return rows that all fill `width` columns: cells that overlap are made narrower, missing ones added."""
    free_from, out = [0] * width, []
    for index, row in enumerate(rows):
        cells, column = list[nodes.Cell](), 0
        for cell in row:
            while column < width and free_from[column] > index:
                column += 1
            room = next((n for n in range(width - column) if free_from[column + n] > index), width - column)
            placed = replace(cell, colspan=max(1, min(cell.colspan, room)))
            for covered in range(column, min(width, column + placed.colspan)):
                free_from[covered] = index + placed.rowspan
            cells.append(placed)
            column += placed.colspan
        while column < width:
            if free_from[column] <= index:
                cells.append(nodes.Cell((), at=cells[-1].at if cells else at))
                free_from[column] = index + 1
            column += 1
        out.append(tuple(cells))
    return tuple(out)
