"""Points that are joined: lines, areas, slopes. Series are named at their ends, not in a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence

from jzdocs.charts import theme
from jzdocs.charts.marks import Area, Dot, Label, Line, Mark, Plan
from jzdocs.model import nodes

PLOT = 112.0


def series_of(rows: Sequence[nodes.Row]) -> list[list[nodes.Value]]:
    """The values by series; one that a row lacks is missing."""
    count = max((len(r.values) for r in rows), default=0)
    return [[r.values[i] if i < len(r.values) else nodes.Value("") for r in rows] for i in range(count)]


def spread(wanted: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Positions as near to `wanted` as can be with at least `distance` between neighbours, inside [low, high]."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    out = [0.0] * len(wanted)
    last = low - distance
    for index in order:
        out[index] = last = max(wanted[index], last + distance)
    limit = high
    for index in reversed(order):
        out[index] = min(out[index], limit)
        limit = out[index] - distance
    return out


class Frame:
    """The plot: x of each row, y of a number, ticks and baseline."""

    def __init__(
        self,
        chart: nodes.Chart,
        ink: theme.ChartTheme,
        rows: Sequence[nodes.Row],
        left: float,
        right: float,
        highest: float,
    ) -> None:
        low = min(0.0, theme.bottom_of(rows))
        if chart.axis:
            low, highest = float(chart.axis[0]), float(chart.axis[1])
        step = theme.nice_step(max(highest - low, 1e-9))
        high = low + step * math.ceil((highest - low) / step - 1e-9)
        self.ticks = theme.axis_texts(low, high, step)
        self.left = left + max(ink.measure(t, ink.size - 0.5) for _, t in self.ticks) + 6
        self.right, self.top, self.base = right, ink.size, ink.size + PLOT
        self.low, self.scale = low, PLOT / (high - low)
        pad = 14.0
        gap = (right - self.left - 2 * pad) / max(1, len(rows) - 1)
        self.xs = [self.left + pad + gap * i for i in range(len(rows))] if len(rows) > 1 else [(self.left + right) / 2]
        self.pitch = gap if len(rows) > 1 else right - self.left

    def y(self, value: float) -> float:
        return self.base - (value - self.low) * self.scale

    def marks(self, ink: theme.ChartTheme) -> list[Mark]:
        out: list[Mark] = []
        for value, text in self.ticks:
            y = self.y(value)
            out.append(theme.horizontal(y, self.left, self.right, ink.style.greys[1] if value == 0 else ink.pale))
            out.append(Label(self.left - 4, y + ink.size * 0.33, text, ink.size - 0.5, ink.dark, "end"))
        return out

    def names(self, ink: theme.ChartTheme, rows: Sequence[nodes.Row], marks: list[Mark]) -> float:
        """Names below the plot; as many as have room. Returns where they end."""
        widest = max(ink.measure(r.name) for r in rows)
        every = max(1, math.ceil((min(widest, 60.0) + 4) / max(self.pitch, 1e-6)))
        lowest = self.base
        for index in range(0, len(rows), every):
            for number, line in enumerate(ink.wrap(rows[index].name, max(self.pitch * every - 4, 24.0))):
                y = self.base + 4 + ink.size + number * ink.leading
                marks.append(Label(self.xs[index], y, line, ink.size, "000000", "middle"))
                lowest = max(lowest, y + ink.size * 0.3)
        return lowest + 1


def end_labels(chart: nodes.Chart, ink: theme.ChartTheme) -> float:
    """The room at the right that the names of the series need."""
    return max((ink.measure(s) for s in chart.series), default=0.0) + 8 if chart.series else 10.0


def line(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """A line a series. One series carries its values at the points; several carry them at the end."""
    rows = chart.panels[0].rows
    series = series_of(rows)
    fills = ink.fills(len(series))
    frame = Frame(chart, ink, rows, 0.0, ink.width - end_labels(chart, ink), theme.top_of(rows))
    marks = frame.marks(ink)
    ends = []
    for number, values in enumerate(series):
        points = [(x, frame.y(theme.number(v))) for x, v in zip(frame.xs, values, strict=True) if v.number is not None]
        if not points:
            continue
        marks.append(Line(tuple(points), fills[number], 1.6, () if number < 2 else (4.0, 2.0)))
        marks += [Dot(x, y, 2.2, fills[number], fills[number], 0.5) for x, y in points]
        ends.append((number, points[-1]))
        if len(series) == 1:
            marks += _point_labels(ink, frame, values)
    at = spread([y for _, (_, y) in ends], ink.leading, frame.top, frame.base)
    for (number, (x, _)), y in zip(ends, at, strict=True):
        if number < len(chart.series):
            marks.append(
                Label(max(x, frame.right) + 4, y + ink.size * 0.36, chart.series[number], ink.size, fills[number])
            )
    bottom = frame.names(ink, rows, marks)
    return Plan(ink.width, bottom, tuple(marks))


def _point_labels(ink: theme.ChartTheme, frame: Frame, values: Sequence[nodes.Value]) -> list[Mark]:
    widest = max(ink.measure(v.printed) for v in values)
    every = max(1, math.ceil((widest + 3) / max(frame.pitch, 1e-6)))
    shown = set(range(len(values) - 1, -1, -every))
    return [
        Label(x, frame.y(theme.number(v)) - 5, v.printed, ink.size, "000000", "middle")
        for i, (x, v) in enumerate(zip(frame.xs, values, strict=True))
        if i in shown and v.number is not None
    ]


def area(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """Areas from zero, stacked where there are several series."""
    rows = chart.panels[0].rows
    series = series_of(rows)
    fills = ink.fills(len(series))
    totals = [sum(v for v in (theme.number(x) for x in r.values) if not math.isnan(v)) for r in rows]
    frame = Frame(chart, ink, rows, 0.0, ink.width - end_labels(chart, ink), max(totals, default=0.0) or 1e-9)
    marks = frame.marks(ink)
    below = [0.0] * len(rows)
    middles = []
    for number, values in enumerate(series):
        above = [b + (0.0 if v.number is None else theme.number(v)) for b, v in zip(below, values, strict=True)]
        upper = [(x, frame.y(v)) for x, v in zip(frame.xs, above, strict=True)]
        lower = [(x, frame.y(v)) for x, v in zip(frame.xs, below, strict=True)]
        marks.append(Area((*upper, *reversed(lower)), fills[number]))
        middles.append((upper[-1][1] + lower[-1][1]) / 2)
        below = above
    if len(series) == 1:
        marks += _point_labels(ink, frame, series[0])
    for number, y in enumerate(spread(middles, ink.leading, frame.top, frame.base)):
        if number < len(chart.series):
            marks.append(Label(frame.right + 4, y + ink.size * 0.36, chart.series[number], ink.size, ink.dark))
    bottom = frame.names(ink, rows, marks)
    return Plan(ink.width, bottom, tuple(marks))


def slope(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """Two states joined by a line for each row; names and values at both ends, moved apart where they would touch."""
    rows = [r for r in chart.panels[0].rows if len(r.values) >= 2 and all(v.number is not None for v in r.values[:2])]
    heads = chart.series[:2] if len(chart.series) >= 2 else ("期初", "期末")
    left_texts = [f"{r.name}　{r.values[0].printed}" for r in rows]
    right_texts = [r.values[1].printed for r in rows]
    left = min(max((ink.measure(t) for t in left_texts), default=0.0), ink.width * 0.5) + 8
    right = ink.width - max((ink.measure(t) for t in right_texts), default=0.0) - 8
    top, height = ink.leading + 8, max(90.0, ink.leading * len(rows) * 1.15)
    values = [theme.number(v) for r in rows for v in r.values[:2]]
    low, high = min(values, default=0.0), max(values, default=1.0)
    scale = height / (high - low or 1.0)

    def y(value: float) -> float:
        return top + height - (value - low) * scale

    marks: list[Mark] = [
        Label(left, ink.size, heads[0], ink.size, ink.dark, "middle"),
        Label(right, ink.size, heads[1], ink.size, ink.dark, "middle"),
        theme.vertical(left, top - 4, top + height + 4, ink.pale),
        theme.vertical(right, top - 4, top + height + 4, ink.pale),
    ]
    fills = theme.shade(rows, chart, ink)
    starts = spread([y(theme.number(r.values[0])) for r in rows], ink.leading, top, top + height)
    ends = spread([y(theme.number(r.values[1])) for r in rows], ink.leading, top, top + height)
    for index, row in enumerate(rows):
        a, b = (y(theme.number(v)) for v in row.values[:2])
        fill, down = fills[index], ink.size * 0.36
        marks += [
            Line(((left, a), (right, b)), fill, 1.4),
            Dot(left, a, 2.6, "FFFFFF", fill),
            Dot(right, b, 2.6, fill, fill),
            Label(left - 7, starts[index] + down, left_texts[index], ink.size, "000000", "end"),
            Label(right + 7, ends[index] + down, right_texts[index], ink.size, "000000", bold=True),
        ]
    return Plan(ink.width, top + height + 6, tuple(marks))
