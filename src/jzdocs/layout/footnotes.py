"""Footnotes → boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.errors import DocumentError
from jzdocs.frames import Anchor
from jzdocs.layout.blocks import block_boxes
from jzdocs.layout.boxes import Box, nothing, stack, with_anchor
from jzdocs.layout.context import Context
from jzdocs.layout.measure import Span
from jzdocs.layout.runs import AGAIN_ANCHOR, NOTE_ANCHOR, NOTE_MARK_ANCHOR
from jzdocs.layout.setter import set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.model.walk import document_runs, leaves

_LONGEST_NOTE = 0.8  # of a page: a line of text must fit above it


def notes_of(document: nodes.Document, context: Context) -> dict[int, Box]:
    """Return the footnotes by number, each as a single box. Raises DocumentError for a note longer than a page."""
    inside = replace(context, in_note=True)
    marks = (leaf for run in document_runs(document) for leaf in leaves(run) if isinstance(leaf, nodes.NoteRef))
    repeated = {mark.number for mark in marks if mark.again}
    out = {}
    for number, blocks in enumerate(document.notes.values(), 1):
        boxes = list(_boxes(number, blocks, inside))
        if sum(b.height for b in boxes) > _LONGEST_NOTE * context.setter.sheet.page.lines * context.grid:
            raise DocumentError("T011", at=blocks[0].at)
        names = [f"{NOTE_ANCHOR}{number}", *([f"{AGAIN_ANCHOR}{number}"] if number in repeated else [])]
        box = stack(boxes) if boxes else Box(0, nothing)
        for name in names if boxes else ():
            box = with_anchor(box, Anchor(0, 0, name))
        out[number] = box
    return out


def _boxes(number: int, blocks: Sequence[nodes.Block], context: Context) -> Iterator[Box]:
    """Yield the boxes of a note; its number stands before its first paragraph, or alone above another block."""
    tag = context.tree.notes[number] = context.tree.add("Note", id=f"note-{number}")
    label = context.tree.add("Link", context.tree.add("Lbl", tag))  # the number of a note leads back to its mark
    first = blocks[0] if blocks else None
    if blocks:
        yield from _text(
            first if isinstance(first, nodes.Paragraph) else nodes.Paragraph(()), context, tag, (number, label)
        )
    inner = context.inside(tag)
    for block in blocks[isinstance(first, nodes.Paragraph) :]:
        if isinstance(block, nodes.Paragraph):
            yield from _text(block, context, tag)
        else:
            yield from block_boxes(block, inner)


def _text(block: nodes.Paragraph, context: Context, tag: int, mark: tuple[int, int] | None = None) -> Iterator[Box]:
    """Yield the lines of a paragraph of the note `tag`; `mark` is the note's number with the element of that."""
    setter, style = context.setter, context.text
    parts = spans(block.inlines, style, setter, tag)
    if mark:
        bare = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
        linked = bare._replace(text=f"[{mark[0]}]", href=f"#{NOTE_MARK_ANCHOR}{mark[0]}", tag=mark[1])
        parts[0] = [linked, bare._replace(text="\u3000"), *parts[0]]
    lines = set_paragraph(setter, parts, style, context.width, tag=tag)
    yield from (Box(style.leading, line.draw, anchors=line.anchors) for line in lines)
