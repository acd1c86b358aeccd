"""Tables of data (CSV, XLSX) → cells as printed, each with its address.

A number of a workbook is printed as its number format shows it (0.246 in `0.0%` is 24.6%): that is what its author sees
and means.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
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
Rows = list[tuple[nodes.Text, ...]]
_FORMAT = re.compile(r'(?P<before>(?:"[^"]*"|[¥$€+-])*)(?P<number>[#0,]*(?:\.[0#]+)?)(?P<after>(?:%|"[^"]*"|\\.)*)')


class _DataError(Exception):
    """What is wrong with a table, and what to do."""

    def __init__(self, reason: Message, hint: Message) -> None:
        super().__init__(reason.key)
        self.reason, self.hint = reason, hint


def data_loader(
    root: Path, report: Report, looked_at: list[Path] | None = None
) -> Callable[[nodes.DataFile], nodes.DataTable | None]:
    """A loader of tables below `root`; what cannot be read is reported, with its place. Files that were looked at are
    added to `looked_at`.

    It raises DocumentError for a workbook that is none, SurroundingsError where a file may not be read.
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
        case _:
            raise _DataError(message("reason.unknown_table_kind"), message("hint.save_as_table"))


def _table(file: nodes.DataFile, rows: Rows, digest: str, report: Report) -> nodes.DataTable | None:
    """The rows with the columns' names taken off; rows without a filled cell are left out."""
    first = (
        file.head - 1
        if file.head
        else next((i for i, row in enumerate(rows) if sum(bool(c.text) for c in row) > 1), len(rows))
    )
    if first >= len(rows):
        report.error(file.at, "X017.no_head", path=file.path)
        return None
    body = tuple(row for row in rows[first + 1 :] if any(cell.text for cell in row))
    return nodes.DataTable(file, rows[first], body, digest)


def address(row: int, column: int) -> str:
    """The address of a cell, both from 1: (2, 28) is AB2."""
    return f"{column_letters(column - 1)}{row}"


# --- CSV


def _csv_rows(text: str, shown: str) -> Iterator[tuple[nodes.Text, ...]]:
    lines = text.split("\n")
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(",\t;", key=lambda c: (head.count(c), c == ","))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    first = cells = 0
    try:
        for number, row in enumerate(reader, 1):
            cells += len(row)
            if cells > MAX_CELLS:
                raise _DataError(message("reason.too_many_cells", most=f"{MAX_CELLS:,}"), message("hint.fewer_rows"))
            yield tuple(_placed(row, lines[first] if first < len(lines) else "", Location(shown, first + 1), number))
            first = reader.line_num
    except csv.Error as error:
        raise _DataError(message("reason.bad_csv", reason=error), message("hint.fix_line")) from error


def _placed(row: Sequence[str], line: str, at: Location, number: int) -> Iterator[nodes.Text]:
    """The cells of a row, each with its place in the line where it is found there."""
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
        raise _DataError(message("reason.too_many_cells", most=f"{MAX_CELLS:,}"), message("hint.fewer_rows"))
    merged = {
        (row, column): sheet.cell(area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    rows: Rows = []
    for cells in sheet.iter_rows():
        row = cells[0].row
        out = []
        for column, cell in enumerate(cells, 1):
            at = Location(shown, row, column, cell=f"{sheet.title}!{address(row, column)}")
            out.append(nodes.Text(_shown(merged.get((row, column), cell)), at))
        rows.append(tuple(out))
    return rows


def _shown(cell: Any) -> str:
    """What a workbook's cell shows."""
    value, pattern = cell.value, str(cell.number_format or "General")
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _number(Decimal(repr(value)), pattern)
        case datetime() | date():
            return _date(value, pattern)
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value).strip()


def _number(value: Decimal, pattern: str) -> str:
    """A number as its format prints it; a format that is not of digits alone shows the number as it is."""
    match = _FORMAT.fullmatch(re.sub(r"_.|\*.|\[[^\]]*\]", "", pattern.split(";", maxsplit=1)[0]).strip())
    if match is None or not match["number"]:
        return _plain(value)
    after = re.sub(r'"|\\', "", match["after"])
    value = value * 100 if "%" in after else value
    decimals = match["number"].partition(".")[2]
    value = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{value:,f}" if "," in match["number"] else f"{value:f}"
    for _ in range(len(decimals) - len(decimals.rstrip("#"))):
        text = text.removesuffix("0")
    return match["before"].replace('"', "") + text.removesuffix(".") + after


def _plain(value: Decimal) -> str:
    """A number with the fifteen digits that a spreadsheet keeps, without exponent and closing noughts."""
    if value.adjusted() < 15:
        value = value.quantize(Decimal(1).scaleb(max(value.adjusted(), 0) - 14), ROUND_HALF_UP)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: Any, pattern: str) -> str:
    low = pattern.lower()
    if "d" in low or ("y" not in low and "m" not in low):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.year}年{value.month}月" if "m" in low else f"{value.year}年"
