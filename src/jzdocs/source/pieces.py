"""What plain text and Word files are read into: pieces, each with its role, its place, and the sign that shows the
role."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.messages.message import Message
from jzdocs.source.lines import Line

Role = Literal[
    "title",
    "subtitle",
    "date",
    "issuer",
    "number",
    "part",
    "heading",
    "lead",
    "text",
    "bullet",
    "table",
    "note",
    "to",
    "attachment",
    "signed",
    "remark",
]

# the Word reader puts it in the place of what is no text (a table, a list) where the text is read as a whole
PLACEHOLDER = "\uffff"


class Piece(Struct, frozen=True):
    """A piece of the structure: its role, its text, the line and column (from 1) where it begins, and the `sign` that
    shows its role.

    `level` is that of a heading, or the number of a note; `rows` and `unit` belong to a table, whose text is its
    caption. A heading that is `unnumbered` gets no number in the document.
    """

    role: Role
    text: str
    line: int
    level: int = 0
    column: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    unit: str = ""
    sign: Message | None = None
    unnumbered: bool = False


class Block(Struct, frozen=True):
    """Lines that stand together, or a table that was flattened to text. `plain` lines are no headings, whatever their
    form: part of an opening, a signature or a note. `piece` is what a block was found to be already."""

    lines: tuple[Line, ...]
    table: Piece | None = None
    plain: bool = False
    piece: Piece | None = None

    @property
    def text(self) -> str:
        """Return the text of the first line."""
        return self.lines[0].text

    @property
    def alone(self) -> bool:
        """Return whether the block is a single line of text."""
        return len(self.lines) == 1 and self.table is None
