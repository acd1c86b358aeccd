"""Points and spans of time as Chinese texts write them: 2025年3月5日, 3月5日至9日, 2021—2025年, 二〇二五年三月五日.

A point is as exact as it is written: a month or a day that is not named is None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from msgspec import Struct

from jzdocs.checks.finding import Finding, Problem
from jzdocs.facts.number import Number
from jzdocs.facts.numerals import number_in
from jzdocs.facts.quantities import Quantity
from jzdocs.messages.message import Message
from jzdocs.patterns import compiled

LEAP_YEAR = 2000  # for dates without a year: 2月29日 is possible
DASH = r"\s*(?:-|－|—+|─+|–|~|～|(?:起|开始)?[，,]?(?:一直|持续|延续|放)?(?:至|到))\s*"
SENTENCE = compiled(r"[^。；\n]+")
COUNT = r"(?:\d{1,4}|[一二三四五六七八九十两百]{1,5})"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_BEFORE = r"(?<![\d.第〇○零一二三四五六七八九十])"
DAY = compiled(
    rf"{_BEFORE}(?:(?P<year>{_YEAR})年\s?)?(?P<month>{_SMALL})月(?P<day>{_SMALL})[日号]"
    rf"|(?<![\d.\-/A-Za-z])(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?![\d\-])"
)
_DAYS = (
    rf"(?:(?P<y1>{_YEAR})年)?(?P<m1>{_SMALL})月(?P<d1>{_SMALL})[日号]?(?:[（(][^（）()]{{1,6}}[）)])?{DASH}"
    rf"(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>{_SMALL})月)?(?P<d2>{_SMALL})[日号]"
)
_MONTHS = rf"(?:(?P<y3>{_YEAR})年)?(?P<m3>{_SMALL})月?份?{DASH}(?:(?P<y4>{_YEAR})年)?(?P<m4>{_SMALL})月份?(?!\d*日)"
_YEARS = rf"(?P<y5>{_YEAR})年?(?:底|末|初)?{DASH}(?P<y6>{_YEAR})(?:年|(?=[）)]|$))"
SPAN = compiled(rf"{_BEFORE}(?:{_DAYS}|{_MONTHS}|{_YEARS})")
_BEGINS = "开工|开幕|启动|开始|动工|开建|开馆|开班|出发|立项|始建|起航"
_ENDS = "竣工|闭幕|结束|建成|完工|通车|投用|投产|落幕|闭馆|结业|返回|交付|投入使用|完成"
_FROM_EVENT = rf"(?:(?P<y1>{_YEAR})年)?(?:(?P<m1>{_SMALL})月)?(?:(?P<d1>{_SMALL})[日号])?(?:正式|全面)?(?:{_BEGINS})"
_TO_EVENT = rf"(?:(?P<y2>{_YEAR})年)?(?:(?P<m2>{_SMALL})月)?(?:(?P<d2>{_SMALL})[日号])?(?:正式|全面|全线)?(?:{_ENDS})"
_EVENTS = compiled(rf"{_BEFORE}(?={_YEAR}年|{_SMALL}月){_FROM_EVENT}[^。；\d]{{0,10}}?[，、]于?{_TO_EVENT}")


class Point(Struct, frozen=True, order=True):
    """A point of time, as exact as it is written."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def exists(self) -> bool:
        """Whether there is such a month and day."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= monthrange(self.year or LEAP_YEAR, self.month)[1]

    def date(self, year: int) -> date | None:
        """Return its day, in `year` where none is named, or None where it names no day or there is no such day."""
        point = Point(self.year or year, self.month, self.day)
        if point.year is None or point.month is None or point.day is None or not point.exists:
            return None
        return date(point.year, point.month, point.day)


class Span(Struct, frozen=True):
    """A span of time, and where it stands in its text."""

    first: Point
    last: Point
    start: int
    end: int
    text: str


def count(text: str) -> int:
    """Return the value of a small number in either writing; 0 where it is none."""
    return int(number_in(text.replace("○", "〇")) or 0)


@lru_cache(maxsize=4)  # several checks ask for those of one text
def spans(text: str) -> Sequence[Span]:
    """Return the spans of a text. What the end does not name is that of the beginning: 3月5日至9日."""
    return tuple(map(_span, SPAN.finditer(text)))


def _span(match: re.Match[str]) -> Span:
    if match["d2"]:
        first, last = _ends(match, ("y1", "m1", "d1"), ("y2", "m2", "d2"))
    elif match["m4"]:
        first, last = _ends(match, ("y3", "m3"), ("y4", "m4"))
    else:
        first, last = _ends(match, ("y5",), ("y6",))
    return Span(first, last, match.start(), match.end(), match[0])


@lru_cache(maxsize=4)
def events(text: str) -> Sequence[Span]:
    """Return the spans that two events bound: 2019年3月开工，2022年6月竣工."""
    found: list[Span] = []
    for match in _EVENTS.finditer(text):
        names = [name for name in "ymd" if match[f"{name}1"] or match[f"{name}2"]]
        if not match["y2"] and not match["m2"] and not match["d2"]:
            continue
        if all(match[f"{name}1"] and match[f"{name}2"] for name in names if name != "y") and names != ["d"]:
            points = ("y", *(name for name in names if name != "y"))
            first, last = _ends(match, tuple(f"{n}1" for n in points), tuple(f"{n}2" for n in points))
            found.append(Span(first, last, match.start(), match.end(), match[0]))
    return found


def _ends(match: re.Match[str], first: tuple[str, ...], last: tuple[str, ...]) -> tuple[Point, Point]:
    beginning: list[Any] = [count(match[name]) if match[name] else None for name in first]
    end: list[Any] = [count(match[name]) if match[name] else None for name in last]
    if len(end) == 3 and end[1] is None:
        end[1] = beginning[1]
        end[0] = end[0] or beginning[0]
    if end[0] is None and len(end) > 1 and end[1:] >= beginning[1:]:
        end[0] = beginning[0]
    return Point(*beginning), Point(*end)


def impossible(
    place: re.Match[str] | Span, problem: Problem, right: str, how: str | Message, *, certain: bool = True
) -> Finding:
    """Return the finding that what stands at a place cannot be."""
    if isinstance(place, Span):
        start, end, text = place.start, place.end, place.text
    else:
        start, end, text = place.start(), place.end(), place[0]
    quantity = Quantity(start, end, text, Decimal(0), "", Decimal(0), "", None, "date")
    return Finding(Number(quantity, "date"), problem, right, how, certain)


def part(text: str, start: int, end: int, offset: int = 0) -> Span:
    """Return a place of a text, for a finding; `offset` is where the text begins in a longer one."""
    return Span(Point(None), Point(None), start + offset, end + offset, text[start:end])
