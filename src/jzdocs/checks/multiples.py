"""Multiples: 是2020年的2.8倍, 翻一番, 城乡收入比为2.25∶1, against the two numbers that they compare; 减少2倍."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.ends import Ends, change_at, explained_behind, last_ends, level_before, noun_of
from jzdocs.checks.finding import Finding
from jzdocs.checks.terms import PERIOD, Term, is_before, period_key
from jzdocs.checks.value_pairs import Pair, pairs_about
from jzdocs.facts.rounding import POINTS, bare, decimal_places, exact, plain, rounded
from jzdocs.patterns import compiled

_TIMES_OF = compiled(
    r"(?:[，,、（(；;。]|即|也就|已|同比)*(?:是|为|相当于|等于|达到?|约为|约合|提高到|扩大到|增加到|增长到|增至)(?:了|约|近)*(?P<of>[^，。；]{0,16}?)(?:的|之)?(?:约|近|整整)*"
)
_OF_WHOM = compiled(
    rf"(?:是|为|相当于|等于|达到?)(?:了|约|近)*(?:{PERIOD})?(?P<noun>[^，。；\d]{{0,10}}?)(?:的)?[（(]?$"
)
_BEFORE_TIMES = compiled("[）)]?的(?:约|近|整整|将近)?")
_OTHER_WHOLE = compiled("全国|全省|全市|平均|同期|计划|目标|任务")
_RATIO = compiled(
    r"(?<!性别)(?:之?比|比值|比例|比率|倍差)(?:例|值)?(?:缩小|扩大|降低|下降)?(?:为|是|达到?|至|到|约为)+(?:约)?$"
)
_DOUBLED = compiled(
    "[，,、]?(?:实现|已|近?[一两二三四五六七八九十几]年(?:来|间)?|规模|总量|总体|近|几乎|接近|均|双双)*了?"
)
_NEARLY = compiled("[近乎多]|接近|以上|超")
# how much less or more than twice as much 翻一番 may mean
_DOUBLED_LOW, _DOUBLED_HIGH = Decimal("0.9"), Decimal("1.3")
_TURNED_LOW, _TURNED_HIGH = Decimal("0.93"), Decimal("1.2")
_FORMER = compiled("前者|后者")
_FORMERLY = compiled(
    "原来|原有|原先|过去|此前|之前|以前|当初|先前|之初|起步|[\u4e00-\u9fff]前$|开始时|[一二三四五六七八九十]年前"
)
_TO_TIMES = compiled("原来的?$|(?:扩大|提高|增加|增长)到(?:原来的?|原有的?)?$")
_OF_OTHER = compiled(
    r"[，,、；]?(?P<own>[A-Z\u4e00-\u9fff]{2,10}?)(?:是|为|相当于)(?P<of>[A-Z\u4e00-\u9fff]{2,10}?)的(?:约|近)?"
)
_ATTRIBUTE = compiled(
    "(?<=[\u4e00-\u9fff]{2})(?:建筑|占地|总|年|日)?(?:面积|数量|规模|产量|产值|流量|人数|金额|长度|里程|重量|价格|投资|能力|收入|销量|总量|[数量值额价重长高])$"
)
_DOUBLED_TIMES = compiled("翻了?$")


def multiples_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield what is wrong with the multiples of a sentence: the terms from `start` on."""
    for index in range(start, len(terms)):
        term = terms[index]
        quantity = term.number.quantity
        if quantity.base_unit == "倍" and not term.number.bound:
            if term.number.kind == "decrease" and quantity.value >= 1 and exact(term.number):
                yield Finding(term.number, "decrease", "%", f"{bare(quantity)} ≥ 1")
            elif quantity.text.startswith("翻"):
                yield from _check_doubled(text, terms, index, start)
            elif _DOUBLED_TIMES.search(term.clause):
                yield from _check_turned(terms, index, start)
            elif (term.number.kind not in ("from", "to") or _TO_TIMES.search(term.clause)) and change_at(
                terms, index
            ) is None:
                yield from _check_times_of(terms, index)
        elif quantity.base_unit == "" and _RATIO.search(term.lead):
            yield from _check_ratio(text, terms, index)


def _check_turned(terms: Sequence[Term], index: int, start: int) -> Iterator[Finding]:
    """Check 翻了一倍 (twice as much) and 翻了三倍, by which some mean three times as much and some four times."""
    stated = terms[index]
    ends = last_ends(terms, index) or next(pairs_about(terms[: index + 1], index, start), None)
    if ends is None or not (exact(stated.number) and exact(ends.first.number) and exact(ends.last.number)):
        return
    first, last = ends.first.number.quantity, ends.last.number.quantity
    times = stated.number.quantity.value
    if first.amount <= 0 or first.base_unit != last.base_unit:
        return
    ratio = last.amount / first.amount
    readings = (times + 1,) if times == 1 else (times, times + 1)
    if not any(_TURNED_LOW * way <= ratio <= _TURNED_HIGH * way for way in readings):
        how = f"{bare(last)} ÷ {bare(first)} = {plain(rounded(ratio, 2))}"
        yield Finding(stated.number, "multiple", f"{plain(rounded(ratio - 1, 1))}倍", how)


def _check_doubled(text: str, terms: Sequence[Term], index: int, begin: int) -> Iterator[Finding]:
    """Check 翻一番 (twice as much) and 翻两番 (four times as much) against the change before."""
    stated = terms[index]
    ends = last_ends(terms, index) or next(pairs_about(terms[: index + 1], index, begin), None)
    if ends is None or not _DOUBLED.fullmatch(stated.lead):
        return
    if interval(ends.first.number).low <= 0 or not (exact(ends.first.number) and exact(ends.last.number)):
        return
    quantity = stated.number.quantity
    more = text[quantity.end : quantity.end + 1] in ("多", "余")
    if _NEARLY.search(
        stated.lead[-3:] + ("" if more else text[quantity.end : quantity.end + 1])
    ) or ends.first.unit in ("%", "％"):
        return
    start, end = ends.first.number.quantity, ends.last.number.quantity
    if start.base_unit != end.base_unit:
        return
    ratio, times = end.amount / start.amount, quantity.value
    if not _DOUBLED_LOW * times <= ratio <= (2 if more else _DOUBLED_HIGH) * times:
        right = _doubled(ratio) or f"{plain(rounded(ratio, 1))}倍"
        yield Finding(stated.number, "multiple", right, f"{bare(end)} ÷ {bare(start)}")


def _doubled(ratio: Decimal) -> str:
    """Return how a text says that something grew by this ratio (翻两番), "" where it is no power of two."""
    for times, word in enumerate("一两三四", start=1):
        if _DOUBLED_LOW <= ratio / 2**times <= _DOUBLED_HIGH:
            return f"翻{word}番"
    return ""


def _check_times_of(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 是…的2.8倍: against an increase in times before it, or against the two numbers that it compares."""
    stated = terms[index]
    if index and _BEFORE_TIMES.fullmatch(stated.lead):  # 是2019年32个的3倍: the base stands before it
        yield from _check_of_number(terms, index)
        return
    named = _OF_OTHER.fullmatch(stated.lead)
    if named and (pair := _both_named(terms[:index], named["own"], named["of"], stated)):
        yield from _times(stated, pair.last, pair.first)
        return
    joint = _TIMES_OF.fullmatch(stated.lead) or (
        _FORMER.search(stated.lead) and re.fullmatch("[，,、]?前者(?:是|为|相当于)后者的", stated.lead)
    )
    if not joint or not index:
        return
    if "后者" in stated.lead:
        if index > 1 and terms[index - 1].unit == terms[index - 2].unit:
            yield from _times(stated, terms[index - 2], terms[index - 1])
        return
    previous = terms[index - 1]
    last = previous.number.quantity
    if last.base_unit == "倍":
        if previous.number.kind == "increase" and exact(previous.number) and "翻" not in last.text:
            unity = Interval(Decimal(1), Decimal(1))
            implied = interval(previous.number) + unity
            yield from _claim(stated, last.value + 1, implied, f"{bare(last)} + 1")
        return
    behind = explained_behind(terms, index)
    if behind and period_key(behind.first.lead) in ("", period_key(joint["of"])):
        yield from _times(stated, behind.last, behind.first)
        return
    ends = _compared(terms, index, joint["of"]) or _based_behind(terms, index, joint["of"])
    if ends:
        yield from _times(stated, ends.last, ends.first)


def _compared(terms: Sequence[Term], index: int, of: str) -> Ends | None:
    """Return what 是…的 compares: the ends of the change before, the level of the period that it names, or the level
    of what it names."""
    base = period_key(of)
    place = level_before(terms, index)
    if place is None:
        return None
    if _OTHER_WHOLE.search(of) and base != "last":
        near = [t for t in terms[max(0, index - 2) : index] if t.sentence == terms[index].sentence]
        fits = len(near) == 2 and of in near[0].lead and of not in near[1].lead and near[0].unit == near[1].unit
        return Ends(near[0], near[1]) if fits and not any(t.is_change or t.number.bound for t in near) else None
    ends = last_ends(terms, index) or _formerly(terms, index, of)
    if ends:
        start = period_key(ends.first.clause)
        other_year = bool(base and start) and base != start
        named = not base and bool(of) and of not in ends.first.lead and not _FORMERLY.search(of)
        return None if other_year or named else Ends(ends.first, ends.last)
    last = terms[place]
    before = [term for term in terms[:place] if term.unit == last.unit and not term.is_change]
    if base:
        first = [term for term in before if period_key(term.lead) == base]
        fits = len(first) == 1 and not is_before(period_key(last.lead), base) and period_key(last.lead) != base
        return Ends(first[0], last) if fits and noun_of(first[0])[-2:] == noun_of(last)[-2:] else None
    named_terms = [term for term in before if len(of) > 1 and of in term.lead]
    return Ends(named_terms[0], last) if len(named_terms) == 1 and of not in last.lead else None


def _based_behind(terms: Sequence[Term], index: int, of: str) -> Ends | None:
    """Return the ends of 2.4亿美元，是2020年的3倍，2020年为0.8亿美元."""
    if not index or index + 1 >= len(terms):
        return None
    last, first = terms[index - 1], terms[index + 1]
    base = period_key(of)
    fits = base and period_key(first.lead) == base and period_key(last.lead) != base
    near = first.sentence == last.sentence and first.unit == last.unit and not (first.is_change or last.is_change)
    return Ends(first, last) if fits and near and not first.number.bound and not last.number.bound else None


def _both_named(terms: Sequence[Term], own: str, of: str, stated: Term) -> Ends | None:
    """Return the two levels that 城镇是农村的2.2倍 names."""
    near = [t for t in terms[-4:] if stated.sentence - t.sentence <= 1 and not t.is_change and not t.number.bound]
    lasts = [t for t in near if own in t.clause and of not in t.clause]
    firsts = [t for t in near if of in t.clause and own not in t.clause]
    if not (lasts and firsts):  # 新校区面积, 老校区: of 新校区占地; 新站, 老站: of 新泵站设计流量
        own, of = _ATTRIBUTE.sub("", own), _ATTRIBUTE.sub("", of)
        lasts = [t for t in near if _is_called(own, t.clause) and not _is_called(of, t.clause)]
        firsts = [t for t in near if _is_called(of, t.clause) and not _is_called(own, t.clause)]
    if len(lasts) == len(firsts) == 1 and lasts[0].unit == firsts[0].unit not in ("%", *POINTS, ""):
        return Ends(firsts[0], lasts[0])
    return None


def _is_called(name: str, clause: str) -> bool:
    """Whether a clause begins with a name, or with a longer form of it: 新泵站 for 新站."""
    if len(name) < 2 or not clause.startswith(name[0]):
        return False
    place = -1
    for char in name:
        place = clause.find(char, place + 1)
        if not 0 <= place <= len(name) + 2:
            return False
    return True


def _formerly(terms: Sequence[Term], index: int, of: str) -> Pair | None:
    """Return the two values before 提高到原来的6倍."""
    return next(pairs_about(terms[: index + 1], index, index), None) if _FORMERLY.search(of) else None


def _check_of_number(terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 96个，是2019年32个的3倍."""
    base = terms[index - 1]
    joint = _OF_WHOM.search(base.lead)
    if joint is None or base.number.kind == "from":
        return
    place = level_before(terms, index - 1)
    if place is None or terms[place].unit != base.unit or terms[place].sentence != base.sentence:
        return
    yield from _times(terms[index], terms[place], base)


def _check_ratio(text: str, terms: Sequence[Term], index: int) -> Iterator[Finding]:
    """Check 城乡收入比为2.25 and 2.25∶1 against the two levels before it, whichever way round."""
    stated = terms[index]
    behind = re.match(r"[：:∶]1(?![\d.])", text[stated.number.quantity.end :])
    pair = terms[max(0, index - 2) : index]
    if len(pair) < 2 or pair[0].unit != pair[1].unit or pair[0].unit in ("", "%", *POINTS) or "缩小" in stated.lead:
        return
    if not (behind or stated.number.quantity.end == len(text) or text[stated.number.quantity.end] in "，。；、）"):
        return
    if any(term.is_change or term.sentence != stated.sentence or interval(term.number).low <= 0 for term in pair):
        return
    first, last = sorted(pair, key=lambda term: term.number.quantity.amount)
    if decimal_places(stated.number.quantity.value) or behind:
        yield from _times(stated, last, first)


def _times(stated: Term, last: Term, first: Term) -> Iterator[Finding]:
    if interval(first.number).low <= 0:
        return
    start, end = first.number.quantity, last.number.quantity
    implied = interval(last.number) / interval(first.number)
    yield from _claim(stated, end.amount / start.amount, implied, f"{bare(end)} ÷ {bare(start)}")


def _claim(stated: Term, value: Decimal, implied: Interval, how: str) -> Iterator[Finding]:
    claim = Claim(stated.number, value, implied, how, "multiple")
    quantity = stated.number.quantity
    if exact(stated.number) and not is_true(claim):
        places = decimal_places(quantity.value)
        yield Finding(stated.number, "multiple", f"{plain(rounded(value, places))}{quantity.unit}", how)
    elif not exact(stated.number):
        yield from judged(claim)
