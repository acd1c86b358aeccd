"""Lengths of time that their ends contradict: 3月5日至9日，为期4周; 2021—2023年连续5年.

Both ways to count are right, with and without the first day, month or year. That a meeting from 5 to 9 should last 4
days is only a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.checks.calendar import COUNT, LEAP_YEAR, Point, Span, count, events, impossible, part, spans
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_UNIT = r"(?P<unit>个半月|年半|天半|天|日(?!均)|个月|年|周(?![年岁])|个星期|星期)"
_LENGTH = compiled(
    rf"(?P<word>为期|历时|用时?|耗时|会期|展期|时长|持续|时间跨度|前后|跨度|为时|连续|总共|共计|一共|共|期限为?|工期为?|公示期为?|整整)(?:了|为)?(?P<about>约|近|超过|超|逾|不到|不足|至少)?"
    rf"(?P<count>{COUNT}|半)(?P<some>多|余|来)?{_UNIT}(?P<after>左右|以上|以内|多|余|级|期|制)?"
)
_BRACKETED = compiled(
    rf"[（(](?:共|计|共计|为期|合计)?(?P<about>约)?(?P<count>{COUNT})(?P<some>多|余)?{_UNIT}(?:时间)?[）)]"
)
_YEARS_OF = compiled(
    r"[）)]?(?:这|的)?(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})(?P<some>多|余)?年(?P<unit>间|来|时间|里|中)"
)
_BEFORE_SPAN = compiled(
    rf"(?:(?:为期|历时|会期|持续|期限为?|合同期限?|聘期|工期|任期|有效期|有期徒刑|拘役|缓刑|管制|考验期)(?P<about>约)?(?P<count>{COUNT}){_UNIT}(?:的[^，。；（()\d]{{1,24}}|[^，。；（()\d]{{0,6}})?[（(，,]?(?:刑期|期限|考验期)?(?:为)?(?:自|从|于|在)?"
    rf"|(?<![\d第])(?P<count2>{COUNT})(?P<unit2>天|年|个月)(?:来|间|里)?[（(](?:自|从)?)$"
)
# what may stand between a span and its length: 至20日举办，为期5天; 放假调休，共8天
_EVENT_BETWEEN = compiled(r"止?[）)]?[^，。；\d]{0,12}[，,]?|[，,][^，。；\d]{1,6}")
_BARE_BETWEEN = compiled(
    r"止?[）)]?(?:举行|举办|召开|放假|放假调休|进行|开展)?[，,、（(]?(?:活动|会议|公示|时间|培训|假期|展会|全[省市县区国]|我[省市县区]|已|共|整整|首尾[^，。；\d]{0,8}[，,]|含[^，。；\d]{0,8}[，,])*"
)
_TELLS_LENGTH = compiled("为期|历时|用|耗时|会期|展期|时长|为时|期限|工期|公示期")
_LONGEST = 1000  # a greater number is a year
_WIDE = 16  # characters between a span and its length
_EXCLUSIVE = compiled("公示|公告|期限|有效|工期|自|起|报名|征求|申报")


def durations_in(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the lengths of time of a text."""
    found = sorted((*spans(text), *events(text)), key=lambda span: span.start) if "年" in text or "月" in text else []
    for index, span in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        previous = found[index - 1].end if index else 0
        yield from _check_length(text, span, previous, following)


def _check_length(text: str, span: Span, previous: int, following: int) -> Iterator[Finding]:
    """Check the length that stands behind a span, or before it."""
    end = min(following, span.end + _WIDE + 24)
    behind = text[span.end : end]
    stop = re.search("[。；\n]", behind)
    behind = behind[: stop.start()] if stop else behind
    for match in filter(None, (_BRACKETED.match(behind), _LENGTH.search(behind), _YEARS_OF.match(behind))):
        gap = behind[: match.start()]
        between = _EVENT_BETWEEN if _TELLS_LENGTH.match(match[0]) else _BARE_BETWEEN
        if not between.fullmatch(gap) or re.search(r"每|其中|还", gap):
            continue
        if _is_exact(match) and (finding := _compare(text, span, match, span.end)):
            yield finding
        return
    start = max(previous, span.start - _WIDE - 24)
    if (ahead := _BEFORE_SPAN.search(text[start : span.start])) and _is_exact(ahead):
        if finding := _compare(text, span, ahead, start):
            yield finding


def _is_exact(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return not any(groups.get(name) for name in ("about", "some", "after"))


def _compare(text: str, span: Span, match: re.Match[str], offset: int) -> Finding | None:
    """Return the finding that a length is not that of its span; None where it is, or where it cannot be told."""
    groups = match.groupdict()
    unit = match["unit"] or groups["unit2"]
    number = match["count"] or groups["count2"]
    unit = "年" if unit in ("间", "来", "时间", "里", "中") else unit
    possible = _lengths(span, unit)
    stated = count(number) if number != "半" else 0
    if not possible or not 0 < stated < _LONGEST:
        return None
    right = max(possible)
    if match[0].startswith("连续") and stated < right:  # some of them
        return None
    certain = stated not in possible
    if not certain and (stated == right or not _counts_both_ends(text, span, match, unit)):
        return None
    place = part(text, offset + match.start(), offset + match.end())
    return impossible(place, "length", f"{right}{unit}", span.text.strip("（()） "), certain=certain)


def _counts_both_ends(text: str, span: Span, match: re.Match[str], unit: str) -> bool:
    """Whether a length is one that the first day or month counts in, as a rule: a meeting from 5 to 9 lasts 5 days. For
    a term (公示期, 工期) the first day does not count."""
    word = match.groupdict().get("word") or match[0].strip("（(")
    whole = unit in ("天", "日") or (unit == "个月" and span.first.day is None)
    near = text[max(0, span.start - 20) : span.end + 20]
    return whole and word.startswith(("为期", "会期", "展期", "共")) and not _EXCLUSIVE.search(near)


def _lengths(span: Span, unit: str) -> set[int]:
    """Return the lengths that a span may have in a unit, counted with its first day, month or year and without; none
    where it cannot be told."""
    first, last = span.first, span.last
    if unit in ("天", "日"):
        days = _days(first, last)
        return {days, days + 1} if days is not None and days >= 0 else set()
    if unit in ("周", "个星期", "星期"):
        days = _days(first, last)
        return (
            {days // 7, (days + 1) // 7, -(-days // 7), -(-(days + 1) // 7)}
            if days is not None and days >= 0
            else set()
        )
    if unit == "个月":
        months = _months(first, last)
        return set() if months is None or months < 0 else {months, months + 1}
    if unit == "年":
        return _whole_years(first, last)
    return set()


def _days(first: Point, last: Point) -> int | None:
    """Return the days from one to another; of days without a year, where no February ends between them."""
    if first.year is None and last.year is None and first.month != last.month and (first.month or 0) <= 2:
        return None
    if (first.year is None) != (last.year is None):
        return None
    begin, end = first.date(LEAP_YEAR), last.date(LEAP_YEAR)
    return (end - begin).days if begin and end else None


def _months(first: Point, last: Point) -> int | None:
    if first.month is None or last.month is None or (first.year is None) != (last.year is None):
        return None
    return 12 * ((last.year or 0) - (first.year or 0)) + last.month - first.month


def _whole_years(first: Point, last: Point) -> set[int]:
    if first.year is None or last.year is None:
        return set()
    months = _months(first, last)
    if months is None:
        years = last.year - first.year
        return {years, years + 1} if years >= 0 else set()
    return {months // 12, (months + 1) // 12, -(-months // 12), -(-(months + 1) // 12)} if months >= 0 else set()
