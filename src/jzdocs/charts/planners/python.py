"""`python`: a drawing by a script of the project. It is no plan of ours: `build/scripts` runs the script and takes what
it drew; where that was impossible, which is reported, an empty plan stands for it."""

from __future__ import annotations

from jzdocs.charts.marks import Plan
from jzdocs.charts.theme import ChartTheme
from jzdocs.model.nodes import Chart
from jzdocs.units import to_pt

_SHARE = 0.56  # of the width: the height of a drawing that names none


def height_of(chart: Chart, width: float) -> float:
    """Return the height of the drawing in points."""
    own = chart.script.height if chart.script else 0
    return to_pt(own) if own else width * _SHARE


def plan(chart: Chart, theme: ChartTheme) -> Plan:
    """Return an empty plan of the drawing's size."""
    return Plan(theme.width, height_of(chart, theme.width), ())
