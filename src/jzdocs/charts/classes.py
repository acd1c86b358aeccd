"""Numbers in classes that a few colours can show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.charts.scales import round_step

_MOST = 5  # classes that we choose ourselves
_CROWDED = 0.6  # of all numbers in one class: then classes of about equal counts are taken


def class_limits(numbers: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return the limits between classes of numbers, rising: round ones at equal distances, or where most numbers would
    fall into one class, ones that part them evenly. 0 is a limit where there are numbers on both sides of it."""
    distinct = sorted(set(numbers))
    if len(distinct) < 2:
        return ()
    limits = _equal(distinct[0], distinct[-1])
    counts = [sum(class_of(number, limits) == index for number in numbers) for index in range(len(limits) + 1)]
    if len(distinct) > 2 and max(counts) > _CROWDED * len(numbers):
        limits = _even(sorted(numbers))
    if distinct[0] < 0 < distinct[-1]:
        limits = sorted({*limits, Decimal(0)})
    return tuple(limits)


def class_of(number: Decimal, limits: Sequence[Decimal]) -> int:
    """Return the class of a number, from 0: a limit belongs to the class above it."""
    return sum(number >= limit for limit in limits)


def class_names(limits: Sequence[Decimal]) -> list[str]:
    """Return the names of classes as a legend prints them: 60以下, 60—70, 70及以上."""
    if not limits:
        return []
    texts = [_plain(limit) for limit in limits]
    joint = "至" if limits[0] < 0 else "—"
    between = [f"{low}{joint}{high}" for low, high in pairwise(texts)]
    return [f"{texts[0]}以下", *between, f"{texts[-1]}及以上"]


def _equal(low: Decimal, high: Decimal) -> list[Decimal]:
    step = Decimal(repr(round(round_step(float(high - low), _MOST), 12)))
    first = math.floor(low / step) + 1
    limits = [step * index for index in range(first, first + _MOST + 2) if step * index <= high]
    return limits[: _MOST + 1] or [high]


def _even(numbers: Sequence[Decimal]) -> list[Decimal]:
    """Return limits that part sorted numbers into about equal counts; each is rounded where this parts the same."""
    limits: list[Decimal] = []
    for index in range(1, _MOST):
        place = round(len(numbers) * index / _MOST)
        if not 0 < place < len(numbers) or numbers[place - 1] == numbers[place]:
            continue
        limit = _roundest(numbers[place - 1], numbers[place])
        if not limits or limit > limits[-1]:
            limits.append(limit)
    return limits or [numbers[-1]]


def _roundest(low: Decimal, high: Decimal) -> Decimal:
    """Return the number with the fewest digits above `low` and not above `high`."""
    for exponent in range(high.adjusted() if high else low.adjusted(), -12, -1):
        unit = Decimal(1).scaleb(exponent)
        limit = (high / unit).to_integral_value("ROUND_FLOOR") * unit
        if low < limit <= high:
            return limit
    return high


def _plain(number: Decimal) -> str:
    """Return a number without exponent and needless zeros, with the sign of minus (U+2212)."""
    return format(number.normalize(), "f").replace("-", "−") if number else "0"
