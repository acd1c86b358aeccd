"""Columns bound to one another by a relation that no head names: 期初 + 入院 − 出院 = 期末, 播种 × 单产 = 总产.

The numbers themselves are the evidence: a relation that holds in all rows but one, and which the digits of these rows
can hardly meet by chance, is broken in that row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from msgspec import Struct

from jzdocs.checks.grid import NO_SUM, CellFinding, CellNumber, Grid, Numbers
from jzdocs.checks.near_misses import is_misprint
from jzdocs.checks.slips import is_slip
from jzdocs.facts.rounding import decimal_places, plain, rounded
from jzdocs.patterns import compiled

_BRACKET = compiled(r"[（(]([^（）()]*)[）)]")
_RANK = compiled("排名|名次|位次|序号|年份|编号|电话|^年$|代码")
_WHOLE = compiled("总|合计|全|期末|年末|月末|结余|结存|余|净|场|现有|实有|剩|差|空|缺|库存|存|产|金额|[末终]")
_ROUNDED = compiled("[万亿千百%％]")
_MOST_COLUMNS = 8
_MOST_ROWS = 40
_WHOLE_HALF = Decimal("0.5")
_LONGEST_SUM = 6  # columns
# powers of ten that the rows which hold must be worth, beyond the number of relations that are tried
_LEAST_SURPRISE = 2.8
_LEAST_NAMED = 1.9  # of those that bind all columns and whose head says that it is what is left, or all
_FACTORS = tuple(Decimal(10) ** exponent for exponent in (0, -1, -2, -3, -4, -6, -8, 1, 2, 3, 4))


class _Broken(Struct, frozen=True):
    """A row that breaks a relation: the column that it makes wrong, what should be there, how, and how many powers of
    ten the rows that hold are worth."""

    row: int
    column: int
    right: Decimal
    how: str
    surprise: float


def relations_in(grid: Grid) -> Iterator[CellFinding]:
    """Yield the cells that break a relation of columns which holds in all other rows."""
    if any(NO_SUM.search(label) or label.endswith("平均") for label in grid.labels):
        return  # its cells in a row are of another kind than those above
    rows = grid.numbers()
    if not 3 <= len(rows) <= _MOST_ROWS or any(len(row) != len(grid.heads) for row in rows):
        return
    columns = [
        column
        for column in range(1, len(grid.heads))
        if grid.heads[column] and all(row[column] for row in rows) and not _RANK.search(grid.heads[column])
    ]
    if not 3 <= len(columns) <= _MOST_COLUMNS:
        return
    found = [*_sums(grid, rows, columns), *_products(grid, rows, columns)]
    if found:
        broken = max(found, key=lambda candidate: candidate.surprise)
        yield CellFinding(broken.row, broken.column, "column", plain(broken.right), broken.how, certain=False)


# --- sums and balances


def _sums(grid: Grid, rows: Sequence[Numbers], columns: Sequence[int]) -> Iterator[_Broken]:
    """Yield the row that breaks a sum or a balance of three to six columns in one unit."""
    amounts = [column for column in columns if not NO_SUM.search(grid.heads[column])]
    for unit in dict.fromkeys(_unit(grid, rows, column) for column in amounts):
        same = [column for column in amounts if _unit(grid, rows, column) == unit]
        counted = not _ROUNDED.search(unit + grid.unit) and all(
            number.half == _WHOLE_HALF for row in rows for column in same if (number := row[column])
        )
        relations = list(_relations(same))
        least = _LEAST_SURPRISE + math.log10(max(1, len(relations)))
        for relation in relations:
            named = len(relation[1]) + 1 == len(same) and bool(_WHOLE.search(grid.heads[relation[0]]))
            yield from _broken_sum(rows, relation, (_LEAST_NAMED if named else least), named, counted)


_Sum = tuple[int, Sequence[int], Sequence[int]]  # a column, the columns that give it, and their signs


def _relations(columns: Sequence[int]) -> Iterator[_Sum]:
    """Yield the sums and balances that the last of some columns may be of those before it, and the sums that the first
    may be."""
    for size in range(3, min(len(columns), _LONGEST_SUM) + 1):
        for chosen in combinations(columns, size):
            yield chosen[0], chosen[1:], (1,) * (size - 1)
            for signs in product((1, -1), repeat=size - 2):
                yield chosen[-1], chosen[:-1], (1, *signs)


def _unit(grid: Grid, rows: Sequence[Numbers], column: int) -> str:
    match = _BRACKET.search(grid.heads[column])
    number = rows[0][column]
    return match[1] if match else number.unit if number else ""


def _broken_sum(rows: Sequence[Numbers], relation: _Sum, least: float, named: bool, counted: bool) -> Iterator[_Broken]:
    """Yield the only row in which a column is not the sum of others with their signs, if the other rows are worth
    `least`. `named` says that its head tells that it is one, `counted` that its numbers are not rounded."""
    result, addends, signs = relation
    surprise, wrong = 0.0, []
    for row, numbers in enumerate(rows):
        stated = numbers[result]
        parts = [numbers[column] for column in addends]
        if stated is None or None in parts:
            return
        right = sum((sign * part.value for sign, part in zip(signs, parts, strict=True) if part), Decimal(0))
        if right == stated.value:
            surprise += _worth(stated, [part for part in parts if part])
        elif abs(right - stated.value) > (0 if counted else _rounding([part for part in parts if part])):
            wrong.append((row, right, stated))
            if len(wrong) > 1:
                return
    if not wrong or surprise < least:
        return
    row, right, stated = wrong[0]
    if _is_misprint(stated, right) or (named and is_slip(abs(stated.value), abs(right))):
        how = "".join(
            f"{' + ' if sign > 0 else ' − '}{plain(number.value)}"
            for sign, column in zip(signs, addends, strict=True)
            if (number := rows[row][column])
        )
        yield _Broken(row, result, right, how.removeprefix(" + "), surprise)


def _rounding(parts: Sequence[CellNumber]) -> Decimal:
    """Return by how much a sum may differ because its parts and itself are rounded."""
    return sum((part.half for part in parts), parts[0].half)


def _worth(stated: CellNumber, parts: Sequence[CellNumber]) -> float:
    """Return how many powers of ten it is worth that a sum holds: none where a part is nothing or all."""
    if any(not part.value for part in parts):
        return 0.0
    largest = max(abs(number.value) / (2 * number.half) for number in (stated, *parts))
    return math.log10(max(1.0, float(largest)))


def _is_misprint(stated: CellNumber, right: Decimal) -> bool:
    value = rounded(right, decimal_places(stated.value))
    digits = max(len(str(abs(number)).replace(".", "").lstrip("0")) for number in (stated.value, value))
    return digits >= 2 and is_misprint(str(abs(stated.value)), str(abs(value)))


# --- products


def _products(grid: Grid, rows: Sequence[Numbers], columns: Sequence[int]) -> Iterator[_Broken]:
    """Yield the row that breaks a product of two columns, in the unit of a third one."""
    pairs = list(combinations(columns, 2))
    least = _LEAST_SURPRISE + math.log10(len(pairs) * (len(columns) - 2) * len(_FACTORS))
    for first, second in pairs:
        for result in columns:
            if result not in (first, second):
                for factor in _FACTORS:
                    yield from _broken_product(rows, (first, second, result), factor, least)


def _broken_product(
    rows: Sequence[Numbers], columns: tuple[int, int, int], factor: Decimal, least: float
) -> Iterator[_Broken]:
    """Yield the only row in which a column is not the product of two others, if the other rows are worth `least`."""
    surprise, wrong = 0.0, []
    for row, numbers in enumerate(rows):
        first, second, stated = (numbers[column] for column in columns)
        if first is None or second is None or stated is None or min(first.value, second.value, stated.value) <= 0:
            return
        right = first.value * second.value * factor
        margin = stated.half + _margin(first, second) * factor
        if abs(right - stated.value) > margin:
            wrong.append((row, right, stated, f"{plain(first.value)} × {plain(second.value)}"))
        elif min(first.value, second.value) != 1:
            surprise += math.log10(max(1.0, float(stated.value / (2 * margin))))
        if len(wrong) > 1:
            return
    if wrong and surprise >= least:
        row, right, stated, how = wrong[0]
        if is_slip(stated.value, right) or _is_misprint(stated, right):
            value = rounded(right, decimal_places(stated.value))
            yield _Broken(row, columns[2], value, how, surprise)


def _margin(first: CellNumber, second: CellNumber) -> Decimal:
    """Return by how much a product may differ because its factors are rounded; whole numbers are not."""
    high = [number.value if number.half == _WHOLE_HALF else number.high for number in (first, second)]
    return high[0] * high[1] - first.value * second.value
