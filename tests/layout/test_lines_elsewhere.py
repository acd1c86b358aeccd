"""Lines that another process sets or an earlier build kept: packed, unpacked and looked up within this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jzdocs.cache.store import Store
from jzdocs.frames import ARTIFACT, Anchor, Image, Link, Mark, Path as Outline, Rule, Slot, TextRun
from jzdocs.layout import parallel
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.lines import Line, placed, shifted
from jzdocs.layout.measure import Span
from jzdocs.layout.parallel import ParallelParagraphs, _rows, set_in_parallel
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import is_plain, spans
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

WIDTH = pt(300)
WORDS = "全市绿化覆盖面积由9208万平方米增至9741万平方米，公园面积由941万平方米增至1145万平方米，生态基底更加厚实。"


@pytest.fixture
def setter(sheet: Stylesheet, faces: Faces) -> Setter:
    return Setter(sheet, faces)


def paragraph(text: str = WORDS, lead: str = "", *more: nodes.Inline) -> nodes.Paragraph:
    return nodes.Paragraph((nodes.Text(text), *more), (nodes.Text(lead),) if lead else ())


# --- another process


@pytest.mark.parametrize("lead", ["", "一是绿化。"])
def test_packed_lines_come_out_as_they_were_set(setter: Setter, lead: str) -> None:
    block = paragraph(lead=lead)
    rows = _rows(block, setter, WIDTH)
    style = setter.sheet.body
    leads = (nodes.Strong(block.lead),) if lead else ()
    here = set_paragraph(setter, spans((*leads, *block.inlines), style, setter, None), style, WIDTH, tag=7)
    there = ParallelParagraphs([block], lambda: [rows]).lines(block, 7)
    assert there is not None and len(there) == len(here) > 1
    for got, expected in zip(there, here, strict=True):
        assert (got.width, got.ragged, got.notes, got.anchors) == (expected.width, expected.ragged, (), ())
        assert [i for i in got.items if isinstance(i, TextRun)] == [i for i in expected.items if isinstance(i, TextRun)]
        marks = [item for item in got.items if isinstance(item, Mark)]
        assert marks and set(marks) == {Mark(7)} and isinstance(got.items[0], Mark)


def test_rows_are_asked_for_once_and_belong_to_their_paragraphs() -> None:
    first, second, other = paragraph("甲"), paragraph("甲"), paragraph("甲")  # alike, but not the same
    asked = []

    def rows() -> list[Any]:
        asked.append(1)
        return [[([], 10, "")], [([], 20, "破")]]

    lines = ParallelParagraphs([first, second], rows)
    assert lines.lines(other, 1) is None and not asked
    assert lines.lines(second, 1) == [Line((), 20, (), "破")]
    assert lines.lines(first, 1) == [Line((), 10)]
    assert asked == [1]
    assert ParallelParagraphs().lines(first, 1) is None


class Here:
    """A forked call that runs here, and keeps what it was asked for."""

    def __init__(self, call: Any, pack: Any, unpack: Any) -> None:
        self.value = unpack(pack(call()))

    def result(self) -> Any:
        return self.value


@pytest.mark.parametrize(
    ("count", "others", "expected"),
    [(10, 0, [5, 6, 7, 8, 9]), (4, 0, [2, 3]), (1, 0, [0]), (10, 40, [5, 6, 7, 8, 9])],
)
def test_the_second_half_of_the_text_is_set_elsewhere(
    setter: Setter, monkeypatch: pytest.MonkeyPatch, count: int, others: int, expected: list[int]
) -> None:
    """A little less than half of the characters; what is no paragraph does not count."""
    monkeypatch.setattr(parallel, "ENOUGH", 1)
    monkeypatch.setattr(parallel, "has_second_core", lambda: True)
    monkeypatch.setattr(parallel, "ForkedCall", Here)
    blocks = [paragraph("汉" * 80) for i in range(count)]
    headings = tuple(nodes.Heading(2, (nodes.Text("题"),), f"h{i}") for i in range(others))
    document = nodes.Document(nodes.Meta(), (*headings, *blocks))
    ahead = set_in_parallel(document, setter, WIDTH)
    assert [i for i, block in enumerate(blocks) if ahead.lines(block, 1) is not None] == expected


def test_only_plain_paragraphs_are_set_elsewhere(setter: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ENOUGH", 1)
    monkeypatch.setattr(parallel, "has_second_core", lambda: True)
    monkeypatch.setattr(parallel, "ForkedCall", Here)
    first = paragraph("汉" * 150)
    blocks = [
        paragraph("汉" * 40, "领起。"),
        nodes.Paragraph((nodes.Text("汉" * 40),), (nodes.Link("#a", (nodes.Text("领起"),)),)),
        paragraph("汉" * 40, "", nodes.NoteRef("n")),
        paragraph("汉" * 40 + " some English words"),
    ]
    ahead = set_in_parallel(nodes.Document(nodes.Meta(), (first, *blocks)), setter, WIDTH)
    assert [ahead.lines(block, 1) is not None for block in (first, *blocks)] == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("length", "cores", "elsewhere"), [(150_000, 2, True), (149_999, 2, False), (150_000, 1, False)]
)
def test_short_documents_and_single_cores_set_all_here(
    setter: Setter, monkeypatch: pytest.MonkeyPatch, length: int, cores: int, elsewhere: bool
) -> None:
    monkeypatch.setattr(parallel, "has_second_core", lambda: cores > 1)
    monkeypatch.setattr(parallel, "ForkedCall", lambda call, pack, unpack: Here(lambda: [[]], pack, unpack))
    half = length // 2
    blocks = (paragraph("汉" * half), paragraph("汉" * (length - half - 2), "甲乙"))
    ahead = set_in_parallel(nodes.Document(nodes.Meta(), blocks), setter, WIDTH)
    assert (ahead.lines(blocks[1], 1) is not None) == elsewhere


@pytest.mark.parametrize(
    ("inline", "is_it"),
    [
        (nodes.Text("汉字"), True),
        (nodes.Text("the"), True),
        (nodes.Text("two words"), False),
        (nodes.Strong((nodes.Text("粗"),)), True),
        (nodes.Strong((nodes.NoteRef("n"),)), False),
        (nodes.Emphasis((nodes.Text("楷"),)), True),
        (nodes.Emphasis((nodes.Text("点"),), dots=True), False),
        (nodes.Emphasis((nodes.Code("x"),)), False),
        (nodes.FactText("a", "12家"), False),
        (nodes.Break(), False),
    ],
)
def test_what_needs_no_element_of_its_own(inline: nodes.Inline, is_it: bool) -> None:
    assert is_plain((nodes.Text("前"), inline)) == is_it
    assert is_plain(())


# --- an earlier build


def key(cache: LineCache, sheet: Stylesheet, tag: int, *parts: Span) -> tuple[bytes, list[int]]:
    return cache.key(parts, sheet.body, (1, 2, 3), tag)


def test_elements_have_the_numbers_of_this_build(tmp_path: Path, sheet: Stylesheet, faces: Faces) -> None:
    plain = Span("甲", "song", pt(12), "000000")
    first = LineCache(Store(tmp_path), "a", faces)
    name, tags = key(first, sheet, 40, plain, plain._replace(tag=41), plain._replace(ruby_tag=43, tag=41))
    assert tags == [40, 41, 43]
    items = (Mark(40), Mark(41), Link(1, 2, 3, 4, "#x", 43), Mark(ARTIFACT), Rule(0, 0, 1, 1, 1, "000000"))
    lines = [Line(items, 9, (1,), "破", ("x",))]
    assert first.find(name, tags) is None
    first.add(name, tags, lines)
    assert (first.new, first.used) == (1, 1)
    assert first.find(name, tags) == lines  # also within one build
    first.save()
    second = LineCache(Store(tmp_path), "a", faces)
    same, others = key(second, sheet, 7, plain, plain._replace(tag=9), plain._replace(ruby_tag=8, tag=9))
    assert (same, others) == (name, [7, 9, 8])
    assert second.find(same, others) == [
        Line((Mark(7), Mark(9), Link(1, 2, 3, 4, "#x", 8), Mark(ARTIFACT), items[4]), 9, (1,), "破", ("x",))
    ]
    assert (second.new, second.used) == (0, 1)
    assert second.find(same, [7]) is None  # an element that is not there
    other = LineCache(Store(tmp_path), "b", faces)
    assert other.find(same, others) is None


def test_lines_with_elements_of_others_are_not_kept(tmp_path: Path, faces: Faces) -> None:
    cache = LineCache(Store(tmp_path), "a", faces)
    cache.add(b"k", [1], [Line((Mark(2),), 0)])
    assert (cache.new, cache.used) == (0, 0)


@pytest.mark.parametrize(("stored", "used", "left"), [(4, 2, 4), (4, 1, 1), (5, 2, 5), (5, 1, 1), (1, 1, 1), (2, 0, 0)])
def test_what_is_no_longer_used_goes_when_it_is_more_than_half(
    tmp_path: Path, faces: Faces, stored: int, used: int, left: int
) -> None:
    first = LineCache(Store(tmp_path), "a", faces)
    for i in range(stored):
        first.add(bytes([i]), [1], [Line((Mark(1),), i)])
    first.save()
    second = LineCache(Store(tmp_path), "a", faces)
    assert [second.find(bytes([i]), [1]) for i in range(used)] == [[Line((Mark(1),), i)] for i in range(used)]
    second.save()
    third = LineCache(Store(tmp_path), "a", faces)
    assert sum(third.find(bytes([i]), [1]) is not None for i in range(stored)) == left


def test_new_lines_are_saved_with_those_that_were_used(tmp_path: Path, faces: Faces) -> None:
    first = LineCache(Store(tmp_path), "a", faces)
    first.add(b"a", [1], [Line((), 1)])
    first.save()
    second = LineCache(Store(tmp_path), "a", faces)
    second.find(b"a", [1])
    second.add(b"b", [1], [Line((), 2)])
    second.save()
    third = LineCache(Store(tmp_path), "a", faces)
    assert third.find(b"a", [1]) == [Line((), 1)] and third.find(b"b", [1]) == [Line((), 2)]


def test_without_a_folder_nothing_is_kept(faces: Faces) -> None:
    cache = LineCache(Store(None), "a", faces)
    assert not cache.active
    cache.add(b"a", [1], [Line((), 1)])
    cache.save()


def test_a_damaged_entry_is_thrown_away(tmp_path: Path, faces: Faces) -> None:
    store = Store(tmp_path)
    first = LineCache(store, "a", faces)
    first.add(b"a", [1], [Line((), 1)])
    first.save()
    store.put("lines", first._key, b"\xc1 no msgpack")
    again = LineCache(store, "a", faces)
    assert again.find(b"a", [1]) is None and store.damaged["lines"] == 1


# --- moving what is drawn


def test_items_are_moved_with_their_line() -> None:
    items = (
        Mark(3),
        TextRun(1, 2, "song", 5, "000000", "甲"),
        Rule(1, 2, 3, 4, 5, "000000"),
        Outline((("M", 1, 2), ("C", 1, 2, 3, 4, 5, 6), ("Z",)), fill="000000"),
        Image(1, 2, 3, 4, "k"),
        Link(1, 2, 3, 4, "#a", 5),
        Anchor(1, 2, "a"),
        Slot(1, 2, "k"),
    )
    mark, run, rule, outline, *others = placed(items)(10, 200)
    assert mark == Mark(3)
    assert (run.x, run.y, run.text) == (11, 202, "甲")
    assert rule[:5] == (11, 202, 13, 204, 5)
    assert outline.segments == (("M", 11, 202), ("C", 11, 202, 13, 204, 15, 206), ("Z",))
    assert [(item.x, item.y) for item in others] == [(11, 202)] * 4
    draw = placed(items[:2])
    assert shifted(draw, 0) is draw and shifted(draw, 0, 0) is draw
    assert [(i.x, i.y) for i in shifted(draw, 5)(0, 0) if isinstance(i, TextRun)] == [(6, 2)]
    assert [(i.x, i.y) for i in shifted(draw, 0, 7)(1, 1) if isinstance(i, TextRun)] == [(2, 10)]
