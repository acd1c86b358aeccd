"""The nodes of a document: closed unions of frozen structs without behaviour.

Every node has `at`, the place in the user's file where it begins. A `match` over `Inline` or `Block` ends in
`assert_never`; `walk` and `rewrite` go over nodes, so that other modules seldom need one. Inline nodes, charts and what
the front matter says have files of their own; all are to be had from here (`nodes.Text`, `nodes.Meta`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from jzdocs.errors import NOWHERE, Location
from jzdocs.model.charts import (
    Chart as Chart,
    ChartScript as ChartScript,
    Panel as Panel,
    Picture as Picture,
    Row as Row,
    Value as Value,
)
from jzdocs.model.inlines import (
    Break as Break,
    Code as Code,
    Emphasis as Emphasis,
    FactText as FactText,
    Formula as Formula,
    Inline as Inline,
    Link as Link,
    NoteRef as NoteRef,
    PageRef as PageRef,
    Reference as Reference,
    Ruby as Ruby,
    Script as Script,
    Strong as Strong,
    Text as Text,
)
from jzdocs.model.meta import (
    DataFile as DataFile,
    DataTable as DataTable,
    Derivation as Derivation,
    Meta as Meta,
    Official as Official,
)

Align = Literal["left", "center", "right", "decimal"]

# --- figures
# -----------------------------------------------------------------------------------------------------------------


class Figure(Struct, frozen=True):
    """A chart or picture with caption, unit, notes and alternative text. `number` is 0 until figures are numbered."""

    id: str
    content: Chart | Picture
    title: tuple[Inline, ...]
    unit: str = ""
    notes: tuple[tuple[Inline, ...], ...] = ()
    alt: str = ""
    width: Literal["full", "half"] = "full"
    number: int = 0
    at: Location = NOWHERE


class FigureRow(Struct, frozen=True):
    """Figures side by side; `shares` are the widths of their columns in proportion (none: equal)."""

    figures: tuple[Figure, ...]
    at: Location = NOWHERE
    shares: tuple[float, ...] = ()


class Trace(Struct, frozen=True):
    """The numbers of a sparkline, and what each is called."""

    values: tuple[Value, ...]
    names: tuple[str, ...] = ()


class Cell(Struct, frozen=True):
    """A table's cell. Spans count columns and rows; `anchors` name the cell for links; one with a `trace` holds a
    sparkline; `figures` are the pictures below its text."""

    inlines: tuple[Inline, ...]
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    at: Location = NOWHERE
    anchors: tuple[str, ...] = ()
    trace: Trace | None = None
    figures: tuple[Figure, ...] = ()


class TableLooks(Struct, frozen=True):
    """What is drawn in a table's columns, which are counted from 0.

    `bars` and `heat` are groups of columns whose numbers share a scale; `traces` are columns of sparklines, each with
    the columns of its numbers; `sort` is the column that gives the order of the rows (-1: the source does).
    """

    bars: tuple[tuple[int, ...], ...] = ()
    heat: tuple[tuple[int, ...], ...] = ()
    traces: tuple[tuple[int, tuple[int, ...]], ...] = ()
    sort: int = -1


class Table(Struct, frozen=True):
    """A table.

    `head` and `body` are rows of cells, without those that a merged cell covers; `widths` are relative, 0 for
    automatic; `landscape` gives it turned pages of its own,
    None where it is too wide for an upright one; `data` names the table of data that it prints.
    """

    id: str
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...] = ()
    title: tuple[Inline, ...] = ()
    unit: str = ""
    notes: tuple[tuple[Inline, ...], ...] = ()
    number: int = 0
    small: bool = False
    landscape: bool | None = None
    at: Location = NOWHERE
    data: str = ""
    looks: TableLooks | None = None


class Card(Struct, frozen=True):
    """A key figure: its fact is printed in three parts, what precedes the number, the number, and its unit. Of a range
    `figure` is the lower end, and `upper` the name of the other."""

    figure: Value
    label: tuple[Inline, ...]
    context: tuple[Inline, ...] = ()
    prefix: str = ""
    number: str = ""
    unit: str = ""
    upper: str = ""


class CardGroup(Struct, frozen=True):
    """Key figures under one title, which a strip shows above them where it is `titled`."""

    title: str
    cards: tuple[Card, ...]
    titled: bool = False


class KeyFigures(Struct, frozen=True):
    """Key figures: a strip where it stands in a part, a page where it collects the strips of the whole document."""

    groups: tuple[CardGroup, ...]
    collect: bool = False
    title: str = ""
    at: Location = NOWHERE


# --- blocks
# ------------------------------------------------------------------------------------------------------------------


class Heading(Struct, frozen=True):
    """A heading; `number` ('一、') is empty until headings are numbered. One that is not `numbered` gets none.

    `counts` are the counters of its level and the levels above that its number was made from; `labels` stand in it in
    the place of levels above ("A" below 附录A).
    """

    level: int
    inlines: tuple[Inline, ...]
    id: str = ""
    number: str = ""
    numbered: bool = True
    at: Location = NOWHERE
    counts: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()


class Paragraph(Struct, frozen=True):
    """A paragraph; `lead` is its run-in heading, set bold at its start."""

    inlines: tuple[Inline, ...]
    lead: tuple[Inline, ...] = ()
    at: Location = NOWHERE


class ListItem(Struct, frozen=True):
    """An item of a list."""

    blocks: tuple[Block, ...]
    at: Location = NOWHERE


class List(Struct, frozen=True):
    """A bulleted or numbered list."""

    ordered: bool
    start: int
    items: tuple[ListItem, ...]
    at: Location = NOWHERE


class Quote(Struct, frozen=True):
    """A block quotation."""

    blocks: tuple[Block, ...]
    at: Location = NOWHERE


class CodeBlock(Struct, frozen=True):
    """Verbatim lines."""

    text: str
    language: str = ""
    at: Location = NOWHERE


class Cover(Struct, frozen=True):
    """The cover, made from the document's meta data."""

    at: Location = NOWHERE


class TitleBlock(Struct, frozen=True):
    """Title and subtitle at the head of the first page, for documents without a cover.

    With `imprint`, issuers, place and date stand below them.
    """

    imprint: bool = True
    at: Location = NOWHERE


class Entry(Struct, frozen=True):
    """A line of the contents or of a list of figures, with a link to `target`."""

    level: int
    text: str
    target: str


class Contents(Struct, frozen=True):
    """The contents down to `depth`."""

    title: str = "目录"
    depth: int = 2
    entries: tuple[Entry, ...] = ()
    at: Location = NOWHERE


class FigureList(Struct, frozen=True):
    """The list of figures and tables."""

    title: str = "图表目录"
    entries: tuple[Entry, ...] = ()
    at: Location = NOWHERE


class Sources(Struct, frozen=True):
    """The list of sources: every fact with its sentence, and its file and line where `places` are asked for; `table` is
    None until facts are collected."""

    title: str = "数字出处"
    table: Table | None = None
    at: Location = NOWHERE
    places: bool = False


OfficialForm = Literal["", "file", "letter", "minutes", "order"]


class OfficialPart(Struct, frozen=True):
    """An element of an official document (GB/T 9704-2012), made from its front matter.

    The elements: the head with its red rule, 主送, the list of attachments, signature and date, who attended
    (minutes), and the record of copies at the foot of the last page. `form` is "" until the kind of the document
    settles it. `text` are the lines of a head that the front matter does not give.
    """

    part: Literal["head", "addressees", "attachments", "signature", "attendance", "colophon"]
    form: OfficialForm = ""
    at: Location = NOWHERE
    text: tuple[str, ...] = ()


class Attachment(Struct, frozen=True):
    """An attachment begins: a page of its own, its number, its title. `number` is '' where there is only one;
    `title_at` and `number_at` are their places; 附件 stands above it where it is `labelled`."""

    title: str
    number: str = ""
    at: Location = NOWHERE
    title_at: Location = NOWHERE
    number_at: Location = NOWHERE
    labelled: bool = True


class Columns(Struct, frozen=True):
    """Blocks set in columns side by side, which end about level."""

    count: int
    blocks: tuple[Block, ...]
    at: Location = NOWHERE


class DisplayFormula(Struct, frozen=True):
    """A formula on lines of its own. One with an `id` is numbered; `number` is 0 until formulas are."""

    latex: str
    id: str = ""
    number: int = 0
    at: Location = NOWHERE


class PageBreak(Struct, frozen=True):
    """A new page begins."""

    at: Location = NOWHERE


class ThematicBreak(Struct, frozen=True):
    """A short rule between matters."""

    at: Location = NOWHERE


Block = (
    Heading
    | Paragraph
    | List
    | Quote
    | CodeBlock
    | Table
    | Figure
    | FigureRow
    | KeyFigures
    | Cover
    | TitleBlock
    | Contents
    | FigureList
    | Sources
    | OfficialPart
    | Attachment
    | Columns
    | DisplayFormula
    | PageBreak
    | ThematicBreak
)

# --- document
# ------------------------------------------------------------------------------------------------------------------


class FramePlace(Struct, frozen=True):
    """The place of a number in a table that a Python program gives: the table's name, the row (from 1) and what its
    first cell says, and the column's name."""

    table: str
    row: int
    row_name: str
    column: str


class Fact(Struct, frozen=True):
    """A named number: as printed, its value (before 万 or 亿) and unit as printed, the word that makes it approximate,
    and where it stands.

    A derived fact has the `formula` that it is computed by, a sentence that shows the computation, and the names of the
    facts that it is computed from (`inputs`). A fact of a
    table of data has a `subject`: the names of its row and column; one of a table that a program gives has its place in
    that, too.
    """

    id: str
    text: str
    value: Decimal | None
    unit: str
    approx: str | None
    section: str = ""
    sentence: str = ""
    at: Location = NOWHERE
    formula: str = ""
    subject: str = ""
    frame: FramePlace | None = None
    inputs: tuple[str, ...] = ()


class Document(Struct, frozen=True):
    """A whole document.

    `notes` maps the labels of footnotes to their blocks, `data` the names of tables of data to them; `facts` is
    filled by `resolve/`. Readers make no headings, figures, columns and pages in footnotes.
    """

    meta: Meta
    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    data: Mapping[str, DataTable] = field(default_factory=dict)
    at: Location = NOWHERE
