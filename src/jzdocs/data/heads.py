"""A grid of cells → a table of data: which rows name the columns, what stands above them, and what does not fit.

Above the names often stand a title, merged over all columns, and a line with the unit (单位：亿元). The names may stand
in two rows, the upper of which groups columns: 2024年 over 数量 and 比重 gives 2024年数量 and 2024年比重.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from jzdocs.data.grid import DataError, Grid, Rows, TableSource
from jzdocs.encoding import CONTROLS
from jzdocs.errors import Location, Report
from jzdocs.facts.cells import address as cell_address, is_number
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.patterns import compiled

_NOTE = compiled(r"[（(]?\s*(?:计量)?(?:单位|制表|填报|日期|时间|审核|统计)\w{0,6}\s*[:：].*|截[至止].*", re.S)
_AREA = compiled(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", re.I)
_DEEPEST = 4  # rows of names


class _Head(Struct, frozen=True):
    """The rows that name the columns (from 0, the last one included), and the name of each column."""

    first: int
    last: int
    names: tuple[nodes.Text, ...]


def table_of(source: TableSource, grid: Grid, digest: str) -> nodes.DataTable | None:
    """Return the table that a grid holds; None, which is reported, where no row names columns."""
    file, report = source.file, source.report
    rows = _trimmed(_cleaned(_cropped(grid.rows, file.range), report))
    head = _head(rows, grid, file.head)
    if head is None:
        report.error(file.at, "X017.no_head", path=file.path)
        return None
    if not file.head:
        _report_left_out(rows[: head.first], file, report)
    body = [row for row in rows[head.last + 1 :] if any(cell.text for cell in row)]
    _report_shape(head.names, body, report)
    return nodes.DataTable(file, head.names, tuple(body), digest, grid.faults)


# --- the cells


def _cropped(rows: Rows, area: str) -> Rows:
    """Return the rows of a range such as A3:D20; readers of workbooks have cropped theirs already."""
    match = _AREA.fullmatch(area.rpartition("!")[2])
    if match is None:
        return rows
    left, right = sorted((_index(match[1]), _index(match[3] or match[1])))
    top, bottom = sorted((int(match[2]), int(match[4] or match[2])))
    out = []
    for row in rows:
        places = [_AREA.fullmatch(cell_address(cell)) for cell in row]
        inside = tuple(
            cell
            for cell, place in zip(row, places, strict=True)
            if place and left <= _index(place[1]) <= right and top <= int(place[2]) <= bottom
        )
        if inside:
            out.append(inside)
    return out


def _index(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _cleaned(rows: Rows, report: Report) -> Rows:
    """Return rows without control characters, each of which is reported."""
    if not any(CONTROLS.search(cell.text) for row in rows for cell in row):
        return rows
    out = []
    for row in rows:
        cells = []
        for cell in row:
            if match := CONTROLS.search(cell.text):
                report.error(cell.at, "S004", number=f"{ord(match[0]):04X}")
                cell = nodes.Text(CONTROLS.sub("\ufffd", cell.text), cell.at)
            cells.append(cell)
        out.append(tuple(cells))
    return out


def _trimmed(rows: Rows) -> Rows:
    """Return rows without the columns at the right in which no cell is filled."""
    width = max((n for row in rows for n, cell in enumerate(row, 1) if cell.text), default=0)
    return [row[:width] for row in rows]


# --- the head


def _head(rows: Rows, grid: Grid, number: int) -> _Head | None:
    """Return the head of a table: row `number` of the file (0: the first that looks like one), and those below that
    belong to it."""
    if number:
        first = next((i for i, row in enumerate(rows) if row and _row_number(row[0]) == number), None)
    else:
        heads = (i for i, row in enumerate(rows) if _is_head(row, grid) and not _is_caption(rows, i, grid))
        first = 0 if grid.has_head and rows else next(heads, None)
    if first is None and not number:
        first = _head_of_a_list(rows)
    if first is None or not any(cell.text for cell in rows[first]):
        return None
    last = first if grid.has_head or number else _last_row(rows, first, grid)
    return _Head(
        first, last, tuple(_name(rows[first : last + 1], column, grid) for column in range(_width(rows, first, last)))
    )


def _head_of_a_list(rows: Rows) -> int | None:
    """Return the first filled row of a table with a single column, None where it holds nothing below."""
    filled = [index for index, row in enumerate(rows) if any(cell.text for cell in row)]
    return filled[0] if len(filled) > 1 and all(len(row) <= 1 for row in rows) else None


def _row_number(cell: nodes.Text) -> int:
    match = _AREA.fullmatch(cell_address(cell))
    return int(match[2]) if match else 0


def _width(rows: Rows, first: int, last: int) -> int:
    return max(len(row) for row in rows[first : last + 1])


def _is_head(row: Sequence[nodes.Text], grid: Grid) -> bool:
    """Return whether a row may name columns: two cells of it are filled, which are not parts of one merged title, nor
    notes such as 单位：亿元."""
    filled = [cell for cell in row if cell.text]
    areas = {grid.merged.get(cell_address(cell), cell_address(cell)) for cell in filled}
    return len(areas) > 1 and not all(_NOTE.fullmatch(cell.text) for cell in filled)


def _is_caption(rows: Rows, index: int, grid: Grid) -> bool:
    """Return whether a row that might be a head is a line above it (附件1 at the left, a date at the right): it fills
    less than half of the columns, the row below names all of them, and has numbers below."""
    below, after = rows[index + 1 : index + 2], rows[index + 2 : index + 4]
    if not below or not after or _has_groups(rows[index], below[0], rows[index], grid):
        return False
    width = max(len(row) for row in rows)
    names = [cell.text for cell in below[0]]
    filled = sum(bool(cell.text) for cell in rows[index])
    if 2 * filled > width or len(names) < width or not all(names) or any(map(_is_value, names)):
        return False
    return any(_is_value(cell.text) for row in after for cell in row)


def _last_row(rows: Rows, first: int, grid: Grid) -> int:
    """Return the last row of a head: names that are merged over several columns have others below them."""
    last = first
    while last + 1 < len(rows) and last - first < _DEEPEST - 1:
        if not _has_groups(rows[last], rows[last + 1], rows[first], grid):
            break
        last += 1
    return last


def _has_groups(row: Sequence[nodes.Text], below: Sequence[nodes.Text], top: Sequence[nodes.Text], grid: Grid) -> bool:
    """Return whether `row` groups columns that `below` names."""
    grouped = [n for n, cell in enumerate(row) if _is_grouped(row, n, grid)]
    names = [below[n].text for n in grouped if n < len(below)]
    if len(grouped) < 2 or len(names) < len(grouped) or not all(names) or any(map(_is_value, names)):
        return False
    others = [n for n in range(len(below)) if n not in grouped]
    return all(
        not below[n].text or _reaches_down(row, below, n, grid) or not (row[n].text or _is_value(below[n].text))
        for n in others
        if n < len(row)
    )


def _is_grouped(row: Sequence[nodes.Text], column: int, grid: Grid) -> bool:
    """Return whether a cell lies with a neighbour in one merged area, or is blank behind a filled one, or is filled
    before a blank one."""
    area = _area_of(row[column], grid)
    neighbours = [row[n] for n in (column - 1, column + 1) if 0 <= n < len(row)]
    if any(area == _area_of(cell, grid) for cell in neighbours):
        return True
    if any(grid.merged.get(cell_address(cell)) for cell in row):
        return not row[column].text and column > 0
    return (not row[column].text and column > 0) or (column + 1 < len(row) and not row[column + 1].text)


def _area_of(cell: nodes.Text, grid: Grid) -> str:
    return grid.merged.get(cell_address(cell), cell_address(cell))


def _reaches_down(row: Sequence[nodes.Text], below: Sequence[nodes.Text], column: int, grid: Grid) -> bool:
    return column < len(row) and _area_of(row[column], grid) == _area_of(below[column], grid)


def _is_value(text: str) -> bool:
    """Return whether a cell below a head holds a value; years are names."""
    return is_number(text) and not re.fullmatch(r"(?:19|20)\d\d年?(?:[1-9]|1[0-2])?月?", text)


def _name(rows: Rows, column: int, grid: Grid) -> nodes.Text:
    """Return the name of a column: those of its groups, each once, before its own."""
    parts: list[str] = []
    areas: list[str] = []
    place = nodes.Text("", rows[0][0].at)
    for number, row in enumerate(rows):
        cell = _group(row, column, is_last=number == len(rows) - 1, grid=grid)
        if cell is None or not cell.text or _area_of(cell, grid) in areas:
            continue
        areas.append(_area_of(cell, grid))
        parts.append(cell.text)
        place = cell
    return nodes.Text("".join(parts) if len(parts) > 1 else place.text, place.at if parts else _at(rows[-1], column))


def _at(row: Sequence[nodes.Text], column: int) -> Location:
    return row[min(column, len(row) - 1)].at


def _group(row: Sequence[nodes.Text], column: int, *, is_last: bool, grid: Grid) -> nodes.Text | None:
    """Return the cell of a row of names that a column stands under: a blank one continues the group at its left."""
    if column >= len(row):
        return None
    if is_last or row[column].text:
        return row[column]
    return next((row[n] for n in range(column, -1, -1) if row[n].text), None)


# --- what is told


def _report_left_out(rows: Rows, file: nodes.DataFile, report: Report) -> None:
    """Warn of rows above the head: their words are not part of the table."""
    texts = list(dict.fromkeys(cell.text for row in rows for cell in row if cell.text))
    if texts:
        shown = "、".join(text if len(text) <= 20 else f"{text[:20]}…" for text in texts[:3])
        at = next(cell.at for row in rows for cell in row if cell.text)
        report.warn(at, "X085", texts=shown)


def _report_shape(head: Sequence[nodes.Text], body: Rows, report: Report) -> None:
    """Report rows that do not fit the head, and columns without a name."""
    for row in body:
        if any(cell.text for cell in row[len(head) :]):
            report.error(row[0].at, "X087", found=len(row), expected=len(head))
    short = [row for row in body if len(row) < len(head)]
    if short:
        report.warn(short[0][0].at, "X087.short", found=len(short[0]), expected=len(head), count=len(short))
    for column, cell in enumerate(head):
        if not cell.text and any(column < len(row) and row[column].text for row in body):
            report.warn(cell.at, "X086", column=re.sub(r"\d", "", cell_address(cell)))


def check_range(file: nodes.DataFile) -> None:
    """Raise DataError where a range is no address, in a file whose cells have no names."""
    if file.range and not _AREA.fullmatch(file.range):
        raise DataError(message("reason.no_range", name=file.range), message("hint.write_range"))
