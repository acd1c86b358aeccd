"""The form that an official document has: which parts stand in it, and what of a signature (GB/T 9704-2012, 10)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.model.official_kinds import document_form


def settle_form(document: nodes.Document) -> nodes.Document:
    """Return an official document whose parts have a form: that of the template, else that of the document's kind.

    Minutes are signed only where the front matter says so. An order without a title has none. Attachments without a
    number get one where there are several (7.3.4).
    """
    parts = [block for block in document.blocks if isinstance(block, nodes.OfficialPart)]
    if not parts:
        return document
    document = _with_head(document, parts)
    form = next((part.form for part in parts if part.part == "head" and part.form), "") or document_form(document.meta)
    blocks = tuple(
        replace(block, form=block.form or form) if isinstance(block, nodes.OfficialPart) else block
        for block in document.blocks
    )
    return replace(_with_signoff(document, form), blocks=_numbered(blocks, len(document.meta.official.attachments)))


def _with_head(document: nodes.Document, parts: Sequence[nodes.OfficialPart]) -> nodes.Document:
    """Return the document with the head that its template brings, where the front matter gives none."""
    official, lines = document.meta.official, next((part.text for part in parts if part.part == "head"), ())
    if official.head or not lines:
        return document
    return replace(document, meta=replace(document.meta, official=replace(official, head=lines)))


def _with_signoff(document: nodes.Document, form: str) -> nodes.Document:
    """Return the document, minutes without a signature where the front matter asks for none."""
    official = document.meta.official
    if form != "minutes" or official.signoff:
        return document
    return replace(document, meta=replace(document.meta, official=replace(official, signoff="none")))


def _numbered(blocks: tuple[nodes.Block, ...], listed: int) -> tuple[nodes.Block, ...]:
    """Return the blocks, attachments without a number with the next one where several are listed or stand there."""
    several = listed > 1 or sum(isinstance(block, nodes.Attachment) and block.labelled for block in blocks) > 1
    out: list[nodes.Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, nodes.Attachment) and block.labelled:
            count = int(block.number) if block.number.isdecimal() else count + 1
            if several and not block.number:
                block = replace(block, number=str(count))
        out.append(block)
    return tuple(out)
