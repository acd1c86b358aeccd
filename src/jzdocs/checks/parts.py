"""Parts and their wholes: a part is no larger than the whole, parts that nothing is in two of are together no more
than it, and a complete list adds up to it.

Avoiding false alarms matters more than finding everything: a number is wrong only where no reading of the sentence
saves it (another whole, a list that ends earlier, items that are parts of other items). Averages, differences and
rates do not add up and are left alone, and so are parts that may overlap (女职工, 党员).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from jzdocs.checks.finding import Finding
from jzdocs.checks.lists import PartList, closing, list_in
from jzdocs.checks.names import (
    are_apart,
    are_complements,
    are_distinctions,
    are_other_states,
    counts_another,
    is_whole_of,
    may_overlap,
    set_of,
)
from jzdocs.checks.passages import Passage, amounts, is_amount
from jzdocs.checks.ranges import how_added, range_of, sum_range, sum_text, unit_of
from jzdocs.facts.number import Number
from jzdocs.facts.rounding import bare
from jzdocs.patterns import compiled

# numbers that do not add up, or are remainders: averages, prices, balances
_NO_SUM = compiled(
    r"人均|户均|平均|年均|日均|均|最(?!近)|率|价|工资|单产|亩产|收入比|利润|差|净|结余|盈|指数|密度|每|增速|寿命|年龄|温|浓度|强度|单位成本|成本率|限额|长度|距离|海拔|补助标准|标准为"
)
_MARK = compiled(
    r"(?P<among>其中(?:有|包括|含)?[，,：:]?|当中[，,]?)|(?P<bracket>[（(])(?P<inner>其中|包括|包含|含|不含|不包括|含有)?"
    r"|(?P<divided>按[\u4e00-\u9fff]{2,8}?(?:划?分|来看)(?:类|组)?[，,：:])"
    r"|(?P<full>分别(?:为|是|有)|依次(?:为|是)|(?:细)?分为|由(?=[^，。；]{0,40}\d))|(?P<colon>[：:])"
    r"|(?P<within>(?<=[\u4e00-\u9fff])(?:中|(?<!公)里)(?:共?有|，(?=[^，。；]{0,14}\d)))"
    r"|(?P<contains>包括|包含|涵盖|内含|含有)[：:]?"
)
_DETAILS = compiled(
    r"(?:[（(][^）)]*[）)]|[，,]?(?:同比|环比|[比较](?:上年|去年|年初|上月|\d{4}年)(?:同期|末|底|初)?)?[\u4e00-\u9fff]{0,4}"
    r"[\d.]+(?:%|％|个百分点|[万亿]?[\u4e00-\u9fff]{1,3}))*"
)
_NAMES_ONLY = compiled(r"[\u4e00-\u9fff“”]{0,14}[，,]?")
_MOST = Decimal("0.8")  # of a whole that a list may be without being all of it
_LEAST, _MOST_OVER = Decimal("0.5"), Decimal("1.35")  # of a whole that a list with a wrong number is
_INSIDE = compiled(r"(?:包含|包括|计入|计算|统计|涵盖|也|均)在内|包含其中|[也已]计入其中")
_DIVIDED = compiled(r"[，,](?:共)?(?:分为|分成|划分为|下设|设有?)[\u4e00-\u9fff]{1,10}[，,：:]")
_COMPOSED = compiled("组成|构成")
_Mark = Literal["among", "within", "bracket", "full", "colon", "contains", "among in bracket", "divided"]


class _Listed(Struct, frozen=True):
    """A list with the mark that opens it, and the numbers that may be its whole: the likeliest first."""

    mark: _Mark
    parts: PartList
    wholes: Sequence[Number]


def parts_in(passage: Passage) -> Iterator[Finding]:
    """Yield what is wrong with the parts that a sentence names."""
    judged: set[int] = set()  # places of numbers that findings are about
    for match in _MARK.finditer(passage.text, passage.start):
        for listed in _listed(passage, match):
            for finding in _judged(passage, listed):
                if finding.number.quantity.start not in judged:
                    numbers = (finding.number, *listed.wholes, *listed.parts.numbers)
                    judged.update(number.quantity.start for number in numbers)
                    yield finding
    for match in _INSIDE.finditer(passage.text, passage.start):
        yield from _check_inside(passage, match.start())
    yield from _sets(passage, judged)


def _check_inside(passage: Passage, place: int) -> Iterator[Finding]:
    """Check 通车里程4860公里，高速公路215公里包含在内: the part that stands before 在内 is no more than the whole."""
    before = [i for i, number in enumerate(passage.numbers) if number.quantity.end <= place and passage.is_own(number)]
    if len(before) < 2 or not all(is_amount(passage, i) for i in before[-2:]):
        return
    whole, inner = (passage.numbers[i] for i in before[-2:])
    between = passage.text[inner.quantity.end : place]
    if re.search("[，,]|[未不没]", between):  # something else is 在内, or it is not
        return
    close = not re.search("[。；]", passage.text[whole.quantity.end : place])
    if close and unit_of(whole.quantity) == unit_of(inner.quantity) and _exceeds(inner, [whole]):
        yield _too_large(inner, whole, certain=True)


# --- lists behind a mark


def _listed(passage: Passage, match: re.Match[str]) -> Iterator[_Listed]:
    """Yield the list that a mark opens, where it opens one, with its wholes."""
    mark, stop = _kind_of(match), _end_of(passage.text, match)
    first = next(
        (
            index
            for index, number in enumerate(passage.numbers)
            if match.end() <= number.quantity.start < stop and is_amount(passage, index)
        ),
        None,
    )
    if first is None:
        return
    unit = unit_of(passage.numbers[first].quantity)
    wholes = _wholes(passage, match, mark, unit)
    if wholes:
        yield _Listed(mark, list_in(passage, unit, match.end(), stop), wholes)


def _kind_of(match: re.Match[str]) -> _Mark:
    if match["among"]:
        return "among"
    if match["within"]:
        return "within"
    if match["bracket"]:
        return "among in bracket" if match["inner"] else "bracket"
    if match["divided"]:
        return "divided"
    return "full" if match["full"] else "colon" if match["colon"] else "contains"


def _end_of(text: str, match: re.Match[str]) -> int:
    """Return where a list ends at the latest: at the closing bracket, or with the sentence; with the clause where
    another one begins behind ；."""
    if match["bracket"]:
        return closing(text, match.start("bracket"))
    if match["full"] == "由":
        composed = _COMPOSED.search(text, match.end())
        return composed.start() if composed else match.end()
    opened = max(text.rfind("（", 0, match.start()), text.rfind("(", 0, match.start()))
    if opened >= 0 and (end := closing(text, opened)) > match.start():
        return end
    return len(text)


def _wholes(passage: Passage, match: re.Match[str], mark: _Mark, unit: str) -> list[Number]:
    """Return the numbers that may be the whole of a list: for 其中 all amounts before it in its sentence (in the
    sentence before, where it begins its own), else the number directly before."""
    text, begin = passage.text, passage.start
    before = amounts(passage, unit, start=begin, stop=match.start())
    if mark == "among":
        if not text[begin : match.start()].strip():
            before = amounts(passage, unit, stop=begin)
        opened = [place for place in _open_brackets(text, match.start()) if place >= begin]
        before = [i for i in before if not opened or passage.numbers[i].quantity.start > opened[-1]]
        candidates = list(reversed(before))
        return [] if candidates and _is_no_sum(passage, candidates[0]) else [passage.numbers[i] for i in candidates]
    if not before or _is_no_sum(passage, before[-1]):
        return []
    between = text[passage.numbers[before[-1]].quantity.end : match.start()]
    near = bool(_NAMES_ONLY.fullmatch(between)) and not _NO_SUM.search(between)
    if not near and mark in ("full", "contains", "divided"):
        near = bool(re.fullmatch(_DETAILS.pattern + "[，,]?", between) or _DIVIDED.fullmatch(between))
    return [passage.numbers[before[-1]]] if near else []


def _open_brackets(text: str, stop: int) -> list[int]:
    opened: list[int] = []
    for position in range(stop):
        if text[position] in "（(":
            opened.append(position)
        elif text[position] in "）)" and opened:
            opened.pop()
    return opened


def _is_no_sum(passage: Passage, index: int) -> bool:
    return bool(_NO_SUM.search(passage.lead(index)))


def _judged(passage: Passage, listed: _Listed) -> Iterator[Finding]:
    parts, wholes = listed.parts, listed.wholes
    if not parts.items or wholes[0].quantity.amount <= 0 or any(_NO_SUM.search(name) for name in parts.names):
        return
    if are_other_states(parts.names) or _count_others(passage, listed) or _are_counted_apart(passage, listed):
        return
    certain = passage.is_own(wholes[0])
    first = parts.items[0].number
    if listed.mark in ("among", "within", "among in bracket", "contains") and _exceeds(first, wholes):
        if len(wholes) > 1 and _is_listed(passage, wholes):  # 小学45所、初中18所，其中公办60所: of all of them
            return
        yield _too_large(first, wholes[0], certain=certain)
        return
    numbers = parts.numbers
    if len(numbers) < 2:
        return
    sums = parts.sums()
    if any(total.meets(range_of(whole.quantity)) for whole in wholes for total in sums):
        return
    whole = wholes[0]
    over = all(sum_range(numbers[: _certain_items(parts)]).low > range_of(w.quantity).high for w in wholes)
    under = sum_range(numbers).high < range_of(whole.quantity).low
    if listed.mark in ("bracket", "full", "colon") and not are_apart(parts.names) and not _is_near(whole, numbers):
        return
    nearly = under and _is_nearly_complete(listed)
    if (over and _cannot_overlap(listed)) or (under and _is_complete(listed)) or nearly:
        # what is left (剩余) may be what is left to do
        rest = parts.has_rest and not set_of(parts.names) and not any(name.startswith("其余") for name in parts.names)
        certain = certain and (over or not (nearly or rest))
        yield Finding(whole, "parts", sum_text(numbers, whole.quantity), how_added(numbers), certain=certain)


def _is_listed(passage: Passage, wholes: Sequence[Number]) -> bool:
    """Whether the amounts before a list are a list themselves, so that it may be of their sum."""
    last, before = wholes[0].quantity, wholes[1].quantity
    return passage.text[before.end : last.start].startswith(("、", "和", "及"))


def _count_others(passage: Passage, listed: _Listed) -> bool:
    """Whether a part is counted as something else than the whole: 3个乡镇，其中示范村12个."""
    whole, part = (passage.noun(passage.numbers.index(n)) for n in (listed.wholes[0], listed.parts.items[0].number))
    return counts_another(whole, part)


_COUNTED_NOUN = compiled(r"[\u4e00-\u9fff]{2,4}(?=[，。；、（(]|\d|$)")


def _are_counted_apart(passage: Passage, listed: _Listed) -> bool:
    """Whether the parts of a row behind 包括 are not all counted as one thing: 46个大项、1876个小项，包括…26个大项1146
    个小项."""
    if listed.mark != "contains":
        return False
    numbers = (listed.wholes[0], *listed.parts.numbers)
    nouns = [_COUNTED_NOUN.match(passage.text, number.quantity.end) for number in numbers]
    return len({noun[0] for noun in nouns if noun}) > 1


def _is_near(whole: Number, numbers: Sequence[Number]) -> bool:
    """Whether a list could be one of parts of which one is wrong: none is more than the whole, and together they are
    neither much less nor much more. Stages (警告80人、罚款60人、拘留50人) are no parts."""
    total = sum((number.quantity.amount for number in numbers), Decimal(0))
    size = whole.quantity.amount
    return size * _LEAST <= total <= size * _MOST_OVER and all(n.quantity.amount <= size for n in numbers)


def _certain_items(parts: PartList) -> int:
    """Return how many items belong to the list for certain: those before the first pause behind the second one, and
    before a list in the list."""
    pauses = (index for index, item in enumerate(parts.items) if index > 1 and item.pause)
    first_pause = next(pauses, len(parts.items))
    if are_apart(parts.names):
        first_pause = len(parts.items)
    return max(2, min(first_pause, parts.before_nested))


def _exceeds(part: Number, wholes: Sequence[Number]) -> bool:
    return all(range_of(part.quantity).low > range_of(whole.quantity).high for whole in wholes)


def _too_large(part: Number, whole: Number, *, certain: bool) -> Finding:
    limit = bare(whole.quantity)
    return Finding(part, "parts", f"≤ {limit}", f"{bare(part.quantity)} > {limit}", certain=certain)


def _cannot_overlap(listed: _Listed) -> bool:
    """Whether what a list holds is in one of its parts only: the names say so, or the list is complete."""
    names = listed.parts.names
    if are_apart(names) or listed.parts.has_rest or are_complements(names):
        return True
    if listed.mark == "divided":
        return len(set(names)) == len(names)
    in_row = listed.mark == "contains" and not any(item.pause for item in listed.parts.items[1:])
    return (in_row or listed.mark in ("bracket", "full", "colon")) and not may_overlap(names)


def _is_complete(listed: _Listed) -> bool:
    """Whether a list names all parts: a set of names of which each whole consists, a list that says what is left, or
    one that no 其中 or 包括 opens and that does not only single out some."""
    parts = listed.parts
    if parts.open:
        return False
    if set_of(parts.names) or parts.has_rest or are_complements(parts.names):
        return True
    if listed.mark in ("among", "within", "among in bracket", "contains", "divided") or may_overlap(parts.names):
        return False
    return not are_distinctions(parts.names)


def _is_nearly_complete(listed: _Listed) -> bool:
    """Whether a list behind 包括 seems to name all parts: several, in a row, which are most of the whole."""
    parts, whole = listed.parts, listed.wholes[0]
    if listed.mark != "contains" or parts.open or len(parts.items) < 3:
        return False
    if are_distinctions(parts.names) or may_overlap(parts.names):
        return False
    return sum_range(parts.numbers).low >= range_of(whole.quantity).high * _MOST


# --- sets without a mark


_SEXES = frozenset(("男", "女"))
_OTHER_TIME = compiled("上年|去年|同期|历年|往年|累计|此前|[。；]|新增|其他")


def _sets(passage: Passage, judged: Collection[int]) -> Iterator[Finding]:
    """Check 总人口100万人，城镇人口60万人，乡村人口30万人: the names say that these are all parts of the whole.
    Numbers at places that were `judged` before are left alone."""
    units = {unit_of(number.quantity) for number in passage.numbers}
    for unit in units:
        indexes = [
            index
            for index in amounts(passage, unit, start=passage.start)
            if passage.numbers[index].quantity.start not in judged
        ]
        for size in (2, 3, 4):
            for begin in range(1, len(indexes) - size + 1):
                yield from _check_set(passage, indexes[:begin], indexes[begin : begin + size])


def _check_set(passage: Passage, before: Sequence[int], indexes: Sequence[int]) -> Iterator[Finding]:
    names = [passage.name(index) for index in indexes]
    members = set_of(names)
    whole_index = before[-1]
    split = are_complements(names) or members == _SEXES
    complements = split and _stand_together(passage, whole_index, indexes)
    if not complements and not (members and is_whole_of(passage.lead(whole_index), members)):
        return
    if any(_is_no_sum(passage, index) for index in (whole_index, *indexes)):
        return
    parts, whole = [passage.numbers[index] for index in indexes], passage.numbers[whole_index]
    if complements and not _is_near(whole, parts):
        return
    if not sum_range(parts).meets(range_of(whole.quantity)):
        yield Finding(whole, "parts", sum_text(parts, whole.quantity), how_added(parts))


def _stand_together(passage: Passage, whole: int, parts: Sequence[int]) -> bool:
    """Whether a whole and its parts follow one another directly, and nothing says that they are of different times."""
    begin, end = passage.numbers[whole].quantity.end, passage.numbers[parts[-1]].quantity.start
    if list(range(whole, whole + len(parts) + 1)) != [whole, *parts] or not passage.is_own(passage.numbers[whole]):
        return False
    return not _OTHER_TIME.search(passage.text[begin:end])
