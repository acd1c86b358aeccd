"""Old workbooks (.xls, [MS-XLS]) → workbooks of today (.xlsx), so that one reader reads both: values, number formats,
merged cells, hidden rows and columns."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from jzdocs.data.grid import Grid, TableSource
from jzdocs.errors import DocumentError, Location, UsageError

_MAX_CELLS = 1_000_000
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)  # what xlrd calls the types of cells


def read_old_workbook(source: TableSource) -> Grid:
    """Return the cells of a sheet of an old workbook, or of a range of it. Raises what `as_xlsx` does."""
    from jzdocs.data.workbook import read_workbook

    return read_workbook(replace(source, data=as_xlsx(source.data, source.shown)))


def as_xlsx(data: bytes, shown: str) -> bytes:
    """Return an old workbook, which messages call `shown`, as a workbook of today; one of today as it is.

    Raises UsageError where it is protected by a password, or the package that reads it is missing, DocumentError where
    it is damaged.
    """
    if data.startswith(b"PK"):
        return data
    at = Location(shown)
    try:
        import xlrd
    except ImportError as error:
        raise UsageError("X075", at=at, name="xlrd") from error
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as old:
            return _converted(old)
    except DocumentError:
        raise
    except Exception as error:  # damaged files fail in many ways
        if "encrypted" in str(error).lower():
            raise UsageError("X070.locked", at=at) from error
        raise DocumentError("S001.workbook", at=at, kind=type(error).__name__) from error


def _converted(old: Any) -> bytes:
    import openpyxl

    new = openpyxl.Workbook()
    new.remove(new.active)
    for sheet in old.sheets():
        if sheet.nrows * sheet.ncols > _MAX_CELLS:
            raise ValueError("too many cells")
        target = new.create_sheet(sheet.name)
        target.sheet_state = "hidden" if sheet.visibility else "visible"
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                _set_cell(old, sheet.cell(row, column), target.cell(row + 1, column + 1))
        for top, bottom, left, right in sheet.merged_cells:
            if bottom - top > 1 or right - left > 1:
                target.merge_cells(start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right)
        _hide(sheet, target)
    if not new.sheetnames:
        new.create_sheet("Sheet1")
    written = io.BytesIO()
    new.save(written)
    return written.getvalue()


def _set_cell(old: Any, cell: Any, target: Any) -> None:
    """Give a cell the value of an old one, with its number format."""
    import xlrd

    if cell.ctype in (_EMPTY, _BLANK):
        return
    if cell.ctype == _ERROR:
        target.value, target.data_type = xlrd.error_text_from_code.get(cell.value, "#N/A"), "e"
    elif cell.ctype == _BOOLEAN:
        target.value = bool(cell.value)
    elif cell.ctype == _TEXT:
        target.value, target.data_type = _clean(cell.value), "s"  # also one that begins with =
    elif cell.ctype == _DATE:
        target.value = _moment(cell.value, old.datemode)
    else:
        target.value = int(cell.value) if cell.value == int(cell.value) and abs(cell.value) < 1e15 else cell.value
    pattern = _pattern(old, cell)
    if pattern:
        target.number_format = pattern


def _clean(text: str) -> str:
    """Return a text without the control characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or char >= " ")


def _moment(value: float, mode: int) -> datetime | float:
    """Return a date, or the number where it is none that a calendar has."""
    import xlrd

    try:
        moment: datetime = xlrd.xldate_as_datetime(value, mode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return value
    return moment


def _pattern(old: Any, cell: Any) -> str:
    """Return the number format of a cell."""
    index = cell.xf_index
    if index is None or index >= len(old.xf_list):
        return ""
    found = old.format_map.get(old.xf_list[index].format_key)
    return str(found.format_str) if found else ""


def _hide(sheet: Any, target: Any) -> None:
    """Hide the rows and columns that are hidden in the old sheet."""
    from openpyxl.utils import get_column_letter

    for row, information in sheet.rowinfo_map.items():
        if information.hidden:
            target.row_dimensions[row + 1].hidden = True
    for column, information in sheet.colinfo_map.items():
        if information.hidden and column < sheet.ncols:
            target.column_dimensions[get_column_letter(column + 1)].hidden = True
