"""How documents are built: what a caller may choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from jzdocs.errors import Diagnostic

FORMATS = ("pdf", "docx")

Conformance = Literal["a-2a", "a-3a"]
Embedding = Literal["", "used", "all"]


class BuildOptions(Struct, frozen=True):
    """How documents are built.

    `archive` is the PDF's conformance ("a-3a" attaches the facts and the data of charts); `comment` words a finding as
    a comment in the Word file (None: no comments); `fonts` says which fonts are embedded in the Word file ("used": the
    characters that are used, "all", "": none). Where a source makes many documents, `row` holds the values of this one,
    and `name` is its name.
    """

    archive: Conformance = "a-2a"
    comment: Callable[[Diagnostic], str] | None = None
    fonts: Embedding = ""
    row: Mapping[str, str] | None = None
    name: str = ""
