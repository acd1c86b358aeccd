"""Dates as a chart of time needs them: the first day of what a text names, and the day behind its last."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from jzdocs.patterns import compiled

_DATE = compiled(
    r"\s*(?P<year>\d{4})\s*(?:年|[-./](?=\d)|$)\s*(?:(?P<month>\d{1,2})\s*(?:月|[-./](?=\d)|$)"
    r"\s*(?:(?P<day>\d{1,2})\s*日?)?)?\s*(?:00:00(?::00)?)?\s*"
)
_QUARTER = compiled(r"\s*(?P<year>\d{4})\s*年?\s*(?:第?(?=[一二三四1-4]季度)|[Qq](?=[1-4]\s*$))(?P<name>.)(?:季度)?\s*")
_QUARTERS = "一二三四1234"
_MONTHS = 12


class Days(Struct, frozen=True):
    """What a date covers, in days counted from 1 January of the year 1: its first day, and the day behind its last
    (2024年3月 ends where April begins). `printed` is the date as a Chinese text prints it."""

    first: int
    end: int
    printed: str


def days_of(text: str) -> Days | None:
    """Return the days that a text names (2024-03-15, 2024年3月, 2024.3, 2024年, 2024年一季度), None where it names none
    that exist."""
    if quarter := _QUARTER.fullmatch(text):
        number = _QUARTERS.find(quarter["name"]) % 4 + 1
        return _span(int(quarter["year"]), 3 * number - 2, 3, text.strip())
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    if not match["month"]:
        return _span(year, 1, _MONTHS, f"{year}年")
    if not match["day"]:
        return _span(year, month, 1, f"{year}年{month}月")
    try:
        first = date(year, month, day).toordinal()
    except ValueError:
        return None
    return Days(first, first + 1, f"{year}年{month}月{day}日")


def _span(year: int, month: int, months: int, printed: str) -> Days | None:
    """Return so many months from one on; None where there is no such month."""
    if not (1 <= month <= _MONTHS and date.min.year <= year < date.max.year):
        return None
    last = month - 1 + months
    first, end = date(year, month, 1), date(year + last // _MONTHS, last % _MONTHS + 1, 1)
    return Days(first.toordinal(), end.toordinal(), printed)


def day_number(text: str) -> Decimal | None:
    """Return the first day that a text names, as the number of a chart's value; None where it is no date."""
    days = days_of(text)
    return Decimal(days.first) if days else None


def month_starts(first: int, end: int, months: int) -> list[date]:
    """Return the first days of periods of so many months (a part or a multiple of 12, from January on) that
    begin in some days."""
    begin = date.fromordinal(first)
    count = begin.year * _MONTHS + begin.month - 1
    count -= count % months
    out = []
    while count // _MONTHS <= date.max.year:
        start = date(count // _MONTHS, count % _MONTHS + 1, 1) if count >= _MONTHS else date.min
        if start.toordinal() >= end:
            break
        out.append(start)
        count += months
    return out
