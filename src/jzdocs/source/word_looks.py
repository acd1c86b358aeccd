"""How text, paragraphs and pages of a Word file look once every source of formatting has had its say: plain data, which
`word_effective` fills. Lengths are twips (twentieths of a point), sizes of type half points, as the file has them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Align = Literal["left", "center", "right", "justify", "distribute"]
LineRule = Literal["auto", "exact", "atLeast"]
# the height of a line set “single”, in parts of its size: what Word makes of the usual Chinese fonts
SINGLE_LINE = 1.3
_FULL_WIDTH = (
    ("\u2e80", "\u303f"),
    ("\u3040", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
)
_SHARED = frozenset("“”‘’…—·")  # in a Chinese face where the run says so (17.3.2.26, hint)


class RunLook(Struct, frozen=True):
    """How the characters of a run look. `east` and `latin` are the names of the fonts of Chinese and of other
    characters; `color` is RRGGBB, "" for automatic; `spacing` is put between characters, `raised` lifts them (half
    points)."""

    east: str = ""
    latin: str = ""
    size: int = 20
    bold: bool = False
    italic: bool = False
    color: str = ""
    spacing: int = 0
    raised: int = 0
    underlined: bool = False
    hidden: bool = False
    struck: bool = False
    hinted: bool = False

    def font(self, char: str) -> str:
        """Return the name of the font of a character."""
        return self.east if is_east(char) or (self.hinted and char in _SHARED) else self.latin


class Rule(Struct, frozen=True):
    """A rule beside a paragraph: its kind (single, double, thickThinSmallGap …), its thickness in eighths of a point,
    its colour ("" for automatic) and the distance from the text in points."""

    kind: str
    thickness: int
    color: str
    space: int


class ParagraphLook(Struct, frozen=True):
    """How a paragraph is set. `first` is the indent of the first line against `left` (negative: hanging). `line` is in
    twips, or with the rule `auto` in 240ths of a single line. Measures in characters and lines are in twips already.
    `outline` counts from 1 (None: text). `frame` tells that it stands in a frame of its own."""

    align: Align = "left"
    before: int = 0
    after: int = 0
    line: int = 240
    rule: LineRule = "auto"
    left: int = 0
    right: int = 0
    first: int = 0
    snap: bool = True
    keep_next: bool = False
    page_break: bool = False
    outline: int | None = None
    top_rule: Rule | None = None
    bottom_rule: Rule | None = None
    frame: bool = False
    numbered: bool = False

    def height(self, size: int, pitch: int) -> int:
        """Return the height of its lines in twips for text of `size` (half points); `pitch` is that of the page's grid
        (0: none). Word's grid gives a line as many steps as it needs (17.6.5)."""
        single = round(size * 10 * SINGLE_LINE)
        if self.rule == "exact":
            return max(20, self.line)
        if pitch and self.snap:
            single = pitch * -(-single // pitch)
        return max(self.line, single) if self.rule == "atLeast" else max(20, round(single * self.line / 240))


class PageLook(Struct, frozen=True):
    """A section: paper and margins, where header and footer begin, the page's grid (`grid`: "", lines, linesAndChars,
    snapToChars; `pitch` of its lines in twips, 0 without one; `char_space` as the file has it), columns of text,
    whether the first page and even pages have heads of their own, where it starts, and the first number."""

    width: int = 11906
    height: int = 16838
    top: int = 1440
    bottom: int = 1440
    left: int = 1800
    right: int = 1800
    header: int = 851
    footer: int = 992
    grid: str = ""
    pitch: int = 0
    char_space: int = 0
    columns: int = 1
    title_page: bool = False
    start: str = "nextPage"
    first_number: int | None = None

    @property
    def measure(self) -> int:
        """The width of the type area."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> int:
        """The height of the type area."""
        return self.height - self.top - self.bottom


def is_east(char: str) -> bool:
    """Return whether a character is set in the font for Chinese whatever the run says (17.3.2.26)."""
    return any(first <= char <= last for first, last in _FULL_WIDTH) or char > "\uffff"
