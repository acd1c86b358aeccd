"""Numbers: headings by the stylesheet's patterns (一、 第一章 （一） 1. 1.1 ①), figures, tables and footnotes in the
order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, map_leaves, plain, rewrite_inlines

_DIGITS = "零一二三四五六七八九"
_OWN_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节编篇部分]+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}(?:\.\d{1,2})*[.．、](?!\d))"
)


def chinese(number: int) -> str:
    """A number from 1 to 999 in Chinese numerals: 一, 十, 二十一, 一百零三."""
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


def format_number(pattern: str, counters: Sequence[int]) -> str:
    """The printed number of a heading: `pattern` holds 一, 1, 1.1, 1.1.1 or ① in the place of the number."""
    last = counters[-1]
    if match := re.search(r"1(?:\.1)+", pattern):
        depth = match[0].count("1")
        joined = ".".join(str(c) for c in counters[-depth:])
        return pattern.replace(match[0], joined)
    if "一" in pattern:
        return pattern.replace("一", chinese(last))
    if "①" in pattern:
        return pattern.replace("①", chr(0x2460 + last - 1) if last <= 20 else f"({last})")
    return pattern.replace("1", str(last))


class _Counters(Struct):
    levels: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    figures: int = 0
    tables: int = 0
    headings: int = 0
    notes: list[str] = field(default_factory=list)


def number_document(document: nodes.Document, patterns: Sequence[str], report: Report) -> nodes.Document:
    """Number headings (`patterns`, one a level), figures, tables and footnotes; give every heading, figure and table
    an id."""
    counters = _Counters()
    blocks = tuple(_number(b, counters, patterns) for b in document.blocks)
    blocks = tuple(rewrite_inlines(b, lambda i: _notes(i, counters, document, report)) for b in blocks)
    for label, paragraphs in document.notes.items():
        if label not in counters.notes:
            at = paragraphs[0].at if paragraphs else document.at
            report.warn(at, "R003", label=label)
    notes = {label: document.notes[label] for label in counters.notes if label in document.notes}
    return replace(document, blocks=blocks, notes=notes)


def _number(block: nodes.Block, counters: _Counters, patterns: Sequence[str]) -> nodes.Block:
    match block:
        case nodes.Heading():
            return _heading(block, counters, patterns)
        case nodes.Figure():
            return _figure(block, counters)
        case nodes.FigureRow():
            first, second = block.figures
            return replace(block, figures=(_figure(first, counters), _figure(second, counters)))
        case nodes.Table() if block.title:
            counters.tables += 1
            return replace(block, number=counters.tables, id=block.id or f"tbl-{counters.tables}")
        case nodes.Columns():
            return replace(block, blocks=tuple(_number(b, counters, patterns) for b in block.blocks))
        case _:
            return block


def _heading(block: nodes.Heading, counters: _Counters, patterns: Sequence[str]) -> nodes.Heading:
    counters.headings += 1
    id_ = block.id or f"sec-{counters.headings}"
    pattern = patterns[block.level - 1] if block.level <= len(patterns) else ""
    if not pattern or not block.numbered or _OWN_NUMBER.match(plain(block.inlines)):
        return replace(block, id=id_)
    counters.levels[block.level - 1] += 1
    for deeper in range(block.level, len(counters.levels)):
        counters.levels[deeper] = 0
    return replace(block, id=id_, number=format_number(pattern, counters.levels[: block.level]))


def _figure(block: nodes.Figure, counters: _Counters) -> nodes.Figure:
    if not block.title:
        return block
    counters.figures += 1
    return replace(block, number=counters.figures, id=block.id or f"fig-{counters.figures}")


def _notes(inlines: Inlines, counters: _Counters, document: nodes.Document, report: Report) -> Inlines:
    def change(inline: nodes.Inline) -> nodes.Inline:
        if not isinstance(inline, nodes.NoteRef):
            return inline
        if inline.label not in document.notes:
            report.error(inline.at, "R002", label=inline.label)
        if inline.label not in counters.notes:
            counters.notes.append(inline.label)
        return replace(inline, number=counters.notes.index(inline.label) + 1)

    return map_leaves(inlines, change)
