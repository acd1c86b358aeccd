"""The record of copies of a draft: 抄报, 抄送, 分送, 印发机关, 印发日期, 印数 (7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.patterns import compiled
from jzdocs.source.drafts.endings import COPY, LABEL_ALONE, MAX_SHORT, OLD, RULE
from jzdocs.source.drafts.forms import (
    DATE,
    DraftLine,
    compact,
    head_parts,
    is_date,
    is_office,
)
from jzdocs.source.drafts.found import Found

_COPY_ROLES = {"主送": "to", "抄送": "cc", "抄": "cc", "抄报": "report_to", "主报": "report_to", "报": "report_to"}
_PRINTED = compiled(
    rf"(?P<office>\S.*?)?\s*(?P<date>{DATE})\s*(?P<word>印\s*发|印)?(?P<run>\s*[（(]?\s*共?印\s*\d+\s*份[）)]?)?"
)
_RUN = compiled(r"[（(]?\s*(?:共印|印数|印)\s*[：:]?\s*\d+\s*份?\s*[）)]?")


def read_copies(found: Found, start: int, end: int) -> None:
    """Add 抄送 and 印发机关 from the lines that end the file, or the document before its attachments."""
    rows: list[int] = []
    skipped = 0
    for index in reversed(list(found.free(start, end))):
        line = found.lines[index]
        if line.fixed:
            break
        if OLD.fullmatch(line.text) or RULE.fullmatch(line.text):
            continue
        if COPY.match(line.text) or _is_printed(found, index, rows) or _RUN.fullmatch(line.text):
            rows.append(index)
            skipped = 0
        elif _continues_copies(found, index):
            rows.append(index)
        elif (
            not rows and skipped < 2 and len(line.compact) < MAX_SHORT and "。" not in line.text and not _is_sign(line)
        ):
            skipped += 1
        else:
            break
    role = ""
    for index in sorted(rows):
        role = _add_copies(found, index, role)


def _is_sign(line: DraftLine) -> bool:
    """Return whether a line may be the date or the name of a signature."""
    return is_date(line.text) or is_office(line.text) or bool(LABEL_ALONE.fullmatch(line.text))


def _is_printed(found: Found, index: int, below: Sequence[int]) -> bool:
    """Return whether a line names 印发机关 and 印发日期; without 印发 only below 抄送."""
    line = found.lines[index]
    match = _PRINTED.fullmatch(line.flat.strip())
    if match is None or len(line.text) > MAX_SHORT * 2:
        return False
    if match["word"]:
        return True
    above = next((i for i in range(index - 1, max(-1, index - 3), -1) if i not in found.used), -1)
    return bool(match["office"]) and above >= 0 and bool(COPY.match(found.lines[above].text))


def _continues_copies(found: Found, index: int) -> bool:
    """Return whether a line goes on with a row of 抄送 above it."""
    line = found.lines[index]
    if _is_sign(line) or head_parts(line.text) or len(line.compact) > 2 * MAX_SHORT:
        return False
    for above in range(index - 1, max(found.body - 1, index - 5), -1):
        text = found.lines[above].text
        if found.lines[above].fixed or text[-1] in "。." or above in found.used:
            return False
        if COPY.match(text):
            return True
    return False


def _add_row(found: Found, index: int, role: str, start: int) -> None:
    """Add what stands behind a label of the record of copies, and how many copies were printed where it says so."""
    text = found.lines[index].text
    run = re.search(rf"[。.]?\s*(?P<run>{_RUN.pattern})\s*$", text[start:])
    end = start + run.start() if run else len(text)
    found.add(role, text[start:end].rstrip("。. "), index, "sign.copies", start)  # type: ignore[arg-type]
    if run:
        found.add("print_run", run["run"].strip("（()） "), index, "sign.print_run", start + run.start("run"))


def _add_copies(found: Found, index: int, role: str) -> str:
    """Add a row of the record of copies, and return its role; one without a label goes on with that of `role`."""
    line = found.lines[index]
    if _RUN.fullmatch(line.text):
        found.add("print_run", line.text.strip("（()） "), index, "sign.print_run")
        return ""
    if match := COPY.match(line.text):
        name = compact(match["label"])
        role = _COPY_ROLES.get(name, "distribution")
        _add_row(found, index, role, match.end())
        return role
    match = _PRINTED.fullmatch(line.flat.strip())
    if (match and role != "" and not (match["office"] or match["word"])) or match is None:
        last = next((i for i in range(len(found.elements) - 1, -1, -1) if found.elements[i].role == role), -1)
        if last < 0:
            return role
        element = found.elements[last]
        found.elements[last] = type(element)(
            element.role, element.text + line.text.rstrip("。. "), element.at, element.start, element.sign
        )
        found.used.add(index)
        return role
    text = line.text.strip()
    if match["office"]:
        found.add("printed_by", text[: match.end("office")], index, "sign.printed")
    found.add("printed_on", text[match.start("date") : match.end("date")], index, "sign.printed", match.start("date"))
    if match["run"]:
        found.add("print_run", text[match.start("run") :].strip("（()） "), index, "sign.print_run", match.start("run"))
    return ""
