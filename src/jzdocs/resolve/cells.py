"""The cells of tables of data that a document uses by name."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.errors import Location, Report
from jzdocs.facts.cells import Cells
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, leaves, note_runs, runs, traces
from jzdocs.patterns import compiled
from jzdocs.resolve.series_functions import CALL

_NAME = compiled(r"\w+(?:\.[\w-]+)+")


def used_cells(document: nodes.Document, cells: Cells, report: Report) -> dict[str, nodes.Fact]:
    """Return the cells that charts, key figures, texts and formulas name, by every name that is used, in the order of
    their tables. One without a number is an error."""
    facts: dict[str, nodes.Fact] = {}
    if not document.data:
        return facts
    for text, at in _mentions(document):
        for name in _NAME.findall(text):
            if name in facts or not cells.owns(name) or (fact := cells.fact(name)) is None:
                continue
            facts[name] = fact
            if fact.value is None:
                _report_no_number(fact, at, report)
    tables = list(document.data)

    def order(item: tuple[str, nodes.Fact]) -> tuple[int, int, int]:
        name, fact = item
        return tables.index(name.partition(".")[0]), fact.at.line, fact.at.column

    return dict(sorted(facts.items(), key=order))


def _report_no_number(fact: nodes.Fact, at: Location, report: Report) -> None:
    if fact.text:
        held, hint = message("reason.quoted", text=fact.text), message("hint.another_cell")
    else:
        held, hint = message("reason.nothing"), message("hint.formula_without_result")
    report.error(at, "F005", place=fact.at, held=held, hint=hint)


def _mentions(document: nodes.Document) -> Iterator[tuple[str, Location]]:
    """Yield every text that may name a fact, with its place."""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure):
            yield block.alt, block.at
            if isinstance(block.content, nodes.Chart):
                yield from _chart_mentions(block.content)
        elif isinstance(block, nodes.Table):
            yield from ((value.raw, value.at) for trace in traces(block) for value in trace.values)
        elif isinstance(block, nodes.KeyFigures):
            figures = (card.figure for group in block.groups for card in group.cards)
            yield from ((figure.raw, figure.at) for figure in figures if not CALL.fullmatch(figure.raw))
        for run in runs(block):
            yield from _run_mentions(run)
    for run in note_runs(document):
        yield from _run_mentions(run)
    yield from ((CALL.sub("", item.formula), item.at) for item in document.meta.derived)


def _chart_mentions(chart: nodes.Chart) -> Iterator[tuple[str, Location]]:
    for panel in chart.panels:
        for row in panel.rows:
            # of what is computed from a series only the result is a figure of the document
            yield from ((value.raw, value.at) for value in row.values if not CALL.fullmatch(value.raw))
            yield row.detail, row.at
    if chart.today:
        yield chart.today.raw, chart.today.at


def _run_mentions(run: Inlines) -> Iterator[tuple[str, Location]]:
    for leaf in leaves(run):
        if isinstance(leaf, nodes.Reference) and leaf.target.startswith("fact:"):
            yield leaf.target, leaf.at
