"""The marks that a chart is planned with.

Lengths and coordinates are points, counted from the drawing's top left corner, y downwards. Colours are RRGGBB;
a fill may have the name of a pattern behind its colour (`palette`).
"""

from __future__ import annotations

import math
from typing import Literal, assert_never

from msgspec import Struct

from jzdocs.frames import Item

HAIRLINE = 0.4
_ARC_STEP = 4  # degrees


class Rect(Struct, frozen=True):
    """A filled rectangle; `x` and `y` are its top left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Line(Struct, frozen=True):
    """A polyline; `dash` alternates lengths of dashes and gaps."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dash: tuple[float, ...] = ()


class Area(Struct, frozen=True):
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    fill: str


class Dot(Struct, frozen=True):
    """A disc with an outline, around (`x`, `y`); it looks hollow where `fill` is white."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str
    width: float = 1.2


class Wedge(Struct, frozen=True):
    """A sector around (`x`, `y`); angles are degrees, clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    fill: str


class Label(Struct, frozen=True):
    """A line of text; `y` is its baseline, and `x` its start, middle or end, as `anchor` says."""

    x: float
    y: float
    text: str
    size: float
    color: str = "000000"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False


class Recorded(Struct, frozen=True):
    """What a program of the project or a file drew, as frame items (EMU, with the plan's corner as origin)."""

    items: tuple[Item, ...]


Mark = Rect | Line | Area | Dot | Wedge | Label | Recorded


class Plan(Struct, frozen=True):
    """A planned chart: its size in points, and its marks in drawing order. `problem` says why it must not be printed:
    "crowded" where texts have no room, else "". `density` is that of the theme with which it was planned,
    `columns` into how many columns its rows were parted."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    problem: Literal["", "crowded"] = ""
    density: float = 1.0
    columns: int = 1


def vertical_hairline(x: float, y1: float, y2: float, color: str) -> Line:
    """Return a thin vertical line."""
    return Line(((x, y1), (x, y2)), color, HAIRLINE)


def horizontal_hairline(y: float, x1: float, x2: float, color: str) -> Line:
    """Return a thin horizontal line."""
    return Line(((x1, y), (x2, y)), color, HAIRLINE)


def outline(mark: Rect | Area | Wedge) -> tuple[tuple[float, float], ...]:
    """Return the corners of a filled mark; the arc of a sector becomes a corner every few degrees."""
    match mark:
        case Area():
            return mark.points
        case Rect():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            return ((mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom))
        case Wedge():
            steps = max(2, math.ceil((mark.end - mark.start) / _ARC_STEP))
            angles = [math.radians(mark.start + (mark.end - mark.start) * i / steps) for i in range(steps + 1)]
            arc = ((mark.x + mark.radius * math.sin(a), mark.y - mark.radius * math.cos(a)) for a in angles)
            return ((mark.x, mark.y), *arc)
        case _:
            assert_never(mark)
