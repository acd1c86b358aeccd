"""What the elements of an official document need to be set (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.frames import Item, TextRun
from jzdocs.layout.lines import Draw, Line
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


def attachment_places(frame: Frame) -> tuple[int, int]:
    """Return how far in the numbers of several attachments stand, and their names: behind 附件：, which takes three
    characters two characters in; a number takes one, of two digits one and a half."""
    count = len(frame.official.attachments)
    number = 5 * frame.em
    return number, number + (0 if count < 2 else frame.em if count < 10 else frame.em * 3 // 2)


def label_width(text: str, line: Line, size: int) -> int:
    """Return the width of a label with text behind it: the blank half of its colon, which vanishes at the end of a
    line, counts again."""
    return line.width + (size // 2 if text.endswith("：") else 0)


def signer_name(frame: Frame, name: str, style: TextStyle, look: tuple[int, bool]) -> Line:
    """Return the line of a name; `look` is its paragraph, and whether its two characters are set as wide as three."""
    tag, wide = look
    line = frame.line(name, style, tag)
    if not wide:
        return line
    items = [
        item._replace(adjust=(*item.adjust, (0, 1000.0))) if isinstance(item, TextRun) and item.text == name else item
        for item in line.items
    ]
    return line._replace(items=tuple(items), width=line.width + style.size)


def row(parts: Sequence[tuple[Line, int]]) -> Draw:
    """Return a function that draws lines side by side, each with its distance from the left."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for line, left in parts:
            yield from line.draw(x + left, y)

    return draw
