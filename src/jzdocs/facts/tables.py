"""Tables: totals that do not add up, and columns of shares, differences and rates that the other columns contradict.

A column is only judged where its other rows show how it was computed: what holds for most of them and not for one is a
fault of that one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Literal

from msgspec import Struct

from jzdocs.facts.finding import plain, rounded
from jzdocs.facts.quantities import fold

_TOTAL = re.compile(r"^(?:合计|总计|共计|总和)$")
_SUBTOTAL = re.compile(r"^小\s*计$")
_INNER = re.compile(r"^(?:其中|#|—|\s{2,})")
_TOP = re.compile(r"^[一二三四五六七八九十]+、")
_NO_SUM = re.compile(
    "率|占比|比重|比例|构成|%|％|‰|均|价|增速|增幅|增长|同比|环比|排名|名次|位次|序号|年份|指数|浓度|密度|标准|编号"
)
_SHARE = re.compile("占比|比重|构成|所占比例|份额")
_RATE = re.compile("增长|增速|增幅|同比|变化率|升降|涨幅|降幅")
_DIFFERENCE = re.compile("增加|增减|增量|变化|提高|差额|净增|增长量|升降|提升")
_PAIRED = re.compile(r"(?:19|20)\d\d|上年|本年|去年|今年|期初|期末|年初|年末|基期|报告期|改造前|改造后")
_NUMBER = re.compile(r"(?P<number>[-−+]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|％|‰|个百分点|[\u4e00-\u9fff]{0,4})$")


class CellNumber(Struct, frozen=True):
    """A cell's number: its value and half a unit of its last place."""

    value: Decimal
    half: Decimal
    unit: str


class Grid(Struct, frozen=True):
    """A table as a grid: the heads of its columns, and the texts of its body, row by row (a merged cell's text in its
    first place, else "").

    `unit` is the whole table's unit."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    unit: str = ""


class CellFinding(Struct, frozen=True):
    """A cell that cannot be true: its row and column, what is wrong, the number it should hold, and how that was
    computed."""

    row: int
    column: int
    problem: Literal["table", "column"]
    right: str
    how: str


def number_in(text: str) -> CellNumber | None:
    """The number that a cell holds, or None where it holds text, nothing, or an approximation."""
    match = _NUMBER.fullmatch(fold(text.strip()))
    if not match:
        return None
    value = Decimal(match["number"].replace(",", "").replace("−", "-"))
    return CellNumber(value, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1), match["unit"].replace("％", "%"))


def tables_in(grid: Grid) -> Iterator[CellFinding]:
    """What is wrong with a table."""
    numbers = [[number_in(text) for text in row] for row in grid.rows]
    labels = [row[0].strip() if row else "" for row in grid.rows]
    yield from _totals(grid, labels, numbers)
    yield from _columns(grid, labels, numbers)


# --- totals


def _totals(grid: Grid, labels: Sequence[str], numbers: Sequence[Sequence[CellNumber | None]]) -> Iterator[CellFinding]:
    places = [i for i, label in enumerate(labels) if _TOTAL.match(label)]
    if len(places) != 1 or places[0] not in (0, len(labels) - 1):
        return
    total = places[0]
    rows = [i for i in range(len(labels)) if i != total]
    for column in range(1, len(grid.heads)):
        said = numbers[total][column] if column < len(numbers[total]) else None
        if said is None or said.unit in ("%", "‰") or _NO_SUM.search(grid.heads[column]) or grid.unit in ("%", "‰"):
            continue
        if any(column >= len(numbers[i]) for i in rows):
            continue
        if any(
            numbers[i][column] is None and grid.rows[i][column].strip() not in ("", "—", "-", "…", "/", "0")
            for i in rows
        ):
            continue
        rough = bool(re.search("[万亿千]", grid.unit + grid.heads[column] + said.unit))
        sums = list(_sums(labels, rows, [numbers[i][column] for i in rows], rough=rough))
        if sums and not any(abs(value - said.value) <= slack for value, slack, _ in sums):
            value, _, how = sums[0]
            yield CellFinding(total, column, "table", plain(value), how)


def _sums(
    labels: Sequence[str], rows: Sequence[int], column: Sequence[CellNumber | None], *, rough: bool
) -> Iterator[tuple[Decimal, Decimal, str]]:
    """The sums that a total may be, each with its slack and how: of all rows, without those that tell of a part
    (其中), of subtotals, of what is numbered 一、. What is counted in ones is exact; `rough` numbers (in 万) are
    rounded."""
    chosen: list[Callable[[str], bool]] = [
        lambda label: not _SUBTOTAL.match(label) and not _INNER.match(label),
        lambda label: not _SUBTOTAL.match(label),
        lambda label: bool(_SUBTOTAL.match(label)),
        lambda label: bool(_TOP.match(label)),
    ]
    for want in chosen:
        found = [c for i, c in zip(rows, column, strict=True) if c is not None and want(labels[i])]
        if len(found) >= 2:
            exact = not rough and all(c.half == Decimal("0.5") for c in found)
            slack = Decimal(0) if exact else sum((c.half for c in found), max(c.half for c in found))
            shown = " + ".join(plain(c.value) for c in found[:6]) + (" + …" if len(found) > 6 else "")
            yield sum((c.value for c in found), Decimal(0)), slack, shown


# --- columns that are computed from others


class _Rule(Struct, frozen=True):
    """How a column may have been computed: for each row, the least and the greatest value and how (None where that
    row cannot tell)."""

    values: Sequence[tuple[Decimal, Decimal, str] | None]
    certain: bool


def _columns(
    grid: Grid, labels: Sequence[str], numbers: Sequence[Sequence[CellNumber | None]]
) -> Iterator[CellFinding]:
    width = len(grid.heads)
    rows = [row for row in numbers if len(row) == width]
    if len(rows) != len(numbers) or len(rows) < 2:
        return
    for column in range(1, width):
        head = grid.heads[column]
        said = [row[column] for row in rows]
        if sum(s is not None for s in said) < 2:
            continue
        others = [c for c in range(width) if c != column and sum(row[c] is not None for row in rows) >= 2]
        rules = list(_rules(grid, labels, rows, head, others, said))
        if rules:
            yield from _odd_ones(column, said, rules)


def _rules(
    grid: Grid,
    labels: Sequence[str],
    rows: Sequence[Sequence[CellNumber | None]],
    head: str,
    others: Sequence[int],
    said: Sequence[CellNumber | None],
) -> Iterator[_Rule]:
    shares = any(s is not None and s.unit == "%" for s in said) or "%" in head or "％" in head or grid.unit == "%"
    values = [c for c in others if not _NO_SUM.search(grid.heads[c])]
    if _SHARE.search(head):
        yield from (_of_total(labels, [row[c] for row in rows]) for c in values)
    if _RATE.search(head) and shares:
        yield from (_pairs(grid, rows, a, b, rate=True) for a, b in permutations(values, 2))
    if _DIFFERENCE.search(head) or (_RATE.search(head) and not shares):
        yield from (_pairs(grid, rows, a, b, rate=False) for a, b in permutations(others, 2))


def _of_total(labels: Sequence[str], column: Sequence[CellNumber | None]) -> _Rule:
    place = next((i for i, label in enumerate(labels) if _TOTAL.match(label)), None)
    parts = [c for i, c in enumerate(column) if i != place and c is not None]
    total = column[place] if place is not None else None
    whole = total.value if total else sum((c.value for c in parts), Decimal(0))
    slack = total.half if total else sum((c.half for c in parts), Decimal(0))
    if whole - slack <= 0:
        return _Rule([None] * len(column), certain=False)
    return _Rule([_part_of(c, whole, slack) if c else None for c in column], certain=place is not None)


def _part_of(part: CellNumber, whole: Decimal, slack: Decimal) -> tuple[Decimal, Decimal, str]:
    low, high = (part.value - part.half) / (whole + slack) * 100, (part.value + part.half) / (whole - slack) * 100
    return low, high, f"{plain(part.value)} ÷ {plain(whole)}"


def _pairs(grid: Grid, rows: Sequence[Sequence[CellNumber | None]], first: int, last: int, *, rate: bool) -> _Rule:
    def value(row: Sequence[CellNumber | None]) -> tuple[Decimal, Decimal, str] | None:
        a, b = row[first], row[last]
        if a is None or b is None or (rate and a.value - a.half <= 0):
            return None
        low, high = b.value - b.half - a.value - a.half, b.value + b.half - a.value + a.half
        if not rate:
            return low, high, f"{plain(b.value)} − {plain(a.value)}"
        bases = (a.value - a.half, a.value + a.half)
        rates = [d / base * 100 for d in (low, high) for base in bases]
        return min(rates), max(rates), f"({plain(b.value)} − {plain(a.value)}) ÷ {plain(a.value)}"

    certain = (
        bool(_PAIRED.search(grid.heads[first]) and _PAIRED.search(grid.heads[last]))
        and grid.heads[first] != grid.heads[last]
    )
    return _Rule([value(row) for row in rows], certain)


def _odd_ones(column: int, said: Sequence[CellNumber | None], rules: Sequence[_Rule]) -> Iterator[CellFinding]:
    """The cells that break the rule which most of the column follows."""
    judged = [[_keeps(s, v) for s, v in zip(said, rule.values, strict=True)] for rule in rules]
    best = max(range(len(rules)), key=lambda i: judged[i].count(True))
    kept, broken = judged[best].count(True), judged[best].count(False)
    if not broken or kept < broken or kept < (1 if rules[best].certain else 2):
        return
    if kept == broken and not rules[best].certain:
        return
    for row, keeps in enumerate(judged[best]):
        rule, number = rules[best].values[row], said[row]
        if keeps is False and rule and number:
            places = max(0, -int(number.value.as_tuple().exponent))
            yield CellFinding(row, column, "column", plain(rounded((rule[0] + rule[1]) / 2, places)), rule[2])


def _keeps(said: CellNumber | None, value: tuple[Decimal, Decimal, str] | None) -> bool | None:
    if said is None or value is None:
        return None
    number = abs(said.value) if value[1] < 0 and said.value > 0 else said.value
    low, high = (abs(value[1]), abs(value[0])) if value[1] < 0 and said.value > 0 else value[:2]
    return low - said.half <= number <= high + said.half
