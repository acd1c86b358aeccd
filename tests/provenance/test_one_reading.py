"""`import`, `facts` and `build` read the numbers of a text alike, and say where each stands in the user's own file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from jzdocs.api import facts as list_facts
from jzdocs.api.sources import named as named_source
from jzdocs.build.pipeline import load
from jzdocs.errors import Report
from jzdocs.facts.number import Number
from jzdocs.provenance.records import fact_records
from jzdocs.source import emit
from jzdocs.source.read import to_markdown

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*(ROOT / "seeds").glob("*.md"), *(ROOT / "tests/facts/texts").glob("*.md")])

WRAPPED = """\
2025年工作总结

一、发展情况

    全县生产总值达到２３５.６亿元，比上年增长5.2%，其
中第一产业增加值 12 亿元，增长3.1%；第二产业增
加值88.5亿元，增长6%。一般公共预算收入9.9亿元，税收收入
占比 66.1%。

    新建学校12所，新增学位3600个。全年接待游客12万人次，
实现旅游收入3亿元，接待入境游客12万人次。
"""

Read = tuple[str, str, str, str | None]


def imported(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Read]:
    """The numbers that `import` marks in a text."""
    marked: list[Read] = []
    read, name = emit.numbers_of, emit.FigureName
    numbers: list[Number] = []

    def remember_numbers(*arguments: Any) -> Sequence[Number]:
        numbers[:] = read(*arguments)
        return numbers

    def remember(start: int, end: int, id_: str) -> Any:
        if id_ == "f1":  # each reading begins anew
            marked.clear()
        number = next(n for n in numbers if n.quantity.start == start)
        marked.append((number.quantity.text, number.kind, number.subject, number.period))
        return name(start, end, id_)

    monkeypatch.setattr(emit, "numbers_of", remember_numbers)
    monkeypatch.setattr(emit, "FigureName", remember)
    to_markdown(path, Report())
    return marked


def plain_text(path: Path) -> str:
    """A Markdown file of ours as a text that nobody marked up."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return "\n\n".join(
        line.lstrip("# ").replace("**", "") for line in lines if line.strip() and line[0] not in "|`:-!>{"
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_import_sees_the_figures_that_facts_lists(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "talk.txt"
    text.write_text(plain_text(path), encoding="utf-8")
    seen = imported(text, monkeypatch)
    document = load(text, named_source(text).project, None).document
    named = [(f["text"], f["kind"], f["subject"], f["period"]) for f in fact_records(document)]
    listed = [(f["text"], f["kind"], f["subject"], f["period"]) for f in list_facts(text) if f["id"] in document.facts]
    assert len(seen) > 5
    assert seen == named == listed


def test_a_number_stands_where_the_file_has_it_though_lines_were_wrapped(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(WRAPPED, encoding="utf-8")
    facts = list_facts(tmp_path / "talk.txt")
    lines = WRAPPED.split("\n")
    places = {}
    for fact in facts:
        at, digits = fact["source"], fact["text"].rstrip("亿元万人次所个%")
        assert WRAPPED[at["offset"] :].startswith(digits), fact["text"]
        assert lines[at["line"] - 1][at["column"] - 1 :].startswith(digits)
        places[fact["subject"]] = at["line"]
    assert places["游客"] == 10 and places["入境游客"] == 11 and places["税收收入占比"] == 8
    assert len({fact["source"]["offset"] for fact in facts}) == len(facts)
    assert {fact["period"] for fact in facts if fact["subject"] == "生产总值"} == {"2025年"}


def test_what_jzdocs_proposes_is_no_sentence_of_the_author(tmp_path: Path) -> None:
    text = "五年工作\n\n一、产业\n\n公路里程由２０２０年的１２３公里增加到２０２５年的１７６公里。\n"
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")
    facts = list_facts(tmp_path / "talk.txt")
    assert [(f["text"], f["subject"], f["period"]) for f in facts if f["kind"] != "date"] == [
        ("１２３公里", "公路里程", "2020年"),
        ("１７６公里", "公路里程", "2025年"),
    ]
    assert len(facts) == 4


def test_a_chart_of_the_author_keeps_its_title(tmp_path: Path) -> None:
    chart = "```chart\nkind: bar\ntitle: 书店120家\nunit: 家\nrows:\n  书店: 120\nalt: 书店\n```\n"
    (tmp_path / "talk.md").write_text(f"# 书店\n\n{chart}", encoding="utf-8")
    assert [(f["text"], f["subject"]) for f in list_facts(tmp_path / "talk.md")] == [("120家", "书店")]


def test_the_command_shows_the_same(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(WRAPPED, encoding="utf-8")
    command = [sys.executable, "-m", "jzdocs", "facts", "talk.txt", "--format", "json"]
    found = json.loads(subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout)["facts"]
    assert [f["subject"] for f in found] == [f["subject"] for f in list_facts(tmp_path / "talk.txt")]


PERIODS = [
    ("# 2024年工作回顾\n\n新建书店12家。", [("12家", "2024年")]),
    ("# 2024年工作回顾\n\n2023年，新建书店12家。建成花店9家。", [("12家", "2023年"), ("9家", "2023年")]),
    ("# 2024年工作回顾\n\n全年新建书店12家，年末有书店90家。", [("12家", "2024年"), ("90家", "2024年")]),
    ("---\ntitle: 2024年统计公报\n---\n\n# 一、综合\n\n有书店90家。", [("90家", "2024年")]),
    ("---\ntitle: 2026年政府工作报告\n---\n\n# 一、综合\n\n有书店90家。", [("90家", None)]),
    ("# “十四五”时期\n\n## 二〇二五年\n\n有书店90家。", [("90家", "十四五时期")]),
    ("# 2025年上半年\n\n有书店90家。\n\n# 其他\n\n有花店9家。", [("90家", "2025年上半年"), ("9家", None)]),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_a_heading_or_title_gives_the_period_that_the_text_does_not_name(
    text: str, expected: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    facts = list_facts(tmp_path / "talk.md")
    assert [(f["text"], f["period"]) for f in facts if f["text"].endswith("家")] == expected
