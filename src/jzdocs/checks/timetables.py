"""Times of day that the minutes between them contradict: 计划16时40分，推迟1小时35分，实际17时15分; a service every
so many minutes; shifts that fill a day.

What is computed is modulo half a day where no word names the half; findings are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from jzdocs.checks.calendar import SENTENCE, count, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_LONGEST = 100  # characters
_SMALL = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})"
_CLOCK = compiled(
    r"(?P<half>凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|夜间)?\s?(?<![\d.:：第])(?:(?P<hour>\d{1,2})(?:[时点](?!间|段|长|许|左右|候|期|刻|以|之)(?:(?P<minute>\d{1,2})分(?!钟)|(?P<thirty>半)|(?P<quarter>[一三])刻)?|[:：](?P<minutes>\d\d)))(?![:：\d])"
)
_LENGTH = compiled(
    r"(?<![\d.第])(?:(?P<hours>\d{1,3}(?:\.\d+)?|[一二三四五六七八九十两]{1,3})个?(?P<half>半)?(?:小时|钟头)(?:零?(?P<minutes>\d{1,3})分钟?)?|(?P<only>\d{1,4}(?:\.\d+)?|[一二三四五六七八九十两]{1,4})(?P<unit>分钟|刻钟|分(?=[，。；）]|$)))"
)
_LOOSE = compiled(
    r"约|近|一般|通常|大致|超|逾|不足|不到|左右|余|多|以上|以内|许|每[^隔]?|内|至少|前后|一班|一趟|间隔|平均|最"
)
_EARLIER = compiled(r"提前|提早|前(?=\d)|早(?!上|高|间|[\d晨])|缩短")
_PLANNED = compiled("原|计划|应|预定|规定|定于|上班")
_MORNING_ON = ("下午", "傍晚", "晚", "晚上", "夜间")
_INTERVAL = compiled(rf"(?:间隔|每隔?|相隔)(?P<count>{_SMALL})(?:个)?(?P<unit>小时|分钟|天|日)(?!内|以内|的?[量产])")
_ORDINAL = compiled(rf"第(?P<count>{_SMALL})(?P<unit>[班趟次剂针轮场批组车片回])")
_SHIFTS = compiled(
    r"(?P<count>[两二三四])(?:班[倒制轮]|个?班次)[^。；]{0,16}?每班(?:工作|值班|值守|运行|次)?(?P<hours>\d{1,2}(?:\.\d)?)(?:个)?小时[^。；]{0,12}?(?:全天|每[天日]|昼夜|一天)[^，。；\d]{0,4}(?P<all>\d{1,2}(?:\.\d)?)(?:个)?小时"
)
_EACH = compiled(
    rf"(?:每[节集期讲课段场部首个][^，。；\d]{{0,8}}|时长|单[节集期]|一[节集期讲课][^，。；\d]{{0,10}})(?P<each>{_SMALL})分钟[，,、]?[^，。；\d]{{0,6}}(?:共|计|录制|完成|合计)?[^，。；\d]{{0,6}}(?P<times>\d{{1,4}})[节集期讲课段场部首个]"
    r"[，,、]?[^，。；\d]{0,4}(?:总|共|合计|累计)[^，。；\d]{0,6}(?P<hours>\d{1,4}(?:\.\d+)?)小时(?:(?P<minutes>\d{1,2})分)?"
)


class _Place(Struct, frozen=True):
    """Minutes, of a day or of a length, and where they stand."""

    minutes: Fraction
    start: int
    end: int


def timetables_in(text: str) -> Iterator[Finding]:
    """Yield the times of day, lengths and intervals of a text that contradict one another."""
    if "时" not in text and "点" not in text and "分钟" not in text and ":" not in text and "：" not in text:
        return
    for match in SENTENCE.finditer(text):
        if len(match[0]) <= _LONGEST:
            yield from _check_shifts(match[0], match.start())
            yield from _check_each(match[0], match.start())
            times = _times(match[0])
            if len(times) == 2:
                finding = _check_interval(match[0], match.start(), times) or _check_distance(
                    match[0], match.start(), times
                )
                if finding:
                    yield finding


def _times(sentence: str) -> Sequence[_Place]:
    found: list[_Place] = []
    half = None
    for match in _CLOCK.finditer(sentence):
        hour = int(match["hour"])
        half = match["half"] or half
        if hour > 24:
            return ()
        hour += 12 if half in _MORNING_ON and hour < 12 else 0
        quarters = {"一": 15, "三": 45}.get(match["quarter"] or "", 0)
        minutes = 30 if match["thirty"] else quarters or int(match["minute"] or match["minutes"] or 0)
        found.append(_Place(Fraction(60 * hour + minutes), match.start(), match.end()))
    return found


def _lengths(sentence: str, times: Sequence[_Place]) -> Sequence[_Place]:
    found: list[_Place] = []
    for match in _LENGTH.finditer(sentence):
        if any(time.start <= match.start() < time.end for time in times):
            continue
        minutes = 60 * _number(match["hours"]) + (30 if match["half"] else 0) + _number(match["minutes"])
        minutes += _number(match["only"]) * (15 if match["unit"] == "刻钟" else 1)
        found.append(_Place(minutes, match.start(), match.end()))
    return found


def _number(text: str | None) -> Fraction:
    if not text:
        return Fraction(0)
    return Fraction(Decimal(text)) if text[0].isdigit() else Fraction(count(text))


def _check_distance(sentence: str, offset: int, times: Sequence[_Place]) -> Finding | None:
    """Check the only length of a sentence against its only two times of day: between them in its own direction, else in
    any."""
    lengths = _lengths(sentence, times)
    if len(lengths) != 1 or _LOOSE.search(sentence):
        return None
    length, (first, last) = lengths[0], times
    if not 0 < length.minutes < 24 * 60 or first.minutes == last.minutes:
        return None
    forward = last.minutes - first.minutes
    ways = [forward, -forward]
    if first.end <= length.start < last.start:
        backwards = _EARLIER.search(sentence) or _PLANNED.search(sentence[length.end : last.start])
        ways = [-forward] if backwards else [forward]
    if any((way - length.minutes) % (12 * 60) == 0 for way in ways):
        return None
    place = part(sentence, length.start, length.end, offset)
    right = ways[0] % (24 * 60) if len(ways) == 1 else abs(forward)
    how = f"{sentence[first.start : first.end]}；{sentence[last.start : last.end]}"
    return impossible(place, "length", shown(int(right)), how, certain=False)


def _check_interval(sentence: str, offset: int, times: Sequence[_Place]) -> Finding | None:
    """Check the time of the k-th of a row that begins at one time and goes on after so many minutes."""
    intervals, ordinals = list(_INTERVAL.finditer(sentence)), list(_ORDINAL.finditer(sentence))
    ordinals = [match for match in ordinals if count(match["count"]) > 1]
    if len(intervals) != 1 or len(ordinals) != 1 or intervals[0]["unit"] not in ("小时", "分钟"):
        return None
    each = count(intervals[0]["count"]) * (60 if intervals[0]["unit"] == "小时" else 1)
    first, last = times
    passed = each * (count(ordinals[0]["count"]) - 1)
    if (
        not each
        or not first.end <= ordinals[0].start() < last.start
        or (last.minutes - first.minutes - passed) % 720 == 0
    ):
        return None
    right = int(first.minutes + passed) % (24 * 60)
    place = part(sentence, last.start, last.end, offset)
    return impossible(
        place, "time", f"{right // 60}:{right % 60:02}", _product(ordinals[0], intervals[0]), certain=False
    )


def _product(ordinal: re.Match[str], interval: re.Match[str]) -> str:
    return f"{count(ordinal['count']) - 1} × {count(interval['count'])}{interval['unit']}"


def _check_shifts(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 三班倒，每班8小时，全天24小时."""
    for match in _SHIFTS.finditer(sentence):
        hours, stated = count(match["count"]) * Decimal(match["hours"]), Decimal(match["all"])
        if hours != stated:
            place = part(sentence, match.start("all"), match.end(), offset)
            yield impossible(place, "length", f"{hours}小时", f"{match['count']} × {match['hours']}", certain=False)


def _check_each(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 每节12分钟，共45节，总时长9小时; a number of whole hours may be rounded."""
    for match in _EACH.finditer(sentence):
        minutes = count(match["each"]) * int(match["times"])
        stated = 60 * Fraction(Decimal(match["hours"])) + int(match["minutes"] or 0)
        if abs(minutes - stated) > (0 if match["minutes"] else 30) or (minutes % 60 == 0 and minutes != stated):
            place = part(sentence, match.start("hours"), match.end(), offset)
            how = f"{match['times']} × {match['each']}"
            yield impossible(place, "length", shown(minutes), how, certain=False)


def shown(minutes: int) -> str:
    """Return minutes as hours and minutes: 1小时35分钟."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}小时{rest}分钟" if hours and rest else f"{hours}小时" if hours else f"{rest}分钟"
