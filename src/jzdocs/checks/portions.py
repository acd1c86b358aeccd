"""Portions: an amount, a rate, and what the rate makes of it: 含税价113万元，税率13%，不含税价100万元;
每册48元，八五折，实付40.80元; 156根，完成三分之二，即104根."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.claims import Claim, Interval, interval, is_true, judged
from jzdocs.checks.finding import Finding
from jzdocs.checks.near_misses import is_misprint
from jzdocs.checks.ranges import unit_of
from jzdocs.checks.slips import is_plain, is_slip
from jzdocs.checks.terms import Term
from jzdocs.facts.numerals import chinese_number
from jzdocs.facts.rounding import PERCENT, bare, decimal_places, multiplier, plain, rounded
from jzdocs.patterns import compiled

_UNITY = Decimal(1)
_HUNDRED = Decimal(100)
_DISCOUNT = compiled(
    r"(?<![骨曲转周])(?:(?P<half>减半|半价|对折)|(?:(?P<digits>\d(?:\.\d)?)|(?P<words>[一二三四五六七八九]{1,2}))折)"
    "(?![叠合算线断扣旧损射磨]|.{0,2}点)"
)
# words before or behind a rate, or before the result, that say what the rate makes of the amount
_OF = compiled(
    "利息|利率|年息|月息|税[率额款]|费率|手续费|服务费|佣金|提成|首付|预付|定金|订金|违约金|滞纳金|赔付|报销|补[贴助偿]|奖励|分红|计提|提取|比例|占|持股|出资|按"
    "|承担|负担|分担|担责|自付|自负|合格|完好|成活|出勤|到课|达标|完成|中标|签约|参与|满意|分成|返还|折合|质保金|保证金|公积金"
)
_WITHOUT_TAX = compiled("不含税|税前|未税|裸价")
_SPAN = compiled("(?<![\\d一二三四五六七八九十])([二两三四五六七八九十]{1,3}|\\d{1,2})(?:年|个月|期(?!末))")
_INTEREST = compiled("单利|[付利]息")
_MOST_YEARS = 61
_STATISTICS = compiled("同比|环比|比上年|较上年|增长|增速|增幅|目标|计划|全国|全省|左右|超过|以上|以下|其中")
_LONGEST = 90


class _Rate(Struct, frozen=True):
    """A rate as a fraction, its place in the text, the words around it, and how it is printed."""

    value: Decimal
    half: Decimal
    start: int
    words: str
    text: str
    is_discount: bool = False

    @property
    def interval(self) -> Interval:
        """Return all rates that are printed so."""
        return Interval(self.value - self.half, self.value + self.half)


def portions_in(text: str, terms: Sequence[Term], start: int) -> Iterator[Finding]:
    """Yield the amounts of a short sentence (the terms from `start` on) that a rate makes of another amount, and
    does not."""
    own = terms[start:]
    if not 2 <= len(own) <= 6 or own[-1].number.quantity.end - own[0].number.quantity.start > _LONGEST:
        return
    rates = [*_percents(own), *_discounts(text, own)]
    if len(rates) != 1:
        return
    amounts = [term for term in own if term.unit not in (*PERCENT, "‰", "倍", "")]
    if len(amounts) > 3:
        return
    for unit in {unit_of(term.number.quantity) for term in amounts}:
        pair = [term for term in amounts if unit_of(term.number.quantity) == unit]
        if len(pair) == 2 and all(map(is_plain, pair)) and min(t.number.quantity.amount for t in pair) > 0:
            yield from _check(rates[0], pair[0], pair[1], [t for t in amounts if t not in pair])


def _percents(own: Sequence[Term]) -> Iterator[_Rate]:
    for term in own:
        if "分之" in term.number.quantity.text and is_plain(term) and (value := _fraction(term.number.quantity.text)):
            yield _Rate(value, Decimal(0), term.number.quantity.start, term.lead + "占|", term.number.quantity.text)
        elif term.unit in PERCENT and is_plain(term):
            quantity = term.number.quantity
            half = Decimal(5).scaleb(-decimal_places(quantity.value) - 1) / _HUNDRED
            words = term.lead + "|" + re.split("[，。；]", term.tail)[0]
            yield _Rate(quantity.amount / _HUNDRED, half, quantity.start, words, bare(quantity))


def _fraction(text: str) -> Decimal | None:
    match = re.fullmatch("(?P<below>[一二三四五六七八九十百]+)分之(?P<above>[一二三四五六七八九十百]+)", text)
    below, above = (chinese_number(match[name]) for name in ("below", "above")) if match else (None, None)
    return above / below if above and below else None


def _discounts(text: str, own: Sequence[Term]) -> Iterator[_Rate]:
    begin, end = own[0].number.quantity.start, own[-1].number.quantity.end
    for match in _DISCOUNT.finditer(text, begin, end):
        value = _tenths(match["words"] or "五") if not match["digits"] else Decimal(match["digits"]) / 10
        if value:
            yield _Rate(value, Decimal(0), match.start(), match[0], f"{plain(value * 100)}%", is_discount=True)


def _tenths(words: str) -> Decimal:
    digits = [chinese_number(word) or Decimal(0) for word in words]
    return digits[0] / 10 + (digits[1] / 100 if len(digits) > 1 else 0)


def _check(rate: _Rate, first: Term, second: Term, others: Sequence[Term]) -> Iterator[Finding]:
    """Check which of the usual relations of two amounts and a rate holds; where none does, the one that words name."""
    words = first.lead + rate.words + second.lead
    if _STATISTICS.search(words) or first.is_change:
        return
    factor, how, plainly = _named(rate, words, second)
    if factor is None or (second.number.quantity.start < rate.start and not rate.is_discount):
        return
    if plainly:
        claim = _claim(rate, first, second, factor, how)
        if "分之" in rate.text and is_true(
            _claim(rate, second, first, factor, how)
        ):  # 完成三分之二，8亿元，总投资12亿元
            return
        if not is_true(claim) and not any(_by_count(claim, term) for term in others):
            yield from judged(claim)
        return
    forms = list(_forms(rate, first, second))
    claims = [_claim(rate, base, stated, factor, how) for base, stated, factor, how in forms]
    claims += [
        _claim(rate, first, second, 1 / claim_factor, "÷") for _, _, claim_factor, _ in forms[:2] if claim_factor
    ]
    if any(map(is_true, claims)) or (others and any(_by_count(claim, term) for claim in claims for term in others)):
        return
    claim = _claim(rate, first, second, factor, how)
    spans = _spans(words)
    if spans:  # the rate may hold for each year
        if any(is_true(_claim(rate, first, second, factor * span, how)) for span in spans):
            return
        if len(spans) > 1 or not _INTEREST.search(words):
            return
        claim = _claim(rate, first, second, factor * spans[0], f"{how} × {plain(spans[0])}")
    if _is_slip(claim) or (spans and "单利" in words):
        yield from judged(claim)


def _spans(words: str) -> list[Decimal]:
    """Return the counts of years or months that words name: 存期三年."""
    found = (Decimal(m[1]) if m[1].isdigit() else chinese_number(m[1]) for m in _SPAN.finditer(words))
    return [span for span in found if span and 1 < span < _MOST_YEARS]


def _forms(rate: _Rate, first: Term, second: Term) -> Iterator[tuple[Term, Term, Decimal, str]]:
    for base, stated in ((first, second), (second, first)):
        yield base, stated, rate.value, f"× {rate.text}"
        yield base, stated, _UNITY - rate.value, f"× (1 − {rate.text})"
        yield base, stated, _UNITY + rate.value, f"× (1 + {rate.text})"


def _named(rate: _Rate, words: str, stated: Term) -> tuple[Decimal | None, str, bool]:
    """Return what a result is of the amount before it, by its words (None where none say), how that is written, and
    whether they leave no other reading."""
    result = stated.clause
    if rate.is_discount:
        if re.search("优惠|让利|节[省约]|少付|减(?!半)", result):
            return _UNITY - rate.value, f"× (1 − {rate.text})", True
        return rate.value, f"× {rate.text}", True
    before = rate.words.split("|")[0]
    if _WITHOUT_TAX.search(result):
        return _UNITY / (_UNITY + rate.value), f"÷ (1 + {rate.text})", True
    if re.search("含税|价税合计|本息|连本带息", result):
        return _UNITY + rate.value, f"× (1 + {rate.text})", True
    if re.search("退还|退回|应退|实付|到手", result) or re.search("降价|下浮|优惠|让利|折让|减免|核减|损耗", before):
        less = re.search("优惠|让利|减免|核减|降[价低]|折让|损耗", result)
        factor = rate.value if less else _UNITY - rate.value
        return factor, f"× {rate.text}" if less else f"× (1 − {rate.text})", True
    if re.search("涨价|上浮|提价|加价|溢价", before):
        return _UNITY + rate.value, f"× (1 + {rate.text})", True
    if _OF.search(rate.words + result):
        return rate.value, f"× {rate.text}", "分之" in rate.text and not re.search("[未剩余]|其他", result)
    return None, "", False


def _claim(rate: _Rate, base: Term, stated: Term, factor: Decimal, how: str) -> Claim:
    quantity = stated.number.quantity
    spread = rate.half * (1 if factor <= 2 else factor)
    implied = interval(base.number) * Interval(max(factor - spread, Decimal(0)), factor + spread)
    value = base.number.quantity.amount * factor
    shown = plain(rounded(value / multiplier(quantity), 2))
    return Claim(
        stated.number, value, implied, f"{bare(base.number.quantity)} {how} = {shown}", "product", certain=False
    )


def _by_count(claim: Claim, count: Term) -> bool:
    """Whether a result is that of several: 每册40.80元，2000册."""
    times = interval(count.number)
    return interval(claim.stated, counted=False).meets(claim.implied * times)


def _is_slip(claim: Claim) -> bool:
    quantity = claim.stated.quantity
    value = abs(claim.value) / multiplier(quantity)
    right = rounded(value, max(decimal_places(quantity.value), 0))
    return is_slip(quantity.value, value) or is_misprint(str(quantity.value), str(right))
