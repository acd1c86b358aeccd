"""The characters that count: letters, digits and symbols, without punctuation and blanks, which are set as the rules
say and may change."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from jzdocs.patterns import compiled

# letters and digits of every script, percent signs, currency signs, and symbols from U+2100 on (℃, №, ☑, ▲, emoji)
_WORDS = compiled("(?:[^\\W_]|[%‰°±×÷¥￥€£㎡℃]|[\u2100-\u2bff]|[\U0001f000-\U0001faff])+")
_IGNORED = compiled(
    "[\u2190-\u21ff\u2500-\u257f\u2e3a]"
)  # arrows that a formula may turn, rules that tables are drawn with

# what most texts have of other forms; the rest is left to the slower NFKC
_FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}


def words(text: str) -> list[str]:
    """Return the unbroken sequences of characters that count, in their compatibility form (NFKC)."""
    return _WORDS.findall(_plain(text))


def letters(text: str) -> str:
    """Return the characters that count, in their compatibility form (NFKC)."""
    return "".join(_WORDS.findall(_plain(text)))


def placed_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sequence of characters that count with its column (from 0), as it is written."""
    for match in _WORDS.finditer(text):
        yield match.start(), match[0]


def _plain(text: str) -> str:
    text = text.translate(_FULL_WIDTH)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _IGNORED.sub("", text)
