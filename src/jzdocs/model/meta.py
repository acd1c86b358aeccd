"""What the front matter of a document says, and the tables of data that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from jzdocs.errors import NOWHERE, Location
from jzdocs.model.inlines import Text

SignOff = Literal["", "names", "date", "none"]


class Official(Struct, frozen=True):
    """The front matter of an official document.

    In the order of the fields: the lines of the head where it is not the issuers' names and 文件; 发文字号, 份号, 密级,
    紧急程度, 签发人, 主送, 附件, 抄送, 印发机关, 印发日期; whether it is sealed; 附注; for minutes 出席, 请假, 列席.

    `kind` is 文种 where the author says it; `signatory` are post and name of each person who signs; `signoff` says
    what of 署名 and 成文日期 stands at the end ("": what the form has); then 主持 and 记录 of minutes, 抄报, 分送,
    印数; without `colophon` nothing is made of issuer and date where 印发机关 or 印发日期 is missing; without
    `head_file` no 文件 stands beside several issuers in the head.
    """

    head: tuple[str, ...] = ()
    number: str = ""
    copy: str = ""
    secrecy: str = ""
    urgency: str = ""
    signers: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: str = ""
    seal: bool = False
    remark: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    kind: str = ""
    signatory: tuple[str, ...] = ()
    signoff: SignOff = ""
    chair: tuple[str, ...] = ()
    recorder: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    print_run: str = ""
    colophon: bool = True
    head_file: bool = True


class Derivation(Struct, frozen=True):
    """A fact that the front matter derives from others: its name and formula."""

    name: str
    formula: str
    at: Location = NOWHERE


class DataFile(Struct, frozen=True):
    """A table of data that the front matter names.

    `name` begins the names of its facts; `sheet` is that of a workbook ("" for the first); `head` is the row with the
    names of the columns (0: it is looked for); `unit` is that of columns that name none; `range` is the part that is
    read, as an address (`A3:D20`) or a name of the workbook; `query` is SQL that chooses from it. One that is `given`
    comes from a Python program: its path is its name.
    """

    name: str
    path: str
    sheet: str = ""
    head: int = 0
    unit: str = ""
    at: Location = NOWHERE
    range: str = ""
    query: str = ""
    given: bool = False


class DataTable(Struct, frozen=True):
    """A table of data as it was read: the columns' names and the rows of cells below them, each with its address.

    `digest` is the SHA-256 of its file. `faults` maps the addresses of cells that show nothing that could be printed to
    why: "formula" (it was never computed) or "error" (it shows #DIV/0! or the like).
    """

    file: DataFile
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    digest: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


SourceList = Literal["", "list", "places", "none"]


class FrontPicture(Struct, frozen=True):
    """A picture that the front matter names, and where; `data` and sides in pixels are filled by the reader."""

    path: str
    at: Location = NOWHERE
    data: bytes = b""
    width: int = 0
    height: int = 0


class Decoration(Struct, frozen=True):
    """What the front matter says of things that are no text: the watermark (letters or a `picture`; `plain`: none,
    whatever the stylesheet says), pictures of seals, one for each issuer, and the first page number (0: nothing)."""

    watermark: str = ""
    picture: FrontPicture | None = None
    plain: bool = False
    seals: tuple[FrontPicture, ...] = ()
    page_start: int = 0
    at: Mapping[str, Location] = field(default_factory=dict)


class Meta(Struct, frozen=True):
    """The front matter. `date` is ISO (2025-11-20) or free text; `retention` is 保管期限, which no page prints.
    `source_list` says what a list of sources holds: the
    sentences, with "places" their files and lines too; with "none" it is left out."""

    title: str = ""
    subtitle: str = ""
    issuer: tuple[str, ...] = ()
    date: str = ""
    place: str = ""
    short_title: str = ""
    template: str = ""
    keywords: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    official: Official = Official()
    derived: tuple[Derivation, ...] = ()
    data: tuple[DataFile, ...] = ()
    source_list: SourceList = ""
    decoration: Decoration = Decoration()
    retention: str = ""
