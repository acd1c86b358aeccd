"""The title of a document: that of the front matter, else its only heading of level 1, else the file's name. An order
needs none: its red head names it."""

from __future__ import annotations

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.official_kinds import document_form
from jzdocs.model.walk import plain


def with_title(document: nodes.Document, name: str, report: Report, *, of_heading: bool = True) -> nodes.Document:
    """Return the document with a title. Where a single heading of level 1 stands before all others, it becomes the
    title, and the others move up a level; not so (`of_heading`) in plain text, whose titles are found by form."""
    if document.meta.title:
        return document
    if headed := _headed(document):
        return headed
    headings = [block for block in document.blocks if isinstance(block, nodes.Heading)]
    top = [heading for heading in headings if heading.level == 1]
    if of_heading and len(top) == 1 and headings[0] is top[0] and (len(headings) > 1 or _opens(document, top[0])):
        blocks = tuple(_raised(block) for block in document.blocks if block is not top[0])
        return replace(document, meta=replace(document.meta, title=plain(top[0].inlines)), blocks=blocks)
    report.warn(document.at, "S053", name=name)
    return replace(document, meta=replace(document.meta, title=name))


def _headed(document: nodes.Document) -> nodes.Document | None:
    """Return an order, or minutes, whose red head is all its title: it is called by it, and prints no other title."""
    official, meta = document.meta.official, document.meta
    headed = any(isinstance(block, nodes.OfficialPart) and block.part == "head" for block in document.blocks)
    if not headed or document_form(meta) not in ("order", "minutes"):
        return None
    name = "".join(official.head) or "".join((*meta.issuer, "令" if document_form(meta) == "order" else "会议纪要"))
    blocks = tuple(block for block in document.blocks if not isinstance(block, nodes.TitleBlock))
    return replace(document, meta=replace(meta, title=f"{name}{official.number}"), blocks=blocks)


def _opens(document: nodes.Document, heading: nodes.Heading) -> bool:
    """Return whether nothing of the author's stands before a heading."""
    before = document.blocks[: document.blocks.index(heading)]
    return not any(block.at.path == heading.at.path for block in before)


def _raised(block: nodes.Block) -> nodes.Block:
    return replace(block, level=max(1, block.level - 1)) if isinstance(block, nodes.Heading) else block
