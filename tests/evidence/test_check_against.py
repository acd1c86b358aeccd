"""`check --against`: every number that no source has, and none that one has or that follows from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

import jzdocs
from command import run
from jzdocs.cli.main import main
from jzdocs.codes import CODES

CITY = """地区生产总值和其他（单位见各行）,,,
指标,单位,2024年,2025年
地区生产总值,亿元,1000,1060
常住人口,万人,50.2,50.0
粮食产量,万吨,10,20
耕地面积,公顷,30000,30200
城镇化率,%,61.2,62.5
企业数,家,1234,1300
快递业务量,万件,3000,9500
财政收入,元,123456789,130000000
水库蓄水量,亿立方米,2.35,2.5
"""
COUNTIES = """县区,2020（%）,2025（%）,投资（万元）
榆次区,24.6,38.2,12345
太谷区,21.0,33.1,8020
祁县,18.3,-2.4,6100
"""
SCHOOLS = """全市现有中小学132所，在校学生8.6万人，其中小学生5.2万人。三次产业结构为8.5:42.3:49.2。

全年空气质量优良天数312天，占比85.5%。近三分之一的村建成示范村。
"""
# right: each number stands in a source, rounded as it is printed, or follows from some
RIGHT = [
    "2025年地区生产总值1060亿元，比上年增长6%。",
    "2025年地区生产总值0.106万亿元。",
    "常住人口50万人，比上年减少0.2万人。",
    "粮食产量翻了一番，达20万吨。",
    "耕地面积45.3万亩，比上年增加3000亩。",
    "城镇化率62.5%，提高1.3个百分点。",
    "企业1300户，净增66家，近1300户，去年有1200余家。",
    "快递业务量是上年的3.2倍，增长2.2倍，达到9500万件。",
    "财政收入1.3亿元，增长5.3%，增收654.3万元。",
    "水库蓄水2.5亿方，蓄水量增加1500万立方米。",
    "榆次区利用率38.2%，接近四成，比2020年的24.6%提高13.6个百分点。",
    "榆次区投资1.23亿元，太谷区8020万元，三地共2.65亿元，榆次区占46.6%。",
    "全部3个县区都有投资，县均8822万元。",
    "祁县下降2.4%。",
    "中小学132所，小学生占60.5%，其余39.5%是中学生。",
    "三次产业结构为8.5:42.3:49.2，优良天数312天（85.5%），近三分之一的村为示范村。",
    "第3名，第十四五年，2025年3月15日，“十四五”，〔2025〕12号，12345热线，抓好3个方面工作，近5年来，24小时值守。",
]
# wrong: the numbers behind the arrow stand in no source
WRONG = [
    ("2025年地区生产总值1068亿元。", "1068亿元"),
    ("2025年地区生产总值1060万元。", "1060万元"),
    ("地区生产总值比上年增长6.4%。", "6.4%"),
    ("常住人口比上年减少0.3万人。", "0.3万人"),
    ("城镇化率为62.53%。", "62.53%"),
    ("城镇化率提高1.8个百分点。", "1.8个百分点"),
    ("企业1307家，净增73家。", "1307家 73家"),
    ("榆次区利用率39.7%。", "39.7%"),
    ("榆次区投资12345亿元。", "12345亿元"),
    ("榆次区投资占全部的52.1%。", "52.1%"),
    ("祁县增长2.4%。", "2.4%"),
    ("新建管网57.3公里。", "57.3公里"),
    ("中小学147所，学生8.6万人。", "147所"),
    ("平均通勤时间38分钟。", "38分钟"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data" / "deep").mkdir(parents=True)
    (tmp_path / "data" / "city.csv").write_text(CITY, encoding="utf-8")
    (tmp_path / "data" / "counties.csv").write_text(COUNTIES, encoding="utf-8")
    (tmp_path / "data" / "deep" / "schools.txt").write_text(SCHOOLS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[dict[str, Any], int]:
    with pytest.raises(SystemExit) as ended:
        main(["check", *arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out), int(str(ended.value.code))


def missing(record: dict[str, Any]) -> list[str]:
    return [figure["text"] for figure in record["figures"] if figure["state"] == "none"]


@pytest.mark.parametrize("text", RIGHT)
def test_a_number_that_a_source_has_or_gives_is_no_finding(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (folder / "notes.md").write_text(f"# 2025年情况\n\n{text}\n", encoding="utf-8")
    record, status = checked(capsys, "notes.md", "--against", "data", "--strict")
    assert (missing(record), record["diagnostics"], status) == ([], [], 0)


@pytest.mark.parametrize("text, wrong", WRONG)
def test_a_number_that_no_source_has_is_reported_at_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, wrong: str
) -> None:
    (folder / "notes.txt").write_text(f"一、2025年情况\n\n{text}\n", encoding="utf-8")
    record, status = checked(capsys, "notes.txt", "--against", "data")
    assert missing(record) == wrong.split() and status == 0
    for finding, number in zip(record["diagnostics"], wrong.split(), strict=True):
        assert (finding["path"], finding["line"], finding["column"]) == ("notes.txt", 3, text.index(number) + 1)
        assert finding["severity"] == "warning" and finding["code"] in ("F160", "F161", "F162")
        assert number in finding["message"]
    assert checked(capsys, "notes.txt", "--against", "data", "--strict")[1] == 1


@pytest.mark.parametrize(
    "text, code, source",
    [
        ("城镇化率为62.53%。", "F161", "city.csv:D7"),
        ("榆次区投资12345亿元。", "F162", "counties.csv:D2"),
        ("榆次区利用率39.7%。", "F160", "counties.csv:C2"),
    ],
)
def test_the_kind_of_slip_and_the_nearest_value_are_said(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, code: str, source: str
) -> None:
    (folder / "notes.md").write_text(f"{text}\n", encoding="utf-8")
    (finding,) = checked(capsys, "notes.md", "--against", "data")[0]["diagnostics"]
    assert finding["code"] == code and source in finding["message"] and code in CODES


def test_figures_say_which_cell_or_sentence_they_are_from(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "榆次区利用率由24.6%提高到38.2%，提高13.6个百分点。全市中小学132所。\n"
    (folder / "notes.md").write_text(text, encoding="utf-8")
    figures = {f["text"]: f for f in checked(capsys, "notes.md", "--against", "data")[0]["figures"]}
    (cell, *_) = figures["38.2%"]["sources"]
    assert (cell["place"]["path"], cell["place"]["cell"]) == ("data/counties.csv", "C2") and "榆次区" in cell["name"]
    (sentence, *_) = figures["132所"]["sources"]
    assert sentence["place"]["path"] == "data/deep/schools.txt" and sentence["place"]["line"] == 1
    assert sentence["sentence"].startswith("全市现有中小学132所")
    derived = figures["13.6个百分点"]["derived"]
    assert derived["kind"] == "difference" and derived["computation"] == "38.2% − 24.6%"
    assert {place["place"]["cell"] for place in derived["inputs"]} == {"B2", "C2"}
    assert figures["24.6%"]["place"] == {"path": "notes.md", "line": 1, "column": 8, "offset": 7}


def test_years_in_the_heads_choose_between_cells_that_agree(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data" / "same.csv").write_text("项目,2023年,2024年\n用水量（万吨）,77.7,77.7\n", encoding="utf-8")
    (folder / "notes.md").write_text("2024年用水量77.7万吨。\n", encoding="utf-8")
    record, _ = checked(capsys, "notes.md", "--against", "data")
    assert record["figures"][0]["sources"][0]["place"]["cell"] == "C2"


def test_word_files_and_tables_in_texts_are_checked_with_the_units_of_their_heads(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document()
    document.add_paragraph("榆次区利用率38.2%，太谷区利用率33.9%。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("县区", "投资（亿元）", "祁县", "0.61"), strict=True
    ):
        cell.text = text
    document.save(str(folder / "notes.docx"))
    record, _ = checked(capsys, "notes.docx", "--against", "data")
    assert missing(record) == ["33.9%"] and len(record["figures"]) == 3
    (folder / "table.md").write_text(
        "| 序号 | 指标 | 2025年 |\n|---|---|---|\n| 1 | 地区生产总值（亿元） | 1060 |\n| 2 | 粮食产量（万吨） | 27 |\n",
        encoding="utf-8",
    )
    record, _ = checked(capsys, "table.md", "--against", "data")
    assert missing(record) == ["27"] and [f["text"] for f in record["figures"]] == ["1060", "27"]


def test_numbers_in_charts_and_facts_are_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "talk.md").write_text(
        "---\ntitle: 题\ndata: {c: data/counties.csv}\nderived:\n  gain: c.榆次区.2025 - c.榆次区.2020\n---\n\n"
        "榆次区@fact:{c.榆次区.2025}，提高@fact:{gain}，太谷区[33.3%]{#t}。\n\n"
        "```chart\nkind: bar\ntitle: 利用率\nunit: '%'\nrows:\n  榆次区: 38.2\n  太谷区: 35.5\nalt: 图\n```\n",
        encoding="utf-8",
    )
    record, _ = checked(capsys, "talk.md", "--against", "data")
    assert sorted(missing(record)) == ["33.3%", "35.5%"]
    assert {f["text"]: f["state"] for f in record["figures"]}["13.6个百分点"] == "formula"


def test_the_text_itself_and_what_was_built_are_no_sources(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.md").write_text(
        "---\ntitle: 题\ntemplate: report\n---\n\n管网[57.3公里]{#pipes}。\n", encoding="utf-8"
    )
    assert run("build", "notes.md", cwd=folder).returncode == 0
    record, _ = checked(capsys, "notes.md", "--against", ".")
    assert missing(record) == ["57.3公里"]
    assert record["sources"] == ["data/city.csv", "data/counties.csv", "data/deep/schools.txt"]
    record, _ = checked(capsys, "notes.md", "--against", "notes.md")  # named, it is one
    assert missing(record) == []


def test_findings_can_be_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.md").write_text(
        "<!-- jz: allow F160 市水务局电话告知 -->\n\n管网57.3公里。\n\n管道12.9公里。\n", encoding="utf-8"
    )
    record, _ = checked(capsys, "notes.md", "--against", "data")
    assert [finding["line"] for finding in record["diagnostics"]] == [5]
    assert checked(capsys, "notes.md", "--against", "data", "--allow", "F160@notes.md:5", "--strict")[1] == 0


def test_what_cannot_be_read_is_told_and_does_not_end_the_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data" / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "notes.md").write_text("榆次区利用率38.2%。\n", encoding="utf-8")
    record, status = checked(capsys, "notes.md", "--against", "data")
    assert [(f["path"], f["severity"]) for f in record["diagnostics"]] == [("data/broken.xlsx", "warning")]
    assert status == 0 and missing(record) == []


def test_nothing_to_check_against_is_wrong_usage(folder: Path) -> None:
    (folder / "notes.md").write_text("共5家。\n", encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "picture.png").write_bytes(b"\x89PNG")
    for name, code in (("empty", "F164"), ("picture.png", "F164"), ("none", "X043")):
        done = run("check", "notes.md", "--against", name, cwd=folder)
        assert done.returncode == 2 and code in done.stderr
    done = run("check", "none.md", "--against", "data", cwd=folder)
    assert done.returncode == 2


def test_the_text_form_counts_and_speaks_the_user_s_language(folder: Path) -> None:
    (folder / "notes.md").write_text("榆次区利用率39.7%，太谷区33.1%。\n", encoding="utf-8")
    done = run("check", "notes.md", "--against", "data", cwd=folder, LANG="zh_CN.UTF-8")
    assert "依据材料中找不到“39.7%”" in done.stdout and "共2个数字：1个见于依据材料" in done.stderr
    done = run("check", "notes.md", "--against", "data", "--format", "github", cwd=folder)
    assert done.stdout.startswith("::warning file=notes.md,line=1,col=7,title=F160::")


def test_the_library_checks_against_sources_too(folder: Path) -> None:
    findings = jzdocs.check("榆次区利用率39.7%，太谷区33.1%。\n", against="data")
    assert [finding.code for finding in findings] == ["F160"]
    assert list(jzdocs.check("太谷区33.1%。\n", against=[folder / "data" / "counties.csv"])) == []
