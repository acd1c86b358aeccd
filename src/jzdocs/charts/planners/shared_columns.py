"""What charts of vertical columns share: small panels beside one another, each with its own axis from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Label, Mark, Plan, Rect, horizontal_hairline
from jzdocs.charts.native import TITLE_INSET, Axis, Native, Plot, Series, Shift, gap_width, series_name
from jzdocs.charts.scales import TINY, as_float, numbers_of, round_step
from jzdocs.charts.theme import ChartTheme, text_color_on
from jzdocs.model import nodes

_PLOT_HEIGHT = 84.0
_COLUMN_WIDTH = 30.0
_COLUMN_SHARE = 0.62  # of the room of a column, where there are many
_GUTTER = 22.0
_LEAST_HEIGHT = 0.6  # so that a column of 0 can be seen


class Column(Struct, frozen=True):
    """A column: its name below, its segments from the bottom (value and fill), and the text above it."""

    name: str
    segments: tuple[tuple[nodes.Value, str], ...]
    above: str


class ColumnPanel(Struct, frozen=True):
    """A panel with its columns."""

    panel: nodes.Panel
    columns: tuple[Column, ...]


class ColumnPanels(Struct, frozen=True):
    """The panels of a chart, and the names and fills of its legend."""

    panels: tuple[ColumnPanel, ...]
    legend: tuple[tuple[str, str], ...] = ()

    def legend_marks(self, theme: ChartTheme) -> tuple[list[Mark], float]:
        """Return the legend above the panels, and its height."""
        names, fills = [name for name, _ in self.legend], [fill for _, fill in self.legend]
        return legend(theme, names, fills) if self.legend else ([], 0.0)


class _Place(Struct, frozen=True):
    """Where a panel stands, and whether it is one of several."""

    left: float
    top: float
    width: float
    several: bool


class _Frame(Struct, frozen=True):
    """The plot of a panel: the y of its base, the width of a column and its room, the points that a unit is high,
    the number at the top, and the lines of the panel's title."""

    base: float
    thickness: float
    pitch: float
    highest: float
    title: tuple[str, ...]

    @property
    def scale(self) -> float:
        """Return the points that a unit is high."""
        return _PLOT_HEIGHT / self.highest


def _places(theme: ChartTheme, count: int, top: float) -> list[_Place]:
    width = (theme.width - _GUTTER * (count - 1)) / max(1, count)
    return [_Place(index * (width + _GUTTER), top, width, count > 1) for index in range(count)]


def _frame(chart: nodes.Chart, theme: ChartTheme, panel: ColumnPanel, place: _Place) -> _Frame:
    title: tuple[str, ...] = ()
    top = place.top
    if place.several and panel.panel.title:
        unit = f"（{panel.panel.unit}）" if panel.panel.unit else ""
        title = tuple(theme.wrap(panel.panel.title + unit, place.width))
        top += theme.leading * len(title) + 3
    sums = [sum(numbers_of([value for value, _ in column.segments])) for column in panel.columns]
    highest = max(sums, default=0.0) or TINY
    if chart.axis and not place.several:
        highest = float(chart.axis[1])
    pitch = place.width / max(1, len(panel.columns))
    thickness = min(_COLUMN_WIDTH, pitch * _COLUMN_SHARE)
    return _Frame(top + theme.leading + 2 + _PLOT_HEIGHT, thickness, pitch, highest, title)


# --- planning


def plan_panels(chart: nodes.Chart, theme: ChartTheme, panels: ColumnPanels) -> Plan:
    """Return the plan of panels beside one another, as high as the highest of them."""
    marks, top = panels.legend_marks(theme)
    bottom = top
    for panel, place in zip(panels.panels, _places(theme, len(panels.panels), top), strict=True):
        panel_marks, panel_bottom = _plan_panel(chart, theme, panel, place)
        marks += panel_marks
        bottom = max(bottom, panel_bottom)
    return Plan(theme.width, bottom, tuple(marks))


def _plan_panel(chart: nodes.Chart, theme: ChartTheme, panel: ColumnPanel, place: _Place) -> tuple[list[Mark], float]:
    """Return the marks of a panel, and where it ends."""
    frame = _frame(chart, theme, panel, place)
    center = place.left + place.width / 2
    marks: list[Mark] = [
        Label(center, place.top + theme.size + theme.leading * index, line, theme.size, theme.dark, "middle", bold=True)
        for index, line in enumerate(frame.title)
    ]
    lowest = frame.base
    for index, column in enumerate(panel.columns):
        middle = place.left + frame.pitch * (index + 0.5)
        marks += _column_marks(theme, column, frame, middle)
        for number, line in enumerate(theme.wrap(column.name, frame.pitch - 4)):
            y = frame.base + 3 + theme.size + theme.leading * number
            marks.append(Label(middle, y, line, theme.size, anchor="middle"))
            lowest = max(lowest, y + theme.size * 0.3)
    marks.append(horizontal_hairline(frame.base, place.left, place.left + place.width, theme.axis_color))
    return marks, lowest + 1


def _column_marks(theme: ChartTheme, column: Column, frame: _Frame, middle: float) -> list[Mark]:
    """Return the segments of a column with their values, and the text above it."""
    marks: list[Mark] = []
    y, several = frame.base, len(column.segments) > 1
    beside = frame.base + 100.0  # the baseline of the last value that stands beside the column
    for value, fill in column.segments:
        number = as_float(value)
        if math.isnan(number):
            continue
        height = number * frame.scale
        drawn = max(height, _LEAST_HEIGHT)
        marks.append(Rect(middle - frame.thickness / 2, y - drawn, frame.thickness, drawn, fill))
        if several:
            baseline = theme.baseline(y - height / 2)
            if _fits(theme, value, height, frame):
                marks.append(Label(middle, baseline, value.printed, theme.size, text_color_on(fill), "middle"))
            else:  # pushed up where the value of the segment below stands too near
                beside = min(baseline, beside - theme.leading)
                marks.append(Label(middle + frame.thickness / 2 + 4, beside, value.printed, theme.size))
        y -= height
    if column.above:
        marks.append(Label(middle, y - 3, column.above, theme.size, anchor="middle", bold=not several))
    return marks


def _fits(theme: ChartTheme, value: nodes.Value, height: float, frame: _Frame) -> bool:
    """Whether a value can be printed in its segment, which is `height` high."""
    return height >= theme.size + 4 and theme.measure(value.printed) <= frame.thickness - 2


# --- Word's own charts


def native_panels(chart: nodes.Chart, theme: ChartTheme, height: float, panels: ColumnPanels) -> tuple[Native, ...]:
    """Return a chart of Word for each panel; the first carries the legend. All but the last are wider by the gutter."""
    _, top = panels.legend_marks(theme)
    places = _places(theme, len(panels.panels), top)
    natives = []
    for index, (panel, place) in enumerate(zip(panels.panels, places, strict=True)):
        frame = _frame(chart, theme, panel, place)
        series = _native_series(chart, theme, panel, frame, [name for name, _ in panels.legend])
        title_width = max((theme.measure(line, bold=True) for line in frame.title), default=0.0)
        legend_place: Literal["top", ""] = "top" if panels.legend and index == 0 else ""
        natives.append(
            replace(
                _native_panel(panel, place, frame, series),
                width=place.width + (0 if index == len(places) - 1 else _GUTTER),
                height=height,
                legend=legend_place,
                title="\n".join(frame.title),
                title_at=(max(0.0, (place.width - title_width) / 2 - TITLE_INSET), top),
            )
        )
    return tuple(natives)


def _native_panel(panel: ColumnPanel, place: _Place, frame: _Frame, series: tuple[Series, ...]) -> Native:
    stacked = _is_stacked(panel)
    numbers = [number for entry in series for number in numbers_of([v for v in entry.values if v])]
    low = min(0.0, *numbers, 0.0)
    return Native(
        "column",
        "stacked" if stacked else "clustered",
        place.width,
        0.0,
        tuple(_category(column, stacked=stacked) for column in panel.columns),
        series,
        Axis(low, frame.highest, round_step(frame.highest - low), shown=False),
        Plot(0.0, frame.base - _PLOT_HEIGHT, place.width, _PLOT_HEIGHT),
        gap_width(frame.pitch, frame.thickness),
        100 if stacked else 0,
        "ctr" if stacked else "outEnd",
    )


def _is_stacked(panel: ColumnPanel) -> bool:
    return any(len(column.segments) > 1 for column in panel.columns)


def _category(column: Column, *, stacked: bool) -> str:
    """Return the name of a column; a stacked one has no label above it, so its name holds that text."""
    if not stacked or not column.above:
        return column.name
    return f"{column.name}（{column.above}）" if column.name else column.above


def _native_series(
    chart: nodes.Chart, theme: ChartTheme, panel: ColumnPanel, frame: _Frame, names: Sequence[str]
) -> tuple[Series, ...]:
    """Return a series for each place in the columns' stacks, from the bottom."""
    stacked, series = _is_stacked(panel), []
    for index in range(max((len(column.segments) for column in panel.columns), default=1)):
        segments = [column.segments[index] if index < len(column.segments) else None for column in panel.columns]
        fills = [segment[1] if segment else theme.accent for segment in segments]
        series.append(
            Series(
                names[index] if index < len(names) else panel.panel.title or series_name(chart, index),
                tuple(segment[0] if segment and segment[0].number is not None else None for segment in segments),
                fills[-1],
                tuple((place, fill) for place, fill in enumerate(fills) if fill != fills[-1]),
                text_color_on(fills[-1]) if stacked else "000000",
                _labels_beside(theme, [segment[0] if segment else None for segment in segments], frame)
                if stacked
                else (),
            )
        )
    return tuple(series)


def _labels_beside(
    theme: ChartTheme, values: Sequence[nodes.Value | None], frame: _Frame
) -> tuple[tuple[int, Shift], ...]:
    """Return the shifts of those values that do not fit into their segments: to the right of the column."""
    return tuple(
        (index, Shift(frame.thickness / 2 + 4 + theme.measure(value.printed) / 2))
        for index, value in enumerate(values)
        if value and value.number is not None and not _fits(theme, value, float(value.number) * frame.scale, frame)
    )
