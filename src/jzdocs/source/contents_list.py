"""A list of contents in a plain text, which must not become sections.

It is recognised by its title (目录), or by headings in succession, without text between them, that come again further
down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jzdocs.errors import Location, Report
from jzdocs.patterns import compiled
from jzdocs.source.lines import Line

_TITLE = compiled(r"目\s*[录次]")
_LEADER = compiled(r"^.{1,60}?(?:[.．·…]{3,}|\s{3,}|\t+)\s*[（(]?\d{1,4}[）)]?$")
_NUMBERED = compiled(
    r"第[一二三四五六七八九十百\d]+[编篇部分章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、](?!\d)"
    r"|附[件录表]|前言|结语|专栏|\d{1,2}(?:\.\d{1,2})*[\u3000 ]"
)
_MAX_ENTRY = 60
_SEVERAL = 3
_ENTRY_START = compiled(r"(?<=[\s\u3000])(?=第[一二三四五六七八九十百]+[编篇章节])")


def without_contents(lines: Sequence[Line], shown: str, report: Report) -> list[Line]:
    """Return the lines without a list of contents, which is reported with its first and last line."""
    span = _titled(lines) or _untitled(lines)
    if span is None:
        return list(lines)
    start, end = span
    report.warn(Location(shown, lines[start].number, 1), "S055", last=lines[end - 1].number)
    return [*lines[:start], *lines[end:]]


def _entry(text: str) -> str:
    """Return a line without leaders, page number and blanks, by which contents and headings are compared."""
    return re.sub(r"[\s.．·…]*[（(]?\d*[）)]?$", "", text).replace(" ", "").replace("\u3000", "").replace("\t", "")


def _titled(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the lines from the title 目录 to the last entry; None without a list in which a line leads to a page or
    comes again."""
    start = next((i for i, line in enumerate(lines) if _TITLE.fullmatch(line.text)), None)
    if start is None:
        return None
    filled = [i for i in range(start + 1, len(lines)) if lines[i].text]
    if filled and len(_ENTRY_START.findall(lines[filled[0]].text)) >= _SEVERAL:
        return start, filled[0] + 1  # all entries on one line
    entries = _entries(lines, filled)
    later = {_entry(lines[i].text) for i in filled[len(entries) :]}
    shows = any(_LEADER.match(lines[i].text) or _entry(lines[i].text) in later for i in entries)
    return (start, entries[-1] + 1) if len(entries) >= 2 and shows else None


def _entries(lines: Sequence[Line], filled: Sequence[int]) -> list[int]:
    """Return the entries at the beginning of `filled`: short lines until one is long, ends a sentence, or comes for the
    second time (the first heading of the text).

    Lines without a number or page that do not come again end the list: a title stands there.
    """
    last_place = {_entry(lines[i].text): i for i in filled}
    seen: set[str] = set()
    entries: list[int] = []
    for i in filled:
        text, entry = lines[i].text, _entry(lines[i].text)
        leads = bool(_LEADER.match(text))
        if not leads and (entry in seen or len(text) > _MAX_ENTRY or text[-1] in "。；：！？，"):
            break
        if not (leads or _NUMBERED.match(text) or last_place[entry] > i):
            break
        seen.add(entry)
        entries.append(i)
    return entries


def _untitled(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return several numbered headings in succession that come again, in the same order, further down; else None."""
    filled = [i for i, line in enumerate(lines) if line.text]
    position = next((p for p, i in enumerate(filled[:40]) if _is_entry(lines[i].text)), None)
    if position is None:
        return None
    run = filled[position:]
    length = next((n for n, i in enumerate(run) if not _is_entry(lines[i].text)), len(run))
    first = _entry(lines[run[0]].text)
    again = next((n for n in range(1, length) if _entry(lines[run[n]].text) == first), length)
    entries = run[: min(length, again)]
    later = {_entry(lines[i].text) for i in run[len(entries) :]}
    repeated = sum(1 for i in entries if _entry(lines[i].text) in later)
    if len(entries) < _SEVERAL or repeated < 0.8 * len(entries):
        return None
    return entries[0], entries[-1] + 1


def _is_entry(text: str) -> bool:
    return len(text) <= _MAX_ENTRY and bool(_NUMBERED.match(text)) and text[-1] not in "。；：！？，"
