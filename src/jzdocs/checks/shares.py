"""Shares: a part divided by the whole that the sentence, or the one before, names.

A share is wrong only where none of the parts and wholes near it gives it. What is shared is the last amount before the
share (or the next one behind it: 占30%，为3.6万个), its whole the amount before 其中, the one that 占…的 names, or the
one whose name ends the part's (书店, 示范书店).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.lists import outside_brackets
from jzdocs.checks.passages import Passage, amounts, is_amount, is_change
from jzdocs.checks.ranges import (
    quotient_range,
    range_of,
    scale_of,
    share_range,
    share_text,
    sum_range,
    unit_of,
)
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import PERCENT, bare, exact
from jzdocs.patterns import compiled

_FRACTION = compiled("分之")
_CLAUSE_START = compiled(r"[，,。；;：:（(\n]")
_BRACKET = compiled(r"[（(][^（）()]*[）)]")
_SEGMENT_END = compiled(r"[。；;]")
_SHARE = compiled(
    r"(?P<head>[^占]*?)占(?:到|了|据)?(?P<of>[^占]*?)(?:的)?(?:比重|比例|份额|百分比)?(?:已|均|也|则)?(?:达到?|为|是|约|仅|近|超过?)*$"
)
_THAT_IS = compiled(r"(?P<head>)(?:即|也就是|也即)(?:约)?$")
_PROPORTION = compiled(r"(?P<head>[^占]{0,8}?)(?:比重|比例|份额)(?:已|均|也)?(?:达到?|为|是|约|仅)*$")
_AMONG = compiled(r"其中|当中|内含|(?<=\d)[^，。；、\d]{1,12}(?:中|(?<!公)里)(?:[，,]|[就共已]{0,2}有)")
_FILLED = compiled(
    r"^(?:即|约|大约|仅|也|则|已|均|其|所|共|合计|合|两者|三者|二者|共同|分别|其中|各|又|只|就|总共|一共|[，\s])*$"
)
_TOGETHER = compiled("合计|(?<!公)共|两者|三者|二者|总共|一共|之和")
_ALL = compiled(r"^(?:比|其|总|总体|全部|总的|它|总数|总量|总额)?(?:的)?$")
_SCOPE = compiled(
    r"^(?:全国|全省|全市|全县|全区|全镇|全乡|全村|全校|全球|世界|全院|全州|全盟|全旗|我国|我省|我市|我县|我区|本市|本县|同期)"
)
_OF_ALL = compiled(r"^(?:全部|整个|所有|总)")
_TOTALS = compiled(
    r"(?:总数|总量|总额|总人数|总户数|总面积|总规模|总值|总体|全部|总里程|面积|数量|[笔件户人家场次]数|规模|里程)$"
)
_GDP = compiled(r"(?:地区|国内|生产)+总值|GDP|经济总量")
_POPULATIONS = frozenset(("人口", "常住人口", "户籍人口"))
_LEADING = compiled(
    r"^.*(?:共有|现有|拥有|建有|实有|设有|登记在册|在册|建成|完成|实现|达到|立项|年末|年底|全年|全市|全县|全区|全省|全国|全镇|全村|全校)的?"
)
_RESPECTIVELY = compiled("(?:分别|依次)(?:约)?占|(?:占比|比重|比例)(?:分别|依次)(?:为|是|达到?)?")
_SHARES_JOINT = compiled(r"(?:、|和|及|与|，)(?:约|近|超)?")
_BODY = compiled("(?:全[厂县市区镇校村院省局站队系]统?|公司|集团|本[厂县市区校院]|共有?|现有|总共|在册|[，,])+")
_SHORT = 3  # characters of a name that others may end with too
_NEAR_PARTS = 4  # amounts before a share that may be its part


class _Claim(Struct, frozen=True):
    """A stated share, the part it is of (its index), and what the sentence calls the whole (the place of 占)."""

    share: Number
    part: int
    whole: int


def shares_in(passage: Passage) -> Iterator[Finding]:
    """Yield the shares of a sentence that part and whole contradict."""
    together: set[int] = set()
    for match in _RESPECTIVELY.finditer(passage.text[passage.start :]):
        for claim in _respective(passage, passage.start + match.end()):
            together.add(claim.share.quantity.start)
            yield from _judged(passage, claim, [claim.part])
    for index, number in enumerate(passage.numbers):
        if not passage.is_own(number) or not _is_share(number) or number.quantity.start in together:
            continue
        stated = _claim(passage, index)
        if stated:
            yield from _judged(passage, stated, _parts_near(passage, stated))


def _is_share(number: Number) -> bool:
    quantity = number.quantity
    fraction = bool(_FRACTION.search(quantity.text)) and not quantity.base_unit
    return number.kind == "level" and (quantity.base_unit in (*PERCENT, "‰") or fraction) and not number.bound


# --- which part, which whole


def _clause(passage: Passage, index: int) -> str:
    """Return the words of a share's clause before it."""
    end = passage.numbers[index].quantity.start
    words = _BRACKET.sub(lambda match: " " * len(match[0]), passage.text[:end])  # places stay the same
    start = max((m.end() for m in _CLAUSE_START.finditer(words)), default=0)
    return words[start:]


def _claim(passage: Passage, index: int) -> _Claim | None:
    """Return what 占… claims, or None where the sentence does not name part and whole."""
    clause = _clause(passage, index)
    match = _SHARE.search(clause) or _PROPORTION.search(clause) or _THAT_IS.match(clause)
    if not match:
        return None
    share = passage.numbers[index]
    at = share.quantity.start - len(clause)
    of_at = at + (match.start("of") if "of" in match.groupdict() else match.start())
    of = match["of"] if "of" in match.groupdict() else ""
    part = _part_of(passage, index, match["head"], of_at)
    if part is None:
        return None
    inside = amounts(passage, _unit(passage, part), start=of_at, stop=share.quantity.start)
    whole = inside[-1] if inside else None if re.search(r"\d", of) else _whole_of(passage, part, of, of_at)
    if whole is None and not inside:
        whole = _whole_behind(passage, index, part, of.strip("的 "))
    return _Claim(share, part, whole) if whole is not None and whole != part else None


def _part_of(passage: Passage, index: int, head: str, before: int) -> int | None:
    """Return the amount that a share is of: the last one before it, unless its clause names another one."""
    share = passage.numbers[index].quantity
    segment = max((m.end() for m in _SEGMENT_END.finditer(passage.text, passage.start, before)), default=passage.start)
    last = next(
        (
            i
            for i in range(index - 1, -1, -1)
            if segment <= passage.numbers[i].quantity.start < before
            and passage.numbers[i].quantity.base_unit not in (*PERCENT, "个百分点", "‰", "倍")
            and not is_change(passage, i)
        ),
        None,
    )
    name = re.sub(r"^.*\d[^\u4e00-\u9fff]*[\u4e00-\u9fff]{0,2}", "", head)
    name = re.sub(r"(?:所|约|仅|合计|分别|又|已|其中)+$", "", re.sub("^(?:其中|而)", "", name))
    if _FILLED.match(name) or (last is not None and _is_called(passage, last, name)):
        return last if last is not None and is_amount(passage, last) else None
    named = [i for i in range(index) if is_amount(passage, i) and _is_called(passage, i, name)]
    if named:
        return named[-1] if len(named) == 1 else None
    behind = index + 1
    if behind < len(passage.numbers) and is_amount(passage, behind):
        between = passage.text[share.end : passage.numbers[behind].quantity.start]
        if re.fullmatch(r"[，,（(](?:达到?|为|有|共|计|约|共计)*", between):
            return behind
    return None


def _is_called(passage: Passage, index: int, name: str) -> bool:
    lead = passage.lead(index)
    plain = _TOTALS.sub("", name)
    return len(name) >= 2 and (name in lead or (len(plain) >= 2 and plain in lead))


def _unit(passage: Passage, index: int) -> str:
    return unit_of(passage.numbers[index].quantity)


def _whole_of(passage: Passage, part: int, of: str, before: int) -> int | None:
    """Return the whole of a part: the amount before 其中, or the one that `of` names; None where neither is clear."""
    candidates = _larger(passage, part, before)
    among = _before_among(passage, part, before)
    of = of.strip("的 ")
    if _ALL.match(of):
        return among if among in candidates else _container(passage, part, candidates, before)
    if scope := _SCOPE.match(of):
        # of the whole country only where the whole is called so
        candidates = [i for i in candidates if re.search(f"(?<!占){scope[0]}", _before(passage, i))]
        of = of[scope.end() :]
    name = _TOTALS.sub("", of) or of
    if _OF_ALL.match(name) and among in candidates:
        return among
    name = _OF_ALL.sub("", name)
    if len(name) < 2:
        return None
    if among in candidates and among is not None and _names_match(_called(passage, among), name):
        return among
    if len(of) > _SHORT:  # 利润总额
        whole = next((i for i in reversed(candidates) if passage.lead(i).endswith(of)), None)
        if whole is not None:
            return whole
    exactly = name != of or (len(name) == 2 and len(candidates) > 1)
    return next((i for i in reversed(candidates) if _names_whole(passage, i, name, exactly=exactly)), None)


def _whole_behind(passage: Passage, index: int, part: int, of: str) -> int | None:
    """Return the whole that stands right behind a share, under the very name that it has there: 占全县常住人口的55%，
    全县常住人口为48万人."""
    behind = index + 1
    if len(of) < 4 or behind >= len(passage.numbers) or not is_amount(passage, behind):
        return None
    words = passage.text[passage.numbers[index].quantity.end : passage.numbers[behind].quantity.start]
    named = re.fullmatch(rf"[，,（(；;]{re.escape(of)}(?:总数)?(?:共|为|是|达到?|有)*", words)
    return behind if named and _unit(passage, behind) == _unit(passage, part) else None


def _before(passage: Passage, index: int) -> str:
    """Return what stands before an amount in its sentence."""
    number = passage.numbers[index]
    return passage.text[passage.start if passage.is_own(number) else 0 : number.quantity.start]


def _called(passage: Passage, index: int) -> str:
    """Return the words before an amount with those behind it: 全县160个行政村."""
    behind = re.match(r"[\u4e00-\u9fff]{0,8}", passage.text[passage.numbers[index].quantity.end :])
    return passage.lead(index) + (behind[0] if behind else "")


def _names_match(whole: str, name: str) -> bool:
    """Whether the amount before 其中 is called `name`, or at least not less: 人口 for 常住人口, but not 入境外国人 for
    外国人 nor 出口 for 进出口."""
    if _GDP.search(whole) and _GDP.search(name):
        return True
    if ("进出口" in whole) != ("进出口" in name):
        return False
    return name in whole or (name in _POPULATIONS and whole.endswith("人口"))


def _names_whole(passage: Passage, index: int, name: str, *, exactly: bool) -> bool:
    """Whether an amount is called `name`; one that is called more (市属社区书店) is where its name need not be met
    `exactly`."""
    lead = _LEADING.sub("", passage.lead(index))
    if _GDP.search(name):
        return bool(_GDP.search(lead))
    behind = re.match(r"[\u4e00-\u9fff]*", passage.text[passage.numbers[index].quantity.end :])
    called = lead or (behind[0] if behind else "")
    called = _TOTALS.sub("", called) or called
    return called == name or (not exactly and called.endswith(name))


def _larger(passage: Passage, part: int, before: int) -> list[int]:
    """Return the amounts before a place that a part may be part of."""
    least = range_of(passage.numbers[part].quantity).low
    found = amounts(passage, _unit(passage, part), stop=before)
    return [i for i in found if i != part and range_of(passage.numbers[i].quantity).high >= least]


def _before_among(passage: Passage, part: int, before: int) -> int | None:
    """Return the amount before the 其中 that a part stands behind; None where that is none (约, 比上年增加)."""
    first = passage.numbers[part].quantity.start
    begin = passage.start if passage.is_own(passage.numbers[part]) else 0
    # a 其中 in brackets that are closed before the part says nothing of it
    opened = passage.text.rfind("（", begin, first)
    begin = opened if opened >= 0 and "）" not in passage.text[opened:first] else begin
    stop = min(before, first)
    within = passage.text[begin:stop] if opened == begin else outside_brackets(passage.text, begin, stop)
    # 其中 itself is no part of what stands before; 3000名护林员中 is
    marks = ((m.start() if "中" in m[0][:2] or m[0] == "内含" else m.end()) for m in _AMONG.finditer(within))
    place = max((begin + mark for mark in marks), default=-1)
    if place < begin:
        return None
    unit = _unit(passage, part)
    at_start = not passage.text[passage.start : place].strip()
    found = [
        i
        for i, number in enumerate(passage.numbers)
        if number.quantity.end <= place
        and (at_start or passage.is_own(number))
        and unit_of(number.quantity) == unit
        and not is_change(passage, i)
    ]
    return found[-1] if found and is_amount(passage, found[-1]) else None


def _container(passage: Passage, part: int, candidates: Sequence[int], before: int) -> int | None:
    """Return the amount whose name ends that of the part: 书店 for 示范书店."""
    name = passage.lead(part)
    own = [i for i in candidates if passage.is_own(passage.numbers[i]) and i < part]
    behind = passage.numbers[part].quantity.start > before
    if behind and len(own) == 1 and part - own[0] == 2:  # 书店300家，甲类占总数的30%，为90家
        return own[0]
    if not own or own[-1] != part - 1:
        return None
    if _BODY.fullmatch(passage.lead(own[-1])) and own[-1] < part:  # 全厂1600名员工，一线工人1120名
        return own[-1]
    whole = _LEADING.sub("", passage.lead(own[-1]))
    return own[-1] if len(whole) >= 2 and name.endswith(whole) and name != whole else None


# --- 分别占


def _respective(passage: Passage, place: int) -> Iterator[_Claim]:
    """Yield the claims of 分别占60%、30%和10%: the shares of the last amounts before, in their order."""
    text, numbers = passage.text, passage.numbers
    first = next((i for i, number in enumerate(numbers) if number.quantity.start >= place and _is_share(number)), None)
    if first is None:
        return
    of = text[place : numbers[first].quantity.start]
    if re.search(r"[，。；]", of):
        return
    last = first
    while last + 1 < len(numbers) and _is_share(numbers[last + 1]):
        if not _SHARES_JOINT.fullmatch(text[numbers[last].quantity.end : numbers[last + 1].quantity.start]):
            break
        last += 1
    count = last - first + 1
    before = [i for i in range(first) if is_amount(passage, i) and passage.is_own(numbers[i])]
    parts = [i for i in before if numbers[i].quantity.end <= place][-count:]
    if (
        len(parts) < count
        or len({_unit(passage, i) for i in parts}) > 1
        or parts != list(range(parts[0], parts[0] + count))
    ):
        return
    inside = [i for i in before if numbers[i].quantity.start >= place and _unit(passage, i) == _unit(passage, parts[0])]
    whole = (
        inside[0]
        if inside
        else _whole_of(passage, parts[0], re.sub(r"\d.*$", "", of), numbers[parts[0]].quantity.start)
    )
    if whole is None and parts[0] and is_amount(passage, parts[0] - 1) and _ALL.match(of.strip("的 ")):
        return
    for part, index in zip(parts, range(first, last + 1), strict=True):
        if whole is not None and whole != part and exact(numbers[index]):
            yield _Claim(numbers[index], part, whole)


# --- judging


def _parts_near(passage: Passage, claim: _Claim) -> list[int]:
    """Return the amounts that a share may be of: the claimed part and those before it in the sentence."""
    unit = _unit(passage, claim.part)
    before = amounts(passage, unit, start=passage.start, stop=passage.numbers[claim.part].quantity.end)
    return before[-_NEAR_PARTS:]


def _judged(passage: Passage, claim: _Claim, parts: Sequence[int]) -> Iterator[Finding]:
    """Yield the share where neither the parts near it nor their sums are that share of any amount near it."""
    share, numbers = claim.share, passage.numbers
    part, whole = numbers[claim.part], numbers[claim.whole]
    if range_of(whole.quantity).low <= 0 or part.quantity.amount <= 0:
        return
    if range_of(part.quantity).low > range_of(whole.quantity).high:  # that is what is wrong then
        return
    stated = share_range(share.quantity)
    wholes = {claim.whole, *amounts(passage, _unit(passage, claim.part), stop=share.quantity.start)}
    tried = [[numbers[i]] for i in {claim.part, *parts}]
    tried += [[numbers[i] for i in parts[start:]] for start in range(len(parts) - 1)]
    for addends in tried:
        for index in wholes:
            if numbers[index] not in addends and _fits(stated, share, addends, numbers[index]):
                return
    if _has_base_of_its_own(passage, claim):
        return
    if _TOGETHER.search(passage.text[part.quantity.end : share.quantity.start]) and len(parts) > 1:
        return
    right = share_text(part.quantity.amount / whole.quantity.amount, share.quantity)
    certain = passage.is_own(part) and passage.is_own(whole) and (whole.kind != "increase" or len(wholes) < 3)
    yield Finding(share, "share", right, f"{bare(part.quantity)} ÷ {bare(whole.quantity)}", certain=certain)


def _has_base_of_its_own(passage: Passage, claim: _Claim) -> bool:
    """Whether a share has the base of its whole's own share, which the text may not name: 买入101亿元，占比86%；
    其中散户49亿元，占比42%."""
    part = range_of(passage.numbers[claim.part].quantity)
    stated = share_range(claim.share.quantity)
    unit = _unit(passage, claim.part)
    for index, number in enumerate(passage.numbers):
        if number is claim.share or not _is_share(number) or not index or not exact(number):
            continue
        before = amounts(passage, unit, stop=number.quantity.start)
        if not before or before[-1] != claim.whole or number.quantity.amount <= 0:
            continue
        other, share = range_of(passage.numbers[before[-1]].quantity), share_range(number.quantity)
        if other.low <= 0 or share.low <= 0:
            continue
        factor = Decimal(scale_of(claim.share.quantity)) / scale_of(number.quantity)
        low, high = (part.low / other.high) * share.low, (part.high / other.low) * share.high
        if stated.meets(Interval(low * factor, high * factor)):
            return True
    return False


def _fits(stated: Interval, share: Number, addends: Sequence[Number], whole: Number) -> bool:
    divisor = range_of(whole.quantity)
    if divisor.low <= 0:
        return False
    quotient = quotient_range(sum_range(addends), divisor)
    if quotient.low > 1:
        return False
    scale = scale_of(share.quantity)
    return stated.meets(Interval(quotient.low * scale, quotient.high * scale))
