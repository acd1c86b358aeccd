"""Products: 购置12辆，每辆38万元，共计456万元; 长120米、宽85米，面积10200平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.ends import share_word
from jzdocs.checks.finding import Finding
from jzdocs.checks.means import goes_over_sentences
from jzdocs.checks.terms import Term
from jzdocs.facts.rounding import bare, exact, multiplier, plain
from jzdocs.patterns import compiled

_PRICE = compiled(
    r"(?P<word>单价|售价|均价|单位价格|(?P<mean>亩|户|人|村|校|个|台|套)均|各(?P<share>[\u4e00-\u9fff]{1,4})"
    r"|每(?P<each>[\u4e00-\u9fff]{1,3}?)(?P<time>每[年月天日])?)(?P<noun>[^，。；、\d]{0,8}?)(?:为|是|约|按|：|:|均|各|可)*$"
)
_NO_PRICE = compiled("平均|增加|增长|提高|节约|节省|下降|降低|降至|最高|最低|上限|不超过|左右|可达|补足|起")
_PERIODICAL = ("每年", "每月", "每天", "每日")
_TOTAL = compiled(
    r"(?:总[\u4e00-\u9fff]{1,3}|电费|水费|共计|合计|总计|共|总价款?|总额|总金额|金额|总投资|总费用|总成本|费用|货款|价款|奖金|共需|需|支付|支出|发放|投入|补助|补贴|兑现"
    r"|收入|资金|产值|花费|租金|价值|奖励|总值|销售额|折合|款|累计)"
    r"(?:资金|补助|补贴|奖金|金额|经费|费用|津贴|货款|人民币|救助金|慰问金|收入|投资|款|为|达|约|了|是|：|:|共|计|共计|总额|额)*$"
)
_SIDES = (
    compiled("长(?:度)?(?:为|约|达)?$"),
    compiled("宽(?:度)?(?:为|约|达)?$"),
)
_NO_AREA = compiled("每|总|其中|使用|建筑|绿化|共")
_SAME = {"人": "人名位", "名": "人名位", "户": "户家", "家": "家户", "台": "台套", "套": "套台", "辆": "辆台"}
_LOOK_BACK = 5


def products_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with the amounts of a sentence that are a price by a quantity, or a length by a width."""
    own = terms[start:]
    if len(own) < 3:
        return
    for index, term in enumerate(own):
        if term.number.bound or (term.is_change and "节" not in term.lead) or index < 2:
            continue
        near = own[max(0, index - _LOOK_BACK) : index]
        if re.search("其中|净额|另", term.clause):
            continue
        if term.unit.endswith("元") and "/" not in term.unit and _TOTAL.search(term.clause):
            if not goes_over_sentences(terms[:start], term, own[0]):
                yield from _check_amount(term, near)
        elif term.unit.startswith("平方") and not _NO_AREA.search(term.clause):
            yield from _check_area(term, own[index - 2], own[index - 1])


def _check_amount(stated: Term, near: Sequence[Term]) -> Iterator[Finding]:
    """Check an amount against the only price and the only quantity that stand before it."""
    prices = [(term, each) for term in near if (each := _price_of(term, stated)) is not None]
    others = [t for t in near if t.unit == stated.unit and t not in [price for price, _ in prices]]
    if len(prices) != 1 or others:
        return
    price, each = prices[0]
    counts = [term for term in near if term is not price and _is_counted(term, each)]
    if len(counts) != 1 or not (exact(price.number) and exact(counts[0].number)) or counts[0].is_change:
        return
    claims = [_product(stated, price, counts[0], times) for times in _times(stated, price, near)]
    if claims and not any(map(is_true, claims)):
        yield from judged(claims[0])


def _price_of(term: Term, stated: Term) -> str | None:
    """Return what a price is the price of (亩 of 每亩150元 and 150元/亩), "" where it names nothing (单价), None where
    the number is no price."""
    if term.number.bound or term.is_change or _NO_PRICE.search(term.clause + term.tail[:2]):
        return None
    money = stated.unit
    if term.unit.startswith(f"{money}/"):
        return term.unit.partition("/")[2]
    match = _PRICE.search(term.clause)
    if (
        term.unit != money
        or match is None
        or (match["mean"] and not match["noun"])
        or (re.search("收入|产值|收益|利润|税|产量", match["noun"]) and not share_word(match["noun"], stated.clause))
    ):
        return None
    return match["mean"] or (match["each"] or "") + (match["noun"] if match["each"] else "")


def _is_counted(term: Term, each: str) -> bool:
    """Whether a number may count what a price is the price of."""
    if "元" in term.unit or term.unit in ("%", "倍", "") or term.number.is_duration or term.is_change:
        return False
    if not each:
        return True
    unit = term.unit
    same = unit in _SAME.get(each[0], "") or each.startswith(unit)
    return same or (unit == "个" and term.tail[:1] == each[0])


def _times(stated: Term, price: Term, near: Sequence[Term]) -> Sequence[int]:
    """Return how many times a price may be paid: once, or as often as its period (每月) in the year."""
    words = price.clause + price.tail
    days = [t.number.quantity.value for t in near if t.unit == "天"]
    if ("每天" in words or "每日" in words) and len(days) == 1 and "每人" in words:
        return (int(days[0]),)
    if stated.clause.startswith("月") and "每月" in words:
        return (1,)
    for period in _PERIODICAL:
        if period in words:
            return () if period != "每年" or any(t.number.is_duration for t in near) else (1,)
    return () if any(t.number.is_duration for t in near) else (1,)


def _product(stated: Term, price: Term, count: Term, times: int) -> Claim:
    first, second = count.number.quantity, price.number.quantity
    unit_price = price.number.quantity.amount
    fixed = interval(price.number) if "均" in price.clause or "约" in price.lead else Interval(unit_price, unit_price)
    implied = (interval(count.number) * fixed).scaled(times)
    value = first.amount * unit_price * times
    how = f"{bare(first)} × {bare(second)} = {_result(value, stated)}"
    return Claim(stated.number, value, implied, how, "product")


def _result(value: Decimal, stated: Term) -> str:
    """Return a product in the unit of the stated number, as formulas print it."""
    quantity = stated.number.quantity
    return f"{plain(value / multiplier(quantity))}{quantity.unit}"


def _check_area(stated: Term, length: Term, width: Term) -> Iterator[Finding]:
    """Check 长120米、宽85米，面积10200平方米."""
    sides = _SIDES[0].search(length.clause) and _SIDES[1].search(width.clause)
    if not sides or length.unit != width.unit or stated.unit != f"平方{length.unit}":
        return
    first, second = length.number.quantity, width.number.quantity
    value = first.amount * second.amount
    how = f"{bare(first)} × {bare(second)} = {_result(value, stated)}"
    implied = interval(length.number) * interval(width.number)
    implied = Interval(min(implied.low, value), max(implied.high, value))
    if (
        first.value == int(first.value)
        and second.value == int(second.value)
        and exact(length.number)
        and exact(width.number)
    ):
        implied = Interval(value * Decimal("0.999"), value * Decimal("1.001"))
    yield from judged(Claim(stated.number, value, implied, how, "product"))
