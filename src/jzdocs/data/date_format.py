"""Dates and times of a workbook → Chinese, down to the parts that their format shows."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_WEEKDAYS = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"


def date_text(value: date | datetime, pattern: str) -> str:
    """Return a date as its format shows it: 2025年11月20日, its month or year alone, with the time or the weekday."""
    chinese_numerals = "[dbnum1]" in pattern.lower()
    low = _letters(pattern)
    clock = _clock(value, low) if isinstance(value, datetime) else ""
    without_time = _without_time(low)
    year, day = "y" in without_time or "e" in without_time, "d" in without_time.replace("ddd", "")
    month = "m" in without_time
    weekday = ("aaa" in low or "ddd" in low) and "f800" not in pattern.lower()
    if not (year or month or day):
        if clock or weekday:
            return clock or f"星期{_WEEKDAYS[value.weekday()]}"
        year = month = day = True
    text = "".join(
        part
        for part, is_shown in (
            (_year(value.year, chinese_numerals), year),
            (f"{_small(value.month, chinese_numerals)}月", month or (day and year)),
            (f"{_small(value.day, chinese_numerals)}日", day),
        )
        if is_shown
    )
    if weekday:
        text += f" 星期{_WEEKDAYS[value.weekday()]}"
    return f"{text} {clock}" if clock else text


def time_text(value: time, pattern: str) -> str:
    """Return a time of day: 08:30, with seconds where the format shows them."""
    return value.strftime("%H:%M:%S" if "s" in _letters(pattern) else "%H:%M")


def duration_text(value: timedelta, pattern: str) -> str:
    """Return a duration in hours and minutes: 26:05, with seconds where the format shows them."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    if "s" in _letters(pattern) or "[s]" in pattern.lower():
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    minutes = round(seconds / 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}"


def _letters(pattern: str) -> str:
    """Return a format without literals and locales, in small letters."""
    if pattern.lower() in ("general", "g/通用格式"):
        return "ymd"
    bare = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s|H|M|S)[^\]]*\]', "", pattern.partition(";")[0])
    return re.sub(r"am/pm|a/p|上午/下午", "", bare.lower())


def _without_time(low: str) -> str:
    """Return the letters of a format without hours, minutes and seconds; `m` beside them are minutes."""
    low = re.sub(r"\[?h+\]?([^a-z]*)m{1,2}(?!m)", "", low)
    return re.sub(r"m{1,2}([^a-z]*)s+|[hs]", "", low)


def _clock(value: datetime, low: str) -> str:
    if "h" in low:
        return value.strftime("%H:%M:%S" if "s" in low else "%H:%M")
    return value.strftime("%M:%S") if "s" in low else ""


def _year(number: int, chinese_numerals: bool) -> str:
    text = "".join(_DIGITS[int(digit)] for digit in str(number)) if chinese_numerals else str(number)
    return f"{text}年"


def _small(number: int, chinese_numerals: bool) -> str:
    """Return the number of a month or day."""
    if not chinese_numerals:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")
