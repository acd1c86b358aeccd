"""Finished pages: the whole contract between layout, charts and the PDF writer.

Coordinates are EMU from the top left corner of the page (or of the drawing), y downwards; the y of a text run is its
baseline. The kinds of item form a closed union, `Item`; a writer draws the items in their order and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct, field

from jzdocs.errors import Location
from jzdocs.units import Size


class TextRun(NamedTuple):
    """Text in one face, size and colour on one baseline.

    `face` is a key of the stylesheet's faces, `size` is in EMU, `color` is RRGGBB. `spacing` (thousandths of an em) is
    added after every character; `adjust` holds pairs (index, thousandths of an em): that much more is added after the
    character at `index` (-1: before the first). `angle` is in degrees, counter-clockwise. `stretch` is a factor for the
    width of the glyphs. A two-em dash ⸺ in `text` stands for the pair —— and is copied out as that pair. `glyph` is the
    number of the one glyph that is drawn for `text`, where it is another than the face has for it (-1: it is not).
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
    glyph: int = -1


class Rule(NamedTuple):
    """A straight line from (x1, y1) to (x2, y2), `width` EMU thick."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int
    color: str


class Path(NamedTuple):
    """An outline that is filled, stroked, or both.

    `segments` are `("M", x, y)`, `("L", x, y)`, `("C", x1, y1, x2, y2, x, y)` and `("Z",)`, as in SVG. `fill` and
    `stroke` are RRGGBB; `width` of the stroke and the lengths in `dash` are EMU. `ends` are how lines end and meet, as
    in PDF (ISO 32000-1, 8.4.3.3): (0 butt, 1 round, 2 square; 0 mitre, 1 round, 2 bevel). `opacity` is that of the fill
    and of the stroke, from 0 to 1. With `even_odd`, what lies inside an even number of outlines is not filled.
    """

    segments: tuple[tuple[str | int | float, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    width: int = 0
    dash: tuple[int, ...] = ()
    ends: tuple[int, int] = (0, 0)
    opacity: tuple[float, float] = (1.0, 1.0)
    even_odd: bool = False


class Clip(NamedTuple):
    """What follows, in the same drawing, shows only inside an outline, whose `segments` are those of a path; without
    segments, what the last `Clip` hides shows again. Clips stand inside one another."""

    segments: tuple[tuple[str | int | float, ...], ...] = ()
    even_odd: bool = False


class Image(NamedTuple):
    """A picture; `key` names its bytes (PNG, JPEG, or a page of a PDF), or is a `data:` address that holds a PNG.
    `under` says that text may stand over it, as over a seal."""

    x: int
    y: int
    width: int
    height: int
    key: str
    under: bool = False


class Link(NamedTuple):
    """A clickable area.

    `href` is an address, or '#' and the name of an anchor in this document; `tag` the number of its structure element;
    `contents` what a screen reader says of it ('': the address).
    """

    x: int
    y: int
    width: int
    height: int
    href: str
    tag: int
    contents: str = ""


# numbers of marks for content outside the text: decoration, running heads, feet, repeated table headers, watermarks
ARTIFACT, HEADER, FOOTER, REPEATED, WATERMARK = -1, -2, -3, -4, -5


class Mark(NamedTuple):
    """The owner of all items up to the next mark on the page: a tag by its number, or an artifact (negative)."""

    tag: int


class Tag(Struct, frozen=True):
    """An element of the structure tree (ISO 32000-1, 14.7): its type and the number of its parent (-1: the root).

    `alt` describes a figure, `actual` replaces the element's text, `lang` is its language, `title` the text of a
    heading. `scope`, `colspan` and `rowspan` belong to table cells, `numbering` to lists; `box` is a figure's place on
    its page (x, y, width, height in EMU). Children of one parent stand in the order of their numbers; a tag with
    `after` stands behind the tag of that number.
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
    """A target of links; with a `title` it is also an entry of the outline, at `level` (from 1)."""

    x: int
    y: int
    name: str
    title: str = ""
    level: int = 0


class Slot(NamedTuple):
    """The place of a drawing (a chart); `key` names the drawing, whose items the writer gets beside the pages."""

    x: int
    y: int
    key: str


Item = TextRun | Rule | Path | Clip | Image | Link | Anchor | Slot | Mark


class Drawing(Struct, frozen=True):
    """A chart as items, with the origin at its own top left corner."""

    size: Size
    items: tuple[Item, ...]


class Page(Struct, frozen=True):
    """One page; `label` is the page number as printed, or '' for none."""

    size: Size
    items: tuple[Item, ...]
    label: str = ""


FaultKind = Literal["over", "figure", "outside", "paper"]


class Fault(Struct, frozen=True):
    """A text that is printed "over" the text `other` or over a "figure", stands "outside" the type area, or is cut by
    the edge of the "paper": on the `page` with that number in the file, from the source's place `at`. A figure has no
    text."""

    at: Location
    kind: FaultKind
    page: int
    text: str
    other: str = ""


class Pages(Struct, frozen=True):
    """A laid-out document.

    `anchors` gives the page of each anchor (index from 0), and `numbers` the page number printed there. `order` lists
    the document's blocks, by index, as they begin on the pages: a floating figure comes later than in the text.
    `opening` holds the blocks that begin a page. `tags` is the structure tree. `ragged` lists the lines that should be
    flush but could not be filled, each with the place of its paragraph. `turned` holds the blocks on turned pages,
    `turned_by_width` the tables among them that did not ask for it, `crowded` those whose numbers still have too little
    room, both with how many columns they have. `columns` gives the widths of the columns (EMU) of the tables among the
    blocks, and the scale of their type. `faults` are what the last check found. `last_lines` is how many lines of the
    last page are taken. `pieces` says for each page where among its items those of a block begin: the number of the
    item, and the block's index (-1: none). `pitches` gives the distance of lines (EMU) of the blocks that are set
    closer or wider before a signature.
    """

    pages: tuple[Page, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    tags: tuple[Tag, ...] = ()
    ragged: tuple[tuple[Location, str], ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    opening: frozenset[int] = frozenset()
    turned: frozenset[int] = frozenset()
    turned_by_width: tuple[tuple[Location, int], ...] = ()
    crowded: tuple[tuple[Location, int], ...] = ()
    columns: Mapping[int, tuple[tuple[int, ...], float]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    last_lines: int = 0
    pieces: tuple[tuple[tuple[int, int], ...], ...] = ()
    pitches: Mapping[int, int] = field(default_factory=dict)
