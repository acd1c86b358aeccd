"""Impossible dates and periods: 2月30日, “十四五”（2020—2025年）, a weekday that the date does not have."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.quantities import Quantity
from jzdocs.messages.message import Message, message

_FIRST_PLAN = 1953
_LEAP_YEAR = 2000  # for dates without a year: 2月29日 is possible
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
    """Yield what is wrong with the dates and periods of a text."""
    if "月" in text:
        yield from (finding for match in _DATE.finditer(text) if (finding := _check_day(match)))
        yield from (finding for match in _MONTHS.finditer(text) if (finding := _check_months(match)))
    if "五" in text:
        yield from (finding for match in _PLAN.finditer(text) if (finding := _check_plan(match)))
        yield from (finding for match in _PLAN_END.finditer(text) if (finding := _check_plan_end(match)))
    if "年" in text:
        for match in _SPAN.finditer(text):
            if int(match["last"]) < int(match["first"]):
                yield _finding(match, f"{match['last']}—{match['first']}年", f"{match['last']} < {match['first']}")


def _finding(match: re.Match[str], right: str, how: str | Message) -> Finding:
    quantity = Quantity(match.start(), match.end(), match[0], Decimal(0), "", Decimal(0), "", None, "date")
    return Finding(Number(quantity, "date"), "date", right, how)


def _check_day(match: re.Match[str]) -> Finding | None:
    year, month, day = int(match["year"] or _LEAP_YEAR), int(match["month"]), int(match["day"])
    if not 1 <= month <= 12:
        return _finding(match, "1月—12月", f"{month}月")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        month_text = f"{year}年{month}月" if match["year"] else f"{month}月"
        return _finding(match, f"{month}月{last}日", message("reason.month_has_days", month=month_text, days=last))
    if match["week"] and match["year"]:
        weekday = _WEEK[date(year, month, day).weekday()]
        if weekday != match["week"].replace("天", "日"):
            return _finding(match, f"星期{weekday}", f"{year}年{month}月{day}日")
    return None


def _check_months(match: re.Match[str]) -> Finding | None:
    first, last = _RANGES[match["name"]]
    if (int(match["first"]), int(match["last"])) == (first, last):
        return None
    return _finding(match, f"{first}—{last}月", match["name"])


def plan_years(name: str) -> tuple[int, int]:
    """Return the first and the last year of a five-year plan: 2021 and 2025 for 十四五. Between the second and the
    third plan lay three years; the others follow one another."""
    number = int(chinese_number(name.removesuffix("五")) or 0)
    first = _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)
    return first, first + 4


def _check_plan(match: re.Match[str]) -> Finding | None:
    first, last = plan_years(match["plan"])
    if (int(match["first"]), int(match["last"])) == (first, last):
        return None
    return _finding(match, f"{first}—{last}年", f"“{match['plan']}”")


def _check_plan_end(match: re.Match[str]) -> Finding | None:
    first, last = plan_years(match["plan"])
    right = last if match["which"] in ("收官", "末") else first
    if int(match["year"]) == right:
        return None
    return _finding(match, f"{right}年", f"“{match['plan']}”：{first}—{last}年")
