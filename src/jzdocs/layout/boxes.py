"""Boxes: what pages are filled with. A block becomes a sequence of boxes; a box has a height, and draws itself where
the page puts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, assert_never

from msgspec import Struct

from jzdocs.frames import REPEATED, Anchor, Clip, Image, Item, Link, Mark, Path, Rule, Slot, TextRun
from jzdocs.layout.lines import Draw, Line, shifted


class Box(NamedTuple):
    """A piece of a page that is never divided. Lengths are EMU.

    `draw(x, y)` yields its items with its top left corner at x, y. `before` is a space above it that vanishes at the
    top of a page; `raised` is how far it reaches up into that space, which it must not do at the top of a page.
    `glued` forbids a page break after it, `new_page` begins a page with it, `floats` lets it wait for the top of the
    next page, `foot` puts it at the foot of its page or of an even page, `landscape` on a turned page; a page with a
    `bare` box has no number. `notes` are the footnotes that must stand on its page, `anchors` the link targets in it.
    `running` is the title of the part, and `block` the index of the document's block, that begins with it. `columns`
    are what it stands for (it has no height of its own); `repeat` is what its table needs at a page break, `reopened`
    gives the box as it opens a page, where that differs. `role` says what begins with it. `beyond` says that it belongs
    outside the type area, as the head of a letter does. A `new_page` gives way where what stands on the page takes no
    more of it than `runs_on`: a short part is followed by the next. What is `closing` must stay with what stands before
    it, even where more is glued to that than a page holds. `spaced` is the index of the paragraph whose line it is,
    where that may be set closer or wider before a signature.
    """

    height: int
    draw: Draw
    before: int = 0
    glued: bool = False
    notes: tuple[int, ...] = ()
    new_page: bool = False
    floats: bool = False
    running: str | None = None
    anchors: tuple[str, ...] = ()
    block: int = -1
    landscape: bool = False
    raised: int = 0
    foot: Literal["", "page", "even"] = ""
    bare: bool = False
    columns: Columns | None = None
    repeat: Repeat | None = None
    reopened: Callable[[], Box] | None = None
    role: Literal["", "heading", "figure", "table"] = ""
    beyond: bool = False
    runs_on: float = 0.0
    closing: bool = False
    spaced: int = -1


class Columns(Struct, frozen=True):
    """Boxes for `count` columns, each `width` wide and `gutter` apart (EMU), that end at about the same height."""

    boxes: Sequence[Box]
    count: int
    width: int
    gutter: int


class Repeat(Struct, frozen=True):
    """What a table needs where a page break divides it: the boxes that open its next part, and the box that closes
    this part."""

    opening: Sequence[Box]
    closing: Box


def paragraph_boxes(
    lines: Sequence[Line], height: int, *, before: int = 0, left: int = 0, glued: bool = False
) -> list[Box]:
    """Return a box for each line, `height` high and `left` in from the edge (EMU).

    No page break comes after the first of several lines or before the last (orphans and widows); with `glued`, none
    after the last either.
    """
    out = []
    count = len(lines)
    for index, line in enumerate(lines):
        if index:  # high formulas in two lines must not meet
            depth, reach = lines[index - 1].formulas[1], line.formulas[0]
            before = max(0, depth + reach + height // 20 - height) if depth and reach else 0
        held = count > 1 and (index == 0 or index == count - 2)
        last = index == count - 1
        stays = held or (glued and (last or count < 4))
        out.append(Box(height, shifted(line.draw, left), before, stays, line.notes, anchors=line.anchors))
    return out


def stack(
    boxes: Sequence[Box], *, before: int = 0, height: int | None = None, floats: bool = False, glued: bool = False
) -> Box:
    """Return boxes, from top to bottom, as a single box that is never divided; `height` is their sum by default."""
    tops, y = [], 0
    for index, box in enumerate(boxes):
        y += box.before if index else 0
        tops.append(y)
        y += box.height

    def draw(x: int, top: int) -> Iterator[Item]:
        for box, dy in zip(boxes, tops, strict=True):
            yield from box.draw(x, top + dy)

    notes = tuple(note for box in boxes for note in box.notes)
    anchors = tuple(name for box in boxes for name in box.anchors)
    return Box(height or y, draw, before, glued, notes, floats=floats, anchors=anchors)


def with_anchor(box: Box, anchor: Anchor) -> Box:
    """Return a box that is also a link target, and an entry of the outline where the anchor has a title."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield anchor._replace(x=x, y=y)
        yield from box.draw(x, y)

    return box._replace(draw=draw, anchors=(*box.anchors, anchor.name))


def anchored(box: Box, names: Sequence[str]) -> Box:
    """Return a box that is also the target of links to `names`."""
    if not names:
        return box

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from (Anchor(x, y, name) for name in names)
        yield from box.draw(x, y)

    return box._replace(draw=draw, anchors=(*box.anchors, *names))


def as_artifact(box: Box, kind: int = REPEATED) -> Box:
    """Return the same box as an artifact, such as a table's header on the pages after its first."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(kind)
        for item in box.draw(x, y):
            match item:
                case TextRun() | Rule() | Path() | Clip() | Image() | Slot():
                    yield item
                case Mark() | Link() | Anchor():
                    pass  # an artifact belongs to no element, and neither leads anywhere nor is led to
                case _:
                    assert_never(item)

    return box._replace(draw=draw, anchors=(), notes=())


def on_grid(box: Box, grid: int) -> Box:
    """Return a box as high as whole lines of the grid, with its content in the middle."""
    whole = -(-box.height // grid) * grid
    return box._replace(height=whole, draw=shifted(box.draw, 0, (whole - box.height) // 2))


def nothing(x: int, y: int) -> Iterable[Item]:
    """Draw nothing."""
    return ()
