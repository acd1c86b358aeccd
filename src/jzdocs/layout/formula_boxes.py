"""Boxes of formulas: glyphs and rules around a baseline, and how they are put together. Lengths are EMU, y upwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jzdocs.frames import Rule, TextRun

DISPLAY, TEXT, SCRIPT, SCRIPT_SCRIPT = range(4)


class Style(NamedTuple):
    """The style of a part: display, text, script or script of script; `cramped` below rules and bars."""

    level: int
    cramped: bool = False

    @property
    def script(self) -> Style:
        """The style of a superscript."""
        return Style(SCRIPT if self.level < SCRIPT else SCRIPT_SCRIPT, self.cramped)

    @property
    def below(self) -> Style:
        """The style of a subscript."""
        return Style(self.script.level, True)

    @property
    def tight(self) -> Style:
        """The style below a rule."""
        return Style(self.level, True)


class Glyph(NamedTuple):
    """A glyph with its origin at x, y; `number` is that of the glyph where it is not the character's own, else -1."""

    x: float
    y: float
    face: str
    size: float
    text: str
    number: int = -1


class Bar(NamedTuple):
    """A horizontal or vertical bar: its lower left corner, width and height."""

    x: float
    y: float
    width: float
    height: float


class MathBox(NamedTuple):
    """What is set of a part of a formula: its size around the baseline and its items.

    `italic` is how far its top leans over its right edge, `attach` where an accent stands above it (-1: in the
    middle); `single` says that it is one character, to which scripts stand close.
    """

    width: float
    height: float
    depth: float
    items: tuple[Glyph | Bar, ...] = ()
    italic: float = 0.0
    attach: float = -1.0
    single: bool = False


class SetFormula(NamedTuple):
    """A set formula: its size around the baseline (EMU), and its items from its left edge at the baseline (y
    downwards)."""

    width: int
    height: int
    depth: int
    items: tuple[TextRun | Rule, ...]


EMPTY = MathBox(0.0, 0.0, 0.0)


def moved(box: MathBox, dx: float, dy: float) -> tuple[Glyph | Bar, ...]:
    """Return a box's items moved to the right and upwards."""
    return tuple([item._replace(x=item.x + dx, y=item.y + dy) for item in box.items])


def raised(box: MathBox, dy: float) -> MathBox:
    """Return a box moved upwards."""
    return box._replace(height=box.height + dy, depth=box.depth - dy, items=moved(box, 0, dy))


def overlaid(placed: Iterable[tuple[MathBox, float, float]], width: float) -> MathBox:
    """Return a box `width` wide of boxes at x and y."""
    boxes = list(placed)
    height = max((box.height + y for box, _, y in boxes), default=0.0)
    depth = max((box.depth - y for box, _, y in boxes), default=0.0)
    return MathBox(width, height, depth, tuple([i for box, x, y in boxes for i in moved(box, x, y)]))


def bar(width: float, thickness: float, y: float = 0.0) -> MathBox:
    """Return a horizontal bar whose lower edge is at y."""
    return MathBox(width, y + thickness, -y, (Bar(0.0, y, width, thickness),))
