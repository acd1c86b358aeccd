"""Sums behind their addends (小学5所、初中4所，合计9所), and what is left of two amounts: 净增, 结余, 顺差."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.names import are_apart
from jzdocs.checks.passages import Passage, is_amount
from jzdocs.checks.ranges import how_added, range_of, sum_range, sum_text, unit_of
from jzdocs.checks.slips import is_slip
from jzdocs.facts.number import Number
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.rounding import bare, exact, multiplier, plain, printed_like
from jzdocs.patterns import compiled

_TOTAL = compiled(
    r"(?:以上|上述|这|全年|上半年|下半年|前三季度|全县|全市|全区|全省|全镇|全村|全校)?"
    r"(?P<count>[两二三四五六七八九十\d]+(?:项|者|类|个|地|市|县|级|部分|批次|轮|次|期|处|家)?)?(?:资金|金额|面积|投资|人数|数量)?"
    r"(?:(?:合计|共计|总计|一共|总共|合共)(?:完成|实现|已|投资|投入|落地|签约|立项|[建招收支拨下发筹改新][\u4e00-\u9fff]|达到?|为|有|是|金额|资金|人数|面积|约)*|(?:共|总数)(?:投入|安排|完成|发放|下达|拨付|筹集|签约|达到?|为|是|有)*)"
)
# a sum whose own name says of what it is: 三次产业合计, 政府债务余额共, 以上共评出, 三项相加为, 总票数
_NAMED_TOTAL = compiled(
    r"(?P<these>以上|上述|这)?(?P<count>[两二三四五六七八九十\d]+(?:[个次项类]?[\u4e00-\u9fff]{1,3}?))?(?P<noun>[\u4e00-\u9fff]{0,8}?)"
    r"(?:(?:(?P<plain>合计|共计|总计|一共|总共)|合共|相加|加起来|加总|累加|汇总|合并(?:计算)?|之和|两者相加|加在一起|合在一起)(?P<verb>[\u4e00-\u9fff]{0,4}?)"
    r"|(?<!公)共(?P<verb2>[\u4e00-\u9fff]{0,3}?)(?:资金|金额|投资|经费|面积|人数)?|总(?P<own>[\u4e00-\u9fff]{1,4}?)|(?P<all>全[队天长程线组班]))(?:得|后|为|是|达到?|有|约|了)*"
)
_EFFECT = compiled("带动|拉动|撬动|惠及|吸引|引导|辐射|覆盖|新增|减|节|受益|服务")  # of the addends, not their sum
_WHOLE_AREA = compiled("全[国省市县区镇村校年州院厂]|累计|历年|各级|总")
_OF_PLACE = compiled("全[县市区省镇村校]")
_LEFT = compiled("净|差|余|自然|结转")
_MORE = compiled("[多少高低](?:出|了)?$")
_GAP = compiled(
    r"(?:^|[，。；：、])(?P<first>[\u4e00-\u9fff]{2,8})比(?P<second>[\u4e00-\u9fff]{2,8}?)(?P<sign>[多少高低])(?:出|了)?$"
)
_NO_GAP = frozenset(("%", "％", "个百分点", "百分点", "倍"))
_SPOILS = compiled(r"其中|包括|累计|结转|比|较|从|由|原")
_MOST_ADDENDS = 10


_PLUS = compiled(r"[，,]?(?:再|另|又)?(?:加上?|加之|连同)(?!快|强|大|工|权|密|息|班|入|盟)[\u4e00-\u9fff]{0,12}?")
_THAT_IS = compiled(r"[，,（(—：:]+(?:即|也就是|其中|由|等于|为|是)?[\u4e00-\u9fff]{0,12}?")
_JOINED = compiled("[，,]?(?:再|另|又)?(?:加(?![快强大工权密息])|连同)")
_SUM_WORDS = compiled("[合共总]|加|计算|相当")


class _Difference(Struct, frozen=True):
    """A word for what is left, and those for what it is left of and what is taken away."""

    name: re.Pattern[str]
    first: re.Pattern[str]
    second: re.Pattern[str]


_GAINS = "上线|新增|新登记|新设|新注册|新开|新入|入职|招录|引进|建档|开户|增加"
_LOSSES = "下线|注销|吊销|退出|流失|离职|关停|淘汰|关闭|销户|减少|死亡|核减"
_DIFFERENCES = tuple(
    _Difference(compiled(f"(?:{name})$"), compiled(first), compiled(second))
    for name, first, second in (
        (
            "(?:当年|本年度?|当期|收支相抵后?[，,]?|收支)(?:收支)?(?:净)?结余|收支相抵后?结余|当年盈余|收支差额",
            "收入(?!支出)",
            "支出",
        ),
        ("结转下年(?:支出|使用)?|年终结余|滚存结余", "收入总计|总收入", "支出总计|总支出"),
        ("顺差", "出口(?!退税)", "(?<!出)进口"),
        ("逆差", "(?<!出)进口", "出口(?!退税)"),
        ("净增加?|净增长", f"{_GAINS}|出生", _LOSSES),
        ("净减少?|净减", _LOSSES, f"{_GAINS}|出生"),
        ("自然增长(?:人口)?|自然增加(?:人口)?", "出生", "死亡"),
        ("净迁入(?:人口)?|净流入(?:人口|资金)?", "迁入|流入", "迁出|流出"),
        ("净迁出(?:人口)?|净流出(?:人口|资金)?", "迁出|流出", "迁入|流入"),
    )
)


def totals_in(passage: Passage) -> Iterator[Finding]:
    """Yield the sums and differences of a sentence that the numbers before them contradict."""
    for index, number in enumerate(passage.numbers):
        if passage.is_own(number) and exact(number):
            if index + 2 < len(passage.numbers) and "加" in _between(passage, index + 1):
                yield from _check_addition(passage, index)
            is_sum = _TOTAL.fullmatch(passage.lead(index)) or _is_named_total(passage, index)
            is_sum = is_sum and not re.search("[占均]", passage.lead(index))  # 总平均 is no sum
            if is_sum and is_amount(passage, index):
                yield from _check_total(passage, index)
            elif _LEFT.search(passage.lead(index)):
                yield from _check_difference(passage, index)
            elif _MORE.search(passage.lead(index)):
                yield from _check_gap(passage, index)


def _check_addition(passage: Passage, index: int) -> Iterator[Finding]:
    """Check 合并计算为318.6万元，即本金300万元加利息18.6万元: a sum that stands before its addends."""
    numbers, last = passage.numbers, index + 1
    while last + 1 < len(numbers) and _PLUS.fullmatch(_between(passage, last)):
        last += 1
    addends, total = numbers[index + 1 : last + 1], numbers[index]
    if len(addends) < 2 or len({unit_of(number.quantity) for number in (total, *addends)}) > 1:
        return
    if not all(is_amount(passage, i) for i in range(index, last + 1)) or not _SUM_WORDS.search(passage.lead(index)):
        return
    if _THAT_IS.fullmatch(_between(passage, index)) and not sum_range(addends).meets(range_of(total.quantity)):
        yield Finding(total, "parts", sum_text(addends, total.quantity), how_added(addends))


def _between(passage: Passage, index: int) -> str:
    """Return what stands between a number and the next."""
    return passage.text[passage.numbers[index].quantity.end : passage.numbers[index + 1].quantity.start]


def _check_total(passage: Passage, index: int) -> Iterator[Finding]:
    """Check a sum against the amounts before it in its clause; it may be that of any of them."""
    total = passage.numbers[index]
    indexes = _addends(passage, index)
    addends = [passage.numbers[i] for i in indexes]
    if len(indexes) == 1:
        yield from _check_each(passage, indexes[0], total)
    if not 2 <= len(addends) <= _MOST_ADDENDS:
        return
    stated = range_of(total.quantity)
    for count in range(1, len(addends) + 1):
        if any(sum_range(selected).meets(stated) for selected in combinations(addends, count)):
            return
    value = sum((addend.quantity.amount for addend in addends), Decimal(0))
    if _OF_PLACE.match(passage.lead(index)) and not is_slip(total.quantity.amount, value):
        return  # there may be others in the place
    yield Finding(total, "parts", sum_text(addends, total.quantity), how_added(addends))


def _is_named_total(passage: Passage, index: int) -> bool:
    """Whether a number is the sum of those before it by its own name: it counts as many as there are, says that it is
    of them, has a word that all their names have, or nothing can be in two of them."""
    match = _NAMED_TOTAL.fullmatch(passage.lead(index))
    if match and not match["own"] and len(addends := _addends(passage, index)) > 1:
        joints = [_between(passage, i) for i in addends[:-1]]
        if all(map(_JOINED.match, joints)):  # 加上…，合计
            return True
    if not match or _WHOLE_AREA.search(match["noun"]) or _EFFECT.search(match[0]):
        return False
    addends = _addends(passage, index)
    names = [passage.name(i) for i in addends]
    if len(names) < 2:
        return False
    counted = match["count"] and (
        chinese_number(re.split("[^一二两三四五六七八九十0-9]", match["count"])[0]) == len(names)
    )
    if match["own"] or match["all"]:
        return bool(counted) or (not match["noun"] and are_apart(names))
    if match["plain"] and not match["noun"] and not match["count"]:
        return True
    noun = match["noun"]
    pieces = {noun[at : at + 2] for at in range(len(noun) - 1)}
    shared = any(all(piece in name for name in names) for piece in pieces)
    listed = all(name in noun for name in names)  # 门诊和住院合计
    return bool(counted or listed or match["these"] or shared or (not noun and are_apart(names)))


def _check_each(passage: Passage, index: int, total: Number) -> Iterator[Finding]:
    """Check 小学、初中、高中各4所，共12所."""
    each, start = passage.numbers[index], passage.numbers[index].quantity.start
    clause = re.split("[，。；：:]", passage.text[passage.start : start])[-1]
    if not clause.endswith("各") or re.search(r"\d|等", clause) or "、" not in clause:
        return
    addends = [each] * len(re.split("[、和及与]", clause))
    if not sum_range(addends).meets(range_of(total.quantity)):
        yield Finding(total, "parts", sum_text(addends, total.quantity), f"{bare(each.quantity)} × {len(addends)}")


def _addends(passage: Passage, index: int) -> list[int]:
    """Return the amounts before a sum that it may add up; none where something else stands among them."""
    text, total = passage.text, passage.numbers[index]
    start = max(passage.start, text.rfind("；", 0, total.quantity.start) + 1)
    before = [i for i in range(index) if passage.numbers[i].quantity.start >= start]
    unit = unit_of(total.quantity)
    found = [i for i in before if unit_of(passage.numbers[i].quantity) == unit]
    if len(found) < len(before) or not all(is_amount(passage, i) for i in found):
        return []
    first = passage.numbers[found[0]].quantity.start if found else start
    return [] if _SPOILS.search(text[first : total.quantity.start]) else found


def _check_difference(passage: Passage, index: int) -> Iterator[Finding]:
    """Check what is left of two amounts that the sentence names before."""
    number, unit = passage.numbers[index], unit_of(passage.numbers[index].quantity)
    if number.kind not in ("level", "increase", "decrease"):
        return
    lead = passage.lead(index)
    for rule in _DIFFERENCES:
        if not rule.name.search(re.sub("(?:人口|户数|人数)?(?:为|达到?|了|是)*$", "", lead)) and not rule.name.search(
            re.sub("(?:为|达到?|了|是)*$", "", lead)
        ):
            continue
        before = [
            i
            for i in range(index)
            if passage.is_own(passage.numbers[i])
            and unit_of(passage.numbers[i].quantity) == unit
            and exact(passage.numbers[i])
        ]
        firsts = [passage.numbers[i] for i in before if rule.first.search(passage.lead(i))]
        seconds = [passage.numbers[i] for i in before if rule.second.search(passage.lead(i))]
        if len(before) == 2 and len(firsts) == len(seconds) == 1 and firsts != seconds:
            yield from _compare(number, firsts[0], seconds[0])
        return


def _check_gap(passage: Passage, index: int) -> Iterator[Finding]:
    """Check 男性比女性多2.6万人 against the only amounts of these names before it."""
    number, end = passage.numbers[index], passage.numbers[index].quantity.start
    match = _GAP.search(passage.text[max(passage.start, end - 24) : end])
    if not match or number.quantity.base_unit in _NO_GAP:
        return
    unit = unit_of(number.quantity)
    ends = []
    for name in (match["first"], match["second"]):
        named = [
            passage.numbers[i]
            for i in range(index)
            if unit_of(passage.numbers[i].quantity) == unit and is_amount(passage, i) and name in passage.lead(i)
        ]
        ends.append(named[0] if len(named) == 1 and passage.is_own(named[0]) else None)
    first, second = ends if match["sign"] in "多高" else reversed(ends)
    if first and second and first is not second:
        yield from _compare(number, first, second)


def _compare(number: Number, first: Number, second: Number) -> Iterator[Finding]:
    minuend, subtrahend = range_of(first.quantity), range_of(second.quantity)
    stated = range_of(number.quantity)
    if stated.meets(Interval(minuend.low - subtrahend.high, minuend.high - subtrahend.low)):
        return
    difference = (first.quantity.amount - second.quantity.amount) / multiplier(number.quantity)
    if difference < 0:
        return
    how = f"{bare(first.quantity)} − {bare(second.quantity)} = {plain(difference)}{number.quantity.unit}"
    yield Finding(number, "parts", printed_like(difference, number.quantity), how)
