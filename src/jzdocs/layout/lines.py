"""Set lines, and functions that draw items at a place of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never

from jzdocs.frames import Anchor, Clip, Image, Item, Link, Mark, Path, Rule, Slot, TextRun

Draw = Callable[[int, int], Iterable[Item]]


class Line(NamedTuple):
    """A set line of a paragraph.

    `items` are placed from the top left corner of the line; `width` is how far it reaches from the left edge of its
    column (EMU). `notes` are the numbers of the notes it refers to, `anchors` the link targets in it; `ragged` is its
    text where the line should be flush but could not be filled, else ''. `formulas` is how far its formulas reach above
    and below the baseline (EMU).
    """

    items: tuple[Item, ...]
    width: int
    notes: tuple[int, ...] = ()
    ragged: str = ""
    anchors: tuple[str, ...] = ()
    formulas: tuple[int, int] = (0, 0)

    @property
    def draw(self) -> Draw:
        """A function that draws the line with its top left corner at a given place."""
        return placed(self.items)


def placed(items: Sequence[Item]) -> Draw:
    """Return a function that draws, at a given place, items that were set at the origin."""

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
        case Path() | Clip():
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
    """Return a function that draws the same, moved by an offset."""
    return draw if dx == dy == 0 else lambda x, y: draw(x + dx, y + dy)
