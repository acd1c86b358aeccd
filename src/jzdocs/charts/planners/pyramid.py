"""Two sides of one population: bars that go left and right from a common line, a row for each age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.marks import Label, Mark, Plan, Rect, vertical_hairline
from jzdocs.charts.misfits import Misfit, negative_values, no_values, wrong_counts
from jzdocs.charts.native import TITLE_INSET, Axis, Native, Plot, Series, Shift, bound_value, gap_width
from jzdocs.charts.planners.shared_rows import LEAST_BAR, NameColumn, row_name
from jzdocs.charts.planners.shared_tight import tightened
from jzdocs.charts.scales import as_float, highest_value, round_step
from jzdocs.charts.theme import GAP, ChartTheme
from jzdocs.model import nodes

_SERIES = ("男", "女")
_INSTEAD = "grouped"
_VALUE_GAP = 3.0
_LEAST_SIDE = 24.0  # points of the longest bar
_ROW_AIR = 2.0  # between the bars of two rows
_TICKS = 2  # of each side
_SIDE_FORMAT = "#,##0.##;#,##0.##"


class _Sides(Struct, frozen=True):
    """Where the bars stand: the line between the sides, the length of a side, the points that a unit is long, the
    highest number and the distance of ticks."""

    zero: float
    length: float
    scale: float
    high: float
    step: float


def misfits(chart: nodes.Chart, theme: ChartTheme) -> Iterator[Misfit]:
    """Yield rows without two values, values below 0, and a chart too narrow for its numbers."""
    yield from wrong_counts(chart, 2, 2, _INSTEAD)
    yield from negative_values(chart, _INSTEAD)
    yield from no_values(chart)
    if chart.axis:
        yield Misfit("C060.no_axis", {})
    if _sides(chart, theme, _names(chart, theme)).length < _LEAST_SIDE:
        yield Misfit("C060.narrow", {"instead": _INSTEAD})


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: the numbers at the bars' ends, without signs on both sides."""
    rows, names = _rows(chart), _names(chart, theme)
    sides, fills = _sides(chart, theme, names), theme.fills(2)
    middle_gap = GAP
    marks: list[Mark] = [
        Label(sides.zero - middle_gap, theme.leading - 3, _series(chart)[0], theme.size, anchor="end", bold=True),
        Label(sides.zero + middle_gap, theme.leading - 3, _series(chart)[1], theme.size, bold=True),
    ]
    top = theme.leading + 2
    bottom = names.bottom(top)
    for index, (row, middle) in enumerate(zip(rows, names.middles(top), strict=True)):
        marks += names.marks(index, middle)
        thickness = min(theme.bar_thickness, names.heights[index] - _ROW_AIR)
        for side, fill in enumerate(fills):
            marks += _bar(theme, row, (side, fill), sides, (middle, thickness))
    marks.append(vertical_hairline(sides.zero, top, bottom, theme.axis_color))
    return Plan(theme.width, bottom, tuple(marks))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return the chart of Word: bars of two series over one another, the left ones negative in their sheet and printed
    without the sign."""
    rows, names = _rows(chart), _names(chart, theme)
    sides, fills = _sides(chart, theme, names), theme.fills(2)
    series = tuple(
        Series(
            name,
            tuple(_mirrored(bound_value(row, side)) if not side else bound_value(row, side) for row in rows),
            fills[side],
            beside=_zeros(theme, rows) if not side else (),
            mirrored=not side,
        )
        for side, name in enumerate(_series(chart))
    )
    room = theme.width - sides.zero  # on both sides, so that the line between them stands where it is planned
    left = names.width + GAP
    low, high = -(sides.zero - left) / sides.scale, room / sides.scale
    pitch = sum(names.heights) / len(rows)
    thickness = min([theme.bar_thickness, *(row_height - _ROW_AIR for row_height in names.heights)])
    return (
        Native(
            "bar",
            "clustered",
            theme.width,
            height,
            tuple(_category(chart, row) for row in rows),
            series,
            Axis(low, high, sides.step, shown=False, fixed=True, code=_SIDE_FORMAT),
            Plot(left, theme.leading + 2, theme.width - left, sum(names.heights)),
            gap_width(pitch, thickness),
            overlap=100,
            title=f"{_series(chart)[0]}　{_series(chart)[1]}",
            title_at=(sides.zero - GAP - theme.measure(_series(chart)[0], bold=True) - TITLE_INSET, 0.0),
        ),
    )


def _zeros(theme: ChartTheme, rows: Sequence[nodes.Row]) -> tuple[tuple[int, Shift], ...]:
    """Return how far labels of 0 of the left side move: Word puts them to the right of the line."""
    return tuple(
        (index, Shift(-theme.measure(value.printed) - 2 * _VALUE_GAP))
        for index, row in enumerate(rows)
        if (value := bound_value(row, 0)) is not None and value.number == 0
    )


def _category(chart: nodes.Chart, row: nodes.Row) -> str:
    """Return the name of a row, with the sides whose value is missing: Word prints nothing where no bar is."""
    missing = _missing(chart, row)
    if not missing:
        return row_name(row)
    return f"{row_name(row)} —" if len(missing) > 1 else f"{row_name(row)}（{missing[0]}—）"


def _missing(chart: nodes.Chart, row: nodes.Row) -> list[str]:
    """Return the sides that have no value in a row."""
    return [name for side, name in enumerate(_series(chart)) if bound_value(row, side) is None]


def _mirrored(value: nodes.Value | None) -> nodes.Value | None:
    """Return a value for the left side: its number is negative, what is printed stays."""
    return replace(value, number=-value.number) if value is not None and value.number else value


def _series(chart: nodes.Chart) -> tuple[str, str]:
    return (chart.series[0], chart.series[1]) if len(chart.series) == 2 else _SERIES


def _rows(chart: nodes.Chart) -> Sequence[nodes.Row]:
    """Return the rows, the highest age at the top where their names rise by number, unless the chart keeps the order of
    the source."""
    rows = chart.panels[0].rows
    ages = [int(match[0]) if (match := re.search(r"\d+", row.name)) else None for row in rows]
    numbered = [age for age in ages if age is not None]
    rising = len(numbered) >= len(rows) - 1 and len(numbered) > 1 and numbered == sorted(numbered)
    return rows[::-1] if chart.sort and rising else rows


def _names(chart: nodes.Chart, theme: ChartTheme) -> NameColumn:
    """Return the ages at the left, with room for what Word writes behind them where a value is missing."""
    rows = _rows(chart)
    names = tightened(NameColumn(theme, rows, theme.bar_thickness), len(rows))
    names.width = max(names.width, theme.widest([_category(chart, r) for r in rows if len(_missing(chart, r)) == 1]))
    return names


def _sides(chart: nodes.Chart, theme: ChartTheme, names: NameColumn) -> _Sides:
    """Return both sides on one scale, with room for the numbers beyond the longest bars."""
    rows = chart.panels[0].rows
    widest = theme.widest([_text(row, side) for row in rows for side in (0, 1)]) + _VALUE_GAP + 2
    left = names.width + GAP
    length = (theme.width - left) / 2 - widest
    high = highest_value(rows)
    return _Sides(left + widest + length, length, length / high, high, round_step(high, _TICKS))


def _text(row: nodes.Row, side: int) -> str:
    value = row.values[side] if side < len(row.values) else nodes.Value("")
    return value.printed or value.raw or "—"


def _bar(
    theme: ChartTheme, row: nodes.Row, look: tuple[int, str], sides: _Sides, at: tuple[float, float]
) -> list[Mark]:
    """Return the bar of one side with its number; `look` is the side (0: left) and its fill, `at` the middle and the
    thickness. A missing value is printed as such at the line."""
    (side, fill), (middle, thickness) = look, at
    value = row.values[side] if side < len(row.values) else nodes.Value("")
    way = 1 if side else -1
    length = 0.0
    marks: list[Mark] = []
    if value.number is not None:
        length = max(as_float(value) * sides.scale, LEAST_BAR)
        left = sides.zero if side else sides.zero - length
        marks.append(Rect(left, middle - thickness / 2, length, thickness, fill))
    anchor = sides.zero + way * (length + _VALUE_GAP)
    color = "000000" if value.number is not None else theme.dark
    size = theme.size
    marks.append(Label(anchor, theme.baseline(middle), _text(row, side), size, color, "start" if side else "end"))
    return marks
