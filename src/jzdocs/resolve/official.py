"""What the elements of an official document say (GB/T 9704-2012, 7), made from its front matter, for both writers."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.model import nodes
from jzdocs.resolve.imprint import chinese_date

_CLOSING = ("attachments", "attendance", "signature")


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
    closing = [b for b in blocks[first:] if isinstance(b, nodes.OfficialPart) and b.part in _CLOSING]
    rest = [block for block in blocks[first:] if block not in closing]
    return (*blocks[:first], *closing, *rest)


def head_lines(meta: nodes.Meta, form: str) -> list[str]:
    """Return the lines of 发文机关标志: what the author says; else the issuers, with 文件 behind them where it is a
    file."""
    if meta.official.head:
        return [meta.official.head]
    if form == "file" and len(meta.issuer) == 1:
        return [f"{meta.issuer[0]}文件"]
    return list(meta.issuer)


def joint(meta: nodes.Meta, form: str) -> bool:
    """Return whether several issuers share the head, with 文件 beside them (7.2.4)."""
    return form == "file" and not meta.official.head and len(meta.issuer) > 1


def marks(official: nodes.Official) -> list[tuple[str, bool]]:
    """Return 份号, 密级 and 紧急程度 from top to bottom, and whether each is set in Hei (7.2.1 to 7.2.3)."""
    rows = ((official.copy, False), (official.secrecy, True), (official.urgency, True))
    return [(text, hei) for text, hei in rows if text]


def addressees(official: nodes.Official) -> str:
    """Return 主送机关, with a colon behind the last."""
    joined = "、".join(official.to)
    return joined if not joined or joined.endswith("：") else f"{joined}："


def attachment_lines(official: nodes.Official) -> list[tuple[str, str]]:
    """Return label and name of every attachment (附件说明); only the first label has 附件：."""
    many = len(official.attachments) > 1
    return [
        (("附件：" if index == 0 else "\u3000\u3000\u3000") + (f"{index + 1}．" if many else ""), name.rstrip("。；"))
        for index, name in enumerate(official.attachments)
    ]


def attachment_label(block: nodes.Attachment) -> str:
    """Return 附件 and its number."""
    return f"附件{block.number}"


def attendance(official: nodes.Official) -> Iterator[tuple[str, str]]:
    """Yield 出席, 请假, 列席 of minutes, each with its names (10.3)."""
    for label, names in (("出席", official.present), ("请假", official.absent), ("列席", official.observers)):
        if names:
            yield f"{label}：", "、".join(names)


def remark(official: nodes.Official) -> str:
    """Return 附注 in brackets (7.3.7)."""
    text = official.remark
    return text if not text or text.startswith("（") else f"（{text}）"


def copies(official: nodes.Official) -> str:
    """Return 抄送机关, closed by a full stop."""
    return f"{'、'.join(official.cc).rstrip('。')}。" if official.cc else ""


def printed(meta: nodes.Meta) -> tuple[str, str]:
    """Return 印发机关 and 印发日期 (7.4.2)."""
    official = meta.official
    office = official.printed_by or (meta.issuer[0] if meta.issuer else "")
    date = official.printed_on or meta.date
    return office, f"{chinese_date(date)}印发" if date else ""


def signed(meta: nodes.Meta) -> str:
    """Return 成文日期."""
    return chinese_date(meta.date)
