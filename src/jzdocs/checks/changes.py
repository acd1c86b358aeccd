"""Changes that a sentence states twice: by their ends and a difference or rate, or by a level, an increase and a rate.

Percentage points are compared to the decimal places of the ends: 14个百分点 for 13.6 needs 约. What is approximate, or
refers to another base (同比, 年均), is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.rounding import (
    PERCENT,
    POINTS,
    bare,
    decimal_places,
    exact,
    finer,
    half_unit,
    is_possible,
    least,
    most,
    multiplier,
    plain,
    printed_like,
    rounded,
)

_OTHER_BASE = re.compile(r"同比|环比|年均|[比较](?:上年|去年|年初|上月|\d{4}年)|名义|实际|可比")
_RISES = re.compile(rf"(?:{RISE})(?:至|到|为)")
_FALLS = re.compile(rf"(?:{FALL})(?:至|到|为)")
_TIMES_OF = re.compile(r"(?:[，,、；]|即|也就)*(?:是|为|相当于|达到?)(?:了|约)*(?P<of>[^，。；]{0,12}?)的(?:约|近)?")
_OTHER_WHOLE = re.compile("全国|全省|全市|平均|同期")
_YEAR = re.compile(r"(?:19|20)\d\d年")
# how much less or more than twice as much 翻一番 may mean
_DOUBLED_LOW, _DOUBLED_HIGH = Decimal("0.9"), Decimal("1.3")
_NEARLY = re.compile("[近乎多]|接近")
_FAR = 12  # characters between a change and a multiple that refers to it
_REACHED = re.compile(r"(?:至|到|达)(?:了)?$")
_NO_LEVEL = re.compile("幅|差|拉动|贡献|高出|领先|超|高于|低于|扩大|缩小|收窄|快|慢")
_NOT_COUNTED = ("date", "label", "ordinal")


def changes_in(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Yield what is wrong with the changes of a sentence; `numbers` are all of it."""
    yield from _directions(text, numbers)
    groups: dict[int, list[Number]] = {}
    for number in numbers:
        if number.group:
            groups.setdefault(number.group, []).append(number)
    for members in groups.values():
        yield from _check_group(text, members)
    yield from _multiples(text, numbers)
    yield from _levels_in_points(text, numbers)


def _check_group(text: str, members: Sequence[Number]) -> Iterator[Finding]:
    """Check one change with its statements, or one level with its increase and rate."""
    first = next((number for number in members if number.kind == "from"), None)
    last = next((number for number in members if number.kind == "to"), None)
    stated = [number for number in members if number.kind in ("increase", "decrease")]
    if first and last and exact(first) and exact(last):
        for number in stated:
            between = text[last.quantity.end : number.quantity.start]
            if exact(number) and not _OTHER_BASE.search(between):
                yield from _check_change(first.quantity, last.quantity, number)
        return
    level = next((number for number in members if number.kind == "level"), None)
    if level and len(stated) == 2 and exact(level) and all(map(exact, stated)):
        yield from _check_growth(text, level.quantity, stated)


# --- differences and rates


def _check_change(first: Quantity, last: Quantity, stated: Number) -> Iterator[Finding]:
    """Check a stated difference or rate against the ends of the change."""
    unit = stated.quantity.base_unit
    shares = first.base_unit in PERCENT  # and so is the other: both ends have one unit
    if (shares and unit in POINTS) or (unit == first.base_unit and not shares):
        yield from _check_difference(first, last, stated, shares=shares)
    elif unit in (*PERCENT, "倍") and least(first) > 0:
        yield from _check_rate(first, last, stated, shares=shares)


def _sign(number: Number) -> int:
    return -1 if number.kind == "decrease" else 1


def _difference_range(first: Quantity, last: Quantity) -> tuple[Decimal, Decimal]:
    return least(last) - most(first), most(last) - least(first)


def _check_difference(first: Quantity, last: Quantity, stated: Number, *, shares: bool) -> Iterator[Finding]:
    """Check a difference; that of two shares is in percentage points."""
    quantity = stated.quantity
    low, high = _difference_range(first, last)
    difference = last.amount - first.amount
    ends_half = min(half_unit(first), half_unit(last))
    slack = min(half_unit(quantity), ends_half) if shares else half_unit(quantity)
    how = f"{bare(last)} − {bare(first)}"
    if not is_possible(quantity, _sign(stated), low, high, slack):
        right = (
            printed_like(abs(difference), last, quantity.base_unit)
            if shares
            else printed_like(abs(difference) / multiplier(quantity), quantity)
        )
        yield Finding(stated, "change", right, f"{how} = {plain(difference / multiplier(quantity))}")
    elif quantity.value and half_unit(quantity) < ends_half:
        right = printed_like(abs(difference) / multiplier(quantity), finer(first, last), quantity.unit)
        yield Finding(stated, "digits", right, how, certain=False)


def _check_rate(first: Quantity, last: Quantity, stated: Number, *, shares: bool) -> Iterator[Finding]:
    """Check a rate in percent or times. A share's difference that is stated in percent needs percentage points."""
    quantity, sign = stated.quantity, _sign(stated)
    unit = quantity.base_unit
    factor = 100 if unit in PERCENT else 1
    rates = [
        (end - start) / start * factor for start in (least(first), most(first)) for end in (least(last), most(last))
    ]
    if is_possible(quantity, sign, min(rates), max(rates)):
        return
    difference = last.amount - first.amount
    if shares and is_possible(quantity, sign, *_difference_range(first, last)):
        how = f"{bare(last)} − {bare(first)} = {plain(difference)}"
        yield Finding(stated, "points", f"{plain(abs(quantity.value))}个百分点", how)
        return
    rate = difference / first.amount * factor
    how = f"({bare(last)} − {bare(first)}) ÷ {bare(first)} = {plain(rounded(rate, 2))}{unit}"
    yield Finding(stated, "change", printed_like(abs(rate), quantity), how)


def _check_growth(text: str, level: Quantity, stated: Sequence[Number]) -> Iterator[Finding]:
    """Check the rate of 达1478.1万吨，增产4.2万吨，增长0.3% against level and increase."""
    increase = next((number for number in stated if number.quantity.base_unit == level.base_unit), None)
    rate = next((number for number in stated if number.quantity.base_unit in PERCENT), None)
    if not increase or not rate or level.base_unit in PERCENT or increase.kind != rate.kind:
        return
    if _have_other_bases(text, level, stated):
        return
    sign = _sign(increase)
    increases = [sign * least(increase.quantity), sign * most(increase.quantity)]
    levels = [least(level), most(level)]
    if min(total - by for total in levels for by in increases) <= 0:
        return
    rates = [by / (total - by) * 100 for total in levels for by in increases]
    if not is_possible(rate.quantity, sign, min(rates), max(rates)):
        by = sign * increase.quantity.amount
        value = by / (level.amount - by) * 100
        by_text, operator = bare(increase.quantity), "−" if increase.kind == "increase" else "+"
        how = f"{by_text} ÷ ({bare(level)} {operator} {by_text}) = {plain(rounded(value, 2))}%"
        yield Finding(rate, "rate", printed_like(abs(value), rate.quantity), how)


def _have_other_bases(text: str, level: Quantity, stated: Sequence[Number]) -> bool:
    """Whether two changes of a level name different bases: 比年初增加412.5亿元，同比增长8.9%. A second one that names
    none has the base of the first."""
    first, second = sorted((number.quantity for number in stated), key=lambda quantity: quantity.start)
    first_base = _OTHER_BASE.search(text[level.end : first.start])
    second_base = _OTHER_BASE.search(text[first.end : second.start])
    return second_base is not None and (first_base is None or first_base[0] != second_base[0])


def yearly_rates(numbers: Sequence[Number]) -> Iterator[Finding]:
    """Check the rate of 2023年100亿元，2024年120亿元，增长25% against the levels of the two years, which must follow
    one another; `numbers` have their subjects."""
    for index, number in enumerate(numbers):
        if number.kind in ("increase", "decrease") and exact(number) and number.quantity.base_unit in PERCENT:
            level = _level_of(numbers[:index], number)
            before = _level_of_the_year_before(numbers, level) if level else None
            if level and before:
                yield from _check_change(before.quantity, level.quantity, number)


def _level_of(numbers: Sequence[Number], rate: Number) -> Number | None:
    """Return the exact level that a rate belongs to, unless that is a share."""
    level = next((n for n in numbers if n.group == rate.group and n.kind == "level"), None) if rate.group else None
    return level if level and exact(level) and level.quantity.base_unit not in PERCENT else None


def _level_of_the_year_before(numbers: Sequence[Number], level: Number) -> Number | None:
    """Return the only other level of the same subject and unit before `level`, where it is that of the year before."""
    same = [
        number
        for number in numbers[: numbers.index(level)]
        if number.kind == "level"
        and number.subject == level.subject
        and number.quantity.base_unit == level.quantity.base_unit
    ]
    if len(same) != 1 or not exact(same[0]) or least(same[0].quantity) <= 0:
        return None
    years = [_YEAR.match(number.period or "") for number in (same[0], level)]
    first, second = (int(year[0][:4]) if year else None for year in years)
    return same[0] if first is not None and second is not None and second - first == 1 else None


# --- directions


def _directions(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Find verbs that say up where the numbers go down, or the other way round."""
    for first, last in pairwise(numbers):
        if (first.kind, last.kind) != ("from", "to") or first.group != last.group or not (exact(first) and exact(last)):
            continue
        start, end = first.quantity, last.quantity
        between = text[start.end : end.start]
        rises, falls = bool(_RISES.search(between)), bool(_FALLS.search(between))
        wrong = (rises and most(end) < least(start)) or (falls and least(end) > most(start))
        if rises != falls and wrong:
            how = f"{bare(end)} {'<' if rises else '>'} {bare(start)}"
            yield Finding(last, "direction", "下降" if rises else "上升", how)


# --- multiples


def _multiples(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Check 是2020年的2.8倍 and 翻一番 against the ends of the change, 增长1.8倍 against 是…的2.8倍, and find 减少2倍,
    which is impossible."""
    for index, number in enumerate(numbers):
        quantity = number.quantity
        if quantity.base_unit != "倍" or not exact(number):
            continue
        before = [n for n in numbers[:index] if n.kind not in _NOT_COUNTED]
        if number.kind == "decrease" and quantity.value >= 1:
            yield Finding(number, "decrease", "%", f"{bare(quantity)} ≥ 1")
        elif quantity.text.startswith("翻"):
            yield from _check_doubled(text, number, before)
        elif before and number.kind == "level":
            yield from _check_times_of(text, number, before)


def _check_doubled(text: str, number: Number, before: Sequence[Number]) -> Iterator[Finding]:
    """Check 翻一番 (twice as much) and 翻两番 (four times as much) against the change before."""
    ends = _ends(before)
    if not ends or not all(map(exact, ends)) or ends[0].quantity.amount <= 0:
        return
    first, last = ends[0].quantity, ends[1].quantity
    between = text[last.end : number.quantity.start]
    around = between[-3:] + text[number.quantity.end : number.quantity.end + 1]
    if len(between) > _FAR or _OTHER_BASE.search(between) or _NEARLY.search(around):
        return
    ratio, times = last.amount / first.amount, number.quantity.value
    if not _DOUBLED_LOW * times <= ratio <= _DOUBLED_HIGH * times:
        yield Finding(number, "multiple", f"{plain(rounded(ratio, 1))}倍", f"{bare(last)} ÷ {bare(first)}")


def _ends(before: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return both ends of the change whose end is the last number before that is no increase."""
    last = next((number for number in reversed(before) if number.kind not in ("increase", "decrease")), None)
    if last is None or last.kind != "to":
        return None
    first = next((number for number in before if number.kind == "from" and number.group == last.group), None)
    return (first, last) if first else None


def _check_times_of(text: str, number: Number, before: Sequence[Number]) -> Iterator[Finding]:
    """Check 是…的2.8倍 against an increase in times before it, or against the ends of the change before it."""
    stated, previous = number.quantity, before[-1]
    last = previous.quantity
    joint = _TIMES_OF.fullmatch(text[last.end : stated.start])
    if joint is None:
        return
    if last.base_unit == "倍" and previous.kind == "increase" and exact(previous) and "翻" not in last.text:
        if not is_possible(stated, 1, least(last) + 1, most(last) + 1):
            yield Finding(number, "multiple", f"{plain(last.value + 1)}倍", f"{bare(last)} + 1")
        return
    ends = _ends(before)
    if not ends or not all(map(exact, ends)) or least(ends[0].quantity) <= 0:
        return
    first, end = ends[0].quantity, ends[1].quantity
    if _OTHER_WHOLE.search(joint["of"]) or _names_another_year(text, joint["of"], first):
        return
    if not is_possible(stated, 1, least(end) / most(first), most(end) / least(first)):
        times = rounded(end.amount / first.amount, decimal_places(stated.value))
        yield Finding(number, "multiple", f"{plain(times)}倍", f"{bare(end)} ÷ {bare(first)}")


def _names_another_year(text: str, base: str, first: Quantity) -> bool:
    """Whether the base of a multiple names another year than that of the change's first end."""
    years, base_years = _YEAR.findall(text[max(0, first.start - _FAR) : first.start]), _YEAR.findall(base)
    return bool(base_years and years) and base_years[0] != years[-1]


# --- percentage points


def _levels_in_points(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Find 达到38.2个百分点: a share is in percent, only a difference of shares is in points."""
    for number in numbers:
        quantity = number.quantity
        if quantity.base_unit not in POINTS or number.kind not in ("level", "to"):
            continue
        clause = re.split(r"[，,。；;、]", text[max(0, quantity.start - 24) : quantity.start])[-1]
        if _REACHED.search(clause) and not _NO_LEVEL.search(clause):
            yield Finding(number, "points", f"{plain(quantity.value)}%", "%")
