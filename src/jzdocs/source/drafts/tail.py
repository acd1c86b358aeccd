"""The zones below the text of a draft: 附件说明, 署名, 成文日期, 附注, 附件, 版记 (7.3.4 to 7.3.8, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.source.drafts.attached import add_attachments, attachment_starts
from jzdocs.source.drafts.copies import read_copies
from jzdocs.source.drafts.endings import CONTACT, NO_TEXT, OLD, RULE, is_remark
from jzdocs.source.drafts.forms import DraftLine, head_parts, is_running
from jzdocs.source.drafts.found import Found
from jzdocs.source.drafts.listed import read_list
from jzdocs.source.drafts.minutes import read_attendance
from jzdocs.source.drafts.signature import read_signature


def read_tail(found: Found) -> None:
    """Add the elements below the text to `found`, whose head was read."""
    lines = found.lines
    found.end = len(lines)
    if found.kind == "纪要":
        read_attendance(found)
    starts = attachment_starts(found)
    if starts:
        read_copies(found, found.body, len(lines))
        found.end = starts[0]
    read_copies(found, found.body, found.end)
    read_signature(found)
    read_list(found)
    _read_remarks(found)
    _read_stray_number(found)
    add_attachments(found, starts)
    found.used |= {i for i in found.free(found.body, len(lines)) if NO_TEXT.fullmatch(lines[i].text)}
    if found.official:
        found.used |= set(_left_out(found))


def _left_out(found: Found) -> Iterator[int]:
    """Yield the lines above the text, below the signature, or at the end of the file that an official document does not
    print: rules, 主题词 and others of old forms."""
    lines, ends = found.lines, len(found.lines)
    while ends > found.body and (ends - 1 in found.used or _is_left_out(lines[ends - 1])):
        ends -= 1
    signed = found.signed if found.signed >= 0 else found.end
    for index in found.free(0, len(lines)):
        outside = index < found.body or signed <= index < found.end or index >= ends
        mark = index < found.body and not re.search(r"\w", lines[index].text)
        if (outside and _is_left_out(lines[index])) or mark or _is_page_number(found, index):
            yield index


def _is_page_number(found: Found, index: int) -> bool:
    """Return whether a line is the number of a page that was copied along: a small number between paragraphs, or at the
    end, as others of the document are."""
    lines = found.lines
    if not re.fullmatch(r"\d{1,3}", lines[index].text) or index >= found.end:
        return False
    numbers = [line.text for line in lines[: found.end] if re.fullmatch(r"\d{1,3}", line.text)]
    counted = [int(number) for number in numbers]
    if counted != list(range(counted[0], counted[0] + len(counted))):
        return False
    above = lines[index - 1] if index else None
    return above is not None and (is_running(above) or index > found.signed >= 0)


def _is_left_out(line: DraftLine) -> bool:
    return not line.fixed and bool(RULE.fullmatch(line.text) or OLD.fullmatch(line.text))


def _read_remarks(found: Found) -> None:
    """Add 附注: lines in brackets beside the signature, and who to ask, below it."""
    if found.signed < 0:
        last = list(found.free(found.body, found.end))[-1:]
        for index in last:
            if is_remark(found.lines[index].text) and re.match(r"[（(](?:此[件文]|联系)", found.lines[index].text):
                found.add("remark", found.lines[index].text, index, "sign.remark")
        return
    above = found.signed - 1
    if above >= found.body and above not in found.used and _is_contact_in_brackets(found.lines[above].text):
        found.add("remark", found.lines[above].text, above, "sign.remark")
    for index in list(found.free(found.signed, found.end)):
        line = found.lines[index]
        if line.fixed or index in found.used:
            continue
        opened = re.match(r"[（(][^（）()]*$", line.text) and not is_remark(line.text)
        if opened and index + 1 < found.end and re.fullmatch(r"[^（）()]*[）)]", found.lines[index + 1].text):
            found.used.add(index + 1)
            found.add("remark", f"{line.text}\u3000{found.lines[index + 1].text}", index, "sign.remark")
        elif (is_remark(line.text) and not NO_TEXT.fullmatch(line.text)) or CONTACT.match(line.text):
            found.add("remark", line.text, index, "sign.remark" if is_remark(line.text) else "sign.contact")


def _is_contact_in_brackets(text: str) -> bool:
    return is_remark(text) and bool(re.match(r"[（(](?:联系|此件|此文|承办|电话)", text))


def _read_stray_number(found: Found) -> None:
    """Add a document number and signers that stand below the signature rather than above the title."""
    start = found.signed if found.signed >= 0 else max(found.body, found.end - 4)
    for index in list(found.free(max(found.body, start - 1), found.end)):
        line = found.lines[index]
        parts = head_parts(line.text) if not line.fixed else []
        if {part.role for part in parts} & {"number", "signer"} and not found.of("number"):
            for part in parts:
                sign = "sign.number_form" if part.role == "number" else "sign.signer"
                if part.role in ("number", "signer"):
                    found.add(part.role, part.text, index, sign, part.start)  # type: ignore[arg-type]
