"""The parts of bringing edits back, each alone: merging, aligning, writing YAML and Markdown, marks of numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import example, given, strategies as st

from aligned import aligned
from jzdocs.pull.align import Anchor, longest_rising
from jzdocs.pull.facts import rebound, set_fact, with_number
from jzdocs.pull.merge import Conflict, merge3, merge_files, merge_texts
from jzdocs.pull.spans import Block, Spans, pipe_row, quoted
from jzdocs.word.edited_file import Paragraph

# --- merging


def test_what_one_side_changed_is_taken_from_that_side() -> None:
    assert merge_files("一\n二\n三", "一改\n二\n三", "一\n二\n三改") == ("一改\n二\n三改", [])
    assert merge_files("一\n二", "一\n二", "一\n二改") == ("一\n二改", [])
    assert merge_files("一\n二", "一\n二改", "一\n二") == ("一\n二改", [])


def test_a_conflict_shows_the_source_first_and_says_where() -> None:
    merged, conflicts = merge_files("头\n甲\n尾", "头\n乙\n尾", "头\n丙\n尾")
    assert merged.split("\n") == ["头", "<<<<<<< 源文件", "乙", "=======", "丙", ">>>>>>> Word", "尾"]
    assert conflicts == [2]


def test_a_line_that_one_side_deleted_and_the_other_changed_is_a_conflict() -> None:
    merged, conflicts = merge_files("头\n甲乙丙\n尾", "头\n尾", "头\n甲乙丁\n尾")
    assert conflicts == [2] and "甲乙丁" in merged


def test_an_empty_line_against_a_new_one_is_a_conflict() -> None:
    assert merge_files("一\n二", "一\n\n二", "一\n新\n二")[1] == [2]
    assert merge_files("一\n甲\n二", "一\n二", "一\n\n二")[1] == [2]


def test_words_that_both_changed_are_those_of_word() -> None:
    assert merge_texts("全市推进工作", "全市加快工作", "全市稳步工作") == ("全市稳步工作", False)


@given(*[st.lists(st.sampled_from("ab"), max_size=6) for _ in range(3)])
def test_only_what_differs_on_both_sides_is_a_conflict(base: list[str], ours: list[str], theirs: list[str]) -> None:
    for part in merge3(base, ours, theirs):
        if isinstance(part, Conflict):
            assert list(part.ours) != list(part.theirs)
            assert list(part.base) not in (list(part.ours), list(part.theirs))


# --- aligning


def anchor(name: str, text: str, para_id: str = "") -> Anchor:
    return Anchor(name, para_id or name, "a.md", 1, 1, "", "", "", text)


def test_a_joined_paragraph_is_the_first_that_still_stands_in_it() -> None:
    anchors = [anchor("_jz_1", "第一段的全部文字。"), anchor("_jz_2", "第二段的全部文字。")]
    joined = Paragraph("第一段的全部文字。第二段的全部文字。", ("_jz_1", "_jz_2"))
    assert aligned(anchors, [joined]) == {0: 0}
    second_only = Paragraph("第二段的全部文字。", ("_jz_1", "_jz_2"))
    assert aligned([anchor("_jz_1", "完全不同的内容在此"), anchors[1]], [second_only]) == {1: 0}


def test_a_paragraph_without_marks_is_known_by_its_text_if_it_is_alike() -> None:
    built = [anchor("_jz_1", "全市推进供热改造，年底完成。")]
    assert aligned(built, [Paragraph("全市稳步推进供热改造，年底前完成。")]) == {0: 0}
    assert aligned(built, [Paragraph("另写的一段话，与此无关。")]) == {}
    # of two that are alike the one that is more so, and an equal one before all
    others = [Paragraph("全市推进供热改造。"), Paragraph("全市推进供热改造，年底完成！")]
    assert aligned(built, others) == {0: 1}
    assert aligned(built, [*others, Paragraph("全市推进供热改造，年底完成。")]) == {0: 2}


def test_an_id_counts_once() -> None:
    built = [anchor("_jz_1", "甲项工作", "A"), anchor("_jz_2", "乙项任务", "B")]
    changed = [Paragraph("丙项任务", para_id="B"), Paragraph("丁项工作", para_id="A")]
    assert aligned(built, changed) == {0: 1, 1: 0}
    assert aligned(built, [Paragraph("毫不相干", para_id="A")]) == {}  # text of its own that took over an id


@given(st.lists(st.integers(0, 30), unique=True, max_size=8))
def test_the_longest_rising_run(places: list[int]) -> None:
    run = sorted(longest_rising(places))
    values = [places[i] for i in run]
    assert values == sorted(values)
    best = max(
        (mask.bit_count() for mask in range(1 << len(places)) if _rising(places, mask)),
        default=0,
    )
    assert len(run) == best


def _rising(places: list[int], mask: int) -> bool:
    values = [place for i, place in enumerate(places) if mask >> i & 1]
    return values == sorted(values)


def test_what_the_writer_put_around_a_text_comes_off() -> None:
    caption = Anchor("_jz_1", "", "a.md", 1, 1, "caption", "图1\u3000", "（%）", "图1\u3000利用率（%）")
    assert caption.built_text == "利用率"
    assert caption.inner("图12\u3000利用率变化（%）") == "利用率变化"


# --- numbers


@pytest.mark.parametrize(
    ("text", "number", "new"),
    [
        ("1,145万元", "2345.0", "2,345万元"),
        ("约12个", "13", "约13个"),
        ("38.2%", "40", "40.0%"),
        ("38%", "40.25", "40.25%"),
        ("1.20亿元", "1.5", "1.50亿元"),
        ("1145", "2345", "2345"),
        ("若干", "3", None),
        ("12个", "很多", None),
    ],
)
def test_a_number_is_printed_as_it_was(text: str, number: str, new: str | None) -> None:
    assert with_number(text, number) == new


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_the_value_of_a_chart_is_kept(value: Decimal) -> None:
    printed = with_number("0.5亿元", str(value))
    assert printed is not None and Decimal(printed.removesuffix("亿元")) == value


def test_marks_are_found_again_by_their_unit() -> None:
    old = "投入[2亿元]{#money}，建成[12个]{#count}项目。"
    assert rebound(old, "投入3亿元，建成[12个]{#count}项目。") == ("投入[3亿元]{#money}，建成[12个]{#count}项目。", [])
    assert rebound(old, "投入3个，建成[12个]{#count}项目。")[1] == ["money"]  # not the same kind of number
    assert rebound(old, "建成[12个]{#count}项目。") == ("建成[12个]{#count}项目。", ["money"])
    assert rebound(old, "投入1[2亿元]{#money}，建成[12个]{#count}项目。")[0].startswith("投入[12亿元]{#money}")


def test_a_marked_number_is_set_where_it_is_marked() -> None:
    assert set_fact("投入[2亿元]{#m}，[2亿元]{#m2}。", "m2", "3亿元") == "投入[2亿元]{#m}，[3亿元]{#m2}。"
    assert set_fact("投入[2亿元]{#m}。", "n", "3亿元") is None


# --- writing


@pytest.mark.parametrize("style", ["", "'", '"'])
@example(text='it\'s “so”: \\ "x" # y')
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_a_scalar_reads_as_it_was_written(style: str, text: str) -> None:
    written = quoted(text, style)
    assert yaml.compose(f"a: {written}", Loader=yaml.SafeLoader).value[0][1].value == text


def test_a_cell_holds_no_bare_pipe() -> None:
    assert pipe_row(["甲|乙", r"丙\|丁"]) == r"| 甲\|乙 | 丙\|丁 |"


def test_places_of_text() -> None:
    text = "---\ntitle: 'a''b'\nissuer: [甲, 乙]\n---\n\n> 引文一\n> 引文二\n\n- 项\n\n| a | b |\n| --- | --- |\n| 1 |  |\n"
    spans = Spans("a.md", text)
    quote = spans.block(6, 3)
    assert quote is not None and (quote.prefix, quote.first, quote.last) == ("> ", 5, 6)
    assert text[quote.start : quote.end] == "引文一\n> 引文二"
    item = spans.block(9, 3)
    assert isinstance(item, Block) and item.item and text[item.start : item.end] == "项"
    title, issuer = spans.front("title"), spans.front("issuer", 1)
    assert title is not None and text[title.start : title.end] == "'a''b'" and title.value == "a'b"
    assert issuer is not None and text[issuer.start : issuer.end] == "乙" and spans.front("place") is None
    cells = [spans.pipe_cell(13, index) for index in range(3)]
    assert [cell and text[cell[0] : cell[1]] for cell in cells] == ["1", "", None]
    assert spans.around(13, "table") == (10, 12) and spans.around(6, "table") is None
