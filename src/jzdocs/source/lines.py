"""A line of a plain text as it was meant."""

from __future__ import annotations

from msgspec import Struct

BLANKS = " \t\u3000\xa0\ufeff\u200b"


class Line(Struct, frozen=True):
    """A line as it was meant: its text ("" for a blank line), where it begins (line and column from 1), and whether it
    was indented."""

    text: str
    number: int
    column: int = 1
    indented: bool = False
