"""Set lines, and things that draw themselves at a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never

from jzdocs.frames import Anchor, Image, Item, Link, Mark, Path, Rule, Slot, TextRun

Draw = Callable[[int, int], Iterable[Item]]


class Line(NamedTuple):
    """A set line of a paragraph, its items placed from the top left corner of the line: how far it reaches from the
    left edge of its column, the notes it refers to, its text where it should be flush and is not, and the places in
    it that links lead to."""

    items: tuple[Item, ...]
    width: int
    notes: tuple[int, ...] = ()
    ragged: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def draw(self) -> Draw:
        """Draws the line with the top left corner of its column's line at a place."""
        return placed(self.items)


def placed(items: Sequence[Item]) -> Draw:
    """Draws items that were set at the origin."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for item in items:
            kind = type(item)
            if kind is TextRun:  # nearly all of them
                yield TextRun(item[0] + x, item[1] + y, *item[2:])  # type: ignore[operator, misc]
            elif kind is Mark:
                yield item
            else:
                yield _moved(item, x, y)

    return draw


def _moved(item: Item, x: int, y: int) -> Item:
    match item:
        case Rule():
            return item._replace(x1=item.x1 + x, y1=item.y1 + y, x2=item.x2 + x, y2=item.y2 + y)
        case Path():
            shift = (x, y)
            segments = tuple(
                (name, *(float(v) + shift[i % 2] for i, v in enumerate(values))) for name, *values in item.segments
            )
            return item._replace(segments=segments)
        case Mark():
            return item
        case TextRun() | Image() | Link() | Anchor() | Slot():
            return item._replace(x=item.x + x, y=item.y + y)
        case _:
            assert_never(item)


def shifted(draw: Draw, dx: int, dy: int = 0) -> Draw:
    """The same drawing at an offset."""
    return draw if dx == dy == 0 else lambda x, y: draw(x + dx, y + dy)
