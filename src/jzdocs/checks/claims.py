"""Claims: a stated number, and the interval that other numbers of the text imply for it.

A printed number stands for an interval: a count in ones for itself, another exact number for all that round to it, an
approximation for all that a reader may understand by it. A claim is wrong only where no values of these intervals give
the stated number.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.finding import Finding, Problem
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.rounding import decimal_places, half_unit, multiplier, rounded

# what may be meant by an approximation, as factors of the printed value; beyond these it is certainly wrong
_APPROXIMATIONS = {
    "约": (Decimal("0.75"), Decimal("1.25")),
    "近": (Decimal("0.8"), Decimal("1.02")),
    "不足": (Decimal("0.7"), Decimal("1.02")),
    "超": (Decimal("0.98"), Decimal("1.5")),
    "余": (Decimal("0.98"), Decimal(2)),
}
_TENTH = Decimal(3)  # percent
_UNBOUNDED = (Decimal(0), Decimal("1e30"))
# units of what is counted one by one, so that a whole number of them is no rounded one
_UNITS_OF_COUNTS = (
    "个 户 家 人 名 位 所 座 栋 幢 套 部 台 辆 架 艘 列 条 项 件 批 场 期 间 盏 处 县 区 市 镇 乡 村 种 类 "
    "支 只 头 株 棵 册 篇 门 班 起 例 宗 笔 单 款 张 枚 颗 片 段 口 眼 尾 羽 箱 包 袋 瓶 幅 首 集 床 台套 组 桶 次 "
    "人次 户次 家次 天 个月 个工作日 工作日 年 对 份 股 轮 票 席 盒 剂 剂次 针 粒 枝 节 题 页 本 块 根 顶 把 孔 车 "
    "车次 班次 趟 课时 学时 局 球"
)
_COUNTED = frozenset(_UNITS_OF_COUNTS.split())
_LARGEST_COUNT = 10**6  # a larger number of things is seldom counted to the last
_MOST_PLACES = 4


class Interval(Struct, frozen=True):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        values = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(values), max(values))

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotients; `other` must not hold 0."""
        values = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(values), max(values))

    def scaled(self, factor: Decimal | int) -> Interval:
        """Return the interval with all values multiplied."""
        return self * Interval(Decimal(factor), Decimal(factor))

    def meets(self, other: Interval) -> bool:
        """Whether both have a value in common."""
        return self.low <= other.high and other.low <= self.high


class Claim(Struct, frozen=True):
    """That `stated`, with its `sign`, is `value`, or any other value of `implied` (amounts); `how` that is computed, as
    a formula. `certain` is whether the text names all that it is computed from."""

    stated: Number
    value: Decimal
    implied: Interval
    how: str
    problem: Problem
    sign: int = 1
    certain: bool = True


def is_count(quantity: Quantity) -> bool:
    """Whether a quantity is a whole number of things, printed in ones: no rounded number."""
    return (
        quantity.base_unit in _COUNTED
        and quantity.unit == quantity.base_unit
        and int(quantity.value.as_tuple().exponent) >= 0
        and abs(quantity.value) < _LARGEST_COUNT
    )


def interval(number: Number, *, counted: bool = True) -> Interval:
    """Return all values that a number may stand for; with `counted`, a count stands for itself."""
    quantity = number.quantity
    amount = quantity.amount
    if quantity.approx:
        if quantity.approx not in _APPROXIMATIONS or amount <= 0:
            return Interval(*_UNBOUNDED)
        low, high = _APPROXIMATIONS[quantity.approx]
        coarse = _TENTH if "成" in quantity.text else Decimal(0)  # 近一成 may be 7%
        amount_low, amount_high = amount * low - coarse, amount * high + coarse
        return Interval(amount_low, amount_high)
    half = Decimal(0) if counted and is_count(quantity) else half_unit(quantity)
    return Interval(amount - half, amount + half)


def is_true(claim: Claim) -> bool:
    """Whether a claim may be true."""
    stated = interval(claim.stated, counted=False).scaled(claim.sign)
    return stated.meets(claim.implied)


def judged(claim: Claim) -> Iterator[Finding]:
    """Yield what is wrong with a claim, if anything is."""
    if not is_true(claim):
        right = printed(abs(claim.value) if claim.sign < 0 else claim.value, claim.stated.quantity)
        yield Finding(claim.stated, claim.problem, right, claim.how, claim.certain)


def printed(amount: Decimal, model: Quantity) -> str:
    """Return an amount as the text would print it: with unit and decimal places of `model`, with more places only
    where those would not show it."""
    value, places = amount / multiplier(model), decimal_places(model.value)
    while places < _MOST_PLACES and abs(rounded(value, places) - value) > abs(value) / 10:
        places += 1
    return f"{rounded(value, places)}{model.unit}"
