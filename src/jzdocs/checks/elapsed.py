"""Years that have passed between two points of time that a sentence names: 成立于2014年，到2024年已走过10年; 1988年7月
参加工作，2024年7月退休，工龄36年; and the number of a session by the year of another one.

Both ways to count are right, with and without the first year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from jzdocs.checks.calendar import COUNT, SENTENCE, count, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_LONGEST = 600  # characters; a longer sentence names more than two points of time
_POINT = compiled(r"(?<![\d.—–~～-])(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?!代|度|级|[—–~～-]|至|到)")
_SPAN = compiled(r"(?<![\d.])(?P<first>(?:19|20)\d\d)年?(?:至|到|—|–|－|-|~|～)(?P<last>(?:19|20)\d\d)年")
_PASSED = compiled(
    r"(?:走过|历经|经历|历时|跨越|跨度|相隔|间隔|相距|时隔|整整|整|坚守|从教|从医|从警|从业|从艺|从军|[工党教警军医]龄|工作|任职|服役|执教|服务|运营|运行"
    rf"|经营|存续|持续|坚持|陪伴|奋斗|扎根|驻守|已有|已|共|前后|长达|历史|距今|合作|成立|建立|创办|使用|执行|试行|实行|推行|施行|生活|居住|(?<=[，,])(?=[\d一二三四五六七八九十百]+年间))(?:了|为|达|有|已|整|共|的|满)*(?P<count>{COUNT})(?:个)?年"
    r"(?!代|度|级|期|内|前|底|末|初|中[期级]|[^，。；、）)时之历]{0,4}\d|多|余|左右|以上|来|均)"
)
_ABOUT = compiled(r"(?:约|近|超过?|逾|不足|不到|将近|大约|至少)$")
_BEGINS = (
    r"[^，。；\d]{0,8}?(?:\d{1,2}日)?[^，。；\d]{0,8}?(?:成立|创办|创建|始建|组建|建立|设立|建成|建[校院厂县市馆所站社]|投产|通车|开业|开通|投运|启用|竣工|挂牌|创刊"
    r"|参加工作|入职|入党|入伍|从教|从医|任教|开始|启动|实施|试行|施行|推行|开工|动工|参军|上任|到任|结婚|起步|签约|投用|投入使用|开馆|注册|起)"
)
_FROM_BEHIND = compiled(_BEGINS)
_FROM_BEFORE = compiled(
    r"(?:成立|创办|创建|始建|组建|建立|设立|建成|投产|通车|开业|开通|投运|启用|竣工|挂牌|创刊|起步|参加工作|开馆|注册|启动|始|起源|诞生|落成|入党|入伍)于(?:[^，。；\d]{0,4})$"
    r"|(?:自|从|距)[^，。；\d]{0,16}$"
)
_TO_BEFORE = compiled(r"(?:到|至|截至|直到|到了|截止|直至|迄)$")
_TO_BEHIND = compiled(
    r"(?:\d{1,2}日)?[^，。；\d]{0,12}(?:退休|去世|逝世|退役|卸任|离任|离休|离职|停产|关闭|退出|终止|到期|结束|期满|退伍|落幕|建成|完工|竣工|撤销|转业|并入|报废|拆除|零时|，已|，至今|正好|刚好|恰好)"
    r"|[，,]?[^，。；\d]{0,10}(?:已|整|走过)"
)
_SESSION = compiled(
    r"(?:第(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})|(?P<first>首))届(?P<name>[\u4e00-\u9fff]{0,12}?)(?:于|在|自|是)?(?P<year>(?:19|20)\d\d)年"
    r"|(?P<year2>(?:19|20)\d\d)年[^，。；\d]{0,8}?(?:举办|召开|举行)了?(?:第(?P<count2>\d{1,3}|[一二三四五六七八九十]{1,3})|(?P<first2>首))届"
)
_EVERY = compiled(
    r"(?P<one>每年(?:举办)?一届|一年一届|每年举办|每年一次)|每?(?P<years>[两二三四五])年(?:举办)?一[届次]"
)


_TERM = compiled(
    r"(?P<y1>(?:19|20)\d\d)年(?:(?P<m1>\d{1,2})月)?(?:\d{1,2}日)?[^。；\d]{0,12}[，,](?:[^，。；\d]{0,4}(?:任期|租期|有效期|期限|合同期|服务期|承包期|聘期)(?:为)?)"
    rf"(?P<count>{COUNT})年[，,](?:至|到)(?P<y2>(?:19|20)\d\d)年(?:(?P<m2>\d{{1,2}})月)?"
)


class _Ends(Struct, frozen=True):
    """The two points of time that a sentence names, each as year and month (0 where it names none)."""

    first: tuple[int, int]
    last: tuple[int, int]

    @property
    def years(self) -> set[int]:
        """The years between them, counted in both ways."""
        years = self.last[0] - self.first[0]
        if self.first[1] and self.last[1]:
            whole = years - (self.last[1] < self.first[1])
            return {whole, whole + 1} if self.first[1] != self.last[1] else {years}
        return {years, years + 1} if not (self.first[1] or self.last[1]) else {years - 1, years, years + 1}

    @property
    def how(self) -> str:
        """How the years are computed."""
        return f"{self.last[0]} − {self.first[0]}"


def elapsed_in(text: str) -> Iterator[Finding]:
    """Yield the years that are said to have passed and cannot have."""
    if "年" not in text:
        return
    for match in SENTENCE.finditer(text):
        if len(match[0]) > _LONGEST:
            continue
        yield from _check_passed(match[0], match.start())
        for term in _TERM.finditer(match[0]):
            ends = _Ends((int(term["y1"]), int(term["m1"] or 0)), (int(term["y2"]), int(term["m2"] or 0)))
            if count(term["count"]) not in ends.years:
                place = part(match[0], term.start("count"), term.end("count") + 1, match.start())
                yield impossible(place, "length", f"{ends.last[0] - ends.first[0]}年", ends.how)
        if "届" in match[0]:
            yield from _check_sessions(match[0], match.start())


def _check_passed(sentence: str, offset: int) -> Iterator[Finding]:
    lengths = list(_PASSED.finditer(sentence))
    if len(lengths) != 1 or _ABOUT.search(sentence[: lengths[0].start("count")]):
        return
    length = lengths[0]
    ends = _ends(sentence, length)
    stated = count(length["count"])
    if ends is None or stated in ends.years or not 0 < stated < 1000:
        return
    right = ends.last[0] - ends.first[0]
    if ends.first[1] > ends.last[1] > 0:
        right -= 1
    place = part(sentence, length.start("count"), length.end(), offset)
    yield impossible(place, "length", f"{right}年", ends.how)


def _ends(sentence: str, length: re.Match[str]) -> _Ends | None:
    """Return the only two points of time of a sentence, where its words say that the length lies between them."""
    points = [match for match in _POINT.finditer(sentence) if not _is_length(match, length)]
    spans = list(_SPAN.finditer(sentence, 0, length.start()))
    if len(spans) == 1 and not [p for p in points if not spans[0].start() <= p.start() < spans[0].end()]:
        between = sentence[spans[0].end() : length.start()]
        if re.fullmatch(r"[，,间]?[^，。；\d]{0,10}", between) and not re.search("每|其中|连续", between):
            return _Ends((int(spans[0]["first"]), 0), (int(spans[0]["last"]), 0))
        return None
    if spans or len(points) != 2:
        return None
    first, last = sorted(points, key=lambda point: (int(point["year"]), int(point["month"] or 0)))
    before, behind = sentence[: first.start()], sentence[first.end() :]
    begins = _FROM_BEFORE.search(before) or _FROM_BEHIND.match(behind)
    ends = _TO_BEFORE.search(sentence[: last.start()]) or _TO_BEHIND.match(sentence[last.end() :])
    if not begins or not ends or first["year"] == last["year"]:
        return None
    return _Ends(*((int(point["year"]), int(point["month"] or 0)) for point in (first, last)))


def _is_length(point: re.Match[str], length: re.Match[str]) -> bool:
    return point.start() == length.start("count")


def _check_sessions(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 第12届展会于2024年举办，首届于2015年举办，每年一届."""
    every, sessions = _EVERY.search(sentence), list(_SESSION.finditer(sentence))
    if not every or len(sessions) != 2:
        return
    step = 1 if every["one"] else count(every["years"])
    (number, year), (other, other_year) = (
        (
            1 if match["first"] or match["first2"] else count(match["count"] or match["count2"]),
            int(match["year"] or match["year2"]),
        )
        for match in sessions
    )
    if (year - other_year) == (number - other) * step or (year - other_year) % step:
        return
    later = 0 if number >= other else 1
    right = min(number, other) + abs(year - other_year) // step
    group = "count" if sessions[later]["count"] else "count2"
    place = part(sentence, sessions[later].start(group) - 1, sessions[later].end(group) + 1, offset)
    yield impossible(place, "length", f"第{right}届", f"{max(year, other_year)} − {min(year, other_year)}")
