"""主持, 出席, 请假, 列席, 记录 of the draft of minutes (10.3)."""

from __future__ import annotations

import re

from jzdocs.source.drafts.endings import COPY, is_small
from jzdocs.source.drafts.forms import ATTENDANCE, ATTENDANCE_ALONE, DraftLine, compact, is_date, numbered
from jzdocs.source.drafts.found import Found

_HANGING = 3  # blanks: further names stand below the first, behind the label
_MAX_NAMES = 20  # lines
_ROW_ROLES = {"主持": "chair", "出席": "present", "请假": "absent", "缺席": "absent", "列席": "observers"}
_ROW_ROLES |= {"参会": "present", "参加": "present", "记录": "recorder"}


def read_attendance(found: Found) -> None:
    """Add 出席, 请假, 列席, 主持, 记录, wherever they stand; a row goes on where it ends with a comma."""
    index = found.body
    while index < len(found.lines):
        line = found.lines[index]
        match = ATTENDANCE.match(line.text) if not line.fixed else None
        alone = ATTENDANCE_ALONE.fullmatch(line.text) if match is None and not line.fixed else None
        if alone and index + 1 < len(found.lines) and is_small(found.lines[index + 1]):
            found.used.add(index)
            index, match, line = index + 1, alone, found.lines[index + 1]
        elif match is None:
            index += 1
            continue
        role = _row_role(match["label"])
        start = 0 if match is alone else match.end()
        first, text = index, line.text[start:]
        column = found.lines[index].indent
        ends = _row_end(found, index)
        while index + 1 < len(found.lines) and (
            _goes_on(found.lines[index + 1], text, column) or (index + 1 < ends and text[-1] not in "。；;")
        ):
            index += 1
            text += found.lines[index].text if text[-1] in "、，,；;" else f"、{found.lines[index].text}"
            found.used.add(index)
        found.add(role, _row_text(text), first, "sign.row", start)  # type: ignore[arg-type]
        index += 1


def _row_end(found: Found, index: int) -> int:
    """Return the line where the next row begins, if only names stand between them; else the line itself."""
    for below in range(index + 1, min(index + _MAX_NAMES, len(found.lines))):
        line = found.lines[below]
        if not line.fixed and (ATTENDANCE.match(line.text) or ATTENDANCE_ALONE.fullmatch(line.text)):
            return below
        if not is_small(line) or numbered(line.text) or COPY.match(line.text) or is_date(line.text):
            return index
    return index


def _goes_on(below: DraftLine, text: str, column: int) -> bool:
    """Return whether a row that is `text` so far, and begins behind `column` blanks, goes on in the line below: it ends
    with a comma, or further names stand below its own."""
    if below.fixed or numbered(below.text) or ATTENDANCE.match(below.text) or ATTENDANCE_ALONE.fullmatch(below.text):
        return False
    if text[-1] in "、，,":
        return True
    return (
        text[-1] not in "。；;"
        and below.indent >= column + _HANGING
        and is_small(below)
        and not COPY.match(below.text)
        and not is_date(below.text)
    )


def _row_role(label: str) -> str:
    """Return the role of a row of minutes: 会议出席人员 is 出席."""
    return _ROW_ROLES[compact(label).removeprefix("会议")[:2]]


def _row_text(text: str) -> str:
    """Return the names of a row with single blanks between office and name."""
    return re.sub(r"\s{2,}|\u3000+|\t+", "\u3000", text.strip()).rstrip("。")
