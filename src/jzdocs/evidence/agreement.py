"""Whether a number of a text is one of a source, rounded as its printed digits say, in whichever unit.

A printed number stands for all that round to it: 12.3万 is 123,456. A source that is printed with fewer digits does not
give those that the text has more. Approximations stand for what is near them: 近40% for 38.2%, 1200余家 for 1234.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.units import DIMENSIONS, size_of
from jzdocs.evidence.values import Value

_POINTS = frozenset(("个百分点", "百分点"))
_SHARES = frozenset(("%", *_POINTS))
_MONEY = frozenset(("元", "元人民币", "人民币", "块钱"))
_CENT = Decimal("0.01")
_ABOVE = frozenset(("余", "超", "以上"))
_BELOW = frozenset(("近", "不足", "以下"))
_MEASURED = frozenset(unit for units in DIMENSIONS for unit in units) | _SHARES | _MONEY | {"‰", "倍", "美元"}
_SIGNIFICANT = 10
_SCALES = (Decimal(10_000), Decimal(100_000_000))


def bounds(value: Value) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest amount that a printed number stands for."""
    half = value.half
    if value.approx is None:
        return value.amount - half, value.amount + half
    margin = _margin(value)
    if value.approx in _ABOVE:
        return value.amount - half, value.amount + 2 * margin
    if value.approx in _BELOW:
        return value.amount - 2 * margin, value.amount + half
    return value.amount - margin, value.amount + margin


def _margin(value: Value) -> Decimal:
    """Return half a unit of the last digit that is no closing zero: 50 for 1500."""
    digits, margin = abs(value.amount / value.multiplier if value.multiplier else value.amount), value.half
    while digits >= _SIGNIFICANT and digits % _SIGNIFICANT == 0:
        digits, margin = digits / _SIGNIFICANT, margin * _SIGNIFICANT
    return margin


def factors(stated: Value, unit: str, multiplier: Decimal) -> Iterator[Decimal]:
    """Yield by what the amount of a text's number may be multiplied to be one in the `unit` of a source, whose number
    has a `multiplier` of its own; nothing where the units measure different things.

    A number without a unit may be meant in any: in the one of the text, with its 万 or 亿 or without.
    """
    own = stated.unit
    if own and unit:
        factor = _factor(own, unit)
        if factor is not None:
            yield factor
        return
    yield Decimal(1)
    if not unit and stated.multiplier != 1:
        yield from (1 / scale for scale in dict.fromkeys((stated.multiplier, *_SCALES)))
    if not own and multiplier != 1:
        yield multiplier
    if own == "%" and not unit:
        yield _CENT
    if unit == "%" and not own:
        yield 1 / _CENT


def _factor(unit: str, other: str) -> Decimal | None:
    if unit == other or (unit in _SHARES and other in _SHARES) or (unit in _MONEY and other in _MONEY):
        return Decimal(1)
    above, _, below = unit.partition("/")
    other_above, _, other_below = other.partition("/")
    size = size_of(above, other_above)
    if size is not None and not below and not other_below:
        return size
    if above.startswith(other_above) or other_above.startswith(above):
        return Decimal(1)  # 吨标准煤 in a column of 吨, 元/人 in one of 元
    return None if above in _MEASURED or other_above in _MEASURED else Decimal(1)  # 家 and 个 both count


def is_same_measure(unit: str, other: str) -> bool:
    """Whether two units can be those of one quantity."""
    return not unit or not other or _factor(unit, other) is not None


def _can_be(stated: Value, source: Value, factor: Decimal) -> bool:
    """Whether a source whose amount a number stands for can be it: with its sign, and with digits enough."""
    if stated.kind == "increase" and source.amount < 0:
        return False
    is_finer = stated.approx is None and source.half > stated.half * abs(factor)
    return not is_finer or abs(stated.amount * factor) == abs(source.amount)


class Index:
    """The values of all sources, found by amount: for each unit in the order of their amounts."""

    def __init__(self, values: Iterable[Value]) -> None:
        groups: dict[tuple[str, Decimal], list[Value]] = defaultdict(list)
        for value in values:
            groups[value.unit, value.multiplier].append(value)
        self._groups = {key: sorted(group, key=lambda v: abs(v.amount)) for key, group in groups.items()}
        self._amounts = {key: [abs(value.amount) for value in group] for key, group in self._groups.items()}

    def agreeing(self, stated: Value) -> list[Value]:
        """Return the values that a number of a text can be."""
        low, high = bounds(stated)
        found: dict[int, Value] = {}
        for key, group in self._groups.items():
            amounts = self._amounts[key]
            for factor in factors(stated, *key):
                ends = sorted((abs(low * factor), abs(high * factor)))
                least = Decimal(0) if low < 0 < high else ends[0]
                for value in group[bisect_left(amounts, least) : bisect_right(amounts, ends[1])]:
                    if _can_be(stated, value, factor):
                        found[id(value)] = value
        return list(found.values())

    def near(self, stated: Value, count: int) -> Sequence[Value]:
        """Return for each unit that fits the values on both sides of a number's amount, the nearest first."""
        found: list[tuple[Decimal, int, Value]] = []
        for key, group in self._groups.items():
            for factor in factors(stated, *key):
                amount = abs(stated.amount * factor)
                place = bisect_left(self._amounts[key], amount)
                for value in group[max(0, place - count) : place + count]:
                    found.append((distance(amount, abs(value.amount)), len(found), value))
        return list({id(value): value for _, _, value in sorted(found)[: 4 * count]}.values())

    def __iter__(self) -> Iterator[Value]:
        for group in self._groups.values():
            yield from group


def distance(amount: Decimal, other: Decimal) -> Decimal:
    """Return how far apart two amounts are: 0 (the same) to 1."""
    most = max(amount, other)
    return abs(amount - other) / most if most else Decimal(0)
