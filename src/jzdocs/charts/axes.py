"""Axes that belong together: two scales whose gridlines and zero lines coincide."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

from jzdocs.charts.scales import TINY, axis_ticks, round_step
from jzdocs.model import nodes

_MOST_STEPS, _LEAST_STEPS = 6, 3
_HEADROOMS = (1.0, 1.35, 1.8)  # how much higher than its highest column an axis may reach, so that a line runs above


class Scale(Struct, frozen=True):
    """An axis of values: its ends, and the distance of its ticks."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Return the numbers of the axis with their texts."""
        return [(number, signed(text)) for number, text in axis_ticks(self.low, self.high, self.step)]

    def share(self, number: float) -> float:
        """Return where a number stands, from 0 at the low end to 1 at the high one."""
        return (number - self.low) / (self.high - self.low)


def signed(text: str) -> str:
    """Return a printed number with a true minus sign (U+2212)."""
    return "−" + text[1:] if text[:1] in ("-", "－") else text


def printed(value: nodes.Value) -> str:
    """Return what a value is printed as: a true minus sign, and — where it is missing."""
    return signed(value.printed) if value.number is not None else "—"


def span_of(numbers: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest of some numbers and zero."""
    return min(0.0, *numbers, 0.0), max(0.0, *numbers, 0.0)


def scale_from_zero(low: float, high: float, steps: int = 4) -> Scale:
    """Return a round scale that covers zero and both numbers."""
    step = round_step(max(high - low, TINY), steps)
    return Scale(math.floor(low / step + 1e-9) * step, max(math.ceil(high / step - 1e-9), 1) * step, step)


def scale_around(numbers: Sequence[float], steps: int = 5) -> Scale:
    """Return a round scale around some numbers: with zero only where it is near them. For positions, not lengths."""
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    if high - low <= 0:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (-1.0, 1.0)
    if 0 < low <= (high - low) / 2 or 0 > high >= (low - high) / 2:
        low, high = min(0.0, low), max(0.0, high)
    step = round_step(high - low, steps)
    bottom, top = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Scale(bottom, top, step)


def scale_pairs(first: tuple[float, float], second: tuple[float, float]) -> Iterator[tuple[Scale, Scale, float]]:
    """Yield pairs of round scales whose zeros and ticks stand at the same heights, with how much of them both use, the
    fullest first. `first` and `second` are the spans that they cover, with zero."""
    found: dict[tuple[Scale, Scale], float] = {}
    below = min(first[0], second[0]) < 0
    above = max(first[1], second[1]) > 0 or not below
    for down in range(1 if below else 0, _MOST_STEPS if below else 1):
        for up in range(1 if above else 0, _MOST_STEPS + 1 - down if above else 1):
            if not _LEAST_STEPS <= down + up <= _MOST_STEPS:
                continue
            for headroom, second_headroom in product(_HEADROOMS, _HEADROOMS[:2]):
                first_scale = _stepped(_stretched(first, headroom), down, up)
                second_scale = _stepped(_stretched(second, second_headroom), down, up)
                used = _used(first_scale, first) * _used(second_scale, second)
                found[first_scale, second_scale] = max(used, found.get((first_scale, second_scale), 0.0))
    for (first_scale, second_scale), used in sorted(found.items(), key=lambda item: -item[1]):
        yield first_scale, second_scale, used


def with_room(scale: Scale, lowest: float, share: float) -> Scale:
    """Return a scale that has at least `share` of its length below a negative number, for what is printed there."""
    if lowest < 0 and scale.share(lowest) < share:
        return Scale(scale.low - scale.step, scale.high, scale.step)
    return scale


def _stretched(span: tuple[float, float], factor: float) -> tuple[float, float]:
    return span[0] * factor, span[1] * factor


def _stepped(span: tuple[float, float], down: int, up: int) -> Scale:
    """Return the scale of so many steps below and above zero that covers a span."""
    need = max(span[1] / up if up else 0.0, -span[0] / down if down else 0.0, TINY)
    step = round_step(need, 1)
    return Scale(-step * down, step * up, step)


def _used(scale: Scale, span: tuple[float, float]) -> float:
    return max(span[1] - span[0], TINY) / (scale.high - scale.low)
