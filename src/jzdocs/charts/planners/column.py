"""Vertical columns, one or several a row, in the order of the source; several panels stand beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.native_columns import native_panels
from jzdocs.charts.planners.shared_columns import Column, ColumnPanel, ColumnPanels, plan_panels
from jzdocs.charts.planners.shared_rows import row_name
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    return plan_panels(chart, theme, _panels(chart, theme))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each panel."""
    return native_panels(chart, theme, height, _panels(chart, theme))


def _panels(chart: nodes.Chart, theme: ChartTheme) -> ColumnPanels:
    count = max((len(row.values) for panel in chart.panels for row in panel.rows), default=1)
    if count < 2:
        names = chart.groups or chart.series[:1]
        groups = tuple(zip(names, theme.fills(len(names)), strict=True)) if names else ()
        return ColumnPanels(tuple(ColumnPanel(panel, _columns(chart, theme, panel)) for panel in chart.panels), groups)
    fills = theme.fills(count)
    panels = tuple(ColumnPanel(panel, clusters(panel, fills), count) for panel in chart.panels)
    return ColumnPanels(panels, tuple(zip(chart.series, fills, strict=False)))


def _columns(chart: nodes.Chart, theme: ChartTheme, panel: nodes.Panel) -> tuple[Column, ...]:
    fills = theme.row_fills(chart, panel.rows)
    return tuple(
        Column(row_name(row), ((row.values[0], fill),), row.values[0].printed)
        for row, fill in zip(panel.rows, fills, strict=True)
        if row.values
    )


def clusters(panel: nodes.Panel, fills: Sequence[str]) -> tuple[Column, ...]:
    """Return as many columns for each row as there are series; those of values that a row lacks are missing."""
    columns = []
    for row in panel.rows:
        for index, fill in enumerate(fills):
            value = row.values[index] if index < len(row.values) else nodes.Value("—")
            columns.append(Column(row_name(row), ((value, fill),), value.printed))
    return tuple(columns)
