"""Captions of a Word file: the line that names a table stands above it, that of a picture below it, or else above."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jzdocs.patterns import compiled
from jzdocs.source.pieces import Piece

CAPTION = compiled(r"(图|表)\s*(\d{1,3})(?![-—–.．]?\d)[\s\u3000:：.．、]*(\S.*)")
_POINTS = ("note", "comment", "math", "link")


def with_captions(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with captions put to the table below them, or the picture above."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and last.role == "picture" and not last.caption and _is_caption(piece, "图"):
            out[-1] = replace(last, caption=piece.text)
        elif last and piece.role in ("table", "picture") and (_is_caption(last, "表") or _is_above(last, piece)):
            out[-1] = replace(piece, caption=last.text)
        else:
            out.append(piece)
    return out


def _is_above(line: Piece, piece: Piece) -> bool:
    """Return whether a line names the picture below it."""
    return piece.role == "picture" and _is_caption(line, "图")


def _is_caption(piece: Piece, kind: str) -> bool:
    """Return whether a line names a picture or table, and nothing else stands in it."""
    match = CAPTION.fullmatch(piece.text)
    if match is None or match[1] != kind or piece.role not in ("text", "heading"):
        return False
    return len(piece.text) <= 80 and piece.text[-1] not in "。；" and not any(m.kind in _POINTS for m in piece.marks)
