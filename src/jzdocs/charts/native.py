"""What a chart is to a program that draws it itself: kinds, series, axes and the place of the plot, so that a native
chart of Word stands where the planned marks stand. Pure geometry, like the plans.

A dumbbell, a slope, progress, a shaded table and a timeline are no kinds of Word: they have no such description and
stay pictures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts import bars, columns, lines, shares, theme
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import ChartStyle

_INSET = 2.0  # what programs leave around a title
Kind = Literal["bar", "column", "line", "area", "pie"]
Grouping = Literal["clustered", "stacked", "percentStacked", "standard"]


class Shift(Struct, frozen=True):
    """A label that stands beside its place: how far it moves, in points."""

    x: float
    y: float = 0.0


class Series(Struct, frozen=True):
    """A series: its name, a value a category (None: missing), its fill, fills of single points by index, the colour
    of its labels, and labels that stand beside their place. `named`: its last label is its name."""

    name: str
    values: tuple[nodes.Value | None, ...]
    fill: str
    points: tuple[tuple[int, str], ...] = ()
    label: str = "000000"
    beside: tuple[tuple[int, Shift], ...] = ()
    named: bool = False
    dash: bool = False


class Axis(Struct, frozen=True):
    """The axis of values: its ends and step; shown with gridlines or not."""

    low: float
    high: float
    step: float
    shown: bool


class Native(Struct, frozen=True):
    """A chart: `width` and `height` are points, `plot` the place of the plot without its labels (left, top, width,
    height in points). `gap` is the distance between bars of two categories, `overlap` of two series, both in percent
    of a bar."""

    kind: Kind
    grouping: Grouping
    width: float
    height: float
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    plot: tuple[float, float, float, float]
    gap: int = 80
    overlap: int = 0
    labels: Literal["outEnd", "ctr", "t", "none"] = "outEnd"
    legend: Literal["top", "bottom", "right", ""] = ""
    title: str = ""
    title_at: tuple[float, float] = (0.0, 0.0)


def native(chart: nodes.Chart, width: float, height: float, style: ChartStyle, faces: Faces) -> tuple[Native, ...]:
    """The charts that a figure is (several where it has panels); empty where Word has no such kind. `width` and
    `height` are its plan's."""
    make = _KINDS.get(chart.kind)
    if make is None or not any(row.values for panel in chart.panels for row in panel.rows):
        return ()
    return make(chart, theme.ChartTheme(style, faces, width), height)


def _value(row: nodes.Row, index: int) -> nodes.Value | None:
    value = row.values[index] if index < len(row.values) else None
    return value if value is not None and value.number is not None else None


def _gap(pitch: float, thick: float) -> int:
    return max(0, min(500, round((pitch - thick) / thick * 100)))


def _name(row: nodes.Row, *, missing: bool = False) -> str:
    name = f"{row.name}（{row.detail}）" if row.detail else row.name
    return f"{name} —" if missing else name


def _bar(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    rows = bars.ordered(chart, chart.panels[0].rows)
    names = bars.Names(ink, rows, ink.bar)
    top = theme.legend(ink, chart.groups, ink.fills(len(chart.groups)))[1] if chart.groups else 0.0
    categories = tuple(_name(row, missing=_value(row, 0) is None) for row in rows)
    if chart.groups:  # a series a group, so that the legend is Word's own
        fills = ink.fills(len(chart.groups))
        series = tuple(
            Series(group, tuple(_value(r, 0) if r.group == group else None for r in rows), fill)
            for group, fill in zip(chart.groups, fills, strict=True)
        )
    else:
        shades = theme.shade(rows, chart, ink)
        points = tuple((i, fill) for i, fill in enumerate(shades) if fill != ink.accent)
        series = (Series(_series_name(chart, 0), tuple(_value(r, 0) for r in rows), ink.accent, points),)
    return (_bars(chart, ink, height, rows, names, top, categories, series, ink.bar, 100 if chart.groups else 0),)


def _grouped(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    rows = chart.panels[0].rows
    count = max(len(r.values) for r in rows)
    fills = ink.fills(count)
    thick = ink.bar * count + 1.5 * (count - 1)
    names = bars.Names(ink, rows, thick)
    top = theme.legend(ink, chart.series, fills)[1] if chart.series else 0.0
    series = tuple(Series(_series_name(chart, i), tuple(_value(r, i) for r in rows), fills[i]) for i in range(count))
    categories = tuple(_name(row) for row in rows)
    return (_bars(chart, ink, height, rows, names, top, categories, series, thick, -round(150 / ink.bar)),)


def _bars(
    chart: nodes.Chart,
    ink: theme.ChartTheme,
    height: float,
    rows: Sequence[nodes.Row],
    names: bars.Names,
    top: float,
    categories: tuple[str, ...],
    series: tuple[Series, ...],
    thick: float,
    overlap: int,
) -> Native:
    ticks, left, right, low, scale = bars.scale_of(chart, ink, rows, names.width + theme.GAP)
    high = low + (right - left) / scale
    step = ticks[1][0] - ticks[0][0] if len(ticks) > 1 else theme.nice_step(high - low)
    if low < 0:  # the labels of negative bars stand left of them: within the plot, whose names are at its edge
        room = left - names.width - theme.GAP
        left, low = left - room, low - room / scale
    tall = sum(names.heights)
    pitch = tall / max(1, len(rows))
    return Native(
        "bar",
        "clustered",
        ink.width,
        height,
        categories,
        series,
        Axis(low, high, step, bool(ticks)),
        (left, top, right - left, tall),
        round(_gap(pitch, thick) * thick / ink.bar) if overlap < 0 else _gap(pitch, ink.bar),
        overlap,
        "outEnd",
        "top" if len(series) > 1 or chart.groups else "",
    )


def _series_name(chart: nodes.Chart, index: int) -> str:
    if index < len(chart.series):
        return chart.series[index]
    unit = chart.panels[0].unit
    return unit if index == 0 and unit else f"系列{index + 1}"


def _column(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    def make(panel: nodes.Panel) -> list[columns.Column]:
        return columns.simple(chart, ink, panel)

    return _panels(chart, ink, height, chart.panels, make, [])


def _change(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    return _panels(chart, ink, height, columns.titled(chart), lambda panel: columns.before_after(chart, ink, panel), [])


def _stacked(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    count = max((len(r.values) for p in chart.panels for r in p.rows), default=1)
    fills = ink.fills(count)
    return _panels(
        chart,
        ink,
        height,
        chart.panels,
        lambda panel: columns.piled(chart, panel, fills),
        list(zip(chart.series, fills, strict=False)),
    )


def _panels(
    chart: nodes.Chart,
    ink: theme.ChartTheme,
    height: float,
    panels: Sequence[nodes.Panel],
    make: Callable[[nodes.Panel], list[columns.Column]],
    legend: Sequence[tuple[str, str]],
) -> tuple[Native, ...]:
    top = theme.legend(ink, [name for name, _ in legend], [fill for _, fill in legend])[1] if legend else 0.0
    width = (ink.width - columns.GUTTER * (len(panels) - 1)) / max(1, len(panels))
    out = []
    for index, panel in enumerate(panels):
        frame = columns.frame(chart, ink, panel, make(panel), width, top, multiple=len(panels) > 1)
        last = index == len(panels) - 1
        one = _columns(chart, ink, panel, make(panel), frame, [name for name, _ in legend])
        title = "\n".join(frame.title)
        at = (max(0.0, (width - max((ink.measure(t, bold=True) for t in frame.title), default=0.0)) / 2 - _INSET), top)
        key: Literal["top", ""] = "top" if legend and index == 0 else ""
        out.append(
            replace(
                one, width=width + (0 if last else columns.GUTTER), height=height, legend=key, title=title, title_at=at
            )
        )
    return tuple(out)


def _columns(
    chart: nodes.Chart,
    ink: theme.ChartTheme,
    panel: nodes.Panel,
    made: Sequence[columns.Column],
    frame: columns.Frame,
    names: Sequence[str],
) -> Native:
    several = any(len(c.segments) > 1 for c in made)
    count = max((len(c.segments) for c in made), default=1)
    series = []
    for index in range(count):
        values = [c.segments[index] if index < len(c.segments) else None for c in made]
        fills = [v[1] if v else ink.accent for v in values]
        main = fills[-1]
        beside = tuple(_beside(ink, made, frame, index)) if several else ()
        series.append(
            Series(
                names[index] if index < len(names) else panel.title or _series_name(chart, index),
                tuple(v[0] if v and v[0].number is not None else None for v in values),
                main,
                tuple((i, fill) for i, fill in enumerate(fills) if fill != main),
                theme.on(main) if several else "000000",
                beside,
            )
        )
    tops = tuple(
        f"{c.name}（{c.top}）" if several and c.top and c.name else (c.name or (c.top if several else "")) for c in made
    )
    low = min(0.0, *(float(v.number) for s in series for v in s.values if v and v.number is not None), 0.0)
    pitch = frame.width / max(1, len(made))
    return Native(
        "column",
        "stacked" if several else "clustered",
        frame.width,
        0.0,
        tops,
        tuple(series),
        Axis(low, frame.high, theme.nice_step(frame.high - low), False),
        (0.0, frame.base - columns.PLOT, frame.width, columns.PLOT),
        _gap(pitch, frame.thick),
        100 if several else 0,
        "ctr" if several else "outEnd",
    )


def _beside(
    ink: theme.ChartTheme, made: Sequence[columns.Column], frame: columns.Frame, index: int
) -> list[tuple[int, Shift]]:
    """Labels that do not fit into their segments stand at the right of the column, as they are planned."""
    out = []
    for place, column in enumerate(made):
        if index >= len(column.segments):
            continue
        value = column.segments[index][0]
        size = theme.number(value)
        if math.isnan(size):
            continue
        width = ink.measure(value.printed)
        if size * columns.PLOT / frame.high < ink.size + 4 or width > frame.thick - 2:
            out.append((place, Shift(frame.thick / 2 + 4 + width / 2)))
    return out


def _line(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    rows = chart.panels[0].rows
    return (_points(chart, ink, height, theme.top_of(rows), "line"),)


def _area(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    totals = [sum((v.number for v in r.values if v.number is not None), Decimal(0)) for r in chart.panels[0].rows]
    return (_points(chart, ink, height, float(max(totals, default=Decimal(0))) or 1e-9, "area"),)


def _points(
    chart: nodes.Chart, ink: theme.ChartTheme, height: float, highest: float, kind: Literal["line", "area"]
) -> Native:
    rows = chart.panels[0].rows
    found = lines.series_of(rows)
    fills = ink.fills(len(found))
    frame = lines.Frame(chart, ink, rows, 0.0, ink.width - lines.end_labels(chart, ink), highest)
    single = len(found) == 1
    key = 14.0 if kind == "area" and not single else 0.0  # the legend's swatches
    series = tuple(
        Series(
            _series_name(chart, i),
            tuple(v if v.number is not None else None for v in values),
            fills[i],
            label="000000" if single else fills[i],
            named=not single and kind == "line",
            dash=i > 1,
        )
        for i, values in enumerate(found)
    )
    axis = Axis(frame.low, frame.low + lines.PLOT / frame.scale, frame.ticks[1][0] - frame.ticks[0][0], True)
    stacked: Grouping = "stacked" if kind == "area" and not single else "standard"
    return Native(
        kind,
        stacked,
        ink.width,
        height,
        tuple(r.name for r in rows),
        series,
        axis,
        (frame.left, frame.top, frame.right - frame.left - key, lines.PLOT),
        labels="t" if single and kind == "line" else "none",
        legend="right" if kind == "area" and not single else "",
    )


def _share(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    rows = [r for r in chart.panels[0].rows if _value(r, 0) is not None]
    fills = ink.fills(len(rows))
    total = sum(theme.number(r.values[0]) for r in rows) or 1e-9
    series = []
    for row, fill in zip(rows, fills, strict=True):
        value = row.values[0]
        fits = ink.measure(value.printed) <= ink.width * theme.number(value) / total - 4
        name = row.name if fits else f"{row.name} {value.printed}"
        series.append(Series(name, (value,), fill, label=theme.on(fill) if fits else ""))
    tall = ink.bar * 1.9
    axis = Axis(0.0, 1.0, 0.25, False)
    return (
        Native(
            "bar",
            "percentStacked",
            ink.width,
            height,
            ("",),
            tuple(series),
            axis,
            (0.0, 0.0, ink.width, tall),
            0,
            100,
            "ctr",
            "bottom",
        ),
    )


def _pie(chart: nodes.Chart, ink: theme.ChartTheme, height: float) -> tuple[Native, ...]:
    rows = [r for r in chart.panels[0].rows if _value(r, 0) is not None]
    fills = ink.fills(len(rows))
    radius = shares.pie_radius(ink, len(rows))
    series = Series(_series_name(chart, 0), tuple(r.values[0] for r in rows), fills[0], tuple(enumerate(fills)))
    plot = (ink.width / 2 - radius, 6.0, 2 * radius, 2 * radius)
    axis = Axis(0.0, 1.0, 1.0, False)
    return (Native("pie", "standard", ink.width, height, tuple(r.name for r in rows), (series,), axis, plot),)


_KINDS: dict[str, Callable[[nodes.Chart, theme.ChartTheme, float], tuple[Native, ...]]] = {
    "bar": _bar,
    "grouped": _grouped,
    "column": _column,
    "change": _change,
    "stacked": _stacked,
    "line": _line,
    "area": _area,
    "share": _share,
    "pie": _pie,
}
