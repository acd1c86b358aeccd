"""Ways through a document: its blocks, headings, runs and printed texts.

Which nodes hold other nodes, inlines or printed strings is stated here and nowhere else, by matches that end in
`assert_never`: numbering, contents, checks of glyphs and references cannot forget a new kind of node. A run is a
sequence of inlines that is set as one text: a heading, a paragraph, a cell, a note. `model/rewrite.py` changes what is
only read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, assert_never

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.model import nodes

Inlines = tuple[nodes.Inline, ...]
Leaf = (
    nodes.Text
    | nodes.Code
    | nodes.FactText
    | nodes.NoteRef
    | nodes.Reference
    | nodes.PageRef
    | nodes.Ruby
    | nodes.Break
    | nodes.Formula
)

_HOLDERS = (nodes.Strong, nodes.Emphasis, nodes.Script, nodes.Link)  # a union would be made anew for each leaf
_PLAIN = (nodes.Text, nodes.FactText)  # nearly all leaves
BLOT = "，"  # in the place of a formula, where figures are looked for: it parts what stands on both sides
SOURCES_ID = "jz-sources"

# --- inlines
# ------------------------------------------------------------------------------------------------------------------


def plain(of: Iterable[nodes.Inline]) -> str:
    """Return the characters of inlines as a reader sees them, without footnote marks and page numbers."""
    return "".join(plain_leaf(leaf) for leaf in leaves(of))


def prose(of: Iterable[nodes.Inline]) -> str:
    """Return the characters of inlines as `plain` does, those of formulas blotted out: their numbers are no figures."""
    return "".join(
        BLOT * len(plain_leaf(leaf)) if isinstance(leaf, nodes.Formula) else plain_leaf(leaf) for leaf in leaves(of)
    )


def plain_leaf(leaf: Leaf) -> str:
    """Return the characters of one leaf, as `plain` does."""
    if isinstance(leaf, _PLAIN):
        return leaf.text
    match leaf:
        case nodes.Text() | nodes.Code() | nodes.FactText() | nodes.Reference():
            return leaf.text
        case nodes.Ruby():
            return leaf.base
        case nodes.NoteRef() | nodes.PageRef():
            return ""
        case nodes.Break():
            return " "
        case nodes.Formula():
            return formula_text(leaf.latex)
        case _:
            assert_never(leaf)


def formula_text(latex: str) -> str:
    """Return a formula as a line of plain text."""
    from jzdocs.formula.plain import plain_formula  # only documents with formulas pay for it

    return plain_formula(latex)


def inlines(of: Iterable[nodes.Inline]) -> Iterator[nodes.Inline]:
    """Yield every inline, outer before inner."""
    for inline in of:
        yield inline
        match inline:
            case nodes.Strong() | nodes.Emphasis() | nodes.Script() | nodes.Link():
                yield from inlines(inline.children)
            case (
                nodes.Text()
                | nodes.Code()
                | nodes.FactText()
                | nodes.NoteRef()
                | nodes.Reference()
                | nodes.PageRef()
                | nodes.Ruby()
                | nodes.Break()
                | nodes.Formula()
            ):
                pass
            case _:
                assert_never(inline)


def leaves(of: Iterable[nodes.Inline]) -> Iterator[Leaf]:
    """Yield the inlines that hold no others, in reading order."""
    for inline in of:
        if isinstance(inline, _PLAIN):
            yield inline
        elif isinstance(inline, _HOLDERS):
            yield from leaves(inline.children)
        else:
            yield inline


def placed_leaves(of: Iterable[nodes.Inline]) -> Iterator[tuple[int, Leaf]]:
    """Yield (start, leaf): where each leaf begins in the plain text of the inlines, counted in characters."""
    start = 0
    for leaf in leaves(of):
        yield start, leaf
        start += len(plain_leaf(leaf))


# --- blocks
# ------------------------------------------------------------------------------------------------------------------


def children(block: nodes.Block) -> Sequence[nodes.Block]:
    """Return the blocks that stand directly inside `block`."""
    match block:
        case nodes.Quote() | nodes.Columns():
            return block.blocks
        case nodes.List():
            return [inner for item in block.items for inner in item.blocks]
        case nodes.FigureRow():
            return block.figures
        case nodes.Sources():
            return () if block.table is None else (block.table,)
        case nodes.Table():
            rows = (*block.head, *block.body)
            return [figure for row in rows for cell in row if cell.figures for figure in cell.figures]
        case (
            nodes.Heading()
            | nodes.Paragraph()
            | nodes.CodeBlock()
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
            return ()
        case _:
            assert_never(block)


def blocks(of: Iterable[nodes.Block]) -> Iterator[nodes.Block]:
    """Yield every block, outer before inner."""
    for block in of:
        yield block
        yield from blocks(children(block))


def headings(document: nodes.Document) -> Iterator[nodes.Heading]:
    """Yield every heading in the order of the text, wherever it stands, with that of a list of sources.

    The contents and the bookmarks of both outputs hold exactly these.
    """
    yield from (heading for block in blocks(document.blocks) if (heading := heading_of(block)))


def length(document: nodes.Document) -> int:
    """Return how many characters of running text, headings and cells a document has."""
    return sum(len(plain(run)) for block in blocks(document.blocks) for run in runs(block))


def heading_of(block: nodes.Block) -> nodes.Heading | None:
    """Return the heading that a block is, or that a filled list of sources prints."""
    if isinstance(block, nodes.Sources) and block.table is not None:
        return nodes.Heading(1, (nodes.Text(block.title, block.at),), SOURCES_ID, numbered=False, at=block.at)
    return block if isinstance(block, nodes.Heading) else None


# --- runs
# ------------------------------------------------------------------------------------------------------------------


def runs(block: nodes.Block) -> Iterator[Inlines]:
    """Yield the runs of `block` itself, not of blocks inside it, in reading order."""
    match block:
        case nodes.Heading():
            yield block.inlines
        case nodes.Paragraph():
            yield from (run for run in (block.lead, block.inlines) if run)
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
            return
        case _:
            assert_never(block)


def sentence_runs(block: nodes.Block) -> Iterator[Inlines]:
    """Yield the runs of `block` as sentences are read in them: a run-in heading with the text behind it."""
    if isinstance(block, nodes.Paragraph):
        yield block.lead + block.inlines
    else:
        yield from runs(block)


def note_blocks(document: nodes.Document) -> Iterator[nodes.Block]:
    """Yield every block of the footnotes, outer before inner."""
    for note in document.notes.values():
        yield from blocks(note)


def note_runs(document: nodes.Document) -> Iterator[Inlines]:
    """Yield the runs of the footnotes."""
    for block in note_blocks(document):
        yield from runs(block)


def document_runs(document: nodes.Document) -> Iterator[Inlines]:
    """Yield every run of a document: those of its blocks, then those of its footnotes."""
    for block in blocks(document.blocks):
        yield from runs(block)
    yield from note_runs(document)


# --- printed texts
# ------------------------------------------------------------------------------------------------------------------


class PrintedText(Struct, frozen=True):
    """A text that both outputs print, and its place: of its first character (`origin` "source"), of the block or
    document that states it ("block"), or of what jzdocs makes it from ("derived"; the place may be unknown). That of a
    formula ("formula") is its LaTeX."""

    text: str
    at: Location
    origin: Literal["source", "block", "derived", "formula"]


def printed_texts(document: nodes.Document) -> Iterator[PrintedText]:
    """Yield every text of a document that is printed, empty ones left out. The fixed words that the writers add
    themselves (附件, 签发人) are not among them."""
    texts = [PrintedText(text, document.at, "block") for text in meta_texts(document.meta)]
    for block in blocks(document.blocks):
        texts += run_texts(block)
        texts += own_texts(block)
    texts += note_texts(document)
    yield from (printed for printed in texts if printed.text)


def run_texts(block: nodes.Block) -> Iterator[PrintedText]:
    """Yield the texts of the runs of `block` itself, not of blocks inside it."""
    for run in runs(block):
        yield from _run_texts(run)


def note_texts(document: nodes.Document) -> Iterator[PrintedText]:
    """Yield the texts of the footnotes."""
    for block in note_blocks(document):
        yield from run_texts(block)
        yield from own_texts(block)


def meta_texts(meta: nodes.Meta) -> Iterator[str]:
    """Yield the texts of the front matter that covers, heads and official documents print."""
    yield from (meta.title, meta.subtitle, *meta.issuer, meta.place, meta.date, meta.short_title)
    yield meta.decoration.watermark
    official = meta.official
    yield from (*official.head, official.number, official.copy, official.secrecy, official.urgency, *official.signers)
    yield from (*official.to, *official.attachments, *official.cc, official.printed_by, official.printed_on)
    yield from (*official.remark, *official.present, *official.absent, *official.observers, *official.signatory)
    yield from (*official.chair, *official.recorder, *official.report_to, *official.distribution, official.print_run)


def _run_texts(run: Inlines) -> Iterator[PrintedText]:
    for leaf in leaves(run):
        match leaf:
            case nodes.Text() | nodes.Code() | nodes.FactText():
                yield PrintedText(leaf.text, leaf.at, "source" if leaf.at.path else "derived")
            case nodes.Ruby():
                yield PrintedText(leaf.base + leaf.text, leaf.at, "source")
            case nodes.Reference():
                yield PrintedText(leaf.text, leaf.at, "derived")
            case nodes.Formula():
                yield PrintedText(leaf.latex, leaf.at, "formula")
            case nodes.NoteRef() | nodes.PageRef() | nodes.Break():
                pass
            case _:
                assert_never(leaf)


def own_texts(block: nodes.Block, *, charts: bool = True) -> Iterator[PrintedText]:
    """Yield what a block prints besides its runs, with or without the labels inside charts."""
    match block:
        case nodes.Heading():
            yield PrintedText(block.number, Location(""), "derived")
        case nodes.CodeBlock():
            yield PrintedText(block.text, block.at, "block")
        case nodes.DisplayFormula():
            yield PrintedText(block.latex, block.at, "formula")
        case nodes.Table():
            yield PrintedText(block.unit, block.at, "block" if block.at.path else "derived")
        case nodes.Figure():
            yield PrintedText(block.unit, block.at, "block")
            if charts and isinstance(block.content, nodes.Chart):
                yield from _chart_texts(block.content, block.at)
        case nodes.KeyFigures():
            if block.collect:
                yield PrintedText(block.title, block.at, "block")
            for group in block.groups:
                if block.collect or group.titled:  # of other strips a heading or the collected page prints the title
                    yield PrintedText(group.title, block.at, "derived" if block.collect else "block")
                yield from (
                    PrintedText(card.prefix + card.number + card.unit, block.at, "derived") for card in group.cards
                )
        case nodes.Contents() | nodes.FigureList():
            yield PrintedText(block.title, block.at, "block")
            yield from (PrintedText(entry.text, block.at, "derived") for entry in block.entries)
        case nodes.Sources():
            yield PrintedText(block.title, block.at, "block")
        case nodes.Attachment():
            yield PrintedText(block.number, block.at, "block")
            yield PrintedText(block.title, block.at, "block")
        case (
            nodes.Paragraph()
            | nodes.List()
            | nodes.Quote()
            | nodes.FigureRow()
            | nodes.Cover()
            | nodes.TitleBlock()
            | nodes.OfficialPart()
            | nodes.Columns()
            | nodes.PageBreak()
            | nodes.ThematicBreak()
        ):
            return
        case _:
            assert_never(block)


def _chart_texts(chart: nodes.Chart, at: Location) -> Iterator[PrintedText]:
    yield from (PrintedText(text, at, "block") for text in (*chart.series, *chart.groups, chart.gap_unit, *chart.units))
    for panel in chart.panels:
        yield PrintedText(panel.title, at, "block")
        yield PrintedText(panel.unit, at, "block")
        for row in panel.rows:
            yield PrintedText(row.name, row.at, "source")
            yield PrintedText(row.detail, row.at, "block")
            yield from (PrintedText(value.printed or value.raw, value.at, "derived") for value in row.values)
    if chart.today:
        yield PrintedText(chart.today.printed or chart.today.raw, chart.today.at, "derived")
    yield from (PrintedText(name, at, "block") for line in chart.grid for name in line if name)


# --- tables
# ------------------------------------------------------------------------------------------------------------------


class Placed(Struct, frozen=True):
    """A cell with its row and column in the grid, both counted from 0."""

    cell: nodes.Cell
    row: int
    column: int


def traces(table: nodes.Table) -> Iterator[nodes.Trace]:
    """Yield the sparklines of a table whose cells name their numbers."""
    yield from (cell.trace for row in table.body for cell in row if cell.trace)


def place_cells(rows: Sequence[Sequence[nodes.Cell]], columns: int) -> list[Placed]:
    """Return the cells of `rows` at their places in a grid of `columns`, what merged cells cover left free."""
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
    return [placed for placed in out if placed.column < columns]
