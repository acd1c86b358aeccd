"""The forms of numbers that headings begin with: 第一章 第一节 一、 （一） 1. （1）."""

from __future__ import annotations

from jzdocs.patterns import compiled
from jzdocs.source.one_line import value_of

FORMS = (
    (
        "第一篇",
        compiled(r"第(?P<number>[一二三四五六七八九十百\d]+)[编篇部分]+(?=[\s\u3000：:]|[\u4e00-\u9fff“])[：:]?\s*"),
    ),
    ("第一章", compiled(r"第(?P<number>[一二三四五六七八九十百\d]+)章\s*")),
    ("第一节", compiled(r"第(?P<number>[一二三四五六七八九十百\d]+)节\s*")),
    (
        "一、",
        compiled(
            r"(?P<number>[一二三四五六七八九十]+)"
            r"(?:、|[.．](?=[\u4e00-\u9fff])|[ \u3000]{1,4}(?=[\u4e00-\u9fff]{3,20}$))\s*"
        ),
    ),
    ("（一）", compiled(r"[（(](?P<number>[一二三四五六七八九十]+)[）)][、.．]?\s*")),
    ("1.", compiled(r"(?P<number>\d{1,2})[.．、](?!\d)\s*")),
    ("（1）", compiled(r"[（(](?P<number>\d{1,2})[）)]\s*")),
)
ORDER = [kind for kind, _ in FORMS]
LISTED = ("1.", "（1）")  # numbers that points of a list have as well


def numbered(text: str) -> tuple[str, str] | None:
    """Return the form of the number that a line begins with, and the words behind it; None without a number."""
    for kind, pattern in FORMS:
        if match := pattern.match(text):
            return kind, text[match.end() :]
    return None


def is_counted(text: str) -> bool:
    """Return whether a line begins with a number in Chinese, such as 一、 or 第一章."""
    number = numbered(text)
    return number is not None and number[0] not in LISTED


def value_behind(text: str, kind: str) -> int:
    """Return the value of the number that a line begins with; 0 without one."""
    match = next((pattern.match(text) for name, pattern in FORMS if name == kind), None)
    return value_of(match["number"]) if match else 0
