"""What all makers of a Word file's blocks share."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jzdocs.frames import Pages
from jzdocs.layout.front import scaled, title_parts
from jzdocs.layout.run_in import heading_run_in, run_in
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

# the character styles of run-in headings by their level: those that the author marks are read as bold again
_MARKED, _UNMARKED = {1: "StrongHei", 2: "StrongKai"}, {1: "LabelChar", 2: "SignerChar"}


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

    def title_lines(self, texts: Sequence[str], width: int, scale: float = 1.0) -> list[list[str]]:
        """Return the lines into which our pages break the parts of a title in a column `width` wide (EMU): at pauses,
        which Word does not know. `scale` makes its letters smaller."""
        style = scaled(self.sheet.style("title"), scale)
        return title_parts(self.setter, texts, style, width)

    def paragraph(self, style: str, block: nodes.Paragraph, extra: Sequence[Element] = ()) -> Element:
        """Return a paragraph of text, its run-in heading bold (in official documents in the face of its level),
        anchored where it begins in the source."""
        if any(isinstance(leaf, nodes.Formula) for leaf in leaves(block.inlines)):
            # a line of a fixed height would cut high formulas off
            named = self.sheet.style("quote") if style == "Quote" else self.sheet.body
            line = to_twips(named.leading)
            extra = ooxml.with_spacing(extra, ooxml.w("spacing", line=line, lineRule="atLeast"))
        text = ooxml.paragraph(style, self._runs(block), extra=extra)
        return self.anchors.of(block.lead or block.inlines, text)

    def heading_runs(self, block: nodes.Heading) -> list[Element]:
        """Return the runs of a heading; in an official document, text that runs on behind it is in the face of the
        text."""
        divided = heading_run_in(block, self.sheet)
        if divided is None:
            return self.runs.make(block.inlines)
        return [*self.runs.make(divided[0]), *self.runs.make(divided[1], style="TextChar")]

    def _runs(self, block: nodes.Paragraph) -> list[Element]:
        """Return the runs of a paragraph with those of its run-in heading."""
        found = run_in(block, self.sheet)
        if found is None:
            lead = self.runs.make(block.lead, style="Strong") if block.lead else []
            return [*lead, *self.runs.make(block.inlines)]
        style = (_MARKED if found.marked else _UNMARKED)[found.level]
        return [*self.runs.make(found.heading, style=style), *self.runs.make(found.rest)]
