"""What the cells of a table give when they are computed with: sums, differences, rates and ratios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations

from msgspec import Struct

from jzdocs.checks.grid import NO_SUM
from jzdocs.facts.rounding import PERCENT, plain
from jzdocs.resolve.table_axes import Axes, Cell, is_in_order

_SHOWN = 4


class Value(Struct, frozen=True):
    """A value that cells give: its least, middle and greatest amount, its unit, how it is computed, from which cells,
    and what usual mistakes make of it."""

    low: Decimal
    amount: Decimal
    high: Decimal
    unit: str
    how: str
    cells: Sequence[Cell]
    mistakes: Sequence[Decimal] = ()


def series_of(axes: Axes) -> Iterator[list[Cell]]:
    """Yield the cells that are of one thing at several times, the earliest first: a row whose columns are times, or a
    column whose rows are."""
    for row in range(len(axes.rows)):
        cells = axes.row_of(row)
        for name in dict.fromkeys(axes.columns[cell.column].name for cell in cells):
            named = [cell for cell in cells if axes.columns[cell.column].name == name]
            yield from _ordered(axes, named, rows=False)
    for index in range(axes.first, len(axes.columns)):
        cells = axes.column_of(index)
        for name in dict.fromkeys(axes.rows[cell.row].name for cell in cells):
            yield from _ordered(axes, [cell for cell in cells if axes.rows[cell.row].name == name], rows=True)


def _ordered(axes: Axes, cells: list[Cell], *, rows: bool) -> Iterator[list[Cell]]:
    if len(cells) < 2 or len({cell.unit for cell in cells}) > 1:
        return
    items = [axes.rows[cell.row] if rows else axes.columns[cell.column] for cell in cells]
    order = is_in_order(items)
    if order is not None:
        yield cells if order else cells[::-1]


def changes(first: Cell, last: Cell, unit: str) -> Iterator[Value]:
    """Yield what the change from one cell to another is in a unit: less than nothing where it falls."""
    difference = last.amount - first.amount
    how = f"{last.text} − {first.text}"
    points = unit in ("个百分点", "百分点")
    if first.unit == unit or not first.unit or (first.unit in PERCENT and points):
        if unit not in PERCENT or first.unit in PERCENT:
            yield Value(last.low - first.high, difference, last.high - first.low, unit, how, (first, last))
    if unit in PERCENT and first.low > 0 and last.low > 0 and first.unit not in PERCENT:
        ends = ((last.low / first.high - 1) * 100, difference / first.amount * 100, (last.high / first.low - 1) * 100)
        yield Value(
            ends[0], ends[1], ends[2], unit, f"({how}) ÷ {first.text}", (first, last), (difference / last.amount * 100,)
        )


def sum_of(cells: Sequence[Cell]) -> Value:
    """Return the sum of cells in one unit."""
    low, amount, high = (
        sum((getattr(cell, bound) for cell in cells), Decimal(0)) for bound in ("low", "amount", "high")
    )
    how = " + ".join(cell.text for cell in cells[:_SHOWN]) + (" + …" if len(cells) > _SHOWN else "")
    return Value(low, amount, high, cells[0].unit, how, cells)


def ratios(axes: Axes, row: int) -> Iterator[tuple[tuple[int, int], Value]]:
    """Yield what each cell of a row is of each other, in percent, with the two columns."""
    cells = [cell for cell in axes.row_of(row) if not NO_SUM.search(axes.columns[cell.column].name)]
    for part, whole in permutations(cells, 2):
        if whole.low > 0 and part.low >= 0 and part.unit not in PERCENT and part.amount <= whole.amount:
            yield (part.column, whole.column), ratio(part, whole)


def ratio(part: Cell, whole: Cell) -> Value:
    """Return what a cell is of another, in percent."""
    ends = (part.low / whole.high * 100, part.amount / whole.amount * 100, part.high / whole.low * 100)
    return Value(ends[0], ends[1], ends[2], "%", f"{part.text} ÷ {whole.text}", (part, whole))


def everything(axes: Axes, unit: str) -> Iterator[Value]:
    """Yield whatever the table gives in a unit: cells, sums, differences and rates of rows and columns, shares."""
    for cell in axes.cells:
        if cell.unit in (unit, ""):
            yield Value(cell.low, cell.amount, cell.high, unit, cell.text, (cell,))
    lines = [axes.column_of(index) for index in range(axes.first, len(axes.columns))]
    lines += [axes.row_of(row) for row in range(len(axes.rows))]
    for line in lines:
        for base in dict.fromkeys(cell.unit for cell in line):
            yield from _of_line([cell for cell in line if cell.unit == base], unit)
    if unit in PERCENT:
        for row in range(len(axes.rows)):
            for _, value in ratios(axes, row):
                yield value
                yield Value(100 - value.high, 100 - value.amount, 100 - value.low, unit, value.how, value.cells)


def _of_line(line: Sequence[Cell], unit: str) -> Iterator[Value]:
    """Yield what the cells of a row or a column in one unit give with each other."""
    for first, last in permutations(line, 2):
        yield from changes(first, last, unit)
        if unit in PERCENT and last.low > 0 and first.unit not in PERCENT:
            yield ratio(first, last)
    if len(line) < 2:
        return
    if line[0].unit in (unit, ""):
        for size in {2, len(line) - 1, len(line)} if len(line) > 1 else ():
            if size >= 2 and (size == len(line) or len(line) <= _FEW):
                yield from (sum_of(cells) for cells in combinations(line, size))
        whole = sum_of(line)
        count = len(line)
        yield Value(
            whole.low / count, whole.amount / count, whole.high / count, unit, f"{plain(whole.amount)} ÷ {count}", line
        )
    whole = sum_of(line)
    if unit in PERCENT and whole.low > 0 and line[0].unit not in PERCENT:
        for cell in line:
            yield Value(
                cell.low / whole.high * 100,
                cell.amount / whole.amount * 100,
                cell.high / whole.low * 100,
                unit,
                cell.text,
                line,
            )


_FEW = 12
