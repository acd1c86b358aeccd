"""What charts share whose categories stand below one another: names at the left, values to the right of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.charts.marks import Label, Mark, vertical_hairline
from jzdocs.charts.native import Axis, Native, Plot, Series, gap_width
from jzdocs.charts.scales import (
    TINY,
    axis_ticks,
    highest_value,
    lowest_value,
    printed_grouped,
    round_range,
    round_step,
)
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_NAMES_AT_MOST, _NAMES_AT_LEAST = 0.46, 0.2  # of the chart's width
LEAST_PLOT = 60.0  # points that bars keep beside their names and values
_BAR_DISTANCE = 1.5  # between the bars of one row
_VALUE_GAP = 4
LEAST_BAR = 0.6  # so that a bar of 0 can be seen
_TOP_SHARE = 0.9  # of an axis: a longer bar needs room for its value beyond the axis


def sorted_rows(chart: nodes.Chart) -> list[nodes.Row]:
    """Return the rows of a chart by group and size, or in the order of the source where the chart keeps that."""
    rows = chart.panels[0].rows
    if not chart.sort:
        return list(rows)
    group_order = {group: index for index, group in enumerate(chart.groups)}

    def key(row: nodes.Row) -> tuple[int, Decimal]:
        number = row.values[0].number if row.values else None
        return group_order.get(row.group, len(group_order)), -(number if number is not None else Decimal("-Infinity"))

    return sorted(rows, key=key)


def bar_distance(theme: ChartTheme) -> float:
    """Return the distance of bars that stand together: that of their values, where bars are thinner than these."""
    return max(_BAR_DISTANCE, theme.size - theme.bar_thickness)


def bars_thickness(theme: ChartTheme, count: int) -> float:
    """Return the thickness of `count` bars that stand together."""
    return theme.bar_thickness * count + bar_distance(theme) * (count - 1)


def values_width(theme: ChartTheme, rows: Sequence[nodes.Row]) -> float:
    """Return the room of the widest value at the end of a bar."""
    return theme.widest([value.printed for row in rows for value in row.values]) + 8


class NameColumn:
    """The names at the left: the lines of each, the width of the column, and the height of each row, which holds its
    name and bars of `thickness`. `beside` are the points that texts at the right take: names get what these and the
    bars leave."""

    def __init__(self, theme: ChartTheme, rows: Sequence[nodes.Row], thickness: float, beside: float = 0.0) -> None:
        self._theme = theme
        room = theme.width - beside - LEAST_PLOT
        self._limit = max(theme.width * _NAMES_AT_LEAST, min(theme.width * _NAMES_AT_MOST, room))
        self._lines = [self._break(row) for row in rows]
        self.width = theme.widest([text for lines in self._lines for text in lines])
        self.heights = [max(thickness, theme.leading * len(lines)) + theme.row_padding for lines in self._lines]

    def _break(self, row: nodes.Row) -> list[str]:
        theme, limit = self._theme, self._limit
        whole = row_name(row)
        if theme.measure(whole) <= limit:
            return [whole]
        return theme.wrap(row.name, limit) + (theme.wrap(f"（{row.detail}）", limit) if row.detail else [])

    def middles(self, top: float) -> list[float]:
        """Return the height of each row's middle where the first row begins at `top`."""
        middles = []
        for height in self.heights:
            middles.append(top + height / 2)
            top += height
        return middles

    def bottom(self, top: float) -> float:
        """Return where the last row ends where the first begins at `top`."""
        return sum(self.heights, top)

    def marks(self, index: int, middle: float) -> list[Mark]:
        """Return the lines of a row's name, flush right, centred on the height `middle`."""
        return name_labels(self._theme, self._lines[index], self.width, middle)


def name_labels(theme: ChartTheme, lines: Sequence[str], right: float, middle: float) -> list[Mark]:
    """Return lines of text that end at `right`, together centred on the height `middle`."""
    first = theme.baseline(middle - theme.leading * (len(lines) - 1) / 2)
    return [
        Label(right, first + theme.leading * index, text, theme.size, anchor="end") for index, text in enumerate(lines)
    ]


def row_name(row: nodes.Row) -> str:
    """Return the name of a row with its detail in brackets."""
    return f"{row.name}（{row.detail}）" if row.detail else row.name


class ValueAxis(Struct, frozen=True):
    """The horizontal axis of values: its ticks (only where it is shown), the left and right edge of the plot, the
    number at the left edge, and the points that a unit is long."""

    ticks: list[tuple[float, str]]
    left: float
    right: float
    low: float
    scale: float

    @property
    def zero(self) -> float:
        """Return the x of 0."""
        return self.left - self.low * self.scale

    def gridlines(self, theme: ChartTheme, top: float, bottom: float) -> list[Mark]:
        """Return a line at each tick."""
        return [vertical_hairline(self._x(number), top, bottom, theme.pale) for number, _ in self.ticks]

    def tick_labels(self, theme: ChartTheme, bottom: float) -> tuple[list[Mark], float]:
        """Return the texts of the ticks below the plot, and the height they take."""
        size = theme.size - 0.5
        marks: list[Mark] = [
            Label(self._x(number), bottom + theme.size + 2, text, size, theme.dark, "middle")
            for number, text in self.ticks
        ]
        return marks, theme.size + 5 if self.ticks else 0.0

    def _x(self, number: float) -> float:
        return self.left + (number - self.low) * self.scale


def value_axis(chart: nodes.Chart, theme: ChartTheme, names: NameColumn) -> ValueAxis:
    """Return the axis of a chart of bars beside its names, with room for the values that stand at the bars' ends.
    Only an axis that the chart names has ticks; the others begin at 0, or at the lowest negative number."""
    rows = chart.reference or chart.panels[0].rows
    widest = values_width(theme, rows)
    name_width = max(names.width, NameColumn(theme, rows, 0.0, widest).width if chart.reference else 0.0)
    low, high = theme.span or (lowest_value(rows), highest_value(rows))
    if low < 0 and high <= TINY:
        high = 0.0
    ticks: list[tuple[float, str]] = []
    left, right = name_width + GAP, theme.width - (widest if high > 0 else 10.0)
    if chart.axis:
        low, high, step = round_range(min(low, float(chart.axis[0])), max(high, float(chart.axis[1])))
        ticks = axis_ticks(low, high, step, grouped=printed_grouped(rows))
        right = theme.width - max(widest if highest_value(rows) > _TOP_SHARE * high else 0.0, 10.0)
    if low < 0:
        left += widest
    scale = max(right - left, 1.0) / (high - low)
    return ValueAxis(ticks, left, right, low, scale)


def value_label(theme: ChartTheme, text: str, end: float, middle: float, *, negative: bool) -> Label:
    """Return the value of a bar that ends at `end`: behind it, or before it where the bar goes to the left."""
    if negative:
        return Label(end - _VALUE_GAP, theme.baseline(middle), text, theme.size, anchor="end")
    return Label(end + _VALUE_GAP, theme.baseline(middle), text, theme.size)


class NativeBars(Struct, frozen=True):
    """What Word needs of a chart of bars beyond its axis: categories and series, the top of the plot, the thickness
    of a row's bars together, and how far these overlap, in percent of a bar."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    top: float
    thickness: float
    overlap: int = 0


def native_bars(chart: nodes.Chart, theme: ChartTheme, height: float, names: NameColumn, bars: NativeBars) -> Native:
    """Return the description of a chart of horizontal bars, whose plot is where it is planned."""
    axis = value_axis(chart, theme, names)
    left, low = axis.left, axis.low
    high = low + (axis.right - left) / axis.scale
    step = axis.ticks[1][0] - axis.ticks[0][0] if len(axis.ticks) > 1 else round_step(high - low)
    if low < 0:  # the labels of negative bars stand left of them: within the plot, whose names are at its edge
        room = left - names.width - GAP
        left, low = left - room, low - room / axis.scale
    plot_height = sum(names.heights)
    pitch = plot_height / max(1, len(names.heights))
    return Native(
        "bar",
        "clustered",
        theme.width,
        height,
        bars.categories,
        bars.series,
        Axis(low, high, step, bool(axis.ticks), fixed=chart.axis is not None),
        Plot(left, bars.top, axis.right - left, plot_height),
        round(gap_width(pitch, bars.thickness) * bars.thickness / theme.bar_thickness),
        bars.overlap,
        "outEnd",
        "top" if bars.top else "",
    )
