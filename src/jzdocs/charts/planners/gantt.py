"""Projects over time: a bar from the day each begins to the day it ends, points for what is one day, on a true axis of
dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from jzdocs.charts.calendar_days import Days, days_of, month_starts
from jzdocs.charts.labels import legend
from jzdocs.charts.marks import HAIRLINE, Area, Label, Line, Mark, Plan, Rect, horizontal_hairline, vertical_hairline
from jzdocs.charts.misfits import Misfit, no_values
from jzdocs.charts.planners.shared_rows import NameColumn
from jzdocs.charts.planners.shared_tight import tightened
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_BAR_SHARE = 0.72  # of the thickness of bars
_LEAST_BAR = 1.2
_RADIUS = 4.0  # of a milestone, to its corners
_LEAST_PLOT, _EASY_PLOT = 60.0, 150.0  # below the one nothing can be seen, below the other dates are written shorter
_PERIODS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)  # months from tick to tick
_YEAR = 12
_TICK_AIR = 5.0
_PADDING = 4.0  # of a row whose dates take more lines than its name, where rows are few


class _Item(Struct, frozen=True):
    """A row: the days it begins and ends with (None: missing), its milestones with their names, and the lines that
    print the dates."""

    begin: Days | None
    end: Days | None
    milestones: tuple[tuple[str, Days], ...]
    lines: tuple[str, ...]


class _Axis(Struct, frozen=True):
    """The axis: first day and day behind the last, the edges of the plot, and the months from tick to tick."""

    first: int
    end: int
    left: float
    right: float
    months: int

    def x(self, day: int) -> float:
        """Return where a day begins."""
        return self.left + (day - self.first) * (self.right - self.left) / (self.end - self.first)


class _Frame(Struct, frozen=True):
    """What all rows share: their names, their items, and the axis."""

    names: NameColumn
    items: tuple[_Item, ...]
    axis: _Axis


def misfits(chart: nodes.Chart, theme: ChartTheme) -> Iterator[Misfit]:
    """Yield projects that end before they begin, and a chart too narrow for its names and dates."""
    yield from no_values(chart)
    for row in chart.panels[0].rows:
        begin, end = (_days(row, index) for index in (0, 1))
        if begin and end and end.end <= begin.first:
            yield Misfit("C060.order", {"name": row.name, "first": begin.printed, "last": end.printed}, row.at)
    frame = _frame(chart, theme)
    if frame and frame.axis.right - frame.axis.left < _LEAST_PLOT:
        yield Misfit("C060.narrow", {"instead": "timeline"})


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source, dates written out at the right."""
    frame = _frame(chart, theme)
    if frame is None:
        return Plan(theme.width, theme.leading, ())
    rows = chart.panels[0].rows
    marks, top = legend(theme, chart.groups, theme.fills(len(chart.groups))) if chart.groups else ([], 0.0)
    heads, top = _ticks(theme, frame.axis, top)
    bottom = frame.names.bottom(top)
    marks += _gridlines(theme, frame.axis, top, bottom)
    marks += heads
    middles = frame.names.middles(top)
    for index, (item, fill, middle) in enumerate(zip(frame.items, theme.row_fills(chart, rows), middles, strict=True)):
        marks += frame.names.marks(index, middle)
        marks += _drawn(theme, item, fill, frame.axis, middle)
        first = theme.baseline(middle - theme.leading * (len(item.lines) - 1) / 2)
        marks += [
            Label(frame.axis.right + GAP, first + theme.leading * number, text, theme.size, theme.dark)
            for number, text in enumerate(item.lines)
        ]
    marks += _today(chart, theme, frame.axis, (top, bottom))
    height = bottom + (theme.leading + 1 if chart.today else HAIRLINE)
    return Plan(theme.width, height, tuple(marks))


# --- data


def _days(row: nodes.Row, index: int) -> Days | None:
    """Return the days of a value; None where it is missing, or was reported as no date."""
    value = row.values[index] if index < len(row.values) else None
    return days_of(value.printed) if value is not None and value.number is not None else None


def _item(chart: nodes.Chart, row: nodes.Row, *, short: bool) -> _Item:
    """Return a row's item. A single date is a milestone; those behind the first two are named by their series."""
    if len(row.values) == 1:
        only = _days(row, 0)
        return _Item(None, None, (("", only),) if only else (), (_printed(row, 0, short=short),))
    milestones, lines = [], [f"{_printed(row, 0, short=short)}—{_printed(row, 1, short=short)}" if row.values else "—"]
    if not any(_days(row, index) for index in (0, 1)):
        lines = ["—"]
    for index in range(2, len(row.values)):
        name = chart.series[index] if index < len(chart.series) else ""
        if days := _days(row, index):
            milestones.append((name, days))
        lines.append(f"{name} {_printed(row, index, short=short) or '—'}".strip())
    return _Item(_days(row, 0), _days(row, 1), tuple(milestones), tuple(lines))


def _printed(row: nodes.Row, index: int, *, short: bool) -> str:
    """Return a date as the text prints it, or short as 2024.3; nothing for a missing one."""
    days = _days(row, index)
    if days is None:
        return "—" if len(row.values) == 1 else ""
    text = row.values[index].printed
    if short and text == days.printed:
        return text.rstrip("日月年").replace("年", ".").replace("月", ".")
    return text


def _frame(chart: nodes.Chart, theme: ChartTheme) -> _Frame | None:
    """Return names, items and axis; None where no row has a date. Dates are written shorter where the plot would be
    small."""
    frame = _frame_with(chart, theme, short=False)
    if frame and frame.axis.right - frame.axis.left < _EASY_PLOT:
        return _frame_with(chart, theme, short=True)
    return frame


def _frame_with(chart: nodes.Chart, theme: ChartTheme, *, short: bool) -> _Frame | None:
    rows = chart.panels[0].rows
    items = tuple(_item(chart, row, short=short) for row in rows)
    all_days = [days for item in items for days in (item.begin, item.end, *(d for _, d in item.milestones)) if days]
    today = days_of(chart.today.printed) if chart.today else None
    if today:
        all_days.append(today)
    if not all_days:
        return None
    names = tightened(NameColumn(theme, rows, theme.bar_thickness), len(rows))
    padding = min([_PADDING, *(height - theme.leading for height in names.heights)])
    names.heights = [
        max(height, theme.leading * len(item.lines) + padding)
        for height, item in zip(names.heights, items, strict=True)
    ]
    dates = theme.widest([line for item in items for line in item.lines])
    left, right = names.width + GAP, theme.width - dates - GAP
    return _Frame(names, items, _axis(theme, all_days, left, max(right, left + 1.0)))


def _axis(theme: ChartTheme, all_days: Sequence[Days], left: float, right: float) -> _Axis:
    """Return the axis over whole periods around all days; a tick's text fits between it and the next one."""
    first, last = min(days.first for days in all_days), max(days.end for days in all_days)
    for months in _PERIODS:
        starts = month_starts(first, last, months)
        behind = month_starts(first, last + months * 31, months)[len(starts) :]
        end = behind[0].toordinal() if behind else last
        pitch = (right - left) / max(1, len(starts))
        widest = theme.measure("0000" if months >= _YEAR else "00")
        if pitch >= widest + _TICK_AIR:
            break
    return _Axis(starts[0].toordinal(), end, left, right, months)


# --- marks


def _ticks(theme: ChartTheme, axis: _Axis, top: float) -> tuple[list[Mark], float]:
    """Return the texts above the plot, years over months, and where the plot begins."""
    marks: list[Mark] = []
    size = theme.size - 0.5
    starts = month_starts(axis.first, axis.end, axis.months)
    edges = [axis.x(start.toordinal()) for start in starts] + [axis.right]
    pitch = min(b - a for a, b in pairwise(edges))
    if axis.months < _YEAR:
        marks += _years(theme, axis, top + theme.leading - 3)
        top += theme.leading
    long = axis.months >= _YEAR and pitch >= theme.measure("0000年") + _TICK_AIR
    word = (
        ("年" if long else "") if axis.months >= _YEAR else "月" if pitch >= theme.measure("12月") + _TICK_AIR else ""
    )
    for start, left, right in zip(starts, edges, edges[1:], strict=False):
        text = f"{start.year if axis.months >= _YEAR else start.month}{word}"
        if axis.months in (1, _YEAR):
            marks.append(Label((left + right) / 2, top + theme.leading - 3, text, size, theme.dark, "middle"))
        else:  # the text names the month in which a longer period begins
            marks.append(Label(left, top + theme.leading - 3, text, size, theme.dark))
    return marks, top + theme.leading + 1


def _years(theme: ChartTheme, axis: _Axis, baseline: float) -> Iterator[Mark]:
    """Yield the years at their first months; one without room before the next is left out."""
    starts = month_starts(axis.first, axis.end, _YEAR)
    xs = [max(axis.left, axis.x(start.toordinal())) for start in starts]
    for start, x, following in zip(starts, xs, [*xs[1:], float("inf")], strict=True):
        text = f"{start.year}年"
        if x + theme.measure(text, bold=True) + 2 <= following:
            yield Label(x, baseline, text, theme.size - 0.5, theme.dark, bold=True)


def _gridlines(theme: ChartTheme, axis: _Axis, top: float, bottom: float) -> list[Mark]:
    """Return a line at each tick, darker where a year begins, and one above and below the rows."""
    marks: list[Mark] = []
    for start in month_starts(axis.first, axis.end, axis.months):
        color = theme.light if start.month == 1 else theme.pale
        marks.append(vertical_hairline(axis.x(start.toordinal()), top, bottom, color))
    marks.append(vertical_hairline(axis.right, top, bottom, theme.pale))
    marks += [horizontal_hairline(y, axis.left, axis.right, theme.axis_color) for y in (top, bottom)]
    return marks


def _drawn(theme: ChartTheme, item: _Item, fill: str, axis: _Axis, middle: float) -> list[Mark]:
    """Return a row's bar and milestones. Where one end is not known, a point shows the way that time goes from the
    other; no bar is drawn that the source does not bear out."""
    marks: list[Mark] = []
    height = theme.bar_thickness * _BAR_SHARE
    if item.begin and item.end:
        left, right = axis.x(item.begin.first), axis.x(item.end.end)
        marks.append(Rect(left, middle - height / 2, max(right - left, _LEAST_BAR), height, fill))
    elif item.begin or item.end:
        x = axis.x(item.begin.first) if item.begin else axis.x(item.end.end if item.end else 0)
        way = height if item.begin else -height
        marks.append(Area(((x, middle - height / 2), (x + way, middle), (x, middle + height / 2)), fill))
    for _, days in item.milestones:
        x = (axis.x(days.first) + axis.x(days.end)) / 2
        corners = ((x, middle - _RADIUS), (x + _RADIUS, middle), (x, middle + _RADIUS), (x - _RADIUS, middle))
        shade = fill if item.begin is None and item.end is None else theme.dark
        marks += [Area(corners, shade), Line((*corners, corners[0]), "FFFFFF", 0.6)]
    return marks


def _today(chart: nodes.Chart, theme: ChartTheme, axis: _Axis, ends: tuple[float, float]) -> list[Mark]:
    """Return the line of the day that the chart is drawn for, with its date below the rows."""
    days = days_of(chart.today.printed) if chart.today else None
    if days is None or chart.today is None:
        return []
    x = (axis.x(days.first) + axis.x(days.end)) / 2
    palette = theme.style.palette
    color = palette[1] if len(palette) > 1 else theme.dark
    top, bottom = ends
    text = f"截至{chart.today.printed}"
    half = theme.measure(text, bold=True) / 2
    place = min(max(x, half), theme.width - half)
    return [
        Line(((x, top), (x, bottom + 2)), color, 1.0, (3.0, 2.0)),
        Label(place, bottom + theme.leading - 1, text, theme.size, color, "middle", bold=True),
    ]
