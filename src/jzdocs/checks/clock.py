"""Times of day and the hours between them: 12日22时至13日6时，共计8小时; 9时20分开始，12时05分结束，历时165分钟."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from jzdocs.checks.calendar import SENTENCE, Point, count, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_TIME = (
    r"(?P<next{n}>次日|翌日|第二天)?(?:(?:(?P<month{n}>\d{{1,2}})月)?(?P<day{n}>\d{{1,2}})[日号])?(?:当[日天晚])?(?P<half{n}>凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|夜间)?"
    r"(?P<hour{n}>\d{{1,2}})(?:[时点](?!间|段|长)(?:(?P<minute{n}>\d{{1,2}})分?|(?P<thirty{n}>半))?|[:：](?P<minutes{n}>\d\d))(?![:：\d])"
)
_SPAN = compiled(
    rf"(?<!\d[:：])(?<![\d.]){_TIME.format(n=1)}(?P<joint>[^，。；\d]{{0,10}}?(?:[，,][^，。；\d]{{0,8}})?)(?:至|到|—+|–|-|~|～|[，,]于?)?{_TIME.format(n=2)}"
)
_LENGTH = compiled(
    r"(?P<word>共计?|一共|合计|历时|用时|耗时|持续|时长|为期|总共|总计|开诊|值守|作业|开放|全程|需|计|(?<=，)|每[日天][^\W\d]{0,4})(?:了|为|约为|达|时间|运行|开放)*"
    r"(?:(?P<hours>\d{1,2}(?:\.\d)?|[一二三四五六七八九十]{1,2})个?(?P<half>半)?小时)?(?:零?(?P<minutes>\d{1,3})分钟?)?(?P<after>左右|以上|多|余)?"
)
_BRACKETED = compiled(
    r"(?<!\d[:：])(?<![\d.])\d{1,2}[:：]\d\d\s*(?:—+|–|-|~|～|至|到)\s*\d{1,2}[:：]\d\d[^，。；、（(\d]{0,14}[（(](?P<length>\d{1,3})分钟[）)]"
)
_HEADWAY = compiled(
    r"每隔?(?P<minutes>\d{1,2})分钟(?:发车|发|开)?(?:一|1)(?P<unit>[班趟次辆])[^。；]{0,12}?每小时[^。；，\d]{0,6}(?P<runs>\d{1,2})(?P=unit)"
)
_ABOUT = compiled("约|近|超|不足|余|左右|多|平均|其中")
_JOINT = compiled("至|到|[—–~～-]|开始|起|出发|开[工诊门讲始会]|入|发车|动身|离|登机|起飞")
_LONGEST = 120
_COMMON_YEAR = 2001
_NOON = ("下午", "傍晚", "晚", "晚上", "夜间")


class _Length(Struct, frozen=True):
    """A stated length in minutes, and where it stands."""

    minutes: Fraction
    start: int
    end: int


def times_in(text: str) -> Iterator[Finding]:
    """Yield the lengths of time of a text that are not those between its times of day."""
    if "小时" not in text and "分钟" not in text:
        return
    for match in SENTENCE.finditer(text):
        if len(match[0]) <= _LONGEST:
            yield from _check(match[0], match.start())
            yield from _check_brackets(match[0], match.start())
            yield from _check_headway(match[0], match.start())


def _check(sentence: str, offset: int) -> Iterator[Finding]:
    """Check the only length of a sentence against its spans of hours: the last one, or all together."""
    spans = list(_SPAN.finditer(sentence))
    lengths = list(_lengths(sentence, spans))
    if not 1 <= len(spans) <= 3 or len(lengths) != 1 or not all(_is_span(span) for span in spans):
        return
    length = lengths[0]
    about = sentence[spans[0].start() : length.end + 3]
    if length.start < spans[-1].end() or _ABOUT.search(about):
        return
    minutes = [_minutes(span) for span in spans]
    possible = {Fraction(sum(choice)) for choice in (minutes, minutes[-1:])}
    if length.minutes in possible:
        return
    place = part(sentence, length.start, length.end, offset)
    yield impossible(place, "length", _shown(sum(minutes)), "；".join(span[0] for span in spans), certain=False)


def _check_brackets(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 9:00—9:40听取汇报（40分钟）: a length in brackets behind its own span."""
    for match in _BRACKETED.finditer(sentence):
        span = _SPAN.match(sentence, match.start())
        if span and _is_span(span) and span.end() <= match.start("length"):
            minutes = _minutes(span)
            if minutes != int(match["length"]):
                place = part(sentence, match.start("length"), match.end("length") + 2, offset)
                yield impossible(place, "length", _shown(minutes), span[0], certain=False)


def _check_headway(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 每隔15分钟一班，平均每小时4班."""
    for match in _HEADWAY.finditer(sentence):
        minutes, runs = int(match["minutes"]), int(match["runs"])
        if minutes and 60 % minutes == 0 and minutes * runs != 60:
            place = part(sentence, match.start("runs"), match.end(), offset)
            yield impossible(place, "product", f"{60 // minutes}{match['unit']}", f"60 ÷ {minutes}", certain=False)


def _is_span(span: re.Match[str]) -> bool:
    joint = span[0][span.end("hour1") - span.start() : span.start("hour2") - span.start()]
    return bool(_JOINT.search(joint)) and all(int(span[f"hour{n}"]) <= 24 for n in (1, 2))


def _lengths(sentence: str, spans: Sequence[re.Match[str]]) -> Iterator[_Length]:
    for match in _LENGTH.finditer(sentence, spans[-1].end() if spans else 0):
        if not match["hours"] and not match["minutes"]:
            continue
        hours = Fraction(Decimal(match["hours"])) if match["hours"] and match["hours"][0].isdigit() else _chinese(match)
        minutes = 60 * hours + (30 if match["half"] else 0) + int(match["minutes"] or 0)
        yield _Length(minutes, match.start(), match.end())


def _chinese(match: re.Match[str]) -> Fraction:
    return Fraction(count(match["hours"]) if match["hours"] else 0)


def _minutes(span: re.Match[str]) -> int:
    """Return the minutes of a span; its end is on the next day where it is named so, or is earlier."""
    begin, end = (_of_day(span, n) for n in (1, 2))
    if span["half1"] in _NOON and not span["half2"] and int(span["hour2"]) < 12 and not span["next2"] and end < begin:
        end += 12 * 60
    days = 0
    if span["day1"] and span["day2"]:
        days = _days(span)
    elif span["next2"] or end <= begin:
        days = 1
    return end - begin + days * 24 * 60


def _days(span: re.Match[str]) -> int:
    """Return how many days lie between the days of a span's ends; a month that is not named is that of the beginning,
    or has 30 days."""
    first, last = (
        Point(None, int(span["month1"] or 1), int(span["day1"])),
        Point(None, int(span["month2"] or span["month1"] or 1), int(span["day2"])),
    )
    begin, end = first.date(_COMMON_YEAR), last.date(_COMMON_YEAR)
    return (end - begin).days if begin and end else 0


def _of_day(span: re.Match[str], n: int) -> int:
    hour = int(span[f"hour{n}"])
    if span[f"half{n}"] in _NOON and hour < 12:
        hour += 12
    minute = 30 if span[f"thirty{n}"] else int(span[f"minute{n}"] or span[f"minutes{n}"] or 0)
    return hour * 60 + minute


def _shown(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if hours and rest == 30:
        return f"{hours}.5小时"
    return f"{hours}小时{rest}分钟" if hours and rest else f"{hours}小时" if hours else f"{rest}分钟"
