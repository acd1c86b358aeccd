"""What all makers of a Word file's blocks share."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jzdocs.frames import Pages, TextRun
from jzdocs.layout.front import scaled, text_lines
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.model.walk import leaves
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.anchors import Anchors
from jzdocs.word.bookmarks import Bookmarks
from jzdocs.word.inline import Runs
from jzdocs.word.ooxml import Element


class Context(Struct, frozen=True):
    """The document, what measures its text (`setter`), our own pages, and the makers of bookmarks, runs and
    anchors."""

    document: nodes.Document
    setter: Setter
    pages: Pages
    bookmarks: Bookmarks
    runs: Runs
    anchors: Anchors

    @property
    def sheet(self) -> Stylesheet:
        """The stylesheet."""
        return self.setter.sheet

    def title_lines(self, text: str, width: int, scale: float = 1.0) -> list[str]:
        """Return the lines into which our pages break a title in a column `width` wide (EMU): at pauses, which Word
        does not know. Where that would lose a character, the whole title is one. `scale` makes its letters smaller."""
        style = scaled(self.sheet.style("title"), scale)
        lines = text_lines(self.setter, text, style, width, -1) if text else []
        texts = ["".join(item.text for item in line.draw(0, 0) if isinstance(item, TextRun)) for line in lines]
        return texts if "".join(texts) == text else [text]

    def paragraph(self, style: str, block: nodes.Paragraph, extra: Sequence[Element] = ()) -> Element:
        """Return a paragraph of text, its run-in heading bold, anchored where it begins in the source."""
        lead = self.runs.make(block.lead, style="Strong") if block.lead else []
        if any(isinstance(leaf, nodes.Formula) for leaf in leaves(block.inlines)):
            # a line of a fixed height would cut high formulas off
            named = self.sheet.style("quote") if style == "Quote" else self.sheet.body
            line = to_twips(named.leading)
            extra = ooxml.with_spacing(extra, ooxml.w("spacing", line=line, lineRule="atLeast"))
        text = ooxml.paragraph(style, [*lead, *self.runs.make(block.inlines)], extra=extra)
        return self.anchors.of(block.lead or block.inlines, text)
