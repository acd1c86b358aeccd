"""What is wrong with scenes: the rules that read a short sentence by its figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set

from jzdocs.checks.complete_lists import complete_lists_in, paired_lists_in, sums_before_in
from jzdocs.checks.differences import differences_in
from jzdocs.checks.event_order import event_order_in
from jzdocs.checks.finding import Finding
from jzdocs.checks.fraction_words import fractions_in
from jzdocs.checks.impossible_values import impossible_values_in, shares_above_all_in
from jzdocs.checks.mixtures import mixtures_in
from jzdocs.checks.named_counts import named_counts_in
from jzdocs.checks.plain_rates import plain_rates_in
from jzdocs.checks.scenes import Scene, continued_scenes_of, scenes_of
from jzdocs.checks.standings import standings_in
from jzdocs.checks.unit_products import unit_products_in
from jzdocs.patterns import compiled

_RULES: tuple[Callable[[Scene], Iterator[Finding]], ...] = (
    differences_in,
    plain_rates_in,
    fractions_in,
    complete_lists_in,
    paired_lists_in,
    sums_before_in,
    impossible_values_in,
    shares_above_all_in,
    mixtures_in,
    unit_products_in,
)


_READERS: tuple[Callable[[str], Iterator[Finding]], ...] = (named_counts_in, event_order_in, standings_in)
_SENTENCE_END = compiled("[。；\n]")


def scene_findings(text: str, found: Set[int]) -> Iterator[Finding]:
    """Yield what is wrong with the scenes of a paragraph in which nothing was `found` (places of numbers), one finding
    each."""
    read = [finding for reader in _READERS for finding in reader(text) if not _is_told(text, finding, found)]
    yield from read
    places: Sequence[int] = sorted({*found, *(finding.number.quantity.start for finding in read)})
    reported: set[int] = set()
    for scene, start in _scenes(text):
        first = bisect_left(places, scene.start)
        if first < len(places) and places[first] < scene.start + len(scene.text):
            continue
        for rule in _RULES:
            first_found = next(rule(scene), None)
            place = first_found.number.quantity.start if first_found else -1
            if first_found and place >= start and place not in reported:
                reported.add(place)
                yield first_found
                break


def _scenes(text: str) -> Iterator[tuple[Scene, int]]:
    """Yield the scenes of a text, those of two sentences last, with the place from which on they are judged."""
    yield from ((scene, scene.start) for scene in scenes_of(text))
    for scene in continued_scenes_of(text):
        yield scene, scene.start + scene.text.index("。") + 1


def _is_told(text: str, finding: Finding, found: Set[int]) -> bool:
    """Whether something was found in the sentence of a finding before."""
    start = finding.number.quantity.start
    ended = _SENTENCE_END.search(text, start)
    begin = max(text.rfind(sign, 0, start) for sign in "。；\n") + 1
    return any(begin <= place < (ended.end() if ended else len(text)) for place in found)
