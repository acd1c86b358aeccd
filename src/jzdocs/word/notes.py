"""Footnotes in Word: paragraphs, lists, quotations, code and tables in the style of footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jzdocs.model import nodes
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.context import Context
from jzdocs.word.figures import Figures
from jzdocs.word.numbering import DEEPEST_LIST, Numbering
from jzdocs.word.ooxml import Element

_STYLE = "FootnoteText"


class Notes:
    """Makes the footnotes of a document."""

    def __init__(self, context: Context, figures: Figures, numbering: Numbering) -> None:
        self._context, self._figures, self._numbering = context, figures, numbering
        self._step = to_twips(2 * context.sheet.style("footnote").size)  # a level of lists and quotations

    def make(self, notes: Mapping[str, Sequence[nodes.Block]]) -> list[Element]:
        """Return the footnotes, numbered in their order."""
        return [self._note(number, label, blocks) for number, (label, blocks) in enumerate(notes.items(), 1)]

    def _note(self, number: int, label: str, blocks: Sequence[nodes.Block]) -> Element:
        """Return a footnote; its mark stands in its first paragraph, which is empty where another block begins it."""
        mark = [*ooxml.note_mark([ooxml.raised_run(ooxml.w("footnoteRef"))]), ooxml.run(" ")]
        first = blocks[0] if blocks else None
        elements = []
        if isinstance(first, nodes.Paragraph):
            elements.append(self._paragraph(label, first, before=mark))
        else:
            elements.append(ooxml.paragraph(_STYLE, mark))
        for block in blocks[isinstance(first, nodes.Paragraph) :]:
            elements += self._block(label, block, 0)
        if elements[-1].tag == ooxml.w("tbl").tag:  # a note ends in a paragraph
            elements.append(ooxml.paragraph(_STYLE, []))
        return ooxml.w("footnote", *elements, id=number)

    def _paragraph(
        self, label: str, block: nodes.Paragraph, *, before: Sequence[Element] = (), extra: Sequence[Element] = ()
    ) -> Element:
        text = ooxml.paragraph(_STYLE, [*before, *self._context.runs.make(block.inlines)], extra=extra)
        return self._context.anchors.note(label, text, block.inlines)

    def _block(self, label: str, block: nodes.Block, depth: int) -> Iterator[Element]:
        """Yield a block of a note, inside `depth` lists and quotations."""
        indent = ooxml.w("ind", left=self._step * depth, firstLine=0) if depth else None
        extra = [indent] if indent is not None else []
        if isinstance(block, nodes.Paragraph):
            yield self._paragraph(label, block, extra=extra)
        elif isinstance(block, nodes.List):
            yield from self._list(label, block, depth)
        elif isinstance(block, nodes.Quote):
            for child in block.blocks:
                yield from self._block(label, child, depth + 1)
        elif isinstance(block, nodes.CodeBlock):
            code = ooxml.run_properties(style="CodeChar")
            for line in block.text.split("\n"):
                yield ooxml.paragraph(_STYLE, [ooxml.run(line, code)], extra=extra)
        elif isinstance(block, nodes.Table):
            for element in self._figures.table(block, self._context.sheet.page.measure)[:-1]:
                for repeats in list(element.iter(ooxml.w("tblHeader").tag)):  # LibreOffice hides such rows in notes
                    repeats.getparent().remove(repeats)
                yield element

    def _list(self, label: str, block: nodes.List, depth: int) -> Iterator[Element]:
        number = self._numbering.add(ordered=block.ordered, start=block.start)
        level = min(depth, DEEPEST_LIST)
        for item in block.items:
            extra = ooxml.list_properties(number, level)
            hanging = ooxml.w("ind", left=self._step * (depth + 1), hanging=self._step)
            for child in item.blocks:
                if isinstance(child, nodes.Paragraph):
                    yield self._paragraph(label, child, extra=[extra, hanging] if hanging is not None else [extra])
                    extra, hanging = ooxml.w("ind", left=self._step * (depth + 1), firstLine=0), None
                else:
                    yield from self._block(label, child, depth + 1)
