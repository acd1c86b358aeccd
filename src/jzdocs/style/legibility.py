"""Warnings about what is allowed but hard to read: colours too pale for white paper, and lines that overlap."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.errors import Report
from jzdocs.style.checks import text_styles
from jzdocs.style.contrast import contrast
from jzdocs.style.running import (
    TEXT_CONTRAST,
    darkest_of,
    least_contrast,
    legible_grey,
    styles_above,
)
from jzdocs.style.sources import StyleSources, shown_key
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.style.toml_places import KeyPath
from jzdocs.units import to_pt

DRAWN_CONTRAST = 3.0  # WCAG 2, 1.4.11: what charts are drawn with


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
    _check_watermark(sheet, sources, report)


def _check_watermark(sheet: Stylesheet, sources: StyleSources, report: Report) -> None:
    """Report a watermark on which text is not legible (T040), once, for the text that suffers most."""
    mark = sheet.watermark
    path: KeyPath = ("watermark", "strength" if mark and mark.picture else "color")
    if mark is None or sources.writer(path) < 0:
        return
    ground = darkest_of(mark.picture) if mark.picture else mark.color
    suffering = [
        (contrast(style.color, ground) - least_contrast(style), section, style)
        for section, style in styles_above(sheet)
        if contrast(style.color, ground) < least_contrast(style) <= contrast(style.color)
    ]
    if suffering:
        _, section, style = min(suffering, key=lambda found: found[0])
        report.warn(
            sources.at(path),
            "T040",
            key=shown_key(path),
            section=".".join(section),
            contrast=f"{contrast(style.color, ground):.1f}",
            least=f"{least_contrast(style):.1f}",
            paler=legible_grey(sheet),
        )


def _colors(sheet: Stylesheet) -> Iterator[tuple[KeyPath, str, float]]:
    """Yield the path of each colour that stands on white paper, the colour, and the contrast that it needs."""
    for path, style in text_styles(sheet):
        yield (*path, "color"), style.color, least_contrast(style)
    yield ("colors", "accent"), sheet.accent, TEXT_CONTRAST
    yield ("chart", "greys"), sheet.chart.greys[0], TEXT_CONTRAST
    yield ("chart", "palette"), sheet.chart.palette[0], DRAWN_CONTRAST
