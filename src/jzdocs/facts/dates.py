"""Dates and periods that cannot be: 2月30日, “十四五”（2020—2025年）, a weekday that the date does not have."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jzdocs.facts.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.quantities import Quantity

_FIRST_PLAN = 1953  # the first five-year plan; those after the fifth follow one another without a gap
_DASH = "(?:-|—+|–|~|～|至|到)"
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[（(]?(?:星期|周)(?P<week>[一二三四五六日天]))?"
)
_PLAN = re.compile(
    rf"(?P<plan>十[一二三四五六七]五)[”\"]?(?:时期|期间|规划)?[（(](?P<first>(?:19|20)\d\d)年?{_DASH}(?P<last>(?:19|20)\d\d)年?[）)]"
)
_PLAN_END = re.compile(
    r"(?P<plan>十[一二三四五六七]五)[”\"]?(?:规划)?(?P<which>收官|末|开局|起步)(?:之年|年)?(?:的|[（(]|——)?(?P<year>(?:19|20)\d\d)年"
)
_MONTHS = re.compile(
    rf"(?P<name>上半年|下半年|前三季度|[一二三四]季度)[（(](?P<first>\d{{1,2}})月?{_DASH}(?P<last>\d{{1,2}})月[）)]"
)
_SPAN = re.compile(rf"(?P<first>(?:19|20)\d\d)年?(?:底|末|初)?{_DASH}(?P<last>(?:19|20)\d\d)年")
_RANGES = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_WEEK = "一二三四五六日"


def dates_in(text: str) -> Iterator[Finding]:
    """What is wrong with the dates and periods of a text."""
    if "月" in text:
        yield from (f for m in _DATE.finditer(text) if (f := _day(m)))
        yield from (f for m in _MONTHS.finditer(text) if (f := _months(m)))
    if "五" in text:
        yield from (f for m in _PLAN.finditer(text) if (f := _plan(m)))
        yield from (f for m in _PLAN_END.finditer(text) if (f := _plan_end(m)))
    if "年" in text:
        for match in _SPAN.finditer(text):
            if int(match["last"]) < int(match["first"]):
                yield _finding(match, f"{match['last']}—{match['first']}年", f"{match['last']} < {match['first']}")


def _finding(match: re.Match[str], right: str, how: str) -> Finding:
    quantity = Quantity(match.start(), match.end(), match[0], Decimal(0), "", Decimal(0), "", None, "date")
    return Finding(Number(quantity, "date"), "date", right, how)


def _day(match: re.Match[str]) -> Finding | None:
    year, month, day = int(match["year"] or 2000), int(match["month"]), int(match["day"])
    if not 1 <= month <= 12:
        return _finding(match, "1月—12月", f"{month}月")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return _finding(match, f"{month}月{last}日", f"{f'{year}年' if match['year'] else ''}{month}月有{last}天")
    if match["week"] and match["year"]:
        right = _WEEK[date(year, month, day).weekday()]
        if right != match["week"].replace("天", "日"):
            return _finding(match, f"星期{right}", f"{year}年{month}月{day}日")
    return None


def plan_years(name: str) -> tuple[int, int]:
    """The first and the last year of a five-year plan: 十四五 is 2021 to 2025."""
    number = int(chinese_number(name.removesuffix("五")) or 0)
    first = _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)
    return first, first + 4


def _plan(match: re.Match[str]) -> Finding | None:
    years = plan_years(match["plan"])
    if (int(match["first"]), int(match["last"])) == years:
        return None
    return _finding(match, f"{years[0]}—{years[1]}年", f"“{match['plan']}”")


def _plan_end(match: re.Match[str]) -> Finding | None:
    first, last = plan_years(match["plan"])
    right = last if match["which"] in ("收官", "末") else first
    return (
        None if int(match["year"]) == right else _finding(match, f"{right}年", f"“{match['plan']}”：{first}—{last}年")
    )


def _months(match: re.Match[str]) -> Finding | None:
    first, last = _RANGES[match["name"]]
    if (int(match["first"]), int(match["last"])) == (first, last):
        return None
    return _finding(match, f"{first}—{last}月", match["name"])
