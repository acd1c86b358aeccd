"""The space between every two kinds of neighbours, and what a line break there costs: one golden table."""

from __future__ import annotations

import itertools
from pathlib import Path

from golden import check_golden
from jzdocs.layout import char_classes as classes

SIDES = {
    "HANZI": "汉第",
    "LATIN": "a1",
    "OTHER": "+%=",
    "OPENER": "（",
    "CLOSER": "，。〕",
    "DOT": "·",
    "DASH": "…⸺",
    "SPACE": " ",
}


def test_gaps_are_as_they_were_approved() -> None:
    found: dict[str, list[str]] = {}
    for (left, lasts), (right, firsts) in itertools.product(SIDES.items(), repeat=2):
        rows = found.setdefault(f"{left} {right}", [])
        for last, first, spaced in itertools.product(lasts, firsts, (False, True)):
            gap = classes.gap_between(getattr(classes, left), getattr(classes, right), last, first, spaced)
            rows.append(f"{last}{'_' if spaced else ''}{first} {' '.join(f'{v:g}' for v in gap)}")
    check_golden(Path(__file__).parent / "cases" / "gaps.json", found)
