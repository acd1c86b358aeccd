"""Hints that name what the author may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from jzdocs.messages.message import Message, message

_MARK_IT = message("hint.mark_fact")
_MOST_NAMES = 5_000  # comparing with every cell of a large table would take seconds
_LIKENESS = 0.5


def nearest(name: str, names: Iterable[str], otherwise: Message = _MARK_IT) -> Message:
    """Return a hint with that of `names` which is nearest to `name`; `otherwise` where none is near."""
    from difflib import get_close_matches  # only on errors

    close = get_close_matches(name, list(islice(names, _MOST_NAMES)), 1, _LIKENESS)
    return message("hint.did_you_mean", name=close[0]) if close else otherwise
