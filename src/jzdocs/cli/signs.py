"""Which sign told each piece of a text: for `outline` and `import`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jzdocs.cli.terminal import find_jobs, say, translated
from jzdocs.errors import Report

_SHOWN = 40


def explained(path: str) -> list[dict[str, Any]]:
    """A record for each piece that was told by a sign, in the order of the text; empty for Markdown, which says its
    structure itself."""
    from jzdocs.source.read import read_pieces

    pieces, _ = read_pieces(find_jobs([path])[0][0], Report())
    return [
        {
            "line": p.line,
            "column": p.column,
            "role": p.role,
            "level": p.level,
            "text": p.text or " ".join(p.rows[0]),
            "sign": p.sign,
        }
        for p in pieces
        if p.sign
    ]


def print_explained(records: Sequence[dict[str, Any]]) -> None:
    """A line for each record."""
    for one in records:
        text = one["text"] if len(one["text"]) <= _SHOWN else one["text"][: _SHOWN - 1] + "…"
        level = f" {one['level']}" if one["role"] == "heading" else ""
        say(f"{one['line']}:{one['column']}  {translated(one['role'])}{level}  {text}  ← {translated(one['sign'])}")
