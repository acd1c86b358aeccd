"""Numbering, references, facts, lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.resolve.numbering import chinese, format_number
from jzdocs.resolve.passes import resolve
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.source_map import whole
from jzdocs.style.stylesheet import Stylesheet


def read(text: str, sheet: Stylesheet) -> tuple[nodes.Document, Report]:
    report = Report()
    document = MarkdownReader(whole("a.md", text), report, picture_loader(Path(), report)).read()
    return resolve(document, sheet, report), report


def codes(report: Report) -> list[tuple[str, int]]:
    return [(d.code, d.location.line) for d in report]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (103, "一百零三"),
        (115, "一百一十五"),
    ],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("一、", "三、"),
        ("第一章", "第三章"),
        ("（一）", "（三）"),
        ("1.", "3."),
        ("1.1", "2.3"),
        ("第一部分　", "第三部分　"),
        ("①", "③"),
    ],
)
def test_patterns(pattern: str, text: str) -> None:
    assert format_number(pattern, [2, 3]) == text


def test_headings_are_numbered_by_level(sheet: Stylesheet) -> None:
    document, _ = read("# 甲\n\n## 乙\n\n## 丙\n\n# 丁\n\n## 戊 {-}\n\n## 二、己\n", sheet)
    found = [b.number + plain(b.inlines) for b in document.blocks if isinstance(b, nodes.Heading)]
    assert found == ["第一部分　甲", "一、乙", "二、丙", "第二部分　丁", "戊", "二、己"]


def test_a_heading_begins_the_count_of_the_levels_below_it_anew(sheet: Stylesheet) -> None:
    document, _ = read("# 甲\n\n## 乙\n\n### 丙\n\n# 丁\n\n## 戊\n\n### 己\n", sheet)
    numbers = [b.number for b in document.blocks if isinstance(b, nodes.Heading)]
    assert numbers[1:3] == numbers[4:6] and numbers[0] != numbers[3]


def test_references_to_figures_tables_and_sections(sheet: Stylesheet) -> None:
    text = "# 甲 {#sec:a}\n\n见@fig:x和@tbl:y，@sec:a。\n\n```chart #fig:x\nkind: bar\ntitle: 图\nalt: 图\nrows: {一: a}\n```\n\n[1个]{#a}\n\n```table #tbl:y\ntitle: 表\ncolumns: [a]\nrows: [[b]]\n```\n"
    document, report = read(text, sheet)
    assert not report.found
    paragraph = next(b for b in document.blocks if isinstance(b, nodes.Paragraph))
    assert plain(paragraph.inlines) == "见图1和表1，第一部分。"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("见@fig:nowhere。", "R001", 1),
        ("文[^1]。", "R002", 1),
        ("文[^1]。\n\n[^1]: 注。\n\n[^2]: 无人引。", "R003", 5),
        ("[1个]{#a}[2个]{#a}", "F001", 1),
        ("[许多]{#a}", "F002", 1),
        ("# 甲 {#x}\n\n# 乙 {#x}", "R004", 3),
        ("```chart\nkind: bar\ntitle: t\nalt: t\nrows:\n  甲: a.form\n```\n\n[1个]{#a.from}", "F003", 6),
        ("```chart\nkind: bar\ntitle: t\nalt: t\nunit: 亿元\nrows:\n  甲: a\n```\n\n[9200万元]{#a}", "C031", 7),
        ("```chart\nkind: bar\ntitle: t\nalt: t\nrows:\n  甲: 12\n```", "F010", 6),
        ("```chart\nkind: bar\ntitle: t\nalt: t\nrows:\n  甲: 1e999999999\n```", "C034", 6),
        ("```chart\nkind: bar\ntitle: t\nrows:\n  甲: a\n```\n\n[1个]{#a}", "C040", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, code: str | None, line: int, sheet: Stylesheet) -> None:
    _, report = read(text, sheet)
    assert codes(report) == ([(code, line)] if code else [])


def test_a_misspelt_fact_is_told_its_nearest_name(sheet: Stylesheet) -> None:
    _, report = read(
        "[24.6%]{#reuse.from}\n\n```keyfigures\ncards:\n  - figure: reuse.form\n    label: 率\n```\n", sheet
    )
    (found,) = report
    assert found.code == "F003" and "reuse.from" in found.worded()[1] and found.location.column == 13


def test_charts_print_the_texts_own_figures(sheet: Stylesheet) -> None:
    text = "共[约200个]{#a}、[41.90%]{#b}。\n\n```chart #fig:x\nkind: bar\ntitle: t\nunit: 个\nalt: 共{a}\nrows: {甲: a}\n```\n"
    document, report = read(text, sheet)
    figure = next(b for b in blocks(document.blocks) if isinstance(b, nodes.Figure))
    assert isinstance(figure.content, nodes.Chart)
    bound = figure.content.panels[0].rows[0].values[0]
    assert (bound.printed, str(bound.number), figure.alt) == ("约200", "200", "共约200个")
    assert not report.errors


def test_derived_values_are_computed(sheet: Stylesheet) -> None:
    text = "达[1938公里]{#a}，增[369公里]{#b}。\n\n```chart #fig:x\nkind: bar\ntitle: t\nunit: 公里\nalt: t\nrows: {期初: a - b}\n```\n"
    document, report = read(text, sheet)
    figure = next(b for b in blocks(document.blocks) if isinstance(b, nodes.Figure))
    assert isinstance(figure.content, nodes.Chart)
    assert figure.content.panels[0].rows[0].values[0].printed == "1569" and not report.found


def test_sources_hold_every_figure_with_its_sentence(sheet: Stylesheet) -> None:
    document, _ = read("# 甲\n\n前句。投入[2亿元]{#a}，新增[3个]{#b}。后句。\n\n```sources\nplaces: true\n```\n", sheet)
    (table,) = [b.table for b in document.blocks if isinstance(b, nodes.Sources) and b.table]
    assert [[plain(c.inlines) for c in row] for row in table.body] == [
        ["2亿元；3个", "投入2亿元，新增3个。", "a.md:3", ""]
    ]
    assert [i.target for i in table.body[0][3].inlines if isinstance(i, nodes.PageRef)] == ["jz-fact-a", "jz-fact-b"]


def test_two_halves_stand_side_by_side(sheet: Stylesheet) -> None:
    chart = "```chart #fig:{0}\nkind: bar\ntitle: t\nalt: t\nwidth: half\nrows: {{甲: a}}\n```\n\n"
    document, _ = read("[1个]{#a}\n\n" + "".join(chart.format(i) for i in "abc"), sheet)
    assert [type(b).__name__ for b in document.blocks] == ["Paragraph", "FigureRow", "Figure"]


def test_page_breaks_that_change_nothing_are_left_out(sheet: Stylesheet) -> None:
    fence = "```pagebreak\n```\n\n"
    document, _ = read(f"甲\n\n{fence}{fence}乙\n\n{fence}# 部分\n\n丙\n\n{fence}", sheet)
    assert [type(b).__name__ for b in document.blocks] == [
        "Paragraph",
        "PageBreak",
        "Paragraph",
        "Heading",
        "Paragraph",
    ]


def test_charts_and_tables_are_numbered_and_bound_in_every_container(sheet: Stylesheet) -> None:
    chart = "```chart\nkind: bar\ntitle: 图\nunit: 个\nalt: 图。\nrows: {甲: a}\n```"
    quoted = "\n".join(f"> {line}" for line in chart.split("\n"))
    item = "- 项\n\n" + "\n".join(f"  {line}" for line in chart.split("\n"))
    document, report = read(f"[12个]{{#a}}\n\n{chart}\n\n{quoted}\n\n{item}\n\n````columns 2\n{chart}\n````\n", sheet)
    assert not report.found
    figures = [block for block in blocks(document.blocks) if isinstance(block, nodes.Figure)]
    assert [(figure.number, figure.id) for figure in figures] == [(n, f"fig-{n}") for n in (1, 2, 3, 4)]
    assert all(
        isinstance(figure.content, nodes.Chart) and figure.content.panels[0].rows[0].values[0].printed == "12"
        for figure in figures
    )


def test_key_figures_in_columns_are_collected(sheet: Stylesheet) -> None:
    strip = "```keyfigures\ntitle: 甲\ncards:\n  - figure: a\n    label: 率\n```"
    page = "```keyfigures\ncollect: all\n```"
    document, _ = read(f"{page}\n\n[12个]{{#a}}\n\n````columns 2\n{strip}\n````\n", sheet)
    collected = [b for b in blocks(document.blocks) if isinstance(b, nodes.KeyFigures) and b.collect]
    assert [group.title for block in collected for group in block.groups] == ["甲"]


def test_a_run_in_heading_of_a_footnote_is_printed_as_bold_text(sheet: Stylesheet) -> None:
    document, _ = read("文[^1]。\n\n[^1]: **口径。** 不含农村。\n", sheet)
    (note,) = document.notes["1"]
    assert plain(note.inlines) == "口径。不含农村。" and isinstance(note.inlines[0], nodes.Strong)


def test_a_list_of_sources_is_in_the_contents_where_it_stands(sheet: Stylesheet) -> None:
    document, _ = read("```contents\n```\n\n[12个]{#a}\n\n```sources\n```\n\n# 末\n", sheet)
    (contents,) = [block for block in document.blocks if isinstance(block, nodes.Contents)]
    assert [entry.text for entry in contents.entries] == ["数字出处", "第一部分　末"]
    document, _ = read("```contents\n```\n\n甲\n\n```sources\n```\n", sheet)
    (contents,) = [block for block in document.blocks if isinstance(block, nodes.Contents)]
    assert contents.entries == ()
