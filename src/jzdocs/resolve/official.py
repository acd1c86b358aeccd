"""What the elements of an official document say (GB/T 9704-2012, 7), made from its front matter, for both writers."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.model import nodes
from jzdocs.resolve import front_pieces
from jzdocs.resolve.front_pieces import text_of

SEAL_ALT = "{issuer}（印章）"  # what a reader who does not see a seal is told
CLOSING = ("attachments", "attendance", "signature")


def once(blocks: tuple[nodes.Block, ...]) -> tuple[nodes.Block, ...]:
    """Return the blocks with each element of an official document where it stands first: what a text places itself, the
    template does not print again."""
    parts: set[str] = set()
    out: list[nodes.Block] = []
    for block in blocks:
        if isinstance(block, nodes.OfficialPart):
            if block.part in parts:
                continue
            parts.add(block.part)
        out.append(block)
    return tuple(out)


def in_order(blocks: tuple[nodes.Block, ...]) -> tuple[nodes.Block, ...]:
    """Return the blocks with list of attachments, attendance and signature before the first attachment (7.3.5 to
    7.3.8), wherever the template puts them."""
    first = next((i for i, block in enumerate(blocks) if isinstance(block, nodes.Attachment)), None)
    if first is None:
        return blocks
    closing = [b for b in blocks[first:] if isinstance(b, nodes.OfficialPart) and b.part in CLOSING]
    rest = [block for block in blocks[first:] if block not in closing]
    return (*blocks[:first], *closing, *rest)


def head_lines(meta: nodes.Meta, form: str) -> list[str]:
    """Return the lines of 发文机关标志."""
    return [piece.text for piece in front_pieces.head_lines(meta, form)]


def marks(official: nodes.Official) -> list[tuple[str, bool]]:
    """Return 份号, 密级 and 紧急程度 from top to bottom, and whether each is set in Hei (7.2.1 to 7.2.3)."""
    return [(piece.text, hei) for piece, hei in front_pieces.marks(official)]


def addressees(official: nodes.Official) -> str:
    """Return 主送机关, with a colon behind the last."""
    return text_of(front_pieces.addressees(official))


def attachment_lines(official: nodes.Official) -> list[tuple[str, str]]:
    """Return label and name of every attachment (附件说明); only the first label has 附件：."""
    return [(label.text, name.text) for label, name in front_pieces.attachment_lines(official)]


def attachment_label(block: nodes.Attachment) -> str:
    """Return 附件 and its number; "" for a text that stands behind an order without it."""
    return f"附件{block.number}" if block.labelled else ""


def attendance(official: nodes.Official) -> list[tuple[str, str]]:
    """Return 主持, 出席, 请假, 列席, 记录 of minutes, each with its names (10.3)."""
    return [(label.text, names.text) for label, names in front_pieces.attendance(official)]


def remarks(official: nodes.Official) -> list[str]:
    """Return 附注, each in brackets (7.3.7)."""
    return [text_of(pieces) for pieces in front_pieces.remarks(official)]


def copy_rows(official: nodes.Official) -> list[tuple[str, str]]:
    """Return label and names of 抄报, 抄送 and 分送, closed by a full stop."""
    return [(label.text, text_of(pieces)) for label, pieces in front_pieces.copy_rows(official)]


def printed(meta: nodes.Meta, form: str) -> tuple[str, str]:
    """Return 印发机关 and 印发日期 (7.4.2)."""
    office, date = front_pieces.printed(meta, form)
    return text_of(office), text_of(date)


def signature_names(meta: nodes.Meta) -> list[str]:
    """Return the names that sign."""
    return [piece.text for piece in front_pieces.signature_names(meta)]


def signatory(official: nodes.Official) -> list[str]:
    """Return post and name of each person who signs."""
    return [piece.text for piece in front_pieces.signatory(official)]


def post_and_name(person: str) -> tuple[str, str]:
    """Return the post and the name of a person (市长　张三), which a blank parts."""
    post, _, name = person.rpartition("\u3000") if "\u3000" in person else person.rpartition(" ")
    return post.strip(), name.strip()


def spread_names(names: Sequence[str]) -> list[bool]:
    """Return for each name whether its two characters are set as wide as three, as beside names of three."""
    several = any(len(name) > 2 for name in names)
    return [several and len(name) == 2 and not name.isascii() for name in names]


def signed(meta: nodes.Meta) -> str:
    """Return 成文日期 of a signature."""
    return text_of(front_pieces.date_signed(meta))


def minutes_line(meta: nodes.Meta) -> tuple[str, str]:
    """Return who issues minutes, and when, where they have no signature."""
    office, date = front_pieces.minutes_line(meta)
    return text_of(office), text_of(date)
