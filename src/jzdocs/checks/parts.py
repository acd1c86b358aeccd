"""Parts and their wholes: a part is no larger than the whole, a complete list adds up to it, and a share is the part
divided by the whole.

Avoiding false alarms matters more than finding everything: averages, differences and rates do not add up and are left
alone, and so are lists whose items may overlap (女职工, 党员).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.checks.finding import Finding
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import (
    PERCENT,
    POINTS,
    bare,
    decimal_places,
    exact,
    half_unit,
    is_possible,
    least,
    most,
    multiplier,
    plain,
    printed_like,
    rounded,
)

_SHARE_OF_WHOLE = re.compile(r"占(?:比|总数的?|总量的?|总额的?|全部的?|其)?(?:比重|比例)?(?:的)?(?:达到?|为|约|仅)*$")
_SHARE_OF = re.compile(
    r"占(?P<whole>[\u4e00-\u9fff“”（）]{2,20}?)(?:总数|总量)?(?:的)?(?:比重|比例)?(?:的)?(?:达到?|为|约|仅)*$"
)
_OUTER_WHOLE = re.compile("全省|全国|全市|全球|全部|比")
# numbers that do not add up, or are remainders: averages, prices, balances
_NO_SUM = re.compile(
    "人均|户均|平均|年均|日均|均|最|率|价|工资|单产|亩产|标准|收入比|利润|差|净|结余|盈|指数|密度|每|增速|寿命|年龄|温|浓度|强度|成本|限额|长度"
)
_OVERLAP = re.compile("女|党员|少数民族|以上|以下|重点|优秀|同时|首次|含|兼|连续|外|新")

_ADDS = re.compile(
    "个|座|处|家|户|人|名|位|所|项|条|件|套|栋|台|辆|张|元|美元|公里|千米|米|亩|公顷|平方米|平方公里|立方米|吨|公斤|斤|千瓦|千瓦时|人次|例|起|部|盏|间|株|头|床"
)
_SETS = tuple(
    frozenset(names.split())
    for names in (
        "第一产业 第二产业 第三产业",
        "城镇 乡村",
        "城镇 农村",
        "男 女",
        "男性 女性",
        "本科 专科",
        "国有 民营 外资",
        "进口 出口",
    )
)
_LIST = re.compile(
    r"[\u4e00-\u9fff“”]{0,14}?(?P<mark>[，,。；]?其中[，,：:]?|[（(]|[：:]|，?(?:包括|分别为|分别是|分为))"
)
_PARTS_OF_PARTS = re.compile("其中|累计|共|总|合计|另|此外|从|由")
_OPEN_LIST = re.compile("等|以上|其他|为主|约|余")
_NOT_COUNTED = ("date", "label", "ordinal")
_MOST_PERCENT = 101  # more than rounding explains: the two numbers are no part and whole


def parts_in(text: str, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Yield what is wrong with the parts and shares of a sentence; `numbers` have their subjects."""
    counted = [number for number in numbers if number.kind not in _NOT_COUNTED]
    for index, number in enumerate(counted):
        if number.quantity.base_unit in PERCENT and number.kind == "level" and exact(number) and index:
            yield from _check_share(text, number, counted[:index])
        elif _may_be_whole(number):
            yield from _check_parts(text, number, counted[index + 1 :])


# --- shares


def _check_share(text: str, share: Number, before: Sequence[Number]) -> Iterator[Finding]:
    """Check a share (占…的p%) of a whole that the sentence names, against part and whole."""
    start = share.quantity.start
    clause = re.split(r"[，,。；;：:]", text[:start])[-1]
    if not clause.startswith("占"):
        return
    part = next((n for n in reversed(before) if _is_level(n) and n.quantity.base_unit not in PERCENT), None)
    if part is None or not exact(part) or re.search(r"[。；;]", text[part.quantity.end : start]):
        return
    whole = _whole_of_share(text, before, part, clause)
    if whole is None or not exact(whole) or least(whole.quantity) <= 0 or part.quantity.amount <= 0:
        return
    first, second = part.quantity, whole.quantity
    low, high = least(first) / most(second) * 100, most(first) / least(second) * 100
    if high <= _MOST_PERCENT and not is_possible(share.quantity, 1, low, high):
        right = printed_like(first.amount / second.amount * 100, share.quantity)
        yield Finding(share, "share", right, f"{bare(first)} ÷ {bare(second)}")


def _is_level(number: Number) -> bool:
    return number.kind in ("level", "to")


def _whole_of_share(text: str, numbers: Sequence[Number], part: Number, clause: str) -> Number | None:
    """Return the whole of a share: the number before 其中 where the clause names nothing else, else the last one of
    the name that the clause gives."""
    candidates = [
        number
        for number in numbers[: numbers.index(part)]
        if _is_level(number)
        and number.quantity.base_unit == part.quantity.base_unit
        and most(number.quantity) >= least(part.quantity)
    ]
    last = candidates[-1] if candidates else None
    among = _whole_before_among(text, numbers, part)
    if _SHARE_OF_WHOLE.search(clause):
        return last if last is among else None
    named = _SHARE_OF.search(clause)
    if named is None or _OUTER_WHOLE.search(named["whole"]):
        return None
    name = named["whole"]
    if last and last is among and last.subject[-2:] == name[-2:]:
        return last
    return next((number for number in reversed(candidates) if _is_named(number, name)), None)


def _is_named(number: Number, name: str) -> bool:
    subject = number.subject
    return subject == name or (subject.endswith(name) and len(name) > 2)


def _whole_before_among(text: str, numbers: Sequence[Number], part: Number) -> Number | None:
    """Return the last level before the 其中 that a part stands behind."""
    place = text.rfind("其中", 0, part.quantity.start)  # -1, before all numbers, where there is none
    levels = [
        number
        for number in numbers
        if number.quantity.end <= place and _is_level(number) and number.quantity.base_unit not in (*PERCENT, *POINTS)
    ]
    return levels[-1] if levels else None


# --- parts


def _may_be_whole(number: Number) -> bool:
    quantity = number.quantity
    adds = _ADDS.fullmatch(quantity.base_unit) and not _NO_SUM.search(number.subject)
    return bool(adds) and number.kind in ("level", "to", "increase") and exact(number) and quantity.amount > 0


def _check_parts(text: str, whole: Number, behind: Sequence[Number]) -> Iterator[Finding]:
    """Check the list behind a whole, where one begins: with 其中, in brackets, or with a colon."""
    end = whole.quantity.end
    opening = _LIST.match(text[end:])
    if opening is None or _NO_SUM.search(text[max(0, end - 24) : end + opening.end()]):
        return
    mark, start = opening["mark"], end + opening.end()
    stop = _end_of_list(text, start, bracket=mark in "（(")
    items = [number for number in behind if start <= number.quantity.start < stop]
    parts = _parts_among(items, whole)
    if len(parts) == 1:
        yield from _check_size(whole, parts[0], mark)
    elif parts and not _may_overlap(parts) and not _has_inner_parts(text, parts):
        yield from _check_sum(whole, parts, complete=_is_complete(mark, parts, text[start:stop]))


def _end_of_list(text: str, start: int, *, bracket: bool) -> int:
    match = re.search(r"[）)]" if bracket else r"[。；;]", text[start:])
    return start + match.start() if match else len(text)


def _parts_among(items: Sequence[Number], whole: Number) -> list[Number]:
    """Return the numbers of a list that are parts of `whole`; none where the list holds anything that is neither a
    part nor describes one (增长4.3%, 占12%)."""
    unit = whole.quantity.base_unit
    parts = [number for number in items if number.quantity.base_unit == unit and number.kind in ("level", whole.kind)]
    details = sum(
        number.quantity.base_unit in (*PERCENT, *POINTS) or number.kind in ("increase", "decrease", "rank")
        for number in items
    )
    add_up = all(map(exact, parts)) and not any(_NO_SUM.search(part.subject) for part in parts)
    return parts if add_up and len(parts) >= len(items) - details else []


def _has_inner_parts(text: str, parts: Sequence[Number]) -> bool:
    """Whether a list goes on with parts of its parts, or with something that is counted differently."""
    return bool(_PARTS_OF_PARTS.search(text[parts[0].quantity.end : parts[-1].quantity.start]))


def _may_overlap(parts: Sequence[Number]) -> bool:
    return not _are_a_set(parts) and any(_OVERLAP.search(part.subject) for part in parts)


def _are_a_set(parts: Sequence[Number]) -> bool:
    """Whether parts have the names of a known set, of which each whole consists: 城镇 and 乡村."""
    subjects = [part.subject.removesuffix("增加值").removesuffix("人口").removesuffix("常住") for part in parts]
    return len(subjects) == len(set(subjects)) and set(subjects) in _SETS


def _is_complete(mark: str, parts: Sequence[Number], inside: str) -> bool:
    """Whether a list names all parts: a known set of names, or a list that is not opened by 其中 or 包括."""
    if _are_a_set(parts):
        return True
    return "其中" not in mark and "包括" not in mark and not _OPEN_LIST.search(inside)


def _check_size(whole: Number, part: Number, mark: str) -> Iterator[Finding]:
    if "其中" in mark and least(part.quantity) > most(whole.quantity):
        limit = bare(whole.quantity)
        yield Finding(part, "parts", f"≤ {limit}", f"{bare(part.quantity)} > {limit}")


def _check_sum(whole: Number, parts: Sequence[Number], *, complete: bool) -> Iterator[Finding]:
    total = sum(part.quantity.amount for part in parts)
    slack = sum(half_unit(part.quantity) for part in parts) + half_unit(whole.quantity)
    if all(map(_is_count, (whole, *parts))):
        slack *= 0
    over = total - slack > whole.quantity.amount
    under = complete and total + slack < whole.quantity.amount
    if over or under:
        places = max(decimal_places(number.quantity.value) for number in (whole, *parts))
        right = f"{plain(rounded(total / multiplier(whole.quantity), places))}{whole.quantity.unit}"
        yield Finding(whole, "parts", right, " + ".join(bare(part.quantity) for part in parts))


def _is_count(number: Number) -> bool:
    """Whether a number is printed in ones, so that it is exact."""
    quantity = number.quantity
    return quantity.amount == quantity.value and int(quantity.value.as_tuple().exponent) >= 0
