"""From a hollow point to a full one, both with their values; the difference, computed from the values, at the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from msgspec import Struct

from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, Rect, vertical_hairline
from jzdocs.charts.planners.shared_rows import NameColumn, ValueAxis, row_name
from jzdocs.charts.scales import (
    MINUS,
    PERCENT,
    as_float,
    axis_ticks,
    highest_value,
    is_estimate,
    lowest_value,
    numbers_of,
    printed_grouped,
    round_range,
    round_step,
)
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_ROW_THICKNESS = 1.6  # of a bar's
_RADIUS, _LEGEND_RADIUS = 3.4, 3.2
_LABEL_GAP = 7  # from a point's centre to its value
_LEAST_SHARE, _LEAST_PLOT = 0.25, 90.0  # of the chart's width, and points: a narrower plot stands below its names
_BELOW_NAME = 7.0  # from the lines of a name to the points below them
_WHOLE = 100  # percent
_OVERLAP = 5  # percentage points between two points that touch on the whole scale
_NARROW = 15  # percentage points within which all points of a narrow axis lie
_ABOVE_HIGHEST = 1.02  # room at the right of the highest point


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source."""
    rows = chart.panels[0].rows
    gaps = [_gap_text(chart, row) for row in rows]
    layout = _layout(chart, theme, gaps)
    axis, marks, top = layout.axis, *_legend(chart, theme)
    tops = layout.tops(top)
    bottom = tops[-1]
    marks += axis.gridlines(theme, top, bottom)
    if not axis.ticks:
        marks.append(vertical_hairline(axis.zero, top, bottom, theme.axis_color))
    for index, row in enumerate(rows):
        names = layout.row_marks(theme, index, tops[index], gaps[index])
        pair = _pair(theme, row, axis, layout.middle(index, tops[index]))
        lines = [axis.zero] if not axis.ticks else [axis.left + (n - axis.low) * axis.scale for n, _ in axis.ticks]
        texts = (*names, *pair) if layout.lines else pair
        marks += [_ground(theme, mark) for mark in texts if isinstance(mark, Label) and _crosses(theme, mark, lines)]
        marks += names + pair
    tick_labels, height = axis.tick_labels(theme, bottom)
    return Plan(theme.width, bottom + height, (*marks, *tick_labels))


def _crosses(theme: ChartTheme, label: Label, lines: Sequence[float]) -> bool:
    ground = _ground(theme, label)
    return any(ground.x < x < ground.x + ground.width for x in lines)


def _ground(theme: ChartTheme, label: Label) -> Rect:
    """Return white paper for a value that stands on an upright line."""
    width = theme.measure(label.text, bold=label.bold)
    left = label.x - (width if label.anchor == "end" else 0.0)
    return Rect(left, label.y - theme.size * 0.9, width, theme.size * 1.1, "FFFFFF")


class _Layout(Struct, frozen=True):
    """Where rows stand: their heights, the height of the lines of their names above the points, the lines (only where
    they stand above), the column of names, and the axis."""

    axis: ValueAxis
    heights: tuple[float, ...]
    lines: tuple[tuple[str, ...], ...]
    names: NameColumn

    def tops(self, top: float) -> list[float]:
        """Return where each row begins, and where the last ends."""
        return list(accumulate(self.heights, initial=top))

    def middle(self, index: int, top: float) -> float:
        """Return the height of a row's points."""
        height = self.heights[index]
        return top + height / 2 if not self.lines else top + height - _BELOW_NAME

    def row_marks(self, theme: ChartTheme, index: int, top: float, gap: str) -> list[Mark]:
        """Return a row's name, and its difference at the right."""
        if not self.lines:
            middle = top + self.heights[index] / 2
            right = Label(theme.width, theme.baseline(middle), gap, theme.size, theme.accent, "end", bold=True)
            return [*self.names.marks(index, middle), right]
        names = self.lines[index]
        marks: list[Mark] = [
            Label(0.0, top + theme.size + theme.leading * i, line, theme.size) for i, line in enumerate(names)
        ]
        end = top + theme.size + theme.leading * (len(names) - 1)
        return [*marks, Label(theme.width, end, gap, theme.size, theme.accent, "end", bold=True)]


def _layout(chart: nodes.Chart, theme: ChartTheme, gaps: Sequence[str]) -> _Layout:
    """Return names at the left and differences at the right of the points; in a narrow chart both above them."""
    rows = chart.panels[0].rows
    thickness = theme.bar_thickness * _ROW_THICKNESS
    gap_width = max((theme.measure(gap, bold=True) for gap in gaps), default=0.0)
    names = NameColumn(theme, rows, thickness, gap_width + 2 * _widest(theme, rows))
    left, right = names.width + GAP * 2, theme.width - gap_width - 4 * GAP
    axis = _axis(chart, theme, left, right)
    if axis.right - axis.left >= max(theme.width * _LEAST_SHARE, _LEAST_PLOT):
        return _Layout(axis, tuple(names.heights), (), names)
    lines = tuple(_above(theme, row_name(row), gap) for row, gap in zip(rows, gaps, strict=True))
    heights = tuple(theme.leading * len(entry) + _BELOW_NAME * 2 + theme.row_padding / 2 for entry in lines)
    return _Layout(_axis(chart, theme, 2.0, theme.width - 2.0), heights, lines, names)


def _above(theme: ChartTheme, name: str, gap: str) -> tuple[str, ...]:
    """Return the lines of a name whose last has room for the difference beside it."""
    lines = tuple(theme.wrap(name, theme.width))
    fits = theme.measure(lines[-1]) + theme.measure(gap, bold=True) + 6 <= theme.width
    return lines if fits else (*lines, "")


def _widest(theme: ChartTheme, rows: Sequence[nodes.Row]) -> float:
    """Return the width of the widest value, as printed in bold."""
    return max((theme.measure(v.printed, bold=True) for row in rows for v in row.values), default=0.0)


def _axis(chart: nodes.Chart, theme: ChartTheme, left: float, right: float) -> ValueAxis:
    """Return the axis between two edges, with room for values beside the points nearest to these."""
    rows = chart.panels[0].rows
    ends = chart.axis or _percent_axis(chart, rows)
    inside = _values(rows)
    if ends:
        low, high = min([float(ends[0]), *inside]), max([float(ends[1]), *inside])
        step = round_step(high - low)
        if (low, high) != (float(ends[0]), float(ends[1])):
            low, high, step = round_range(low, high)
        ticks = axis_ticks(low, high, step, grouped=printed_grouped(rows))
    else:
        low, high, ticks = theme.span[0] if theme.span else lowest_value(rows), highest_value(rows) * _ABOVE_HIGHEST, []
    room = max(right - left - 2 * _widest(theme, rows) - 2 * _LABEL_GAP, 1.0)
    before, after = _room_for_labels(theme, rows, (low, high), room)
    left, right = left + before, max(left + before + 1.0, right - after)
    return ValueAxis(ticks, left, right, low, (right - left) / (high - low))


def _room_for_labels(
    theme: ChartTheme, rows: Sequence[nodes.Row], ends: tuple[float, float], room: float
) -> tuple[float, float]:
    """Return how far the plot keeps from its edges, so that the values of points near these stay inside. `room` is the
    least width that the plot may get."""
    scale = room / (ends[1] - ends[0])
    before, after = [0.0], [0.0]
    for row in rows:
        labelled = [(as_float(v), v.printed) for v in row.values if v.number is not None]
        if not labelled:
            continue
        least, most = min(labelled), max(labelled)
        before.append(theme.measure(least[1], bold=True) + _LABEL_GAP + 2 - (least[0] - ends[0]) * scale)
        after.append(theme.measure(most[1], bold=True) + _LABEL_GAP + 2 - (ends[1] - most[0]) * scale)
    return max(before), max(after)


def _percent_axis(chart: nodes.Chart, rows: Sequence[nodes.Row]) -> tuple[Decimal, Decimal] | None:
    """Return the scale for percentages between 0 and 100, else None: the whole one, or where all points are close
    together on it and some pair would overlap, a part of it around them."""
    low, high = min(_values(rows), default=0.0), highest_value(rows)
    if chart.panels[0].unit not in PERCENT or low < 0 or high > _WHOLE:
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
        marks = [mark for point in points for mark in point]
        if not points:  # neither is known
            marks.append(Label(axis.left + GAP, theme.baseline(middle), "—", theme.size, theme.dark))
        return marks
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
    if any(map(is_estimate, row.values)):
        return ""
    if len(row.values) < 2 or row.values[0].number is None or row.values[1].number is None:
        return ""
    gap = row.values[1].number - row.values[0].number
    unit = chart.panels[0].unit
    gap_unit = chart.gap_unit or ("个百分点" if unit in PERCENT else unit)
    return f"{'+' if gap > 0 else MINUS if gap < 0 else ''}{abs(gap)}{gap_unit}"
