"""署名 and 成文日期 of a draft (7.3.5, 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.patterns import compiled
from jzdocs.source.document_kinds import names_kind
from jzdocs.source.drafts.endings import (
    CONTACT,
    ITEM,
    LIST,
    LIST_ALONE,
    MAX_SHORT,
    NUMBERED_LABEL,
    dated_parts,
    is_remark,
    is_small,
    is_tail,
)
from jzdocs.source.drafts.forms import (
    DraftLine,
    compact,
    is_office,
    is_running,
    joint_parts,
    numbered,
    parts_by_blanks,
    persons,
    without_seal,
)
from jzdocs.source.drafts.found import Attachment, Found

_CLOSING = compiled(r"特此|妥否|当否|以上|此复|此令|此致|敬礼|请予|专此")
_MAX_NAMES = 12


def read_signature(found: Found) -> None:
    """Add 署名 and 成文日期: the first date by itself that somebody signs above or below, or that ends the document."""
    dates = [i for i in found.free(found.body, found.end) if not found.lines[i].fixed and dated_parts(found.lines[i])]
    for date in dates:
        names = _names_around(found, date)
        behind = max([date, *names]) + 1
        rest = [i for i in found.free(behind, found.end) if not is_tail(found.lines[i])]
        promulgated = bool(rest) and _is_promulgated(found, names, rest[0])
        if rest and not promulgated and not all(is_small(found.lines[i]) for i in rest):
            continue
        if promulgated:
            _add_promulgated(found, rest[0])
        _add_signature(found, names, date)
        return
    _read_names_without_date(found)


def _names_around(found: Found, date: int) -> list[int]:
    """Return the lines of names above a date, else below it."""
    names: list[int] = []
    for index in range(date - 1, max(found.body - 1, date - 1 - _MAX_NAMES), -1):
        if index in found.used or not _is_name(found, index, nearest=index == date - 1):
            break
        names.insert(0, index)
    if names or any(part.role == "office" for part in dated_parts(found.lines[date])):
        return names
    for index in range(date + 1, min(found.end, date + 1 + _MAX_NAMES)):
        if not names and _is_listed(found.lines[index]):
            continue  # the list of attachments stands between date and names
        if index in found.used or not _is_name(found, index, nearest=False):
            break
        names.append(index)
    return names


def _is_listed(line: DraftLine) -> bool:
    """Return whether a line is one of 附件说明."""
    return not line.fixed and bool(
        LIST.match(line.text)
        or LIST_ALONE.fullmatch(line.text)
        or ITEM.match(line.text)
        or NUMBERED_LABEL.match(line.text)
    )


def _is_name(found: Found, index: int, *, nearest: bool) -> bool:
    """Return whether a line may be a name that signs: offices, somebody with a post, or who the head names; right above
    a date also another short line that is indented."""
    line = found.lines[index]
    if line.fixed or len(line.text) > 90:
        return False
    text = without_seal(line.text)[0]
    parts = [without_seal(part.text)[0] for part in parts_by_blanks(line.text)]
    if persons(text) or (parts and all(is_office(part) for part in parts if part)):
        return True
    heads = {compact(name) for name in found.of("head")}
    if compact(text) in heads or any(compact(text) == compact(part) for part in found.of("issuer")):
        return True
    short = bool(re.fullmatch(r"[\u4e00-\u9fffA-Za-z·（）()]{2,25}", compact(text)))
    return nearest and line.indent >= 2 and short and not _CLOSING.match(text) and not numbered(text)


def _is_promulgated(found: Found, names: Sequence[int], first: int) -> bool:
    """Return whether a further text begins behind a signature, as behind an order: its title stands there."""
    line = found.lines[first]
    handed_on = bool(re.search(r"转发|印发|批转|颁布|公布", "".join(found.of("title")))) and names_kind(line.compact)
    if not (names or handed_on) or line.fixed or is_running(line) or len(line.compact) > MAX_SHORT + 10:
        return False
    return (found.kind == "命令" or names_kind(line.compact)) and not re.search(r"[：:]", line.text)


def _add_promulgated(found: Found, first: int) -> None:
    end = len(found.lines)
    found.attachments.append(
        Attachment(first, first, first + 1, end, "", compact(found.lines[first].text), labelled=False)
    )
    found.used.add(first)
    found.end = first


def _add_signature(found: Found, names: Sequence[int], date: int) -> None:
    found.signed = min([date, *names])
    for index in names:
        _add_names(found, index)
    for part in dated_parts(found.lines[date]):
        if part.role == "date":
            _replace_first(found, "date")
            found.add("date", part.text, date, "sign.date_signed", part.start)
            continue
        for name in joint_parts(part.text):
            found.add("issuer", name.text, date, "sign.signature", part.start + name.start)


def _replace_first(found: Found, role: str) -> None:
    """Leave a date of the head to the text: that of the signature is the document's."""
    if role == "date":
        found.elements = [e for e in found.elements if e.role != "date"]


def _add_names(found: Found, index: int) -> None:
    line = found.lines[index].text
    if signatories := persons(without_seal(line)[0]):
        for signatory in signatories:
            found.add("signatory", signatory, index, "sign.signatory")
        return
    for part in joint_parts(line):
        text, seal = without_seal(part.text)
        if text.strip():
            found.add("issuer", compact(text), index, "sign.signature", part.start)
        if seal:
            found.add("seal", seal, index, "sign.seal", part.start + len(text))


def _read_names_without_date(found: Found) -> None:
    """Add the offices that end a document without a date, where its head names them or they are set off."""
    offices_above = {compact(name) for name in (*found.of("head"), *found.of("issuer"))}
    title = "".join(found.of("title"))
    for index in reversed(list(found.free(found.body, found.end))):
        line = found.lines[index]
        if line.fixed:
            return
        if is_remark(line.text) or CONTACT.match(line.text):
            continue
        parts = parts_by_blanks(without_seal(line.text)[0])
        names = [compact(part.text) for part in parts]
        offices = all(is_office(part.text) for part in parts)
        if offices and (all(name in offices_above or title.startswith(name) for name in names) or line.indent >= 4):
            found.signed = index
            _add_names(found, index)
        return
