"""Footnotes → boxes."""

from __future__ import annotations

from jzdocs.errors import DocumentError
from jzdocs.frames import Anchor
from jzdocs.layout.boxes import Box, nothing, stack, with_anchor
from jzdocs.layout.context import Context
from jzdocs.layout.measure import Span
from jzdocs.layout.runs import NOTE_ANCHOR, NOTE_MARK_ANCHOR
from jzdocs.layout.setter import set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes

_LONGEST_NOTE = 0.8  # of a page: a line of text must fit above it


def notes_of(document: nodes.Document, context: Context) -> dict[int, Box]:
    """Return the footnotes by number, each as a single box. Raises DocumentError for a note longer than a page."""
    setter, style = context.setter, context.setter.sheet.style("footnote")
    out = {}
    for number, paragraphs in enumerate(document.notes.values(), 1):
        boxes = []
        tag = context.tree.notes[number] = context.tree.add("Note", id=f"note-{number}")
        label = context.tree.add("Link", context.tree.add("Lbl", tag))  # the number of a note leads back to its mark
        for index, paragraph in enumerate(paragraphs):
            parts = spans(paragraph.inlines, style, setter, tag)
            if index == 0:
                plain_span = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
                mark = plain_span._replace(text=f"[{number}]", href=f"#{NOTE_MARK_ANCHOR}{number}", tag=label)
                parts[0] = [mark, plain_span._replace(text="\u3000"), *parts[0]]
            lines = set_paragraph(setter, parts, style, context.width, tag=tag)
            boxes += [Box(style.leading, line.draw, anchors=line.anchors) for line in lines]
        if sum(b.height for b in boxes) > _LONGEST_NOTE * setter.sheet.page.lines * context.grid:
            at = paragraphs[0].at if paragraphs else document.at
            raise DocumentError("T011", at=at)
        out[number] = with_anchor(stack(boxes), Anchor(0, 0, f"{NOTE_ANCHOR}{number}")) if boxes else Box(0, nothing)
    return out
