"""The rows and columns of a table as a sentence names them: what each is of, when, and in which unit its cells are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.grid import EMPTY, NO_SUM, Grid, number_in
from jzdocs.checks.table_totals import is_total
from jzdocs.facts.cells import column
from jzdocs.facts.quantities import fold, quantities
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.patterns import compiled
from jzdocs.resolve.grids import grid_of

_TIME = compiled(
    r"(?:19|20)\d\d年?(?:[末底度])?|(?<!\d)(?:1[0-2]|[1-9])月份?|第?[一二三四]季度|[上本去今前昨]年|[上本]月|[昨今前]日|期[初末]|年[初末]"
)
_YEAR = compiled(r"(?:19|20)\d\d")
_UNIT_IN_TITLE = compiled(
    r"[（(](?:单位[:：])?([^（）()\d]{1,8})[）)]\s*(?:[:：。]|\{#[^}]*\})*$|单位[:：]\s*([^（）()\d\s]{1,8})"
)
_EARLIER = compiled("[上去前昨]|期初|年初")
_TOTAL_LABEL = compiled(r"^全[部体市县区镇乡村省厂校院]|^总|总[计数额量]$|小计$|平均|均值")
_PRICE_IN_ALL = compiled("造价|总价|合价")
_MOST_ROWS = 60
_HALF_ONE = Decimal("0.5")
_NUMBERING = compiled(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|其中[:：]?|\s)+")


class Item(Struct, frozen=True):
    """A row or a column: what it is of, and the time that it is of (2024, 8月, 上年), "" where it says none; whether
    it sums up or averages others."""

    name: str
    time: str
    whole: bool = False


class Cell(Struct, frozen=True):
    """The number of a table's cell: its place, its unit without the multiplier, its amount, and the bounds of what it
    may stand for."""

    row: int
    column: int
    unit: str
    amount: Decimal
    low: Decimal
    high: Decimal
    text: str


class Axes(Struct, frozen=True):
    """A table's rows and columns and its numbers; `first` is the first column that holds numbers, `title` its title."""

    rows: Sequence[Item]
    columns: Sequence[Item]
    cells: Sequence[Cell]
    first: int
    title: str
    whole_columns: frozenset[int]

    def column_of(self, index: int) -> list[Cell]:
        """Return the cells of a column."""
        return [cell for cell in self.cells if cell.column == index]

    def row_of(self, index: int) -> list[Cell]:
        """Return the cells of a row."""
        return [cell for cell in self.cells if cell.row == index]

    def can_be_added(self, index: int) -> bool:
        """Whether all cells of a column are numbers in one unit that has a sum, and no row sums up others."""
        cells = self.column_of(index)
        return (
            index in self.whole_columns
            and len({cell.unit for cell in cells}) == 1
            and cells[0].unit != "%"
            and not any(item.whole for item in self.rows)
            and not NO_SUM.search(_PRICE_IN_ALL.sub("", self.columns[index].name))
        )


def axes_of(table: nodes.Table, caption: str = "") -> Axes | None:
    """Return the axes of a table; None where it is no plain grid of numbers. `caption` is the line before it, which may
    stand for its title."""
    grid, _ = grid_of(table)
    if len(grid.rows) > _MOST_ROWS or any(len(row) != len(grid.heads) for row in grid.rows):
        return None
    first = _first_column(grid)
    if not all(head.strip() for head in grid.heads[first:]):
        return None
    title = fold(plain(table.title) or caption)
    of_title = (match[1] or match[2]) if (match := _UNIT_IN_TITLE.search(title)) else ""
    unit = table.unit or ("" if re.search("[^（()）]+[（(]", "".join(grid.heads[first:])) else of_title)
    units = [column(fold(head), unit) for head in grid.heads]
    rows = [_item(_NUMBERING.sub("", fold(row[first - 1])) if first else "") for row in grid.rows]
    cells = []
    for row, texts in enumerate(grid.rows):
        for index in range(first, len(texts)):
            cell = _cell(texts[index], (grid.unit_of_row(row), units[index].unit), (row, index))
            if cell:
                cells.append(cell)
    full = frozenset(
        index
        for index in range(first, len(grid.heads))
        if len(grid.rows) > 1 and all(number_in(row[index]) or row[index].strip() in EMPTY for row in grid.rows)
    )
    columns = [_item(unit.name if index >= first else "") for index, unit in enumerate(units)]
    return Axes(rows, columns, cells, first, title, full) if cells else None


def _first_column(grid: Grid) -> int:
    """Return the first column of numbers: behind the one of labels, if there is one."""
    if grid.heads and _TIME.fullmatch(grid.heads[0].strip()) and all(number_in(row[0]) for row in grid.rows):
        return 0
    for index in range(len(grid.heads) - 1):
        texts = [row[index] for row in grid.rows]
        if not all(map(number_in, texts)) or all(_TIME.fullmatch(fold(text.strip())) for text in texts):
            return index + 1
    return 1


def _item(text: str) -> Item:
    """Return a row or a column by its label or head."""
    text = re.sub(r"\s", "", text)
    bare = column(text, "").name
    times = _TIME.findall(bare)
    time = times[0] if len(times) == 1 else ""
    name = bare.replace(time, "", 1).strip("的份度") if time else bare
    year = _YEAR.match(time)
    return Item(name, year[0] if year else time.rstrip("份"), is_total(text) or bool(_TOTAL_LABEL.search(text)))


def _cell(text: str, units: tuple[str, str], place: tuple[int, int]) -> Cell | None:
    """Return the number of a cell; `units` are those of its row and of its column."""
    number = number_in(text)
    if number is None:
        return None
    unit = number.unit or units[0] or units[1]
    quantity = next(iter(quantities(f"1{unit}")), None) if unit else None
    if unit and (quantity is None or quantity.unit != unit):
        return None
    factor, base = (quantity.amount, quantity.base_unit) if quantity else (Decimal(1), "")
    counted = number.half == _HALF_ONE and factor == 1 and base != "%"
    low, high = (number.value, number.value) if counted else (number.low, number.high)
    return Cell(*place, base, number.value * factor, low * factor, high * factor, text.strip())


def is_in_order(items: Sequence[Item]) -> bool | None:
    """Whether the times of rows or columns follow one another as they stand; None where they do not tell."""
    times = [item.time for item in items]
    if not all(times) or len(set(times)) < len(times):
        return None
    if all(map(_YEAR.fullmatch, times)):
        years = [int(time) for time in times]
        return True if years == sorted(years) else False if years == sorted(years, reverse=True) else None
    if len(times) == 2:
        early = [bool(_EARLIER.search(time)) for time in times]
        if early[0] != early[1]:
            return early[0]
    months = [int(time.rstrip("月")) for time in times if re.fullmatch(r"\d+月", time)]
    if len(months) == len(times):
        return True if months == sorted(months) else None
    quarters = ["一二三四".index(time[-3]) for time in times if time.endswith("季度")]
    return True if len(quarters) == len(times) and quarters == sorted(quarters) else None
