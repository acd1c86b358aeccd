"""Dates that stand alone on a line, in Arabic or Chinese numerals."""

from __future__ import annotations

import re
from datetime import date

from jzdocs.patterns import compiled

_HAN = "一二三四五六七八九十〇零○Oo０"
_DATE = compiled(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_LOOSE = compiled(
    rf"[{_HAN}]{{4}}年[{_HAN}]{{1,3}}月(?:[{_HAN}]{{1,3}}日)?|\d{{4}}\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)


def is_date(text: str) -> bool:
    """Return whether a line is a date that exists and nothing else."""
    bare = _bare(text)
    match = _DATE.fullmatch(bare)
    return bool(_LOOSE.fullmatch(bare)) and (match is None or _exists(match))


def iso_date(text: str) -> str:
    """Return 2025年3月1日 as 2025-03-01; a date in other words, whose form the document keeps, as it is."""
    match = _DATE.fullmatch(_bare(text))
    if match is None:
        return _bare(text)
    return f"{int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}"


def _bare(text: str) -> str:
    return text.strip("（()） \u3000")


def _exists(match: re.Match[str]) -> bool:
    try:
        date(*(int(group) for group in match.groups()))
    except ValueError:
        return False
    return True


_NUMERIC = compiled(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_IN_HAN = compiled(rf"([{_HAN}Ｏ0]{{4}})年([{_HAN}]{{1,3}})月([{_HAN}]{{1,3}})日")
_DIGITS = str.maketrans(
    {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Oo０Ｏ", "0")
)


def han_date(text: str) -> str:
    """Return a date in Chinese numerals (二〇二五年八月四日) or with points (2025.6.20) as 2025-08-04, "" for another
    text and for a day that does not exist."""
    bare = _bare(text)
    if match := _NUMERIC.fullmatch(bare):
        year, month, day = (int(group) for group in match.groups())
    elif match := _IN_HAN.fullmatch(bare):
        year = int(match[1].translate(_DIGITS)) if match[1].translate(_DIGITS).isdecimal() else 0
        month, day = (_count(group) for group in match.groups()[1:])
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _count(text: str) -> int:
    """Return a number from 1 to 31 in Chinese numerals (十一, 二十, 一一), 0 for another text."""
    tens, ten, ones = text.partition("十")
    digits = [part.translate(_DIGITS) for part in (tens, ones)]
    if not ten:
        return int(digits[0]) if digits[0].isdecimal() else 0
    if any(part and not part.isdecimal() for part in digits):
        return 0
    return 10 * int(digits[0] or 1) + int(digits[1] or 0)
