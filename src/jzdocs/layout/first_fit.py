"""Where a word processor ends a line: as late as it can, with all marks at their full width.

Word and LibreOffice fill line by line and never look ahead. LibreOffice, which squeezes no marks, lets the last stop or
comma hang; Word halves it there. A paragraph that our own search ends at the same places looks alike in both files.
Widths are thousandths of an em.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from jzdocs.layout.char_classes import FORBIDDEN, PLAIN
from jzdocs.layout.measure import MeasuredParagraph

_HANGING = frozenset("，。、．")
# autospace between Han and Latin is a fifth of an em there, a quarter here
_NARROWER = 50


def full_widths(p: MeasuredParagraph) -> list[int]:
    """Return the sums of what stands before each character, marks at their full width."""
    widths = p.advance.copy()
    for place in p.places:
        gap = p.gaps[place]
        if gap.shrink2:
            widths[place] += gap.natural - _NARROWER
    return list(accumulate(widths, initial=0))


def first_fit(p: MeasuredParagraph, widths: Sequence[int], start: int, avail: int) -> int:
    """Return where a line from `start` in a measure of `avail` ends; `widths` are the paragraph's `full_widths`."""
    gap = p.gaps.get(start, PLAIN)
    edge = widths[start] + (gap.natural - _NARROWER if gap.shrink2 else 0) + (0 if start else p.opening)
    end = bisect_right(widths, edge + avail + 1, start + 1) - 1
    if end >= p.length:
        return p.length
    if p.text[end] in _HANGING:
        end += 1
    while end > start + 1 and p.penalties[end] >= FORBIDDEN:
        end -= 1
    return end
