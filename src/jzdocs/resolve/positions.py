"""Where a character of a run's plain text stands in the source."""

from __future__ import annotations

from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, inlines, plain


def place_in(run: Inlines, start: int) -> Location:
    """The place of the character `start` of the run's plain text."""
    position, at = 0, Location("")
    for inline in inlines(run):
        if isinstance(inline, nodes.Strong | nodes.Emphasis | nodes.Script | nodes.Link):
            continue
        if position > start:
            break
        at = inline.at
        if not isinstance(inline, nodes.FactText) and at.line:
            at = Location(at.path, at.line, at.column + start - position, -1)
        position += len(plain((inline,)))
    return at
