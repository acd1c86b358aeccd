"""Patterns of white lines over a shape, for fills that differ by more than their colour."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Point = tuple[float, float]

SPACING = 3.2  # points between two lines
LINE_WIDTH = 0.7
_ANGLES: dict[str, tuple[float, ...]] = {
    "": (),
    "up": (-45.0,),
    "down": (45.0,),
    "flat": (0.0,),
    "upright": (90.0,),
    "cross": (-45.0, 45.0),
}


def hatch(outline: Sequence[Point], pattern: str) -> Iterator[tuple[Point, Point]]:
    """Yield the lines of a pattern inside a closed outline, in points, y downwards."""
    for angle in _ANGLES[pattern]:
        yield from _parallel_lines(outline, math.radians(angle))


def _parallel_lines(outline: Sequence[Point], angle: float) -> Iterator[tuple[Point, Point]]:
    """Yield the parts inside the outline of lines that run at an angle (even-odd rule)."""
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    turned = [(x * along[0] + y * along[1], x * across[0] + y * across[1]) for x, y in outline]
    heights = [v for _, v in turned]
    for index in range(math.floor(min(heights) / SPACING), math.ceil(max(heights) / SPACING) + 1):
        height = (index + 0.5) * SPACING
        crossings = sorted(_crossings(turned, height))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            if end - start > LINE_WIDTH:
                ends = ((u * along[0] + height * across[0], u * along[1] + height * across[1]) for u in (start, end))
                first, last = ends
                yield first, last


def _crossings(turned: Sequence[Point], height: float) -> Iterator[float]:
    for (u1, v1), (u2, v2) in zip(turned, [*turned[1:], turned[0]], strict=True):
        if (v1 <= height) != (v2 <= height):
            yield u1 + (height - v1) * (u2 - u1) / (v2 - v1)
