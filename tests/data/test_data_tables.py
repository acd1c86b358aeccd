"""Tables of data: every cell with its address, printed as its author sees it, and used by name."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from jzdocs.build import pipeline
from jzdocs.compare.trace import trace
from jzdocs.data.grid import address
from jzdocs.data.tables import data_loader
from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.project import lone

CSV = '县区,利用率2024年（%）,利用率2025年（%）,管网（公里）\n榆次区,24.6,38.2,120.5\n太谷区,20.1,33,88\n祁县,—,30.5,"1,024"\n'
BODY = """
榆次区由@fact:reuse.B2升至@fact:{reuse.榆次区.利用率2025年}，提高@fact:gain。

```chart #fig:r
kind: dumbbell
title: 利用率
from: reuse
values: [利用率2024年, 利用率2025年]
alt: "榆次区升至{reuse.C2}。"
```

```table #tbl:r
title: 各县区
from: reuse
columns: [县区, 管网]
```

```sources
places: true
```
"""
FRONT = "---\ntitle: 甲\ntemplate: report\ndata: data/reuse.csv\nderived:\n  gain: reuse.榆次区.利用率2025年 - reuse.B2\n---\n"


def table(folder: Path, name: str, **more: object) -> tuple[nodes.DataTable | None, Report]:
    report = Report()
    file = nodes.DataFile("t", name, **more)  # type: ignore[arg-type]
    return data_loader(folder, report)(file), report


def source(folder: Path, text: str, csv: str = CSV) -> Path:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "reuse.csv").write_text(csv, encoding="utf-8")
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return path


def codes(folder: Path, text: str, csv: str = CSV) -> list[tuple[str, int]]:
    path = source(folder, text, csv)
    return [(d.code, d.location.line) for d in pipeline.load(path, lone(path), None).report if d.severity == "error"]


@pytest.mark.parametrize(
    ("place", "name"), [((1, 1), "A1"), ((2, 26), "Z2"), ((3, 27), "AA3"), ((9, 702), "ZZ9"), ((1, 703), "AAA1")]
)
def test_addresses(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name


def test_csv_cells_know_line_column_and_address(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(
        '表一\n县区,"甲, 乙",人口\n\n祁县,"1,024",7\n"跨\n行",3,4\n太谷,5,6\n'.encode("gb18030")
    )
    found, report = table(tmp_path, "t.csv")
    assert found is not None and [d.code for d in report] == ["S003", "X085"]
    assert [c.text for c in found.head] == ["县区", "甲, 乙", "人口"]
    assert [[c.text for c in row] for row in found.rows] == [
        ["祁县", "1,024", "7"],
        ["跨\n行", "3", "4"],
        ["太谷", "5", "6"],
    ]
    number = found.rows[0][1].at
    assert (number.line, number.column, number.cell) == (4, 5, "B4")
    assert found.rows[2][2].at.line == 7 and found.rows[2][2].at.cell == "C6"


def test_a_workbook_prints_what_its_formats_show(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "封面"
    sheet = book.create_sheet("管网")
    cells = [
        (0.246, "0.0%", "24.6%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (12, '0"亿元"', "12亿元"),
        (3.10, "0.##", "3.1"),
        (date(2025, 11, 20), "yyyy-mm", "2025年11月"),
        (True, "General", "是"),
        ("甲", "General", "甲"),
        (1e6, "General", "1000000"),
        (-0.5, "0.0;[Red]-0.0", "-0.5"),
        (2.5, "0", "3"),
        (None, "General", ""),
    ]
    sheet.append(["名", "值"])
    for row, (value, pattern, _) in enumerate(cells, 2):
        sheet.cell(row, 1, f"行{row}")
        sheet.cell(row, 2, value).number_format = pattern
    sheet["A20"], sheet["B20"] = "合并", "9"
    sheet.merge_cells("A20:A21")
    sheet["B21"] = 8
    book.save(tmp_path / "t.xlsx")
    found, _ = table(tmp_path, "t.xlsx", sheet="管网")
    assert found is not None
    assert [row[1].text for row in found.rows[: len(cells)]] == [shown for _, _, shown in cells]
    assert [row[0].text for row in found.rows[-2:]] == ["合并", "合并"]
    assert found.rows[0][1].at.cell == "管网!B2"


@pytest.mark.parametrize(
    ("value", "pattern", "printed"),
    [
        (1e30, "0.00", "1" + "0" * 30 + ".00"),
        (1e308, "0.0%", "1" + "0" * 310 + ".0%"),
        (0.5, "0." + "0" * 400, "0.5"),
        (timedelta(days=1, hours=2, minutes=5), "[h]:mm", "26:05"),
    ],
)
def test_numbers_beyond_what_offices_write(tmp_path: Path, value: object, pattern: str, printed: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名", "值"])
    book.active.append(["甲", value])
    book.active["B2"].number_format = pattern
    book.save(tmp_path / "t.xlsx")
    cells, report = table(tmp_path, "t.xlsx")
    assert cells is not None and not report.errors
    assert cells.rows[0][1].text == printed


@pytest.mark.parametrize("number", ["1e999", "1" + "0" * 400])
def test_a_number_that_no_spreadsheet_holds_is_an_error_with_its_cell(tmp_path: Path, number: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名", "值"])
    book.active.append(["甲", 77777])
    book.save(tmp_path / "s.xlsx")
    with zipfile.ZipFile(tmp_path / "s.xlsx") as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>77777</v>", f"<v>{number}</v>".encode()))
    cells, report = table(tmp_path, "t.xlsx")
    assert cells is None and [d.code for d in report] == ["X017"] and "B2" in str(report.found[0])


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("../x.csv", {}, "X015"),
        ("none.csv", {}, "X016"),
        ("t.ods", {}, "X017"),
        ("title.csv", {}, "X017"),
        ("b.xlsx", {"sheet": "乙"}, "X017"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, more: dict[str, str], code: str) -> None:
    (tmp_path / "t.ods").write_bytes(b"x")
    (tmp_path / "title.csv").write_text("甲\n\n", encoding="utf-8")
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    found, report = table(tmp_path, name, **more)
    assert found is None and [d.code for d in report] == [code]


def test_cells_are_figures_by_address_and_by_name(tmp_path: Path) -> None:
    path = source(tmp_path, FRONT + BODY)
    loaded = pipeline.load(path, lone(path), None)
    assert not list(loaded.report)
    facts = loaded.document.facts
    assert list(facts) == ["reuse.B2", "reuse.C2", "reuse.B3", "reuse.C3", "reuse.C4", "gain"]
    assert (facts["reuse.B2"].text, facts["reuse.B2"].unit, str(facts["reuse.B2"].value)) == ("24.6%", "%", "24.6")
    assert facts["gain"].text == "13.6个百分点" and facts["gain"].sentence == "推算：38.2% − 24.6% = 13.6个百分点"
    text = next(plain(b.inlines) for b in loaded.document.blocks if isinstance(b, nodes.Paragraph))
    assert text == "榆次区由24.6%升至38.2%，提高13.6个百分点。"
    figure = next(b for b in blocks(loaded.document.blocks) if isinstance(b, nodes.Figure))
    assert isinstance(figure.content, nodes.Chart) and figure.unit == "%" and figure.alt == "榆次区升至38.2%。"
    assert figure.content.series == ("利用率2024年", "利用率2025年")
    rows = {r.name: [v.printed or v.raw for v in r.values] for r in figure.content.panels[0].rows}
    assert rows == {"榆次区": ["24.6", "38.2"], "太谷区": ["20.1", "33"], "祁县": ["—", "30.5"]}
    printed = next(b for b in loaded.document.blocks if isinstance(b, nodes.Table))
    assert [[plain(c.inlines) for c in row] for row in printed.body] == [
        ["榆次区", "120.5"],
        ["太谷区", "88"],
        ["祁县", "1,024"],
    ]
    assert printed.align == ("left", "decimal")
    sources = next(b for b in loaded.document.blocks if isinstance(b, nodes.Sources)).table
    assert sources is not None
    places = [plain(row[2].inlines) for row in sources.body]
    assert places == ["reuse.csv B2、C2", "reuse.csv B3、C3", "reuse.csv C4", "a.md:6", "reuse.csv A1:D4"]


def test_one_changed_cell_changes_every_appearance_and_is_traced(tmp_path: Path) -> None:
    path = source(tmp_path, FRONT + BODY)
    built = pipeline.build(path, lone(path))
    (tmp_path / "a.docx").write_bytes(built.files["a.docx"])
    assert {t.state for t in trace(tmp_path / "a.docx")} == {"agrees"}
    first = built.inputs["data/reuse.csv"]
    source(tmp_path, FRONT + BODY, CSV.replace("38.2", "39.9"))
    again = pipeline.build(path, lone(path))
    assert again.inputs["data/reuse.csv"] != first
    assert b"39.9" in again.files["a.facts.json"] and b"38.2" not in again.files["a.facts.json"]
    states = {t.record["id"]: t.state for t in trace(tmp_path / "a.docx")}
    assert states["reuse.C2"] == states["gain"] == "changed" and states["reuse.B2"] == "agrees"


@pytest.mark.parametrize(
    ("front", "body", "wanted"),
    [
        ("data: data/reuse.csv", "@fact:reuse.A2", [("F005", 6)]),
        ("data: data/reuse.csv", "@fact:reuse.B4", [("F005", 6)]),
        ("data: data/reuse.csv", "@fact:reuse.B9", [("F003", 6)]),
        ("data: {reuse: {sheet: 甲}}", "文", [("S017", 3)]),
        ("data: [data/reuse.csv, data/reuse.csv]", "文", [("S017", 3)]),
        ("data: data/reuse.csv", "```chart\nkind: bar\ntitle: 甲\nalt: 乙\nfrom: ruse\n```", [("C035", 10)]),
        (
            "data: data/reuse.csv",
            "```chart\nkind: bar\ntitle: 甲\nalt: 乙\nfrom: reuse\nvalues: [人口]\n```",
            [("C036", 11)],
        ),
        ("data: data/reuse.csv", "```table\ntitle: 甲\nfrom: reuse\nonly: [平遥县]\n```", [("C036", 9)]),
    ],
)
def test_faults_name_their_place(tmp_path: Path, front: str, body: str, wanted: list[tuple[str, int]]) -> None:
    assert codes(tmp_path, f"---\ntitle: 甲\n{front}\n---\n\n{body}\n") == wanted


def test_a_misspelt_cell_is_told_the_nearest(tmp_path: Path) -> None:
    path = source(tmp_path, "---\ntitle: 甲\ndata: data/reuse.csv\n---\n\n@fact:{reuse.榆次区.利用率2025}\n")
    found = [d.worded()[1] for d in pipeline.load(path, lone(path), None).report if d.code == "F003"]
    assert found == ["did you mean “reuse.榆次区.利用率2025年”?"]


def test_a_name_that_two_rows_share_names_none(tmp_path: Path) -> None:
    twice = CSV + "榆次区,1,2,3\n"
    assert codes(
        tmp_path, "---\ntitle: 甲\ndata: data/reuse.csv\n---\n\n@fact:{reuse.榆次区.利用率2025年}\n", twice
    ) == [("F003", 6)]
    assert codes(tmp_path, "---\ntitle: 甲\ndata: data/reuse.csv\n---\n\n@fact:reuse.C5\n", twice) == []
