"""Characters that leave no mark on paper (Unicode, Default_Ignorable_Code_Point), and spaces that hold a line together.

They stay in the text, and Word gets them as they are; what we set ourselves is without them. Some say where a line may
end: a soft hyphen, a zero-width space; others where it may not: joiners, and selectors of a variant.
"""

from __future__ import annotations

from jzdocs.patterns import compiled

SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"
JOINERS = frozenset("\u200d\u2060\ufeff")
# U+20E3 puts a key around a digit: without it the digit remains
_INVISIBLE = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
INVISIBLE = compiled(f"[{_INVISIBLE}]")
# what stands on both sides of one of these stays on one line: no-break space, figure space, narrow no-break space
NO_BREAK_SPACES = "\u00a0\u2007\u202f"


def is_invisible(char: str) -> bool:
    """Return whether a character leaves no mark on paper."""
    return char >= SOFT_HYPHEN and INVISIBLE.match(char) is not None


def visible(text: str) -> str:
    """Return a text without its invisible characters."""
    return text if text.isascii() else INVISIBLE.sub("", text)
