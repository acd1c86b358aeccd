"""A length of time that no two points of its sentence lie apart, whatever the words between them: 1月6日零时 …
1月21日零时 … 总计14天整; 任职于1998年至2011年，掌校23年.

No word says of which points a length is, so that all of them are tried, and findings are warnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from jzdocs.checks.calendar import COUNT, SENTENCE, count, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.checks.time_points import (
    Length,
    Place,
    days_between,
    lengths_of,
    months_between,
    names_other_years,
    points_of,
    years_between,
)
from jzdocs.patterns import compiled

_LONGEST = 120  # characters; a longer sentence speaks of more than one thing
_MOST_POINTS = 4
_HALF_A_YEAR = 6  # months
_CLOSES = compiled(r"(?:整|了|之久|时间|光景|期满|届满|满|[（(]|[，。；）)]|$)")
_BOTH_ENDS = compiled("首尾|头尾|连头带尾|首日计入|当日计入|当天计入|均计入|两端|含当[日天]|含首|计首")
_ONE_END = compiled("不计在内|不含|不计入|除外|次日起")
_APART = compiled(r"(?:间隔|相隔|相距|相差|时隔|隔)(?:了|为|达|有|共|整)*$")
_OF_ALL = compiled(
    r"(?:共计?|总计|合计|一共|总共|历时|为期|期限?|期间|[工任租刑展会学工党教]期|持续|前后|满|停[^，。；\d]{1,2}|整|用时?|间隔|相隔|相距|相差|时隔|耗时|时长|跨度|[经走]?过了?|掌[^，。；\d]{1,2})(?:了|为|达|有|共|计)*$"
)
_PART_OF_ALL = compiled(
    "其中|平均|每|倒计时|累计|连续|工作日|分别|或|雨|晴|优良|达标|出勤|驻村|提前|推迟|延长|缩短|刑|罚|折抵|规划|贷款|国债|债|期货|合格"
)
_OTHER_TERM = compiled(
    r"(?:(?<![展会赛假学工档花])期限?|年限|寿命|时限)(?:为|是|定为|达)?$"
)  # behind both ends: what comes after them
_TERM_BEFORE = compiled(r"期限?(?:为|是|定为)?$")
_BORN = compiled("出生|生于|诞生")
_TWO_ENDS = 2
_LEFT_OUT = compiled("停办|中断|停了|未办|未举办|因故|除|缺|暂停")
_ROW = compiled(
    r"连续第?[^，。；、到至\d一二两三四五六七八九十第]{0,6}(?P<count>\d{1,3}|[一二两三四五六七八九十百]{1,4})(?:个)?"
    r"(?P<unit>年|届|个?年度|期)(?!以上|多|余|来|级|[、\d])"
)
_SINCE_FIRST = compiled("(?:首次|首度|首届|第一次|首获|首[入上])[^。；]*(?:此后|之后|从此|年年|每年|逐年|从未|未曾)")
_TO = compiled(r"(?:至|到|[—–~～-]|截至|截止|直到|迄)[^，。；]{0,2}$")
_SCHOOLING = compiled(
    r"(?P<y1>(?:19|20)\d\d)年(?P<m1>\d{1,2})月[^。；\d]{0,16}?(?P<count>[二三四五六七八])年制[^。；\d]{0,10}?[，,][^。；\d]{0,6}?(?P<y2>(?:19|20)\d\d)年(?P<m2>\d{1,2})月[^，。；\d]{0,4}毕业"
)
_YEARLY = compiled(
    rf"(?:每年|逐年|年年|一年一[届次度]|每年一[届次]|每年举办一[届次]|连年)[^。；]{{0,40}}?(?:共|已|累计|合计|总共|一共)[^，。；\d]{{0,6}}?(?P<count>{COUNT})(?P<unit>届|期)(?![^，。；]{{0,2}}第)"
)


def open_spans_in(text: str) -> Iterator[Finding]:
    """Yield the lengths of a text that lie between none of the points of their sentence."""
    if "年" not in text and "月" not in text:
        return
    for match in SENTENCE.finditer(text):
        sentence, offset = match[0], match.start()
        if len(sentence) > _LONGEST:
            continue
        yield from _check_schooling(sentence, offset)
        places = points_of(sentence)
        if not 2 <= len(places) <= _MOST_POINTS:
            continue
        yield from _check_lengths(sentence, offset, places)
        yield from _check_rows(sentence, offset, places)


def _check_lengths(sentence: str, offset: int, places: Sequence[Place]) -> Iterator[Finding]:
    lengths = lengths_of(sentence, places)
    for length in lengths:
        if _PART_OF_ALL.search(sentence):
            return
        if length.start > places[-1].start and _OTHER_TERM.search(sentence[: length.start]):
            continue
        if length.unit == "年":
            finding = _check_years(sentence, offset, places, length)
        elif length.unit == "天" and len(lengths) == 1:
            finding = _check_days(sentence, offset, places, length)
        elif length.unit == "月" and len(lengths) == 1:
            finding = _check_months(sentence, offset, places, length)
        elif len(lengths) == 1:
            finding = _check_weeks(sentence, offset, places, length)
        else:
            finding = None
        if finding:
            yield finding


def _check_years(sentence: str, offset: int, places: Sequence[Place], length: Length) -> Finding | None:
    """Check years against all pairs of points."""
    if length.start < places[0].end and not _TERM_BEFORE.search(sentence[: length.start]):
        return None
    if names_other_years(sentence) or not _CLOSES.match(sentence, length.end):
        return None
    if len(places) == _TWO_ENDS and _BORN.search(sentence):
        return None  # years of work begin at a point that is not named
    possible: set[int] = set()
    for first, last in combinations(sorted(places, key=lambda place: place.point.year or 0), 2):
        years = years_between(first.point, last.point)
        if not years and not (first.point.year and last.point.year):
            return None
        possible |= {max(years)} if _BOTH_ENDS.search(sentence) and len(places) == 2 else years
    if not possible or length.number in possible or max(possible) == 0:
        return None
    return _finding(sentence, offset, places, length, min(possible, key=lambda years: abs(years - length.number)))


def _check_days(sentence: str, offset: int, places: Sequence[Place], length: Length) -> Finding | None:
    """Check days against the only two days of a sentence."""
    possible = _days(places)
    if not possible:
        return None
    right = min(possible)
    if _BOTH_ENDS.search(sentence):
        allowed = {days + 1 for days in possible}
        right += 1
    elif _ONE_END.search(sentence) or _APART.search(sentence[: length.start]):
        allowed = {day for days in possible for day in (days, days - 1)}
    else:
        allowed = {day for days in possible for day in (days, days + 1)}
    if length.number in allowed:
        return None
    if not _OF_ALL.search(sentence[: length.start]) and 2 * length.number < right:
        return None
    return _finding(sentence, offset, places, length, right)


def _check_weeks(sentence: str, offset: int, places: Sequence[Place], length: Length) -> Finding | None:
    """Check weeks against the only two days of a sentence: whole weeks are exact."""
    possible: set[int] = set()
    for days in _days(places):
        whole = {-(-day // 7) for day in (days, days + 1) if day % 7 == 0}
        possible |= whole or {days // 7, -(-days // 7)}
    if not possible or length.number in possible:
        return None
    return _finding(sentence, offset, places, length, max(possible))


def _check_months(sentence: str, offset: int, places: Sequence[Place], length: Length) -> Finding | None:
    """Check months against the only two points of a sentence."""
    possible = months_between(places[0].point, places[1].point) if len(places) == 2 else set()
    if not possible or min(possible) < 0 or length.number in possible or not _CLOSES.match(sentence, length.end):
        return None
    if not _OF_ALL.search(sentence[: length.start]) and length.number < min(possible):
        return None
    return _finding(sentence, offset, places, length, min(possible))


def _days(places: Sequence[Place]) -> set[int]:
    """Return the days between the only two days of a sentence; a year beside them is that of one of them."""
    days = [place.point for place in places if place.point.day]
    if len(days) != 2 or len(places) != 2:
        return set()
    found = days_between(*days)
    return found if found and min(found) > 0 else set()


def _check_rows(sentence: str, offset: int, places: Sequence[Place]) -> Iterator[Finding]:
    """Check 2017年到2024年 … 连续九年, and 从2015年起逐年举办 … 至2024年共九届."""
    years = [place.point.year for place in places]
    if len(places) != 2 or not years[0] or not years[1] or names_other_years(sentence, places):
        return
    passed = years[1] - years[0]
    between = sentence[places[0].end : places[1].start]  # nothing between the ends of a span
    if passed <= 0 or not _TO.search(between or "至"):
        return
    for pattern, least in ((_ROW, 0), (_YEARLY, passed + 1)):
        match = pattern.search(sentence)
        if not match or match.start() < places[0].end:
            continue
        stated = count(match["count"])
        if pattern is _ROW and _SINCE_FIRST.search(sentence):  # 此后年年在榜: all of them
            least = passed
        if stated and not _LEFT_OUT.search(sentence) and not least <= stated <= passed + 1:
            length = Length(stated, match["unit"], match.start("count"), match.end(), match[0])
            yield _finding(sentence, offset, places, length, passed + 1)


def _check_schooling(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 2019年9月入学，四年制本科，2023年6月毕业: from the last months of a year to the first half of another."""
    for match in _SCHOOLING.finditer(sentence):
        months = 12 * (int(match["y2"]) - int(match["y1"])) + int(match["m2"]) - int(match["m1"])
        if abs(months - 12 * count(match["count"])) > _HALF_A_YEAR:
            year = int(match["y1"]) + count(match["count"]) - (int(match["m2"]) > int(match["m1"]) + _HALF_A_YEAR)
            place = part(sentence, match.start("y2"), match.end("m2") + 1, offset)
            how = f"{match['y1']} + {count(match['count'])}"
            yield impossible(place, "length", f"{year}年", how, certain=False)


def _finding(sentence: str, offset: int, places: Sequence[Place], length: Length, right: int) -> Finding:
    place = part(sentence, length.start, length.end, offset)
    ends = "；".join(_shown(item) for item in places)
    return impossible(place, "length", f"{right}{length.unit}", ends, certain=False)


def _shown(place: Place) -> str:
    point = place.point
    parts = ((point.year, "年"), (point.month, "月"), (point.day, "日"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)
