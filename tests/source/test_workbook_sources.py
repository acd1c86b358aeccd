"""Workbooks as sources: a table for each sheet, with what stands around it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlwt

from command import run
from jzdocs.errors import DocumentError, Report
from jzdocs.source.pieces import Piece
from jzdocs.source.read import read_pieces


def _rows(*sheets: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "投入"
    sheet["A1"] = "2024年节水投入统计表"
    sheet.merge_cells("A1:C1")
    sheet["A2"] = "单位：万元"
    for row in (["地区", "投入", None], [None, "2023年", "2024年"], ["甲县", 1200.5, 1300], ["乙县", 980, 0.125]):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    sheet["B5"].number_format, sheet["C6"].number_format = "#,##0.00", "0.0%"
    sheet["A8"] = "注：数据为快报数，以年报为准。"
    for name in sheets:
        book.create_sheet(name).append(["县", "人数"])
        book[name].append(["甲县", 12345])
    return book


def read(folder: Path, book: openpyxl.Workbook) -> tuple[list[Piece], Report]:
    book.save(folder / "表.xlsx")
    report = Report()
    return read_pieces(folder / "表.xlsx", report)[0], report


def test_a_sheet_is_a_table_with_the_lines_around_it(tmp_path: Path) -> None:
    pieces, report = read(tmp_path, _rows())
    assert [p.text for p in pieces if p.role == "title"] == ["2024年节水投入统计表"]
    table = next(p for p in pieces if p.role == "table")
    assert table.rows == (
        ("地区", "投入", ""),
        ("", "2023年", "2024年"),
        ("甲县", "1,200.50", "1300"),
        ("乙县", "980", "12.5%"),
    )
    assert [(c.text, c.colspan, c.rowspan) for c in table.cells[0]] == [("地区", 1, 2), ("投入", 2, 1)]
    assert [p.text for p in pieces if p.role == "text"] == ["单位：万元", "注：数据为快报数，以年报为准。"]
    assert not report.errors


def test_several_sheets_and_a_hidden_one(tmp_path: Path) -> None:
    book = _rows("人口", "底稿")
    book["底稿"].sheet_state = "hidden"
    pieces, report = read(tmp_path, book)
    assert {"投入", "人口"} <= {p.text for p in pieces if p.role == "heading"}
    assert [p.rows for p in pieces if p.role == "table"][1] == (("县", "人数"), ("甲县", "12345"))
    assert [(d.variant, d.arguments["name"]) for d in report if d.code == "S097"] == [("sheet", "底稿")]


def test_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("甲")
    for row, cells in enumerate((("县", "比例"), ("甲县", 0.246))):
        for column, value in enumerate(cells):
            sheet.write(row, column, value, xlwt.easyxf(num_format_str="0.0%" if row else "General"))
    book.save(str(tmp_path / "a.xls"))
    ended = run("build", "a.xls", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    pieces, _ = read_pieces(tmp_path / "a.xls", Report())
    assert [p.rows for p in pieces] == [(("县", "比例"), ("甲县", "24.6%"))]


def test_a_damaged_workbook_is_an_error_of_the_document(tmp_path: Path) -> None:
    stream = io.BytesIO()
    _rows().save(stream)
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue()[:2000])
    with pytest.raises(DocumentError) as caught:
        read_pieces(tmp_path / "a.xlsx", Report())
    assert caught.value.diagnostic.variant == "workbook"
