"""Products and quotients that follow from units alone.

24排, 每排18座, 容纳432人; 每次2片, 每日3次, 每盒24片, 一盒服用4天; 每10股派1.5元, 3.2亿股, 共派4800万元; 月租金8500元,
每季度25500元.

A figure behind 每X is so much per X; of the figures of a sentence, those are multiplied or divided whose units give the
unit of another. Where several readings are possible, one that is true clears the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.scenes import BASIC, NO_AMOUNT, Figure, Scene, is_met, missed, wrong
from jzdocs.facts.numerals import number_in
from jzdocs.patterns import compiled

_MANY_EACH = compiled(r"每(?:(?P<count>\d+|[一二两三四五六七八九十百千万]{1,3}))?个?(?P<of>[^每，。；、\d]{1,8})")
_TIMED = compiled(
    r"(?:^|[，、：；（]|[\u4e00-\u9fff](?<![\d一二三四五六七八九十本上下当全每前个]))(?P<of>[月时日年])"
    r"(?:租金?|薪|工资|供[^，。；、\d]{0,6}|费|房租|保费|产量?|销量?|生产[^，。；、\d]{0,6}|产[^，。；、\d]{1,6}|耗[电水煤油]量?|处理[^，。；、\d]{0,6})(?:标准|为|是|达|约)*$"
)
_TIMES = {"日": "天", "昼夜": "天", "月": "个月", "季度": "季", "星期": "周", "时": "小时", "分": "分钟"}
_TIMES |= {name: name for name in ("季", "年", "周", "小时", "分钟", "秒", "天", "半年")}
_SIZES = {
    "季": ("个月", Decimal(3)),
    "半年": ("个月", Decimal(6)),
    "周": ("秒", Decimal(604_800)),
    "年": ("个月", Decimal(12)),
}
_WORDS = compiled(
    "(?<![第每一二两三四五六七八九十百\\d])(?P<count>[二两三四五六七八九十]{1,3})个?(?P<unit>[台辆人名户班队组车班间])"
)
_HUNDREDS = compiled("(?P<count>[百千万])(?P<of>公里|米|元|人|户|亩)[^，。；、\\d]{0,6}$")
_IN_STEPS = compiled(
    "淘汰赛|循环赛|单循环|首尾|两端|两头|折|减免|封顶|最[高多低少]|押金|首[小时重公里年月]|起步|阶梯|超出|超过部分|班制|满\\d|班倒|运转|(?:周|星期)[一二三四五六日][至到]"
)
_CAPACITY = compiled("载重|核载|容纳|可|能|最多|住|限|定员|配")
_SOME_RATE = compiled("[月年日时][租薪产耗供处工]|[百千万](?:公里|元|人)")
_SEATS = {"座": "人", "席": "人", "个座位": "人", "座位": "人", "个席位": "人", "席位": "人"}
_RESULT = compiled(
    "共|计|总|合|可|需|应|达|全|收|付|等于|折|容纳|得|耗|用|服|派|缴|赔|补|扣|为|产|行驶|走|跑|完成|有$|放"
)
_NO_RESULT = compiled(
    "疗程|保质期|工期|为期|周期|净|税后|扣除|其中|另|还有|至少|最多|不低于|不少于|不超过|上限|限|目标|增|减|同比|比上年|余|剩|最[高低]|前|补贴标准|左右|约"
)
_LOOSE = compiled("最[高低多少]|不超过|至少|以上|不低于|约|左右|多的|不等|分别|起|上限|目标|同比|其中")
_JOINED = compiled("合|即|相当于|折合|等于|按[季年月半]")
_MOST_FACTORS = 3


class _Factor(Struct, frozen=True):
    """A figure with the powers of the units that it is in: 元 ÷ 人 for 每人50元, as names with exponents."""

    figure: Figure
    value: Decimal
    meant: Interval
    units: Mapping[str, int]
    is_rate: bool


def unit_products_in(scene: Scene) -> Iterator[Finding]:
    """Yield the figures of a scene that others give by their units, but are not so."""
    if "每" not in scene.text and "均" not in scene.text and not _SOME_RATE.search(scene.text):
        return
    if re.search(_IN_STEPS.pattern, scene.text):
        return
    factors = list(_factors(scene))
    factors = [_without_single_units(factor, factors) for factor in factors]
    if not 2 <= len(factors) <= 7 or not any(factor.is_rate for factor in factors):
        return
    for stated in sorted(factors, key=lambda factor: -factor.figure.start):
        yield from _check(scene, stated, [factor for factor in factors if factor is not stated])


def _factors(scene: Scene) -> Iterator[_Factor]:
    figures = [*scene.figures, *_in_words(scene)]
    names = [name for figure in figures if (name := _name(figure))]
    single = set(re.findall("一([盒瓶袋箱包桶罐车件])", scene.text))  # what is of one of these is so much
    per: Figure | None = None
    for figure in figures:
        if figure.lead.endswith("每") and figure.unit not in NO_AMOUNT:  # 每10股派1.5元
            per = figure
            continue
        if not figure.is_plain or figure.unit in NO_AMOUNT or figure.value <= 0 or _is_end(figure):
            per = None
            continue
        rates = [*_rates(figure), *([(per.value, _name(per))] if per else ())]
        per = None
        own, _ = _basic(_name(figure))
        units = {own: 1}
        times = Decimal(3 if "早中晚各" in figure.clause else 2 if re.search("早晚各|双向各", figure.clause) else 1)
        meant = Interval(figure.value, figure.value) if _is_whole(figure) else figure.meant
        value, meant = figure.value * times, meant.scaled(times)
        for count, of in rates:
            name, size = _basic(_named(of, names))
            if name not in single:
                units[name] = units.get(name, 0) - 1
            value, meant = value / (count * size), meant.scaled(1 / (count * size))
        yield _Factor(figure, value, meant, {name: power for name, power in units.items() if power}, bool(rates))


def _without_single_units(factor: _Factor, factors: Sequence[_Factor]) -> _Factor:
    """Return a factor without the units below the line that no other figure has: 每餐供应32桌, where all is of one."""
    others = {name for other in factors if other is not factor for name in other.units}
    units = {name: power for name, power in factor.units.items() if power > 0 or name in others}
    if len(units) == len(factor.units):
        return factor
    lost = [name for name in factor.units if name not in units]
    if any(name in ("秒", "个月", "克", "米", "平方米", "立方米") for name in lost):
        return factor  # its value is in other units
    return replace(factor, units=units, is_rate=any(power < 0 for power in units.values()))


def _in_words(scene: Scene) -> Iterator[Figure]:
    """Yield the counts in words that something is stated for each of: 两台收割机, 每台."""
    for match in _WORDS.finditer(scene.text):
        value = number_in(match["count"].replace("两", "二"))
        if value and value > 1 and f"每{match['unit']}" in scene.text.replace("每个", "每"):
            start = scene.start + match.start()
            basic, _ = BASIC.get(match["unit"], (match["unit"], Decimal(1)))
            counted = Interval(Decimal(value), Decimal(value))
            end = start + len(match[0])
            yield Figure(Decimal(value), counted, basic, start, end, match[0], match["unit"], noun=match["unit"])


def _is_whole(figure: Figure) -> bool:
    """Whether a figure is a whole number in its own unit, which is meant exactly where it is multiplied."""
    in_ones = figure.number is None or figure.number.quantity.amount == figure.number.quantity.value
    return in_ones and figure.places == 0 and "均" not in figure.clause


def _is_end(figure: Figure) -> bool:
    return figure.number is not None and figure.number.kind in ("from", "to", "increase", "decrease")


def _name(figure: Figure) -> str:
    """Return what a figure counts or measures: the noun behind 个, else its unit."""
    unit = figure.unit
    if unit in ("个", "项", "家", "所", "处") and len(figure.noun) > 1:
        return figure.noun.removeprefix(figure.printed_unit)[:3] or unit
    if unit == "个" and figure.clause.endswith(tuple(_SEATS)):
        return "人"
    return _SEATS.get(unit, unit)


def _basic(name: str) -> tuple[str, Decimal]:
    name = _TIMES.get(name, name)
    if name in _SIZES:
        return _SIZES[name]
    unit, size = BASIC.get(name, (name, Decimal(1)))
    return _SEATS.get(unit, unit), size


def _rates(figure: Figure) -> Iterator[tuple[Decimal, str]]:
    """Yield the counts and names of what a figure is for each of: 1 and 人 for 每人."""
    clause = figure.clause
    unit, _, per = figure.printed_unit.partition("/")
    if per and unit:
        yield Decimal(1), per
        return
    if timed := _TIMED.search(clause):
        yield Decimal(1), timed["of"]
        return
    if mean := re.search(r"(?P<of>[人户亩日月年班校村车台次])均[^，。；、\d]{0,8}$", clause):
        yield Decimal(1), mean["of"]
        return
    if "每隔" in clause:
        return
    hundreds = _HUNDREDS.search(clause)
    if hundreds and "每" not in clause:
        yield Decimal(number_in("一" + hundreds["count"]) or 1), hundreds["of"]
        return
    for match in _MANY_EACH.finditer(clause):
        count = number_in(match["count"]) if match["count"] else Decimal(1)
        of = match["of"]
        if count:
            yield Decimal(count), of


def _named(of: str, names: Sequence[str]) -> str:
    """Return the unit that the words behind 每 begin with."""
    for size in (3, 2, 1):
        if of[:size] in _TIMES or of[:size] in BASIC:
            return of[:size]
    for name in sorted(names, key=len, reverse=True):
        if of.startswith(name) or (len(name) > 1 and of.startswith(name[:2])):
            return name
    return of[:1]


def _check(scene: Scene, stated: _Factor, others: Sequence[_Factor]) -> Iterator[Finding]:
    figure = stated.figure
    if _NO_RESULT.search(figure.clause) or (not _RESULT.search(figure.clause) and figure is not scene.figures[-1]):
        return
    found: list[tuple[Sequence[_Factor], Decimal, Interval, str]] = []
    for size in range(1, min(_MOST_FACTORS, len(others)) + 1):
        for chosen in combinations(others, size):
            for powers in product((1, -1), repeat=size):
                multiplied = [f.figure.unit for f, power in zip(chosen, powers, strict=True) if power > 0]
                if len(set(multiplied)) < len(multiplied):
                    continue
                if _units(chosen, powers) == stated.units and _is_sensible(scene, stated, chosen):
                    reading = _reading(stated, chosen, powers)
                    if is_met(figure, reading[1]):
                        return
                    found.append((chosen, *reading))
    before = [entry for entry in found if all(factor.figure.start < figure.start for factor in entry[0])]
    chosen_readings = before
    if not chosen_readings or any(_LOOSE.search(f.figure.clause) for f in chosen_readings[-1][0]):
        return
    same = [f for f in scene.of_unit(figure) if not any(f is factor.figure for factor in chosen_readings[-1][0])]
    if len(chosen_readings) > 1:
        chosen_readings = [entry for entry in chosen_readings if _is_called_so(figure, entry[0])]
        same = [] if len(chosen_readings) == 1 else same
    if len(chosen_readings) != 1 or len(same) > 1:
        return
    factors, value, meant, how = chosen_readings[0]
    if len(same) == 1 and any(is_met(figure, meant + signed) for signed in (same[0].meant, same[0].meant.scaled(-1))):
        return
    if _is_otherwise(scene, figure, factors, value) or _is_below_capacity(figure, factors, value):
        return
    if same and (same[0].start < figure.start or len(factors) < 2):
        return
    if len(factors) == 1 and not is_met(figure, meant):
        yield wrong(figure, value, how, "units")
    else:
        yield from missed(figure, value, meant, how, "product")


def _is_otherwise(scene: Scene, stated: Figure, chosen: Sequence[_Factor], value: Decimal) -> bool:
    """Whether another figure of the scene may make up the difference, or has the unit of those that were chosen."""
    used = [factor.figure for factor in chosen]
    for other in scene.figures:
        if other is stated or other in used or not other.value or other.lead.endswith("每"):
            continue
        others = [other.value, other.value / other.scale]
        if any(number * value == stated.value or value + number == stated.value for number in others):
            return True
        if any(value - number == stated.value or number * stated.value == value for number in others):
            return True
        if other.unit in {figure.unit for figure in used} and other.unit != stated.unit and len(used) > 1:
            return True
    return False


def _is_below_capacity(stated: Figure, chosen: Sequence[_Factor], value: Decimal) -> bool:
    """Whether a figure is less than what there is room for, and does not say that it is the room."""
    rates = [factor.figure for factor in chosen if factor.is_rate]
    has_room = any(_CAPACITY.search(figure.clause) for figure in rates)
    return has_room and stated.value < value and not re.search("可|能|容纳|共有|设|总|合计", stated.clause)


def _is_called_so(figure: Figure, chosen: Sequence[_Factor]) -> bool:
    """Whether a rate has the last word of a figure's own name: 每天节煤, 可节煤."""
    word = figure.clause[-2:]
    return len(word) == 2 and any(factor.is_rate and factor.figure.clause.endswith(word) for factor in chosen)


def _is_sensible(scene: Scene, stated: _Factor, chosen: Sequence[_Factor]) -> bool:
    """Whether figures may give another: one of them is a rate; a single one only where words say that both are one."""
    if len(chosen) > 1:
        return any(factor.is_rate for factor in chosen) or stated.is_rate
    both = chosen[0].is_rate and stated.is_rate
    between = scene.text[min(chosen[0].figure.end, stated.figure.end) - scene.start : stated.figure.start - scene.start]
    return both and bool(_JOINED.search(between))


def _units(chosen: Sequence[_Factor], powers: Sequence[int]) -> dict[str, int]:
    total: dict[str, int] = {}
    for factor, power in zip(chosen, powers, strict=True):
        for name, exponent in factor.units.items():
            total[name] = total.get(name, 0) + power * exponent
    return {name: exponent for name, exponent in total.items() if exponent}


def _reading(stated: _Factor, chosen: Sequence[_Factor], powers: Sequence[int]) -> tuple[Decimal, Interval, str]:
    """Return what factors give in the unit that the stated figure is printed in, all that they may give, and how."""
    value, meant, how = Decimal(1), Interval(Decimal(1), Decimal(1)), ""
    for factor, power in zip(chosen, powers, strict=True):
        value = value * factor.value if power > 0 else value / factor.value
        meant = meant * factor.meant if power > 0 else meant / _positive(factor)
        sign = (" × " if power > 0 else " ÷ ") if how else "" if power > 0 else "1 ÷ "
        how += sign + factor.figure.shown
    size = stated.figure.value / stated.value
    return value * size, meant.scaled(size), how


def _positive(factor: _Factor) -> Interval:
    return factor.meant if factor.meant.low > 0 else Interval(factor.value, factor.value)
