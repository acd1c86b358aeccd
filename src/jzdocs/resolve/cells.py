"""The cells of tables of data that a document uses by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.errors import Location, Report
from jzdocs.facts.cells import Cells
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, inlines, runs_of

_NAME = re.compile(r"\w+(?:\.[\w-]+)+")


def used_cells(document: nodes.Document, cells: Cells, report: Report) -> dict[str, nodes.Fact]:
    """The cells that charts, key figures, texts and formulas name, by every name that is used, in the order of their
    tables. One without a number is an error."""
    found: dict[str, nodes.Fact] = {}
    if not document.data:
        return found
    for text, at in _mentions(document):
        for name in _NAME.findall(text):
            if name in found or not cells.owns(name) or (fact := cells.fact(name)) is None:
                continue
            found[name] = fact
            if fact.value is None:
                if fact.text:
                    held, hint = message("reason.quoted", text=fact.text), message("hint.another_cell")
                else:
                    held, hint = message("reason.nothing"), message("hint.formula_without_result")
                report.error(at, "F005", place=fact.at, held=held, hint=hint)
    tables = list(document.data)
    return dict(
        sorted(
            found.items(),
            key=lambda item: (tables.index(item[0].partition(".")[0]), item[1].at.line, item[1].at.column),
        )
    )


def _mentions(document: nodes.Document) -> Iterator[tuple[str, Location]]:
    """Every place that may name a figure."""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure):
            yield block.alt, block.at
            if isinstance(block.content, nodes.Chart):
                for panel in block.content.panels:
                    for row in panel.rows:
                        yield from ((value.raw, value.at) for value in row.values)
                        yield row.detail, row.at
        elif isinstance(block, nodes.KeyFigures):
            yield from ((card.figure.raw, card.figure.at) for group in block.groups for card in group.cards)
        for run in runs_of(block):
            yield from _of_run(run)
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            yield from _of_run(paragraph.inlines)
    yield from ((item.formula, item.at) for item in document.meta.derived)


def _of_run(run: tuple[nodes.Inline, ...]) -> Iterator[tuple[str, Location]]:
    yield from (
        (i.target, i.at) for i in inlines(run) if isinstance(i, nodes.Reference) and i.target.startswith("fact:")
    )
