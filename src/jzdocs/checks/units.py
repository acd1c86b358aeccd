"""Quantities that are stated twice, in two units: 100公顷（1500亩）, 5亿美元，按1美元兑7.1元计算，折合35.5亿元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.rounding import bare, decimal_places, half_unit, multiplier, plain, rounded
from jzdocs.patterns import compiled

# Each dimension's units by the size of its first one. A 亩 is a fifteenth of a 公顷, by the State Council's order on
# legal units of measurement, 1984.
DIMENSIONS: tuple[dict[str, Decimal], ...] = tuple(
    {unit: Decimal(size) for unit, size in (pair.split("=") for pair in row.split())}
    for row in (
        "平方米=1 ㎡=1 m²=1 m2=1 公顷=10000 hm²=10000 平方公里=1000000 平方千米=1000000 km²=1000000",
        "米=1 m=1 公里=1000 千米=1000 km=1000 里=500 华里=500 市里=500 厘米=0.01 cm=0.01 毫米=0.001 mm=0.001 海里=1852",
        "克=1 g=1 毫克=0.001 mg=0.001 斤=500 市斤=500 公斤=1000 千克=1000 kg=1000 吨=1000000 t=1000000",
        "千瓦时=1 度=1 度电=1 kWh=1 千瓦小时=1 兆瓦时=1000 MWh=1000 吉瓦时=1000000 GWh=1000000 TWh=1000000000",
        "千瓦=1 kW=1 瓦=0.001 W=0.001 兆瓦=1000 MW=1000 吉瓦=1000000 GW=1000000",
        "立方米=1 m³=1 立方=1 方=1 升=0.001 L=0.001 毫升=0.000001 mL=0.000001",
        "秒=1 分钟=60 小时=3600 个小时=3600 时=3600 天=86400",
        "个月=1 年=12",
        "元=1 元人民币=1 块钱=1",
    )
)
_AREA = DIMENSIONS[0]
_AREA["亩"] = Decimal(10_000) / 15
_MONEY = frozenset(("元", "元人民币", "人民币"))
_WORDS = r"(?:折合成|折合为|折合|换算成|换算为|换算|约合|相当于|等于|也就是|合(?!计)|即|折)"
_JOINT = compiled(
    rf"(?:[\u4e00-\u9fff]{{0,6}}(?=[（(]))?[，,]?(?:（|\()?(?P<word>{_WORDS}{{0,2}})(?:人民币|约|为|近)?"
    rf"|[，,]?[（(]?(?P<each>{_WORDS})每(?:公顷|亩)"
)
_REWRITTEN = compiled(
    r"[，,]?(?:如|若|也|又)?(?:折[成算合]?|换[算写成]+|写成|写作|合(?![计共同资作并格])|表示成?"
    r"|[以用按][\u4e00-\u9fff]{1,4}?(?:计算?|表示|为单位))[\u4e00-\u9fff]{0,4}?(?:为单位)?(?:为|是|即|等于|约)?"
)
_ANOTHER = compiled("其中|单价|每|均|增|减|比|较|占|另|目标|计划|完成|投资|奖|补")
_EACH = compiled(r"(?:每(?P<of>公顷|亩)[^，。；\d]{0,8}|亩产|亩均[^，。；\d]{0,4})$")
_CLOSED = compiled(r"[）)]|左右[）)]")
_RATE = compiled(
    r"(?P<count>1|100|一|每)\s*(?P<currency>美元|欧元|英镑|港元|港币|日元|澳元|加元|卢布|韩元)\s*"
    r"(?:=|＝|≈|兑换|兑|对|折合|合|约合|等于|折)\s*(?:人民币)?\s*(?P<rate>\d+(?:\.\d+)?)\s*元?"
    r"|(?:汇率|牌价|中间价)[^，。；\d]{0,12}(?:1\s*[:：∶]\s*)?(?P<bare>\d+\.\d+)"
    r"|按(?P<at>\d+\.\d+)的?(?:汇率|中间价)"
)
_RECKONED = compiled(
    r"[（(，,]*(?:[（(]?(?:按|以|依|根据|汇率|当前|现行)[^。；]{0,40}(?:计算|折算|计|换算|汇率)[）)]?[，,]?|汇率[^。；，]{4,30}[，,])?"
    rf"(?:{_WORDS}{{1,2}}|(?<=，)(?:约为|为|约|计))(?:人民币|约|为|近)*"
)
_SUMMED = compiled("[，,]约|[，,]?(?:共计|合计|总计|总共|共|总重|净重)(?:为|达|有)?")
_POWERS_OF_TEN = frozenset(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_LOOSE = Decimal("0.05")  # how far an approximation (约1500亩) may be from what it stands for
_LOOSE_EXACT = Decimal("0.02")  # that of an approximation with three digits: 约合592万元
_EXACT_DIGITS = 3
_TENTH = Decimal("0.0005")  # authors compute with rounded factors: 667平方米 for a 亩
_PLAUSIBLE = Decimal(5)  # a bracket that holds another amount by more than this factor holds another thing
_ROUNDED = Decimal("0.01")  # how far a round number (1500亩) may be from the amount that was converted
_MOST_PLACES = 4
_NEAR = 12  # characters
_WATER = compiled("[供用取节污排制送引]水")
_TWO_DIGITS = 100
_NO_FIGURES = ("date", "label", "ordinal", "rank")


class _Rate(Struct, frozen=True):
    """What one unit of a currency is worth in yuan, by the text; `margin` is half a unit of its last digit."""

    currency: str
    value: Decimal
    margin: Decimal


def conversions_in(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Yield the quantities that stand in brackets or after 合 and differ from the quantity before."""
    for first, second in pairwise(numbers):
        if _is_of_rate(text, first) or _is_of_rate(text, second):
            continue
        if first.kind in _NO_FIGURES or second.kind in _NO_FIGURES or first.quantity.role or second.quantity.role:
            continue
        between = text[first.quantity.end : second.quantity.start]
        factor = _factor(first.quantity, second.quantity) or _of_water(text, first.quantity, second.quantity)
        joint = _JOINT.fullmatch(between) if between and (factor is not None or "每" in between) else None
        if (
            joint is None
            and factor is not None
            and _is_rewritten(first.quantity, second.quantity, between)
            and not _ANOTHER.search(_before(text, first))
        ):
            for finding in _compared(first, second, (factor, factor), worded=True):
                yield replace(finding, certain=False)
            continue
        if factor is not None and _SUMMED.fullmatch(between) and not _ANOTHER.search(_before(text, first)):
            yield from _shifted(first, second, factor)
            continue
        if joint is None or (factor is None and not joint["each"]):
            continue
        if factor is None or joint["each"] or _EACH.search(_before(text, first)):
            yield from _each(text, first, second)
            continue
        closed = bool(_CLOSED.match(text, second.quantity.end)) and ("（" in between or "(" in between)
        if joint["word"] or closed:
            yield from _compared(first, second, (factor, factor), worded=bool(joint["word"]))
    yield from _currencies(text, numbers)


def _shifted(first: Number, second: Number, factor: Decimal) -> Iterator[Finding]:
    """Yield what is wrong with 3.6吨，共计360公斤: the sum of nothing else, and off by a power of ten."""
    ratio = second.quantity.amount / (first.quantity.amount * factor) if first.quantity.amount else Decimal(1)
    if first.quantity.unit != second.quantity.unit and ratio in _POWERS_OF_TEN:
        for finding in _compared(first, second, (factor, factor), worded=True):
            yield replace(finding, certain=False)


def _is_rewritten(first: Quantity, second: Quantity, between: str) -> bool:
    """Whether words say that a quantity is written again in another unit: 186.4千米，若以米表示为186400米."""
    return first.unit != second.unit and bool(_REWRITTEN.fullmatch(between)) and not _ANOTHER.search(between)


def _before(text: str, number: Number) -> str:
    return text[max(0, number.quantity.start - _NEAR) : number.quantity.start]


def _each(text: str, first: Number, second: Number) -> Iterator[Finding]:
    """Yield what is wrong with 每亩45公斤，相当于每公顷675公斤."""
    each, other = (_EACH.search(_before(text, number)) for number in (first, second))
    size = size_of(first.quantity.base_unit, second.quantity.base_unit)
    if each is None or size is None:
        return
    if other is not None:
        size *= size_of(other["of"] or "亩", each["of"] or "亩") or Decimal(1)
    if size != 1 or first.quantity.unit != second.quantity.unit:
        yield from _compared(first, second, (size, size), worded=True)


def _of_water(text: str, first: Quantity, second: Quantity) -> Decimal | None:
    """Return 1 for tons and cubic metres of water, None for others."""
    units = {first.base_unit, second.base_unit}
    water = _WATER.search(text[max(0, first.start - _NEAR) : first.start])
    return Decimal(1) if water and units == {"吨", "立方米"} else None


def _currencies(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Yield the amounts in yuan that differ from the amount of another currency before them, where the text gives the
    rate."""
    rates = list(_rates(text))
    if len(rates) != 1:
        return
    rate = rates[0]
    foreign = [number for number in numbers if number.quantity.base_unit == rate.currency or not rate.currency]
    for first in foreign:
        quantity = first.quantity
        if quantity.base_unit in _MONEY or not quantity.base_unit.endswith(("元", "币", "镑", "布")):
            continue
        for second in numbers:
            if second.quantity.start <= quantity.end or second.quantity.base_unit not in _MONEY:
                continue
            between = text[quantity.end : second.quantity.start]
            if _RECKONED.fullmatch(between) and not _is_of_rate(text, second):
                low, high = rate.value - rate.margin, rate.value + rate.margin
                yield from _compared(first, second, (low, high), worded=True)


def _is_of_rate(text: str, number: Number) -> bool:
    """Whether a number is the rate itself."""
    quantity = number.quantity
    return any(match.start() <= quantity.start < match.end() for match in _RATE.finditer(text))


def _rates(text: str) -> Iterator[_Rate]:
    for match in _RATE.finditer(text):
        printed = match["rate"] or match["bare"] or match["at"]
        value = Decimal(printed)
        margin = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
        count = 100 if match["count"] == "100" else 1
        yield _Rate(match["currency"] or "", value / count, margin / count)


def _compared(first: Number, second: Number, factors: tuple[Decimal, Decimal], *, worded: bool) -> Iterator[Finding]:
    """Yield a finding where the second number is not the first one times a factor between two `factors`."""
    quantity, other = first.quantity, second.quantity
    first_margin = max(half_unit(quantity), min(_margin(quantity), _ROUNDED * quantity.amount))
    low, high = (quantity.amount - first_margin) * factors[0], (quantity.amount + first_margin) * factors[1]
    loose = max(_slack(quantity), _slack(other))
    low, high = low * (1 - loose), high * (1 + loose)
    margin = _margin(other)
    most = other.amount + max(margin, 2 * half_unit(other))  # rounded, or cut off
    if quantity.amount <= 0 or (low < most and other.amount - margin <= high):
        return
    factor = (factors[0] + factors[1]) / 2
    exact = quantity.amount * factor
    if not worded and not _is_slip(other.amount / exact):
        return
    places = max(decimal_places(other.value), decimal_places(quantity.value))
    value = exact / multiplier(other)
    while places < _MOST_PLACES and abs(rounded(value, places) - value) > value * _LOOSE:
        places += 1
    amount = rounded(value, places)
    how = f"{bare(quantity)} × {plain(rounded(factor, 4))}"
    if quantity.base_unit == other.base_unit:
        how = f"{bare(quantity)} = {plain(quantity.amount)}{quantity.base_unit}"
    exactly = quantity.approx is None and other.approx is None
    certain = exactly or not 1 - 4 * _LOOSE <= other.amount / exact <= 1 + 4 * _LOOSE
    yield Finding(second, "units", f"{plain(amount)}{other.unit}", how, certain=certain)


def _is_slip(ratio: Decimal) -> bool:
    """Whether a wrong amount can be meant for the right one: near it, or off by a power of ten."""
    if 1 / _PLAUSIBLE <= ratio <= _PLAUSIBLE:
        return True
    while ratio > _PLAUSIBLE:
        ratio /= 10
    while 0 < ratio < 1 / _PLAUSIBLE:
        ratio *= 10
    return Decimal("0.98") <= ratio <= Decimal("1.02")


def _slack(quantity: Quantity) -> Decimal:
    if quantity.approx is None:
        return _TENTH
    return _LOOSE if len(quantity.value.normalize().as_tuple().digits) < _EXACT_DIGITS else _LOOSE_EXACT


def _margin(quantity: Quantity) -> Decimal:
    """Return half a unit of the last digit that means something: 6700 may stand for 6667, 1500 not for 1400."""
    value, zeros = quantity.value, 0
    while value >= _TWO_DIGITS and value % 10 == 0:
        value /= 10
        zeros += 1
    return half_unit(quantity) * Decimal(10) ** zeros


def _factor(first: Quantity, second: Quantity) -> Decimal | None:
    """Return how many units of the second quantity are one of the first; None where they measure different things, or
    are printed alike."""
    if first.unit == second.unit or not first.base_unit or not second.base_unit:
        return None
    if first.base_unit == second.base_unit:
        return Decimal(1)
    above, _, below = first.base_unit.partition("/")
    other_above, _, other_below = second.base_unit.partition("/")
    if bool(below) != bool(other_below):
        return None
    factor = size_of(above, other_above)
    if below and factor is not None:
        inverse = size_of(below, other_below)
        factor = factor / inverse if inverse else None
    return factor


def size_of(unit: str, other: str) -> Decimal | None:
    """Return how many units of `other` are one of `unit`; None where they measure different things."""
    if unit == other:
        return Decimal(1)
    sizes = next((sizes for sizes in DIMENSIONS if unit in sizes and other in sizes), None)
    return sizes[unit] / sizes[other] if sizes else None
