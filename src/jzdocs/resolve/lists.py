"""Lists made from the document: contents, list of figures and tables, collected key figures, the list of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.walk import blocks, plain
from jzdocs.provenance.uses import SOURCE, own_anchor, uses


def fill_lists(document: nodes.Document) -> nodes.Document:
    """Fill every list that stands in the document."""
    headings = tuple(b for b in document.blocks if isinstance(b, nodes.Heading))
    cards = tuple(g for b in document.blocks if isinstance(b, nodes.KeyFigures) and not b.collect for g in b.groups)

    def fill(block: nodes.Block) -> Iterator[nodes.Block]:
        match block:
            case nodes.Contents():
                yield replace(block, entries=tuple(_heading_entries(headings, block.depth, document)))
            case nodes.FigureList():
                entries = tuple(_figure_entries(document))
                if entries:
                    yield replace(block, entries=entries)
            case nodes.KeyFigures(collect=True):
                if cards:
                    yield replace(block, groups=cards)
            case nodes.Sources():
                if document.facts or any(isinstance(b, nodes.Table) and b.data for b in blocks(document.blocks)):
                    yield replace(block, table=sources_table(document))
            case _:
                yield block

    return replace(document, blocks=tuple(out for b in document.blocks for out in fill(b)))


def heading_text(heading: nodes.Heading) -> str:
    """A heading with its number, as the contents and the outline print it."""
    return heading.number + plain(heading.inlines)


def _heading_entries(headings: Iterable[nodes.Heading], depth: int, document: nodes.Document) -> Iterator[nodes.Entry]:
    for heading in headings:
        if heading.level <= depth:
            yield nodes.Entry(heading.level, heading_text(heading), heading.id)
    if any(isinstance(b, nodes.Sources) for b in document.blocks) and document.facts:
        source = next(b for b in document.blocks if isinstance(b, nodes.Sources))
        yield nodes.Entry(1, source.title, SOURCES_ID)


SOURCES_ID = "jz-sources"


def _figure_entries(document: nodes.Document) -> Iterator[nodes.Entry]:
    """Figures first, then tables, each in their order: Word lists them by two fields."""
    numbered = [b for b in blocks(document.blocks) if isinstance(b, nodes.Figure | nodes.Table) and b.number]
    for kind in (nodes.Figure, nodes.Table):
        yield from (nodes.Entry(1, caption_text(b), b.id) for b in numbered if isinstance(b, kind))


def caption_label(block: nodes.Figure | nodes.Table) -> str:
    """图3 or 表2."""
    return f"{'图' if isinstance(block, nodes.Figure) else '表'}{block.number}"


def caption_text(block: nodes.Figure | nodes.Table) -> str:
    """The whole caption: 图3　再生水利用率（%）."""
    unit = f"（{block.unit}）" if block.unit else ""
    return f"{caption_label(block)}　{plain(block.title)}{unit}"


def sources_table(document: nodes.Document) -> nodes.Table:
    """Every named figure with its sentence and place, one row a sentence, in the order of the text."""
    rows: list[tuple[nodes.Cell, ...]] = []
    printed = uses(document)
    for (section, sentence), group in groupby(document.facts.values(), key=lambda f: (f.section, f.sentence)):
        facts = list(group)
        figures = "；".join(f.text for f in facts)
        own = [
            own_anchor(fact.id) for fact in facts
        ]  # what stands between a sentence's first and last figure is on no other page
        pages = dict.fromkeys(
            (own[0], own[-1], *(a for fact in facts for a in printed.get(fact.id, ()) if a not in own))
        )
        first = nodes.Cell((nodes.Text(figures),), anchors=tuple(f"{SOURCE}{fact.id}" for fact in facts))
        rows.append(
            (
                first,
                nodes.Cell((nodes.Text(sentence),)),
                nodes.Cell((nodes.Text(_place(facts)),)),
                nodes.Cell(tuple(nodes.PageRef(a) for a in pages)),
            )
        )
        del section
    rows += [
        _whole(block, document.data[block.data])
        for block in blocks(document.blocks)
        if isinstance(block, nodes.Table) and block.data
    ]
    head = (tuple(nodes.Cell((nodes.Text(t),)) for t in ("数字", "原句", "位置", "见于页")),)
    return nodes.Table("", head, tuple(rows), ("left", "left", "left", "left"), (3.0, 7.4, 2.5, 1.3), small=True)


def _place(facts: Sequence[nodes.Fact]) -> str:
    """Where figures of one sentence stand: file and line, or table, sheet and cells."""
    at = facts[0].at
    name = at.path.rsplit("/", 1)[-1]
    if not at.cell:
        return f"{name}:{at.line}" if at.line else at.path
    sheet = at.cell.rpartition("!")[0]
    return f"{name} {sheet}{'!' if sheet else ''}{'、'.join(fact.at.cell.rpartition('!')[2] for fact in facts)}"


def _whole(table: nodes.Table, data: nodes.DataTable) -> tuple[nodes.Cell, ...]:
    """The row of a table of data that is printed whole."""
    first, last = data.head[0].at, (data.rows[-1] if data.rows else data.head)[-1].at
    place = f"{first.path.rsplit('/', 1)[-1]} {first.cell}:{last.cell.rpartition('!')[2]}"
    texts = (caption_label(table), plain(table.title), place)
    return (*(nodes.Cell((nodes.Text(t),)) for t in texts), nodes.Cell((nodes.PageRef(table.id),)))


def distinct_pages(inlines: Iterable[nodes.Inline], page_of: Callable[[str], str]) -> list[tuple[str, str]]:
    """(page number, target) of the page references of a cell, each page once, in the order of pages."""
    found: dict[str, str] = {}
    for inline in inlines:
        if isinstance(inline, nodes.PageRef) and (number := page_of(inline.target)):
            found.setdefault(number, inline.target)
    return sorted(found.items(), key=lambda item: (item[0].isdecimal(), int(item[0]) if item[0].isdecimal() else 0))
