"""Means and prices in any order: 人均住房面积40平方米，全村850人，住房总面积34000平方米; 发放补贴720万元，按每亩120元，
惠及6万亩.

A sentence that holds one number for each thing (人均, 每亩, 元/吨), one count of these things and one total holds a
product. `averages` and `products` know the usual order, the mean or the total last. What is stated must be near to
what the other two give: see `slips`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.claims import Claim, Interval, interval, is_count
from jzdocs.checks.ends import share_word
from jzdocs.checks.finding import Finding
from jzdocs.checks.slips import is_plain, slips
from jzdocs.checks.terms import Term
from jzdocs.checks.units import size_of
from jzdocs.facts.rounding import PERCENT, POINTS, bare, multiplier, plain
from jzdocs.patterns import compiled

# what means are of: the words for it, and the units in which it is counted
_NORM = compiled("^(?!.*均).*每")  # what each should have or get, where 平均每户 is what it has
_ACTUAL = compiled("已|实际|实有|实住|在[住岗校册]")
_CAPACITY = compiled("载重|核载|限载|限乘|容纳|额定")
_THINGS = {
    "人": "人 名 位",
    "职工": "人 名 位",
    "员工": "人 名 位",
    "生": "人 名 位",
    "学生": "人 名 位",
    "户": "户 家",
    "亩": "亩",
    "公顷": "公顷",
    "村": "个 村",
    "班": "个 班",
    "校": "所 个",
    "所": "所",
    "企业": "家 户 个",
    "家": "家 户",
    "店": "家 个",
    "日": "天 日",
    "天": "天 日",
    "月": "个月",
    "年": "年",
    "周": "周",
    "车": "辆 台 车",
    "辆": "辆 台",
    "台": "台 套",
    "套": "套",
    "组": "个 组",
    "床": "张",
    "县": "个 县",
    "乡": "个 乡",
    "镇": "个 镇",
    "点": "个 处",
    "吨": "吨",
    "公斤": "吨 公斤",
    "斤": "斤 公斤 吨",
    "度": "度 千瓦时",
    "千瓦时": "千瓦时 度",
    "立方米": "立方米",
    "平方米": "平方米",
}
_MEAN = compiled(
    r"(?:(?P<of>[人户亩村班校企家日天月年周场次生车店套县乡镇组床栋件])平?均(?!等|衡|匀|值|可|价)|(?:平均)?(?P<yield>亩)产"
    r"|(?:(?:平均)?每(?:一|单)?|平均一)(?P<scale>[百千万])?(?:名|位|个|一)?(?P<each>[\u4e00-\u9fff]{1,4}?)(?:平均)?|平均(?:单个"
    r"|单)(?P<single>[\u4e00-\u9fff]{1,4}?)"
    r"|(?P<price>单价|均价|售价|平均价格|平均电价|电价|水价|单位价格))(?P<noun>[^，。；：、\d]{0,12})$"
)
_EACH_OF = compiled(r"(?P<thing>[\u4e00-\u9fff]{1,6})各(?:自|地)?(?P<noun>[\u4e00-\u9fff]{1,8})$")
_NO_MEAN = compiled(
    "淘汰|增加(?!收入)|提高|增长|减少|下降|降低|降至|提升至|最高|最低|上限|不超过|可达|至少|补足|每[人户名][^，]{0,2}每|每[年月天日周]每|寿命|年龄|预期|可支配"
    "|教育年限|不低于|以上|标准由|年均增|年均递|浓度|气温|降水|之间|人均[^，]{0,4}(?:纯|可支配)"
)
_NO_TOTAL = compiled("净额|另|每|均(?!衡)|单价|其中|占|比上年|同比|本级|最")
_NO_COUNT = compiled("每|平均|均(?!衡)|新增|增加|减少|其中")
_PER_DAY = compiled("每[天日月年](?:共|合计|总共)")  # the total of a day
_ECONOMY = compiled("生产总值|GDP|工资|薪酬")
_LOOSE = Decimal("0.05")  # other denominators: the year's mean of a population
_SCALES = {"百": 100, "千": 1000, "万": 10_000}
_PEOPLE = frozenset(["人", "名", "位", "人次"])
_NO_AMOUNT = frozenset((*PERCENT, *POINTS, "倍", "‰", ""))
_MOST_TERMS = 5
_DERIVED = compiled("平均|均价|[人户亩村班校企家日天月年周场次生车店套县乡镇组床栋件]均")


_STATES = frozenset(("℃", "度", "级", "%"))  # what is no sum of anything
_SUMS = compiled("共|总|合计|累计|用[了去掉]?$|花|付|发|投|产|收|需|运|装|送|种|栽|印|购")


class _Mean(Struct, frozen=True):
    """A number for each thing: `thing` is the word for it ("" where the text names none), `unit` what the number
    measures, `scale` for how many things it is (每万人)."""

    term: Term
    thing: str
    unit: str
    noun: str
    scale: int = 1


def means_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the means, prices and totals of a sentence (the terms from `start` on) that are slips."""
    own = [term for term in terms[start:] if term.unit not in _NO_AMOUNT]
    if not 2 <= len(own) <= _MOST_TERMS:
        return
    means = [mean for term in own if (mean := _mean_of(term, own)) is not None]
    if len(means) != 1:
        return
    mean = means[0]
    if len(own) < 3:
        own = [term for term in terms if term.unit not in _NO_AMOUNT and own[0].sentence - term.sentence <= 1]
    counts = [term for term in own if term is not mean.term and _counts(term, mean)]
    totals = [term for term in own if term is not mean.term and term not in counts and _is_total(term, mean)]
    if len(totals) > 1 or len(counts) > 1:
        counts, totals = _named(counts, totals, mean)
    if len(counts) != 1 or len(totals) != 1 or interval(counts[0].number).low <= 0:
        return
    if goes_over_sentences(terms[:start], totals[0], own[0]):
        return
    if all(map(is_plain, (mean.term, counts[0], totals[0]))):
        yield from slips(_claim(mean, counts[0], totals[0], own))


def goes_over_sentences(before: Sequence[Term], total: Term, first: Term) -> bool:
    """Whether a total may be that of the sentence before too:
    一等奖3名，每名2000元；二等奖5名，每名1000元，共11000元."""
    near = any(term.unit == total.unit and total.sentence - term.sentence == 1 for term in before)
    return near and bool(re.search("总|共|合计", total.clause))


def _mean_of(term: Term, own: Sequence[Term]) -> _Mean | None:
    """Return the mean that a term is, None where it is none."""
    if _is_change(term) or _NO_MEAN.search(term.clause) or term.number.bound or _PER_DAY.search(term.clause):
        return None
    above, _, below = term.unit.partition("/")
    if below:
        return _Mean(term, below, above, "")
    match = _MEAN.search(term.clause)
    if match is None:
        each = _EACH_OF.match(term.clause)
        return _Mean(term, each["thing"], term.unit, each["noun"]) if each and own.index(term) else None
    if match["price"]:
        return _Mean(term, "", term.unit, "")
    thing = match["of"] or match["yield"] or match["each"] or match["single"]
    noun = match["noun"]
    if match["each"] or match["single"]:
        noun = thing + noun
        units = {other.unit for other in own if other.unit}
        thing = next((t for t in sorted({*_THINGS, *units}, key=len, reverse=True) if noun.startswith(t)), noun[:2])
        noun = noun.removeprefix(thing)
    return _Mean(term, thing, term.unit, noun, _SCALES.get(match["scale"] or "", 1))


def _counts(term: Term, mean: _Mean) -> bool:
    """Whether a term may count the things that a mean is of."""
    if term.is_change or _NO_COUNT.search(term.clause) or "元" in term.unit:
        return False
    behind, named = term.tail[:6], term.clause + term.tail[:6]
    if not mean.thing:
        return size_of(term.unit, mean.unit) is None and not term.number.is_duration
    units = _THINGS.get(mean.thing, mean.thing).split()
    if term.unit in _PEOPLE and mean.unit in _PEOPLE:
        return "人口" in term.clause and mean.thing == "人"
    if term.unit == mean.thing or term.unit in units:
        return term.unit != "个" or mean.thing in named or _same_thing(mean, named)
    return mean.thing[:2] in re.split("共|有|参|[，。]", behind)[0] or (
        len(mean.thing) > 1 and mean.thing[:2] in term.clause[-5:]
    )


def _is_change(term: Term) -> bool:
    """Whether a term says how much more or less there is, and is no amount of its own (户均增收)."""
    return term.is_change and not re.search("新增|增收|减税|减负|节约|节省|增产", term.clause)


def _same_thing(mean: _Mean, words: str) -> bool:
    return len(mean.thing) > 1 and share_word(mean.thing, words)


def _is_total(term: Term, mean: _Mean) -> bool:
    """Whether a term may be the total of a mean: of the same dimension, and of the same name."""
    daily = re.search("日均|每[天日]", mean.term.clause) is not None
    clause = re.sub("每[天日](?=共)", "", term.clause) if daily else term.clause
    if _NO_TOTAL.search(clause) or "/" in term.unit or term.unit in _STATES:
        return False
    if _is_change(term) or (_NORM.search(mean.term.clause) and _ACTUAL.search(term.clause)):
        return False
    if _CAPACITY.search(mean.term.clause) and not re.search("[可能需应共]|满", term.clause):
        return False
    if term.unit != mean.unit and not {term.unit, mean.unit} <= _PEOPLE and size_of(term.unit, mean.unit) is None:
        return False
    if _ECONOMY.search(mean.term.clause):
        return share_word(_ECONOMY.findall(mean.term.clause)[0], term.clause)
    return True


def _named(counts: Sequence[Term], totals: Sequence[Term], mean: _Mean) -> tuple[list[Term], list[Term]]:
    """Return those of several counts and totals that have the mean's own names."""
    if len(totals) > 1:
        totals = [t for t in totals if share_word(mean.noun, t.clause + t.tail[:4])] if mean.noun else []
    return [] if len(counts) > 1 else list(counts), list(totals)


def _claim(mean: _Mean, count: Term, total: Term, own: Sequence[Term]) -> Claim:
    """Return what a sentence says of the number that follows from the others: the mean where it is called so and
    stands last, else the total."""
    per, things, whole = mean.term.number.quantity, count.number.quantity, total.number.quantity
    factor = size_of(total.unit, mean.unit) or Decimal(1)  # units of the mean in one of the total
    number = _number_of(mean, count)
    loose = _ECONOMY.search(mean.term.clause) is not None
    derived = _DERIVED.search(mean.term.clause) and not (own[-1] is total and own[0] is not total)
    if derived or (own[-1] is mean.term and mean.thing and not mean.term.unit.endswith(mean.thing)):
        implied = (interval(total.number) / number).scaled(factor)
        value = whole.amount * factor / ((number.low + number.high) / 2)
        how = f"{bare(whole)} ÷ {bare(things)} = {plain(value / multiplier(per))}{per.unit}"
        return _widened(Claim(mean.term.number, value, implied, how, "average"), loose)
    price = interval(mean.term.number, counted=True)
    fixed = price if _DERIVED.search(mean.term.clause) or is_count(per) else Interval(per.amount, per.amount)
    implied = (number * fixed).scaled(1 / factor)
    value = per.amount * (number.low + number.high) / 2 / factor
    how = f"{bare(things)} × {bare(per)} = {plain(value / multiplier(whole))}{whole.unit}"
    # 每场淘汰1人: who is left is no total of those who went
    certain = own[0] is not total or not mean.term.clause.startswith("每") or bool(_SUMS.search(total.clause))
    return _widened(Claim(total.number, value, implied, how, "product", certain=certain), loose)


def _number_of(mean: _Mean, count: Term) -> Interval:
    """Return how many times a mean fits into its count: 50万人 holds 50 times 每万人; 3万吨 30 million times 每公斤."""
    factor = size_of(count.unit, mean.thing) if mean.thing in _THINGS else None
    return interval(count.number).scaled((factor or Decimal(1)) / mean.scale)


def _widened(claim: Claim, loose: bool) -> Claim:
    if not loose:
        return claim
    implied = Interval(claim.implied.low * (1 - _LOOSE), claim.implied.high * (1 + _LOOSE))
    return replace(claim, implied=implied)
