"""Two values of one thing at two times: by their years and times (改革前45天，改革后28天), by an arrow or a verb
between them (自60席扩充至95席), or by a comparison (比春节前的6000人)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks.ends import noun_of
from jzdocs.checks.slips import alike, is_plain
from jzdocs.checks.terms import PERIOD, Term, is_before, is_part_of_year, period_key, without_periods
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.rounding import PERCENT, POINTS
from jzdocs.patterns import compiled

EARLY = compiled(
    r"前年|[去上]年|上一?(?:报告期|学年|学期|[届期轮次月季周旬])|去岁|原(?:来|有|先|定|本|为|是|需|核)|此前|之前|以前"
    r"|(?<![\u4e00-\u9fff]学前)[\u4e00-\u9fff](?<![学目空当提])前(?!\d|三?季度|[一二三四五]|[期进来景往后]|十)|首[轮批次届期]|“?十[一二三四五六]五”?末|法定|初期|之初|原$|(?:^|[，,])原(?![则料因始件油煤材本])|往[年常]|平[日时]"
    r"|常年|年初|期初|基期|过去|昔"
)
_LATE = compiled(
    r"今年|本(?:学年|学期|[年期届轮次月季周旬])|现(?:有|在|仅|只|已|为|今|行)?(?!金|代|役|象|场|实)|目前|如今|当前|[\u4e00-\u9fff]后(?!勤|备|期|续|台|进)|年[末底]|期末|至今|本?报告(?:期[末内]?)?"
)
YEAR = compiled(r"(?:19|20)\d\d")
_JOINED = compiled(
    r"(?:→|—>|->|⇒|[，,]?(?P<verb>[\u4e00-\u9fff]{0,6}?)(?:起步)?[，,]?(?:至|到|为|成)(?:了|约)?(?:[\u4e00-\u9fff]{0,8}的"
    r"|每[\u4e00-\u9fff]|[日月年人户]均|现有的?)?)"
)
FROM = compiled(r"(?:从|由|自)[^，。；]{0,16}$")
_THAN = compiled(r"(?:比|较|较之|与|同|对比)(?P<whom>[^，。；、（(]{1,16}?)(?:的|数|为)*[（(]?$")
FILLER = compiled(
    rf"{PERIOD}|{RISE}|{FALL}|相较于|相比于|年均|平均每年|保留|剩余|剩|只|仅|尚|决算|执行|完成|超过|多于|低于|恢复性|稳步|大幅|小幅|明显|显著|进一步|快速|持续|较之|同比|环比|相比|比较|[比较与和同由从自]|[一二三四五六七八九十两\d]+年(?:来|间|内|累计|共|后|前)?|五年|累计|合计|共|实际|直接"
    rf"|已|净|分别|均|其|则|了|即|也就是|将|使|幅度|幅|率|额|量|数|总|人|变动|整体|平均|"
    r"[，,、：:（(）)“”。；的]"
)
_NO_PAIR = compiled(
    "其中|全省平均|全国平均|全市平均|平均水平|分别|新增|净增|累计|增加|减少|增长|占|目标|计划|力争|预计|亏损"
)
_EXPLAINS = compiled("[，,]?(?:达到?|为|至|到|增至|降至|升至)$|[，,：:（(]+(?:即|也就是|由|从|自)|[：:（(]")
_MILESTONE = compiled("(?:突破|跨越|迈上|站上|跨上|跨过|首次超)$")
_PART = compiled("[上下]半年|季度(?!末)|月(?![末底份])")
_AFTER = compiled(r"[一二三四五六七八九十两\d]+年[前后]|[\u4e00-\u9fff]{1,4}[前后](?:保留|剩余|剩)?$")
_CAME = compiled("新增|新购|新入|购[入置进]|引进|转入|迁入|调入|招[录聘收]|新[建设开]|入[库职编]|增加|补充|吸纳")
_WENT = compiled(
    "剔|报废|注销|核减|淘汰|退[出休役]|清退|流失|死亡|转出|迁出|调出|离职|关[闭停]|撤|减少|销[号户]|下[架线]|出库|处置|毁|损"
)
_BASIS_POINTS = frozenset(("个基点", "基点", "BP", "bp"))


class Pair(Struct, frozen=True):
    """Two values of one thing, the earlier `first`; `verb` leads from one to the other (扩充至), "" for none;
    `explains` is whether they stand behind what they explain (减少56份，即从138份减到82份)."""

    first: Term
    last: Term
    verb: str = ""
    explains: bool = False


def is_gross(terms: Sequence[Term], index: int) -> bool:
    """Whether a change is what came in, because the next number is what went out: 新增3.2万册，剔旧0.2万册."""
    if index + 1 >= len(terms):
        return False
    stated, following = terms[index], terms[index + 1]
    is_near = stated.unit == following.unit and stated.sentence == following.sentence
    came, went = (_CAME, _WENT) if _CAME.search(stated.clause) else (_WENT, _CAME)
    return is_near and bool(came.search(stated.clause)) and bool(went.search(following.clause))


def in_basis_points(term: Term) -> bool:
    """Whether a number is in hundredths of a percentage point: 40个基点, 40个BP."""
    return term.unit in _BASIS_POINTS or (term.unit == "个" and term.tail[:2] in ("BP", "bp"))


def without_ratio_ends(terms: Sequence[Term]) -> list[Term]:
    """Return the terms without the second one of each ratio to 1 (1.42∶1), so that the first stands for the ratio."""
    return [t for t in terms if not (t.lead in ("∶", "：", ":") and t.number.quantity.text == "1")]


def pairs_about(terms: Sequence[Term], index: int, start: int) -> Iterator[Pair]:
    """Yield the two values that a statement may be about: right before it, right behind it, or around it."""
    stated = terms[index]
    before = [t for t in terms[max(0, index - 4) : index] if _is_value(t, stated) and stated.sentence - t.sentence <= 1]
    if before and not all(_is_statement(t, before[-1]) for t in terms[terms.index(before[-1]) + 1 : index]):
        before = []
    behind = [t for t in terms[index + 1 : index + 3] if t.sentence == stated.sentence and _is_value(t, stated)]
    if len(before) > 1:
        yield from _pair(before[-2], before[-1])
    if len(behind) > 1 and (index == start or not _is_value(terms[index - 1], stated)):
        explains = bool(_EXPLAINS.match(behind[0].lead))
        yield from (replace(pair, explains=explains) for pair in _pair(behind[0], behind[1]))
    if before and behind and before[-1].sentence == stated.sentence:
        yield from _pair(before[-1], behind[0])


def _is_statement(term: Term, value: Term) -> bool:
    """Whether a term between a value and a statement is another statement about it, or its share."""
    words = FILLER.sub("", without_periods(term.clause))
    return (all(char in value.lead for char in words) and term.unit != value.unit) or (term.is_change and not words)


def _is_value(term: Term, stated: Term) -> bool:
    """Whether a term may be one of the values that a statement is about, by its unit."""
    if _MILESTONE.search(term.clause):
        return False
    if not is_plain(term) or (term.is_change and not _JOINED.fullmatch(term.lead)) or term.number.kind == "rank":
        return False
    if in_basis_points(stated):
        return term.unit in PERCENT
    if stated.unit in POINTS:
        return term.unit in (*PERCENT, "‰")
    if stated.unit in (*PERCENT, "倍"):
        return term.unit not in (*PERCENT, *POINTS, "倍", "", "‰")
    return term.unit == stated.unit


def _pair(first: Term, second: Term) -> Iterator[Pair]:
    if first.unit != second.unit or second.sentence - first.sentence > 1:
        return
    joined = _JOINED.fullmatch(second.lead)
    if joined and second.sentence == first.sentence and (FROM.search(first.clause) or second.lead[0] in "→—-⇒"):
        yield Pair(first, second, joined["verb"] or "")
        return
    if _NO_PAIR.search(first.clause) or _NO_PAIR.search(second.clause) or not _one_thing(first, second):
        return
    if _PART.search(second.lead) and not re.search("月|季|半年|周|日|同期", first.lead):
        return
    if _PART.search(first.lead) and re.search("全年", second.lead):
        return
    order = order_of(first.lead, second.lead)
    if order:
        yield Pair(first, second) if order < 0 else Pair(second, first)


def order_of(first: str, second: str) -> int:
    """Return -1 where the words before two values say that the first is the earlier, 1 where it is the later, else
    0."""
    than = _THAN.search(second)
    years = [int(found[-1]) if (found := YEAR.findall(words)) else 0 for words in (first, second)]
    if all(years):
        return (years[0] > years[1]) - (years[0] < years[1])
    keys = period_key(first), period_key(second)
    if all(map(is_part_of_year, keys)) and (is_before(*keys) or is_before(keys[1], keys[0])):
        return -1 if is_before(*keys) else 1
    if years[0] and not years[1] and _LATE.search(second):
        return -1
    early = [bool(EARLY.search(words)) for words in (first, second)]
    late = [bool(_LATE.search(words)) for words in (first, second)]
    if early[0] and (late[1] or years[1]) and not early[1]:
        return -1
    if early[1] and not early[0]:
        return 1
    if early[0] and not early[1] and not than:
        return -1
    if than and not years[0] and (years[1] or early[1]):
        return 1
    return 0


def _one_thing(first: Term, second: Term) -> bool:
    """Whether two values may be of one thing, by their names."""
    names = [re.sub(r"[\u4e00-\u9fff]{0,4}[前后]$|^[^：:]*年", "", _name(term)) for term in (first, second)]
    return alike(*names)


def _name(term: Term) -> str:
    words = re.sub("(?:这一|该|这个)(?:数字|数据|数|指标|比例|比率)", "", without_periods(noun_of(term)))
    words = _AFTER.sub("", words)
    return FILLER.sub("", _LATE.sub("", EARLY.sub("", words)))
