"""Totals of tables: a total is the sum of its rows, where these are all of its parts and only they.

Which rows are addends, tables often do not mark. So a total is wrong only where no way of reading the rows gives it
(without those marked as parts of others, of subtotals only, since the last total…) and where it can be seen that the
rows are addends at all: another column adds up so, or nothing shows that rows are parts of rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.grid import EMPTY, NO_SUM, CellFinding, CellNumber, Computed, Grid, Numbers, bare_label
from jzdocs.checks.names import are_apart
from jzdocs.facts.rounding import plain
from jzdocs.patterns import compiled

_TOTAL = compiled(r"^[\u4e00-\u9fff]{0,8}(?:合计|总计|共计|总和|合计数)(?:[（(][^）)]*[）)])?$")
_ONLY_TOTAL = compiled(r"^(?:合计|总计|共计|总和)")
_SUBTOTAL = compiled(r"小计$")
_PART_OF_ROW_ABOVE = compiled(r"^(?:其中|#|＃|—|－|-|\*|含|内含|[\u00a0\u2002\u2003\u3000 ]{2,}|\u3000)")
_NUMBERED = compiled(r"^[一二三四五六七八九十]+[、.．]")
_SECOND_NUMBER = compiled(r"^[（(][一二三四五六七八九十\d]+[）)]|^\d+[、.．]|^[①-⑳]")
_MORE = compiled("主要|重点|部分")
_ROUNDED_UNITS = compiled("[万亿千]")
_PER_CENT_AND_MILLE = frozenset("%‰")
_SHOWN = 6  # addends of a sum
_MOST_STATES = 5000  # ways of reading rows as parts of rows that are tried
_DEEPEST = 3  # levels of parts in parts
_HUNDRED = Decimal(100)
_FEWEST_COLUMNS = 2  # that add up, for a sum in the first row that is more than its rows


class _Total(Struct, frozen=True):
    """A row that holds totals, and the sets of rows that it may be the total of, the likeliest first; whether it stands
    before them."""

    row: int
    addends: Sequence[Sequence[int]]
    leads: bool = False


def is_total(label: str) -> bool:
    """Whether a label is that of a total."""
    return bool(_TOTAL.match(bare_label(label)))


def totals_in(grid: Grid) -> Iterator[CellFinding]:
    """Yield the totals and parts of a table that its rows contradict."""
    numbers = grid.numbers()
    for total in _totals(grid):
        yield from _check_total(grid, numbers, total)
    yield from _check_marked_parts(grid, numbers)


# --- which rows are added


def _totals(grid: Grid) -> Iterator[_Total]:
    labels = [bare_label(label) for label in grid.labels]
    totals = [index for index, label in enumerate(labels) if _TOTAL.match(label)]
    subtotals = [index for index, label in enumerate(labels) if _SUBTOTAL.search(label)]
    last = len(labels) - 1
    if totals and not totals[0] and totals[-1] != last:  # each before its rows
        for row, end in zip(totals, [*totals[1:], last + 1], strict=True):
            yield _Total(row, list(_readings(grid, range(row + 1, end), [])), leads=True)
        return
    for place, row in enumerate(totals):
        if totals[0] and (place or row == last or not _ONLY_TOTAL.match(labels[row])):
            yield _total_behind(grid, totals, place)
    if subtotals and subtotals[0]:
        for begin, row in zip([0, *(i + 1 for i in subtotals)], subtotals, strict=False):
            yield _Total(row, list(_readings(grid, [i for i in range(begin, row) if i not in totals], [])))


def _total_behind(grid: Grid, totals: Sequence[int], place: int) -> _Total:
    """Return a total behind its rows: those since the last total (收入合计, what is added to it, 收入总计)."""
    row, begin = totals[place], totals[place - 1] + 1 if place else 0
    readings = list(_readings(grid, range(begin, row), []))
    if place:
        readings += _readings(grid, range(begin, row), totals[place - 1 : place])
        readings += _readings(grid, [i for i in range(row) if i not in totals], [])
        readings.append(list(totals[:place]))
    return _Total(row, readings)


def _readings(grid: Grid, rows: Sequence[int], more: Sequence[int]) -> Iterator[list[int]]:
    """Yield the sets of rows that a total of `rows` and `more` may be of."""
    labels = grid.raw_labels
    subtotals = [i for i in rows if _SUBTOTAL.search(bare_label(labels[i]))]
    numbered = [i for i in rows if _NUMBERED.match(labels[i].strip())]
    flush = [i for i in rows if not _PART_OF_ROW_ABOVE.match(labels[i]) and i not in subtotals]
    upper = [i for i in flush if not _SECOND_NUMBER.match(labels[i].strip())]
    everything = [i for i in rows if i not in subtotals]
    structured = [upper] if numbered or len(upper) == 1 else []
    for selected in ([numbered] if numbered else []) + structured + [flush, everything, upper, subtotals]:
        if len(selected) + len(more) >= 2:
            yield [*more, *selected]
    before_parts: list[int] = []  # 其中 and all behind it, up to a number, is left out
    inside = False
    for i in rows:
        label = labels[i].strip()
        inside = (inside or bool(_PART_OF_ROW_ABOVE.match(labels[i]))) and not _NUMBERED.match(label)
        if not inside and i not in subtotals:
            before_parts.append(i)
    if len(before_parts) + len(more) >= 2:
        yield [*more, *before_parts]


# --- judging


def _check_total(grid: Grid, numbers: Sequence[Numbers], total: _Total) -> Iterator[CellFinding]:
    """Check the columns of a row of totals: those that add up in no way, where others do or nothing explains it."""
    wrong: list[tuple[int, list[Computed]]] = []
    right: dict[int, int] = {}  # how many columns each way of reading gives
    for column in range(1, len(grid.heads)):
        stated = numbers[total.row][column] if column < len(numbers[total.row]) else None
        if stated is None or not _adds_up(grid, column, stated):
            continue
        sums = [_sum_of(grid, numbers, column, rows) for rows in total.addends]
        found = [index for index, computed in enumerate(sums) if computed and _meets(stated, computed)]
        for index in found:
            right[index] = right.get(index, 0) + 1
        if not found and any(sums):
            wrong.append((column, [computed for computed in sums if computed]))
    best = max(right, key=lambda index: right[index], default=0)
    for column, possible in wrong:
        stated = numbers[total.row][column]
        if stated is None:
            continue
        computed = _sum_of(grid, numbers, column, total.addends[best]) or possible[0]
        if _is_certain(grid, numbers, total, (column, stated, computed), (len(wrong), max(right.values(), default=0))):
            yield CellFinding(total.row, column, "table", plain((computed.low + computed.high) / 2), computed.how)


def _adds_up(grid: Grid, column: int, stated: CellNumber) -> bool:
    """Whether the numbers of a column can be added: no rates, prices or the like."""
    return not ({stated.unit, grid.unit} & _PER_CENT_AND_MILLE or NO_SUM.search(grid.heads[column]))


def _sum_of(grid: Grid, numbers: Sequence[Numbers], column: int, rows: Sequence[int]) -> Computed | None:
    """Return the sum of a column's numbers in some rows; None where a cell holds something else than a number or
    nothing. Numbers in ones are exact, unless the column is in larger units (万)."""
    addends: list[CellNumber] = []
    for row in rows:
        if column >= len(numbers[row]):
            return None
        number = numbers[row][column]
        if number is not None:
            addends.append(number)
        elif grid.rows[row][column].strip() not in EMPTY:
            return None
    if len({grid.unit_of_row(row) for row in rows}) > 1:
        return None
    if len(addends) < 2 or any(number.unit in _PER_CENT_AND_MILLE for number in addends):
        return None
    rounds = bool(_ROUNDED_UNITS.search(grid.unit + grid.heads[column] + addends[0].unit))
    exact = not rounds and all(number.half == Decimal("0.5") for number in addends)
    halves = [number.half for number in addends]
    slack = Decimal(0) if exact else sum(halves, max(halves))
    value = sum((number.value for number in addends), Decimal(0))
    how = " + ".join(plain(number.value) for number in addends[:_SHOWN])
    return Computed(value - slack, value + slack, how + (" + …" if len(addends) > _SHOWN else ""))


def _meets(stated: CellNumber, computed: Computed) -> bool:
    return computed.low <= stated.value <= computed.high


def _is_certain(
    grid: Grid,
    numbers: Sequence[Numbers],
    total: _Total,
    cell: tuple[int, CellNumber, Computed],
    columns: tuple[int, int],
) -> bool:
    """Whether nothing explains a total that its rows do not give. `columns` counts those of the row that are not given
    and those that are."""
    column, stated, computed = cell
    failing, adding = columns
    labels = [label.strip() for label in grid.labels]
    marked = any(_PART_OF_ROW_ABOVE.match(label) for label in grid.raw_labels)
    if total.leads and stated.value > computed.high:  # only the most important rows may be there
        partial = any(map(_MORE.search, (grid.heads[0], *labels)))
        return adding >= _FEWEST_COLUMNS or not (marked or adding or failing > 1 or partial)
    if adding:
        return True
    if failing > 1:
        return False
    rows = total.addends[0]
    if stated.value < computed.low and not are_apart([labels[i] for i in rows]):
        return not _may_hold_parts(stated, computed, [numbers[i][column] for i in rows if column < len(numbers[i])])
    return True


def _may_hold_parts(stated: CellNumber, computed: Computed, column: Numbers) -> bool:
    """Whether some rows may be parts of rows above them, so that the others give the total."""
    slack = (computed.high - computed.low) / 2
    values = [number.value for number in column if number is not None]
    if not values:
        return True
    # the sum, and what is left of the last row and of those that it is a part of
    states: set[tuple[Decimal, tuple[Decimal, ...]]] = {(values[0], (values[0],))}
    for value in values[1:]:
        following: set[tuple[Decimal, tuple[Decimal, ...]]] = {(top + value, (value,)) for top, _ in states}
        for top, left in states:
            for depth, rest in enumerate(left[:_DEEPEST]):
                if 0 <= value <= rest:
                    following.add((top, (*left[:depth], rest - value, value)))
        if len(following) > _MOST_STATES:
            return True
        states = following
    return any(abs(top - stated.value) <= slack for top, _ in states)


# --- parts that are marked


_MOST_PARENTS = 60  # rows that a part may belong to: of more, nobody could say which


def _check_marked_parts(grid: Grid, numbers: Sequence[Numbers]) -> Iterator[CellFinding]:
    """Check that a row marked 其中 holds no more than any row above that it may be a part of: a row behind another 其中
    may itself be a part."""
    parents: list[int] = []
    for row, label in enumerate(grid.labels):
        if label.startswith("其中"):
            if not parents:  # of something above the table
                return
            for column in range(1, len(grid.heads)):
                yield from _check_marked_part(grid, numbers, column, row, parents)
        elif (row and grid.labels[row - 1].startswith("其中")) or (len(parents) > 1):
            parents.append(row)
        elif not _PART_OF_ROW_ABOVE.match(grid.raw_labels[row]):
            parents = [row]


def _check_marked_part(
    grid: Grid, numbers: Sequence[Numbers], column: int, row: int, parents: Sequence[int]
) -> Iterator[CellFinding]:
    part = numbers[row][column] if column < len(numbers[row]) else None
    if (
        part is None
        or not 0 < len(parents) <= _MOST_PARENTS
        or not _adds_up(grid, column, part)
        or NO_SUM.search(grid.labels[row])
    ):
        return
    units = {grid.unit_of_row(place) for place in (row, *parents)}
    if len(units) > 1 or (units == {""} and not part.unit and not grid.has_one_unit(column)):
        return
    wholes = [numbers[parent][column] if column < len(numbers[parent]) else None for parent in parents]
    if any(map(_is_structure, (numbers[parent] for parent in parents))) or NO_SUM.search(grid.labels[parents[0]]):
        return
    if all(whole and whole.unit == part.unit and whole.value > 0 and whole.high < part.low for whole in wholes):
        limit = max(whole.value for whole in wholes if whole)
        yield CellFinding(row, column, "part", f"≤ {plain(limit)}", f"{plain(part.value)} > {plain(limit)}")


def _is_structure(row: Numbers) -> bool:
    """Whether the numbers of a row are the shares of a whole."""
    values = [number.value for number in row if number is not None]
    return len(values) > 1 and abs(sum(values, Decimal(0)) - _HUNDRED) <= 1
