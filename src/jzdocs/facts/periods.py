"""The period that a number belongs to: the year, part of a year or plan that its sentence names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from jzdocs.facts.half_width import half_width
from jzdocs.patterns import compiled

_YEAR = r"(?:19|20)\d\d年"
_PLAN = "“?十[一二三四五六]五”?(?:规划)?(?:期间|时期|以来|末期?|中期|前期|初期|初)"
_MONTHS = r"\d{1,2}(?:月份?)?[-—–－~～至到]\d{1,2}月份?|\d{1,2}月(?:份|[上中下]旬|\d{1,2}日)?"
_PART = rf"(?:全年|上半年|下半年|前三季度|(?:前|第)?[一二三四]季度|(?:{_MONTHS}))"
_COUNT = "[一二两三四五六七八九十\\d]{1,2}"
_STARTS = r"(?=[“十今本当去上前全下第一二三四五六七八九两目截年近过最这\d])"  # of what follows, soon seen
PERIOD = compiled(
    rf"{_STARTS}(?:{_PLAN}"
    rf"|{_YEAR}初?[-—–－~～至到]{_YEAR}[底末]?|(?:19|20)\d\d[-—–－~～至到]{_YEAR}[底末]?"
    rf"|{_YEAR}(?:{_PART})?(?:以来|[底末初])?"
    rf"|(?:今年|本年|当年|去年|上年|前年)(?:{_PART})?(?:以来|[底末初])?"
    rf"|(?:{_PART})(?:以来|[底末初])?(?![度年月])"
    rf"|目前|截至目前|年末|年底|近年来|(?:过去|近|最近|这|前)?{_COUNT}年(?:来|间|以来)|(?:过去|近|最近|这|前){_COUNT}年)"
)
# before a period that is only compared with: 比2024年; or that belongs to the number right behind it: 由2020年的368亿元
_COMPARED = compiled(r"(?:[比较是为]|相?同|不如|[好高低快慢多少]于|超过|相当于)$")
_BELONGS_TO_NEXT = compiled(r"(?:由|从|自)$")
_NEXT = compiled(r"(?:的)?(?:约|近|超过?|不足|逾)?")
VAGUE = frozenset(("目前", "截至目前", "年末", "年底", "全年", "当年", "本年"))
_ENDS = compiled(r"[。！？!?\n]")


class _Period(Struct, frozen=True):
    """A period that a text names: where it stands, how it is printed, and whether it is only that of the number right
    behind it (`end` to `reach`)."""

    start: int
    text: str
    only_to: int = -1


def period_at(text: str, start: int) -> str | None:
    """Return the period of the number that begins at `start`, as printed, without quotes and with half-width digits:
    the last one that its sentence names before it. A period that something is compared with (比2024年) is none, and one
    end of a change (由2020年的368亿元) has its own. None where the sentence names none."""
    periods, ends = _periods(text)
    index = bisect_left(ends, start)
    begin = ends[index - 1] if index else 0
    vague: str | None = None
    for period in reversed(periods[: bisect_left(periods, start, key=lambda item: item.start)]):
        if period.start < begin:
            break
        if period.only_to >= 0 and period.only_to < start:
            continue
        if period.text not in VAGUE:
            return period.text
        vague = vague or period.text
    return vague


def period_of_heading(text: str) -> str | None:
    """Return the period that a heading or a title gives to what stands below it; None where it names none, or only the
    year in which the text itself is dated (a report of the government given in a year tells of the year before)."""
    if _DATED.search(text) or not _YEAR_IN.search(half_width(text)):
        return None
    found = period_at(text + "，", len(text))
    return None if found in VAGUE else found


_YEAR_IN = compiled(r"\d年|\d月|十[一二三四五六]五|季度|半年|年来|年工作|去年|今年|[近五三]年")
_DATED = compiled(r"政府工作报告|工作要点|通知|决定|意见|批复|讲话|(?:草案|预算)的?报告")


def frame(text: str) -> str | None:
    """Return the period with which a sentence begins (2025年，…), which holds for the sentences behind it too."""
    match = PERIOD.match(half_width(text.lstrip(" \u3000")))
    return _plain(match[0]) if match and match[0] not in VAGUE else None


@lru_cache(maxsize=64)
def periods_in(text: str) -> Sequence[re.Match[str]]:
    """Return the periods that a text with half-width digits names."""
    return tuple(PERIOD.finditer(text))


@lru_cache(maxsize=16)
def _periods(text: str) -> tuple[Sequence[_Period], Sequence[int]]:
    """Return the periods of a text, and where its sentences end."""
    folded = half_width(text)
    found: list[_Period] = []
    for match in periods_in(folded):
        before = folded[max(0, match.start() - 6) : match.start()]
        own = bool(_BELONGS_TO_NEXT.search(before)) and not match[0].endswith("以来")
        beside = before[-1:] in ("与", "和", "跟")
        with_it = beside and (match[0].startswith(("上年", "去年")) or folded.startswith("相比", match.end()))
        if _COMPARED.search(before) or with_it or before[-1:].isdigit():
            continue
        reach = _NEXT.match(folded, match.end())
        found.append(_Period(match.start(), _plain(match[0]), reach.end() + 1 if own and reach else -1))
    return found, [match.end() for match in _ENDS.finditer(text)]


def _plain(text: str) -> str:
    return re.sub("[“”]", "", text)
