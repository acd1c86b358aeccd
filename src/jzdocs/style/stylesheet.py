"""A stylesheet as frozen data. Lengths are EMU; colours are RRGGBB without a sign."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.style.fontfile import FontFile
from jzdocs.units import EMU_PER_TWIP, Size, mm, pt

Alignment = Literal["justify", "left", "center", "right"]
# how far above the type area the running head's line begins, and its rule below that line
_TIGHTEST, _TIGHTEST_EMS = 0.94, 1.5  # the least distance of lines: of the stylesheet's own, and in ems
HEAD_ABOVE = mm(9)
HEAD_RULE_BELOW = pt(2)
# how much of the type area's width and depth a watermark takes at most, and its largest letters
_MARK_WIDTH, _MARK_DEPTH, MARK_SIZE = 0.95, 0.8, pt(144)
LOGO_GAP = mm(2)  # between a logo and the text beside it


class NumberStyle(Struct, frozen=True):
    """Page numbers: `pattern` holds {page}, and {pages} for their count; they stand centred or at the outer edge (one
    em in), the top of their line `below` the type area. They count the whole document, the body alone (what comes
    before it in Roman figures), or each part. `start` is the first number of the whole or of the body (0: as it comes,
    where a cover counts as the first page)."""

    pattern: str = "第 {page} 页　共 {pages} 页"
    place: Literal["center", "outside"] = "center"
    below: int = 324_000
    count: Literal["whole", "body", "part"] = "whole"
    start: int = 0


class PageStyle(Struct, frozen=True):
    """Paper, margins (`inner`: the binding side), and whether they hold a running head and page numbers; `lines` to
    the page, and `characters` to the line (0 where the page has no grid of characters); the running head begins
    `header_above` the type area."""

    size: Size
    top: int
    bottom: int
    inner: int
    outer: int
    header: bool
    footer: bool
    lines: int
    characters: int = 0
    number: NumberStyle = NumberStyle()
    header_above: int = HEAD_ABOVE

    @property
    def measure(self) -> int:
        """Return the width of the type area."""
        return self.size.width - self.inner - self.outer

    @property
    def depth(self) -> int:
        """Return the height of the type area."""
        return self.size.height - self.top - self.bottom

    def turned(self, leading: int) -> PageStyle:
        """Return the same sheet turned to landscape: its binding side is the top, its foot the left; `leading` gives
        the lines it holds. The page's number stands in the upper half of a foot that is too low for it."""
        size = Size(self.size.height, self.size.width)
        lines = (size.height - self.inner - self.outer) // leading
        number = replace(self.number, below=min(self.number.below, self.outer // 2))
        return replace(
            self,
            size=size,
            top=self.inner,
            bottom=self.outer,
            inner=self.bottom,
            outer=self.top,
            lines=lines,
            number=number,
        )


class StylePicture(Struct, frozen=True):
    """A picture that belongs to the looks of a document: its name, its bytes, and its sides in pixels."""

    name: str
    data: bytes
    width: int
    height: int

    @property
    def key(self) -> str:
        """The key of its bytes among the pictures of pages; no picture of a text has one like it."""
        return f"style:{self.name}"


class Logo(Struct, frozen=True):
    """A picture in a head or foot: where it stands, and how large (EMU)."""

    picture: StylePicture
    place: Literal["left", "center", "right"]
    size: Size


PageKind = Literal["default", "first", "even"]
Place = Literal["left", "center", "right"]
PLACES: tuple[Place, ...] = ("left", "center", "right")


class RunningHead(Struct, frozen=True):
    """What the heads, or the feet, of some pages hold: texts with fields in braces ({part}, {page} …) at three places,
    a logo, and whether a rule parts them from the text."""

    left: str = ""
    center: str = ""
    right: str = ""
    logo: Logo | None = None
    rule: bool = False

    @property
    def texts(self) -> tuple[str, str, str]:
        """The texts at the left, in the middle, at the right."""
        return self.left, self.center, self.right

    @property
    def numbered(self) -> bool:
        """Whether a text holds the page's number."""
        return any("{page}" in text for text in self.texts)

    @property
    def mirrored(self) -> RunningHead:
        """The same with left and right changed."""
        logo = self.logo
        if logo and logo.place != "center":
            logo = replace(logo, place="left" if logo.place == "right" else "right")
        return replace(self, left=self.right, right=self.left, logo=logo)


class RunningHeads(Struct, frozen=True):
    """The heads, or the feet, of all pages: those of the first page and of even pages may be other ones."""

    default: RunningHead = RunningHead()
    first: RunningHead | None = None
    even: RunningHead | None = None

    def on(self, pages: PageKind) -> RunningHead:
        """Return what stands on pages of a kind."""
        other = {"default": None, "first": self.first, "even": self.even}[pages]
        return other or self.default


class Watermark(Struct, frozen=True):
    """What stands behind the text of every page: letters, or a picture that is pale already.

    `size` is that of the letters (0: as large as the page allows) or the picture's width, in EMU; `angle` is in
    degrees, counter-clockwise. `ems` is how long the letters are, in parts of their size.
    """

    text: str = ""
    font: str = ""
    color: str = ""
    angle: int = 45
    size: int = 0
    picture: StylePicture | None = None
    ems: float = 1.0

    def fitting(self, page: PageStyle) -> int:
        """Return the size of its letters on a page: its own, or as large as the type area allows."""
        across, along = abs(cos(radians(self.angle))), abs(sin(radians(self.angle)))
        width = _MARK_WIDTH * page.measure / (self.ems * across + along)
        depth = _MARK_DEPTH * page.depth / (self.ems * along + across)
        return self.size or min(MARK_SIZE, round(width), round(depth))


class SealStyle(Struct, frozen=True):
    """The seals over a signature: their pictures in the order of the issuers (none: room for stamps) and their width in
    EMU."""

    pictures: tuple[StylePicture, ...] = ()
    width: int = mm(42)


class OpeningStyle(Struct, frozen=True):
    """The first page down to its text: `above` is how far the title stands below the top of the type area, `below` how
    far the text stands below the title and what belongs to it (None: a line, and what is missing to the grid).

    Of an official document: how far the ink of the red `head` begins below the top of the type area, the `number`
    stands below its ink, the red `rule` below the ink of the number, the `title` below the rule (a distance between
    lines is one of their shares of the grid), and how thick the rule is; None: as GB/T 9704-2012 has it.
    """

    above: int = 0
    below: int | None = None
    head: int | None = None
    number: int | None = None
    rule: int | None = None
    title: int | None = None
    thickness: int | None = None


class FontRole(Struct, frozen=True):
    """A font role (song, hei, kai …): its files for regular and bold, its name in Word, and the roles that set the
    characters it lacks, in order; `latin` is the role that sets letters and digits beside its Han ("": itself)."""

    name: str
    file: FontFile
    bold: FontFile | None
    word: str
    fallback: tuple[str, ...]
    latin: str = ""


class MachineFont(Struct, frozen=True):
    """One of the fonts that official documents are written in: its file on this machine (None: it is not there), and
    whether that may be embedded."""

    name: str
    file: FontFile | None = None
    embeddable: bool = True


class TextStyle(Struct, frozen=True):
    """How a kind of text is set: the role of its font, size, leading, indent of the first line, spaces before and
    after. With `wrap` "phrases" lines end between phrases."""

    font: str
    size: int
    leading: int
    bold: bool
    color: str
    align: Alignment
    indent: int
    before: int
    after: int
    wrap: Literal["lines", "phrases"] = "lines"


class HeadingStyle(Struct, frozen=True):
    """A heading level: its text style, numbering pattern ('' for none) and whether it opens a page, in documents of
    `page_break_from` characters at least."""

    text: TextStyle
    numbering: str
    page_break: bool
    page_break_from: int = 0


class ChartStyle(Struct, frozen=True):
    """How charts are drawn: the palette (accent first), four greys from dark to light, the role of the font, the size
    of text and the thickness of bars; whether Word draws them itself or gets a picture, and whether their numbers have
    separators of thousands."""

    palette: tuple[str, ...]
    greys: tuple[str, ...]
    font: str
    size: int
    bar: int
    word: Literal["native", "picture"]
    thousands: bool = False


class Stylesheet(Struct, frozen=True):
    """The looks of a document in Word, PDF and charts; `normalise` tells whether punctuation is made typographic.
    `machine_fonts` are those that were looked for on this machine."""

    page: PageStyle
    fonts: Mapping[str, FontRole]
    body: TextStyle
    headings: tuple[HeadingStyle, ...]
    styles: Mapping[str, TextStyle]
    chart: ChartStyle
    accent: str
    normalise: bool
    header: RunningHeads = RunningHeads()
    footer: RunningHeads = RunningHeads()
    watermark: Watermark | None = None
    seal: SealStyle = SealStyle()
    opening: OpeningStyle = OpeningStyle()
    machine_fonts: tuple[MachineFont, ...] = ()

    @property
    def differing_pages(self) -> tuple[PageKind, ...]:
        """The kinds of pages whose heads or feet are told apart."""
        sides = [heads for heads, on in ((self.header, self.page.header), (self.footer, self.page.footer)) if on]
        kinds: list[PageKind] = ["default"]
        if any(heads.first for heads in sides):
            kinds.append("first")
        if any(heads.even for heads in sides) or (self.page.footer and self.page.number.place == "outside"):
            kinds.append("even")
        return tuple(kinds)

    def head(self, pages: PageKind) -> RunningHead | None:
        """Return what stands above the text of pages of a kind; None where there are no heads."""
        return self.header.on(pages) if self.page.header else None

    def foot(self, pages: PageKind) -> RunningHead | None:
        """Return what stands below the text of pages of a kind, beside the number; None where there are no feet. Where
        numbers stand outside, even pages mirror the others."""
        if not self.page.footer:
            return None
        mirrored = pages == "even" and self.footer.even is None and self.page.number.place == "outside"
        return self.footer.default.mirrored if mirrored else self.footer.on(pages)

    def has_number(self, pages: PageKind) -> bool:
        """Return whether the number of pages of a kind stands in its own place: no head or foot prints it, and the foot
        of a first page is not one that was written without it."""
        head, foot = self.head(pages), self.foot(pages)
        if foot is None or (pages == "first" and self.footer.first is not None):
            return False
        return not foot.numbered and not (head and head.numbered)

    @property
    def pictures(self) -> tuple[StylePicture, ...]:
        """All pictures that belong to the looks."""
        heads = [h for side in (self.header, self.footer) for h in (side.default, side.first, side.even) if h]
        logos = [head.logo.picture for head in heads if head.logo]
        mark = [self.watermark.picture] if self.watermark and self.watermark.picture else []
        return (*logos, *mark, *self.seal.pictures)

    def style(self, name: str) -> TextStyle:
        """Return a named text style (caption, note, toc1 …)."""
        return self.styles[name]

    def for_length(self, characters: int) -> Stylesheet:
        """Return the stylesheet for a document of so many characters: in a short one headings may open no pages, unless
        each part counts its own."""
        if self.page.number.count == "part":
            return self
        headings = tuple(
            replace(heading, page_break=heading.page_break and characters >= heading.page_break_from)
            for heading in self.headings
        )
        return replace(self, headings=headings)

    def tightened(self, more: int) -> Stylesheet | None:
        """Return the stylesheet with `more` lines to the page, whose distance is whole twips, as in Word; None where
        that is too tight, or where the page has a grid of characters (GB/T 9704-2012)."""
        page, body = self.page, self.body
        leading = page.depth // (page.lines + more) // EMU_PER_TWIP * EMU_PER_TWIP
        if page.characters or leading < max(_TIGHTEST * body.leading, _TIGHTEST_EMS * body.size):
            return None

        def tight(style: TextStyle) -> TextStyle:
            """Return a style on the new grid, where it stood on the old one."""
            changes = {
                name: getattr(style, name) * leading // body.leading
                for name in ("leading", "before", "after")
                if getattr(style, name) % body.leading == 0
            }
            return replace(style, **changes)

        return replace(
            self,
            page=replace(page, lines=page.lines + more),
            body=tight(body),
            headings=tuple(replace(heading, text=tight(heading.text)) for heading in self.headings),
            styles={name: tight(style) for name, style in self.styles.items()},
        )

    def heading(self, level: int) -> HeadingStyle:
        """Return the style of a heading level, from 1; deeper levels have that of the last."""
        return self.headings[min(level, len(self.headings)) - 1]
