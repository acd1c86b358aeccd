"""What the elements of an official document say (GB/T 9704-2012, 7), made from its meta data, for both writers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.resolve.imprint import chinese_date
from jzdocs.resolve.punctuation import plain_normalised


def normalised_official(official: nodes.Official) -> nodes.Official:
    """The texts of the meta data with Chinese punctuation."""
    changed: dict[str, Any] = {}
    for field in official.__struct_fields__:
        value = getattr(official, field)
        if isinstance(value, str):
            changed[field] = plain_normalised(value) if field not in ("copy", "printed_on") else value
        elif isinstance(value, tuple):
            changed[field] = tuple(plain_normalised(v) for v in value)
    return replace(official, **changed)


def in_order(blocks: tuple[nodes.Block, ...]) -> tuple[nodes.Block, ...]:
    """List of attachments, attendance and signature stand before the first attachment (7.3.5 to 7.3.8), wherever the
    template puts them."""
    first = next((i for i, b in enumerate(blocks) if isinstance(b, nodes.Attachment)), None)
    if first is None:
        return blocks
    closing = [
        b
        for b in blocks[first:]
        if isinstance(b, nodes.OfficialPart) and b.part in ("attachments", "attendance", "signature")
    ]
    rest = [b for b in blocks[first:] if b not in closing]
    return (*blocks[:first], *closing, *rest)


def head_lines(meta: nodes.Meta, form: str) -> list[str]:
    """发文机关标志: what the author says; else the issuers, with 文件 behind them where it is a file."""
    if meta.official.head:
        return [meta.official.head]
    if form == "file" and len(meta.issuer) == 1:
        return [f"{meta.issuer[0]}文件"]
    return list(meta.issuer)


def joint(meta: nodes.Meta, form: str) -> bool:
    """Whether several issuers share the head, with 文件 beside them (7.2.4)."""
    return form == "file" and not meta.official.head and len(meta.issuer) > 1


def marks(official: nodes.Official) -> list[tuple[str, bool]]:
    """份号, 密级 and 紧急程度 from top to bottom, and whether each is set in Hei (7.2.1 to 7.2.3)."""
    found = ((official.copy, False), (official.secrecy, True), (official.urgency, True))
    return [(text, bold) for text, bold in found if text]


def addressees(official: nodes.Official) -> str:
    """主送机关, with a colon behind the last."""
    joined = "、".join(official.to)
    return joined if not joined or joined.endswith("：") else f"{joined}："


def attachment_lines(official: nodes.Official) -> list[tuple[str, str]]:
    """附件说明: label and name of every attachment; only the first has 附件：."""
    many = len(official.attachments) > 1
    return [
        (("附件：" if index == 0 else "\u3000\u3000\u3000") + (f"{index + 1}．" if many else ""), name.rstrip("。；"))
        for index, name in enumerate(official.attachments)
    ]


def attachment_label(block: nodes.Attachment) -> str:
    """附件 and its number."""
    return f"附件{block.number}"


def attendance(official: nodes.Official) -> Iterator[tuple[str, str]]:
    """出席, 请假, 列席 of minutes, each with its names (10.3)."""
    for label, names in (("出席", official.present), ("请假", official.absent), ("列席", official.observers)):
        if names:
            yield f"{label}：", "、".join(names)


def remark(official: nodes.Official) -> str:
    """附注 in brackets (7.3.7)."""
    text = official.remark
    return text if not text or text.startswith("（") else f"（{text}）"


def copies(official: nodes.Official) -> str:
    """抄送机关, closed by a full stop."""
    return f"{'、'.join(official.cc).rstrip('。')}。" if official.cc else ""


def printed(meta: nodes.Meta) -> tuple[str, str]:
    """印发机关 and 印发日期 (7.4.2)."""
    official = meta.official
    by = official.printed_by or (meta.issuer[0] if meta.issuer else "")
    when = official.printed_on or meta.date
    return by, f"{chinese_date(when)}印发" if when else ""


def signed(meta: nodes.Meta) -> str:
    """成文日期."""
    return chinese_date(meta.date)


def official_texts(meta: nodes.Meta) -> Iterator[str]:
    """Every text of the meta data that an official document prints."""
    official = meta.official
    for field in official.__struct_fields__:
        value = getattr(official, field)
        yield from value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
