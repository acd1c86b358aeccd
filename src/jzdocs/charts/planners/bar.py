"""Horizontal bars, one a row (or one for each of its values), the value at its end."""

from __future__ import annotations

import math

from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Label, Mark, Plan, Rect, vertical_hairline
from jzdocs.charts.native import Native, Series, bound_value, series_name
from jzdocs.charts.planners import grouped
from jzdocs.charts.planners.shared_rows import (
    LEAST_BAR,
    NameColumn,
    NativeBars,
    native_bars,
    row_name,
    sorted_rows,
    value_axis,
    value_label,
    values_width,
)
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan; negative values go to the left of the zero line."""
    if _has_several(chart):
        return grouped.plan(chart, theme)
    rows = sorted_rows(chart)
    names = NameColumn(theme, rows, theme.bar_thickness, values_width(theme, rows))
    marks, top = _legend(chart, theme)
    axis, bottom = value_axis(chart, theme, names), names.bottom(top)
    marks += axis.gridlines(theme, top, bottom)
    bars = zip(rows, theme.row_fills(chart, rows), names.middles(top), strict=True)
    for index, (row, fill, middle) in enumerate(bars):
        marks += names.marks(index, middle)
        marks += _bar(theme, row, fill, middle, (axis.zero, axis.scale))
    marks.append(vertical_hairline(axis.zero, top, bottom, theme.axis_color))
    tick_labels, height = axis.tick_labels(theme, bottom)
    return Plan(theme.width, bottom + height, (*marks, *tick_labels))


def _bar(theme: ChartTheme, row: nodes.Row, fill: str, middle: float, axis: tuple[float, float]) -> list[Mark]:
    """Return a row's bar and value; of a missing value what the source says instead. `axis`: the x of 0, and the
    points a unit is long."""
    zero, scale = axis
    value = row.values[0] if row.values else nodes.Value("")
    number = as_float(value)
    if math.isnan(number):
        return [Label(zero + GAP, theme.baseline(middle), value.raw or "—", theme.size, theme.dark)]
    length, thickness = number * scale, theme.bar_thickness
    bar = Rect(min(zero, zero + length), middle - thickness / 2, max(abs(length), LEAST_BAR), thickness, fill)
    return [bar, value_label(theme, value.printed, zero + length, middle, negative=number < 0)]


def _legend(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[Mark], float]:
    """Return the names of the groups, or of the series, with their height."""
    names = chart.groups or chart.series[:1]
    return legend(theme, names, theme.fills(len(names))) if names else ([], 0.0)


def _has_several(chart: nodes.Chart) -> bool:
    """Whether a row has several values: then each has a bar."""
    return any(len(row.values) > 1 for row in chart.panels[0].rows)


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word. Groups become series, so that the legend is Word's own."""
    if _has_several(chart):
        return grouped.native(chart, theme, height)
    rows = sorted_rows(chart)
    names = NameColumn(theme, rows, theme.bar_thickness, values_width(theme, rows))
    group_fills = theme.fills(len(chart.groups))
    top = _legend(chart, theme)[1]
    values = [bound_value(row, 0) for row in rows]
    categories = tuple(
        row_name(row) if value else f"{row_name(row)} —" for row, value in zip(rows, values, strict=True)
    )
    if chart.groups:
        series = tuple(
            Series(group, tuple(v if row.group == group else None for row, v in zip(rows, values, strict=True)), fill)
            for group, fill in zip(chart.groups, group_fills, strict=True)
        )
    else:
        fills = theme.row_fills(chart, rows)
        points = tuple((index, fill) for index, fill in enumerate(fills) if fill != theme.accent)
        series = (Series(series_name(chart, 0), tuple(values), theme.accent, points),)
    bars = NativeBars(categories, series, top, theme.bar_thickness, overlap=100 if chart.groups else 0)
    return (native_bars(chart, theme, height, names, bars),)
