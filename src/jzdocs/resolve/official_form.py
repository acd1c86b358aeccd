"""The form that an official document has: which parts stand in it, and what of a signature (GB/T 9704-2012, 10)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.official_kinds import document_form
from jzdocs.resolve.front_pieces import titles_head


def settle_form(document: nodes.Document, report: Report) -> nodes.Document:
    """Return an official document whose parts have a form: that of the template, else that of the document's kind.

    Minutes are signed only where the front matter says so, and their title is the red head where it can be. Attachments
    without a number get one where there are several (7.3.4). What the front matter says and neither template nor form
    print is reported.
    """
    parts = [block for block in document.blocks if isinstance(block, nodes.OfficialPart)]
    if not parts:
        _report_unprinted(document, "", parts, report)
        return document
    document = _with_head(document, parts)
    form = next((part.form for part in parts if part.part == "head" and part.form), "") or document_form(document.meta)
    blocks = tuple(
        replace(block, form=block.form or form) if isinstance(block, nodes.OfficialPart) else block
        for block in document.blocks
    )
    _report_unprinted(document, form, parts, report)
    if titles_head(document.meta, form):
        blocks = tuple(block for block in blocks if not isinstance(block, nodes.TitleBlock))
    return replace(_with_signoff(document, form), blocks=_numbered(blocks, len(document.meta.official.attachments)))


def _with_head(document: nodes.Document, parts: Sequence[nodes.OfficialPart]) -> nodes.Document:
    """Return the document with the head that its template brings, where the front matter gives none."""
    official, lines = document.meta.official, next((part.text for part in parts if part.part == "head"), ())
    if official.head or not lines:
        return document
    return replace(document, meta=replace(document.meta, official=replace(official, head=lines)))


# what each part prints, by its keys
_PRINTED = {
    "head": ("head", "copy", "secrecy", "urgency", "signers"),
    "addressees": ("to",),
    "attachments": ("attachments",),
    "attendance": ("chair", "present", "absent", "observers", "recorder"),
    "signature": ("signatory", "remark"),
    "colophon": ("report_to", "cc", "distribution", "printed_by", "printed_on", "print_run"),
}
_NOT_IN_LETTERS = ("printed_by", "printed_on", "print_run")


def _report_unprinted(document: nodes.Document, form: str, parts: Sequence[nodes.OfficialPart], report: Report) -> None:
    """Report what the front matter says of an official document and no part prints."""
    official = document.meta.official
    present = {part.part for part in parts}
    keys = [key for part, keys in _PRINTED.items() if part not in present for key in keys if getattr(official, key)]
    if keys:
        report.warn(document.at, "S083", names="、".join(keys))
    if (
        form == "letter"
        and "colophon" in present
        and (unprinted := [k for k in _NOT_IN_LETTERS if getattr(official, k)])
    ):
        report.warn(document.at, "S083.letter", names="、".join(unprinted))


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
