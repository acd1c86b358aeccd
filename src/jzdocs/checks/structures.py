"""What must add up to a hundred: the terms of a structure (8.4∶43.4∶48.2) and shares that nothing is in two of; and
ratios of two counts that are named (师生比1∶16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from jzdocs.checks.claims import Interval
from jzdocs.checks.finding import Finding
from jzdocs.checks.names import are_apart, may_overlap, set_of
from jzdocs.checks.passages import Passage, is_amount
from jzdocs.checks.ranges import quotient_range, range_of, unit_of
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import fold, quantities
from jzdocs.facts.rounding import PERCENT, bare, decimal_places, exact, plain, rounded
from jzdocs.patterns import compiled

_N = r"\d+(?:\.\d+)?"
_COLON = r"\s*[∶:：]\s*"
_TERMS = compiled(rf"(?<![\d.∶:：]){_N}(?:{_COLON}{_N}){{2,}}(?![\d∶:：])")
_STRUCTURE = compiled("产业(?:增加值)?(?:结构|比例|比重|构成|之?比|占比)|三次产业|三产结构|结构比|比重|构成|占比")
_THREE_SECTORS = compiled("产业|三产")
_RATIO = compiled(
    rf"(?<!与)(?<!和)(?<![与和][\u4e00-\u9fff])(?<![与和][\u4e00-\u9fff]{{2}})(?<![与和][\u4e00-\u9fff]{{3}})"
    rf"(?P<first>[\u4e00-\u9fff])(?P<second>[\u4e00-\u9fff])(?:居民|性别|人口|人数)?(?:人均)?(?:可支配)?(?:收入)?之?比(?:例|值)?(?:约)?(?:为|是|达到?)*"
    rf"(?P<ratio>(?P<above>{_N}){_COLON}(?P<below>{_N}))(?![\d∶:：.])"
)
_RATIO_OF_NAMES = compiled(
    rf"(?P<first>[\u4e00-\u9fff]{{2,6}})(?:与|和|对)(?P<second>[\u4e00-\u9fff]{{2,6}}?)(?:人数|数量)?(?:之比|的?比例|的?比值|比)(?:约)?(?:为|是|达到?)*"
    rf"(?P<ratio>(?P<above>{_N}){_COLON}(?P<below>{_N}))(?![\d∶:：.])"
)
_RATIO_OF_BOTH = compiled(
    rf"(?:两者|二者)(?:之比|的?比例)(?:约)?(?:为|是|达到?)*(?P<ratio>(?P<above>{_N}){_COLON}(?P<below>{_N}))(?![\d∶:：.])"
)
_MAY_OVERLAP = compiled("均有|都有|重复|交叉|多选|重叠|同时|四舍五入|不等于|有的|部分")
_ALIASES = {
    "乡": "[乡农]",
    "生": "学生|学员|在校生|毕业生",
    "医": "医师|医生|医护人员",
    "护": "护士|护理|护师",
    "师": "教师|老师",
}
_NEAR = 24  # characters before a structure that name it
_HUNDRED = Decimal(100)
_CLOSE_TO_HUNDRED = Interval(Decimal(70), Decimal(135))
_EXACT_TERMS = ("1", "100")


def structures_in(passage: Passage) -> Iterator[Finding]:
    """Yield the structures, ratios and lists of shares of a sentence that cannot be."""
    text = fold(passage.text)
    if any(colon in text for colon in "∶:："):
        for match in _TERMS.finditer(text, passage.start):
            yield from _check_structure(passage, text, match)
        for pattern in (_RATIO, _RATIO_OF_NAMES, _RATIO_OF_BOTH) if "比" in text else ():
            for match in pattern.finditer(text, passage.start):
                yield from _check_ratio(passage, match)
    yield from _check_shares(passage)
    if "分别" in text or "依次" in text:
        for match in _LISTED.finditer(text, passage.start):
            yield from _check_listed(passage, match)


def _check_structure(passage: Passage, text: str, match: re.Match[str]) -> Iterator[Finding]:
    """Check a structure whose terms are percentages; 5∶3∶2 says how many of ten."""
    before = text[max(passage.start, match.start() - 2 * _NEAR) : match.start()]
    if not _STRUCTURE.search(before):
        return
    terms = [Decimal(term) for term in re.findall(_N, match[0])]
    total = sum(terms, Decimal(0))
    halves = sum((Decimal(5).scaleb(-decimal_places(term) - 1) for term in terms), Decimal(0))
    near = _CLOSE_TO_HUNDRED.low <= total <= _CLOSE_TO_HUNDRED.high
    if near and abs(total - _HUNDRED) > halves:
        how = f"{' + '.join(plain(term) for term in terms)} = {plain(total)}"
        certain = bool(_THREE_SECTORS.search(before)) and len(terms) == 3
        yield Finding(_number_of(passage, match.span()), "structure", "100", how, certain=certain)


def _number_of(passage: Passage, span: tuple[int, int]) -> Number:
    """Return a number that stands for a whole ratio, as the text prints it."""
    start, end = span
    text = passage.text[start:end]
    quantity = next(iter(quantities(text)))
    return Number(replace(quantity, start=start, end=end, text=text), "level")


# --- ratios of two counts


def _check_ratio(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    """Check 师生比1∶16 against the only two amounts that its names call."""
    first, second = _compared(passage, match)
    if first is None or second is None or first is second:
        return
    above, below = _term(match["above"]), _term(match["below"])
    if min(range_of(first.quantity).low, range_of(second.quantity).low, above.low, below.low) <= 0:
        return
    if quotient_range(above, below).meets(quotient_range(range_of(first.quantity), range_of(second.quantity))):
        return
    quotient = first.quantity.amount / second.quantity.amount
    stated_above, stated_below = Decimal(match["above"]), Decimal(match["below"])
    if match["above"] in _EXACT_TERMS:
        right = f"{match['above']}∶{plain(rounded(stated_above / quotient, decimal_places(stated_below)))}"
    else:
        right = f"{plain(rounded(stated_below * quotient, decimal_places(stated_above)))}∶{match['below']}"
    how = f"{bare(first.quantity)} ∶ {bare(second.quantity)}"
    certain = passage.is_own(first) and passage.is_own(second)
    yield Finding(_number_of(passage, match.span("ratio")), "ratio", right, how, certain=certain)


def _compared(passage: Passage, match: re.Match[str]) -> tuple[Number | None, Number | None]:
    """Return the amounts that a ratio compares: those that it names, or the only two before 两者."""
    if "first" in match.groupdict():
        first, second = _called(passage, match, match["first"]), _called(passage, match, match["second"])
        both = _both_before(passage, match)
        if len(both) == 2 and (first is None) != (second is None) and len(match["first"]) == 1:
            other = both[0] if (first or second) is both[1] else both[1]
            return (first, other) if first else (other, second)
        return first, second
    before = _both_before(passage, match)
    if len(before) != 2 or unit_of(before[0].quantity) != unit_of(before[1].quantity):
        return None, None
    return before[0], before[1]


def _both_before(passage: Passage, match: re.Match[str]) -> list[Number]:
    """Return the amounts of the sentence before a ratio."""
    return [
        number
        for index, number in enumerate(passage.numbers)
        if number.quantity.end <= match.start() and is_amount(passage, index) and passage.is_own(number)
    ]


def _called(passage: Passage, match: re.Match[str], char: str) -> Number | None:
    """Return the only amount before a ratio whose name holds what one of its characters stands for."""
    pattern = re.compile(_ALIASES.get(char, char))
    found = [
        number
        for index, number in enumerate(passage.numbers)
        if number.quantity.end <= match.start() and is_amount(passage, index) and pattern.search(passage.lead(index))
    ]
    return found[0] if len(found) == 1 else None


def _term(text: str) -> Interval:
    value = Decimal(text)
    half = Decimal(0) if text in _EXACT_TERMS else Decimal(5).scaleb(-decimal_places(value) - 1)
    return Interval(value - half, value + half)


# --- lists of shares


_LISTED = compiled(
    r"(?P<names>[^，。；：:（()）\d]{2,40}?)(?:增加值|产值|人口|用量)?(?:占[^，。；\d]{0,14}?(?:的)?)?(?:占比|比重|比例|构成)?(?:分别|依次)(?:约)?(?:为|占|达到?|是)[^，。；\d]{0,12}?"
    rf"(?P<shares>{_N}%(?:(?:、|和|及|与){_N}%)+)"
)
_SECTORS = compiled("三次产业|三产|一二三产|[一二三]、[一二三]、[一二三]产")


def _check_listed(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    """Check the shares of 煤炭、石油、天然气占比分别为56%、30%、24%, which nothing is in two of."""
    if "占" not in match[0] and not re.search("比重|比例|构成", match[0]):
        return
    terms = [Decimal(term) for term in re.findall(_N, match["shares"])]
    total = sum(terms, Decimal(0))
    halves = sum((Decimal(5).scaleb(-decimal_places(term) - 1) for term in terms), Decimal(0))
    names = [re.sub("^.*(?:中|，)", "", name) for name in re.split("、|和|及|与", match["names"])]
    sectors = bool(_SECTORS.search(match["names"])) and len(terms) == 3
    full = sectors or (len(names) == len(terms) and set_of(names) is not None)
    listed = len(names) == len(terms) > 2 and not may_overlap(names) and total < _CLOSE_TO_HUNDRED.high
    listed = listed or (len(names) == len(terms) and are_apart(names))
    over = total - halves > _HUNDRED and (full or listed)
    if over or (full and total + halves < _HUNDRED):
        how = f"{' + '.join(plain(term) for term in terms)} = {plain(total)}%"
        last = next((n for n in reversed(passage.numbers) if n.quantity.end <= match.end()), None)
        if last:
            yield Finding(last, "shares", "100%", how, certain=full or are_apart(names))


_OWN_SHARE = compiled(r"(?P<name>[\u4e00-\u9fff“”]{1,12}?)(?:占比?|比重|比例)(?:为|达到?|约)*$")


def _check_shares(passage: Passage) -> Iterator[Finding]:
    """Check A占65%、B占35%: what is in one part only cannot be more than all, and a full set is all."""
    runs: list[list[tuple[str, Number]]] = [[]]
    for index, number in enumerate(passage.numbers):
        match = _OWN_SHARE.search(passage.lead(index)) if passage.is_own(number) else None
        if match and number.kind == "level" and number.quantity.base_unit in PERCENT and exact(number):
            runs[-1].append((match["name"], number))
        elif runs[-1] and passage.is_own(number):
            runs.append([])
    for run in runs:
        yield from _check_run(passage, run)


_WHOLE_NAMED = compiled("(?:结构|构成|来源|分布|类型)(?:看|上|中|方面)?")


def _check_run(passage: Passage, run: Sequence[tuple[str, Number]]) -> Iterator[Finding]:
    if len(run) < 2:
        return
    names = [name for name, _ in run]
    numbers = [number for _, number in run]
    total = sum((number.quantity.amount for number in numbers), Decimal(0))
    slack = sum((Decimal(5).scaleb(-decimal_places(n.quantity.value) - 1) for n in numbers), Decimal(0))
    over, under = total - slack > _HUNDRED, total + slack < _HUNDRED
    full = set_of(names) is not None
    structured = len(run) > 2 and bool(_WHOLE_NAMED.search(passage.text, passage.start, numbers[0].quantity.start))
    apart = are_apart(_with_rest(names)) or (structured and not may_overlap(names))
    if _MAY_OVERLAP.search(passage.text, passage.start):
        return
    if (over and apart) or (full and under):
        how = f"{' + '.join(bare(number.quantity) for number in numbers)} = {plain(total)}%"
        yield Finding(numbers[-1], "shares", "100%", how)


def _with_rest(names: Sequence[str]) -> list[str]:
    """Return the names without those of what is left, which is apart from all."""
    others = [name for name in names if not re.search("其他|其它|其余", name)]
    return others if len(others) > 1 else list(names)
