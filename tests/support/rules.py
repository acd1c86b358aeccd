"""The rules of Chinese composition (CLREQ, GB/T 15834, UAX #14), decided on where glyphs stand. All positions in ems of
the line.

A line is a list of `Cell`s: a character with the left and right edge of its advance box as drawn. The *body* of a
full-width mark is the half em that holds its ink.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

PAUSE = set("，。、；：！？")
CLOSE = set("”’）》〉】〕」』")
OPEN = set("“‘（《〈【〔「『")
MARKS = PAUSE | CLOSE | OPEN
NO_START_SOFT = set("～—·/%％‰℃")
NO_END_SOFT = set("¥￥№§")
TOKEN = re.compile(r"(?:[¥￥])?\d+(?:[,.:\-/]\d+)*(?:[%‰℃])?")
HYPHEN = "\u00ad"
UNITED = re.compile(
    r"\d[\d.,]*(?:万|亿|千|百)?(?:元|个|所|条|项|户|人|次|吨|年|月|日|公里|平方米|名)|第\d+[章节条]|〔\d{4}〕\d+号"
)
URL = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&*+,;=%]+")
WORD = re.compile(r"[A-Za-z]{2,}")


class Cell(NamedTuple):
    """A character between `left` and `right`."""

    text: str
    left: float
    right: float

    @property
    def body(self) -> tuple[float, float]:
        """Edges of what holds the ink."""
        if self.text in PAUSE | CLOSE and self.right - self.left > 0.8:
            return self.left, self.left + 0.5
        if self.text in OPEN and self.right - self.left > 0.8:
            return self.right - 0.5, self.right
        if self.text == "·":
            middle, half = (self.left + self.right) / 2, min(0.25, (self.right - self.left) / 2)  # narrow in W/(m²·K)
            return middle - half, middle + half
        return self.left, self.right


class Measured(Struct, frozen=True):
    """A set paragraph: its lines, the measure, the first line's indent, and its text."""

    lines: Sequence[Sequence[Cell]]
    width: float
    indent: float
    text: str


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def violations(p: Measured) -> Iterator[tuple[str, str]]:
    """(rule, what) of everything that is broken."""
    yield from _breaks(p)
    for number, line in enumerate(p.lines):
        yield from _edges(p, line, number)
        yield from _gaps(line)
        yield from _justified(p, line, number)
    last = "".join(c.text for c in p.lines[-1])
    if len(p.lines) > 1 and sum(is_han(c) or c.isalnum() for c in last) < 2:
        yield "P2", last


def _breaks(p: Measured) -> Iterator[tuple[str, str]]:
    position, cuts = 0, set()
    for line in p.lines[:-1]:
        position += sum(0 if c.text == HYPHEN else 2 if c.text == "⸺" else 1 for c in line)
        if line[-1].text == HYPHEN:
            continue  # a word broken with a hyphen
        while position < len(p.text) and p.text[position] == " ":
            position += 1
        cuts.add(position)
    for line in p.lines:
        first, last = line[0].text, line[-1].text
        if first in PAUSE | CLOSE:
            yield "L1", first
        if first in NO_START_SOFT and line is not p.lines[0]:
            yield "L1c", first
        if last in OPEN:
            yield "L2", last
        if last in NO_END_SOFT or (last == "/" and not URL.search(p.text)):
            yield "L2c", last
    urls = [m.span() for m in URL.finditer(p.text)]
    for cut in cuts:
        before = p.text[:cut]
        if (
            p.text[cut - 1 : cut + 1] in ("——", "……") and (len(before) - len(before.rstrip(before[-1]))) % 2
        ):  # not between two pairs
            yield "L3", p.text[cut - 2 : cut + 2]
        inside = next((u for u in urls if u[0] < cut < u[1]), None)
        if inside:
            if p.text[cut - 1] not in "/.?&=-_#:%":
                yield "L5u", p.text[cut - 5 : cut + 5]
            continue
        for rule, pattern in (("L4", TOKEN), ("L4s", UNITED), ("L5", WORD)):
            for match in pattern.finditer(p.text, max(0, cut - 40), cut + 40):
                if match.start() < cut < match.end() and not (rule == "L5" and _is_inner_capital(p.text, cut)):
                    yield rule, match[0]


def _is_inner_capital(text: str, cut: int) -> bool:
    """Whether a long name in one word goes on with a capital (batchCreate): a hyphen would seem to belong to it."""
    return text[cut - 1].islower() and text[cut].isupper()


def _edges(p: Measured, line: Sequence[Cell], number: int) -> Iterator[tuple[str, str]]:
    start = p.indent if number == 0 else 0.0
    if abs(line[0].body[0] - start) > 0.05:
        yield ("P1" if number == 0 else "W3" if line[0].text in OPEN else "J2"), f"{line[0].text} {line[0].body[0]:.2f}"
    if number < len(p.lines) - 1 and line[-1].text in PAUSE | CLOSE and abs(line[-1].body[1] - p.width) > 0.08:
        yield "W2", f"{line[-1].text} {line[-1].body[1] - p.width:.2f}"


def _gaps(line: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    stretch = _han_gap(line)
    for a, dot, b in zip(line, line[1:], line[2:], strict=False):
        if dot.text == "·" and is_han(a.text) and is_han(b.text) and not 0.45 <= b.left - a.right <= 0.85:
            yield "W4", f"{a.text}·{b.text} {b.left - a.right:.2f}"
    for one in line:
        if one.text == "⸺" and abs(one.right - one.left - 2) > 0.02:
            yield "W5", f"{one.right - one.left:.2f}"
    for a, b in itertools.pairwise(line):
        gap = b.body[0] - a.body[1]
        pair = f"{a.text}{b.text} {gap:.2f}"
        if gap < -0.02 and " " not in (a.text, b.text):
            yield "W6", pair
        if a.text in MARKS and b.text in MARKS:
            closer_opener = a.text in PAUSE | CLOSE and b.text in OPEN
            if gap - stretch > (0.5 if closer_opener else 0.0) + 0.03:
                yield "W1", pair
        elif (is_han(a.text) and is_latin(b.text)) or (is_latin(a.text) and is_han(b.text)):
            if not 0.125 - 0.01 <= gap <= 0.5 + 0.02:
                yield "M1", pair
        elif (a.text in PAUSE | CLOSE and is_latin(b.text)) or (is_latin(a.text) and b.text in OPEN):
            if gap - stretch > 0.5 + 0.03:
                yield "M2", pair
        elif (a.text in OPEN and is_latin(b.text)) or (is_latin(a.text) and b.text in PAUSE | CLOSE):
            if gap > 0.03:
                yield "M2", pair
        elif is_latin(a.text) and is_latin(b.text) and abs(gap) > 0.02:
            yield "J5", pair


def _han_gap(line: Sequence[Cell]) -> float:
    gaps = [b.left - a.right for a, b in itertools.pairwise(line) if is_han(a.text) and is_han(b.text)]
    return sum(gaps) / len(gaps) if gaps else 0.0


def _justified(p: Measured, line: Sequence[Cell], number: int) -> Iterator[tuple[str, str]]:
    gaps = [b.left - a.right for a, b in itertools.pairwise(line) if is_han(a.text) and is_han(b.text)]
    text = "".join(c.text for c in line)
    if gaps and max(gaps) - min(gaps) > 0.05:
        yield "J3", text
    if number == len(p.lines) - 1:
        if gaps and max(gaps) > 0.03:
            yield "J8", text
        return
    if abs(line[-1].body[1] - p.width) > 0.08 and line[-1].text not in PAUSE | CLOSE:
        yield "J1", f"{text} {line[-1].body[1] - p.width:.2f}"
    if gaps and max(gaps) > 0.25 + 0.005:
        yield "J4", f"{text} {max(gaps):.2f}"
