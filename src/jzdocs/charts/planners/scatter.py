"""A point a row at two values, with its name."""

from __future__ import annotations

from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native
from jzdocs.charts.planners.shared_spots import native_spots, plan_spots
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan."""
    return plan_spots(chart, theme, sized=False)


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word."""
    return native_spots(chart, theme, height, sized=False)
