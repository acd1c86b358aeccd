"""Packs: so many of a kind, so many in each, and how many that makes: 六个年级，每个年级5个班，共30个教学班;
每瓶5剂，46瓶，可供接种230剂次; 每车15吨，共1350吨，需90车次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.calendar import SENTENCE, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.checks.slips import is_slip
from jzdocs.facts.numerals import number_in
from jzdocs.facts.rounding import plain
from jzdocs.patterns import compiled

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百]{1,4})"
_HAN = "[\u4e00-\u9fff]"
_EACH = compiled(
    rf"每(?P<of>个?(?!年|月|天|日|周|季|人均|小时|分钟|次性)(?:{_HAN}{{1,3}}?))(?:需要?|可以?|能|平均|配备?|有|含|装运?|装载|内装|运送?|运输|坐|容纳|载|设|分|发|排|各|约|收|种植?|播种?|为)*(?P<each>{_NUMBER})(?P<unit>个?{_HAN}{{1,3}})"
)
_COUNTED = compiled(rf"(?<![第\d.,一二三四五六七八九十百])(?P<count>{_NUMBER})(?P<unit>个?{_HAN}{{1,4}})")
_LESS_CERTAIN = compiled("平均|约|近|超|余|不少于|不超过|至少|最多|以上|以内|左右|至|[—~～-]|其中|另|还|分别|增|减|比")
_TOTAL = compiled("共|合计|总|可|需|计")
_LONGEST = 80


class _Count(Struct, frozen=True):
    """A number of a sentence with the words behind it, and whether 共 or the like leads to it."""

    value: Decimal
    noun: str
    start: int
    end: int
    is_total: bool


def packs_in(text: str) -> Iterator[Finding]:
    """Yield the totals of a text that are not so many by what is in each."""
    if "每" not in text:
        return
    for match in SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) <= _LONGEST and sentence.count("每") == 1 and (each := _EACH.search(sentence)):
            yield from _check(sentence, each, match.start())


def _check(sentence: str, each: re.Match[str], offset: int) -> Iterator[Finding]:
    counts = _counts(sentence, each)
    value = number_in(each["each"].replace(",", ""))
    if len(counts) != 2 or value is None or _LESS_CERTAIN.search(sentence[:]):
        return
    of, unit = each["of"].removeprefix("个"), each["unit"].removeprefix("个")
    packs = [count for count in counts if _is(count.noun, of)]
    wholes = [count for count in counts if count not in packs and _is(count.noun, unit)]
    if len(packs) != 1 or len(wholes) != 1 or not (packs[0].is_total or wholes[0].is_total):
        return
    pack, whole = packs[0], wholes[0]
    if pack.value * value == whole.value:
        return
    stated = whole if whole.is_total and whole.start > pack.start else pack
    right = pack.value * value if stated is whole else whole.value / value
    if right == right.to_integral_value() and is_slip(stated.value, right):
        place = part(sentence, stated.start, stated.end, offset)
        how = f"{plain(pack.value)} × {plain(value)}" if stated is whole else f"{plain(whole.value)} ÷ {plain(value)}"
        yield impossible(place, "product", plain(right), how, certain=False)


def _counts(sentence: str, each: re.Match[str]) -> Sequence[_Count]:
    found: list[_Count] = []
    for match in _COUNTED.finditer(sentence):
        value = number_in(match["count"].replace(",", ""))
        if value is None or match["unit"][0] in "万亿千百" or each.start() <= match.start() < each.end():
            continue
        before = re.split("[，,；：:]", sentence[: match.start()])[-1]
        found.append(
            _Count(
                value, match["unit"].removeprefix("个"), match.start(), match.end("count"), bool(_TOTAL.search(before))
            )
        )
    return found


def _is(noun: str, name: str) -> bool:
    """Whether words behind a number are of what `name` is: 剂次 of 剂, 教学班 of 班, 车次 of 车."""
    return bool(name) and (noun.startswith((name, name[0])) or (len(name) == 1 and name in noun[:3]))
