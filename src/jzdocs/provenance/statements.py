"""Statements: the texts in which numbers are read, with the section and the leaves of each.

A statement is a heading, a paragraph with its run-in heading, a cell, a note or a caption. Facts of a table's
body are read in their whole row instead (“title：cell，cell”), since a cell alone does not say what it measures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.errors import NOWHERE, Location
from jzdocs.facts.reading import context_period
from jzdocs.facts.sentences import sentence_at
from jzdocs.model import nodes
from jzdocs.model.walk import (
    BLOT,
    Inlines,
    Leaf,
    blocks,
    leaves,
    note_runs,
    placed_leaves,
    plain,
    plain_leaf,
    sentence_runs,
)
from jzdocs.project import named_kind

_NO_STATEMENTS = (nodes.Sources, nodes.KeyFigures, nodes.Figure)


class Statement(Struct, frozen=True):
    """A text in which numbers are read.

    `leaves` are (start, leaf) in the order of the text, starts counted in characters; `section` is the heading above
    it, with its number; `period` is that which holds where the text names none; `whole` where it is one sentence as it
    stands.
    """

    section: str
    text: str
    leaves: Sequence[tuple[int, Leaf]]
    period: str | None = None
    whole: bool = False

    @property
    def prose(self) -> str:
        """The text with formulas blotted out."""
        text = self.text
        for start, leaf in self.leaves:
            if isinstance(leaf, nodes.Formula):
                length = len(plain_leaf(leaf))
                text = text[:start] + BLOT * length + text[start + length :]
        return text

    @property
    def key(self) -> tuple[Location, str]:
        """What distinguishes it from all other statements of its document."""
        return (self.leaves[0][1].at if self.leaves else NOWHERE), self.text

    def sentence(self, start: int) -> str:
        """Return the sentence that holds the character at `start`."""
        return self.text if self.whole else sentence_at(self.text, start)

    def leaf_at(self, start: int) -> tuple[int, Leaf]:
        """Return the leaf that holds the character at `start`, with where the leaf begins."""
        return self.leaves[bisect_right(self.leaves, start, key=lambda placed: placed[0]) - 1]


class _Section(Struct, frozen=True):
    """A part of a document: the heading above, with its number, and the period that holds below it."""

    title: str = ""
    period: str | None = None


class MarkedFact(Struct, frozen=True):
    """A fact where its author marked it: its statement, and where it begins in the statement's text."""

    inline: nodes.FactText
    statement: Statement
    start: int


def document_statements(document: nodes.Document) -> Iterator[Statement]:
    """Yield the statements of a document in the order of the text, footnotes last. Lists of sources and key figures
    repeat what other statements say and are left out; so are the charts that jzdocs itself proposed for a plain text:
    their titles are no sentences of the author's."""
    left_out = (nodes.Sources, nodes.KeyFigures) if _is_own_markdown(document) else _NO_STATEMENTS
    section = _Section()
    for section, block in _sections(document):
        if not isinstance(block, left_out) or _is_picture(block):
            yield from (_statement(section, run) for run in sentence_runs(block) if run)
    yield from (_statement(section, run) for run in note_runs(document))


def marked_facts(document: nodes.Document) -> Iterator[MarkedFact]:
    """Yield the facts where they are marked, in the order of the text, footnotes last. A name that is given
    twice comes twice."""
    section = _Section()
    for section, block in _sections(document):
        if isinstance(block, nodes.Table):
            yield from _facts_of_table(block, section)
        else:
            for run in sentence_runs(block):
                yield from _facts_of_run(run, section)
    for run in note_runs(document):
        yield from _facts_of_run(run, section)


def _sections(document: nodes.Document) -> Iterator[tuple[_Section, nodes.Block]]:
    """Yield every block with its section: the heading above it, or its own text where it is a heading."""
    above: list[tuple[int, str]] = []
    section = _Section(period=context_period(document.meta.title, ()))
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading):
            above = [(level, title) for level, title in above if level < block.level]
            above.append((block.level, plain(block.inlines)))
            period = context_period(document.meta.title, [title for _, title in above])
            section = _Section(_heading_text(block), period)
        yield section, block


def _heading_text(heading: nodes.Heading) -> str:
    return heading.number + plain(heading.inlines)


def _is_own_markdown(document: nodes.Document) -> bool:
    """Whether an author wrote a document's Markdown, and it was not made from another file."""
    return named_kind(Path(document.at.path)) in ("markdown", "template", None)


def _is_picture(block: nodes.Block) -> bool:
    return isinstance(block, nodes.Figure) and isinstance(block.content, nodes.Picture)


def _statement(section: _Section, run: Inlines) -> Statement:
    return Statement(section.title, plain(run), list(placed_leaves(run)), section.period)


def _facts_of_run(run: Inlines, section: _Section) -> Iterator[MarkedFact]:
    if any(_is_marked(leaf) for leaf in leaves(run)):
        yield from _facts_of(_statement(section, run))


def _facts_of(statement: Statement) -> Iterator[MarkedFact]:
    for start, leaf in statement.leaves:
        if isinstance(leaf, nodes.FactText) and not leaf.use:
            yield MarkedFact(leaf, statement, start)


def _facts_of_table(table: nodes.Table, section: _Section) -> Iterator[MarkedFact]:
    for run in (table.title, *(cell.inlines for row in table.head for cell in row)):
        yield from _facts_of_run(run, section)
    for row in table.body:
        if any(_is_marked(leaf) for cell in row for leaf in leaves(cell.inlines)):
            yield from _facts_of(_row_statement(table, row, section))
    for run in table.notes:
        yield from _facts_of_run(run, section)


def _row_statement(table: nodes.Table, row: Sequence[nodes.Cell], section: _Section) -> Statement:
    """Return a row as one sentence: the table's title, then the cells that are not empty."""
    title = plain(table.title)
    text = f"{title}：" if title else ""
    placed: list[tuple[int, Leaf]] = []
    separator = ""
    for cell in row:
        if plain(cell.inlines):
            text += separator
            separator = "，"
            for leaf in leaves(cell.inlines):
                placed.append((len(text), leaf))
                text += plain_leaf(leaf)
    return Statement(section.title, text, placed, section.period, whole=True)


def _is_marked(leaf: Leaf) -> bool:
    return isinstance(leaf, nodes.FactText) and not leaf.use
