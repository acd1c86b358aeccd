"""What an OFD document says of itself: document information (GB/T 33190, 7.4, table 3), with metadata of records under
the names of DA/T 46-2009, as GB/T 42133 (6.2.1 b) asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.dates import document_moment
from jzdocs.model.nodes import Meta
from jzdocs.model.official_kinds import document_kind
from jzdocs.ofd.markup import element, escaped
from jzdocs.painting.contents import UNTITLED

PRODUCER = "jzdocs"
_LIST = "、"


def record_metadata(meta: Meta, pages: int) -> Iterator[tuple[str, str]]:
    """Yield the elements of DA/T 46-2009 that the front matter fills, each with its name there: M22 题名, M24 副题名,
    M27 关键词, M31 文件编号, M32 责任者, M33 日期, M34 文种, M35 紧急程度, M36 主送, M37 抄送, M38 密级, M39 保密期限,
    M12 保管期限, then what is known of every document: M43 页数, M44 语种, M47 格式信息, M50 文档创建程序."""
    official = meta.official
    secrecy, _, term = official.secrecy.partition("★")
    kind = (
        document_kind(official.kind, meta.title, official.number, official.head) if official.number else official.kind
    )
    filled = (
        ("题名", meta.title),
        ("副题名", meta.subtitle),
        ("关键词", _LIST.join(meta.keywords)),
        ("文件编号", official.number),
        ("责任者", _LIST.join(meta.issuer)),
        ("日期", meta.date),
        ("文种", kind),
        ("紧急程度", official.urgency),
        ("主送", _LIST.join(official.to)),
        ("抄送", _LIST.join(official.cc)),
        ("密级", secrecy),
        ("保密期限", term),
        ("保管期限", meta.retention),
        ("页数", str(pages)),
        ("语种", "zh-CN"),
        ("格式信息", "GB/T 33190-2016"),
        ("文档创建程序", PRODUCER),
    )
    return ((name, value) for name, value in filled if value)


def document_information(meta: Meta, pages: int, document_id: str) -> str:
    """Return the element DocInfo; its children stand in the order of the standard. Raises UsageError for a wrong
    SOURCE_DATE_EPOCH."""
    day = document_moment(meta.date).date().isoformat()
    return element(
        "DocInfo",
        element("DocID", document_id)
        + element("Title", escaped(meta.title or UNTITLED))
        + element("Author", escaped(_LIST.join(meta.issuer)))
        + element("Subject", escaped(meta.subtitle))
        + element("CreationDate", day)
        + element("ModDate", day)
        + element("DocUsage", "Normal")
        + element("Keywords", _each("Keyword", meta.keywords))
        + element("Creator", PRODUCER)
        + element("CustomDatas", _custom(record_metadata(meta, pages))),
    )


def _each(name: str, texts: Sequence[str]) -> str:
    return "".join(element(name, escaped(text)) for text in texts)


def _custom(data: Iterator[tuple[str, str]]) -> str:
    return "".join(f'<ofd:CustomData Name="{name}">{escaped(value)}</ofd:CustomData>' for name, value in data)
