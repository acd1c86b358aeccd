"""What is settled when a text has been read: one table of contents, links that nothing uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks as all_blocks

_YES = ("true", "yes", "on", "是", "1")


def with_contents(
    blocks: Sequence[nodes.Block], requested: Sequence[nodes.Contents], meta: nodes.Meta
) -> tuple[nodes.Block, ...]:
    """Return the blocks of a document with one table of contents, where `[toc]` (in `requested`) or `toc: true` ask
    for it. A template's own goes before them."""
    others = [b for b in all_blocks(blocks) if isinstance(b, nodes.Contents) and not any(b is a for a in requested)]
    first = None if others or not requested else requested[0]
    out = [
        b for b in blocks if not (isinstance(b, nodes.Contents) and b is not first and any(b is a for a in requested))
    ]
    if others or first is not None or meta.extra.get("toc", "").lower() not in _YES:
        return tuple(out)
    place = next((index for index, block in enumerate(out) if isinstance(block, nodes.Heading)), None)
    if place is not None:
        out.insert(place, nodes.Contents(at=out[place].at))
    return tuple(out)


def report_unused_links(
    env: Mapping[str, Any], tokens: Iterable[Token], place: Callable[[int], Location], report: Report
) -> None:
    """Report the definitions of links that no link uses: nothing of them is printed."""
    references = env.get("references", {})
    if not references:
        return
    used = {label for token in _with_children(tokens) if (label := token.meta.get("label"))}
    for label, definition in references.items():
        if label not in used:
            report.warn(place(definition["map"][0]), "S078.link", text=definition.get("title") or definition["href"])
    for definition in env.get("duplicate_refs", ()):
        report.warn(place(definition["map"][0]), "S078.link", text=definition["href"])


def _with_children(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _with_children(token.children)
