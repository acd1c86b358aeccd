"""The numbers of a text with marks, read as those of the document that is made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from jzdocs.facts.number import Number
from jzdocs.facts.reading import read_numbers
from jzdocs.facts.rounding import shifted
from jzdocs.model.walk import BLOT
from jzdocs.source.marked_text import MarkedText


def numbers_of(content: MarkedText, lead: str, context: str | None) -> Iterator[Number]:
    """Yield the numbers of a text as its document has them: read with the run-in heading `lead` before it, without the
    marks of notes ([3]), with formulas blotted out. `context` is the period of the headings above."""
    text = content.text.replace("\n", " ")
    parts: list[str] = []
    starts: list[int] = []  # of the parts in what is read
    removed: list[int] = []  # characters of notes before each part
    place = length = gone = 0
    for start, end, kind in sorted((m.start, m.end, m.kind) for m in content.marks if m.kind in ("note", "math")):
        if end <= start or start < place:
            continue
        shown = text[place:start] + (BLOT * (end - start) if kind == "math" else "")
        parts.append(shown)
        starts.append(length)
        removed.append(gone)
        length += len(shown)
        gone += end - start if kind == "note" else 0
        place = end
    parts.append(text[place:])
    starts.append(length)
    removed.append(gone)
    for number in read_numbers(lead + "".join(parts), context):
        start = number.quantity.start - len(lead)
        if start >= 0:
            yield shifted(number, removed[bisect_right(starts, start) - 1] - len(lead))
