"""What plain text and Word files are read into: pieces, each with its role, its place, and the sign that shows the
role."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jzdocs.messages.message import Message
from jzdocs.source.lines import Line

Role = Literal[
    "title",
    "subtitle",
    "date",
    "issuer",
    "number",
    "part",
    "heading",
    "lead",
    "text",
    "bullet",
    "table",
    "note",
    "formula",
    "picture",
    "to",
    "attachment",
    "signed",
    "remark",
    "head",
    "copy",
    "secrecy",
    "urgency",
    "signer",
    "kind",
    "signatory",
    "signoff",
    "seal",
    "chair",
    "present",
    "absent",
    "observers",
    "recorder",
    "report_to",
    "cc",
    "distribution",
    "printed_by",
    "printed_on",
    "print_run",
    "colophon",
    "head_file",
    "appendix",
    "verbatim",
]
MarkKind = Literal["strong", "em", "sup", "sub", "dots", "link", "ruby", "math", "literal", "note", "comment"]

# the Word reader puts it in the place of what is no text (a table, a list) where the text is read as a whole
PLACEHOLDER = "\uffff"


class Mark(Struct, frozen=True):
    """What characters `start` to `end` of a plain text are besides: how they look, a link to the address `value`, the
    base of the pinyin `value`, the formula whose LaTeX is `value`, or a `literal` in which no number is a figure.

    A `note` (its `value` is a label) and a `comment` (its `value` is what it says) stand at `start`, which is `end`.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""


Marks = tuple[Mark, ...]


class CellText(Struct, frozen=True):
    """A cell of a table: its text, whose lines are its paragraphs, with marks, and over how many columns and rows it
    stands."""

    text: str = ""
    marks: Marks = ()
    colspan: int = 1
    rowspan: int = 1


class PictureData(Struct, frozen=True):
    """A picture of a Word file: the name under which it is kept, its bytes, and its alternative text."""

    name: str
    data: bytes
    alt: str = ""


class Piece(Struct, frozen=True):
    """A piece of the structure: its role, its text, the line and column (from 1) where it begins, and the `sign` that
    shows its role.

    `text` is plain: whatever it says is printed as it is, but for its `marks`. `level` is that of a heading, the depth
    of an item (from 0), or the number of a note; `ordinal` is the number of an item, 0 for a bullet, -1 where the text
    itself begins with its number, and `list_id` the list that it belongs to. `rows` and `unit` belong to a table, whose
    text is its caption; `cells` are its rows where cells have marks or stand over several others, the first `heads` of
    them its head. `caption` is that of a table or picture with its number (图1 示意图). A heading that is `unnumbered`
    gets no number in the document.
    """

    role: Role
    text: str
    line: int
    level: int = 0
    column: int = 1
    rows: tuple[tuple[str, ...], ...] = ()
    unit: str = ""
    sign: Message | None = None
    marks: Marks = ()
    ordinal: int = 0
    cells: tuple[tuple[CellText, ...], ...] = ()
    heads: int = 1
    caption: str = ""
    picture: PictureData | None = None
    list_id: str = ""
    unnumbered: bool = False


class Block(Struct, frozen=True):
    """Lines that stand together, or a table that was flattened to text. `plain` lines are no headings, whatever their
    form: part of an opening, a signature or a note. `piece` is what a block was found to be already."""

    lines: tuple[Line, ...]
    table: Piece | None = None
    plain: bool = False
    piece: Piece | None = None

    @property
    def text(self) -> str:
        """Return the text of the first line."""
        return self.lines[0].text

    @property
    def alone(self) -> bool:
        """Return whether the block is a single line of text."""
        return len(self.lines) == 1 and self.table is None
