"""Whether a number of a sentence is a value that cells give, or a slip for it."""

from __future__ import annotations

from decimal import Decimal

from jzdocs.checks.near_misses import is_misprint
from jzdocs.checks.slips import is_slip
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import decimal_places, half_unit, multiplier, rounded
from jzdocs.resolve.table_values import Value

_FEWEST_DIGITS = 3  # of fewer digits, one that differs says little


def meets(value: Value, number: Number, sign: int) -> bool:
    """Whether a number with its sign may be a value."""
    half, stated = half_unit(number.quantity), sign * number.quantity.amount
    return value.low - half <= stated <= value.high + half


def is_same(value: Value, number: Number) -> bool:
    """Whether a number is a value as it is printed, whatever its sign."""
    return meets(value, number, 1) or meets(value, number, -1)


def is_printed(amount: Decimal, number: Number) -> bool:
    """Whether a number is what an amount is printed as, whatever its sign."""
    return abs(abs(amount) - number.quantity.amount) <= half_unit(number.quantity)


def is_slip_for(number: Number, value: Value, *, sure: bool) -> bool:
    """Whether a number may be a slip for a value: of a digit, or of the base; by more, where it is `sure` what is
    meant."""
    quantity = number.quantity
    places = decimal_places(quantity.value)
    stated, right = abs(quantity.value), rounded(abs(value.amount) / multiplier(quantity), places)
    if abs(stated - right) <= Decimal(1).scaleb(-places) and value.low != value.high:
        return False  # rounded in another way
    if any(is_printed(mistake, number) for mistake in value.mistakes):
        return True
    digits = max(len(str(amount).replace(".", "").lstrip("0")) for amount in (stated, right))
    misprint = is_misprint(str(stated), str(right))
    return (misprint and (sure or digits >= _FEWEST_DIGITS)) or (sure and is_slip(stated, right))
