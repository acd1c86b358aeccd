"""The marks that a chart is planned with.

Lengths and coordinates are points, counted from the drawing's top left corner, y downwards. Colours are RRGGBB.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.frames import Item

HAIRLINE = 0.4


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
    """A planned chart: its size in points, and its marks in drawing order."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def vertical_hairline(x: float, y1: float, y2: float, color: str) -> Line:
    """Return a thin vertical line."""
    return Line(((x, y1), (x, y2)), color, HAIRLINE)


def horizontal_hairline(y: float, x1: float, x2: float, color: str) -> Line:
    """Return a thin horizontal line."""
    return Line(((x1, y), (x2, y)), color, HAIRLINE)
