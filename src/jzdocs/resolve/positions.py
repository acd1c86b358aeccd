"""Where a character of a run's plain text stands in the source."""

from __future__ import annotations

from jzdocs.errors import NOWHERE, Location
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, placed_leaves


def place_in(run: Inlines, start: int) -> Location:
    """Return the place of the character `start` of the run's plain text. A fact has one place, whatever
    character of it is meant."""
    at = NOWHERE
    for position, leaf in placed_leaves(run):
        if position > start:
            break
        at = leaf.at
        if not isinstance(leaf, nodes.FactText) and at.line:
            at = Location(at.path, at.line, at.column + start - position, -1)
    return at
