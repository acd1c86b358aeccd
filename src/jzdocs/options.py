"""How documents are built: what a caller may choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct

from jzdocs.errors import Diagnostic

FORMATS = ("pdf", "docx", "ofd")
DEFAULT_FORMATS = ("pdf", "docx")

Conformance = Literal["a-2a", "a-3a"]
OfdKind = Literal["archive", "exchange"]
Embedding = Literal["", "used", "all"]


class RowValue(Struct, frozen=True):
    """The value of a column in the row that a document is made of.

    `place` is where its cell stands (`d.csv:B2`), `counted` says whether the column holds numbers; `fault` says why the
    cell cannot be printed (see `nodes.DataTable`); `given` is what a Python program gives in place of a text.
    """

    head: str
    text: str
    place: str = ""
    counted: bool = False
    fault: str = ""
    given: Any = None


class AllRows(Struct, frozen=True):
    """All rows of the table that documents are made from, which a template may ask for as `rows`."""

    rows: tuple[tuple[RowValue, ...], ...]


class BuildOptions(Struct, frozen=True):
    """How documents are built.

    `archive` is the PDF's conformance ("a-3a" attaches the facts and the data of charts), `ofd` that of the OFD file
    ("archive": OFD-A; "exchange": links to addresses work, and it says what may be done with it); `comment` words a
    finding as a comment in the Word file (None: no comments); `fonts` says which fonts are embedded in the Word file
    ("used": the characters that are used, "all", "": none). Where a source makes many documents, `row` holds the values
    of this one, and `name` is its name. `source` is a text that stands for what the source's file holds.
    """

    archive: Conformance = "a-2a"
    comment: Callable[[Diagnostic], str] | None = None
    fonts: Embedding = ""
    row: tuple[RowValue, ...] | None = None
    name: str = ""
    source: str | None = None
    ofd: OfdKind = "archive"
