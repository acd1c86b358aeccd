"""Charts as programs draw them that have charts of their own: kind, series, axis, and the place of the plot, so that
Word's chart stands where the planned marks stand.

Pure geometry, like the plans. All lengths are points, from the chart's top left corner, y downwards. Kinds that Word
does not have (`ChartKind.native` is false) have no such description and stay pictures.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from jzdocs.model import nodes

TITLE_INSET = 2.0  # what programs leave around a title
Kind = Literal["bar", "column", "line", "area", "pie", "combo", "shares", "scatter", "bubble"]
Grouping = Literal["clustered", "stacked", "percentStacked", "standard"]
_LARGEST_GAP = 500  # ECMA-376 Part 1, 21.2.3.15 (ST_GapAmount)


class Shift(Struct, frozen=True):
    """How far a label stands from its place, in points."""

    x: float
    y: float = 0.0


class Series(Struct, frozen=True):
    """A series: its name, a value for each category (None: missing), and its fill.

    `points` holds other fills of single points by their index, `label` is the colour of the values' labels (empty:
    none), `beside` moves single labels by their index. A `named` series has its name as its last label instead of
    values. `dash`: the line is dashed; `look`: which dash and marker of
    `charts.series_looks` it has (-1: by `dash`).

    In a combination, `line` series are lines and the others columns. `places` holds single labels that stand elsewhere
    than the others: index, place (21.2.3.10, ST_DLblPos; none: not shown), colour, and whether on a white ground.
    `negated`: decreases, shown as what they take away. `derived`: what the chart needs to look right, not what its
    author wrote. The numbers of a `mirrored` series are the negatives of the chart's, printed without a sign.
    """

    name: str
    values: tuple[nodes.Value | None, ...]
    fill: str
    points: tuple[tuple[int, str], ...] = ()
    label: str = "000000"
    beside: tuple[tuple[int, Shift], ...] = ()
    named: bool = False
    dash: bool = False
    line: bool = False
    places: tuple[tuple[int, str, str, bool], ...] = ()
    negated: bool = False
    derived: bool = False
    look: int = -1
    mirrored: bool = False


class Axis(Struct, frozen=True):
    """The axis of values: its ends and step; shown with gridlines or not at all; `code` is its numbers' format ("":
    as they are, with a true minus).

    The upper end follows data that are edited later, unless it is `fixed`, which the author asked for.
    """

    low: float
    high: float
    step: float
    shown: bool
    fixed: bool = False
    code: str = ""


class AxisTitle(NamedTuple):
    """The title of an axis, and its top left corner."""

    text: str
    left: float
    top: float


class Plot(NamedTuple):
    """The place of the plot, without its labels."""

    left: float
    top: float
    width: float
    height: float


class Native(Struct, frozen=True):
    """A chart that another program draws.

    `gap` is the distance between the bars of two categories, `overlap` how far bars of two series overlap (negative:
    their distance), both in percent of a bar. `title_at` is the top left corner of the title,
    `legend_at` that of the legend where it is not the usual one. `totals` are the sums of a stacked chart's categories,
    printed above them. `joined`: lines go on over categories without a value.

    A combination has its lines on the `second` axis, or on the first. Points (scatter, bubble) have `series` x, y and
    perhaps sizes, x on the `second` axis; `texts` are their labels, `bubble` is the diameter of the largest.
    `axis_titles` are those of the first and the second axis.
    """

    kind: Kind
    grouping: Grouping
    width: float
    height: float
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    plot: Plot
    gap: int = 80
    overlap: int = 0
    labels: Literal["outEnd", "ctr", "t", "none"] = "outEnd"
    legend: Literal["top", "bottom", "right", ""] = ""
    title: str = ""
    title_at: tuple[float, float] = (0.0, 0.0)
    totals: Series | None = None
    legend_at: tuple[float, float] | None = None
    joined: bool = False
    second: Axis | None = None
    axis_titles: tuple[AxisTitle, ...] = ()
    texts: tuple[str, ...] = ()
    bubble: float = 0.0


def bound_value(row: nodes.Row, index: int) -> nodes.Value | None:
    """Return a value of a row, or None where it is missing."""
    value = row.values[index] if index < len(row.values) else None
    return value if value is not None and value.number is not None else None


def gap_width(pitch: float, thickness: float, bar: float = 0.0) -> int:
    """Return the distance between groups of bars that are `thickness` together and stand every `pitch` points, in
    percent of a bar (default: a group is one bar)."""
    return max(0, min(_LARGEST_GAP, round((pitch - thickness) / (bar or thickness) * 100)))


def series_name(chart: nodes.Chart, index: int) -> str:
    """Return the name of a series; the first of unnamed ones is named by its unit."""
    if index < len(chart.series):
        return chart.series[index]
    unit = chart.panels[0].unit
    return unit if index == 0 and unit else f"系列{index + 1}"
