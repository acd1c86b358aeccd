"""A quantity given twice, in two units: 100公顷（1500亩）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.facts.finding import Finding, exact, least, most, plain, rounded, scale, short
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity

# in units of each dimension's first; 1亩 is 1/15公顷 (国务院关于在我国统一实行法定计量单位的命令, 1984)
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
_SAME = re.compile(r"[（(]?(?:合|约合|折合|即|相当于|约)*")
_SLACK = Decimal("0.01")


def conversions_in(text: str, found: Sequence[Number]) -> Iterator[Finding]:
    """Quantities whose second form, in brackets or behind 合, is another amount. A hundredth is given for factors
    that were rounded."""
    for a, b in pairwise(found):
        first, second = a.quantity, b.quantity
        between = text[first.end : second.start]
        sizes = next((s for s in _SIZES if first.base_unit in s and second.base_unit in s), None)
        if not sizes or not between or not _SAME.fullmatch(between) or not (exact(a) and exact(b)):
            continue
        if first.base_unit == second.base_unit and not between.startswith(("（", "(")):
            continue
        factor = sizes[first.base_unit] / sizes[second.base_unit]
        low, high = least(first) * factor * (1 - _SLACK), most(first) * factor * (1 + _SLACK)
        if first.base_unit != second.base_unit and (most(second) < low or least(second) > high):
            right = first.amount * factor / scale(second)
            yield Finding(
                b,
                "units",
                f"{plain(rounded(right, _places(second)))}{second.unit}",
                f"{short(first)} × {plain(rounded(factor, 4))}",
            )


def _places(quantity: Quantity) -> int:
    return max(0, -int(quantity.value.as_tuple().exponent))
