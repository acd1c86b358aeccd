"""What every block needs to become boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import Location
from jzdocs.layout.parallel import ParallelParagraphs
from jzdocs.layout.setter import Setter
from jzdocs.layout.structure import DOCUMENT, TagTree
from jzdocs.model import nodes
from jzdocs.style.stylesheet import TextStyle
from jzdocs.units import Size


class Context(Struct, frozen=True):
    """What blocks need to become boxes.

    `setter` sets their text in a column `width` wide (EMU); `drawings` gives the size of each chart by its figure's id.
    `page_of` returns the printed page number of a link target, once pages are filled. New structure elements are
    children of `parent`. `ragged` collects the lines that nothing could fill, with the places of their paragraphs.
    `parallel` has the paragraphs that another process sets. `in_note` says that the blocks belong to a footnote,
    `turned` that they stand on a turned page. `crowded` collects the tables whose columns are too narrow for their
    numbers, with how many columns they have.
    """

    setter: Setter
    width: int
    drawings: Mapping[str, Size]
    page_of: Callable[[str], str]
    document: nodes.Document
    parent: int = DOCUMENT
    ragged: list[tuple[Location, str]] = field(default_factory=list)
    parallel: ParallelParagraphs = field(default_factory=ParallelParagraphs)
    in_note: bool = False
    turned: bool = False
    crowded: list[tuple[Location, int]] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """The height of a page's type area (EMU)."""
        page = self.setter.sheet.page
        return (page.turned(self.grid) if self.turned else page).lines * self.grid

    @property
    def grid(self) -> int:
        """The distance between the lines of a page (EMU)."""
        return self.setter.sheet.body.leading

    @property
    def text(self) -> TextStyle:
        """The style of running text: that of the body, or of footnotes."""
        sheet = self.setter.sheet
        return sheet.style("footnote") if self.in_note else sheet.body

    @property
    def tree(self) -> TagTree:
        """The structure tree."""
        return self.setter.tree

    def narrower(self, by: int) -> Context:
        """Return the same context in a column narrower by `by` (EMU)."""
        return replace(self, width=self.width - by)

    def inside(self, tag: int) -> Context:
        """Return the same context under another structure element."""
        return replace(self, parent=tag)
