"""Lengths of time that their ends contradict: 3月5日至9日，为期4周; 1960年出生 … 2020年逝世，享年70岁; 2021—2023年连续5年; 1956年
创办，2025年建校70周年; 2024年 … 上年（2022年）.

Both ways to count are right, with and without the first day, month or year; an age may count the year of birth (虚岁).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jzdocs.checks.calendar import COUNT, LEAP_YEAR, Point, Span, count, events, impossible, spans
from jzdocs.checks.finding import Finding

_SENTENCE = re.compile(r"[^。；\n]+")
_YEAR = r"(?:19|20)\d\d"
_UNIT = r"(?P<unit>个半月|年半|天半|天|日(?!均)|个月|年|周(?![年岁])|个星期|星期)"
_LENGTH = re.compile(
    rf"(?P<word>为期|历时|会期|展期|时长|持续|时间跨度|前后|跨度|为时|连续|总共|共计|一共|共|期限为?|工期为?|公示期为?|整整)(?:了|为)?(?P<about>约|近|超过|超|逾|不到|不足|至少)?"
    rf"(?P<count>{COUNT}|半)(?P<some>多|余|来)?{_UNIT}(?P<after>左右|以上|以内|多|余|级|期|制)?"
)
_BRACKETED = re.compile(rf"[（(](?:共|计|共计|为期|合计)?(?P<about>约)?(?P<count>{COUNT})(?P<some>多|余)?{_UNIT}(?:时间)?[）)]")
_YEARS_OF = re.compile(rf"(?:这|的)?(?P<count>[两三四五六七八九十]{{1,2}}|\d{{1,2}})(?P<some>多|余)?年(?P<unit>间|来|时间|里|中)")
_BEFORE_SPAN = re.compile(
    rf"(?:(?:为期|历时|会期|持续|期限为?|合同期限?|聘期|工期|任期|有效期)(?P<about>约)?(?P<count>{COUNT}){_UNIT}(?:的[^，。；（()\d]{{1,24}}|[^，。；（()\d]{{0,6}})?[（(，,]?(?:自|从|于|在)?"
    rf"|(?<![\d第])(?P<count2>{COUNT})(?P<unit2>天|年|个月)(?:来|间|里)?[（(](?:自|从)?)$"
)
# what may stand between a span and its length: 至20日举办，为期5天; 放假调休，共8天
_EVENT_BETWEEN = re.compile(r"[）)]?[^，。；\d]{0,12}[，,]?|[，,][^，。；\d]{1,6}")
_BARE_BETWEEN = re.compile(r"[）)]?(?:举行|举办|召开|放假|放假调休|进行|开展)?[，,、（(]?(?:活动|会议|公示|时间|培训|假期|展会|全[省市县区国]|我[省市县区]|已|共|整整)*")
_TELLS_LENGTH = re.compile("为期|历时|会期|展期|时长|为时|期限|工期|公示期")
_BASE_WORDS = tuple("比较与同自从到至和")
_AT_START = 6  # characters before the year that a sentence speaks of
_LONGEST = 1000  # a greater number is a year
_WIDE = 16  # characters between a span and its length
_EXCLUSIVE = re.compile("公示|公告|期限|有效|工期|自|起|报名|征求|申报")


def durations_in(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the lengths of time, ages and anniversaries of a text."""
    found = sorted((*spans(text), *events(text)), key=lambda span: span.start) if "年" in text or "月" in text else []
    for index, span in enumerate(found):
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        previous = found[index - 1].end if index else 0
        yield from _check_length(text, span, previous, following)
    if "年" in text:
        for sentence in _SENTENCE.finditer(text):
            yield from _in_sentence(text, sentence.start(), sentence.end())


# --- lengths


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
    place = _part(text, offset + match.start(), offset + match.end())
    return impossible(place, "length", f"{right}{unit}", span.text.strip("（()） "), certain=certain)


def _counts_both_ends(text: str, span: Span, match: re.Match[str], unit: str) -> bool:
    """Whether a length is one that the first day or month counts in, as a rule: a meeting from 5 to 9 lasts 5 days. For
    a term (公示期, 工期) the first day does not count."""
    word = match.groupdict().get("word") or match[0].strip("（(")
    whole = unit in ("天", "日") or (unit == "个月" and span.first.day is None)
    near = text[max(0, span.start - 20) : span.end + 20]
    return whole and word.startswith(("为期", "会期", "展期", "共")) and not _EXCLUSIVE.search(near)


def _part(text: str, start: int, end: int) -> Span:
    return Span(Point(None), Point(None), start, end, text[start:end])


def _lengths(span: Span, unit: str) -> set[int]:
    """Return the lengths that a span may have in a unit, counted with its first day, month or year and without; none
    where it cannot be told."""
    first, last = span.first, span.last
    if unit in ("天", "日"):
        days = _days(first, last)
        return {days, days + 1} if days is not None and days >= 0 else set()
    if unit in ("周", "个星期", "星期"):
        days = _days(first, last)
        return {days // 7, (days + 1) // 7, -(-days // 7), -(-(days + 1) // 7)} if days is not None and days >= 0 else set()
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


# --- what a sentence says of years


_BORN = re.compile(rf"(?:(?P<year>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:出)?生(?![产态活育物意])|(?:出生于|生于)(?P<year2>{_YEAR})年|[（(](?P<year3>{_YEAR})(?:年)?[—-](?=(?:19|20)\d\d))")
_AGE = re.compile(
    rf"(?P<year>{_YEAR})年?(?:(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)[^。；\d]{{0,16}}?(?:享年|终年|时年|年仅|现年|年满|年龄为?|[（(，])(?P<age>\d{{1,3}})(?:周)?岁"
)
_OTHER_PERSON = re.compile("[子女儿孙妻夫父母其弟妹兄姐]")
_JUBILEE = re.compile(r"(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,4})(?:个)?周年")
_FOUNDED = re.compile(
    rf"(?:(?:成立|创办|创建|始建|组建|建立|诞生|创立|建成|建校|建院|建厂|设立|挂牌|创刊|落成|通车)于(?P<year>{_YEAR})年"
    rf"|(?P<year2>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^，。；\d]{{0,6}}?(?:成立|创办|创建|始建|组建|建立|创立|建成|建校|设立|创刊|通车)(?!以来|[^，。；]{{0,5}}周年))"
)
_EVENTS = {
    "中华人民共和国成立": 1949,
    "新中国成立": 1949,
    "建国": 1949,
    "中国共产党成立": 1921,
    "建党": 1921,
    "人民解放军建军": 1927,
    "中国人民抗日战争暨世界反法西斯战争胜利": 1945,
    "抗日战争胜利": 1945,
    "抗战胜利": 1945,
    "红军长征胜利": 1936,
    "长征胜利": 1936,
    "香港回归": 1997,
    "澳门回归": 1999,
    "改革开放": 1978,
    "辛亥革命": 1911,
    "五四运动": 1919,
    "毛泽东同志诞辰": 1893,
    "邓小平同志诞辰": 1904,
}
_OTHER_JUBILEE = re.compile("诞辰|逝世|胜利|起义|解放|发表|回归|革命|运动|战争|建交|建国|建党|建军|结婚|实施")
_TO_COME = re.compile("喜迎|迎接|献礼|筹备|即将|倒计时|为|到|至")
_EVENT = re.compile("|".join(_EVENTS))
_ONE_YEAR = re.compile(rf"(?<![\d.])({_YEAR})年")
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "次年": 1, "后年": 2}
_RELATED = re.compile(rf"(?P<word>今年|本年|去年|上年|前年|明年|后年|次年)(?:同期|末|底|初)?[（(](?:即)?(?P<year>{_YEAR})年?[^（）()，。]{{0,8}}[）)]")
_ROW = re.compile(rf"(?P<years>{_YEAR}年?(?:(?:、|和|，){_YEAR}年?)+)[^。；\d]{{0,14}}?连续(?P<count>{COUNT})年")
_ROW_BEHIND = re.compile(rf"(?:连续|近|过去|最近)(?P<count>{COUNT})年(?:来|间)?[（(](?P<years>{_YEAR}年?(?:(?:、|和|，){_YEAR}年?)+)[）)]")


def _in_sentence(text: str, start: int, end: int) -> Iterator[Finding]:
    """Yield what is wrong with the ages, anniversaries and rows of years of one sentence."""
    sentence = text[start:end]
    if "岁" in sentence:
        yield from _check_age(text, sentence, start)
    if "周年" in sentence:
        yield from _check_jubilee(text, sentence, start)
    if "连续" in sentence or "（" in sentence or "(" in sentence:
        yield from _check_rows(text, sentence, start)
        yield from _check_related(text, sentence, start)


def _check_age(text: str, sentence: str, offset: int) -> Iterator[Finding]:
    """Check an age with its year against the only year of birth of a sentence."""
    births = [match["year"] or match["year2"] or match["year3"] for match in _BORN.finditer(sentence)]
    if len(births) != 1:
        return
    born = int(births[0])
    for match in _AGE.finditer(sentence):
        years = int(match["year"]) - born
        if years <= 0 or years - 1 <= int(match["age"]) <= years + 1 or _OTHER_PERSON.search(match[0]):
            continue
        place = _part(text, offset + match.start("age"), offset + match.end())
        yield impossible(place, "age", f"{years}岁", f"{match['year']} − {born}")


def _check_jubilee(text: str, sentence: str, offset: int) -> Iterator[Finding]:
    """Check an anniversary against the only other year of its sentence and the year of foundation, which is named or
    generally known."""
    jubilees = list(_JUBILEE.finditer(sentence))
    founded = [match["year"] or match["year2"] for match in _FOUNDED.finditer(sentence)]
    for match in jubilees:
        before = sentence[: match.start()]
        event = list(_EVENT.finditer(before, max(0, len(before) - 30)))
        beginning: int | None = None
        if event and not re.search(r"[，。；、\d]", before[event[-1].end() :]):
            beginning = _EVENTS[event[-1][0]]
        elif len(founded) == len(jubilees) == 1 and not _OTHER_JUBILEE.search(before[-_WIDE:]):
            beginning = int(founded[0])
        named = list(_ONE_YEAR.finditer(before))
        years = {int(year) for year in _ONE_YEAR.findall(sentence)} - {beginning}
        if beginning is None or len(years) != 1 or not named or _TO_COME.search(before[named[-1].end() :]):
            continue
        year = years.pop()
        if int(named[-1][1]) == year > beginning and year - beginning != count(match["count"]):
            place = _part(text, offset + match.start(), offset + match.end())
            yield impossible(place, "age", f"{year - beginning}周年", f"{year} − {beginning}")


def _check_rows(text: str, sentence: str, offset: int) -> Iterator[Finding]:
    """Check 2021年、2022年、2023年连续四年."""
    for pattern in (_ROW, _ROW_BEHIND):
        for match in pattern.finditer(sentence):
            if sentence[: match.start()].endswith(("继", "除", "在")):
                continue
            years = [int(year) for year in re.findall(_YEAR, match["years"])]
            if len(years) != count(match["count"]):
                place = _part(text, offset + match.start(), offset + match.end())
                yield impossible(place, "consecutive", f"{len(years)}年", "、".join(map(str, years)))


def _check_related(text: str, sentence: str, offset: int) -> Iterator[Finding]:
    """Check 上年（2022年） against the only year before it in its sentence, or against 今年（2024年）."""
    base: int | None = None
    for match in _RELATED.finditer(sentence):
        word, year = match["word"], int(match["year"])
        named = list(_ONE_YEAR.finditer(sentence, 0, match.start()))
        reference = base
        if reference is None and word in ("上年", "次年") and len({year[1] for year in named}) == 1:
            at = named[0].start()
            reference = int(named[0][1]) if at <= _AT_START and sentence[at - 1 : at] not in _BASE_WORDS else None
        if reference is not None and year != reference + _RELATIVE[word]:
            place = _part(text, offset + match.start(), offset + match.end())
            yield impossible(place, "relative", f"{word}（{reference + _RELATIVE[word]}年）", f"{reference}年")
        base = year - _RELATIVE[word] if base is None and word not in ("上年", "次年") else base
