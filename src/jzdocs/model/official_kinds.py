"""The fifteen kinds of official documents (文种) of the regulation of 2012, and the form of GB/T 9704-2012 that each
has: 函 that of letters (10.1), 命令 of orders (10.2), 纪要 of minutes (10.3), others that of files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.model.meta import Meta
from jzdocs.model.nodes import OfficialForm
from jzdocs.patterns import compiled

KINDS = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
    "议案",
    "函",
    "纪要",
)
_KIND = compiled(rf"(?P<kind>{'|'.join(KINDS)}|令)(?:[（(].{{1,40}}[）)])*$")
_NUMBERED_ORDER = compiled(r"令\s*第?[\d一二三四五六七八九十百〇零]+\s*号$")
_FORMS: dict[str, OfficialForm] = {"函": "letter", "命令": "order", "纪要": "minutes"}


def named_kind(text: str) -> str:
    """Return the kind of official document that a title or a red head ends with, "" for none."""
    match = _KIND.search(re.sub(r"\s", "", text))
    return _standard(match["kind"]) if match else ""


def document_kind(kind: str, title: str, number: str, head: Sequence[str]) -> str:
    """Return the kind of a document: what its author says (`kind`), else what its title names, else its red head or its
    number (晋阳市人民政府令第12号); "" where none of them tells."""
    if kind:
        return _standard(kind)
    if found := named_kind(title):
        return found
    if found := next((found for line in head if (found := named_kind(line))), ""):
        return found
    return "命令" if _NUMBERED_ORDER.search(number) else ""


def document_form(meta: Meta) -> OfficialForm:
    """Return the form that a document's kind has; a head that ends with 文件 is that of a file, whatever the kind."""
    official = meta.official
    if any(line.endswith("文件") for line in official.head):
        return "file"
    kind = document_kind(official.kind, meta.title, official.number, official.head)
    return _FORMS.get(kind, "file")


def _standard(kind: str) -> str:
    return "命令" if kind == "令" else kind
