"""Periods as tables of data name them: years, halves, quarters, months, days, and running months (2025年1-10月)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from jzdocs.facts.half_width import half_width
from jzdocs.patterns import compiled

Kind = Literal["year", "half", "quarter", "month", "day", "running"]
_IN_YEAR = {"year": 1, "half": 2, "quarter": 4, "month": 12, "running": 12}
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_Y = r"(?P<year>(?:1[89]|20)\d\d)"
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("running", compiled(rf"(?:{_Y}年)?1月?[-—–－~～至到]+(?P<part>\d{{1,2}})月(?:份|累计)?")),
    ("day", compiled(rf"{_Y}[-./年](?P<part>\d{{1,2}})[-./月](?P<day>\d{{1,2}})日?(?:[ T]00:00(?::00)?)?")),
    ("month", compiled(rf"{_Y}(?:[-./年]\s*(?P<part>\d{{1,2}})月?份?|(?P<packed>0[1-9]|1[0-2]))")),
    ("quarter", compiled(rf"{_Y}(?:年?\s*第?(?P<part>[一二三四1-4])季度|[-年]?\s*Q(?P<packed>[1-4]))", re.I)),
    ("half", compiled(rf"{_Y}(?:年\s*(?P<part>[上下])半年|[-年]?\s*H(?P<packed>[12]))", re.I)),
    ("year", compiled(rf"{_Y}(?:年度?)?")),
    ("month", compiled(r"(?P<part>\d{1,2})月份?")),
    ("quarter", compiled(r"第?(?P<part>[一二三四])季度")),
)


class Period(Struct, frozen=True):
    """A period: its kind, its place in the order of its kind (a month is 12 × year + month), and how it was written.
    One without a year counts from the year 0."""

    kind: Kind
    index: int
    text: str

    @property
    def year(self) -> int:
        """The year (0: none is named)."""
        if self.kind == "day":
            return date.fromordinal(self.index).year
        return (self.index - 1) // _IN_YEAR[self.kind] if self.kind != "year" else self.index

    def is_at(self, other: Period) -> bool:
        """Whether two periods are the same."""
        return (self.kind, self.index) == (other.kind, other.index)


def read_period(text: str) -> Period | None:
    """Return the period that a text names and nothing else; None for any other text."""
    bare = half_width(text.strip())
    for kind, form in _FORMS:
        match = form.fullmatch(bare)
        if match:
            return _period(kind, match.groupdict(), text.strip())
    return None


def _period(kind: Kind, parts: dict[str, str | None], text: str) -> Period | None:
    year = int(parts.get("year") or 0)
    part = parts.get("part") or parts.get("packed") or "1"
    number = _DIGITS.get(part) or int(part)
    if kind == "day":
        try:
            return Period(kind, date(year, number, int(parts["day"] or 1)).toordinal(), text)
        except ValueError:
            return None
    if kind == "year":
        return Period(kind, year, text)
    return Period(kind, year * _IN_YEAR[kind] + number, text) if 1 <= number <= _IN_YEAR[kind] else None


def read_periods(texts: Sequence[str]) -> list[Period | None]:
    """Return the periods of a column, None for a blank; an empty list where a filled cell names none, or where they are
    of several kinds. Days of which each lies in a month of its own stand for these months."""
    found = [read_period(text) if text else None for text in texts]
    named = [period for period in found if period]
    if not named or len(named) != sum(bool(text) for text in texts) or len({period.kind for period in named}) > 1:
        return []
    if named[0].kind != "day":
        return found
    months = [_month_of(period) if period else None for period in found]
    indexes = {month.index for month in months if month}
    days = {period.index for period in named}
    return months if len(indexes) == len(days) and len(days) > 1 else found


def _month_of(period: Period) -> Period:
    day = date.fromordinal(period.index)
    return Period("month", day.year * 12 + day.month, f"{day.year}年{day.month}月")


def year_before(period: Period) -> int:
    """Return the index of the same period of the year before."""
    if period.kind == "day":
        day = date.fromordinal(period.index)
        last = 28 if (day.month, day.day) == (2, 29) else day.day
        return date(day.year - 1, day.month, last).toordinal()
    return period.index - _IN_YEAR[period.kind]


def first_of_year(period: Period) -> int:
    """Return the index of the first period of its kind in the year."""
    if period.kind == "day":
        return date(period.year, 1, 1).toordinal()
    return period.year * _IN_YEAR[period.kind] + 1


def shown(kind: Kind, index: int) -> str:
    """Return a period as a text names it."""
    if kind == "day":
        day = date.fromordinal(index)
        return f"{day.year}年{day.month}月{day.day}日"
    if kind == "year":
        return f"{index}年"
    year, part = divmod(index - 1, _IN_YEAR[kind])
    names = {"month": f"{part + 1}月", "running": f"1—{part + 1}月"}
    name = names.get(kind) or (f"{'上下'[part]}半年" if kind == "half" else f"{'一二三四'[part]}季度")
    return f"{year}年{name}" if year else name
