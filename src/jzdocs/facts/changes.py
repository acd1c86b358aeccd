"""Changes that a sentence states twice: with their ends and with a difference or a rate, or with a level, an increase
and a rate.

Percentage points are held to the ends' own places: 14个百分点 for 13.6 wants 约. What is approximate, or refers to
another base (同比, 年均), is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jzdocs.facts.finding import (
    PERCENT,
    POINTS,
    Finding,
    exact,
    finer,
    half,
    least,
    meets,
    most,
    plain,
    printed,
    rounded,
    scale,
    short,
)
from jzdocs.facts.number import FALL, RISE, Number
from jzdocs.facts.quantities import Quantity

_VERB = f"(?:{RISE}|{FALL})"
OTHER_BASE = re.compile(r"同比|环比|年均|[比较](?:上年|去年|年初|上月|\d{4}年)|名义|实际|可比")


def changes_in(text: str, found: Sequence[Number]) -> Iterator[Finding]:
    """What is wrong with the changes of a sentence whose figures are `found`."""
    yield from _directions(text, found)
    groups: dict[int, list[Number]] = {}
    for figure in found:
        if figure.group:
            groups.setdefault(figure.group, []).append(figure)
    for members in groups.values():
        yield from _group(text, members)
    yield from _multiples(text, found)
    yield from _in_points(text, found)


def _group(text: str, members: Sequence[Number]) -> Iterator[Finding]:
    """One change with its statements, or one level with what it grew by."""
    first = next((f for f in members if f.kind == "from"), None)
    last = next((f for f in members if f.kind == "to"), None)
    stated = [f for f in members if f.kind in ("increase", "decrease")]
    if first and last and exact(first) and exact(last):
        for figure in stated:
            between = text[last.quantity.end : figure.quantity.start]
            if exact(figure) and not OTHER_BASE.search(between):
                yield from _change(first.quantity, last.quantity, figure)
        return
    level = next((f for f in members if f.kind == "level"), None)
    if level and len(stated) == 2 and exact(level) and all(map(exact, stated)):
        yield from _growth(text, level.quantity, stated)


def _change(first: Quantity, last: Quantity, figure: Number) -> Iterator[Finding]:
    """A stated difference or rate against the ends."""
    said = figure.quantity
    sign = -1 if figure.kind == "decrease" else 1
    unit = said.base_unit
    low, high = least(last) - most(first), most(last) - least(first)
    difference = last.amount - first.amount
    shares = first.base_unit in PERCENT and last.base_unit in PERCENT
    if (shares and unit in POINTS) or (unit == first.base_unit and not shares):
        slack = min(half(said), half(first), half(last)) if shares else half(said)
        if not meets(said, sign, low, high, slack):
            right = printed(abs(difference) / scale(said), said)
            right = printed(abs(difference), last, unit) if shares else right
            yield Finding(
                figure, "change", right, f"{short(last)} − {short(first)} = {plain(difference / scale(said))}"
            )
        elif said.value and half(said) < min(half(first), half(last)):
            right = printed(abs(difference) / scale(said), finer(first, last), said.unit)
            yield Finding(figure, "digits", right, f"{short(last)} − {short(first)}")
    elif unit in (*PERCENT, "倍") and first.amount > 0 and least(first) > 0:
        factor = 100 if unit in PERCENT else 1
        rates = [(b - a) / a * factor for a in (least(first), most(first)) for b in (least(last), most(last))]
        if meets(said, sign, min(rates), max(rates)):
            return
        rate = difference / first.amount * factor
        if shares and meets(said, sign, low, high):
            yield Finding(
                figure,
                "points",
                f"{plain(abs(said.value))}个百分点",
                f"{short(last)} − {short(first)} = {plain(difference)}",
            )
        else:
            how = f"({short(last)} − {short(first)}) ÷ {short(first)} = {plain(rounded(rate, 2))}{unit}"
            yield Finding(figure, "change", printed(abs(rate), said), how)


def _other_bases(text: str, level: Quantity, stated: Sequence[Number]) -> bool:
    """Whether two changes of a level name different bases: 比年初增加412.5亿元，同比增长8.9%. The second goes on
    with the first one's."""
    first, second = sorted((f.quantity for f in stated), key=lambda q: q.start)
    said = [OTHER_BASE.search(text[a.end : b.start]) for a, b in ((level, first), (first, second))]
    return bool(said[1]) and (not said[0] or said[0][0] != (said[1] or said[0])[0])


def _growth(text: str, level: Quantity, stated: Sequence[Number]) -> Iterator[Finding]:
    """达1478.1万吨，增产4.2万吨，增长0.3%: the rate against level and increase."""
    amount = next((f for f in stated if f.quantity.base_unit == level.base_unit), None)
    rate = next((f for f in stated if f.quantity.base_unit in PERCENT), None)
    if not amount or not rate or level.base_unit in PERCENT or amount.kind != rate.kind:
        return
    if _other_bases(text, level, stated):
        return
    sign = -1 if amount.kind == "decrease" else 1
    by = [sign * least(amount.quantity), sign * most(amount.quantity)]
    levels = [least(level), most(level)]
    bases = [v - b for v in levels for b in by]
    if min(bases) <= 0:
        return
    rates = [b / (v - b) * 100 for v in levels for b in by]
    if not meets(rate.quantity, sign, min(rates), max(rates)):
        change = sign * amount.quantity.amount
        base = level.amount - change
        value = change / base * 100
        by_text, operator = short(amount.quantity), "−" if sign > 0 else "+"
        how = f"{by_text} ÷ ({short(level)} {operator} {by_text}) = {plain(rounded(value, 2))}%"
        yield Finding(rate, "rate", printed(abs(value), rate.quantity), how)


def _directions(text: str, found: Sequence[Number]) -> Iterator[Finding]:
    """A verb that says up where the numbers go down, or the other way round."""
    for a, b in pairwise(found):
        if a.kind != "from" or b.kind != "to" or a.group != b.group or not (exact(a) and exact(b)):
            continue
        between = text[a.quantity.end : b.quantity.start]
        rises, falls = (
            bool(re.search(rf"(?:{RISE})(?:至|到|为)", between)),
            bool(re.search(rf"(?:{FALL})(?:至|到|为)", between)),
        )
        wrong = (rises and most(b.quantity) < least(a.quantity)) or (falls and least(b.quantity) > most(a.quantity))
        if rises != falls and wrong:
            how = f"{short(b.quantity)} {'<' if rises else '>'} {short(a.quantity)}"
            yield Finding(b, "direction", "下降" if rises else "上升", how)


_TIMES_OF = re.compile(r"(?:[，,、；]|即|也就)*(?:是|为|相当于|达到?)(?:了|约)*(?P<of>[^，。；]{0,12}?)的(?:约|近)?")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_DOUBLED_LOW, _DOUBLED_HIGH = Decimal("0.9"), Decimal("1.3")


def _multiples(text: str, found: Sequence[Number]) -> Iterator[Finding]:
    """是2020年的2.8倍, 翻一番 against the ends; 增长1.8倍 against 是…的2.8倍; and what cannot be: 减少2倍."""
    for index, figure in enumerate(found):
        said = figure.quantity
        if said.base_unit != "倍" or not exact(figure):
            continue
        if figure.kind == "decrease" and said.value >= 1:
            yield Finding(figure, "multiple", "百分之几", f"{short(said)} ≥ 1")
            continue
        before = [f for f in found[:index] if f.kind not in ("date", "label", "ordinal")]
        if said.text.startswith("翻"):
            yield from _doubled(text, figure, before)
        elif before and figure.kind == "level":
            yield from _times_of(text, figure, before)


def _doubled(text: str, figure: Number, before: Sequence[Number]) -> Iterator[Finding]:
    """翻一番 is twice, 翻两番 four times as much: judged with a tenth of slack, since it is said of what comes near
    to it."""
    ends = _ends(before)
    if not ends or not all(map(exact, ends)) or ends[0].quantity.amount <= 0:
        return
    between = text[ends[1].quantity.end : figure.quantity.start]
    around = between[-3:] + text[figure.quantity.end : figure.quantity.end + 1]
    if len(between) > 12 or OTHER_BASE.search(between) or re.search("[近乎多]|接近", around):
        return
    ratio, times = ends[1].quantity.amount / ends[0].quantity.amount, figure.quantity.value
    if not _DOUBLED_LOW * times <= ratio <= _DOUBLED_HIGH * times:
        yield Finding(
            figure,
            "multiple",
            f"{plain(rounded(ratio, 1))}倍",
            f"{short(ends[1].quantity)} ÷ {short(ends[0].quantity)}",
        )


def _ends(before: Sequence[Number]) -> tuple[Number, Number] | None:
    """The change whose end is the last level before."""
    last = next((f for f in reversed(before) if f.kind not in ("increase", "decrease")), None)
    if last is None or last.kind != "to" or not last.group:
        return None
    first = next((f for f in before if f.kind == "from" and f.group == last.group), None)
    return (first, last) if first else None


def _times_of(text: str, figure: Number, before: Sequence[Number]) -> Iterator[Finding]:
    said, last = figure.quantity, before[-1]
    of = _TIMES_OF.fullmatch(text[last.quantity.end : said.start])
    if of is None:
        return
    if last.quantity.base_unit == "倍" and last.kind == "increase" and exact(last) and "翻" not in last.quantity.text:
        if not meets(said, 1, least(last.quantity) + 1, most(last.quantity) + 1):
            yield Finding(figure, "multiple", f"{plain(last.quantity.value + 1)}倍", f"{short(last.quantity)} + 1")
        return
    ends = _ends(before)
    if not ends or not all(map(exact, ends)) or least(ends[0].quantity) <= 0:
        return
    first, end = ends[0].quantity, ends[1].quantity
    years = _YEAR.findall(text[max(0, first.start - 12) : first.start])
    named = _YEAR.findall(of["of"])
    if (named and years and named[0] != years[-1]) or re.search("全国|全省|全市|平均|同期", of["of"]):
        return
    if not meets(said, 1, least(end) / most(first), most(end) / least(first)):
        yield Finding(
            figure,
            "multiple",
            f"{plain(rounded(end.amount / first.amount, _places(said)))}倍",
            f"{short(end)} ÷ {short(first)}",
        )


def _places(quantity: Quantity) -> int:
    return max(0, -int(quantity.value.as_tuple().exponent))


_REACHED = re.compile(r"(?:至|到|达)(?:了)?$")
_NO_LEVEL = re.compile("幅|差|拉动|贡献|高出|领先|超|高于|低于|扩大|缩小|收窄|快|慢")


def _in_points(text: str, found: Sequence[Number]) -> Iterator[Finding]:
    """达到38.2个百分点: a share is in percent, only a difference of shares is in points."""
    for figure in found:
        said = figure.quantity
        if said.base_unit not in POINTS or figure.kind not in ("level", "to"):
            continue
        clause = re.split(r"[，,。；;、]", text[max(0, said.start - 24) : said.start])[-1]
        if _REACHED.search(clause) and not _NO_LEVEL.search(clause):
            yield Finding(figure, "points", f"{plain(said.value)}%", "%")


def yearly(found: Sequence[Number]) -> Iterator[Finding]:
    """2023年100亿元，2024年120亿元，增长25%: the rate against the levels of two years that follow one another;
    `found` with their subjects."""
    for index, figure in enumerate(found):
        if figure.kind not in ("increase", "decrease") or not exact(figure) or figure.quantity.base_unit not in PERCENT:
            continue
        level = (
            next((f for f in found[:index] if f.group == figure.group and f.kind == "level"), None)
            if figure.group
            else None
        )
        if level is None or not exact(level) or level.quantity.base_unit in PERCENT:
            continue
        before = [
            f
            for f in found[: found.index(level)]
            if f.kind == "level" and f.subject == level.subject and f.quantity.base_unit == level.quantity.base_unit
        ]
        if len(before) == 1 and exact(before[0]) and _year_after(before[0], level) and least(before[0].quantity) > 0:
            yield from _change(before[0].quantity, level.quantity, figure)


def _year_after(first: Number, second: Number) -> bool:
    years = [_YEAR.match(f.period or "") for f in (first, second)]
    return bool(years[0] and years[1]) and int((years[1] or years[0])[0][:4]) - int((years[0] or years[1])[0][:4]) == 1  # type: ignore[index]
