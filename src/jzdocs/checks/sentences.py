"""Statements about numbers that cannot be true: changes, parts and shares, dates, units.

Everything is recomputed with decimals. Numbers whose partners a text does not name are not judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set

from msgspec.structs import replace

from jzdocs.checks.approximations import approximated_twice
from jzdocs.checks.averages import averages_in
from jzdocs.checks.balances import balances_in
from jzdocs.checks.changes import changes_in
from jzdocs.checks.clock import times_in
from jzdocs.checks.closed_passages import closed_findings_in
from jzdocs.checks.comparisons import comparisons_in
from jzdocs.checks.currencies import currencies_in
from jzdocs.checks.dates import dates_in
from jzdocs.checks.derivations import derivations_in, is_derived
from jzdocs.checks.durations import durations_in
from jzdocs.checks.elapsed import elapsed_in
from jzdocs.checks.fields import fields_in, fields_that_hold
from jzdocs.checks.finding import Finding
from jzdocs.checks.fixed_forms import fixed_forms_in
from jzdocs.checks.flows import flows_in
from jzdocs.checks.loose_changes import loose_changes_in
from jzdocs.checks.means import means_in
from jzdocs.checks.multiples import multiples_in
from jzdocs.checks.near_misses import near_misses_in
from jzdocs.checks.open_spans import open_spans_in
from jzdocs.checks.packs import packs_in
from jzdocs.checks.pairings import pairings_in, pairings_that_hold
from jzdocs.checks.partitions import games_in, partitions_in
from jzdocs.checks.parts import parts_in
from jzdocs.checks.passages import passages
from jzdocs.checks.plans import plans_in
from jzdocs.checks.portions import portions_in
from jzdocs.checks.products import products_in
from jzdocs.checks.rates import rates_in
from jzdocs.checks.remainders import remainders_in
from jzdocs.checks.scene_rules import scene_findings
from jzdocs.checks.serials import serials_in
from jzdocs.checks.settled import without_settled
from jzdocs.checks.shares import shares_in
from jzdocs.checks.structures import structures_in
from jzdocs.checks.terms import LONGEST_SENTENCE, Sentence, Term, sentences_of
from jzdocs.checks.terms_of_time import terms_in
from jzdocs.checks.timetables import timetables_in
from jzdocs.checks.totals import totals_in
from jzdocs.checks.units import conversions_in
from jzdocs.checks.years import years_in
from jzdocs.facts.recognition import related
from jzdocs.facts.rounding import shifted
from jzdocs.patterns import compiled

_SENTENCE = compiled(r"[^。；\n]+[。；\n]?")
_WHOLE_SENTENCE = compiled(r"[^。！？\n]{6,200}[。！？]?")
_COMPUTED = frozenset(("product", "parts", "balance", "average"))
_FROM_OTHERS = _COMPUTED | {"share", "shares", "plan"}
_DIGITS = compiled(r"\d[\d.,]*")
_MOST_FIGURES = 10
_THREE_FIGURES = compiled(r"\d(?:.*?[^\d.,]\d|.*?[一二两三四五六七八九十])")
_MAY_HOLD_CONVERSIONS = compiled(
    r"\d[^\d，。；]{1,12}[，,]?[（(]?[^\d，。；]{0,8}(?:折|合|共|总|即|相当于|等于|也就是|换算|计为|计算|表示|为单位|写|[（(])|汇率"
)
_DIGIT = compiled(r"\d")
_REMEMBERED = 6  # numbers of the two sentences before that a sentence may refer to
# each takes a paragraph, the terms of a sentence with some before, and the index of the sentence's first
_CHECKS: tuple[Callable[[str, Sequence[Term], int], Iterator[Finding]], ...] = (
    changes_in,
    multiples_in,
    averages_in,
    plans_in,
    remainders_in,
    balances_in,
    products_in,
    comparisons_in,
    loose_changes_in,
    means_in,
    flows_in,
    partitions_in,
    portions_in,
)


def findings(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of a paragraph; of several findings about one place, the certain one, else
    the first."""
    yield from _unless_settled(text, list(_open_findings(text)))


def _unless_settled(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings but those of computed numbers that are true together with others."""
    computed = [finding for finding in found if finding.problem in _FROM_OTHERS]
    true = {id(finding) for finding in computed} - {id(finding) for finding in without_settled(text, computed)}
    yield from (finding for finding in found if id(finding) not in true)


def _open_findings(text: str) -> Iterator[Finding]:
    """Yield what the checks find, one kind after another: what one has found, the next need not look at."""
    found = _unless_derived(text, _each_place_once(list(_all_findings(text))))
    yield from found
    seen = {finding.number.quantity.start for finding in found}
    in_scenes = _unless_derived(text, list(scene_findings(text, seen)))
    yield from in_scenes
    seen |= {finding.number.quantity.start for finding in in_scenes}
    near = _unless_derived(text, list(_near_misses(text, seen)))
    yield from near
    seen |= {finding.number.quantity.start for finding in near}
    measured = list(_by_what_is_measured(text, seen))
    yield from measured
    if not (found or in_scenes or near or measured):
        yield from closed_findings_in(text)


def _each_place_once(found: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings without a second one of the same number, and without a warning about what another one covers:
    what open structures see is often what a wording proves (共7天 and 7天)."""
    best: dict[int, Finding] = {}
    for finding in found:
        other = best.get(finding.number.quantity.start)
        if other is None or (finding.certain and not other.certain):
            best[finding.number.quantity.start] = finding
    covered = 0  # up to here
    chosen: list[Finding] = []
    for finding in sorted(best.values(), key=_place):
        if not finding.certain and finding.number.quantity.start < covered:
            continue
        while chosen and not chosen[-1].certain and chosen[-1].number.quantity.end > finding.number.quantity.start:
            chosen.pop()  # a certain one stands inside what a warning covers
            covered = chosen[-1].number.quantity.end if chosen else 0
        chosen.append(finding)
        covered = max(covered, finding.number.quantity.end)
    return chosen


def _place(finding: Finding) -> tuple[int, int]:
    return finding.number.quantity.start, -finding.number.quantity.end


def _all_findings(text: str) -> Iterator[Finding]:
    yield from approximated_twice(text)
    yield from dates_in(text)
    yield from durations_in(text)
    yield from years_in(text)
    yield from elapsed_in(text)
    yield from times_in(text)
    yield from terms_in(text)
    yield from open_spans_in(text)
    yield from timetables_in(text)
    yield from serials_in(text)
    yield from packs_in(text)
    yield from currencies_in(text)
    yield from games_in(text)
    yield from _in_passages(text)
    yield from _across_sentences(text)
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) > LONGEST_SENTENCE or not _DIGIT.search(sentence):
            continue
        for finding in _in_sentence(sentence):
            yield replace(finding, number=shifted(finding.number, match.start()))


def _across_sentences(text: str) -> Iterator[Finding]:
    """Yield what is wrong with a paragraph's numbers by those beside them, in their sentence or the two before."""
    read: list[Sentence] = []
    for sentence in sentences_of(text):
        if sentence.numerals:
            near = [term for before in read[-2:] if before.numerals for term in before.terms()][-_REMEMBERED:]
            terms = [*near, *sentence.terms()]
            for check in _CHECKS if len(terms) > len(near) else ():
                yield from check(text, terms, len(near))
        read.append(sentence)


def _near_misses(text: str, found: Set[int]) -> Iterator[Finding]:
    """Yield the near misses of the sentences in which nothing was `found` (places of numbers)."""
    read: list[Sentence] = []
    places = sorted(found)
    for sentence in sentences_of(text):
        first = bisect_left(places, sentence.start)
        is_clear = first == len(places) or places[first] >= sentence.start + len(sentence.text)
        if sentence.numerals and is_clear:
            near = [term for before in read[-1:] if before.numerals for term in before.terms()][-_REMEMBERED:]
            yield from near_misses_in([*near, *sentence.terms()], len(near))
        read = [sentence]


def _unless_derived(text: str, found: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings without those of products, and those not certain of other computed numbers, that the whole
    sentence explains: another check read a part of what the number is computed from."""
    if not any(map(_may_be_derived, found)):
        return found
    sentences = [(match.start(), match[0]) for match in _WHOLE_SENTENCE.finditer(text)]
    denied: list[Finding] = []
    for finding in found:
        place = finding.number.quantity.start
        begin, sentence = next(((b, s) for b, s in sentences if b <= place < b + len(s)), (0, ""))
        is_right = (
            sentence
            and _may_be_derived(finding)
            and (
                is_derived(sentence, place - begin)
                or place - begin in holding(sentence)
                or (not finding.certain and finding.problem == "product" and _states(sentence, finding.right))
            )
        )
        if not is_right:
            denied.append(finding)
    return denied


def _may_be_derived(finding: Finding) -> bool:
    return finding.problem == "product" or (not finding.certain and finding.problem in _COMPUTED)


def _states(sentence: str, right: str) -> bool:
    """Whether a sentence states elsewhere what a number should be: 每天用40张，20天用800张."""
    return re.search(rf"(?<![\d.]){re.escape(right)}", sentence.replace(",", "")) is not None


def holding(sentence: str) -> Set[int]:
    """Return the places of the numbers of a sentence that stand in a true relation of its field, or in true pairs."""
    return {*fields_that_hold(sentence), *pairings_that_hold(sentence)}


def _by_what_is_measured(text: str, found: Set[int]) -> Iterator[Finding]:
    """Yield what the figures of a whole sentence (up to 。) do not give, where nothing else was `found` (places)."""
    places = sorted(found)
    for match in _WHOLE_SENTENCE.finditer(text):
        first = bisect_left(places, match.start())
        if first < len(places) and places[first] < match.end():
            continue
        if len(_DIGITS.findall(match[0])) > _MOST_FIGURES:
            continue
        by_figures = (derivations_in, fields_in, pairings_in) if _THREE_FIGURES.search(match[0]) else ()
        for check in (*by_figures, fixed_forms_in):
            finding = next(check(match[0]), None)
            if finding and finding.number.quantity.start not in holding(match[0]):
                yield replace(finding, number=shifted(finding.number, match.start()))
                break


def _in_sentence(text: str) -> Iterator[Finding]:
    if _MAY_HOLD_CONVERSIONS.search(text):
        yield from conversions_in(text, related(text))


def _in_passages(text: str) -> Iterator[Finding]:
    """Yield what is wrong with parts, shares and totals, each sentence with the one before it."""
    for begin, passage in passages(text):
        for check in (parts_in, shares_in, rates_in, totals_in, structures_in):
            for finding in check(passage):
                yield replace(finding, number=shifted(finding.number, begin))
