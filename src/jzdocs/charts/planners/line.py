"""A line a series. One series carries its values at the points; of several each is named at its end."""

from __future__ import annotations

from jzdocs.charts.labels import keep_apart
from jzdocs.charts.marks import Dot, Label, Line, Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.shared_points import PointFrame, native_points, series_of
from jzdocs.charts.scales import as_float, highest_value
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_SOLID = 2  # so many series are solid lines, the others are dashed


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan; a line goes on over a missing value."""
    rows = chart.panels[0].rows
    series = series_of(rows)
    fills = theme.fills(len(series))
    frame = PointFrame(chart, theme, highest_value(rows))
    marks = frame.axis_marks()
    ends: list[tuple[int, tuple[float, float]]] = []
    for index, values in enumerate(series):
        points = [(x, frame.y(as_float(v))) for x, v in zip(frame.xs, values, strict=True) if v.number is not None]
        if not points:
            continue
        marks.append(Line(tuple(points), fills[index], 1.6, () if index < _SOLID else (4.0, 2.0)))
        marks += [Dot(x, y, 2.2, fills[index], fills[index], 0.5) for x, y in points]
        ends.append((index, points[-1]))
        if len(series) == 1:
            marks += frame.value_labels(values)
    heights = keep_apart([y for _, (_, y) in ends], theme.leading, frame.top, frame.base)
    for (index, (x, _)), y in zip(ends, heights, strict=True):
        if index < len(chart.series):
            left = max(x, frame.right) + 4
            marks.append(Label(left, theme.baseline(y), chart.series[index], theme.size, fills[index]))
    names, bottom = frame.row_names()
    return Plan(theme.width, bottom, (*marks, *names))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    return (native_points(chart, theme, height, highest_value(chart.panels[0].rows), "line"),)
