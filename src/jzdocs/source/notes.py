"""Footnotes of a plain text: marks like ［24］, [3] or ① in it, and at its end the notes that begin with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.messages.message import message
from jzdocs.source.pieces import Piece

MARK = re.compile(r"[［\[](\d{1,3})[］\]]|([①-⑳])")
_OPENS = re.compile(r"^(?:[［\[](\d{1,3})[］\]]|([①-⑳]))\s*(?=\S)")
_TITLE = re.compile(r"^(?:注|注释|附注|脚注)[：:]?$")


def with_notes(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the notes at the end turned into notes.

    A paragraph whose mark does not occur in the text stays a paragraph.
    """
    end = len(pieces)
    while end and pieces[end - 1].role == "text" and _OPENS.match(pieces[end - 1].text):
        end -= 1
    notes = pieces[end:]
    body = pieces[:end]
    if not notes:
        return list(pieces)
    marked = {mark for piece in body if piece.role in ("text", "bullet") for mark in marks(piece.text)}
    end_pieces = [_note(piece) if _number_of(piece.text) in marked else piece for piece in notes]
    if all(piece.role == "note" for piece in end_pieces) and body and _TITLE.match(body[-1].text):
        body = body[:-1]
    return [*body, *end_pieces]


def marks(text: str) -> list[int]:
    """Return the numbers of the marks in a text."""
    return [_number(m[1] or "", m[2] or "") for m in MARK.finditer(text)]


def _number_of(text: str) -> int:
    """Return the number that a note begins with; 0 where a text is no note."""
    match = _OPENS.match(text)
    return _number(match[1] or "", match[2] or "") if match else 0


def _number(digits: str, circled: str) -> int:
    return int(digits) if digits else ord(circled) - 0x2460 + 1


def _note(piece: Piece) -> Piece:
    return replace(
        piece,
        role="note",
        level=_number_of(piece.text),
        text=_OPENS.sub("", piece.text),
        sign=message("sign.note_mark"),
    )
