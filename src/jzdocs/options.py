"""How documents are built: what a caller may choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import Struct, field

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


class GivenTable(Struct, frozen=True):
    """A table that a Python program gives: the names of its columns and its rows, each cell as it is printed; `unit` is
    that of columns that name none, `digest` the SHA-256 of all of it."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""
    digest: str = ""


class GivenFigure(Struct, frozen=True):
    """A drawing that a Python program gives: a copy of a figure of matplotlib that nobody else holds, and its size in
    points."""

    figure: Any
    width: float
    height: float


class Given(Struct, frozen=True):
    """What a Python program gives a document beside its text: tables of data and drawings, by their names."""

    tables: Mapping[str, GivenTable] = field(default_factory=dict)
    figures: Mapping[str, GivenFigure] = field(default_factory=dict)


class BuildOptions(Struct, frozen=True):
    """How documents are built.

    `archive` is the PDF's conformance ("a-3a" attaches the facts and the data of charts), `ofd` that of the OFD file
    ("archive": OFD-A; "exchange": links to addresses work, and it says what may be done with it); `comment` words a
    finding as a comment in the Word file (None: no comments); `fonts` says which fonts are embedded in the Word file
    ("used": the characters that are used, "all", "": none). Where a source makes many documents, `row` holds the values
    of this one, and `name` is its name. `source` is a text that stands for what the source's file holds. `given` is
    what a program gives beside it. With `run` the cells of a notebook are run anew.
    """

    archive: Conformance = "a-2a"
    comment: Callable[[Diagnostic], str] | None = None
    fonts: Embedding = ""
    row: tuple[RowValue, ...] | None = None
    name: str = ""
    source: str | None = None
    ofd: OfdKind = "archive"
    given: Given = Given()
    run: bool = False
