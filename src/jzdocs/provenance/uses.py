"""Where the facts are printed: in the text, in charts, among key figures. The list of sources holds page
references to all of these places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.rewrite import map_leaves, rewrite_document_runs
from jzdocs.model.walk import Inlines, Leaf, blocks, leaves, note_runs, runs, traces

SOURCE = "jz-source-"
_FACT, _CARD, _COLLECTED = "jz-fact-", "jz-card-", "jz-key-"


def anchor_facts(document: nodes.Document) -> nodes.Document:
    """Return the document with an anchor for every fact in its text; one that is printed again has a number
    behind its name."""
    counts: dict[str, int] = defaultdict(int)

    def change(leaf: Leaf) -> Leaf:
        if not isinstance(leaf, nodes.FactText):
            return leaf
        counts[leaf.id] += 1
        number = f"~{counts[leaf.id]}" if counts[leaf.id] > 1 else ""
        return replace(leaf, anchor=f"{_FACT}{leaf.id}{number}")

    def rewrite(run: Inlines) -> Inlines:
        return map_leaves(run, change) if any(isinstance(leaf, nodes.FactText) for leaf in leaves(run)) else run

    return rewrite_document_runs(document, rewrite)


def own_anchor(name: str) -> str:
    """Return the anchor of the place where a fact is marked."""
    return f"{_FACT}{name}"


def card_anchor(card: nodes.Card, *, collected: bool) -> str:
    """Return the anchor of a key figure, in a strip or on the collected page; "" where it is bound to no figure."""
    return f"{_COLLECTED if collected else _CARD}{card.figure.fact}" if card.figure.fact else ""


def uses(document: nodes.Document) -> Mapping[str, list[str]]:
    """Return for each fact the anchors of the places that print it, in the order of the document."""
    out: dict[str, dict[str, None]] = defaultdict(dict)
    for name, anchor in _places(document):
        out[name][anchor] = None
    return {name: list(anchors) for name, anchors in out.items()}


def block_of_anchors(document: nodes.Document) -> Mapping[str, int]:
    """Return for each anchor of a place that prints a fact the index of the block that it stands in."""
    return {
        anchor: index for index, block in enumerate(blocks(document.blocks)) for _, anchor in _in_block(block, document)
    }


def _places(document: nodes.Document) -> Iterator[tuple[str, str]]:
    for block in blocks(document.blocks):
        yield from _in_block(block, document)
    for run in note_runs(document):
        yield from _of_run(run)


def _in_block(block: nodes.Block, document: nodes.Document) -> Iterator[tuple[str, str]]:
    if isinstance(block, nodes.Figure) and isinstance(block.content, nodes.Chart) and block.id:
        yield from ((name, block.id) for name in _of_chart(block.content, document.facts))
    elif isinstance(block, nodes.Table) and block.id and block.number:
        names = [value.fact for trace in traces(block) for value in trace.values]
        yield from ((name, block.id) for name in names if name in document.facts)
    elif isinstance(block, nodes.KeyFigures):
        yield from _of_cards(block)
    for run in runs(block):
        yield from _of_run(run)


def _of_run(run: Inlines) -> Iterator[tuple[str, str]]:
    yield from ((leaf.id, leaf.anchor) for leaf in leaves(run) if isinstance(leaf, nodes.FactText) and leaf.anchor)


def _of_cards(block: nodes.KeyFigures) -> Iterator[tuple[str, str]]:
    for group in block.groups:
        for card in group.cards:
            if card.figure.fact:
                anchor = card_anchor(card, collected=block.collect)
                yield card.figure.fact, anchor
                if card.upper:
                    yield card.upper, anchor


def _of_chart(chart: nodes.Chart, facts: Mapping[str, nodes.Fact]) -> Iterable[str]:
    """Yield the names of the facts that a chart prints; of a difference, both."""
    for panel in chart.panels:
        for row in panel.rows:
            for value in row.values:
                yield from (name for name in value.fact.split(" ") if name in facts)
    if chart.today and chart.today.fact in facts:
        yield chart.today.fact
