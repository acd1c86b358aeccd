"""Labels beside the data: the legend, and labels that are moved apart where they would touch."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.charts.marks import Label, Mark, Rect
from jzdocs.charts.theme import ChartTheme

_SWATCH = 8.0
_SWATCH_DROP, _TEXT_DROP = 1.5, 8.8  # from the top of a legend's line to its swatches and its baseline
_TEXT_INDENT, _ITEM_GAP = 12, 14


def legend(theme: ChartTheme, names: Sequence[str], fills: Sequence[str], top: float = 0.0) -> tuple[list[Mark], float]:
    """Return a row of coloured swatches with their names, in several lines where one is too short, and its height."""
    marks: list[Mark] = []
    x, y = 0.0, top
    for name, fill in zip(names, fills, strict=False):
        width = _TEXT_INDENT + theme.measure(name) + _ITEM_GAP
        if x and x + width > theme.width:
            x, y = 0.0, y + theme.leading
        marks.append(Rect(x, y + _SWATCH_DROP, _SWATCH, _SWATCH, fill))
        marks.append(Label(x + _TEXT_INDENT, y + _TEXT_DROP, name, theme.size, theme.dark))
        x += width
    return marks, y + theme.leading + 3 - top


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
