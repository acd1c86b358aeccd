"""One answer to what a number measures and where it stands: in `facts`, `facts --named`, and all three files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jzdocs.build import pipeline
from jzdocs.cli.facts import command
from jzdocs.pdf.provenance import traced_pdf
from jzdocs.project import lone
from jzdocs.word.provenance import traced_docx

TWICE = (
    "参会男职工[50人]{#men}，女职工[50人]{#women}；再生水利用率由[30%]{#from}提升至[38%]{#to}，"
    "公交出行率提高[38%]{#bus}，另有38个。"
)


def write(folder: Path, body: str, front: str = "") -> Path:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 某市简报\ndate: 2025-01-02\n{front}---\n\n# 情况\n\n{body}\n", encoding="utf-8")
    return path


def listed(path: Path, *options: str) -> list[dict[str, Any]]:
    out = CliRunner().invoke(command, [str(path), "--format", "json", *options])
    facts: list[dict[str, Any]] = json.loads(out.stdout)["facts"]
    return facts


def measured(records: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {record["id"]: (record["kind"], record["subject"]) for record in records}


NAMED = {
    "men": ("level", "参会男职工"),
    "women": ("level", "女职工"),
    "from": ("from", "再生水利用率"),
    "to": ("to", "再生水利用率"),
    "bus": ("increase", "公交出行率"),
}


def test_the_same_number_twice_is_told_apart_by_its_place_in_all_outputs(tmp_path: Path) -> None:
    path = write(tmp_path, TWICE)
    result = pipeline.build(path, lone(path))
    for name, data in result.files.items():
        (tmp_path / name).write_bytes(data)
    for records in (
        listed(path, "--named"),
        [record for record in listed(path) if record["id"] in NAMED],
        json.loads((tmp_path / "a.facts.json").read_text(encoding="utf-8"))["facts"],
        traced_pdf(tmp_path / "a.pdf"),
        traced_docx(tmp_path / "a.docx"),
    ):
        assert measured([dict(record) for record in records]) == NAMED


def test_a_named_figure_has_one_record(tmp_path: Path) -> None:
    path = write(tmp_path, TWICE + "\n\n| 区 | 率 |\n| --- | --- |\n| 榆次区利用率 | [38%]{#cell} |")
    every, named = listed(path), listed(path, "--named")
    assert [record for record in every if not record["id"].startswith("f")] == [
        record for record in named if record["id"] != "from"
    ]
    assert next(record for record in every if record["id"] == "cell")["sentence"] == "榆次区利用率，38%"
    groups = {record["id"]: record["group"] for record in named}
    assert groups["from"] == groups["to"] and groups["bus"] != groups["from"]


def test_places_of_the_same_number_in_one_line_differ(tmp_path: Path) -> None:
    path = write(tmp_path, "甲 38个,乙 38个，丙[38个]{#c}，丁38个。")
    line = path.read_text(encoding="utf-8").split("\n")[7]
    columns = [record["source"]["column"] for record in listed(path)]
    assert [line[column - 1 :][:2] for column in columns] == ["38"] * 4
    assert columns == sorted(set(columns))


def test_names_that_the_author_gave_are_not_given_again(tmp_path: Path) -> None:
    path = write(tmp_path, "甲38个，乙[12个]{#f1}，丙[15个]{#f1_}。")
    assert [record["id"] for record in listed(path)] == ["f1__", "f1", "f1_"]


def test_a_run_in_heading_belongs_to_the_sentence_that_it_opens(tmp_path: Path) -> None:
    path = write(tmp_path, "**供水普及率：**由[96%]{#a}提高到98%。")
    for options in ((), ("--named",)):
        record = listed(path, *options)[0]
        assert (record["id"], record["kind"]) == ("a", "from")
        assert record["sentence"] == "供水普及率：由96%提高到98%。"


def test_what_one_sentence_measures_is_not_taken_over_into_the_next(tmp_path: Path) -> None:
    path = write(tmp_path, "精减部门3个。由[18个]{#a}减少到12个。")
    assert measured(listed(path))["a"] == measured(listed(path, "--named"))["a"] == ("from", "")


@pytest.mark.parametrize(
    "body",
    [
        "```table\ntitle: 表，共[12个]{#a}\ncolumns: [甲]\nrows: [[乙]]\n```\n\n见@fact:a。",
        '```table\ntitle: 表\ncolumns: ["甲[12个]{#a}"]\nrows: [[乙]]\n```\n\n见@fact:a。',
        "```table\ntitle: 表\ncolumns: [甲]\nrows: [[乙]]\nnote: 共[12个]{#a}\n```\n\n见@fact:a。",
        "> 引文[12个]{#a}。\n\n见@fact:a。",
        "- 列项[12个]{#a}。\n\n见@fact:a。",
        "````columns 2\n栏[12个]{#a}。\n````\n\n见@fact:a。",
        "文[^1]。\n\n[^1]: 注[12个]{#a}。\n\n见@fact:a。",
        "文[^1]。\n\n[^1]: **注[12个]{#a}。** 文。\n\n见@fact:a。",
    ],
)
def test_a_figure_can_be_named_wherever_text_stands(tmp_path: Path, body: str) -> None:
    path = write(tmp_path, body)
    loaded = pipeline.load(path, lone(path), None)
    assert not loaded.report.errors, list(map(str, loaded.report))
    assert [record["text"] for record in listed(path, "--named")] == ["12个"]


def test_a_derived_figure_is_read_where_its_sentence_ends(tmp_path: Path) -> None:
    path = write(tmp_path, "甲[4%]{#a}，乙[2%]{#b}。", "derived:\n  c: a - b - b / b * b\n  d: a / 2\n")
    record = listed(path, "--named")[-1]
    assert (record["id"], record["sentence"]) == ("d", "推算：4% ÷ 2 = 2.0%")
    assert (record["kind"], record["source"]["line"]) == ("level", 6)


def test_an_ordinal_in_a_name_is_not_the_number_of_the_fact(tmp_path: Path) -> None:
    path = write(tmp_path, "[第二产业增加值34亿元]{#a}，增长3%。")
    record = listed(path, "--named")[0]
    assert (record["id"], record["value"], record["kind"]) == ("a", "34", "level")
    assert [record["id"] for record in listed(path) if record["kind"] != "ordinal"] == ["a", "f3"]


def test_pairs_of_two_sentences_are_two_groups(tmp_path: Path) -> None:
    path = write(tmp_path, "甲率由[1%]{#a}提升至[2%]{#b}。乙率由[3%]{#c}提升至[4%]{#d}。")
    for options in ((), ("--named",)):
        assert [record["group"] for record in listed(path, *options)] == ["g1", "g1", "g2", "g2"]
