"""The geometry of columns with a line on a second axis: scales, plots, and the places of the values' labels."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.axes import Scale, printed, scale_from_zero, scale_pairs, span_of, with_room
from jzdocs.charts.palette import lightness, on_paper, text_on_paper
from jzdocs.charts.planners.shared_strips import (
    COLUMN_SHARE,
    PLOT_HEIGHT,
    WIDEST_COLUMN,
    Box,
    Edges,
    Strip,
    crosses,
    overlap,
    strips_of,
    tick_width,
)
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

LEGEND_LINE, _LEGEND_GAP = 16.0, 14.0
_COLUMNS_SHARE = 0.86  # of a row's room: several columns together
_TRIED_PAIRS = 8
_TEXTS_TOUCH, _BEYOND, _ON_A_DOT, _CROSSED, _ON_A_COLUMN = 100.0, 60.0, 20.0, 4.0, 5.0
_WITHIN = {"inEnd": 0.5, "ctr": 1.0, "inBase": 1.5}  # places in a column, with their costs
_LIFTED = 0.11  # for each point
_ABOVE = 12.0  # points above a plot that labels may use
_DARK = 60  # CIE L*
_TIGHT = 5.0  # what the costs of an empty plot weigh against those of labels


class Placed(Struct, frozen=True):
    """A label of a value: where it stands from its column or point (as Word names it), its text, its box, its colour,
    whether it needs a white ground, and how far above its place it stands."""

    place: str
    text: str
    x: float
    baseline: float
    color: str = "000000"
    ground: bool = False
    lift: float = 0.0


class Combo(Struct, frozen=True):
    """A planned chart: the places of its columns and lines among the series, their fills, the scales of both, the
    plots, and the labels by (row, series)."""

    rows: tuple[nodes.Row, ...]
    columns: tuple[int, ...]
    lines: tuple[int, ...]
    fills: tuple[str, ...]
    scales: tuple[Scale, Scale]
    strips: tuple[Strip, ...]
    labels: dict[tuple[int, int], Placed]
    widths: dict[str, float]

    @property
    def one_axis(self) -> bool:
        """Whether columns and lines share an axis."""
        return self.scales[0] == self.scales[1]

    def scale(self, series: int) -> Scale:
        """Return the scale of a series."""
        return self.scales[1] if series in self.lines else self.scales[0]

    def thickness(self, strip: Strip) -> float:
        """Return the width of a column."""
        share = COLUMN_SHARE if len(self.columns) == 1 else _COLUMNS_SHARE
        return min(WIDEST_COLUMN, strip.pitch * share / max(1, len(self.columns)))

    def number(self, row: int, series: int) -> float:
        """Return a value of a row, NaN where it is missing."""
        values = self.rows[row].values
        return as_float(values[series]) if series < len(values) else math.nan

    def column_x(self, strip: Strip, row: int, series: int) -> float:
        """Return the middle of a column."""
        offset = self.columns.index(series) - (len(self.columns) - 1) / 2
        return strip.middle(row) + offset * self.thickness(strip)

    def point(self, strip: Strip, row: int, series: int) -> tuple[float, float] | None:
        """Return the point of a line; None where its value is missing."""
        number = self.number(row, series)
        return None if math.isnan(number) else (strip.middle(row), strip.y(self.scale(series), number))


# --- geometry


def combination(chart: nodes.Chart, theme: ChartTheme) -> Combo:
    """Return the planned chart: of the pairs of scales that use their plots well the one whose labels disturb least."""
    rows = chart.panels[0].rows
    count = max((len(row.values) for row in rows), default=1)
    units = [chart.unit_of(chart.panels[0], index) for index in range(count)]
    columns = tuple(index for index in range(count) if units[index] == units[0])
    lines = tuple(index for index in range(count) if units[index] != units[0])
    shared = not lines and count > 1
    if shared:
        columns, lines = columns[:-1], columns[-1:]
    fills = _fills(theme, count, lines)
    widths = {text: theme.measure(text) for text in {printed(value) for row in rows for value in row.values}}
    covered = chart.reference or rows
    first, second = _span(covered, columns), _span(covered, lines)
    if shared or not lines:
        low, high = span_of((*first, *second))
        first_scale = with_room(scale_from_zero(low, high), low, theme.leading / PLOT_HEIGHT)
        return _with_labels(
            theme, Combo(rows, columns, lines, fills, (first_scale, first_scale), (), {}, widths), chart
        )[0]
    best: tuple[float, Combo] | None = None
    for tried, (first_scale, other, used) in enumerate(scale_pairs(first, second)):
        if tried >= (1 if chart.reference else _TRIED_PAIRS):  # small charts shall choose the same
            break
        combo, cost = _with_labels(
            theme, Combo(rows, columns, lines, fills, (first_scale, other), (), {}, widths), chart
        )
        cost = cost / max(1, len(rows)) + _TIGHT * (1 - used)
        if best is None or cost < best[0] - 1e-9:
            best = cost, combo
    assert best is not None
    return best[1]


def _fills(theme: ChartTheme, count: int, lines: Sequence[int]) -> tuple[str, ...]:
    """Return the fills of all series: those of columns as ever, those of lines plain colours that no column has, dark
    enough for a text on white."""
    columns = iter(theme.fills(count))
    used = theme.fills(count - len(lines)) if count > len(lines) else []
    dark = [on_paper(color) for color in theme.style.palette[1:] if color not in used and lightness(color) < _DARK]
    colors = iter([*dark, *[theme.style.greys[0]] * len(lines)])
    return tuple(next(colors) if index in lines else next(columns) for index in range(count))


def _span(rows: Sequence[nodes.Row], series: Sequence[int]) -> tuple[float, float]:
    values = [row.values[index] for row in rows for index in series if index < len(row.values)]
    return span_of([as_float(value) for value in values if value.number is not None])


def _with_labels(theme: ChartTheme, combo: Combo, chart: nodes.Chart) -> tuple[Combo, float]:
    """Return a chart with its plots and labels, and what overlaps in it costs."""
    first_scale, other = combo.scales
    right = theme.width - (tick_width(theme, other) if combo.lines and not combo.one_axis else 0.0)
    head = theme.leading * 2 if any(chart.units) or chart.panels[0].unit else theme.leading
    top = legend_height(chart, theme)
    edges = Edges(tick_width(theme, first_scale), right, top, head)
    strips = strips_of(theme, [row.name for row in combo.rows], _label_room(theme, combo), edges)
    combo = replace(combo, strips=tuple(strips))
    labels: dict[tuple[int, int], Placed] = {}
    total = 0.0
    for strip in strips:
        for row in strip.rows:
            placed, cost = _place_row(theme, combo, strip, row)
            labels |= {(row, series): label for series, label in placed.items()}
            total += cost
    return replace(combo, labels=labels), total


def _label_room(theme: ChartTheme, combo: Combo) -> float:
    """Return the room that a row needs so that no label of its values touches one of its neighbours'."""
    widest = 0.0
    for row in combo.rows:
        texts = [combo.widths[printed(row.values[i])] + 3 for i in combo.columns if i < len(row.values)]
        lines = [combo.widths[printed(row.values[i])] + 3 for i in combo.lines if i < len(row.values)]
        widest = max([widest, max(texts, default=0.0) * len(combo.columns), *lines])
    return widest


def _place_row(theme: ChartTheme, combo: Combo, strip: Strip, row: int) -> tuple[dict[int, Placed], float]:
    """Return the labels of a row where they cost least, and their costs."""
    choices = {
        series: options
        for series in (*combo.columns, *combo.lines)
        if (options := _options(theme, combo, strip, row, series))
    }
    obstacles = _obstacles(combo, strip, row)
    if not choices:
        return {}, 0.0
    orders = (list(choices), list(reversed(choices)))
    placed, cost = min(
        (_chosen(theme, combo, (choices, order), obstacles, strip) for order in orders), key=lambda found: found[1]
    )
    for series, label in placed.items():
        box = text_area(theme, combo, label)
        if label.place not in _WITHIN and any(overlap(box, column) for column in obstacles.columns):
            placed[series] = replace(label, ground=True)
    return placed, cost


def _chosen(
    theme: ChartTheme,
    combo: Combo,
    ordered: tuple[Mapping[int, Sequence[Placed]], Sequence[int]],
    obstacles: _Obstacles,
    strip: Strip,
) -> tuple[dict[int, Placed], float]:
    """Return for each series the place that costs least beside those chosen before, and all costs; `ordered` are the
    choices of the series and the order."""
    choices, order = ordered
    boxes: list[Box] = []
    placed: dict[int, Placed] = {}
    total = 0.0
    for series in order:
        costs = []
        for option in choices[series]:
            box = text_area(theme, combo, option)
            touching = sum(overlap(box, other) for other in boxes)
            costs.append((_cost(option, box, obstacles, strip) + _TEXTS_TOUCH * touching, option, box))
        cost, placed[series], box = min(costs, key=lambda found: found[0])
        boxes.append(box)
        total += cost
    return placed, total


def text_area(theme: ChartTheme, combo: Combo, label: Placed) -> Box:
    """Return what a label covers: left, top, right, bottom."""
    half = combo.widths[label.text] / 2
    return label.x - half, label.baseline - 0.86 * theme.size, label.x + half, label.baseline + 0.14 * theme.size


class _Obstacles(Struct, frozen=True):
    """What the labels of a row should not cover: its columns, its points, and the lines to the next rows."""

    columns: tuple[Box, ...]
    dots: tuple[Box, ...]
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...]


def _obstacles(combo: Combo, strip: Strip, row: int) -> _Obstacles:
    columns = []
    for series in combo.columns:
        number = combo.number(row, series)
        if not math.isnan(number):
            y, zero = strip.y(combo.scale(series), number), strip.y(combo.scale(series), 0.0)
            x, half = combo.column_x(strip, row, series), combo.thickness(strip) / 2
            columns.append((x - half, min(y, zero), x + half, max(y, zero)))
    dots, lines = [], []
    for series in combo.lines:
        points = [combo.point(strip, r, series) if r in strip.rows else None for r in (row - 1, row, row + 1)]
        if point := points[1]:
            dots.append((point[0] - 2.4, point[1] - 2.4, point[0] + 2.4, point[1] + 2.4))
        lines += [(a, b) for a, b in pairwise(points) if a and b]
    return _Obstacles(tuple(columns), tuple(dots), tuple(lines))


def _options(theme: ChartTheme, combo: Combo, strip: Strip, row: int, series: int) -> list[Placed]:
    """Return the places that a value's label may have; none for a missing point, for a missing column a — at zero."""
    values = combo.rows[row].values
    if series >= len(values):
        return []
    text, number = printed(values[series]), combo.number(row, series)
    scale = combo.scale(series)
    if series in combo.lines:
        point = combo.point(strip, row, series)
        if point is None:
            return []
        color = text_on_paper(combo.fills[series])
        above = Placed("t", text, point[0], point[1] - 5, color)
        below = Placed("b", text, point[0], point[1] + 5 + theme.size * 0.8, color)
        return [above, below, *_lifted(above, theme.leading)]
    x, zero = combo.column_x(strip, row, series), strip.y(scale, 0.0)
    if math.isnan(number):
        return [Placed("outEnd", text, x, zero - 3)]
    end, down = strip.y(scale, number), number < 0
    inside = text_color_on(combo.fills[series])
    beyond = Placed("outEnd", text, x, end + theme.size + 1 if down else end - 3)
    options = [beyond, *_lifted(beyond, -theme.leading if down else theme.leading)]
    if abs(end - zero) >= theme.size + 5 and combo.widths[text] <= combo.thickness(strip) - 1:
        options.append(Placed("inEnd", text, x, end - 3 if down else end + theme.size + 1, inside))
        options.append(Placed("ctr", text, x, theme.baseline((zero + end) / 2), inside))
        options.append(Placed("inBase", text, x, zero + theme.size + 1 if down else zero - 3, inside))
    return options


def _lifted(label: Placed, leading: float) -> list[Placed]:
    """Return a label one and two lines higher (or lower, where `leading` is negative)."""
    return [replace(label, baseline=label.baseline - lift, lift=lift) for lift in (leading, 2 * leading)]


def _cost(label: Placed, box: Box, obstacles: _Obstacles, strip: Strip) -> float:
    """Return what a label costs by itself: beyond the plot, on a point, crossed by a line, on a column."""
    inside = label.place in _WITHIN
    cost = _WITHIN.get(label.place, 0.0) + _LIFTED * abs(label.lift)
    cost += _BEYOND * (box[1] < strip.top - _ABOVE or box[3] > strip.base + 1)
    cost += _ON_A_DOT * sum(overlap(box, dot) for dot in obstacles.dots)
    cost += _CROSSED * sum(crosses(box, *line) for line in obstacles.lines)
    if not inside:
        cost += _ON_A_COLUMN * sum(overlap(box, column) for column in obstacles.columns)
    return cost


# --- the legend


def legend_places(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[tuple[float, float]], float]:
    """Return where each entry of the legend begins, and the legend's height."""
    places, x, y = [], 0.0, 0.0
    for name in chart.series:
        width = LEGEND_LINE + 4 + theme.measure(name) + _LEGEND_GAP
        if x and x + width - _LEGEND_GAP > theme.width:
            x, y = 0.0, y + theme.leading
        places.append((x, y))
        x += width
    return places, y + theme.leading + 3 if chart.series else 0.0


def legend_height(chart: nodes.Chart, theme: ChartTheme) -> float:
    """Return the height of the legend, 0 without names."""
    return legend_places(chart, theme)[1]
