"""附件说明 of a draft (7.3.4)."""

from __future__ import annotations

import re

from jzdocs.source.drafts.endings import ITEM, LIST, LIST_ALONE, NUMBERED_LABEL, dated_parts, is_tail
from jzdocs.source.drafts.forms import (
    is_office,
    is_running,
)
from jzdocs.source.drafts.found import Found

_INDENT = 4  # blanks


def read_list(found: Found) -> None:
    """Add 附件说明: the lines from 附件： on, below the text or below the signature."""
    limit = found.end
    for index in list(found.free(found.body, limit)):
        line = found.lines[index]
        if line.fixed or not _begins_list(found, index):
            continue
        labelled = NUMBERED_LABEL.match(line.text)
        items = _labelled_items(found, index, limit) if labelled else _items(found, index, limit)
        below = [i for i in found.free(max(i for i, *_ in items) + 1, limit) if not is_tail(found.lines[i])]
        if found.signed < 0 or index > found.signed or not [i for i in below if i < found.signed]:
            found.listed = index
            for at, start, text in items:
                found.add("attachment", text, at, "sign.attachments", start)
            return


def _begins_list(found: Found, index: int) -> bool:
    text = found.lines[index].text
    if LIST.match(text) or NUMBERED_LABEL.match(text):
        return True
    below = found.lines[index + 1].text if index + 1 < found.end else ""
    return bool(LIST_ALONE.fullmatch(text) and ITEM.match(below))


def _items(found: Found, first: int, end: int) -> list[tuple[int, int, str]]:
    """Return line, column (from 0) and name of each attachment of a list."""
    items: list[tuple[int, int, str]] = []
    counted_before = False
    match = LIST.match(found.lines[first].text) or LIST_ALONE.match(found.lines[first].text)
    start = match.end() if match else 0
    if not found.lines[first].text[start:].strip():
        found.used.add(first)
    for index in range(first, end):
        text = found.lines[index].text
        start = start if index == first else 0
        if index in found.used and index != first:
            break
        counted = list(ITEM.finditer(text, start))
        cuts = [m for m in counted if m.start() == start or re.search(r"[\s；;。]$", text[: m.start()])]
        if not cuts:
            if index == first and text[start:].strip():
                items.append((index, start, _name_of(text[start:])))
                continue
            if index == first:
                continue
            if items and not counted_before and _is_own_item(found, first, index):
                items.append((index, 0, _name_of(text)))
                continue
            if items and (_continues_item(found, index) or _is_between_items(found, index, len(items))):
                at, column, name = items[-1]
                items[-1] = (at, column, name + _name_of(text))
                found.used.add(index)
                continue
            break
        counted_before = True
        if cuts[0].start() > start:
            break
        ends = [*(m.start() for m in cuts[1:]), len(text)]
        items += [(index, m.end(), _name_of(text[m.end() : e])) for m, e in zip(cuts, ends, strict=True)]
    return [item for item in items if item[2]] or [(first, start, _name_of(found.lines[first].text[start:]))]


def _continues_item(found: Found, index: int, least: int = _INDENT) -> bool:
    """Return whether a line goes on with the name of an attachment: it is indented below it by the `least` number of
    blanks, and no element itself."""
    line = found.lines[index]
    if found.signed >= 0 and index >= found.signed:
        return False
    return (
        not line.fixed
        and line.indent >= least
        and not line.blank_above
        and not is_tail(line)
        and not is_running(line)
        and not dated_parts(line)
        and (found.signed >= 0 or not is_office(line.text))
    )


def _is_own_item(found: Found, first: int, index: int) -> bool:
    """Return whether a line is one more attachment of a list without numbers, not the rest of a long name: it begins
    below the first name, and the line above had room for more."""
    label = LIST.match(found.lines[first].text)
    line, above = found.lines[index], found.lines[index - 1]
    if label is None or not _continues_item(found, index, label.end()):
        return False
    begins = found.lines[first].indent + label.end()
    return (
        abs(line.indent - begins) <= label.end()  # blanks of either width
        and len(above.text.removeprefix(label[0] if index == first + 1 else "")) <= _SHORT_NAME
    )


_SHORT_NAME = 18  # characters: less than what a line of an official document holds


def _is_between_items(found: Found, index: int, count: int) -> bool:
    """Return whether the next attachment of a list, behind `count` of them, stands below a line."""
    line = found.lines[index]
    below = found.lines[index + 1] if index + 1 < found.end else None
    following = re.match(r"[（(]?(\d{1,2})[）)]?", below.text) if below and ITEM.match(below.text) else None
    return (
        not line.fixed
        and index not in found.used
        and not is_running(line)
        and following is not None
        and int(following[1]) == count + 1
    )


def _labelled_items(found: Found, first: int, end: int) -> list[tuple[int, int, str]]:
    """Return the attachments of a list each line of which begins with 附件 and a number."""
    items = []
    for index in range(first, end):
        match = NUMBERED_LABEL.match(found.lines[index].text)
        if match is None or found.lines[index].fixed:
            break
        items.append((index, match.end(), _name_of(found.lines[index].text[match.end() :])))
    return items


def _name_of(text: str) -> str:
    return text.strip().rstrip("。；;").strip()
