"""A column a row, its series on top of one another, their values in or beside the segments."""

from __future__ import annotations

from collections.abc import Sequence

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
    fills = theme.fills(max((len(row.values) for panel in chart.panels for row in panel.rows), default=1))
    panels = tuple(ColumnPanel(panel, _columns(chart, panel, fills)) for panel in chart.panels)
    return ColumnPanels(panels, tuple(zip(chart.series, fills, strict=False)))


def _columns(chart: nodes.Chart, panel: nodes.Panel, fills: Sequence[str]) -> tuple[Column, ...]:
    named_by_title = len(chart.panels) > 1 and len(panel.rows) == 1
    return tuple(
        Column("" if named_by_title else row.name, tuple(zip(row.values, fills, strict=False)), row.detail)
        for row in panel.rows
    )
