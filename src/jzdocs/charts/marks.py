"""The marks a chart is planned with. Points, from the drawing's top left corner, y downwards; colours RRGGBB."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Rect(Struct, frozen=True):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


class Line(Struct, frozen=True):
    """A polyline; `dash` alternates on and off."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dash: tuple[float, ...] = ()


class Area(Struct, frozen=True):
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    fill: str


class Dot(Struct, frozen=True):
    """A round point, hollow where `fill` is white."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str
    width: float = 1.2


class Wedge(Struct, frozen=True):
    """A sector, angles in degrees clockwise from 12 o'clock."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    fill: str


class Label(Struct, frozen=True):
    """A line of text; `y` is its baseline, `anchor` which end of it `x` is."""

    x: float
    y: float
    text: str
    size: float
    color: str = "000000"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False


Mark = Rect | Line | Area | Dot | Wedge | Label


class Plan(Struct, frozen=True):
    """A chart as planned: its size in points and its marks in drawing order."""

    width: float
    height: float
    marks: tuple[Mark, ...]
