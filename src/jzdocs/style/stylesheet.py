"""A stylesheet as frozen data. Lengths are EMU; colours are RRGGBB without a sign."""

from __future__ import annotations

from collections.abc import Mapping
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


class NumberStyle(Struct, frozen=True):
    """Page numbers: `pattern` holds {page}, and {pages} for their count; they stand centred or at the outer edge (one
    em in), the top of their line `below` the type area. They count the whole document, the body alone (what comes
    before it in Roman figures), or each part."""

    pattern: str = "第 {page} 页　共 {pages} 页"
    place: Literal["center", "outside"] = "center"
    below: int = 324_000
    count: Literal["whole", "body", "part"] = "whole"


class PageStyle(Struct, frozen=True):
    """Paper, margins (`inner`: the binding side), and whether they hold a running head and page numbers; `lines` to
    the page, and `characters` to the line (0 where the page has no grid of characters)."""

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


class FontRole(Struct, frozen=True):
    """A font role (song, hei, kai …): its files for regular and bold, its name in Word, and the roles that set the
    characters it lacks, in order."""

    name: str
    file: FontFile
    bold: FontFile | None
    word: str
    fallback: tuple[str, ...]


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
    """The looks of a document in Word, PDF and charts; `normalise` tells whether punctuation is made typographic."""

    page: PageStyle
    fonts: Mapping[str, FontRole]
    body: TextStyle
    headings: tuple[HeadingStyle, ...]
    styles: Mapping[str, TextStyle]
    chart: ChartStyle
    accent: str
    normalise: bool

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
