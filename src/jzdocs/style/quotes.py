"""Which quotation marks and apostrophes of a text are Latin: those of a sentence in a Latin script.

Chinese and Latin typesetting share the code points “ ” ‘ ’. In Chinese text they are full-width and belong to the
Chinese font, also around a foreign word (GB/T 15834, 4.8; CLREQ 3.1.4); in a sentence in a Latin script they are
narrow, belong to the Latin font and keep the spaces around them. What stands beside a pair decides: He said “code is
law” and left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from jzdocs.patterns import compiled

_WIDE = compiled(
    "[\u2e80-\u303f\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff—…]"
)
_LATIN = compiled(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
# an apostrophe at the start of a word: 甲’s, ’n’, the ’90s
ELIDED = r"’(?=s(?![A-Za-z\d])|\d0(?:s(?![a-z])|年代))"
APOSTROPHE = compiled(rf"(?<=[A-Za-z0-9\u00c0-\u024f])’(?=[A-Za-z])|(?<= )’(?=n’ )|(?<= ’n)’(?= )|{ELIDED}")
_QUOTE = compiled("[“”‘’]")
_CLOSING = {"“": "”", "‘": "’"}
# what may stand between a pair and the word that decides
_BEFORE, _AFTER = " \n([{/", " \n)]}/"
_PUNCTUATION = frozenset(".,;:?!")


def latin_quotes(text: str) -> frozenset[int]:
    """Return the places of the quotation marks of Latin sentences in `text`, and of apostrophes."""
    if not _QUOTE.search(text):
        return frozenset()
    found = {match.start() for match in APOSTROPHE.finditer(text)}
    wide = [match.start() for match in _WIDE.finditer(text)]
    narrow = [(start, end) for start, end in _pairs(text, found) if bisect_left(wide, start) == bisect_left(wide, end)]
    beside = _sides(text) if narrow else ([], [])
    for start, end in narrow:
        if _stands_in_latin(text, beside[0][start], beside[1][end]):
            found |= {start, end}
    for match in re.finditer(r"(?<=[A-Za-z])’(?= [A-Za-z])", text):  # the students’ work
        if match.start() not in found and "‘" not in text:
            found.add(match.start())
    return frozenset(found)


def _pairs(text: str, apostrophes: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of quotation marks that open and close."""
    stack: list[int] = []
    for match in _QUOTE.finditer(text):
        place = match.start()
        if match[0] in _CLOSING:
            stack.append(place)
        elif place not in apostrophes and stack and _CLOSING[text[stack[-1]]] == match[0]:
            yield stack.pop(), place


def _sides(text: str) -> tuple[list[int], list[int]]:
    """Return for each place of a text the nearest one before it, and the nearest behind it, that may decide what a pair
    stands in (-1 and the length of the text: none)."""
    before, last = [], -1
    for place, char in enumerate(text):
        before.append(last)
        last = last if char in _BEFORE or char in _CLOSING else place
    after, last = [0] * len(text), len(text)
    for place in range(len(text) - 1, -1, -1):
        after[place] = last
        last = last if text[place] in _AFTER or text[place] in "”’" else place
    return before, after


def _stands_in_latin(text: str, before: int, after: int) -> bool:
    """Return whether what stands beside a pair, at these places, is Latin: on one side at least, and Chinese on
    neither."""
    left, right = text[before] if before >= 0 else "", text[after] if after < len(text) else ""
    if _WIDE.match(left) or _WIDE.match(right):
        return False
    return any(side != "" and (_LATIN.match(side) or side in _PUNCTUATION) for side in (left, right))
