"""Terms: so many days from a day on, and the day on which they end; how long a month is; how many days are left:
工期180天，自3月1日开工，8月27日竣工; 2月共有28天; 距12月31日还有20天，今天是12月11日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from jzdocs.checks.calendar import COUNT, DAY, LEAP_YEAR, SENTENCE, Point, count, impossible, part
from jzdocs.checks.dates import PERIODS
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_LONGEST = 160
_NEAR = 10  # days that a wrong length of a period is off at most
_TERM = compiled(
    rf"(?P<word>工期|期限|有效期|公示期|上诉期|异议期|答辩期|整改期|举证期|报名期|质保期|保修期|试用期|服务期|租期|展期|会期|培训期|隔离|观察期|公告期|考验期|[起后内]|于|为期|休假|假期|请假|[在，])[^，。；\d]{{0,8}}?"
    rf"(?P<count>{COUNT})(?P<more>个)?(?P<unit>工作日|天|日(?!均|常|内瓦))"
)
_ENDS = compiled(
    r"(?:至|到|截至|截止|截止日[期]?[为是]?|计划于|预计于?|应于|定于|于|最迟|到期日[为是]?|届满日[为是]?|返岗日?[为是]?|[，,])$"
)
_END_WORDS = compiled(
    r"(?:[（(][^（）()]{1,6}[）)])?(?:前|止|截止|届满|到期|期满|竣工|完工|结束|完成|返[岗回]|解除|闭幕|交付|$|[，。；])"
)
_MONTH_LENGTH = compiled(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:份)?(?:共|共有|有|计|全月|全月共|当月共?有?){1,2}(?P<count>\d{2})(?:个自然日|天)(?!次)"
)
_PERIOD = compiled(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:(?P<name>上半年|下半年|前三季度|第?[一二三四]季度|全年)|(?<!\d)(?P<first>\d{1,2})月(?:份)?(?:至|到|[—–~～-]|和|与|、)(?P<last>\d{1,2})月份?)"
    r"(?:[^，。；\d]{0,4}[，,])?[^，。；\d]{0,2}?(?:共计?|合计|总计|全长|总共|一共|(?<=全年))有?(?P<count>\d{2,3})天(?=[，。；）]|$)"
)
_LEFT = compiled(
    r"距(?:离)?[^，。；]{0,16}?(?P<end>(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)[^，。；\d]{0,14}(?:还有|仅剩|只剩|尚有|剩余?|不足|还剩)(?:下|整整|不到)?(?P<count>\d{1,3})天"
)
_TODAY = compiled(
    r"(?:今天|今日|截至|目前|现在|当日|本日|当前)[^，。；\d]{0,6}(?P<day>(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)"
)
_CAMPAIGN = compiled(
    r"(?P<word>百日|(?P<all>\d{2,3})天)[^，。；\d]{0,12}?(?:已(?:经)?(?:进行|开展|过去|推进|实施|过|用)?|进入第?)(?P<done>\d{1,3})天[^。；\d]{0,10}?(?:还剩|剩余|仅剩|尚余|还有|尚有|剩)(?:下)?(?P<left>\d{1,3})天"
)
_NOT_ALL = compiled("约|近|超|余|多|折抵|至少|不超过|不少于|不得|以上|以内|顺延|除外|另|或")


def terms_in(text: str) -> Iterator[Finding]:
    """Yield the terms, months and countdowns of a text that its days contradict."""
    if "月" not in text and "天" not in text:
        return
    for match in SENTENCE.finditer(text):
        sentence, offset = match[0], match.start()
        if len(sentence) <= _LONGEST:
            yield from _check_month(sentence, offset)
            yield from _check_period(sentence, offset)
            yield from _check_left(sentence, offset)
            yield from _check_campaign(sentence, offset)
            yield from _check_term(sentence, offset)


def _check_month(sentence: str, offset: int) -> Iterator[Finding]:
    for match in _MONTH_LENGTH.finditer(sentence):
        month = int(match["month"])
        if not 1 <= month <= 12:
            continue
        years = [int(match["year"])] if match["year"] else [LEAP_YEAR, LEAP_YEAR + 1]
        lengths = {monthrange(year, month)[1] for year in years}
        stated = int(match["count"])
        if stated not in lengths and 27 < stated < 33:
            place = part(sentence, match.start("count"), match.end(), offset)
            yield impossible(place, "length", f"{max(lengths)}天", match[0][: match.start("count") - match.start()])


def _check_period(sentence: str, offset: int) -> Iterator[Finding]:
    """Check how many days several months have: 一季度共90天. Numbers far from theirs count something else."""
    for match in _PERIOD.finditer(sentence):
        first, last = (
            PERIODS[match["name"].removeprefix("第")] if match["name"] else (int(match["first"]), int(match["last"]))
        )
        if not 1 <= first < last <= 12:
            continue
        years = [int(match["year"])] if match["year"] else [LEAP_YEAR, LEAP_YEAR + 1]
        joined = re.search("[和与、]", sentence[match.start() : match.start("count")]) and not match["name"]
        months = (first, last) if joined else range(first, last + 1)
        lengths = {sum(monthrange(year, month)[1] for month in months) for year in years}
        stated = int(match["count"])
        if stated not in lengths and min(abs(length - stated) for length in lengths) <= _NEAR:
            place = part(sentence, match.start("count"), match.end(), offset)
            how = match[0][: match.start("count") - match.start()]
            yield impossible(place, "length", f"{max(lengths)}天", how, certain=False)


def _check_left(sentence: str, offset: int) -> Iterator[Finding]:
    """Check how many days are left until a day against the day that is today."""
    left = _LEFT.search(sentence)
    today = _TODAY.search(sentence) if left else None
    if not left or not today:
        return
    begin, end = _day(today["day"]), _day(left["end"])
    days = _between(begin, end) if begin and end else None
    if days is not None and 0 < days < 400 and int(left["count"]) not in (days - 1, days, days + 1):
        place = part(sentence, left.start("count"), left.end(), offset)
        yield impossible(place, "length", f"{days}天", f"{left['end']} − {today['day']}", certain=False)


def _check_campaign(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 百日行动已进行63天，还剩37天."""
    for match in _CAMPAIGN.finditer(sentence):
        days = int(match["all"] or 100)
        done, left = int(match["done"]), int(match["left"])
        if abs(done + left - days) > 1:
            place = part(sentence, match.start("left"), match.end(), offset)
            yield impossible(place, "length", f"{days - done}天", f"{days} − {done}", certain=False)


def _check_term(sentence: str, offset: int) -> Iterator[Finding]:
    """Check the only term of a sentence against its only two days: those from which it runs and on which it ends."""
    days = [match for match in DAY.finditer(sentence) if _day(match[0])]
    terms = [match for match in _TERM.finditer(sentence) if not _is_day(match, days)]
    if len(days) != 2 or len(terms) != 1 or _NOT_ALL.search(sentence):
        return
    if not _ENDS.search(sentence[: days[1].start()]) or not _END_WORDS.match(sentence[days[1].end() :]):
        return
    between = sentence[days[0].end() : days[1].start()]
    first, last = _day(days[0][0]), _day(days[1][0])
    length = _between(first, last) if first and last else None
    if (
        length is None
        or length <= 0
        or not re.search("起|开|自|从|于|收|始|签|次日|后|内", sentence[: days[1].start()])
    ):
        return
    term = terms[0]
    if term.start("count") > days[1].end() or re.search("每|其中|累计|连续", between):
        return
    stated = count(term["count"])
    possible = _working(first, last) if term["unit"] == "工作日" else {length - 1, length, length + 1}
    if possible and stated and stated not in possible:
        place = part(sentence, term.start("count"), term.end(), offset)
        unit = f"{term['more'] or ''}{term['unit']}"
        how = f"{days[1][0]} − {days[0][0]}"
        yield impossible(place, "length", f"{sorted(possible)[len(possible) // 2]}{unit}", how, certain=False)


def _is_day(match: re.Match[str], days: Sequence[re.Match[str]]) -> bool:
    return any(day.start() <= match.start("count") < day.end() for day in days)


def _day(text: str) -> Point | None:
    match = DAY.fullmatch(text)
    if not match or match["iso_year"]:
        return None
    point = Point(count(match["year"]) if match["year"] else None, count(match["month"]), count(match["day"]))
    return point if point.exists else None


def _between(first: Point, last: Point) -> int | None:
    """Return the days from one day to another; of days without a year, where no February ends between them."""
    begin, end = _dates(first, last)
    if begin is None or end is None:
        return None
    if not first.year and not last.year and (first.month or 0) <= 2 < (last.month or 0):
        return None
    return (end - begin).days


def _dates(first: Point, last: Point) -> tuple[date | None, date | None]:
    year = first.year or last.year or LEAP_YEAR
    begin, end = first.date(year), last.date(year)
    if begin and end and end < begin and not last.year:
        end = last.date(year + 1)
    return begin, end


def _working(first: Point | None, last: Point | None) -> set[int]:
    """Return how many working days may lie between two days of a named year, with the first and without; holidays may
    make them fewer."""
    if not first or not last or not (first.year or last.year):
        return set()
    begin, end = _dates(first, last)
    if not begin or not end or (end - begin).days > 60:
        return set()
    days = [begin + timedelta(days=n) for n in range(1, (end - begin).days + 1)]
    working = sum(day.weekday() < 5 for day in days)
    ends_free = end.weekday() >= 5
    return set() if ends_free and working == 0 else ({working, working + 1} if not ends_free else {-1})
