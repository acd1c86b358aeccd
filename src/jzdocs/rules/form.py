"""The form of a document as it is seen: pages, paragraphs and runs with what is in force for them after styles,
defaults and themes. Pure data, without a trace of the file's markup.

Lengths are twips (twentieths of a point), sizes half-points, indents characters of the paragraph's own size.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Align = Literal["left", "center", "right", "both"]
LineRule = Literal["auto", "exact", "atLeast"]
BODY = ""  # the part in which the text stands; another part is called by its name


class RunForm(Struct, frozen=True):
    """How the characters from `start` to `end` of a paragraph look: the face of Chinese (“” where none is named), its
    size, weight and colour (“” for the automatic one, else RRGGBB), the face of digits, and whether they are raised or
    lowered."""

    start: int
    end: int
    face: str = ""
    size: int = 21
    bold: bool = False
    color: str = ""
    latin: str = ""
    raised: bool = False


class Rule(Struct, frozen=True):
    """A line drawn above or below a paragraph or a cell: its width in eighths of a point, and its colour."""

    width: int
    color: str = ""


class ParagraphForm(Struct, frozen=True):
    """A paragraph: its number (from 1), its text, the number that Word prints before it, and its form.

    In the text `\\n` is a line break and `\\f` a page break. `first`, `left` and `right` are indents, `before` and
    `after` the spaces around it; `page` says that it begins a page; `drawn` that it holds something drawn, and `lines`
    the colours of the lines among it (None: it may hold others); `numbered_page` that it prints the number of the page;
    `frame` where a frame that it stands in is; `locked` that a change of it by us could not be undone, since others
    changed it.
    """

    number: int
    text: str
    label: str = ""
    runs: tuple[RunForm, ...] = ()
    align: Align = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    line: int = 240
    line_rule: LineRule = "auto"
    before: int = 0
    after: int = 0
    snaps: bool = True
    page: bool = False
    above: Rule | None = None
    below: Rule | None = None
    in_table: bool = False
    cell: tuple[int, int, int] = (0, 0, 0)
    drawn: bool = False
    lines: tuple[str, ...] | None = ()
    section: int = 0
    part: str = BODY
    numbered_page: bool = False
    frame: str = ""
    locked: bool = False

    @property
    def words(self) -> str:
        """Return the printed text without blanks around it."""
        return (self.label + self.text).strip(BLANKS)

    @property
    def start(self) -> int:
        """Return where the words begin in the text."""
        return len(self.text) - len(self.text.lstrip(BLANKS))

    @property
    def size(self) -> int:
        """Return the size of most of its characters."""
        sizes: dict[int, int] = {}
        for run in self.runs:
            sizes[run.size] = sizes.get(run.size, 0) + run.end - run.start
        return max(sizes, key=lambda size: sizes[size]) if sizes else 21


BLANKS = " \t\n\f\u3000\xa0\u2002\u2003"


class Footer(Struct, frozen=True):
    """A footer of a section: the pages that it stands on, the name of its part, and its paragraphs."""

    pages: Literal["default", "first", "even"]
    part: str
    paragraphs: tuple[ParagraphForm, ...]


class Section(Struct, frozen=True):
    """The page of a section: its size, margins and grid (the pitch of its lines, and how much wider than the default
    style's size its characters stand, in 4096ths of a point), its footers, whether it has headers, the numerals of its
    pages' numbers, and the first of them (None: they go on from the section before)."""

    width: int = 11906
    height: int = 16838
    top: int = 1440
    right: int = 1800
    bottom: int = 1440
    left: int = 1800
    gutter: int = 0
    footer: int = 851
    grid: Literal["", "lines", "linesAndChars", "snapToChars"] = ""
    pitch: int = 0
    spread: int = 0
    first_differs: bool = False
    footers: tuple[Footer, ...] = ()
    headed: bool = False
    numerals: str = "decimal"
    begins: int | None = None

    @property
    def turned(self) -> bool:
        """Return whether the page lies on its long side."""
        return self.width > self.height


class DocumentForm(Struct, frozen=True):
    """A document: its paragraphs in order, its sections, whether even pages have footers of their own, the size of its
    default style, and the paragraphs of text boxes, which bear the number of the paragraph that holds the box.

    A plain text has no form: `formed` is False, and only its words are judged.
    """

    paragraphs: tuple[ParagraphForm, ...]
    sections: tuple[Section, ...] = ()
    even_pages: bool = False
    default_size: int = 21
    formed: bool = True
    boxes: tuple[ParagraphForm, ...] = ()
