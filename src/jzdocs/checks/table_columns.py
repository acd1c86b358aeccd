"""Columns that are computed from others: shares, differences, rates, sums, products, running totals.

A column is judged only where its other rows show how it was computed: a rule that holds for most cells of the column
is a finding for those it does not hold for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from msgspec import Struct

from jzdocs.checks.grid import NO_SUM, CellFinding, CellNumber, Computed, Grid, Numbers
from jzdocs.checks.names import set_of
from jzdocs.checks.table_totals import is_total
from jzdocs.facts.rounding import decimal_places, plain, rounded
from jzdocs.patterns import compiled

_SHARE = compiled("占比|比重|构成|所占比例|份额|占总|占全")
_RATE = compiled("增长|增速|增幅|同比|变化率|升降|涨幅|降幅|增减率|增减幅|±%|增减")
_DIFFERENCE = compiled(
    "增加|增减|增量|变化|提高|差额|净增|增长量|升降|提升|结余|净额|顺差|差值|相差|剩余|结存|空编|缺编|空[缺余置位]|缺额|未[\u4e00-\u9fff]|待[\u4e00-\u9fff]"
)
_BY_YEAR = compiled("[比较]上[年月季期]|环比|同比")
_QUOTIENT = compiled("完成|执行率|进度|为[^，]{0,12}[%％]|占[^，]{0,8}[%％]|到位率|支付率|合格率|办结率|达标率")
_TOTAL = compiled("合计|总计|小计|全年|总数|共计|总量|^总")
_ONLY_TOTAL = compiled(r"^(?:合计|总计|共计)(?:[（(].*)?$")
# a part of the year, and the parts that it consists of
_PERIODS = tuple(
    (compiled(name), tuple(tuple(compiled(part) for part in parts.split()) for parts in choices))
    for name, choices in (
        (r"第?一季度|1[—\-－–~至]3月", ("1月 2月 3月",)),
        (r"第?二季度|4[—\-－–~至]6月", ("4月 5月 6月",)),
        (r"第?三季度|7[—\-－–~至]9月", ("7月 8月 9月",)),
        (r"第?四季度|10[—\-－–~至]12月", ("10月 11月 12月",)),
        (r"上半年|1[—\-－–~至]6月", ("第?一季度 第?二季度", "1月 2月 3月 4月 5月 6月")),
        (r"下半年|7[—\-－–~至]12月", ("第?三季度 第?四季度", "7月 8月 9月 10月 11月 12月")),
        (r"前三季度|1[—\-－–~至]9月", ("第?一季度 第?二季度 第?三季度", "上半年 第?三季度")),
        (
            "全年|年度|1[—\\-－–~至]12月",
            ("第?一季度 第?二季度 第?三季度 第?四季度", "上半年 下半年", "前三季度 第?四季度"),
        ),
    )
)
_AT_OTHER_PRICES = compiled("生产总值|增加值|GDP|总产值|业务总量|国民收入")  # their growth is real
_STOCK = compiled("余额|年末|期末|月末|人口|存量|库存|在校|户数|在册|职工人数|员工人数|从业|保有|存栏|累计|规模")
_RUNNING = compiled("累计")
_CURRENT = compiled("当[月季年日期]|本[月季年日期周]|新增")
_AMOUNT = compiled("金额|总价|合价|合计|小计|总额|货值")
_ONLY_AMOUNT = compiled("(?:金额|总价|合价|总额)(?:[（(]|$)")
_PRICE = compiled("单价|均价|价格")
_QUANTITY = compiled("数量|面积|重量|销量|产量|台数|吨数|工程量")
_PAIRED = compiled(r"(?:19|20)\d\d|上年|本年|去年|今年|期初|期末|年初|年末|基期|报告期|改造前|改造后|同期|本期|上期")
_BUDGET = compiled("预算|计划|目标|任务|总投资|应|总数|受理|检测|抽检")
_DONE = compiled("决算|执行|完成|实际|支出|到位|已|合格|办结|达标")
_YEAR = compiled(r"(?:19|20)\d\d年?$")
_HUNDRED = Decimal(100)
_UNIT_FACTORS = tuple(Decimal(10) ** -exponent for exponent in (0, 4, 8, 3))


class _Rule(Struct, frozen=True):
    """A way in which a column may have been computed: its result for each row (None where the row does not tell), and
    whether the heads say that it is this one."""

    results: Sequence[Computed | None]
    certain: bool


def columns_in(grid: Grid, *, sums: bool = True) -> Iterator[CellFinding]:
    """Yield the cells of a table that break the rule which most of their column follows; `sums` too."""
    rows = grid.numbers()
    width = len(grid.heads)
    if any(len(row) != width for row in rows) or len(rows) < 2:
        return
    numeric = [column for column in range(width) if sum(row[column] is not None for row in rows) >= 2]
    for column in numeric:
        if column:
            others = [other for other in numeric if other != column]
            rules = list(_rules(grid, rows, column, others))
            if sums:
                rules += _additions(grid, rows, column, others)
            if rules:
                yield from _exceptions(column, [row[column] for row in rows], rules)


def _rules(grid: Grid, rows: Sequence[Numbers], column: int, others: Sequence[int]) -> Iterator[_Rule]:
    """Yield the ways in which a column may have been computed from `others`, by what its head says."""
    head = grid.heads[column]
    in_percent = any(row[column] is not None and row[column].unit == "%" for row in rows)  # type: ignore[union-attr]
    percent = in_percent or "%" in head or "％" in head or grid.unit == "%"
    amounts = [other for other in others if not NO_SUM.search(grid.heads[other])]
    yield from _of_periods(grid, rows, column)
    if _SHARE.search(head):
        whole = _whole_by_share([row[column] for row in rows])
        yield from (_shares_of_total(grid.labels, [row[other] for row in rows], whole) for other in amounts)
    if _RATE.search(head) and percent:
        yield from (_pairs(grid, rows, pair, _rate_of_change) for pair in permutations(amounts, 2))
        if not any(map(_PAIRED.search, (grid.heads[other] for other in amounts))):
            yield from (_over_years(grid.labels, [row[other] for row in rows]) for other in amounts)
    if _DIFFERENCE.search(head) or (_RATE.search(head) and not percent):
        yield from (_pairs(grid, rows, pair, _difference) for pair in permutations(others, 2))
        yield from (
            _over_years(grid.labels, [row[other] for row in rows], _difference, certain=bool(_BY_YEAR.search(head)))
            for other in amounts
        )
    if _QUOTIENT.search(head) and percent:
        yield from (_quotients(grid, rows, pair) for pair in permutations(amounts, 2))


def _additions(grid: Grid, rows: Sequence[Numbers], column: int, others: Sequence[int]) -> Iterator[_Rule]:
    """Yield the sums, running totals and products that a column may hold, by what its head says."""
    head = grid.heads[column]
    if _AMOUNT.search(head):
        yield from _products(grid, rows, column, others)
    if NO_SUM.search(head):
        return
    amounts = [other for other in others if not NO_SUM.search(grid.heads[other])]
    if _TOTAL.search(head):
        yield from _sums(grid, rows, column, [other for other in amounts if not _RUNNING.search(grid.heads[other])])
    else:
        yield from _of_sets(grid, rows, column, amounts)
    if _RUNNING.search(head):
        current = [other for other in amounts if _CURRENT.search(grid.heads[other])]
        for other in current:
            yield from _running(rows, column, other)


# --- shares, differences, rates


def _whole_by_share(shares: Numbers) -> int | None:
    """Return the only row whose share is 100, if it is the first or the last: its label needs not say that it is the
    total (全部职工)."""
    whole = [row for row, share in enumerate(shares) if share and share.value == _HUNDRED]
    return whole[0] if len(whole) == 1 and whole[0] in (0, len(shares) - 1) else None


def _shares_of_total(labels: Sequence[str], column: Numbers, whole_row: int | None = None) -> _Rule:
    """Return the shares of a column's numbers in its total, which may be that of `whole_row`, or in their sum where
    there is no total."""
    place = next((index for index, label in enumerate(labels) if is_total(label)), whole_row)
    parts = [number for index, number in enumerate(column) if index != place and number is not None]
    total = column[place] if place is not None else None
    whole = total.value if total else sum((part.value for part in parts), Decimal(0))
    slack = total.half if total else sum((part.half for part in parts), Decimal(0))
    if whole - slack <= 0:
        return _Rule([None] * len(column), certain=False)
    return _Rule([_share(part, whole, slack) if part else None for part in column], certain=place is not None)


def _share(part: CellNumber, whole: Decimal, slack: Decimal) -> Computed:
    return Computed(
        part.low / (whole + slack) * 100, part.high / (whole - slack) * 100, f"{plain(part.value)} ÷ {plain(whole)}"
    )


_Compute = Callable[[CellNumber, CellNumber], Computed | None]


def _pairs(grid: Grid, rows: Sequence[Numbers], pair: tuple[int, int], compute: _Compute) -> _Rule:
    """Return what `compute` gives for the first and the last of two columns: differences, or rates of change."""
    heads = [grid.heads[column] for column in pair]
    certain = all(map(_PAIRED.search, heads)) and heads[0] != heads[1]
    results = []
    for label, row in zip(grid.labels, rows, strict=True):
        first, last = row[pair[0]], row[pair[1]]
        follows = first and last and not (compute is _rate_of_change and _AT_OTHER_PRICES.search(label))
        results.append(compute(first, last) if follows and first and last else None)
    return _Rule(results, certain)


def _difference(first: CellNumber, last: CellNumber) -> Computed:
    return Computed(last.low - first.high, last.high - first.low, f"{plain(last.value)} − {plain(first.value)}")


def _rate_of_change(first: CellNumber, last: CellNumber) -> Computed | None:
    bases = (first.low, first.high)
    if bases[0] <= 0:
        return None
    difference = _difference(first, last)
    rates = [change / base * 100 for change in (difference.low, difference.high) for base in bases]
    return Computed(min(rates), max(rates), f"({difference.how}) ÷ {plain(first.value)}")


def _over_years(
    labels: Sequence[str], column: Numbers, compute: _Compute = _rate_of_change, *, certain: bool = False
) -> _Rule:
    """Return what `compute` gives for each row and the next, rates of change or differences, where the rows are years
    that follow one another."""
    results: list[Computed | None] = [None] * len(column)
    for index, (first, last) in enumerate(pairwise(labels)):
        follows = _YEAR.match(first) and _YEAR.match(last) and int(last[:4]) - int(first[:4]) == 1
        before, number = column[index], column[index + 1]
        if follows and before and number:
            results[index + 1] = compute(before, number)
    return _Rule(results, certain=certain)


def _quotients(grid: Grid, rows: Sequence[Numbers], pair: tuple[int, int]) -> _Rule:
    """Return what the first of two columns is of the second, in percent: 决算数 of 预算数."""
    heads = [grid.heads[column] for column in pair]
    certain = bool(_DONE.search(heads[0]) and _BUDGET.search(heads[1]))
    results: list[Computed | None] = []
    for row in rows:
        part, whole = row[pair[0]], row[pair[1]]
        if part is None or whole is None or whole.low <= 0:
            results.append(None)
            continue
        how = f"{plain(part.value)} ÷ {plain(whole.value)}"
        results.append(Computed(part.low / whole.high * 100, part.high / whole.low * 100, how))
    return _Rule(results, certain)


# --- sums, running totals, products


def _sums(grid: Grid, rows: Sequence[Numbers], column: int, others: Sequence[int]) -> Iterator[_Rule]:
    """Yield the sums of the columns beside a total: of all, of those behind it, of those before it, up to the next
    total, and of the totals among them."""
    totals = [other for other in others if _TOTAL.search(grid.heads[other])]
    parts = [other for other in others if other not in totals]
    before = [other for other in parts if other < column]
    behind = [other for other in parts if other > column]
    last = max((other for other in totals if other < column), default=0)
    following = min((other for other in totals if other > column), default=len(grid.heads))
    choices = [
        parts,
        behind,
        before,
        [other for other in before if other > last],
        [other for other in behind if other < following],
        totals,
        [other for other in others if last <= other < column],
    ]
    seen: list[list[int]] = []
    for choice in choices:
        if len(choice) >= 2 and choice not in seen:
            seen.append(choice)
            results = [
                None if NO_SUM.search(label) else _added([row[other] for other in choice], row[column])
                for label, row in zip(grid.labels, rows, strict=True)
            ]
            yield _Rule(results, certain=bool(_ONLY_TOTAL.match(grid.heads[column])) and choice == parts)


def _of_sets(grid: Grid, rows: Sequence[Numbers], column: int, others: Sequence[int]) -> Iterator[_Rule]:
    """Yield the sums of the two or three columns behind a column whose heads say that there are no other parts."""
    for size in (2, 3):
        parts = list(range(column + 1, column + 1 + size))
        if all(part in others for part in parts) and set_of([grid.heads[part] for part in parts]):
            results = [_added([row[part] for part in parts], row[column]) for row in rows]
            yield _Rule(results, certain=False)


def _of_periods(grid: Grid, rows: Sequence[Numbers], column: int) -> Iterator[_Rule]:
    """Yield the sums of the parts of a year that a column is the sum of: 一季度 and 二季度 for 上半年."""
    heads = [re.sub(r"[（(][^）)]*[）)]|\s|(?:19|20)\d\d年|合计|小计|数$|额$", "", head) for head in grid.heads]
    for name, choices in _PERIODS:
        if name.fullmatch(heads[column]):
            for parts in choices:
                places = [[i for i, head in enumerate(heads) if part.fullmatch(head)] for part in parts]
                if all(len(place) == 1 for place in places):
                    yield _Rule(
                        [
                            None
                            if NO_SUM.search(label) or _STOCK.search(label)
                            else _added([row[place[0]] for place in places], row[column])
                            for label, row in zip(grid.labels, rows, strict=True)
                        ],
                        certain=True,
                    )


def _added(numbers: Numbers, stated: CellNumber | None) -> Computed | None:
    """Return the sum of a row's numbers; numbers in ones are exact."""
    addends = [number for number in numbers if number is not None]
    if len(addends) < 2 or stated is None:
        return None
    value = sum((number.value for number in addends), Decimal(0))
    exact = all(number.half == Decimal("0.5") for number in (*addends, stated))
    slack = -stated.half if exact else sum((number.half for number in addends), Decimal(0))
    return Computed(value - slack, value + slack, " + ".join(plain(number.value) for number in addends))


def _running(rows: Sequence[Numbers], column: int, current: int) -> Iterator[_Rule]:
    """Yield the running total of each row: that of the row before and what the row adds; and all that was added."""
    by_row: list[Computed | None] = [None] * len(rows)
    for index, (before, row) in enumerate(pairwise(rows)):
        by_row[index + 1] = _added([before[column], row[current]], row[column])
    yield _Rule(by_row, certain=False)
    numbers = [row[current] for row in rows]
    if None not in numbers:
        from_first = [_added(numbers[: index + 1], row[column]) for index, row in enumerate(rows)]
        if first := numbers[0]:
            from_first[0] = Computed(first.value, first.value, plain(first.value))
        yield _Rule(from_first, certain=False)


def _products(grid: Grid, rows: Sequence[Numbers], column: int, others: Sequence[int]) -> Iterator[_Rule]:
    """Yield quantity times price, in any unit of money."""
    for price in others:
        for quantity in others:
            if not _PRICE.search(grid.heads[price]) or not _QUANTITY.search(grid.heads[quantity]):
                continue
            certain = grid.heads[price].startswith("单价") and bool(_ONLY_AMOUNT.match(grid.heads[column]))
            for factor in _UNIT_FACTORS:
                yield _Rule([_product(row[price], row[quantity], factor) for row in rows], certain=certain)


def _product(price: CellNumber | None, quantity: CellNumber | None, factor: Decimal) -> Computed | None:
    """Return price times quantity; whole numbers are exact."""
    if price is None or quantity is None or price.low < 0 or quantity.low < 0:
        return None
    (price_low, price_high), (low, high) = (
        (number.value, number.value) if number.half == Decimal("0.5") else (number.low, number.high)
        for number in (price, quantity)
    )
    how = f"{plain(price.value)} × {plain(quantity.value)}"
    return Computed(price_low * low * factor, price_high * high * factor, how)


# --- what breaks a rule


def _exceptions(column: int, stated: Numbers, rules: Sequence[_Rule]) -> Iterator[CellFinding]:
    """Yield the cells that break the rule which most of the column follows."""
    verdicts = [
        [_follows(number, result) for number, result in zip(stated, rule.results, strict=True)] for rule in rules
    ]
    best = max(range(len(rules)), key=lambda index: (verdicts[index].count(True), -verdicts[index].count(False)))
    rule, followed, broken = rules[best], verdicts[best].count(True), verdicts[best].count(False)
    if not broken or followed < broken or followed < (1 if rule.certain else 2):
        return
    if followed == broken and not rule.certain:
        return
    unsigned = _is_unsigned(stated, rule.results, verdicts[best])
    for row, follows in enumerate(verdicts[best]):
        result, number = rule.results[row], stated[row]
        if follows is False and result and number:
            value = rounded((result.low + result.high) / 2, decimal_places(number.value))
            value = abs(value) if unsigned else value
            yield CellFinding(row, column, "column", plain(value), result.how)


def _is_unsigned(stated: Numbers, results: Sequence[Computed | None], follows: Sequence[bool | None]) -> bool:
    """Whether a column prints what is less than nothing without a sign."""
    negative = [
        number.value
        for number, result, fits in zip(stated, results, follows, strict=True)
        if number and result and fits and result.high < 0
    ]
    return bool(negative) and min(negative) > 0


def _follows(stated: CellNumber | None, result: Computed | None) -> bool | None:
    """Whether a cell follows a rule; None where that cannot be decided. A decrease may be stated without its sign."""
    if stated is None or result is None:
        return None
    low, high = result.low, result.high
    if high < 0 and stated.value > 0:
        low, high = abs(high), abs(low)
    return low - stated.half <= stated.value <= high + stated.half
