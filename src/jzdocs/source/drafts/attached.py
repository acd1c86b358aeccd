"""The attachments of a draft, each with its number and title (7.3.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.patterns import compiled
from jzdocs.source.drafts.endings import ITEM, LABEL_ALONE, LIST, LIST_ALONE, MAX_SHORT, dated_parts
from jzdocs.source.drafts.forms import (
    compact,
    is_running,
)
from jzdocs.source.drafts.found import Attachment, Found
from jzdocs.source.one_line import value_of

_LABEL_AND_TITLE = compiled(
    r"附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?(?:\s*[：:]\s*|\s+)(?P<title>\S.*)"
)


def attachment_starts(found: Found) -> list[int]:
    """Return the lines where attachments begin: 附件, by itself or with a number, or with its title behind a
    signature."""
    starts: list[int] = []
    dated = False
    for index in found.free(found.body, len(found.lines)):
        line = found.lines[index]
        if line.fixed:
            continue
        dated = dated or bool(dated_parts(line))
        if (LABEL_ALONE.fullmatch(line.text) and not _begins_open_list(found, index, dated=dated)) or (
            dated and (match := _LABEL_AND_TITLE.fullmatch(line.text)) and _is_start(found, index, match, starts)
        ):
            starts.append(index)
    return starts


def _begins_open_list(found: Found, index: int, *, dated: bool) -> bool:
    """Return whether 附件： stands above the names of attachments, which are numbered, and a signature below them."""
    if dated or not LIST_ALONE.fullmatch(found.lines[index].text) or not _begins_list_at(found, index):
        return False
    return any(dated_parts(found.lines[i]) for i in range(index, min(len(found.lines), index + 15)))


def _begins_list_at(found: Found, index: int) -> bool:
    return index + 1 < len(found.lines) and bool(ITEM.match(found.lines[index + 1].text))


def _is_start(found: Found, index: int, match: re.Match[str], starts: Sequence[int]) -> bool:
    """Return whether 附件1 with a title behind it begins an attachment: text follows, not the next name of a list."""
    title = match["title"]
    if len(compact(title)) > MAX_SHORT + 10 or re.search(r"[。；]", title):
        return False
    if not match["number"] and not starts:
        listed = any(LIST.match(found.lines[i].text) for i in range(found.body, index))
        alone = any(LABEL_ALONE.fullmatch(line.text) for line in found.lines[index + 1 :])
        return listed and not alone
    below = found.lines[index + 1] if index + 1 < len(found.lines) else None
    return below is not None and not (_LABEL_AND_TITLE.fullmatch(below.text) and not below.fixed)


def add_attachments(found: Found, starts: Sequence[int]) -> None:
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
    if is_running(line) or len(line.compact) > MAX_SHORT + 10 or re.match(r"(?:单位|时间|填报)", line.text):
        return 0, ""
    below = found.lines[first + 1] if first + 1 < end else None
    if below and not below.fixed and re.fullmatch(r"[（(][\u4e00-\u9fff]{2,10}[）)]", below.text):
        return 2, line.compact + below.text
    return 1, line.compact


def _digits(number: str) -> str:
    """Return the number of an attachment in digits, "" where it has none."""
    return str(value_of(number)) if number else ""
