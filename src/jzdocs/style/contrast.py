"""Contrast of colours as WCAG 2 defines it. Colours are RRGGBB."""

from __future__ import annotations

WHITE = "FFFFFF"


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white)."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, ground: str = WHITE) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(color), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
