"""What a line below the text of a draft may be by its form."""

from __future__ import annotations

import re

from jzdocs.patterns import compiled
from jzdocs.source.drafts.forms import (
    DATE,
    DraftLine,
    Part,
    head_parts,
    is_date,
    is_number,
    is_office,
    is_running,
    parts_by_blanks,
)

CONTACT = compiled(
    r"(?:联系人|联系电话|联系方式|电\s*话|承办人|承办单位|承办处室|承办科室|经办人|联络人|联系单位|联系地址|传\s*真|(?:信息)?公开(?:方式|形式|选项|属性))"
    r"(?:及电话)?\s*[：:]|此[件文](?:公开|主动公开|依申请|不公开|不予|发至|删减|可登报|已发)[^。，]{0,20}$"
)
# what forms before that of 2012 had below the text: 主题词 of 1999, who typed and proofread
OLD = compiled(r"(?:主\s*题\s*词|打\s*字|打\s*印|校\s*对|拟\s*稿|核\s*稿|审\s*核)(?:人)?\s*[：:]\s*\S.*")
RULE = compiled(r"[-—―─━－=＝_＿﹍~～*＊.．·…\s]{4,}")
LIST = compiled(r"附\s*件?\s*[：:]\s*(?=\S)")
LIST_ALONE = compiled(r"附\s*件?\s*[：:]")
NUMBERED_LABEL = compiled(r"附\s*件\s*\d{1,2}\s*[：:.．、]\s*(?=\S)")
ITEM = compiled(r"\d{1,2}\s*[.．、]\s*(?!\d+[.．])|[（(]\d{1,2}[）)]\s*")
COPY = compiled(
    r"(?P<label>主\s*送|抄\s*送|抄\s*报|主\s*报|分\s*送|发\s*送|印\s*送|印\s*发|抄|报|送|发)(?:机关|单位)?\s*[：:]\s*(?=\S)"
)
NO_TEXT = compiled(r"[（(]?此页无正文[）)]?")
MAX_SHORT = 40
LABEL_ALONE = compiled(r"附\s*件?\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[：:]?")


def dated_parts(line: DraftLine) -> list[Part]:
    """Return offices or a person and the date that share a line, or the date that has one to itself."""
    parts = parts_by_blanks(line.text)
    if len(parts) == 1 and not is_date(line.text):
        match = re.fullmatch(rf"(?P<office>.{{3,38}}?)(?P<date>{DATE})", line.flat)
        if match and is_office(match["office"]):
            return [
                Part("office", line.text[: match.end("office")], 0),
                Part("date", line.text[match.start("date") :], match.start("date")),
            ]
        return []
    if is_date(line.text):
        return [Part("date", line.text, 0)]
    if not is_date(parts[-1].text) or not all(is_office(part.text) for part in parts[:-1]):
        return []
    return [*(Part("office", p.text, p.start) for p in parts[:-1]), Part("date", parts[-1].text, parts[-1].start)]


def is_tail(line: DraftLine) -> bool:
    """Return whether a line is one of those that may stand below a signature."""
    return (
        is_remark(line.text)
        or bool(CONTACT.match(line.text) or LIST.match(line.text) or ITEM.match(line.text) or COPY.match(line.text))
        or is_number(line.text)
        or any(part.role in ("number", "signer") for part in head_parts(line.text))
        or bool(NO_TEXT.fullmatch(line.text) or OLD.fullmatch(line.text) or RULE.fullmatch(line.text))
    )


def is_small(line: DraftLine) -> bool:
    """Return whether a line is short and no running text."""
    return not line.fixed and len(line.compact) < MAX_SHORT and not is_running(line)


def is_remark(text: str) -> bool:
    """Return whether a line is in brackets (附注)."""
    return bool(re.fullmatch(r"[（(].{2,200}[）)]", text)) and not re.fullmatch(
        r"[（(][一二三四五六七八九十\d]{1,3}[）)].*", text
    )
