"""The arithmetic of printed numbers.

The rounding rule: a printed number stands for all numbers that round to it (38.2 for 38.15 to 38.25).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity

POINTS = frozenset(("个百分点", "百分点", "个千分点", "千分点"))
PERCENT = frozenset(("%", "％"))


def exact(number: Number) -> bool:
    """Whether a number is no approximation (约, 余, 超)."""
    return number.quantity.approx is None


def shifted(number: Number, by: int) -> Number:
    """Return a number with its place moved by `by` characters."""
    quantity = number.quantity
    return replace(number, quantity=replace(quantity, start=quantity.start + by, end=quantity.end + by))


def multiplier(quantity: Quantity) -> Decimal:
    """Return what the printed number is multiplied by: 10 000 for 万."""
    return quantity.amount / quantity.value if quantity.value else Decimal(1)


def decimal_places(value: Decimal) -> int:
    """Return the number of a value's decimal places."""
    return max(0, -int(value.as_tuple().exponent))


def half_unit(quantity: Quantity) -> Decimal:
    """Return half a unit of the last printed digit."""
    exponent = quantity.value.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1) * abs(multiplier(quantity))


def least(quantity: Quantity) -> Decimal:
    """Return the smallest amount that is printed so."""
    return quantity.amount - half_unit(quantity)


def most(quantity: Quantity) -> Decimal:
    """Return the largest amount that is printed so."""
    return quantity.amount + half_unit(quantity)


def finer(first: Quantity, second: Quantity) -> Quantity:
    """Return the quantity whose last printed digit is worth less."""
    return first if half_unit(first) <= half_unit(second) else second


def rounded(value: Decimal, places: int) -> Decimal:
    """Return a value with `places` decimal places, halves rounded up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def printed_like(value: Decimal, model: Quantity, unit: str | None = None) -> str:
    """Return a value with as many decimal places as `model` has, and `unit` (default: that of `model`)."""
    return f"{plain(rounded(value, decimal_places(model.value)))}{model.unit if unit is None else unit}"


def plain(value: Decimal) -> str:
    """Return a number without exponent and trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def bare(quantity: Quantity) -> str:
    """Return a quantity's number and unit, without approximators."""
    return f"{plain(quantity.value)}{quantity.unit}"
