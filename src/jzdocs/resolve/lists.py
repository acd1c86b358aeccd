"""Lists made from the document: contents, list of figures and tables, collected key figures, the list of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks
from jzdocs.model.walk import blocks, headings, plain
from jzdocs.provenance.uses import SOURCE, block_of_anchors, own_anchor, uses


def formula_number(block: nodes.DisplayFormula) -> str:
    """Return the printed number of a formula, "" for none: its author's (\\tag), or that of its order."""
    from jzdocs.formula.parser import parse  # only documents with formulas pay for it

    tag = parse(block.latex).tag
    return f"({tag})" if tag else f"({block.number})" if block.number else ""


def fill_sources(document: nodes.Document) -> nodes.Document:
    """Return the document with its lists of sources filled; one that would be empty, or that the
    front matter does not ask for, is left out."""

    def fill(block: nodes.Block) -> nodes.Block | None:
        if not isinstance(block, nodes.Sources):
            return block
        if not has_sources:
            return None
        return replace(block, table=sources_table(document, places=block.places or kind == "places"))

    kind = document.meta.source_list
    has_sources = kind != "none" and (bool(document.facts) or any(_data_tables(document)))
    return replace(document, blocks=map_blocks(document.blocks, fill))


def fill_lists(document: nodes.Document) -> nodes.Document:
    """Return the document with contents, lists of figures and collected key figures filled; lists of figures and key
    figures that would be empty are left out."""
    figures = tuple(_figure_entries(document))
    groups = tuple(
        group
        for block in blocks(document.blocks)
        if isinstance(block, nodes.KeyFigures) and not block.collect
        for group in block.groups
    )

    collected = any(isinstance(block, nodes.KeyFigures) and block.collect for block in blocks(document.blocks))
    heads = {plain(heading.inlines) for heading in headings(document)}

    def with_title(group: nodes.CardGroup) -> nodes.CardGroup:
        """Return a group with its title above the strip, unless the collected page or a heading says it."""
        return replace(group, titled=bool(group.title) and not collected and group.title not in heads)

    def fill(block: nodes.Block) -> nodes.Block | None:
        if isinstance(block, nodes.Contents):
            return replace(block, entries=tuple(_heading_entries(document, block.depth)))
        if isinstance(block, nodes.FigureList):
            return replace(block, entries=figures) if figures else None
        if isinstance(block, nodes.KeyFigures):
            if block.collect:
                return replace(block, groups=groups) if groups else None
            return replace(block, groups=tuple(map(with_title, block.groups)))
        return block

    return replace(document, blocks=map_blocks(document.blocks, fill))


def heading_text(heading: nodes.Heading) -> str:
    """Return a heading with its number, as the contents and the bookmarks print it."""
    return heading.number + plain(heading.inlines)


def _heading_entries(document: nodes.Document, depth: int) -> Iterator[nodes.Entry]:
    for heading in headings(document):
        if heading.level <= depth:
            yield nodes.Entry(heading.level, heading_text(heading), heading.id)


def _figure_entries(document: nodes.Document) -> Iterator[nodes.Entry]:
    """Yield figures first, then tables, each in their order: Word lists them by two fields."""
    numbered = [b for b in blocks(document.blocks) if isinstance(b, nodes.Figure | nodes.Table) and b.number]
    for kind in (nodes.Figure, nodes.Table):
        yield from (nodes.Entry(1, caption_text(b), b.id) for b in numbered if isinstance(b, kind))


def caption_label(block: nodes.Figure | nodes.Table) -> str:
    """Return 图3 or 表2."""
    return f"{'图' if isinstance(block, nodes.Figure) else '表'}{block.number}"


def caption_text(block: nodes.Figure | nodes.Table) -> str:
    """Return the whole caption: 图3　再生水利用率（%）."""
    unit = f"（{block.unit}）" if block.unit else ""
    return f"{caption_label(block)}　{plain(block.title)}{unit}"


# --- the list of sources
# ------------------------------------------------------------------------------------------------------------------


def sources_table(document: nodes.Document, *, places: bool = False) -> nodes.Table:
    """Return the list of sources: the facts with their sentence, one row a sentence, in the order of the text; then the
    tables of data that are printed whole. With `places` a column says in which file and line they stand; without, only
    cells of data have a place, as they have no sentence."""
    rows: list[tuple[nodes.Cell, ...]] = []
    printed, places_of = uses(document), block_of_anchors(document)
    for (_, sentence), group in groupby(document.facts.values(), key=lambda fact: (fact.section, fact.sentence)):
        facts = list(group)
        texts = "；".join(fact.text for fact in facts)
        own = [own_anchor(fact.id) for fact in facts]
        here = set(own)
        others = [anchor for fact in facts for anchor in printed.get(fact.id, ()) if anchor not in here]
        # what stands between a sentence's first and last fact is on no other page
        pages = dict.fromkeys((own[0], own[-1], *others))
        rows.append(
            (
                nodes.Cell((nodes.Text(texts),), anchors=tuple(f"{SOURCE}{fact.id}" for fact in facts)),
                nodes.Cell((nodes.Text(sentence),)),
                *([nodes.Cell((nodes.Text(_place(facts)),))] if places else []),
                nodes.Cell(tuple(nodes.PageRef(anchor, block=places_of.get(anchor, -1)) for anchor in pages)),
            )
        )
    rows += [_data_table_row(table, document.data[table.data], places=places) for table in _data_tables(document)]
    titles = ("数字", "原句", *(("位置",) if places else ()), "见于页")
    widths = (3.0, 7.4, 2.5, 1.3) if places else (4.8, 8.1, 1.3)
    head = (tuple(nodes.Cell((nodes.Text(text),)) for text in titles),)
    align: list[nodes.Align] = ["left"] * len(titles)
    return nodes.Table("", head, tuple(rows), tuple(align), widths, small=True)


def _data_tables(document: nodes.Document) -> Iterator[nodes.Table]:
    """Yield the tables that print a table of data whole."""
    yield from (block for block in blocks(document.blocks) if isinstance(block, nodes.Table) and block.data)


def _place(facts: Sequence[nodes.Fact]) -> str:
    """Return where facts of one sentence stand: file and line, or table, sheet and cells."""
    at = facts[0].at
    if frame := facts[0].frame:
        columns = "、".join(dict.fromkeys(fact.frame.column for fact in facts if fact.frame))
        return f"{frame.table} {frame.row_name or frame.row}·{columns}"
    name = at.path.rsplit("/", 1)[-1]
    if not at.cell:
        return f"{name}:{at.line}" if at.line else at.path
    sheet = at.cell.rpartition("!")[0]
    return f"{name} {sheet}{'!' if sheet else ''}{'、'.join(fact.at.cell.rpartition('!')[2] for fact in facts)}"


def _data_table_row(table: nodes.Table, data: nodes.DataTable, *, places: bool) -> tuple[nodes.Cell, ...]:
    """Return the row of a table of data that is printed whole: its number, its title, the cells it is made of."""
    first, last = data.head[0].at, (data.rows[-1] if data.rows else data.head)[-1].at
    place = f"{first.path.rsplit('/', 1)[-1]} {first.cell}:{last.cell.rpartition('!')[2]}"
    texts = (caption_label(table), plain(table.title), *((place,) if places else ()))
    return (*(nodes.Cell((nodes.Text(text),)) for text in texts), nodes.Cell((nodes.PageRef(table.id),)))


def distinct_pages(inlines: Iterable[nodes.Inline], page_of: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return (page number, target) of the page references among `inlines`, each page once, in the order of pages."""
    targets: dict[str, str] = {}
    for inline in inlines:
        if isinstance(inline, nodes.PageRef) and (number := page_of(inline.target)):
            targets.setdefault(number, inline.target)
    return sorted(targets.items(), key=lambda item: (item[0].isdecimal(), int(item[0]) if item[0].isdecimal() else 0))
