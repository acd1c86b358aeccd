"""The front matter and the attachments of a text that was read by its form, as lines of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.source.pieces import Piece, Role
from jzdocs.source.table_writer import plainly_quoted

ATTENDED: tuple[Role, ...] = ("chair", "present", "absent", "observers", "recorder")
# what every template prints: each role and its key, in the order of the front matter
_KEYS: dict[Role, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "issuer": "issuer",
    "number": "number",
    "date": "date",
    "to": "to",
    "attachment": "attachments",
    "remark": "remark",
}
_OFFICIAL_KEYS: dict[Role, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "kind": "kind",
    "head": "head",
    "issuer": "issuer",
    "number": "number",
    "copy": "copy",
    "secrecy": "secrecy",
    "urgency": "urgency",
    "signer": "signers",
    "date": "date",
    "to": "to",
    "attachment": "attachments",
    "signatory": "signatory",
    "signoff": "signoff",
    "seal": "seal",
    "remark": "remark",
    "chair": "chair",
    "present": "present",
    "absent": "absent",
    "observers": "observers",
    "recorder": "recorder",
    "report_to": "report_to",
    "cc": "cc",
    "distribution": "distribution",
    "printed_by": "printed_by",
    "printed_on": "printed_on",
    "print_run": "print_run",
    "colophon": "colophon",
    "head_file": "head_file",
}
_LISTS: tuple[Role, ...] = ("issuer", "to", "attachment", "signer")  # always as lists
_SEVERAL: tuple[Role, ...] = (
    "head",
    "signatory",
    "remark",
    "report_to",
    "cc",
    "distribution",
    *ATTENDED,
)  # lists of several
_MARKS: tuple[Role, ...] = ("kind", "signoff", "colophon", "to", "attachment", "signed", "number", "signatory")


def is_official(pieces: Sequence[Piece]) -> bool:
    """Return whether pieces are those of an official document."""
    return any(piece.role in _MARKS for piece in pieces)


def front_lines(pieces: Sequence[Piece], *, official: bool) -> Iterator[tuple[int, str]]:
    """Yield the lines of the front matter, each with the line that it comes from: all elements of an `official`
    document, else those that every template prints."""
    for role, key in (_OFFICIAL_KEYS if official else _KEYS).items():
        found = [piece for piece in pieces if piece.role == role]
        if not found:
            continue
        several = role in _LISTS or (len(found) > 1 and (role in _SEVERAL))
        quoted = [plainly_quoted(piece.text) for piece in found] if several else [_value(found[0])]
        value = f"[{', '.join(quoted)}]" if several else quoted[0]
        yield found[0].line, f"{key}: {value}"


def _value(piece: Piece) -> str:
    return (
        "yes"
        if piece.role == "seal"
        else piece.text
        if piece.role in ("signoff", "colophon", "head_file")
        else plainly_quoted(piece.text)
    )


def appendix_lines(title: str, number: str, *, labelled: bool) -> Iterator[str]:
    """Yield the block that begins an attachment."""
    yield "```attachment"
    if number:
        yield f"number: {number}"
    if title:
        yield f"title: {plainly_quoted(title)}"
    if not labelled:
        yield "label: no"
    yield "```"
