"""Relations that the numbers of a sentence may stand in, and what their words say of them.

A relation holds what a number would be by others: whatever the words say where it is true, else where they point to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.claims import Claim, Interval
from jzdocs.checks.finding import Problem
from jzdocs.checks.ranges import unit_of
from jzdocs.checks.terms import Term
from jzdocs.checks.value_pairs import EARLY, YEAR
from jzdocs.facts.rounding import PERCENT, POINTS, multiplier, plain, rounded
from jzdocs.patterns import compiled

CHANGED = compiled(
    "[增升涨减降跌多少高低缩压省快慢攀滑]|变[动化]|改善|恶化|同比|环比|翻|折让|优惠|[上下]浮|溢价|衰减|回[升落]|提速|幅"
)
_BASED = compiled("[比较](?![重例率值差])|同比|环比|增速")
BASE_NAMED = compiled(
    "[比较]|相比|计划|预算|上限|定额|指标|控制数|限价|控制价|[定原]价|(?<!中)标价|核定|概算|上一|前一|此前|原|年前|初赛"
)
NEAR = 6
NO_AMOUNT = frozenset((*PERCENT, *POINTS, "倍", "", "‰"))
UNITY = Decimal(1)
_FAR = 12  # times; what is further from a stated number is no misprint of it


class Relation(Struct, frozen=True):
    """That the number of the term `stated` is what those of `operands` give. `is_worded` is whether any words say so,
    `clear` whether they do plainly; `mistakes` are the results of usual mistakes (another base, a part left out),
    `needed` what each operand would have to be."""

    claim: Claim
    stated: Term
    operands: Sequence[Term]
    is_worded: bool
    clear: bool
    mistakes: Sequence[Decimal]
    needed: Sequence[Decimal]


class Result(Struct, frozen=True):
    """What operands give: the value of their printed amounts, all values that they may stand for, the formula, what is
    wrong where something else is stated; and the `mistakes` and `needed` of a relation."""

    value: Decimal
    implied: Interval
    how: str
    problem: Problem
    mistakes: Sequence[Decimal] = ()
    needed: Sequence[Decimal] = ()


def relation(
    stated: Term, operands: Sequence[Term], result: Result, *, is_worded: bool, clear: bool = False
) -> Iterator[Relation]:
    """Yield the relation of a term to what operands give, unless that is far from what is stated."""
    quantity = stated.number.quantity
    if not abs(quantity.amount) / _FAR < result.value < abs(quantity.amount) * _FAR:
        return
    shown = plain(rounded(result.value / multiplier(quantity), 2))
    how = f"{result.how} = {shown}{quantity.unit}"
    claim = Claim(stated.number, result.value, result.implied, how, result.problem, certain=False)
    yield Relation(claim, stated, operands, is_worded, clear, result.mistakes, result.needed)


def amounts_beside(terms: Sequence[Term], index: int) -> list[Term]:
    """Return the nearest amounts beside a term."""
    near = terms[max(0, index - NEAR) : index + NEAR]
    return [term for term in near if term is not terms[index] and term.unit not in NO_AMOUNT]


def are_together(terms: Sequence[Term], *members: Term) -> bool:
    """Whether terms follow one another, with at most one between them."""
    places = sorted(next(i for i, term in enumerate(terms) if term is member) for member in members)
    return places[-1] - places[0] <= len(members)


def unit(term: Term) -> str:
    """Return the unit that a term is added in."""
    return unit_of(term.number.quantity)


def amount(term: Term) -> Decimal:
    """Return the amount of a term: its value with 万 and 亿."""
    return term.number.quantity.amount


def is_alone(terms: Sequence[Term], stated: Term, others: Sequence[Term]) -> bool:
    """Whether a term's sentence holds nothing but it and others."""
    own = [term for term in terms if term.sentence == stated.sentence and term is not stated]
    return len(own) == len(others) and all(term in own for term in others)


def is_whole(term: Term) -> bool:
    """Whether a number is a whole one in its own unit, which is meant exactly where it is multiplied."""
    quantity = term.number.quantity
    return quantity.amount == quantity.value == quantity.value.to_integral_value()


def is_joined(term: Term) -> bool:
    """Whether a term goes on with the list of the term before it."""
    return term.lead.startswith(("、", "和", "及"))


def is_pair(stated: Term, first: Term, second: Term) -> bool:
    """Whether two values may be those of one thing at two times, from one of which a change is stated."""
    return first.number.kind in ("from", "to") or bool(
        may_have_base(stated, first, second) and names_past(first, second)
    )


def names_past(first: Term, second: Term) -> bool:
    """Whether one of two values is one of an earlier time, or one that the other is compared with."""
    return any(
        EARLY.search(term.lead) or YEAR.search(term.lead) or BASE_NAMED.search(term.lead) for term in (first, second)
    )


def may_have_base(stated: Term, first: Term, second: Term) -> bool:
    """Whether the base that a statement names (同比, 比上年) may be one of two values."""
    return not _BASED.search(stated.clause) or names_past(first, second)


def run_of(terms: Sequence[Term], stated: Term) -> list[Term]:
    """Return the amounts that follow a term, or go before it, and are of its unit; shares between them do not count."""
    found: list[Term] = []
    for term in terms:
        if term.unit in (*PERCENT, "‰"):
            continue
        if unit(term) != unit(stated) or abs(term.sentence - stated.sentence) > 1:
            break
        found.append(term)
    return found
