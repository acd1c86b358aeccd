"""A line of a plain text as it was meant."""

from __future__ import annotations

import re

from msgspec import Struct

BLANKS = " \t\u3000\xa0\ufeff\u200b"


class Line(Struct, frozen=True):
    """A line as it was meant: its text ("" for a blank line), where it begins (line and column from 1), and whether it
    was indented."""

    text: str
    number: int
    column: int = 1
    indented: bool = False


def unspaced(text: str) -> str:
    """Return a word whose characters were set apart (综　合, 政 府 报 告) without blanks, another text as it is."""
    parts = re.split(r"[ \u3000]+", text)
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else text
