"""Labels beside the data: the legend, and labels that are moved apart where they would touch."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.charts.geometry import Box, Segment, clipped, is_inside, overlap
from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, Rect
from jzdocs.charts.theme import ChartTheme

_SWATCH = 8.0
_SWATCH_DROP, _TEXT_DROP = 1.5, 8.8  # from the top of a legend's line to its swatches and its baseline
_TEXT_INDENT, _ITEM_GAP = 12, 14


def legend(theme: ChartTheme, names: Sequence[str], fills: Sequence[str], top: float = 0.0) -> tuple[list[Mark], float]:
    """Return a row of coloured swatches with their names, in several lines where one is too short, and its height."""
    marks: list[Mark] = []
    x, y = 0.0, top
    for name, fill in zip(names, fills, strict=False):
        lines = theme.wrap(name, theme.width - _TEXT_INDENT)
        width = _TEXT_INDENT + theme.widest(lines)
        if x and x + width > theme.width:
            x, y = 0.0, y + theme.leading
        marks.append(Rect(x, y + _SWATCH_DROP, _SWATCH, _SWATCH, fill))
        for index, line in enumerate(lines):
            y += theme.leading if index else 0.0
            marks.append(Label(x + _TEXT_INDENT, y + _TEXT_DROP, line, theme.size, theme.dark))
        x += width + _ITEM_GAP
    return marks, y + theme.leading + 3 - top


def spread(positions: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return middles as near to `positions` as can be of blocks that are `heights` high, stand between `low` and `high`
    and do not touch; they keep the order of their positions. Too many of them reach beyond `low`."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    moved, edge = [0.0] * len(positions), low
    for index in order:
        moved[index] = max(positions[index], edge + heights[index] / 2)
        edge = moved[index] + heights[index] / 2
    edge = high
    for index in reversed(order):
        moved[index] = min(moved[index], edge - heights[index] / 2)
        edge = moved[index] - heights[index] / 2
    return moved


def keep_apart(positions: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Return positions as near to `positions` as can be that are at least `distance` apart and lie between `low` and
    `high` (where there is too little room, the first may lie below `low`)."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    moved = [0.0] * len(positions)
    previous = low - distance
    for index in order:
        moved[index] = previous = max(positions[index], previous + distance)
    limit = high
    for index in reversed(order):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - distance
    return moved


# --- labels among other marks

_CLEAR = 0.8
_MOST_LINES = 8  # of staggered names
# places around a point: across in halves of a label and a gap, down in lines
_NEAR = ((0, -1.0), (0, 1.0), (-1, -0.9), (1, -0.9), (-1, 0.9), (1, 0.9), (1, 0), (-1, 0))
_FAR = (*_NEAR, *((dx, sign * dy) for dy in (2.0, 3.0, 4.0, 5.0) for sign in (-1, 1) for dx in (0, -0.6, 0.6)))


class Obstacles:
    """What labels must not touch: boxes and lines inside `bounds`."""

    def __init__(self, theme: ChartTheme, bounds: Box) -> None:
        self._theme, self._bounds = theme, bounds
        self.boxes: list[Box] = []
        self.segments: list[Segment] = []
        self.areas: list[Sequence[tuple[float, float]]] = []

    def place(self, at: tuple[float, float], text: str, *, far: bool = False, way: int = 0) -> list[Mark]:
        """Return the label of a point where it is free, nearest first, and keep its place; none where there is no such
        place. `far`: places at some distance, with a leader, are taken too; `way`: only those above (-1) or
        below (1)."""
        x, y = at
        for dx, dy in _FAR if far else _NEAR:
            if way * dy < 0 or (way and not dy):
                continue
            half = self._theme.measure(text) / 2
            center, middle = x + dx * (half + 2.5), y + dy * self._theme.leading * 0.9
            box = self._box(center, middle, half)
            if not self._is_free(box):
                continue
            self.boxes.append(box)
            label = Label(center, self._theme.baseline(middle), text, self._theme.size, anchor="middle")
            if far and abs(dy) > 1.5:
                edge = middle + (self._theme.size / 2 if dy < 0 else -self._theme.size / 2)
                leader = ((x, y + (3 if dy > 0 else -3)), (center, edge))
                self.segments.append(leader)
                return [Line(leader, self._theme.axis_color, HAIRLINE), label]
            return [label]
        return []

    def _box(self, center: float, middle: float, half: float) -> Box:
        height = self._theme.size * 0.5
        return center - half - _CLEAR, middle - height, center + half + _CLEAR, middle + height

    def _is_free(self, box: Box) -> bool:
        left, top, right, bottom = self._bounds
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        if any(overlap(box, other) for other in self.boxes):
            return False
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if any(is_inside(middle, area) for area in self.areas):
            return False
        return not any(clipped(segment, box) for segment in self.segments)


def staggered(theme: ChartTheme, names: Sequence[tuple[float, str]], width: float) -> list[int] | None:
    """Return the line on which each name (the x of its middle, and its text) has room, counted from 0, for names from
    left to right; None where more than a few lines would be needed."""
    ends: list[float] = []
    lines = []
    for x, text in names:
        half = theme.measure(text) / 2
        if 2 * half > width:
            return None
        left = max(0.0, min(x - half, width - 2 * half))
        line = next((index for index, end in enumerate(ends) if end + 3 <= left), len(ends))
        if line == _MOST_LINES:
            return None
        ends[line : line + 1] = [left + 2 * half]
        lines.append(line)
    return lines
