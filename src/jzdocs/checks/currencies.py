"""Money in two currencies with the rate between them: 84万美元，以7.15的比价结汇，入账600.6万元;
500万港元，按1港元兑0.92元人民币折算，折合460万元人民币."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.calendar import SENTENCE, impossible, part
from jzdocs.checks.finding import Finding
from jzdocs.facts.rounding import plain, rounded
from jzdocs.patterns import compiled

_FOREIGN = (
    "美元|美金|欧元|日元|日圆|英镑|港元|港币|港纸|韩元|韩币|泰铢|铢|卢布|加元|加拿大元|澳元|澳大利亚元|新加坡元|新元|坡元"
    "|瑞士法郎|瑞郎|法郎|卢比|越南盾|林吉特|比索|兰特|澳门元|台币|新台币"
)
_HOME = "元人民币|人民币元|元"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_RATE_OF_UNITS = compiled(
    rf"(?<![\d.,])(?P<units>\d+(?:\.\d+)?)(?P<from>{_FOREIGN}|{_HOME})(?:兑换?|折合?|合|等于|可兑换?|换|=|＝|对)(?:人民币)?(?P<rate>\d+(?:\.\d+)?)(?P<to>{_FOREIGN}|{_HOME})"
)
_RATE_ALONE = compiled(
    r"(?:汇率|比价|汇价|牌价|中间价|卖出价|买入价|现汇价|结算价|折算率)(?:为|是|按|约|：)*(?P<rate>\d+\.\d+)(?![\d%万亿元])"
    r"|(?:以|按|照|用)(?P<rate2>\d+\.\d+)的?(?:现汇|现钞)?(?:汇率|比价|汇价|牌价|中间价|卖出价|买入价|结算价)"
)
_MONEY = compiled(
    rf"(?P<home>人民币)?(?P<number>{_NUMBER})(?P<scale>万|亿|百万|千万)?(?P<currency>{_FOREIGN}|{_HOME})?(?![\d.,/])"
)
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_NAMED_BEFORE = compiled(rf"(?P<currency>{_FOREIGN})[\u4e00-\u9fff]{{0,4}}$")
_NO_AMOUNT = compiled("(?<![预签合])约(?!定)|近|超|余|多|左右|分别|其中|[—~～]")
_LONGEST = 120


class _Money(Struct, frozen=True):
    """An amount of money: its value, half a unit of its last digit, whether it is in foreign currency, its place."""

    value: Decimal
    half: Decimal
    is_foreign: bool
    start: int
    end: int
    scale: Decimal
    places: int


def currencies_in(text: str) -> Iterator[Finding]:
    """Yield the amounts of a text that are not what the other currency gives at the rate that their sentence names."""
    if "汇" not in text and "兑" not in text and "价" not in text and "折" not in text and "合" not in text:
        return
    for match in SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) <= _LONGEST and not _NO_AMOUNT.search(sentence):
            yield from _check(sentence, match.start())


def _check(sentence: str, offset: int) -> Iterator[Finding]:
    found = _rate_in(sentence)
    if found is None:
        return
    value, start, end = found
    money = [amount for amount in _amounts(sentence) if not start <= amount.start < end]
    foreign = [amount for amount in money if amount.is_foreign]
    home = [amount for amount in money if not amount.is_foreign]
    if len(foreign) != 1 or len(home) != 1 or not value:
        return
    yield from _judge(sentence, offset, foreign[0], home[0], value)


def _rate_in(sentence: str) -> tuple[Decimal, int, int] | None:
    """Return the rate that a sentence names, in home currency for a unit of the foreign one, and where it stands."""
    if match := _RATE_OF_UNITS.search(sentence):
        value = Decimal(match["rate"]) / Decimal(match["units"]) if Decimal(match["units"]) else Decimal(0)
        if re.fullmatch(_HOME, match["from"]):
            value = 1 / value if value else value
        return value, match.start(), match.end()
    if match := _RATE_ALONE.search(sentence):
        return Decimal(match["rate"] or match["rate2"]), match.start(), match.end()
    return None


def _judge(sentence: str, offset: int, foreign: _Money, home: _Money, rate: Decimal) -> Iterator[Finding]:
    """Judge the amount that stands last; what is given may have been rounded."""
    exact = foreign.value * rate
    slack = foreign.half if foreign.places or home.start < foreign.start else Decimal(0)
    if abs(home.value - exact) <= home.half * 2 or abs(home.value / rate - foreign.value) <= slack * 2:
        return
    stated, other = (home, foreign) if home.start > foreign.start else (foreign, home)
    right = exact if stated is home else home.value / rate
    if not Decimal("0.2") < stated.value / right < 5:
        return
    place = part(sentence, stated.start, stated.end, offset)
    sign = "×" if stated is home else "÷"
    shown = plain(rounded(right / stated.scale, max(stated.places, 2)))
    how = f"{sentence[other.start : other.end]} {sign} {plain(rounded(rate, 4))}"
    yield impossible(place, "product", shown + re.sub(r"^[\d.,]+", "", place.text), how, certain=False)


def _amounts(sentence: str) -> Sequence[_Money]:
    found: list[_Money] = []
    for match in _MONEY.finditer(sentence):
        named = _NAMED_BEFORE.search(sentence[: match.start()])
        if not match["currency"] and not (match["scale"] and named):
            continue
        foreign = bool(re.fullmatch(_FOREIGN, match["currency"] or "")) or (
            named is not None and not match["home"] and match["currency"] in (None, "元")
        )
        digits = match["number"].replace(",", "")
        scale = Decimal(_SCALES.get(match["scale"] or "", 1))
        places = len(digits.partition(".")[2])
        half = scale * Decimal(5).scaleb(-places - 1)
        found.append(_Money(Decimal(digits) * scale, half, foreign, match.start(), match.end(), scale, places))
    return found
