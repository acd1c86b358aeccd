"""What lines and areas share: a plot with an axis of values, the rows as equally distant places, and the names of the
series at their ends instead of in a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from jzdocs.charts.marks import Label, Mark, horizontal_hairline
from jzdocs.charts.native import Axis, Grouping, Native, Plot, Series, series_name
from jzdocs.charts.scales import TINY, as_float, axis_ticks, lowest_value, round_step
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_PLOT_HEIGHT = 112.0
_PADDING = 14.0  # from the plot's edges to the first and last place
_TICK_DROP = 0.33  # of the text's size, from a gridline to the baseline of its text
_LEAST_NAME_WIDTH, _MOST_NAME_WIDTH = 24.0, 60.0
_LEGEND_SWATCHES = 14.0  # what the legend of Word takes beside its texts


def series_of(rows: Sequence[nodes.Row]) -> list[list[nodes.Value]]:
    """Return the values by series; one that a row lacks is missing."""
    count = max((len(row.values) for row in rows), default=0)
    return [
        [row.values[index] if index < len(row.values) else nodes.Value("") for row in rows] for index in range(count)
    ]


class PointFrame:
    """The plot: `xs` of the rows, `y` of a number, ticks, and edges. `highest` is the number that must have room,
    unless the chart names its axis."""

    def __init__(self, chart: nodes.Chart, theme: ChartTheme, highest: float) -> None:
        self._theme, self._rows = theme, chart.panels[0].rows
        low = lowest_value(self._rows)
        if chart.axis:
            low, highest = float(chart.axis[0]), float(chart.axis[1])
        self.step = round_step(max(highest - low, TINY))
        high = low + self.step * math.ceil((highest - low) / self.step - 1e-9)
        self.ticks = axis_ticks(low, high, self.step)
        self.low, self.scale = low, _PLOT_HEIGHT / (high - low)
        self.left = max(theme.measure(text, theme.size - 0.5) for _, text in self.ticks) + 6
        self.right = theme.width - _room_for_series_names(chart, theme)
        self.top, self.base = theme.size, theme.size + _PLOT_HEIGHT
        self.xs, self.pitch = self._places()

    def _places(self) -> tuple[list[float], float]:
        """Return the x of each row, and their distance."""
        count = len(self._rows)
        if count < 2:
            return [(self.left + self.right) / 2], self.right - self.left
        pitch = (self.right - self.left - 2 * _PADDING) / max(1, count - 1)
        return [self.left + _PADDING + pitch * index for index in range(count)], pitch

    def y(self, number: float) -> float:
        """Return the height of a number."""
        return self.base - (number - self.low) * self.scale

    def axis_marks(self) -> list[Mark]:
        """Return the gridlines with their texts."""
        theme, marks = self._theme, list[Mark]()
        for number, text in self.ticks:
            y, color = self.y(number), theme.axis_color if number == 0 else theme.pale
            marks.append(horizontal_hairline(y, self.left, self.right, color))
            size = theme.size - 0.5
            marks.append(Label(self.left - 4, y + theme.size * _TICK_DROP, text, size, theme.dark, "end"))
        return marks

    def row_names(self) -> tuple[list[Mark], float]:
        """Return the names below the plot, as many as have room, and where they end."""
        theme, marks, lowest = self._theme, list[Mark](), self.base
        widest = min(theme.widest([row.name for row in self._rows]), _MOST_NAME_WIDTH)
        every = max(1, math.ceil((widest + 4) / max(self.pitch, 1e-6)))
        for index in range(0, len(self._rows), every):
            width = max(self.pitch * every - 4, _LEAST_NAME_WIDTH)
            for number, line in enumerate(theme.wrap(self._rows[index].name, width)):
                y = self.base + 4 + theme.size + number * theme.leading
                marks.append(Label(self.xs[index], y, line, theme.size, anchor="middle"))
                lowest = max(lowest, y + theme.size * 0.3)
        return marks, lowest + 1

    def value_labels(self, values: Sequence[nodes.Value]) -> list[Mark]:
        """Return the values of a series above its points: the last, and of the others as many as have room."""
        widest = self._theme.widest([value.printed for value in values])
        every = max(1, math.ceil((widest + 3) / max(self.pitch, 1e-6)))
        shown = set(range(len(values) - 1, -1, -every))
        return [
            Label(x, self.y(as_float(value)) - 5, value.printed, self._theme.size, anchor="middle")
            for index, (x, value) in enumerate(zip(self.xs, values, strict=True))
            if index in shown and value.number is not None
        ]


def _room_for_series_names(chart: nodes.Chart, theme: ChartTheme) -> float:
    return theme.widest(chart.series) + 8 if chart.series else 10.0


def native_points(
    chart: nodes.Chart, theme: ChartTheme, height: float, highest: float, kind: Literal["line", "area"]
) -> Native:
    """Return the description of a chart of lines or areas, whose plot is where it is planned."""
    rows = chart.panels[0].rows
    series_values = series_of(rows)
    fills = theme.fills(len(series_values))
    frame = PointFrame(chart, theme, highest)
    single, stacked = len(series_values) == 1, kind == "area" and len(series_values) != 1
    series = tuple(
        Series(
            series_name(chart, index),
            tuple(value if value.number is not None else None for value in values),
            fills[index],
            label="000000" if single else fills[index],
            named=not single and kind == "line",
            dash=index > 1,
        )
        for index, values in enumerate(series_values)
    )
    axis = Axis(frame.low, frame.low + _PLOT_HEIGHT / frame.scale, frame.ticks[1][0] - frame.ticks[0][0], shown=True)
    grouping: Grouping = "stacked" if stacked else "standard"
    plot_width = frame.right - frame.left - (_LEGEND_SWATCHES if stacked else 0.0)
    return Native(
        kind,
        grouping,
        theme.width,
        height,
        tuple(row.name for row in rows),
        series,
        axis,
        Plot(frame.left, frame.top, plot_width, _PLOT_HEIGHT),
        labels="t" if single and kind == "line" else "none",
        legend="right" if stacked else "",
    )
