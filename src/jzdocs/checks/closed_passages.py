"""Passages that hold three numbers and no more: two amounts, and a rate, share or multiple.

Where a sentence, or two that follow one another, state nothing else, the rate is of these two amounts however it is
worded: 去年四季度2750万件。今年四季度达到2970万件，同比增长8%. As the words prove little, what is found is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.finding import Finding, Problem
from jzdocs.checks.slips import is_plain
from jzdocs.checks.terms import (
    LAST_YEAR,
    PERIOD,
    YEAR_START,
    Sentence,
    Term,
    agree,
    period_key,
    sentences_of,
    without_periods,
)
from jzdocs.checks.value_pairs import EARLY, FILLER
from jzdocs.checks.wordings import REAL
from jzdocs.facts.rounding import PERCENT, POINTS, bare
from jzdocs.patterns import compiled

_LONGEST = 130
_RATIOS = (*PERCENT, "‰", "倍")
_GROWN = compiled("[增升涨长降减跌缩]|下滑|回落|少")
_OWN_RATES = compiled(
    "利率|税率|费率|汇率|增长率|增速|折|收益|回报|投资|贡献|效率|频率|失业|城镇化|城市化|森林|绿[化地]|平均|年化|目标|计划|同比|全[国省市县区]"
    "|[半全单双]程|[男女]|首[批轮次]|按[期时]|及时|当场|一次|准[时点]|农村|城镇|重点|[其另]"
)
_NO_SUCH = compiled("其中|另有|另外|平均|年均|以上|以内|左右|同口径|可比|不变价|扣除|剔除|累计|还有")
_AIMED = compiled("目标|计划|预计|约束|上限|标准")
_ABOUT = compiled("[约近超逾]|大概|大致|不[到足]|[大小多少高低]于")
_PASSED = compiled("突破|跨[过越上]|迈[上过]|站上|首次超")
_LEVEL = compiled("[到至为是达][^，。；]{0,12}[的之]$")
_SAME_TIME = compiled(
    rf"{LAST_YEAR}|{YEAR_START}|{PERIOD}|[今明后去前]年|[一二三四五六七八九十几\d]+年前"
    "|原来|以前|起步|改造前|建[成设]前"
)
_PART_OF_YEAR = compiled(r"截[至止]|全年|累计|半年|[一二三四1-4]个?季度|\d{1,2}个?月|[一二三四五六七八九十]+月|[旬周]")
_SHARE_OF = compiled("占(?:到|了)?(?P<whole>[^，。；、]{0,10}?)(?:比[重例]?)?(?:的|为|达到?|是)*$")
_RATE = compiled("(?P<name>[\u4e00-\u9fff]{2,5})率(?:为|达到?|是)*$")
_OF_ALL = compiled("^(?:总|全部|全[市县区镇乡村校院]|所有)+|[总数量的额]+$")
_NO_MORE = ("、", "和", "及", "与", "以及")
_FARTHEST = 6
_UNITY = Interval(Decimal(1), Decimal(1))


def closed_findings_in(text: str) -> Iterator[Finding]:
    """Yield the rates, shares and multiples that the only two amounts beside them contradict in any reading."""
    sentences = [sentence for sentence in sentences_of(text) if sentence.numerals]
    alone = [(sentence,) for sentence in sentences]
    together = [pair for pair in pairwise(sentences) if pair[1].index == pair[0].index + 1]
    for passage in (*alone, *together):
        finding = _judged(passage)
        if finding:
            yield finding


def _judged(passage: Sequence[Sentence]) -> Finding | None:
    """Return what is wrong with the rate of a passage that begins with two amounts and a rate, in any order, and holds
    no other rate and no other amount of their unit."""
    if sum(len(sentence.text) for sentence in passage) > _LONGEST:
        return None
    terms = list(_without_spans([term for sentence in passage for term in sentence.terms()]))
    three = terms[:3]
    amounts = [term for term in three if term.unit not in _RATIOS]
    stated = next((term for term in three[1:] if term.unit in _RATIOS), None)
    if stated is None or len(amounts) != 2 or not all(map(is_plain, three)) or min(map(_least, amounts)) <= 0:
        return None
    if (
        any(term.unit in (*_RATIOS, *POINTS, amounts[0].unit) for term in terms[3:])
        or amounts[0].unit != amounts[1].unit
    ):
        return None
    leads = "".join(term.lead for term in three)
    if _NO_SUCH.search(leads) or _PASSED.search(leads) or any(term.number.kind == "rank" for term in three):
        return None
    if _ABOUT.search(stated.clause) or not stated.number.quantity.text[:1].isdigit():
        return None
    return next(_contradicted(stated, amounts), None)


def _without_spans(terms: Sequence[Term]) -> Iterator[Term]:
    """Yield terms without those that say how long ago something was, which the words of the next begin with: 十年前."""
    words = ""
    for term in terms:
        if term.number.is_duration and term.tail.startswith("前"):
            words += term.lead + term.number.quantity.text
        else:
            yield replace(term, lead=words + term.lead)
            words = ""


def _least(term: Term) -> Decimal:
    return interval(term.number).low


def _contradicted(stated: Term, amounts: Sequence[Term]) -> Iterator[Finding]:
    """Yield the finding about a rate, unless one of its readings holds."""
    factor = {"倍": 1, "‰": 1000}.get(stated.unit, 100)
    claims = [
        Claim(stated.number, value * factor, implied.scaled(factor), how, problem, certain=False)
        for value, implied, how, problem in _readings(stated, amounts)
    ]
    if not claims or any(is_true(claim) or _is_far(claim) for claim in claims[:1]) or any(map(is_true, claims)):
        return
    yield from judged(claims[0])


def _is_far(claim: Claim) -> bool:
    ratio = abs(claim.stated.quantity.amount / claim.value) if claim.value else Decimal(0)
    return not Decimal(1) / _FARTHEST < ratio < _FARTHEST


def _readings(stated: Term, amounts: Sequence[Term]) -> Iterator[tuple[Decimal, Interval, str, Problem]]:
    """Yield what a rate may be, the likeliest first: value, what it may stand for, the formula."""
    small, large = sorted(amounts, key=lambda term: term.number.quantity.amount)
    quotient = interval(small.number) / interval(large.number)
    value = small.number.quantity.amount / large.number.quantity.amount
    how = f"{bare(small.number.quantity)} ÷ {bare(large.number.quantity)}"
    back = f"{bare(large.number.quantity)} ÷ {bare(small.number.quantity)}"
    inverse = interval(large.number) / interval(small.number)
    base = _base(amounts)
    if stated.unit == "倍":
        if _is_multiple_of(stated, small, large):
            yield 1 / value, inverse, back, "multiple"
    elif _GROWN.search(stated.clause):
        if base is None or not _is_change_of(stated, base, next(term for term in amounts if term is not base)):
            return
        if base is small:
            yield 1 / value - 1, inverse - _UNITY, f"{back} − 1", "rate"
        else:
            yield 1 - value, _UNITY - quotient, f"1 − {how}", "rate"
    elif amounts[0] is large and _is_share_of(stated, *amounts):
        yield value, quotient, how, "share"
        yield 1 - value, _UNITY - quotient, f"1 − {how}", "share"


def _is_multiple_of(stated: Term, base: Term, level: Term) -> bool:
    """Whether a multiple is of a base: both, and not the level, name one time (2020年的3倍, 为十年前的6倍)."""
    named = _SAME_TIME.findall(stated.clause) if _LEVEL.search(stated.lead) else []
    return bool(named) and named[-1] in base.lead and named[-1] not in level.lead


def _is_change_of(stated: Term, base: Term, level: Term) -> bool:
    """Whether a rate is of the change from a base to a level: it has no subject of its own, both are of one part of the
    year, and it names no other base."""
    words = base.lead + level.lead
    if {*_PART_OF_YEAR.findall(base.lead)} != {*_PART_OF_YEAR.findall(level.lead)} or REAL.search(words):
        return False
    own = FILLER.sub("", without_periods(stated.clause))
    if own and own not in words:
        return False
    if level.number.quantity.start < stated.number.quantity.start < base.number.quantity.start:
        return False  # 达185万箱，同比增长9%，超过去年全年的181.8万箱
    than = "last" if "同比" in stated.lead else period_key(stated.lead)
    is_of_last = than == "last" and EARLY.search(base.lead) is not None
    return is_of_last or agree(than, period_key(base.lead), period_key(level.lead))


def _is_share_of(stated: Term, whole: Term, part: Term) -> bool:
    """Whether a share is of two amounts: it names the whole (占总岗位数的), or the part names it (报告20份，报告率)."""
    if part.lead.startswith(_NO_MORE) or any(_AIMED.search(term.lead) for term in (stated, whole, part)):
        return False
    if _OWN_RATES.search(stated.clause) or part.number.quantity.start > stated.number.quantity.start:
        return False
    of = _SHARE_OF.search(stated.clause)
    if of:
        name = _OF_ALL.sub("", of["whole"])
        return len(name) > 1 and name in whole.lead + whole.tail
    rate = _RATE.search(stated.clause)
    return rate is not None and rate["name"] in part.lead and part.sentence == stated.sentence


def _base(amounts: Sequence[Term]) -> Term | None:
    """Return the earlier of two amounts, where the words of one, and only one, say so."""
    first, second = amounts
    years = [key if key.isdigit() else "" for key in (period_key(first.lead), period_key(second.lead))]
    if all(years) and years[0] != years[1]:
        return first if years[0] < years[1] else second
    early = [term for term in amounts if EARLY.search(term.lead) or term.number.kind == "from"]
    return early[0] if len(early) == 1 else None
