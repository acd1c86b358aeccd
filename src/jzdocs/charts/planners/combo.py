"""Columns of one unit and a line of another over the same rows, each with its own axis; gridlines and zero lines of the
two coincide. Series of one unit share an axis: there the last is the line."""

from __future__ import annotations

import math

from msgspec.structs import replace

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
from jzdocs.charts.palette import text_on_paper
from jzdocs.charts.planners.shared_combo import LEGEND_LINE, Combo, combination, legend_height, legend_places, text_area
from jzdocs.charts.planners.shared_strips import (
    PLOT_HEIGHT,
    Strip,
    gridlines,
    name_marks,
    tick_marks,
)
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_LEAST_HEIGHT = 0.6  # so that a column of 0 can be seen
_SWATCH = 8.0


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: columns, the line above them, and each value beside its mark."""
    combo = combination(chart, theme)
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


# --- marks


def _entries(chart: nodes.Chart, combo: Combo) -> list[tuple[str, str, bool]]:
    """Return name, fill and whether it is a line, of each series."""
    order = (*combo.columns, *combo.lines)
    return [(chart.series[i], combo.fills[i], i in combo.lines) for i in order if i < len(chart.series)]


def _legend(chart: nodes.Chart, theme: ChartTheme, combo: Combo) -> tuple[list[Mark], float]:
    """Return the names of the series, behind a swatch or a piece of line, and their height."""
    places, height = legend_places(chart, theme)
    marks: list[Mark] = []
    for (x, y), (name, fill, is_line) in zip(places, _entries(chart, combo), strict=False):
        middle = y + theme.leading / 2
        if is_line:
            marks.append(Line(((x, middle), (x + LEGEND_LINE, middle)), fill, 1.6))
            marks.append(Dot(x + LEGEND_LINE / 2, middle, 2.2, fill, fill, 0.5))
        else:
            marks.append(Rect(x + LEGEND_LINE - _SWATCH, middle - _SWATCH / 2, _SWATCH, _SWATCH, fill))
        marks.append(Label(x + LEGEND_LINE + 4, theme.baseline(middle), name, theme.size, theme.dark))
    return marks, height


def legend_of(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[Mark], float]:
    """Return the legend of small charts of this kind: swatches for columns, pieces of line for lines."""
    return _legend(chart, theme, combination(replace(chart, panels=chart.panels[:1], multiples=0), theme))


def _axis_units(chart: nodes.Chart, combo: Combo) -> tuple[str, str]:
    """Return the units of both axes; the second is empty where there is one axis."""
    panel = chart.panels[0]
    first = chart.unit_of(panel, combo.columns[0]) if combo.columns else ""
    second = chart.unit_of(panel, combo.lines[0]) if combo.lines and not combo.one_axis else ""
    return first, second


def _unit_labels(chart: nodes.Chart, theme: ChartTheme, combo: Combo, top: float) -> list[Mark]:
    """Return the units above the axes of the first plot."""
    first, second = _axis_units(chart, combo)
    baseline = top + theme.size
    marks: list[Mark] = [Label(0.0, baseline, first, theme.size, theme.dark)] if first else []
    if second:
        marks.append(Label(theme.width, baseline, second, theme.size, theme.dark, "end"))
    return marks


def _column_marks(combo: Combo, strip: Strip) -> list[Mark]:
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


def _line_marks(combo: Combo, strip: Strip) -> list[Mark]:
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


def _label_marks(theme: ChartTheme, combo: Combo, strip: Strip) -> list[Mark]:
    marks: list[Mark] = []
    for row in strip.rows:
        for series in (*combo.columns, *combo.lines):
            label = combo.labels.get((row, series))
            if label is None:
                continue
            if label.ground:
                left, top, right, bottom = text_area(theme, combo, label)
                marks.append(Rect(left - 1, top, right - left + 2, bottom - top, "FFFFFF"))
            marks.append(Label(label.x, label.baseline, label.text, theme.size, label.color, "middle"))
    return marks


# --- Word's own chart


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each plot; the first carries the legend."""
    combo = combination(chart, theme)
    natives, top = [], 0.0
    for index, strip in enumerate(combo.strips):
        last = index == len(combo.strips) - 1
        bottom = height if last else strip.bottom
        natives.append(replace(_native_strip(chart, theme, combo, strip, top), height=bottom - top))
        top = bottom
    if natives and chart.series:
        natives[0] = replace(natives[0], legend="top")
    return tuple(natives)


def _native_strip(chart: nodes.Chart, theme: ChartTheme, combo: Combo, strip: Strip, top: float) -> Native:
    first_scale, other = combo.scales
    thickness = combo.thickness(strip)
    return Native(
        "combo",
        "clustered",
        theme.width,
        0.0,
        tuple(_category(combo, row) for row in strip.rows),
        tuple(_native_series(chart, combo, strip, series) for series in (*combo.columns, *combo.lines)),
        Axis(first_scale.low, first_scale.high, first_scale.step, shown=True),
        Plot(strip.left, strip.top - top, strip.right - strip.left, PLOT_HEIGHT),
        round(gap_width(strip.pitch, thickness * len(combo.columns)) * len(combo.columns)),
        0,
        "outEnd",
        second=None if combo.one_axis else Axis(other.low, other.high, other.step, shown=True),
        axis_titles=_axis_titles(chart, theme, combo) if strip.first == 0 else (),
    )


def _axis_titles(chart: nodes.Chart, theme: ChartTheme, combo: Combo) -> tuple[AxisTitle, ...]:
    first, second = _axis_units(chart, combo)
    top = legend_height(chart, theme) - TITLE_INSET
    return (
        AxisTitle(first, -TITLE_INSET, top),
        AxisTitle(second, theme.width - theme.measure(second) - 2 * TITLE_INSET, top),
    )


def _category(combo: Combo, row: int) -> str:
    """Return the name of a row; what its columns lack stands there, as Word labels no missing value."""
    name = combo.rows[row].name
    return f"{name} —" if any(math.isnan(combo.number(row, series)) for series in combo.columns) else name


def _native_series(chart: nodes.Chart, combo: Combo, strip: Strip, series: int) -> Series:
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
