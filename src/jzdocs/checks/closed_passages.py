"""Passages that hold three numbers and no more: two amounts, and a rate, share or multiple.

Where a sentence, or two that follow one another, state nothing else, the rate is of these two amounts however it is
worded: 去年四季度2750万件。今年四季度达到2970万件，同比增长8%. As the words prove little, what is found is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.finding import Finding, Problem
from jzdocs.checks.slips import is_plain
from jzdocs.checks.terms import LAST_YEAR, PERIOD, YEAR_START, Sentence, Term, period_key, sentences_of
from jzdocs.checks.value_pairs import EARLY
from jzdocs.facts.rounding import PERCENT, bare
from jzdocs.patterns import compiled

_LONGEST = 130
_RATIOS = (*PERCENT, "‰", "倍")
_GROWN = compiled("[增升涨长降减跌缩]|下滑|回落|少")
_OF_SHARE = compiled("占[^，。；]{0,10}$|[\u4e00-\u9fff]{1,3}率(?:为|达|是|约)*$")
_OWN_RATES = compiled(
    "利率|税率|费率|汇率|增长率|增速|折|收益|回报|投资|贡献|效率|频率|失业|城镇化|城市化|森林|绿[化地]|平均|年化|目标|计划|同比|全[国省市县区]"
    "|[半全单双]程|[男女]|首[批轮次]|按[期时]|及时|当场|一次|准[时点]|农村|城镇|重点|[其另]"
)
_NO_SUCH = compiled("其中|另有|另外|平均|年均|以上|以内|左右|同口径|可比|不变价|扣除|剔除|累计|还有")
_AIMED = compiled("目标|计划|预计|约束|上限|标准")
_LEVEL = compiled("[到至为是达][^，。；]{0,12}[的之]$|^前的$")
_SAME_TIME = compiled(
    rf"{LAST_YEAR}|{YEAR_START}|{PERIOD}|[今明后去前]年|[一二三四五六七八九十几]年前"
    "|^前的|原来|以前|起步|改造前|建[成设]前"
)
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
    if sum(len(sentence.text) for sentence in passage) > _LONGEST:
        return None
    every = [term for sentence in passage for term in sentence.terms()]
    terms = [term for term in every if not (term.number.is_duration and term.tail.startswith("前"))]  # 十年前
    for place in range(len(terms) - 2):
        three = terms[place : place + 3]
        amounts = [term for term in three if term.unit not in _RATIOS]
        stated = next((term for term in three[1:] if term.unit in _RATIOS), None)
        if stated is None or len(amounts) != len(three) - 1 or not all(map(is_plain, three)):
            continue
        if [term for term in terms if term.unit == amounts[0].unit] != amounts or min(map(_least, amounts)) <= 0:
            continue
        if _NO_SUCH.search("".join(term.lead for term in three)) or not stated.number.quantity.text[:1].isdigit():
            continue
        finding = next(_contradicted(stated, amounts), None)
        if finding:
            return finding
    return None


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
    if stated.unit == "倍":
        if _LEVEL.search(stated.lead) and _SAME_TIME.search(stated.lead):
            yield 1 / value, inverse, back, "multiple"
    elif _GROWN.search(stated.clause):
        base = _base(amounts)
        if base is small:
            yield 1 / value - 1, inverse - _UNITY, f"{back} − 1", "rate"
        elif base is large:
            yield 1 - value, _UNITY - quotient, f"1 − {how}", "rate"
    elif _OF_SHARE.search(stated.clause) and not _OWN_RATES.search(stated.clause):
        if amounts[0] is large and not any(_AIMED.search(term.lead) for term in (stated, *amounts)):
            yield value, quotient, how, "share"
            yield 1 - value, _UNITY - quotient, f"1 − {how}", "share"


def _base(amounts: Sequence[Term]) -> Term | None:
    """Return the earlier of two amounts, where the words of one, and only one, say so."""
    first, second = amounts
    years = [key if key.isdigit() else "" for key in (period_key(first.lead), period_key(second.lead))]
    if all(years) and years[0] != years[1]:
        return first if years[0] < years[1] else second
    early = [term for term in amounts if EARLY.search(term.lead) or term.number.kind == "from"]
    return early[0] if len(early) == 1 else None
