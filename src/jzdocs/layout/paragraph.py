"""A prepared paragraph → lines: what is tried, in order, until no line is torn.

Gaps alone; then hyphens in long Latin words; then Latin glyphs a little wider or narrower (Zapf's hz-program, kept to 5
% and never touching Han). A line that nothing fills stays ragged, and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from jzdocs.layout.char_classes import FORBIDDEN
from jzdocs.layout.hyphens import has_long_words, hyphenated
from jzdocs.layout.justify import Setting, justify_line
from jzdocs.layout.linebreak import break_lines, good_lines, torn
from jzdocs.layout.measure import MeasuredParagraph
from jzdocs.style.faces import Faces


class Composed(NamedTuple):
    """Set lines of a paragraph, and those of them (by number) that are not flush because nothing could fill or
    narrow them, or that end where no line may end because there was no better place."""

    prepared: MeasuredParagraph
    lines: Sequence[Setting]
    ragged: Sequence[int] = ()


_FLUSH = 80.0


def compose(p: MeasuredParagraph, faces: Faces, first: int, width: int) -> Composed:
    """Break and justify a paragraph; `first` is the measure of its first line, `width` that of the others
    (thousandths of an em)."""
    latin: list[int] | None = None
    good = good_lines(p, first, width) if p.text else []
    ends = break_lines(p, first, width) if good is None else good
    if good is None and torn(p, ends, first, width):
        if has_long_words(p.text):
            p = hyphenated(p, faces)
            ends = break_lines(p, first, width)
        if torn(p, ends, first, width):
            latin = latin_sums(p)
            ends = break_lines(p, first, width, latin=latin)
    lines = [
        justify_line(p, start, end, width if number else first, justify=number < len(ends) - 1, latin=latin)
        for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    ragged = (
        [
            number
            for number, (line, end) in enumerate(zip(lines[:-1], ends, strict=False))
            if abs(line.width - (width if number else first)) > _FLUSH or p.penalties[end] >= FORBIDDEN
        ]
        if latin
        else []
    )
    return Composed(p, lines, ragged)


def latin_sums(p: MeasuredParagraph) -> list[int]:
    """Sums of the advances of Latin characters, digits and their signs."""
    return list(
        accumulate((a if c.isascii() and c > " " else 0 for a, c in zip(p.advance, p.text, strict=True)), initial=0)
    )
