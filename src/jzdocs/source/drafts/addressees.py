"""主送机关 of a draft: names of offices and groups, closed by a colon (7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.patterns import compiled
from jzdocs.source.drafts.forms import DraftLine, compact, numbered

_MAX_LINES, _MAX_LENGTH = 6, 600
_WRAPPED = 15  # characters: a line of names may end anywhere
_VERBS = compiled(
    r"如下|以下|下列|现将|现就|根据|按照|为了|通知|报告|批复|经研究|收悉|同意|^为(?!民)|^经(?:研究|审|过|请|市|省|县)|要求|附件|[。！？!?]|^特此|^注|^一是"
)
_NAME_END = compiled(
    r"(?:局|委员会|委|厅|部|部门|单位|办公室|办公厅|办|政府|中心|院|处|科|科室|股|室|行|会|公司|集团|企业|机构|团体|组织|大学|学院|学校|高校|校|园|医院|署|社|馆|所|站|"
    r"组|支部|总支|指挥部|街道|镇|乡|县|区|市|省|州|旗|盟|村|社区|队|团|厂|矿|党组|党委|党工委|机关|系统|同志|代表|委员|人员|干部|职工|居民|市民|群众|用户|经营者|"
    r"民主党派|工商联|海关|协会|商会|银行|口岸|林场|农场|人|者|界|业主|师生|学生|家长|商户|户|街|司|台|网|庭|所有|主体|企|园区|[\]】〕］])$"
)


def addressees_at(lines: Sequence[DraftLine], start: int) -> tuple[int, str]:
    """Return how many lines from `start` on say to whom a document goes, and what they say, without the colon; 0 where
    they do not."""
    text = ""
    for count, line in enumerate(lines[start : start + _MAX_LINES], 1):
        if line.fixed or (count > 1 and numbered(line.text)):
            return 0, ""
        text += line.text.strip()
        if text[-1] in "：:":
            return (count, text[:-1]) if is_addressees(text[:-1]) else (0, "")
        wrapped = count == 1 and len(text) >= _WRAPPED and re.search(r"[，、]", text) and not re.search(r"[。；]", text)
        if (text[-1] not in "，,、；;" and not wrapped) or len(text) > _MAX_LENGTH:
            return 0, ""
    return 0, ""


def open_addressees_at(lines: Sequence[DraftLine], start: int) -> tuple[int, str]:
    """Return how many lines from `start` on are addressees without a colon above the text, and what they say; 0 where
    they are not: names of offices and groups in every line, and running text below them."""
    rows: list[str] = []
    for line in lines[start : start + _MAX_LINES]:
        if (
            line.fixed
            or is_sentence(line)
            or (rows and (numbered(line.text) or (line.blank_above and rows[-1][-1] not in "，,、；;")))
        ):
            break
        rows.append(line.text.strip())
    below = lines[start + len(rows)] if rows and start + len(rows) < len(lines) else None
    if below is None or below.fixed or not is_sentence(below):
        return 0, ""
    text = rows[0]
    for row in rows[1:]:
        text += row if text[-1] in "，,、；;" or not _NAME_END.search(text) else f"，{row}"
    listed = bool(re.search(r"[，、；]|^各|级|直", text)) or lines[start].indent == 0
    return (len(rows), text) if listed and is_addressees(text) and is_named(text) else (0, "")


def is_sentence(line: DraftLine) -> bool:
    """Return whether a line is a sentence of the text, or the first line of one."""
    return bool(re.search(r"[。；：:！？]", line.text)) or (
        len(line.compact) > _WRAPPED and bool(_VERBS.search(line.compact))
    )


def is_named(text: str) -> bool:
    """Return whether each item of a list ends as names of offices and groups do."""
    items = [item for item in re.split(r"[，,、；;]", _without_brackets(compact(text))) if item]
    return all(_NAME_END.search(item) for item in items)


def is_addressees(text: str) -> bool:
    """Return whether a text is a list of offices and groups."""
    bare = compact(text)
    if not 2 <= len(bare) <= _MAX_LENGTH or _VERBS.search(re.sub(r"[（(][^（）()]*[）)]", "", bare)) or numbered(bare):
        return False
    if re.search(r"关于|《", bare) or re.search(r"\d{4}年", bare):
        return False
    items = [item for item in re.split(r"[，,、；;]", _without_brackets(bare)) if item]
    named = sum(1 for item in items if _NAME_END.search(item) or item.startswith("各"))
    return bool(items) and named >= 0.6 * len(items)


def _without_brackets(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", text)
