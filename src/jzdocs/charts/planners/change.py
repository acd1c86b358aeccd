"""Before and after as two columns, grey and in the accent; several panels stand beside one another."""

from __future__ import annotations

from msgspec.structs import replace

from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native
from jzdocs.charts.palette import on_paper
from jzdocs.charts.planners.column import clusters
from jzdocs.charts.planners.native_columns import native_panels
from jzdocs.charts.planners.shared_columns import Column, ColumnPanel, ColumnPanels, plan_panels
from jzdocs.charts.planners.shared_rows import row_name
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_FEW = 6  # columns that are all named; more of them stand together by rows, and a legend names them


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    return plan_panels(chart, theme, _panels(chart, theme))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each panel."""
    return native_panels(chart, theme, height, _panels(chart, theme))


def _panels(chart: nodes.Chart, theme: ChartTheme) -> ColumnPanels:
    """Return the panels. One of several that has a single row and no title is named by that row."""
    several = len(chart.panels) > 1
    titled = [
        replace(p, title=p.title or (p.rows[0].name if several and len(p.rows) == 1 else "")) for p in chart.panels
    ]
    count = max((len(row.values) for panel in titled for row in panel.rows), default=1)
    if count > 1 and chart.series and max(len(panel.rows) for panel in titled) * count > _FEW:
        fills = [on_paper(theme.light), theme.accent] if count == 2 else theme.fills(count)
        return ColumnPanels(
            tuple(ColumnPanel(panel, clusters(panel, fills), count) for panel in titled),
            tuple(zip(chart.series, fills, strict=False)),
        )
    return ColumnPanels(tuple(ColumnPanel(panel, _columns(chart, theme, panel)) for panel in titled))


def _columns(chart: nodes.Chart, theme: ChartTheme, panel: nodes.Panel) -> tuple[Column, ...]:
    """Return a column for each value, named by its series, and by its row where there are several rows."""
    columns = []
    for row in panel.rows:
        for index, value in enumerate(row.values):
            series = chart.series[index] if index < len(chart.series) else ""
            name = series if len(panel.rows) == 1 else f"{row_name(row)}{series}"
            fill = theme.accent if index == len(row.values) - 1 else on_paper(theme.light)
            columns.append(Column(name, ((value, fill),), value.printed))
    return tuple(columns)
