"""Running heads that stand side by side: how wide each may be, and what is left of one that is longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jzdocs.layout.phrases import IN_A_WORD, pauses
from jzdocs.layout.setter import Setter
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.style.stylesheet import TextStyle

_NEAR = 0.6  # of the room: a text is cut at a pause that leaves as much, else between two characters
_LOOSE = "，、；：。！？—…·－ 　（《“‘【〔"  # what does not stand before …


def head_rooms(widths: Sequence[int], width: int, gap: int) -> tuple[int, ...]:
    """Return how wide the left and the right of two texts may be that are `widths` wide and share a `width`, `gap`
    apart (EMU): a text that needs less than half leaves the rest to the other."""
    left, right = widths
    room = max(0, width - (gap if left and right else 0))
    if left + right <= room:
        return left, right
    half = room // 2
    if left <= half:
        return left, room - left
    return (room - right, right) if right <= half else (half, room - half)


def fitted_heads(texts: tuple[str, str], style: TextStyle, width: int, setter: Setter) -> tuple[str, str]:
    """Return the left and the right text of a running head `width` (EMU) wide, shortened so that neither runs into the
    other."""
    widths = [text_width(text, style, setter) for text in texts]
    if sum(widths) + 2 * style.size <= width:
        return texts
    rooms = head_rooms(widths, width, 2 * style.size)
    left, right = (shortened(text, room, style, setter) for text, room in zip(texts, rooms, strict=True))
    return left, right


def shortened(text: str, room: int, style: TextStyle, setter: Setter) -> str:
    """Return a text that is at most `room` (EMU) wide, or as much of it as fits with … behind it, cut at a pause."""

    def fits(short: str) -> bool:
        return text_width(short, style, setter) <= room

    if fits(text):
        return text
    longest = _longest(text, fits)
    costs = pauses(text)
    near = range(longest, int(longest * _NEAR), -1)
    at = next((k for k in near if costs[k] < IN_A_WORD), longest)
    return f"{text[:at].rstrip(_LOOSE)}…" if at else ""


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """Return how many characters fit with … behind them."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{text[:middle]}…") else (low, middle - 1)
    return low


def text_width(text: str, style: TextStyle, setter: Setter) -> int:
    """Return the width of a text on one line (EMU)."""
    if not text:
        return 0
    (part,) = spans((nodes.Text(text),), style, setter, None)
    paragraph = setter.measure(part, style.size)
    return round(paragraph.natural(0, len(paragraph.text)) * style.size / 1000)
