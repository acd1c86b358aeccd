"""Dates that stand alone on a line, in Arabic or Chinese numerals."""

from __future__ import annotations

import re
from datetime import date

_HAN = "一二三四五六七八九十〇零○Oo０"
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_LOOSE = re.compile(
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
