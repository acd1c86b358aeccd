"""The two ends of a change that a text states: 由A提升至B, 比上年的A, 上年同期为A, 2023年A，2024年B, 计划A，实际B."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from jzdocs.checks.terms import NOW, PERIOD, QUARTER, Term, agree, is_before, period_key, without_periods
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.rounding import PERCENT, POINTS

_UP = rf"{RISE}|增幅|涨幅|升幅|增速|增长率|增加额|增量|增多|增|涨|升|高出|高|多[\u4e00-\u9fff]{{0,2}}?|增员|增值|新增|净增|上浮|上扬|多收|多支|超收|超支|超额(?:完成)?|溢价"
_DOWN = (
    rf"{FALL}|降幅|跌幅|减幅|缩减幅度|减少额|下降额|降|减|少[\u4e00-\u9fff]{{0,2}}?|低|减支|减收|下跌|走低|减亏|提速|提前|压减|精简|减员|短收|少收|少支|审减|核减|节支|节资|压降"
    "|缩水"
)
_JOINT = (
    r"(?:[，,、（()）：:“”]|即|也就是|同时|又|再|还|共|均|则|总共|合计|净|已|实现|相比|相较|直接|累计|整体|总体|进一步|大幅|同步|各"
    r"|[一三四五六七八九十两\d]{1,2}年(?:间|来|累计|共|内)?)*"
)
_BASED = (
    rf"(?:(?:比|较|与|和|同|相比|对比)(?:于)?(?P<base>{PERIOD}|{QUARTER})(?:相比|比较|比|，)?|(?P<same>同比|环比)|(?<![同环对])[比较](?P<other>(?![重例率值])[\u4e00-\u9fff]{{2,6}}?))?"
)
_NEUTRAL = r"(?:总量|总额|人数|数量|绝对额|绝对量|规模|金额|总数|总的|(?:每(?![年月天日季])|单位)[\u4e00-\u9fff]{1,5}?|时间|工期|资金|政府采购资金|投资|完成|缺口|比例)?"
_HOW_MUCH = r"(?:幅度|资金|投资|费用|金额|率|额|比例|比率|时间|工期)?(?:了|约|近|超过?|高?达到?|为|是|到?了|：|共|合计|计|将近|逾)*"
CHANGE = re.compile(rf"{_JOINT}{_BASED}{_JOINT}{_NEUTRAL}{_JOINT}(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_HOW_MUCH}")
_VERB_AT_END = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_HOW_MUCH}$")
_LOOSE = re.compile(
    rf"{_JOINT}(?P<own>[\u4e00-\u9fff]{{2,10}}?){_JOINT}{_BASED}{_JOINT}(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_HOW_MUCH}"
)
_NEUTRAL_NOUNS = ("时限", "周期", "规模", "总体", "整体", "净值", "幅度", "绝对数", "存量", "数值", "指标", "标准", "水平")
_OF_BASE = r"(?:的|全年|同期|实际|完成|数|值|水平|基数|平均|累计|总量|仅|只有|仅有|只|有|约|是|为|达|：|:|高达|则|我市|我县|我区|本市|公司)*"
_BASE = re.compile(
    rf"[，,、；;（(]*(?:而|但|其)?(?:(?P<than>同比|环比|比|较|与|和|同|对比)(?:于)?(?:{QUARTER})?)?(?P<period>{PERIOD}|(?<=[比较与和同于])(?:{QUARTER}))"
    rf"{_OF_BASE}(?P<noun>[\u4e00-\u9fff]{{0,8}}?){_OF_BASE}[（(]?"
)
_MEAN = re.compile("平均|均值|全国|全省|全市|标准值|常年值")
_THAN = re.compile(
    rf"[，,、（(]*(?:则)?(?:比|较|与|相比|对比)(?:于)?(?!{RISE}|{FALL})[^，。；、（(\d]{{1,14}}?(?:的|数|为)*[（(]?"
)
_PLAN = re.compile(
    "计划|预算|概算|估算|送审|原定|原有|原来|合同|法定|承诺|规定|标准工期|控制价|最高限价|拦标价|目标|任务|指标|下达|工期|时限"
)
_ACTUAL = re.compile(
    "实际|实有|执行|实收|实绩|中标|成交|审定|结算|决算|合同|采购金额|用时|完成|承诺|现|竣工|仅用|只用|最终|录取|到位|支出"
)
_LEADING = re.compile(
    "^(?:而|但|其中|全年|年末|年底|截至|末|底|的|共|累计|全市|全省|全县|全区|我市|我县|我省|公司|期|度|同|初|上半年|预计|仅|只)+"
)
_TRAILING = re.compile(
    rf"(?:(?:{RISE}|{FALL}|升|降|增|减|跌|涨|拓展|发展|变)(?:至|到|为)|达到|达|为|是|约|近|完成|实现|共计|共|有|仅|只有|的|到|至|已|高达|：|:|总计|累计|了|突破|超过)+$"
)
_LISTED_YEARS = re.compile(
    r"((?:19|20)\d\d)年?(?:、|和|与|及)((?:19|20)\d\d)年(?P<noun>[^，。；\d]*)分别(?:为|是|达到?|完成|实现)?$"
)
_REACHED = re.compile("[，,、](?:达到|达|增至|升至|降至|减至|为|总数达到?)(?:了)?")
FROM_BASE = re.compile(rf"(?:比|较|与|由|从|在)(?:{PERIOD})的?$")
_FROM = re.compile(r"(?:从|由|自)(?!于|然|来|我|身|主|动|觉)[^，。；\d]{0,14}$")
_TO = re.compile(
    rf"[，,]?[\u4e00-\u9fff]{{1,6}}(?:至|到|为|成)(?:了|约|近|每[\u4e00-\u9fff]|{PERIOD}|{NOW}|的|现行|现有|底|末)*"
)
_EACH_FROM = re.compile(r"分别[^，。；]{0,10}(?:从|由|自)[^，。；\d]{0,14}$")
_EACH_TO = re.compile(r"[，,]?(?:分别)?[\u4e00-\u9fff]{0,4}(?:至|到|为)[^，。；\d]{0,12}")
_IN_LIST = re.compile(r"(?:、|和|与|及|以及|，)(?:每[人户月年亩天]){0,2}")
_ASIDE = re.compile(
    r"[，,、（(）)]*(?:为|占|完成|达到?)[^，。；\d]{0,20}(?:的|比重|比例|占比)(?:为|达到?)*"
    r"|[，,、（(]*(?:占比|完成率|执行率)(?:为|达到?)*"
)
_MOST_STATEMENTS = 4  # statements of one change


class Change(Struct, frozen=True):
    """A statement of a change: its place among the terms, which way it goes (1 or -1), and the base that it names
    (a key of `terms.period_key`; "" for none)."""

    index: int
    sign: int
    base: str


class Ends(Struct, frozen=True):
    """Both ends of a change, and the words that lead to them. `years` is how many lie between, where both years are
    named."""

    first: Term
    last: Term
    years: int | None = None

    @property
    def words(self) -> str:
        """Return all words that lead to both."""
        return self.first.lead + self.last.lead


def change_at(terms: Sequence[Term], index: int) -> Change | None:
    """Return the statement of a change that a term is, or None where its words lead to something else."""
    number = terms[index].number
    match = CHANGE.fullmatch(terms[index].lead)
    if match is None or number.bound or number.kind in ("to", "rank"):
        return None
    named = match["base"] or match["other"] or ""
    base = {"同比": "last", "环比": "month"}.get(match["same"] or "", period_key(named) or named)
    # a time grows shorter where the work speeds up
    faster = match["up"] == "加快" and number.is_duration
    return Change(index, 1 if match["up"] and not faster else -1, base)


def loose_change_at(terms: Sequence[Term], index: int) -> tuple[Change, Ends] | None:
    """Return the statement of a change that names again what changes (园区数增加2个), with its ends; None where it
    names anything else."""
    term = terms[index]
    match = _LOOSE.fullmatch(term.lead)
    place = level_before(terms, index)
    if match is None or place is None or term.number.bound or term.number.kind in ("to", "rank"):
        return None
    named = match["base"] or match["other"] or ""
    base = {"同比": "last", "环比": "month"}.get(match["same"] or "", period_key(named) or named)
    change = Change(index, 1 if match["up"] else -1, base)
    ends = ends_of(terms, change)
    own = re.sub("[数量额]$|总", "", match["own"])
    return (change, ends) if ends and (own in ends.words or own in _NEUTRAL_NOUNS) else None


def is_before_cut(terms: Sequence[Term], place: int, index: int) -> bool:
    """Whether a level is what a cut was taken from, and not what was left: 送审26亿元，核减2.6亿元."""
    cuts = "审减|核减|节约|节省|节支|节资|下浮"
    return bool(_PLAN.search(terms[place].lead) and re.search(cuts, terms[index].lead))


def level_before(terms: Sequence[Term], index: int) -> int | None:
    """Return the index of the last term before that is no statement of the same change, if that is near."""
    of_share = terms[index].unit in POINTS
    for before in range(index - 1, max(-1, index - 2 - _MOST_STATEMENTS), -1):
        if change_at(terms, before) is None and (of_share or not _is_aside(terms[before])):
            return before
    return None


def _is_aside(term: Term) -> bool:
    """Whether a share or rate only describes the level before it: 为预算的99.4%, 占税收的12%."""
    return term.unit in PERCENT and term.number.kind == "level" and _ASIDE.fullmatch(term.lead) is not None


def ends_of(terms: Sequence[Term], change: Change) -> Ends | None:
    """Return the ends of a stated change, where the text names both and the base of the statement is the first."""
    place = level_before(terms, change.index)
    if place is None:
        return None
    ends = (
        _from_to(terms, place)
        or _compared(terms, place)
        or _than(terms, place, change)
        or _two_periods(terms, place, change)
        or _planned(terms, place, change)
        or _against_mean(terms, place, change)
    )
    ends = ends or _reached_behind(terms, change)
    if ends is None or ends.first.unit != ends.last.unit:
        return _based_behind(terms, place, change)
    if ends.first.number.bound or ends.last.number.bound:
        return None
    if len(change.base) > 1 and not period_key(change.base) and change.base in ends.first.lead:
        return ends  # 比概算节约10%, where the first number is the 概算
    return ends if agree(change.base, *_periods(ends)) else None


def from_to(terms: Sequence[Term], index: int) -> Ends | None:
    """Return the ends of the change 由A增加到B whose B is the last level before a term."""
    place = level_before(terms, index)
    return _from_to(terms, place) if place is not None else None


def ends_behind(terms: Sequence[Term], index: int) -> tuple[Ends, int] | None:
    """Return the ends of 减少36人，由1236人减为1200人, which stand behind the statement, and which way it goes."""
    verb = _VERB_AT_END.search(terms[index].clause) if index + 2 < len(terms) else None
    if verb is None:
        return None
    sign = 1 if verb["up"] else -1
    planned = _planned(terms, index + 2, Change(index, sign, ""))
    if planned and planned.first.unit == terms[index].unit and planned.first.sentence == terms[index].sentence:
        return planned, sign
    ends = explained_behind(terms, index) if terms[index].is_change else None
    return (ends, sign) if ends else None


def explained_behind(terms: Sequence[Term], index: int) -> Ends | None:
    """Return the ends 由A增加到B that stand right behind a term and explain it."""
    ends = _from_to(terms, index + 2) if index + 2 < len(terms) else None
    explains = ends and re.fullmatch(rf"[，,（(：:]*(?:即|也就是)?(?:从|由)(?:原来|原有|原先|{PERIOD})?的?", ends.first.lead)
    return ends if ends and explains and ends.first.unit == ends.last.unit else None


def last_ends(terms: Sequence[Term], index: int) -> Ends | None:
    """Return the ends of the change before a term that says 翻番 or 年均增长: 由A增加到B, or the levels of two years."""
    place = level_before(terms, index)
    if place is None:
        return None
    ends = _from_to(terms, place) or _two_periods(terms, place, None)
    return ends if ends and ends.first.unit == ends.last.unit else None


def _from_to(terms: Sequence[Term], place: int) -> Ends | None:
    if not place:
        return None
    first, last = terms[place - 1], terms[place]
    joined = first.number.kind == "from" and last.number.kind == "to" and first.number.group == last.number.group
    worded = _FROM.search(first.clause) and _TO.fullmatch(last.lead) and first.unit == last.unit
    if not (joined or worded) or _is_range(terms, place):
        return None
    return Ends(first, last, _years_between(first, last))


def _is_range(terms: Sequence[Term], place: int) -> bool:
    """Whether the two numbers up to `place` are the bounds of what a change may be: 增加5至6亿元."""
    first, last = terms[place - 1], terms[place]
    return bool(last.number.bound) or (
        re.fullmatch("[至到—–~～-]+", last.lead) is not None and re.search("从|由|自", first.lead) is None
    )


def _compared(terms: Sequence[Term], place: int) -> Ends | None:
    """Return the ends of 今年B，上年同期为A and of B，比上年的A."""
    first = terms[place]
    match = _BASE.fullmatch(first.lead)
    before = level_before(terms, place) if match else None
    if match is None or before is None or first.number.kind in ("increase", "decrease", "from", "to"):
        return None
    last = terms[before]
    same_sentence = last.sentence == first.sentence
    if last.number.kind == "from" or first.sentence - last.sentence > 1 or (match["than"] and not same_sentence):
        return None
    key, now = period_key(first.lead), period_key(last.lead)
    if key == now or (key.isdigit() and not (match["than"] and not now.isdigit()) and not is_before(key, now)):
        return None
    if match["noun"] and not _same(match["noun"], noun_of(last)) and not share_word(match["noun"], last.lead):
        return None
    return Ends(first, last, _years_between(first, last))


def _than(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of B，比预算数A减少: what is compared is the number before."""
    first = terms[place]
    match = _THAN.fullmatch(first.lead)
    before = level_before(terms, place) if match else None
    if before is None or change.base or first.is_change or terms[before].sentence != first.sentence:
        return None
    last = terms[before]
    return Ends(first, last) if not last.is_change or "新增" in last.lead else None


def _based_behind(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of B，增加a（去年为A）."""
    if change.index + 1 >= len(terms):
        return None
    first, last = terms[change.index + 1], terms[place]
    match = _BASE.fullmatch(first.lead)
    if match is None:
        return _named_behind(terms, place, change)
    if match["noun"] or match["than"] or first.unit != last.unit or first.is_change:
        return None
    if first.sentence != last.sentence or last.number.kind == "from" or change.index - place != 1:
        return None
    key, now = period_key(first.lead), period_key(last.lead)
    return Ends(first, last) if key != now and change.base and agree(change.base, key, now) else None


def _named_behind(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of B，比全省高a，全省为A."""
    first, last = terms[change.index + 1], terms[place]
    named = len(change.base) > 1 and not period_key(change.base)
    fits = named and first.unit == last.unit and first.sentence == last.sentence and change.index - place == 1
    behind = rf"[，,（(；]*{re.escape(change.base)}[^，。；\d]{{0,6}}?(?:为|是|数为?)*"
    return Ends(first, last) if fits and re.fullmatch(behind, first.lead) else None


def _two_periods(terms: Sequence[Term], place: int, change: Change | None) -> Ends | None:
    """Return the levels of something in two periods, where they follow one another in the text."""
    before = level_before(terms, place)
    if before is None:
        return None
    earlier, later = terms[before], terms[place]
    if earlier.unit != later.unit or later.sentence - earlier.sentence > 1 or "from" in (earlier.number.kind, later.number.kind):
        return None
    listed = _LISTED_YEARS.search(earlier.lead)
    if listed and re.fullmatch("、|和|与|及", later.lead):
        years = int(listed[2]) - int(listed[1])
        return Ends(earlier, later, years) if years == 1 or change is None else None
    keys = period_key(earlier.lead), period_key(later.lead)
    connected = not keys[1] and not noun_of(later)  # nothing but 至, 和 or a comma
    if connected or not _same(noun_of(earlier), noun_of(later)):
        return None
    if is_before(*keys):
        first, last = earlier, later
    elif is_before(keys[1], keys[0]):
        first, last = later, earlier
    else:
        return None
    years = _years_between(first, last)
    follows = years is None or years == 1 or (change is not None and change.base == period_key(first.lead))
    return Ends(first, last, years) if change is None or follows else None


def _planned(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return what was planned and what was done, where a change names no other base."""
    if not place or (change.base and (period_key(change.base) or change.base not in terms[place - 1].lead)):
        return None
    first, last = terms[place - 1], terms[place]
    near = first.sentence == last.sentence and first.unit == last.unit
    if not near or first.is_change or not (_PLAN.search(first.lead) and _ACTUAL.search(last.lead + last.tail[:4])):
        return None
    return Ends(first, last) if not _PLAN.search(last.lead) or "实际" in last.lead or "承诺" in last.lead else None


def _reached_behind(terms: Sequence[Term], change: Change) -> Ends | None:
    """Return the ends of 与上年的38亿元相比增加4.2亿元，达到42.2亿元."""
    index = change.index
    if index + 1 >= len(terms) or not index:
        return None
    first, last = terms[index - 1], terms[index + 1]
    fits = FROM_BASE.search(first.clause) and _REACHED.fullmatch(last.lead) and first.sentence == last.sentence
    return Ends(first, last) if fits and not change.base else None


def _against_mean(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of 全省平均86.5分，我区88.2分，高出1.7分."""
    first, last = terms[place - 1], terms[place]
    above = place and re.search("[高低多少]出?(?:了|约)?$", terms[change.index].lead) and not change.base
    fits = above and first.sentence == last.sentence and _MEAN.search(first.lead) and not _MEAN.search(last.lead)
    return Ends(first, last) if fits else None


def _periods(ends: Ends) -> tuple[str, str]:
    return period_key(ends.first.lead), period_key(ends.last.lead)


def distributed(terms: Sequence[Term], start: int) -> Iterator[tuple[Sequence[int], Sequence[int], Sequence[int]]]:
    """Yield the places of the numbers of 分别从A、B提高到C、D，分别提高E、F: the first ends, the last ends, and what is
    stated of each (empty where nothing is), in order."""
    index = start
    while index < len(terms):
        firsts = _list_at(terms, index) if _EACH_FROM.search(terms[index].lead) else []
        after = index + len(firsts)
        lasts = (
            _list_at(terms, after) if firsts and after < len(terms) and _EACH_TO.fullmatch(terms[after].lead) else []
        )
        if len(firsts) < 2 or len(lasts) < len(firsts):
            index += 1
            continue
        index = after + len(firsts)
        stated = _list_at(terms, index) if index < len(terms) and "分别" in terms[index].lead else []
        yield firsts, lasts[: len(firsts)], stated[: len(firsts)] if len(stated) >= len(firsts) else []


def _list_at(terms: Sequence[Term], start: int) -> list[int]:
    """Return the places of a list of numbers (A、B和C) that begins at `start`."""
    places = [start]
    while places[-1] + 1 < len(terms) and _IN_LIST.fullmatch(terms[places[-1] + 1].lead):
        places.append(places[-1] + 1)
    return places


def _years_between(first: Term, last: Term) -> int | None:
    start, end = period_key(first.lead), period_key(last.lead)
    return int(end) - int(start) if start.isdigit() and end.isdigit() else None


def noun_of(term: Term) -> str:
    """Return the words of a term's clause that may name what it measures."""
    words = _LEADING.sub("", without_periods(term.clause))
    return _TRAILING.sub("", words)


def share_word(first: str, second: str) -> bool:
    """Whether two texts have two characters in common that stand together."""
    return any(first[i : i + 2] in second for i in range(len(first) - 1))


def _same(first: str, second: str) -> bool:
    """Whether two nouns may name one thing: they are equal, one is empty or one ends as the other."""
    return not first or not second or first.endswith(second) or second.endswith(first)
