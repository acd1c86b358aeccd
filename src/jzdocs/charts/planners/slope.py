"""Two states joined by a line for each row, names and values at both ends."""

from __future__ import annotations

from jzdocs.charts.labels import keep_apart
from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, vertical_hairline
from jzdocs.charts.scales import as_float, numbers_of
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_HEADS = ("期初", "期末")
_NAMES_AT_MOST = 0.5  # of the chart's width
_LEAST_HEIGHT = 90.0
_ROW_LEADING = 1.15  # of the leading, for each row
_POLE = 4  # how far the two vertical lines reach beyond the highest and lowest point


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan of those rows that have both values; labels are moved apart where they would touch."""
    rows = [row for row in chart.panels[0].rows if len(row.values) >= 2 and len(numbers_of(row.values[:2])) == 2]
    heads = chart.series[:2] if len(chart.series) >= 2 else _HEADS
    left_texts = [f"{row.name}　{row.values[0].printed}" for row in rows]
    right_texts = [row.values[1].printed for row in rows]
    left = min(theme.widest(left_texts), theme.width * _NAMES_AT_MOST) + 8
    right = theme.width - theme.widest(right_texts) - 8
    top, height = theme.leading + 8, max(_LEAST_HEIGHT, theme.leading * len(rows) * _ROW_LEADING)
    numbers = [number for row in chart.reference or rows for number in numbers_of(row.values[:2])]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    scale = height / (high - low or 1.0)

    def heights(index: int) -> list[float]:
        return [top + height - (as_float(row.values[index]) - low) * scale for row in rows]

    marks: list[Mark] = [
        Label(left, theme.size, heads[0], theme.size, theme.dark, "middle"),
        Label(right, theme.size, heads[1], theme.size, theme.dark, "middle"),
        vertical_hairline(left, top - _POLE, top + height + _POLE, theme.pale),
        vertical_hairline(right, top - _POLE, top + height + _POLE, theme.pale),
    ]
    left_labels = keep_apart(heights(0), theme.leading, top, top + height)
    right_labels = keep_apart(heights(1), theme.leading, top, top + height)
    ends = zip(heights(0), heights(1), theme.row_fills(chart, rows), strict=True)
    for index, (start, end, fill) in enumerate(ends):
        marks += [
            Line(((left, start), (right, end)), fill, 1.4),
            Dot(left, start, 2.6, "FFFFFF", fill),
            Dot(right, end, 2.6, fill, fill),
            Label(left - 7, theme.baseline(left_labels[index]), left_texts[index], theme.size, anchor="end"),
            Label(right + 7, theme.baseline(right_labels[index]), right_texts[index], theme.size, bold=True),
        ]
    return Plan(theme.width, top + height + 6, tuple(marks))
