"""Numbers: headings by the stylesheet's patterns (一、 第一章 （一） 1. 1.1 ①), figures and tables in the order of the
text, wherever they stand. Those of footnotes: `footnotes.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.facts.numerals import chinese_number
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.model.walk import headings, plain
from jzdocs.patterns import compiled

_DIGITS = "零一二三四五六七八九"
_OWN_NUMBER = compiled(
    r"^(?:第[一二三四五六七八九十百\d]+[章节编篇部分]+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,2}(?:\.\d{1,2})*[.．、](?!\d))"
)
_DECIMAL = compiled(r"^(\d{1,2}(?:\.\d{1,2})*)[ \u3000]*(?=[^\d.%‰年月日\s])")
# what stands before the first chapter and behind the last has no number
_AROUND = compiled(
    r"^(?:前\s*言|引\s*言|序|序\s*言|绪\s*言|导\s*言|导\s*语|摘\s*要|内容提要|编者按|参考文献|参考资料|结\s*语|结束语|后\s*记|致\s*谢|鸣\s*谢|跋"
    r"|(?:附\s*录|附\s*件|附\s*表|附\s*图)\s*(?:(?P<label>[A-Z](?![A-Za-z])|\d{1,2}(?!\d))|[一二三四五六七八九十]{0,3}(?=$|[\s：:．.、—（(《“])).*)$"
)


def chinese(number: int) -> str:
    """Return a number from 1 to 999 in Chinese numerals (一, 十, 二十一, 一百零三), others in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def format_number(pattern: str, counters: Sequence[int], labels: Sequence[str] = ()) -> str:
    """Return the printed number of a heading: `pattern` holds 一, 1, 1.1, 1.1.1 or ① in the place of the number,
    `counters` are those of its level and the levels above, in place of which `labels` may stand ("" for none)."""
    last = counters[-1]
    if match := re.search(r"1(?:\.1)+", pattern):
        depth = match[0].count("1")
        above = [label or str(count) for label, count in zip_longest(labels, counters[-depth:-1], fillvalue="")]
        return pattern.replace(match[0], ".".join([*above, str(last)]))
    if "一" in pattern:
        return pattern.replace("一", chinese(last))
    if "①" in pattern:
        return pattern.replace("①", chr(0x2460 + last - 1) if last <= 20 else f"({last})")
    return pattern.replace("1", str(last))


class _Counters(Struct):
    """How far each kind is counted: headings of each level, figures, tables, formulas, and all headings (for their
    ids).

    `labels` says of each level how its open heading is called in the numbers below it: None for one that is counted,
    "A" below 附录A, "" below a heading without any number.
    """

    levels: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    labels: list[str | None] = field(default_factory=lambda: [None, None, None, None])
    figures: int = 0
    tables: int = 0
    formulas: int = 0
    headings: int = 0

    def open(self, level: int, label: str | None) -> None:
        """Open a heading of `level` (from 1): what is below it counts from one."""
        self.labels[level - 1] = label
        for deeper in range(level, len(self.levels)):
            self.levels[deeper], self.labels[deeper] = 0, None


def number_blocks(document: nodes.Document, patterns: Sequence[str]) -> nodes.Document:
    """Return the document with numbers for headings (`patterns`, one a level) and for figures and tables that have a
    title; all of them get an id.

    A number that the author wrote is kept, and counting goes on from it where it has the form of the pattern. 前言,
    附录 and their like have no number. An attachment counts its headings by itself.
    """
    counters = _Counters()
    decimal = _decimal_levels(document)

    def number(block: nodes.Block) -> nodes.Block:
        if isinstance(block, nodes.Heading):
            return _heading(block, counters, patterns, block.level in decimal)
        if isinstance(block, nodes.Attachment):
            counters.levels[0] = 0
            counters.open(1, None)
        if isinstance(block, nodes.Figure) and block.title:
            counters.figures += 1
            return replace(block, number=counters.figures, id=block.id or f"fig-{counters.figures}")
        if isinstance(block, nodes.Table) and block.title:
            counters.tables += 1
            return replace(block, number=counters.tables, id=block.id or f"tbl-{counters.tables}")
        if isinstance(block, nodes.DisplayFormula) and block.id:
            counters.formulas += 1
            return replace(block, number=counters.formulas)
        return block

    return replace(document, blocks=map_blocks(document.blocks, number))


def _decimal_levels(document: nodes.Document) -> frozenset[int]:
    """Return the levels whose headings their author numbered 1, 2, 3 or 1.1, 1.2 without a mark behind: two or more of
    them count on by one. A single one may be a quantity (5 个项目)."""
    seen: dict[int, list[tuple[int, ...]]] = {}
    for heading in headings(document):
        if match := _DECIMAL.match(plain(heading.inlines)):
            seen.setdefault(heading.level, []).append(tuple(map(int, match[1].split("."))))
    return frozenset(level for level, numbers in seen.items() if len(numbers) > 1 and _count_on(numbers))


def _count_on(numbers: Sequence[tuple[int, ...]]) -> bool:
    """Return whether each number follows the one before it, or begins anew below another one."""
    return all(
        len(a) == len(b) and (b[-1] == 1 if b[:-1] != a[:-1] else b[-1] == a[-1] + 1) for a, b in pairwise(numbers)
    )


def _heading(block: nodes.Heading, counters: _Counters, patterns: Sequence[str], decimal: bool) -> nodes.Heading:
    counters.headings += 1
    block = replace(block, id=block.id or f"sec-{counters.headings}")
    pattern = patterns[block.level - 1] if block.level <= len(patterns) else ""
    text = plain(block.inlines)
    if _OWN_NUMBER.match(text) or (decimal and _DECIMAL.match(text)):
        counters.levels[block.level - 1] = _own_count(text, pattern) or counters.levels[block.level - 1]
        counters.open(block.level, None)
        return block
    around = _AROUND.match(text)
    if not pattern or not block.numbered or around:
        counters.open(block.level, (around and around["label"]) or "")
        return block
    counters.levels[block.level - 1] += 1
    counters.open(block.level, None)
    for above in range(block.level - depth_shown(pattern), block.level - 1):
        if counters.labels[above] is None:
            counters.levels[above] = counters.levels[above] or 1  # a level was skipped: no number holds a nought
    return _with_number(block, pattern, counters)


def _with_number(block: nodes.Heading, pattern: str, counters: _Counters) -> nodes.Heading:
    """Return a heading with its number; 1.1 becomes A.1 below 附录A, and nothing below a heading without a number."""
    counts = tuple(counters.levels[: block.level])
    above = counters.labels[block.level - depth_shown(pattern) : block.level - 1]
    if any(label == "" for label in above):
        counters.labels[block.level - 1] = ""
        return block
    labels = tuple(label or "" for label in above) if any(above) else ()
    return replace(block, number=format_number(pattern, counts, labels), counts=counts, labels=labels)


def depth_shown(pattern: str) -> int:
    """Return of how many levels a pattern shows the number: two for 1.1, else one."""
    match = re.search(r"1(?:\.1)+", pattern)
    return match[0].count("1") if match else 1


def _own_count(text: str, pattern: str) -> int | None:
    """Return the number that an author wrote in the form of the pattern, or None for another form."""
    if not pattern:
        return None
    number = r"([一二三四五六七八九十百]+)" if "一" in pattern else r"(?:\d{1,2}\.)*(\d{1,2})" if "1" in pattern else ""
    start = pattern.strip("\u3000 ").partition("一" if "一" in pattern else "1")
    if not number or not start[1]:
        return None
    before, behind = (_loose(part) for part in (start[0], start[2].lstrip(".1") if "1" in start[1] else start[2]))
    match = re.match(f"{before}{number}{behind}", text)
    if match is None:
        return None
    if match[1].isdecimal():
        return int(match[1])
    count = int(chinese_number(match[1]) or 0)
    return count if chinese(count) == match[1] else None  # 一百二 is read in two ways


def _loose(part: str) -> str:
    """Return the expression for a part of a pattern, with half-width and full-width marks alike."""
    marks = {"（": "[（(]", "）": "[）)]", "．": "[.．、]", "、": "、"}
    return "".join(marks.get(char, re.escape(char)) for char in part)
