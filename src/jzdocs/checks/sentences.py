"""Statements about numbers that cannot be true: changes, parts and shares, dates, units.

Everything is recomputed with decimals. Numbers whose partners a sentence does not name are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from jzdocs.checks.averages import averages_in
from jzdocs.checks.balances import balances_in
from jzdocs.checks.changes import changes_in
from jzdocs.checks.comparisons import comparisons_in
from jzdocs.checks.dates import dates_in
from jzdocs.checks.finding import Finding
from jzdocs.checks.multiples import multiples_in
from jzdocs.checks.parts import parts_in
from jzdocs.checks.plans import plans_in
from jzdocs.checks.products import products_in
from jzdocs.checks.terms import Sentence, Term, sentences_of
from jzdocs.checks.units import conversions_in
from jzdocs.facts.recognition import numbers_in, related
from jzdocs.facts.rounding import shifted

_APPROXIMATED_TWICE = re.compile(
    r"(?P<before>超过|超|逾|不少于|不低于|约|大约)(?P<body>(?P<number>\d)[\d.,]*[^，。；\d]{0,6}?)(?P<after>以上|以下|左右|上下)"
)
_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_LONGEST_SENTENCE = 2000  # characters; nobody writes a longer one, and looking back in it would be slow
_NEAR_BEFORE, _NEAR_AFTER = 40, 20  # characters around an approximation that are read
_MAY_HOLD_PARTS = re.compile(r"其中|占|\d[^\d，。；]{0,8}(?:分别为|包括|[（(：:])|合\d")
_DIGIT = re.compile(r"\d")
_REMEMBERED = 6  # numbers of the two sentences before that a sentence may refer to
# each takes a paragraph, the terms of a sentence with some before, and the index of the sentence's first
_CHECKS: tuple[Callable[[str, Sequence[Term], int], Iterator[Finding]], ...] = (
    changes_in,
    multiples_in,
    averages_in,
    plans_in,
    balances_in,
    products_in,
    comparisons_in,
)


def findings(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of a paragraph; of several findings about one number, the first."""
    found: set[int] = set()
    for finding in _all_findings(text):
        if finding.number.quantity.start not in found:
            found.add(finding.number.quantity.start)
            yield finding


def _all_findings(text: str) -> Iterator[Finding]:
    yield from _approximated_twice(text)
    yield from dates_in(text)
    yield from _across_sentences(text)
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) > _LONGEST_SENTENCE or not _DIGIT.search(sentence):
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


def _in_sentence(text: str) -> Iterator[Finding]:
    if _MAY_HOLD_PARTS.search(text):
        numbers = numbers_in(text)
        yield from parts_in(text, numbers)
        yield from conversions_in(text, numbers)


def _approximated_twice(text: str) -> Iterator[Finding]:
    """Find 超过50%以上: one of the two words is enough."""
    for match in _APPROXIMATED_TWICE.finditer(text):
        if text[match.start() - 1 : match.start()] in ("“", "‘"):  # quoted: the author speaks of the words
            continue
        near = max(0, match.start() - _NEAR_BEFORE)
        numbers = (shifted(number, near) for number in related(text[near : match.end() + _NEAR_AFTER]))
        start = match.start("number")
        number = next((n for n in numbers if n.quantity.start <= start < n.quantity.end), None)
        if number and _approximates(match, number.quantity.end):
            right = f"{match['before']}{match['body']}"
            yield Finding(number, "doubled", right, f"{match['before']}…{match['after']}", certain=False)


def _approximates(match: re.Match[str], end: int) -> bool:
    """Whether the word behind belongs to the number that ends at `end`: 以上 right behind it (规模以上, 县级以上 are
    names), 左右 also behind a noun. And whether 约 is a word of its own (节约30%左右)."""
    text, start = match.string, match.start("after")
    if match["before"].startswith("约") and text[match.start() - 1 : match.start()] in ("节", "集"):
        return False
    return match["after"] in ("左右", "上下") or end in (start, match.end("after"))
