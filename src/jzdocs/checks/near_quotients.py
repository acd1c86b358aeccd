"""What a number may be by dividing others: rates of change, multiples, shares, means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from jzdocs.checks.claims import Interval, interval
from jzdocs.checks.ends import is_told
from jzdocs.checks.near_relation import (
    BASE_NAMED,
    CHANGED,
    NO_AMOUNT,
    UNITY,
    Relation,
    Result,
    amount,
    amounts_beside,
    are_together,
    is_alone,
    is_joined,
    is_pair,
    is_whole,
    relation,
    run_of,
    unit,
)
from jzdocs.checks.ranges import scale_of, share_range
from jzdocs.checks.slips import alike
from jzdocs.checks.terms import Term, without_periods
from jzdocs.checks.value_pairs import EARLY, FILLER, order_of
from jzdocs.facts.rounding import PERCENT, bare, decimal_places, rounded
from jzdocs.patterns import compiled

_AT_END_CHANGED = compiled(rf"(?:{CHANGED.pattern})[^，。；、]{{0,3}}$")
_MEANT = compiled("均|每|单位|单[价台次]|密度|/")
_CLEARLY_MEANT = compiled(
    "^[，,]?(?:平均(?!增|增长|每年)|[人户班校村次台][均]|每[\u4e00-\u9fff]{1,3})(?![^，。；]*(?:增|减|降|提高))"
)
_RATED = compiled("占|率|兑现|达成|到位|实现|比[例重]?|份额|程度|面|强度|系数|持股|出资|完成|中$|中，$|^$|[（(]$")
_CLEARLY_RATED = compiled(
    "(?:占|率|持股|占比|比例|比重|完成|兑现|达成度|完成度|到位|实现)(?:比例|的)?(?:为|达到?|是|约|了)*$"
)
_LONGEST = 40  # characters between a rate and what it may be of
_REACHED = compiled("[至到为达成][^，。；、]{0,3}$")
_FAULTS = frozenset(("差错", "错误", "失误", "问题", "次品", "废品", "破损", "缺勤", "违规", "故障", "逾期", "投诉"))
_SAVED = compiled(
    "节(?:[约支省]|[\u4e00-\u9fff]{0,2}率)|[减降][\u4e00-\u9fff]{0,3}率|下浮|下降|降[低幅]|优惠|让利|折扣|溢价|超|亏|损耗|空置|闲置|缺"
)
_REACHED = compiled("[到至为][^，。；]{0,12}的$")
_SCOPE = compiled(
    "^(?:[半全单双]程|[男女城乡]|城镇|农村|省内|市内|本地|外地|首[批轮次]|[一二三四上下前后][期批轮半]|重点|大型|小微|新)"
)
_OF_PART = compiled("其中|[已实]|持股|出资|占总|完成|兑现|达成|到位|发现|通过|查出")
_GOOD = compiled("(?:完好|合格|成活|达标|到课|出勤|保存|正确|及格|到岗|准确|存活|良品|完整)率")
_BAD = compiled("[损坏不死缺未错破病漏废残误]|[事产]假|请假|失败")
_FORMERLY = compiled(
    "(?:是|为|系|乃|相当于|达到?)[^，。；]{0,8}(?:前|原来|原先|过去|上年|去年|同期|当初|最初|起步时)的?$"
)
_RESTS = compiled("[不未非无余剩其损坏空缺差减降死亡亏旷逾]|剩余")


def rates(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the rates of change that a term may be: of two values, or of a value and its change."""
    stated = terms[index]
    if stated.unit not in (*PERCENT, "倍") or stated.number.quantity.text.startswith("翻"):
        return
    if not CHANGED.search(stated.clause) or (stated.unit == "倍" and _REACHED.search(stated.lead)):
        return  # 增长到2020年的3倍 is a multiple
    worded = "均" not in stated.clause
    for first, second in combinations(amounts_beside(terms, index), 2):
        if unit(first) == unit(second) and min(amount(first), amount(second)) > 0:
            if _is_new_behind(stated, second):  # 新增1560户，增长30%，一季度新增1200户: two levels
                continue
            near = worded and are_together(terms, stated, first, second) and _is_about(stated, first, second)
            near = near and (_is_change(second) or is_pair(stated, first, second))
            near = near and not is_told(terms, index, second, first)
            yield from _rates_of(stated, first, second, is_worded=near)


def _is_change(term: Term) -> bool:
    """Whether a term says by how much something changed: 多18宗, but not 增加到18宗."""
    if term.number.kind == "to" or _REACHED.search(term.clause):
        return False
    return term.is_change or _AT_END_CHANGED.search(term.clause) is not None


def _is_new_behind(stated: Term, second: Term) -> bool:
    """Whether the second of two values stands behind a rate and is what was new at another time, no change of it."""
    return second.number.quantity.start > stated.number.quantity.start and "新增" in second.clause


def _is_new(level: Term) -> bool:
    """Whether a level is what something has become, not what it was before."""
    return level.number.kind not in ("from", "to") and not re.search(f"[比较]|{EARLY.pattern}", level.lead)


def _has_one_base(stated: Term, change: Term) -> bool:
    """Whether a rate can have no other base than a change that names one: 比一季度增加18亿元，环比增长."""
    if not re.search("[比较]", change.clause) or {stated.number.kind, change.number.kind} == {"increase", "decrease"}:
        return False
    if "同比" in stated.clause:
        return re.search("上年|去年|同期|同比", change.clause) is not None
    if "环比" in stated.clause:
        return re.search("上|前|季度|月|环比", change.clause) is not None
    return not re.search("[比较]", stated.clause)


def _base_first(first: Term, second: Term) -> int:
    """Return -1 where only the first of two values is called a base (预算, 与…相比), 1 where only the second is."""
    named = [BASE_NAMED.search(term.lead) is not None for term in (first, second)]
    return named[1] - named[0]


def _is_about(stated: Term, first: Term, second: Term) -> bool:
    """Whether a rate of change may be that of two values: it stands behind the first, and names nothing else where both
    stand in the sentence before."""
    if stated.number.quantity.start < first.number.quantity.start:
        return False
    name = FILLER.sub("", without_periods(stated.clause))
    return second.sentence == stated.sentence or alike(name, second.lead)


def _rates_of(stated: Term, first: Term, second: Term, *, is_worded: bool) -> Iterator[Relation]:
    factor = 1 if stated.unit == "倍" else 100
    bases: Sequence[Result]
    if _is_change(second):
        bases = (_over_earlier(first, second),)
    else:
        joined = first.number.kind == "from" and second.number.kind == "to"  # 由2022年的A增加到去年的B
        order = -1 if joined else order_of(first.lead, second.lead) or _base_first(first, second)
        forth, back = _over(first, second), _over(second, first)
        bases = (forth, back) if not order else (forth,) if order < 0 else (back,)
    mistakes = [abs(other.value) * factor for other in (_over(first, second), _over(second, first))]
    is_mistaken = False
    if _is_change(second) and _has_one_base(stated, second) and _is_new(first):
        mistakes.append(amount(second) / amount(first) * factor)  # over what it has become
        quantity = stated.number.quantity
        is_mistaken = rounded(mistakes[-1], decimal_places(quantity.value)) == quantity.value
    if factor == 1:
        mistakes.append(amount(second) / amount(first))
    for place, base in enumerate(bases):
        signed = factor if base.value > 0 else -factor
        result = Result(base.value * signed, base.implied.scaled(signed), base.how, "rate", mistakes)
        near = is_worded and not place
        yield from relation(stated, (first, second), result, is_worded=near, clear=near and is_mistaken)


def ratios(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the multiple that a term may be of two values: 由60万吨提高到180万吨，是技改前的3倍."""
    stated = terms[index]
    behind_base = stated.lead in ("的", "之")
    if stated.unit != "倍" or not (behind_base or _FORMERLY.search(stated.clause)):
        return
    for first, second in combinations(amounts_beside(terms, index), 2):
        if unit(first) == unit(second) and min(amount(first), amount(second)) > 0:
            near = are_together(terms, stated, first, second) and index > next(
                place for place, term in enumerate(terms) if term is second
            )
            small, large = sorted((first, second), key=amount)
            how = f"{bare(large.number.quantity)} ÷ {bare(small.number.quantity)}"
            result = Result(amount(large) / amount(small), _quotient(large, small), how, "multiple")
            yield from relation(stated, (first, second), result, is_worded=near, clear=True)


def _over(base: Term, last: Term) -> Result:
    """Return the change from `base` to `last` over `base`."""
    whole_interval = Interval(UNITY, UNITY)
    start, end = base.number.quantity, last.number.quantity
    how = f"({bare(end)} − {bare(start)}) ÷ {bare(start)}"
    return Result(end.amount / start.amount - 1, _quotient(last, base) - whole_interval, how, "rate")


def _over_earlier(level: Term, change: Term) -> Result:
    """Return a change over the value that was there before it."""
    sign = -1 if re.search("[减降跌少低缩压省]", change.clause) else 1
    value, by = level.number.quantity, change.number.quantity
    base = value.amount - sign * by.amount
    if base <= 0:
        return Result(Decimal(0), Interval(Decimal(0), Decimal(0)), "", "rate")
    below = interval(level.number) - interval(change.number).scaled(sign)
    implied = interval(change.number) / below if below.low > 0 else Interval(Decimal(0), Decimal(0))
    how = f"{bare(by)} ÷ ({bare(value)} {'−' if sign > 0 else '+'} {bare(by)})"
    return Result(by.amount / base, implied, how, "rate")


def _quotient(above: Term, below: Term) -> Interval:
    whole = amount(below)
    divisor = Interval(whole, whole) if is_whole(below) else interval(below.number)
    return interval(above.number) / divisor if divisor.low > 0 else Interval(Decimal(0), Decimal(0))


def shares(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the shares that a term may be: a part of a whole, what is left of it, what was done of a plan."""
    stated = terms[index]
    if stated.unit not in (*PERCENT, "‰"):
        return
    if _AT_END_CHANGED.search(stated.clause):
        return
    worded = bool(_RATED.search(stated.clause) or stated.clause in ("的", "之")) and len(stated.lead) <= _LONGEST
    others = [term for term in amounts_beside(terms, index) if not term.number.is_duration]
    for first, second in combinations(others, 2):
        if unit(first) != unit(second) or min(amount(first), amount(second)) <= 0:
            continue
        part, whole = (first, second) if amount(first) <= amount(second) else (second, first)
        yield from _shares_of(terms, stated, (first, second), (part, whole), is_worded=worded)


def _shares_of(
    terms: Sequence[Term], stated: Term, pair: tuple[Term, Term], sizes: tuple[Term, Term], *, is_worded: bool
) -> Iterator[Relation]:
    """Yield what the smaller of two amounts is of the larger, the larger of the smaller, and what is left of it."""
    part, whole = sizes
    scale = 1000 if stated.unit == "‰" else 100
    near = is_worded and are_together(terms, stated, *pair) and "超" not in stated.lead
    alone = is_alone(terms, stated, pair)
    opposed = near and bool(_GOOD.search(stated.clause)) and bool(_BAD.search(part.clause))
    named = near and not opposed and _is_rate_of(stated, part, whole)
    behind = any(first is pair[1] and second is stated for first, second in pairwise(terms))
    clear = bool(_CLEARLY_RATED.search(stated.clause)) and alone and behind and not is_joined(pair[1])
    clear = clear and _is_part(stated, *pair) and _is_rate_of(stated, part, whole)
    if re.search("成|分之", stated.number.quantity.text):
        yield from _in_tenths(stated, part, whole, is_worded=named and alone)
        return
    if _SAVED.search(stated.clause):  # 节约率: of what is not in the part
        named = clear = False
    yield from _share(stated, part, whole, is_worded=named, clear=clear)
    done = bool(re.search("完成|执行|达标|兑现|达成|实现|到位", stated.lead))
    yield from _share(stated, whole, part, is_worded=named and done, clear=clear)
    if _CLEARLY_RATED.search(stated.clause) and not opposed and not _RESTS.search(stated.clause + part.clause):
        return
    value = scale - amount(part) / amount(whole) * scale
    rest = Interval(UNITY, UNITY) - _quotient(part, whole)
    how = f"1 − {bare(part.number.quantity)} ÷ {bare(whole.number.quantity)}"
    result = Result(value, rest.scaled(scale), how, "share")
    yield from relation(stated, (part, whole), result, is_worded=opposed, clear=opposed and alone)


def _is_part(stated: Term, first: Term, second: Term) -> bool:
    """Whether words say that the second of two amounts is of the first: 其中, 已, a common name, or the name of the
    rate (赞成, 得票率)."""
    if (
        _OF_PART.search(second.clause + stated.clause)
        or _BAD.search(second.clause)
        or alike(_named(first), second.clause)
    ):
        return True
    name = re.search(r"([\u4e00-\u9fff]{1,6})率(?:为|达到?|是|约)*$", stated.clause)
    return name is not None and any(char in _named(second) for char in name[1] if char not in "的总平均")


def _is_rate_of(stated: Term, part: Term, whole: Term) -> bool:
    """Whether a rate may be that of two amounts: its name holds a character of theirs (办结率, 已办结), or it has no
    name of its own (占, 完成)."""
    name = re.search(r"([\u4e00-\u9fff]{1,6})率(?:为|达到?|是|约)*$", stated.clause)
    if name and name[1] in _FAULTS and _BAD.search(part.clause):
        return True
    if name and re.search("按[期时]|及时|当场|首次|一次|准[时点]", name[1]):
        return False
    if name and (scope := _SCOPE.search(name[1])) and scope[0] not in _named(part) + _named(whole):
        return False  # 完赛9860人，半程完赛率93%
    words = _named(part) + _named(whole)
    return name is None or any(char in words for char in name[1] if char not in "的总平均")


def _named(term: Term) -> str:
    """Return the words before a number and the noun behind it."""
    return term.lead + term.unit + re.split("[，。；、（）：]", term.tail)[0]


def _share(stated: Term, part: Term, whole: Term, *, is_worded: bool, clear: bool) -> Iterator[Relation]:
    scale = 1000 if stated.unit == "‰" else 100
    value = amount(part) / amount(whole) * scale
    mistakes = [scale - value] if abs(scale - 2 * value) > 1 else ()
    needed: Sequence[Decimal] = ()
    if clear and amount(stated):
        needed = (amount(whole) * amount(stated) / scale, amount(part) / amount(stated) * scale)
    how = f"{bare(part.number.quantity)} ÷ {bare(whole.number.quantity)}"
    result = Result(value, _quotient(part, whole).scaled(scale), how, "share", mistakes, needed)
    yield from relation(stated, (part, whole), result, is_worded=is_worded, clear=clear)


def _in_tenths(stated: Term, part: Term, whole: Term, *, is_worded: bool) -> Iterator[Relation]:
    """Yield a share in tenths or as a fraction, which stands for all that is nearest to it: 占八成, 三分之一."""
    scale = scale_of(stated.number.quantity)
    value = amount(part) / amount(whole)
    shown = value * scale_in(stated)
    meant = share_range(stated.number.quantity)
    if meant.meets(Interval(value * scale, value * scale)):
        shown = amount(stated)
    how = f"{bare(part.number.quantity)} ÷ {bare(whole.number.quantity)}"
    result = Result(shown, Interval(shown, shown), how, "share")
    yield from relation(stated, (part, whole), result, is_worded=is_worded, clear=True)


def scale_in(term: Term) -> Decimal:
    """Return what a share's amount is a fraction of: 100 where 三分之一 is read as 33.3 percent, else 1."""
    return Decimal(100) if term.unit in PERCENT else Decimal(1)


def means(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the means that a term may be: 每人4.5万元."""
    stated = terms[index]
    if stated.unit in NO_AMOUNT or stated.lead.endswith("每"):  # 每100毫升含3.2克
        return
    worded = bool(_MEANT.search(stated.clause + stated.unit))
    unit = stated.unit.partition("/")[0]
    others = [term for term in amounts_beside(terms, index) if amount(term) > 0 and not stated.is_change]
    for first, second in combinations(others, 2):
        for whole, count in ((first, second), (second, first)):
            if _same(whole.unit, unit) and not _same(count.unit, unit) and "/" not in count.unit:
                how = f"{bare(whole.number.quantity)} ÷ {bare(count.number.quantity)}"
                result = Result(amount(whole) / amount(count), _quotient(whole, count), how, "average")
                near = worded and are_together(terms, stated, whole, count)
                before = max(whole.number.quantity.start, count.number.quantity.start) < stated.number.quantity.start
                near = near and before
                clear = near and len(others) == 2 and bool(_CLEARLY_MEANT.search(stated.clause))
                yield from relation(stated, (whole, count), result, is_worded=near, clear=clear)


def _same(first: str, second: str) -> bool:
    return first == second or {first, second} <= {"人", "名", "位"}


def means_of_lists(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the mean that a term may be of the list before it: 分别为612、598、640公斤，平均617公斤."""
    stated = terms[index]
    if "平均" not in stated.clause and "均" not in stated.clause[-3:]:
        return
    listed = run_of(terms[index - 1 :: -1] if index else (), stated)[::-1]
    first = next((place for place, term in enumerate(listed) if "分别" in term.lead), None)
    if first is None and len(listed) > 2 and all(map(is_joined, listed[1:])):
        first = 0
    if first is None or len(listed) - first < (2 if "分别" in listed[first].lead else 3):
        return
    parts = listed[first:]
    total = sum(map(amount, parts), Decimal(0))
    implied = sum((interval(term.number) for term in parts), Interval(Decimal(0), Decimal(0)))
    how = f"({' + '.join(bare(term.number.quantity) for term in parts)}) ÷ {len(parts)}"
    result = Result(total / len(parts), implied.scaled(UNITY / len(parts)), how, "average")
    yield from relation(stated, parts, result, is_worded=True, clear=True)
