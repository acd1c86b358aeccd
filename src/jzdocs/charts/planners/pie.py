"""Parts of a whole as sectors from 12 o'clock, named at both sides."""

from __future__ import annotations

import math

from jzdocs.charts.labels import keep_apart
from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, Plan, Wedge
from jzdocs.charts.native import Axis, Native, Plot, Series, series_name
from jzdocs.charts.planners.shared_parts import parts_of
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_LEAST_RADIUS = 46.0
_MARGIN = 6.0  # above and below the disc
_LEADER = 14  # from the rim to the names


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    parts, total = parts_of(chart)
    radius = _radius(theme, len(parts))
    center_x, center_y = theme.width / 2, radius + _MARGIN
    marks: list[Mark] = []
    angle = 0.0
    sides: dict[bool, list[tuple[float, str]]] = {True: [], False: []}  # right and left: height and text of names
    for part, fill in zip(parts, theme.fills(len(parts)), strict=True):
        end = angle + 360 * part.number / total
        marks.append(Wedge(center_x, center_y, radius, angle, end, fill))
        middle = math.radians((angle + end) / 2)
        y = center_y - radius * math.cos(middle)
        sides[math.sin(middle) >= 0].append((y, f"{part.name} {part.value.printed}"))
        angle = end
    for right, names in sides.items():
        heights = keep_apart([y for y, _ in names], theme.leading, theme.size, 2 * radius + 8)
        for (rim_y, text), y in zip(names, heights, strict=True):
            marks += _name(theme, text, (rim_y, y), radius, right=right)
    return Plan(theme.width, 2 * radius + 2 * _MARGIN, tuple(marks))


def _name(theme: ChartTheme, text: str, heights: tuple[float, float], radius: float, *, right: bool) -> list[Mark]:
    """Return the name of a part and its leader; `heights` are those of the rim and of the name."""
    rim_y, y = heights
    center_x, side = theme.width / 2, 1 if right else -1
    edge = center_x + (radius + _LEADER) * side
    rim = math.sqrt(max(0.0, radius**2 - (rim_y - radius - _MARGIN) ** 2)) * side
    room = (theme.width - edge - 4) if right else edge - 4
    label = Label(
        edge + 3 * side, theme.baseline(y), theme.wrap(text, room)[0], theme.size, anchor="start" if right else "end"
    )
    return [Line(((center_x + rim, rim_y), (edge, y)), theme.axis_color, HAIRLINE), label]


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    parts, _ = parts_of(chart)
    fills, radius = theme.fills(len(parts)), _radius(theme, len(parts))
    series = Series(series_name(chart, 0), tuple(part.value for part in parts), fills[0], tuple(enumerate(fills)))
    plot = Plot(theme.width / 2 - radius, _MARGIN, 2 * radius, 2 * radius)
    categories = tuple(part.name for part in parts)
    axis = Axis(0.0, 1.0, 1.0, shown=False)
    return (Native("pie", "standard", theme.width, height, categories, (series,), axis, plot),)


def _radius(theme: ChartTheme, parts: int) -> float:
    """Return the radius that gives the names room at the sides."""
    return max(_LEAST_RADIUS, theme.leading * parts / 2)
