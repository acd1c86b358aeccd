"""Vertical columns: simple, before/after, stacked; and small panels, each with its own axis from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts import theme
from jzdocs.charts.marks import Label, Mark, Plan, Rect
from jzdocs.model import nodes

PLOT = 84.0
_WIDTH = 30.0
GUTTER = 22.0


class Column(Struct, frozen=True):
    """One column: its name below, its segments from the bottom, the text above it."""

    name: str
    segments: tuple[tuple[nodes.Value, str], ...]
    top: str


def column(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """A column a row, in the order of the source."""

    return _panels(chart, ink, [(p, simple(chart, ink, p)) for p in chart.panels], [])


def simple(chart: nodes.Chart, ink: theme.ChartTheme, panel: nodes.Panel) -> list[Column]:
    """A column a row."""
    fills = theme.shade(panel.rows, chart, ink)
    return [
        Column(r.name, ((r.values[0], f),), r.values[0].printed)
        for r, f in zip(panel.rows, fills, strict=True)
        if r.values
    ]


def change(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """Before and after as two columns: grey, then the accent."""

    return _panels(chart, ink, [(p, before_after(chart, ink, p)) for p in titled(chart)], [])


def before_after(chart: nodes.Chart, ink: theme.ChartTheme, panel: nodes.Panel) -> list[Column]:
    """A column a value, named by its series, and its row where there are several."""
    out = []
    for row in panel.rows:
        for index, value in enumerate(row.values):
            series = chart.series[index] if index < len(chart.series) else ""
            name = series if len(panel.rows) == 1 else f"{row.name}{series}"
            last = index == len(row.values) - 1
            out.append(Column(name, ((value, ink.accent if last else ink.light),), value.printed))
    return out


def titled(chart: nodes.Chart) -> list[nodes.Panel]:
    """The panels; one of several that has no title is named by its only row."""
    return [
        replace(p, title=p.title or (p.rows[0].name if len(p.rows) == 1 and len(chart.panels) > 1 else ""))
        for p in chart.panels
    ]


def stacked(chart: nodes.Chart, ink: theme.ChartTheme) -> Plan:
    """A column a row, its series on top of one another; the values stand in or beside the segments."""
    count = max((len(r.values) for p in chart.panels for r in p.rows), default=1)
    fills = ink.fills(count)

    legend = list(zip(chart.series, fills, strict=False))
    return _panels(chart, ink, [(p, piled(chart, p, fills)) for p in chart.panels], legend)


def piled(chart: nodes.Chart, panel: nodes.Panel, fills: Sequence[str]) -> list[Column]:
    """A column a row, a segment a series."""
    single = len(chart.panels) > 1 and len(panel.rows) == 1  # the panel's title names the column already
    return [Column("" if single else r.name, tuple(zip(r.values, fills, strict=False)), r.detail) for r in panel.rows]


def _panels(
    chart: nodes.Chart,
    ink: theme.ChartTheme,
    panels: Sequence[tuple[nodes.Panel, list[Column]]],
    legend: Sequence[tuple[str, str]],
) -> Plan:
    marks, top = theme.legend(ink, [name for name, _ in legend], [fill for _, fill in legend]) if legend else ([], 0.0)
    width = (ink.width - GUTTER * (len(panels) - 1)) / max(1, len(panels))
    bottom = top
    for index, (panel, columns) in enumerate(panels):
        part, height = _panel(
            chart, ink, panel, columns, index * (width + GUTTER), width, top, multiple=len(panels) > 1
        )
        marks += part
        bottom = max(bottom, height)
    return Plan(ink.width, bottom, tuple(marks))


class Frame(Struct, frozen=True):
    """Where a panel's plot is: its width, the y of its base, how thick columns are, the number at its top, and the
    lines of its title."""

    width: float
    base: float
    thick: float
    high: float
    title: tuple[str, ...]


def frame(
    chart: nodes.Chart,
    ink: theme.ChartTheme,
    panel: nodes.Panel,
    columns: Sequence[Column],
    width: float,
    top: float,
    *,
    multiple: bool,
) -> Frame:
    """The frame of a panel that begins at `top`."""
    title: tuple[str, ...] = ()
    if multiple and panel.title:
        title = tuple(ink.wrap(panel.title + (f"（{panel.unit}）" if panel.unit else ""), width))
        top += ink.leading * len(title) + 3
    high = (
        max(
            (sum(v for v in (theme.number(s) for s, _ in c.segments) if not math.isnan(v)) for c in columns),
            default=0.0,
        )
        or 1e-9
    )
    if chart.axis and not multiple:
        high = float(chart.axis[1])
    return Frame(width, top + ink.leading + 2 + PLOT, min(_WIDTH, width / max(1, len(columns)) * 0.62), high, title)


def _panel(
    chart: nodes.Chart,
    ink: theme.ChartTheme,
    panel: nodes.Panel,
    columns: list[Column],
    x: float,
    width: float,
    top: float,
    *,
    multiple: bool,
) -> tuple[list[Mark], float]:
    """One panel between x and x + width; the marks and where it ends."""
    marks: list[Mark] = []
    at = frame(chart, ink, panel, columns, width, top, multiple=multiple)
    for number, line in enumerate(at.title):
        marks.append(
            Label(x + width / 2, top + ink.size + ink.leading * number, line, ink.size, ink.dark, "middle", bold=True)
        )
    pitch, thick, base = width / max(1, len(columns)), at.thick, at.base
    scale = PLOT / at.high
    lowest = base
    for index, col in enumerate(columns):
        middle = x + pitch * (index + 0.5)
        marks += _column(ink, col, middle, thick, base, scale)
        for number, line in enumerate(ink.wrap(col.name, pitch - 4)):
            y = base + 3 + ink.size + ink.leading * number
            marks.append(Label(middle, y, line, ink.size, "000000", "middle"))
            lowest = max(lowest, y + ink.size * 0.3)
    marks.append(theme.horizontal(base, x, x + width, ink.style.greys[1]))
    return marks, lowest + 1


def _column(ink: theme.ChartTheme, col: Column, middle: float, thick: float, base: float, scale: float) -> list[Mark]:
    marks: list[Mark] = []
    y = base
    several = len(col.segments) > 1
    beside = base + 100.0
    for value, fill in col.segments:
        size = theme.number(value)
        if math.isnan(size):
            continue
        height = size * scale
        marks.append(Rect(middle - thick / 2, y - max(height, 0.6), thick, max(height, 0.6), fill))
        if several:
            fits = height >= ink.size + 4 and ink.measure(value.printed) <= thick - 2
            center = y - height / 2 + ink.size * 0.36
            if fits:
                marks.append(Label(middle, center, value.printed, ink.size, theme.on(fill), "middle"))
            else:  # beside the segment, pushed up where the one below stands too near
                center = min(center, beside - ink.leading)
                marks.append(Label(middle + thick / 2 + 4, center, value.printed, ink.size))
                beside = center
        y -= height
    if col.top:
        marks.append(Label(middle, y - 3, col.top, ink.size, "000000", "middle", bold=not several))
    return marks
