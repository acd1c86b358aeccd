"""The charts that the text of a resolved document suits, with the places of their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from jzdocs.messages.message import Message
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, placed_leaves, plain, sentence_runs
from jzdocs.proposals.charts import Kind, propose_charts
from jzdocs.proposals.passages import Figure, Passage
from jzdocs.provenance.numbers import PlacedNumber, document_numbers
from jzdocs.provenance.statements import Statement


class Proposal(Struct, frozen=True):
    """A chart that is proposed: its kind, a title, the reason for the kind, its numbers with their labels, the names of
    the series, and warnings."""

    kind: Kind
    title: str
    reason: Message
    numbers: tuple[PlacedNumber, ...]
    labels: tuple[str, ...]
    series: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = ()


class _Section(Struct, frozen=True):
    """The headings above a text: the one of the first level, the nearest one, and how many were before it."""

    part: str
    heading: str
    number: int


def proposals(document: nodes.Document) -> Iterator[Proposal]:
    """Yield the proposals for a document in the order of its text: its paragraphs and lists are read, no tables, notes
    or captions."""
    sections = _sections(document)
    placed: dict[tuple[int, int], PlacedNumber] = {}
    orders: dict[object, int] = {}
    figures: list[Figure] = []
    for number in document_numbers(document):
        section = sections.get(number.statement.key)
        if section is None:
            continue
        order = orders.setdefault(number.statement.key, len(orders))
        text = number.statement.prose
        passage = Passage(text, order, section.part, section.heading, section.number)
        figures.append(Figure(number.number, number.id or f"#{len(figures)}", passage))
        placed[figures[-1].key] = number
    for chart in propose_charts(figures):
        yield Proposal(
            chart.kind,
            chart.title,
            chart.reason,
            tuple(placed[figure.key] for figure in chart.figures),
            tuple(row.label for row in chart.rows for _ in row.figures),
            chart.series,
            chart.warnings,
        )


def _sections(document: nodes.Document) -> dict[object, _Section]:
    """Return the section of each paragraph and each item of a list, by the key of its statement."""
    found: dict[object, _Section] = {}
    part = heading = ""
    number = 0
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading):
            heading, number = block.number + plain(block.inlines), number + 1
            part = heading if block.level == 1 else part
        elif not isinstance(block, nodes.Sources | nodes.KeyFigures | nodes.Table | nodes.Figure):
            for run in sentence_runs(block):
                found[Statement("", plain(run), list(placed_leaves(run))).key] = _Section(part, heading, number)
    return found
