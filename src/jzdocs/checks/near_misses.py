"""Near misses: numbers of a sentence that would agree but for one digit.

The checks beside this know wordings: they read which number is computed from which. Here a weak sign in the words is
enough (尚欠, 每, 率, a list behind a whole), because the numbers themselves are the evidence: what neighbours give
hardly ever misses a stated number by one digit, or by a usual mistake, by chance. Numbers that are part of any true
relation are left alone, and what is found is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import is_true, judged
from jzdocs.checks.finding import Finding
from jzdocs.checks.near_products import products
from jzdocs.checks.near_quotients import means, means_of_lists, rates, ratios, shares
from jzdocs.checks.near_relation import Relation
from jzdocs.checks.near_sums import balances, differences, sums
from jzdocs.checks.slips import is_plain, is_slip
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import decimal_places, exact, multiplier, rounded
from jzdocs.patterns import compiled

_MOST_TERMS = 9
_READERS: tuple[Callable[[Sequence[Term], int], Iterator[Relation]], ...] = (
    differences,
    sums,
    balances,
    rates,
    ratios,
    shares,
    means,
    means_of_lists,
    products,
)
_NO_VALUE = compiled("(?:突破|跨越|迈上|跨上|站上|跨过|[=＝])$")  # a threshold
_FEW = 10  # percent; 1 more is much then
_LEAST_DIGITS = 3  # of fewer digits, one that differs says little


def near_misses_in(terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the first number of a sentence (the terms from `start` on) that misses what its neighbours give by a digit,
    or by a usual mistake."""
    own = [term for term in terms[start:] if _is_value(terms, term)]
    if not 2 <= len(own) <= _MOST_TERMS:
        return
    near = [term for term in terms if _is_value(terms, term) and not _NO_VALUE.search(term.lead)]
    own = [term for term in own if not _NO_VALUE.search(term.lead)]
    first = len(near) - len(own)
    relations = [relation for place in range(first, len(near)) for read in _READERS for relation in read(near, place)]
    explained: list[Term] = []
    for relation in relations:
        if is_true(relation.claim):
            plainly = [other.stated for other in relations if other.is_worded and other.clear]
            explained += (
                term
                for term in (relation.stated, *relation.operands)
                if relation.is_worded
                or relation.claim.problem == "parts"
                or not any(term is stated for stated in plainly)
            )
    for relation in relations:
        if not relation.is_worded or _is_of_another_change(relation) or _is_beside_a_change(relation):
            continue
        if not any(relation.stated is term for term in explained) and _is_near(relation):
            yield from judged(relation.claim)
            return


def _is_of_another_change(relation: Relation) -> bool:
    """Whether an end of one change is taken for the difference of the two ends of another: 省级示范社由45家增加到58家，
    市级示范社由102家增加到127家."""
    stated, kinds = relation.stated.number, [term.number.kind for term in relation.operands]
    groups = {term.number.group for term in relation.operands}
    return stated.kind in ("from", "to") and sorted(kinds) == ["from", "to"] and groups == {*groups} - {stated.group}


def _is_beside_a_change(relation: Relation) -> bool:
    """Whether a rate of its own name is taken for the share of what was in what is: 供水能力由18.5万吨提高到21万吨，
    普及率达到99.2%."""
    kinds = sorted(term.number.kind for term in relation.operands)
    return relation.claim.problem == "share" and kinds == ["from", "to"] and "率" in relation.stated.clause


def _is_value(terms: Sequence[Term], term: Term) -> bool:
    """Whether a term is an exact number, and no bound of a range: 从12亿元到60亿元 is a change."""
    if is_plain(term):
        return True
    first = next((other for other in terms if other.number.group == term.number.group), term)
    return (
        bool(term.number.bound) and exact(term.number) and bool(re.search("[从由自](?![^，。；]*平均)", first.clause))
    )


def _is_mistake(relation: Relation) -> bool:
    """Whether the stated number is what a usual mistake gives."""
    quantity = relation.claim.stated.quantity
    places, factor = decimal_places(quantity.value), multiplier(quantity)
    return any(rounded(abs(mistake) / factor, places) == abs(quantity.value) for mistake in relation.mistakes)


def _is_near(relation: Relation) -> bool:
    """Whether the stated number is a slip of what it should be."""
    claim = relation.claim
    quantity = claim.stated.quantity
    places, factor = decimal_places(quantity.value), multiplier(quantity)
    stated, right = abs(quantity.value), rounded(abs(claim.value) / factor, places)
    is_exact = abs(claim.value) / factor == right
    if (
        claim.problem == "share"
        and not (is_exact and stated < _FEW)
        and abs(stated - right) <= Decimal(1).scaleb(-places)
    ):
        return False  # rounded in another way
    if _is_mistake(relation):
        return True
    if relation.clear and is_slip(stated, right):
        return True
    pairs = [(stated, right)]
    for operand, amount in zip(relation.operands, relation.needed, strict=False):
        printed = operand.number.quantity
        if amount > 0:
            right_operand = rounded(amount / multiplier(printed), decimal_places(printed.value))
            pairs.append((abs(printed.value), right_operand))
    return any(_may_be_misprinted(*pair) for pair in pairs)


def _may_be_misprinted(stated: Decimal, right: Decimal) -> bool:
    digits = max(len(str(number).replace(".", "").lstrip("0")) for number in (stated, right))
    return digits >= _LEAST_DIGITS and is_misprint(str(stated), str(right))


def is_misprint(stated: str, right: str) -> bool:
    """Whether two printed numbers differ by one digit: replaced, dropped, or swapped with its neighbour; or by the
    place of the decimal point."""
    if len(stated) == len(right) and stated.find(".") == right.find("."):
        stated, right = stated.replace(".", ""), right.replace(".", "")
        places = [index for index in range(len(right)) if stated[index] != right[index]]
        if len(places) == 1:
            return True
        return len(places) == 2 and places[1] - places[0] == 1 and sorted(stated) == sorted(right)
    first, second = (number.replace(".", "").strip("0") for number in (stated, right))
    return first == second or _is_dropped(*sorted((stated, right), key=len))


def _is_dropped(shorter: str, longer: str) -> bool:
    """Whether a number is a longer one without one of its digits."""
    if len(longer) - len(shorter) != 1 or len(shorter.replace(".", "")) < _LEAST_DIGITS:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
