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
    """How documents are built: the PDF's conformance ("a-3a" attaches the facts and the charts' data); how a finding
    is worded as a comment in the Word file (None: it has none); whether fonts are embedded in that ("used": cut to
    what is used, "all"). Of many made from one source, the `row` that gives its values and the `name` of this one."""

    archive: Conformance = "a-2a"
    comment: Callable[[Diagnostic], str] | None = None
    fonts: Embedding = ""
    row: Mapping[str, str] | None = None
    name: str = ""
