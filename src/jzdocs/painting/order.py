"""The order in which the items of a page are drawn: those of a drawing stand where its slot is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jzdocs.frames import Anchor, Clip, Drawing, Image, Item, Link, Mark, Path, Rule, Slot, TextRun

Painted = TextRun | Rule | Path | Clip | Image | Link | Anchor | Mark


def painted(
    items: Sequence[Item], drawings: Mapping[str, Drawing], dx: int = 0, dy: int = 0
) -> Iterator[tuple[Painted, int, int]]:
    """Yield the items in the order in which they are drawn, each with the place of its origin on the page (EMU)."""
    for item in items:
        if isinstance(item, Slot):
            if drawing := drawings.get(item.key):
                yield from painted(drawing.items, drawings, dx + item.x, dy + item.y)
        else:
            yield item, dx, dy
