"""`jzdocs data`, `--set` and what templates read: what a user sees."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from jzdocs.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as raised:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(raised.value.code or 0), out, err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JZDOCS_CACHE", "")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    return tmp_path


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "产值"
    rows = (
        ["全市产值"],
        ["月份", "产值", "户数（户）"],
        ["2025年1月", 10.5, 3],
        ["2025年2月", "暂无", 4],
        ["2025年4月", 12, "=1+1"],
        ["2025-05", 13, 5],
        ["2025-05", 13, 5],
    )
    for row in rows:
        sheet.append(row)
    other = book.create_sheet("管网")
    for row in (["县区", "2024年", "2025年"], ["甲", 1, 2]):
        other.append(row)
    book.create_sheet("空")
    book.save(path)


def test_what_is_read_of_a_workbook_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook(folder / "book.xlsx")
    status, out, err = run(capsys, "data", "book.xlsx")
    assert status == 1  # a formula without a result
    assert (
        "book  book.xlsx 产值!A2:C7  5 行 3 列" in out
        and "book.xlsx 管网!A1:C2" in out
        and "空" not in out.split("管网")[1]
    )
    assert "时期（月份）：月，2025年1月 — 2025年5月，共 4 期" in out and "C  户数（户）  数" in out
    assert "时期（表头）：年，2024年 — 2025年，共 2 期" in out
    codes = {"D073": "A3", "D075": "B4", "X081": "C5", "D076": "A6", "D074": "A7", "X085": "A1"}
    for code, cell in codes.items():
        assert any(f"book.xlsx:产值!{cell}" in line and code in line for line in err.splitlines()), (code, err)
    _, out, _ = run(capsys, "data", "book.xlsx", "--format", "json")
    record = json.loads(out)
    assert record["tables"][0]["periods"]["missing"] == ["2025年3月"]
    assert [column["type"] for column in record["tables"][0]["columns"]] == ["period", "number", "number"]
    assert {finding["code"] for finding in record["diagnostics"]} == set(codes)


def test_the_tables_of_a_source_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.csv").write_text("县区,产值（亿元）\n甲,1\n乙,\n", encoding="utf-8")
    (folder / "a.md").write_text("---\ntitle: 题\ndata: {c: a.csv}\n---\n\n一。\n", encoding="utf-8")
    status, out, _ = run(capsys, "data", "a.md")
    assert status == 0 and "c  a.csv A1:B3  2 行 2 列" in out and "B  产值（亿元）  数、空 1 格  1" in out
    status, _, err = run(capsys, "data", "none.csv")
    assert status == 2 and "X043" in err
    (folder / "a.pdf").write_bytes(b"%PDF-1.4")
    status, _, err = run(capsys, "data", "a.pdf")
    assert status == 2 and "X204" in err


TEMPLATE = """---
title: {{ 年份 }}年简报
template: report
---

{% if 年份 > 2024 %}收官之年。{% else %}中期。{% endif %}

{% for 市, 各县 in table("a.csv") | groups("市") %}
# {{ 市 }}

{% for 县 in 各县 %}
- {{ 县.县区 }}产值{{ 县.产值 }}亿元。
{% endfor %}
{% endfor %}
"""


def test_parameters_conditions_and_groups(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "县区,市,产值（亿元）\n榆次区,晋中,50.50\n小店区,太原,90\n祁县,晋中,20\n"
    (folder / "a.csv").write_text(rows, encoding="utf-8")
    (folder / "r.md.j2").write_text(TEMPLATE, encoding="utf-8")
    status, out, _ = run(capsys, "facts", "r.md.j2", "--set", "年份=2025")
    assert status == 0 and [line.split("  ")[2] for line in out.splitlines()] == ["50.50亿元", "20亿元", "90亿元"]
    for year, said in (("2025", "收官之年"), ("2024", "中期")):
        assert run(capsys, "build", "r.md.j2", "--set", f"年份={year}", "--to", "docx")[0] == 0
        from docx import Document

        texts = [paragraph.text for paragraph in Document("output/r.docx").paragraphs]
        assert f"{said}。" in texts and f"{year}年简报" in texts
        assert [text for text in texts if text in ("晋中", "太原")] == ["晋中", "太原"]
    assert run(capsys, "build", "r.md.j2", "--set", "年份=2024", "--to", "docx", "--check")[0] == 0
    assert run(capsys, "build", "r.md.j2", "--set", "年份=2025", "--to", "docx", "--check")[0] == 1
    status, _, err = run(capsys, "check", "r.md.j2", "--set", "年份=2025", "--set", "月分=10")
    assert status == 0 and "X201" in err + _ and "月分" in err + _


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["r.md.j2", "--set", "年份"], "X200"),
        (["r.md.j2", "--set", "a=1", "--set", "a=2"], "X200"),
        (["a.md", "--set", "a=1"], "X200"),
    ],
)
def test_wrong_parameters_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    (folder / "r.md.j2").write_text("{{ a }}\n", encoding="utf-8")
    (folder / "a.md").write_text("一。\n", encoding="utf-8")
    status, _, err = run(capsys, "build", *arguments)
    assert status == 2 and code in err


def test_a_table_outside_the_project_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "inner").mkdir()
    (folder / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "inner" / "r.md.j2").write_text('{{ table("../a.csv") }}\n', encoding="utf-8")
    status, _, err = run(capsys, "build", "inner/r.md.j2")
    assert status == 1 and "X015" in err
