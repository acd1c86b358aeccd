"""Every figure of a document, named or not, with its place: what `jzdocs facts` lists."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.facts.number import Number
from jzdocs.facts.recognition import numbers_in
from jzdocs.facts.sentences import sentence_at
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, inlines, plain, runs_of


class PlacedNumber(Struct, frozen=True):
    """A figure: its name ('' where it has none), the section and sentence it stands in, its place, and the number of
    the text it is in (figures of one text share groups)."""

    figure: Number
    id: str
    section: str
    sentence: str
    at: Location
    text: int


def document_numbers(document: nodes.Document) -> Iterator[PlacedNumber]:
    """The figures of a resolved document, in the order of its text."""
    section, number = "", 0
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Sources | nodes.KeyFigures):
            continue
        if isinstance(block, nodes.Heading):
            section = block.number + plain(block.inlines)
        for run in (block.lead + block.inlines,) if isinstance(block, nodes.Paragraph) else runs_of(block):
            number += 1
            yield from _in_run(run, section, number)
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            number += 1
            yield from _in_run(paragraph.inlines, section, number)


def _in_run(run: Inlines, section: str, number: int) -> Iterator[PlacedNumber]:
    text, pieces = "", []
    for inline in inlines(run):
        if isinstance(inline, nodes.Strong | nodes.Emphasis | nodes.Script | nodes.Link):
            continue
        pieces.append((len(text), inline))
        text += plain((inline,))
    for figure in (
        numbers_in(text)
        if any(c.isdigit() for c in text) or "第" in text or "分之" in text or "成" in text or "番" in text
        else ()
    ):
        start = figure.quantity.start
        begin, inline = next(p for p in reversed(pieces) if p[0] <= start)
        name = inline.id if isinstance(inline, nodes.FactText) and not inline.use else ""
        at = inline.at
        if not at.path:  # what jzdocs itself says (a list of sources) is no source
            return
        offset = start - begin
        if not isinstance(inline, nodes.FactText) and at.line:
            at = Location(at.path, at.line, at.column + offset, at.offset + offset if at.offset >= 0 else -1)
        yield PlacedNumber(figure, name, section, sentence_at(text, start), at, number)
