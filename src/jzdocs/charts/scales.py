"""Numbers of a chart as its geometry needs them: as floats, their range, and round ticks of an axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jzdocs.model import nodes
from jzdocs.patterns import compiled

TINY = 1e-9  # instead of a zero that would divide
MINUS = "\u2212"
_ROUND_STEPS = (1, 2, 2.5, 5, 10)
_SLACK = 1e-9  # of a step, for the errors of floats
PERCENT = ("%", "％")
_ESTIMATE = compiled("[约近超逾余多]|左右|上下|以[上下内]|不[足到低高超多少]|至[少多]")
_GROUPED = compiled(r"\d,\d{3}")
_HYPHEN = compiled(r"(?<![\d\w])[-－](?=[.\d])")


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


def lowest_sum(stacks: Sequence[Sequence[nodes.Value]]) -> float:
    """Return the smallest sum of negative values that stand below one another, at most 0."""
    return min([0.0, *(sum(number for number in numbers_of(values) if number < 0) for values in stacks)])


def round_step(span: float, steps: int = 4) -> float:
    """Return a round distance (1, 2, 2.5 or 5 times a power of ten) that divides `span` into about `steps` parts."""
    exact = span / steps
    power = 10.0 ** math.floor(math.log10(exact)) if exact > 0 else 1.0
    return next(factor * power for factor in _ROUND_STEPS if factor * power >= exact - 1e-12)


def axis_ticks(low: float, high: float, step: float, *, grouped: bool = False) -> list[tuple[float, str]]:
    """Return the numbers of an axis from `low` to `high`, each with its text; `grouped`: with separators of
    thousands."""
    count = round((high - low) / step)
    numbers = [low + index * step for index in range(count + 1)]
    return [(number, tick_text(number, grouped=grouped)) for number in numbers]


def tick_text(number: float, *, grouped: bool = False) -> str:
    """Return a number of an axis as printed, with a true minus sign."""
    exact = Decimal(repr(float(f"{number:.12g}"))).normalize() + 0  # no negative zero
    return format(exact, ",f" if grouped else "f").replace("-", MINUS)


class Range(NamedTuple):
    """An axis of numbers: both ends are multiples of `step`."""

    low: float
    high: float
    step: float


def round_range(low: float, high: float, steps: int = 4) -> Range:
    """Return the shortest axis with round ticks that holds `low` and `high`; where they lie on both sides of zero, or
    touch it, zero is a tick."""
    span, most = high - low, max(abs(low), abs(high))
    step = round_step(span if span > most * _SLACK else most or 1.0, steps)
    first, last = math.floor(low / step + _SLACK), math.ceil(high / step - _SLACK)
    return Range(first * step, max(last, first + 1) * step, step)


def is_estimate(value: nodes.Value) -> bool:
    """Whether a value is printed as an estimate (约200), with which nothing is computed."""
    return bool(_ESTIMATE.search(value.printed))


def printed_grouped(rows: Sequence[nodes.Row]) -> bool:
    """Whether numbers of some rows are printed with separators of thousands: then those of their axis are, too."""
    return any(_GROUPED.search(value.printed) for row in rows for value in row.values)


def true_minus(text: str) -> str:
    """Return the text of a number with a true minus sign (U+2212) instead of a hyphen."""
    return _HYPHEN.sub(MINUS, text)
