"""Tables that were flattened to text: rows of cells with tabs or blanks between them, or a cell on each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.errors import Location, Report
from jzdocs.messages.message import message
from jzdocs.patterns import compiled
from jzdocs.source.lines import BLANKS, Line
from jzdocs.source.one_line import value_of
from jzdocs.source.pieces import Block, Piece

_NUMBER = compiled(r"[-+－−]?[\d,]+(?:\.\d+)?[%％‰]?|—|－|-|…|/")
_CAPTION = compiled(r"^附?表\s*([一二三四五六七八九十\d]+(?:[-—－]\d+)?)[：:\s\u3000]*(.*)$")
_UNIT = compiled(r"^[（(]?单位[：:]\s*(.{1,20}?)[）)]?$")
_ITEM_NUMBER = compiled(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|[①-⑳•·●▪\-–—*]|第[一二三四五六七八九十\d]+[条章节]"
)
_MAX_CELL = 20
_LEAST_ROWS, _MAX_TABBED = 3, 20  # rows and columns of a pasted table
_MAX_COLUMNS, _MAX_CELLS = 8, 400  # of a table with a cell on each line
_FoundTable = tuple[tuple[tuple[str, ...], ...], int]  # rows of cells, and how many filled lines they take


def flat_tables(lines: Sequence[Line], shown: str, report: Report) -> list[Line | Piece]:
    """Return the lines, with a table (a piece) in the place of those that it was flattened to.

    Tables are counted anew; a number of their own that becomes another is reported.
    """
    count = 0  # of tables with a caption
    out: list[Line | Piece] = []
    filled = [i for i, line in enumerate(lines) if line.text]
    position = done = 0  # among the filled lines, and among all
    while position < len(filled):
        table = (
            _tabbed_at(lines, filled, position)
            or _rows_at(lines, filled, position)
            or _cells_at(lines, filled, position)
        )
        if table is None:
            out.extend(lines[done : filled[position] + 1])
            done, position = filled[position] + 1, position + 1
            continue
        rows, used = table
        title, unit = _caption(out)
        count += bool(title or unit)
        caption = title[0] if title else ""
        if title and value_of(title[1]) != count:
            report.warn(Location(shown, title[2].number, title[2].column), "S066", label=title[1], count=count)
        first = lines[filled[position]]
        out.append(
            Piece(
                "table",
                caption,
                first.number,
                column=first.column,
                rows=rows,
                unit=unit,
                sign=message("sign.rows_of_numbers"),
            )
        )
        position += used
        done = filled[position - 1] + 1
    out.extend(lines[done:])
    return out


def _split(text: str) -> list[str]:
    """Return the cells of a line: between tabs, ideographic spaces or runs of blanks, else between single blanks."""
    cells = re.split(r"\t+|\u3000+| {2,}", text)
    return cells if len(cells) > 1 else text.split(" ")


def _is_row(cells: Sequence[str]) -> bool:
    """Return whether cells are a name and, for half of the rest at least, numbers."""
    numbers = sum(1 for c in cells[1:] if _NUMBER.fullmatch(c))
    return not _NUMBER.fullmatch(cells[0]) and numbers >= max(1, (len(cells) - 1 + 1) // 2)


def _tabbed_at(lines: Sequence[Line], filled: Sequence[int], position: int) -> _FoundTable | None:
    """Return the rows of a table that was pasted: lines that follow one another, each with a tab between its cells, of
    which the first row has as many as any; None where tabs part labels from what they say, or numbers from items."""
    rows: list[tuple[str, ...]] = []
    for place, index in enumerate(filled[position:]):
        cells = tuple(cell.strip(BLANKS) for cell in lines[index].text.split("\t"))
        is_next = not place or index == filled[position + place - 1] + 1
        if not is_next or not 2 <= len(cells) <= (len(rows[0]) if rows else _MAX_TABBED) or _is_label(cells[0]):
            break
        rows.append(cells)
    width = len(rows[0]) if rows else 0
    if len(rows) < _LEAST_ROWS or not all(rows[0]) or max(map(len, rows[0])) > _MAX_CELL:
        return None
    if width == 2 and all(row[0].isdigit() for row in rows[1:]):  # numbers of items
        return None
    return tuple(row + ("",) * (width - len(row)) for row in rows), len(rows)


def _is_label(cell: str) -> bool:
    """Return whether a cell is no part of a table: it announces what stands behind it, or is the number of an item."""
    return cell.endswith(("：", ":")) or bool(_ITEM_NUMBER.fullmatch(cell))


def _rows_at(lines: Sequence[Line], filled: Sequence[int], position: int) -> _FoundTable | None:
    """Return a head and two rows of numbers at least, a row on each line, all of as many cells; None without them."""
    head = _split(lines[filled[position]].text)
    if len(head) < 2 or any(_NUMBER.fullmatch(c) for c in head) or max(map(len, head)) > _MAX_CELL:
        return None
    rows = [tuple(head)]
    for index in filled[position + 1 :]:
        cells = _split(lines[index].text)
        if len(cells) != len(head) or not _is_row(cells) or len(cells[0]) > _MAX_CELL:
            break
        rows.append(tuple(cells))
    return (tuple(rows), len(rows)) if len(rows) > 2 else None


def _cells_at(lines: Sequence[Line], filled: Sequence[int], position: int) -> _FoundTable | None:
    """Return a head and two rows of numbers at least, a cell on each line; None without them."""
    opening = [lines[i].text for i in filled[position : position + _MAX_COLUMNS + 2]]
    width = next((i for i, text in enumerate(opening) if _NUMBER.fullmatch(text)), 0) - 1
    if not 2 <= width <= _MAX_COLUMNS or any(len(t) > _MAX_CELL or t[-1] in "。；：" for t in opening[: width + 1]):
        return None
    window = [lines[i].text for i in filled[position : position + _MAX_CELLS]]
    rows = [tuple(window[:width])]
    for start in range(width, len(window) - width + 1, width):
        cells = window[start : start + width]
        if not _is_row(cells) or not all(_NUMBER.fullmatch(c) for c in cells[1:]) or len(cells[0]) > _MAX_CELL:
            break
        rows.append(tuple(cells))
    return (tuple(rows), len(rows) * width) if len(rows) > 2 else None


def _caption(out: list[Line | Piece]) -> tuple[tuple[str, str, Line] | None, str]:
    """Return the caption (its words, its number and its line) and the unit in the lines above a table, which are
    removed from `out`."""
    unit = ""
    for _ in range(2):
        place = next((i for i in range(len(out) - 1, -1, -1) if isinstance(out[i], Piece) or out[i].text), None)
        line = out[place] if place is not None else None
        if not isinstance(line, Line):
            break
        if not unit and (match := _UNIT.match(line.text)):
            unit = match[1]
            del out[place:]
        elif match := _CAPTION.match(line.text):
            del out[place:]
            return (match[2] or line.text, match[1], line), unit
    return None, unit


def table_block(table: Piece) -> Block:
    """Return a table as a block."""
    return Block((Line(" ".join(table.rows[0]), table.line, table.column),), table)
