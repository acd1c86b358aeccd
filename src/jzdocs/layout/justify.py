"""Justification: the slack of a line is spread over its gaps.

A line that is too long takes from the inner blanks of marks, then from autospace, then from the blanks after full
stops. A line that is too short opens word spaces, then all gaps evenly, by a quarter of an em at most, so that
autospace never exceeds half an em (GB/T 9704 and CLREQ ask for even gaps between Han). Widths are thousandths of an em.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jzdocs.layout.char_classes import DOTS
from jzdocs.layout.linebreak import ELASTIC
from jzdocs.layout.measure import MeasuredParagraph

_GAP_CAP = 250.0
_FIRST_WIDE = "\u2e80"  # from here on characters are as wide as Han
# how far word spaces, the blanks of marks and the gaps beside a middle dot may open in a line that gaps between Han
# cannot fill
_FURTHER = {"words": 700.0, "marks": 600.0, "dots": 150.0}


class JustifiedLine(NamedTuple):
    """A line whose slack is spread, from the character `start` up to `end`.

    `spacing` is added to every gap, and `deltas` to single gaps besides (by the index of the character that follows).
    `width` is the width of the line up to the edge of its last body. `spaced` says that a space between words fell at
    the line's end: it takes no room, but belongs to the text. `hyphen` is the width of the hyphen at the end, 0 for
    none; `scale` is a factor for the width of Latin glyphs.
    """

    start: int
    end: int
    spacing: float
    deltas: dict[int, float]
    width: float
    spaced: bool = False
    hyphen: int = 0
    scale: float = 1.0


def justify_line(
    p: MeasuredParagraph, start: int, end: int, avail: float, *, justify: bool, latin: Sequence[int] | None = None
) -> JustifiedLine:
    """Return the line of the characters from `start` to `end` with its slack spread, in a measure of `avail`.

    Without `justify` a line is only tightened where it is too long. With `latin` (see `break_lines`) Latin glyphs give
    what gaps cannot.
    """
    text, full = p.text, end
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    spaced = full != end and full < len(text)
    hyphen = p.hyphens.get(end, 0)
    natural = float(p.natural(start, end))
    slack = avail - hyphen - natural
    spacing, left, scale = 0.0, 0.0, 1.0
    deltas: dict[int, float] = {}
    elastic = float(latin[end] - latin[start]) if latin else 0.0
    if slack < -0.5:
        deltas, left = _shrink(p, _places(p, start, end), -slack)
        if left > 0.5 and elastic:
            scale = 1 - min(ELASTIC, left / elastic)
            left -= (1 - scale) * elastic
        natural += -left if left > 0.5 else 0.0
        left = -left
    elif justify and slack > 0:
        spacing, deltas, left = _stretch(p, start, end, slack)
        if left > 0.5 and elastic:
            scale = 1 + min(ELASTIC, left / elastic)
            left -= (scale - 1) * elastic
        if left > 0.5:
            left = _open_last(p, start, end, deltas, left)
    elif slack > 0:
        left = slack
    return JustifiedLine(start, end, spacing, deltas, avail - left, spaced, hyphen, scale)


def _places(p: MeasuredParagraph, start: int, end: int) -> list[int]:
    """Return the places of the gaps inside a line that are not plain."""
    return p.places[bisect_right(p.places, start) : bisect_left(p.places, end)]


def _shrink(p: MeasuredParagraph, places: Sequence[int], excess: float) -> tuple[dict[int, float], float]:
    """Tighten gaps tier by tier; return what each gains (negative), and the excess that is left."""
    deltas: dict[int, float] = {}
    for tier in (1, 2, 3):
        giving = [(k, p.gaps[k][tier]) for k in places if p.gaps[k][tier]]
        total = sum([most for _, most in giving])
        if not total:
            continue
        ratio = min(1.0, excess / total)
        for k, most in giving:
            deltas[k] = deltas.get(k, 0.0) - most * ratio
        excess -= total * ratio
        if excess < 0.01:
            return deltas, 0.0
    return deltas, excess


def _stretch(p: MeasuredParagraph, start: int, end: int, slack: float) -> tuple[float, dict[int, float], float]:
    """Open gaps by `slack` in all; return what every gap gets, what single gaps get besides, and the slack that is
    left."""
    after = start + 1
    words, opens = p.word[end] - p.word[after], p.general[end] - p.general[after]
    deltas: dict[int, float] = {}
    ratio = min(1.0, slack / words) if words else 0.0
    slack -= words * ratio
    each = min(_GAP_CAP, slack / opens) if opens else 0.0
    places = _places(p, start, end) if words or each else ()
    if each:  # gaps inside words and numbers do not open
        for first, last in _solid(p, start, end):
            deltas.update(dict.fromkeys(range(first, last), -each))
    for k in places:
        gap = p.gaps[k]
        if not gap[5] and each:
            deltas[k] = -each
        if gap[4]:
            deltas[k] = deltas.get(k, 0.0) + gap[4] * ratio
    left = slack - each * opens
    if left > 0.5:
        left = _open_further(p, _places(p, start, end), deltas, left)
    return each, deltas, left


def _solid(p: MeasuredParagraph, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of gaps inside words and numbers, between `start` and `end`."""
    number = max(0, bisect_left(p.solid, (start, 0)) - 1)
    while number < len(p.solid):
        first, last = p.solid[number]
        if first >= end:
            return
        if last > start + 1:
            yield max(first, start + 1), min(last, end)
        number += 1


def _open_further(p: MeasuredParagraph, places: Sequence[int], deltas: dict[int, float], left: float) -> float:
    """Spread the slack that all gaps could not take over word spaces and the blanks of marks; return what remains."""
    words = [k for k in places if p.gaps[k].word]
    marks = [k for k in places if (p.gaps[k].shrink1 or p.gaps[k].shrink3) and _is_open(p.text[k - 1], p.text[k])]
    left = _share(words, _FURTHER["words"], deltas, left)
    return _share(marks, _FURTHER["marks"], deltas, left)


def _is_open(left: str, right: str) -> bool:
    """Return whether the blank of a mark between these characters may exceed half an em: beside Han, but not beside
    Latin or another mark."""
    return left.isalnum() != right.isalnum() and (left >= _FIRST_WIDE if left.isalnum() else right >= _FIRST_WIDE)


def _open_last(p: MeasuredParagraph, start: int, end: int, deltas: dict[int, float], left: float) -> float:
    """Spread the slack that nothing else could take over the gaps beside middle dots; return what remains. Words,
    numbers and addresses are never letter-spaced (CLREQ 3.2.2)."""
    dots = [k for k in _places(p, start, end) if p.text[k] in DOTS or p.text[k - 1] in DOTS]
    return _share(dots, _FURTHER["dots"], deltas, left)


def _share(places: Sequence[int], most: float, deltas: dict[int, float], left: float) -> float:
    """Open the gaps at `places` evenly, by `most` at most; return the slack that remains."""
    share = min(most, left / len(places)) if places else 0.0
    for k in places:
        deltas[k] = deltas.get(k, 0.0) + share
    return left - share * len(places)
