"""Going over a document: every block, every inline, the plain text, and rewriting inlines wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.model import nodes

Inlines = tuple[nodes.Inline, ...]
Rewrite = Callable[[Inlines], Inlines]


def plain(inlines: Iterable[nodes.Inline]) -> str:
    """The characters of `inlines` as a reader sees them; footnote marks are left out."""
    return "".join(_plain(i) for i in inlines)


def _plain(inline: nodes.Inline) -> str:
    match inline:
        case nodes.Text() | nodes.Code() | nodes.FactText() | nodes.Reference():
            return inline.text
        case nodes.Strong() | nodes.Emphasis() | nodes.Script() | nodes.Link():
            return plain(inline.children)
        case nodes.Ruby():
            return inline.base
        case nodes.NoteRef() | nodes.PageRef():
            return ""
        case nodes.Break():
            return " "
        case _:
            assert_never(inline)


def inlines(of: Iterable[nodes.Inline]) -> Iterator[nodes.Inline]:
    """Every inline in `of`, outer before inner."""
    for inline in of:
        yield inline
        if isinstance(inline, nodes.Strong | nodes.Emphasis | nodes.Script | nodes.Link):
            yield from inlines(inline.children)


def blocks(of: Iterable[nodes.Block]) -> Iterator[nodes.Block]:
    """Every block in `of`, outer before inner."""
    for block in of:
        yield block
        if isinstance(block, nodes.Quote | nodes.Columns):
            yield from blocks(block.blocks)
        elif isinstance(block, nodes.List):
            for item in block.items:
                yield from blocks(item.blocks)
        elif isinstance(block, nodes.FigureRow):
            yield from block.figures
        elif isinstance(block, nodes.Sources) and block.table is not None:
            yield block.table


def runs_of(block: nodes.Block) -> Iterator[Inlines]:
    """The sequences of inlines that belong to `block` itself (not to blocks inside it), in reading order."""
    match block:
        case nodes.Heading():
            yield block.inlines
        case nodes.Paragraph():
            yield from (r for r in (block.lead, block.inlines) if r)
        case nodes.Table():
            yield block.title
            for row in (*block.head, *block.body):
                yield from (cell.inlines for cell in row)
            yield from block.notes
        case nodes.Figure():
            yield block.title
            yield from block.notes
        case nodes.KeyFigures():
            for group in block.groups:
                for card in group.cards:
                    yield card.label
                    yield card.context
        case _:
            return


def rewrite_inlines(block: nodes.Block, change: Rewrite) -> nodes.Block:
    """The block with `change` applied to every sequence of inlines in it and in the blocks inside it."""
    match block:
        case nodes.Heading():
            return replace(block, inlines=change(block.inlines))
        case nodes.Paragraph():
            return rewrite_paragraph(block, change)
        case nodes.List():
            items = tuple(replace(i, blocks=rewrite_blocks(i.blocks, change)) for i in block.items)
            return replace(block, items=items)
        case nodes.Quote() | nodes.Columns():
            return replace(block, blocks=rewrite_blocks(block.blocks, change))
        case nodes.Table():
            return rewrite_table(block, change)
        case nodes.Figure():
            return rewrite_figure(block, change)
        case nodes.FigureRow():
            first, second = block.figures
            return replace(block, figures=(rewrite_figure(first, change), rewrite_figure(second, change)))
        case nodes.KeyFigures():
            return replace(block, groups=tuple(_rewrite_group(g, change) for g in block.groups))
        case nodes.Sources():
            return replace(block, table=rewrite_table(block.table, change)) if block.table else block
        case (
            nodes.CodeBlock()
            | nodes.Cover()
            | nodes.TitleBlock()
            | nodes.Contents()
            | nodes.FigureList()
            | nodes.PageBreak()
            | nodes.ThematicBreak()
        ):
            return block
        case nodes.OfficialPart() | nodes.Attachment():
            return block
        case _:
            assert_never(block)


def rewrite_blocks(of: tuple[nodes.Block, ...], change: Rewrite) -> tuple[nodes.Block, ...]:
    """`rewrite_inlines` over a sequence of blocks."""
    return tuple(rewrite_inlines(block, change) for block in of)


def rewrite_paragraph(block: nodes.Paragraph, change: Rewrite) -> nodes.Paragraph:
    """A paragraph with its inlines rewritten."""
    return replace(block, inlines=change(block.inlines), lead=change(block.lead) if block.lead else ())


def rewrite_figure(block: nodes.Figure, change: Rewrite) -> nodes.Figure:
    """A figure with title and notes rewritten."""
    return replace(block, title=change(block.title), notes=tuple(change(note) for note in block.notes))


def rewrite_table(block: nodes.Table, change: Rewrite) -> nodes.Table:
    """A table with title, cells and notes rewritten."""

    def row(cells: tuple[nodes.Cell, ...]) -> tuple[nodes.Cell, ...]:
        return tuple(replace(cell, inlines=change(cell.inlines)) for cell in cells)

    return replace(
        block,
        title=change(block.title),
        head=tuple(row(r) for r in block.head),
        body=tuple(row(r) for r in block.body),
        notes=tuple(change(note) for note in block.notes),
    )


def _rewrite_group(group: nodes.CardGroup, change: Rewrite) -> nodes.CardGroup:
    cards = tuple(replace(c, label=change(c.label), context=change(c.context)) for c in group.cards)
    return replace(group, cards=cards)


def map_leaves(of: Inlines, change: Callable[[nodes.Inline], nodes.Inline | Inlines]) -> Inlines:
    """Rewrite inlines from the inside out: containers keep their kind, leaves become what `change` returns."""
    out: list[nodes.Inline] = []
    for inline in of:
        if isinstance(inline, nodes.Strong | nodes.Emphasis | nodes.Script | nodes.Link):
            out.append(replace(inline, children=map_leaves(inline.children, change)))
            continue
        changed = change(inline)
        if isinstance(changed, tuple):
            out.extend(changed)
        else:
            out.append(changed)
    return tuple(out)


class Placed(Struct, frozen=True):
    """A cell at its place in the grid."""

    cell: nodes.Cell
    row: int
    column: int


def place_cells(rows: Sequence[Sequence[nodes.Cell]], columns: int) -> list[Placed]:
    """Where each cell stands, merged cells counted."""
    taken: set[tuple[int, int]] = set()
    out = []
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            out.append(Placed(cell, r, c))
            taken.update((r + i, c + j) for i in range(cell.rowspan) for j in range(cell.colspan))
            c += cell.colspan
    return [p for p in out if p.column < columns]
