"""Going over a document: every block, every inline, the plain text, and rewriting inlines wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.model import nodes as n

Inlines = tuple[n.Inline, ...]
Rewrite = Callable[[Inlines], Inlines]


def plain(inlines: Iterable[n.Inline]) -> str:
    """The characters of `inlines` as a reader sees them; footnote marks are left out."""
    return "".join(_plain(i) for i in inlines)


def _plain(inline: n.Inline) -> str:
    match inline:
        case n.Text() | n.Code() | n.FactText() | n.Reference():
            return inline.text
        case n.Strong() | n.Emphasis() | n.Script() | n.Link():
            return plain(inline.children)
        case n.Ruby():
            return inline.base
        case n.NoteRef() | n.PageRef():
            return ""
        case n.Break():
            return " "
        case _:
            assert_never(inline)


def inlines(of: Iterable[n.Inline]) -> Iterator[n.Inline]:
    """Every inline in `of`, outer before inner."""
    for inline in of:
        yield inline
        if isinstance(inline, n.Strong | n.Emphasis | n.Script | n.Link):
            yield from inlines(inline.children)


def blocks(of: Iterable[n.Block]) -> Iterator[n.Block]:
    """Every block in `of`, outer before inner."""
    for block in of:
        yield block
        if isinstance(block, n.Quote | n.Columns):
            yield from blocks(block.blocks)
        elif isinstance(block, n.List):
            for item in block.items:
                yield from blocks(item.blocks)
        elif isinstance(block, n.FigureRow):
            yield from block.figures
        elif isinstance(block, n.Sources) and block.table is not None:
            yield block.table


def runs_of(block: n.Block) -> Iterator[Inlines]:
    """The sequences of inlines that belong to `block` itself (not to blocks inside it), in reading order."""
    match block:
        case n.Heading():
            yield block.inlines
        case n.Paragraph():
            yield from (r for r in (block.lead, block.inlines) if r)
        case n.Table():
            yield block.title
            for row in (*block.head, *block.body):
                yield from (cell.inlines for cell in row)
            yield from block.notes
        case n.Figure():
            yield block.title
            yield from block.notes
        case n.KeyFigures():
            for group in block.groups:
                for card in group.cards:
                    yield card.label
                    yield card.context
        case _:
            return


def rewrite_inlines(block: n.Block, change: Rewrite) -> n.Block:
    """The block with `change` applied to every sequence of inlines in it and in the blocks inside it."""
    match block:
        case n.Heading():
            return replace(block, inlines=change(block.inlines))
        case n.Paragraph():
            return rewrite_paragraph(block, change)
        case n.List():
            items = tuple(replace(i, blocks=rewrite_blocks(i.blocks, change)) for i in block.items)
            return replace(block, items=items)
        case n.Quote() | n.Columns():
            return replace(block, blocks=rewrite_blocks(block.blocks, change))
        case n.Table():
            return rewrite_table(block, change)
        case n.Figure():
            return rewrite_figure(block, change)
        case n.FigureRow():
            first, second = block.figures
            return replace(block, figures=(rewrite_figure(first, change), rewrite_figure(second, change)))
        case n.KeyFigures():
            return replace(block, groups=tuple(_rewrite_group(g, change) for g in block.groups))
        case n.Sources():
            return replace(block, table=rewrite_table(block.table, change)) if block.table else block
        case n.CodeBlock() | n.Cover() | n.TitleBlock() | n.Contents() | n.FigureList() | n.PageBreak() | n.ThematicBreak():
            return block
        case n.OfficialPart() | n.Attachment():
            return block
        case _:
            assert_never(block)


def rewrite_blocks(of: tuple[n.Block, ...], change: Rewrite) -> tuple[n.Block, ...]:
    """`rewrite_inlines` over a sequence of blocks."""
    return tuple(rewrite_inlines(block, change) for block in of)


def rewrite_paragraph(block: n.Paragraph, change: Rewrite) -> n.Paragraph:
    """A paragraph with its inlines rewritten."""
    return replace(block, inlines=change(block.inlines), lead=change(block.lead) if block.lead else ())


def rewrite_figure(block: n.Figure, change: Rewrite) -> n.Figure:
    """A figure with title and notes rewritten."""
    return replace(block, title=change(block.title), notes=tuple(change(note) for note in block.notes))


def rewrite_table(block: n.Table, change: Rewrite) -> n.Table:
    """A table with title, cells and notes rewritten."""

    def row(cells: tuple[n.Cell, ...]) -> tuple[n.Cell, ...]:
        return tuple(replace(cell, inlines=change(cell.inlines)) for cell in cells)

    return replace(
        block,
        title=change(block.title),
        head=tuple(row(r) for r in block.head),
        body=tuple(row(r) for r in block.body),
        notes=tuple(change(note) for note in block.notes),
    )


def _rewrite_group(group: n.CardGroup, change: Rewrite) -> n.CardGroup:
    cards = tuple(replace(c, label=change(c.label), context=change(c.context)) for c in group.cards)
    return replace(group, cards=cards)


def map_leaves(of: Inlines, change: Callable[[n.Inline], n.Inline | Inlines]) -> Inlines:
    """Rewrite inlines from the inside out: containers keep their kind, leaves become what `change` returns."""
    out: list[n.Inline] = []
    for inline in of:
        if isinstance(inline, n.Strong | n.Emphasis | n.Script | n.Link):
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

    cell: n.Cell
    row: int
    column: int


def place_cells(rows: Sequence[Sequence[n.Cell]], columns: int) -> list[Placed]:
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
