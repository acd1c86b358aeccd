"""Page flow with boxes of plain numbers: what holds together, what floats, what repeats."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from jzdocs.layout.boxes import Box, Columns, Repeat, nothing, paragraph_boxes
from jzdocs.layout.lines import Line
from jzdocs.layout.pages import page_labels, roman
from jzdocs.layout.pagination import NOTE_GAP, FilledPage, Paginator
from jzdocs.style.stylesheet import NumberStyle, PageStyle
from jzdocs.units import Size


def box(height: int, **more: object) -> Box:
    return Box(height, nothing, **more)  # type: ignore[arg-type]


def heights(boxes: list[Box], depth: int = 100, notes: dict[int, Box] | None = None) -> list[list[int]]:
    return [[b.height for b, _ in page.boxes] for page in Paginator(depth, notes or {}).fill(boxes)]


def test_boxes_fill_pages_in_order() -> None:
    assert heights([box(40), box(41), box(42), box(43)]) == [[40, 41], [42, 43]]


def test_a_heading_goes_with_what_follows() -> None:
    assert heights([box(60), box(20, glued=True), box(21, glued=True), box(22)]) == [[60], [20, 21, 22]]


def test_space_before_vanishes_at_a_pages_top() -> None:
    pages = Paginator(100, {}).fill([box(90), box(30, before=20), box(30, before=20)])
    assert [top for _, top in pages[1].boxes] == [0, 50]


def test_a_figure_floats_over_text_to_the_next_page() -> None:
    assert heights([box(70), box(50, floats=True), box(20), box(10), box(11)]) == [[70, 20, 10], [50, 11]]


def test_figures_keep_their_order() -> None:
    boxes = [box(70), box(50, floats=True), box(15, floats=True), box(20)]
    assert heights(boxes) == [[70, 20], [50, 15]]


def test_a_figure_never_passes_a_forced_break() -> None:
    assert heights([box(70), box(50, floats=True), box(20), box(30, new_page=True)]) == [[70, 20], [50], [30]]


def test_a_table_that_runs_on_is_closed_and_opened_again() -> None:
    repeat = Repeat([box(5)], box(0))
    rows = [box(30, repeat=repeat) for _ in range(5)]
    assert heights([box(10, glued=True), *rows]) == [[10, 30, 30, 30, 0], [5, 30, 30]]


def test_notes_stand_on_the_page_of_their_mark() -> None:
    notes = {1: box(NOTE_GAP), 2: box(NOTE_GAP)}
    depth = 5 * NOTE_GAP
    pages = Paginator(depth, notes).fill(
        [box(NOTE_GAP), box(NOTE_GAP, notes=(1,)), box(NOTE_GAP, notes=(2,)), box(NOTE_GAP)]
    )
    assert [p.notes for p in pages] == [[1], [2]]


def test_a_chunk_longer_than_a_page_is_parted() -> None:
    assert heights([box(60, glued=True) for _ in range(3)]) == [[60], [60], [60]]


@given(st.lists(st.tuples(st.integers(1, 100), st.booleans(), st.booleans()), max_size=60))
def test_nothing_is_lost_and_no_page_overflows(parts: list[tuple[int, bool, bool]]) -> None:
    boxes = [
        box(h, glued=glued and not floats, floats=floats, running=str(i)) for i, (h, glued, floats) in enumerate(parts)
    ]
    pages = Paginator(100, {}).fill(boxes)
    placed = [b.running for page in pages for b, _ in page.boxes]
    assert sorted(placed, key=lambda s: int(s or 0)) == [b.running for b in boxes]
    assert all(page.y <= 100 for page in pages)
    still = [b.running for page in pages for b, _ in page.boxes if not b.floats]
    assert [s for s in still if not boxes[int(s or 0)].floats] == [b.running for b in boxes if not b.floats]


def columns(boxes: list[Box], count: int = 2) -> Box:
    return Box(0, nothing, columns=Columns(boxes, count, 40, 10))


def test_columns_end_about_level() -> None:
    assert heights([box(30), columns([box(10) for _ in range(5)]), box(7)]) == [[30, 30, 7]]


def test_columns_run_on_and_end_level_on_their_last_page() -> None:
    assert heights([box(30), columns([box(10) for _ in range(20)]), box(7)]) == [[30, 70], [30, 7]]


def test_what_is_glued_stays_in_one_column() -> None:
    glued = [box(10, glued=True), box(10, glued=True), box(10), box(10)]
    assert heights([columns(glued)]) == [[30]]


def test_notes_of_columns_stand_on_their_page() -> None:
    depth = 6 * NOTE_GAP
    inner = [box(NOTE_GAP), box(NOTE_GAP, notes=(1,)), box(NOTE_GAP), box(NOTE_GAP)]
    pages = Paginator(depth, {1: box(NOTE_GAP)}).fill([columns(inner)])
    assert [p.notes for p in pages] == [[1]]


def test_a_box_at_the_foot_goes_to_an_even_page() -> None:
    pages = Paginator(100, {}).fill([box(30), box(20, foot="even")])
    assert [[(b.height, top) for b, top in p.boxes] for p in pages] == [[(30, 0)], [(20, 80)]]
    pages = Paginator(100, {}).fill([box(90), box(90), box(20, foot="even")])
    assert [[b.height for b, _ in p.boxes] for p in pages] == [[90], [90], [], [20]]
    assert [p.bare for p in pages] == [False, False, True, True]  # GB/T 9704, 7.5: neither bears a number


def labels(count: str, *running: str | None, cover: bool = False) -> list[tuple[str, int]]:
    page = PageStyle(Size(1, 1), 0, 0, 0, 0, True, True, 1, 0, NumberStyle(count=count))  # type: ignore[arg-type]
    return page_labels([FilledPage(running=name) for name in running], page, cover)


def test_pages_are_counted_as_the_stylesheet_says() -> None:
    assert labels("whole", None, None, "甲", cover=True) == [("", 3), ("2", 3), ("3", 3)]
    assert labels("body", None, None, None, "甲", None, cover=True) == [
        ("", 2),
        ("i", 2),
        ("ii", 2),
        ("1", 2),
        ("2", 2),
    ]
    assert labels("part", None, "甲", None, "乙") == [("i", 1), ("1-1", 2), ("1-2", 2), ("2-1", 1)]
    assert labels("body", None, None) == [("1", 2), ("2", 2)]


ROMAN = (
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx "
    "xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx"
)


def test_front_pages_are_counted_in_roman_numbers() -> None:
    assert [roman(number) for number in range(1, 31)] == ROMAN.split()
    fronts = [None] * 31
    assert [label for label, _ in labels("body", *fronts, "甲", cover=True)] == ["", *ROMAN.split(), "1"]
    assert [label for label, _ in labels("body", *fronts[1:], "甲")] == [*ROMAN.split(), "1"]


def lines_of_a_paragraph(count: int) -> list[Box]:
    return paragraph_boxes([Line((), 0) for _ in range(count)], 10)


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize("room", range(1, 9))
def test_no_line_of_a_paragraph_stands_alone_at_a_pages_edge(count: int, room: int) -> None:
    """`room` lines are left on the first page: neither a first line alone stays there, nor a last one alone goes on."""
    boxes = [box(100 - 10 * room), *lines_of_a_paragraph(count)]
    first, *rest = Paginator(100, {}).fill(boxes)
    here = len(first.boxes) - 1
    there = sum(len(page.boxes) for page in rest)
    assert here + there == count
    assert here != 1 and there != 1
    possible = [n for n in range(min(room, count), -1, -1) if n != 1 and count - n != 1]
    assert here == possible[0]  # and no more lines go on than must


@pytest.mark.parametrize("count", range(1, 7))
def test_a_paragraph_that_leads_to_what_follows_ends_on_its_page(count: int) -> None:
    lead = paragraph_boxes([Line((), 0) for _ in range(count)], 10, glued=True)
    *_, last = Paginator(100, {}).fill([box(100 - 10 * count), *lead, box(15)])
    assert [b.height for b, _ in last.boxes][-2:] == [10, 15]


def turned(height: int, **more: object) -> Box:
    return box(height, landscape=True, **more)


def shown(boxes: list[Box]) -> list[tuple[bool, list[int]]]:
    """Return of each page whether it is turned (60 high; others 100), and the heights of its boxes."""
    pages = Paginator(100, {}, 60).fill(boxes)
    return [(page.landscape, [b.height for b, _ in page.boxes]) for page in pages]


def test_the_text_goes_on_while_a_turned_table_waits() -> None:
    boxes = [box(40), turned(50), turned(51), box(30), box(31), box(32)]
    assert shown(boxes) == [(False, [40, 30]), (True, [50]), (True, [51]), (False, [31, 32])]


def test_a_turned_heading_begins_its_page_and_text_goes_on_upright() -> None:
    boxes = [box(40), turned(10, glued=True, new_page=True, role="heading"), turned(45), box(30)]
    assert shown(boxes) == [(False, [40]), (True, [10, 45]), (False, [30])]


def test_columns_behind_a_turned_table_stand_upright() -> None:
    columns = Columns([box(20), box(20)], 2, 10, 1)
    boxes = [turned(50), box(0, columns=columns)]
    assert shown(boxes) == [(True, [50]), (False, [20])]


def test_a_turned_table_stands_before_a_page_rather_than_empty_it() -> None:
    boxes = [box(90), box(20), turned(50, role="table"), box(70, floats=True, role="table")]
    assert shown(boxes) == [(False, [90]), (True, [50]), (False, [20, 70])]


def test_a_heading_goes_with_the_columns_below_it() -> None:
    columns = Columns([box(30), box(30)], 2, 10, 1)
    heading = box(10, glued=True, role="heading")
    assert heights([box(70), heading, box(0, columns=columns)]) == [[70], [10, 30]]
    assert heights([box(60), heading, box(0, columns=columns)]) == [[60, 10, 30]]


def test_columns_with_a_figure_do_not_overtake_one_that_waits() -> None:
    columns = Columns([box(20, role="figure"), box(20)], 2, 10, 1)
    waiting = box(50, floats=True, role="figure")
    assert heights([box(70), waiting, box(0, columns=columns)]) == [[70], [50, 20]]
    plain = Columns([box(20), box(20)], 2, 10, 1)
    assert heights([box(70), waiting, box(0, columns=plain)]) == [[70, 20], [50]]


def test_a_heading_with_its_figure_does_not_overtake_one_that_waits() -> None:
    boxes = [box(70), box(50, floats=True, role="figure"), box(5, glued=True), box(20, floats=True, role="figure")]
    assert heights(boxes) == [[70], [50, 5, 20]]


def test_a_figure_waits_for_no_heading_where_its_page_is_full_enough() -> None:
    def boxes(filled: int) -> list[Box]:
        return [box(filled), box(50, floats=True), box(3, glued=True, role="heading"), box(6)]

    assert heights(boxes(90)) == [[90], [50, 3, 6]]
    assert heights(boxes(80)) == [[80, 3, 6], [50]]


@given(st.lists(st.integers(20, 60), min_size=3, max_size=40), st.integers(1, 4))
def test_figures_stay_near_their_references(figures: list[int], lines: int) -> None:
    """Each figure follows its reference: it stands there, or two pages later at most, and figures keep their order."""
    boxes = []
    for number, height in enumerate(figures):
        boxes += [box(3, anchors=(f"r{number}",))] * lines
        boxes.append(box(height, floats=True, role="figure", anchors=(f"f{number}",)))
    places: dict[str, int] = {}
    for index, page in enumerate(Paginator(100, {}).fill(boxes)):
        for b, _ in page.boxes:
            for name in b.anchors:
                places.setdefault(name, index)
    drift = [places[f"f{n}"] - places[f"r{n}"] for n in range(len(figures))]
    assert min(drift) >= 0 and max(drift) <= 3
    order = [places[f"f{n}"] for n in range(len(figures))]
    assert order == sorted(order)


def test_a_row_opens_a_page_with_what_goes_on_in_it() -> None:
    repeat = Repeat([box(5)], box(0))
    rows = [box(30, repeat=repeat, reopened=lambda: box(33, repeat=repeat)) for _ in range(5)]
    assert heights(rows) == [[30, 30, 30, 0], [5, 33, 30]]
