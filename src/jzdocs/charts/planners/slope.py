"""Two states joined by a line for each row, names and values at both ends."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jzdocs.charts.labels import legend, spread
from jzdocs.charts.marks import HAIRLINE, Dot, Label, Line, Mark, Plan, vertical_hairline
from jzdocs.charts.planners.shared_rows import row_name
from jzdocs.charts.scales import as_float, numbers_of
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_HEADS = ("期初", "期末")
_NAMES_AT_MOST, _VALUES_AT_MOST = 0.5, 0.25  # of the chart's width
_LEAST_HEIGHT = 90.0
_ROW_LEADING = 0.15  # of the leading, between two rows
_POLE = 4  # how far the two vertical lines reach beyond the highest and lowest point
_LABEL_GAP = 7.0  # from a point to its label
_MOVED = 3.0  # points that a label has moved before it gets a leader


class _Side(Struct, frozen=True):
    """One of the two states: its x, which way its labels stand, and the lines of each row's label."""

    x: float
    way: int
    texts: tuple[tuple[str, ...], ...]


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan; labels are moved apart where they would touch. Of a row without one of its values the other is
    drawn."""
    rows = chart.panels[0].rows
    sides = _sides(theme, rows)
    groups, top = legend(theme, chart.groups, theme.fills(len(chart.groups))) if chart.groups else ([], 0.0)
    heads_top, height = top + theme.leading + 8, _height(theme, sides)
    heights = _heights(rows, heads_top, height)
    marks: list[Mark] = groups + _heads(chart, theme, sides, (heads_top, height))
    places = [
        _label_places(theme, side, [pair[i] for pair in heights], heads_top, height) for i, side in enumerate(sides)
    ]
    for index, (row, fill) in enumerate(zip(rows, theme.row_fills(chart, rows), strict=True)):
        drawable = [value.number is not None for value in _pair(row)]
        ends = [(side.x, y) for side, y in zip(sides, heights[index], strict=True)]
        if all(drawable):
            marks.append(Line(tuple(ends), fill, 1.4))
        dots = [Dot(*ends[0], 2.6, "FFFFFF", fill), Dot(*ends[1], 2.6, fill, fill)]
        marks += [dot for dot, shown in zip(dots, drawable, strict=True) if shown]
        for number, side in enumerate(sides):
            marks += _label(theme, side, side.texts[index], (ends[number][1], places[number][index]), bold=number == 1)
    return Plan(theme.width, heads_top + height + 6, tuple(marks))


def _pair(row: nodes.Row) -> tuple[nodes.Value, nodes.Value]:
    values = (*row.values[:2], nodes.Value("—"), nodes.Value("—"))
    return values[0], values[1]


def _sides(theme: ChartTheme, rows: Sequence[nodes.Row]) -> tuple[_Side, _Side]:
    """Return the two states; names and first values stand at the left, second values at the right."""
    texts = [tuple(value.printed or value.raw or "—" for value in _pair(row)) for row in rows]
    lefts = [_left(theme, row_name(row), text[0]) for row, text in zip(rows, texts, strict=True)]
    rights = [tuple(theme.wrap(text[1], theme.width * _VALUES_AT_MOST)) for text in texts]
    left = theme.widest([line for lines in lefts for line in lines]) + 8
    right_width = max((theme.measure(line, bold=True) for lines in rights for line in lines), default=0.0)
    return _Side(left, -1, tuple(lefts)), _Side(theme.width - right_width - 8, 1, tuple(rights))


def _left(theme: ChartTheme, name: str, value: str) -> tuple[str, ...]:
    """Return a name and a value in lines; the value stays whole."""
    limit = theme.width * _NAMES_AT_MOST
    whole = f"{name}　{value}"
    if theme.measure(whole) <= limit:
        return (whole,)
    lines = theme.wrap(name, limit)
    together = f"{lines[-1]}　{value}"
    return (*lines[:-1], together) if theme.measure(together) <= limit else (*lines, value)


def _height(theme: ChartTheme, sides: Sequence[_Side]) -> float:
    lines = max(sum(map(len, side.texts)) for side in sides)
    return max(_LEAST_HEIGHT, theme.leading * lines * (1 + _ROW_LEADING * (2 * theme.density - 1)))


def _heights(rows: Sequence[nodes.Row], top: float, height: float) -> list[tuple[float, float]]:
    """Return the heights of both ends of each row: a missing value is at its row's other, or at the foot."""
    numbers = [number for row in rows for number in numbers_of(row.values[:2])]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    scale = height / (high - low or 1.0)
    out = []
    for row in rows:
        ends = [top + height - (as_float(v) - low) * scale if v.number is not None else None for v in _pair(row)]
        other = next((end for end in ends if end is not None), top + height)
        out.append((other if ends[0] is None else ends[0], other if ends[1] is None else ends[1]))
    return out


def _heads(chart: nodes.Chart, theme: ChartTheme, sides: Sequence[_Side], place: tuple[float, float]) -> list[Mark]:
    """Return the names of the states above their lines, and these."""
    top, height = place
    heads = chart.series[:2] if len(chart.series) >= 2 else _HEADS
    marks: list[Mark] = []
    for side, head in zip(sides, heads, strict=True):
        half = theme.measure(head) / 2
        middle = min(max(side.x, half), theme.width - half)
        marks.append(Label(middle, top - 8 - theme.leading + theme.size, head, theme.size, theme.dark, "middle"))
        marks.append(vertical_hairline(side.x, top - _POLE, top + height + _POLE, theme.pale))
    return marks


def _label_places(theme: ChartTheme, side: _Side, heights: Sequence[float], top: float, height: float) -> list[float]:
    blocks = [theme.leading * len(lines) for lines in side.texts]
    return spread(heights, blocks, top - theme.leading / 2, top + height + theme.leading / 2)


def _label(
    theme: ChartTheme, side: _Side, lines: Sequence[str], heights: tuple[float, float], *, bold: bool
) -> list[Mark]:
    """Return the lines of a label and, where it had to move from the first of `heights` to the second, its leader."""
    at, middle = heights
    x = side.x + _LABEL_GAP * side.way
    first = theme.baseline(middle - theme.leading * (len(lines) - 1) / 2)
    marks: list[Mark] = []
    if abs(at - middle) > _MOVED:
        marks.append(Line(((side.x + 3 * side.way, at), (x - side.way, middle)), theme.axis_color, HAIRLINE))
    return marks + [
        Label(x, first + theme.leading * i, line, theme.size, anchor="start" if side.way > 0 else "end", bold=bold)
        for i, line in enumerate(lines)
    ]
