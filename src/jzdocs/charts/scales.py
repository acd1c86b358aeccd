"""Numbers of a chart as its geometry needs them: as floats, their range, and round ticks of an axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from jzdocs.model import nodes

TINY = 1e-9  # instead of a zero that would divide
_ROUND_STEPS = (1, 2, 2.5, 5, 10)


def as_float(value: nodes.Value) -> float:
    """Return a value as a float; NaN where it is missing."""
    return float(value.number) if value.number is not None else math.nan


def numbers_of(values: Sequence[nodes.Value]) -> list[float]:
    """Return the numbers of those values that are not missing."""
    return [float(v.number) for v in values if v.number is not None]


def highest_value(rows: Sequence[nodes.Row]) -> float:
    """Return the largest number of all rows, at least a tiny positive one: an axis holds zero, and has a length."""
    return max([TINY, *(number for row in rows for number in numbers_of(row.values))])


def highest_sum(stacks: Sequence[Sequence[nodes.Value]]) -> float:
    """Return the largest sum of values that stand on one another, at least a tiny positive number."""
    return max([TINY, *(sum(numbers_of(values)) for values in stacks)])


def lowest_value(rows: Sequence[nodes.Row]) -> float:
    """Return the smallest number of all rows, but at most 0."""
    return min(0.0, min((number for row in rows for number in numbers_of(row.values)), default=0.0))


def round_step(span: float, steps: int = 4) -> float:
    """Return a round distance (1, 2, 2.5 or 5 times a power of ten) that divides `span` into about `steps` parts."""
    exact = span / steps
    power = 10.0 ** math.floor(math.log10(exact)) if exact > 0 else 1.0
    return next(factor * power for factor in _ROUND_STEPS if factor * power >= exact - 1e-12)


def axis_ticks(low: float, high: float, step: float) -> list[tuple[float, str]]:
    """Return the numbers of an axis from `low` to `high`, each with its text."""
    count = round((high - low) / step)
    numbers = [low + index * step for index in range(count + 1)]
    return [(number, format(Decimal(repr(round(number, 10))).normalize(), "f")) for number in numbers]
