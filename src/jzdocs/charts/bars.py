"""Horizontal bars: simple, grouped, dumbbells, and progress. Rows are as high as their names; bars are equally thick
everywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from jzdocs.charts import theme
from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, Rect
from jzdocs.model import nodes

_PAD = 8.0
_NAMES_AT_MOST = 0.46


class Names:
    """The column of names at the left: lines of each, its width, and the height of each row."""

    def __init__(self, ink: theme.ChartTheme, rows: Sequence[nodes.Row], thickness: float) -> None:
        limit = ink.width * _NAMES_AT_MOST
        self.lines = [self._lines(ink, row, limit) for row in rows]
        self.width = max((ink.measure(t) for lines in self.lines for t in lines), default=0.0)
        self.heights = [max(thickness, ink.leading * len(lines)) + _PAD for lines in self.lines]
        self.ink = ink

    @staticmethod
    def _lines(ink: theme.ChartTheme, row: nodes.Row, limit: float) -> list[str]:
        whole = f"{row.name}（{row.detail}）" if row.detail else row.name
        if ink.measure(whole) <= limit:
            return [whole]
        return ink.wrap(row.name, limit) + (ink.wrap(f"（{row.detail}）", limit) if row.detail else [])

    def marks(self, index: int, middle: float) -> list[Mark]:
        ink, lines = self.ink, self.lines[index]
        first = middle - ink.leading * (len(lines) - 1) / 2 + ink.size * 0.36
        return [Label(self.width, first + ink.leading * i, t, ink.size, "000000", "end") for i, t in enumerate(lines)]


def ordered(chart: nodes.Chart, rows: Sequence[nodes.Row]) -> list[nodes.Row]:
    """Rows by group and size, unless the chart keeps the order of the source."""
    if not chart.sort:
        return list(rows)
    order = {g: i for i, g in enumerate(chart.groups)}

    def key(row: nodes.Row) -> tuple[int, Decimal]:
        value = row.values[0].number if row.values else None
        return order.get(row.group, len(order)), -(value if value is not None else Decimal("-Infinity"))

    return sorted(rows, key=key)


def bar(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """One bar a row, its value at its end; the sign of a value decides its side of the zero line."""
    rows = ordered(chart, chart.panels[0].rows)
    names = Names(ink, rows, ink.bar)
    marks, y = theme.legend(ink, chart.groups, ink.fills(len(chart.groups))) if chart.groups else ([], 0.0)
    fills = theme.shade(rows, chart, ink)
    axis, x0, _x1, low, scale = scale_of(chart, ink, rows, names.width + theme.GAP)
    zero = x0 - low * scale
    marks += _gridlines(axis, ink, x0, low, scale, y, y + sum(names.heights))
    top = y
    for index, row in enumerate(rows):
        middle = y + names.heights[index] / 2
        marks += names.marks(index, middle)
        value = row.values[0] if row.values else nodes.Value("")
        size = theme.number(value)
        if not math.isnan(size):
            width = size * scale
            marks.append(
                Rect(min(zero, zero + width), middle - ink.bar / 2, max(abs(width), 0.6), ink.bar, fills[index])
            )
            marks.append(_value_label(ink, value.printed, zero + width, middle, size < 0))
        else:
            marks.append(Label(zero + theme.GAP, middle + ink.size * 0.36, value.raw or "—", ink.size, ink.dark))
        y += names.heights[index]
    marks.append(theme.vertical(zero, top, y, ink.style.greys[1]))
    y += _axis_labels(axis, ink, x0, low, scale, y, marks)
    return Plan(ink.width, y, tuple(marks))


def _value_label(ink: theme.ChartTheme, text: str, end: float, middle: float, left: bool) -> Label:
    if left:
        return Label(end - 4, middle + ink.size * 0.36, text, ink.size, "000000", "end")
    return Label(end + 4, middle + ink.size * 0.36, text, ink.size, "000000")


def scale_of(
    chart: nodes.Chart, ink: theme.ChartTheme, rows: Sequence[nodes.Row], left: float
) -> tuple[list[tuple[float, str]], float, float, float, float]:
    """Ticks (where the chart has an axis), left and right edge of the plot, its lowest value, points a unit."""
    widest = max((ink.measure(v.printed) for r in rows for v in r.values), default=0.0) + 8
    low, high = theme.bottom_of(rows), theme.top_of(rows)
    ticks: list[tuple[float, str]] = []
    right = ink.width - widest
    if chart.axis:
        low, high = float(chart.axis[0]), float(chart.axis[1])
        ticks = theme.axis_texts(low, high, theme.nice_step(high - low))
        right = ink.width - max(widest if theme.top_of(rows) > 0.9 * high else 0.0, 10.0)
    if low < 0:
        left += widest
    return ticks, left, right, low, (right - left) / (high - low)


def _gridlines(
    ticks: Sequence[tuple[float, str]], ink: theme.ChartTheme, x0: float, low: float, scale: float, y1: float, y2: float
) -> list[Mark]:
    return [theme.vertical(x0 + (value - low) * scale, y1, y2, ink.pale) for value, _ in ticks]


def _axis_labels(
    ticks: Sequence[tuple[float, str]],
    ink: theme.ChartTheme,
    x0: float,
    low: float,
    scale: float,
    y: float,
    marks: list[Mark],
) -> float:
    for value, text in ticks:
        marks.append(Label(x0 + (value - low) * scale, y + ink.size + 2, text, ink.size - 0.5, ink.dark, "middle"))
    return ink.size + 5 if ticks else 0.0


def grouped(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """Several bars a row, one a series."""
    rows = chart.panels[0].rows
    count = max(len(r.values) for r in rows)
    fills = ink.fills(count)
    names = Names(ink, rows, ink.bar * count + 1.5 * (count - 1))
    marks, y = theme.legend(ink, chart.series, fills) if chart.series else ([], 0.0)
    axis, x0, _, low, scale = scale_of(chart, ink, rows, names.width + theme.GAP)
    zero = x0 - low * scale
    top = y
    marks += _gridlines(axis, ink, x0, low, scale, y, y + sum(names.heights))
    for index, row in enumerate(rows):
        middle = y + names.heights[index] / 2
        marks += names.marks(index, middle)
        first = middle - (ink.bar * count + 1.5 * (count - 1)) / 2
        for number, value in enumerate(row.values):
            size = theme.number(value)
            if math.isnan(size):
                continue
            at = first + number * (ink.bar + 1.5)
            marks.append(Rect(min(zero, zero + size * scale), at, max(abs(size * scale), 0.6), ink.bar, fills[number]))
            marks.append(_value_label(ink, value.printed, zero + size * scale, at + ink.bar / 2, size < 0))
        y += names.heights[index]
    marks.append(theme.vertical(zero, top, y, ink.style.greys[1]))
    y += _axis_labels(axis, ink, x0, low, scale, y, marks)
    return Plan(ink.width, y, tuple(marks))


def dumbbell(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """From a hollow point to a full one; both values at the points, the gap written out at the right, computed from
    the values."""
    rows = chart.panels[0].rows
    names = Names(ink, rows, ink.bar * 1.6)
    gaps = [_gap_text(chart, row) for row in rows]
    gap_width = max((ink.measure(t) for t in gaps), default=0.0)
    widest = max((ink.measure(v.printed) for r in rows for v in r.values), default=0.0)
    axis = chart.axis or _percent_axis(chart, rows)
    low, high = (float(axis[0]), float(axis[1])) if axis else (theme.bottom_of(rows), theme.top_of(rows) * 1.02)
    x0 = names.width + theme.GAP * 2 + (widest if low < 0 else 0)
    x1 = ink.width - gap_width - widest - 4 * theme.GAP
    x0 += _room_before(ink, rows, low, (x1 - x0) / (high - low))
    scale = (x1 - x0) / (high - low)
    ticks = theme.axis_texts(low, high, theme.nice_step(high - low)) if axis else []
    marks, y = _dumbbell_legend(chart, ink)
    marks += _gridlines(ticks, ink, x0, low, scale, y, y + sum(names.heights))
    if not ticks:
        marks.append(theme.vertical(x0 - low * scale, y, y + sum(names.heights), ink.style.greys[1]))
    for index, row in enumerate(rows):
        middle = y + names.heights[index] / 2
        marks += names.marks(index, middle)
        marks += _pair(ink, row, x0 - low * scale, scale, middle)
        marks.append(Label(ink.width, middle + ink.size * 0.36, gaps[index], ink.size, ink.accent, "end", bold=True))
        y += names.heights[index]
    y += _axis_labels(ticks, ink, x0, low, scale, y, marks)
    return Plan(ink.width, y, tuple(marks))


def _room_before(ink: theme.ChartTheme, rows: Sequence[nodes.Row], low: float, scale: float) -> float:
    """How far the plot moves right, so that the label of a point near its left edge has room beside the names."""
    lacking = [0.0]
    for row in rows:
        numbers = [(theme.number(v), v.printed) for v in row.values if v.number is not None]
        if numbers:
            least, text = min(numbers)
            lacking.append(ink.measure(text) + 8 - (least - low) * scale)
    return max(lacking)


def _percent_axis(chart: nodes.Chart, rows: Sequence[nodes.Row]) -> tuple[Decimal, Decimal] | None:
    """Percentages between 0 and 100 stand on the whole scale."""
    inside = theme.bottom_of(rows) >= 0 and theme.top_of(rows) <= 100
    return (Decimal(0), Decimal(100)) if chart.panels[0].unit in ("%", "％") and inside else None


def _dumbbell_legend(chart: nodes.Chart, ink: theme.ChartTheme) -> tuple[list[Mark], float]:
    if len(chart.series) != 2:
        return [], 0.0
    first = ink.measure(chart.series[0])
    marks: list[Mark] = [
        Dot(4, 6, 3.2, "FFFFFF", ink.accent),
        Label(12, 9, chart.series[0], ink.size, ink.dark),
        Dot(30 + first, 6, 3.2, ink.accent, ink.accent),
        Label(38 + first, 9, chart.series[1], ink.size, ink.dark),
    ]
    return marks, ink.leading + 4


def _pair(ink: theme.ChartTheme, row: nodes.Row, zero: float, scale: float, middle: float) -> list[Mark]:
    if len(row.values) < 2 or any(v.number is None for v in row.values[:2]):
        return _lone_points(ink, row, zero, scale, middle)
    a, b = (zero + theme.number(v) * scale for v in row.values[:2])
    baseline = middle + ink.size * 0.36
    first_left = a <= b
    return [
        Line(((a, middle), (b, middle)), ink.style.palette[2] if len(ink.style.palette) > 2 else ink.light, 2.4),
        Dot(a, middle, 3.4, "FFFFFF", ink.accent),
        Dot(b, middle, 3.4, ink.accent, ink.accent),
        Label(
            a + (-7 if first_left else 7),
            baseline,
            row.values[0].printed,
            ink.size,
            ink.dark,
            "end" if first_left else "start",
        ),
        Label(
            b + (7 if first_left else -7),
            baseline,
            row.values[1].printed,
            ink.size,
            "000000",
            "start" if first_left else "end",
            bold=True,
        ),
    ]


def _lone_points(ink: theme.ChartTheme, row: nodes.Row, zero: float, scale: float, middle: float) -> list[Mark]:
    """Of a pair whose other value is missing, the point there is."""
    marks: list[Mark] = []
    for index, value in enumerate(row.values[:2]):
        if value.number is None:
            continue
        x = zero + theme.number(value) * scale
        marks.append(Dot(x, middle, 3.4, ink.accent if index else "FFFFFF", ink.accent))
        baseline, color = middle + ink.size * 0.36, "000000" if index else ink.dark
        marks.append(
            Label(
                x + (7 if index else -7),
                baseline,
                value.printed,
                ink.size,
                color,
                "start" if index else "end",
                bold=bool(index),
            )
        )
    return marks


def _gap_text(chart: nodes.Chart, row: nodes.Row) -> str:
    if len(row.values) < 2 or row.values[0].number is None or row.values[1].number is None:
        return ""
    gap = row.values[1].number - row.values[0].number
    return f"{'+' if gap > 0 else '−' if gap < 0 else ''}{abs(gap)}{chart.gap_unit}"


def progress(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """Done against the total, as a bar in its track; the share is computed and marked as derived."""
    rows = chart.panels[0].rows
    names = Names(ink, rows, ink.bar)
    texts = [_progress_text(row, chart.panels[0].unit) for row in rows]
    x0 = names.width + theme.GAP
    x1 = ink.width - max(ink.measure(t) for t in texts) - 6
    marks: list[Mark] = []
    y = 0.0
    for index, row in enumerate(rows):
        middle = y + names.heights[index] / 2
        marks += names.marks(index, middle)
        marks.append(Rect(x0, middle - ink.bar / 2, x1 - x0, ink.bar, ink.pale))
        if len(row.values) == 2 and all(v.number is not None for v in row.values):
            share = min(1.0, max(0.0, theme.number(row.values[0]) / (theme.number(row.values[1]) or 1.0)))
            marks.append(Rect(x0, middle - ink.bar / 2, (x1 - x0) * share, ink.bar, ink.accent))
        marks.append(Label(x1 + 6, middle + ink.size * 0.36, texts[index], ink.size))
        y += names.heights[index]
    return Plan(ink.width, y, tuple(marks))


def _progress_text(row: nodes.Row, unit: str) -> str:
    if len(row.values) != 2 or any(v.number is None for v in row.values):
        return "—"
    done, total = row.values[0].number, row.values[1].number
    assert done is not None and total is not None
    share = f"（{(done / total * 100).quantize(Decimal('0.1'))}%〔推算〕）" if total else ""
    return f"{row.values[0].printed}/{row.values[1].printed}{unit}{share}"
