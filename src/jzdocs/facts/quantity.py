"""A quantity: a number of a text with its unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from jzdocs.patterns import compiled

# words that end in an approximator, which is none there: 签约38个, but 折合约3万元
NO_APPROXIMATOR = compiled("(?:[签节预违履契缔邀]|(?<=[订署货权签定新该])合)约$|[附靠邻临毗]近$|[赶反]超$")
QuantityKind = Literal["level", "date", "ordinal", "label"]


class Quantity(Struct, frozen=True):
    """A number in a text, with its unit.

    `start` and `end` are offsets (characters); `text` is what is printed there, approximators included. `value` is the
    number as printed, `unit` its unit with the multiplier (亿元); `amount` is the value times the multiplier,
    `base_unit` the unit without it (元). `approx` is the approximator in its shortest form (约, 近, 超, 余, 以上, 以下,
    不足), or None. `role` tells that it is an end of a range (3至5亿元: the low one has the unit of the high one), or a
    term of a ratio (2.5∶1).
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    amount: Decimal
    base_unit: str
    approx: str | None
    kind: QuantityKind
    role: Literal["", "low", "high", "ratio"] = ""
