"""All values that the figures of a sentence give together: sums, differences, products and quotients that make sense by
their dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from jzdocs.checks.dimensions import Dimension, is_sensible, times
from jzdocs.checks.figures import Figure

_MOST_VALUES = 60  # of one set of figures
_MOST_TRIED = 8000  # pairs of values
_MOST_GIVEN = 1200
_PLACES = frozenset(("人", "座", "座位", "席", "票", "床", "张", "份", "剂", "剂次", "车", "车次"))


class Value(Struct, frozen=True):
    """What some figures give: a value, the least and the most that it may be, the formula, how roundabout
    that is, and its last step: +, −, or x for × and ÷."""

    value: float
    low: float
    high: float
    how: str
    cost: int
    sign: str = ""


Values: TypeAlias = dict[tuple[tuple[tuple[str, int], ...], float], tuple[Dimension, Value]]


def plain_value(figure: Figure) -> Value:
    """Return a figure as a value."""
    return Value(figure.value, figure.low, figure.high, shown(figure), 0)


def shown(figure: Figure) -> str:
    """Return a figure as formulas print it."""
    return figure.text.replace(",", "").replace("，", "")


def combined(variants: Sequence[Sequence[tuple[Dimension, Value]]], signs: str, stated: Figure) -> dict[int, Values]:
    """Return all values that two or more figures give, by the sets of figures used (as bits)."""
    table: dict[int, Values] = {}
    tried = 0
    for place, possible in enumerate(variants):
        table[1 << place] = {}
        for dimension, value in possible:
            _add(table[1 << place], dimension, value)
    for mask in range(1, 1 << len(variants)):
        if mask in table:
            continue
        values: Values = {}
        members = (mask - 1) & mask
        while members and tried < _MOST_TRIED:
            rest = mask ^ members
            if members > rest:
                gap = 0 if are_adjacent(rest, members) else 1
                tried += len(table[members]) * len(table[rest])
                for first in table[members].values():
                    for second in table[rest].values():
                        _combine(values, first, second, (signs, gap, not stated.dimension))
            members = (members - 1) & mask
        table[mask] = dict(list(values.items())[:_MOST_VALUES])
    return {mask: values for mask, values in table.items() if mask & (mask - 1)}


def is_cut(table: dict[int, Values]) -> bool:
    """Whether there were too many values to try them all."""
    return sum(map(len, table.values())) >= _MOST_GIVEN


def are_adjacent(first: int, second: int) -> bool:
    """Whether figures follow one another without others between them."""
    low, high = sorted((first, second))
    return low.bit_length() == (high & -high).bit_length() - 1


def _add(values: Values, dimension: Dimension, value: Value) -> None:
    """Add a value, or make it cheaper."""
    key = (tuple(sorted(dimension.items())), float(f"{value.value:.9g}"))
    old = values.get(key)
    if old is None or old[1].cost > value.cost:
        values[key] = (dimension, value)


def _combine(
    values: Values,
    first: tuple[Dimension, Value],
    second: tuple[Dimension, Value],
    ways: tuple[str, int, bool],
) -> None:
    """Add what two values give by each way of computing that makes sense."""
    signs, gap, is_pure = ways
    (kind, a), (other, b) = first, second
    cost = a.cost + b.cost + gap
    if kind == other and kind:
        if min(a.value, b.value) > 0 and ("+" in signs or a.sign == "x" or b.sign == "x"):
            how = f"{b.how} + {a.how}"
            _add(values, kind, Value(a.value + b.value, a.low + b.low, a.high + b.high, how, cost + 1, "+"))
        if "-" in signs:
            large, small = (a, b) if a.value >= b.value else (b, a)
            how = f"{large.how} − {_grouped(small)}"
            result = (large.value - small.value, large.low - small.high, large.high - small.low)
            _add(values, kind, Value(*result, how, cost + 1 + 3 * (small.sign == "-"), "-"))
        if is_pure:
            _divide(values, {}, a, b, cost)
            _divide(values, {}, b, a, cost)
        if kind != {"length": 1}:
            return
    product = times(kind, other)
    if is_sensible(product):
        how = f"{_grouped(b)} × {_grouped(a)}"
        _add(values, product, Value(a.value * b.value, a.low * b.low, a.high * b.high, how, cost, "x"))
    if a.sign == "÷" or b.sign == "÷":
        cost += 1
    for numerator, over, x, y in ((kind, other, a, b), (other, kind, b, a)):
        quotient = times(numerator, over, -1)
        if "degrees" in numerator:  # nothing is so warm a metre
            continue
        if over and numerator and quotient and numerator != over and is_sensible(quotient):
            _divide(values, quotient, x, y, cost + 3)


def _divide(values: Values, kind: Dimension, numerator: Value, over: Value, cost: int) -> None:
    if over.low > 0:
        how = f"{_grouped(numerator)} ÷ {_grouped(over) if over.sign != 'x' else f'({over.how})'}"
        result = (numerator.value / over.value, numerator.low / over.high, numerator.high / over.low)
        _add(values, kind, Value(*result, how, cost, "x"))


def _grouped(value: Value) -> str:
    return f"({value.how})" if value.sign in ("+", "-") else value.how


def are_of_one_kind(first: Dimension, second: Dimension) -> bool:
    """Whether amounts of two dimensions may be of one: people and their seats, 个 of things and 个 alone."""
    if first == second:
        return True
    if len(first) == len(second) == 1 and set(first.values()) == set(second.values()) == {1}:
        name, other = next(iter(first)), next(iter(second))
        if name == f"个{other}" or other == f"个{name}":  # 每8人一组, 48个小组
            return True
        return {name, other} <= _PLACES or name[0] == other[0] == "个"
    return False


def is_value_of(stated: Figure, dimension: Dimension, value: Value, *, strictly: bool = False) -> bool:
    """Whether figures give what is stated: exactly, where both are whole numbers, else rounded in any way (`strictly`:
    in the usual way, and only where it is no whole number)."""
    if not are_of_one_kind(dimension, stated.dimension):
        return False
    printed = value.value / stated.scale
    is_whole = abs(printed - round(printed)) < 1e-6
    if stated.is_exact and (strictly or (is_whole and value.high - value.low < 1e-9 * value.high)):
        slack = 0.0
    else:
        slack = stated.step * (0.5 if strictly or is_whole else 1)
    slack = max(slack, abs(stated.value) * 1e-6)
    return value.low - slack <= stated.value <= value.high + slack
