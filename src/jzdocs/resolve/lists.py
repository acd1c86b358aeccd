"""Lists made from the document: contents, list of figures and tables, collected key figures, the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from jzdocs.model import nodes as n
from jzdocs.model.walk import blocks, plain


def fill_lists(document: n.Document) -> n.Document:
    """Fill every list that stands in the document."""
    headings = tuple(b for b in document.blocks if isinstance(b, n.Heading))
    cards = tuple(g for b in document.blocks if isinstance(b, n.KeyFigures) and not b.collect for g in b.groups)

    def fill(block: n.Block) -> Iterator[n.Block]:
        match block:
            case n.Contents():
                yield replace(block, entries=tuple(_heading_entries(headings, block.depth, document)))
            case n.FigureList():
                entries = tuple(_figure_entries(document))
                if entries:
                    yield replace(block, entries=entries)
            case n.KeyFigures(collect=True):
                if cards:
                    yield replace(block, groups=cards)
            case n.Sources():
                if document.facts:
                    yield replace(block, table=sources_table(document))
            case _:
                yield block

    return replace(document, blocks=tuple(out for b in document.blocks for out in fill(b)))


def heading_text(heading: n.Heading) -> str:
    """A heading with its number, as the contents and the outline print it."""
    return heading.number + plain(heading.inlines)


def _heading_entries(headings: Iterable[n.Heading], depth: int, document: n.Document) -> Iterator[n.Entry]:
    for heading in headings:
        if heading.level <= depth:
            yield n.Entry(heading.level, heading_text(heading), heading.id)
    if any(isinstance(b, n.Sources) for b in document.blocks) and document.facts:
        source = next(b for b in document.blocks if isinstance(b, n.Sources))
        yield n.Entry(1, source.title, SOURCES_ID)


SOURCES_ID = "jz-sources"


def _figure_entries(document: n.Document) -> Iterator[n.Entry]:
    """Figures first, then tables, each in their order: Word lists them by two fields."""
    numbered = [b for b in blocks(document.blocks) if isinstance(b, n.Figure | n.Table) and b.number]
    for kind in (n.Figure, n.Table):
        yield from (n.Entry(1, caption_text(b), b.id) for b in numbered if isinstance(b, kind))


def caption_label(block: n.Figure | n.Table) -> str:
    """图3 or 表2."""
    return f"{'图' if isinstance(block, n.Figure) else '表'}{block.number}"


def caption_text(block: n.Figure | n.Table) -> str:
    """The whole caption: 图3　再生水利用率（%）."""
    unit = f"（{block.unit}）" if block.unit else ""
    return f"{caption_label(block)}　{plain(block.title)}{unit}"


def sources_table(document: n.Document) -> n.Table:
    """Every named figure with its sentence and place, one row a sentence, in the order of the text."""
    rows = []
    for (section, sentence), group in groupby(document.facts.values(), key=lambda f: (f.section, f.sentence)):
        facts = list(group)
        figures = "；".join(f.text for f in facts)
        at = facts[0].at
        place = f"{at.path.rsplit('/', 1)[-1]}:{at.line}" if at.line else at.path
        rows.append(tuple(n.Cell((n.Text(t),)) for t in (figures, sentence, place)))
        del section
    head = (tuple(n.Cell((n.Text(t),)) for t in ("数字", "原句", "位置")),)
    return n.Table("", head, tuple(rows), ("left", "left", "left"), (3.2, 8.3, 2.5), small=True)
