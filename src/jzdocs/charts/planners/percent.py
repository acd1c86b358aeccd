"""A bar a row, its parts together 100 %: amounts as shares of their own sum, percentages as they are. The printed values
are those of the text."""

from __future__ import annotations

import math

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
_TICKS = (0, 25, 50, 75, 100)
_SWATCH, _SWATCH_GAP, _BESIDE_GAP = 5.0, 2.0, 5.0


class _Part(Struct, frozen=True):
    """A part of a row: its series, its value, its place on the bar in shares of the whole, and whether its value has
    room in it."""

    series: int
    value: nodes.Value
    start: float
    share: float
    fits: bool


class _Percent(Struct, frozen=True):
    """A planned chart: the names at the left, the edges of the bars, the thickness of each, and the parts of the rows.
    `whole`: every row reaches 100 %."""

    names: NameColumn
    left: float
    right: float
    thickness: float
    rows: tuple[tuple[_Part, ...], ...]
    whole: bool

    @property
    def width(self) -> float:
        """Return the length of 100 %."""
        return self.right - self.left


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: rows in the order of the source; values without room in their part stand behind the bar, each
    with a swatch."""
    rows, fills = chart.panels[0].rows, theme.fills(_count(chart))
    marks, top = legend(theme, chart.series, fills) if chart.series else ([], 0.0)
    bars = _bars(chart, theme)
    bottom = bars.names.bottom(top)
    for tick in _TICKS:
        x = bars.left + bars.width * tick / 100
        marks.append(vertical_hairline(x, top, bottom, theme.pale))
        marks.append(Label(x, bottom + theme.size + 2, f"{tick}%", theme.size - 0.5, theme.dark, "middle"))
    for index, (parts, middle) in enumerate(zip(bars.rows, bars.names.middles(top), strict=True)):
        marks += bars.names.marks(index, middle)
        marks += _row_marks(theme, bars, parts, middle, fills)
        if not parts and rows[index].values:
            text = printed(rows[index].values[0])
            marks.append(Label(bars.left + 4, theme.baseline(middle), text, theme.size))
    marks.append(vertical_hairline(bars.left, top, bottom, theme.axis_color))
    return Plan(theme.width, bottom + theme.size + 5, tuple(marks))


def _count(chart: nodes.Chart) -> int:
    return max((len(row.values) for row in chart.panels[0].rows), default=1)


def _bars(chart: nodes.Chart, theme: ChartTheme) -> _Percent:
    """Return the bars; they leave room at the right for the values that have none in their parts."""
    rows, unit = chart.panels[0].rows, chart.panels[0].unit
    thickness = theme.bar_thickness * _THICKNESS
    names = NameColumn(theme, rows, thickness)
    left = names.width + GAP
    right = theme.width - theme.measure("100%", theme.size - 0.5) / 2
    parts: tuple[tuple[_Part, ...], ...] = ()
    for _ in range(3):  # a shorter bar may push out more values
        parts = tuple(_parts(theme, row, unit, right - left) for row in rows)
        room = max((_beside_width(theme, row_parts) for row_parts in parts), default=0.0)
        right = min(right, theme.width - room)
    whole = all(_is_whole(row, unit) for row in rows)
    return _Percent(names, left, right, thickness, parts, whole)


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


def _beside_width(theme: ChartTheme, parts: tuple[_Part, ...]) -> float:
    """Return the room behind a bar for the values that have none in it."""
    texts = [printed(part.value) for part in parts if not part.fits]
    return sum(_BESIDE_GAP + _SWATCH + _SWATCH_GAP + theme.measure(text) for text in texts)


def _row_marks(
    theme: ChartTheme, bars: _Percent, parts: tuple[_Part, ...], middle: float, fills: list[str]
) -> list[Mark]:
    """Return the parts of a row, and their values in or behind them."""
    marks: list[Mark] = []
    top, behind = middle - bars.thickness / 2, bars.right
    for part in parts:
        x, width = bars.left + part.start * bars.width, part.share * bars.width
        fill, text = fills[part.series], printed(part.value)
        marks.append(Rect(x, top, width, bars.thickness, fill))
        if part.fits:
            color = text_color_on(fill)
            marks.append(Label(x + width / 2, theme.baseline(middle), text, theme.size, color, "middle"))
            continue
        behind += _BESIDE_GAP
        marks.append(Rect(behind, middle - _SWATCH / 2, _SWATCH, _SWATCH, fill))
        behind += _SWATCH + _SWATCH_GAP
        marks.append(Label(behind, theme.baseline(middle), text, theme.size))
        behind += theme.measure(text)
    return marks


# --- Word's own chart


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word: stacked to 100 %, or, where percentages leave a rest, up to 100 on an axis of its own."""
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
            Plot(bars.left, top, bars.width, plot_height),
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
    beside = []
    for at, parts in enumerate(bars.rows):
        if not parts and index == 0:  # nothing but zeros: one of them is printed
            beside.append((at, Shift(4 + theme.measure("0") / 2)))
        behind = bars.width
        for part in parts:
            if part.fits:
                continue
            width = theme.measure(printed(part.value))
            behind += _BESIDE_GAP + _SWATCH + _SWATCH_GAP
            if part.series == index:
                beside.append((at, Shift(behind + width / 2 - (part.start + part.share / 2) * bars.width)))
            behind += width
    return Series(
        series_name(chart, index),
        tuple(bound_value(row, index) for row in rows),
        fill,
        label=text_color_on(fill),
        beside=tuple(beside),
        places=tuple((at, "", fill, False) for at, parts in enumerate(bars.rows) if not parts and index),
    )
