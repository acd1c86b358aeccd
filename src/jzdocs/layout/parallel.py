"""Long documents: plain paragraphs of the second half are set by a forked process, while the first half is set here.

Paragraphs do not depend on one another, only pages do; so a child that is forked when everything is resolved sets them
and sends back finished lines. It is not waited for before the first of them is needed, and where it fails (or there
is no fork, or one core), they are set here: the lines are the same.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jzdocs.frames import Mark, TextRun
from jzdocs.layout.boxes import Setter, set_paragraph
from jzdocs.layout.lines import Line
from jzdocs.layout.spans import is_plain, spans
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.workers import ForkedCall, has_second_core

# below this many characters the fork costs more than it brings
ENOUGH = 150_000
# the child's share is smaller: its lines have to be packed and unpacked
_HERE = 0.52


class ParallelParagraphs:
    """Lines of paragraphs by the paragraph's identity; asked for one that it has, it waits for the other process."""

    def __init__(self, wanted: Sequence[nodes.Paragraph] = (), rows: Callable[[], Sequence[Any]] = tuple) -> None:
        self._wanted = {id(block) for block in wanted}
        self._order, self._rows = wanted, rows
        self._found: Mapping[int, Any] | None = None

    def lines(self, block: nodes.Paragraph, tag: int) -> list[Line] | None:
        """The lines of a paragraph, belonging to `tag`; None when it was not set ahead."""
        if id(block) not in self._wanted:
            return None
        if self._found is None:
            self._found = {id(block): rows for block, rows in zip(self._order, self._rows(), strict=True)}
        return [Line(_items(runs, tag), width, (), ragged) for runs, width, ragged in self._found[id(block)]]


def _items(runs: Sequence[tuple[Any, ...]], tag: int) -> tuple[Mark | TextRun, ...]:
    mark = Mark(tag)
    return tuple(item for run in runs for item in (mark, TextRun._make(run)))


def set_in_parallel(document: nodes.Document, setter: Setter, width: int) -> ParallelParagraphs:
    """Start setting the second half of a long document's plain paragraphs in a column `width` wide."""
    paragraphs = [b for b in document.blocks if isinstance(b, nodes.Paragraph)]
    lengths = [len(plain(b.lead)) + len(plain(b.inlines)) for b in paragraphs]
    total = sum(lengths)
    if total < ENOUGH or not has_second_core():
        return ParallelParagraphs()
    passed, wanted = 0, []
    for block, length in zip(paragraphs, lengths, strict=True):
        passed += length
        if passed > _HERE * total and is_plain((*block.lead, *block.inlines)):
            wanted.append(block)
    rows = ForkedCall(lambda: [_rows(block, setter, width) for block in wanted], marshal.dumps, marshal.loads)
    return ParallelParagraphs(wanted, rows.result)


def _rows(block: nodes.Paragraph, setter: Setter, width: int) -> list[tuple[list[tuple[Any, ...]], int, str]]:
    """The set lines of a paragraph as plain tuples."""
    style = setter.sheet.body
    lead = (nodes.Strong(block.lead),) if block.lead else ()
    lines = set_paragraph(setter, spans((*lead, *block.inlines), style, setter, None), style, width, tag=0)
    return [
        ([tuple(item) for item in line.items if isinstance(item, TextRun)], line.width, line.ragged) for line in lines
    ]
