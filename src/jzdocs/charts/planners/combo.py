"""Columns of one unit and a line of another over the same rows, each with its own axis; gridlines and zero lines of the
two coincide. Series of one unit share an axis: there the last is the line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.axes import Scale, printed, scale_from_zero, scale_pairs, span_of, with_room
from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, Rect
from jzdocs.charts.native import (
    TITLE_INSET,
    Axis,
    AxisTitle,
    Native,
    Plot,
    Series,
    Shift,
    bound_value,
    gap_width,
    series_name,
)
from jzdocs.charts.palette import lightness, on_paper, text_on_paper
from jzdocs.charts.planners.shared_strips import (
    COLUMN_SHARE,
    PLOT_HEIGHT,
    WIDEST_COLUMN,
    Box,
    Edges,
    Strip,
    crosses,
    gridlines,
    name_marks,
    overlap,
    strips_of,
    tick_marks,
    tick_width,
)
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

_LEAST_HEIGHT = 0.6  # so that a column of 0 can be seen
_LEGEND_SWATCH, _LEGEND_LINE, _LEGEND_GAP = 8.0, 16.0, 14.0
_COLUMNS_SHARE = 0.86  # of a row's room: several columns together
_TRIED_PAIRS = 8
_TEXTS_TOUCH, _BEYOND, _ON_A_DOT, _CROSSED, _ON_A_COLUMN = 100.0, 60.0, 20.0, 4.0, 5.0
_WITHIN = {"inEnd": 0.5, "ctr": 1.0, "inBase": 1.5}  # places in a column, with their costs
_LIFTED = 0.11  # for each point
_ABOVE = 12.0  # points above a plot that labels may use
_DARK = 60  # CIE L*
_TIGHT = 5.0  # what the costs of an empty plot weigh against those of labels


class _Placed(Struct, frozen=True):
    """A label of a value: where it stands from its column or point (as Word names it), its text, its box, its colour,
    whether it needs a white ground, and how far above its place it stands."""

    place: str
    text: str
    x: float
    baseline: float
    color: str = "000000"
    ground: bool = False
    lift: float = 0.0


class _Combo(Struct, frozen=True):
    """A planned chart: the places of its columns and lines among the series, their fills, the scales of both, the
    plots, and the labels by (row, series)."""

    rows: tuple[nodes.Row, ...]
    columns: tuple[int, ...]
    lines: tuple[int, ...]
    fills: tuple[str, ...]
    scales: tuple[Scale, Scale]
    strips: tuple[Strip, ...]
    labels: dict[tuple[int, int], _Placed]
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


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: columns, the line above them, and each value beside its mark."""
    combo = _combo(chart, theme)
    marks, top = _legend(chart, theme, combo)
    marks += _unit_labels(chart, theme, combo, top)
    for strip in combo.strips:
        marks += gridlines(theme, combo.scales[0], strip)
        marks += tick_marks(theme, combo.scales[0], strip)
        if not combo.one_axis:
            marks += tick_marks(theme, combo.scales[1], strip, right=True)
        marks += _column_marks(combo, strip)
        marks += _line_marks(combo, strip)
        marks += _label_marks(theme, combo, strip)
        marks += name_marks(theme, [row.name for row in combo.rows], strip)
    bottom = combo.strips[-1].bottom if combo.strips else top
    return Plan(theme.width, bottom + 1, tuple(marks))


# --- geometry


def _combo(chart: nodes.Chart, theme: ChartTheme) -> _Combo:
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
        one = with_room(scale_from_zero(low, high), low, theme.leading / PLOT_HEIGHT)
        return _with_labels(theme, _Combo(rows, columns, lines, fills, (one, one), (), {}, widths), chart)[0]
    best: tuple[float, _Combo] | None = None
    for tried, (one, other, used) in enumerate(scale_pairs(first, second)):
        if tried >= (1 if chart.reference else _TRIED_PAIRS):  # small charts shall choose the same
            break
        combo, cost = _with_labels(theme, _Combo(rows, columns, lines, fills, (one, other), (), {}, widths), chart)
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


def _with_labels(theme: ChartTheme, combo: _Combo, chart: nodes.Chart) -> tuple[_Combo, float]:
    """Return a chart with its plots and labels, and what overlaps in it costs."""
    one, other = combo.scales
    right = theme.width - (tick_width(theme, other) if combo.lines and not combo.one_axis else 0.0)
    head = theme.leading * 2 if any(chart.units) or chart.panels[0].unit else theme.leading
    top = _legend_height(chart, theme)
    edges = Edges(tick_width(theme, one), right, top, head)
    strips = strips_of(theme, [row.name for row in combo.rows], _label_room(theme, combo), edges)
    combo = replace(combo, strips=tuple(strips))
    labels: dict[tuple[int, int], _Placed] = {}
    total = 0.0
    for strip in strips:
        for row in strip.rows:
            placed, cost = _place_row(theme, combo, strip, row)
            labels |= {(row, series): label for series, label in placed.items()}
            total += cost
    return replace(combo, labels=labels), total


def _label_room(theme: ChartTheme, combo: _Combo) -> float:
    """Return the room that a row needs so that no label of its values touches one of its neighbours'."""
    widest = 0.0
    for row in combo.rows:
        texts = [combo.widths[printed(row.values[i])] + 3 for i in combo.columns if i < len(row.values)]
        lines = [combo.widths[printed(row.values[i])] + 3 for i in combo.lines if i < len(row.values)]
        widest = max([widest, max(texts, default=0.0) * len(combo.columns), *lines])
    return widest


def _place_row(theme: ChartTheme, combo: _Combo, strip: Strip, row: int) -> tuple[dict[int, _Placed], float]:
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
        box = _box(theme, combo, label)
        if label.place not in _WITHIN and any(overlap(box, column) for column in obstacles.columns):
            placed[series] = replace(label, ground=True)
    return placed, cost


def _chosen(
    theme: ChartTheme,
    combo: _Combo,
    ordered: tuple[Mapping[int, Sequence[_Placed]], Sequence[int]],
    obstacles: _Obstacles,
    strip: Strip,
) -> tuple[dict[int, _Placed], float]:
    """Return for each series the place that costs least beside those chosen before, and all costs; `ordered` are the
    choices of the series and the order."""
    choices, order = ordered
    boxes: list[Box] = []
    placed: dict[int, _Placed] = {}
    total = 0.0
    for series in order:
        costs = []
        for option in choices[series]:
            box = _box(theme, combo, option)
            touching = sum(overlap(box, other) for other in boxes)
            costs.append((_cost(option, box, obstacles, strip) + _TEXTS_TOUCH * touching, option, box))
        cost, placed[series], box = min(costs, key=lambda found: found[0])
        boxes.append(box)
        total += cost
    return placed, total


def _box(theme: ChartTheme, combo: _Combo, label: _Placed) -> Box:
    """Return what a label covers: left, top, right, bottom."""
    half = combo.widths[label.text] / 2
    return label.x - half, label.baseline - 0.86 * theme.size, label.x + half, label.baseline + 0.14 * theme.size


class _Obstacles(Struct, frozen=True):
    """What the labels of a row should not cover: its columns, its points, and the lines to the next rows."""

    columns: tuple[Box, ...]
    dots: tuple[Box, ...]
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...]


def _obstacles(combo: _Combo, strip: Strip, row: int) -> _Obstacles:
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


def _options(theme: ChartTheme, combo: _Combo, strip: Strip, row: int, series: int) -> list[_Placed]:
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
        above = _Placed("t", text, point[0], point[1] - 5, color)
        below = _Placed("b", text, point[0], point[1] + 5 + theme.size * 0.8, color)
        return [above, below, *_lifted(above, theme.leading)]
    x, zero = combo.column_x(strip, row, series), strip.y(scale, 0.0)
    if math.isnan(number):
        return [_Placed("outEnd", text, x, zero - 3)]
    end, down = strip.y(scale, number), number < 0
    inside = text_color_on(combo.fills[series])
    beyond = _Placed("outEnd", text, x, end + theme.size + 1 if down else end - 3)
    options = [beyond, *_lifted(beyond, -theme.leading if down else theme.leading)]
    if abs(end - zero) >= theme.size + 5 and combo.widths[text] <= combo.thickness(strip) - 1:
        options.append(_Placed("inEnd", text, x, end - 3 if down else end + theme.size + 1, inside))
        options.append(_Placed("ctr", text, x, theme.baseline((zero + end) / 2), inside))
        options.append(_Placed("inBase", text, x, zero + theme.size + 1 if down else zero - 3, inside))
    return options


def _lifted(label: _Placed, leading: float) -> list[_Placed]:
    """Return a label one and two lines higher (or lower, where `leading` is negative)."""
    return [replace(label, baseline=label.baseline - lift, lift=lift) for lift in (leading, 2 * leading)]


def _cost(label: _Placed, box: Box, obstacles: _Obstacles, strip: Strip) -> float:
    """Return what a label costs by itself: beyond the plot, on a point, crossed by a line, on a column."""
    inside = label.place in _WITHIN
    cost = _WITHIN.get(label.place, 0.0) + _LIFTED * abs(label.lift)
    cost += _BEYOND * (box[1] < strip.top - _ABOVE or box[3] > strip.base + 1)
    cost += _ON_A_DOT * sum(overlap(box, dot) for dot in obstacles.dots)
    cost += _CROSSED * sum(crosses(box, *line) for line in obstacles.lines)
    if not inside:
        cost += _ON_A_COLUMN * sum(overlap(box, column) for column in obstacles.columns)
    return cost


# --- marks


def _entries(chart: nodes.Chart, combo: _Combo) -> list[tuple[str, str, bool]]:
    """Return name, fill and whether it is a line, of each series."""
    order = (*combo.columns, *combo.lines)
    return [(chart.series[i], combo.fills[i], i in combo.lines) for i in order if i < len(chart.series)]


def _legend_places(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[tuple[float, float]], float]:
    """Return where each entry of the legend begins, and the legend's height."""
    places, x, y = [], 0.0, 0.0
    for name in chart.series:
        width = _LEGEND_LINE + 4 + theme.measure(name) + _LEGEND_GAP
        if x and x + width - _LEGEND_GAP > theme.width:
            x, y = 0.0, y + theme.leading
        places.append((x, y))
        x += width
    return places, y + theme.leading + 3 if chart.series else 0.0


def _legend_height(chart: nodes.Chart, theme: ChartTheme) -> float:
    return _legend_places(chart, theme)[1]


def _legend(chart: nodes.Chart, theme: ChartTheme, combo: _Combo) -> tuple[list[Mark], float]:
    """Return the names of the series, behind a swatch or a piece of line, and their height."""
    places, height = _legend_places(chart, theme)
    marks: list[Mark] = []
    for (x, y), (name, fill, is_line) in zip(places, _entries(chart, combo), strict=False):
        middle = y + theme.leading / 2
        if is_line:
            marks.append(Line(((x, middle), (x + _LEGEND_LINE, middle)), fill, 1.6))
            marks.append(Dot(x + _LEGEND_LINE / 2, middle, 2.2, fill, fill, 0.5))
        else:
            marks.append(
                Rect(
                    x + _LEGEND_LINE - _LEGEND_SWATCH, middle - _LEGEND_SWATCH / 2, _LEGEND_SWATCH, _LEGEND_SWATCH, fill
                )
            )
        marks.append(Label(x + _LEGEND_LINE + 4, theme.baseline(middle), name, theme.size, theme.dark))
    return marks, height


def legend_of(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[Mark], float]:
    """Return the legend of small charts of this kind: swatches for columns, pieces of line for lines."""
    return _legend(chart, theme, _combo(replace(chart, panels=chart.panels[:1], multiples=0), theme))


def _axis_units(chart: nodes.Chart, combo: _Combo) -> tuple[str, str]:
    """Return the units of both axes; the second is empty where there is one axis."""
    panel = chart.panels[0]
    first = chart.unit_of(panel, combo.columns[0]) if combo.columns else ""
    second = chart.unit_of(panel, combo.lines[0]) if combo.lines and not combo.one_axis else ""
    return first, second


def _unit_labels(chart: nodes.Chart, theme: ChartTheme, combo: _Combo, top: float) -> list[Mark]:
    """Return the units above the axes of the first plot."""
    first, second = _axis_units(chart, combo)
    baseline = top + theme.size
    marks: list[Mark] = [Label(0.0, baseline, first, theme.size, theme.dark)] if first else []
    if second:
        marks.append(Label(theme.width, baseline, second, theme.size, theme.dark, "end"))
    return marks


def _column_marks(combo: _Combo, strip: Strip) -> list[Mark]:
    marks: list[Mark] = []
    width = combo.thickness(strip)
    zero = strip.y(combo.scales[0], 0.0)
    for row in strip.rows:
        for series in combo.columns:
            number = combo.number(row, series)
            if math.isnan(number):
                continue
            y = strip.y(combo.scales[0], number)
            height = max(abs(zero - y), _LEAST_HEIGHT)
            top = zero if number < 0 else zero - height
            marks.append(Rect(combo.column_x(strip, row, series) - width / 2, top, width, height, combo.fills[series]))
    return marks


def _line_marks(combo: _Combo, strip: Strip) -> list[Mark]:
    """Return the lines, which break where a value is missing, and their points."""
    marks: list[Mark] = []
    for order, series in enumerate(combo.lines):
        run: list[tuple[float, float]] = []
        dots: list[Mark] = []
        for row in (*strip.rows, None):
            point = combo.point(strip, row, series) if row is not None else None
            if point:
                run.append(point)
                dots.append(Dot(*point, 2.2, combo.fills[series], "FFFFFF", 0.8))
                continue
            if len(run) > 1:
                marks.append(Line(tuple(run), combo.fills[series], 1.6, () if order == 0 else (4.0, 2.0)))
            run = []
        marks += dots
    return marks


def _label_marks(theme: ChartTheme, combo: _Combo, strip: Strip) -> list[Mark]:
    marks: list[Mark] = []
    for row in strip.rows:
        for series in (*combo.columns, *combo.lines):
            label = combo.labels.get((row, series))
            if label is None:
                continue
            if label.ground:
                left, top, right, bottom = _box(theme, combo, label)
                marks.append(Rect(left - 1, top, right - left + 2, bottom - top, "FFFFFF"))
            marks.append(Label(label.x, label.baseline, label.text, theme.size, label.color, "middle"))
    return marks


# --- Word's own chart


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each plot; the first carries the legend."""
    combo = _combo(chart, theme)
    natives, top = [], 0.0
    for index, strip in enumerate(combo.strips):
        last = index == len(combo.strips) - 1
        bottom = height if last else strip.bottom
        natives.append(replace(_native_strip(chart, theme, combo, strip, top), height=bottom - top))
        top = bottom
    if natives and chart.series:
        natives[0] = replace(natives[0], legend="top")
    return tuple(natives)


def _native_strip(chart: nodes.Chart, theme: ChartTheme, combo: _Combo, strip: Strip, top: float) -> Native:
    one, other = combo.scales
    thickness = combo.thickness(strip)
    return Native(
        "combo",
        "clustered",
        theme.width,
        0.0,
        tuple(_category(combo, row) for row in strip.rows),
        tuple(_native_series(chart, combo, strip, series) for series in (*combo.columns, *combo.lines)),
        Axis(one.low, one.high, one.step, shown=True),
        Plot(strip.left, strip.top - top, strip.right - strip.left, PLOT_HEIGHT),
        round(gap_width(strip.pitch, thickness * len(combo.columns)) * len(combo.columns)),
        0,
        "outEnd",
        second=None if combo.one_axis else Axis(other.low, other.high, other.step, shown=True),
        axis_titles=_axis_titles(chart, theme, combo) if strip.first == 0 else (),
    )


def _axis_titles(chart: nodes.Chart, theme: ChartTheme, combo: _Combo) -> tuple[AxisTitle, ...]:
    first, second = _axis_units(chart, combo)
    top = _legend_height(chart, theme) - TITLE_INSET
    return (
        AxisTitle(first, -TITLE_INSET, top),
        AxisTitle(second, theme.width - theme.measure(second) - 2 * TITLE_INSET, top),
    )


def _category(combo: _Combo, row: int) -> str:
    """Return the name of a row; what its columns lack stands there, as Word labels no missing value."""
    name = combo.rows[row].name
    return f"{name} —" if any(math.isnan(combo.number(row, series)) for series in combo.columns) else name


def _native_series(chart: nodes.Chart, combo: _Combo, strip: Strip, series: int) -> Series:
    is_line = series in combo.lines
    usual = "t" if is_line else "outEnd"
    labels = [(at, combo.labels.get((row, series))) for at, row in enumerate(strip.rows)]
    return Series(
        series_name(chart, series),
        tuple(bound_value(combo.rows[row], series) for row in strip.rows),
        combo.fills[series],
        label=text_on_paper(combo.fills[series]) if is_line else "000000",
        dash=is_line and combo.lines.index(series) > 0,
        line=is_line,
        places=tuple(
            (at, label.place, label.color, label.ground)
            for at, label in labels
            if label and (label.place != usual or label.ground)
        ),
        beside=tuple((at, Shift(0.0, -label.lift)) for at, label in labels if label and label.lift),
    )
