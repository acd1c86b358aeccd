"""A table of a Word file → its cells, with those that stand over several columns or rows (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.source.marked_text import MarkedText
from jzdocs.source.pieces import CellText
from jzdocs.source.word_package import is_on, value, w

_WRAPPERS = {w(tag) for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
MAX_COLUMNS = 200
ReadCell = Callable[[Any], MarkedText]
Row = tuple[CellText, ...]


class Table(Struct):
    """The rows of a table, how many of them are its head, and how many columns it has."""

    rows: list[list[CellText]]
    heads: int
    columns: int


class _Open(Struct):
    """A cell that goes on in the rows below: its row and place in it, and how many columns it stands over."""

    row: int
    index: int
    colspan: int


class _Grid(Struct):
    """A table as far as it is read: its rows, and the cells that may go on below, by their first column."""

    rows: list[list[CellText]] = field(default_factory=list)
    open: dict[int, _Open] = field(default_factory=dict)
    marked_heads: int = 0


def blocks(parent: Any) -> Iterator[Any]:
    """Yield the children of a body, table or row, also those in content controls and other wrappers."""
    for child in parent.iterchildren():
        if child.tag in _WRAPPERS:
            yield from blocks(child)
        else:
            yield child


def read_table(table: Any, read: ReadCell) -> Table:
    """Return a table; `read` returns the text of a cell. Rows that a tracked change deletes are left out."""
    grid = _Grid()
    for row in blocks(table):
        if row.tag == w("tr") and row.find(f"{w('trPr')}/{w('del')}") is None:
            _read_row(row, grid, read)
    rows = grid.rows
    widths = _widths(rows)
    columns = max(widths, default=0)
    for cells, width in zip(rows, widths, strict=True):
        cells += [CellText()] * (columns - width)
    return Table(rows, _heads(rows, grid.marked_heads, columns), columns)


def _read_row(row: Any, grid: _Grid, read: ReadCell) -> None:
    """Add a row to the grid."""
    properties = row.find(w("trPr"))
    index, column = len(grid.rows), _count(value(properties, "gridBefore"), 0)
    cells: list[CellText] = [CellText()] * column
    grid.rows.append(cells)
    if index == grid.marked_heads and properties is not None and is_on(properties.find(w("tblHeader"))):
        grid.marked_heads += 1
    begun: dict[int, _Open] = {}
    for cell in blocks(row):
        if cell.tag != w("tc"):
            continue
        about = cell.find(w("tcPr"))
        colspan = min(MAX_COLUMNS, max(1, _count(value(about, "gridSpan"), 1)))
        content = read(cell)
        if value(about, "hMerge") == "continue" and cells:
            cells[-1] = _with(replace(cells[-1], colspan=cells[-1].colspan + colspan), content)
            column += colspan
            continue
        merge = value(about, "vMerge")
        above = grid.open.get(column) if merge in ("", "continue") else None
        if above and above.colspan == colspan:
            joined = grid.rows[above.row][above.index]
            grid.rows[above.row][above.index] = _with(replace(joined, rowspan=index - above.row + 1), content)
            begun[column] = above
        else:
            cells.append(CellText(content.text, content.marks, colspan))
            if merge is not None:
                begun[column] = _Open(index, len(cells) - 1, colspan)
        column += colspan
    cells += [CellText()] * _count(value(properties, "gridAfter"), 0)
    grid.open = begun


def _with(cell: CellText, content: MarkedText) -> CellText:
    """Return a cell with what stands in one that was merged into it (hardly ever anything)."""
    if not content.text.strip():
        return cell
    moved = tuple(
        replace(mark, start=mark.start + len(cell.text) + 1, end=mark.end + len(cell.text) + 1)
        for mark in content.marks
    )
    return replace(cell, text=f"{cell.text}\n{content.text}", marks=cell.marks + moved)


def _widths(rows: Sequence[Sequence[CellText]]) -> list[int]:
    """Return how many columns each row fills, with the cells that reach into it from above."""
    widths = [0] * len(rows)
    for index, cells in enumerate(rows):
        for cell in cells:
            for below in range(index, min(len(rows), index + cell.rowspan)):
                widths[below] += cell.colspan
    return widths


def _heads(rows: Sequence[Sequence[CellText]], marked: int, columns: int) -> int:
    """Return how many rows are the head: those that Word repeats on every page, else the first, with those that its
    cells reach into; below a cell over several columns, the row that names them. A table has no head where that
    would be all of it."""
    if len(rows) < 2:
        return len(rows)
    heads = max(1, marked)
    if not marked and any(cell.colspan > 1 for cell in rows[0]) and len(rows) > 2:
        heads = 2
    reach = heads
    for index in range(len(rows)):
        if index >= reach:
            break
        reach = max(reach, *(index + cell.rowspan for cell in rows[index]), index + 1)
    return 0 if reach >= len(rows) else reach


def clipped(table: Table) -> tuple[tuple[CellText, ...], ...]:
    """Return the rows of a table; no cell reaches from its head into its body, or beyond its end."""
    out = []
    for index, cells in enumerate(table.rows):
        limit = (table.heads if index < table.heads else len(table.rows)) - index
        out.append(tuple(replace(cell, rowspan=max(1, min(cell.rowspan, limit))) for cell in cells))
    return tuple(out)


def _count(text: str | None, default: int) -> int:
    try:
        return max(0, int(text)) if text else default
    except ValueError:
        return default
