"""What a stylesheet says, as frozen data. Lengths are EMU; colours are RRGGBB without a sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.style.fontfile import FontFile
from jzdocs.units import Size, mm, pt

Alignment = Literal["justify", "left", "center", "right"]
# how far above the type area the running head's line begins, and its rule below that line
HEAD_ABOVE = mm(9)
HEAD_RULE_BELOW = pt(2)


class NumberStyle(Struct, frozen=True):
    """Page numbers: `pattern` holds {page} and, if wanted, {pages}; they stand centred or outside (one em in), their
    line's top `below` the type area. They count the whole document, the body alone (what comes before it in Roman
    figures), or each part."""

    pattern: str = "第 {page} 页　共 {pages} 页"
    place: Literal["center", "outside"] = "center"
    below: int = 324_000
    count: Literal["whole", "body", "part"] = "whole"


class PageStyle(Struct, frozen=True):
    """Paper, margins (inner: the binding side) and what stands in them. `characters` to the line where the page has
    a full grid, else 0."""

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
        """Width of the type area."""
        return self.size.width - self.inner - self.outer

    @property
    def depth(self) -> int:
        """Height of the type area."""
        return self.size.height - self.top - self.bottom

    def turned(self, leading: int) -> PageStyle:
        """The same sheet turned to landscape: its binding side is the top, its foot the left; `leading` gives the
        lines it holds."""
        size = Size(self.size.height, self.size.width)
        lines = (size.height - self.inner - self.outer) // leading
        return replace(
            self, size=size, top=self.inner, bottom=self.outer, inner=self.bottom, outer=self.top, lines=lines
        )


class FontRole(Struct, frozen=True):
    """A role (song, hei, kai …): files for regular and bold, Word's name for it, and where missing characters come
    from."""

    name: str
    file: FontFile
    bold: FontFile | None
    word: str
    fallback: tuple[str, ...]


class TextStyle(Struct, frozen=True):
    """How a kind of text is set. `indent` is the first line's; with `wrap` "phrases" lines end where a reader
    pauses."""

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
    """A heading level: its text style, numbering pattern ('' for none) and whether it opens a page."""

    text: TextStyle
    numbering: str
    page_break: bool


class ChartStyle(Struct, frozen=True):
    """Looks of charts: palette (accent first), greys from dark to light, the role of the font, sizes of text and
    bars."""

    palette: tuple[str, ...]
    greys: tuple[str, ...]
    font: str
    size: int
    bar: int
    word: Literal["native", "picture"]


class Stylesheet(Struct, frozen=True):
    """One stylesheet for Word, PDF and charts."""

    page: PageStyle
    fonts: Mapping[str, FontRole]
    body: TextStyle
    headings: tuple[HeadingStyle, ...]
    styles: Mapping[str, TextStyle]
    chart: ChartStyle
    accent: str
    normalise: bool

    def style(self, name: str) -> TextStyle:
        """A named text style ('caption', 'note', 'toc1' …)."""
        return self.styles[name]

    def heading(self, level: int) -> HeadingStyle:
        """The style of a heading level (from 1; deeper levels take the last)."""
        return self.headings[min(level, len(self.headings)) - 1]
