"""Parts and their wholes: a part is no larger than the whole, a full list adds up to it, and a share is the part by the
whole.

No false alarm matters more than finding everything: averages, differences and rates do not add up and are left alone,
and so are lists whose items may overlap (女职工, 党员).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jzdocs.facts.finding import (
    PERCENT,
    POINTS,
    Finding,
    exact,
    half,
    least,
    meets,
    most,
    plain,
    printed,
    rounded,
    short,
)
from jzdocs.facts.number import Number

_OF_ITSELF = re.compile(r"占(?:比|总数的?|总量的?|总额的?|全部的?|其)?(?:比重|比例)?(?:的)?(?:达到?|为|约|仅)*$")
_OF = re.compile(
    r"占(?P<whole>[\u4e00-\u9fff“”（）]{2,20}?)(?:总数|总量)?(?:的)?(?:比重|比例)?(?:的)?(?:达到?|为|约|仅)*$"
)
_PLACES = re.compile("全省|全国|全市|全球|全部|比")
# what does not add up, or is left over: averages, prices, balances
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


def parts_in(text: str, figures: Sequence[Number]) -> Iterator[Finding]:
    """What is wrong with the parts and shares of a sentence whose `figures` have their subjects."""
    found = [f for f in figures if f.kind not in ("date", "label", "ordinal")]
    for index, figure in enumerate(found):
        if figure.quantity.base_unit in PERCENT and figure.kind == "level" and exact(figure) and index:
            yield from _share(text, found, index)
        elif _may_be_whole(figure):
            yield from _parts(text, figure, found[index + 1 :])


# --- shares


def _clause(text: str, end: int) -> str:
    return re.split(r"[，,。；;：:]", text[max(0, end - 40) : end])[-1]


def _share(text: str, found: Sequence[Number], index: int) -> Iterator[Finding]:
    """A share (占…的p%) of a whole that the sentence names, against part and whole."""
    share = found[index]
    clause = _clause(text, share.quantity.start)
    if not clause.startswith("占"):
        return
    part = next(
        (f for f in reversed(found[:index]) if f.kind in ("level", "to") and f.quantity.base_unit not in PERCENT), None
    )
    if part is None or not exact(part) or re.search(r"[。；;]", text[part.quantity.end : share.quantity.start]):
        return
    whole = _whole(text, found, part, clause)
    if whole is None or not exact(whole) or least(whole.quantity) <= 0 or part.quantity.amount <= 0:
        return
    a, b = part.quantity, whole.quantity
    low, high = least(a) / most(b) * 100, most(a) / least(b) * 100
    if high <= 101 and not meets(share.quantity, 1, low, high):
        yield Finding(share, "share", printed(a.amount / b.amount * 100, share.quantity), f"{short(a)} ÷ {short(b)}")


def _whole(text: str, found: Sequence[Number], part: Number, clause: str) -> Number | None:
    """What the share is of: the figure before 其中 where nothing else is named, else the figure of that name."""
    same = [
        f
        for f in found[: found.index(part)]
        if f.kind in ("level", "to")
        and f.quantity.base_unit == part.quantity.base_unit
        and most(f.quantity) >= least(part.quantity)
    ]
    named = _OF.search(clause)
    if _OF_ITSELF.search(clause):
        if same and same[-1] is _before_among(text, found, part):
            return same[-1]
        return None
    if named is None or _PLACES.search(named["whole"]):
        return None
    name, among = named["whole"], _before_among(text, found, part)
    if same and same[-1] is among and among.subject[-2:] == name[-2:]:
        return among
    return next(
        (
            f
            for f in reversed(same)
            if len(f.subject) >= 2 and (f.subject == name or (f.subject.endswith(name) and len(name) > 2))
        ),
        None,
    )


def _before_among(text: str, found: Sequence[Number], part: Number) -> Number | None:
    """The whole of the 其中 that a part stands behind."""
    place = text.rfind("其中", 0, part.quantity.start)
    if place < 0:
        return None
    levels = [
        f
        for f in found
        if f.quantity.end <= place and f.kind in ("level", "to") and f.quantity.base_unit not in (*PERCENT, *POINTS)
    ]
    return levels[-1] if levels else None


# --- parts


def _may_be_whole(figure: Number) -> bool:
    quantity = figure.quantity
    adds = _ADDS.fullmatch(quantity.base_unit) and not _NO_SUM.search(figure.subject)
    return bool(adds) and figure.kind in ("level", "to", "increase") and exact(figure) and quantity.amount > 0


def _parts(text: str, whole: Number, behind: Sequence[Number]) -> Iterator[Finding]:
    """The list behind a whole, where one begins: with 其中, in brackets, or with a colon."""
    end = whole.quantity.end
    opening = re.match(
        r"[\u4e00-\u9fff“”]{0,14}?(?P<mark>[，,。；]?其中[，,：:]?|[（(]|[：:]|，?(?:包括|分别为|分别是|分为))",
        text[end:],
    )
    if opening is None or _NO_SUM.search(text[max(0, end - 24) : end + opening.end()]):
        return
    mark = opening["mark"]
    start = end + opening.end()
    stop = _stop(text, start, bracket=mark in "（(")
    items = [f for f in behind if start <= f.quantity.start < stop]
    parts = [f for f in items if f.quantity.base_unit == whole.quantity.base_unit and f.kind in ("level", whole.kind)]
    if (
        not parts
        or not all(map(exact, parts))
        or any(_NO_SUM.search(p.subject) for p in parts)
        or len(parts) < len(items) - _rates(items)
    ):
        return
    if len(parts) == 1:
        yield from _too_large(whole, parts[0], mark)
    elif not any(_OVERLAP.search(p.subject) for p in parts) and not _nested(text, parts):
        yield from _sum(whole, parts, complete=_is_complete(mark, parts, text[start:stop]))


def _stop(text: str, start: int, *, bracket: bool) -> int:
    """Where a list ends."""
    match = re.search(r"[）)]" if bracket else r"[。；;]", text[start:])
    return start + match.start() if match else len(text)


def _rates(items: Sequence[Number]) -> int:
    """Figures that only tell of a part (增长4.3%, 占12%)."""
    return sum(
        1 for f in items if f.quantity.base_unit in (*PERCENT, *POINTS) or f.kind in ("increase", "decrease", "rank")
    )


def _nested(text: str, parts: Sequence[Number]) -> bool:
    """Whether a list goes on with parts of its parts, or with what is counted on."""
    inner = text[parts[0].quantity.end : parts[-1].quantity.start]
    return bool(re.search("其中|累计|共|总|合计|另|此外|从|由", inner))


def _is_complete(mark: str, parts: Sequence[Number], inside: str) -> bool:
    names = {p.subject.removesuffix("人口").removesuffix("增加值").removesuffix("常住人口") for p in parts}
    if any(names == s for s in _SETS):
        return True
    return ("其中" not in mark and "包括" not in mark) and not re.search("等|以上|其他|为主|约|余", inside)


def _too_large(whole: Number, part: Number, mark: str) -> Iterator[Finding]:
    if "其中" in mark and least(part.quantity) > most(whole.quantity):
        yield Finding(part, "parts", f"≤ {short(whole.quantity)}", f"{short(part.quantity)} > {short(whole.quantity)}")


def _sum(whole: Number, parts: Sequence[Number], *, complete: bool) -> Iterator[Finding]:
    total = sum(p.quantity.amount for p in parts)
    slack = sum(half(p.quantity) for p in parts) + half(whole.quantity)
    if whole.quantity.unit == parts[0].quantity.unit and all(_whole_number(f) for f in (whole, *parts)):
        slack *= 0  # what is counted in ones is exact
    over = total - slack > whole.quantity.amount
    under = complete and total + slack < whole.quantity.amount
    if over or under:
        scale = whole.quantity.amount / whole.quantity.value
        places = max(-int(f.quantity.value.as_tuple().exponent) for f in (whole, *parts))
        right = f"{plain(rounded(total / scale, max(0, places)))}{whole.quantity.unit}"
        yield Finding(whole, "parts", right, " + ".join(short(p.quantity) for p in parts))


def _whole_number(figure: Number) -> bool:
    return figure.quantity.amount == figure.quantity.value and int(figure.quantity.value.as_tuple().exponent) >= 0
