"""Areas from zero, stacked where there are several series, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.charts.marks import Area, Mark, Plan, Rect
from jzdocs.charts.native import Native
from jzdocs.charts.planners.line import value_labels
from jzdocs.charts.planners.shared_points import PointFrame, native_points, series_of
from jzdocs.charts.scales import as_float, highest_sum, lowest_sum
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_LONE_WIDTH = 1.6  # of a point without neighbours

_Level = tuple[float, float, float]  # x, and the numbers between which an area stands


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan. A missing value is a gap, in its area and in those that would stand on it."""
    rows = chart.panels[0].rows
    series = series_of(rows)
    fills, frame = theme.fills(len(series)), _frame(chart, theme)
    marks = frame.axis_marks()
    below: list[float | None] = [0.0] * len(rows)
    ends = []
    for index, values in enumerate(series):
        above = [
            None if base is None or v.number is None else base + as_float(v)
            for base, v in zip(below, values, strict=True)
        ]
        runs = _runs(frame.xs, below, above)
        marks += [_area(frame, run, fills[index]) for run in runs]
        if runs:
            x, low, high = runs[-1][-1]
            ends.append((index, (x, frame.y((low + high) / 2))))
        below = above
    if len(series) == 1:
        marks += value_labels(theme, frame, series[0], outside=True)
    marks += frame.series_names(ends, fills)
    names, bottom, crowded = frame.row_names()
    return Plan(theme.width, bottom, (*marks, *names), "crowded" if crowded else "")


def _runs(xs: Sequence[float], below: Sequence[float | None], above: Sequence[float | None]) -> list[list[_Level]]:
    """Return the levels of an area in runs without a gap."""
    runs: list[list[_Level]] = [[]]
    for x, low, high in zip(xs, below, above, strict=True):
        if low is None or high is None:
            runs.append([])
        else:
            runs[-1].append((x, low, high))
    return [run for run in runs if run]


def _area(frame: PointFrame, run: Sequence[_Level], fill: str) -> Mark:
    if len(run) == 1:
        (x, low, high) = run[0]
        top, bottom = sorted((frame.y(low), frame.y(high)))
        return Rect(x - _LONE_WIDTH / 2, top, _LONE_WIDTH, max(bottom - top, 0.6), fill)
    upper = [(x, frame.y(high)) for x, _, high in run]
    lower = [(x, frame.y(low)) for x, low, _ in run]
    return Area((*upper, *reversed(lower)), fill)


def _frame(chart: nodes.Chart, theme: ChartTheme) -> PointFrame:
    stacks = [row.values for row in chart.panels[0].rows]
    return PointFrame(chart, theme, highest_sum(stacks), lowest_sum(stacks))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    return native_points(chart, theme, height, _frame(chart, theme), "area")
