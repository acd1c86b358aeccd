"""Planning a chart: its kind's planner places every mark in points."""

from __future__ import annotations

import math

from msgspec.structs import replace

from jzdocs.charts.kinds import KINDS
from jzdocs.charts.marks import Plan
from jzdocs.charts.native import Native
from jzdocs.charts.panels import MOST_COLUMNS, is_parted, native_columns, native_panels, plan_columns, plan_panels
from jzdocs.charts.small_multiples import is_grid, native_grid, plan_grid
from jzdocs.charts.theme import ChartTheme
from jzdocs.model.nodes import Chart
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import ChartStyle

_EMPTY_HEIGHT = 20.0
DENSITIES = (1.0, 0.85, 0.75, 0.65, 0.58, 0.52, 0.46, 0.4)


def plan_chart(chart: Chart, width: float, style: ChartStyle, faces: Faces, room: float = math.inf) -> Plan:
    """Return the plan of a chart whose values are bound, `width` points wide, and where its kind can be denser no
    higher than `room` if that is possible. A chart without rows, which was reported when it was read, gets an empty
    plan."""
    if not any(panel.rows for panel in chart.panels):
        return Plan(width, _EMPTY_HEIGHT, ())
    for density in DENSITIES if KINDS[chart.kind].dense else DENSITIES[:1]:
        theme = ChartTheme(style, faces, width, density)
        plan = _plan(chart, theme)
        if plan.height <= room:
            break
    plan = replace(plan, density=density)
    if plan.height <= room or not KINDS[chart.kind].columns or is_parted(chart) or is_grid(chart):
        return plan
    for count in range(2, MOST_COLUMNS + 1):
        for density in DENSITIES:
            theme = ChartTheme(style, faces, width, density)
            parted = replace(plan_columns(chart, theme, count), density=density, columns=count)
            if parted.height <= room and not parted.problem:
                return parted
    return plan


def _plan(chart: Chart, theme: ChartTheme) -> Plan:
    planner = KINDS[chart.kind].planner()
    if is_grid(chart):
        return plan_grid(chart, theme, planner)
    return plan_panels(chart, theme) if is_parted(chart) else planner.plan(chart, theme)


def native_charts(chart: Chart, plan: Plan, style: ChartStyle, faces: Faces) -> tuple[Native, ...]:
    """Return the charts that show a bound chart in Word, one for each panel or part of its plan; none where Word has no
    such kind or would draw it wrongly, or the chart has no values."""
    kind = KINDS[chart.kind]
    if not kind.native or not any(row.values for panel in chart.panels for row in panel.rows):
        return ()
    theme = ChartTheme(style, faces, plan.width, plan.density)
    if is_grid(chart):
        return native_grid(chart, theme, kind.planner(), plan.height)
    if plan.columns > 1:
        return native_columns(chart, theme, plan.columns)
    if is_parted(chart):
        return native_panels(chart, theme)
    return kind.planner().native(chart, theme, plan.height)
