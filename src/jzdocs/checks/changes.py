"""Changes that a text states twice: by their ends and a difference or rate, or by a level, an increase and a rate.

Percentage points are compared to the decimal places of the ends: 14个百分点 for 13.6 needs 约. What refers to another
base (同比, 年均) or to other prices (可比价) is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from jzdocs.checks import wordings
from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged, printed
from jzdocs.checks.ends import (
    Change,
    Ends,
    change_at,
    distributed,
    ends_behind,
    ends_of,
    from_to,
    is_before_cut,
    level_before,
    loose_change_at,
    sign_of,
)
from jzdocs.checks.finding import Finding
from jzdocs.checks.terms import Term, period_key
from jzdocs.checks.value_pairs import is_gross, pairs_about
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import Quantity, quantities
from jzdocs.facts.rounding import (
    PERCENT,
    POINTS,
    bare,
    decimal_places,
    exact,
    finer,
    half_unit,
    multiplier,
    plain,
    printed_like,
    rounded,
)
from jzdocs.patterns import compiled

_RISES = compiled(rf"(?:{RISE})(?:至|到|为)")
_FALLS = compiled(rf"(?:{FALL})(?:至|到|为)")
_EACH = compiled(rf"[，,、]?分别(?P<verb>{RISE}|{FALL})(?:了|约)*")
_NO_LEVEL_OF_ITS_OWN = compiled("比|较|从|由|与")
_REACHED = compiled(r"(?<![\d点])(?:至|到|达)(?:了)?$")
_NO_LEVEL = compiled("幅|差|拉动|贡献|高出|领先|超|高于|低于|扩大|缩小|收窄|快|慢")
# what is compared at constant prices, so that its rates do not follow from its amounts
_REAL = compiled("生产总值|增加值|GDP|总产值|业务总量|国民收入|国民总收入|周转量")
_OTHER_SCOPE = compiled("不可比|口径(?:有所)?(?:调整|变化|不同|不一致)|(?:统计)?范围(?:有所)?调整")
_OTHER_PRICES = compiled("可比|不变价|扣除|实际增|同口径|剔除|考虑|汇率")
_FAR = 24  # characters behind a rate that may say how it was computed
_POINTS = {
    "%": ("个百分点", "百分点"),
    "％": ("个百分点", "百分点"),
    "‰": ("个千分点", "千分点"),
}
_LEAST, _MOST = Decimal("0.7"), Decimal("1.4")  # of the right value: what may be a slip
_WIDEST = 6  # percent
_OPPOSITE = {1: "下降", -1: "上升"}


def changes_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with the changes of a sentence: the terms from `start` on; those before stand in the sentence
    before it."""
    if any(_OTHER_SCOPE.search(f"{term.lead}|{term.tail}") for term in terms[start:]):
        return
    listed: set[int] = set()
    for firsts, lasts, stated in distributed(terms, start):
        listed.update(firsts, lasts, stated)
        yield from _check_list(text, terms, (firsts, lasts, stated))
    yield from _directions(text, [term for index, term in enumerate(terms) if index >= start and index not in listed])
    for index in range(start, len(terms)):
        if is_gross(terms, index):
            continue
        change = change_at(terms, index) if index not in listed else None
        place = level_before(terms, index) if change else None
        behind = ends_behind(terms, index) if index not in listed else None
        if behind:
            yield from _check_change(text, behind[0], terms[index].number, behind[1])
        loose = loose_change_at(terms, index) if not (change or behind or index in listed) else None
        if loose and terms.index(loose[1].last) not in listed:
            yield from _check_change(text, loose[1], terms[index].number, loose[0].sign)
        if change is None or place is None or place in listed or behind:
            continue
        ends = ends_of(terms, change)
        if ends:
            yield from _check_change(text, ends, terms[index].number, sign_of(terms, change, ends))
            yield from _check_by_difference(text, terms, change, ends)
        elif from_to(terms, index) is None:
            if next(pairs_about(terms, index, start), None) is None:  # else `loose_changes` judges it
                yield from _check_growth(text, terms, change)
        else:
            yield from _near_miss(text, terms, change)
        yield from _same_size_other_way(terms, change, ends)
    yield from _levels_in_points(text, terms[start:])


def _check_list(
    text: str, terms: Sequence[Term], places: tuple[Sequence[int], Sequence[int], Sequence[int]]
) -> Iterator[Finding]:
    """Check 分别从A、B提高到C、D，分别提高E、F: by place."""
    firsts, lasts, stated = places
    pairs = [(terms[first], terms[last]) for first, last in zip(firsts, lasts, strict=True)]
    if any(first.unit != last.unit for first, last in pairs):
        return
    verb = pairs[0][1].lead
    for first, last in pairs:
        yield from _check_direction(verb, first, last)
    change = _EACH.fullmatch(terms[stated[0]].lead) if stated else None
    if change is None:
        return
    sign = 1 if re.fullmatch(RISE, change["verb"]) else -1
    for (first, last), index in zip(pairs, stated, strict=True):
        yield from _check_change(text, Ends(first, last), terms[index].number, sign)


# --- differences and rates


def _check_change(text: str, ends: Ends, stated: Number, sign: int) -> Iterator[Finding]:
    """Check a stated difference or rate against the ends of the change."""
    unit, share = stated.quantity.base_unit, ends.first.unit
    of_index = not share and unit in POINTS and "指数" in ends.words
    if of_index or unit in _POINTS.get(share, ()) or (unit == share and share not in _POINTS):
        yield from _check_difference(ends, stated, sign)
    elif unit in (*PERCENT, "倍") and _intervals(ends)[0].low > 0 and not _is_at_other_prices(text, ends, stated):
        yield from _check_rate(ends, stated, sign)


def _check_by_difference(text: str, terms: Sequence[Term], change: Change, ends: Ends) -> Iterator[Finding]:
    """Check a rate against the difference stated before it, which may be more exact than that of the ends."""
    stated, other = terms[change.index], change_at(terms, change.index - 1)
    base = interval(ends.first.number)
    if other is None or stated.unit not in PERCENT or other.sign != change.sign or base.low <= 0:
        return
    by = terms[other.index].number
    difference = (interval(ends.last.number) - base).scaled(change.sign)
    fits = by.quantity.base_unit == ends.first.unit not in _POINTS and interval(by, counted=False).meets(difference)
    if fits and exact(by) and not _is_at_other_prices(text, ends, stated.number):
        value = by.quantity.amount / ends.first.number.quantity.amount * 100
        implied = (interval(by) / base).scaled(100)
        how = f"{bare(by.quantity)} ÷ {bare(ends.first.number.quantity)} = {plain(rounded(value, 2))}%"
        nearly = _is_nearly(stated.number, 1, implied)
        yield from judged(Claim(stated.number, value, implied, how, "rate", certain=not nearly))


def _intervals(ends: Ends) -> tuple[Interval, Interval]:
    """Return what both ends stand for. A mean in ones (平均用时5天) is a rounded number, not a count."""
    counted = "均" not in ends.words
    return interval(ends.first.number, counted=counted), interval(ends.last.number, counted=counted)


def _check_difference(ends: Ends, stated: Number, sign: int) -> Iterator[Finding]:
    """Check a difference; that of two shares is in percentage points."""
    first, last = ends.first.number, ends.last.number
    before, after = _intervals(ends)
    start, end, quantity = first.quantity, last.quantity, stated.quantity
    shares = start.base_unit in _POINTS
    implied = after - before
    ends_half = min(half_unit(start), half_unit(end))
    value = end.amount - start.amount
    how = f"{bare(end)} − {bare(start)}"
    close = Interval(quantity.amount - ends_half, quantity.amount + ends_half).scaled(sign)
    claim = Claim(stated, value, implied, f"{how} = {plain(value / multiplier(quantity))}", "change", sign=sign)
    if not is_true(claim) or (shares and exact(stated) and not close.meets(implied)):
        yield _wrong(claim, printed_like(abs(value), end, quantity.base_unit) if shares else None)
    elif all(map(exact, (stated, first, last))) and _has_too_many_digits(quantity, abs(value), ends_half):
        right = printed_like(abs(value) / multiplier(quantity), finer(start, end), quantity.unit)
        yield Finding(stated, "digits", right, how, certain=False)


def _has_too_many_digits(stated: Quantity, value: Decimal, ends_half: Decimal) -> bool:
    """Whether a difference is printed to a finer digit than its ends; 1300万 is not, where these give 0.13亿."""
    is_same = stated.amount == value and not decimal_places(stated.value)
    return bool(stated.value) and half_unit(stated) < ends_half and not is_same


def _wrong(claim: Claim, right: str | None = None) -> Finding:
    """Return what is wrong with a claim about a change: its direction alone, or its size."""
    stated = claim.stated
    if claim.value and is_true(Claim(stated, claim.value, claim.implied, "", "change", sign=-claim.sign)):
        return Finding(stated, "direction", _OPPOSITE[claim.sign], claim.how)
    right = right or printed(abs(claim.value), stated.quantity)
    if claim.value * claim.sign < 0:
        right = _OPPOSITE[claim.sign] + right
    return Finding(stated, claim.problem, right, claim.how, claim.certain)


def _check_rate(ends: Ends, stated: Number, sign: int) -> Iterator[Finding]:
    """Check a rate in percent or times. A share's difference that is stated in percent needs percentage points."""
    start, end, quantity = ends.first.number.quantity, ends.last.number.quantity, stated.quantity
    before, after = _intervals(ends)
    unit = quantity.base_unit
    factor = 100 if unit in PERCENT else 1
    difference = end.amount - start.amount
    rate = difference / start.amount * factor
    implied = (after / before - Interval(Decimal(1), Decimal(1))).scaled(factor)
    how = f"({bare(end)} − {bare(start)}) ÷ {bare(start)} = {plain(rounded(rate, 2))}{unit}"
    claim = Claim(stated, rate, implied, how, "change", sign=sign, certain=not _is_nearly(stated, sign, implied))
    points = Claim(stated, difference, after - before, "", "points", sign=sign)
    may_be_points = start.base_unit in PERCENT and unit in PERCENT and bool(quantity.value)
    if may_be_points and (is_true(points) if not is_true(claim) else sign * quantity.amount == difference != rate):
        how = f"{bare(end)} − {bare(start)} = {plain(difference)}"
        right = f"{plain(abs(quantity.value))}个百分点"
        yield Finding(stated, "points", right, how, certain=not is_true(claim))
    elif not is_true(claim):
        yield _wrong(claim)
    elif unit == "倍" and sign > 0 and quantity.value == end.amount / start.amount != rate and rate >= 1:
        yield Finding(stated, "change", f"{plain(rate)}倍", how, certain=False)  # 由5增加到20，增长4倍: to as many


def _is_nearly(stated: Number, sign: int, implied: Interval) -> bool:
    """Whether a rate with decimals is off by no more than what rounding twice explains (11.348 → 11.35 → 11.4)."""
    quantity = stated.quantity
    if int(quantity.value.as_tuple().exponent) >= 0:
        return False
    near = half_unit(quantity) * Decimal("1.2")
    return Interval(quantity.amount - near, quantity.amount + near).scaled(sign).meets(implied)


def _is_at_other_prices(text: str, ends: Ends | Term, stated: Number) -> bool:
    """Whether a rate does not follow from the amounts since it is that of a volume."""
    words = ends.words if isinstance(ends, Ends) else ends.lead
    first = ends.first if isinstance(ends, Ends) else ends
    behind = text[stated.quantity.end : stated.quantity.end + _FAR]
    return bool(_OTHER_PRICES.search(re.split(r"[。；;]", behind)[0])) or (
        "元" in first.unit and (bool(_REAL.search(words)) or bool(_REAL.search(first.number.subject)))
    )


def _check_growth(text: str, terms: Sequence[Term], change: Change) -> Iterator[Finding]:
    """Check the rate of 达1478.1万吨，增产4.2万吨，增长0.3% against level and increase, in either order."""
    place = level_before(terms, change.index)
    other = change_at(terms, change.index - 1) if place is not None else None
    if place is None or other is None or other.sign != change.sign or level_before(terms, other.index) != place:
        return
    if terms[place].number.bound:
        return
    level, pair = terms[place], (terms[change.index], terms[other.index])
    of_base = wordings.FROM_BASE.search(level.clause) is not None  # 较2020年的56万亩增加28万亩，增长50%
    if (change.base and change.base != other.base) or (not of_base and _NO_LEVEL_OF_ITS_OWN.search(level.clause)):
        return
    increase = next((t.number for t in pair if t.unit == level.unit), None)
    rate = next((t.number for t in pair if t.unit in PERCENT), None)
    if not increase or not rate or level.unit in _POINTS or level.sentence != pair[0].sentence:
        return
    if not all(map(exact, (level.number, increase, rate))) or _is_at_other_prices(text, level, pair[0].number):
        return
    sign, by, total = change.sign, interval(increase).scaled(change.sign), interval(level.number)
    start = total if of_base or is_before_cut(terms, place, other.index) else total - by
    if start.low <= 0:
        return
    rates = [100 * b / (t if start is total else t - b) for b in (by.low, by.high) for t in (total.low, total.high)]
    implied = Interval(min(rates), max(rates))
    amount, before = sign * increase.quantity.amount, level.number.quantity.amount
    by_text, operator, base = bare(increase.quantity), "−" if sign > 0 else "+", bare(level.number.quantity)
    if start is not total:
        before, base = before - amount, f"({base} {operator} {by_text})"
    value = amount / before * 100
    how = f"{by_text} ÷ {base} = {plain(rounded(value, 2))}%"
    certain = not _is_nearly(rate, sign, implied)
    yield from judged(Claim(rate, value, implied, how, "rate", sign=sign, certain=certain))


# --- directions


def _directions(text: str, terms: Sequence[Term]) -> Iterator[Finding]:
    """Find verbs that say up where the numbers go down, or the other way round. A rank goes up to a smaller number."""
    for first, last in pairwise(terms):
        start, end = first.number.quantity, last.number.quantity
        ranks = _are_ranks(first, last)
        joined = first.number.kind == "from" and last.number.kind == "to" and first.number.group == last.number.group
        if not (joined or (ranks and re.search("从|由", first.clause))) or not (
            exact(first.number) and exact(last.number)
        ):
            continue
        yield from _check_direction(text[start.end : end.start], first, last)


def _check_direction(between: str, first: Term, last: Term) -> Iterator[Finding]:
    """Check the verb between two ends against their order."""
    rises, falls = bool(_RISES.search(between)), bool(_FALLS.search(between))
    if _are_ranks(first, last):
        rises, falls = falls, rises
    wrong = (rises and interval(last.number).high < interval(first.number).low) or (
        falls and interval(last.number).low > interval(first.number).high
    )
    if rises != falls and wrong and "埋深" not in first.lead:  # water that rises is less deep
        down = rises != _are_ranks(first, last)  # the verb that fits
        how = f"{bare(last.number.quantity)} {'<' if rises else '>'} {bare(first.number.quantity)}"
        yield Finding(last.number, "direction", "下降" if down else "上升", how)


def _are_ranks(first: Term, last: Term) -> bool:
    """Whether two numbers are places in a ranking."""
    units = {first.unit, last.unit}
    ranks = {first.number.kind, last.number.kind} == {"rank"}
    return ranks or (
        units <= {"位", "名"} and bool(re.search("排名|位次|名次|排位|第$|榜", first.lead + last.clause[-2:]))
    )


def _near_miss(text: str, terms: Sequence[Term], change: Change) -> Iterator[Finding]:
    """Find 由76.5%提升到84.1%，同比提升8.6个百分点 where the text names no other year: another base may be meant, but
    the number is near to that of these ends. It is a warning."""
    ends, stated = from_to(terms, change.index), terms[change.index].number
    if ends is None or change.base != "last" or period_key(ends.words) or not exact(stated):
        return
    for finding in _check_change(text, ends, stated, change.sign):
        right = next(quantities(finding.right), None)
        if finding.problem == "change" and right and _LEAST <= stated.quantity.value / (right.value or 1) <= _MOST:
            yield replace(finding, certain=False)


def _same_size_other_way(terms: Sequence[Term], change: Change, ends: Ends | None) -> Iterator[Finding]:
    """Find 由3.4亿元降至2.9亿元，同比增长14.7%: the size shows that both are one change, though a base is named."""
    stated = terms[change.index].number
    other = None if ends else from_to(terms, change.index)
    quantity = stated.quantity
    if (
        not other
        or not exact(stated)
        or quantity.base_unit not in PERCENT
        or quantity.value != rounded(quantity.value, 1)
    ):
        return
    first, last = interval(other.first.number), interval(other.last.number)
    if first.low <= 0 or other.first.unit in _POINTS or len(quantity.value.as_tuple().digits) < 3:
        return
    implied = (last / first - Interval(Decimal(1), Decimal(1))).scaled(100)
    opposite = Claim(stated, Decimal(0), implied, "", "direction", sign=-change.sign)
    if implied.high - implied.low < _WIDEST and is_true(opposite):
        up = change.sign > 0
        how = f"{bare(other.last.number.quantity)} {'<' if up else '>'} {bare(other.first.number.quantity)}"
        yield Finding(stated, "direction", _OPPOSITE[change.sign], how, certain=implied.high - implied.low < 1)


# --- percentage points


def _levels_in_points(text: str, terms: Sequence[Term]) -> Iterator[Finding]:
    """Find 达到38.2个百分点: a share is in percent, only a difference of shares is in points."""
    for term in terms:
        quantity = term.number.quantity
        if quantity.base_unit not in _POINTS["%"] or term.number.kind not in ("level", "to"):
            continue
        clause = re.split(r"[，,。；;、]", text[max(0, quantity.start - 24) : quantity.start])[-1]
        if _REACHED.search(clause) and not _NO_LEVEL.search(clause):
            yield Finding(term.number, "points", f"{plain(quantity.value)}%", "%")
