"""Boxes and lines of a chart, in points from its top left corner: what meets what."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
Segment = tuple[Point, Point]
Box = tuple[float, float, float, float]  # left, top, right, bottom
_PARALLEL = 1e-9


def overlap(box: Box, other: Box) -> bool:
    """Return whether two boxes have more than an edge in common."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def clipped(segment: Segment, box: Box) -> tuple[float, float] | None:
    """Return where a line enters and leaves a box, in shares of its length (Liang and Barsky), or None where it passes
    the box by; both are the same where it only touches it."""
    (x1, y1), (x2, y2) = segment
    first, last = 0.0, 1.0
    for delta, low, high in ((x2 - x1, box[0] - x1, box[2] - x1), (y2 - y1, box[1] - y1, box[3] - y1)):
        if abs(delta) < _PARALLEL:
            if low > 0 or high < 0:
                return None
            continue
        enter, leave = sorted((low / delta, high / delta))
        first, last = max(first, enter), min(last, leave)
    return (first, last) if first <= last else None


def is_inside(point: Point, outline: Sequence[Point]) -> bool:
    """Return whether a point is inside a closed outline (even-odd rule)."""
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside
