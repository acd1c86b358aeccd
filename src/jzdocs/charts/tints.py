"""Tints of a colour, and the colour of a text that can be read on each."""

from __future__ import annotations

_PALEST = 0.1  # how much of the colour the palest tint has
_BLACK, _WHITE = "000000", "FFFFFF"


def tint(color: str, share: float) -> str:
    """Return a tint of a colour (RRGGBB) from a very pale one (0) to the full colour (1)."""
    weight = _PALEST + (1 - _PALEST) * min(1.0, max(0.0, share))
    return "".join(f"{round(255 + (int(color[i : i + 2], 16) - 255) * weight):02X}" for i in (0, 2, 4))


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, from 0 for black to 1 for white (WCAG 2.2)."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(fill: str) -> str:
    """Return black or white, whichever has more contrast on a fill: 4.5 to 1 at least on any."""
    return max((_BLACK, _WHITE), key=lambda text: contrast(text, fill))
