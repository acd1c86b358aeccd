"""What lines and areas share: a plot with an axis of values, the rows at equal distances or, where they are times, at
their places in time, and the names of the series at their ends instead of in a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from jzdocs.charts.labels import keep_apart, staggered
from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, horizontal_hairline, vertical_hairline
from jzdocs.charts.native import Axis, Grouping, Native, Plot, Series, Shift, series_name
from jzdocs.charts.palette import text_on_paper
from jzdocs.charts.planners.shared_rows import row_name
from jzdocs.charts.scales import TINY, as_float, axis_ticks, lowest_value, printed_grouped, round_range, tick_text
from jzdocs.charts.theme import ChartTheme
from jzdocs.charts.times import is_even, time_places
from jzdocs.model import nodes

_PLOT_HEIGHT = 112.0
_PADDING = 14.0  # from the plot's edges to the first and last place
_TICK_DROP = 0.33  # of the text's size, from a gridline to the baseline of its text
_MOST_NAME_WIDTH = 60.0
_SERIES_NAMES_AT_MOST = 0.32  # of the chart's width
_LEGEND_SWATCHES = 14.0  # what the legend of Word takes beside its texts
_ROOM_BELOW = 0.12  # of the plot's height, for the value of its lowest point
_MOST_SLOTS = 60  # evenly distant times of a chart of Word
_MOVED = 4.0  # points that a name has moved before it gets a leader
_BREAK = ((0, 0), (0, -2), (-3, -4), (3, -6), (0, -8), (0, -10))  # the mark of an axis that does not begin at 0


def series_of(rows: Sequence[nodes.Row]) -> list[list[nodes.Value]]:
    """Return the values by series; one that a row lacks is missing."""
    count = max((len(row.values) for row in rows), default=0)
    return [
        [row.values[index] if index < len(row.values) else nodes.Value("") for row in rows] for index in range(count)
    ]


class PointFrame:
    """The plot: `xs` of the rows, `y` of a number, ticks, and edges. `highest` and `lowest` are the numbers that must
    have room. `even`: the rows stand at equal distances."""

    def __init__(self, chart: nodes.Chart, theme: ChartTheme, highest: float, lowest: float | None = None) -> None:
        self._theme, self._rows = theme, chart.panels[0].rows
        self._names = [self._wrapped(name) for name in chart.series]
        low = lowest_value(self._rows) if lowest is None else lowest
        if chart.axis:
            inside = [float(v.number) for row in self._rows for v in row.values if v.number is not None]
            low = min([float(chart.axis[0]), *inside])
            highest = max(float(chart.axis[1]), highest)
        if highest - low <= TINY:  # all are zero
            highest = low + 1.0
        self.low, high, self.step = round_range(low, highest)
        if len(chart.series) < 2 and low < 0 and (low - self.low) < (high - self.low) * _ROOM_BELOW and not chart.axis:
            self.low -= self.step  # a value that stands below its point
        self.ticks = axis_ticks(self.low, high, self.step, grouped=printed_grouped(self._rows))
        self.starts_elsewhere = self.low > 0 or high < 0
        self.height = max(_PLOT_HEIGHT, self._name_distance * (len(self._names) + 0.5) if len(self._names) > 1 else 0.0)
        self.scale = self.height / (high - self.low)
        self.left = max(theme.measure(text, theme.size - 0.5) for _, text in self.ticks) + 6
        names = theme.widest([line for lines in self._names for line in lines])
        self.right = theme.width - (names + 8 if self._names else 10.0)
        self.top = theme.leading + 3 + (theme.leading if self.starts_elsewhere else 0.0)
        self.base = self.top + self.height
        self.times = time_places([row.name for row in self._rows]) if len(self._rows) > 1 else None
        self.even = self.times is None or is_even(self.times)
        self.xs, self.pitch = self._places()

    def _wrapped(self, name: str) -> list[str]:
        return self._theme.wrap(name, self._theme.width * _SERIES_NAMES_AT_MOST)

    @property
    def _name_distance(self) -> float:
        return self._theme.leading * max((len(lines) for lines in self._names), default=1)

    def _places(self) -> tuple[list[float], float]:
        """Return the x of each row, and their mean distance."""
        count = len(self._rows)
        if count < 2:
            return [(self.left + self.right) / 2], self.right - self.left
        room = self.right - self.left - 2 * _PADDING
        times = self.times or list(map(float, range(count)))
        shares = [(time - times[0]) / (times[-1] - times[0]) for time in times]
        return [self.left + _PADDING + room * share for share in shares], room / (count - 1)

    @property
    def slots(self) -> list[int]:
        """Return the place of each row among evenly distant times (from 0); none where there would be too many."""
        if self.even or self.times is None:
            return list(range(len(self._rows)))
        slots = [round(time - self.times[0]) for time in self.times]
        return slots if slots[-1] < _MOST_SLOTS else []

    def y(self, number: float) -> float:
        """Return the height of a number."""
        return self.base - (number - self.low) * self.scale

    @property
    def break_text(self) -> str:
        """Return what tells that the axis does not begin at zero, "" where it does."""
        return f"（纵轴从{tick_text(self.low)}起）" if self.starts_elsewhere else ""

    def axis_marks(self) -> list[Mark]:
        """Return the gridlines with their texts; that of zero is darker. An axis without zero is marked at its foot and
        above it."""
        theme, marks = self._theme, list[Mark]()
        for number, text in self.ticks:
            is_zero = abs(number) < self.step / 2
            y, color = self.y(number), theme.axis_color if is_zero else theme.pale
            marks.append(horizontal_hairline(y, self.left, self.right, color))
            size = theme.size - 0.5
            marks.append(Label(self.left - 4, y + theme.size * _TICK_DROP, text, size, theme.dark, "end"))
        if self.starts_elsewhere:
            zigzag = tuple((self.left + x, self.base + y) for x, y in _BREAK)
            marks.append(Line(zigzag, theme.dark, 0.8))
            marks.append(Label(0.0, theme.size, self.break_text, theme.size, theme.dark))
        return marks

    def row_names(self) -> tuple[list[Mark], float, bool]:
        """Return the names below the plot, where they end, and whether some have no room. Of evenly distant times as
        many are named as have room; other names stand on several lines where they are too many for one."""
        theme, count = self._theme, len(self._rows)
        names = [row_name(row) for row in self._rows]
        widest = min(theme.widest(names), _MOST_NAME_WIDTH)
        if self.even and (widest + 4 <= self.pitch or self.times):
            every = max(1, math.ceil((widest + 4) / max(self.pitch, 1e-6)))
            shown = list(range(0, count, every))
            return *self._below(
                shown, [theme.wrap(names[i], self._name_room(i, self.pitch * every)) for i in shown]
            ), False
        wrapped = [theme.wrap(name, max(self._room(index) - 4, 1.0)) for index, name in enumerate(names)]
        if self.even and all(theme.widest(lines) <= self.pitch - 3 and len(lines) <= 4 for lines in wrapped):
            return *self._below(list(range(count)), wrapped), False
        lines = staggered(theme, list(zip(self.xs, names, strict=True)), theme.width)
        if lines is None:
            return *self._below([0, count - 1], [[names[0]], [names[-1]]]), True
        return *self._staggered(lines), False

    def _name_room(self, index: int, pitch: float) -> float:
        """Return the room of a name among others every `pitch` points, which does not leave the chart."""
        x = self.xs[index]
        return max(min(pitch / 2, x) + min(pitch / 2, self._theme.width - x) - 4, 1.0)

    def _room(self, index: int) -> float:
        """Return the room of a row's name, halfway to its neighbours."""
        x, xs = self.xs[index], self.xs
        left = (x - xs[index - 1]) / 2 if index else x
        right = (xs[index + 1] - x) / 2 if index + 1 < len(xs) else self._theme.width - x
        return 2 * min(left, right)

    def _below(self, shown: Sequence[int], names: Sequence[Sequence[str]]) -> tuple[list[Mark], float]:
        theme, marks, lowest = self._theme, list[Mark](), self.base
        for index, lines in zip(shown, names, strict=True):
            for number, line in enumerate(lines):
                y = self.base + 4 + theme.size + number * theme.leading
                marks.append(self._inside(self.xs[index], y, line))
                lowest = max(lowest, y + theme.size * 0.3)
        return marks, lowest + 1

    def _staggered(self, lines: Sequence[int]) -> tuple[list[Mark], float]:
        """Return names on several lines, with a leader from the plot to those that stand lower."""
        theme, marks = self._theme, list[Mark]()
        for x, row, line in zip(self.xs, self._rows, lines, strict=True):
            y = self.base + 4 + theme.size + line * theme.leading
            marks.append(vertical_hairline(x, self.base, self.base + 3, theme.axis_color))
            marks.append(self._inside(x, y, row_name(row)))
        return marks, self.base + 4 + theme.size + max(lines) * theme.leading + theme.size * 0.3 + 1

    def _inside(self, x: float, y: float, text: str) -> Label:
        """Return a name below its place, moved so that it does not leave the chart."""
        half = self._theme.measure(text) / 2
        middle = min(max(x, half), max(half, self._theme.width - half))
        return Label(middle, y, text, self._theme.size, anchor="middle")

    def name_heights(
        self, ends: Sequence[tuple[int, tuple[float, float]]]
    ) -> list[tuple[int, tuple[float, float], float]]:
        """Return of each named series its place, its end, and the height of its name."""
        named = [(index, end) for index, end in ends if index < len(self._names)]
        heights = keep_apart([y for _, (_, y) in named], self._name_distance, self.top, self.base)
        return [(index, end, height) for (index, end), height in zip(named, heights, strict=True)]

    def series_names(self, ends: Sequence[tuple[int, tuple[float, float]]], fills: Sequence[str]) -> list[Mark]:
        """Return the names of series beside the plot, each at the height of its end (x, y) or as near as can be, with a
        leader where it had to move. `ends` names series by their places."""
        theme, marks = self._theme, list[Mark]()
        left = self.right + 6
        for index, (x, y), height in self.name_heights(ends):
            if abs(y - height) > _MOVED or self.right - x > _PADDING * 2:
                marks.append(Line(((x + 3, y), (left - 2, height)), theme.axis_color, HAIRLINE))
            lines = self._names[index]
            first = theme.baseline(height - theme.leading * (len(lines) - 1) / 2)
            marks += [
                Label(left, first + theme.leading * number, line, theme.size, text_on_paper(fills[index]))
                for number, line in enumerate(lines)
            ]
        return marks


def native_points(
    chart: nodes.Chart, theme: ChartTheme, height: float, frame: PointFrame, kind: Literal["line", "area"]
) -> tuple[Native, ...]:
    """Return the description of a chart of lines or areas, whose plot is where it is planned; none where Word would
    draw it wrongly: it joins what is missing of an area, and puts times at equal distances. Between points of a line
    empty categories stand for the times without one, where these are few."""
    rows = chart.panels[0].rows
    series_values = series_of(rows)
    is_missing = any(value.number is None for values in series_values for value in values)
    if is_missing and (kind == "area" or not frame.even):
        return ()
    slots = frame.slots if kind == "line" else list(range(len(rows))) if frame.even else []
    if not slots:
        return ()
    names = {slot: row_name(row) for slot, row in zip(slots, rows, strict=True)}
    fills = theme.fills(len(series_values))
    single, stacked = len(series_values) == 1, kind == "area" and len(series_values) != 1
    ends = [(index, runs[-1][-1]) for index, values in enumerate(series_values) if (runs := points_of(values, frame))]
    moved = {index: Shift(0.0, height - y) for index, (_, y), height in frame.name_heights(ends)}
    series = tuple(
        Series(
            series_name(chart, index),
            _spread(values, slots),
            fills[index],
            label="000000" if single else text_on_paper(fills[index]),
            beside=_name_shift(_spread(values, slots), moved.get(index)) if not single and kind == "line" else (),
            named=not single and kind == "line",
            dash=index > 1,
            look=index,
        )
        for index, values in enumerate(series_values)
    )
    high = frame.low + frame.height / frame.scale
    axis = Axis(frame.low, high, frame.step, shown=True, fixed=chart.axis is not None)
    grouping: Grouping = "stacked" if stacked else "standard"
    plot_width = frame.right - frame.left - (_LEGEND_SWATCHES if stacked else 0.0)
    shape = Native(
        kind,
        grouping,
        theme.width,
        height,
        tuple(names.get(slot, "") for slot in range(slots[-1] + 1)),
        series,
        axis,
        Plot(frame.left, frame.top, plot_width, frame.height),
        labels="t" if single and kind == "line" else "none",
        legend="right" if stacked else "",
        title=frame.break_text,
        joined=not frame.even,
    )
    return (shape,)


def _spread(values: Sequence[nodes.Value], slots: Sequence[int]) -> tuple[nodes.Value | None, ...]:
    """Return the values of a series at their slots, None between them and where one is missing."""
    out: list[nodes.Value | None] = [None] * (slots[-1] + 1)
    for slot, value in zip(slots, values, strict=True):
        out[slot] = value if value.number is not None else None
    return tuple(out)


def _name_shift(values: Sequence[nodes.Value | None], shift: Shift | None) -> tuple[tuple[int, Shift], ...]:
    """Return how far the name at the last point of a series stands from it."""
    last = max((index for index, value in enumerate(values) if value), default=-1)
    return ((last, shift),) if shift and last >= 0 and abs(shift.y) > 0.5 else ()


def points_of(values: Sequence[nodes.Value], frame: PointFrame) -> list[list[tuple[float, float]]]:
    """Return the points of a series in runs without a missing value between them."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(frame.xs, values, strict=True):
        if value.number is None:
            runs.append([])
        else:
            runs[-1].append((x, frame.y(as_float(value))))
    return [run for run in runs if run]
