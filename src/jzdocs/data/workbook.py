"""Workbooks (.xlsx) → a grid: each cell as the workbook shows it.

A number of a workbook is printed as its number format shows it (0.246 in `0.0%` is 24.6%): that is what its author sees
and means. What the author cannot see (hidden rows, digits that were lost, results that were never computed) is told.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from jzdocs import limits
from jzdocs.archives import refuse_bomb
from jzdocs.data.date_format import date_text, duration_text, time_text
from jzdocs.data.grid import DataError, Grid, Rows, TableSource, address, with_line_breaks
from jzdocs.data.number_format import MAX_EXPONENT, formatted
from jzdocs.encoding import max_bytes
from jzdocs.errors import DocumentError, JzdocsError, Location
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.patterns import compiled
from jzdocs.quiet import without_warnings

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RANGE = compiled(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_DIGITS_OF_A_DOUBLE = 15
_LONGEST_NUMBER = 20  # digits of identity and account numbers
# what formats without a text of their own mean in Chinese (ECMA-376 Part 1, 18.8.30: numFmtId 27 to 36, 50 to 58)
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30, 31), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 34, 55), "h:mm"),
    **dict.fromkeys((33, 35, 56), "h:mm:ss"),
}
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["'](\$?[A-Za-z]{1,3}\$?[0-9]{1,7}:\$?[A-Za-z]{1,3}\$?[0-9]{1,7})["']"""
)
_ESCAPED = compiled(r"_x([0-9A-Fa-f]{4})_")


class _Area(Struct, frozen=True):
    """The part of a sheet that is read: its first and last column and row, from 1."""

    left: int
    top: int
    right: int
    bottom: int


def read_workbook(source: TableSource) -> Grid:
    """Return the cells of a sheet of a workbook, or of a range of it.

    Raises DocumentError for a damaged workbook.
    """
    book = open_book(source.data, source.shown)
    sheet, area = _chosen(book, source)
    most = limits.current().cells
    if (area.right - area.left + 1) * (area.bottom - area.top + 1) > most:
        raise DataError(message("reason.too_many_cells", most=f"{most:,}"), message("hint.fewer_rows"))
    merged = _merged(sheet, area)
    _report_hidden(sheet, area, source)
    faults = dict.fromkeys(_uncomputed(source.data, sheet), "formula")
    rows = _rows(sheet, area, merged, source)
    for cells in sheet.iter_rows(area.top, area.bottom, area.left, area.right):
        faults.update({cell.coordinate: "error" for cell in cells if cell.data_type == "e"})
    anchors = {address(*place): address(*first) for place, first in merged.items()}
    return Grid(rows, anchors, faults)


def open_book(data: bytes, shown: str, *, computed: bool = True) -> Any:
    """Return a workbook of openpyxl; its formulas are their results, unless it is not to be `computed`.

    Raises DocumentError for a damaged one, DataError for one that goes beyond the limits.
    """
    import openpyxl  # a fifth of a second that only documents with workbooks pay

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(i.file_size for i in archive.infolist()) > 8 * max_bytes():
                raise DataError(message("reason.too_large_unpacked"), message("hint.one_sheet"))
            refuse_bomb(archive, len(data), Location(shown))
            _refuse_wide_merges(archive)
        with without_warnings():  # about parts that are not read
            return openpyxl.load_workbook(io.BytesIO(data), data_only=computed)
    except (DataError, JzdocsError):
        raise
    except Exception as error:  # damaged archives and parts fail in many ways
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise DataError(message("reason.locked_or_old_workbook"), message("hint.save_unlocked")) from error
        raise DocumentError("S001.workbook", at=Location(shown), kind=type(error).__name__) from error


def sheets_of(data: bytes, path: Path, shown: str) -> list[Any]:
    """Return the sheets of a workbook at `path` that are tables of cells.

    Raises DocumentError for a workbook that is damaged, or goes beyond the limits.
    """
    try:
        return list(open_book(data, shown, computed=False).worksheets)
    except DataError as error:
        raise DocumentError("X017", at=Location(shown), hint=error.hint, path=path.name, reason=error.reason) from error


def _refuse_wide_merges(archive: zipfile.ZipFile) -> None:
    """Raise DataError where merged areas hold more cells than the limit: openpyxl makes an object of each cell of them,
    and an area may reach over the 17 billion cells of a sheet."""
    most = limits.current().cells
    for name in archive.namelist():
        if name.startswith("xl/worksheets/"):
            areas = [_area(match[1].decode()) for match in _MERGE.finditer(archive.read(name))]
            if sum((area.right - area.left + 1) * (area.bottom - area.top + 1) for area in areas) > most:
                raise DataError(message("reason.too_many_cells", most=f"{most:,}"), message("hint.fewer_rows"))


def _chosen(book: Any, source: TableSource) -> tuple[Any, _Area]:
    """Return the sheet that is read and the part of it."""
    name, wanted_range = source.file.sheet, source.file.range
    sheet_of_range, cells = _resolved_range(book, wanted_range, name)
    name = sheet_of_range or name
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if name and name not in sheets:
        raise DataError(message("reason.no_sheet", name=name), message("hint.its_sheets", names="、".join(sheets)))
    if not sheets:
        raise DataError(message("reason.no_sheet", name="1"), message("hint.save_as_table"))
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheet = sheets[name] if name else (visible or book.worksheets)[0]
    if sheet.sheet_state != "visible":
        source.report.warn(source.file.at, "X083.sheet", name=sheet.title)
    return sheet, _area(cells) if cells else _Area(1, 1, sheet.max_column, sheet.max_row)


def _resolved_range(book: Any, text: str, sheet: str) -> tuple[str, str]:
    """Return the sheet ("": not named) and the address of a range that is written as an address or a name."""
    if not text:
        return "", ""
    named, bang, cells = text.rpartition("!")
    if _RANGE.fullmatch(cells if bang else text):
        return named.strip("'").replace("''", "'"), cells if bang else text
    names = dict(book.defined_names)
    for worksheet in book.worksheets:
        if not sheet or worksheet.title == sheet:
            names |= {
                **worksheet.defined_names,
                **{t.name: _Name(worksheet.title, t.ref) for t in worksheet.tables.values()},
            }
    entry = next((names[name] for name in names if name.lower() == text.lower()), None)
    if entry is None:
        listed = "、".join(name for name in names if not name.startswith("_"))
        raise DataError(message("reason.no_range", name=text), message("hint.its_ranges", names=listed or "—"))
    places = list(entry.destinations)
    if len(places) != 1 or not _RANGE.fullmatch(places[0][1]):
        raise DataError(message("reason.no_range", name=text), message("hint.write_range"))
    return str(places[0][0]), str(places[0][1])


class _Name(Struct, frozen=True):
    """A table of a sheet, as openpyxl shows a name."""

    sheet: str
    cells: str

    @property
    def destinations(self) -> list[tuple[str, str]]:
        """The sheet and the address."""
        return [(self.sheet, self.cells)]


def _area(cells: str) -> _Area:
    from openpyxl.utils import column_index_from_string

    match = _RANGE.fullmatch(cells)
    assert match
    left, top = column_index_from_string(match[1].upper()), int(match[2])
    right = column_index_from_string((match[3] or match[1]).upper())
    bottom = int(match[4] or match[2])
    return _Area(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _merged(sheet: Any, read: _Area) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of each cell in a merged area, both as row and column, as far as the cells are `read`: an
    area may reach over the whole sheet, which has 17 billion."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(max(area.min_row, read.top), min(area.max_row, read.bottom) + 1)
        for column in range(max(area.min_col, read.left), min(area.max_col, read.right) + 1)
    }


def _rows(sheet: Any, area: _Area, merged: Mapping[tuple[int, int], tuple[int, int]], source: TableSource) -> Rows:
    """Return the rows of a worksheet; each cell of a merged area shows what its first cell shows."""
    rows: Rows = []
    for cells in sheet.iter_rows(area.top, area.bottom, area.left, area.right):
        texts = []
        for cell in cells:
            row, column = cell.row, cell.column
            at = Location(source.shown, row, column, cell=f"{sheet.title}!{address(row, column)}")
            first = merged.get((row, column))
            shown = sheet.cell(*first) if first else cell
            if shown is cell:
                _report_lost_digits(cell, at, source)
            texts.append(nodes.Text(_printed(shown), at))
        rows.append(tuple(texts))
    return rows


def _printed(cell: Any) -> str:
    """Return what a workbook's cell shows. Raises DataError for a number that no spreadsheet can hold."""
    value, pattern = cell.value, str(cell.number_format or "General")
    number_format_id = cell._style.numFmtId if cell.has_style else 0
    if number_format_id in _CHINESE_FORMATS and isinstance(value, (int, float)) and not isinstance(value, bool):
        pattern = _CHINESE_FORMATS[number_format_id]
        value = _as_date(cell)
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
            if not number.is_finite() or number.adjusted() > MAX_EXPONENT:
                raise DataError(message("reason.number_too_large", cell=cell.coordinate), message("hint.fix_cell"))
            return formatted(number, pattern)
        case datetime() | date():
            return date_text(value, pattern)
        case time():
            return time_text(value, pattern)
        case timedelta():
            return duration_text(value, pattern)
        case _:
            return _text(str(value))


def _as_date(cell: Any) -> Any:
    """Return the date that a number stands for, or the number where it is none."""
    from openpyxl.utils.datetime import from_excel

    try:
        return from_excel(cell.value, cell.parent.parent.epoch)
    except (OverflowError, ValueError):
        return cell.value


def _text(text: str) -> str:
    """Return a text of a cell: `_x000D_` and its like are the characters that they stand for."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return with_line_breaks(text).strip()


def _report_lost_digits(cell: Any, at: Location, source: TableSource) -> None:
    """Warn of a number with more digits than a spreadsheet keeps: an identity or account number that was typed as a
    number ends in zeros."""
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 10**_DIGITS_OF_A_DOUBLE <= abs(value) < 10**_LONGEST_NUMBER:
            source.report.warn(at, "X084")


def _report_hidden(sheet: Any, area: _Area, source: TableSource) -> None:
    """Warn of rows and columns that are hidden, and read all the same."""
    rows = [
        row
        for row, dimension in sheet.row_dimensions.items()
        if dimension.hidden and area.top <= row <= min(area.bottom, sheet.max_row)
    ]
    filled = [row for row in rows if any(cell.value is not None for cell in sheet[row])]
    if filled:
        source.report.warn(source.file.at, "X083.rows", sheet=sheet.title, rows=_shortened(filled))
    columns = [
        letters
        for letters, dimension in sheet.column_dimensions.items()
        if dimension.hidden
        and dimension.min is not None
        and area.left <= dimension.min <= min(area.right, sheet.max_column)
    ]
    if columns:
        source.report.warn(source.file.at, "X083.columns", sheet=sheet.title, columns="、".join(columns))


def _shortened(numbers: Sequence[int]) -> str:
    """Return numbers of rows: 3–5、9."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][-1] + 1:
            spans[-1][-1:] = [spans[-1][-1], number] if len(spans[-1]) == 1 else [number]
        else:
            spans.append([number])
    return "、".join("–".join(map(str, span)) for span in spans)


# --- formulas without a result


def _uncomputed(data: bytes, sheet: Any) -> Iterator[str]:
    """Yield the addresses of cells whose formula was never computed: programs that write workbooks leave the result to
    the spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = _part_name(archive, sheet)
        if name is None:
            return
        with archive.open(name) as part:
            if b"<f" not in part.read():
                return
        with archive.open(name) as part:
            tags = (f"{_MAIN}c", f"{_STRICT}c")
            for _, cell in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True):
                space = cell.tag[:-1]
                result = cell.find(f"{space}v")
                is_blank_text = cell.get("t") == "str" and result is not None
                if cell.find(f"{space}f") is not None and not is_blank_text:
                    if result is None or not (result.text or "").strip():
                        yield cell.get("r", "")
                cell.clear()


def _part_name(archive: zipfile.ZipFile, sheet: Any) -> str | None:
    """Return the name of a sheet's part in the archive."""
    from openpyxl.reader.workbook import WorkbookParser

    part = next((name for name in archive.namelist() if name.lower() == "xl/workbook.xml"), None)
    if part is None:
        return None
    parser = WorkbookParser(archive, part)
    parser.parse()
    names = (str(relation.target) for entry, relation in parser.find_sheets() if entry.name == sheet.title)
    return next((name for name in names if name in archive.namelist()), None)
