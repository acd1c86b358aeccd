"""Names of rows that are times: where each stands on an axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from jzdocs.patterns import compiled

_DAY = compiled(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_MONTH = compiled(r"(\d{4})[-./年](\d{1,2})月?")
_QUARTER = compiled(r"(\d{4})年?第?([一二三四1-4])季度|(\d{4})[-年]?Q([1-4])")
_YEAR = compiled(r"(\d{4})年?")
_MONTH_OF_YEAR = compiled(r"(\d{1,2})月份?")
_DAY_OF_MONTH = compiled(r"(\d{1,2})月(\d{1,2})日")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
_ANY_YEAR = 2001  # for days that name none: not a leap year
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


def time_places(names: Sequence[str]) -> list[float] | None:
    """Return the place of each name in time, in a unit of its own, where all are times of one precision and follow one
    another; else None. Years, quarters and months are of one length, so that those of equal distance stand evenly."""
    for read in (_day, _month, _quarter, _year, _month_of_year, _day_of_month):
        places = [read(name.strip()) for name in names]
        times = [place for place in places if place is not None]
        if len(times) == len(names):
            return times if all(a < b for a, b in pairwise(times)) else None
    return None


def is_even(places: Sequence[float]) -> bool:
    """Whether places are at equal distances."""
    return len({b - a for a, b in pairwise(places)}) < 2


def _day(name: str) -> float | None:
    match = _DAY.fullmatch(name)
    return _ordinal(int(match[1]), int(match[2]), int(match[3])) if match else None


def _ordinal(year: int, month: int, day: int) -> float | None:
    try:
        return float(date(year, month, day).toordinal())
    except ValueError:
        return None


def _month(name: str) -> float | None:
    match = _MONTH.fullmatch(name)
    return int(match[1]) * 12.0 + int(match[2]) if match and 1 <= int(match[2]) <= 12 else None


def _quarter(name: str) -> float | None:
    match = _QUARTER.fullmatch(name)
    if not match:
        return None
    year, quarter = match[1] or match[3], match[2] or match[4]
    return int(year) * 4.0 + _DIGITS.get(quarter, 0) + (int(quarter) if quarter.isascii() else 0)


def _year(name: str) -> float | None:
    match = _YEAR.fullmatch(name)
    return float(match[1]) if match and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR else None


def _month_of_year(name: str) -> float | None:
    match = _MONTH_OF_YEAR.fullmatch(name)
    return float(match[1]) if match and 1 <= int(match[1]) <= 12 else None


def _day_of_month(name: str) -> float | None:
    match = _DAY_OF_MONTH.fullmatch(name)
    return _ordinal(_ANY_YEAR, int(match[1]), int(match[2])) if match else None
