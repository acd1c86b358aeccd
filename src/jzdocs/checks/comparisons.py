"""Comparisons: 高于全省平均水平1.7个百分点, 比全省平均增速6.5%高2.7个百分点, 前移13位, 贡献率25%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.finding import Finding
from jzdocs.checks.terms import Term
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import PERCENT, POINTS, bare, exact, plain, rounded
from jzdocs.patterns import compiled

_ABOVE = "高于|快于|高出|领先(?:于)?|好于|多于|大于|超过|超出|优于"
_BELOW = "低于|慢于|落后(?:于)?|少于|小于"
_NAMED = compiled(
    rf"(?P<word>{_ABOVE}|{_BELOW})(?P<whom>[^，。；、\d]{{2,16}}?)(?:平均水平|平均增速|平均|水平|增速|增幅|涨幅|的|约|近|了)*$"
)
_BRACKET = compiled(rf"(?P<word>{_ABOVE}|{_BELOW})(?P<whom>[^，。；、\d]{{0,16}})[（(]?(?:为|的)?$")
_THAN_NAMED = compiled(
    r"(?:比|较)(?P<whom>(?!上年|去年|年初|同期)[^，。；、\d]{2,12}?)(?:水平)?(?<![提升增减降新])(?:(?P<up>高|快|多)|(?P<down>低|慢|少))出?(?:了|约|近)*$"
)
_LIMIT = compiled(rf"[，,、]?(?P<word>{_ABOVE}|{_BELOW})")
_THAN = compiled(r"[，,、]?(?:比|较)(?P<whom>[^，。；、\d]{0,16})[（(]?$")
_AFTER = compiled(
    r"[）)]?(?:平均水平|的|水平)*(?:(?P<up>高出?|快|多|偏高|偏多|提高|领先|上升)|(?P<down>低|慢|少|偏低|偏少|降低|下降|落后))?(?:了|约|近)*"
)
_BRACKETED = compiled(r"[）)](?:平均水平|水平)?(?:了|约)*")
_ONE_THAN_OTHER = compiled(
    r"(?P<own>[\u4e00-\u9fff]{2,8}|前者)(?:比|较)(?P<whom>[\u4e00-\u9fff]{2,8}?|后者)(?:(?P<up>多|高出?)|(?P<down>少|低))(?:了|约)?$"
)
_WHOLE = compiled(
    "全国|全省|全市|全区|全县|平均|同期|城镇|农村|上年|东部|中部|西部|第一|第二|第三|同类|生产总值|常年|居民|工业|经济"
)
_RANKS = compiled(
    r"[，,、（(]*(?:较上年|比上年|同比|共|均|累计|连续|再)*(?P<verb>上升|前移|提升|前进|跃升|晋升|提高|进位|下降|后移|退后|下滑|下跌|后退)(?:了|约)*"
)
_RANK_DOWN = ["下降", "后移", "退后", "下滑", "下跌", "后退"]
_CONTRIBUTION = compiled(r"贡献率(?:为|达到?|是|约|约为)*$")
_PULLS = compiled(r"拉动(?P<whom>[^，。；\d]{0,16}?)(?:增速|增长|上升|提高)?$")
_LOOK_BACK = 4


def comparisons_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with the comparisons of a sentence: the terms from `start` on."""
    for index in range(max(start, 1), len(terms)):
        term = terms[index]
        if term.number.bound or not exact(term.number):
            continue
        if term.unit in POINTS or (term.unit not in PERCENT and _NAMED.search(term.clause) and term.unit):
            yield from _check_gap(terms, index)
        elif term.unit not in ("", *PERCENT) and (match := _ONE_THAN_OTHER.search(term.clause)):
            yield from _check_named(terms, index, match)
        elif term.unit in PERCENT and _CONTRIBUTION.search(term.clause):
            yield from _check_contribution(terms, index)
        elif term.unit in ("位", "名", "个位次", "位次") or term.number.kind == "rank":
            yield from _check_places(text, terms, index)


# --- above and below


def _check_gap(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check a gap in points between the number before and the one that it is compared with."""
    stated, other = terms[index], terms[index - 1]
    unit = other.unit
    fits = unit in PERCENT if stated.unit in POINTS else unit == stated.unit
    if not fits or index < 2 or other.number.bound:
        return
    own = terms[index - 2]
    if own.unit != unit or own.number.bound or own.sentence != other.sentence or other.sentence != stated.sentence:
        return
    bracket, than = _BRACKET.search(other.lead), _THAN.fullmatch(other.lead)
    named = _NAMED.search(stated.clause)
    other_way = _THAN_NAMED.search(stated.clause)
    after = _AFTER.fullmatch(stated.lead)
    if bracket and _BRACKETED.fullmatch(stated.lead):
        sign = -1 if re.fullmatch(_BELOW, bracket["word"]) else 1
    elif (limit := _LIMIT.fullmatch(other.lead)) and re.fullmatch(r"的[^，。；\d]{1,8}", stated.lead):
        sign = -1 if re.fullmatch(_BELOW, limit["word"]) else 1
    elif than and after and (after["up"] or after["down"]):
        sign = 1 if after["up"] else -1
    elif other_way and _is_compared(other_way["whom"], own, other):
        sign = 1 if other_way["up"] else -1
    elif other_way and _is_compared(other_way["whom"], other, own):
        own, other = other, own
        sign = 1 if other_way["up"] else -1
    elif named and _is_compared(named["whom"], other, own):
        own, other = other, own
        sign = -1 if re.fullmatch(_BELOW, named["word"]) else 1
    elif named and _is_compared(named["whom"], own, other):
        sign = -1 if re.fullmatch(_BELOW, named["word"]) else 1
    else:
        return
    yield from _gap(stated, own.number, other.number, sign)


def _check_named(terms: Sequence[Term], index: int, match: re.Match[str]) -> Iterator[Finding]:
    """Check 甲县52亿元，乙县65亿元，甲县比乙县少13亿元, where both are named."""
    stated = terms[index]
    near = [t for t in terms[max(0, index - _LOOK_BACK) : index] if t.unit == stated.unit and not t.number.bound]
    own, other = ([t for t in near if match[name] in t.lead] for name in ("own", "whom"))
    if len(own) == len(other) == 1 and own[0] is not other[0] and stated.sentence - own[0].sentence <= 1:
        yield from _gap(stated, own[0].number, other[0].number, 1 if match["up"] else -1)


def _is_compared(whom: str, own: Term, other: Term) -> bool:
    """Whether words of a comparison (全省平均水平) name `other` and not `own`."""
    words = _WHOLE.findall(whom) or [whom]
    return bool(words) and words[0] in other.clause and words[0] not in own.clause and len(other.lead) <= 24


def _signed(number: Number) -> Interval:
    return interval(number).scaled(-1 if number.kind == "decrease" else 1)


def _gap(stated: Term, own: Number, other: Number, sign: int) -> Iterator[Finding]:
    if not (exact(own) and exact(other)):
        return
    implied = _signed(own) - _signed(other)
    first, second = (n.quantity.amount * (-1 if n.kind == "decrease" else 1) for n in (own, other))
    how = f"{bare(own.quantity)} − {bare(other.quantity)}"
    if stated.unit in POINTS:
        how = f"{plain(first)}% − {plain(second)}% = {plain(first - second)}"
    claim = Claim(stated.number, first - second, implied, how, "balance", sign=sign)
    if is_true(claim):
        return
    opposite = Claim(stated.number, first - second, implied, how, "balance", sign=-sign)
    if is_true(opposite):
        yield Finding(stated.number, "direction", "低于" if sign > 0 else "高于", how)
    else:
        yield from judged(claim)


# --- places in a ranking


def _check_places(text: str, terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 由第36位上升到第23位，前移13位."""
    if index < 2:
        return
    stated, last, first = terms[index], terms[index - 1], terms[index - 2]
    verb = _RANKS.fullmatch(stated.lead)
    pair = (first, last)
    if verb is None or not re.search("从|由", first.clause) or any(_place(t) is None for t in pair):
        return
    if re.search("[至到为居跌落]", last.lead) is None or first.sentence != stated.sentence:
        return
    start, end = first.number.quantity, last.number.quantity
    value = start.value - end.value
    how = f"{plain(start.value)} − {plain(end.value)} = {plain(value)}"
    sign = -1 if verb["verb"] in _RANK_DOWN else 1
    claim = Claim(stated.number, value, Interval(value, value), how, "change", sign=sign)
    yield from judged(claim)


def _place(term: Term) -> str | None:
    return term.number.quantity.text if term.number.kind == "rank" or term.unit in ("位", "名") else None


# --- contributions


def _pulls(whole: Term, part: Term) -> bool:
    """Whether the words before a part say that it adds to the growth of the whole: 其中B拉动增长1.5个百分点."""
    match = _PULLS.search(part.clause)
    if match is None:
        return False
    return match["whom"][-2:] in whole.clause if match["whom"] else "其中" in part.lead


def _check_contribution(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check the rate of a contribution: what a part adds, divided by what the whole does."""
    stated = terms[index]
    near = [t for t in terms[max(0, index - _LOOK_BACK) : index] if t.sentence == stated.sentence]
    if len(near) < 2:
        return
    whole, part = near[-2].number, near[-1].number
    pulls = _pulls(near[-2], near[-1]) and part.quantity.base_unit in POINTS and whole.quantity.base_unit in PERCENT
    amounts = part.quantity.base_unit == whole.quantity.base_unit and part.quantity.base_unit not in (*PERCENT, *POINTS)
    if not (pulls or (amounts and "其中" in near[-1].lead)) or {part.kind, whole.kind} != {"increase"}:
        return
    if interval(whole).low <= 0 or (len(near) > 2 and near[-3].unit in (whole.quantity.base_unit, *POINTS)):
        return
    implied = (interval(part) / interval(whole)).scaled(100)
    value = part.quantity.amount / whole.quantity.amount * 100
    how = f"{bare(part.quantity)} ÷ {bare(whole.quantity)} = {plain(rounded(value, 2))}%"
    yield from judged(Claim(stated.number, value, implied, how, "balance"))
