"""The arithmetic of change: where a text states a change twice (from, to, and by how much), it is recomputed with decimals.

The rounding rule: every printed number stands for all that round to it (38.2 for 38.15 to 38.25), so a statement is wrong only when none
of the values that the ends may have gives it. Percentage points are held to the ends' own places: 14个百分点 for 13.6 wants 约. What is
approximate (约, 余, 超), or refers to another base (同比, 年均), is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

from jzdocs.facts.figure import FALL, RISE, Figure
from jzdocs.facts.figures import related
from jzdocs.facts.quantities import Quantity

Problem = Literal["change", "points", "direction", "rate", "doubled"]
_DOUBLED = re.compile(
    r"(?P<before>超过|超|逾|不少于|不低于|约|大约)(?P<body>(?P<number>\d)[\d.,]*[^，。；\d]{0,6}?)(?P<after>以上|以下|左右|上下)"
)
_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_LONGEST = 2000  # no sentence that somebody wrote is longer
_VERB = f"(?:{RISE}|{FALL})"
_CHANGES = re.compile(rf"{_VERB}(?:至|到|为)|{_VERB}[^，。；]{{0,12}}\d[^。；]*?{_VERB}[^，。；]{{0,8}}\d")
_OTHER_BASE = re.compile(r"同比|环比|年均|[比较](?:上年|去年|年初|上月|\d{4}年)|名义|实际|可比")
_POINTS = frozenset(("个百分点", "百分点"))
_PERCENT = frozenset(("%", "％"))


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement that cannot be true: the figure, what is wrong, the value it should have (with its unit), and how that was computed."""

    figure: Figure
    problem: Problem
    right: str
    how: str


def findings(text: str) -> Iterator[Finding]:
    """What is wrong with the changes that a paragraph states."""
    for match in _DOUBLED.finditer(text):
        if text[match.start() - 1 : match.start()] in ("“", "‘"):  # quoted: the author speaks of the words
            continue
        near = max(0, match.start() - 40)
        found = (_shifted(f, near) for f in related(text[near : match.end() + 20]))
        said = next((f for f in found if f.quantity.start <= match.start("number") < f.quantity.end), None)
        if said:
            right = f"{match['before']}{match['body']}" if match["before"] != "约" else f"约{match['body']}"
            yield Finding(said, "doubled", right, f"{match['before']}…{match['after']}")
    for match in _SENTENCE.finditer(text):
        if len(match[0]) <= _LONGEST and _CHANGES.search(match[0]):
            yield from (_moved(f, match.start()) for f in _in_sentence(match[0]))


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, figure=_shifted(finding.figure, by))


def _shifted(figure: Figure, by: int) -> Figure:
    quantity = figure.quantity
    return replace(figure, quantity=replace(quantity, start=quantity.start + by, end=quantity.end + by))


def _in_sentence(text: str) -> Iterator[Finding]:
    found = related(text)
    yield from _directions(text, found)
    groups: dict[int, list[Figure]] = {}
    for figure in found:
        if figure.group:
            groups.setdefault(figure.group, []).append(figure)
    for members in groups.values():
        yield from _group(text, members)


def _exact(figure: Figure) -> bool:
    return figure.quantity.approx is None


def _group(text: str, members: Sequence[Figure]) -> Iterator[Finding]:
    """One change with its statements, or one level with what it grew by."""
    first = next((f for f in members if f.kind == "from"), None)
    last = next((f for f in members if f.kind == "to"), None)
    stated = [f for f in members if f.kind in ("increase", "decrease")]
    if first and last and _exact(first) and _exact(last):
        for figure in stated:
            between = text[last.quantity.end : figure.quantity.start]
            if _exact(figure) and not _OTHER_BASE.search(between):
                yield from _change(first.quantity, last.quantity, figure)
        return
    level = next((f for f in members if f.kind == "level"), None)
    if level and len(stated) == 2 and _exact(level) and all(map(_exact, stated)):
        yield from _growth(text, level.quantity, stated)


def _change(first: Quantity, last: Quantity, figure: Figure) -> Iterator[Finding]:
    """A stated difference or rate against the ends."""
    said = figure.quantity
    sign = -1 if figure.kind == "decrease" else 1
    unit = said.base_unit
    low, high = _least(last) - _most(first), _most(last) - _least(first)
    difference = last.amount - first.amount
    shares = first.base_unit in _PERCENT and last.base_unit in _PERCENT
    if (shares and unit in _POINTS) or (unit == first.base_unit and not shares):
        half = min(_half(said), _half(first), _half(last)) if shares else _half(said)
        if not _meets(said, sign, low, high, half):
            right = _printed(abs(difference) / _scale(said), said)
            right = _printed(abs(difference), last, unit) if shares else right
            yield Finding(figure, "change", right, f"{_short(last)} − {_short(first)} = {_plain(difference / _scale(said))}")
    elif unit in (*_PERCENT, "倍") and first.amount > 0 and _least(first) > 0:
        factor = 100 if unit in _PERCENT else 1
        rates = [(b - a) / a * factor for a in (_least(first), _most(first)) for b in (_least(last), _most(last))]
        if _meets(said, sign, min(rates), max(rates)):
            return
        rate = difference / first.amount * factor
        if shares and _meets(said, sign, low, high):
            yield Finding(figure, "points", f"{_plain(abs(said.value))}个百分点", f"{_short(last)} − {_short(first)} = {_plain(difference)}")
        else:
            how = f"({_short(last)} − {_short(first)}) ÷ {_short(first)} = {_plain(_round(rate, 2))}{unit}"
            yield Finding(figure, "change", _printed(abs(rate), said), how)


def _other_bases(text: str, level: Quantity, stated: Sequence[Figure]) -> bool:
    """Whether two changes of a level name different bases: 比年初增加412.5亿元，同比增长8.9%. The second goes on with the first one's."""
    first, second = sorted((f.quantity for f in stated), key=lambda q: q.start)
    said = [_OTHER_BASE.search(text[a.end : b.start]) for a, b in ((level, first), (first, second))]
    return bool(said[1]) and (not said[0] or said[0][0] != (said[1] or said[0])[0])


def _growth(text: str, level: Quantity, stated: Sequence[Figure]) -> Iterator[Finding]:
    """达1478.1万吨，增产4.2万吨，增长0.3%: the rate against level and increase."""
    amount = next((f for f in stated if f.quantity.base_unit == level.base_unit), None)
    rate = next((f for f in stated if f.quantity.base_unit in _PERCENT), None)
    if not amount or not rate or level.base_unit in _PERCENT or amount.kind != rate.kind:
        return
    if _other_bases(text, level, stated):
        return
    sign = -1 if amount.kind == "decrease" else 1
    by = [sign * _least(amount.quantity), sign * _most(amount.quantity)]
    levels = [_least(level), _most(level)]
    bases = [v - b for v in levels for b in by]
    if min(bases) <= 0:
        return
    rates = [b / (v - b) * 100 for v in levels for b in by]
    if not _meets(rate.quantity, sign, min(rates), max(rates)):
        change = sign * amount.quantity.amount
        base = level.amount - change
        value = change / base * 100
        by_text, operator = _short(amount.quantity), "−" if sign > 0 else "+"
        how = f"{by_text} ÷ ({_short(level)} {operator} {by_text}) = {_plain(_round(value, 2))}%"
        yield Finding(rate, "rate", _printed(abs(value), rate.quantity), how)


def _directions(text: str, found: Sequence[Figure]) -> Iterator[Finding]:
    """A verb that says up where the numbers go down, or the other way round."""
    for a, b in pairwise(found):
        if a.kind != "from" or b.kind != "to" or a.group != b.group or not (_exact(a) and _exact(b)):
            continue
        between = text[a.quantity.end : b.quantity.start]
        rises, falls = bool(re.search(rf"(?:{RISE})(?:至|到|为)", between)), bool(re.search(rf"(?:{FALL})(?:至|到|为)", between))
        wrong = (rises and _most(b.quantity) < _least(a.quantity)) or (falls and _least(b.quantity) > _most(a.quantity))
        if rises != falls and wrong:
            how = f"{_short(b.quantity)} {'<' if rises else '>'} {_short(a.quantity)}"
            yield Finding(b, "direction", "下降" if rises else "上升", how)


def _scale(quantity: Quantity) -> Decimal:
    """What the quantity's multiplier multiplies by."""
    return quantity.amount / quantity.value if quantity.value else Decimal(1)


def _half(quantity: Quantity) -> Decimal:
    """Half a unit of the last printed digit."""
    exponent = quantity.value.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1) * abs(_scale(quantity))


def _least(quantity: Quantity) -> Decimal:
    return quantity.amount - _half(quantity)


def _most(quantity: Quantity) -> Decimal:
    return quantity.amount + _half(quantity)


def _meets(said: Quantity, sign: int, low: Decimal, high: Decimal, half: Decimal | None = None) -> bool:
    """Whether a stated change, give or take `half` (else half a unit of its last place), is one of those that the ends allow."""
    value, half = sign * said.amount, _half(said) if half is None else half
    return low - half <= value <= high + half


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _printed(value: Decimal, like: Quantity, unit: str | None = None) -> str:
    """A value with as many places as a stated one, and its unit."""
    places = max(0, -int(like.value.as_tuple().exponent))
    return f"{_plain(_round(value, places))}{like.unit if unit is None else unit}"


def _plain(value: Decimal) -> str:
    return format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")


def _short(quantity: Quantity) -> str:
    return f"{_plain(quantity.value)}{quantity.unit}"
