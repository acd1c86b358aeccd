"""Which quotation marks and apostrophes of a text are Latin: those of a sentence in a Latin script.

Chinese and Latin typesetting share the code points “ ” ‘ ’. In Chinese text they are full-width and belong to the
Chinese font, also around a foreign word (GB/T 15834, 4.8; CLREQ 3.1.4); in a sentence in a Latin script they are
narrow, belong to the Latin font and keep the spaces around them. What stands beside a pair decides: He said “code is
law” and left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff—…]"
)
_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
# an apostrophe at the start of a word: 甲’s, ’n’, the ’90s
ELIDED = r"’(?=s(?![A-Za-z\d])|\d0(?:s(?![a-z])|年代))"
APOSTROPHE = re.compile(rf"(?<=[A-Za-z0-9\u00c0-\u024f])’(?=[A-Za-z])|(?<= )’(?=n’ )|(?<= ’n)’(?= )|{ELIDED}")
_QUOTE = re.compile("[“”‘’]")
_CLOSING = {"“": "”", "‘": "’"}
# what may stand between a pair and the word that decides
_BEFORE, _AFTER = " \n([{/", " \n)]}/"
_PUNCTUATION = frozenset(".,;:?!")


def latin_quotes(text: str) -> frozenset[int]:
    """Return the places of the quotation marks of Latin sentences in `text`, and of apostrophes."""
    if not _QUOTE.search(text):
        return frozenset()
    found = {match.start() for match in APOSTROPHE.finditer(text)}
    for start, end in _pairs(text, found):
        if not _WIDE.search(text, start, end) and _stands_in_latin(text, start, end):
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


def _stands_in_latin(text: str, start: int, end: int) -> bool:
    """Return whether what stands beside a pair is Latin: on one side at least, and Chinese on neither."""
    before, after = start - 1, end + 1
    while before >= 0 and (text[before] in _BEFORE or text[before] in _CLOSING):
        before -= 1
    while after < len(text) and (text[after] in _AFTER or text[after] in "”’"):
        after += 1
    left, right = text[before] if before >= 0 else "", text[after] if after < len(text) else ""
    if _WIDE.match(left) or _WIDE.match(right):
        return False
    return any(side != "" and (_LATIN.match(side) or side in _PUNCTUATION) for side in (left, right))
