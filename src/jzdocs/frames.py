"""Finished pages: the whole contract between layout, charts and the PDF.

Coordinates are EMU from the page's (or drawing's) top left corner, y downwards; a text run's y is its baseline. A
handful of item kinds is all there is; a writer draws them in order and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct, field

from jzdocs.errors import Location
from jzdocs.units import Size


class TextRun(NamedTuple):
    """Text in one face, size and colour on one baseline.

    `face` is a key of the stylesheet's faces. `spacing` (thousandths of an em) is added after every character; `adjust`
    holds (index, thousandths of an em): that much more is added after the character `index` (-1: before the first).
    `stretch` widens the glyphs. A two-em dash ⸺ in `text` is the pair —— and copies out as such.
    """

    x: int
    y: int
    face: str
    size: int
    color: str
    text: str
    spacing: float = 0.0
    adjust: tuple[tuple[int, float], ...] = ()
    angle: float = 0.0
    stretch: float = 1.0


class Rule(NamedTuple):
    """A straight line, `width` thick."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int
    color: str


class Path(NamedTuple):
    """A path of segments `("M", x, y)`, `("L", x, y)`, `("C", x1, y1, x2, y2, x, y)`, `("Z",)`, filled and/or
    stroked."""

    segments: tuple[tuple[str | int | float, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    width: int = 0
    dash: tuple[int, ...] = ()


class Image(NamedTuple):
    """A raster picture by the name of its bytes."""

    x: int
    y: int
    width: int
    height: int
    key: str


class Link(NamedTuple):
    """An area that leads to an address, or to an anchor in this document where `href` starts with '#'."""

    x: int
    y: int
    width: int
    height: int
    href: str
    tag: int
    contents: str = ""


# what is no part of the document's text: decoration, running heads and feet, table headers that repeat
ARTIFACT, HEADER, FOOTER, REPEATED = -1, -2, -3, -4


class Mark(NamedTuple):
    """What follows, up to the next mark on the page, belongs to the structure's tag of this number, or is an
    artifact (negative)."""

    tag: int


class Tag(Struct, frozen=True):
    """An element of the structure tree: its type, its parent's number (-1: the root), and what it says of itself.

    `alt` describes a figure, `actual` replaces its text, `lang` is its language, `title` a heading's text; `scope`,
    `colspan` and `rowspan` are a table cell's; `numbering` a list's; `box` (EMU) is where a figure stands. Tags of
    one parent stand in the order of their numbers; one with `after` stands behind that number.
    """

    kind: str
    parent: int
    alt: str = ""
    actual: str = ""
    lang: str = ""
    title: str = ""
    id: str = ""
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1
    numbering: str = ""
    after: int = -1
    box: tuple[int, int, int, int] | None = None


class Anchor(NamedTuple):
    """A place that links and bookmarks lead to; with a `title` it is an entry of the outline at `level`."""

    x: int
    y: int
    name: str
    title: str = ""
    level: int = 0


class Slot(NamedTuple):
    """Where a drawing (a chart) stands; its items come from `Pages.drawings`."""

    x: int
    y: int
    key: str


Item = TextRun | Rule | Path | Image | Link | Anchor | Slot | Mark


class Drawing(Struct, frozen=True):
    """A chart as items, its origin at its own top left corner."""

    size: Size
    items: tuple[Item, ...]


class Page(Struct, frozen=True):
    """One page; `label` is the number printed on it, or '' for none."""

    size: Size
    items: tuple[Item, ...]
    label: str = ""


class Pages(Struct, frozen=True):
    """A laid-out document: pages, where each anchor stands (page index from 0), and the order in which the
    document's blocks (by their index) begin on the pages: a figure that floats comes later than in the text; the
    structure tree; the lines that should be flush and are not, with their paragraph's place; the number printed on
    each anchor's page; and the blocks that begin a page."""

    pages: tuple[Page, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    tags: tuple[Tag, ...] = ()
    ragged: tuple[tuple[Location, str], ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    opening: frozenset[int] = frozenset()
