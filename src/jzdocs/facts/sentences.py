"""The sentences of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

_STOP = re.compile(r"(?<=[。！？!?])[”’」』）]*")


def sentence_at(text: str, position: int) -> str:
    """Return the sentence of `text` that holds the character at `position`."""
    ends = _sentence_ends(text)
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
def _sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end (cached, as callers go through the numbers of one text)."""
    return [match.end() for match in _STOP.finditer(text)]
