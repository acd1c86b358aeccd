"""Merging, marks of numbers, spans and alignment in detail: exact texts, places and lines at every edge."""

from __future__ import annotations

import pytest

from aligned import aligned
from jzdocs.pull.align import Anchor, longest_rising
from jzdocs.pull.facts import facts_in, rebound, set_fact, with_number
from jzdocs.pull.merge import Clean, Conflict, merge3, merge_files, merge_texts, pieces
from jzdocs.pull.spans import Block, Scalar, Spans, pipe_row, quoted, without_pipes
from jzdocs.pull.texts import _bare, _key, _merged, _unescaped
from jzdocs.word.edited_file import Paragraph

# --- merging


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged", "conflicts"),
    [
        ("甲", "甲", "甲", "甲", []),
        ("", "", "", "", []),
        ("甲", "乙", "乙", "乙", []),
        ("甲", "乙", "甲", "乙", []),
        ("甲", "甲", "乙", "乙", []),
        ("头\n尾", "头\n新\n尾", "头\n新\n尾", "头\n新\n尾", []),
        ("头\n旧\n尾", "头\n尾", "头\n旧\n尾", "头\n尾", []),
        ("头\n旧\n尾", "头\n尾", "头\n尾", "头\n尾", []),
        ("甲乙丙丁", "子乙丙丁", "甲乙丙丑", "子乙丙丑", []),
        (
            "头\n甲\n中\n乙\n尾",
            "头\n子\n中\n丑\n尾",
            "头\n寅\n中\n卯\n尾",
            "头\n<<<<<<< 源文件\n子\n=======\n寅\n>>>>>>> Word\n中\n<<<<<<< 源文件\n丑\n=======\n卯\n>>>>>>> Word\n尾",
            [2, 8],
        ),
        ("头\n尾", "头\n甲\n尾", "头\n乙\n尾", "头\n<<<<<<< 源文件\n甲\n=======\n乙\n>>>>>>> Word\n尾", [2]),
        ("甲", "乙", "丙", "<<<<<<< 源文件\n乙\n=======\n丙\n>>>>>>> Word", [1]),
        ("头\n甲乙\n尾", "头\n尾", "头\n甲丙\n尾", "头\n<<<<<<< 源文件\n=======\n甲丙\n>>>>>>> Word\n尾", [2]),
    ],
)
def test_files_are_merged_by_lines_then_by_words(
    base: str, ours: str, theirs: str, merged: str, conflicts: list[int]
) -> None:
    assert merge_files(base, ours, theirs) == (merged, conflicts)


@pytest.mark.parametrize("count", [199, 200, 300])
def test_lines_that_come_often_are_found_in_long_files_too(count: int) -> None:
    base, end = ["甲"] * count, ["尾"]
    ours, theirs = ["新", *base, *end], [*base, "末", *end]
    assert merge_files("\n".join([*base, *end]), "\n".join(ours), "\n".join(theirs)) == (
        "\n".join(["新", *base, "末", *end]),
        [],
    )
    assert merge_files("\n".join([*base, *end]), "\n".join(theirs), "\n".join(ours))[1] == []
    long = "甲" * count
    assert merge_texts(long, f"新{long}", f"{long}末") == (f"新{long}末", True)
    assert merge_texts(long, f"{long}末", f"新{long}") == (f"新{long}末", True)


def test_the_stretches_of_a_merge() -> None:
    assert list(merge3("abcd", "axcd", "abyd")) == [Clean("a"), Conflict("bc", "xc", "by"), Clean("d")]
    assert list(merge3("abc", "xbc", "aby")) == [Clean("x"), Clean("b"), Clean("y")]
    assert list(merge3("", "", "")) == []
    assert list(merge3("", "a", "")) == [Clean("a")]
    assert list(merge3("ab", "ab", "ab")) == [Clean("ab")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("投入[2亿元]{#m}。", ["投", "入", "[2亿元]{#m}", "。"]),
        ("见@fig:a-1、@sec:b", ["见", "@fig:a-1", "、", "@sec:b"]),
        ("注[^n]，1,234.5万", ["注", "[^n]", "，", "1,234.5", "万"]),
        ("**good** day\n", ["**", "good", "**", " ", "day", "\n"]),
        ("", []),
    ],
)
def test_pieces_of_a_line(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


@pytest.mark.parametrize(
    ("old", "source", "new", "merged"),
    [
        ("甲，乙。", "甲,乙。", "甲，乙丙。", "甲,乙丙。"),
        ("甲，乙。", "甲,乙。", "甲；乙。", "甲；乙。"),
        ("甲“乙”", '甲"乙"', "丙“乙”", '丙"乙"'),
        ("１２个", "12个", "１２个好", "12个好"),
        ("甲乙", "甲\n乙", "甲乙丙", "甲\n乙丙"),
        ("甲乙", "全然不同", "丙丁", "丙丁"),
    ],
)
def test_what_was_not_edited_stays_as_it_was_written(old: str, source: str, new: str, merged: str) -> None:
    assert _merged(old, source, new) == merged


def test_pieces_are_compared_by_their_half_width_form() -> None:
    assert [_key(c) for c in "，。；：！？“”‘’Ａ"] == list(",.;:!?\"\"''A")
    assert _bare("Ａ１，甲 乙。b") == "A1甲乙b"
    assert _unescaped(r"a\*b\\c\d") == r"a*b\c\d"


# --- numbers


@pytest.mark.parametrize(
    ("old", "new", "bound", "lost"),
    [
        ("投入[2亿元]{#m}。", "投入金额为3亿元。", "投入金额为[3亿元]{#m}。", []),
        ("共投入[2亿元]{#m}。", "投入金额为3亿元。", "投入金额为[3亿元]{#m}。", []),
        ("投入[2亿元]{#m}。", "投入2亿元。", "投入[2亿元]{#m}。", []),
        ("投入[2亿元]{#m}。", "投入[22亿元]{#m}。", "投入[22亿元]{#m}。", []),
        ("投入[2亿元]{#m}。", "投入1,[2亿元]{#m}。", "投入[1,2亿元]{#m}。", []),
        ("占[38]{#m}。", "占[38]{#m}5。", "占[385]{#m}。", []),
        ("投入3[2亿元]{#m}。", "投入3[2亿元]{#m}！", "投入3[2亿元]{#m}！", []),
        ("投入[2亿元]{#m}整。", "投入[2亿]{#m}元整。", "投入[2亿元]{#m}整。", []),
        ("投入[2亿元]{#m}整。", "投入2[亿元]{#m}整。", "投入[2亿元]{#m}整。", []),
        ("投入[2亿元]{#m}整。", "投入[3亿]{#m}元整。", "投入[3亿]{#m}元整。", []),
        ("甲[2亿元]{#m}、乙[3个]{#n}。", "甲4亿元、乙5个。", "甲[4亿元]{#m}、乙[5个]{#n}。", []),
        ("甲[2亿元]{#m}、乙[3个]{#n}。", "甲很多、乙5个。", "甲很多、乙[5个]{#n}。", ["m"]),
        ("甲[2亿元]{#m}、乙[3个]{#n}。", "", "", ["m", "n"]),
        ("没有数。", "没有5个。", "没有5个。", []),
    ],
)
def test_numbers_are_marked_again_where_they_stand(old: str, new: str, bound: str, lost: list[str]) -> None:
    assert rebound(old, new) == (bound, lost)


def test_marks_of_a_line() -> None:
    assert facts_in(r"[2亿元]{#m}，[a\]b]{#n.x}[c]") == {"m": "2亿元", "n.x": r"a\]b"}
    assert set_fact(r"甲[a\]b]{#n}乙[c]{#n}", "n", "新") == "甲[新]{#n}乙[c]{#n}"


@pytest.mark.parametrize(
    ("text", "number", "printed"),
    [
        ("1,000个", "999", "999个"),
        ("999个", "1000", "1000个"),
        ("1,000.5个", "2000", "2,000.0个"),
        ("2亿元", "2.5", "2.5亿元"),
        ("2.50亿元", "100", "100.00亿元"),
        ("0个", "-3", "-3个"),
        ("5个", "", None),
    ],
)
def test_numbers_keep_thousands_and_decimals(text: str, number: str, printed: str | None) -> None:
    assert with_number(text, number) == printed


# --- spans

TEXT = """---
title: "甲"
list: [a, 'b']
---
正文一
正文二

## 标题 {#t}

> 引文

- 项
  续
- 二

```table
rows:
  - [甲, "乙"]
```

a | b
--- | ---
1 | 2 | 3
"""


def cut(span: Block | Scalar | None) -> str | None:
    return None if span is None else TEXT[span.start : span.end]


@pytest.mark.parametrize(
    ("line", "column", "text", "first", "last", "prefix", "level", "item"),
    [
        (5, 1, "正文一\n正文二", 4, 5, "", 0, False),
        (8, 4, "标题", 7, 7, "", 2, False),
        (10, 3, "引文", 9, 9, "", 0, False),
        (12, 3, "项\n  续", 11, 12, "  ", 0, True),
        (14, 3, "二", 13, 13, "  ", 0, True),
    ],
)
def test_a_block_and_its_lines(
    line: int, column: int, text: str, first: int, last: int, prefix: str, level: int, item: bool
) -> None:
    block = Spans("a.md", TEXT).block(line, column)
    assert block is not None and cut(block) == text
    assert (block.first, block.last, block.prefix, block.level, block.item) == (first, last, prefix, level, item)


def test_places_at_their_edges() -> None:
    spans = Spans("a.md", TEXT)
    assert [spans.block(line, 1) for line in (1, 4, 6, 7, 13, 16)] == [None] * 6
    assert spans.body == 4
    assert [spans.around(line, "fence") for line in (15, 16, 19, 20)] == [None, (15, 18), (15, 18), None]
    assert [spans.around(line, "list") for line in (11, 12, 14, 15)] == [None, (11, 13), (11, 13), None]
    assert [spans.around(line, "table") for line in (20, 21, 23, 24)] == [None, (20, 22), (20, 22), None]
    assert spans.behind(0) == 4 and spans.behind(22) == len(TEXT) == spans.behind(23)
    assert spans.starts[:4] == [0, 4, 15, 30]


def test_scalars_are_found_at_their_text_and_behind_marks() -> None:
    spans = Spans("a.md", TEXT)
    found = [spans.scalar(18, column) for column in (5, 6, 8, 9, 10, 11, 12, 13, 14, 15)]
    assert [cut(scalar) for scalar in found] == [None, "甲", "甲", "甲", '"乙"', '"乙"', '"乙"', '"乙"', None, None]
    title = spans.front("title")
    assert title == Scalar(11, 14, '"', "甲")
    assert [cut(spans.front("list", index)) for index in (0, 1, 2, None)] == ["a", "'b'", None, None]
    assert spans.front("none") is None and spans.front("title", 0) == title


@pytest.mark.parametrize(
    ("line", "index", "text"),
    [(21, 0, "a"), (21, 1, "b"), (21, 2, None), (23, 0, "1"), (23, 2, "3"), (23, 3, None)],
)
def test_a_cell_of_a_table_without_outer_pipes(line: int, index: int, text: str | None) -> None:
    cell = Spans("a.md", TEXT).pipe_cell(line, index)
    assert (cell and TEXT[cell[0] : cell[1]]) == text


def test_a_cell_between_outer_pipes() -> None:
    source = "| a\\|b |  | c |\n"
    spans = Spans("a.md", source)
    assert [spans.pipe_cell(1, index) for index in range(4)] == [(2, 6), (8, 8), (12, 13), None]


@pytest.mark.parametrize(
    ("text", "style", "written"),
    [
        ("甲", "", "甲"),
        ("甲 ", "", '"甲 "'),
        ("甲: 乙", "", '"甲: 乙"'),
        ("- 甲", "", '"- 甲"'),
        ("", "", '""'),
        ("it's", "'", "'it''s'"),
        ('a"b\\', '"', '"a\\"b\\\\"'),
        ("甲", '"', '"甲"'),
        ("甲", "|", '"甲"'),
    ],
)
def test_a_scalar_is_quoted_as_it_was(text: str, style: str, written: str) -> None:
    assert quoted(text, style) == written


def test_rows_with_pipes() -> None:
    assert pipe_row(["甲", "", "乙|"]) == r"| 甲 |  | 乙\| |"
    assert without_pipes(r"a|b\|c") == r"a\|b\|c"


# --- aligning


def built(name: str, text: str, para_id: str = "", before: str = "", behind: str = "") -> Anchor:
    return Anchor(name, para_id or name, "a.md", 1, 1, "", before, behind, text)


@pytest.mark.parametrize(
    ("before", "behind", "text", "inner"),
    [
        ("", "", "\u3000甲 ", "甲"),
        ("图1 ", "", "图23\u3000甲", "甲"),
        ("图1 ", "", "表1 甲", "表1 甲"),
        ("", "（%）", "甲（%）", "甲"),
        ("", "（%）", "甲（%）乙", "甲（%）乙"),
        ("1. ", "。", r"2\. 甲。", "甲"),
    ],
)
def test_what_stands_around_a_text_is_taken_off(before: str, behind: str, text: str, inner: str) -> None:
    assert built("_jz_1", "", "", before, behind).inner(text) == inner


def test_a_bookmark_goes_before_an_id_and_an_id_before_a_text() -> None:
    anchors = [built("_jz_1", "甲一二三", "A"), built("_jz_2", "乙一二三", "B"), built("_jz_3", "丙一二三", "C")]
    paragraphs = [
        Paragraph("丙一二三", para_id="B"),
        Paragraph("乙一二三", ("_jz_1",), "C"),
        Paragraph("丙一二三"),
        Paragraph("丙一二三"),
    ]
    assert aligned(anchors, paragraphs) == {0: 1, 1: 0, 2: 2}


def test_an_anchor_counts_once_and_a_paragraph_too() -> None:
    first, second = built("_jz_1", "第一段文字"), built("_jz_2", "第二段文字")
    twice = [Paragraph("第一段", ("_jz_1",)), Paragraph("别的内容", ("_jz_1",))]
    assert aligned([first], twice) == {0: 0}
    assert aligned([first, second], [Paragraph("第一段文字", ("_jz_1", "_jz_2"))]) == {0: 0}
    assert aligned([first, second], [Paragraph("毫无关系", ("_jz_1", "_jz_2"))]) == {1: 0}
    assert aligned([first, second], [Paragraph("第一段文字"), Paragraph("第一段文字")]) == {0: 0, 1: 1}
    assert aligned([first, second], [Paragraph("第二段文字")]) == {1: 0}


@pytest.mark.parametrize(
    ("text", "places"), [("一二三四五", {0: 0}), ("一二三乙丙", {0: 0}), ("一二丙乙丁", {}), ("", {})]
)
def test_six_of_ten_characters_are_alike(text: str, places: dict[int, int]) -> None:
    assert aligned([built("_jz_1", "一二三四五")], [Paragraph(text)]) == places


@pytest.mark.parametrize(("half", "place"), [("一二", 0), ("一", 1)])
def test_half_of_a_text_is_enough_where_paragraphs_were_joined(half: str, place: int) -> None:
    anchors = [built("_jz_1", "一二三四"), built("_jz_2", "五六七八")]
    assert aligned(anchors, [Paragraph(f"{half}五六七八", ("_jz_1", "_jz_2"))]) == {place: 0}


def test_more_pairs_than_can_be_compared_are_left() -> None:
    anchors = [built(f"_jz_{i}", f"原文{i:03}号的内容") for i in range(200)]
    paragraphs = [Paragraph(f"原文{i:03}号的内容改") for i in range(200)]
    assert len(aligned(anchors[:2], paragraphs[:2])) == 2
    assert aligned(anchors, [*paragraphs, Paragraph("又一段")]) == {}


@pytest.mark.parametrize(
    ("places", "run"),
    [
        ([], set()),
        ([5], {0}),
        ([1, 2, 3], {0, 1, 2}),
        ([3, 1, 2], {1, 2}),
        ([2, 3, 1], {0, 1}),
        ([2, 1], {1}),
        ([1, 5, 2, 3], {0, 2, 3}),
    ],
)
def test_the_longest_rising_run_exactly(places: list[int], run: set[int]) -> None:
    assert longest_rising(places) == run


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "五", ""])
def test_a_number_is_replaced_by_finite_numbers_only(number: str) -> None:
    assert with_number("5个", number) is None
