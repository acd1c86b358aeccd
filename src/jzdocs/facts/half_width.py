"""Full-width digits and letters as half-width ones."""

from __future__ import annotations

import re
from functools import lru_cache

from jzdocs.patterns import compiled

_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "%."}
_FULL_WIDTH = compiled(f"[{''.join(map(re.escape, map(chr, _HALF_WIDTH)))}]")


@lru_cache(maxsize=64)
def half_width(text: str) -> str:
    """Return a text with half-width digits, letters, percent signs and points, character by character, so that offsets
    stay the same. Other marks stay as they are: they are punctuation of Chinese."""
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text
