"""Changing a document: blocks, runs and printed strings, wherever they stand.

Every function returns new nodes; what does not change stays the same object. Which nodes hold what is matched as in
`model/walk.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, Leaf

ChangeBlock = Callable[[nodes.Block], nodes.Block | None]
ChangeRun = Callable[[Inlines], Inlines]
ChangeString = Callable[[str], str]

_HOLDERS = (nodes.Strong, nodes.Emphasis, nodes.Script, nodes.Link)  # a union would be made anew for each leaf


def map_blocks(of: tuple[nodes.Block, ...], change: ChangeBlock) -> tuple[nodes.Block, ...]:
    """Return the blocks with `change` applied to every one, inner before outer, in the order of the text. A block for
    which `change` returns None is left out; a figure of a row, and the table of a list of sources, must stay one."""
    out = []
    for block in of:
        changed = change(_with_children(block, change))
        if changed is not None:
            out.append(changed)
    return tuple(out)


def _with_children(block: nodes.Block, change: ChangeBlock) -> nodes.Block:
    match block:
        case nodes.Quote() | nodes.Columns():
            return replace(block, blocks=map_blocks(block.blocks, change))
        case nodes.List():
            items = tuple(replace(item, blocks=map_blocks(item.blocks, change)) for item in block.items)
            return replace(block, items=items)
        case nodes.FigureRow():
            figures = map_blocks(block.figures, change)
            return replace(block, figures=tuple(figure for figure in figures if isinstance(figure, nodes.Figure)))
        case nodes.Sources():
            if block.table is None:
                return block
            table = change(block.table)
            assert isinstance(table, nodes.Table)
            return replace(block, table=table)
        case (
            nodes.Heading()
            | nodes.Paragraph()
            | nodes.CodeBlock()
            | nodes.Table()
            | nodes.Figure()
            | nodes.KeyFigures()
            | nodes.Cover()
            | nodes.TitleBlock()
            | nodes.Contents()
            | nodes.FigureList()
            | nodes.OfficialPart()
            | nodes.Attachment()
            | nodes.DisplayFormula()
            | nodes.PageBreak()
            | nodes.ThematicBreak()
        ):
            return block
        case _:
            assert_never(block)


# --- runs
# ------------------------------------------------------------------------------------------------------------------


def rewrite_document_runs(document: nodes.Document, change: ChangeRun) -> nodes.Document:
    """Return the document with `change` applied to every run of its blocks, then of its footnotes."""
    changed = map_blocks(document.blocks, lambda block: rewrite_runs(block, change))
    return map_note_blocks(replace(document, blocks=changed), lambda block: rewrite_runs(block, change))


def map_note_blocks(document: nodes.Document, change: ChangeBlock) -> nodes.Document:
    """Return the document with `change` applied to every block of its footnotes; see `map_blocks`."""
    return replace(document, notes={label: map_blocks(note, change) for label, note in document.notes.items()})


def rewrite_runs(block: nodes.Block, change: ChangeRun) -> nodes.Block:
    """Return `block` with `change` applied to its own runs, not to those of blocks inside it."""
    match block:
        case nodes.Heading():
            return replace(block, inlines=change(block.inlines))
        case nodes.Paragraph():
            return _rewrite_paragraph(block, change)
        case nodes.Table():
            return _rewrite_table(block, change)
        case nodes.Figure():
            return replace(block, title=change(block.title), notes=tuple(change(note) for note in block.notes))
        case nodes.KeyFigures():
            return replace(block, groups=tuple(_rewrite_group(group, change) for group in block.groups))
        case (
            nodes.List()
            | nodes.Quote()
            | nodes.CodeBlock()
            | nodes.FigureRow()
            | nodes.Cover()
            | nodes.TitleBlock()
            | nodes.Contents()
            | nodes.FigureList()
            | nodes.Sources()
            | nodes.OfficialPart()
            | nodes.Attachment()
            | nodes.Columns()
            | nodes.DisplayFormula()
            | nodes.PageBreak()
            | nodes.ThematicBreak()
        ):
            return block
        case _:
            assert_never(block)


def _rewrite_paragraph(block: nodes.Paragraph, change: ChangeRun) -> nodes.Paragraph:
    lead = change(block.lead) if block.lead else ()
    return replace(block, lead=lead, inlines=change(block.inlines))


def _rewrite_table(block: nodes.Table, change: ChangeRun) -> nodes.Table:
    def row(cells: tuple[nodes.Cell, ...]) -> tuple[nodes.Cell, ...]:
        return tuple(replace(cell, inlines=change(cell.inlines)) for cell in cells)

    title = change(block.title)
    head, body = tuple(row(cells) for cells in block.head), tuple(row(cells) for cells in block.body)
    return replace(block, title=title, head=head, body=body, notes=tuple(change(note) for note in block.notes))


def _rewrite_group(group: nodes.CardGroup, change: ChangeRun) -> nodes.CardGroup:
    cards = tuple(replace(card, label=change(card.label), context=change(card.context)) for card in group.cards)
    return replace(group, cards=cards)


def map_leaves(of: Inlines, change: Callable[[Leaf], nodes.Inline | Inlines]) -> Inlines:
    """Return the inlines with every leaf replaced by what `change` returns; what holds others keeps its kind."""
    out: list[nodes.Inline] = []
    for inline in of:
        if isinstance(inline, _HOLDERS):
            out.append(replace(inline, children=map_leaves(inline.children, change)))
        else:
            changed = change(inline)
            out.extend(changed if isinstance(changed, tuple) else (changed,))
    return tuple(out)


# --- strings
# ------------------------------------------------------------------------------------------------------------------


def rewrite_strings(block: nodes.Block, change: ChangeString) -> nodes.Block:
    """Return `block` with `change` applied to the strings that it prints besides its runs; code stays as it is."""
    match block:
        case nodes.Table():
            return replace(block, unit=change(block.unit))
        case nodes.Figure():
            content = block.content
            if isinstance(content, nodes.Chart):
                content = _rewrite_chart(content, change)
            return replace(block, unit=change(block.unit), content=content)
        case nodes.KeyFigures():
            groups = tuple(replace(group, title=change(group.title)) for group in block.groups)
            return replace(block, title=change(block.title), groups=groups)
        case nodes.Contents() | nodes.FigureList() | nodes.Sources():
            return replace(block, title=change(block.title))
        case nodes.Attachment():
            return replace(block, title=change(block.title), number=change(block.number))
        case (
            nodes.Heading()
            | nodes.Paragraph()
            | nodes.List()
            | nodes.Quote()
            | nodes.CodeBlock()
            | nodes.FigureRow()
            | nodes.Cover()
            | nodes.TitleBlock()
            | nodes.OfficialPart()
            | nodes.Columns()
            | nodes.DisplayFormula()
            | nodes.PageBreak()
            | nodes.ThematicBreak()
        ):
            return block
        case _:
            assert_never(block)


def _rewrite_chart(chart: nodes.Chart, change: ChangeString) -> nodes.Chart:
    """Return the chart with its strings changed; what refers to a row or a group by name changes with it."""

    def row(old: nodes.Row) -> nodes.Row:
        return replace(old, name=change(old.name), detail=change(old.detail), group=change(old.group))

    panels = tuple(
        replace(panel, title=change(panel.title), unit=change(panel.unit), rows=tuple(row(old) for old in panel.rows))
        for panel in chart.panels
    )
    return replace(
        chart,
        panels=panels,
        series=tuple(change(text) for text in chart.series),
        groups=tuple(change(text) for text in chart.groups),
        emphasis=tuple(change(text) for text in chart.emphasis),
        gap_unit=change(chart.gap_unit),
        units=tuple(change(text) for text in chart.units),
        totals=tuple(change(text) for text in chart.totals),
        grid=tuple(tuple(change(name) if name else "" for name in line) for line in chart.grid),
    )


def rewrite_meta(meta: nodes.Meta, change: ChangeString) -> nodes.Meta:
    """Return the front matter with `change` applied to what is printed of it. Numbers of copies and dates stay: they
    are read by programs too."""
    official = meta.official
    return replace(
        meta,
        title=change(meta.title),
        subtitle=change(meta.subtitle),
        short_title=change(meta.short_title),
        place=change(meta.place),
        issuer=tuple(change(text) for text in meta.issuer),
        decoration=replace(meta.decoration, watermark=change(meta.decoration.watermark)),
        official=replace(
            official,
            head=tuple(change(text) for text in official.head),
            number=change(official.number),
            secrecy=change(official.secrecy),
            urgency=change(official.urgency),
            signers=tuple(change(text) for text in official.signers),
            to=tuple(change(text) for text in official.to),
            attachments=tuple(change(text) for text in official.attachments),
            cc=tuple(change(text) for text in official.cc),
            printed_by=change(official.printed_by),
            remark=tuple(change(text) for text in official.remark),
            present=tuple(change(text) for text in official.present),
            absent=tuple(change(text) for text in official.absent),
            observers=tuple(change(text) for text in official.observers),
            signatory=tuple(change(text) for text in official.signatory),
            chair=tuple(change(text) for text in official.chair),
            recorder=tuple(change(text) for text in official.recorder),
            report_to=tuple(change(text) for text in official.report_to),
            distribution=tuple(change(text) for text in official.distribution),
            print_run=change(official.print_run),
        ),
    )
