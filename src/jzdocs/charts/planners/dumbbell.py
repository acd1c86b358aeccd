"""From a hollow point to a full one, both with their values; the difference, computed from the values, at the right."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, vertical_hairline
from jzdocs.charts.planners.shared_rows import NameColumn, ValueAxis
from jzdocs.charts.scales import as_float, axis_ticks, highest_value, lowest_value, numbers_of, round_step
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_ROW_THICKNESS = 1.6  # of a bar's
_RADIUS, _LEGEND_RADIUS = 3.4, 3.2
_LABEL_GAP = 7  # from a point's centre to its value
_WHOLE = 100  # percent
_OVERLAP = 5  # percentage points between two points that touch on the whole scale
_NARROW = 15  # percentage points within which all points of a narrow axis lie
_ESTIMATE = re.compile("[约近超逾余多]|左右|上下|以[上下内]|不[足到低高超多少]|至[少多]")
_ABOVE_HIGHEST = 1.02  # room at the right of the highest point


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source."""
    rows = chart.panels[0].rows
    names = NameColumn(theme, rows, theme.bar_thickness * _ROW_THICKNESS)
    gaps = [_gap_text(chart, row) for row in rows]
    axis = _axis(chart, theme, names, gaps)
    marks, top = _legend(chart, theme)
    bottom = names.bottom(top)
    marks += axis.gridlines(theme, top, bottom)
    if not axis.ticks:
        marks.append(vertical_hairline(axis.zero, top, bottom, theme.axis_color))
    for index, (row, middle) in enumerate(zip(rows, names.middles(top), strict=True)):
        marks += names.marks(index, middle)
        marks += _pair(theme, row, axis, middle)
        baseline = theme.baseline(middle)
        marks.append(Label(theme.width, baseline, gaps[index], theme.size, theme.accent, "end", bold=True))
    tick_labels, height = axis.tick_labels(theme, bottom)
    return Plan(theme.width, bottom + height, (*marks, *tick_labels))


def _axis(chart: nodes.Chart, theme: ChartTheme, names: NameColumn, gaps: Sequence[str]) -> ValueAxis:
    """Return the axis between the names and the column of differences."""
    rows = chart.panels[0].rows
    widest = theme.widest([value.printed for row in rows for value in row.values])
    ends = chart.axis or _percent_axis(chart, rows)
    low, high = (float(ends[0]), float(ends[1])) if ends else (lowest_value(rows), highest_value(rows) * _ABOVE_HIGHEST)
    left = names.width + GAP * 2 + (widest if low < 0 else 0)
    right = theme.width - theme.widest(gaps) - widest - 4 * GAP
    left += _room_for_labels(theme, rows, low, (right - left) / (high - low))
    ticks = axis_ticks(low, high, round_step(high - low)) if ends else []
    return ValueAxis(ticks, left, right, low, (right - left) / (high - low))


def _room_for_labels(theme: ChartTheme, rows: Sequence[nodes.Row], low: float, scale: float) -> float:
    """Return how far the plot moves right, so that the value of a point near its left edge does not touch the
    names."""
    missing = [0.0]
    for row in rows:
        labelled = [(as_float(v), v.printed) for v in row.values if v.number is not None]
        if labelled:
            least, text = min(labelled)
            missing.append(theme.measure(text) + 8 - (least - low) * scale)
    return max(missing)


def _percent_axis(chart: nodes.Chart, rows: Sequence[nodes.Row]) -> tuple[Decimal, Decimal] | None:
    """Return the scale for percentages between 0 and 100, else None: the whole one, or where all points are close
    together on it and some pair would overlap, a part of it around them."""
    low, high = min(_values(rows), default=0.0), highest_value(rows)
    if chart.panels[0].unit not in ("%", "％") or low < 0 or high > _WHOLE:
        return None
    spread = high - low
    gaps = [abs(a - b) for row in rows if len(values := numbers_of(row.values[:2])) == 2 for a, b in [values] if a != b]
    if not gaps or min(gaps) >= _OVERLAP or spread > _NARROW:
        return Decimal(0), Decimal(_WHOLE)
    step = round_step(3 * spread)
    first, last = math.floor((low - spread) / step), math.ceil((high + spread) / step)
    ends = (max(0.0, first * step), min(float(_WHOLE), last * step))
    return Decimal(repr(round(ends[0], 10))), Decimal(repr(round(ends[1], 10)))


def _values(rows: Sequence[nodes.Row]) -> list[float]:
    return [number for row in rows for number in numbers_of(row.values)]


def _legend(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[Mark], float]:
    """Return the two points with the names of their series, and the height they take."""
    if len(chart.series) != 2:
        return [], 0.0
    first = theme.measure(chart.series[0])
    marks: list[Mark] = [
        Dot(4, 6, _LEGEND_RADIUS, "FFFFFF", theme.accent),
        Label(12, 9, chart.series[0], theme.size, theme.dark),
        Dot(30 + first, 6, _LEGEND_RADIUS, theme.accent, theme.accent),
        Label(38 + first, 9, chart.series[1], theme.size, theme.dark),
    ]
    return marks, theme.leading + 4


def _pair(theme: ChartTheme, row: nodes.Row, axis: ValueAxis, middle: float) -> list[Mark]:
    """Return the two points of a row, joined; of a pair whose other value is missing, the point there is."""
    values = row.values[:2]
    xs = [axis.zero + as_float(value) * axis.scale for value in values]
    if len(values) < 2 or len(numbers_of(values)) < 2:
        points = [
            _point(theme, value, (x, middle), last=bool(index), left=not index)
            for index, (value, x) in enumerate(zip(values, xs, strict=True))
            if value.number is not None
        ]
        return [mark for point in points for mark in point]
    first_left = xs[0] <= xs[1]
    first_dot, first_label = _point(theme, values[0], (xs[0], middle), last=False, left=first_left)
    last_dot, last_label = _point(theme, values[1], (xs[1], middle), last=True, left=not first_left)
    palette = theme.style.palette
    joint = Line(((xs[0], middle), (xs[1], middle)), palette[2] if len(palette) > 2 else theme.light, 2.4)
    return [joint, first_dot, last_dot, first_label, last_label]


def _point(
    theme: ChartTheme, value: nodes.Value, at: tuple[float, float], *, last: bool, left: bool
) -> tuple[Mark, Mark]:
    """Return the dot of a value, hollow for the first and full for the last of a pair, and its label beside it."""
    x, middle = at
    dot = Dot(x, middle, _RADIUS, theme.accent if last else "FFFFFF", theme.accent)
    label = Label(
        x + (-_LABEL_GAP if left else _LABEL_GAP),
        theme.baseline(middle),
        value.printed,
        theme.size,
        "000000" if last else theme.dark,
        "end" if left else "start",
        bold=last,
    )
    return dot, label


def _gap_text(chart: nodes.Chart, row: nodes.Row) -> str:
    """Return the difference of a pair, "" where an end is missing or only an estimate."""
    if any(_ESTIMATE.search(value.printed) for value in row.values):
        return ""
    if len(row.values) < 2 or row.values[0].number is None or row.values[1].number is None:
        return ""
    gap = row.values[1].number - row.values[0].number
    return f"{'+' if gap > 0 else '−' if gap < 0 else ''}{abs(gap)}{chart.gap_unit}"
