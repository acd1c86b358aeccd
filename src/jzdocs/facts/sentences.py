"""The sentences of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from jzdocs.patterns import compiled

_STOP = compiled(r"(?<=[。！？!?])[”’」』）]*")
_CLAUSE = compiled(r"(?<=[，；、：,;])")
_LONGEST = 1000  # characters of a sentence that is quoted whole: each number in it quotes it


def sentence_at(text: str, position: int) -> str:
    """Return the sentence of `text` that holds the character at `position`; of a sentence that no reader would take for
    one (a list of hundreds of figures) the stretch of clauses."""
    ends = _quoted_ends(text)
    index = bisect_right(ends, position)
    return text[ends[index - 1] if index else 0 : ends[index] if index < len(ends) else len(text)].strip()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every sentence of `text`."""
    start = 0
    for end in (*_sentence_ends(text), len(text)):
        if end > start:
            yield start, end
        start = end


@lru_cache(maxsize=64)
def _quoted_ends(text: str) -> list[int]:
    """Return where the sentences of a text end, and the stretches of very long ones."""
    ends: list[int] = []
    for start, end in sentences(text):
        while end - start > _LONGEST:
            cuts = [match.start() for match in _CLAUSE.finditer(text, start + 1, start + _LONGEST)]
            start = cuts[-1] if cuts else start + _LONGEST
            ends.append(start)
        ends.append(end)
    return ends


@lru_cache(maxsize=64)
def _sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end (cached, as callers go through the numbers of one text)."""
    return [match.end() for match in _STOP.finditer(text)]
