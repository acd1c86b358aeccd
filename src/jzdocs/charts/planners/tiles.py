"""A map of tiles: each county is a square at its place in a grid, coloured by its class. No borders are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.charts.classes import class_limits, class_names, class_of
from jzdocs.charts.labels import legend
from jzdocs.charts.marks import HAIRLINE, Label, Line, Mark, Plan, Rect
from jzdocs.charts.misfits import Misfit, no_values, wrong_counts
from jzdocs.charts.theme import ChartTheme
from jzdocs.charts.tints import readable_on, tint
from jzdocs.model import nodes

_INSTEAD = "bar"
_NO_DATA = "无数据"
_EMPTY = "FFFFFF"  # the fill of a tile without a value, which has an outline
_GAP = 2.0
_WIDEST, _SHAPE = 64.0, 0.8  # of a tile: points, and its height as a share of its width
_HIGHEST = 420.0  # of a map, where the texts leave room for lower tiles
_PADDING = 3.0
_SIZES = (1.0, 0.9, 0.8, 0.72)  # of the size of texts, tried one after the other
_LINE = 1.22  # of a size
_MOST_LINES = 3  # of a name
_PALEST = 0.08  # how much of its colour the palest class has, beyond the palest tint


class _Tile(Struct, frozen=True):
    """A tile: its place in the grid, the lines of its name, its value as printed, and its fill."""

    column: int
    row: int
    name: str
    value: str
    fill: str


class _Shape(Struct, frozen=True):
    """The size of tiles and of their texts."""

    width: float
    height: float
    size: float


def misfits(chart: nodes.Chart, theme: ChartTheme) -> Iterator[Misfit]:
    """Yield counties with several values, and tiles that are too narrow for their names."""
    yield from wrong_counts(chart, 1, 1, "heat")
    yield from no_values(chart)
    if chart.grid and _shape(chart, theme, _tiles(chart, theme)[0]) is None:
        count = max(map(len, chart.grid))
        yield Misfit("C060.tiles", {"count": count, "instead": _INSTEAD})


def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    """Return the plan: the legend of the classes, below it the grid, in the middle of the width."""
    tiles, (names, fills) = _tiles(chart, theme)
    shape = _shape(chart, theme, tiles)
    if not tiles or shape is None:
        return Plan(theme.width, theme.leading, ())
    marks, top = legend(theme, names, fills) if names else ([], 0.0)
    marks += [_outline(theme, mark) for mark in marks if isinstance(mark, Rect) and mark.fill == _EMPTY]
    top += _GAP
    left = (theme.width - max(map(len, chart.grid)) * shape.width) / 2
    for tile in tiles:
        x, y = left + tile.column * shape.width, top + tile.row * shape.height
        box = Rect(x + _GAP / 2, y + _GAP / 2, shape.width - _GAP, shape.height - _GAP, tile.fill)
        marks += [box, _outline(theme, box)] if tile.fill == _EMPTY else [box]
        marks += _texts(theme, tile, shape, (x + shape.width / 2, y + shape.height / 2))
    return Plan(theme.width, top + len(chart.grid) * shape.height, tuple(marks))


def _tiles(chart: nodes.Chart, theme: ChartTheme) -> tuple[list[_Tile], tuple[list[str], list[str]]]:
    """Return the tiles, and the names and fills of the legend."""
    rows = {row.name: row for row in chart.panels[0].rows}
    numbers = [row.values[0].number for row in rows.values() if row.values and row.values[0].number is not None]
    limits = chart.classes or class_limits(numbers)
    fills = _fills(theme, limits, all_below=bool(numbers) and max(numbers) < 0)
    tiles = []
    for index, line in enumerate(chart.grid):
        for column, name in enumerate(line):
            if name:
                value = rows[name].values[0] if name in rows and rows[name].values else nodes.Value("—")
                fill = _EMPTY if value.number is None else fills[class_of(value.number, limits)]
                tiles.append(_Tile(column, index, name, value.printed or value.raw or "—", fill))
    names, shown = class_names(limits), list(fills) if limits else []
    if any(tile.fill == _EMPTY for tile in tiles):
        names, shown = [*names, _NO_DATA], [*shown, _EMPTY]
    return tiles, (names, shown)


def _fills(theme: ChartTheme, limits: Sequence[Decimal], *, all_below: bool) -> list[str]:
    """Return a fill for each class: the higher the darker; below 0 the lower the darker, in the second colour."""
    below = len(limits) + 1 if all_below else sum(limit <= 0 for limit in limits)
    above = len(limits) + 1 - below
    second = theme.style.palette[1] if len(theme.style.palette) > 1 else theme.dark
    return [
        *(tint(second, _share(below - 1 - index, below)) for index in range(below)),
        *(tint(theme.accent, _share(index, above)) for index in range(above)),
    ]


def _share(index: int, count: int) -> float:
    """Return how much of its colour a class has, from the palest (0) on; a single one has half of it."""
    return _PALEST + (1 - _PALEST) * (index / (count - 1) if count > 1 else 0.5)


def _shape(chart: nodes.Chart, theme: ChartTheme, tiles: Sequence[_Tile]) -> _Shape | None:
    """Return the size of tiles and texts; None where names and values fit in no size that can be read."""
    width = min(_WIDEST, theme.width / max([1, *map(len, chart.grid)]))
    room = width - _GAP - 2 * _PADDING
    for share in _SIZES if tiles else ():
        size = theme.size * share
        lines = [_lines(theme, tile.name, size, room) for tile in tiles]
        texts = [text for name in lines for text in name]
        widest = max(
            *(theme.measure(text, size) for text in texts),
            *(theme.measure(tile.value, size, bold=True) for tile in tiles),
        )
        most = max(map(len, lines), default=1)
        if widest <= room and most <= _MOST_LINES:
            height = min(width * _SHAPE, _HIGHEST / len(chart.grid))
            height = max(height, (most + 1) * size * _LINE + 2 * _PADDING + _GAP)
            return _Shape(width, height, size)
    return None


def _lines(theme: ChartTheme, name: str, size: float, room: float) -> list[str]:
    """Return the lines of a name in a tile with so much room."""
    return theme.wrap(name, room * theme.size / size)


def _outline(theme: ChartTheme, box: Rect) -> Mark:
    """Return a thin line around a box without a fill, just inside it."""
    left, top = box.x + HAIRLINE, box.y + HAIRLINE
    right, bottom = box.x + box.width - HAIRLINE, box.y + box.height - HAIRLINE
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return Line(corners, theme.light, 2 * HAIRLINE)


def _texts(theme: ChartTheme, tile: _Tile, shape: _Shape, middle: tuple[float, float]) -> list[Mark]:
    """Return the name and below it the value, centred in the tile."""
    x, y = middle
    names = _lines(theme, tile.name, shape.size, shape.width - _GAP - 2 * _PADDING)
    pitch, color = shape.size * _LINE, readable_on(tile.fill)
    first = y - pitch * len(names) / 2 + shape.size * 0.36
    marks: list[Mark] = [
        Label(x, first + index * pitch, text, shape.size, color, "middle") for index, text in enumerate(names)
    ]
    return [*marks, Label(x, first + len(names) * pitch, tile.value, shape.size, color, "middle", bold=True)]
