"""Which planner a kind of chart has."""

from __future__ import annotations

from collections.abc import Callable

from jzdocs.charts.bars import bar, dumbbell, grouped, progress
from jzdocs.charts.columns import change, column, stacked
from jzdocs.charts.lines import area, line, slope
from jzdocs.charts.marks import Plan
from jzdocs.charts.shares import heat, pie, share, timeline
from jzdocs.charts.theme import ChartTheme
from jzdocs.model.nodes import Chart
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import ChartStyle

PLANNERS: dict[str, Callable[[Chart, ChartTheme], Plan]] = {
    "bar": bar,
    "column": column,
    "grouped": grouped,
    "stacked": stacked,
    "change": change,
    "dumbbell": dumbbell,
    "slope": slope,
    "line": line,
    "area": area,
    "share": share,
    "pie": pie,
    "progress": progress,
    "heat": heat,
    "timeline": timeline,
}


def plan_chart(chart: Chart, width: float, style: ChartStyle, faces: Faces) -> Plan:
    """Plan a bound chart for a width in points. A chart without rows is an empty plan (it was reported when it was
    read)."""
    if not any(panel.rows for panel in chart.panels):
        return Plan(width, 20.0, ())
    return PLANNERS[chart.kind](chart, ChartTheme(style, faces, width))
