"""A measured paragraph → justified lines: the attempts, in order, until no line is torn.

First gaps alone; then hyphens in long Latin words; then Latin glyphs a little wider or narrower (Zapf's hz-program,
limited to 5 % and never applied to Han). A line that nothing can fill stays ragged, and is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from jzdocs.layout.char_classes import FORBIDDEN
from jzdocs.layout.hyphens import has_long_words, hyphenated
from jzdocs.layout.justify import JustifiedLine, justify_line
from jzdocs.layout.linebreak import break_lines, good_lines, torn
from jzdocs.layout.measure import MeasuredParagraph
from jzdocs.style.faces import Faces


class Composed(NamedTuple):
    """The justified lines of a paragraph, and the paragraph as it was set (with hyphens, where they were needed).

    `ragged` are the lines, by number, that are not flush because nothing could fill or narrow them, or that end where
    no line may end because there was no better place.
    """

    paragraph: MeasuredParagraph
    lines: Sequence[JustifiedLine]
    ragged: Sequence[int] = ()


_FLUSH = 80.0  # thousandths of an em: a line that misses its measure by less still looks flush


def compose(p: MeasuredParagraph, faces: Faces, first: int, width: int) -> Composed:
    """Break and justify a paragraph; `first` is the measure of its first line, `width` that of the others
    (thousandths of an em)."""
    good = good_lines(p, first, width) if p.text else []
    if good is not None:
        return _justified(p, good, first, width)
    ends = break_lines(p, first, width)
    if torn(p, ends, first, width) and has_long_words(p.text):
        p = hyphenated(p, faces)
        ends = break_lines(p, first, width)
    if not torn(p, ends, first, width):
        return _justified(p, ends, first, width)
    latin = latin_sums(p)
    return _justified(p, break_lines(p, first, width, latin=latin), first, width, latin)


def _justified(
    p: MeasuredParagraph, ends: Sequence[int], first: int, width: int, latin: Sequence[int] | None = None
) -> Composed:
    """Justify the lines that end at `ends`; only where Latin glyphs had to give as well may a line be ragged."""
    last = len(ends) - 1
    lines = [
        justify_line(p, start, end, width if number else first, justify=number < last, latin=latin)
        for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    if not latin:
        return Composed(p, lines)
    ragged = [
        number
        for number, (line, end) in enumerate(zip(lines[:-1], ends, strict=False))
        if abs(line.width - (width if number else first)) > _FLUSH or p.penalties[end] >= FORBIDDEN
    ]
    return Composed(p, lines, ragged)


def latin_sums(p: MeasuredParagraph) -> list[int]:
    """Return the sums of the advances of Latin letters, digits and their signs before each character."""
    return list(
        accumulate((a if c.isascii() and c > " " else 0 for a, c in zip(p.advance, p.text, strict=True)), initial=0)
    )
