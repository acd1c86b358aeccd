"""Dates down the left, a line with points, and beside it what happened."""

from __future__ import annotations

from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_DATES_AT_MOST = 0.3  # of the chart's width
_GAP = 12  # on both sides of the line
_BOLD_SHARE = 0.94  # of a width: bold texts are measured a little too narrow as regular ones


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: a point at the first line of each row's text (its detail, else its values)."""
    rows = chart.panels[0].rows
    widest = max((theme.measure(row.name, bold=True) for row in rows), default=0.0)
    dates_right = min(widest, theme.width * _DATES_AT_MOST)
    x = dates_right + _GAP
    labels: list[Mark] = []
    y, points = 2.0, []
    for row in rows:
        text = row.detail or "、".join(value.printed or value.raw for value in row.values)
        lines = theme.wrap(text, theme.width - x - _GAP)
        dates = theme.wrap(row.name, dates_right * _BOLD_SHARE) if widest > dates_right else [row.name]
        points.append(y + theme.leading / 2)
        baseline = theme.baseline(points[-1])
        emphasised = not chart.emphasis or row.name in chart.emphasis
        color = theme.accent if emphasised else theme.dark
        labels += [
            Label(dates_right, baseline + index * theme.leading, line, theme.size, color, "end", bold=True)
            for index, line in enumerate(dates)
        ]
        labels += [
            Label(x + _GAP, baseline + index * theme.leading, line, theme.size) for index, line in enumerate(lines)
        ]
        y += theme.leading * max(len(lines), len(dates)) + theme.row_padding - 1
    spine = [Line(((x, points[0]), (x, points[-1])), theme.light, 1.0)] if points else []
    dots = [Dot(x, point, 3.0, theme.accent, "FFFFFF", 1.0) for point in points]
    return Plan(theme.width, max(0.0, y - 4), (*spine, *labels, *dots))
