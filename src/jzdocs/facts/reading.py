"""The numbers of a text as all of jzdocs reads them: `import`, `facts`, `build` and `trace`.

A text is read sentence by sentence: what one sentence measures is not taken over into the next. The period is: what a
sentence of a paragraph begins with (2025年，…) holds for those behind it, and where the paragraph names none, the
headings above it or the title of the document do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from jzdocs.facts.number import Number
from jzdocs.facts.periods import VAGUE, frame, period_of_heading
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import shifted
from jzdocs.facts.sentences import sentences

_SPELT = ("第", "分之", "成", "番")  # marks of Chinese numerals that count
_TIMELESS = ("date", "label", "ordinal")


def read_numbers(text: str, context: str | None = None) -> Sequence[Number]:
    """Return the numbers of a paragraph, a heading or a cell, in the order of the text, with groups counted through it.
    `context` is the period that holds where the text names none. Most texts have no number, and are not looked at
    closely."""
    if not any(map(str.isdigit, text)) and not any(mark in text for mark in _SPELT):
        return ()
    out: list[Number] = []
    groups = 0
    for start, end in sentences(text):
        sentence = text[start:end]
        context = frame(sentence) or context
        last_group = groups
        for number in numbers_in(sentence):
            group = number.group + groups if number.group else None
            out.append(replace(shifted(number, start), group=group, period=_period(number, context)))
            last_group = max(last_group, group or 0)
        groups = last_group
    return out


def _period(number: Number, context: str | None) -> str | None:
    """Return the period of a number: its own, but for 全年 and the like that of its `context`."""
    if number.kind in _TIMELESS:
        return None
    return context or number.period if number.period in VAGUE else number.period or context


def context_period(title: str, headings: Iterable[str]) -> str | None:
    """Return the period that holds below `headings`, from the highest to the nearest, in a document with that title."""
    named = [period_of_heading(heading) for heading in headings]
    return next((period for period in reversed(named) if period), None) or period_of_heading(title)
