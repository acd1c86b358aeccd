"""The elements of a line of a web page → its text with marks, its white space as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field

from jzdocs.source.emphasis import is_cjk
from jzdocs.source.pieces import Mark, MarkKind

_MARKS: dict[str, MarkKind] = {"b": "strong", "strong": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
_RAISED = {
    "sup": dict(zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True)),
    "sub": dict(zip("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋", strict=True)),
}
_LINKS = ("http", "https", "mailto")


class Text(Struct):
    """A text that is being put together: its characters, its marks, and where a break of lines stands in it."""

    chars: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    space: str = ""  # white space that waits for what follows
    line: int = 0

    def add(self, text: str) -> None:
        """Add text, with white space as one space; none where a line break stands between Han characters."""
        for part in re.findall(r"[ \t\n\r\f\xa0]+|[^ \t\n\r\f\xa0]+", text):
            if part[0] in " \t\n\r\f\xa0":
                self.space += part
                continue
            if self.chars and self.chars[-1] != "\n":
                joins = "\n" in self.space and is_cjk(self.chars[-1][-1]) and is_cjk(part[0])
                self.chars += [" "] if self.space and not joins else []
            self.space = ""
            self.chars += part

    def break_line(self) -> None:
        """Begin a new line."""
        self.space = ""
        if self.chars:
            self.chars.append("\n")

    @property
    def empty(self) -> bool:
        """Return whether nothing but white space was added."""
        return not "".join(self.chars).strip(" \u3000\n")

    def lines(self) -> list[tuple[str, tuple[Mark, ...]]]:
        """Return the lines, each with its marks, without the blanks around them."""
        found = []
        start = 0
        for raw in "".join(self.chars).split("\n"):
            text = raw.strip(" \u3000\u200b")
            first = start + len(raw) - len(raw.lstrip(" \u3000\u200b"))
            if text:
                found.append((text, _within(self.marks, first, first + len(text))))
            start += len(raw) + 1
        return found


def _within(marks: list[Mark], start: int, end: int) -> tuple[Mark, ...]:
    cut = (
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.value)
        for mark in marks
        if mark.start < end and mark.end > start
    )
    return tuple(mark for mark in cut if mark.end > mark.start)


def add_element(text: Text, element: Any, visit: Callable[[Any], bool]) -> None:
    """Add an element of a line and what stands in it; `visit` returns whether it is read, and reports what is not."""
    if not isinstance(element.tag, str) or not visit(element):
        return
    if element.tag == "br":
        text.break_line()
        return
    start = len(text.chars) + bool(text.space and text.chars)
    text.line = text.line or element.sourceline or 0
    quotes = ("“", "”") if element.tag == "q" else ("", "")
    text.add(quotes[0] + (element.text or ""))
    for child in element:
        add_element(text, child, visit)
        text.add(child.tail or "")
    text.add(quotes[1])
    end = len(text.chars)
    if end <= start:
        return
    raised = _RAISED.get(element.tag)
    if raised and all(char in raised for char in text.chars[start:end]):
        text.chars[start:end] = [raised[char] for char in text.chars[start:end]]  # 10³ stays a number in any text
    elif kind := _MARKS.get(element.tag):
        text.marks.append(Mark(start, end, kind))
    elif element.tag == "a" and (address := _address(element.get("href", ""))):
        text.marks.append(Mark(start, end, "link", address))


def _address(href: str) -> str:
    """Return the address of a link that leads somewhere without the page; "" for others."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    return href.strip() if parts.scheme in _LINKS and not re.search(r"[\s<>]", href.strip()) else ""
