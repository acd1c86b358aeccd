"""The marks a chart is planned with. Points, from the drawing's top left corner, y downwards; colours RRGGBB."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline; `dash` alternates on and off."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A round point, hollow where `fill` is white."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str
    width: float = 1.2


@dataclass(frozen=True, slots=True)
class Wedge:
    """A sector, angles in degrees clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    fill: str


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `y` is its baseline, `anchor` which end of it `x` is."""

    x: float
    y: float
    text: str
    size: float
    color: str = "000000"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False


Mark = Rect | Line | Area | Dot | Wedge | Label


@dataclass(frozen=True, slots=True)
class Plan:
    """A chart as planned: its size in points and its marks in drawing order."""

    width: float
    height: float
    marks: tuple[Mark, ...]
