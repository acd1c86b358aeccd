"""The figures of a sentence with what they measure: 每排25人 is people over rows, 每10股派2.5元 yuan over shares.

This reads more than the quantities of a text: small Chinese numerals (两台), discounts, fractions, ratios, lengths of
time (1小时47分); and it leaves out points of time, ordinals and labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.dimensions import UNITS, Dimension, is_measure, measured, times, unit_at_start
from jzdocs.facts.half_width import half_width
from jzdocs.facts.numerals import number_in
from jzdocs.patterns import compiled

_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_CHINESE = "[一二两三四五六七八九十百千半]{1,4}"
_SMALL = "[一二三四五六七八九十两\\d]"
_UNIT = "|".join(map(re.escape, UNITS))
_FIGURE = compiled(
    r"(?=[\d一二两三四五六七八九十百千万半第零各减对全周星礼前“\"\-−A-Za-z])"
    rf"(?:(?P<skip>\d+(?:\.\d+)?(?:[∶:]\d+(?:\.\d+)?){{2,}}|\d{{4}}年|第(?:{_DIGITS}|{_CHINESE})(?:次|届|期|名|位|天|年)?|\d{{1,2}}[:：]\d\d|[A-Za-z]+-?\d+|\d+号"
    rf"|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月份?(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号])?"
    rf"|[一二三四五六七八九]年级|[一二三四]季度|(?:周|星期|礼拜)[一二三四五六日末]|\d{{1,2}}日(?=\d{{1,2}}[时点:：])|(?<!\d)\d{{1,2}}[时点](?!速)(?:\d{{1,2}}分)?|前[一二两三四五六七八九十\d]|[“\"][^”\"]{{1,6}}[”\"])"
    r"|(?P<clock>(?:\d+分钟?)?\d+秒\d\d)(?![\d.,])"
    rf"|(?P<hours>\d+|{_CHINESE})个?小时(?P<minutes>\d+)分(?!之)钟?|(?P<m>\d+)分(?:钟)?(?P<s>\d+(?:\.\d+)?)秒"
    rf"|(?P<below>百|千|万|{_SMALL}{{1,3}})分之(?P<above>{_DIGITS}|{_CHINESE})"
    rf"|(?P<first>\d+(?:\.\d+)?)(?:∶|:|比)(?P<second>\d[\d,]*(?:\.\d+)?)"
    r"|(?P<year>全年|半年)(?=[^，。；\d]{0,6}\d)"
    r"|(?P<half>(?:各付|各担|各出|各负担|各承担|各)?一半|半价|减半|对半)"
    rf"|(?P<sign>零下|(?<![\dA-Za-z%])[-−])?(?P<number>{_DIGITS}|(?<![第零一二三四五六七八九十百千万几数]){_CHINESE})"
    rf"(?P<scale>万亿|百亿|千万|百万|十万|亿|万|[千百](?![瓦克米帕伏]))?(?P<unit>{_UNIT})?)"
)
_SCALES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "百亿": 1e10,
    "万亿": 1e12,
}
_JOINT = compiled("[，,；;。：:（）()、]")
_BEFORE_ABOUT = compiled("(?:约|近|超过?|逾|不足|大约|不少于|不超过|不低于|不高于|至少|至多|最多|最少|将近|接近|超出)$")
_BEHIND_ABOUT = compiled("余|多(?!于)|左右|以上|以下|以内|之内|上下|不到|[—–~～-]|[至到](?=\\d)")
_SINGLE = "单(?=[册台件瓶盒张套份箱包桶杯桌袋棵株辆趟](?![位独价元项车]))"
_EACH = compiled(
    f"{_SINGLE}|每(?:隔|逢|[升增]高|上升|下降|加深|满|消费|超过?|逾期|增加?|减少?|行驶|生产|运输?|加工|支出)?"
)
_EACH_AT_END = compiled(f"(?:{_EACH.pattern})$")
_SLASH = compiled(rf"(?:[/／]|每)(?P<unit>{_UNIT})")
_ARTICLES = frozenset(("一", "半"))
_PIECES = frozenset("台辆艘架套座口头只株瓶盒袋箱桶块张本支根条对双名户间")
_TIMES_OF = (
    (compiled("时薪|时速|车速|航速|流速|速度|小时工资"), "小时"),
    (compiled("(?<![当今昨同\\d])日(?:薪|租|均|产|供|用|耗|需|工资|利率|处理|加收|支|收)|按日|逐日"), "天"),
    (compiled("(?<![本上当每个\\d])月(?:薪|租|供|工资|均|产|收入|利率|息|费|用|耗|支|缴)|按月|月(?=$)"), "月"),
    (compiled("(?<![去今明前上本当全同\\d])年(?:租|薪|费|均|产|利率|息|化|折旧|维护|耗|利息)|按年"), "年"),
    (compiled("级高|踏步高|踢面高"), "级"),
    (compiled("亩(?:产|均|用|施|需|播)"), "亩"),
    (compiled("(?P<noun>[人户班校村次台件株组队科室])均"), ""),
)
_MAY_BE_OVER = compiled("[薪速日月年均亩]|级高|踏步|踢面")
_SPEED = compiled("航速|[时航车流]速|速度|以$|速$")
_PRICES = compiled("单价|票价|售价|均价|定价|票$")
# what goes on with what the figure before it is over: 每支68元降到42元; 每份配米饭150克、肉类60克
_CONTINUED = compiled("、[^，。；]{0,8}$|(?:[降升调提增减涨压变改下上][^，。；、]{0,4})?[到至为成]$")
_RATES_GIVEN = compiled("[利税费]率|按|比例|提成|佣金|打|浮动?|征收")
_CONDITION = compiled("(?:及|或)?以[上下内][，,]?(?:可|均|享受?|按|一律|每人)?(?:打|优惠|减|免)")
_FILLED = compiled("(?<![跑坐住期站铺停装填布])满$")  # 满20人打八折
_LONGEST_TAIL = 8
_WATER = 1000.0  # kilograms of a cubic metre
_KNOT = 1852.0 * 24  # metres a day


class Figure(Struct, frozen=True):
    """A figure: its `value` and what it may stand for (`low` to `high`), all in base units of what it measures; `scale`
    is how many of these its printed number counts, `step` a unit of its last digit.

    `lead` are the words since the figure before it, `clause` those of its own clause, `tail` those behind it, `each`
    what it is over (每排, 每10股: a name and how many). `about` is whether it is an approximation, `is_exact` whether
    its printed number is meant exactly. `amount` and `fineness` are value and step as printed, whatever they are over.
    """

    start: int
    end: int
    text: str
    value: float
    step: float
    unit: str
    scale: float
    dimension: Dimension
    lead: str
    clause: str
    tail: str
    each: Sequence[tuple[str, float]] = ()
    about: bool = False
    is_exact: bool = False
    amount: float = 0.0
    fineness: float = 0.0

    @property
    def low(self) -> float:
        """Return the least that is printed so."""
        return self.value if self.is_exact else self.value - self.step / 2

    @property
    def high(self) -> float:
        """Return the most that is printed so."""
        return self.value if self.is_exact else self.value + self.step / 2

    @property
    def is_ratio(self) -> bool:
        """Whether it is a share, a discount or a multiple."""
        return not self.dimension and not self.each


@lru_cache(maxsize=32)  # several checks ask for those of one sentence
def figures(text: str) -> Sequence[Figure]:
    """Return the figures of a sentence, with what they are over where the sentence has figures of that too."""
    found = _attached(_found(half_width(text)))
    return _resolved(_with_water(found) if "水" in text else found)


def _with_water(found: Sequence[Figure]) -> Sequence[Figure]:
    """Return figures with the weight of water as its volume, where others are of volumes: 载水12吨, 每秒8升."""
    heavy = [figure for figure in found if "mass" in figure.dimension]
    if not any(figure.dimension == {"length": 3} for figure in found):
        return found
    if not all("水" in figure.clause + figure.tail[:3] and figure.dimension == {"mass": 1} for figure in heavy):
        return found
    return [
        replace(figure, dimension={"length": 3}, **_litres(figure)) if figure in heavy else figure for figure in found
    ]


def _litres(figure: Figure) -> dict[str, float]:
    """Return the sizes of a figure in cubic metres of water, where it is in kilograms."""
    names = ("value", "step", "scale", "amount", "fineness")
    return {name: getattr(figure, name) / _WATER for name in names}


def _found(text: str) -> list[Figure]:
    """Return the figures as printed; one that is another's measure (每10股) is marked by `each` ("", 0)."""
    found: list[Figure] = []
    end = 0
    for match in _FIGURE.finditer(text):
        if match["skip"] or (match["year"] and "月" not in text[: match.start()]):
            continue
        figure = _figure(text, match, end)
        if figure and (_FILLED.search(figure.clause) or _CONDITION.match(figure.tail)):
            end = figure.end
        elif figure:
            found.append(figure)
            end = figure.end
    return _with_listed_units(found)


def _figure(text: str, match: re.Match[str], end: int) -> Figure | None:
    lead = text[end : match.start()]
    clause, tail = _JOINT.split(lead)[-1], text[match.end() : match.end() + _LONGEST_TAIL]
    value, step, unit, is_exact = _value(match)
    if value is None:
        return None
    if not unit and not match["number"]:
        unit = "倍"
    if (
        match["number"]
        and not match["unit"]
        and (not match["number"][0].isdigit() or re.match("[A-Za-z年月日时点号]", tail))
    ):
        return None
    dimension, scale = measured(unit) if unit else ({"?": 1}, 1.0)
    if unit == "个":
        dimension = {f"个{_noun(tail)}": 1}
    if unit == "节" and (_SPEED.search(clause) or tail.startswith(("航速", "的航速", "的速度"))):  # a knot
        dimension, scale = {"length": 1, "days": -1}, _KNOT
    if match["sign"] and "degrees" not in dimension:
        value = abs(value)
    slash = _SLASH.match(text, match.end())
    each: list[tuple[str, float]] = []
    if slash:
        each.append((slash["unit"], 1.0))
        tail = text[slash.end() : slash.end() + _LONGEST_TAIL]
    about = bool(_BEFORE_ABOUT.search(lead) or (not match["below"] and _BEHIND_ABOUT.match(tail)))
    if slash:
        pass
    elif _EACH_AT_END.search(clause) or (match["number"] in ("百", "千", "万") and "每" not in lead):
        each = [("", 0.0)]
    else:
        each += _eaches(clause, unit)
    counted = is_exact or (unit in ("%", "‰") and bool(_RATES_GIVEN.search(clause)))
    counted = counted or (not match["scale"] and value == int(value) and "." not in match[0])
    return Figure(
        start=match.start(),
        end=slash.end() if slash else match.end(),
        text=match[0],
        value=value * scale,
        step=step * scale,
        unit=unit,
        scale=scale * _SCALES.get(match["scale"] or "", 1.0),
        dimension=dimension,
        lead=lead,
        clause=clause,
        tail=tail,
        each=each,
        about=about,
        is_exact=counted,
        amount=value * scale,
        fineness=step * scale,
    )


def _noun(tail: str) -> str:
    """Return the last character of the noun right behind 个, which names what is counted (教学班 are 班), or ""."""
    match = re.match("([\u4e00-\u9fff]{1,5})(?=[，。；、：（）]|$)", tail)
    return match[1][-1] if match and len(tail) - len(match[1]) else ""


def _value(match: re.Match[str]) -> tuple[float | None, float, str, bool]:
    """Return a figure's value, a unit of its last digit, its unit, and whether it is meant exactly."""
    if match["year"]:
        return (12.0 if match["year"] == "全年" else 6.0), 0.0, "个月", True
    if match["half"]:
        return 0.5, 0.0, "倍", True
    if match["below"]:
        below = {"百": 100, "千": 1000, "万": 10000}.get(match["below"]) or number_in(match["below"])
        above = number_in(match["above"])
        return (float(above) / float(below), 0.0, "分之", True) if above and below else (None, 0.0, "", True)
    if match["hours"]:
        hours = number_in(match["hours"]) or 0
        return float(hours * 60) + int(match["minutes"]), 1.0, "分钟", True
    if match["clock"]:  # 1分52秒34
        *minutes, seconds, hundredths = map(int, re.findall(r"\d+", match["clock"]))
        return sum(minutes) * 60 + seconds + hundredths / 100, 0.01, "秒", False
    if match["m"]:
        return int(match["m"]) * 60 + float(match["s"]), 10.0 ** -_places(match["s"]), "秒", False
    if match["first"]:
        if "比" in match[0] and match["first"] != "1":  # a score
            return None, 0.0, "", True
        first, second = float(match["first"]) or 1.0, match["second"].replace(",", "")
        return float(second) / first, 10.0 ** -_places(second) / first, "∶", False
    printed = match["number"].replace(",", "").replace("，", "")
    unit = match["unit"] or ""
    number = Decimal("0.5") if printed == "半" else number_in(printed)
    if unit == "折":
        return (float(_tenths(printed)), 0.0, "折", True) if printed else (None, 0.0, "", True)
    if number is None:
        return None, 0.0, "", True
    scale = _SCALES.get(match["scale"] or "", 1.0) * (-1 if match["sign"] else 1)
    step = 10.0 ** -_places(printed) * abs(scale)
    chinese = not printed[0].isdigit()
    return float(number) * scale, 0.0 if chinese else step, unit, chinese


def _tenths(printed: str) -> float:
    """Return a discount in tenths: 八五 is 8.5."""
    digits = [float(number_in(char) or 0) for char in printed] if not printed[0].isdigit() else []
    if not digits:
        value = float(printed)
        return value / 10 if value > 10 else value
    return digits[0] + (digits[1] / 10 if len(digits) > 1 else 0)


def _places(printed: str) -> int:
    return len(printed.partition(".")[2])


def _eaches(clause: str, unit: str) -> list[tuple[str, float]]:
    """Return what a figure is over, by the words of its clause: 每人每天, 时速, 单价."""
    found: list[tuple[str, float]] = []
    for match in _EACH.finditer(clause):
        words = clause[match.end() :]
        measure = unit_at_start(words)
        found.append((measure or words.removeprefix("个").removeprefix("一")[:4], 1.0))
        second = unit_at_start(words[len(measure) :]) if measure else ""
        if second:  # 每吨公里
            found.append((second, 1.0))
    if not found and _MAY_BE_OVER.search(clause):
        for pattern, measure in _TIMES_OF:
            named = pattern.search(clause)
            if named and unit not in (measure, "倍"):
                found.append((measure or named["noun"], 1.0))
                break
    if not found and unit.endswith("元") and _PRICES.search(clause):
        found.append(("*", 1.0))
    return [(name, quantity) for name, quantity in found if name]


def _with_listed_units(found: Sequence[Figure]) -> list[Figure]:
    """Return figures with the unit of the list that they belong to: 22、18、25、21分."""
    listed: list[Figure] = []
    for figure in reversed(found):
        behind = listed[-1] if listed else None
        if behind and "?" in figure.dimension and _goes_on(figure, behind):
            # 120万、85万立方米: a multiplier of its own stands for that of the list
            factor = behind.scale if figure.scale == 1 else measured(behind.unit)[1]
            figure = replace(
                figure,
                unit=behind.unit,
                dimension=behind.dimension,
                value=figure.value * factor,
                step=figure.step * factor,
                scale=behind.scale if figure.scale == 1 else figure.scale * factor,
                each=behind.each or figure.each,
                amount=figure.amount * factor,
                fineness=figure.fineness * factor,
            )
        listed.append(figure)
    return listed[::-1]


def _goes_on(figure: Figure, behind: Figure) -> bool:
    """Whether a figure without a unit is in a list with the one behind it, or in one that this sums up."""
    if figure.tail.startswith(("、", "和", "与")):
        return behind.lead in ("、", "和", "与")
    return figure.tail.startswith("，") and behind.lead.startswith(("，累计", "，合计", "，共", "，总", "，一共"))


def _attached(found: Sequence[Figure]) -> list[Figure]:
    """Return figures with those that others are over taken out: 每10股派2.5元, 每隔6米栽一棵, 两道各15分."""
    attached: list[Figure] = []
    divisor: Figure | None = None
    article = ""
    for place, figure in enumerate(found):
        if tuple(figure.each) == (("", 0.0),):
            divisor = figure
            continue
        if divisor and figure.start - divisor.end <= 8 and not re.search("[，；。]", figure.clause):
            each = (divisor.unit, divisor.value / measured(divisor.unit)[1])
            figure = replace(figure, each=[each, *(old for old in figure.each if old[0] == "*")])
            attached.append(figure)
            divisor = None
            continue
        divisor = None
        if attached and not figure.each and figure.unit == attached[-1].unit and _CONTINUED.match(figure.lead):
            figure = replace(figure, each=attached[-1].each)
        if figure.clause == "各" and place and found[place - 1].end == figure.start - 1:
            figure = replace(figure, each=[(found[place - 1].unit, 1.0)])
        if figure.text[:1] in _ARTICLES and not is_measure(figure.unit):
            behind = found[place + 1] if place + 1 < len(found) else None
            begins = figure.clause in ("", "单") and behind is not None and not _JOINT.search(behind.lead)
            article = figure.unit if begins and figure.unit in _PIECES else ""
            continue
        if article and not any(each[0] == article for each in figure.each):  # 一台水泵每小时抽水80立方米
            figure = replace(figure, each=[*figure.each, (article, 1.0)])
        article = ""
        attached.append(figure)
    return attached


def _resolved(found: Sequence[Figure]) -> Sequence[Figure]:
    """Return figures with what they are over in their dimension, where other figures are of that, or over it too."""
    named = [[(*_name(figure, each, found), each[1]) for each in _parts(figure.each)] for figure in found]
    units = {name for figure in found for name, power in figure.dimension.items() if power > 0}
    over = [name for eaches in named for name in {each[0] for each in eaches}]
    resolved: list[Figure] = []
    for figure, eaches in zip(found, named, strict=True):
        dimension, factor = figure.dimension, 1.0
        for name, scale, power, quantity in eaches:
            if name and (name in units or over.count(name) > 1):
                dimension = times(dimension, {name: power}, -1)
                factor *= scale * quantity
        if factor == 1.0 and dimension is figure.dimension:
            resolved.append(figure)
            continue
        resolved.append(
            replace(
                figure,
                value=figure.value / factor,
                step=figure.step / factor,
                scale=figure.scale / factor,
                dimension=dimension,
            )
        )
    return resolved


def _parts(each: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return what a figure is over, a kilowatt-hour as kilowatts and hours."""
    return [
        pair
        for name, many in each
        for pair in ([("千瓦", many), ("小时", 1.0)] if name in ("度", "千瓦时") else [(name, many)])
    ]


def _name(figure: Figure, each: tuple[str, float], found: Sequence[Figure]) -> tuple[str, float, int]:
    """Return what is measured by what a figure is over, how many base units that is, and its power."""
    word = each[0]
    if is_measure(word) and word != "*":
        dimension, scale = measured(word)
        name, power = next(iter(dimension.items()), ("", 0))
        return name, scale, power
    counts = [other for other in found if other is not figure and other.unit and not is_measure(other.unit)]
    if word == "*":
        names = {name for other in counts for name in other.dimension}
        return (names.pop(), 1.0, 1) if len(names) == 1 else ("", 1.0, 1)
    for size in (3, 2, 1):
        for other in counts:
            if len(word) >= size and _is_of(other, word[:size]):
                return next(iter(other.dimension)), 1.0, 1
    bare = [other for other in counts if "个" in other.dimension]
    if len(bare) == 1 and not any(word.startswith(unit) for unit in UNITS):  # 每个示范村30万元，评定8个
        return "个", 1.0, 1
    unit = next((unit for unit in UNITS if word.startswith(unit)), word[:2])
    return next(iter(measured(unit)[0]), ""), 1.0, 1


def _is_of(count: Figure, word: str) -> bool:
    """Whether a figure counts what a word names: 20道 of 单选题, 28个考场, 5人."""
    unit = next(iter(count.dimension), "")
    return (
        word in (count.unit, unit, count.unit.removesuffix("次"))
        or measured(word)[0] == {unit: 1}
        or count.tail.startswith(word)
        or (count.clause.endswith(word) and "每" not in count.clause)
    )
