"""Markdown in, model out, with places."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.dump import dump
from jzdocs.model.walk import inlines, plain
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.source_map import whole

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def read(text: str) -> tuple[nodes.Document, Report]:
    report = Report()
    return MarkdownReader(whole("a.md", text), report, picture_loader(Path(__file__).parent, report)).read(), report


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_cases(path: Path) -> None:
    document, report = read(path.read_text(encoding="utf-8"))
    found = dump(document, places=True) + "".join(f"{d}\n" for d in report)
    golden = path.with_suffix(".dump")
    assert golden.exists(), f"no {golden.name}; it would be:\n{found}"
    assert found == golden.read_text(encoding="utf-8")


def test_there_are_cases_and_they_can_fail() -> None:
    assert len(CASES) >= 4
    text = CASES[0].read_text(encoding="utf-8") + "\n更多。\n"
    assert dump(read(text)[0], places=True) not in CASES[0].with_suffix(".dump").read_text(encoding="utf-8")


def test_places_of_facts_count_from_the_source() -> None:
    document, _ = read("---\ntitle: 甲\n---\n\n第一行\n再生水[24.6%]{#a}和[38.2%]{#b}。\n")
    facts = [
        i
        for b in document.blocks
        if isinstance(b, nodes.Paragraph)
        for i in inlines(b.inlines)
        if isinstance(i, nodes.FactText)
    ]
    assert [(f.id, f.at.line, f.at.column) for f in facts] == [("a", 6, 5), ("b", 6, 17)]
    text = "---\ntitle: 甲\n---\n\n第一行\n再生水[24.6%]{#a}和[38.2%]{#b}。\n"
    assert all(text[f.at.offset :].startswith(f.text) for f in facts)


@pytest.mark.parametrize("text", ["**标题。**正文", "正文**“重点”**正文", "**1+11**布局", "全市**达到38.2%**，其中"])
def test_emphasis_beside_chinese(text: str) -> None:
    document, _ = read(text)
    (paragraph,) = document.blocks
    assert isinstance(paragraph, nodes.Paragraph)
    assert paragraph.lead or any(isinstance(i, nodes.Strong) for i in paragraph.inlines)
    assert "*" not in plain(paragraph.lead + paragraph.inlines)


def test_a_run_in_heading() -> None:
    document, _ = read("**路网结构持续优化。**累计改造。")
    (paragraph,) = document.blocks
    assert isinstance(paragraph, nodes.Paragraph)
    assert (plain(paragraph.lead), plain(paragraph.inlines)) == ("路网结构持续优化。", "累计改造。")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("---\ntitle: 甲\n正文", "S015", (1, 1)),
        ("---\ntitle: [a, b\n---\n", "S010", (3, 1)),
        ("---\ntitle: a\ntitle: b\n---\n", "S013", (3, 1)),
        ("---\na: &x b\nc: *x\n---\n", "S011", (2, 1)),
        ("---\ntitle: !!python/object:os.system a\n---\n", "S011", (2, 8)),
        ("---\ndate: 2025-13-40\n---\n", "S016", (2, 1)),
        ("```chart #fig:a\nkind: donut\ntitle: t\nrows: {a: b}\n```", "C001", (2, 1)),
        ("```chart\nkind: bar\ntitel: t\ntitle: t\nrows: {a: b}\n```", "S014", (3, 1)),
        ("```table\ntitle: t\ncolumns: [a, b]\nrows:\n  - [1]\n```", "C016", (5, 6)),
        ("```table\ntitle: t\ncolumns: [a, b]\nrows:\n  - [{text: x, colspan: 2}, y]\n```", "C016", (5, 6)),
        ("字![a](b.png)字", "S021", (1, 2)),
        ("![图](http://a.cn/b.png)", "X010", (1, 1)),
        ("![图](../../../etc/passwd)", "X010", (1, 1)),
        ("![图](nothing.png)", "X011", (1, 1)),
        ("面积m<sup>2", "S025", (1, 4)),
        ("文字<font>红</font>", "S024", (1, 3)),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: str, place: tuple[int, int]) -> None:
    _, report = read(text)
    assert (code, place) in [(d.code, (d.location.line, d.location.column)) for d in report], [str(d) for d in report]


def test_deep_nesting_is_an_error_not_a_crash() -> None:
    _, report = read("\n".join("  " * i + "- 项" for i in range(200)))
    assert "S030" in [d.code for d in report]


def test_braces_in_a_plain_source_are_text() -> None:
    document, _ = read("{{ 1 + 1 }}和{% for %}")
    assert plain(document.blocks[0].inlines) == "{{ 1 + 1 }}和{% for %}"  # type: ignore[union-attr]
