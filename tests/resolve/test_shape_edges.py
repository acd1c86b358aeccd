"""Brackets, numbers of headings, figures and notes, page breaks and pairs of figures, each by a single call."""

from __future__ import annotations

import pytest

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.resolve.footnotes import number_notes
from jzdocs.resolve.numbering import chinese, format_number, number_blocks
from jzdocs.resolve.punctuation import plain_normalised
from jzdocs.resolve.shape import drop_needless_breaks, pair_half_figures
from jzdocs.style.stylesheet import Stylesheet


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("汉字，x(a)y", "汉字，x(a)y"),
        ("x(a)汉", "x(a)汉"),  # of a call
        ("汉(a)x", "汉（a）x"),
        ("x(a) 汉", "x(a)汉"),
        ("(a)(汉)(b)", "(a)（汉）(b)"),
        ("(甲(a))", "（甲（a））"),
        ("(a(甲))b", "（a（甲））b"),
    ],
)
def test_brackets_are_wide_around_han_and_beside_it(text: str, normal: str) -> None:
    assert plain_normalised(text) == normal


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (999, "九百九十九"),
        (1000, "1000"),
    ],
)
def test_numbers_in_chinese_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("pattern", "counters", "text"),
    [
        ("①", [20], "⑳"),
        ("①", [21], "(21)"),
        ("①", [1], "①"),
        ("1.1　", [2, 3], "2.3　"),
        ("1.1.1", [2, 3, 4], "2.3.4"),
        ("1.1", [2, 3, 4], "3.4"),
        ("（1）", [2, 3], "（3）"),
        ("第一节", [2, 3], "第三节"),
    ],
)
def test_a_headings_number(pattern: str, counters: list[int], text: str) -> None:
    assert format_number(pattern, counters) == text


def test_blocks_are_counted_each_kind_by_itself_and_get_ids() -> None:
    def heading(level: int, words: str = "题", id_: str = "", *, numbered: bool = True) -> nodes.Heading:
        return nodes.Heading(level, (nodes.Text(words),), id_, numbered=numbered)

    title = (nodes.Text("题"),)
    blocks = (
        heading(1),
        heading(2),
        heading(2, id_="own"),
        heading(3),
        heading(1),
        heading(2),
        heading(2, numbered=False),
        heading(2, "（五）已有"),
        heading(2),
        heading(4),
        heading(4),
        nodes.Figure("", nodes.Picture("a"), title),
        nodes.Figure("", nodes.Picture("a"), ()),
        nodes.Table("", (), (), (), title=title),
        nodes.Figure("mine", nodes.Picture("a"), title),
        nodes.Table("", (), (), (), title=title),
        nodes.Table("", (), (), ()),
    )
    done = number_blocks(nodes.Document(nodes.Meta(), blocks), ["一、", "（一）", "1."])
    headings = [(b.number, b.id) for b in done.blocks if isinstance(b, nodes.Heading)]
    assert headings == [
        ("一、", "sec-1"),
        ("（一）", "sec-2"),
        ("（二）", "own"),
        ("1.", "sec-4"),
        ("二、", "sec-5"),
        ("（一）", "sec-6"),
        ("", "sec-7"),
        ("", "sec-8"),
        ("（六）", "sec-9"),  # it goes on from the number that its author wrote
        ("", "sec-10"),
        ("", "sec-11"),
    ]
    others = [(type(b).__name__, b.number, b.id) for b in done.blocks if isinstance(b, nodes.Figure | nodes.Table)]
    assert others == [
        ("Figure", 1, "fig-1"),
        ("Figure", 0, ""),
        ("Table", 1, "tbl-1"),
        ("Figure", 2, "mine"),
        ("Table", 2, "tbl-2"),
        ("Table", 0, ""),
    ]


def test_page_breaks_that_change_nothing_are_left_out(sheet: Stylesheet) -> None:
    part, section = nodes.Heading(1, (nodes.Text("部"),)), nodes.Heading(2, (nodes.Text("节"),))
    text = nodes.Paragraph((nodes.Text("文"),))
    stop = nodes.PageBreak()
    assert sheet.heading(1).page_break and not sheet.heading(2).page_break
    blocks = (text, stop, part, text, stop, section, stop, stop, text, stop)
    done = drop_needless_breaks(nodes.Document(nodes.Meta(), blocks), sheet)
    assert done.blocks == (text, part, text, stop, section, stop, text)


def test_half_figures_stand_in_pairs() -> None:
    def figure(name: str, width: str = "half") -> nodes.Figure:
        return nodes.Figure(name, nodes.Picture("a"), (), width=width, at=Location("a.md", len(name)))  # type: ignore[arg-type]

    text = nodes.Paragraph((nodes.Text("文"),))
    blocks = (
        figure("a"),
        figure("bb"),
        figure("ccc"),
        text,
        figure("d", "full"),
        figure("e"),
        figure("f"),
        figure("g"),
    )
    done = pair_half_figures(nodes.Document(nodes.Meta(), blocks)).blocks
    shape = [
        "+".join(f.id for f in b.figures) if isinstance(b, nodes.FigureRow) else getattr(b, "id", "text") for b in done
    ]
    assert shape == ["a+bb", "ccc", "text", "d", "e+f", "g"]
    assert isinstance(done[0], nodes.FigureRow) and done[0].at == Location("a.md", 1)


def test_notes_are_numbered_as_the_text_refers_to_them() -> None:
    def refer(*labels: str) -> nodes.Paragraph:
        return nodes.Paragraph(tuple(nodes.NoteRef(label, at=Location("a.md", 3)) for label in labels))

    note = (nodes.Paragraph((nodes.Text("注"),), at=Location("a.md", 9)),)
    document = nodes.Document(
        nodes.Meta(), (refer("b", "a", "b"), refer("gone")), {"a": note, "b": note, "c": note, "d": ()}
    )
    report = Report()
    done = number_notes(document, report)
    numbers = [leaf.number for block in done.blocks for leaf in block.inlines]  # type: ignore[union-attr]
    assert numbers == [1, 2, 1, 3] and list(done.notes) == ["b", "a"]
    assert {(d.code, d.arguments["label"], d.location.line) for d in report} == {
        ("R002", "gone", 3),
        ("R003", "c", 9),
        ("R003", "d", 0),
    }


@pytest.mark.parametrize(("level", "number"), [(1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）")])
def test_the_first_heading_of_each_level_has_the_first_number(level: int, number: str) -> None:
    patterns = ["一、", "（一）", "1.", "（1）"]
    document = nodes.Document(nodes.Meta(), tuple(nodes.Heading(level, (nodes.Text("题"),)) for _ in range(2)))
    first, second = number_blocks(document, patterns).blocks
    assert isinstance(first, nodes.Heading) and isinstance(second, nodes.Heading)
    assert first.number == number and second.number == number.translate(str.maketrans("一1", "二2"))
