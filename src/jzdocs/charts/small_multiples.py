"""Small multiples: a grid of small charts of one kind with one scale, and one legend."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.axes import Scale, scale_from_zero, span_of
from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Label, Mark, Plan
from jzdocs.charts.native import TITLE_INSET, AxisTitle, Native, Plot, Series, series_name
from jzdocs.charts.panels import moved
from jzdocs.charts.running import levels
from jzdocs.charts.scales import numbers_of, round_step
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_GUTTER = 18.0
_ROW_GAP = 12.0
_LEAST_WIDTH = 105.0  # of a small chart
_LEAST_WIDTHS = {"pie": 200.0, "scatter": 140.0, "bubble": 180.0}  # of kinds with names at the side
_TITLE_GAP = 3.0
_STACKED = ("stacked", "area")
_UNSCALED = ("share", "pie", "progress", "percent", "timeline", "slope", "combo", "scatter", "bubble")
_WITH_LEGEND = ("grouped", "stacked", "change", "percent", "combo")


class CellPlanner(Protocol):
    """What a small chart needs of its kind's planner."""

    def plan(self, chart: nodes.Chart, theme: ChartTheme) -> Plan:
        """Return the plan of a chart of one panel."""

    def native(self, chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
        """Return the charts of Word that show it."""


class _Cell(Struct, frozen=True):
    """A small chart: its data, its place, the lines of its title, the height of the titles of its row, and its plan."""

    chart: nodes.Chart
    theme: ChartTheme
    left: float
    top: float
    title: tuple[str, ...]
    head: float
    plan: Plan


def is_grid(chart: nodes.Chart) -> bool:
    """Whether the panels of a chart are a grid of small charts."""
    return len(chart.panels) > 1 and chart.multiples > 0


def plan_grid(chart: nodes.Chart, theme: ChartTheme, planner: CellPlanner) -> Plan:
    """Return the plan of a grid: a legend for all, then the small charts in rows, each below its title."""
    marks, top = _legend(chart, theme, planner)
    bottom = top
    for row in _rows(chart, theme, planner, top):
        for cell in row:
            middle = cell.left + cell.theme.width / 2
            for index, line in enumerate(cell.title):
                y = cell.top + theme.size + theme.leading * index
                marks.append(Label(middle, y, line, theme.size, theme.dark, "middle", bold=True))
            marks += [moved(mark, cell.left, cell.top + cell.head) for mark in cell.plan.marks]
            bottom = max(bottom, cell.top + cell.head + cell.plan.height)
    return Plan(theme.width, bottom, tuple(marks))


def native_grid(chart: nodes.Chart, theme: ChartTheme, planner: CellPlanner, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each small chart; the first carries the legend. None where one of them is not a single
    chart of Word."""
    _, first_top = _legend(chart, theme, planner)
    rows = list(_rows(chart, theme, planner, first_top))
    out: list[Native] = []
    for number, row in enumerate(rows):
        top = 0.0 if number == 0 else row[0].top
        bottom = rows[number + 1][0].top if number + 1 < len(rows) else height
        for cell in row:
            natives = planner.native(cell.chart, cell.theme, cell.plan.height)
            if len(natives) != 1:
                return ()
            titled = _titled(natives[0], cell, cell.top + cell.head - top, cell.top - top)
            width = theme.width - cell.left if cell is row[-1] else cell.theme.width + _GUTTER
            series = _named(chart, cell.chart, titled)
            out.append(replace(titled, series=series, width=width, height=bottom - top))
    if out and first_top:
        out[0] = replace(out[0], legend="top")
    return tuple(out)


# --- the grid


def _columns(chart: nodes.Chart, theme: ChartTheme) -> int:
    """Return how many small charts stand beside one another: as many as asked for, and have room."""
    least = _LEAST_WIDTHS.get(chart.kind, _LEAST_WIDTH)
    room = max(1, int((theme.width + _GUTTER) / (least + _GUTTER)))
    return min(chart.multiples, len(chart.panels), room)


def _rows(chart: nodes.Chart, theme: ChartTheme, planner: CellPlanner, top: float) -> Iterator[list[_Cell]]:
    count = _columns(chart, theme)
    width = (theme.width - _GUTTER * (count - 1)) / count
    cell_theme = replace(theme, width=width)
    charts = _charts(chart)
    for first in range(0, len(charts), count):
        inside = charts[first : first + count]
        titles = [tuple(_title_lines(chart, cell_theme, small.panels[0])) for small in inside]
        head = max((theme.leading * len(title) + _TITLE_GAP for title in titles if title), default=0.0)
        cells = [
            _Cell(small, cell_theme, index * (width + _GUTTER), top, title, head, planner.plan(small, cell_theme))
            for index, (small, title) in enumerate(zip(inside, titles, strict=True))
        ]
        yield cells
        top += head + max(cell.plan.height for cell in cells) + _ROW_GAP


def _title_lines(chart: nodes.Chart, theme: ChartTheme, panel: nodes.Panel) -> list[str]:
    """Return the title of a small chart, with its unit where the units differ."""
    several = len({other.unit for other in chart.panels}) > 1
    title = f"{panel.title}（{panel.unit}）" if several and panel.unit else panel.title
    return theme.wrap(title, theme.width) if title else []


def _charts(chart: nodes.Chart) -> list[nodes.Chart]:
    """Return the small charts, each with the scale of all."""
    series = () if chart.kind in _WITH_LEGEND else chart.series
    axis = chart.axis or _shared_axis(chart)
    rows = tuple(row for panel in chart.panels for row in panel.rows)
    return [
        replace(chart, panels=(panel,), multiples=0, series=series, axis=axis, reference=rows) for panel in chart.panels
    ]


def _shared_axis(chart: nodes.Chart) -> tuple[Decimal, Decimal] | None:
    """Return the ends of the axis that all small charts have; None for a kind whose scale is its own affair."""
    if chart.kind in _UNSCALED:
        return None
    numbers: list[float] = []
    for panel in chart.panels:
        if chart.kind == "waterfall":
            steps = levels(panel.rows, chart.totals)
            numbers += [float(level) for step in steps for level in (step.before, step.after)]
        elif chart.kind in _STACKED:
            numbers += [sum(numbers_of(row.values)) for row in panel.rows]
        else:
            numbers += [number for row in panel.rows for number in numbers_of(row.values)]
    low, high = span_of(numbers)
    scale = scale_from_zero(low, high)
    while (step := round_step(scale.high - scale.low)) > scale.step:  # the ticks that kinds choose shall meet zero
        scale = Scale(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step)
    return Decimal(f"{scale.low:.12g}"), Decimal(f"{scale.high:.12g}")


def _legend(chart: nodes.Chart, theme: ChartTheme, planner: CellPlanner) -> tuple[list[Mark], float]:
    """Return one legend for all small charts, where their kind has one."""
    if chart.kind not in _WITH_LEGEND or not chart.series:
        return [], 0.0
    own = getattr(planner, "legend_of", None)
    if own:
        marks, height = own(chart, theme)
        return list(marks), height
    return legend(theme, chart.series, theme.fills(len(chart.series)))


# --- Word's own charts


def _titled(native: Native, cell: _Cell, down: float, title_top: float) -> Native:
    """Return a small chart moved down by what stands above it, with its title."""
    left, top, width, height = native.plot
    title = "\n".join(cell.title)
    widest = max((cell.theme.measure(line, bold=True) for line in cell.title), default=0.0)
    return replace(
        native,
        plot=Plot(left, top + down, width, height),
        axis_titles=tuple(AxisTitle(text, x, y + down) for text, x, y in native.axis_titles),
        title=title or native.title,
        title_at=(max(0.0, (cell.theme.width - widest) / 2 - TITLE_INSET), max(0.0, title_top - TITLE_INSET)),
        legend="" if native.legend == "top" else native.legend,
    )


def _named(chart: nodes.Chart, small: nodes.Chart, native: Native) -> tuple[Series, ...]:
    """Return the series of a small chart under their own names, which the common legend left out."""
    names = {series_name(small, index): name for index, name in enumerate(chart.series)}
    if small.series:
        return native.series
    return tuple(replace(series, name=names.get(series.name, series.name)) for series in native.series)
