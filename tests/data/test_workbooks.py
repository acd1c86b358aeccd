"""Workbooks as offices fill them: merged titles and heads, formats, formulas, hidden and damaged cells."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from jzdocs.build import pipeline
from jzdocs.data.date_format import date_text
from jzdocs.data.number_format import formatted
from jzdocs.data.tables import data_loader
from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.project import lone

DAY = datetime(2025, 11, 20, 8, 5, 9)  # noqa: DTZ001 (a workbook knows no zones)


def book(path: Path, rows: list[list[Any]], merged: tuple[str, ...] = ()) -> Any:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "表"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    workbook.save(path)
    return workbook


def read(folder: Path, name: str = "t.xlsx", **more: Any) -> tuple[nodes.DataTable | None, Report]:
    report = Report()
    return data_loader(folder, report)(nodes.DataFile("t", name, **more)), report


def texts(table: nodes.DataTable | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text for cell in row] for row in (table.head, *table.rows)]


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        ("7", "0000", "0007"),
        ("0.246", "0.0%", "24.6%"),
        ("0.05", "0.00%", "5.00%"),
        ("1234567.891", "#,##0.00_ ;[Red](#,##0.00)", "1,234,567.89"),
        ("-500", "#,##0.00_ ;[Red](#,##0.00)", "(500.00)"),
        ("-1", "0.0_);[Red]\\(0.0\\)", "(1.0)"),
        ("-0.5", "0.0;[Red]-0.0", "-0.5"),
        ("0", "#,##0;-#,##0;-", "-"),
        ("0", "0.00;-0.00;", ""),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("-1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        ("0.5", "# ?/?", "1/2"),
        ("1.5", "# ?/?", "1 1/2"),
        ("0.3333333333", "# ?/?", "1/3"),
        ("0.00000015", "0.00E+00", "1.50E-07"),
        ("12345", "#,##0,", "12"),
        ("1234567", '0!.0,"万"', "123.5万"),
        ("123456", '0.0,"千"', "123.5千"),
        ("15000", '[>=10000]0.0,"千";0', "15.0千"),
        ("5", '[>=10000]0.0,"千";0', "5"),
        ("1234", "[$¥-804]#,##0.00", "¥1,234.00"),
        ("-1234", '"¥"#,##0;"¥"-#,##0', "¥-1,234"),
        ("13800001234", "000-0000-0000", "138-0000-1234"),
        ("3", "[红色]0", "3"),
        ("5", '0"件"', "5件"),
        ("5", 'G/通用格式"人"', "5人"),
        ("12.5", "+0.0;-0.0;0", "+12.5"),
        ("1.005", "0.00", "1.01"),
        ("-0.2", "0", "0"),
        ("0.3", "General", "0.3"),
        ("3", "@", "3"),
        ("5", ";;;", ""),
    ],
)
def test_numbers_as_their_formats_show_them(value: str, pattern: str, shown: str) -> None:
    assert formatted(Decimal(value), pattern) == shown


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2025年11月20日"),
        ("yyyy-mm-dd", "2025年11月20日"),
        ("mm-dd-yy", "2025年11月20日"),
        ("yyyy/m/d h:mm", "2025年11月20日 08:05"),
        ('[$-804]yyyy"年"m"月"', "2025年11月"),
        ('m"月"d"日"', "11月20日"),
        ("mmm-yy", "2025年11月"),
        ("yyyy", "2025年"),
        ("h:mm", "08:05"),
        ("h:mm:ss AM/PM", "08:05:09"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二五年十一月二十日"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2025年11月20日"),
        ('yyyy"年"m"月"d"日" aaaa', "2025年11月20日 星期四"),
        ("General", "2025年11月20日"),
    ],
)
def test_dates_down_to_what_their_formats_show(pattern: str, shown: str) -> None:
    assert date_text(DAY, pattern).removesuffix(" 08:05") == shown.removesuffix(" 08:05")


def test_a_date_alone_and_a_time(tmp_path: Path) -> None:
    workbook = book(tmp_path / "t.xlsx", [["名", "值"], ["甲", date(2025, 1, 2)], ["乙", time(8, 30)]])
    workbook.active["B3"].number_format = "h:mm"
    workbook.save(tmp_path / "t.xlsx")
    assert texts(read(tmp_path)[0])[1:] == [["甲", "2025年1月2日"], ["乙", "08:30"]]


def test_titles_over_the_head_are_passed_over_and_told(tmp_path: Path) -> None:
    rows = [["全市产值情况表", None, None], [None, None, "单位：亿元"], ["县区", "2024年", "2025年"], ["甲县", 1, 2]]
    book(tmp_path / "t.xlsx", rows, ("A1:C1",))
    table, report = read(tmp_path)
    assert texts(table) == [["县区", "2024年", "2025年"], ["甲县", "1", "2"]]
    (found,) = report
    assert (
        found.code == "X085"
        and "全市产值情况表、单位：亿元" in found.worded("zh")[0]
        and found.location.cell == "表!A1"
    )


@pytest.mark.parametrize(
    ("rows", "merged", "head"),
    [
        (
            [["县区", "2024年", None, "2025年", None], [None, "数量", "比重", "数量", "比重"], ["甲", 1, 2, 3, 4]],
            ("A1:A2", "B1:C1", "D1:E1"),
            ["县区", "2024年数量", "2024年比重", "2025年数量", "2025年比重"],
        ),
        (
            [["县区", "2024年", None, "2025年", None], [None, "数量", "比重", "数量", "比重"], ["甲", 1, 2, 3, 4]],
            (),
            ["县区", "2024年数量", "2024年比重", "2025年数量", "2025年比重"],
        ),
        (
            [["表", None, None], ["县区", "产值", None], [None, "2024年", "2025年"], ["甲县", 120.5, 131.4]],
            ("A1:C1", "B2:C2"),
            ["县区", "产值2024年", "产值2025年"],
        ),
        (
            [
                ["序号", "县区", "产值", None, None],
                [None, None, "合计", "其中", None],
                [None, None, None, "一产", "二产"],
                [1, "甲", 3, 1, 2],
            ],
            ("A1:A3", "B1:B3", "C1:E1", "C2:C3", "D2:E2"),
            ["序号", "县区", "产值合计", "产值其中一产", "产值其中二产"],
        ),
        ([["县区", "产值"], ["甲", 1], ["乙", None]], (), ["县区", "产值"]),
        ([["县区", "备注", None], ["甲", "a", "b"]], (), ["县区", "备注", ""]),
        ([["县区", "2024年", "2025年"], ["甲", 1, 2], ["甲", 3, 4]], ("A2:A3",), ["县区", "2024年", "2025年"]),
    ],
)
def test_heads_of_several_rows(tmp_path: Path, rows: list[list[Any]], merged: tuple[str, ...], head: list[str]) -> None:
    book(tmp_path / "t.xlsx", rows, merged)
    table, report = read(tmp_path)
    assert texts(table)[0] == head and not report.errors


def test_formulas_never_computed_are_errors_where_they_are_used(tmp_path: Path) -> None:
    book(
        tmp_path / "t.xlsx",
        [["县区", "甲", "增速（%）"], ["甲县", 1, "=B2*2"], ["乙县", 2, "=B3*2"], ["丙", 3, "#DIV/0!"]],
    )
    table, _ = read(tmp_path)
    assert table is not None and dict(table.faults) == {"C2": "formula", "C3": "formula", "C4": "error"}
    front = "---\ntitle: 甲\ntemplate: report\ndata: {t: t.xlsx}\n---\n\n"
    path = tmp_path / "a.md"
    for body, found in (
        ("```table\nfrom: t\ntitle: 表\n```", ["X081", "X082"]),
        ("```table\nfrom: t\ntitle: 表\ncolumns: [县区, 甲]\n```", []),
        ("```chart\nkind: bar\nalt: 甲\nfrom: t\ntitle: 表\n```", ["X081", "X082"]),
        ("```chart\nkind: bar\nalt: 甲\nfrom: t\ntitle: 表\nvalues: [甲]\n```", []),
    ):
        path.write_text(front + body, encoding="utf-8")
        report = pipeline.load(path, lone(path), None).report
        assert sorted(d.code for d in report if d.severity == "error" and d.code.startswith("X")) == found
    assert report.errors == 0


def test_a_result_that_is_an_empty_text_is_one(tmp_path: Path) -> None:
    import zipfile

    book(tmp_path / "s.xlsx", [["名", "值"], ["甲", 77777]])
    with zipfile.ZipFile(tmp_path / "s.xlsx") as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            data = data.replace(b'<c r="B2" t="n"><v>77777</v></c>', b'<c r="B2" t="str"><f>""</f><v></v></c>')
            new.writestr(name, data)
    table, _ = read(tmp_path)
    assert table is not None and not table.faults and texts(table)[1] == ["甲", ""]


def test_what_is_hidden_is_used_and_told(tmp_path: Path) -> None:
    workbook = book(tmp_path / "t.xlsx", [["县区", "甲", "乙"], ["a", 1, 2], ["b", 3, 4], ["c", 5, 6], ["d", 7, 8]])
    sheet = workbook.active
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("藏").append(["x", "y"])
    workbook["藏"].append([1, 2])
    workbook["藏"].sheet_state = "hidden"
    workbook.save(tmp_path / "t.xlsx")
    table, report = read(tmp_path)
    assert len(texts(table)) == 5
    assert [(d.code, d.variant) for d in report] == [("X083", "rows"), ("X083", "columns")]
    assert "3–4" in report.found[0].worded("zh")[0]
    _, report = read(tmp_path, sheet="藏")
    assert [(d.code, d.variant) for d in report] == [("X083", "sheet")]


def test_the_first_visible_sheet_is_read(tmp_path: Path) -> None:
    workbook = book(tmp_path / "t.xlsx", [["a", "b"], [1, 2]])
    workbook.create_sheet("后").append(["c", "d"])
    workbook["后"].append([3, 4])
    workbook["表"].sheet_state = "hidden"
    workbook.active = 1
    workbook.save(tmp_path / "t.xlsx")
    assert texts(read(tmp_path)[0])[0] == ["c", "d"]


def test_numbers_with_more_digits_than_a_spreadsheet_keeps_are_told(tmp_path: Path) -> None:
    rows = [["名", "身份证"], ["甲", 110101199001011234], ["乙", "110101199001011234"], ["丙", 123456789012345]]
    book(tmp_path / "t.xlsx", rows)
    _, report = read(tmp_path)
    assert [(d.code, d.location.cell) for d in report] == [("X084", "表!B2")]


def test_ranges_by_address_and_by_name(tmp_path: Path) -> None:
    workbook = book(
        tmp_path / "t.xlsx", [["题"], [], ["县区", "数"], ["甲", 3], ["乙", 5], ["注"], ["x", "y"], ["z", 1]]
    )
    workbook.defined_names["主表"] = DefinedName("主表", attr_text="表!$A$3:$B$5")
    workbook.active.add_table(Table(displayName="后表", ref="A7:B8"))
    workbook.save(tmp_path / "t.xlsx")
    for area in ("主表", "A3:B5", "$A$3:$B$5", "表!A3:B5"):
        table, report = read(tmp_path, range=area)
        assert texts(table) == [["县区", "数"], ["甲", "3"], ["乙", "5"]] and not list(report)
        assert table is not None and table.rows[0][1].at.cell == "表!B4"
    assert texts(read(tmp_path, range="后表")[0]) == [["x", "y"], ["z", "1"]]
    table, report = read(tmp_path, range="无此")
    assert table is None and "主表" in report.found[0].worded("zh")[1]


def test_columns_without_name_and_blank_columns(tmp_path: Path) -> None:
    workbook = book(tmp_path / "t.xlsx", [["县区", None, "乙"], ["甲", 1, 2]])
    workbook.active["H9"].number_format = "0.0"
    workbook.save(tmp_path / "t.xlsx")
    table, report = read(tmp_path)
    assert texts(table) == [["县区", "", "乙"], ["甲", "1", "2"]]
    assert [(d.code, d.arguments["column"]) for d in report] == [("X086", "B")]


def test_line_breaks_and_controls_of_cells(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", [["名", "值"], ["甲", "一_x000D_\n二"]])
    table, report = read(tmp_path)
    assert texts(table)[1] == ["甲", "一\n二"] and not report.errors


def test_a_workbook_with_a_password_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    table, report = read(tmp_path)
    assert table is None and "密码" in report.found[0].worded("zh")[0]


def test_a_cell_of_several_lines_keeps_them_in_both_files(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", [["名", "备注"], ["甲", "第一行\n第二行"]])
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 甲\ntemplate: report\ndata: {t: t.xlsx}\n---\n\n```table\nfrom: t\ntitle: 表\n```\n",
        encoding="utf-8",
    )
    table = next(b for b in blocks(pipeline.load(path, lone(path), None).document.blocks) if isinstance(b, nodes.Table))
    assert [type(inline) for inline in table.body[0][1].inlines] == [nodes.Text, nodes.Break, nodes.Text]
    assert plain(table.body[0][0].inlines) == "甲"
