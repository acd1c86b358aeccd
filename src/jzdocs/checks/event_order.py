"""Events in an order that cannot be, and what comes round every so many years.

2023年9月开工, 2023年6月竣工; 每两年一届; 三年行动（2023—2025年）; 5月31日前付款, 6月12日付清, 逾期12天.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.checks.calendar import SENTENCE, Point, count, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.checks.time_points import Place, days_between, points_of
from jzdocs.facts.numerals import number_in
from jzdocs.patterns import compiled

# what begins and what ends, or comes after
_ORDERS = tuple(
    (compiled(first), compiled(last))
    for first, last in (
        ("开工|动工|破土|奠基|开建|始建", "竣工|完工|建成|通车|投产|投用|投入使用|交付"),
        ("立案", "审结|结案|宣判"),
        ("受理", "办结|结案|审结"),
        ("入院|住院", "出院"),
        ("开幕|开赛", "闭幕|收官"),
        ("出生|生于", "参加工作|入党|入伍|毕业|入学|去世|逝世|退休|结婚"),
        ("参加工作", "退休"),
        ("入学", "毕业"),
        ("注册成立|成立|登记设立", "注销|解散|撤销"),
        ("签订|签署|订立", "到期|届满|终止"),
        ("申报|提交申请|递交申请|提出申请", "获批|批准|批复|获得批准"),
        ("招标公告", "开标|中标"),
        ("租赁开始|起租", "到期|退租"),
        ("借款|放款", "还清|清偿"),
        ("生产日期", "有效期至|保质期至|失效"),
        ("出发|启程", "返回|抵达|到达"),
    )
)
_OTHER = compiled("[一二三四五六]期|再次|再度|又|续|扩建|改造|另|重新|新一|上届|首[次届]|第二|预计|拟|计划|原定")
_SAME_SUBJECT = compiled(
    "(?:[并已将实际于至到自从]|计划|直至|最终|其中|合同|正式|约定|应|出生|生|有效期至?|日期为?|[：:])*"
)
_LONGEST = 200
_ENDED = compiled("|".join(last.pattern for _, last in _ORDERS))
_NEAR = 8
_PERIODIC = compiled(r"每(?P<years>[一二两三四五六]|\d)年(?:举[办行]|召开|评选|开展|组织|换届|评审|普查)?一(?:届|次)")
_HELD = compiled(
    r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})[届次][^，。；\d第]{0,8}?(?:于|在|将于|定于)?(?P<year>(?:19|20)\d\d)年"
)
_TURNS = compiled(
    r"(?P<which>上一?届|上一?次|本届|本次|下一?届|下一?次)[^，。；\d]{0,8}?(?:于|在|将于|定于)?(?P<year>(?:19|20)\d\d)年"
)
_PLAN = compiled(
    r"(?P<years>[二两三四五六七八十]|\d{1,2})年(?:行动|计划|规划|攻坚|提升|发展|实施|工作|改革|建设|整治|滚动)[^，。；（(\d]{0,12}[（(](?P<first>(?:19|20)\d\d)年?\s*[—–~～至到-]+\s*(?P<last>(?:19|20)\d\d)年?[）)]"
)
_DELAY = compiled(
    "(?<![请须应可])(?:逾期|超期|迟延|延迟|延期|拖延|推迟|延后|提前)[^，。；、\\d]{0,4}(?P<days>\\d{1,3})[天日](?!\\d|内|前|以)"
)
_LONGEST_DELAY = 400
_RANK = {"上": 0, "本": 1, "下": 2}


def event_order_in(text: str) -> Iterator[Finding]:
    """Yield the dates of a text that are before what they must follow, and those that break a stated rhythm."""
    if "年" not in text and "月" not in text:
        return
    for match in SENTENCE.finditer(text):
        sentence, start = match[0], match.start()
        if len(sentence) > _LONGEST:
            continue
        if sentence.count("年") + sentence.count("月") > 1 and _ENDED.search(sentence):
            yield from _check_order(sentence, start)
        yield from _check_rhythm(sentence, start)
        yield from _check_delay(sentence, start)
    for match in _PLAN.finditer(text):
        years, span = count(match["years"]), int(match["last"]) - int(match["first"])
        if years not in (span, span + 1) and 0 < span < 20:
            how = f"{match['first']}—{match['last']}"
            yield impossible(
                part(text, match.start("years"), match.end("years") + 1), "length", f"{span + 1}年", how, certain=False
            )


def _check_order(sentence: str, offset: int) -> Iterator[Finding]:
    events: list[tuple[Place, str]] = []
    for first, last in _ORDERS:
        if not (len(first.findall(sentence)) == len(last.findall(sentence)) == 1):
            continue
        events = events or [(place, _event(sentence, place)) for place in points_of(sentence)]
        if not 2 <= len(events) <= 4 or _OTHER.search(sentence):
            return
        begins = [place for place, words in events if first.search(words)]
        ends = [place for place, words in events if last.search(words)]
        later = max(
            (place for place, _ in events if place in (*begins, *ends)), key=lambda place: place.start, default=None
        )
        prefix = re.split("[，。；、]", sentence[: later.start])[-1] if later else ""
        if not _SAME_SUBJECT.fullmatch(prefix):
            continue
        if len(begins) != 1 or len(ends) != 1 or begins == ends or not _is_after(begins[0].point, ends[0].point):
            continue
        place = part(sentence, ends[0].start, ends[0].end, offset)
        begun = sentence[begins[0].start : begins[0].end]
        yield impossible(place, "date", f"≥ {begun}", f"{place.text} < {begun}", certain=False)
        return


def _check_delay(sentence: str, offset: int) -> Iterator[Finding]:
    """Check 应于5月31日前付款，实际于6月12日付清，逾期12天: the days between the only two days of a sentence."""
    delay = _DELAY.search(sentence)
    if not delay:
        return
    points = [place for place in points_of(sentence) if place.point.month and place.point.day]
    if len(points) != 2 or points[-1].end > delay.start() or re.search("比|同期|截至|至今", sentence):
        return
    days = days_between(points[0].point, points[1].point)
    stated = int(delay["days"])
    if days and not any(abs(stated - number) <= 1 for number in days) and min(days) < _LONGEST_DELAY:
        place = part(sentence, delay.start("days"), delay.end("days") + 1, offset)
        how = f"{sentence[points[0].start : points[0].end]}；{sentence[points[1].start : points[1].end]}"
        yield impossible(place, "length", f"{min(days)}天", how, certain=False)


def _event(sentence: str, place: Place) -> str:
    """Return the words that say what happened at a point: those right behind it, and a name right before it."""
    behind = re.split("[，。；、（(]", sentence[place.end :])[0][:_NEAR]
    before = re.split("[，。；、）)]", sentence[: place.start])[-1]
    named = re.search("(?:生于|出生于|生产日期[为：:]?|有效期至|保质期至|始建于|成立于|毕业于)$", before)
    return behind + ("|" + named[0] if named else "")


def _is_after(first: Point, last: Point) -> bool:
    """Whether one point is certainly after another: both name their years, or neither does and both a month."""
    if first.year is None or last.year is None:
        return False
    if first.year != last.year:
        return first.year > last.year
    if first.month and last.month and first.month != last.month:
        return first.month > last.month
    return bool(first.day and last.day and first.month == last.month and first.day > last.day)


def _check_rhythm(sentence: str, offset: int) -> Iterator[Finding]:
    periodic = _PERIODIC.search(sentence)
    if not periodic:
        return
    years = count(periodic["years"])
    held = [(number_in(match["number"]), match) for match in _HELD.finditer(sentence)]
    turns = [(_RANK[match["which"][0]], match) for match in _TURNS.finditer(sentence)]
    for events in (held, turns):
        yield from _judge_rhythm(sentence, offset, years, [(int(n), m) for n, m in events if n is not None])


def _judge_rhythm(
    sentence: str, offset: int, years: int, events: Sequence[tuple[int, re.Match[str]]]
) -> Iterator[Finding]:
    if len(events) != 2:
        return
    (first, begin), (second, end) = events
    right = int(begin["year"]) + years * (second - first)
    if first != second and right != int(end["year"]) and abs(right - int(end["year"])) < 2 * years + 2:
        place = part(sentence, end.start("year"), end.end("year"), offset)
        yield impossible(place, "date", f"{right}年", f"{begin['year']} + {years * (second - first)}", certain=False)
