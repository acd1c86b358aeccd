"""Contrast of colours with the paper (WCAG 2, 1.4.3 and 1.4.11): 4.5 : 1 for text, 3 : 1 for large text and for what
charts are drawn with."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import pt

_LARGE, _LARGE_BOLD = pt(18), pt(14)


def luminance(color: str) -> float:
    """Relative luminance of RRGGBB, 0 to 1."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, ground: str = "FFFFFF") -> float:
    """The ratio between two colours, 1 to 21."""
    light, dark = sorted((luminance(color), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_pale(sheet: Stylesheet) -> Iterator[tuple[str, str, float, float]]:
    """(what, colour, contrast, contrast asked) of everything in the stylesheet that is too pale on white paper."""
    named = {
        "body": sheet.body,
        **{f"heading.{i}": h.text for i, h in enumerate(sheet.headings, 1)},
        **{f"style.{k}": v for k, v in sheet.styles.items()},
    }
    for name, style in named.items():
        yield from _pale(name, style.color, 3.0 if _is_large(style) else 4.5)
    yield from _pale("colors accent", sheet.accent, 4.5)
    yield from _pale("chart greys", sheet.chart.greys[0], 4.5)
    yield from _pale("chart palette", sheet.chart.palette[0], 3.0)


def _is_large(style: TextStyle) -> bool:
    return style.size >= _LARGE or (style.bold and style.size >= _LARGE_BOLD)


def _pale(name: str, color: str, asked: float) -> Iterator[tuple[str, str, float, float]]:
    found = contrast(color)
    if found < asked:
        yield name, color, found, asked
