"""A line a series. One series carries its values at the points; of several each is named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from jzdocs.charts.labels import Obstacles
from jzdocs.charts.marks import Line, Mark, Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.shared_points import PointFrame, native_points, points_of, series_of
from jzdocs.charts.scales import as_float, highest_value, numbers_of
from jzdocs.charts.series_looks import DASHES, dash_of, marker_marks
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_MANY = 60  # points, of which only those that matter most have their values


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan; a missing value is a gap."""
    series = series_of(chart.panels[0].rows)
    fills, frame = theme.fills(len(series)), _frame(chart, theme)
    marks = frame.axis_marks()
    ends: list[tuple[int, tuple[float, float]]] = []
    for index, values in enumerate(series):
        runs = points_of(values, frame)
        marks += [Line(tuple(run), fills[index], 1.6, DASHES[dash_of(index)]) for run in runs if len(run) > 1]
        marks += [mark for run in runs for x, y in run for mark in marker_marks(index, x, y, fills[index])]
        if runs:
            ends.append((index, runs[-1][-1]))
    if len(series) == 1:
        marks += value_labels(theme, frame, series[0])
    marks += frame.series_names(ends, fills)
    names, bottom, crowded = frame.row_names()
    return Plan(theme.width, bottom, (*marks, *names), "crowded" if crowded else "")


def _frame(chart: nodes.Chart, theme: ChartTheme) -> PointFrame:
    rows = chart.panels[0].rows
    highest = highest_value(rows)
    if chart.axis and chart.axis[1] < 0:  # an axis that ends below zero need not hold it
        highest = max(numbers_of([value for row in rows for value in row.values]), default=0.0)
    return PointFrame(chart, theme, highest)


def value_labels(
    theme: ChartTheme, frame: PointFrame, values: Sequence[nodes.Value], *, outside: bool = False
) -> list[Mark]:
    """Return the values of a series beside its points, where they touch neither the line nor one another: first the
    last, the highest, the lowest and the first, then the others; what has no room nearby gets a leader. `outside`: on
    the side of the points that is not zero's, where an area is not."""
    runs = points_of(values, frame)
    obstacles = Obstacles(theme, (frame.left - 2, 0.0, theme.width, frame.base + 2))
    obstacles.segments += [segment for run in runs for segment in pairwise(run)]
    obstacles.boxes += [(x - 2, y - 2, x + 2, y + 2) for run in runs for x, y in run]
    if outside:
        zero = frame.y(0.0)
        obstacles.areas += [((run[0][0], zero), *run, (run[-1][0], zero)) for run in runs]
    points = {
        index: (x, frame.y(as_float(value)))
        for index, (x, value) in enumerate(zip(frame.xs, values, strict=True))
        if value.number is not None
    }
    if not points:
        return []
    by_number = sorted(points, key=lambda index: as_float(values[index]))
    order = list(dict.fromkeys((max(points), by_number[-1], by_number[0], min(points), *points)))
    marks: list[Mark] = []
    later = []
    for index in order:
        way = 0 if not outside else 1 if as_float(values[index]) < 0 else -1
        label = obstacles.place(points[index], values[index].printed, way=way)
        marks += label
        if not label:
            later.append(index)
    for index in later if len(points) <= _MANY else ():
        way = 0 if not outside else 1 if as_float(values[index]) < 0 else -1
        marks += obstacles.place(points[index], values[index].printed, far=True, way=way)
    return marks


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    return native_points(chart, theme, height, _frame(chart, theme), "line")
