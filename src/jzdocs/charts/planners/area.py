"""Areas from zero, stacked where there are several series, each named at its end."""

from __future__ import annotations

from jzdocs.charts.labels import keep_apart
from jzdocs.charts.marks import Area, Label, Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.shared_points import PointFrame, native_points, series_of
from jzdocs.charts.scales import as_float, highest_sum
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan; a missing value adds nothing to its row's stack."""
    rows = chart.panels[0].rows
    series = series_of(rows)
    fills = theme.fills(len(series))
    frame = PointFrame(chart, theme, highest_sum([row.values for row in rows]))
    marks = frame.axis_marks()
    below = [0.0] * len(rows)
    middles = []
    for index, values in enumerate(series):
        above = [base + (0.0 if v.number is None else as_float(v)) for base, v in zip(below, values, strict=True)]
        upper = [(x, frame.y(number)) for x, number in zip(frame.xs, above, strict=True)]
        lower = [(x, frame.y(number)) for x, number in zip(frame.xs, below, strict=True)]
        marks.append(Area((*upper, *reversed(lower)), fills[index]))
        middles.append((upper[-1][1] + lower[-1][1]) / 2)
        below = above
    if len(series) == 1:
        marks += frame.value_labels(series[0])
    for index, y in enumerate(keep_apart(middles, theme.leading, frame.top, frame.base)):
        if index < len(chart.series):
            marks.append(Label(frame.right + 4, theme.baseline(y), chart.series[index], theme.size, theme.dark))
    names, bottom = frame.row_names()
    return Plan(theme.width, bottom, (*marks, *names))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    highest = highest_sum([row.values for row in chart.panels[0].rows])
    return (native_points(chart, theme, height, highest, "area"),)
