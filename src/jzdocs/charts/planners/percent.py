"""A bar a row, its parts together 100 %: amounts as shares of their own sum, percentages as they are. Values are
printed as the text prints them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.charts.axes import printed
from jzdocs.charts.labels import legend
from jzdocs.charts.marks import Label, Mark, Plan, Rect, vertical_hairline
from jzdocs.charts.native import Axis, Native, Plot, Series, Shift, bound_value, gap_width, series_name
from jzdocs.charts.planners.shared_rows import NameColumn, row_name
from jzdocs.charts.scales import TINY, as_float
from jzdocs.charts.shapes import HUNDRED, PERCENT, rounding
from jzdocs.charts.theme import GAP, ChartTheme, text_color_on
from jzdocs.model import nodes

_THICKNESS = 1.3  # of a bar's
_LEAST_SHARE = 0.7  # of the room for bars that they take where values stand behind them
_TICKS = ((0, 25, 50, 75, 100), (0, 50, 100), (0, 100))
_SWATCH, _SWATCH_GAP, _BESIDE_GAP = 5.0, 2.0, 5.0


class _Part(Struct, frozen=True):
    """A part of a row: its series, its value, its place on the bar in shares of the whole, and whether its value has
    room in it."""

    series: int
    value: nodes.Value
    start: float
    share: float
    fits: bool


class _Aside(Struct, frozen=True):
    """A value that stands outside the bar: its part, the left end of its swatch, and the middle of its line below that
    of the bar."""

    part: _Part
    left: float
    down: float


class _Percent(Struct, frozen=True):
    """A planned chart: the names at the left, the edges of the bars, the thickness of each, the parts of the rows, the
    values outside their bars, and how far the middle of a bar lies above that of its row. `whole`: every row reaches
    100 %."""

    names: NameColumn
    left: float
    right: float
    thickness: float
    rows: tuple[tuple[_Part, ...], ...]
    asides: tuple[tuple[_Aside, ...], ...]
    rise: float
    whole: bool

    @property
    def width(self) -> float:
        """Return the length of 100 %."""
        return self.right - self.left


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source; values without room in their part stand behind the bar, or
    below it where there are long ones, each with a swatch."""
    rows, fills = chart.panels[0].rows, theme.fills(_count(chart))
    marks, top = legend(theme, chart.series, fills) if chart.series else ([], 0.0)
    bars = _bars(chart, theme)
    bottom = bars.names.bottom(top)
    for tick in _ticks(theme, bars.width):
        x = bars.left + bars.width * tick / 100
        marks.append(vertical_hairline(x, top, bottom, theme.pale))
        marks.append(Label(x, bottom + theme.size + 2, f"{tick}%", theme.size - 0.5, theme.dark, "middle"))
    for index, middle in enumerate(bars.names.middles(top)):
        marks += bars.names.marks(index, middle)
        marks += _row_marks(theme, bars, index, middle - bars.rise, fills)
        if not bars.rows[index] and rows[index].values:
            text = printed(rows[index].values[0])
            marks.append(Label(bars.left + 4, theme.baseline(middle - bars.rise), text, theme.size))
    marks.append(vertical_hairline(bars.left, top, bottom, theme.axis_color))
    return Plan(theme.width, bottom + theme.size + 5, tuple(marks))


def _count(chart: nodes.Chart) -> int:
    return max((len(row.values) for row in chart.panels[0].rows), default=1)


def _ticks(theme: ChartTheme, width: float) -> Sequence[int]:
    """Return as many ticks as have room for their texts."""
    room = theme.measure("100%") + 4
    return next((ticks for ticks in _TICKS if width / (len(ticks) - 1) >= room), _TICKS[-1])


def _bars(chart: nodes.Chart, theme: ChartTheme) -> _Percent:
    """Return the bars; they leave room at the right for the values that have none in their parts, or below."""
    rows, unit = chart.panels[0].rows, chart.panels[0].unit
    thickness = theme.bar_thickness * _THICKNESS
    whole = all(_is_whole(row, unit) for row in rows)
    names = NameColumn(theme, rows, thickness)
    left = names.width + GAP
    farthest = right = theme.width - theme.measure("100%", theme.size - 0.5) / 2
    parts: tuple[tuple[_Part, ...], ...] = ()
    for _ in range(3):  # a shorter bar may push out more values
        parts = tuple(_parts(theme, row, unit, right - left) for row in rows)
        room = max((sum(_aside_width(theme, part) for part in row if not part.fits) for row in parts), default=0.0)
        right = min(right, theme.width - room)
    if right - left >= _LEAST_SHARE * (farthest - left):
        behind = tuple(tuple(_behind(theme, row, right)) for row in parts)
        return _Percent(names, left, right, thickness, parts, behind, 0.0, whole)
    parts = tuple(_parts(theme, row, unit, farthest - left) for row in rows)
    below = tuple(tuple(_below(theme, row, left, thickness)) for row in parts)
    extra = max((aside.down for row in below for aside in row), default=0.0) - thickness / 2 + theme.leading / 2
    names = NameColumn(theme, rows, thickness + extra)
    return _Percent(names, left, farthest, thickness, parts, below, extra / 2, whole)


def _parts(theme: ChartTheme, row: nodes.Row, unit: str, width: float) -> tuple[_Part, ...]:
    numbers = [as_float(value) for value in row.values]
    total = math.fsum(number for number in numbers if not math.isnan(number))
    if unit in PERCENT and not _is_whole(row, unit):
        total = float(HUNDRED)
    parts, start = [], 0.0
    if total <= TINY:
        return ()
    for series, (value, number) in enumerate(zip(row.values, numbers, strict=True)):
        if math.isnan(number):
            continue
        share = number / total
        fits = theme.measure(printed(value)) <= share * width - 3
        parts.append(_Part(series, value, start, share, fits))
        start += share
    return tuple(parts)


def _is_whole(row: nodes.Row, unit: str) -> bool:
    """Whether the values of a row are a whole: amounts always, percentages where they are 100 within their rounding."""
    if unit not in PERCENT:
        return True
    numbers = [value.number for value in row.values if value.number is not None]
    slack = sum(rounding(value) for value in row.values)
    return not numbers or abs(sum(numbers) - HUNDRED) <= slack


def _aside_width(theme: ChartTheme, part: _Part) -> float:
    """Return the room of a value outside its bar."""
    return _BESIDE_GAP + _SWATCH + _SWATCH_GAP + theme.measure(printed(part.value))


def _behind(theme: ChartTheme, parts: Sequence[_Part], x: float) -> Iterator[_Aside]:
    """Yield the values of a row that stand behind its bar, which ends at `x`."""
    for part in parts:
        if not part.fits:
            yield _Aside(part, x + _BESIDE_GAP, 0.0)
            x += _aside_width(theme, part)


def _below(theme: ChartTheme, parts: Sequence[_Part], left: float, thickness: float) -> Iterator[_Aside]:
    """Yield the values of a row that stand below its bar, which begins at `left`, in as many lines as they need."""
    x, down = left - _BESIDE_GAP, thickness / 2 + theme.leading * 0.6
    for part in parts:
        if part.fits:
            continue
        width = _aside_width(theme, part)
        if x + width > theme.width and x > left:
            x, down = left - _BESIDE_GAP, down + theme.leading
        yield _Aside(part, x + _BESIDE_GAP, down)
        x += width


def _row_marks(theme: ChartTheme, bars: _Percent, row: int, middle: float, fills: Sequence[str]) -> list[Mark]:
    """Return the parts of a row, and their values in or outside them; `middle` is that of the bar."""
    marks: list[Mark] = []
    for part in bars.rows[row]:
        x, width = bars.left + part.start * bars.width, part.share * bars.width
        fill, text = fills[part.series], printed(part.value)
        marks.append(Rect(x, middle - bars.thickness / 2, width, bars.thickness, fill))
        if part.fits:
            color = text_color_on(fill)
            marks.append(Label(x + width / 2, theme.baseline(middle), text, theme.size, color, "middle"))
    for aside in bars.asides[row]:
        y, text = middle + aside.down, printed(aside.part.value)
        marks.append(Rect(aside.left, y - _SWATCH / 2, _SWATCH, _SWATCH, fills[aside.part.series]))
        marks.append(Label(aside.left + _SWATCH + _SWATCH_GAP, theme.baseline(y), text, theme.size))
    return marks


# --- Word's own chart


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word: stacked to 100 %, or, where percentages leave a rest, on an axis up to 100."""
    rows, count = chart.panels[0].rows, _count(chart)
    fills, bars = theme.fills(count), _bars(chart, theme)
    top = legend(theme, chart.series, fills)[1] if chart.series else 0.0
    plot_height = sum(bars.names.heights)
    series = tuple(_native_series(chart, theme, bars, index, fills[index]) for index in range(count))
    return (
        Native(
            "shares",
            "percentStacked" if bars.whole else "stacked",
            theme.width,
            height,
            tuple(_category(row) for row in rows),
            series,
            Axis(0.0, 1.0 if bars.whole else 100.0, 0.25 if bars.whole else 25.0, shown=True),
            Plot(bars.left, max(0.0, top - bars.rise), bars.width, plot_height),
            gap_width(plot_height / max(1, len(rows)), bars.thickness),
            100,
            "ctr",
            "top" if chart.series else "",
        ),
    )


def _category(row: nodes.Row) -> str:
    """Return the name of a row; one without any number says so, as Word labels no missing value."""
    return row_name(row) if any(value.number is not None for value in row.values) else f"{row_name(row)} —"


def _native_series(chart: nodes.Chart, theme: ChartTheme, bars: _Percent, index: int, fill: str) -> Series:
    rows = chart.panels[0].rows
    beside = [(at, Shift(4 + theme.measure("0") / 2)) for at, parts in enumerate(bars.rows) if not parts and index == 0]
    for at, asides in enumerate(bars.asides):
        for aside in asides:
            if aside.part.series == index:
                middle = bars.left + (aside.part.start + aside.part.share / 2) * bars.width
                text = aside.left + _SWATCH + _SWATCH_GAP + theme.measure(printed(aside.part.value)) / 2
                beside.append((at, Shift(text - middle, aside.down)))
    return Series(
        series_name(chart, index),
        tuple(bound_value(row, index) for row in rows),
        fill,
        label=text_color_on(fill),
        beside=tuple(beside),
        places=tuple((at, "", fill, False) for at, parts in enumerate(bars.rows) if not parts and index),
    )
