"""Which sign shows the role of each piece of a text: for `outline --explain` and `import --explain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jzdocs.cli.terminal import find_jobs, language, say, text
from jzdocs.errors import Report
from jzdocs.messages.catalogue import text as worded

_SHOWN = 40


def explained(path: str) -> list[dict[str, Any]]:
    """Return a record for each piece that a sign shows, in the order of the text, with the sign in the user's language.

    The list is empty for Markdown, which names its structure itself.
    """
    from jzdocs.source.read import read_pieces

    pieces, _ = read_pieces(find_jobs([path])[0][0], Report())
    return [
        {
            "line": piece.line,
            "column": piece.column,
            "role": piece.role,
            "level": piece.level,
            "text": piece.text or " ".join(piece.rows[0]),
            "sign": worded(piece.sign, language()),
        }
        for piece in pieces
        if piece.sign
    ]


def print_explained(records: Sequence[dict[str, Any]]) -> None:
    """Print a line for each record."""
    for record in records:
        words = record["text"] if len(record["text"]) <= _SHOWN else record["text"][: _SHOWN - 1] + "…"
        heading = record["role"] == "heading"
        role = text("role.heading_level", level=record["level"]) if heading else text(f"role.{record['role']}")
        say(f"{record['line']}:{record['column']}  {role}  {words}  ← {record['sign']}")
