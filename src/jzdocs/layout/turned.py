"""Which blocks stand on turned pages: tables that ask for it or are too wide for an upright page, and the headings
or the title right above them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_fit import fit_table
from jzdocs.model import nodes

_EASE = ("comfortable", "tight", "crowded")


class Turned(Struct, frozen=True):
    """The indices of the `blocks` on turned pages, and the tables turned without being asked (`by_width`), with how
    many columns they have."""

    blocks: frozenset[int]
    by_width: tuple[tuple[Location, int], ...]


def turned_blocks(document: nodes.Document, setter: Setter) -> Turned:
    """Return the blocks of a document that stand on turned pages."""
    page = setter.sheet.page
    wide = page.turned(setter.sheet.body.leading).measure
    turned, by_width = set[int](), []
    for index, block in enumerate(document.blocks):
        if not isinstance(block, nodes.Table):
            continue
        if block.landscape is None and _is_too_wide(block, setter, page.measure, wide):
            by_width.append((block.at, len(block.align)))
        elif not block.landscape:
            continue
        turned.add(index)
        turned.update(_headings_above(document, index))
    return Turned(frozenset(turned), tuple(by_width))


def _is_too_wide(table: nodes.Table, setter: Setter, upright: int, wide: int) -> bool:
    """Return whether a table has too little room upright, and more on a turned page."""
    if wide <= upright or len(table.align) < 2:
        return False
    fit = fit_table(table, setter, upright)
    return fit.ease != "comfortable" and (
        fit.ease == "crowded" or _EASE.index(fit_table(table, setter, wide).ease) < _EASE.index(fit.ease)
    )


def _headings_above(document: nodes.Document, index: int) -> Iterator[int]:
    """Yield the indices of the headings right above a block, and of the title, or the head of an attachment, where
    nothing else stands between."""
    for above in range(index - 1, -1, -1):
        if not isinstance(document.blocks[above], nodes.Heading | nodes.TitleBlock | nodes.Attachment):
            return
        yield above
