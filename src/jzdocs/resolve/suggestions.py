"""Hints that name what the author may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from jzdocs.messages.message import Message, message

_MARK_IT = message("hint.mark_fact")
_MOST = 5_000  # looking for a near name among a large table's cells would take seconds


def nearest(name: str, known: Iterable[str], otherwise: Message = _MARK_IT) -> Message:
    """A hint that names the nearest known name, or else says what to do."""
    from difflib import get_close_matches  # only on errors

    close = get_close_matches(name, list(islice(known, _MOST)), 1, 0.5)
    return message("hint.did_you_mean", name=close[0]) if close else otherwise
