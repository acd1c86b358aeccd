"""Means and yearly growth: 户均, 平均每家, 日均 against a total and a count, 年均增长 against both ends and the years
between them.

Means are only judged where one total and one count stand near that they can be computed from; per-capita figures of
the economy and of incomes have other denominators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.ends import Ends, last_ends
from jzdocs.checks.finding import Finding
from jzdocs.checks.terms import CLAUSE_END, Term
from jzdocs.facts.numerals import number_in
from jzdocs.facts.rounding import PERCENT, POINTS, bare, decimal_places, exact, half_unit, plain, rounded
from jzdocs.patterns import compiled

_MEAN = compiled(
    r"(?:(?P<of>人|户|亩|村|班|校|企|家|日|天|月|年|周|场|次|生|车|店|套|县|乡|镇|季|点|单)平?均(?!等|衡|匀|值|可)"
    r"|平均(?:到)?(?:每一?|单)(?P<each>[^，。；\d（）()]{1,8}?(?:（[^（）\d]{1,4}）)?)|每(?P<every>[\u4e00-\u9fff]{1,2})平均)(?P<noun>[^，,。；\d]{0,14})$"
)
_UNITS = {
    "人": "人 名 位",
    "生": "人 名 位",
    "户": "户 家",
    "亩": "亩",
    "村": "个 村",
    "班": "个 班",
    "校": "所 个",
    "企": "家 户 个",
    "家": "家 户",
    "店": "家 个",
    "日": "天 日",
    "天": "天 日",
    "月": "个月 月",
    "年": "年",
    "周": "周",
    "场": "场",
    "次": "次",
    "车": "辆 台",
    "套": "套",
    "县": "个 县",
    "乡": "个 乡",
    "镇": "个 镇",
    "季": "个季度 季度",
    "点": "个 处",
    "单": "单 笔",
}
# places and groups that are counted by 个, which the mean's own name must name
_NAMED = {"村": "村", "班": "班", "县": "县", "乡": "乡", "镇": "镇", "点": "点"}
_OTHER_COUNT = compiled("生产总值|GDP|可支配|纯收入|消费支出|寿命|年龄|预期|工资|住房|生活用|教育年限")
_MONEY = compiled("投资|造价|成本|费用|花费|投入|资金|金额|补助|补贴|救助|奖励|贷款|经费|补偿|发放|支付|工程款")
_FUNCTION = compiled(
    "^(?:增加|增长|提高|新增|约|达到?|为|近|超过?|可|仅|收入)+|(?:达到|达|为|约|是|近|超过?|仅|接近|高达|完成|实现|了|共|有|到|约为|：|:|计)+$"
)
_SPAN = compiled(r"((?:19|20)\d\d)年?(?:至|到|—|-|–|~|－|―)((?:19|20)\d\d)年(?!底|末|初)")
_YEARS = compiled(
    r"(?<!\d)(?P<number>[\d]{1,2}|[一二两三四五六七八九十]{1,2})(?:个)?(?P<unit>年|天|个月|季度)(?!底|末|初|度|前|第|级)"
)
_PLAN = compiled(r"“?十[一二三四五六]五”?(?:期间|时期|五年)")
_MONTHS = (("全年", 12), ("上半年", 6), ("下半年", 6), ("前三季度", 9), ("季度", 3))
_YEARLY = compiled(
    r"[，,、（(]*(?:即|实现|期间|规模|总量|五年间?|(?P<years>[一二三四五六七八九十\d]{1,2})年(?:间|来)?)?(?:年均|平均每年|每年平均|年平均|年均复合|年复合|复合年?均?)(?:复合)?"
    r"(?:(?P<up>增长|递增|增幅|增速|提高|上升)|(?P<down>下降|递减|降幅|减少|降低))(?:率|速度|幅度)?(?:为|达到?|约|是|约为)*"
)
_YEARLY_GAIN = compiled(
    r"[，,、（(]*(?P<years>[二三四五六七八九十\d]{1,2})?(?:年间|年来|年)?(?:年均|平均每年|每年平均)(?:净)?"
    r"(?:(?P<up>增加|增长|提高|新增|增)|(?P<down>减少|下降|降低|减))(?:了|约)?"
)
_YEARS_BEHIND = compiled(r"[（(]([一二三四五六七八九十\d]{1,2})年[）)]")
_OF_TIME = ("年", "月", "季", "日", "天", "周")
_LOOK_BACK = 6  # numbers before a mean that it may be computed from
_TOLERANCE = Decimal("0.0005")


def averages_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with the means of a sentence: the terms from `start` on."""
    for index in range(start, len(terms)):
        term = terms[index]
        if term.number.bound:
            continue
        gain = _YEARLY_GAIN.fullmatch(term.lead)
        if gain and (ends := last_ends(terms, index)) and _may_be_gain(term, ends):
            yield from _check_yearly_gain(term, ends, gain)
            continue
        yearly = _YEARLY.fullmatch(term.lead) if term.unit in PERCENT else None
        if yearly:
            yield from _check_yearly(text, terms, index, yearly)
        elif term.unit not in (*PERCENT, *POINTS, "倍", ""):
            mean = _MEAN.search(term.clause)
            if mean and not _OTHER_COUNT.search(term.lead):
                yield from _check_mean(terms, index, mean)


# --- means


def _check_mean(terms: Sequence[Term], index: int, match: re.Match[str]) -> Iterator[Finding]:
    """Check a mean against the only total and the only count that it can be computed from."""
    stated = terms[index]
    of = match["of"] or (match["each"] or match["every"])[:1]
    noun = _FUNCTION.sub("", _FUNCTION.sub("", _noun_of_mean(match)))
    near = [t for t in terms[max(0, index - _LOOK_BACK) : index] if t.sentence == stated.sentence]
    if of in _OF_TIME and (listed := _listed_before(terms, index)):
        yield from judged(_mean_of_list(stated, listed))
        return
    if noun and any(t.tail.startswith(noun[:2]) for t in near):  # 12个县（区）…平均每个县（区）
        noun = ""
    totals = [t for t in near if t.unit == stated.unit and _is_total(t, noun)]
    counts = _counts(near, of, totals, match)
    if len(totals) != 1 or not counts:
        return
    total = totals[0]
    claims = [_mean(stated, total, count, how) for count, how in counts if count.low > 0]
    if claims and len(claims) <= 2 and not any(map(is_true, claims)):
        yield from judged(claims[-1])


def _listed_before(terms: Sequence[Term], index: int) -> Sequence[Term]:
    """Return the numbers of 分别为12亿元、14亿元和15亿元 that stand right before a mean."""
    first = index - 1
    while first > 0 and re.fullmatch("、|和|与|及|以及", terms[first].lead):
        first -= 1
    listed = terms[first:index]
    fits = len(listed) > 1 and re.search("分别[^，。；\\d]{0,8}$", listed[0].lead)
    return listed if fits and all(t.unit == terms[index].unit and not t.is_change for t in listed) else []


def _mean_of_list(stated: Term, listed: Sequence[Term]) -> Claim:
    """Return the claim that a number is the mean of those listed before it."""
    total = Interval(Decimal(0), Decimal(0))
    for term in listed:
        total = total + interval(term.number)
    value = sum((term.number.quantity.amount for term in listed), Decimal(0)) / len(listed)
    how = f"({' + '.join(bare(term.number.quantity) for term in listed)}) ÷ {len(listed)}"
    return Claim(stated.number, value, total.scaled(Decimal(1) / len(listed)), how, "average")


def _noun_of_mean(match: re.Match[str]) -> str:
    """Return the words behind the thing that a mean is of: 造价 of 平均每口造价, 企业营收 of 平均每家企业营收."""
    if match["of"]:
        return match["noun"]
    return (match["each"] or match["every"])[1:] + match["noun"]


def _mean(stated: Term, total: Term, count: Interval, how: str) -> Claim:
    quantity = total.number.quantity
    middle = count.low if count.high - count.low == 1 else (count.low + count.high) / 2  # 365 or 366 days
    return Claim(
        stated.number,
        quantity.amount / middle,
        interval(total.number) / count,
        f"{bare(quantity)} ÷ {how}",
        "average",
    )


def _is_total(term: Term, noun: str) -> bool:
    """Whether a number may be the total of a mean with a name: they share a word, or the mean has none of its own."""
    if term.is_change and "新增" not in term.lead and not re.search("减税|增收|减负|节约|节省", term.lead):
        return False
    if _MEAN.search(term.clause) or re.search("每|单价|均价", term.clause):
        return False
    return (
        not noun
        or noun in ("人口", "人数")
        or _shares(noun, term.clause)
        or bool(_MONEY.search(noun) and _MONEY.search(term.clause))
    )


def _shares(noun: str, words: str) -> bool:
    return any(noun[i : i + 2] in words for i in range(len(noun) - 1)) or (len(noun) == 1 and noun in words)


def _names(term: Term, thing: str) -> bool:
    """Whether a number in 个 counts what a mean is of: 4个批次, 教学班48个."""
    return term.unit == "个" and len(thing) > 0 and (term.tail.startswith(thing[:2]) or term.clause.endswith(thing[:2]))


def _counts(near: Sequence[Term], of: str, totals: Sequence[Term], match: re.Match[str]) -> list[tuple[Interval, str]]:
    """Return the counts that a mean may be computed by, each with how formulas print it."""
    units = _UNITS.get(of, of).split()
    named = _NAMED.get(of)
    found = [
        (interval(term.number), bare(term.number.quantity))
        for term in near
        if term not in totals
        and (term.unit in units or _names(term, match["each"] or match["every"] or ""))
        and exact(term.number)
        and (not named or term.unit == of or named in term.tail[:6] or term.clause.endswith(named))
        and not re.search(r"每|平均|均", term.clause)
    ]
    if not found and of in ("年", "天", "日", "月", "季") and totals:
        return _spans(totals[0].lead, of) or _whole_year(totals[0].lead, of, match["noun"])
    return found if len(found) == 1 else []


def _whole_year(words: str, of: str, noun: str) -> list[tuple[Interval, str]]:
    """Return the months or days of the year whose total words before it name; 日均 then needs the total's own name."""
    if noun and noun not in words:
        return []
    if of == "月":
        months = next((count for name, count in _MONTHS if name in words), None)
        return [(Interval(Decimal(months), Decimal(months)), f"{months}个月")] if months else []
    if of in ("日", "天") and re.search("全年|一年(?![来间])", words):
        return [(Interval(Decimal(365), Decimal(366)), "365天")]
    return []


def _spans(words: str, of: str) -> list[tuple[Interval, str]]:
    """Return the lengths of time that words before a total name: 五年, “十四五”期间, 2021年至2024年."""
    years = {Decimal(int(m[2]) - int(m[1]) + 1) for m in _SPAN.finditer(words)} if of == "年" else set()
    if of == "年" and _PLAN.search(words):
        years.add(Decimal(5))
    for match in _YEARS.finditer(words):
        same = match["unit"] == {"月": "个月", "季": "季度", "日": "天"}.get(of, of)
        value = number_in(match["number"])
        if same and value and value > 1:
            years.add(value)
    if len(years) != 1:
        return []
    (value,) = years
    unit = {"季": "季度", "月": "个月"}.get(of, of)
    return [(Interval(value, value), f"{plain(value)}{unit}")]


# --- yearly growth


def _check_yearly(text: str, terms: Sequence[Term], index: int, match: re.Match[str]) -> Iterator[Finding]:
    """Check 年均增长 against both ends: the years' product of equal rates, or else their simple mean."""
    stated = terms[index]
    ends = last_ends(terms, index)
    if ends is None or ends.first.unit in (*PERCENT, *POINTS) or not exact(stated.number):
        return
    behind = _YEARS_BEHIND.match(stated.tail)
    years = _years(_between(ends), match["years"] or (behind and behind[1]))
    first, last = interval(ends.first.number), interval(ends.last.number)
    if not years or first.low <= 0 or last.low <= 0 or _is_real(text, stated, ends.words):
        return
    sign = 1 if match["up"] else -1
    ratio = last / first
    root = Decimal(1) / years
    implied = Interval((ratio.low**root - 1) * 100 - _TOLERANCE, (ratio.high**root - 1) * 100 + _TOLERANCE)
    start, end = ends.first.number.quantity, ends.last.number.quantity
    value = ((end.amount / start.amount) ** root - 1) * 100
    how = f"({bare(end)} ÷ {bare(start)})^(1/{years}) − 1 = {plain(rounded(value, 2))}%"
    # who counts both ends (2015 to 2024 as ten years) or takes the simple mean is wrong, but knows another reading
    longer = Decimal(1) / (years + 1)
    wider = Interval((ratio.low**longer - 1) * 100 - _TOLERANCE, (ratio.high**longer - 1) * 100 + _TOLERANCE)
    simple = (ratio - Interval(Decimal(1), Decimal(1))).scaled(Decimal(100) / years)
    certain = not any(
        is_true(Claim(stated.number, value, other, how, "growth", sign=sign)) for other in (wider, simple)
    )
    claim = Claim(stated.number, value, implied, how, "growth", sign=sign, certain=certain)
    yield from judged(claim)
    if is_true(claim):
        yield from _check_simple_mean(claim, ends, years)


def _check_simple_mean(claim: Claim, ends: Ends, years: int) -> Iterator[Finding]:
    """Check a yearly growth that is right only because one end has fewer decimals, where it is just the simple mean:
    从12.5亿元增至18亿元, 44% in two years are no 22% a year."""
    start, end = ends.first.number.quantity, ends.last.number.quantity
    places = decimal_places(claim.stated.quantity.value)
    simple = abs((end.amount / start.amount - 1) * 100 / years)
    if half_unit(start) == half_unit(end) or start.unit != end.unit:
        return
    stated = abs(claim.stated.quantity.value)
    if rounded(simple, places) == stated != rounded(abs(claim.value), places):
        yield Finding(claim.stated, "growth", f"{plain(rounded(abs(claim.value), places))}%", claim.how, certain=False)


def _may_be_gain(stated: Term, ends: Ends) -> bool:
    """Whether a yearly gain has the unit of what gained: points for shares."""
    unit = ends.last.unit
    return stated.unit in POINTS if unit in PERCENT else stated.unit == unit


def _check_yearly_gain(stated: Term, ends: Ends, match: re.Match[str]) -> Iterator[Finding]:
    """Check 由864户增加到1080户，年均增加54户: the difference of both ends by the years between them."""
    years = _years(_between(ends), match["years"])
    if not years:
        return
    sign = 1 if match["up"] else -1
    start, end = ends.first.number.quantity, ends.last.number.quantity
    count = Interval(Decimal(years), Decimal(years))
    implied = (interval(ends.last.number) - interval(ends.first.number)) / count
    value = (end.amount - start.amount) / years
    how = f"({bare(end)} − {bare(start)}) ÷ {years}"
    yield from judged(Claim(stated.number, value, implied, how, "average", sign=sign))


def _between(ends: Ends) -> int | None:
    """Return how many years lie between two ends, by their own years or a span before them (2018—2023年)."""
    span = _SPAN.search(ends.first.lead)
    return ends.years if ends.years is not None or not span else int(span[2]) - int(span[1])


def _years(between: int | None, named: str | None) -> int | None:
    """Return how many years lie between two ends, if that is certain."""
    count = None
    if named:
        value = number_in(named)
        count = int(value) if value else None
    if between is not None and count is not None and between != count:
        return None
    years = between if between is not None else count
    return years if years and years > 1 else None


def _is_real(text: str, stated: Term, words: str) -> bool:
    behind = CLAUSE_END.split(text[stated.number.quantity.end :][:12])[0]
    return bool(re.search("生产总值|增加值|GDP|总产值|居民|农民|人均|消费|国民|业务总量", words)) or "实际" in behind
