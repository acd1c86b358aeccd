"""What a number may be by adding and subtracting others: what is left, a whole and its parts, a running total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product, takewhile

from jzdocs.checks.claims import Interval, interval
from jzdocs.checks.names import are_distinctions, may_overlap
from jzdocs.checks.near_relation import (
    CHANGED,
    NEAR,
    Relation,
    Result,
    amount,
    amounts_beside,
    are_together,
    is_alone,
    is_joined,
    is_pair,
    may_have_base,
    relation,
    run_of,
    unit,
)
from jzdocs.checks.terms import Term
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.numerals import number_in
from jzdocs.facts.rounding import PERCENT, POINTS, bare
from jzdocs.patterns import compiled

_REMAINS = (
    "节[水电能煤油气约省]|[多少高低差欠剩余缺亏超快慢早晚省短](?:了|出|计|达|发|收|支|付|交|缴|用|补|编|额|员|岗|课|席|勤)?|结[余存]|留存|库存|弃权"
    "|净(?:[增减]|流[入出]|迁[入出]|[剩余])|(?<!全)[尚还仍未空][^，。；、的]{0,4}|剩余[^，。；、的]{0,4}"
    "|提前|推迟|延[长迟]|拉开|领先|落后|反超|让利|优惠|抵扣|缺口|差[额距]"
)
_DIFFERS = compiled(rf"(?:{_REMAINS})(?:为|是|达到?|约|共|有)*$")
_CHANGES = compiled(
    rf"(?:{RISE}|{FALL}|[增减升降涨跌攀滑]|改善|恶化|优化|跃升|抬[高升]|拉高)(?:了|约|为|达|到|出|至)*$"
)
_IN_ALL = compiled("共|合计|总(?!书记|理|统)|全[年部体]|累计|整个")
_SUMMED = compiled("综合(?:得分|评分)|总得分|总评分|共|合计|合共|总|累计|加起来")
_SOME = compiled("其中|含|包括|主要|特别|尤其")
_COMPARED = compiled("(?:高于|低于|高出|低|超出)(?:了|全[国省市县区]|[^，。；、分比]{0,10})$")
_IN_TOTAL = compiled("(?:共|合计|总计|合共|共计|总(?:量|数|成绩|分|重|长|时长))(?:有|为|达到?|约)*$")
_GOAL = compiled("目标|计划|力争|预计|预期|拟|将|左右|不低于|不少于|不超过|至少|最多")
_LEADS_LIST = compiled(r"^[：:（(]|(?:其中|包括|含(?!量|税)|包含|即)")
_NAMED = compiled("[\u4e00-\u9fffA-Za-z]{2}")
_APART = compiled("分别|各(?![类项级地])|均")
_OF_PLACE = compiled("[，,]全[国省市县区镇村]")
_PARTS_OF_YEAR = (("上半年", "下半年"), ("前三个?季度|前9个?月", "四季度"), ("前11个月", "12月"))
_COUNTED = compiled(
    "([两三四五六七八九十])(?:个?[\u4e00-\u9fff]{1,2})(?:的)?(?:累计|合计|共计|总计|一共|共|相加|加起来|之和)"
)
_GAP = compiled("[高低多少]|差[额距值]?$|超|领先|落后")
_BESIDES = compiled("其中|包括|另|此外|还有|除此|[顺逆]差|差额|净|结余|余额")
_MANY = compiled("分别|各|年均|每年|同比|环比(?!前)|比上年|较上年|比去年")
_OF_OTHER = compiled("占|其中|目标|计划|平均|均|人均|每|投入|耗资|资金|惠及|涉及")
_MOST_OF_SOME = Decimal("1.6")
_LONGEST_NAME = 24


def differences(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield what a term is by subtraction: 尚欠50万元."""
    stated = terms[index]
    if stated.unit in POINTS:
        others = [term for term in terms if term.unit in PERCENT]
    elif stated.unit in ("个点", "点"):
        others = [term for term in terms if not term.unit and "指数" in term.lead + terms[0].lead]
    else:
        others = [term for term in terms if term is not stated and unit(term) == unit(stated)]
    remains, changes = (bool(words.search(stated.clause)) for words in (_DIFFERS, _CHANGES))
    if (
        stated.unit in PERCENT
        or re.search("最[高低多少]|[存贷款]余额|累计|滚存|历年", stated.clause)
        or "新增" in stated.clause
        or stated.number.kind in ("from", "to")
    ):
        remains = changes = False
    for first, second in combinations(others[-NEAR:], 2):
        behind = max(term.number.quantity.start for term in (first, second)) < stated.number.quantity.start
        left = remains and may_have_base(stated, first, second) and (behind or bool(_GAP.search(stated.clause)))
        worded = (changes and is_pair(stated, first, second)) or left
        compared = stated.unit in POINTS and (
            (bool(_COMPARED.search(stated.lead or terms[index - 1].lead)) and terms[index - 1] is second)
            or (_are_neighbours(terms, index, first, second) and not _MANY.search(stated.lead))
        )
        joined = _follows_change(terms, index, (first, second))
        worded = worded or joined
        near = are_together(terms, stated, first, second) and not (first.is_change or second.is_change)
        yield from _difference(stated, first, second, is_worded=near and (worded or compared), clear=compared)


def _follows_change(terms: Sequence[Term], index: int, pair: tuple[Term, Term]) -> bool:
    """Whether a term stands right behind 从A变为B, and may say by how much that is, whatever its verb."""
    stated, (first, second) = terms[index], pair
    if stated.unit in PERCENT or amount(stated) in (amount(first), amount(second)) or _OF_OTHER.search(stated.clause):
        return False
    return first.number.kind == "from" and second.number.kind == "to" and terms[index - 1] is second


def _are_neighbours(terms: Sequence[Term], index: int, first: Term, second: Term) -> bool:
    """Whether a term stands right beside two others, which are the only ones of their unit in its sentence and the one
    before."""
    same = [term for term in terms if term.unit == first.unit and term is not terms[index]]
    beside = index >= 2 and terms[index - 2] is first and terms[index - 1] is second
    return len(same) == 2 and bool(
        beside or (index and terms[index - 1] is first and terms[index + 1 : index + 2] == [second])
    )


def _difference(stated: Term, first: Term, second: Term, *, is_worded: bool, clear: bool) -> Iterator[Relation]:
    larger, smaller = (first, second) if amount(first) >= amount(second) else (second, first)
    by = amount(stated)
    result = Result(
        amount(larger) - amount(smaller),
        interval(larger.number) - interval(smaller.number),
        f"{bare(larger.number.quantity)} − {bare(smaller.number.quantity)}",
        "balance",
        needed=() if stated.unit in POINTS else (amount(smaller) + by, amount(larger) - by),
    )
    yield from relation(stated, (larger, smaller), result, is_worded=is_worded, clear=clear)


def sums(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield what a term is by addition: the amounts behind it, or before it."""
    stated = terms[index]
    behind = run_of(terms[index + 1 :], stated)
    behind = [*behind[:1], *takewhile(lambda term: not _BESIDES.search(term.lead), behind[1:])]
    before = run_of(terms[index - 1 :: -1] if index else (), stated)[::-1]
    for size in range(2, len(behind) + 1):
        listed = size == len(behind) and _is_listed(stated, behind)
        more = listed and size > 2 and bool(_SOME.search(behind[0].lead)) and all(map(is_joined, behind[1:]))
        yield from _sum(stated, behind[:size], is_worded=listed, clear=more)
    summed = (
        not _OF_PLACE.match(stated.lead) and bool(_SUMMED.search(stated.clause)) and not _APART.search(stated.clause)
    )
    for size in range(2, len(before) + 1):
        running = size == 2 and bool(re.search("累计|两项|合计|共计", stated.clause)) and _are_steps(before[-2:])
        worded = running if running or size == 2 < len(before) else summed and size == len(before)
        running = running or (size == len(before) == 2 and _are_parts_of_year(before, stated))
        running = running or (size == len(before) > 2 and _counts_all(stated, before))
        worded = worded or running
        clear = running or (is_alone(terms, stated, before[-size:]) and bool(_IN_TOTAL.search(stated.clause)))
        yield from _sum(stated, before[-size:], is_worded=worded, clear=clear)


def _are_parts_of_year(parts: Sequence[Term], stated: Term) -> bool:
    """Whether two amounts are those of parts that make up a year, and a sum that of the year."""
    words = [term.lead for term in parts]
    return "全年" in stated.clause and any(
        re.search(first, words[0]) and re.search(second, words[1]) for first, second in _PARTS_OF_YEAR
    )


def _counts_all(stated: Term, parts: Sequence[Term]) -> bool:
    """Whether a sum says of how many amounts it is: 三期累计."""
    counted = _COUNTED.search(stated.clause)
    return counted is not None and number_in(counted[1].replace("两", "二")) == len(parts)


def _is_listed(stated: Term, parts: Sequence[Term]) -> bool:
    """Whether the amounts behind a term may be all its parts: each has a short name of its own and is a part worth
    naming, none is a change; those behind 其中 need not be all, so that only more than the whole is wrong."""
    words = "".join(term.lead for term in parts)
    if not (_IN_ALL.search(stated.lead) or _LEADS_LIST.search(parts[0].lead)) or _APART.search(stated.lead + words):
        return False
    if (stated.is_change and re.search("[比较同]|(?<!新)增|提高|上升", stated.lead)) or is_joined(parts[0]):
        return False
    if parts[0].lead.startswith(("（", "(")) and sum(map(amount, parts)) > amount(stated):
        return False
    some, total = bool(_SOME.search(parts[0].lead)), sum(map(amount, parts))
    if some and not amount(stated) < total <= amount(stated) * _MOST_OF_SOME:  # of far more, some are of two kinds
        return False
    names = [re.sub("^[，,：:（(、；]|其中|包括|包含|含|和|及", "", term.lead) + term.tail[:4] for term in parts]
    if may_overlap(names) or are_distinctions(names):
        return False
    named = all(_NAMED.search(term.lead) and len(term.lead) <= _LONGEST_NAME for term in parts)
    smallest = min(map(amount, parts))
    changed = any(CHANGED.search(term.clause[-4:]) or _GOAL.search(term.lead) or term.is_change for term in parts)
    return named and not changed and smallest * 1000 > amount(stated)


def _are_steps(parts: Sequence[Term]) -> bool:
    """Whether two amounts may be what was there and what was added now: 上月末已安装37台，本月安装15台."""
    first, second = (term.clause for term in parts)
    return bool(re.search("已|[上前此]|至", first) and re.search("本[月季年周期]|当[月季年日]|[今又再新]", second))


def _sum(stated: Term, parts: Sequence[Term], *, is_worded: bool, clear: bool = False) -> Iterator[Relation]:
    value = sum(map(amount, parts), Decimal(0))
    implied = sum((interval(term.number) for term in parts), Interval(Decimal(0), Decimal(0)))
    how = " + ".join(bare(term.number.quantity) for term in parts)
    mistakes = [value - amount(term) for term in parts] if len(parts) > 2 else ()
    needed = [amount(stated) - value + amount(term) for term in parts]
    result = Result(value, implied, how, "parts", mistakes, needed)
    yield from relation(stated, parts, result, is_worded=is_worded, clear=clear)


def balances(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the balances of three or four amounts that give a term, whatever the words say: 240 + 500 − 615 = 125."""
    stated = terms[index]
    others = [term for term in amounts_beside(terms, index) if unit(term) == unit(stated)]
    for size in (3, 4):
        for operands in combinations(others[-NEAR:], size):
            for signs in product((1, -1), repeat=size):
                value = sum((sign * amount(term) for sign, term in zip(signs, operands, strict=True)), Decimal(0))
                if value == amount(stated):
                    result = Result(value, Interval(value, value), "", "balance")
                    yield from relation(stated, operands, result, is_worded=False)
