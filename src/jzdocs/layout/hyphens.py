"""Hyphenation of Latin words (pyphen, Liang's patterns), for paragraphs that would have a torn line otherwise."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from jzdocs.layout.char_classes import HYPHEN_BREAK, INSIDE, URL
from jzdocs.layout.measure import MeasuredParagraph
from jzdocs.style.faces import Faces

_WORD = re.compile(rf"(?P<url>{URL})|(?P<word>[A-Za-z]{{6,}})")


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    import pyphen  # takes 60 ms, and few documents have long Latin words in narrow lines

    return pyphen.Pyphen(lang="en_US", left=2, right=3)


@lru_cache(maxsize=4096)
def _positions(word: str) -> tuple[int, ...]:
    return tuple(int(p) for p in _dictionary().positions(word))


def has_long_words(text: str) -> bool:
    """Return whether a text has a Latin word long enough to hyphenate."""
    return any(m["word"] for m in _WORD.finditer(text))


def hyphenated(p: MeasuredParagraph, faces: Faces) -> MeasuredParagraph:
    """Return the paragraph with breaks inside its long Latin words; `hyphens` holds the width of the hyphen that each
    of them sets at the end of its line."""
    gaps, penalties = dict(p.gaps), list(p.penalties)
    hyphens: dict[int, int] = dict(p.hyphens)
    for match in _WORD.finditer(p.text):
        if not match["word"]:
            continue
        for position in _positions(match[0]):
            index = match.start() + position
            gaps[index] = INSIDE._replace(penalty=HYPHEN_BREAK)
            penalties[index] = HYPHEN_BREAK
            span = p.spans[bisect_right(p.starts, index) - 1]
            hyphens[index] = round(faces[span.face].advance["-"] * span.size / p.size)
    return replace(p, gaps=gaps, places=sorted(gaps), penalties=penalties, hyphens=hyphens)
