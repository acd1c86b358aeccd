"""The two ends of a change that a text states: 由A提升至B, 比上年的A, 上年同期为A, 2023年A，2024年B, 计划A，实际B."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from jzdocs.checks import wordings
from jzdocs.checks.terms import PERIOD, Term, agree, is_before, period_key, without_periods
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.rounding import PERCENT, POINTS
from jzdocs.patterns import compiled

_SPAN_NAMED = compiled("([二两三四五六七八九十])年(?:来|间|累计|共|内)?")
_PART_OF_YEAR = compiled("月(?!末|底)|季度(?!末)|[上下]半年")
_LEAST_PART = Decimal("0.3")
_LONGEST_LEAD = 48  # characters
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
    reached = number.kind == "to" and terms[index].lead.endswith(("至", "到", "为", "达", "成"))
    if number.bound or number.kind == "rank" or reached:
        return None
    read = _read(terms[index].lead)
    return Change(index, *read) if read else None


@lru_cache(maxsize=1024)  # each term is looked at again for those behind it
def _read(lead: str) -> tuple[int, str] | None:
    """Return which way a change goes, and its base, where words lead to one."""
    match = wordings.CHANGE.fullmatch(lead) if len(lead) <= _LONGEST_LEAD else None
    return (1 if match["up"] else -1, _base(match)) if match else None


def _base(match: re.Match[str]) -> str:
    """Return the base that a change names: a key of a period, else its words."""
    named = match["base"] or match["other"] or ""
    return {"同比": "last", "环比": "month"}.get(match["same"] or "", period_key(named) or named)


def sign_of(terms: Sequence[Term], change: Change, ends: Ends) -> int:
    """Return which way a change of these ends goes: a time grows shorter where the work speeds up, and
    what is better may be more or less, and water that rises is less deep."""
    if wordings.BETTER.search(terms[change.index].lead) or "埋深" in ends.words:
        return -1 if ends.last.number.quantity.amount < ends.first.number.quantity.amount else 1
    faster = wordings.FASTER.search(terms[change.index].lead) and ends.first.number.is_duration
    return -1 if faster else change.sign


def _matched(pattern: re.Pattern[str], term: Term) -> re.Match[str] | None:
    """Return the match of all words that lead to a term; long ones are no wording of a change."""
    return pattern.fullmatch(term.lead) if len(term.lead) <= _LONGEST_LEAD else None


def loose_change_at(terms: Sequence[Term], index: int) -> tuple[Change, Ends] | None:
    """Return the statement of a change that names again what changes (园区数增加2个), with its ends; None where it
    names anything else."""
    term = terms[index]
    match = _matched(wordings.LOOSE, term)
    place = level_before(terms, index)
    if match is None or place is None or term.number.bound or term.number.kind in ("to", "rank"):
        return None
    change = Change(index, 1 if match["up"] else -1, _base(match))
    ends = ends_of(terms, change)
    own = re.sub("[数量额]$|总", "", match["own"])
    return (change, ends) if ends and (own in ends.words or own in wordings.NEUTRAL_NOUNS) else None


def is_before_cut(terms: Sequence[Term], place: int, index: int) -> bool:
    """Whether a level is what a cut was taken from, and not what was left: 送审26亿元，核减2.6亿元."""
    cuts = "审减|核减|节约|节省|节支|节资|下浮"
    return bool(wordings.PLAN.search(terms[place].lead) and re.search(cuts, terms[index].lead))


def level_before(terms: Sequence[Term], index: int) -> int | None:
    """Return the index of the last term before that is no statement of the same change, if that is near."""
    of_share = terms[index].unit in POINTS
    for before in range(index - 1, max(-1, index - 2 - _MOST_STATEMENTS), -1):
        if change_at(terms, before) is None and (of_share or not _is_aside(terms[before])):
            return before
    return None


def _is_aside(term: Term) -> bool:
    """Whether a share or rate only describes the level before it: 为预算的99.4%, 占税收的12%."""
    return term.unit in PERCENT and term.number.kind == "level" and wordings.ASIDE.fullmatch(term.lead) is not None


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
    if ends.first.number.bound or ends.last.number.bound or is_told(terms, change.index, ends.first, ends.last):
        return None
    if len(change.base) > 1 and not period_key(change.base) and change.base in ends.first.lead:
        return ends  # 比概算节约10%, where the first number is the 概算
    return ends if agree(change.base, *_periods(ends)) else None


def is_told(terms: Sequence[Term], index: int, first: Term, last: Term) -> bool:
    """Whether the change between two values has been told where a statement stands behind the earlier one, so that
    it is the earlier one's own: 投资128亿元，增长6.2%；上年同期121亿元，增长4.1%."""
    own = terms[index].unit
    between = [
        term
        for term in terms[:index]
        if last.number.quantity.end <= term.number.quantity.start < first.number.quantity.start
    ]
    return any(term.unit == own and (term.is_change or change_at([term], 0)) for term in between)


def from_to(terms: Sequence[Term], index: int) -> Ends | None:
    """Return the ends of the change 由A增加到B whose B is the last level before a term."""
    place = level_before(terms, index)
    return _from_to(terms, place) if place is not None else None


def ends_behind(terms: Sequence[Term], index: int) -> tuple[Ends, int] | None:
    """Return the ends of 减少36人，由1236人减为1200人, which stand behind the statement, and which way it goes."""
    verb = wordings.VERB_AT_END.search(terms[index].clause) if index + 2 < len(terms) else None
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
    explains = ends and re.fullmatch(
        rf"[，,（(：:]*(?:即|也就是)?(?:从|由)(?:原来|原有|原先|{PERIOD})?的?", ends.first.lead
    )
    return ends if ends and explains and ends.first.unit == ends.last.unit else None


def last_ends(terms: Sequence[Term], index: int) -> Ends | None:
    """Return the ends of the change before a term that says 翻番 or 年均增长: 由A增加到B, or the levels of two
    years."""
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
    worded = wordings.FROM.search(first.clause) and wordings.TO.fullmatch(last.lead) and first.unit == last.unit
    if not (joined or worded) or _is_range(terms, place):
        return None
    return Ends(first, last, _years_between(first, last))


def _begins(term: Term) -> bool:
    """Whether a number is the first end of a change that goes on behind it: 由A."""
    return term.number.kind == "from" and wordings.FROM.search(term.clause) is not None


def _is_range(terms: Sequence[Term], place: int) -> bool:
    """Whether the two numbers up to `place` are the bounds of what a change may be: 增加5至6亿元."""
    first, last = terms[place - 1], terms[place]
    return bool(last.number.bound) or (
        re.fullmatch("[至到—–~～-]+", last.lead) is not None and re.search("从|由|自", first.lead) is None
    )


def _compared(terms: Sequence[Term], place: int) -> Ends | None:
    """Return the ends of 今年B，上年同期为A and of B，比上年的A."""
    first = terms[place]
    match = _matched(wordings.BASE, first)
    before = level_before(terms, place) if match else None
    if match is None or before is None or first.is_change:
        return None
    last = _whole_of(terms, before, first)
    same_sentence = last.sentence == first.sentence
    if _begins(last) or first.sentence - last.sentence > 1 or (match["than"] and not same_sentence):
        return None
    key, now = period_key(first.lead), period_key(last.lead)
    if (
        key == now
        or is_before(now, key)
        or (key.isdigit() and not (match["than"] and not now.isdigit()) and not is_before(key, now))
    ):
        return None
    if match["noun"] and not _same(match["noun"], noun_of(last)) and not share_word(match["noun"], last.lead):
        return None
    return Ends(first, last, _years_between(first, last))


def _whole_of(terms: Sequence[Term], place: int, base: Term) -> Term:
    """Return the term at a place, or the whole before it where that is far from its base and a part: 共38万人，其中新增
    1.2万人，比上年的37万人增加1万人."""
    last, whole = terms[place], terms[place - 1] if place else None
    low, high = base.number.quantity.amount * _LEAST_PART, base.number.quantity.amount / _LEAST_PART
    if whole is None or "其中" not in last.lead or low <= last.number.quantity.amount <= high:
        return last
    near = low <= whole.number.quantity.amount <= high
    return whole if near and whole.unit == last.unit and whole.sentence == last.sentence else last


def _than(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of B，比预算数A减少: what is compared is the number before."""
    first = terms[place]
    match = _matched(wordings.THAN, first)
    before = level_before(terms, place) if match else None
    if before is None or change.base or first.is_change or terms[before].sentence != first.sentence:
        return None
    last = _whole_of(terms, before, first)
    return Ends(first, last) if not last.is_change or "新增" in last.lead else None


def _based_behind(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of B，增加a（去年为A）."""
    if change.index + 1 >= len(terms):
        return None
    first, last = terms[change.index + 1], terms[place]
    match = _matched(wordings.BASE, first)
    if match is None:
        return _named_behind(terms, place, change)
    if match["noun"] or match["than"] or first.unit != last.unit or first.is_change:
        return None
    if first.sentence != last.sentence or _begins(last) or change.index - place != 1:
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
    if earlier.unit != later.unit or later.sentence - earlier.sentence > 1 or _begins(earlier) or _begins(later):
        return None
    listed = wordings.LISTED_YEARS.search(earlier.lead)
    if listed and re.fullmatch("、|和|与|及", later.lead):
        span = int(listed[2]) - int(listed[1])
        return Ends(earlier, later, span) if span == 1 or change is None else None
    if _PART_OF_YEAR.search(later.lead) and not re.search("月|季|半年|同期", earlier.lead):
        return None  # 去年3.6亿元，今年1—9月3.1亿元
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
    stated_span = _SPAN_NAMED.search(terms[change.index].lead) if change else None
    named = chinese_number(stated_span[1]) if stated_span else None
    if named and years is not None and years - int(named) not in (0, -1):
        return None  # 三年增长15% behind the last two of three years
    follows = years is None or years == 1 or (change is not None and change.base == period_key(first.lead))
    return Ends(first, last, years) if change is None or follows else None


def _planned(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return what was planned and what was done, where a change names no other base."""
    if not place or (change.base and (period_key(change.base) or change.base not in terms[place - 1].lead)):
        return None
    first, last = terms[place - 1], terms[place]
    near = first.sentence == last.sentence and first.unit == last.unit
    if (
        not near
        or first.is_change
        or not (wordings.PLAN.search(first.lead) and wordings.ACTUAL.search(last.lead + last.tail[:4]))
    ):
        return None
    return (
        Ends(first, last) if not wordings.PLAN.search(last.lead) or "实际" in last.lead or "承诺" in last.lead else None
    )


def _reached_behind(terms: Sequence[Term], change: Change) -> Ends | None:
    """Return the ends of 与上年的38亿元相比增加4.2亿元，达到42.2亿元."""
    index = change.index
    if index + 1 >= len(terms) or not index:
        return None
    first, last = terms[index - 1], terms[index + 1]
    fits = (
        wordings.FROM_BASE.search(first.clause)
        and wordings.REACHED.fullmatch(last.lead)
        and first.sentence == last.sentence
    )
    return Ends(first, last) if fits and not change.base else None


def _against_mean(terms: Sequence[Term], place: int, change: Change) -> Ends | None:
    """Return the ends of 全省平均86.5分，我区88.2分，高出1.7分."""
    first, last = terms[place - 1], terms[place]
    above = place and re.search("[高低多少]出?(?:了|约)?$", terms[change.index].lead) and not change.base
    fits = (
        above
        and first.sentence == last.sentence
        and wordings.MEAN.search(first.lead)
        and not wordings.MEAN.search(last.lead)
    )
    return Ends(first, last) if fits else None


def _periods(ends: Ends) -> tuple[str, str]:
    return period_key(ends.first.lead), period_key(ends.last.lead)


def distributed(terms: Sequence[Term], start: int) -> Iterator[tuple[Sequence[int], Sequence[int], Sequence[int]]]:
    """Yield the places of the numbers of 分别从A、B提高到C、D，分别提高E、F: the first ends, the last ends, and what is
    stated of each (empty where nothing is), in order."""
    index = start
    while index < len(terms):
        was = _each_was(terms, index)
        if was:
            yield was
            index = max(*was[0], *was[2], index)
            continue
        firsts = _list_at(terms, index) if wordings.EACH_FROM.search(terms[index].lead) else []
        after = index + len(firsts)
        lasts = (
            _list_at(terms, after)
            if firsts and after < len(terms) and wordings.EACH_TO.fullmatch(terms[after].lead)
            else []
        )
        if len(firsts) < 2 or len(lasts) < len(firsts):
            index += 1
            continue
        index = after + len(firsts)
        stated = _list_at(terms, index) if index < len(terms) and "分别" in terms[index].lead else []
        yield firsts, lasts[: len(firsts)], stated[: len(firsts)] if len(stated) >= len(firsts) else []


def _each_was(terms: Sequence[Term], index: int) -> tuple[Sequence[int], Sequence[int], Sequence[int]] | None:
    """Return the places of the numbers of A、B分别为42起、18人，上年分别为56起、24人，分别下降25%和25%."""
    if not wordings.EACH_IS.search(terms[index].lead):
        return None
    lasts = _list_at(terms, index)
    after = index + len(lasts)
    if len(lasts) < 2 or after >= len(terms) or not wordings.EACH_WAS.fullmatch(terms[after].lead):
        return None
    firsts = _list_at(terms, after)
    index = after + len(firsts)
    stated = _list_at(terms, index) if index < len(terms) and "分别" in terms[index].lead else []
    return (firsts, lasts, stated) if len(firsts) == len(lasts) == len(stated) else None


def _list_at(terms: Sequence[Term], start: int) -> list[int]:
    """Return the places of a list of numbers (A、B和C) that begins at `start`."""
    places = [start]
    while places[-1] + 1 < len(terms) and wordings.IN_LIST.fullmatch(terms[places[-1] + 1].lead):
        places.append(places[-1] + 1)
    return places


def _years_between(first: Term, last: Term) -> int | None:
    start, end = period_key(first.lead), period_key(last.lead)
    return int(end) - int(start) if start.isdigit() and end.isdigit() else None


def noun_of(term: Term) -> str:
    """Return the words of a term's clause that may name what it measures."""
    words = wordings.LEADING.sub("", without_periods(term.clause))
    return wordings.TRAILING.sub("", words)


def share_word(first: str, second: str) -> bool:
    """Whether two texts have two characters in common that stand together."""
    return any(first[i : i + 2] in second for i in range(len(first) - 1))


def _same(first: str, second: str) -> bool:
    """Whether two nouns may name one thing: they are equal, one is empty or one ends as the other."""
    return not first or not second or first.endswith(second) or second.endswith(first)
