"""What the numbers of a text may stand for, as ranges: a printed number stands for all that round to it, a count for
itself, 七成 for all that are nearest to seven tenths."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jzdocs.checks.claims import Interval
from jzdocs.facts.number import Number
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.rounding import bare, decimal_places, half_unit, multiplier, plain, rounded
from jzdocs.patterns import compiled

# what is measured, not counted: a whole number of these may be rounded
_MEASURES = compiled(
    r"元|[米里顷亩吨克斤升伏瓦度卡时分秒天月年岁℃㎡³²%％‰成倍]$|平方$|标准煤|[A-Za-z]|标箱|点$|^$|位$|万$|亿$|亿$|箱$"
)
_PEOPLE = frozenset("人名位")
_SAME_UNITS = {
    "千米": "公里",
    "km": "公里",
    "千克": "公斤",
    "kg": "公斤",
    "㎡": "平方米",
    "m²": "平方米",
    "度电": "度",
    "件次": "件",
    "票": "人",
}
_FRACTION = compiled(r"(?P<below>[一二三四五六七八九十百千万两]+)分之(?P<above>[一二三四五六七八九十百千两]+)")
_TENTHS = compiled(r"[一二三四五六七八九两\d]成(?:以上|左右|以下|多)?$|半")
_PERMILLE = frozenset(("‰",))
_MOST_NEARLY = Decimal("0.85")  # how much less 近 may mean
_MOST_ABOUT = Decimal("0.1")  # how much more or less 约 may mean
_MOST_ABOVE = Decimal("1.25")  # how much more 余 may mean


def unit_of(quantity: Quantity) -> str:
    """Return the unit that a quantity is added in: people are people, whether they are counted as 人, 名 or 位."""
    unit = quantity.base_unit
    return "人" if unit in _PEOPLE else _SAME_UNITS.get(unit, unit)


def is_count(quantity: Quantity) -> bool:
    """Whether a quantity counts in ones, so that it is exact: 12家, but neither 12万家 nor 12吨."""
    in_ones = quantity.amount == quantity.value and int(quantity.value.as_tuple().exponent) >= 0
    return in_ones and (quantity.base_unit == "位" or not _MEASURES.search(quantity.base_unit))


def range_of(quantity: Quantity) -> Interval:
    """Return what a quantity may stand for: itself where it is a count, else all that is printed so."""
    half = Decimal(0) if is_count(quantity) else half_unit(quantity)
    return Interval(quantity.amount - half, quantity.amount + half)


def sum_range(numbers: Sequence[Number]) -> Interval:
    """Return what the sum of numbers may be."""
    return sum((range_of(number.quantity) for number in numbers), Interval(Decimal(0), Decimal(0)))


def quotient_range(part: Interval, whole: Interval) -> Interval:
    """Return what a part divided by its whole (which is more than nothing) may be."""
    return Interval(part.low / whole.high, part.high / whole.low)


def sum_text(numbers: Sequence[Number], model: Quantity) -> str:
    """Return the sum of numbers as the text would print it, in the unit of `model`, exactly."""
    total = sum((number.quantity.amount for number in numbers), Decimal(0)) / multiplier(model)
    places = max(decimal_places(quantity.value) for quantity in (model, *(number.quantity for number in numbers)))
    return f"{plain(rounded(total, places))}{model.unit}"


def how_added(numbers: Sequence[Number]) -> str:
    """Return the addends of a sum: 5所 + 4所."""
    return " + ".join(bare(number.quantity) for number in numbers)


def scale_of(quantity: Quantity) -> int:
    """Return what a share is a fraction of: 100 for percent and tenths, 1000 for ‰, 1 for 三分之一."""
    return 1000 if quantity.base_unit in _PERMILLE else 1 if _FRACTION.search(quantity.text) else 100


def share_range(quantity: Quantity) -> Interval:
    """Return what a stated share may stand for, in its own scale, with its approximator. Cut decimals are accepted
    beside rounded ones; tenths and fractions mean what is nearer to them than to the next."""
    value, half = quantity.amount, half_unit(quantity)
    more = half * 2
    if fraction := _FRACTION.search(quantity.text):
        below, above = chinese_number(fraction["below"]) or Decimal(1), chinese_number(fraction["above"]) or Decimal(0)
        value = above / below
        half = more = 1 / (2 * below * (below + 1)) if below <= 10 else value * Decimal("0.05")
    elif _TENTHS.search(quantity.text):
        half = more = Decimal(5)
    match quantity.approx:
        case None:
            return Interval(value - half, value + more)
        case "约":
            return Interval(min(value - half, value * (1 - _MOST_ABOUT)), max(value + more, value * (1 + _MOST_ABOUT)))
        case "近":
            return Interval(value * _MOST_NEARLY, value + half)
        case "不足" | "以下":
            return Interval(Decimal(0), value + half)
        case "余":
            return Interval(value - half, max(value * _MOST_ABOVE, value + more))
        case _:
            return Interval(value - min(half, Decimal(1)), Decimal(10) ** 6)


def share_text(value: Decimal, model: Quantity) -> str:
    """Return a share (a fraction of one) as `model` prints it: in percent, ‰, tenths; fractions in percent."""
    scale = scale_of(model)
    if scale == 1 or model.base_unit not in ("%", "％", "‰") or not model.text.endswith(("%", "％", "‰")):
        return f"{plain(rounded(value * 100, 1))}%"
    return f"{plain(rounded(value * scale, decimal_places(model.value)))}{model.unit}"
