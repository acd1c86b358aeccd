"""What all elements of an official document in Word need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.layout.official_frame import Frame
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resolve.front_pieces import Pieces, text_of
from jzdocs.style.stylesheet import StylePicture, Stylesheet
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.anchors import Anchors
from jzdocs.word.ooxml import Element
from jzdocs.word.spacing import exact_line

# puts a picture into the file: returns its relationship, and a number for its drawing
PutPicture = Callable[[StylePicture], tuple[str, int]]


class OfficialDocument(Struct, frozen=True):
    """What all elements need: the meta data, where they stand, what anchors paragraphs there, and lengths (twips) from
    the stylesheet."""

    meta: nodes.Meta
    setter: Setter
    anchors: Anchors
    at: Location
    pictures: PutPicture

    @property
    def sheet(self) -> Stylesheet:
        """The stylesheet."""
        return self.setter.sheet

    @property
    def frame(self) -> Frame:
        """What our own pages set the elements with."""
        return Frame(self.meta, self.setter, self.sheet.page.measure)

    def exact(self, leading: int) -> int:
        """Return the height of a line of a fixed height."""
        return exact_line(self.sheet, leading)

    @property
    def official(self) -> nodes.Official:
        """What the front matter says of the official document."""
        return self.meta.official

    @property
    def line(self) -> int:
        """A line of the grid."""
        return self.exact(self.sheet.body.leading)

    @property
    def em(self) -> int:
        """An em of the text."""
        return to_twips(self.sheet.body.size)

    @property
    def measure(self) -> int:
        """Width of the type area."""
        return to_twips(self.sheet.page.measure)

    @property
    def red(self) -> str:
        """The colour of head and rules."""
        return self.sheet.style("red_head").color

    def width(self, text: str) -> int:
        """Return about how wide a text is: an em for a Han character, half an em for a Latin one, a quarter between the
        two."""
        between = sum(a.isalnum() and b.isalnum() and a.isascii() != b.isascii() for a, b in pairwise(text))
        return round((sum(0.5 if c.isascii() else 1.0 for c in text) + between / 4) * self.em)

    def natural(self, text: str) -> int:
        """Return how wide a text of a line of its own is on our pages."""
        if not text:
            return 0
        return to_twips(self.frame.line(text, self.frame.body, -1).width)

    def paragraph(
        self, style: str, pieces: Pieces, extra: Sequence[Element] = (), runs: Sequence[Element] | None = None
    ) -> Element:
        """Return a paragraph that prints pieces of the front matter, as `runs` where they are not of one look, anchored
        there."""
        children = [ooxml.run(text_of(pieces))] if runs is None else runs
        return self.anchors.front(ooxml.paragraph(style, children, extra=extra), pieces, self.at)


def spread_runs(document: OfficialDocument, name: str) -> list[Element]:
    """Return the runs of a signer's name of two characters that is as wide as three."""
    wide = ooxml.run_properties(style="SignerChar")
    wide.append(ooxml.w("spacing", val=document.em))
    return [ooxml.run(name[0], wide), ooxml.run(name[1], ooxml.run_properties(style="SignerChar"))]
