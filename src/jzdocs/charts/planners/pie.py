"""Parts of a whole as sectors from 12 o'clock, named at both sides, or below where there is too little room."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from jzdocs.charts.labels import legend, spread
from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, Plan, Wedge
from jzdocs.charts.native import Axis, Native, Plot, Series, series_name
from jzdocs.charts.planners.shared_parts import Part, parts_of
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_LEAST_RADIUS = 46.0
_MARGIN = 6.0  # above and below the disc
_LEADER = 14  # from the rim to the names
_LEGEND_GAP = 8.0
_MOST_LINES = 3  # of a name at a side
_LEAST_ROOM = 30.0  # points at each side


class _Name(Struct, frozen=True):
    """The name of a part: its lines, the angle of its sector's middle in radians, and the height of that at the rim."""

    lines: tuple[str, ...]
    angle: float
    rim: float

    @property
    def right(self) -> bool:
        """Whether it stands at the right."""
        return math.sin(self.angle) >= 0


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    parts, total = parts_of(chart)
    fills, radius = theme.fills(len(parts)), _radius(theme, parts, total)
    center = (theme.width / 2, radius + _MARGIN)
    marks: list[Mark] = []
    angle = 0.0
    for part, fill in zip(parts, fills, strict=True):
        end = angle + 360 * part.number / total
        if end > angle:
            marks.append(Wedge(*center, radius, angle, end, fill))
        angle = end
    height = 2 * radius + 2 * _MARGIN
    if not _named_at_sides(theme, parts, total, radius):
        texts = [f"{part.name} {part.printed}" for part in parts]
        below, legend_height = legend(theme, texts, fills, height + _LEGEND_GAP)
        return Plan(theme.width, height + _LEGEND_GAP + legend_height, (*marks, *below))
    names = _names(theme, parts, total, radius)
    for right in (True, False):
        side = [name for name in names if name.right == right]
        heights = [theme.leading * len(name.lines) for name in side]
        middles = spread([name.rim for name in side], heights, _MARGIN / 2, height - _MARGIN / 2)
        for name, middle in zip(side, middles, strict=True):
            marks += _name_marks(theme, name, middle, radius)
    return Plan(theme.width, height, tuple(marks))


def _names(theme: ChartTheme, parts: Sequence[Part], total: float, radius: float) -> list[_Name]:
    angle, names = 0.0, []
    for part in parts:
        end = angle + 360 * part.number / total
        middle = math.radians((angle + end) / 2)
        lines = tuple(theme.wrap(f"{part.name} {part.printed}", _room(theme, radius)))
        names.append(_Name(lines, middle, radius + _MARGIN - radius * math.cos(middle)))
        angle = end
    return names


def _room(theme: ChartTheme, radius: float) -> float:
    """Return the width of the names at a side."""
    return theme.width / 2 - radius - _LEADER - 4


def _named_at_sides(theme: ChartTheme, parts: Sequence[Part], total: float, radius: float) -> bool:
    if _room(theme, radius) < _LEAST_ROOM:
        return False
    names = _names(theme, parts, total, radius)
    sides = [sum(len(name.lines) for name in names if name.right == right) for right in (True, False)]
    return all(len(name.lines) <= _MOST_LINES for name in names) and theme.leading * max(sides) <= 2 * radius + _MARGIN


def _name_marks(theme: ChartTheme, name: _Name, middle: float, radius: float) -> list[Mark]:
    """Return the lines of a name, centred on the height `middle`, and its leader."""
    side = 1 if name.right else -1
    center = theme.width / 2
    edge = center + (radius + _LEADER) * side
    first = theme.baseline(middle - theme.leading * (len(name.lines) - 1) / 2)
    leader = Line(((center + radius * math.sin(name.angle), name.rim), (edge, middle)), theme.axis_color, HAIRLINE)
    return [
        leader,
        *(
            Label(edge + 3 * side, first + theme.leading * i, line, theme.size, anchor="start" if side > 0 else "end")
            for i, line in enumerate(name.lines)
        ),
    ]


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word; none where a part is missing, which Word would not name, or where names stand below."""
    parts, total = parts_of(chart)
    fills, radius = theme.fills(len(parts)), _radius(theme, parts, total)
    if any(part.is_missing for part in parts) or not _named_at_sides(theme, parts, total, radius):
        return ()
    series = Series(series_name(chart, 0), tuple(part.value for part in parts), fills[0], tuple(enumerate(fills)))
    plot = Plot(theme.width / 2 - radius, _MARGIN, 2 * radius, 2 * radius)
    categories = tuple(part.name for part in parts)
    axis = Axis(0.0, 1.0, 1.0, shown=False)
    return (Native("pie", "standard", theme.width, height, categories, (series,), axis, plot),)


def _radius(theme: ChartTheme, parts: Sequence[Part], total: float) -> float:
    """Return the radius that gives the names of either side room."""
    radius = max(_LEAST_RADIUS, theme.leading * len(parts) / 2)
    if theme.width / 2 - radius < _LEADER + _LEAST_ROOM:
        return min(_LEAST_RADIUS, theme.width / 2 - _LEADER)
    for _ in range(4):
        names = _names(theme, parts, total, radius)
        need = max(theme.leading * sum(len(n.lines) for n in names if n.right == right) / 2 for right in (True, False))
        if need <= radius + _MARGIN / 2 or theme.width / 2 - need < _LEADER + _LEAST_ROOM:
            return radius
        radius = need
    return radius
