"""Where the named figures are printed: in the text, in charts, in key figures. The list of sources leads to all of
these places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, inlines, map_leaves, rewrite_inlines, runs_of

SOURCE = "jz-source-"
_FACT, _CARD, _COLLECTED = "jz-fact-", "jz-card-", "jz-key-"


def anchored(document: nodes.Document) -> nodes.Document:
    """Every named figure in the text with an anchor of its own; one that is printed again gets a number."""
    counts: dict[str, int] = defaultdict(int)

    def change(inline: nodes.Inline) -> nodes.Inline:
        if not isinstance(inline, nodes.FactText):
            return inline
        counts[inline.id] += 1
        number = f"~{counts[inline.id]}" if counts[inline.id] > 1 else ""
        return replace(inline, anchor=f"{_FACT}{inline.id}{number}")

    def rewrite(run: Inlines) -> Inlines:
        return map_leaves(run, change) if any(isinstance(i, nodes.FactText) for i in inlines(run)) else run

    notes = {k: tuple(replace(p, inlines=rewrite(p.inlines)) for p in v) for k, v in document.notes.items()}
    return replace(document, blocks=tuple(rewrite_inlines(b, rewrite) for b in document.blocks), notes=notes)


def own_anchor(name: str) -> str:
    """The place where a figure is marked."""
    return f"{_FACT}{name}"


def card_anchor(card: nodes.Card, *, collected: bool) -> str:
    """The place of a key figure, in a strip or on the collected page."""
    return f"{_COLLECTED if collected else _CARD}{card.figure.fact}" if card.figure.fact else ""


def uses(document: nodes.Document) -> Mapping[str, list[str]]:
    """For each named figure the anchors of the places that print it, in the order of the document."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, anchor in _places(document):
        if anchor not in found[name]:
            found[name].append(anchor)
    return found


def _places(document: nodes.Document) -> Iterator[tuple[str, str]]:
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Figure) and isinstance(block.content, nodes.Chart) and block.id:
            yield from ((name, block.id) for name in _of_chart(block.content, document.facts))
        elif isinstance(block, nodes.KeyFigures):
            yield from (
                (c.figure.fact, card_anchor(c, collected=block.collect))
                for g in block.groups
                for c in g.cards
                if c.figure.fact
            )
        for run in runs_of(block):
            yield from _of_run(run)
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            yield from _of_run(paragraph.inlines)


def _of_run(run: Inlines) -> Iterator[tuple[str, str]]:
    yield from ((i.id, i.anchor) for i in inlines(run) if isinstance(i, nodes.FactText) and i.anchor)


def _of_chart(chart: nodes.Chart, facts: Mapping[str, nodes.Fact]) -> Iterable[str]:
    """The figures that a chart prints; of a difference, both."""
    for panel in chart.panels:
        for row in panel.rows:
            for value in row.values:
                yield from (name for name in value.fact.split(" ") if name in facts)
