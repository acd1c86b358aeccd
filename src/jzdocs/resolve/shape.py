"""The shape of the text: headings with room between their phrases, no needless page breaks, half-width figures in
pairs, run-in headings of footnotes in their text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.rewrite import map_blocks, map_leaves, map_note_blocks
from jzdocs.model.walk import Leaf
from jzdocs.patterns import compiled
from jzdocs.resolve.punctuation import WIDE
from jzdocs.style.stylesheet import Stylesheet

_PAUSE = compiled(f"(?<=[{WIDE}]) +(?=[{WIDE}])")


def join_note_leads(document: nodes.Document) -> nodes.Document:
    """Return the document with the run-in headings of footnotes as bold text: notes have no headings."""

    def change(block: nodes.Block) -> nodes.Block:
        if isinstance(block, nodes.Paragraph) and block.lead:
            return replace(block, lead=(), inlines=(nodes.Strong(block.lead, block.at), *block.inlines))
        return block

    return map_note_blocks(document, change)


def space_headings(document: nodes.Document) -> nodes.Document:
    """Return the document with a whole em between phrases of a heading that a space between wide characters parts: a
    line may break there. A space beside Latin parts words, and stays."""

    def widen(leaf: Leaf) -> Leaf:
        if isinstance(leaf, nodes.Text) and " " in leaf.text:
            return replace(leaf, text=_PAUSE.sub("\u3000", leaf.text))
        return leaf

    def change(block: nodes.Block) -> nodes.Block:
        return replace(block, inlines=map_leaves(block.inlines, widen)) if isinstance(block, nodes.Heading) else block

    return replace(document, blocks=map_blocks(document.blocks, change))


def drop_needless_breaks(document: nodes.Document, sheet: Stylesheet) -> nodes.Document:
    """Return the document without page breaks before what opens a page anyway, and at the end."""
    return replace(document, blocks=tuple(_needed(document.blocks, sheet)))


def _needed(blocks: tuple[nodes.Block, ...], sheet: Stylesheet) -> Iterator[nodes.Block]:
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        opens = isinstance(following, nodes.Heading) and sheet.heading(following.level).page_break
        needless = opens or following is None or isinstance(following, nodes.PageBreak)
        if not (isinstance(block, nodes.PageBreak) and needless):
            yield block


def pair_half_figures(document: nodes.Document) -> nodes.Document:
    """Return the document with half-width figures that follow one another side by side."""
    return replace(document, blocks=tuple(_paired(document.blocks)))


def _paired(blocks: tuple[nodes.Block, ...]) -> Iterator[nodes.Block]:
    waiting: nodes.Figure | None = None
    for block in blocks:
        if isinstance(block, nodes.Figure) and block.width == "half":
            if waiting is None:
                waiting = block
            else:
                yield nodes.FigureRow((_filling(waiting), _filling(block)), waiting.at)
                waiting = None
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield block
    if waiting is not None:
        yield waiting


def _filling(figure: nodes.Figure) -> nodes.Figure:
    """Return a figure of a row; a picture fills its column."""
    content = figure.content
    return replace(figure, content=replace(content, share=1.0)) if isinstance(content, nodes.Picture) else figure
