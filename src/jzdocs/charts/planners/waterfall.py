"""From one level to another by contributions: columns that hang between the levels before and after them, joined by
lines; stated levels stand on zero."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.axes import Scale, scale_from_zero, signed, span_of, with_room
from jzdocs.charts.marks import Label, Mark, Plan, Rect, horizontal_hairline
from jzdocs.charts.native import Axis, Native, Plot, Series, Shift, gap_width
from jzdocs.charts.palette import on_paper
from jzdocs.charts.planners.shared_rows import row_name
from jzdocs.charts.planners.shared_strips import (
    COLUMN_SHARE,
    PLOT_HEIGHT,
    WIDEST_COLUMN,
    Edges,
    Strip,
    gridlines,
    name_marks,
    strips_of,
    tick_marks,
    tick_width,
)
from jzdocs.charts.running import Step, levels
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes

_LEAST_HEIGHT = 0.6  # so that a contribution of 0 can be seen
_NAMES = ("总量", "增加", "减少")
_CONNECTORS = 3  # series of lines in Word, so that no two pieces of one series meet
_BASE, _CONNECTOR = "底", "连线"


class _Waterfall(Struct, frozen=True):
    """A planned chart: its steps, scale, plots, and the fills of levels, increases and decreases."""

    steps: tuple[Step, ...]
    scale: Scale
    strips: tuple[Strip, ...]
    fills: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Return the names below the columns."""
        return [row_name(step.row) for step in self.steps]

    def thickness(self, strip: Strip) -> float:
        """Return the width of a column."""
        return min(WIDEST_COLUMN, strip.pitch * COLUMN_SHARE)

    def ends(self, strip: Strip, step: Step) -> tuple[float, float]:
        """Return the heights of a column's upper and lower end."""
        heights = sorted(strip.y(self.scale, float(level)) for level in (step.before, step.after))
        return heights[0], max(heights[1], heights[0] + _LEAST_HEIGHT)


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: each column's value stands beyond it, a contribution's with its sign, so that no legend is
    needed."""
    fall = _waterfall(chart, theme)
    marks: list[Mark] = []
    for strip in fall.strips:
        marks += gridlines(theme, fall.scale, strip)
        marks += tick_marks(theme, fall.scale, strip)
        for index in strip.rows:
            marks += _step_marks(theme, fall, strip, index)
        marks += name_marks(theme, fall.names, strip)
    bottom = fall.strips[-1].bottom if fall.strips else 0.0
    return Plan(theme.width, bottom + 1, tuple(marks))


def _waterfall(chart: nodes.Chart, theme: ChartTheme) -> _Waterfall:
    steps = levels(chart.panels[0].rows, chart.totals)
    scale = _scale(chart, theme, steps)
    room = theme.widest([text_of(step) for step in steps]) + 3
    edges = Edges(tick_width(theme, scale), theme.width, 0.0, theme.leading)
    strips = strips_of(theme, [row_name(step.row) for step in steps], room, edges)
    return _Waterfall(tuple(steps), scale, tuple(strips), _fills(theme))


def _fills(theme: ChartTheme) -> tuple[str, ...]:
    """Return the fills of levels, increases and decreases: three that also a grey print tells apart."""
    accent, increase = theme.fills(2)
    palette = [color for color in map(on_paper, theme.style.palette[1:]) if color not in (accent, increase)]
    return accent, increase, palette[0] if palette else theme.style.greys[0]


def _scale(chart: nodes.Chart, theme: ChartTheme, steps: Sequence[Step]) -> Scale:
    if chart.axis:
        return scale_from_zero(*span_of([float(end) for end in chart.axis]))
    low, high = span_of([float(level) for step in steps for level in (step.before, step.after)])
    return with_room(scale_from_zero(low, high), low, theme.leading / PLOT_HEIGHT)


def text_of(step: Step) -> str:
    """Return what a column's value is printed as: contributions with their sign."""
    printed = signed(step.row.values[0].printed)
    return printed if step.total or step.after <= step.before or printed[:1] in "+−" else f"+{printed}"


def _fill_of(fall: _Waterfall, step: Step) -> str:
    return fall.fills[0 if step.total else 1 if step.after >= step.before else 2]


def _step_marks(theme: ChartTheme, fall: _Waterfall, strip: Strip, index: int) -> list[Mark]:
    """Return a column with its value, and the line to the next one."""
    step, middle = fall.steps[index], strip.middle(index)
    upper, lower = fall.ends(strip, step)
    half = fall.thickness(strip) / 2
    marks: list[Mark] = [Rect(middle - half, upper, 2 * half, lower - upper, _fill_of(fall, step))]
    marks.append(Label(middle, _baseline(theme, fall, strip, step), text_of(step), theme.size, anchor="middle"))
    if index + 1 in strip.rows:
        level = strip.y(fall.scale, float(step.after))
        marks.append(horizontal_hairline(level, middle + half, strip.middle(index + 1) - half, theme.axis_color))
    return marks


def _baseline(theme: ChartTheme, fall: _Waterfall, strip: Strip, step: Step) -> float:
    """Return the baseline of a value: above its column, below one that lies below zero."""
    upper, lower = fall.ends(strip, step)
    return lower + theme.size + 1 if max(step.before, step.after) <= 0 > min(step.before, step.after) else upper - 3


# --- Word's own chart


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    """Return a chart of Word for each plot: stacked columns, whose lowest part is not seen. None where a column reaches
    below zero, which no stack can show."""
    fall = _waterfall(chart, theme)
    if any(min(step.before, step.after) < 0 for step in fall.steps):
        return ()
    natives, top = [], 0.0
    for index, strip in enumerate(fall.strips):
        bottom = height if index == len(fall.strips) - 1 else strip.bottom
        native_strip = _native_strip(theme, fall, strip, top)
        natives.append(replace(native_strip, height=bottom - top))
        top = bottom
    return tuple(natives)


def _native_strip(theme: ChartTheme, fall: _Waterfall, strip: Strip, top: float) -> Native:
    steps = [fall.steps[index] for index in strip.rows]
    base = Series(_BASE, tuple(_derived(step, min(step.before, step.after)) for step in steps), "", derived=True)
    parts = [_part(theme, fall, strip, place) for place in range(len(_NAMES))]
    connectors = [_connector(theme, steps, first) for first in range(_CONNECTORS)]
    scale = fall.scale
    return Native(
        "combo",
        "stacked",
        theme.width,
        0.0,
        tuple(row_name(step.row) for step in steps),
        (base, *parts, *(series for series in connectors if any(series.values))),
        Axis(scale.low, scale.high, scale.step, shown=True),
        Plot(strip.left, strip.top - top, strip.right - strip.left, PLOT_HEIGHT),
        gap_width(strip.pitch, fall.thickness(strip)),
        100,
        "ctr",
    )


def _derived(step: Step, number: Decimal) -> nodes.Value:
    """Return a number that the chart needs to look right; its fact is none, so that no edit of it comes home."""
    row = step.row
    return nodes.Value(row.name, row.at, number, format(number, "f"), "—")


def _part(theme: ChartTheme, fall: _Waterfall, strip: Strip, place: int) -> Series:
    """Return the levels (0), the increases (1) or the decreases (2), each value's label beyond its column."""
    values: list[nodes.Value | None] = []
    beside: list[tuple[int, Shift]] = []
    for at, index in enumerate(strip.rows):
        step = fall.steps[index]
        if (0 if step.total else 1 if step.after >= step.before else 2) != place:
            values.append(None)
            continue
        value = step.row.values[0]
        values.append(replace(value, number=abs(step.after - step.before), printed=text_of(step)))
        upper, lower = fall.ends(strip, step)
        beside.append((at, Shift(0.0, _baseline(theme, fall, strip, step) - theme.baseline((upper + lower) / 2))))
    return Series(_NAMES[place], tuple(values), fall.fills[place], beside=tuple(beside), negated=place == 2)


def _connector(theme: ChartTheme, steps: Sequence[Step], first: int) -> Series:
    """Return a line in pieces from a column's level to the next column, every third of all such pieces."""
    values: list[nodes.Value | None] = [None] * len(steps)
    for index in range(first, len(steps) - 1, _CONNECTORS):
        values[index] = values[index + 1] = _derived(steps[index], steps[index].after)
    return Series(f"{_CONNECTOR}{first + 1}", tuple(values), theme.axis_color, line=True, derived=True)
