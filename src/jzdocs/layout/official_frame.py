"""What the elements of an official document need to be set (GB/T 9704-2012)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.lines import Line
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.style.stylesheet import PageStyle, TextStyle


class Frame(Struct, frozen=True):
    """What the elements need: the document's meta data, the setter, and the measure (EMU)."""

    meta: nodes.Meta
    setter: Setter
    width: int

    @property
    def official(self) -> nodes.Official:
        """The meta data of official documents."""
        return self.meta.official

    @property
    def page(self) -> PageStyle:
        """The page of the stylesheet."""
        return self.setter.sheet.page

    @property
    def body(self) -> TextStyle:
        """The style of the text, without indent."""
        return replace(self.setter.sheet.body, indent=0)

    @property
    def grid(self) -> int:
        """The distance between lines (EMU)."""
        return self.setter.sheet.body.leading

    @property
    def em(self) -> int:
        """The pitch of characters on the page's grid (EMU)."""
        return self.width // self.page.characters if self.page.characters else self.body.size

    def lines(self, text: str, style: TextStyle, width: int, tag: int) -> list[Line]:
        """Return the lines of a text in a column `width` wide; with a negative `tag` they are only measured."""
        parts = spans((nodes.Text(text),), style, self.setter, tag if tag >= 0 else None)
        return set_paragraph(self.setter, parts, style, width, tag=tag)

    def line(self, text: str, style: TextStyle, tag: int) -> Line:
        """Return a text as a single line, whatever its length."""
        return self.lines(text, replace(style, align="left", indent=0), self.width * 4, tag)[0]

    def paragraph(self) -> int:
        """Add a paragraph to the structure tree, and return its number."""
        return self.setter.tree.add("P")
