"""Planning a chart: its kind's planner places every mark in points."""

from __future__ import annotations

from jzdocs.charts.kinds import KINDS
from jzdocs.charts.marks import Plan
from jzdocs.charts.small_multiples import is_grid, plan_grid
from jzdocs.charts.theme import ChartTheme
from jzdocs.model.nodes import Chart
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import ChartStyle

_EMPTY_HEIGHT = 20.0


def plan_chart(chart: Chart, width: float, style: ChartStyle, faces: Faces) -> Plan:
    """Return the plan of a chart whose values are bound, `width` points wide. A chart without rows, which was
    reported when it was read, gets an empty plan."""
    if not any(panel.rows for panel in chart.panels):
        return Plan(width, _EMPTY_HEIGHT, ())
    planner, theme = KINDS[chart.kind].planner(), ChartTheme(style, faces, width)
    return plan_grid(chart, theme, planner) if is_grid(chart) else planner.plan(chart, theme)
