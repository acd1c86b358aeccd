"""Long documents: a forked process sets the plain paragraphs of the second half while this one sets the first half.

Paragraphs do not depend on one another, only pages do. So a child, forked when everything is resolved, sets paragraphs
and sends back finished lines. Nobody waits for it until the first of its paragraphs is needed; where it fails (or there
is no fork, or only one core), this process sets them: the lines are the same.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jzdocs.frames import Mark, TextRun
from jzdocs.layout.lines import Line
from jzdocs.layout.run_in import paragraph_spans
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import is_plain
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.workers import ForkedCall, has_second_core

# characters: for shorter documents the fork costs more than it saves
ENOUGH = 150_000
# the share of the text that is set here; the child's is smaller, as its lines must be packed and unpacked
_OWN_SHARE = 0.52


class ParallelParagraphs:
    """The lines of paragraphs that another process sets; `rows` waits for it, and returns what it sent."""

    def __init__(self, paragraphs: Sequence[nodes.Paragraph] = (), rows: Callable[[], Sequence[Any]] = tuple) -> None:
        self._identities = {id(paragraph) for paragraph in paragraphs}
        self._paragraphs, self._rows = paragraphs, rows
        self._received: Mapping[int, Any] | None = None

    def lines(self, block: nodes.Paragraph, tag: int) -> list[Line] | None:
        """Return the lines of a paragraph, as parts of the element `tag`; None where this process must set them."""
        if id(block) not in self._identities:
            return None
        if self._received is None:
            pairs = zip(self._paragraphs, self._rows(), strict=True)
            self._received = {id(paragraph): rows for paragraph, rows in pairs}
        return [Line(_items(runs, tag), width, (), ragged) for runs, width, ragged in self._received[id(block)]]


def _items(runs: Sequence[tuple[Any, ...]], tag: int) -> tuple[Mark | TextRun, ...]:
    mark = Mark(tag)
    return tuple(item for run in runs for item in (mark, TextRun._make(run)))


def set_in_parallel(document: nodes.Document, setter: Setter, width: int) -> ParallelParagraphs:
    """Start to set the plain paragraphs of a long document's second half in a column `width` wide (EMU)."""
    paragraphs = [b for b in document.blocks if isinstance(b, nodes.Paragraph)]
    lengths = [len(plain(b.lead)) + len(plain(b.inlines)) for b in paragraphs]
    total = sum(lengths)
    if total < ENOUGH or not has_second_core():
        return ParallelParagraphs()
    passed, second_half = 0, []
    for block, length in zip(paragraphs, lengths, strict=True):
        passed += length
        if passed > _OWN_SHARE * total and is_plain((*block.lead, *block.inlines)):
            second_half.append(block)
    rows = ForkedCall(lambda: [_rows(block, setter, width) for block in second_half], marshal.dumps, marshal.loads)
    return ParallelParagraphs(second_half, rows.result)


def _rows(block: nodes.Paragraph, setter: Setter, width: int) -> list[tuple[list[tuple[Any, ...]], int, str]]:
    """Return the set lines of a paragraph as plain tuples, which `marshal` can carry: runs, width, ragged text."""
    style = setter.sheet.body
    lines = set_paragraph(setter, paragraph_spans(block, style, setter, None), style, width, tag=0)
    return [
        ([tuple(item) for item in line.items if isinstance(item, TextRun)], line.width, line.ragged) for line in lines
    ]
