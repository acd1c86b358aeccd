"""Edits before they are put into their sources: what is cut out takes its edits along, and places stay as they were."""

from __future__ import annotations

from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import EditSet, InsertionPoint, Region, is_text
from jzdocs.pull.spans import Spans
from jzdocs.pull.structure import _collect_row, collect_deletions, collect_moves
from jzdocs.word.edited_file import EditedFile, Paragraph

TEXT = """# 总结

甲段文字在此。

- 乙项
- 丙项

| 事项 | 数 |
| --- | --- |
| 公园 | 12 |

丁段文字。"""


def edits(text: str = TEXT, anchors: tuple[Anchor, ...] = (), count: int = 0, **places: int) -> EditSet:
    edited = EditedFile({"document": "a.md", "charts": []}, [Paragraph("")] * count, [])
    at = {int(index[1:]): place for index, place in places.items()}
    return EditSet(edited, False, {"a.md": text}, {"a.md": Spans("a.md", text)}, anchors, at)


def anchor(line: int, column: int = 1, kind: str = "", path: str = "a.md") -> Anchor:
    return Anchor(f"_jz_{line}", "", path, line, column, kind, "", "", "")


def test_a_block_that_is_cut_takes_the_edits_in_it_along() -> None:
    found = edits()
    block = found.spans["a.md"].block(3, 1)
    assert block is not None
    start = TEXT.index("甲段")
    found.replace("a.md", (start, start + 1), "戊")
    found.replace("a.md", (start + 2, start + 4), "的文")
    outside = TEXT.index("丁段")
    found.replace("a.md", (outside, outside + 1), "己")
    assert found.cut("a.md", block) == "戊段的文在此。\n\n"
    assert found.replaced["a.md"] == {(outside, outside + 1): "己", (start, TEXT.index("- 乙")): ""}
    assert found.result("a.md") == TEXT.replace("甲段文字在此。\n\n", "").replace("丁段", "己段")


def test_a_block_takes_the_blank_line_behind_it_and_an_item_does_not() -> None:
    found = edits()
    spans = found.spans["a.md"]
    for line, column, expected in (
        (3, 1, "甲段文字在此。\n\n"),
        (5, 3, "- 乙项\n"),
        (6, 3, "- 丙项\n"),
        (12, 1, "丁段文字。"),
        (1, 3, "# 总结\n\n"),
    ):
        block = spans.block(line, column)
        assert block is not None
        start, end = found.line_span("a.md", block)
        assert TEXT[start:end] == expected


def test_lines_are_inserted_as_lines_of_their_own_in_their_order() -> None:
    found = edits("甲\n乙")
    found.insert("a.md", 2, "一\n")
    found.insert("a.md", 2, "二\n", apart=True)
    found.insert("a.md", 0, "头\n")
    found.insert("a.md", 3, "尾\n")
    assert found.result("a.md") == "头\n甲\n一\n\n二\n乙\n尾\n"
    behind = edits("甲\n乙")
    behind.insert("a.md", 3, "尾\n", apart=True)
    assert behind.result("a.md") == "甲\n乙\n\n尾\n"
    same = edits("甲乙丙")
    same.replace("a.md", (1, 2), "")
    same.insert("a.md", 1, "丁\n")
    assert same.result("a.md") == "甲\n丁\n丙"


def test_regions_are_the_table_or_fence_around_a_line() -> None:
    text = TEXT + "\n\n```table\nrows:\n  - [一, 二]\n```"
    found = edits(text)
    assert found.region(anchor(10)) == Region("a.md", 7, 9)
    assert found.region(anchor(16)) == Region("a.md", 13, 16)
    assert found.region(anchor(3)) == Region("a.md", 2, 2)


def test_new_text_goes_behind_what_stands_before_it_else_before_what_follows() -> None:
    anchors = (anchor(3), anchor(10, 3, "cell:0"), anchor(12), anchor(3, 1, "data:B2"), anchor(3, 1, "", "other.md"))
    spans = Spans("a.md", TEXT)
    first = InsertionPoint("a.md", spans.starts[3], 3)
    behind_table = InsertionPoint("a.md", spans.starts[10], 10)
    at_end = InsertionPoint("a.md", len(TEXT), 12)
    found = edits(TEXT, anchors, 8, _0=1, _1=3, _2=5)
    assert [found.insertion_point(place) for place in (2, 4, 6, 7)] == [first, behind_table, at_end, at_end]
    assert found.insertion_point(0) == InsertionPoint("a.md", spans.starts[2], 2)  # before the first paragraph
    assert found.insertion_point(2, frozenset({0})) == InsertionPoint("a.md", spans.starts[11], 11)
    assert found.insertion_point(4, frozenset({1})) == first
    lost = edits(TEXT, anchors, 8, _3=1, _4=2)
    assert lost.insertion_point(3) is None and lost.insertion_point(0) is None
    assert edits(TEXT, anchors, 8).insertion_point(3) is None


def test_charts_that_draw_a_number_follow_it() -> None:
    value = ["12", "shops", "shops", "a.md", 3, 1]
    total = ["42", "more + shops", "more + shops", "a.md", 3, 1]
    other = ["7", "shop", "shop", "a.md", 3, 1]
    charts = [
        {"figure": "one", "series": [{"values": [None, value]}, {"values": [value]}]},
        {"figure": "sum", "series": [{"values": [total]}]},
        {"figure": "none", "series": [{"values": [other]}]},
        {"figure": "one", "series": [{"values": [value]}]},
    ]
    found = edits()
    found.edited.base["charts"].extend(charts)  # type: ignore[union-attr]
    assert found.charts_of("shops") == ("one", "sum")
    assert found.charts_of("gone") == ()


def test_text_is_what_has_a_style_of_the_text() -> None:
    styles = ("", "Body Text", "正文", "Heading 4", "标题 1", "BodyText", "Quote", "列表段落")
    assert all(is_text(Paragraph("", style=style)) for style in styles)
    others = ("Caption", "TOC 1", "Heading 5", "标题 9", "header", "Title")
    assert not any(is_text(Paragraph("", style=style)) for style in others)


def test_keys_of_a_fence_are_none_of_the_front_matter() -> None:
    fence = "```chart\ntitle: 图题\n```\n"
    assert Spans("a.md", fence).front("title") is None
    title = Spans("a.md", f"---\ntitle: '题'\nissuer: [甲, 乙]\n---\n\n{fence}").front("title")
    assert title is not None and (title.value, title.style, title.start) == ("题", "'", 11)
    issuers = Spans("a.md", f"---\ntitle: 题\nissuer: [甲, 乙]\n---\n\n{fence}")
    found = [issuers.front("issuer", index) for index in (0, 1, 2)]
    assert [scalar and scalar.value for scalar in found] == ["甲", "乙", None]
    assert issuers.front("issuer") is None and issuers.front("date") is None


def test_a_text_with_a_character_that_the_parser_replaces_has_no_place() -> None:
    spans = Spans("a.md", "甲\x00乙\n丙\n\n丁")
    assert spans.block(1, 1) is None
    assert spans.block(4, 1) is not None


def test_what_comes_from_the_front_matter() -> None:
    kinds = ("title:0", "subtitle", "issuer:1", "made", "", "cell:1", "caption", "data:B2", "titles:0")
    assert [anchor(1, 1, kind).in_front for kind in kinds] == [True] * 4 + [False] * 5


def test_a_row_below_one_with_pipes_has_pipes_whatever_its_ends() -> None:
    for above in ("| 公园 | 12 |", "| 公园 | 12", "  | 公园 | 12 |"):
        text = f"| 事项 | 数 |\n| --- | --- |\n{above}\n\n尾"
        found = edits(text)
        _collect_row(found, anchor(3, 3, "cell:0"), ["广场|场", "7"])
        assert found.result("a.md") == text.replace("\n\n尾", "\n| 广场\\|场 | 7 |\n\n尾")
        assert [(edit.kind, edit.line, edit.after) for edit in found.applied] == [("added", 3, "| 广场\\|场 | 7 |")]
    flow = "```table\nrows:\n  - [公园, 12]\n  - 公园 |\n```"
    found = edits(flow)
    _collect_row(found, anchor(3, 6, "cell:0"), ["广场", "a: b"])
    assert found.result("a.md") == flow.replace("12]\n", '12]\n  - [广场, "a: b"]\n')
    left = edits(flow)
    _collect_row(left, anchor(4, 6, "cell:0"), ["广场", "7"])
    assert left.result("a.md") == flow
    assert [(edit.line, edit.text, edit.reason.key) for edit in left.unapplied] == [
        (4, "广场、7", "pull.row_on_several_lines")
    ]


def test_a_text_that_is_like_its_marks_begins_behind_them() -> None:
    text = "1. 1\n   1\n\n# #x\n\n> 1\n> 1"
    spans = Spans("a.md", text)
    for line, column, expected, prefix in ((1, 4, "1\n   1", "   "), (6, 3, "1\n> 1", "> ")):
        block = spans.block(line, column)
        assert block is not None
        assert (text[block.start : block.end], block.prefix) == (expected, prefix)


def test_a_paragraph_that_moved_to_another_file_is_left() -> None:
    texts = {"a.md": "甲段文字。\n\n乙段文字。", "b.md": "丙段文字。"}
    anchors = (
        Anchor("_jz_1", "", "a.md", 1, 1, "", "", "", "甲段文字。"),
        Anchor("_jz_2", "", "a.md", 3, 1, "", "", "", "乙段文字。"),
        Anchor("_jz_3", "", "b.md", 1, 1, "", "", "", "丙段文字。"),
    )
    edited = EditedFile({"document": "a.md", "charts": []}, [Paragraph("")] * 3, [])
    spans = {name: Spans(name, text) for name, text in texts.items()}
    found = EditSet(edited, False, texts, spans, anchors, {0: 2, 1: 0, 2: 1})
    collect_moves(found)
    assert [unapplied.reason.key for unapplied in found.unapplied] == ["pull.moved_away"]
    assert not found.applied and {name: found.result(name) for name in texts} == texts
    within = EditSet(edited, False, texts, spans, anchors[:2], {0: 1, 1: 0})
    collect_moves(within)
    assert [edit.kind for edit in within.applied] == ["moved"] and not within.unapplied
    assert sorted(within.result("a.md").split()) == ["乙段文字。", "甲段文字。"]
    assert within.result("a.md").index("乙段") < within.result("a.md").index("甲段")


def test_a_table_that_ends_the_file_may_be_deleted() -> None:
    text = "甲段文字。\n\n| 事项 |\n| --- |\n| 公园 |"
    anchors = (anchor(3, 3, "cell:0"), anchor(5, 3, "cell:0"))
    found = edits(text, anchors)
    collect_deletions(found)
    assert found.result("a.md") == "甲段文字。\n\n"
    assert [(edit.kind, edit.line, edit.before) for edit in found.applied] == [("deleted", 3, "| 事项 |")]


def test_the_last_cell_of_a_row_without_an_outer_pipe() -> None:
    spans = Spans("a.md", "| 甲 | 乙\n\n甲 | 乙 |")
    for line, index, expected in ((1, 1, "乙"), (1, 2, None), (3, 1, "乙"), (3, 2, None)):
        span = spans.pipe_cell(line, index)
        assert (spans.text[slice(*span)] if span else None) == expected
