"""Where the characters of a text stand in the lines of the file that it was read from by its form.

Such a text went through Markdown, whose signs are not in the file; lines that a program had wrapped were joined, blanks
inside words and numbers taken out, marks set right. So the text is laid beside the file, character by character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from jzdocs.errors import Location

_BLANKS = " \t\n\r\u3000\xa0\ufeff\u200b\u2002\u2003\u2009\u202f"
_QUOTES = "\"'“”‘’＂＇"
_NEAR = 4  # characters by which a place is found again where text and file differ
_REACH = 60  # characters of the file that may be missing in the text


def place_of(text: str, index: int, begin: Location, lines: Sequence[str]) -> Location | None:
    """Return the place of the character `index` of a text that begins at about `begin` in a file of these `lines`; None
    where the file does not show it."""
    if not 0 < begin.line <= len(lines):
        return None
    window = _window(lines, begin.line - 1, 2 * len(text) + _REACH)
    offset = _offset(text, index, window, max(0, min(begin.column - 1, len(lines[begin.line - 1]))))
    if offset < 0:
        return None
    line = begin.line + window.count("\n", 0, offset)
    return Location(begin.path, line, offset - window.rfind("\n", 0, offset), -1)


def _window(lines: Sequence[str], first: int, length: int) -> str:
    """Return lines from the index `first` on that have so many characters."""
    last = first
    while last < len(lines) and length > 0:
        length -= len(lines[last]) + 1
        last += 1
    return "\n".join(lines[first:last])


def _offset(text: str, index: int, window: str, start: int) -> int:
    offsets = _aligned(text, window, start)
    return offsets[min(index, len(offsets) - 1)] if offsets else -1


@lru_cache(maxsize=8)
def _aligned(text: str, window: str, start: int) -> Sequence[int]:
    """Return for each character of a text its offset in a part of a file, -1 where it has none; the text begins at the
    offset `start` or a little behind."""
    offsets = []
    place = start
    for index, char in enumerate(text):
        if char not in _BLANKS:
            while place < len(window) and window[place] in _BLANKS:
                place += 1
        if place < len(window) and _is_same(char, window[place]):
            offsets.append(place)
            place += 1
            continue
        again = window.find(text[index : index + _NEAR], place, place + _REACH) if char not in _BLANKS else -1
        offsets.append(again)
        place = again + 1 if again >= 0 else place
    return tuple(offsets)


def _is_same(char: str, shown: str) -> bool:
    """Whether a character is the one that a file shows: in half or full width, straight or curly."""
    if char == shown or (char in _QUOTES and shown in _QUOTES) or (char in _BLANKS and shown in _BLANKS):
        return True
    return unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", shown)
