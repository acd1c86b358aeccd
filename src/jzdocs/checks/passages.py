"""A sentence with the one before it: what parts, shares and sums are judged in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.ranges import unit_of
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import Quantity
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.rounding import PERCENT, POINTS, exact, shifted
from jzdocs.patterns import compiled

_SENTENCE = compiled(r"[^。！？\n]+[。！？\n]?")
_HALF = compiled(
    r"占[^，。；占\d]{0,14}?(?P<half>(?P<before>接近|近|约|超过|超|不到|不足|逾)?(?:一半|半数)(?P<after>以上|左右|多)?|过半)"
)
_APPROXIMATORS = {
    "接近": "近",
    "近": "近",
    "约": "约",
    "超过": "超",
    "超": "超",
    "逾": "超",
    "不到": "不足",
    "不足": "不足",
}
_APPROXIMATORS |= {"以上": "以上", "左右": "约", "多": "余"}
_LONGEST = 1500  # characters; nobody writes a longer sentence
_MOST_NUMBERS = 80  # of two sentences; a longer list is a table without lines
_BOUNDARY = compiled(r"[，,。；;：:、（(）)！？!?\n]|其中|当中|包括|包含|分别(?:为|是|占)?|依次为")
_FAR = 60  # characters: no name is longer
_NO_AMOUNT = frozenset(
    (*PERCENT, *POINTS, "‰", "倍", "℃", "岁", "", "年", "个月", "天", "日", "小时", "分钟", "秒", "度", "周", "周岁")
)
_COMPARED = compiled(
    rf"^(?:[比较]|同比|环比|{RISE}|{FALL}|净增|净减|多|少|占地|高于|低于|超过|完成(?:年度)?(?:计划|预算|目标))"
    rf"|(?:{RISE}|{FALL}|净增加?|净减少?|多|少)(?:了|约|近|超)*$"
)
_RISES = compiled(RISE)
_GROSS = compiled("新增|新建|新开|新设|新登记|新注册|新入|新改扩建|增发|下达|安排")
_RANGE = compiled(r"(?:至|到|—|–|-|～|~|－)+\d")
_RANGE_BEFORE = compiled(r"[^达增降升减扩缩拓展提](?:至|—|–|-|～|~|－)$|区间$")
_NOUN = compiled(r"[\u4e00-\u9fff]{2,6}(?=[，。；、（(中和]|$)")
_FIFTY = Decimal(50)
_NOT_COUNTED = ("date", "label", "ordinal", "rank")
# a sentence without any of these need not be read closely
_JUDGED = compiled(
    r"其中|当中|\d[^，。；]{0,14}中(?:共?有|，)|包括|包含|涵盖|内含|含有|分别|分为|依次|由[^，。]*\d[^。]*[组构]成|占|比重|比例|份额|[∶:：（(]|率|全[队天长程线组班]\d|[文理]科|面[为达]{0,2}\d|比[为达约]{0,2}\d|程度|系数|强度|(?:中|(?<!公)里)，|在内|相加|加起来|加总|汇总|合并|未|不|应[到出参]|反对|加[上总]?|[合共总]计|一共|总共|共[\u4e00-\u9fff]{0,4}\d|总数|总[\u4e00-\u9fff]{1,3}\d|净|结余|盈余|差"
    r"|(?:城镇|农村|乡村|男|女|出口|进口|产业|国内|入境|税收|正在|在办|缺|请假|空编|季度)[^。]*\d[^。]*\d"
)
_DIGIT = compiled(r"[\d０-９]|[一二三四五六七八九两]成|分之|半")


class Passage(Struct, frozen=True):
    """A sentence, which begins at `start`, behind the one before it, with the numbers that count something: the words
    before each, whether it says by how much something changed, and whether it is an amount."""

    text: str
    start: int
    numbers: Sequence[Number]
    leads: Sequence[str]
    changes: Sequence[bool]
    amounts: Sequence[bool]

    def lead(self, index: int) -> str:
        """Return the words before a number: from the pause, or the number, before it."""
        return self.leads[index]

    def name(self, index: int) -> str:
        """Return the words that say what a number counts: those before it, else those behind it (60家甲类书店)."""
        lead = self.lead(index)
        end = self.numbers[index].quantity.end
        behind = re.match(r"[\u4e00-\u9fff“”A-Za-z]{0,16}", self.text[end:])
        return lead or (behind[0] if behind else "")

    def noun(self, index: int) -> str:
        """Return the noun that a number counts: directly behind it (3个乡镇), else that before it."""
        behind = _NOUN.match(self.text, self.numbers[index].quantity.end)
        return behind[0] if behind else self.lead(index)

    def is_own(self, number: Number) -> bool:
        """Whether a number stands in the sentence itself, not in the one before."""
        return number.quantity.start >= self.start


def passages(text: str) -> Iterator[tuple[int, Passage]]:
    """Yield each sentence of a paragraph that holds numbers as a passage, with the place of the passage's text in
    `text`."""
    before = None
    for match in _SENTENCE.finditer(text):
        begin = before.start() if before else match.start()
        is_judged = len(match[0]) <= _LONGEST and _DIGIT.search(match[0]) and _JUDGED.search(match[0])
        if is_judged and (own := counted(match[0])):
            by = match.start() - begin
            earlier: list[Number] = counted(before[0]) if before else []
            numbers = [*earlier, *(shifted(number, by) for number in own)] if by else own
            if len(numbers) <= _MOST_NUMBERS:
                yield begin, passage_of(text[begin : match.end()], by, numbers)
        before = match if len(match[0]) <= _LONGEST and _DIGIT.search(match[0]) else None


def passage_of(text: str, start: int, numbers: Sequence[Number]) -> Passage:
    """Return the passage of a text with its numbers."""
    ends = [match.end() for match in _BOUNDARY.finditer(text)]
    leads, last = [], 0
    for number in numbers:
        end = number.quantity.start
        place = bisect_right(ends, end)
        begin = max(ends[place - 1] if place else 0, min(end, last), end - _FAR)
        leads.append(text[begin:end].lstrip("和与及 的"))
        last = number.quantity.end
    changes = [_is_change(number, lead) for number, lead in zip(numbers, leads, strict=True)]
    flags = [not change and _is_amount(text, number) for number, change in zip(numbers, changes, strict=True)]
    return Passage(text, start, numbers, leads, changes, flags)


def counted(sentence: str) -> list[Number]:
    """Return the numbers of a sentence that count something."""
    numbers = [number for number in numbers_in(sentence) if number.kind not in _NOT_COUNTED]
    if "半" in sentence and (halves := list(_halves(sentence))):
        numbers = sorted([*numbers, *halves], key=lambda number: number.quantity.start)
    return numbers


def _halves(sentence: str) -> Iterator[Number]:
    """Yield the shares that are stated as 一半 or 过半, in percent."""
    for match in _HALF.finditer(sentence):
        text = match["half"]
        approx = "超" if text == "过半" else _APPROXIMATORS.get(match["before"] or match["after"] or "")
        start, end = match.span("half")
        yield Number(Quantity(start, end, text, _FIFTY, "%", _FIFTY, "%", approx, "level"), "level")


def is_amount(passage: Passage, index: int) -> bool:
    """Whether a number says exactly how much or how many there are of something: no rate, no change, no old value."""
    return passage.amounts[index]


def is_change(passage: Passage, index: int) -> bool:
    """Whether a number says by how much something rose or fell, others leaving and coming: 比上年末增加a, but not
    新增a."""
    return passage.changes[index]


def _is_amount(text: str, number: Number) -> bool:
    quantity = number.quantity
    if quantity.base_unit in _NO_AMOUNT or "/" in quantity.base_unit or number.bound:
        return False
    if _RANGE.match(text, quantity.end) or _RANGE_BEFORE.search(text[max(0, quantity.start - 2) : quantity.start]):
        return False
    return number.kind in ("level", "to", "increase") and exact(number)


def _is_change(number: Number, lead: str) -> bool:
    if number.kind in ("decrease", "from"):
        return True
    if _GROSS.search(lead):
        return False
    # an increase that the words before it do not call so goes on with new ones: 新增小学5所、初中4所
    return bool(_COMPARED.search(lead)) or (number.kind == "increase" and bool(_RISES.search(lead)))


def amounts(passage: Passage, unit: str, *, start: int = 0, stop: int | None = None) -> list[int]:
    """Return the indexes of the amounts of a unit that stand between two places of a passage."""
    stop = len(passage.text) if stop is None else stop
    return [
        index
        for index, number in enumerate(passage.numbers)
        if passage.amounts[index] and start <= number.quantity.start < stop and unit_of(number.quantity) == unit
    ]
