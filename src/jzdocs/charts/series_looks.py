"""Dashes and markers of lines, which tell series apart where colours do not."""

from __future__ import annotations

from jzdocs.charts.marks import Area, Dot, Line, Mark, Rect

DASHES: tuple[tuple[float, ...], ...] = ((), (4.0, 2.0), (1.2, 1.6), (6.0, 1.6, 1.2, 1.6))
MARKERS = ("circle", "square", "triangle", "diamond")
_SOLID = 2  # so many lines share a dash
_RADIUS = 2.2


def dash_of(index: int) -> int:
    """Return which of `DASHES` the line of a series has (its place counts from 0)."""
    return index // _SOLID % len(DASHES)


def marker_of(index: int) -> tuple[str, bool]:
    """Return the marker of a series, and whether it is hollow."""
    return MARKERS[index % len(MARKERS)], index // len(MARKERS) % 2 == 1


def marker_marks(index: int, x: float, y: float, fill: str) -> list[Mark]:
    """Return the marks of a point of a series."""
    name, hollow = marker_of(index)
    inner, r = "FFFFFF" if hollow else fill, _RADIUS
    if name == "circle":
        return [Dot(x, y, r, inner, fill, 0.8 if hollow else 0.5)]
    if name == "square":
        square = r * 0.92
        return [Rect(x - square, y - square, 2 * square, 2 * square, fill), *_inside(square, x, y, hollow=hollow)]
    corners = {
        "triangle": ((x, y - r * 1.3), (x + r * 1.2, y + r), (x - r * 1.2, y + r)),
        "diamond": ((x, y - r * 1.4), (x + r * 1.3, y), (x, y + r * 1.4), (x - r * 1.3, y)),
    }[name]
    outline = Line((*corners, corners[0], corners[1]), fill, 0.8)
    return [Area(corners, inner), outline]


def _inside(square: float, x: float, y: float, *, hollow: bool) -> list[Mark]:
    inner = square - 0.7
    return [Rect(x - inner, y - inner, 2 * inner, 2 * inner, "FFFFFF")] if hollow else []
