"""Impossible dates and periods: 2月30日, “十四五”（2020—2025年）, a weekday that the date does not have, an end before
its beginning, hours that no day has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence

from jzdocs.checks.calendar import COUNT, DASH, DAY, LEAP_YEAR, Point, Span, count, events, impossible, spans
from jzdocs.checks.finding import Finding
from jzdocs.facts.numerals import chinese_number
from jzdocs.messages.message import message
from jzdocs.patterns import compiled

_FIRST_PLAN = 1953
_YEAR = r"(?:19|20)\d\d"
_LUNAR = compiled(r"(?:农历|阴历|旧历|夏历)[^，。；]{0,8}$")
_WEEK = "一二三四五六日"
# 周一 may begin a name, where no mark or hour stands behind it
_WEEKDAY = (
    r"(?:(?:星期|礼拜)(?P<week>[一二三四五六日天])"
    r"|周(?P<zhou>[一二三四五六日天])(?=$|[，。、；（）()\s—-]|[上下晚早中至到凌全\d]))"
)
_WEEK_BEHIND = compiled(
    rf"[（(]?\s?{_WEEKDAY}"
    r"|[，,]\s?(?:星期|礼拜|周)(?P<comma>[一二三四五六日天])(?=$|[，,。；]|上午|下午|晚|凌晨|早)"
)
_WEEK_SAID = compiled(
    r"[）)]?(?:(?:[^，。；、\d（()起前后内]{0,8}[，,])?(?:(?:当[天日]|这一?天|那一?天|该日)(?:也|仍|恰|正)?(?:是|为|系|逢|值|属)?"
    r"|(?:也|同样|仍然?|恰好?|正好?|刚好|依旧|适)(?:是|为|系|逢|值|属|在)?)|(?:是|为|系))(?:星期|礼拜|周)(?P<week>[一二三四五六日天])"
    r"(?![—–~～至到、和与及或])(?=$|[，,。；）)\s上下晚早中])"
)
_WEEK_IN_BRACKETS = compiled(r"[^，。；、\d（()起前后内至到周期]{1,8}[（(](?:星期|周)(?P<week>[一二三四五六日天])[）)]")
# days of the year that have a name
_NAMED_DAYS = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "消费者权益日": (3, 15),
    "劳动节": (5, 1),
    "五一": (5, 1),
    "青年节": (5, 4),
    "护士节": (5, 12),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "环境日": (6, 5),
    "建党节": (7, 1),
    "七一": (7, 1),
    "建军节": (8, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
    "记者节": (11, 8),
    "消防日": (11, 9),
    "宪法日": (12, 4),
    "平安夜": (12, 24),
    "圣诞节": (12, 25),
}
_NAME_OF_DAY = (
    '(?:国际|世界|全国|中国|国家)?[“"]?(?P<name>'
    + "|".join(_NAMED_DAYS)
    + ')(?:国际)?[”"]?(?:国际)?(?:节日?|劳动节|儿童节|建军节)?'
)
_NAMED_DAY = compiled(rf"(?<!\d)(?P<year>{_YEAR})年[，,]?的?{_NAME_OF_DAY}(?:[（(][^（）()]{{1,8}}[）)])?(?:当[天日])?")
_IS = r"(?:恰好?|正好?|刚好|适)?(?:是|为|系|逢|值|在|属|落在)?(?:了|个)?"
_WEEK_OF_NAMED = compiled(
    rf"[，,]?{_IS}[（(]?(?:星期|礼拜|周)(?P<week>[一二三四五六日天])(?![—–~～至到、和与及或年岁期])(?=$|[，,。；）)\s上下晚早中])"
)
_HAS_NAME = compiled(rf"[，,（(]?(?:是|为|系)?{_NAME_OF_DAY}(?:当[天日])?[）)]?")
_WEEK_BEFORE = compiled(r"(?:星期|礼拜|周)(?P<week>[一二三四五六日天])[（(，,]?$")
_WEEKS_OF_ENDS = compiled(
    rf"[（(]\s?(?:星期|周)(?P<first>[一二三四五六日天])(?:{DASH}|、|和)(?:星期|周)(?P<last>[一二三四五六日天])[）)]"
)
_ANY_YEAR = compiled(rf"(?<!\d)({_YEAR})年")
_LONG_AGO = compiled("以来|[自起后曾]|启动|成立|印发|出台|开始|实施|公布|发布")
_NEAR = 40  # characters before a day in which its year is looked for
_PLAN_NAME = r"(?P<plan>十[一二三四五六七]五)[”\"]?"
_PLAN = compiled(
    rf"{_PLAN_NAME}(?:时期|期间|规划)?(?:前(?P<part>[一二三四五])年)?(?:[（(]即?|即|，即)(?P<first>{_YEAR})年?{DASH}(?P<last>{_YEAR})年?[）)]?"
    rf"|(?P<first2>{_YEAR})年?{DASH}(?P<last2>{_YEAR})年?[（(][“\"]?(?P<plan2>十[一二三四五六七]五)[”\"]?(?:时期|期间)?[）)]"
)
_LAST, _FIRST = "收官|最后一|末|终期|收尾", "开局|起步|首|第一|开篇"
_PLAN_END = compiled(
    rf"{_PLAN_NAME}(?:时期|期间|规划)?(?:实施)?的?(?P<which>{_LAST}|{_FIRST}|第[二三四]|初)(?:之年|年)?的?[（(—]*(?P<year>{_YEAR})年"
)
_PLAN_YEAR = compiled(
    rf"(?P<year>{_YEAR})年(?:作为|正值|既?是|正?处于|为)(?:我国|我?[全省市县区]{{0,2}}|实施)?[“\"]?{_PLAN_NAME}(?:时期|期间|规划)?(?:实施|建设|发展)?的?"
    rf"(?P<which>{_LAST}|{_FIRST}|第[二三四])(?:之年|年)"
)
_MONTHS = compiled(
    rf"(?P<name>上半年|下半年|前三季度|第?[一二三四]季度|前(?P<count>{COUNT})个?月|全年)[（(]?(?P<first>\d{{1,2}})月?份?{DASH}(?P<last>\d{{1,2}})月(?!\d)[）)]?"
    rf"|(?<![\d年])(?P<first2>\d{{1,2}})月?份?{DASH}(?P<last2>\d{{1,2}})月份?[（(]即?(?P<name2>上半年|下半年|前三季度|第?[一二三四]季度|全年)[）)]"
)
_LAST_MONTH = compiled(rf"(?<![\d.])\d{{1,2}}月?{DASH}(?P<last>\d{{1,2}})月(?![龄\d])")
PERIODS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
    "全年": (1, 12),
}
_TIME = compiled(
    r"(?:(?P<part>凌晨|清晨|早上|上午)\s?)?(?<![\d:：.第])(?P<hour>\d{1,2})时(?P<minute>\d{1,2})分(?!钟)"
    r"|[日号）)]\s?(?:(?P<part2>凌晨|清晨|早上|上午)|下午|晚上?|中午)?\s?(?P<hour2>\d{1,2})[:：](?P<minute2>\d\d)(?![\d:：])"
)


def dates_in(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the dates and periods of a text."""
    if "月" in text or "-" in text:
        days = [
            match for match in DAY.finditer(text) if not _LUNAR.search(text[max(0, match.start() - 12) : match.start()])
        ]
        yield from (finding for match in days if (finding := _check_day(match)))
        yield from _check_weekdays(text, days)
    if "节" in text or "日" in text or "元旦" in text or "一" in text:
        yield from (finding for match in _NAMED_DAY.finditer(text) if (finding := _check_named_day(text, match)))
    if "月" in text:
        yield from (finding for match in _MONTHS.finditer(text) if (finding := _check_months(match)))
        yield from (finding for match in _LAST_MONTH.finditer(text) if (finding := _check_last_month(match)))
    if "五" in text:
        yield from (finding for match in _PLAN.finditer(text) if (finding := _check_plan(match)))
        for pattern in (_PLAN_END, _PLAN_YEAR):
            yield from (finding for match in pattern.finditer(text) if (finding := _check_plan_end(match)))
    if "年" in text or "月" in text:
        yield from (finding for span in (*spans(text), *events(text)) if (finding := _check_order(span)))
        yield from (finding for span in spans(text) for finding in _check_weekdays_of_ends(text, span))
    if "时" in text or ":" in text or "：" in text:
        yield from (finding for match in _TIME.finditer(text) if (finding := _check_time(match)))


# --- days and weekdays


def _point(match: re.Match[str]) -> Point:
    year, month, day = (match[name] or match[f"iso_{name}"] for name in ("year", "month", "day"))
    return Point(count(year) if year else None, count(month), count(day))


def _check_day(match: re.Match[str]) -> Finding | None:
    point = _point(match)
    year, month = point.year or LEAP_YEAR, point.month or 0
    chinese = not match["iso_year"] and not match["month"].isdigit()
    if point.exists or (chinese and not point.year):  # 二月三十日 may be one of the lunar calendar
        return None
    if not 1 <= month <= 12:
        return None if match["iso_year"] else impossible(match, "date", "1月—12月", f"{month}月")
    last = monthrange(year, month)[1]
    month_text = f"{year}年{month}月" if point.year else f"{month}月"
    return impossible(
        match, "date", f"{month}月{last}日", message("reason.month_has_days", month=month_text, days=last)
    )


def _check_weekdays(text: str, days: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """Find weekdays that a day does not have. Where its year is not named, the only year before in its sentence is
    taken (or the next one), and two days of one sentence are compared."""
    before: tuple[re.Match[str], int] | None = None
    for match in days:
        weekday, end = _weekday(text, match)
        if weekday is None or not _point(match).exists:
            continue
        years = [year] if (year := _point(match).year) else _years_of(text, match, days)
        right = [day.weekday() for year in years if (day := _point(match).date(year))]
        place = _place(text, match, end)
        if right and weekday not in right:
            how, certain = _written(_point(match), years[0]), bool(_point(match).year)
            yield impossible(place, "date", f"星期{_WEEK[right[0]]}", how, certain=certain)
        elif not years and before and not re.search("[。；\n]", text[before[0].end() : match.start()]):
            yield from _check_distance(before, (match, weekday), place)
        before = (match, weekday)


def _weekday(text: str, match: re.Match[str]) -> tuple[int | None, int]:
    """Return the weekday (0 for Monday) that stands beside a date, and where that ends."""
    behind = _WEEK_BEHIND.match(text, match.end())
    if behind:
        return _number_of(behind["week"] or behind["zhou"] or behind["comma"]), behind.end()
    named = _WEEK_SAID.match(text, match.end()) or _WEEK_IN_BRACKETS.match(text, match.end())
    if named:
        return _number_of(named["week"]), named.end()
    called = _HAS_NAME.match(text, match.end())
    named = _WEEK_OF_NAMED.match(text, called.end()) if called else None
    if named:
        return _number_of(named["week"]), named.end()
    ahead = _WEEK_BEFORE.search(text[max(0, match.start() - 5) : match.start()])
    return (_number_of(ahead["week"]), match.end()) if ahead else (None, match.end())


def _check_named_day(text: str, match: re.Match[str]) -> Finding | None:
    """Return the finding that a day with a name (2026年元旦) has another weekday than the one behind it."""
    named = _WEEK_OF_NAMED.match(text, match.end())
    if named is None:
        return None
    point = Point(int(match["year"]), *_NAMED_DAYS[match["name"]])
    day = point.date(0)
    if day is None or day.weekday() == _number_of(named["week"]):
        return None
    place = Span(point, point, match.start(), named.end(), text[match.start() : named.end()])
    return impossible(place, "date", f"星期{_WEEK[day.weekday()]}", _written(point, day.year))


def _number_of(weekday: str) -> int:
    return _WEEK.index(weekday.replace("天", "日"))


def _years_of(text: str, match: re.Match[str], days: Sequence[re.Match[str]]) -> list[int]:
    """Return the years that a day may be of: that of an earlier day of its sentence, else those before."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    point = _point(match)
    for day in days:
        named = _point(day)
        if not start <= day.start() < match.start() or not named.year or not named.exists:
            continue
        between = text[day.end() : match.start()]
        is_later = (named.month or 0, named.day or 0) < (point.month or 0, point.day or 0)
        if named == Point(named.year, point.month, point.day) or (is_later and not _LONG_AGO.search(between)):
            return [named.year]
    return _years_before(text, match.start())


def _years_before(text: str, position: int) -> list[int]:
    """Return the only year that the sentence names before a position, and the next one; none where it names several."""
    start = max(text.rfind(mark, 0, position) for mark in "。；\n") + 1
    before = text[max(start, position - _NEAR) : position]
    years = set(_ANY_YEAR.findall(before))
    if _LONG_AGO.search(before):
        return []
    return [int(year) + more for year in years for more in (0, 1)] if len(years) == 1 else []


def _place(text: str, match: re.Match[str], end: int) -> Span:
    return Span(_point(match), _point(match), match.start(), end, text[match.start() : end])


def _written(point: Point, year: int) -> str:
    return f"{point.year or year}年{point.month}月{point.day}日"


def _check_distance(
    first: tuple[re.Match[str], int], second: tuple[re.Match[str], int], place: Span
) -> Iterator[Finding]:
    """Check the weekdays of two days of one year against one another, unless February ends between them."""
    start, end = _point(first[0]), _point(second[0])
    if start.year != end.year and not (start.year and end.year):
        year = start.year or end.year  # a day without a year is of that of the other
        start, end = Point(year, start.month, start.day), Point(year, end.month, end.day)
    if end < start or (start.month or 0) <= 2 < (end.month or 0):
        return
    begin, stop = start.date(LEAP_YEAR), end.date(LEAP_YEAR)
    if begin and stop and (stop - begin).days % 7 != (second[1] - first[1]) % 7:
        right = _WEEK[(first[1] + (stop - begin).days) % 7]
        yield impossible(place, "date", f"星期{right}", f"{first[0][0]}：星期{_WEEK[first[1]]}")


def _check_weekdays_of_ends(text: str, span: Span) -> Iterator[Finding]:
    """Check both weekdays of 2025年11月20日至21日（星期四至星期五）."""
    match = _WEEKS_OF_ENDS.match(text, span.end)
    for name, point in (("first", span.first), ("last", span.last)) if match else ():
        day = point.date(0) if point.year and point.exists else None
        if match and day and day.weekday() != _number_of(match[name]):
            place = Span(point, point, span.start, match.end(), text[span.start : match.end()])
            yield impossible(place, "date", f"星期{_WEEK[day.weekday()]}", _written(point, day.year))


# --- months, plans, spans, times


def _check_months(match: re.Match[str]) -> Finding | None:
    name = match["name"] or match["name2"]
    first, last = (1, count(match["count"])) if match["count"] else PERIODS[name.removeprefix("第")]
    if (int(match["first"] or match["first2"]), int(match["last"] or match["last2"])) == (first, last):
        return None
    return impossible(match, "date", f"{first}—{last}月", name)


def _check_last_month(match: re.Match[str]) -> Finding | None:
    """Find 1—13月."""
    last = int(match["last"])
    return impossible(match, "date", "1月—12月", f"{last}月") if last > 12 else None


def plan_years(name: str) -> tuple[int, int]:
    """Return the first and the last year of a five-year plan: 2021 and 2025 for 十四五. Between the second and the
    third plan lay three years; the others follow one another."""
    number = int(chinese_number(name.removesuffix("五")) or 0)
    first = _FIRST_PLAN + 5 * (number - 1) + (3 if number > 2 else 0)
    return first, first + 4


def _check_plan(match: re.Match[str]) -> Finding | None:
    plan = match["plan"] or match["plan2"]
    first, last = plan_years(plan)
    if match["part"]:
        last = first + count(match["part"]) - 1
    if (int(match["first"] or match["first2"]), int(match["last"] or match["last2"])) == (first, last):
        return None
    return impossible(match, "date", f"{first}—{last}年", f"“{plan}”")


def _check_plan_end(match: re.Match[str]) -> Finding | None:
    first, last = plan_years(match["plan"])
    which = match["which"]
    if which[0] == "第" and which != "第一":
        right = first + count(which[1]) - 1
    else:
        right = last if re.fullmatch(_LAST, which) else first
    if which == "初" or int(match["year"]) == right:
        return None
    return impossible(match, "date", f"{right}年", f"“{match['plan']}”：{first}—{last}年")


def _check_order(span: Span) -> Finding | None:
    """Find a span whose end is before its beginning. Without years 11月至3月 goes over the end of a year."""
    first, last = span.first, span.last
    if not (first.exists and last.exists):
        return None
    if first.month is None:
        if (first.year or 0) > (last.year or 0):
            return impossible(span, "date", f"{last.year}—{first.year}年", f"{last.year} < {first.year}")
        return None
    same_month = first.month == last.month and first.day is not None and first.year == last.year
    if (first.year and last.year) or same_month:
        begin = (first.year or 0, first.month, first.day or 0)
        end = (last.year or 0, last.month or 0, last.day or 0)
        if end < begin:
            return impossible(span, "date", f"{_short(last)}—{_short(first)}", f"{_short(last)} < {_short(first)}")
    return None


def _short(point: Point) -> str:
    year, day = (f"{point.year}年" if point.year else "", f"{point.day}日" if point.day else "")
    return f"{year}{point.month}月{day}"


def _check_time(match: re.Match[str]) -> Finding | None:
    """Find 25时10分, 9时75分 and 上午14时."""
    hour, minute = int(match["hour"] or match["hour2"]), int(match["minute"] or match["minute2"])
    part = match["part"] or match["part2"]
    if minute > 59:
        return impossible(match, "time", "0—59分", f"{minute}分")
    if hour > 24 or (hour == 24 and minute):
        return impossible(match, "time", "0—24时", f"{hour}:{minute:02}")
    if part and hour > 12:
        return impossible(match, "time", f"下午{hour}时", f"{part}{hour}时")
    return None
