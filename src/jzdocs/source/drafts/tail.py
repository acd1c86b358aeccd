"""The zones below the text of a draft: 附件说明, 署名, 成文日期, 附注, 附件, 版记 (7.3.4 to 7.3.8, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.source.document_kinds import names_kind
from jzdocs.source.drafts.forms import (
    ATTENDANCE,
    ATTENDANCE_ALONE,
    DATE,
    DraftLine,
    Part,
    compact,
    head_parts,
    is_date,
    is_number,
    is_office,
    is_running,
    numbered,
    parts_by_blanks,
    person,
    without_seal,
)
from jzdocs.source.drafts.found import Attachment, Found
from jzdocs.source.one_line import value_of

LABEL_ALONE = re.compile(r"附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[：:]?")
_LABEL_AND_TITLE = re.compile(
    r"附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?(?:\s*[：:]\s*|\s+)(?P<title>\S.*)"
)
_LIST = re.compile(r"附\s*件?\s*[：:]\s*(?=\S)")
_LIST_ALONE = re.compile(r"附\s*件?\s*[：:]")
_ITEM = re.compile(r"\d{1,2}\s*[.．、]\s*(?!\d+[.．])|[（(]\d{1,2}[）)]\s*")
_NUMBERED_LABEL = re.compile(r"附\s*件\s*\d{1,2}\s*[：:.．、]\s*(?=\S)")
_COPY = re.compile(
    r"(?P<label>抄\s*送|抄\s*报|主\s*报|分\s*送|发\s*送|印\s*送|印\s*发|抄|报|送|发)(?:机关|单位)?\s*[：:]\s*(?=\S)"
)
_COPY_ROLES = {"抄送": "cc", "抄": "cc", "抄报": "report_to", "主报": "report_to", "报": "report_to"}
_PRINTED = re.compile(
    rf"(?P<office>\S.*?)?\s*(?P<date>{DATE})\s*(?P<word>印\s*发|印)?(?P<run>\s*[（(]?\s*共?印\s*\d+\s*份[）)]?)?"
)
_RUN = re.compile(r"[（(]?\s*(?:共印|印数|印)\s*[：:]?\s*\d+\s*份?\s*[）)]?")
_CONTACT = re.compile(r"(?:联系人|联系电话|联系方式|电\s*话|承办人|联系单位|联系地址|传\s*真)(?:及电话)?\s*[：:]")
_CLOSING = re.compile(r"特此|妥否|当否|以上|此复|此令|此致|敬礼|请予|专此")
_NO_TEXT = re.compile(r"[（(]?此页无正文[）)]?")
_ROW_ROLES = {"主持": "chair", "出席": "present", "请假": "absent", "缺席": "absent", "列席": "observers"}
_ROW_ROLES |= {"参会": "present", "参加": "present", "记录": "recorder"}
_MAX_NAMES = 12
_MAX_SHORT = 40


def read_tail(found: Found) -> None:
    """Add the elements below the text to `found`, whose head was read."""
    lines = found.lines
    found.end = len(lines)
    if found.kind == "纪要":
        _read_attendance(found)
    starts = _attachment_starts(found)
    if starts:
        _read_copies(found, found.body, len(lines))
        found.end = starts[0]
    _read_copies(found, found.body, found.end)
    _read_signature(found)
    _read_list(found)
    _read_remarks(found)
    _read_stray_number(found)
    _add_attachments(found, starts)
    found.used |= {i for i in found.free(found.body, len(lines)) if _NO_TEXT.fullmatch(lines[i].text)}


# --- minutes


def _read_attendance(found: Found) -> None:
    """Add 出席, 请假, 列席, 主持, 记录, wherever they stand; a row goes on where it ends with a comma."""
    index = found.body
    while index < len(found.lines):
        line = found.lines[index]
        match = ATTENDANCE.match(line.text) if not line.fixed else None
        alone = ATTENDANCE_ALONE.fullmatch(line.text) if match is None and not line.fixed else None
        if alone and index + 1 < len(found.lines) and _is_small(found.lines[index + 1]):
            found.used.add(index)
            index, match, line = index + 1, alone, found.lines[index + 1]
        elif match is None:
            index += 1
            continue
        role = _row_role(match["label"])
        start = 0 if match is alone else match.end()
        first, text = index, line.text[start:]
        while text[-1] in "、，," and index + 1 < len(found.lines) and not numbered(found.lines[index + 1].text):
            index += 1
            text += found.lines[index].text
            found.used.add(index)
        found.add(role, _row_text(text), first, "sign.row", start)  # type: ignore[arg-type]
        index += 1


def _row_role(label: str) -> str:
    """Return the role of a row of minutes: 会议出席人员 is 出席."""
    return _ROW_ROLES[compact(label).removeprefix("会议")[:2]]


def _row_text(text: str) -> str:
    """Return the names of a row with single blanks between office and name."""
    return re.sub(r"\s{2,}|\u3000+|\t+", "\u3000", text.strip()).rstrip("。")


# --- record of copies


def _read_copies(found: Found, start: int, end: int) -> None:
    """Add 抄送 and 印发机关 from the lines that end the file, or the document before its attachments."""
    rows: list[int] = []
    skipped = 0
    for index in reversed(list(found.free(start, end))):
        line = found.lines[index]
        if line.fixed:
            break
        if _COPY.match(line.text) or _is_printed(found, index, rows) or _RUN.fullmatch(line.text):
            rows.append(index)
            skipped = 0
        elif _continues_copies(found, index):
            rows.append(index)
        elif not rows and skipped < 2 and len(line.text) < _MAX_SHORT and "。" not in line.text and not _is_sign(line):
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
    if match is None or len(line.text) > _MAX_SHORT * 2:
        return False
    if match["word"]:
        return True
    above = next((i for i in range(index - 1, max(-1, index - 3), -1) if i not in found.used), -1)
    return bool(match["office"]) and above >= 0 and bool(_COPY.match(found.lines[above].text))


def _continues_copies(found: Found, index: int) -> bool:
    """Return whether a line goes on with a row of 抄送 above it."""
    if is_date(found.lines[index].text) or LABEL_ALONE.fullmatch(found.lines[index].text):
        return False
    for above in range(index - 1, max(-1, index - 5), -1):
        text = found.lines[above].text
        if found.lines[above].fixed or text[-1] not in "，、,；;" or above in found.used:
            return False
        if _COPY.match(text):
            return True
    return False


def _add_copies(found: Found, index: int, role: str) -> str:
    """Add a row of the record of copies, and return its role; one without a label goes on with that of `role`."""
    line = found.lines[index]
    if _RUN.fullmatch(line.text):
        found.add("print_run", line.text.strip("（()） "), index, "sign.print_run")
        return ""
    if match := _COPY.match(line.text):
        name = compact(match["label"])
        role = _COPY_ROLES.get(name, "distribution")
        found.add(role, line.text[match.end() :].rstrip("。. "), index, "sign.copies", match.end())  # type: ignore[arg-type]
        return role
    match = _PRINTED.fullmatch(line.flat.strip())
    if (match and role != "" and not (match["office"] or match["word"])) or match is None:
        last = next(i for i in range(len(found.elements) - 1, -1, -1) if found.elements[i].role == role)
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


# --- signature


def _read_signature(found: Found) -> None:
    """Add 署名 and 成文日期: the first date by itself that somebody signs above or below, or that ends the document."""
    dates = [i for i in found.free(found.body, found.end) if not found.lines[i].fixed and _dated(found.lines[i])]
    for date in dates:
        names = _names_around(found, date)
        behind = max([date, *names]) + 1
        rest = [i for i in found.free(behind, found.end) if not _is_tail(found.lines[i])]
        promulgated = bool(rest) and _is_promulgated(found, names, rest[0])
        if rest and not promulgated and not all(_is_small(found.lines[i]) for i in rest):
            continue
        if promulgated:
            _add_promulgated(found, rest[0])
        _add_signature(found, names, date)
        return
    _read_names_without_date(found)


def _dated(line: DraftLine) -> list[Part]:
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


def _names_around(found: Found, date: int) -> list[int]:
    """Return the lines of names above a date, else below it."""
    names: list[int] = []
    for index in range(date - 1, max(found.body - 1, date - 1 - _MAX_NAMES), -1):
        if index in found.used or not _is_name(found, index, nearest=index == date - 1):
            break
        names.insert(0, index)
    if names or any(part.role == "office" for part in _dated(found.lines[date])):
        return names
    for index in range(date + 1, min(found.end, date + 1 + _MAX_NAMES)):
        if index in found.used or not _is_name(found, index, nearest=False):
            break
        names.append(index)
    return names


def _is_name(found: Found, index: int, *, nearest: bool) -> bool:
    """Return whether a line may be a name that signs: offices, somebody with a post, or who the head names; right above
    a date also another short line that is indented."""
    line = found.lines[index]
    if line.fixed or len(line.text) > 90:
        return False
    text, _ = without_seal(line.text)
    parts = parts_by_blanks(text)
    if person(text) or (parts and all(is_office(part.text) for part in parts)):
        return True
    known = {compact(name) for name in found.of("head")}
    if compact(text) in known or any(compact(text) == compact(part) for part in found.of("issuer")):
        return True
    short = bool(re.fullmatch(r"[\u4e00-\u9fffA-Za-z·（）()]{2,25}", compact(text)))
    return nearest and line.indent >= 2 and short and not _CLOSING.match(text) and not numbered(text)


def _is_tail(line: DraftLine) -> bool:
    """Return whether a line is one of those that may stand below a signature."""
    return (
        is_remark(line.text)
        or bool(_CONTACT.match(line.text) or _LIST.match(line.text) or _ITEM.match(line.text) or _COPY.match(line.text))
        or is_number(line.text)
        or any(part.role in ("number", "signer") for part in head_parts(line.text))
        or bool(_NO_TEXT.fullmatch(line.text))
    )


def _is_small(line: DraftLine) -> bool:
    return not line.fixed and len(line.text) < _MAX_SHORT and not is_running(line)


def is_remark(text: str) -> bool:
    """Return whether a line is in brackets (附注)."""
    return bool(re.fullmatch(r"[（(].{2,200}[）)]", text)) and not re.fullmatch(
        r"[（(][一二三四五六七八九十\d]{1,3}[）)].*", text
    )


def _is_promulgated(found: Found, names: Sequence[int], first: int) -> bool:
    """Return whether a further text begins behind a signature, as behind an order: its title stands there."""
    line = found.lines[first]
    if not names or line.fixed or is_running(line) or len(line.compact) > _MAX_SHORT + 10:
        return False
    return found.kind == "命令" or names_kind(line.compact)


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
    for part in _dated(found.lines[date]):
        role = "date" if part.role == "date" else "issuer"
        _replace_first(found, role)
        found.add(role, part.text, date, "sign.date_signed" if role == "date" else "sign.signature", part.start)  # type: ignore[arg-type]


def _replace_first(found: Found, role: str) -> None:
    """Leave a date of the head to the text: that of the signature is the document's."""
    if role == "date":
        found.elements = [e for e in found.elements if e.role != "date"]


def _add_names(found: Found, index: int) -> None:
    text, seal = without_seal(found.lines[index].text)
    if seal:
        found.add("seal", seal, index, "sign.seal", len(text))
    if signatory := person(text):
        found.add("signatory", signatory, index, "sign.signatory")
        return
    for part in parts_by_blanks(text):
        found.add("issuer", compact(part.text), index, "sign.signature", part.start)


def _read_names_without_date(found: Found) -> None:
    """Add the offices that end a document without a date, where its head names them or they are set off."""
    known = {compact(name) for name in (*found.of("head"), *found.of("issuer"))}
    title = "".join(found.of("title"))
    for index in reversed(list(found.free(found.body, found.end))):
        line = found.lines[index]
        if line.fixed:
            return
        if is_remark(line.text) or _CONTACT.match(line.text):
            continue
        parts = parts_by_blanks(without_seal(line.text)[0])
        names = [compact(part.text) for part in parts]
        offices = all(is_office(part.text) for part in parts)
        if offices and (all(name in known or title.startswith(name) for name in names) or line.indent >= 4):
            found.signed = index
            _add_names(found, index)
        return


# --- list of attachments, remarks, number


def _read_list(found: Found) -> None:
    """Add 附件说明: the lines from 附件： on, below the text or below the signature."""
    limit = found.end
    for index in list(found.free(found.body, limit)):
        line = found.lines[index]
        if line.fixed or not _begins_list(found, index):
            continue
        if _NUMBERED_LABEL.match(line.text):
            items = _labelled_items(found, index, limit)
        else:
            items = _items(found, index, limit)
        below = [i for i in found.free(max(i for i, *_ in items) + 1, limit) if not _is_tail(found.lines[i])]
        if found.signed < 0 or index > found.signed or not [i for i in below if i < found.signed]:
            found.listed = index
            for at, start, text in items:
                found.add("attachment", text, at, "sign.attachments", start)
            return


def _begins_list(found: Found, index: int) -> bool:
    text = found.lines[index].text
    if _LIST.match(text) or _NUMBERED_LABEL.match(text):
        return True
    below = found.lines[index + 1].text if index + 1 < found.end else ""
    return bool(_LIST_ALONE.fullmatch(text) and _ITEM.match(below))


def _items(found: Found, first: int, end: int) -> list[tuple[int, int, str]]:
    """Return line, column (from 0) and name of each attachment of a list."""
    items: list[tuple[int, int, str]] = []
    match = _LIST.match(found.lines[first].text) or _LIST_ALONE.match(found.lines[first].text)
    start = match.end() if match else 0
    if not found.lines[first].text[start:].strip():
        found.used.add(first)
    for index in range(first, end):
        text = found.lines[index].text
        start = start if index == first else 0
        if index in found.used and index != first:
            break
        counted = list(_ITEM.finditer(text, start))
        cuts = [m for m in counted if m.start() == start or re.search(r"[\s；;。]$", text[: m.start()])]
        if not cuts:
            if index == first and text[start:].strip():
                items.append((index, start, _name_of(text[start:])))
                continue
            if index == first:
                continue
            if items and _continues_item(found, index):
                at, column, name = items[-1]
                items[-1] = (at, column, name + _name_of(text))
                found.used.add(index)
                continue
            break
        if cuts[0].start() > start:
            break
        ends = [*(m.start() for m in cuts[1:]), len(text)]
        items += [(index, m.end(), _name_of(text[m.end() : e])) for m, e in zip(cuts, ends, strict=True)]
    return [item for item in items if item[2]] or [(first, start, _name_of(found.lines[first].text[start:]))]


def _continues_item(found: Found, index: int) -> bool:
    """Return whether a line goes on with the name of an attachment: it is indented below it, and no element itself."""
    line = found.lines[index]
    if found.signed >= 0 and index >= found.signed:
        return False
    return (
        not line.fixed
        and line.indent >= 4
        and not line.blank_above
        and not _is_tail(line)
        and not is_running(line)
        and not _dated(line)
        and (found.signed >= 0 or not is_office(line.text))
    )


def _labelled_items(found: Found, first: int, end: int) -> list[tuple[int, int, str]]:
    """Return the attachments of a list each line of which begins with 附件 and a number."""
    items = []
    for index in range(first, end):
        match = _NUMBERED_LABEL.match(found.lines[index].text)
        if match is None or found.lines[index].fixed:
            break
        items.append((index, match.end(), _name_of(found.lines[index].text[match.end() :])))
    return items


def _name_of(text: str) -> str:
    return text.strip().rstrip("。；;").strip()


def _read_remarks(found: Found) -> None:
    """Add 附注: lines in brackets beside the signature, and who to ask, below it."""
    if found.signed < 0:
        last = [i for i in found.free(found.body, found.end)][-1:]
        for index in last:
            if is_remark(found.lines[index].text) and re.match(r"[（(](?:此[件文]|联系)", found.lines[index].text):
                found.add("remark", found.lines[index].text, index, "sign.remark")
        return
    above = found.signed - 1
    if above >= found.body and above not in found.used and _is_contact_in_brackets(found.lines[above].text):
        found.add("remark", found.lines[above].text, above, "sign.remark")
    for index in list(found.free(found.signed, found.end)):
        line = found.lines[index]
        if line.fixed:
            continue
        opened = re.match(r"[（(][^（）()]*$", line.text) and not is_remark(line.text)
        if opened and index + 1 < found.end and re.fullmatch(r"[^（）()]*[）)]", found.lines[index + 1].text):
            found.used.add(index + 1)
            found.add("remark", line.text + found.lines[index + 1].text, index, "sign.remark")
        elif (is_remark(line.text) and not _NO_TEXT.fullmatch(line.text)) or _CONTACT.match(line.text):
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


# --- attachments


def _attachment_starts(found: Found) -> list[int]:
    """Return the lines where attachments begin: 附件, by itself or with a number, or with its title behind a
    signature."""
    starts: list[int] = []
    dated = False
    for index in found.free(found.body, len(found.lines)):
        line = found.lines[index]
        if line.fixed:
            continue
        if _dated(line):
            dated = True
        if (LABEL_ALONE.fullmatch(line.text) and not _begins_open_list(found, index, dated=dated)) or (
            dated and (match := _LABEL_AND_TITLE.fullmatch(line.text)) and _is_start(found, index, match, starts)
        ):
            starts.append(index)
    return starts


def _begins_open_list(found: Found, index: int, *, dated: bool) -> bool:
    """Return whether 附件： stands above the names of attachments, which are numbered, and a signature below them."""
    if dated or not _LIST_ALONE.fullmatch(found.lines[index].text) or not _begins_list_at(found, index):
        return False
    return any(_dated(found.lines[i]) for i in range(index, min(len(found.lines), index + 15)))


def _begins_list_at(found: Found, index: int) -> bool:
    return index + 1 < len(found.lines) and bool(_ITEM.match(found.lines[index + 1].text))


def _is_start(found: Found, index: int, match: re.Match[str], starts: Sequence[int]) -> bool:
    """Return whether 附件1 with a title behind it begins an attachment: text follows, not the next name of a list."""
    title = match["title"]
    if len(compact(title)) > _MAX_SHORT + 10 or re.search(r"[。；]", title):
        return False
    if not match["number"] and not starts:
        listed = any(_LIST.match(found.lines[i].text) for i in range(found.body, index))
        alone = any(LABEL_ALONE.fullmatch(line.text) for line in found.lines[index + 1 :])
        return listed and not alone
    below = found.lines[index + 1] if index + 1 < len(found.lines) else None
    return below is not None and not (_LABEL_AND_TITLE.fullmatch(below.text) and not below.fixed)


def _add_attachments(found: Found, starts: Sequence[int]) -> None:
    """Add the attachments, each with its title: that of the list where the lines say so, else the first line."""
    listed = [compact(name) for name in found.of("attachment")]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(found.lines)
        text = found.lines[start].text
        label = LABEL_ALONE.fullmatch(text) or _LABEL_AND_TITLE.fullmatch(text)
        assert label is not None
        found.used.add(start)
        title, title_at, first = label.groupdict().get("title") or "", start, start + 1
        if not title:
            count, title = _title_below(found, start + 1, end, listed[place : place + 1])
            title_at, first = (start + 1, start + 1 + count) if count else (-1, start + 1)
            found.used |= set(range(start + 1, first))
        number = _digits(label["number"] or "")
        found.attachments.append(Attachment(start, title_at, first, end, number, compact(title)))


def _title_below(found: Found, first: int, end: int, listed: Sequence[str]) -> tuple[int, str]:
    """Return how many lines are the title of an attachment, and the title."""
    text = ""
    for count, index in enumerate(range(first, min(end, first + 4)), 1):
        line = found.lines[index]
        if line.fixed or index in found.used:
            break
        text += line.compact
        if listed and text == listed[0]:
            return count, text
    if first >= end or found.lines[first].fixed or first in found.used:
        return 0, ""
    line = found.lines[first]
    if is_running(line) or len(line.compact) > _MAX_SHORT + 10 or re.match(r"(?:单位|时间|填报)", line.text):
        return 0, ""
    below = found.lines[first + 1] if first + 1 < end else None
    if below and not below.fixed and re.fullmatch(r"[（(][\u4e00-\u9fff]{2,10}[）)]", below.text):
        return 2, line.compact + below.text
    return 1, line.compact


def _digits(number: str) -> str:
    """Return the number of an attachment in digits, "" where it has none."""
    return str(value_of(number)) if number else ""
