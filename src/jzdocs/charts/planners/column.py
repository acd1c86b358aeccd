"""Vertical columns, one a row, in the order of the source; several panels stand beside one another."""

from __future__ import annotations

from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.shared_columns import Column, ColumnPanel, ColumnPanels, native_panels, plan_panels
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    return plan_panels(chart, theme, _panels(chart, theme))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each panel."""
    return native_panels(chart, theme, height, _panels(chart, theme))


def _panels(chart: nodes.Chart, theme: ChartTheme) -> ColumnPanels:
    return ColumnPanels(tuple(ColumnPanel(panel, _columns(chart, theme, panel)) for panel in chart.panels))


def _columns(chart: nodes.Chart, theme: ChartTheme, panel: nodes.Panel) -> tuple[Column, ...]:
    fills = theme.row_fills(chart, panel.rows)
    return tuple(
        Column(row.name, ((row.values[0], fill),), row.values[0].printed)
        for row, fill in zip(panel.rows, fills, strict=True)
        if row.values
    )
