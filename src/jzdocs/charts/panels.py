"""The panels of a chart whose kind draws one: each is planned as a chart of its own, under its title."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.kinds import KINDS
from jzdocs.charts.marks import Area, Dot, Label, Line, Mark, Plan, Recorded, Rect, Wedge
from jzdocs.charts.native import TITLE_INSET, Native
from jzdocs.charts.scales import highest_value, lowest_value
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_GUTTER, _GAP = 22.0, 8.0  # between panels beside, and below one another
_LEAST_WIDTH = 190.0  # of a panel beside another
_FEW_ROWS = 8  # that a panel beside another may have
MOST_COLUMNS = 3
_LEAST_COLUMN = 130.0  # points: the width of a column of rows
_SIDE_BY_SIDE = ("line", "area", "pie", "share")  # kinds that need little width


class Placed(Struct, frozen=True):
    """A panel as a chart of its own: its theme, its plan, the lines of its title, and its top left corner; `last`:
    nothing stands to the right of it, and `height` is that of its line."""

    chart: nodes.Chart
    theme: ChartTheme
    plan: Plan
    title: tuple[str, ...]
    left: float
    top: float
    height: float = 0.0
    last: bool = True

    @property
    def head(self) -> float:
        """Return the height of the title."""
        return self.theme.leading * len(self.title) + 4 if self.title else 0.0


def is_parted(chart: nodes.Chart) -> bool:
    """Whether each panel of a chart is planned as a chart of its own."""
    return len(chart.panels) > 1 and not KINDS[chart.kind].own_panels


def placed_panels(chart: nodes.Chart, theme: ChartTheme) -> list[Placed]:
    """Return the panels that have rows, in lines of two where they are small, else below one another."""
    panels = [panel for panel in chart.panels if panel.rows]
    small = chart.kind in _SIDE_BY_SIDE and all(len(panel.rows) <= _FEW_ROWS for panel in panels)
    width = (theme.width - _GUTTER) / 2
    if small and width >= _LEAST_WIDTH:
        placed = _lines(chart, panels, replace(theme, width=width), 2)
        if not any(panel.plan.problem for panel in placed):
            return placed
    return _lines(chart, panels, theme, 1)


def _lines(chart: nodes.Chart, panels: list[nodes.Panel], theme: ChartTheme, count: int) -> list[Placed]:
    out, top = list[Placed](), 0.0
    for first in range(0, len(panels), count):
        line = [
            _placed(chart, panel, theme, (place * (theme.width + _GUTTER), top))
            for place, panel in enumerate(panels[first : first + count])
        ]
        height = max(panel.head + panel.plan.height for panel in line)
        out += [replace(panel, height=height, last=panel is line[-1]) for panel in line]
        top += height + _GAP
    return out


def _placed(chart: nodes.Chart, panel: nodes.Panel, theme: ChartTheme, at: tuple[float, float]) -> Placed:
    single = replace(chart, panels=(panel,))
    unit = f"（{panel.unit}）" if panel.unit and panel.title else panel.unit
    title = tuple(theme.wrap(panel.title + unit, theme.width)) if panel.title or unit else ()
    return Placed(single, theme, KINDS[chart.kind].planner().plan(single, theme), title, *at)


def placed_columns(chart: nodes.Chart, theme: ChartTheme, count: int) -> list[Placed]:
    """Return the rows of a chart in columns beside one another, all on one scale."""
    from jzdocs.charts.planners.shared_rows import sorted_rows  # planners are imported when they are needed

    rows = sorted_rows(chart) if chart.kind == "bar" else list(chart.panels[0].rows)
    span = (lowest_value(rows), highest_value(rows))
    narrow = replace(theme, width=(theme.width - _GUTTER * (count - 1)) / count, span=span)
    each, out = math.ceil(len(rows) / count), list[Placed]()
    for first in range(0, len(rows), each):
        panel = replace(chart.panels[0], rows=tuple(rows[first : first + each]))
        part = replace(chart, panels=(panel,), sort=False)
        plan = KINDS[chart.kind].planner().plan(part, narrow)
        out.append(Placed(part, narrow, plan, (), len(out) * (narrow.width + _GUTTER), 0.0))
    height = max(column.plan.height for column in out)
    return [replace(column, height=height, last=column is out[-1]) for column in out]


def plan_columns(chart: nodes.Chart, theme: ChartTheme, count: int) -> Plan:
    """Return the plan of a chart whose rows stand in columns."""
    if (theme.width - _GUTTER * (count - 1)) / count < _LEAST_COLUMN:
        return Plan(theme.width, 0.0, (), "crowded")
    return _plan_of(placed_columns(chart, theme, count), theme)


def native_columns(chart: nodes.Chart, theme: ChartTheme, count: int) -> tuple[Native, ...]:
    """Return the charts of Word for rows that stand in columns; their axes keep one scale."""
    charts = _natives(placed_columns(chart, theme, count))
    return tuple(replace(entry, axis=replace(entry.axis, fixed=True)) for entry in charts)


def plan_panels(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan of all panels."""
    return _plan_of(placed_panels(chart, theme), theme)


def _plan_of(placed: Sequence[Placed], theme: ChartTheme) -> Plan:
    marks = list[Mark]()
    for panel in placed:
        middle = panel.left + panel.theme.width / 2
        marks += [
            Label(middle, panel.top + theme.size + theme.leading * i, line, theme.size, theme.dark, "middle", bold=True)
            for i, line in enumerate(panel.title)
        ]
        marks += [moved(mark, panel.left, panel.top + panel.head) for mark in panel.plan.marks]
    problem: Literal["", "crowded"] = "crowded" if any(panel.plan.problem for panel in placed) else ""
    bottom = max((panel.top + panel.height for panel in placed), default=0.0)
    return Plan(theme.width, bottom, tuple(marks), problem)


def native_panels(chart: nodes.Chart, theme: ChartTheme) -> tuple[Native, ...]:
    """Return the charts of Word for all panels; none where Word cannot draw some of them."""
    return _natives(placed_panels(chart, theme))


def _natives(placed: Sequence[Placed]) -> tuple[Native, ...]:
    out: list[Native] = []
    for panel in placed:
        charts = KINDS[panel.chart.kind].planner().native(panel.chart, panel.theme, panel.plan.height)
        if not charts:
            return ()
        out += _below_title(panel, charts)
    return tuple(out)


def _below_title(panel: Placed, charts: tuple[Native, ...]) -> Iterator[Native]:
    """Yield the charts of a panel; the first has the title, and the last fills the panel's line."""
    gutter = 0.0 if panel.last else _GUTTER
    rest = panel.height - panel.head - panel.plan.height + (_GAP if panel.title else 0.0)
    for index, chart in enumerate(charts):
        head = panel.head if index == 0 else 0.0
        lower = replace(chart, height=chart.height + head + (rest if index == len(charts) - 1 else 0.0))
        lower = replace(lower, width=chart.width + gutter, plot=chart.plot._replace(top=chart.plot.top + head))
        if head:
            width = max(panel.theme.measure(line, bold=True) for line in panel.title)
            title = "\n".join((*panel.title, *((chart.title,) if chart.title else ())))
            left = max(0.0, (chart.width - width) / 2 - TITLE_INSET)
            legend_at = (0.0, head) if chart.legend == "top" else chart.legend_at
            lower = replace(lower, title=title, title_at=(left, 0.0), legend_at=legend_at)
        yield lower


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark moved to the right and down."""
    match mark:
        case Rect() | Dot() | Wedge() | Label():
            return replace(mark, x=mark.x + x, y=mark.y + y)
        case Line() | Area():
            return replace(mark, points=tuple((px + x, py + y) for px, py in mark.points))
        case Recorded():
            raise TypeError("a drawing of a script has no panels of its own")
