"""The units of a source: what is moved, deleted and stood beside as a whole, each with the paragraphs that it became.

A unit is a paragraph, a heading, an item's text, or a block of several lines (a chart, a table, key figures) with its
caption and notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from jzdocs.pull.align import Anchor, Built
from jzdocs.pull.spans import Spans


class Unit(Struct, frozen=True):
    """A unit: its file, its first and last line (from 0), whether it is an item of a list, whether it draws something
    (such units may stand elsewhere on our pages than in the source), and the places of its built paragraphs."""

    path: str
    first: int
    last: int
    kind: Literal["text", "item", "block"]
    floats: bool
    members: tuple[int, ...]


def units_of(built: Sequence[Built], anchors: Sequence[Anchor], spans: Mapping[str, Spans]) -> list[Unit]:
    """Return the units of what was built, in the order in which they were built."""
    lines: dict[tuple[str, int, int, Literal["text", "item", "block"]], list[int]] = {}
    for index, paragraph in enumerate(built):
        anchor = anchors[paragraph.anchor] if paragraph.anchor >= 0 else None
        if paragraph.path not in spans or not paragraph.line:
            continue
        if anchor and (anchor.in_front or anchor.kind.startswith("data:")):
            continue
        first, last, kind = _lines(spans[paragraph.path], paragraph.line, anchor.column if anchor else 1)
        lines.setdefault((paragraph.path, first, last, kind), []).append(index)
    return [
        Unit(path, first, last, kind, any(built[i].text.startswith("\0") for i in members), tuple(members))
        for (path, first, last, kind), members in lines.items()
    ]


def _lines(spans: Spans, line: int, column: int) -> tuple[int, int, Literal["text", "item", "block"]]:
    """Return the first and last line (from 0) of the unit that a line (from 1) belongs to, and its kind."""
    around = spans.block_around(line)
    if around:
        return *around, "block"
    block = spans.block(line, column) or spans.covering(line)
    if block is None:
        return line - 1, line - 1, "block"
    return block.first, block.last, "item" if block.item else "text"


def is_repeated(unit: Unit, built: Sequence[Built], anchors: Sequence[Anchor], spans: Mapping[str, Spans]) -> bool:
    """Return whether a template makes a unit, perhaps several times."""
    own = [anchors[built[i].anchor] for i in unit.members if built[i].anchor >= 0]
    addresses = [(anchor.line, anchor.column, anchor.kind) for anchor in own]
    return len(set(addresses)) < len(addresses) or is_in_loop(spans[unit.path], unit.first)


def is_of_template(unit: Unit, built: Sequence[Built], anchors: Sequence[Anchor], spans: Mapping[str, Spans]) -> bool:
    """Return whether a unit cannot go or move alone: a template makes it, or its lines hold statements of one."""
    lines = spans[unit.path].lines[unit.first : unit.last + 1]
    of_statements = spans[unit.path].is_template and any("{%" in line for line in lines)
    return of_statements or is_repeated(unit, built, anchors, spans)


def is_in_loop(spans: Spans, line: int) -> bool:
    """Return whether a line (from 0) of a template stands inside a statement that may repeat it or leave it out."""
    return any(first < line <= last for first, last in spans.statements)
