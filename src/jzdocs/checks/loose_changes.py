"""Changes in other words: two values of one thing, and a difference or a rate beside them.

`changes` knows the usual wordings. Here the two values are known by their times (改革前45天，改革后28天), by an arrow or a
verb between them (自60席扩充至95席) or by a comparison (比春节前的6000人减少), and the statement by its verb. What is stated
must be near to what the values give: see `slips`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.checks import wordings
from jzdocs.checks.claims import Claim, Interval, interval, is_true
from jzdocs.checks.ends import noun_of, share_word
from jzdocs.checks.finding import Finding
from jzdocs.checks.slips import alike, is_plain, is_slip, slips
from jzdocs.checks.terms import CLAUSE_END, PERIOD, Term, period_key, without_periods
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.rounding import PERCENT, POINTS, bare, multiplier, plain, rounded

_EARLY = re.compile(
    r"前年|[去上]年|上一?[届期轮次月季]|去岁|原(?:来|有|先|定|本|为|是|需|核)|此前|之前|以前|(?<![\u4e00-\u9fff]学前)[\u4e00-\u9fff](?<![学目空当提])前(?!\d|三?季度|[一二三四五]|[期进来景往后]|十)|往[年常]|平[日时]|常年|年初|期初|基期|过去|昔"
)
_LATE = re.compile(
    r"今年|本[年期届轮次月季]|现(?:有|在|仅|只|已|为|今|行)?(?!金|代|役|象|场|实)|目前|如今|当前|[\u4e00-\u9fff]后(?!勤|备|期|续|台|进)|年[末底]|期末|至今|报告期"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINED = re.compile(r"(?:→|—>|->|⇒|[，,]?(?P<verb>[\u4e00-\u9fff]{0,6}?)(?:至|到|为|成)(?:了|约)?(?:[\u4e00-\u9fff]{0,8}的|每[\u4e00-\u9fff]|现有的?)?)")
_FROM = re.compile(r"(?:从|由|自)[^，。；]{0,16}$")
_THAN = re.compile(r"(?:比|较|较之|与|同|对比)(?P<whom>[^，。；、（(]{1,16}?)(?:的|数|为)*[（(]?$")
_VERB = re.compile(
    rf"(?:(?P<up>{wordings.UP})|(?P<down>{wordings.DOWN})|(?P<any>变动|变化|相差|差))(?:幅度?|人数|数量|额|量|了|约|出|加|少|长|率|达|为|是|到|共|计|[：:+＋])*$"
)
_OBJECT = re.compile(rf"(?:(?P<up>{wordings.UP})|(?P<down>{wordings.DOWN}))(?:了)?(?P<object>[\u4e00-\u9fff]{{1,8}})$")
_SIGN = re.compile(r"(?:同比|环比|[较比][^，。；]{1,8})(?P<sign>[+＋\-−－])?$")
_FILLER = re.compile(
    rf"{PERIOD}|{RISE}|{FALL}|同比|环比|相比|比较|[比较与和同由从自]|[一二三四五六七八九十两\d]+年(?:来|间|内|累计|共)?|五年|累计|合计|共|实际|直接|已|净|分别|均|其|则|了|即|也就是|将|使|幅度|幅|率|额|量|数|总|人|变动|整体|平均|"
    r"[，,、：:（(）)“”。；的]"
)
_OTHER = re.compile("可比|不变价|扣除|实际增|同口径|剔除|考虑|汇率|名义|年均|平均每年|每年|日均|月均|复合|占|完成|拉动|贡献|其中|高于|低于|快于|预计|力争|左右|目标|全省|全国")
_NO_PAIR = re.compile("其中|平均|分别|新增|净增|累计|增加|减少|增长|占|目标|计划|力争|预计|亏损")
_REAL = re.compile("生产总值|增加值|GDP|总产值|业务总量|国民收入|周转量|人均可支配|消费支出")
_INVERSE = re.compile("埋深")
_EXPLAINS = re.compile("[，,：:（(]+(?:即|也就是|由|从|自)|[：:（(]")
_LONGEST = 40
_OPPOSITE = {1: "下降", -1: "上升"}


class _Pair(Struct, frozen=True):
    """Two values of one thing, the earlier `first`; `verb` leads from one to the other (扩充至), "" for none;
    `explains` is whether they stand behind what they explain (减少56份，即从138份减到82份)."""

    first: Term
    last: Term
    verb: str = ""
    explains: bool = False


def loose_changes_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the stated differences and rates of a sentence (the terms from `start` on) that are slips of what two
    values beside them give."""
    for index in range(start, len(terms)):
        stated = terms[index]
        if not is_plain(stated) or len(stated.lead) > _LONGEST or stated.number.kind in ("from", "to", "rank"):
            continue
        if not _may_be_stated(stated) or _FROM.search(stated.clause):
            continue
        for pair in _pairs(terms, index, start):
            sign = _sign(stated, pair)
            if sign is not None and _fits(stated, pair):
                yield from _check(text, stated, pair, sign)
                break


def _may_be_stated(term: Term) -> bool:
    """Whether a term may say by how much something changed."""
    return not _OTHER.search(_own_words(term)) and term.unit != ""


def _own_words(term: Term) -> str:
    """Return the words of a term's clause, and of the clause before it if that names only a base."""
    return term.lead if len(term.lead) <= 16 else term.clause


# --- the two values


def _pairs(terms: Sequence[Term], index: int, start: int) -> Iterator[_Pair]:
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
    words = _FILLER.sub("", without_periods(term.clause))
    return all(char in value.lead for char in words) and term.unit != value.unit or term.is_change and not words


def _is_value(term: Term, stated: Term) -> bool:
    """Whether a term may be one of the values that a statement is about, by its unit."""
    if not is_plain(term) or (term.is_change and not _JOINED.fullmatch(term.lead)) or term.number.kind == "rank":
        return False
    if stated.unit in POINTS:
        return term.unit in (*PERCENT, "‰")
    if stated.unit in (*PERCENT, "倍"):
        return term.unit not in (*PERCENT, *POINTS, "倍", "", "‰")
    return term.unit == stated.unit


def _pair(one: Term, two: Term) -> Iterator[_Pair]:
    if one.unit != two.unit or two.sentence - one.sentence > 1:
        return
    joined = _JOINED.fullmatch(two.lead)
    if joined and two.sentence == one.sentence and (_FROM.search(one.clause) or two.lead[0] in "→—-⇒"):
        yield _Pair(one, two, joined["verb"] or "")
        return
    if _NO_PAIR.search(one.clause) or _NO_PAIR.search(two.clause) or not _one_thing(one, two):
        return
    order = _order(one.lead, two.lead)
    if order:
        yield _Pair(one, two) if order < 0 else _Pair(two, one)


def _order(one: str, two: str) -> int:
    """Return -1 where the words before two values say that the first is the earlier, 1 where it is the later, else
    0."""
    than = _THAN.search(two)
    years = [int(found[-1]) if (found := _YEAR.findall(words)) else 0 for words in (one, two)]
    if all(years):
        return (years[0] > years[1]) - (years[0] < years[1])
    early = [bool(_EARLY.search(words)) for words in (one, two)]
    late = [bool(_LATE.search(words)) for words in (one, two)]
    if early[0] and (late[1] or years[1]) and not early[1]:
        return -1
    if early[1] and not early[0]:
        return 1
    if early[0] and not early[1] and not than:
        return -1
    if than and not years[0] and (years[1] or early[1]):
        return 1
    return 0


def _one_thing(one: Term, two: Term) -> bool:
    """Whether two values may be of one thing, by their names."""
    names = [re.sub(r"[\u4e00-\u9fff]{0,4}[前后]$|^[^：:]*年", "", _name(term)) for term in (one, two)]
    return alike(*names)


def _name(term: Term) -> str:
    words = re.sub("(?:这一|该|这个)(?:数字|数据|数|指标|比例|比率)", "", without_periods(noun_of(term)))
    return _FILLER.sub("", _EARLY.sub("", _LATE.sub("", words)))


# --- the statement


def _sign(stated: Term, pair: _Pair) -> int | None:
    """Return which way a statement goes, 0 where its words do not say, None where it is none about the pair."""
    words = stated.clause or stated.lead
    match = _VERB.search(words)
    if match:
        rest = words[: match.start()]
        own = _FILLER.sub("", without_periods(_EARLY.sub("", rest)))
        if own not in wordings.NEUTRAL_NOUNS and not _covers(pair, own):
            return None
        if match.start() and match[0][0] in "高低多少" and not re.search("[比较，]|^$", rest):
            return None
        return 0 if match["any"] else 1 if match["up"] else -1
    if pair.verb and len(pair.verb) > 1 and re.search(rf"{re.escape(pair.verb[-2:])}(?:了|约)*$", words):
        return 0
    signed = _SIGN.search(words)
    if signed and (signed["sign"] or stated.number.quantity.text[:1] in ("+", "-", "＋", "−", "－")):
        return -1 if (signed["sign"] or stated.number.quantity.text[0]) in "-−－" else 1
    match = _OBJECT.search(words)
    if match and _covers(pair, match["object"]) and _covers(pair, _FILLER.sub("", without_periods(words[: match.start()]))):
        return 1 if match["up"] else -1
    return None


def _covers(pair: _Pair, words: str) -> bool:
    """Whether all of a name stands in the words that lead to a pair of values, so that it is of nothing else."""
    if pair.explains:
        return True
    around = pair.first.lead + pair.last.lead
    return all(char in around for char in words)


def _fits(stated: Term, pair: _Pair) -> bool:
    """Whether the base that a statement names may be that of the pair."""
    words = stated.lead
    years = [int(found[-1]) if (found := _YEAR.findall(t.lead)) else 0 for t in (pair.first, pair.last)]
    base = period_key(words)
    if re.search("同比|[比较]上年|[比较]去年|上年同期|去年同期", words):
        if all(years):
            return years[1] - years[0] == 1
        return bool(re.search("上年|去年|同期|上期|上届", pair.first.lead))
    if "环比" in words or re.search("[比较]上[月季]", words):
        return bool(re.search("上|月|季", pair.first.lead))
    if base.isdigit():
        return int(base) in years
    if base == "start":
        return bool(re.search("初|上年末|去年末", pair.first.lead))
    than = re.search(r"[比较](?P<whom>[\u4e00-\u9fff]{2,8}?)(?:净|大幅)?(?:" + f"{RISE}|{FALL}|[多少高低])", words)
    if than and not re.search("调整前|改革前|之前|原来|此前", than["whom"]):
        return share_word(than["whom"], pair.first.lead) or than["whom"] in pair.first.lead
    span = re.search("([一二三四五六七八九十])年(?:来|间|净|共|累计|内|增|减|提)", words)
    if span and all(years):
        return years[1] - years[0] == "一二三四五六七八九十".index(span[1]) + 1
    return True


def _check(text: str, stated: Term, pair: _Pair, sign: int) -> Iterator[Finding]:
    before, after = interval(pair.first.number), interval(pair.last.number)
    start, end = pair.first.number.quantity, pair.last.number.quantity
    difference = end.amount - start.amount
    if not difference or before.low <= 0:
        return
    unit, quantity = stated.unit, stated.number.quantity
    own = 1 if difference > 0 else -1
    how = f"{bare(end)} − {bare(start)}"
    if unit in POINTS or unit == start.base_unit:
        implied, value = after - before, difference
        how = f"{how} = {plain(value / multiplier(quantity))}"
    elif _is_real(text, stated, pair):
        return
    else:
        factor = 1 if unit == "倍" else 100
        implied = (after / before - Interval(Decimal(1), Decimal(1))).scaled(factor)
        value = difference / start.amount * factor
        how = f"({how}) ÷ {bare(start)} = {plain(rounded(value, 2))}{unit}"
    claim = Claim(stated.number, value, implied, how, "change", sign=own)
    yield from slips(claim)
    inverse = _INVERSE.search(pair.first.lead) or wordings.BETTER.search(stated.lead) or pair.first.number.is_duration
    if sign and sign != own and is_true(claim) and pair.verb and not inverse:
        yield Finding(stated.number, "direction", _OPPOSITE[sign], how)


def _is_real(text: str, stated: Term, pair: _Pair) -> bool:
    """Whether a rate is that of a volume, or of other prices, so that it does not follow from the amounts."""
    behind = CLAUSE_END.split(text[stated.number.quantity.end : stated.number.quantity.end + 24])[0]
    words = pair.first.lead + pair.last.lead
    return bool(_OTHER.search(behind) or ("元" in stated.unit and _REAL.search(words)) or ("元" in pair.first.unit and _REAL.search(words)))
