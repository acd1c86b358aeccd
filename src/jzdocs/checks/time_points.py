"""The points of time of one sentence, and the lengths of time that it states, wherever they stand.

What a point does not name is that of the point before it, where its words say so: 2024年5月10日 … 同年8月17日.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from jzdocs.checks.calendar import COUNT, Point, count, spans
from jzdocs.patterns import compiled

_YEAR = r"(?:19|20)\d\d"
_POINT = compiled(
    rf"(?<![\d.〔\[-])(?=\d|[同当本次翌]年)(?:(?P<year>{_YEAR})年|(?P<same>同年|当年|本年)|(?P<next>次年|翌年))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?)?(?!\d(?!\d?[时点])|[度龄])"
)
_OTHER_YEARS = compiled(rf"(?<![\d.]){_YEAR}年?(?:代|级|度|版|\s?[—–~-]|[、和与及])")
_LENGTH = compiled(rf"(?P<count>{COUNT})(?:个)?(?P<unit>年份|年|天|日|周|星期|(?<=个)月)(?P<made>制)?")
_NOT_BEFORE = compiled(
    r"(?:每隔?|第|月|首尾|头尾|过去|最近|未来|今后|[约近超逾前后满]|不足|不到|大约|将近|超过|至少|最多|最长|最短|不少于|不超过|达到?|[\d.、—–~～至到-])$"
)
_NOT_BEHIND = compiled(
    r"[半多余来内前后以底末初代级度期龄岁\d、—–~～至到-]|左右|上下|均|计划|规划|行动|间隔|次|一[次届遇度]|中[,，]"
)
_ERA = compiled("(?:民国|光绪|康熙|乾隆|宣统|道光|同治|咸丰|嘉庆|雍正|万历|洪武|昭和|平成|令和)$")
_LEAP, _COMMON = 2000, 2001
_HALF_A_YEAR = 183
_FEW_DAYS = 3  # more than whole months


class Place(Struct, frozen=True):
    """A point of time and where it stands in its sentence."""

    point: Point
    start: int
    end: int


class Length(Struct, frozen=True):
    """A stated length of time: its number, its unit (年, 天 or 周) and where it stands in its sentence."""

    number: int
    unit: str
    start: int
    end: int
    text: str


def points_of(sentence: str) -> Sequence[Place]:
    """Return the points of a sentence in the order of the text, both ends of a span among them."""
    ranges = spans(sentence)
    found = [
        place
        for span in ranges
        for place in (Place(span.first, span.start, span.start + 1), Place(span.last, span.start + 1, span.end))
    ]
    for match in _POINT.finditer(sentence):
        if not match[0] or any(span.start <= match.start() < span.end for span in ranges):
            continue
        if not match["year"] and not match["month"]:
            continue
        found.append(Place(_point(match), match.start(), match.end()))
    return _distinct(_completed(sorted(found, key=lambda place: place.start), sentence))


def _point(match: re.Match[str]) -> Point:
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    return Point(year, month, day)


def _completed(places: Sequence[Place], sentence: str) -> Sequence[Place]:
    """Return points with the year of the point before them, where they name none and come later in it."""
    found: list[Place] = []
    for place in places:
        point = place.point
        before = next((other.point for other in reversed(found) if other.point.year), None)
        if point.year is None and before and before.year:
            following = sentence.startswith(("次年", "翌年"), place.start)
            later = (point.month or 0, point.day or 99) >= (before.month or 0, before.day or 0)
            same = sentence.startswith(("同年", "当年", "本年"), place.start)
            year = before.year + 1 if following else before.year if later or same else before.year + 1
            point = Point(year, point.month, point.day)
        found.append(Place(point, place.start, place.end))
    return found


def _distinct(places: Sequence[Place]) -> Sequence[Place]:
    """Return points without those that are named again: 恢复日为5月6日 … （5月6日不计在内）."""
    points: list[Point] = []
    found: list[Place] = []
    for place in places:
        if place.point not in points:
            points.append(place.point)
            found.append(place)
    return found


def names_other_years(sentence: str, places: Sequence[Place] = ()) -> bool:
    """Whether a sentence names years that are no points: 90年代, 2015级, a list of years; a span of years is none where
    it is one of `places`."""
    starts = {place.start for place in places}
    return any(match.start() not in starts for match in _OTHER_YEARS.finditer(sentence))


def lengths_of(sentence: str, places: Sequence[Place]) -> Sequence[Length]:
    """Return the exact lengths of a sentence that are not part of a point, a list or an ordinal."""
    found: list[Length] = []
    for match in _LENGTH.finditer(sentence):
        if any(place.start <= match.start() < place.end for place in places):
            continue
        near = sentence[max(0, match.start() - 4) : match.start()]
        if _NOT_BEFORE.search(near) or _ERA.search(near) or _NOT_BEHIND.match(sentence, match.end()):
            continue
        number = count(match["count"])
        if 0 < number < 1000:
            unit = match["unit"].replace("年份", "年").replace("星期", "周").replace("日", "天")
            found.append(Length(number, unit, match.start(), match.end(), match[0]))
    return found


def days_between(first: Point, last: Point) -> set[int]:
    """Return the days from one point to another: two where a leap day may lie between them, none where a day is not
    named."""
    if first.day is None or last.day is None or (first.year is None) != (last.year is None):
        return set()
    found: set[int] = set()
    for year in (_LEAP, _COMMON):
        begin, end = first.date(year), last.date(year)
        if begin and end:
            days = (end - begin).days
            if days < 0 and not first.year:  # named in the other order, or over the end of a year
                days = -days if -days < _HALF_A_YEAR else days + 365 + (year == _LEAP)
            found.add(days)
    return found


def years_between(first: Point, last: Point) -> set[int]:
    """Return the years from one point to another, with the first and without; of two days or months, the full ones and
    those begun. Both ends must name their years."""
    if first.year is None or last.year is None:
        return set()
    years = last.year - first.year
    if not (first.month and last.month):
        return {years, years + 1} if not (first.month or last.month) else {years - 1, years, years + 1}
    months = 12 * years + last.month - first.month
    low, high = months, months + 1
    if first.day and last.day:
        begin, end = first.date(0), last.date(0)
        following = _next_day(end) if end else None
        if begin and following and following.month == begin.month and following.day == begin.day:
            return {following.year - begin.year}
    return {low // 12, -(-low // 12)} | ({high // 12} if high % 12 == 0 else set())


def months_between(first: Point, last: Point) -> set[int]:
    """Return the months from one point to another, with the first and without; none where one names no month."""
    if not first.month or not last.month or (first.year is None) != (last.year is None):
        return set()
    months = 12 * ((last.year or 0) - (first.year or 0)) + last.month - first.month
    months += 12 if months < 0 and not first.year else 0
    if first.day and last.day:
        if first.day - 1 <= last.day <= first.day + _FEW_DAYS:
            return {months}
        return {months - 1, months} if last.day < first.day - 1 else {months, months + 1}
    return {months, months + 1}


def _next_day(day: date) -> date:
    return day + timedelta(days=1)
