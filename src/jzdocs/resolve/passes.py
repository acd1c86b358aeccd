"""The order in which a document is resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.facts.cells import Cells
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, map_leaves, rewrite_inlines
from jzdocs.provenance.numbers import document_numbers
from jzdocs.provenance.uses import anchored
from jzdocs.resolve.cells import used_cells
from jzdocs.resolve.derived import derive
from jzdocs.resolve.facts import Binder, collect
from jzdocs.resolve.lists import fill_lists
from jzdocs.resolve.numbering import number_document
from jzdocs.resolve.official import in_order, normalised_official
from jzdocs.resolve.punctuation import normalise, plain_normalised
from jzdocs.resolve.references import resolve_references, targets
from jzdocs.style.stylesheet import Stylesheet


def resolve(document: nodes.Document, sheet: Stylesheet, report: Report) -> nodes.Document:
    """Make a read document ready for the writers: nothing in it refers to anything unresolved afterwards."""
    if sheet.normalise:
        document = _normalised(document)
    document = replace(document, blocks=in_order(tuple(_headings_spaced(b) for b in document.blocks)))
    document = replace(document, blocks=tuple(_pair_halves(tuple(_needed_breaks(document.blocks, sheet)))))
    document = number_document(document, [h.numbering for h in sheet.headings], report)
    cells = Cells(document.data)
    drawn = used_cells(document, cells, report)
    known = collect(document, report) | drawn
    known |= derive(document.meta, known, report, cells)
    document = replace(document, facts=_by_id(known))
    binder = Binder(known, report, lambda: tuple(one.figure for one in document_numbers(document)), cells)
    document = replace(document, blocks=tuple(_bind(b, binder) for b in document.blocks))
    document = resolve_references(document, targets(document, report), known, report, cells)
    # once more, quietly: sentences now hold the texts of their references
    known = collect(document, Report()) | drawn
    known |= derive(document.meta, known, Report())
    return fill_lists(anchored(replace(document, facts=_by_id(known))))


def _by_id(known: Mapping[str, nodes.Fact]) -> dict[str, nodes.Fact]:
    """Each figure once: a cell of a table may be known by several names."""
    return {fact.id: fact for fact in known.values()}


def _normalised(document: nodes.Document) -> nodes.Document:
    meta = document.meta
    meta = replace(
        meta,
        title=plain_normalised(meta.title),
        subtitle=plain_normalised(meta.subtitle),
        issuer=tuple(plain_normalised(i) for i in meta.issuer),
        official=normalised_official(meta.official),
    )
    notes = {k: tuple(replace(p, inlines=normalise(p.inlines)) for p in v) for k, v in document.notes.items()}
    return replace(
        document, meta=meta, blocks=tuple(rewrite_inlines(b, normalise) for b in document.blocks), notes=notes
    )


def _headings_spaced(block: nodes.Block) -> nodes.Block:
    """Two phrases of a heading that a space parts keep a whole em between them, where a line may break."""
    if not isinstance(block, nodes.Heading):
        return block

    def change(inline: nodes.Inline) -> nodes.Inline:
        return (
            replace(inline, text=inline.text.replace(" ", "\u3000"))
            if isinstance(inline, nodes.Text) and not inline.text.isascii()
            else inline
        )

    spaced: Inlines = map_leaves(block.inlines, change)
    return replace(block, inlines=spaced)


def _needed_breaks(blocks: tuple[nodes.Block, ...], sheet: Stylesheet) -> Iterator[nodes.Block]:
    """Leave out page breaks before what opens a page anyway, and at the end."""
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        opens = isinstance(following, nodes.Heading) and sheet.heading(following.level).page_break
        if isinstance(block, nodes.PageBreak) and (
            opens or following is None or isinstance(following, nodes.PageBreak)
        ):
            continue
        yield block


def _pair_halves(blocks: tuple[nodes.Block, ...]) -> Iterator[nodes.Block]:
    """Two half-width figures that follow one another stand side by side."""
    waiting: nodes.Figure | None = None
    for block in blocks:
        half = isinstance(block, nodes.Figure) and block.width == "half"
        if half and waiting is not None:
            assert isinstance(block, nodes.Figure)
            yield nodes.FigureRow((waiting, block), waiting.at)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if half:
            assert isinstance(block, nodes.Figure)
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _bind(block: nodes.Block, binder: Binder) -> nodes.Block:
    match block:
        case nodes.Figure():
            return binder.figure(block)
        case nodes.FigureRow():
            first, second = block.figures
            return replace(block, figures=(binder.figure(first), binder.figure(second)))
        case nodes.KeyFigures():
            groups = tuple(replace(g, cards=tuple(binder.card(c) for c in g.cards)) for g in block.groups)
            return replace(block, groups=groups)
        case nodes.Columns():
            return replace(block, blocks=tuple(_bind(b, binder) for b in block.blocks))
        case _:
            return block
