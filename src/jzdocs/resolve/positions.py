"""Where a character of a run's plain text stands in the source."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.errors import NOWHERE, Location
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, placed_leaves, plain
from jzdocs.provenance.text_places import place_of


def place_in(run: Inlines, start: int, source: Sequence[str] = ()) -> Location:
    """Return the place of the character `start` of the run's plain text. A fact has one place, whatever character of it
    is meant. Of a text that was read by its form, `source` holds the lines of the file, in which the place is found."""
    at = begin = NOWHERE
    for position, leaf in placed_leaves(run):
        if position > start:
            break
        at = leaf.at
        begin = begin if begin.line else at
        if not isinstance(leaf, nodes.FactText) and at.line:
            at = Location(at.path, at.line, at.column + start - position, -1)
    return (place_of(plain(run), start, begin, source) if source else None) or at
