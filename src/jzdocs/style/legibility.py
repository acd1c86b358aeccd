"""Warnings about what is allowed but hard to read: colours too pale for white paper, and lines that overlap."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.errors import Report
from jzdocs.style.checks import text_styles
from jzdocs.style.contrast import contrast
from jzdocs.style.sources import StyleSources, shown_key
from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.style.toml_places import KeyPath
from jzdocs.units import pt, to_pt

# WCAG 2, 1.4.3 and 1.4.11: text, large text (from 18 pt, bold from 14 pt) and what charts are drawn with
TEXT_CONTRAST, LARGE_CONTRAST, DRAWN_CONTRAST = 4.5, 3.0, 3.0
LARGE, LARGE_BOLD = pt(18), pt(14)


def check_legibility(sheet: Stylesheet, sources: StyleSources, report: Report) -> None:
    """Report pale colours (T010) and lines closer than their type is high (T015) at the keys that wrote them."""
    for path, color, least in _colors(sheet):
        ratio = contrast(color)
        if ratio < least:
            at = sources.at(path)
            report.warn(at, "T010", key=shown_key(path), color=color, contrast=f"{ratio:.1f}", least=f"{least:.1f}")
    for path, style in text_styles(sheet):
        if style.leading < style.size:
            key = sources.latest((*path, "leading"), (*path, "size"))
            leading, size = (f"{to_pt(length):g}pt" for length in (style.leading, style.size))
            report.warn(sources.at(key), "T015", key=shown_key(key), leading=leading, size=size)


def _colors(sheet: Stylesheet) -> Iterator[tuple[KeyPath, str, float]]:
    """Yield the path of each colour that stands on white paper, the colour, and the contrast that it needs."""
    for path, style in text_styles(sheet):
        yield (*path, "color"), style.color, LARGE_CONTRAST if _is_large(style) else TEXT_CONTRAST
    yield ("colors", "accent"), sheet.accent, TEXT_CONTRAST
    yield ("chart", "greys"), sheet.chart.greys[0], TEXT_CONTRAST
    yield ("chart", "palette"), sheet.chart.palette[0], DRAWN_CONTRAST


def _is_large(style: TextStyle) -> bool:
    return style.size >= LARGE or (style.bold and style.size >= LARGE_BOLD)
