"""Tables of data (CSV, XLSX) → cells as printed, each with its address.

A number of a workbook is printed as its number format shows it (0.246 in `0.0%` is 24.6%, ECMA-376 Part 1 18.8.31):
that is what its author sees and means.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from msgspec.structs import replace

from jzdocs.encoding import decode, max_bytes, read_bytes
from jzdocs.errors import DocumentError, Location, Report, shown_path
from jzdocs.facts.cells import column_letters
from jzdocs.messages.message import Message, message
from jzdocs.model import nodes

MAX_CELLS = 1_000_000
_MAX_DECIMALS = 30  # what a spreadsheet's format may ask for
_MAX_EXPONENT = 308  # of a double
_EXACT = Context(prec=_MAX_EXPONENT + _MAX_DECIMALS + 10)
Rows = list[tuple[nodes.Text, ...]]
_FORMAT = re.compile(r'(?P<before>(?:"[^"]*"|[¥$€+-])*)(?P<number>[#0,]*(?:\.[0#]+)?)(?P<after>(?:%|"[^"]*"|\\.)*)')


class _DataError(Exception):
    """A table that cannot be read: the reason, and a hint what to do."""

    def __init__(self, reason: Message, hint: Message) -> None:
        super().__init__(reason.key)
        self.reason, self.hint = reason, hint


def data_loader(
    root: Path, report: Report, looked_at: list[Path] | None = None
) -> Callable[[nodes.DataFile], nodes.DataTable | None]:
    """Return a loader of tables below the folder `root`, which reports what cannot be read and returns None for it.

    The files that it looks at are added to `looked_at`. It raises DocumentError for a damaged workbook,
    SurroundingsError where a file may not be read.
    """

    def load(file: nodes.DataFile) -> nodes.DataTable | None:
        path = (root / unquote(file.path)).resolve()
        if looked_at is not None:
            looked_at.append(path)
        if not path.is_relative_to(root.resolve()):
            report.error(file.at, "X015", path=file.path)
            return None
        if not path.is_file():
            report.error(file.at, "X016", path=file.path)
            return None
        try:
            data = read_bytes(path, shown_path(path))
            rows = _read(path, data, file.sheet, report)
        except _DataError as error:
            report.error(file.at, "X017", path=file.path, reason=error.reason, hint=error.hint)
            return None
        return _table(file, rows, hashlib.sha256(data).hexdigest(), report)

    return load


def _read(path: Path, data: bytes, sheet: str, report: Report) -> Rows:
    shown = shown_path(path)
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return list(_csv_rows(decode(data, shown, report), shown))
        case ".xlsx" | ".xlsm":
            return _sheet_rows(data, shown, sheet)
        case ".xls" | ".et":
            from jzdocs.data.old_workbook import as_xlsx

            return _sheet_rows(as_xlsx(data, shown), shown, sheet)
        case _:
            raise _DataError(message("reason.unknown_table_kind"), message("hint.save_as_table"))


def _table(file: nodes.DataFile, rows: Rows, digest: str, report: Report) -> nodes.DataTable | None:
    """Return the table below the row of column names: that of `file.head`, or the first with two filled cells.

    Rows without a filled cell are left out.
    """
    filled = [sum(bool(cell.text) for cell in row) for row in rows]
    head = file.head - 1 if file.head else next((i for i, count in enumerate(filled) if count > 1), len(rows))
    if head >= len(rows):
        report.error(file.at, "X017.no_head", path=file.path)
        return None
    body = tuple(row for row, count in zip(rows[head + 1 :], filled[head + 1 :], strict=True) if count)
    return nodes.DataTable(file, rows[head], body, digest)


def address(row: int, column: int) -> str:
    """Return the address of the cell in a row and column, both from 1: (2, 28) is AB2."""
    return f"{column_letters(column - 1)}{row}"


# --- CSV


def _csv_rows(text: str, shown: str) -> Iterator[tuple[nodes.Text, ...]]:
    lines = text.split("\n")
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(",\t;", key=lambda c: (head.count(c), c == ","))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    line = cells = 0  # the line (from 0) that the row begins on, and how many cells were read
    try:
        for number, row in enumerate(reader, 1):
            cells += len(row)
            if cells > MAX_CELLS:
                raise _too_many_cells()
            yield tuple(_placed(row, lines[line] if line < len(lines) else "", Location(shown, line + 1), number))
            line = reader.line_num
    except csv.Error as error:
        raise _DataError(message("reason.bad_csv", reason=error), message("hint.fix_line")) from error


def _placed(row: Sequence[str], line: str, at: Location, number: int) -> Iterator[nodes.Text]:
    """Yield the cells of row `number`, each with its column in the line where it stands there as it is."""
    cursor = 0
    for column, text in enumerate(row, 1):
        found = line.find(text, cursor)
        cursor = found + len(text) if found >= 0 else cursor
        yield nodes.Text(text.strip(), replace(at, column=found + 1 if found >= 0 else 0, cell=address(number, column)))


# --- XLSX


def _sheet_rows(data: bytes, shown: str, name: str) -> Rows:
    import openpyxl  # a fifth of a second that only documents with workbooks pay

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(i.file_size for i in archive.infolist()) > 8 * max_bytes():
                raise _DataError(message("reason.too_large_unpacked"), message("hint.one_sheet"))
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except _DataError:
        raise
    except Exception as error:  # damaged archives and parts fail in many ways
        raise DocumentError("S001.workbook", at=Location(shown), kind=type(error).__name__) from error
    if name and name not in book.sheetnames:
        raise _DataError(
            message("reason.no_sheet", name=name), message("hint.its_sheets", names="、".join(book.sheetnames))
        )
    sheet = book[name] if name else book.worksheets[0]
    if sheet.max_row * sheet.max_column > MAX_CELLS:
        raise _too_many_cells()
    return _cells_of(sheet, shown)


def _cells_of(sheet: Any, shown: str) -> Rows:
    """Return the rows of a worksheet; each cell of a merged area shows what its first cell shows."""
    merged = {
        (row, column): sheet.cell(area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    rows: Rows = []
    for cells in sheet.iter_rows():
        row = cells[0].row
        texts = []
        for column, cell in enumerate(cells, 1):
            at = Location(shown, row, column, cell=f"{sheet.title}!{address(row, column)}")
            texts.append(nodes.Text(_printed(merged.get((row, column), cell)), at))
        rows.append(tuple(texts))
    return rows


def _too_many_cells() -> _DataError:
    return _DataError(message("reason.too_many_cells", most=f"{MAX_CELLS:,}"), message("hint.fewer_rows"))


def _printed(cell: Any) -> str:
    """Return what a workbook's cell shows. Raises _DataError for a number that no spreadsheet can hold."""
    value, pattern = cell.value, str(cell.number_format or "General")
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
            if not number.is_finite() or number.adjusted() > _MAX_EXPONENT:
                raise _DataError(message("reason.number_too_large", cell=cell.coordinate), message("hint.fix_cell"))
            return _number(number, pattern)
        case datetime() | date():
            return _date(value, pattern)
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value).strip()


def _number(value: Decimal, pattern: str) -> str:
    """Return a number as its format prints it, or as it is where the format holds more than digits and units."""
    match = _FORMAT.fullmatch(re.sub(r"_.|\*.|\[[^\]]*\]", "", pattern.split(";", maxsplit=1)[0]).strip())
    decimals = match["number"].partition(".")[2] if match else ""
    if match is None or not match["number"] or len(decimals) > _MAX_DECIMALS:
        return _plain(value)
    after = re.sub(r'"|\\', "", match["after"])
    value = _EXACT.scaleb(value, 2) if "%" in after else value
    value = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, _EXACT)
    text = f"{value:,f}" if "," in match["number"] else f"{value:f}"
    for _ in range(len(decimals) - len(decimals.rstrip("#"))):
        text = text.removesuffix("0")
    return match["before"].replace('"', "") + text.removesuffix(".") + after


def _plain(value: Decimal) -> str:
    """Return a number with the fifteen digits that a spreadsheet keeps, without exponent and trailing zeros."""
    if value.adjusted() < 15:
        value = value.quantize(Decimal(1).scaleb(max(value.adjusted(), 0) - 14), ROUND_HALF_UP)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: Any, pattern: str) -> str:
    """Return a date in Chinese, down to the part that its format shows: the day, the month or the year."""
    low = pattern.lower()
    if "d" in low or ("y" not in low and "m" not in low):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.year}年{value.month}月" if "m" in low else f"{value.year}年"
