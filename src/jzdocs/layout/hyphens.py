"""Hyphenation of Latin words (pyphen, Liang's patterns), for paragraphs that would have a torn line otherwise."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from jzdocs.layout.char_classes import HYPHEN_BREAK, INSIDE, PIECE
from jzdocs.layout.measure import MeasuredParagraph
from jzdocs.patterns import compiled
from jzdocs.style.faces import Faces

# words of prose, with their own hyphens and apostrophes; all else in Latin letters (a path, an identifier, a name in
# capitals) is divided at its signs, never with a hyphen, which would seem to belong to it
_PROSE = compiled(r"[A-Za-z][a-z\u00df-\u024f]*(?:[-’'][A-Za-z][a-z\u00df-\u024f]*)*")
_LONG = compiled(r"[A-Za-z]{6,}")
# beside one of these a word is part of code: /name, name(), key=name
_ARGUMENT = compiled(r"[A-Za-z0-9_]\($")
_JOINING, _CALLING = frozenset("/\\_.:@=#$"), frozenset("(\\_@=[{")


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    import pyphen  # takes 60 ms, and few documents have long Latin words in narrow lines

    return pyphen.Pyphen(lang="en_US", left=2, right=3)


@lru_cache(maxsize=4096)
def _positions(word: str) -> tuple[int, ...]:
    return tuple(int(p) for p in _dictionary().positions(word))


def _long_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the Latin words that are long enough to hyphenate."""
    for piece in PIECE.finditer(text):
        start, end = piece.span()
        if piece.lastgroup != "word" or not _PROSE.fullmatch(text, start, end):
            continue
        if text[max(0, start - 1) : start] in _JOINING or text[end : end + 1] in _CALLING or _is_argument(text, start):
            continue
        yield from _LONG.finditer(text, start, end)


def _is_argument(text: str, start: int) -> bool:
    """Return whether a word is the first argument of a call: name(argument."""
    return _ARGUMENT.match(text[max(0, start - 2) : start]) is not None


def has_long_words(text: str) -> bool:
    """Return whether a text has a Latin word long enough to hyphenate."""
    return any(True for _ in _long_words(text))


def hyphenated(p: MeasuredParagraph, faces: Faces) -> MeasuredParagraph:
    """Return the paragraph with breaks inside its long Latin words; `hyphens` holds the width of the hyphen that each
    of them sets at the end of its line."""
    gaps, penalties = dict(p.gaps), list(p.penalties)
    hyphens: dict[int, int] = dict(p.hyphens)
    for match in _long_words(p.text):
        for position in _positions(match[0]):
            index = match.start() + position
            gaps[index] = INSIDE._replace(penalty=HYPHEN_BREAK)
            penalties[index] = HYPHEN_BREAK
            span = p.spans[bisect_right(p.starts, index) - 1]
            hyphens[index] = round(faces[span.face].advance["-"] * span.size / p.size)
    return replace(p, gaps=gaps, places=sorted(gaps), penalties=penalties, hyphens=hyphens)
