"""A table whose cells are shaded by their numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from jzdocs.charts.marks import Label, Mark, Plan, Rect
from jzdocs.charts.planners.shared_rows import name_labels
from jzdocs.charts.scales import as_float, numbers_of
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

_NAMES_AT_MOST = 0.4  # of the chart's width
_ROW_THICKNESS = 1.7  # of a bar's
_TEXT_DROP = 0.33  # of the text's size, from a cell's middle to its baseline
_PALEST = 0.08  # how much of the accent the lowest number has


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: a column for each series, the least number palest."""
    rows = chart.panels[0].rows
    columns = max((len(row.values) for row in rows), default=1)
    name_width = min(theme.widest([row.name for row in rows]), theme.width * _NAMES_AT_MOST) + 6
    cell_width = (theme.width - name_width) / columns
    numbers = [number for row in rows for number in numbers_of(row.values)]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    marks, top = _heads(theme, chart.series[:columns], name_width, cell_width)
    for row in rows:
        names = theme.wrap(row.name, name_width - 6)
        height = max(theme.bar_thickness * _ROW_THICKNESS, theme.leading * len(names) + 4)
        marks += name_labels(theme, names, name_width - 6, top + height / 2)
        for index, value in enumerate(row.values):
            number = as_float(value)
            fill = "FFFFFF" if math.isnan(number) else _tint(theme.accent, (number - low) / (high - low or 1.0))
            marks.append(Rect(name_width + cell_width * index, top, cell_width - 1, height - 1, fill))
            text, middle = value.printed or value.raw or "—", name_width + cell_width * (index + 0.5)
            baseline = top + height / 2 + theme.size * _TEXT_DROP
            marks.append(Label(middle, baseline, text, theme.size, text_color_on(fill), "middle"))
        top += height
    return Plan(theme.width, top, tuple(marks))


def _heads(theme: ChartTheme, series: Sequence[str], name_width: float, cell_width: float) -> tuple[list[Mark], float]:
    """Return the names of the series above their columns, aligned at the bottom, and their height."""
    if not series:
        return [], 0.0
    heads = [theme.wrap(name, cell_width - 4) for name in series]
    height = theme.leading * max(map(len, heads)) + 3
    marks: list[Mark] = []
    for index, lines in enumerate(heads):
        for number, text in enumerate(lines):
            y = height - 5 - theme.leading * (len(lines) - 1 - number)
            marks.append(Label(name_width + cell_width * (index + 0.5), y, text, theme.size, theme.dark, "middle"))
    return marks, height


def _tint(color: str, share: float) -> str:
    """Return a tint from a very pale one (0) to the full colour (1)."""
    weight = _PALEST + (1 - _PALEST) * share
    return "".join(f"{round(255 + (int(color[i : i + 2], 16) - 255) * weight):02X}" for i in (0, 2, 4))
