"""Edits of a small text, each alone: the exact source that comes of it, what is counted as an edit, what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from jzdocs.pull.edits import Edit, EditSet
from jzdocs.pull.pull import _collected
from jzdocs.word.edited_file import EditedFile, Paragraph, ReaderComment, TrackedChange
from jzdocs.word.edited_parts import Series

SOURCE = """# 总结 {#all}

第一段文字，投入[2亿元]{#m}。

- 甲项
- 乙项

> 引文一
> 引文二

| 事项 | 数量 |
| --- | --- |
| 公园 | 12 |
| 广场 |  |

第二段文字在此。
"""
# line, column, kind, text
ANCHORS = [
    (1, 3, "", "总结"),
    (3, 1, "", "第一段文字，投入[2亿元]{#m}。"),
    (5, 3, "", "甲项"),
    (6, 3, "", "乙项"),
    (8, 3, "", "引文一引文二"),
    (11, 3, "cell:0", "事项"),
    (11, 8, "cell:1", "数量"),
    (13, 3, "cell:0", "公园"),
    (13, 8, "cell:1", "12"),
    (14, 3, "cell:0", "广场"),
    (14, 8, "cell:1", ""),
    (16, 1, "", "第二段文字在此。"),
]
TITLE, FIRST, ITEM, SECOND_ITEM, QUOTE, PARK, COUNT, SQUARE, EMPTY, LAST = 0, 1, 2, 3, 4, 7, 8, 9, 10, 11
Paragraphs = list[Paragraph]


def collected(
    source: str,
    anchors: Sequence[tuple[int, int, str, str]],
    paragraphs: Sequence[Paragraph],
    *,
    name: str = "a.md",
    keep: bool = False,
    charts: Sequence[Any] = (),
    now: Sequence[Sequence[Series]] = (),
    **base: object,
) -> EditSet:
    """Return the edits of a file whose anchors are called _jz_0, _jz_1 …"""
    records = [
        (f"_jz_{i}", "", name, line, column, kind, "", "", text) for i, (line, column, kind, text) in enumerate(anchors)
    ]
    record = {
        "document": name,
        "files": {name: source},
        "anchors": records,
        "body": [],
        "charts": charts,
        "facts": {},
        **base,
    }
    return _collected(EditedFile(record, paragraphs, now), keep_changes=keep)


def unedited() -> Paragraphs:
    styles = {TITLE: "Heading 1", ITEM: "List Paragraph", SECOND_ITEM: "List Paragraph", QUOTE: "Quote"}
    items = {ITEM: (0, False), SECOND_ITEM: (0, False)}
    cells = {5 + i: (0, i // 2, i % 2) for i in range(6)}
    return [
        Paragraph(text, (f"_jz_{i}",), style=styles.get(i, "Body Text"), cell=cells.get(i), item=items.get(i))
        for i, (_, _, _, text) in enumerate(ANCHORS)
    ]


def left(edits: EditSet) -> list[tuple[int, str, str]]:
    return [(unapplied.line, unapplied.text, unapplied.reason.key) for unapplied in edits.unapplied]


def changed(place: int, **values: Any) -> Callable[[Paragraphs], Paragraphs]:
    return lambda all_: [replace(p, **values) if i == place else p for i, p in enumerate(all_)]


def without(*places: int) -> Callable[[Paragraphs], Paragraphs]:
    return lambda all_: [p for i, p in enumerate(all_) if i not in places]


def added(place: int, text: str, style: str = "Body Text", **values: Any) -> Callable[[Paragraphs], Paragraphs]:
    return lambda all_: [*all_[:place], Paragraph(text, style=style, **values), *all_[place:]]


def moved(place: int, to: int) -> Callable[[Paragraphs], Paragraphs]:
    def move(all_: Paragraphs) -> Paragraphs:
        rest = [p for i, p in enumerate(all_) if i != place]
        return [*rest[:to], all_[place], *rest[to:]]

    return move


def put(old: str, new: str) -> str:
    assert SOURCE.count(old) == 1
    return SOURCE.replace(old, new)


def test_an_unedited_file_gives_nothing() -> None:
    edits = collected(SOURCE, ANCHORS, unedited())
    assert (edits.result("a.md"), edits.applied, edits.unapplied) == (SOURCE, [], [])


CASES = {
    "a paragraph": (
        changed(LAST, text="第二段新文字在此。"),
        put("第二段文字", "第二段新文字"),
        [Edit("changed", "a.md", 16, "第二段文字在此。", "第二段新文字在此。")],
    ),
    "a heading": (
        changed(TITLE, text="工作总结"),
        put("# 总结 {#all}", "# 工作总结 {#all}"),
        [Edit("changed", "a.md", 1, "总结", "工作总结")],
    ),
    "a quote on two lines": (
        changed(QUOTE, text="引文一引文三"),
        put("> 引文二", "> 引文三"),
        [Edit("changed", "a.md", 8, "引文一引文二", "引文一引文三")],
    ),
    "an item": (changed(ITEM, text="甲一项"), put("甲项", "甲一项"), [Edit("changed", "a.md", 5, "甲项", "甲一项")]),
    "a cell": (changed(COUNT, text="13"), put("| 12 |", "| 13 |"), [Edit("row", "a.md", 13, "12", "13")]),
    "an empty cell": (
        changed(EMPTY, text="5|6"),
        put("| 广场 |  |", r"| 广场 |5\|6  |"),
        [Edit("row", "a.md", 14, "", "5|6")],
    ),
    "a marked number that was typed over": (
        changed(FIRST, text="第一段文字，投入3亿元。"),
        put("[2亿元]", "[3亿元]"),
        [
            Edit("figure", "a.md", 3, "m 2亿元", "m 3亿元"),
            Edit("changed", "a.md", 3, "第一段文字，投入[2亿元]{#m}。", "第一段文字，投入[3亿元]{#m}。"),
        ],
    ),
    "a paragraph made a heading": (
        changed(LAST, style="Heading 2"),
        put("第二段", "## 第二段"),
        [Edit("changed", "a.md", 16, "Body Text", "Heading 2")],
    ),
    "a heading made a paragraph": (
        changed(TITLE, style="Body Text"),
        put("# 总结 {#all}", "总结"),
        [Edit("changed", "a.md", 1, "Heading 1", "Body Text")],
    ),
    "a heading of another level": (
        changed(TITLE, style="标题 4"),
        put("# 总结 {#all}", "#### 总结 {#all}"),
        [Edit("changed", "a.md", 1, "Heading 1", "Heading 4")],
    ),
    "an item made a heading": (
        changed(ITEM, style="Heading 2", item=None),
        put("- 甲项\n", "## 甲项\n\n"),
        [Edit("changed", "a.md", 5, "List Paragraph", "Heading 2")],
    ),
    "an item made a paragraph": (
        changed(SECOND_ITEM, style="Body Text", item=None),
        put("- 乙项\n", "\n乙项\n"),
        [Edit("changed", "a.md", 6, "List Paragraph", "Body Text")],
    ),
    "a paragraph made an item": (
        changed(LAST, style="List Paragraph", item=(0, False)),
        put("第二段文字", "- 第二段文字"),
        [Edit("changed", "a.md", 16, "Body Text", "List Paragraph")],
    ),
    "a deleted paragraph": (
        without(FIRST),
        put("第一段文字，投入[2亿元]{#m}。\n\n", ""),
        [Edit("deleted", "a.md", 3, "第一段文字，投入[2亿元]{#m}。")],
    ),
    "a deleted item": (without(ITEM), put("- 甲项\n", ""), [Edit("deleted", "a.md", 5, "甲项")]),
    "a deleted last paragraph": (
        without(LAST),
        put("\n第二段文字在此。\n", ""),
        [Edit("deleted", "a.md", 16, "第二段文字在此。")],
    ),
    "a deleted row": (without(SQUARE, EMPTY), put("| 广场 |  |\n", ""), [Edit("deleted", "a.md", 14, "| 广场 |  |")]),
    "a deleted table": (
        without(5, 6, PARK, COUNT, SQUARE, EMPTY),
        put("| 事项 | 数量 |\n| --- | --- |\n| 公园 | 12 |\n| 广场 |  |\n\n", ""),
        [Edit("deleted", "a.md", 11, "| 事项 | 数量 |")],
    ),
    "a paragraph moved to the front": (
        moved(LAST, 1),
        put("\n第二段文字在此。\n", "").replace("{#all}\n", "{#all}\n\n第二段文字在此。\n"),
        [Edit("moved", "a.md", 16, "第二段文字在此。", "a.md:1")],
    ),
    "a moved item": (
        moved(ITEM, SECOND_ITEM),
        put("- 甲项\n- 乙项", "- 乙项\n- 甲项"),
        [Edit("moved", "a.md", 5, "甲项", "a.md:6")],
    ),
    "a new paragraph behind a heading": (
        added(1, "新的一段。"),
        put("{#all}\n", "{#all}\n\n新的一段。\n"),
        [Edit("added", "a.md", 1, "", "新的一段。")],
    ),
    "a new paragraph at the front": (
        added(0, "新的一段。"),
        "新的一段。\n\n" + SOURCE,
        [Edit("added", "a.md", 0, "", "新的一段。")],
    ),
    "a new paragraph behind a table": (
        added(LAST, "新的一段。"),
        put("| 广场 |  |\n", "| 广场 |  |\n\n新的一段。\n"),
        [Edit("added", "a.md", 14, "", "新的一段。")],
    ),
    "a new paragraph at the end": (
        added(12, "新的一段。"),
        SOURCE + "\n新的一段。\n",
        [Edit("added", "a.md", 16, "", "新的一段。")],
    ),
    "a new heading with its number": (
        added(12, "（二）新的部分", "heading 3"),
        SOURCE + "\n### 新的部分\n",
        [Edit("added", "a.md", 16, "", "（二）新的部分")],
    ),
    "a new item": (
        added(ITEM + 1, "丙项", "List Paragraph", item=(0, False)),
        put("- 甲项\n", "- 甲项\n- 丙项\n"),
        [Edit("added", "a.md", 5, "", "丙项")],
    ),
    "a new numbered item below another": (
        added(SECOND_ITEM + 1, "丁项", "List Paragraph", item=(1, True)),
        put("- 乙项\n", "- 乙项\n  1. 丁项\n"),
        [Edit("added", "a.md", 6, "", "丁项")],
    ),
    "a new quote": (
        added(12, "另一引文", "Quote"),
        SOURCE + "\n> 另一引文\n",
        [Edit("added", "a.md", 16, "", "另一引文")],
    ),
    "a new empty paragraph": (added(12, ""), SOURCE, []),
    "a new footnote": (
        added(12, "新注。", "Footnote Text", note="n9"),
        SOURCE + "\n[^n9]: 新注。\n",
        [Edit("added", "a.md", 17, "", "[^n9]: 新注。")],
    ),
    "a comment": (
        changed(FIRST, comments=(ReaderComment("王", "请--核实"),)),
        put("第一段", "<!-- 批注 王：请——核实 -->\n第一段"),
        [Edit("comment", "a.md", 3, "", "批注 王：请--核实")],
    ),
    "a comment of nobody on an item stands before the list": (
        changed(SECOND_ITEM, comments=(ReaderComment("", "删去"),)),
        put("- 甲项", "<!-- 批注 删去 -->\n- 甲项"),
        [Edit("comment", "a.md", 5, "", "批注 删去")],
    ),
    "a comment on a cell stands before the table": (
        changed(COUNT, comments=(ReaderComment("王", "核实"), ReaderComment("李", "同意"))),
        put("| 事项", "<!-- 批注 王：核实 -->\n<!-- 批注 李：同意 -->\n| 事项"),
        [Edit("comment", "a.md", 11, "", "批注 王：核实"), Edit("comment", "a.md", 11, "", "批注 李：同意")],
    ),
    "a comment on a paragraph that was made a heading stands before its mark": (
        changed(LAST, style="Heading 2", comments=(ReaderComment("王", "好"),)),
        put("第二段", "<!-- 批注 王：好 -->\n## 第二段"),
        [Edit("changed", "a.md", 16, "Body Text", "Heading 2"), Edit("comment", "a.md", 16, "", "批注 王：好")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_edit_lands_on_its_line_and_nowhere_else(case: str) -> None:
    edit, source, applied = CASES[case]
    edits = collected(SOURCE, ANCHORS, edit(unedited()))
    assert edits.result("a.md") == source
    assert edits.unapplied == []
    assert edits.applied == applied


LEFT = {
    "a heading of a level that the source does not have": (
        changed(TITLE, style="Heading 5"),
        SOURCE,
        [(1, "总结", "pull.level")],
    ),
    "a quote of two lines made a paragraph": (
        changed(QUOTE, style="Body Text"),
        SOURCE,
        [(8, "引文一引文二", "pull.shape")],
    ),
    "a new caption": (added(12, "图1 新图", "Caption"), SOURCE, [(0, "图1 新图", "pull.no_text_near")]),
    "a mark that is lost": (
        changed(FIRST, text="第一段文字，投入很多。"),
        put("投入[2亿元]{#m}", "投入很多"),
        [(3, "m", "pull.name_lost")],
    ),
    "single cells": (without(COUNT), SOURCE, [(13, "12", "pull.cells_deleted")]),
    "a picture": (added(12, "", picture=True), SOURCE, [(0, "—", "pull.picture_added")]),
    "a single new cell": (added(COUNT, "新", cell=(0, 1, 2)), SOURCE, [(13, "新", "pull.cells_added")]),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_cannot_be_brought_back_is_left_at_its_line(case: str) -> None:
    edit, source, unapplied = LEFT[case]
    edits = collected(SOURCE, ANCHORS, edit(unedited()))
    assert edits.result("a.md") == source
    assert left(edits) == unapplied


def test_tracked_changes_are_comments_only_where_they_are_asked_for() -> None:
    changes = (TrackedChange("王", True, "新"), TrackedChange("李", False, "旧"))
    paragraphs = changed(LAST, changes=changes)(unedited())
    assert collected(SOURCE, ANCHORS, paragraphs).result("a.md") == SOURCE
    asked = collected(SOURCE, ANCHORS, paragraphs, keep=True).result("a.md")
    assert asked == put("第二段", "<!-- 修订 王插入“新” -->\n<!-- 修订 李删除“旧” -->\n第二段")


def test_a_comment_that_stands_in_the_source_is_not_put_there_again() -> None:
    source = "<!-- 批注 王：核实 -->\n\n甲段。\n"
    paragraphs = [Paragraph("甲段。", ("_jz_0",), comments=(ReaderComment("王", "核实"),))]
    edits = collected(source, [(3, 1, "", "甲段。")], paragraphs)
    assert (edits.result("a.md"), edits.applied) == (source, [])


def test_what_the_writer_makes_itself_is_no_new_text() -> None:
    paragraphs = [*unedited(), Paragraph("目录"), Paragraph("目录")]
    edits = collected(SOURCE, ANCHORS, paragraphs, body=[*range(12), ["", "", 0, "目录"]])
    assert edits.result("a.md") == SOURCE + "\n目录\n"


def test_a_new_table_is_one_with_pipes() -> None:
    cells = [Paragraph(text, style="Body Text", cell=(1, i // 2, i % 2)) for i, text in enumerate("甲乙丙丁")]
    edits = collected(SOURCE, ANCHORS, [*unedited(), *cells])
    assert edits.result("a.md") == SOURCE + "\n| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n"
    assert edits.applied == [Edit("added", "a.md", 16, "", "| 甲 | 乙 |")]


def test_a_new_row_stands_below_the_row_above_it() -> None:
    paragraphs = unedited()
    row = [Paragraph("绿道", cell=(0, 2, 0)), Paragraph("7", cell=(0, 2, 1))]
    below = changed(SQUARE, cell=(0, 3, 0))(changed(EMPTY, cell=(0, 3, 1))(paragraphs))
    edits = collected(SOURCE, ANCHORS, [*below[:SQUARE], *row, *below[SQUARE:]])
    assert edits.result("a.md") == put("| 公园 | 12 |\n", "| 公园 | 12 |\n| 绿道 | 7 |\n")
    assert edits.applied == [Edit("added", "a.md", 13, "", "| 绿道 | 7 |")]


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [("a.md", "caption", "pull.no_own_text"), ("a.md.j2", "caption", "pull.template_line")],
)
def test_a_text_without_a_place_says_whether_a_template_makes_it(name: str, kind: str, reason: str) -> None:
    edits = collected("甲段。\n", [(1, 1, kind, "甲")], [Paragraph("乙", ("_jz_0",))], name=name)
    assert left(edits) == [(1, "乙", reason)]
    assert (edits.result(name), edits.applied) == ("甲段。\n", [])


@pytest.mark.parametrize("mark", ["{{ x }}", "{% if x %}甲{% endif %}"])
def test_a_line_of_a_template_with_marks_is_left(mark: str) -> None:
    source = f"甲{mark}段。\n"
    edits = collected(source, [(1, 1, "", "甲5段。")], [Paragraph("甲6段。", ("_jz_0",))], name="a.md.j2")
    assert (edits.result("a.md.j2"), left(edits)) == (source, [(1, "甲6段。", "pull.template_line")])
    plain = collected("甲段。\n", [(1, 1, "", "甲段。")], [Paragraph("乙段。", ("_jz_0",))], name="a.md.j2")
    assert (plain.result("a.md.j2"), left(plain)) == ("乙段。\n", [])


@pytest.mark.parametrize(("kind", "line", "reason"), [("made", 1, "pull.front_line"), ("data:B3", 3, "pull.data_cell")])
def test_what_another_file_or_the_front_matter_holds_is_left(kind: str, line: int, reason: str) -> None:
    edits = collected("一\n\n二\n", [(3, 1, kind, "甲")], [Paragraph("乙", ("_jz_0",))])
    assert left(edits) == [(line, "乙", reason)]
    if kind != "made":
        assert edits.unapplied[0].reason.arguments["place"] == "a.md B3"


FRONT = "---\ntitle: 甲 乙\nsubtitle: '旧'\nissuer: [\"一局\", 二局]\n---\n\n正文。\n"
FRONT_ANCHORS = [
    (2, 8, "title", "甲"),
    (2, 8, "title", "乙"),
    (3, 12, "subtitle", "旧"),
    (4, 11, "issuer:0", "一局"),
    (4, 17, "issuer:1", "二局"),
    (7, 1, "", "正文。"),
]


@pytest.mark.parametrize(
    ("place", "text", "old", "new", "edit"),
    [
        (1, "丙", "title: 甲 乙", "title: 甲 丙", Edit("changed", "a.md", 2, "甲 乙", "甲 丙")),
        (0, "丙: 丁", "title: 甲 乙", 'title: "丙: 丁 乙"', Edit("changed", "a.md", 2, "甲 乙", "丙: 丁 乙")),
        (2, "it's", "'旧'", "'it''s'", Edit("changed", "a.md", 3, "旧", "it's")),
        (3, r"三\*局", '"一局"', '"三*局"', Edit("changed", "a.md", 4, "一局", r"三\*局")),
        (4, "四局", "二局", "四局", Edit("changed", "a.md", 4, "二局", "四局")),
        (4, "", "二局", "二局", None),
    ],
)
def test_the_front_matter_is_written_as_it_was_quoted(
    place: int, text: str, old: str, new: str, edit: Edit | None
) -> None:
    texts = [anchor[3] for anchor in FRONT_ANCHORS]
    texts[place] = text
    edits = collected(FRONT, FRONT_ANCHORS, [Paragraph(t, (f"_jz_{i}",)) for i, t in enumerate(texts)])
    assert edits.result("a.md") == FRONT.replace(old, new)
    assert edits.applied == ([edit] if edit else [])
    assert left(edits) == ([] if edit else [(1, old, "pull.front_line")])  # an issuer that was deleted


def test_a_title_that_stands_nowhere_is_left() -> None:
    edits = collected("---\nunit: 甲\n---\n\n正文。\n", [(1, 1, "title", "旧")], [Paragraph("新", ("_jz_0",))])
    assert left(edits) == [(1, "新", "pull.front_key_missing")]


CHART = "```chart\ntitle: 图\nrows: {甲: 12.5, 乙: '18', 丙: m}\n```\n\n共[2亿元]{#m}。\n"


def chart(*values: object) -> list[dict[str, Any]]:
    series = [{"name": "数", "values": list(values)}]
    return [{"figure": "fig:a", "categories": ["甲", "乙", "丙"], "series": series}]


VALUES = (
    ["12.5", "甲", "", "a.md", 3, 11],
    ["18", "乙", "", "a.md", 3, 21],
    ["2", "m", "m", "a.md", 3, 30],
)


@pytest.mark.parametrize(
    ("index", "number", "old", "new", "edit"),
    [
        (0, "13.0", "12.5", "13.0", Edit("chart", "a.md", 3, "12.5", "13.0")),
        (1, "19.25", "'18'", "'19.25'", Edit("chart", "a.md", 3, "18", "19.25")),
        (2, "3.0", "[2亿元]", "[3亿元]", Edit("chart", "a.md", 3, "m 2亿元", "m 3亿元", ("fig:a",))),
        (0, "12.50000000001", "12.5", "12.5", None),
        (3, "5", "12.5", "12.5", None),
    ],
)
def test_a_number_of_a_chart_is_changed_where_it_stands(
    index: int, number: str, old: str, new: str, edit: Edit | None
) -> None:
    now = [[Series("数", {index: number}, {0: "甲", 1: "乙", 2: "丙"})]]
    edits = collected(CHART, [], [], charts=chart(*VALUES), now=now)
    assert edits.result("a.md") == CHART.replace(old, new)
    assert (edits.applied, edits.unapplied) == ([edit] if edit else [], [])


def test_a_computed_number_names_and_lost_charts_are_left() -> None:
    computed = ["5", "x.sum", "x", "a.md", 3, 11]
    now = [[Series("新", {0: "6"}, {0: "甲", 1: "丁"})]]
    edits = collected(CHART, [], [], charts=chart(computed), now=now)
    assert left(edits) == [
        (3, "fig:a：x.sum 5 → 6", "pull.computed"),
        (3, "fig:a：数 → 新", "pull.chart_name"),
        (3, "fig:a：乙 → 丁", "pull.chart_name"),
    ]
    unmarked = collected(
        CHART, [], [], charts=chart(["5", "x", "x", "a.md", 3, 11]), now=[[Series("数", {0: "6"}, {})]]
    )
    assert left(unmarked) == [(3, "fig:a：x 5 → 6", "pull.not_marked")]
    gone = collected(CHART, [], [], charts=chart(*VALUES), now=[])
    assert left(gone) == [(0, "1 → 0", "pull.charts_number_changed")]
    assert edits.result("a.md") == unmarked.result("a.md") == gone.result("a.md") == CHART
