"""A document needs a title: from the front matter, else from its only first-level heading, else from the file's
name."""

from __future__ import annotations

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import plain


def with_title(document: nodes.Document, name: str, report: Report) -> nodes.Document:
    """The document with a title. A single first-level heading before all others becomes it, and the rest move up a
    level."""
    if document.meta.title:
        return document
    headings = [b for b in document.blocks if isinstance(b, nodes.Heading)]
    top = [h for h in headings if h.level == 1]
    if len(top) == 1 and headings[0] is top[0] and len(headings) > 1:
        blocks = tuple(_raised(b) for b in document.blocks if b is not top[0])
        return replace(document, meta=replace(document.meta, title=plain(top[0].inlines)), blocks=blocks)
    report.warn(document.at, "S053", name=name)
    return replace(document, meta=replace(document.meta, title=name))


def _raised(block: nodes.Block) -> nodes.Block:
    return replace(block, level=max(1, block.level - 1)) if isinstance(block, nodes.Heading) else block
