"""Parts of a whole as one stacked bar; values stand in the segments where they fit, names below."""

from __future__ import annotations

from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Mark, Plan, Rect
from jzdocs.charts.native import Axis, Native, Plot, Series
from jzdocs.charts.planners.shared_columns import value_on
from jzdocs.charts.planners.shared_parts import Part, parts_of
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

_THICKNESS = 1.9  # of a bar's
_LEGEND_GAP = 6


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: the legend below is in the order of the bar, and holds the values that have no room in it."""
    parts, total = parts_of(chart)
    fills, height = theme.fills(len(parts)), theme.bar_thickness * _THICKNESS
    marks: list[Mark] = []
    x = 0.0
    for part, fill in zip(parts, fills, strict=True):
        width = theme.width * part.number / total
        if width > 0:
            marks.append(Rect(x, 0.0, width, height, fill))
        if _fits(theme, part, total):
            marks += value_on(theme, fill, part.printed, (x + width / 2, height / 2))
        x += width
    names = [_legend_text(theme, part, total) for part in parts]
    legend_marks, legend_height = legend(theme, names, fills, height + _LEGEND_GAP)
    return Plan(theme.width, height + _LEGEND_GAP + legend_height, (*marks, *legend_marks))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word: a stacked bar with a series for each part."""
    parts, total = parts_of(chart)
    series = tuple(
        Series(
            _legend_text(theme, part, total),
            (None if part.is_missing else part.value,),
            fill,
            label=text_color_on(fill) if _fits(theme, part, total) else "",
        )
        for part, fill in zip(parts, theme.fills(len(parts)), strict=True)
    )
    return (
        Native(
            "bar",
            "percentStacked",
            theme.width,
            height,
            ("",),
            series,
            Axis(0.0, 1.0, 0.25, shown=False),
            Plot(0.0, 0.0, theme.width, theme.bar_thickness * _THICKNESS),
            0,
            100,
            "ctr",
            "bottom",
        ),
    )


def _fits(theme: ChartTheme, part: Part, total: float) -> bool:
    """Whether a value can be printed in its segment."""
    return not part.is_missing and theme.measure(part.printed) <= theme.width * part.number / total - 4


def _legend_text(theme: ChartTheme, part: Part, total: float) -> str:
    return part.name if _fits(theme, part, total) else f"{part.name} {part.printed}"
