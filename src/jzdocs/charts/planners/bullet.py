"""What was reached against its target: a bar on a pale track that ends at the target's mark."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, Plan, Rect, vertical_hairline
from jzdocs.charts.misfits import Misfit, beyond_axis, no_values, wrong_counts
from jzdocs.charts.planners.shared_rows import LEAST_BAR, NameColumn, ValueAxis
from jzdocs.charts.planners.shared_tight import tightened
from jzdocs.charts.scales import TINY, axis_ticks, highest_value, lowest_value, round_step
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_SERIES = ("实际", "目标")
_INSTEAD = "grouped"
_BAR_SHARE = 0.52  # of the track's thickness
_MARK_WIDTH, _MARK_OVER = 2.0, 1.0  # of a target's mark, and how far it stands out above and below the track
_COLUMN_GAP = 10.0
_LEAST_PLOT = 40.0
_KEY = 9.0  # the width of a key in the legend


class _Columns(Struct, frozen=True):
    """The numbers at the right: where each of the two columns ends, and where the plot ends before them."""

    ends: tuple[float, float]
    plot: float


def misfits(chart: nodes.Chart, theme: ChartTheme) -> Iterator[Misfit]:
    """Yield rows that do not have a value and a target, and values outside the axis."""
    yield from wrong_counts(chart, 2, 2, _INSTEAD)
    yield from beyond_axis(chart)
    yield from no_values(chart)
    names = _names(chart, theme)
    if _columns(chart, theme).plot - names.width - GAP < _LEAST_PLOT:
        yield Misfit("C060.narrow", {"instead": "bar"})


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source, both numbers in columns at the right."""
    names, columns = _names(chart, theme), _columns(chart, theme)
    marks, top = _heads(chart, theme, columns)
    axis, bottom = _axis(chart, theme, names, columns), names.bottom(top)
    marks += axis.gridlines(theme, top, bottom)
    rows = chart.panels[0].rows
    fills = theme.row_fills(chart, rows)
    for index, (row, fill, middle) in enumerate(zip(rows, fills, names.middles(top), strict=True)):
        marks += names.marks(index, middle)
        marks += _bullet(theme, row, fill, axis, middle)
        marks += _numbers(theme, row, columns, middle)
    marks.append(vertical_hairline(axis.zero, top, bottom, theme.axis_color))
    tick_labels, height = axis.tick_labels(theme, bottom)
    return Plan(theme.width, bottom + height, (*marks, *tick_labels))


def _names(chart: nodes.Chart, theme: ChartTheme) -> NameColumn:
    rows = chart.panels[0].rows
    return tightened(NameColumn(theme, rows, theme.bar_thickness), len(rows))


def _series(chart: nodes.Chart) -> tuple[str, str]:
    return (chart.series[0], chart.series[1]) if len(chart.series) == 2 else _SERIES


def _text(row: nodes.Row, index: int) -> str:
    """Return what is printed of a value; of a missing one, what the source says instead."""
    value = row.values[index] if index < len(row.values) else nodes.Value("")
    return value.printed or value.raw or "—"


def _columns(chart: nodes.Chart, theme: ChartTheme) -> _Columns:
    """Return the columns of numbers, each as wide as its head or its widest number."""
    rows, heads = chart.panels[0].rows, _series(chart)
    first, second = (
        max(
            _KEY + 3 + theme.measure(heads[index]),
            max((theme.measure(_text(row, index), bold=not index) for row in rows), default=0.0),
        )
        for index in (0, 1)
    )
    return _Columns((theme.width - second - _COLUMN_GAP, theme.width), theme.width - second - first - 2 * _COLUMN_GAP)


def _axis(chart: nodes.Chart, theme: ChartTheme, names: NameColumn, columns: _Columns) -> ValueAxis:
    """Return the axis: the author's, with its ticks, else one from 0 or the lowest number to the highest."""
    rows = chart.panels[0].rows
    low, high, ticks = lowest_value(rows), highest_value(rows), list[tuple[float, str]]()
    if low < 0 and high <= TINY:
        high = 0.0
    if chart.axis:
        low, high = float(chart.axis[0]), float(chart.axis[1])
        ticks = axis_ticks(low, high, round_step(high - low))
    left = names.width + GAP
    right = columns.plot - _MARK_WIDTH
    return ValueAxis(ticks, left, right, low, (right - left) / (high - low))


def _bullet(theme: ChartTheme, row: nodes.Row, fill: str, axis: ValueAxis, middle: float) -> list[Mark]:
    """Return a row's track, bar and mark; what is missing is not drawn."""
    marks: list[Mark] = []
    reached, target = (row.values[i].number if i < len(row.values) else None for i in (0, 1))
    thickness = theme.bar_thickness
    if target is not None:
        x = axis.zero + float(target) * axis.scale
        marks.append(Rect(min(axis.zero, x), middle - thickness / 2, abs(x - axis.zero), thickness, theme.pale))
    if reached is not None:
        end, height = axis.zero + float(reached) * axis.scale, thickness * _BAR_SHARE
        width = max(abs(end - axis.zero), LEAST_BAR)
        marks.append(Rect(min(axis.zero, end), middle - height / 2, width, height, fill))
    if target is not None:
        reach = thickness / 2 + _MARK_OVER
        marks.append(Line(((x, middle - reach), (x, middle + reach)), theme.dark, _MARK_WIDTH))
    return marks


def _numbers(theme: ChartTheme, row: nodes.Row, columns: _Columns, middle: float) -> list[Mark]:
    baseline = theme.baseline(middle)
    first, second = columns.ends
    return [
        Label(first, baseline, _text(row, 0), theme.size, "000000", "end", bold=True),
        Label(second, baseline, _text(row, 1), theme.size, theme.dark, "end"),
    ]


def _heads(chart: nodes.Chart, theme: ChartTheme, columns: _Columns) -> tuple[list[Mark], float]:
    """Return the heads of the two columns, which are the legend too, and the height they take."""
    middle = theme.leading / 2
    marks: list[Mark] = []
    for index, (name, end) in enumerate(zip(_series(chart), columns.ends, strict=True)):
        left = end - theme.measure(name) - 3 - _KEY
        if index:
            x = left + _KEY - _MARK_WIDTH
            marks.append(Line(((x, middle - 4.5), (x, middle + 4.5)), theme.dark, _MARK_WIDTH))
        else:
            height = theme.bar_thickness * _BAR_SHARE
            marks.append(Rect(left, middle - height / 2, _KEY, height, theme.accent))
        marks.append(Label(end, theme.baseline(middle), name, theme.size, theme.dark, "end"))
    return marks, theme.leading + 3 + HAIRLINE
