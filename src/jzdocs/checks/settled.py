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
from itertools import permutations, product

from msgspec.structs import replace

from jzdocs.checks.combined_values import combined, is_value_of, plain_value
from jzdocs.checks.figures import Figure, figures
from jzdocs.checks.finding import Finding
from jzdocs.patterns import compiled

_MOST = 8  # figures of a passage
_FEWEST_TERMS = 3
_LONGEST = 200
_PASSAGE = compiled(r"[^。！？!?\n]+[。！？!?\n]?")
_LEAST_SUM = 30  # units of the last digit: below, sums agree by chance
_EXACTLY = 1e-9
_LEAST_LOADS = 10
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
            yield from _sums(group)
        if dimension == (("length", 1),) and _OBLONG.search(passage):
            yield from _perimeters(group)
    times = [figure for figure in found if "days" in figure.dimension]
    if len(times) == _FEWEST_TERMS:
        yield from _times(times)
    if _FEWEST_TERMS <= len(found) <= _MOST and len(alike) > 1:
        yield from _results(found)
        yield from _loads(found)


def _sums(group: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield amounts of one kind of which one is what three or more others give: all of them added, or some taken away
    whose words say so."""
    for result in group:
        others = [figure for figure in group if figure is not result]
        if result.value < _LEAST_SUM * result.step:
            continue
        for used in product((True, False), repeat=len(others)):
            terms = [figure for figure, is_used in zip(others, used, strict=True) if is_used]
            out = [figure for figure in terms if _goes_out(figure)]
            if len(terms) < _FEWEST_TERMS or (out and len(out) < len(terms) and result is not group[-1]):
                continue
            total = sum(figure.value for figure in terms)
            if len(out) < len(terms):
                total -= 2 * sum(figure.value for figure in out)
            if abs(total - result.value) <= _EXACTLY * result.value:
                yield [result, *terms]


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
    """Yield all figures up to one that is computed from them in two or more steps, with it."""
    for place, result in enumerate(found):
        others = [figure for index, figure in enumerate(found) if index != place and figure.step]
        if len(others) < _FEWEST_TERMS:
            continue
        variants = [[(figure.dimension, plain_value(figure))] for figure in others]
        values = combined(variants, "+-", result).get((1 << len(others)) - 1, {})
        for dimension, value in values.values():
            is_computed = ("×" in value.how or "÷" in value.how) and value.cost <= _FEWEST_TERMS + 2
            if is_computed and is_value_of(result, dimension, value, strictly=True):
                yield [result, *others]


def _loads(found: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Yield how many of something it takes for all, the last not full: 250人, 3人 each, 84顶."""
    for whole, each, count in permutations(found, 3):
        if whole.value > each.value > 1 and whole.is_exact and count.is_exact and count.value >= _LEAST_LOADS:
            if math.ceil(whole.value / each.value) == count.value and whole.value % each.value:
                yield [whole, each, count]
