"""A table whose cells are shaded by their numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.marks import Label, Mark, Plan, Rect
from jzdocs.charts.planners.shared_rows import name_labels, row_name
from jzdocs.charts.scales import as_float, numbers_of
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

_NAMES_AT_MOST = 0.4  # of the chart's width
_ROW_THICKNESS = 1.7  # of a bar's
_TEXT_DROP = 0.33  # of the text's size, from a cell's middle to its baseline
_CELL_PADDING, _PART_GAP = 5.0, 8.0
_PALEST = 0.08  # how much of the accent the lowest number has


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: a column for each series, the least number palest. Columns that have no room beside the others
    stand in a table of their own below."""
    rows = chart.panels[0].rows
    columns = max((len(row.values) for row in rows), default=1)
    name_width = min(theme.widest([row_name(row) for row in rows]), theme.width * _NAMES_AT_MOST) + 6
    widest = theme.widest([_printed(value) for row in rows for value in row.values])
    heads = max((theme.measure(piece) for name in chart.series for piece in theme.pieces(name)), default=0.0)
    room = theme.width - name_width
    most = max(1, int(room / (max(widest, min(heads, room / 2)) + _CELL_PADDING)))
    count = math.ceil(columns / math.ceil(columns / most))
    numbers = [number for row in rows for number in numbers_of(row.values)]
    scale = (min(numbers, default=0.0), max(numbers, default=1.0))
    marks: list[Mark] = []
    top = 0.0
    for first in range(0, columns, count):
        part = _Part(first, min(count, columns - first), name_width, room / count, scale)
        part_marks, top = _table(chart, theme, part, top)
        marks += part_marks
        top += _PART_GAP if first + count < columns else 0.0
    return Plan(theme.width, top, tuple(marks), "crowded" if widest > room / count else "")


class _Part(Struct, frozen=True):
    """Columns that stand beside one another: the place of the first and their number, the width of the names and of a
    cell, and the least and the largest number of all."""

    first: int
    count: int
    name_width: float
    cell_width: float
    scale: tuple[float, float]


def _printed(value: nodes.Value) -> str:
    return value.printed or value.raw or "—"


def _table(chart: nodes.Chart, theme: ChartTheme, part: _Part, top: float) -> tuple[list[Mark], float]:
    """Return a table of some columns that begins at `top`, and where it ends."""
    name_width, cell_width, (low, high) = part.name_width, part.cell_width, part.scale
    marks, head = _heads(theme, chart.series[part.first : part.first + part.count], name_width, cell_width)
    marks = [replace(mark, y=mark.y + top) for mark in marks]
    top += head
    out: list[Mark] = list(marks)
    for row in chart.panels[0].rows:
        names = theme.wrap(row_name(row), name_width - 6)
        height = max(theme.bar_thickness * _ROW_THICKNESS, theme.leading * len(names) + 4 * theme.density)
        out += name_labels(theme, names, name_width - 6, top + height / 2)
        for index, value in enumerate(row.values[part.first : part.first + part.count]):
            number = as_float(value)
            fill = "FFFFFF" if math.isnan(number) else _tint(theme.accent, (number - low) / (high - low or 1.0))
            out.append(Rect(name_width + cell_width * index, top, cell_width - 1, height - 1, fill))
            middle = name_width + cell_width * (index + 0.5)
            baseline = top + height / 2 + theme.size * _TEXT_DROP
            out.append(Label(middle, baseline, _printed(value), theme.size, text_color_on(fill), "middle"))
        top += height
    return out, top


def _heads(theme: ChartTheme, series: Sequence[str], name_width: float, cell_width: float) -> tuple[list[Label], float]:
    """Return the names of the series above their columns, aligned at the bottom, and their height."""
    if not series:
        return [], 0.0
    heads = [theme.wrap(name, cell_width - 4) for name in series]
    height = theme.leading * max(map(len, heads)) + 3
    marks: list[Label] = []
    for index, lines in enumerate(heads):
        for number, text in enumerate(lines):
            y = height - 5 - theme.leading * (len(lines) - 1 - number)
            marks.append(Label(name_width + cell_width * (index + 0.5), y, text, theme.size, theme.dark, "middle"))
    return marks, height


def _tint(color: str, share: float) -> str:
    """Return a tint from a very pale one (0) to the full colour (1)."""
    weight = _PALEST + (1 - _PALEST) * share
    return "".join(f"{round(255 + (int(color[i : i + 2], 16) - 255) * weight):02X}" for i in (0, 2, 4))
