"""The edges of line setting, to the unit: how tight a line may be, how far its gaps open, and what they add up to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.frames import TextRun
from jzdocs.layout.justify import JustifiedLine, justify_line
from jzdocs.layout.linebreak import break_lines, good_lines, torn
from jzdocs.layout.measure import MeasuredParagraph, Span, measure_paragraph
from jzdocs.layout.runs import line_runs
from jzdocs.style.faces import Faces
from jzdocs.units import pt

SIZE = pt(12)
# natural width 6000: six Han, and a pause of half an em whose blank of half an em may vanish
PAUSED = "汉，汉汉汉汉"
HAN_GAP = 250  # what a gap between Han may open at most


def measured(faces: Faces, text: str) -> MeasuredParagraph:
    return measure_paragraph([Span(text, "song", SIZE, "000000")], SIZE, faces)


@pytest.mark.parametrize(
    ("avail", "delta", "width"),
    [
        (6000, 0, 6000),
        (5999, -1, 5999),
        (5501, -499, 5501),
        (5500, -500, 5500),  # the pause's blank is gone
        (5499, -500, 5500),  # and no more can be taken: the line is too long, and says so
        (5000, -500, 5500),
    ],
)
def test_a_line_is_squeezed_to_its_tightest_and_no_further(faces: Faces, avail: int, delta: int, width: int) -> None:
    setting = justify_line(measured(faces, PAUSED), 0, len(PAUSED), avail, justify=True)
    assert setting.deltas.get(2, 0) == pytest.approx(delta, abs=0.01)
    assert setting.width == pytest.approx(width, abs=0.01)
    assert setting.spacing == 0 and set(setting.deltas) <= {2}


@pytest.mark.parametrize(("beyond", "fits"), [(0, True), (1, True), (2, False)])
def test_a_line_beyond_its_tightest_is_not_good(faces: Faces, beyond: int, fits: bool) -> None:
    """Rounding may cost one thousandth of an em; more is a line too long."""
    text = "汉，汉汉汉汉" * 2
    p = measured(faces, text)
    first = 5500 - beyond
    ends = good_lines(p, first, 20_000)
    assert (ends is not None and ends[0] == 6) == fits
    assert torn(p, [6, 12], first, 20_000) == ([] if fits else [0])


@pytest.mark.parametrize(("beyond", "fits"), [(0, True), (1, True), (2, False)])
def test_gaps_open_by_a_quarter_em_and_no_further(faces: Faces, beyond: int, fits: bool) -> None:
    text = "汉" * 12
    p = measured(faces, text)
    avail = 6000 + 5 * HAN_GAP + beyond
    assert torn(p, [6, 12], avail, 6000) == ([] if fits else [0])
    setting = justify_line(p, 0, 6, avail, justify=True)
    assert setting.spacing == HAN_GAP
    assert setting.width == avail - beyond


@pytest.mark.parametrize(("spare", "spacing"), [(1, 0.2), (5, 1), (1249, 249.8)])
def test_slack_is_shared_to_the_last_unit(faces: Faces, spare: int, spacing: float) -> None:
    setting = justify_line(measured(faces, "汉" * 6), 0, 6, 6000 + spare, justify=True)
    assert setting.spacing == pytest.approx(spacing) and setting.width == 6000 + spare


def test_word_spaces_and_han_gaps_share_what_is_missing(faces: Faces) -> None:
    """A word space opens by a fifth of an em before any other gap does."""
    p = measured(faces, "汉 one two 汉")
    natural = p.natural(0, p.length)
    before = justify_line(p, 0, p.length, natural + 200, justify=True)
    assert before.spacing == 0 and before.deltas[6] == 200
    after = justify_line(p, 0, p.length, natural + 203, justify=True)
    assert after.spacing == pytest.approx(1) and after.deltas[6] == 200
    assert after.width == natural + 203


@pytest.mark.parametrize(("beyond", "ends"), [(0, [2, 7]), (1, [2, 8])])
def test_a_number_and_its_unit_part_where_the_line_would_be_torn(faces: Faces, beyond: int, ends: list[int]) -> None:
    """The second line may end before 5个 as long as its gaps stay below their most, and not a thousandth more."""
    text = "汉" * 7 + "5个" + "汉" * 7
    assert break_lines(measured(faces, text), 2000, 5000 + 4 * HAN_GAP + beyond)[:2] == ends


@pytest.mark.parametrize(("beyond", "fits"), [(1, True), (2, False)])
def test_what_stands_before_a_line_gives_it_nothing(faces: Faces, beyond: int, fits: bool) -> None:
    """The blank of a pause at the end of the line before cannot be taken from the second line."""
    text = "汉汉汉汉汉，" + PAUSED + "汉" * 5
    ends = good_lines(measured(faces, text), 5500, 5500 - beyond)
    assert (ends is not None and ends[1] == 12) == fits


@pytest.mark.parametrize(("beyond", "count"), [(45, 1), (46, 2)])
def test_a_line_sticks_out_by_a_hairs_breadth_at_most(faces: Faces, beyond: int, count: int) -> None:
    """Where the only other way is a torn line, 45 thousandths of an em may stick out at its end."""
    p = measured(faces, "AAAAAAAAAA BBBBBBBBBB")
    tightest = p.natural(0, p.length) - p.loss[p.length]
    assert len(break_lines(p, tightest - beyond, tightest - beyond)) == count


def test_a_line_that_begins_inside_a_word_keeps_its_first_gap_closed(faces: Faces) -> None:
    p = measured(faces, "汉" + "A" * 20 + "汉汉汉汉")
    setting = justify_line(p, 9, p.length, p.natural(9, p.length) + 50, justify=True)
    assert setting.width == p.natural(9, p.length) + 50
    assert min(setting.deltas) == 10
    assert drawn_to(faces, p, setting) == pytest.approx(setting.width, abs=2)


_PIECE = st.sampled_from(
    ["汉", "字", "，", "。", "“", "”", "（", "）", "24.6%", " and ", "PM2.5", "——", "……", "·", "年"]
)
_TEXT = st.lists(_PIECE, min_size=20, max_size=90).map(lambda pieces: "汉" + "".join(pieces) + "汉")


@settings(max_examples=200, deadline=None)
@given(text=_TEXT, width=st.integers(12, 40))
def test_no_good_line_is_tighter_than_it_may_be(faces: Faces, text: str, width: int) -> None:
    p = measured(faces, text)
    ends = good_lines(p, width * 1000, width * 1000)
    for start, end in pairwise([0, *ends]) if ends else ():
        least = p.natural(start, end) - (p.loss[end] - p.loss[start + 1])
        assert least <= width * 1000 + 1, p.text[start:end]


@settings(max_examples=200, deadline=None)
@given(text=_TEXT, width=st.integers(12, 40))
def test_no_gap_loses_more_than_it_has_to_give(faces: Faces, text: str, width: int) -> None:
    p = measured(faces, text)
    ends = break_lines(p, width * 1000, width * 1000)
    for start, end in pairwise([0, *ends]):
        setting = justify_line(p, start, end, width * 1000, justify=end < p.length)
        if setting.spacing:
            continue
        for place, delta in setting.deltas.items():
            gap = p.gaps.get(place)
            assert delta >= -(gap.shrink1 + gap.shrink2 + gap.shrink3) - 0.01 if gap else delta >= 0, p.text[start:end]


@settings(max_examples=200, deadline=None)
@given(text=_TEXT, width=st.integers(15, 40))
def test_what_gaps_give_adds_up_to_what_the_line_takes(faces: Faces, text: str, width: int) -> None:
    """The width that a setting names is the sum of its characters and gaps, and where its runs end."""
    p = measured(faces, text)
    ends = break_lines(p, width * 1000, width * 1000)
    for start, end in pairwise([0, *ends]):
        setting = justify_line(p, start, end, width * 1000, justify=end < p.length)
        given_by_gaps = setting.spacing * (setting.end - start - 1) + sum(setting.deltas.values())
        taken = p.natural(start, setting.end) + given_by_gaps
        assert setting.width == pytest.approx(taken, abs=0.6), p.text[start:end]
        for run in line_runs(p, setting, 0, 0, 0, faces):  # nothing is moved behind a run's last character
            assert not isinstance(run, TextRun) or all(index < len(run.text) - 1 for index, _ in run.adjust)
        rounding = 0.6 + 0.05 * (end - start)  # runs hold tenths
        assert drawn_to(faces, p, setting) == pytest.approx(taken, abs=rounding), p.text[start:end]


def drawn_to(faces: Faces, p: MeasuredParagraph, setting: JustifiedLine) -> float:
    """Where the body of a line's last character ends, by its runs alone: its width as a reader of the PDF sees it."""
    last = [run for run in line_runs(p, setting, 0, 0, 0, faces) if isinstance(run, TextRun)][-1]
    adjust = dict(last.adjust)
    text = last.text[:-1] if setting.spaced else last.text
    at = last.x * 1000 / SIZE + adjust.get(-1, 0.0)
    for index, char in enumerate(text[:-1]):
        at += faces[last.face].advance[char] * last.stretch + last.spacing + adjust.get(index, 0.0)
    end = setting.end - 1
    return at + p.shift.get(end, 0) + p.reach[end + 1] - p.reach[end] - p.gap(end)
