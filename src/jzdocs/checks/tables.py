"""Tables: totals that do not add up, and columns of shares, differences and rates that the other columns contradict.

A column is judged only where its other rows show how it was computed: a rule that holds for most cells of the column
is a finding for those it does not hold for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Literal

from msgspec import Struct

from jzdocs.facts.quantities import fold
from jzdocs.facts.rounding import decimal_places, plain, rounded

_TOTAL = re.compile(r"^(?:合计|总计|共计|总和)$")
_SUBTOTAL = re.compile(r"^小\s*计$")
_PART_OF_ROW_ABOVE = re.compile(r"^(?:其中|#|—|\s{2,})")
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+、")
_NO_SUM = re.compile(
    "率|占比|比重|比例|构成|%|％|‰|均|价|增速|增幅|增长|同比|环比|排名|名次|位次|序号|年份|指数|浓度|密度|标准|编号"
)
_SHARE = re.compile("占比|比重|构成|所占比例|份额")
_RATE = re.compile("增长|增速|增幅|同比|变化率|升降|涨幅|降幅")
_DIFFERENCE = re.compile("增加|增减|增量|变化|提高|差额|净增|增长量|升降|提升")
_PAIRED = re.compile(r"(?:19|20)\d\d|上年|本年|去年|今年|期初|期末|年初|年末|基期|报告期|改造前|改造后")
_NUMBER = re.compile(r"(?P<number>[-−+]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|％|‰|个百分点|[\u4e00-\u9fff]{0,4})$")
_EMPTY = ("", "—", "-", "…", "/", "0")
_ROUNDED_UNITS = re.compile("[万亿千]")
_SHOWN = 6  # addends of a sum
_PER_CENT_AND_MILLE = frozenset("%‰")


class CellNumber(Struct, frozen=True):
    """The number of a cell: its value, half a unit of its last place, and its unit."""

    value: Decimal
    half: Decimal
    unit: str


Numbers = Sequence[CellNumber | None]  # of a row or a column; None where a cell holds none


class Grid(Struct, frozen=True):
    """A table as a grid: the heads of its columns, the texts of its body, row by row (a merged cell's text in its first
    place, else ""), and the whole table's unit."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    unit: str = ""

    @property
    def labels(self) -> list[str]:
        """Return the first cell of each row."""
        return [row[0].strip() if row else "" for row in self.rows]


class CellFinding(Struct, frozen=True):
    """A cell that cannot be true: its row and column, whether it is a total (`table`) or another cell (`column`), the
    number it should hold, and how that was computed (numbers and signs)."""

    row: int
    column: int
    problem: Literal["table", "column"]
    right: str
    how: str


class _Computed(Struct, frozen=True):
    """The least and the greatest value that a computation may give, and how."""

    low: Decimal
    high: Decimal
    how: str


def number_in(text: str) -> CellNumber | None:
    """Return the number that a cell holds, or None where it holds a text, nothing, or an approximation."""
    match = _NUMBER.fullmatch(fold(text.strip()))
    if not match:
        return None
    value = Decimal(match["number"].replace(",", "").replace("−", "-"))
    return CellNumber(value, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1), match["unit"].replace("％", "%"))


def tables_in(grid: Grid) -> Iterator[CellFinding]:
    """Yield what is wrong with a table."""
    numbers = [[number_in(text) for text in row] for row in grid.rows]
    yield from _check_totals(grid, numbers)
    yield from _check_columns(grid, numbers)


# --- totals


def _check_totals(grid: Grid, numbers: Sequence[Numbers]) -> Iterator[CellFinding]:
    """Check the only row of totals, which must be the first or the last."""
    totals = [index for index, label in enumerate(grid.labels) if _TOTAL.match(label)]
    if len(totals) != 1 or totals[0] not in (0, len(grid.rows) - 1):
        return
    total = totals[0]
    rows = [index for index in range(len(grid.rows)) if index != total]
    for column in range(1, len(grid.heads)):
        stated = numbers[total][column] if column < len(numbers[total]) else None
        if stated is None or not _adds_up(grid, column, stated, [(grid.rows[i], numbers[i]) for i in rows]):
            continue
        rounds = bool(_ROUNDED_UNITS.search(grid.unit + grid.heads[column] + stated.unit))
        sums = list(_sums([grid.labels[i] for i in rows], [numbers[i][column] for i in rows], rounds=rounds))
        if sums and not any(computed.low <= stated.value <= computed.high for computed in sums):
            middle = (sums[0].low + sums[0].high) / 2
            yield CellFinding(total, column, "table", plain(middle), sums[0].how)


def _adds_up(grid: Grid, column: int, stated: CellNumber, rows: Sequence[tuple[Sequence[str], Numbers]]) -> bool:
    """Whether the numbers of a column can be added: no rates, prices or the like, and a number in every row (texts and
    numbers of each), or none at all."""
    if {stated.unit, grid.unit} & _PER_CENT_AND_MILLE or _NO_SUM.search(grid.heads[column]):
        return False
    return all(
        column < len(numbers) and (numbers[column] is not None or texts[column].strip() in _EMPTY)
        for texts, numbers in rows
    )


def _sums(labels: Sequence[str], column: Numbers, *, rounds: bool) -> Iterator[_Computed]:
    """Yield the sums that a total may be: of all rows without those that are parts of the row above (其中), of all, of
    subtotals, of rows numbered 一、. Numbers in ones are exact, unless the column `rounds` (万)."""
    choices: list[Callable[[str], bool]] = [
        lambda label: not _SUBTOTAL.match(label) and not _PART_OF_ROW_ABOVE.match(label),
        lambda label: not _SUBTOTAL.match(label),
        lambda label: bool(_SUBTOTAL.match(label)),
        lambda label: bool(_NUMBERED.match(label)),
    ]
    for is_addend in choices:
        addends = [
            number for label, number in zip(labels, column, strict=True) if number is not None and is_addend(label)
        ]
        if len(addends) < 2:
            continue
        exact = not rounds and all(number.half == Decimal("0.5") for number in addends)
        halves = [number.half for number in addends]
        slack = Decimal(0) if exact else sum(halves, max(halves))
        value = sum((number.value for number in addends), Decimal(0))
        how = " + ".join(plain(number.value) for number in addends[:_SHOWN])
        yield _Computed(value - slack, value + slack, how + (" + …" if len(addends) > _SHOWN else ""))


# --- columns that are computed from others


class _Rule(Struct, frozen=True):
    """A way in which a column may have been computed: its result for each row (None where the row does not tell), and
    whether the heads say that it is this one."""

    results: Sequence[_Computed | None]
    certain: bool


def _check_columns(grid: Grid, rows: Sequence[Numbers]) -> Iterator[CellFinding]:
    width = len(grid.heads)
    if any(len(row) != width for row in rows) or len(rows) < 2:
        return
    numeric = [column for column in range(width) if sum(row[column] is not None for row in rows) >= 2]
    for column in numeric:
        if column:
            rules = list(_rules(grid, rows, column, [other for other in numeric if other != column]))
            if rules:
                yield from _exceptions(column, [row[column] for row in rows], rules)


def _rules(grid: Grid, rows: Sequence[Numbers], column: int, others: Sequence[int]) -> Iterator[_Rule]:
    """Yield the ways in which a column may have been computed from `others`, by what its head says."""
    head = grid.heads[column]
    in_percent = any(row[column] is not None and row[column].unit == "%" for row in rows)  # type: ignore[union-attr]
    percent = in_percent or "%" in head or "％" in head or grid.unit == "%"
    amounts = [other for other in others if not _NO_SUM.search(grid.heads[other])]
    if _SHARE.search(head):
        yield from (_shares_of_total(grid.labels, [row[other] for row in rows]) for other in amounts)
    if _RATE.search(head) and percent:
        yield from (_pairs(grid, rows, pair, rate=True) for pair in permutations(amounts, 2))
    if _DIFFERENCE.search(head) or (_RATE.search(head) and not percent):
        yield from (_pairs(grid, rows, pair, rate=False) for pair in permutations(others, 2))


def _shares_of_total(labels: Sequence[str], column: Numbers) -> _Rule:
    """Return the shares of a column's numbers in its total, or in their sum where there is no total."""
    place = next((index for index, label in enumerate(labels) if _TOTAL.match(label)), None)
    parts = [number for index, number in enumerate(column) if index != place and number is not None]
    total = column[place] if place is not None else None
    whole = total.value if total else sum((part.value for part in parts), Decimal(0))
    slack = total.half if total else sum((part.half for part in parts), Decimal(0))
    if whole - slack <= 0:
        return _Rule([None] * len(column), certain=False)
    return _Rule([_share(part, whole, slack) if part else None for part in column], certain=place is not None)


def _share(part: CellNumber, whole: Decimal, slack: Decimal) -> _Computed:
    low, high = (part.value - part.half) / (whole + slack) * 100, (part.value + part.half) / (whole - slack) * 100
    return _Computed(low, high, f"{plain(part.value)} ÷ {plain(whole)}")


def _pairs(grid: Grid, rows: Sequence[Numbers], pair: tuple[int, int], *, rate: bool) -> _Rule:
    """Return the differences (or rates of change) from the first to the last of two columns."""
    heads = [grid.heads[column] for column in pair]
    certain = all(map(_PAIRED.search, heads)) and heads[0] != heads[1]
    compute = _rate_of_change if rate else _difference
    results = []
    for row in rows:
        first, last = row[pair[0]], row[pair[1]]
        results.append(compute(first, last) if first and last else None)
    return _Rule(results, certain)


def _difference(first: CellNumber, last: CellNumber) -> _Computed:
    low, high = last.value - last.half - first.value - first.half, last.value + last.half - first.value + first.half
    return _Computed(low, high, f"{plain(last.value)} − {plain(first.value)}")


def _rate_of_change(first: CellNumber, last: CellNumber) -> _Computed | None:
    bases = (first.value - first.half, first.value + first.half)
    if bases[0] <= 0:
        return None
    difference = _difference(first, last)
    rates = [change / base * 100 for change in (difference.low, difference.high) for base in bases]
    return _Computed(min(rates), max(rates), f"({difference.how}) ÷ {plain(first.value)}")


def _exceptions(column: int, stated: Numbers, rules: Sequence[_Rule]) -> Iterator[CellFinding]:
    """Yield the cells that break the rule which most of the column follows."""
    verdicts = [
        [_follows(number, result) for number, result in zip(stated, rule.results, strict=True)] for rule in rules
    ]
    best = max(range(len(rules)), key=lambda index: verdicts[index].count(True))
    rule, followed, broken = rules[best], verdicts[best].count(True), verdicts[best].count(False)
    if not broken or followed < broken or followed < (1 if rule.certain else 2):
        return
    if followed == broken and not rule.certain:
        return
    for row, follows in enumerate(verdicts[best]):
        result, number = rule.results[row], stated[row]
        if follows is False and result and number:
            value = rounded((result.low + result.high) / 2, decimal_places(number.value))
            yield CellFinding(row, column, "column", plain(value), result.how)


def _follows(stated: CellNumber | None, result: _Computed | None) -> bool | None:
    """Whether a cell follows a rule; None where that cannot be said. A decrease may be stated without its sign."""
    if stated is None or result is None:
        return None
    low, high = result.low, result.high
    if high < 0 and stated.value > 0:
        low, high = abs(high), abs(low)
    return low - stated.half <= stated.value <= high + stated.half
