"""What a text without marks is read into: pieces, each with its role, its place, and the sign that told it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.messages.message import Message
from jzdocs.source.line_repair import Line

Role = Literal[
    "title", "subtitle", "date", "issuer", "number", "part", "heading", "lead", "text", "bullet", "table", "note"
]

# a reader of another format puts it in the place of what is no text (a table, a list)
PLACEHOLDER = "\uffff"


class Piece(Struct, frozen=True):
    """A piece of the structure: its role, level (of headings; the mark of notes), text, the line (from 1) and column
    it begins at, the rows of a table, and the sign by which it was told."""

    role: Role
    text: str
    line: int
    level: int = 0
    column: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    unit: str = ""
    sign: Message | None = None


class Block(Struct, frozen=True):
    """Lines that stand together; or a table that was flattened to text."""

    lines: tuple[Line, ...]
    table: Piece | None = None

    @property
    def text(self) -> str:
        """Its first line."""
        return self.lines[0].text

    @property
    def alone(self) -> bool:
        """Whether it is one line."""
        return len(self.lines) == 1 and self.table is None
