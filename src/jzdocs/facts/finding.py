"""A statement that cannot be true, and the arithmetic of printed numbers.

The rounding rule: every printed number stands for all that round to it (38.2 for 38.15 to 38.25), so a statement is
wrong only when none of the values that the numbers beside it may have gives it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity

Problem = Literal[
    "change",
    "points",
    "direction",
    "rate",
    "doubled",
    "digits",
    "share",
    "parts",
    "date",
    "units",
    "multiple",
    "table",
    "column",
]
POINTS = frozenset(("个百分点", "百分点"))
PERCENT = frozenset(("%", "％"))


class Finding(Struct, frozen=True):
    """A statement that cannot be true: the figure, what is wrong, the value it should have (with its unit), and how
    that was computed."""

    figure: Number
    problem: Problem
    right: str
    how: str


def exact(figure: Number) -> bool:
    """Whether it is no approximation (约, 余, 超)."""
    return figure.quantity.approx is None


def shifted(figure: Number, by: int) -> Number:
    """The figure `by` characters further on."""
    quantity = figure.quantity
    return replace(figure, quantity=replace(quantity, start=quantity.start + by, end=quantity.end + by))


def scale(quantity: Quantity) -> Decimal:
    """What the quantity's multiplier multiplies by."""
    return quantity.amount / quantity.value if quantity.value else Decimal(1)


def half(quantity: Quantity) -> Decimal:
    """Half a unit of the last printed digit."""
    exponent = quantity.value.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1) * abs(scale(quantity))


def least(quantity: Quantity) -> Decimal:
    """The smallest amount that prints so."""
    return quantity.amount - half(quantity)


def most(quantity: Quantity) -> Decimal:
    """The largest amount that prints so."""
    return quantity.amount + half(quantity)


def meets(said: Quantity, sign: int, low: Decimal, high: Decimal, slack: Decimal | None = None) -> bool:
    """Whether a stated change, give or take `slack` (else half a unit of its last place), is one of those that the
    ends allow."""
    value, by = sign * said.amount, half(said) if slack is None else slack
    return low - by <= value <= high + by


def finer(a: Quantity, b: Quantity) -> Quantity:
    """The one that is printed with the smaller last digit."""
    return a if half(a) <= half(b) else b


def rounded(value: Decimal, places: int) -> Decimal:
    """A value with so many places, halves up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def printed(value: Decimal, like: Quantity, unit: str | None = None) -> str:
    """A value with as many places as a stated one, and its unit."""
    places = max(0, -int(like.value.as_tuple().exponent))
    return f"{plain(rounded(value, places))}{like.unit if unit is None else unit}"


def plain(value: Decimal) -> str:
    """A number without exponent and idle zeros."""
    return format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")


def short(quantity: Quantity) -> str:
    """Number and unit, without approximators."""
    return f"{plain(quantity.value)}{quantity.unit}"
