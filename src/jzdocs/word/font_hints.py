"""Which fonts set the marks that stand in Chinese fonts and in Latin ones: Word takes the Latin one, unless a hint says
otherwise (ECMA-376 Part 1, 17.3.2.26 and 17.18.41; [MS-OI29500] 2.1.87)."""

from __future__ import annotations

from itertools import pairwise

from jzdocs.layout.char_classes import PIECE
from jzdocs.patterns import compiled
from jzdocs.style.quotes import latin_quotes

_IN_BOTH = compiled("[“”‘’—…·°×÷±′″§¶←-↓─-╿■-◿①-⑳Ⅰ-Ⅻ]")
_WIDE = compiled("[\u2e80-\uffef]")
_LATIN_PIECES = ("word", "number", "url", "path")


def needs_hint(text: str) -> bool:
    """Return whether a text has marks that belong to its Chinese; those of Latin sentences, words, numbers and
    addresses are Latin (Don’t)."""
    return any(hinted for _, hinted in pieces(text))


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it needs a hint: a Latin word with marks that stand in Chinese fonts
    too, and a quotation mark of a Latin sentence beside Chinese, are pieces of their own."""
    if text.isascii() or not _IN_BOTH.search(text):
        return [(text, False)]
    latin = {(place, place + 1) for place in latin_quotes(text)}
    for match in PIECE.finditer(text):
        if match.lastgroup in _LATIN_PIECES and _IN_BOTH.search(match[0]):
            latin = {span for span in latin if not match.start() <= span[0] < match.end()} | {match.span()}
    cuts = sorted({0, len(text), *(edge for span in latin for edge in span)})
    found = [(text[a:b], (a, b) not in latin and bool(_IN_BOTH.search(text, a, b))) for a, b in pairwise(cuts)]
    return found if _WIDE.search(text) else [(text, any(hinted for _, hinted in found))]
