"""Numbers: headings by the stylesheet's patterns (一、 第一章 （一） 1. 1.1 ①), figures, tables and footnotes in the
order of the text, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks, map_leaves, rewrite_runs
from jzdocs.model.walk import Inlines, Leaf, plain

_DIGITS = "零一二三四五六七八九"
_OWN_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节编篇部分]+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}(?:\.\d{1,2})*[.．、](?!\d))"
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


def format_number(pattern: str, counters: Sequence[int]) -> str:
    """Return the printed number of a heading: `pattern` holds 一, 1, 1.1, 1.1.1 or ① in the place of the number,
    `counters` are those of its level and the levels above."""
    last = counters[-1]
    if match := re.search(r"1(?:\.1)+", pattern):
        depth = match[0].count("1")
        joined = ".".join(str(counter) for counter in counters[-depth:])
        return pattern.replace(match[0], joined)
    if "一" in pattern:
        return pattern.replace("一", chinese(last))
    if "①" in pattern:
        return pattern.replace("①", chr(0x2460 + last - 1) if last <= 20 else f"({last})")
    return pattern.replace("1", str(last))


class _Counters(Struct):
    """How far each kind is counted: headings of each level, figures, tables, formulas, all headings (for their ids)."""

    levels: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    figures: int = 0
    tables: int = 0
    formulas: int = 0
    headings: int = 0


def number_blocks(document: nodes.Document, patterns: Sequence[str]) -> nodes.Document:
    """Return the document with numbers for headings (`patterns`, one a level) and for figures and tables that have a
    title; all of them get an id."""
    counters = _Counters()

    def number(block: nodes.Block) -> nodes.Block:
        if isinstance(block, nodes.Heading):
            return _heading(block, counters, patterns)
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


def number_notes(document: nodes.Document, report: Report) -> nodes.Document:
    """Return the document with its footnotes numbered in the order in which the text refers to them; notes that it
    does not refer to are left out with a warning, a reference without a note is an error."""
    labels: list[str] = []

    def change(leaf: Leaf) -> Leaf:
        if not isinstance(leaf, nodes.NoteRef):
            return leaf
        if leaf.label not in document.notes:
            report.error(leaf.at, "R002", label=leaf.label)
        if leaf.label not in labels:
            labels.append(leaf.label)
        return replace(leaf, number=labels.index(leaf.label) + 1)

    def rewrite(run: Inlines) -> Inlines:
        return map_leaves(run, change)

    blocks = map_blocks(document.blocks, lambda block: rewrite_runs(block, rewrite))
    for label, paragraphs in document.notes.items():
        if label not in labels:
            report.warn(paragraphs[0].at if paragraphs else document.at, "R003", label=label)
    notes = {label: document.notes[label] for label in labels if label in document.notes}
    return replace(document, blocks=blocks, notes=notes)
