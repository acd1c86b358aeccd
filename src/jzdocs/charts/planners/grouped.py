"""Several horizontal bars a row, one a series."""

from __future__ import annotations

import math
from collections.abc import Sequence

from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Label, Plan, Rect, vertical_hairline
from jzdocs.charts.native import Native, Series, bound_value, series_name
from jzdocs.charts.planners.shared_rows import (
    LEAST_BAR,
    NameColumn,
    NativeBars,
    bar_distance,
    bars_thickness,
    native_bars,
    row_name,
    value_axis,
    value_label,
    values_width,
)
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: the rows in the order of the source, the values at the bars' ends."""
    rows = chart.panels[0].rows
    count = max((len(row.values) for row in rows), default=1)
    fills, thickness = theme.fills(count), bars_thickness(theme, count)
    names = _names(theme, rows, count)
    marks, top = legend(theme, chart.series, fills) if chart.series else ([], 0.0)
    axis, bottom = value_axis(chart, theme, names), names.bottom(top)
    zero, distance = axis.zero, theme.bar_thickness + bar_distance(theme)
    marks += axis.gridlines(theme, top, bottom)
    for row_index, (row, middle) in enumerate(zip(rows, names.middles(top), strict=True)):
        marks += names.marks(row_index, middle)
        for index, value in enumerate(row.values):
            number = as_float(value)
            y, length = middle - thickness / 2 + index * distance, number * axis.scale
            if math.isnan(number):
                baseline = theme.baseline(y + theme.bar_thickness / 2)
                marks.append(Label(zero + GAP, baseline, value.raw or "—", theme.size, theme.dark))
                continue
            left, width = min(zero, zero + length), max(abs(length), LEAST_BAR)
            marks.append(Rect(left, y, width, theme.bar_thickness, fills[index]))
            bar_middle = y + theme.bar_thickness / 2
            marks.append(value_label(theme, value.printed, zero + length, bar_middle, negative=number < 0))
    marks.append(vertical_hairline(zero, top, bottom, theme.axis_color))
    tick_labels, height = axis.tick_labels(theme, bottom)
    return Plan(theme.width, bottom + height, (*marks, *tick_labels))


def _names(theme: ChartTheme, rows: Sequence[nodes.Row], count: int) -> NameColumn:
    """Return the names of rows of so many bars, which are at least as high as their values together."""
    values = (theme.bar_thickness + bar_distance(theme)) * (count - 1) + theme.size
    return NameColumn(theme, rows, max(bars_thickness(theme, count), values), values_width(theme, rows))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    rows = chart.panels[0].rows
    count = max((len(row.values) for row in rows), default=1)
    fills, thickness = theme.fills(count), bars_thickness(theme, count)
    top = legend(theme, chart.series, fills)[1] if chart.series else 0.0
    series = tuple(
        Series(series_name(chart, index), tuple(bound_value(row, index) for row in rows), fills[index])
        for index in range(count)
    )
    names = _names(theme, rows, count)
    overlap = -min(100, round(100 * bar_distance(theme) / theme.bar_thickness))
    bars = NativeBars(tuple(map(row_name, rows)), series, top, thickness, overlap)
    return (native_bars(chart, theme, height, names, bars),)
