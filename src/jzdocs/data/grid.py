"""What the readers of tables get and give: a file's bytes in, a grid of placed cells out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from jzdocs.errors import Report
from jzdocs.facts.cells import column_letters
from jzdocs.messages.message import Message
from jzdocs.model import nodes

MAX_CELLS = 1_000_000
Rows = list[tuple[nodes.Text, ...]]


class DataError(Exception):
    """A table that cannot be read: the reason, and a hint what to do."""

    def __init__(self, reason: Message, hint: Message) -> None:
        super().__init__(reason.key)
        self.reason, self.hint = reason, hint


class TableSource(Struct, frozen=True):
    """A file with a table: its path, the path as messages show it, its bytes, what the author says about it, and where
    findings go."""

    path: Path
    shown: str
    data: bytes
    file: nodes.DataFile
    report: Report


class Grid(Struct, frozen=True):
    """The cells of a table as its reader finds them.

    `merged` maps the addresses of cells in a merged area to that of its first cell. `faults` are those of
    `nodes.DataTable`. `has_head` says that the first row certainly names the columns.
    """

    rows: Rows
    merged: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    has_head: bool = False


def with_line_breaks(text: str) -> str:
    """Return a text with one kind of line break; programs write several (Word's is a vertical tab)."""
    return re.sub("\r\n?|[\x0b\x0c\u2028\u2029]", "\n", text)


def address(row: int, column: int) -> str:
    """Return the address of the cell in a row and column, both from 1: (2, 28) is AB2."""
    return f"{column_letters(column - 1)}{row}"
