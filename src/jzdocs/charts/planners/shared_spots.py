"""What scatter and bubble charts share: two axes of values, a point a row with its name, and what cannot be drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.axes import Scale, printed, scale_around
from jzdocs.charts.label_places import Place, Spot, merged, place_names
from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Dot, Label, Line, Mark, Plan, horizontal_hairline, vertical_hairline
from jzdocs.charts.native import TITLE_INSET, Axis, AxisTitle, Native, Plot, Series, Shift, bound_value, series_name
from jzdocs.charts.planners.shared_strips import tick_width
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_ASPECT, _LEAST_HEIGHT, _MOST_HEIGHT = 0.46, 130.0, 260.0
_DOT = 3.0  # radius of a point
_LARGEST_BUBBLE, _SMALLEST_BUBBLE = 0.085, 1.2  # of the plot's width; points: the radius of a bubble of 0
_TICK_DROP = 0.33
_MISSING = "缺数据，未绘出："
_ATTEMPTS = ((1.0, False), (1.3, False), (1.0, True), (1.6, True), (2.4, True))  # height, numbers instead of names


class SpotChart(Struct, frozen=True):
    """A planned chart: its rows that can be drawn, the others, the scales, the plot's edges, the points, the places of
    their names, and, where numbers stand there, what they mean (`key`)."""

    rows: tuple[nodes.Row, ...]
    missing: tuple[str, ...]
    scales: tuple[Scale, Scale]
    left: float
    top: float
    right: float
    base: float
    spots: tuple[Spot, ...]
    places: tuple[Place, ...]
    key: tuple[str, ...]
    fills: tuple[str, ...]


def spot_chart(chart: nodes.Chart, theme: ChartTheme, *, sized: bool) -> SpotChart:
    """Return the planned chart; with `sized` the area of a point is its third value."""
    count = 3 if sized else 2
    all_rows = chart.panels[0].rows
    rows = tuple(row for row in all_rows if all(bound_value(row, index) for index in range(count)))
    missing = tuple(row.name for row in all_rows if row not in rows)
    covered = [row for row in chart.reference or rows if all(bound_value(row, index) for index in range(count))]
    x_scale = scale_around([as_float(row.values[0]) for row in covered])
    y_scale = _y_scale(chart, [as_float(row.values[1]) for row in covered])
    height = min(max(theme.width * _ASPECT, _LEAST_HEIGHT), _MOST_HEIGHT)
    radii = _radii(rows, covered, theme.width) if sized else [_DOT] * len(rows)
    if radii:  # no bubble is cut by the plot's edge
        x_scale, y_scale = (
            _widened(scale, [as_float(row.values[i]) for row in rows], max(radii) / length)
            for i, (scale, length) in enumerate(((x_scale, theme.width - 40), (y_scale, height)))
        )
    top = _head(chart, theme, sized=sized) + theme.size * 0.6 + 2
    left = max(tick_width(theme, y_scale), theme.measure(x_scale.ticks[0][1]) / 2)
    right = theme.width - theme.measure(x_scale.ticks[-1][1]) / 2 - 1
    key: tuple[str, ...] = ()
    for factor, numbered in _ATTEMPTS:
        base = top + height * factor
        points = merged(
            [
                Spot(
                    left + x_scale.share(as_float(row.values[0])) * (right - left),
                    base - y_scale.share(as_float(row.values[1])) * (base - top),
                    radius,
                    _name(row, sized=sized),
                )
                for row, radius in zip(rows, radii, strict=True)
            ],
            "、",
        )
        if numbered:
            points, key = _numbered(points)
        places = place_names(theme, points, (left + 1, top, theme.width, base - 1))
        if places is not None:
            break
    else:  # hundreds of points: the numbers stand on them
        places = [Place(s.x - theme.measure(s.name) / 2, theme.baseline(s.y), "ctr") for s in points]
    fills = _row_fills(chart, theme, rows)
    scales = (x_scale, y_scale)
    return SpotChart(rows, missing, scales, left, top, right, base, tuple(points), tuple(places), key, fills)


def _numbered(points: Sequence[Spot]) -> tuple[list[Spot], tuple[str, ...]]:
    """Return points with numbers for names, and the names behind their numbers."""
    numbered: list[Spot] = []
    key: list[str] = []
    for point in points:
        if point.name:
            key.append(f"{len(key) + 1}\u2002{point.name}")
        numbered.append(replace(point, name=str(len(key)) if point.name else ""))
    return numbered, tuple(key)


def _row_fills(chart: nodes.Chart, theme: ChartTheme, rows: Sequence[nodes.Row]) -> tuple[str, ...]:
    """Return a colour for each point; those that stand back are dark enough for a small mark."""
    return tuple(theme.axis_color if fill == theme.light else fill for fill in theme.row_fills(chart, rows))


def _y_scale(chart: nodes.Chart, numbers: Sequence[float]) -> Scale:
    if chart.axis:
        return scale_around([float(end) for end in chart.axis])
    return scale_around(numbers)


def _widened(scale: Scale, numbers: Sequence[float], share: float) -> Scale:
    """Return a scale with a step more at an end where points lie within `share` of its length from it."""
    low, high = scale.low, scale.high
    near = share * (high - low)
    if min(numbers) - low < near:
        low -= scale.step
    if high - max(numbers) < near:
        high += scale.step
    return Scale(low, high, scale.step)


def _radii(rows: Sequence[nodes.Row], covered: Sequence[nodes.Row], width: float) -> list[float]:
    """Return the radii of bubbles, whose areas are as their sizes."""
    largest = max((as_float(row.values[2]) for row in covered), default=0.0) or 1.0
    most = width * _LARGEST_BUBBLE / 2 + 4
    return [max(_SMALLEST_BUBBLE, most * math.sqrt(max(as_float(row.values[2]), 0.0) / largest)) for row in rows]


def _name(row: nodes.Row, *, sized: bool) -> str:
    return f"{row.name} {printed(row.values[2])}" if sized else row.name


def _legend(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[Mark], float]:
    return legend(theme, chart.groups, theme.fills(len(chart.groups))) if chart.groups else ([], 0.0)


def _head(chart: nodes.Chart, theme: ChartTheme, *, sized: bool) -> float:
    """Return the height of the legend and the lines above the plot: the name of its upright axis, and what areas mean,
    in a line of its own where the two have no room in one."""
    lines = 2 if sized and not _in_one_line(chart, theme) else 1
    return _legend(chart, theme)[1] + theme.leading * lines


def _in_one_line(chart: nodes.Chart, theme: ChartTheme) -> bool:
    note, name = size_note(chart, sized=True), axis_name(chart, 1)
    return theme.measure(note, bold=True) + theme.measure(name) + theme.size <= theme.width


def axis_name(chart: nodes.Chart, index: int) -> str:
    """Return the name of an axis or of the sizes with its unit: 城镇化率（%）."""
    unit = chart.unit_of(chart.panels[0], index)
    if index < len(chart.series):
        return f"{chart.series[index]}（{unit}）" if unit else chart.series[index]
    return unit


def size_note(chart: nodes.Chart, *, sized: bool) -> str:
    """Return what the area of bubbles means."""
    name = axis_name(chart, 2) if sized else ""
    return f"圆的面积：{name}" if name else ""


def plan_spots(chart: nodes.Chart, theme: ChartTheme, *, sized: bool) -> Plan:
    """Return the plan."""
    spots = spot_chart(chart, theme, sized=sized)
    marks, top = _legend(chart, theme)
    baseline = _head(chart, theme, sized=sized) - theme.leading + theme.size
    marks.append(Label(0.0, baseline, axis_name(chart, 1), theme.size, theme.dark))
    if note := size_note(chart, sized=sized):
        marks.append(Label(theme.width, top + theme.size, note, theme.size, theme.dark, "end"))
    marks += _axis_marks(theme, spots)
    order = sorted(range(len(spots.spots)), key=lambda index: -spots.spots[index].radius)
    marks += [_dot(spots, index) for index in order]
    for spot, place in zip(spots.spots, spots.places, strict=True):
        if place.leader:
            marks.append(Line(place.leader, theme.axis_color, 0.4))
        if spot.name:
            marks.append(Label(place.left, place.baseline, spot.name, theme.size))
    y = spots.base + 2 * theme.size + 6
    marks.append(Label(theme.width, y, axis_name(chart, 0), theme.size, theme.dark, "end"))
    lines = [*_key_lines(theme, spots), *_missing_lines(theme, spots)]
    for line in lines:
        y += theme.leading
        marks.append(Label(0.0, y, line, theme.size))
    return Plan(theme.width, y + theme.size * 0.4, tuple(marks))


def _dot(spots: SpotChart, index: int) -> Dot:
    spot = spots.spots[index]
    if spot.radius <= _SMALLEST_BUBBLE:
        return Dot(spot.x, spot.y, _SMALLEST_BUBBLE, "FFFFFF", spots.fills[index], 0.8)
    return Dot(spot.x, spot.y, spot.radius, spots.fills[index], "FFFFFF", 0.8)


def _axis_marks(theme: ChartTheme, spots: SpotChart) -> list[Mark]:
    x_scale, y_scale = spots.scales
    marks: list[Mark] = []
    size = theme.size - 0.5
    for number, text in y_scale.ticks:
        y = spots.base - y_scale.share(number) * (spots.base - spots.top)
        marks.append(horizontal_hairline(y, spots.left, spots.right, _grid_color(theme, y_scale, number)))
        marks.append(Label(spots.left - 4, y + theme.size * _TICK_DROP, text, size, theme.dark, "end"))
    every = _every(theme, x_scale, spots.right - spots.left)
    for index, (number, text) in enumerate(x_scale.ticks):
        x = spots.left + x_scale.share(number) * (spots.right - spots.left)
        marks.append(vertical_hairline(x, spots.top, spots.base, _grid_color(theme, x_scale, number)))
        if index % every == 0:
            marks.append(Label(x, spots.base + theme.size + 4, text, size, theme.dark, "middle"))
    return marks


def _grid_color(theme: ChartTheme, scale: Scale, number: float) -> str:
    """Return the colour of a gridline: those of zero and of the low end are axes."""
    return theme.axis_color if abs(number) < scale.step / 2 or number - scale.low < scale.step / 2 else theme.pale


def _every(theme: ChartTheme, scale: Scale, width: float) -> int:
    """Return every how many ticks have room for their texts."""
    room = width / max(1, len(scale.ticks) - 1)
    return max(1, math.ceil((theme.widest([text for _, text in scale.ticks]) + 6) / room))


def _key_lines(theme: ChartTheme, spots: SpotChart) -> list[str]:
    """Return the names of numbered points, as many a line as have room."""
    lines = _joined(theme, spots.key, "\u3000")
    return [line for text in lines for line in theme.wrap(text, theme.width - theme.size)]


def _missing_lines(theme: ChartTheme, spots: SpotChart) -> list[str]:
    return theme.wrap(_MISSING + "、".join(spots.missing), theme.width - theme.size) if spots.missing else []


def _joined(theme: ChartTheme, texts: Sequence[str], between: str) -> list[str]:
    lines: list[str] = []
    for text in texts:
        if lines and theme.measure(lines[-1] + between + text) <= theme.width:
            lines[-1] += between + text
        else:
            lines.append(text)
    return lines


# --- Word's own chart


def native_spots(chart: nodes.Chart, theme: ChartTheme, height: float, *, sized: bool) -> tuple[Native, ...]:
    """Return the chart of Word; what stands below the plot is in the title of its lower axis. None where a list of
    names stands there, which no chart of Word holds."""
    spots = spot_chart(chart, theme, sized=sized)
    if not spots.rows or spots.key or len(_missing_lines(theme, spots)) > 1:
        return ()
    x_scale, y_scale = spots.scales
    top = _legend(chart, theme)[1]
    places = [(i, p.side, "000000", False) for i, p in enumerate(spots.places) if p.side]
    beside = [
        (i, _shift(theme, s, p)) for i, (s, p) in enumerate(zip(spots.spots, spots.places, strict=True)) if not p.side
    ]
    looks = Series("", (), "", beside=tuple(beside), places=tuple(places))
    series = [
        entry for group in _groups(chart, spots) for entry in _native_group(chart, spots, group, looks, sized=sized)
    ]
    below = [axis_name(chart, 0), *_missing_lines(theme, spots)]
    widest = theme.widest(below)
    note = size_note(chart, sized=sized)
    return (
        Native(
            "bubble" if sized else "scatter",
            "standard",
            theme.width,
            height,
            tuple(row.name for row in spots.rows),
            tuple(series),
            Axis(y_scale.low, y_scale.high, y_scale.step, shown=True),
            Plot(spots.left, spots.top, spots.right - spots.left, spots.base - spots.top),
            second=Axis(
                x_scale.low, x_scale.high, x_scale.step * _every(theme, x_scale, spots.right - spots.left), shown=True
            ),
            axis_titles=(
                AxisTitle(axis_name(chart, 1), 0.0, _head(chart, theme, sized=sized) - theme.leading - TITLE_INSET),
                AxisTitle("\n".join(below), theme.width - widest - 2 * TITLE_INSET, spots.base + theme.size * 1.2 + 6),
            ),
            title=note,
            title_at=(theme.width - theme.measure(note, bold=True) - 2 * TITLE_INSET, top - TITLE_INSET),
            legend="top" if chart.groups else "",
            texts=tuple(spot.name for spot in spots.spots),
            bubble=2 * max(spot.radius for spot in spots.spots) if sized else 0.0,
        ),
    )


def _groups(chart: nodes.Chart, spots: SpotChart) -> list[str]:
    """Return the groups that have points; those of no group are one more, without a name."""
    if not chart.groups:
        return [""]
    present = {row.group if row.group in chart.groups else "" for row in spots.rows}
    return [group for group in (*chart.groups, "") if group in present]


def _native_group(chart: nodes.Chart, spots: SpotChart, group: str, looks: Series, *, sized: bool) -> list[Series]:
    """Return x, y and perhaps sizes of a group's points; the values of other points are missing. `looks` has the places
    of the names."""
    members = [
        not chart.groups or (row.group == group if group else row.group not in chart.groups) for row in spots.rows
    ]
    fills = [fill for fill, member in zip(spots.fills, members, strict=True) if member]
    points = tuple(
        (index, fill)
        for index, (fill, member) in enumerate(zip(spots.fills, members, strict=True))
        if member and fill != fills[0]
    )
    out = []
    for index in range(3 if sized else 2):
        values = tuple(bound_value(r, index) if m else None for r, m in zip(spots.rows, members, strict=True))
        named = group if group and index == 1 else series_name(chart, index)
        out.append(replace(looks, name=named, values=values, fill=fills[0], points=points))
    return out


def _shift(theme: ChartTheme, spot: Spot, place: Place) -> Shift:
    """Return how far a name stands from where it would stand at the right of its point."""
    return Shift(place.left - (spot.x + spot.radius + 3), place.baseline - theme.baseline(spot.y))
