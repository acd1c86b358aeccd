"""Old workbooks (.xls) as data: values as their formats show them, merged cells, several sheets."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt

from jzdocs.data.old_workbook import as_xlsx
from jzdocs.data.tables import data_loader
from jzdocs.errors import DocumentError, Location, Report
from jzdocs.model import nodes


@pytest.fixture
def old(tmp_path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("管网")
    for column, text in enumerate(("地区", "长度", "比例", "日期", "编号")):
        sheet.write(0, column, text)
    row = ((1234.5, "#,##0.00"), (0.246, "0.0%"), (date(2025, 11, 20), "yyyy-mm-dd"), (7, "0000"))
    sheet.write(1, 0, "=甲县")
    for column, (value, pattern) in enumerate(row, 1):
        sheet.write(1, column, value, xlwt.easyxf(num_format_str=pattern))
    sheet.write_merge(2, 2, 0, 1, "合并")
    sheet.row(2).hidden = True
    other = book.add_sheet("另表")
    other.write(0, 0, True)
    path = tmp_path / "a.xls"
    book.save(str(path))
    return path


def test_cells_are_printed_as_the_old_workbook_shows_them(old: Path) -> None:
    report = Report()
    table = data_loader(old.parent, report)(nodes.DataFile("d", "a.xls", at=Location("a.md", 1)))
    assert table is not None and not report.errors
    assert [cell.text for cell in table.head] == ["地区", "长度", "比例", "日期", "编号"]
    assert [cell.text for cell in table.rows[0]][:4] == ["=甲县", "1,234.50", "24.6%", "2025年11月20日"]
    assert table.rows[0][1].at.cell == "管网!B2"


def test_sheets_merged_cells_formats_and_what_is_hidden_are_there(old: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(old.read_bytes(), "a.xls")))
    assert book.sheetnames == ["管网", "另表"]
    assert [str(area) for area in book["管网"].merged_cells.ranges] == ["A3:B3"]
    assert book["管网"]["E2"].number_format == "0000" and book["管网"]["E2"].value == 7
    assert book["管网"].row_dimensions[3].hidden
    assert book["另表"]["A1"].value is True


def test_a_damaged_old_workbook_is_an_error_of_the_document() -> None:
    with pytest.raises(DocumentError) as caught:
        as_xlsx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "a.xls")
    assert caught.value.diagnostic.variant == "workbook"


def test_a_workbook_of_today_is_left_alone() -> None:
    assert as_xlsx(b"PK\x03\x04", "a.xls") == b"PK\x03\x04"
