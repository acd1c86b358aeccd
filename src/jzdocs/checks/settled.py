"""Figures that are settled: together with others of the text they are true.

A check that reads a part of what a number belongs to may deny it, as 318 beside 157 and 87, where all three make up the
562 of the sentence; 10元 for 3公里 beside 2.2元 for each further one, where both give the fare of 32元. That several
figures agree to the last digit by chance is far less likely than that a check has read too little of a sentence. But a
slip may agree as well (the base left out, in and out mixed up): so words must allow the signs of a sum, and a result of
several steps must use all that stands before it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from itertools import permutations

from msgspec.structs import replace

from jzdocs.checks.combined_values import Value, are_of_one_kind, combined, is_value_of, plain_value
from jzdocs.checks.dimensions import Dimension, times
from jzdocs.checks.figures import Figure, figures
from jzdocs.checks.finding import Finding
from jzdocs.checks.partners import keeps_partners, partners
from jzdocs.checks.value_pairs import EARLY
from jzdocs.patterns import compiled

_MOST = 8  # figures of a passage
_FEWEST_TERMS = 3
_LONGEST = 200
_PASSAGE = compiled(r"[^。！？!?\n]+[。！？!?\n]?")
_LEAST_SUM = 30  # units of the last digit: below, sums agree by chance
_EXACTLY = 1e-9
_LEAST_LOADS = 10
_LEAST_SURPRISE = 0.1  # the share of all last digits that the values of some figures may meet
_EARLIER = compiled(rf"{EARLY.pattern}|前一[日天周月年]")
_PLACES = frozenset(("个位", "座", "座位", "席", "床", "席位", "床位", "位"))
_WAY = compiled(
    "(?P<out>退|出[库院境栏口]|(?<![产支输])出$|迁出|调[出离]|离|减|销|报废|核销|支[出付]|付|用[去于掉]?|耗|领|辞|死|亡|毙|结案|办结"
    "|售|卖|还|扣|流失|撤|裁|缴|捐|发[放出]|拨|划[出走]|转[出走]|送|消[化耗]|损|拆|归还|赎|偿|毕业|淘汰|注销|剔)"
    "|(?P<into>新|入|增|进|购|补|收|招|录|加|调[入来]|结转|续)"
)
_OBLONG = compiled("长.*宽|宽.*长", re.S)


def without_settled(text: str, found: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings without those about figures that are settled in their sentence, or with the sentence before or
    behind it."""
    sentences = [(match.start(), match[0]) for match in _PASSAGE.finditer(text)]
    doubted = list(found)
    for (first, before), (_, after) in zip([(0, ""), *sentences], [*sentences, (0, "")], strict=True):
        passage = before + after
        near = [f for f in doubted if first <= f.number.quantity.start < first + len(passage)]
        if near and len(passage) <= _LONGEST:
            places = {first + place for place in settled(passage)}
            doubted = [finding for finding in doubted if not _stands_at(finding, places)]
    return doubted


def _stands_at(finding: Finding, places: Set[int]) -> bool:
    quantity = finding.number.quantity
    return any(place in places for place in range(quantity.start, quantity.end))


def settled(passage: str) -> Set[int]:
    """Return the places of the figures of a passage that stand in a true relation."""
    found = [_seated(figure) for figure in figures(passage) if _may_be_computed(figure)]
    places: set[int] = set()
    for group in _groups(passage, found):
        places.update(place for figure in group for place in range(figure.start, figure.end))
    return places


def _may_be_computed(figure: Figure) -> bool:
    """Whether a figure is a plain amount: the score of a match is two, a figure of unknown dimension none."""
    return not figure.about and "?" not in figure.dimension and "∶" not in figure.text


def _seated(figure: Figure) -> Figure:
    """Return a figure of places as one of the people who take them: 480人 at 60桌 of 9人 leave 60个空位."""
    if _PLACES.isdisjoint(figure.dimension):
        return figure
    dimension: dict[str, int] = {}
    for name, power in figure.dimension.items():
        person = "人" if name in _PLACES else name
        dimension[person] = dimension.get(person, 0) + power
    return replace(figure, dimension=dimension)


def _groups(passage: str, found: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield groups of figures that are true together."""
    alike: dict[tuple[tuple[str, int], ...], list[Figure]] = {}
    for figure in found:
        alike.setdefault(tuple(sorted(figure.dimension.items())), []).append(figure)
    for dimension, group in alike.items():
        if dimension and _FEWEST_TERMS < len(group) <= _MOST:
            for level in _levels(passage, group):
                yield from _sums(level)
        if dimension == (("length", 1),) and _OBLONG.search(passage):
            yield from _perimeters(group)
    times = [figure for figure in found if "days" in figure.dimension]
    if len(times) == _FEWEST_TERMS:
        yield from _times(times)
    if _FEWEST_TERMS <= len(found) <= _MOST and len(alike) > 1:
        yield from _results(found)
        yield from _loads(found)


def _levels(passage: str, group: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield amounts that may be of one sum: those outside of brackets, and those of a bracket with what it explains."""
    levels: dict[int, list[Figure]] = {}
    outside: list[Figure] = []
    for figure in group:
        opened, closed = (max(map(passage[: figure.start].rfind, signs)) for signs in ("（(", "）)"))
        if opened <= closed:
            outside.append(figure)
        else:
            levels.setdefault(opened, outside[-1:]).append(figure)
    yield from (outside, *levels.values())


def _sums(group: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield all amounts of one kind, if one is what three or more others give: all of them added, or some taken away
    whose words say so."""
    for result in group:
        terms = [figure for figure in group if figure is not result]
        if len(terms) < _FEWEST_TERMS or result.value < _LEAST_SUM * result.step:
            continue
        out = [figure for figure in terms if _goes_out(figure)]
        is_balance = 0 < len(out) < len(terms)
        if is_balance and (result is not group[-1] or _EARLIER.search(result.clause)):
            continue
        total = sum(figure.value for figure in terms)
        if is_balance:
            total -= 2 * sum(figure.value for figure in out)
        if abs(total - result.value) <= _EXACTLY * result.value:
            yield group


def _goes_out(figure: Figure) -> bool:
    """Whether an amount is one that goes, by the last word of its clause that says either."""
    words = list(_WAY.finditer(figure.clause))
    return bool(words) and words[-1].lastgroup == "out"


def _times(group: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield two lengths of time, in minutes and seconds, with their difference."""
    first, second, third = sorted((figure.amount for figure in group), reverse=True)
    is_composed = any(len(re.findall(r"\d+(?:\.\d+)?", figure.text)) > 1 for figure in group)
    if is_composed and abs(first - second - third) <= _EXACTLY * first:
        yield group


def _perimeters(group: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield length and width of an oblong with the way around it."""
    for length, width, around in permutations(group, 3):
        if (
            length.value >= width.value
            and abs(2 * (length.value + width.value) - around.value) <= _EXACTLY * around.value
        ):
            yield [length, width, around]


def _results(found: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield all figures, if one is computed from the others in two or more steps."""
    links = partners(found)
    for place, result in enumerate(found):
        others = [figure for index, figure in enumerate(found) if index != place and _counts(figure)]
        if len(others) < _FEWEST_TERMS:
            continue
        variants = [[(figure.dimension, plain_value(figure))] for figure in others]
        values = combined(variants, "+-", result).get((1 << len(others)) - 1, {})
        short = [pair for pair in values.values() if pair[1].cost <= _FEWEST_TERMS + 2]
        if not _is_surprising(result, short):
            continue
        for dimension, value in short:
            is_computed = "×" in value.how or "÷" in value.how
            if is_computed and is_value_of(result, dimension, value, strictly=True):
                if keeps_partners(value.how, result, others, links):
                    yield [result, *others]


def _counts(figure: Figure) -> bool:
    """Whether a formula without a figure leaves something out: not if it is one of something (特等奖1名，8000元)."""
    return bool(figure.step) and (figure.is_ratio or figure.amount != 1)


def _is_surprising(result: Figure, values: Sequence[tuple[Dimension, Value]]) -> bool:
    """Whether few of the values that figures give are near to a result, so that one that meets it says something."""
    near = [
        value
        for dimension, value in values
        if are_of_one_kind(dimension, result.dimension) and result.value / 2 <= value.value <= 2 * result.value
    ]
    return len(near) * result.step <= _LEAST_SURPRISE * result.value


def _loads(found: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield how many of something it takes for all, the last not full: 250人, 3人 each, 84顶."""
    for whole, each, count in permutations(found, 3):
        if times(each.dimension, count.dimension) != whole.dimension or each.is_ratio:
            continue
        if whole.value > each.value > 1 and whole.is_exact and count.is_exact and count.value >= _LEAST_LOADS:
            if math.ceil(whole.value / each.value) == count.value and whole.value % each.value:
                yield [whole, each, count]
