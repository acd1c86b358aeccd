"""What is printed of the front matter, in pieces: which stretch of a line prints which key, and what stands around it.

Both writers print the pieces' text; by the pieces `pull` reads a line that somebody edited in Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from jzdocs.model.meta import Meta, Official
from jzdocs.resolve.imprint import chinese_date

SIGNER_LABEL, ATTACHMENT_LABEL = "签发人：", "附件："


class FrontPiece(Struct, frozen=True):
    """A stretch of a line: its text, and the key of the front matter that it prints ("": none, it is put in).

    `index` is the place of the item that it prints (-1: the whole value); `form` says how: as it is, as a list with 、
    between the items, as a date in words. `sources` are the values (`date`, `issuer:0`) that the text is made from
    where the front matter lacks the key.
    """

    text: str
    key: str = ""
    index: int = -1
    form: Literal["", "list", "date"] = ""
    sources: tuple[str, ...] = ()


Pieces = tuple[FrontPiece, ...]


def text_of(pieces: Iterable[FrontPiece]) -> str:
    """Return the text of pieces."""
    return "".join(piece.text for piece in pieces)


def put_in(text: str) -> FrontPiece:
    """Return a text that no key says."""
    return FrontPiece(text)


def items(key: str, texts: Sequence[str]) -> Pieces:
    """Return a piece for each item of a list."""
    return tuple(FrontPiece(text, key, index) for index, text in enumerate(texts))


def joined(pieces: Sequence[FrontPiece], between: str) -> Pieces:
    """Return pieces with a text between them."""
    out: list[FrontPiece] = []
    for piece in pieces:
        out += [put_in(between), piece] if out else [piece]
    return tuple(out)


def enumerated(key: str, texts: Sequence[str], end: str) -> Pieces:
    """Return a list with 、 between its items, closed by `end`, which its author may have written; nothing for none."""
    whole = "、".join(texts)
    bare = whole.removesuffix(end) if end == "：" else whole.rstrip(end)
    return (FrontPiece(bare, key, form="list"), put_in(end)) if whole else ()


# --- head

_HEAD_ENDS = {"file": "文件", "order": "令"}


def head_lines(meta: Meta, form: str) -> list[FrontPiece]:
    """Return the lines of 发文机关标志: what the author says; else the issuers, with 文件 behind them where it is a
    file, 会议纪要 where it is minutes, 令 where it is an order."""
    if meta.official.head:
        return list(items("head", meta.official.head))
    if titles_head(meta, form):
        return [FrontPiece(meta.title, "title")]
    sources = tuple(f"issuer:{index}" for index in range(len(meta.issuer)))
    if form == "minutes":
        return [FrontPiece(f"{'、'.join(meta.issuer)}会议纪要", "head", sources=sources)]
    if len(meta.issuer) == 1:
        return [FrontPiece(f"{meta.issuer[0]}{_HEAD_ENDS.get(form, '')}", "head", sources=sources)]
    return list(items("issuer", meta.issuer))


def titles_head(meta: Meta, form: str) -> bool:
    """Return whether the title of minutes is their red head too (城乡供水专题会议纪要): it names no matter (关于…), and
    nothing else is said of the head."""
    return (
        form == "minutes"
        and not meta.official.head
        and meta.title.endswith("纪要")
        and not meta.title.startswith("关于")
    )


def joint(meta: Meta, form: str) -> bool:
    """Return whether several issuers share the head, with 文件 beside them (7.2.4), if the author wants it."""
    return form == "file" and meta.official.head_file and len(meta.official.head or meta.issuer) > 1


def marks(official: Official) -> list[tuple[FrontPiece, bool]]:
    """Return 份号, 密级 and 紧急程度 from top to bottom, and whether each is set in Hei (7.2.1 to 7.2.3)."""
    rows = ((official.copy, "copy", False), (official.secrecy, "secrecy", True), (official.urgency, "urgency", True))
    return [(FrontPiece(text, key), hei) for text, key, hei in rows if text]


def number(official: Official) -> Pieces:
    """Return 发文字号."""
    return (FrontPiece(official.number, "number"),) if official.number else ()


def signer_rows(official: Official) -> list[Pieces]:
    """Return 签发人 in rows of two."""
    signers = items("signers", official.signers)
    return [signers[i : i + 2] for i in range(0, len(signers), 2)]


# --- body


def addressees(official: Official) -> Pieces:
    """Return 主送机关, with a colon behind the last."""
    return enumerated("to", official.to, "：")


def attachment_lines(official: Official) -> list[Pieces]:
    """Return label and name of every attachment (附件说明): 附件： stands before the first only, several have
    numbers."""
    many = len(official.attachments) > 1
    return [
        (
            put_in((ATTACHMENT_LABEL if index == 0 else "") + (f"{index + 1}." if many else "")),
            FrontPiece(name.rstrip("。；"), "attachments", index),
        )
        for index, name in enumerate(official.attachments)
    ]


def attendance(official: Official) -> list[Pieces]:
    """Return 出席, 请假, 列席 of minutes, each with its names (10.3), between 主持 and 记录."""
    rows = (
        ("主持", "chair", official.chair),
        ("出席", "present", official.present),
        ("请假", "absent", official.absent),
        ("列席", "observers", official.observers),
        ("记录", "recorder", official.recorder),
    )
    return [
        (put_in(f"{label}："), FrontPiece("、".join(names), key, form="list")) for label, key, names in rows if names
    ]


def issuers(meta: Meta) -> Pieces:
    """Return the issuers, a piece for each."""
    return items("issuer", meta.issuer)


def signature_names(meta: Meta) -> Pieces:
    """Return the issuers that sign, a piece for each; none where the document is not signed with names, or by a
    person."""
    official = meta.official
    signs = official.signoff == "names" or not (official.signoff or official.signatory)
    return issuers(meta) if signs else ()


def signatory(official: Official) -> Pieces:
    """Return post and name of each person who signs an order or a bill (7.3.5.3)."""
    return items("signatory", official.signatory)


def date_signed(meta: Meta) -> Pieces:
    """Return 成文日期 of a signature; nothing where it has none."""
    return signed(meta) if meta.official.signoff != "none" else ()


def signed(meta: Meta) -> Pieces:
    """Return 成文日期."""
    return (FrontPiece(chinese_date(meta.date), "date", form="date"),) if meta.date else ()


def minutes_line(meta: Meta) -> tuple[Pieces, Pieces]:
    """Return who issues minutes, and when, for the line below the number, where they have no signature."""
    if meta.official.signoff != "none" or not meta.date:
        return (), ()
    return joined(issuers(meta), "\u3000"), signed(meta)


def remarks(official: Official) -> list[Pieces]:
    """Return 附注, each in brackets (7.3.7)."""
    return [
        (piece,) if piece.text.startswith(("（", "(")) else (put_in("（"), piece, put_in("）"))
        for piece in items("remark", official.remark)
    ]


# --- record of copies


def copy_rows(official: Official) -> list[tuple[FrontPiece, Pieces]]:
    """Return 抄报, 抄送 and 分送, each with its label, closed by a full stop (7.4.2)."""
    rows = (
        ("抄报", enumerated("report_to", official.report_to, "。")),
        ("抄送", enumerated("cc", official.cc, "。")),
        ("分送", enumerated("distribution", official.distribution, "。")),
    )
    return [(put_in(f"{label}："), pieces) for label, pieces in rows if pieces]


def printed(meta: Meta, form: str = "file") -> tuple[Pieces, Pieces]:
    """Return 印发机关 and 印发日期 (7.4.2), with 印数 behind it; where the front matter lacks them, the first issuer
    and the date. A letter has neither (10.1)."""
    official = meta.official
    if form == "letter":
        return (), ()
    office = official.printed_by or (meta.issuer[0] if official.colophon and meta.issuer else "")
    date = official.printed_on or (meta.date if official.colophon else "")
    of_issuer = () if official.printed_by else ("issuer:0",)
    of_date = () if official.printed_on else ("date",)
    when: Pieces = (FrontPiece(chinese_date(date), "printed_on", form="date", sources=of_date), put_in("印发"))
    run = (FrontPiece(official.print_run, "print_run"),) if official.print_run else ()
    return (
        (FrontPiece(office, "printed_by", sources=of_issuer),) if office else (),
        (*(when if date else ()), *((put_in("\u3000"),) if date and run else ()), *run),
    )


# --- cover and title


def imprint(meta: Meta) -> Pieces:
    """Return number, place and date as printed; the templates of official documents print no imprint."""
    place = (FrontPiece(meta.place, "place"),) if meta.place else ()
    return (*number(meta.official), *place, *signed(meta))


def title_imprint(meta: Meta) -> Pieces:
    """Return issuers, number, place and date on the line below a title."""
    return joined((*issuers(meta), *imprint(meta)), "\u3000")
