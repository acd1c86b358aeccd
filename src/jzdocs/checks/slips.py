"""Slips: stated numbers that are so near to what the numbers beside them give that both must be meant to agree.

Where words alone do not prove that a number is computed from others, its nearness does: a slip of the pen changes a
digit, swaps two or moves the decimal point. What is further off measures something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import Claim, is_true, judged
from jzdocs.checks.ends import share_word
from jzdocs.checks.finding import Finding
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import exact, multiplier
from jzdocs.patterns import compiled

_LEAST, _MOST = Decimal("0.55"), Decimal("1.9")  # of the right value
_ABOUT = ("左右", "上下", "多", "余", "以上", "以下", "以内")
_SAME = Decimal("0.005")


def slips(claim: Claim) -> Iterator[Finding]:
    """Yield what is wrong with a claim, if the stated number is a slip of the right one."""
    if not is_true(claim) and is_slip(claim.stated.quantity.amount, abs(claim.value)):
        yield from judged(claim)


_LIMIT = compiled("警戒|汛限|保证|[标额限](?![志题记兵语示杆])|定[员额]")
_OVER_LIMIT = compiled(f"超(?:过|出)?(?P<limit>{_LIMIT.pattern})")


def lacks_limit(clause: str, others: Sequence[str]) -> bool:
    """Whether a clause says by how much a limit is passed (超警戒水位) that none of the clauses of others names."""
    match = _OVER_LIMIT.search(clause)
    return match is not None and not any(_LIMIT.search(other) for other in others)


def is_slip(stated: Decimal, value: Decimal) -> bool:
    """Whether an amount can be a slip of the pen for `value`."""
    if value <= 0 or stated <= 0:
        return False
    ratio = stated / value
    if _LEAST <= ratio <= _MOST:
        return True
    return any(abs(ratio / Decimal(10) ** power - 1) <= _SAME for power in (-1, 1)) or sorted(
        _digits(stated)
    ) == sorted(_digits(value))


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.normalize().as_tuple().digits))


def is_plain(term: Term) -> bool:
    """Whether a term is an exact number that is no bound of a range."""
    return exact(term.number) and not term.number.bound and not term.tail.startswith(_ABOUT)


def is_qualified(term: Term) -> bool:
    """Whether a bracket behind a term says that it holds more or less than the numbers beside it: （含迁入迁出）."""
    return term.tail.startswith(("（含", "(含", "（包括", "（不含", "（另", "（扣除", "（剔除", "（部分", "（因"))


def alike(first: str, second: str) -> bool:
    """Whether two names may be of one thing: they share a word, or one is empty."""
    return not first or not second or share_word(first, second) or first in second or second in first


def formula(value: Decimal, term: Term) -> Decimal:
    """Return an amount in the unit that a term is printed in."""
    return value / multiplier(term.number.quantity)
