"""Quantities that are stated twice, in two units: 100公顷（1500亩）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import bare, decimal_places, exact, least, most, multiplier, plain, rounded

# Each dimension's units by the size of its first one. A 亩 is a fifteenth of a 公顷, by the State Council's order on
# legal units of measurement, 1984.
_SIZES: tuple[dict[str, Decimal], ...] = (
    {
        "平方米": Decimal(1),
        "㎡": Decimal(1),
        "m²": Decimal(1),
        "亩": Decimal(10_000) / 15,
        "公顷": Decimal(10_000),
        "平方公里": Decimal(1_000_000),
        "平方千米": Decimal(1_000_000),
    },
    {
        "米": Decimal(1),
        "公里": Decimal(1000),
        "千米": Decimal(1000),
        "厘米": Decimal("0.01"),
        "毫米": Decimal("0.001"),
        "km": Decimal(1000),
    },
    {
        "克": Decimal(1),
        "毫克": Decimal("0.001"),
        "斤": Decimal(500),
        "公斤": Decimal(1000),
        "千克": Decimal(1000),
        "吨": Decimal(1_000_000),
    },
    {"千瓦时": Decimal(1), "度": Decimal(1), "度电": Decimal(1)},
)
_JOINT = re.compile(r"[（(]?(?:合|约合|折合|即|相当于|约)*")
_ROUNDED_FACTOR = Decimal("0.01")  # authors compute with rounded factors


def conversions_in(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Yield the quantities that stand in brackets or after 合 and differ from the quantity before, by more than a
    hundredth."""
    for first, second in pairwise(numbers):
        sizes = _common_sizes(text, first, second)
        if sizes is None or not (exact(first) and exact(second)):
            continue
        quantity, other = first.quantity, second.quantity
        factor = sizes[quantity.base_unit] / sizes[other.base_unit]
        low = least(quantity) * factor * (1 - _ROUNDED_FACTOR)
        high = most(quantity) * factor * (1 + _ROUNDED_FACTOR)
        if most(other) < low or least(other) > high:
            amount = rounded(quantity.amount * factor / multiplier(other), decimal_places(other.value))
            how = f"{bare(quantity)} × {plain(rounded(factor, 4))}"
            yield Finding(second, "units", f"{plain(amount)}{other.unit}", how)


def _common_sizes(text: str, first: Number, second: Number) -> dict[str, Decimal] | None:
    """Return the sizes of the units of a dimension that two numbers have in different units, where the text gives
    the second as another form of the first."""
    units = {first.quantity.base_unit, second.quantity.base_unit}
    between = text[first.quantity.end : second.quantity.start]
    if len(units) < 2 or not between or not _JOINT.fullmatch(between):
        return None
    return next((sizes for sizes in _SIZES if units <= sizes.keys()), None)
