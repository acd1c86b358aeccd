"""What a number may be by multiplying others: a price by a count, a rate by what it is of, an exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from jzdocs.checks.claims import Interval, interval
from jzdocs.checks.dimensions import measured, unit_at_start
from jzdocs.checks.near_relation import (
    CHANGED,
    NEAR,
    NO_AMOUNT,
    UNITY,
    Relation,
    Result,
    amount,
    are_together,
    is_whole,
    relation,
)
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import PERCENT, POINTS, bare
from jzdocs.patterns import compiled

_PRICED = compiled("每|[时车流]速|速度|单价|均|票价|租金|单[台套次]|[时日月年]薪|/")
_PART_OF = compiled("按|[利税费]率|折|比例|提取|抽取|补助比")
_CAPACITY = compiled("载重|核载|限|容|最[多大高]|额定|标准|可")
_STEP = compiled("每(?:[\u4e00-\u9fff]{0,3}[升降高低增减加少深远长过隔])$")  # 每升高100米: no price of the metre
_MOST_TERMS_OF_TIME = 12  # years or months of interest
_SHIFTED = 10  # times: more likely a slip of the decimal point
_EXCHANGED = compiled("汇率|折算价|中间价|牌价|兑(?!水)")


def products(terms: Sequence[Term], index: int) -> Iterator[Relation]:
    """Yield the products that a term may be: of a price, a rate or a share by what it is of."""
    stated = terms[index]
    if stated.unit in NO_AMOUNT:
        return
    near = terms[max(0, index - NEAR) : index + NEAR]
    others = [term for term in near if term is not stated and term.sentence == stated.sentence]
    for count in (2, 3):
        for factors in combinations(others[-NEAR + count - 2 :], count):
            if _may_multiply(stated, factors):
                yield from _product(stated, factors, is_worded=are_together(terms, stated, *factors))


def _may_multiply(stated: Term, factors: Sequence[Term]) -> bool:
    """Whether the units of factors give that of a term: 元 × 人, 元/亩 × 亩, % × 元."""
    bases = [term.unit.partition("/")[0] for term in factors]
    percents = sum(term.unit in (*PERCENT, "‰") for term in factors)
    if percents > 1 or any(term.unit in POINTS or term.unit == "倍" for term in factors):
        return False
    if any(_EXCHANGED.search(term.clause) for term in factors):  # see `currencies`
        return False
    return bases.count(stated.unit) == 1 and "" not in bases


def _product(stated: Term, factors: Sequence[Term], *, is_worded: bool) -> Iterator[Relation]:
    value, implied = UNITY, Interval(UNITY, UNITY)
    for term in factors:
        scale = UNITY / 100 if term.unit in PERCENT else UNITY / 1000 if term.unit == "‰" else UNITY
        value *= amount(term) * scale
        exact = amount(term)
        values = Interval(exact, exact) if is_whole(term) else interval(term.number)
        implied = implied * values.scaled(scale)
    worded = is_worded and _multiplies(stated, factors)
    needed = [amount(stated) / value * amount(term) for term in factors] if value else ()
    result = Result(
        value, implied, " × ".join(bare(term.number.quantity) for term in factors), "product", needed=needed
    )
    yield from relation(stated, factors, result, is_worded=worded)
    yield from _with_its_share(stated, factors, result)


def _with_its_share(stated: Term, factors: Sequence[Term], part: Result) -> Iterator[Relation]:
    """Yield what else a term may be of an amount and a rate of it, where its words point to neither: the amount with
    its share or without it (价税合计), or the share of several years (到期利息)."""
    whole = next((term for term in factors if term.unit == stated.unit), None)
    if len(factors) != 2 or whole is None or not any(term.unit in (*PERCENT, "‰") for term in factors):
        return
    shares = [part.value * count for count in range(2, _MOST_TERMS_OF_TIME + 1) if count != _SHIFTED]
    for value in (amount(whole) + part.value, amount(whole) - part.value, *shares):
        if value == amount(stated):  # exactly: what is near to it may be a slip
            yield from relation(stated, factors, Result(value, Interval(value, value), "", "product"), is_worded=False)


def _is_over_another(factors: Sequence[Term]) -> bool:
    """Whether a factor is over a measure that no other is of: 每亩30公斤 by 10天."""
    kinds = [measured(term.unit)[0] for term in factors]
    for term in factors:
        measure = unit_at_start(term.clause.rpartition("每")[2]) if "每" in term.clause else ""
        if measure and not any(set(measured(measure)[0]) & set(kind) for kind in kinds):
            return True
    return False


def _multiplies(stated: Term, factors: Sequence[Term]) -> bool:
    """Whether words say that factors are multiplied: one is a price, or a share of the other."""
    if re.search("另|还|同时|最[高低大小多少]|已|实际|实有|实住|在[住岗校册]", stated.clause):
        return False
    if any(term.lead.endswith("每") for term in factors):  # 每100毫升含3.2克
        return False
    if any(_CAPACITY.search(term.clause) for term in factors) and not re.search("[可能需应共]|满", stated.clause):
        return False
    if _is_over_another(factors):
        return False
    percent = next((term for term in factors if term.unit in (*PERCENT, "‰")), None)
    if percent:
        if percent.number.quantity.start > stated.number.quantity.start:
            return False
        return bool(_PART_OF.search(percent.clause)) and not CHANGED.search(percent.clause)
    price = next(term for term in factors if term.unit.partition("/")[0] == stated.unit)
    if any(_STEP.search(term.clause) for term in factors):
        return False
    return bool(_PRICED.search(price.clause + price.unit))
