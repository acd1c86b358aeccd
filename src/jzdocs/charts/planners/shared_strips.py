"""What charts of vertical columns with an axis of values share: plots one below another where the rows are too many
for one, all with one scale and the names of the rows below."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from jzdocs.charts.axes import Scale
from jzdocs.charts.marks import Label, Mark, horizontal_hairline
from jzdocs.charts.theme import ChartTheme

PLOT_HEIGHT = 112.0
COLUMN_SHARE = 0.62  # of a row's room: its columns together
WIDEST_COLUMN = 30.0
_UNBROKEN_NAME = 36.0  # points: a shorter name is not broken
_STRIP_GAP = 10.0
_TICK_DROP = 0.33  # of the text's size, from a gridline to the baseline of its text
Box = tuple[float, float, float, float]


class Strip(Struct, frozen=True):
    """A plot with some of the rows: the first of them and their number, its edges, the room of a row, and where its
    names end. All lengths are points."""

    first: int
    count: int
    left: float
    top: float
    pitch: float
    bottom: float

    @property
    def base(self) -> float:
        """Return the lower edge of the plot."""
        return self.top + PLOT_HEIGHT

    @property
    def right(self) -> float:
        """Return the right edge of the plot."""
        return self.left + self.pitch * self.count

    @property
    def rows(self) -> range:
        """Return the places of its rows in the chart."""
        return range(self.first, self.first + self.count)

    def middle(self, row: int) -> float:
        """Return the x of a row's middle."""
        return self.left + self.pitch * (row - self.first + 0.5)

    def y(self, scale: Scale, number: float) -> float:
        """Return the height of a number."""
        return self.base - scale.share(number) * PLOT_HEIGHT


class Edges(Struct, frozen=True):
    """Where strips may stand: left and right edge, the top of the first, and the room that each has above its plot."""

    left: float
    right: float
    top: float
    head: float


def strips_of(theme: ChartTheme, names: Sequence[str], least_pitch: float, edges: Edges) -> list[Strip]:
    """Return as few strips as hold all rows, which get at least `least_pitch` each and room for their names."""
    width = max(edges.right - edges.left, 1.0)
    need = max(least_pitch, name_pitch(theme, names))
    most = max(1, int(width / need))
    parts = max(1, math.ceil(len(names) / most))
    count = math.ceil(len(names) / parts)
    pitch = width / max(1, count)
    strips, top = [], edges.top
    for first in range(0, len(names), max(1, count)):
        inside = names[first : first + count]
        lines = max(len(theme.wrap(name, pitch - 4)) for name in inside)
        bottom = top + edges.head + PLOT_HEIGHT + 4 + theme.size + theme.leading * (lines - 1) + theme.size * 0.3
        strips.append(Strip(first, len(inside), edges.left, top + edges.head, pitch, bottom))
        top = bottom + _STRIP_GAP
    return strips


def name_pitch(theme: ChartTheme, names: Sequence[str]) -> float:
    """Return the least room of a row in which no name leaves it."""
    whole = min(theme.widest(names), _UNBROKEN_NAME)
    return max([whole, *(theme.widest(theme.wrap(name, whole)) for name in names)]) + 4


def name_marks(theme: ChartTheme, names: Sequence[str], strip: Strip) -> list[Mark]:
    """Return the names below a plot."""
    return [
        Label(
            strip.middle(row), strip.base + 4 + theme.size + theme.leading * number, line, theme.size, anchor="middle"
        )
        for row in strip.rows
        for number, line in enumerate(theme.wrap(names[row], strip.pitch - 4))
    ]


def tick_width(theme: ChartTheme, scale: Scale) -> float:
    """Return the width of an axis's texts with their distance from the plot."""
    return max(theme.measure(text, theme.size - 0.5) for _, text in scale.ticks) + 6


def gridlines(theme: ChartTheme, scale: Scale, strip: Strip) -> list[Mark]:
    """Return a line at each tick, that of zero darker."""
    return [
        horizontal_hairline(
            strip.y(scale, number),
            strip.left,
            strip.right,
            theme.axis_color if abs(number) < scale.step / 2 else theme.pale,
        )
        for number, _ in scale.ticks
    ]


def tick_marks(theme: ChartTheme, scale: Scale, strip: Strip, *, right: bool = False) -> list[Mark]:
    """Return the texts of an axis at the left, or at the right."""
    x, size = strip.right + 4 if right else strip.left - 4, theme.size - 0.5
    return [
        Label(x, strip.y(scale, number) + theme.size * _TICK_DROP, text, size, theme.dark, "start" if right else "end")
        for number, text in scale.ticks
    ]


def overlap(box: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a line from `start` to `end`, which goes to the right, passes through a box."""
    left, right = max(box[0], start[0]), min(box[2], end[0])
    if left > right:
        return False
    slope = (end[1] - start[1]) / (end[0] - start[0]) if end[0] > start[0] else 0.0
    heights = (start[1] + slope * (left - start[0]), start[1] + slope * (right - start[0]))
    return min(heights) <= box[3] and max(heights) >= box[1]
