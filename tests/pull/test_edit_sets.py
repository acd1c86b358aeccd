"""Edits before they are put into their sources: what is cut out takes its edits along, and places stay as they were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import astuple

from jzdocs.pull.align import Anchor
from jzdocs.pull.edits import EditSet, Region, is_text
from jzdocs.pull.pull import _collected
from jzdocs.pull.spans import Spans
from jzdocs.pull.structure import Target, _Map
from jzdocs.pull.units import Unit
from jzdocs.word.edited_file import EditedFile, Paragraph

Kind = Literal["text", "item", "block"]
TEXT = """# 总结

甲段文字在此。

- 乙项
- 丙项

| 事项 | 数 |
| --- | --- |
| 公园 | 12 |

丁段文字。"""


def edits(text: str = TEXT) -> EditSet:
    edited = EditedFile({"document": "a.md", "charts": []}, [], [])
    return EditSet(edited, False, {"a.md": text}, {"a.md": Spans("a.md", text)}, (), (), {}, ())


def collected(
    texts: dict[str, str], anchors: Sequence[Anchor], paragraphs: Sequence[Paragraph], *, document: str = "a.md"
) -> EditSet:
    base = {
        "document": document,
        "files": texts,
        "anchors": [astuple(a) for a in anchors],
        "body": [],
        "charts": [],
        "facts": {},
    }
    return _collected(EditedFile(base, paragraphs, []), keep_changes=False)


def unit(first: int, last: int | None = None, kind: Kind = "text", *, floats: bool = False) -> Unit:
    return Unit("a.md", first, first if last is None else last, kind, floats, ())


def anchor(line: int, column: int = 1, kind: str = "", path: str = "a.md") -> Anchor:
    return Anchor(f"_jz_{line}", "", path, line, column, kind, "", "", "")


def test_a_unit_that_is_cut_takes_the_edits_in_it_along() -> None:
    found = edits()
    start = TEXT.index("甲段")
    found.replace("a.md", (start, start + 1), "戊")
    found.replace("a.md", (start + 2, start + 4), "的文")
    outside = TEXT.index("丁段")
    found.replace("a.md", (outside, outside + 1), "己")
    assert found.cut(unit(2)) == "戊段的文在此。\n"
    assert found.replaced["a.md"] == {(outside, outside + 1): "己", (start, TEXT.index("- 乙")): ""}
    assert found.result("a.md") == TEXT.replace("甲段文字在此。\n\n", "").replace("丁段", "己段")


def test_a_unit_takes_the_blank_line_behind_it_and_an_item_does_not() -> None:
    for cut, expected in (
        (unit(2), TEXT.replace("甲段文字在此。\n\n", "")),
        (unit(4, kind="item"), TEXT.replace("- 乙项\n", "")),
        (unit(5, kind="item"), TEXT.replace("- 丙项\n", "")),
        (unit(7, 9, "block"), TEXT.replace("| 事项 | 数 |\n| --- | --- |\n| 公园 | 12 |\n\n", "")),
        (unit(11), TEXT.removesuffix("\n丁段文字。")),
        (unit(0), TEXT.replace("# 总结\n\n", "")),
    ):
        found = edits()
        found.cut(cut)
        assert found.result("a.md") == expected


def test_lines_are_inserted_as_lines_of_their_own_in_their_order() -> None:
    found = edits("甲\n乙")
    found.insert("a.md", 2, "一\n")
    found.insert("a.md", 2, "\n二\n")
    found.insert("a.md", 0, "头\n")
    found.insert("a.md", 3, "尾\n")
    assert found.result("a.md") == "头\n甲\n一\n\n二\n乙\n尾\n"
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
    found = edits()
    found = EditSet(
        EditedFile(found.edited.base, [Paragraph("")] * 9, []), False, found.files, found.spans, (), (), {}, ()
    )
    map_of_units = _Map(found, [(1, unit(2)), (3, unit(7, 9, "block")), (5, unit(5, kind="item")), (7, unit(11))])
    places = [map_of_units.target(place) for place in (0, 2, 4, 6, 8)]
    assert places == [
        Target("a.md", 1, behind_item=False),
        Target("a.md", 2, behind_item=False),
        Target("a.md", 9, behind_item=False),
        Target("a.md", 5, behind_item=True),
        Target("a.md", 11, behind_item=False),
    ]
    assert _Map(found, []).target(3) is None


def test_new_text_goes_behind_a_figure_that_follows_it_in_word_and_in_the_source_too() -> None:
    found = edits()
    found = EditSet(
        EditedFile(found.edited.base, [Paragraph("")] * 9, []), False, found.files, found.spans, (), (), {}, ()
    )
    figure = unit(7, 9, "block", floats=True)
    floated = _Map(found, [(1, unit(2)), (3, figure), (7, unit(11))])
    assert floated.target(2) == Target("a.md", 2, behind_item=False)
    assert floated.target(4) == Target("a.md", 9, behind_item=False)
    elsewhere = _Map(found, [(1, unit(2)), (2, figure), (3, unit(5, kind="item")), (7, unit(11))])
    assert elsewhere.target(3) == Target("a.md", 2, behind_item=False)


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
    styles = ("", "Body Text", "正文", "Heading 4", "标题 1", "BodyText", "Quote", "列表段落", "Title", "Normal (Web)")
    assert all(is_text(Paragraph("", style=style)) for style in styles)
    others = ("Caption", "TOC 1", "header", "annotation text", "题注")
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


def row_added(text: str, line: int, cells: Sequence[str], new: Sequence[str]) -> EditSet:
    """Return the edits of a table one of whose rows, at a line, has a new one below it."""
    anchors = [Anchor(f"_jz_{i}", "", "a.md", line, 3, f"cell:{i}", "", "", cell) for i, cell in enumerate(cells)]
    built = [Paragraph(cell, (f"_jz_{i}",), cell=(0, 0, i)) for i, cell in enumerate(cells)]
    return collected({"a.md": text}, anchors, [*built, *(Paragraph(c, cell=(0, 1, i)) for i, c in enumerate(new))])


def test_a_row_below_one_with_pipes_has_pipes_whatever_its_ends() -> None:
    for above in ("| 公园 | 12 |", "| 公园 | 12", "  | 公园 | 12 |"):
        text = f"| 事项 | 数 |\n| --- | --- |\n{above}\n\n尾"
        anchors = [
            Anchor(f"_jz_{i}", "", "a.md", 1 if i < 2 else 3, 3, f"cell:{i % 2}", "", "", cell)
            for i, cell in enumerate(("事项", "数", "公园", "12"))
        ]
        cells = [Paragraph(a.text, (a.name,), cell=(0, i // 2, i % 2)) for i, a in enumerate(anchors)]
        found = collected(
            {"a.md": text}, anchors, [*cells, *(Paragraph(c, cell=(0, 2, i)) for i, c in enumerate(("广场|场", "7")))]
        )
        assert found.result("a.md") == text.replace("\n\n尾", "\n| 广场\\|场 | 7 |\n\n尾")
        assert [(edit.kind, edit.line, edit.after) for edit in found.applied] == [("added", 3, "| 广场\\|场 | 7 |")]


def test_a_row_below_a_list_on_one_line_is_such_a_list() -> None:
    flow = "```table\nrows:\n  - [公园, 12]\n```"
    found = row_added(flow, 3, ("公园", "12"), ("广场", "a: b"))
    assert found.result("a.md") == flow.replace("12]\n", '12]\n  - [广场, "a: b"]\n')


def test_a_text_that_is_like_its_marks_begins_behind_them() -> None:
    text = "1. 1\n   1\n\n# #x\n\n> 1\n> 1"
    spans = Spans("a.md", text)
    for line, column, expected, prefix in ((1, 4, "1\n   1", "   "), (6, 3, "1\n> 1", "> ")):
        block = spans.block(line, column)
        assert block is not None
        assert (text[block.start : block.end], block.prefix) == (expected, prefix)


def test_a_paragraph_that_moved_to_another_file_goes_there() -> None:
    texts = {"a.md": "甲段文字。\n\n乙段文字。\n", "b.md": "丙段文字。\n"}
    anchors = (
        Anchor("_jz_1", "", "a.md", 1, 1, "", "", "", "甲段文字。"),
        Anchor("_jz_2", "", "a.md", 3, 1, "", "", "", "乙段文字。"),
        Anchor("_jz_3", "", "b.md", 1, 1, "", "", "", "丙段文字。"),
    )

    def in_order(*order: int) -> EditSet:
        return collected(texts, anchors, [Paragraph(anchors[i].text, (anchors[i].name,)) for i in order])

    assert not in_order(0, 1, 2).applied
    within = in_order(1, 0, 2)
    assert [edit.kind for edit in within.applied] == ["moved"] and not within.unapplied
    assert within.result("a.md").strip() == "乙段文字。\n\n甲段文字。"
    away = in_order(1, 2, 0)
    assert away.result("a.md").strip() == "乙段文字。"
    assert away.result("b.md").strip() == "丙段文字。\n\n甲段文字。"


def test_a_table_that_ends_the_file_may_be_deleted() -> None:
    text = "甲段文字。\n\n| 事项 |\n| --- |\n| 公园 |"
    anchors = [
        Anchor("_jz_1", "", "a.md", 1, 1, "", "", "", "甲段文字。"),
        Anchor("_jz_2", "", "a.md", 3, 3, "cell:0", "", "", "事项"),
        Anchor("_jz_3", "", "a.md", 5, 3, "cell:0", "", "", "公园"),
    ]
    found = collected({"a.md": text}, anchors, [Paragraph("甲段文字。", ("_jz_1",))])
    assert found.result("a.md") == "甲段文字。\n"
    assert [(edit.kind, edit.line, edit.before) for edit in found.applied] == [("deleted", 3, "| 事项 |")]


def test_the_last_cell_of_a_row_without_an_outer_pipe() -> None:
    spans = Spans("a.md", "| 甲 | 乙\n\n甲 | 乙 |")
    for line, index, expected in ((1, 1, "乙"), (1, 2, None), (3, 1, "乙"), (3, 2, None)):
        span = spans.pipe_cell(line, index)
        assert (spans.text[slice(*span)] if span else None) == expected
