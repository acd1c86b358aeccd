"""Which fonts set the marks that stand in Chinese fonts and in Latin ones: Word takes the Latin one, unless a hint says
otherwise (ECMA-376 Part 1, 17.3.2.26 and 17.18.41; [MS-OI29500] 2.1.87)."""

from __future__ import annotations

import re
from itertools import pairwise

from jzdocs.layout.char_classes import PIECE

_IN_BOTH = re.compile("[“”‘’—…·°×÷±′″§¶←-↓─-╿■-◿①-⑳Ⅰ-Ⅻ]")
_LATIN_PIECES = ("word", "number", "url")


def needs_hint(text: str) -> bool:
    """Return whether a text has marks that belong to its Chinese; those of Latin words, numbers and addresses are Latin
    (Don’t)."""
    if text.isascii():
        return False
    return bool(_IN_BOTH.search(PIECE.sub(lambda m: "" if m.lastgroup in _LATIN_PIECES else m[0], text)))


def pieces(text: str) -> list[str]:
    """Return a text in pieces: a Latin word with marks that stand in Chinese fonts too is one of its own."""
    if text.isascii() or not _IN_BOTH.search(text):
        return [text]
    cuts = [0]
    for match in PIECE.finditer(text):
        if match.lastgroup in _LATIN_PIECES and _IN_BOTH.search(match[0]):
            cuts += match.span()
    cuts.append(len(text))
    return [text[a:b] for a, b in pairwise(cuts) if a < b]
