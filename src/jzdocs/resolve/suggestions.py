"""Hints that name what the author may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

_MOST = 5_000  # looking for a near name among a large table's cells would take seconds


def nearest(name: str, known: Iterable[str], otherwise: str = "mark it in the text: [12个]{#name}") -> str:
    """A hint that names the nearest known name, or else says what to do."""
    from difflib import get_close_matches  # only on errors

    close = get_close_matches(name, list(islice(known, _MOST)), 1, 0.5)
    return f"did you mean “{close[0]}”?" if close else otherwise
