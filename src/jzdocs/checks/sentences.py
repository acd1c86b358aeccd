"""Statements about numbers that cannot be true: changes, parts and shares, dates, units.

Everything is recomputed with decimals. Numbers whose partners a sentence does not name are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from jzdocs.checks.changes import changes_in, yearly_rates
from jzdocs.checks.dates import dates_in
from jzdocs.checks.finding import Finding
from jzdocs.checks.parts import parts_in
from jzdocs.checks.passages import passages
from jzdocs.checks.shares import shares_in
from jzdocs.checks.structures import structures_in
from jzdocs.checks.totals import totals_in
from jzdocs.checks.units import conversions_in
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.recognition import numbers_in, related
from jzdocs.facts.rounding import shifted

_APPROXIMATED_TWICE = re.compile(
    r"(?P<before>超过|超|逾|不少于|不低于|约|大约)(?P<body>(?P<number>\d)[\d.,]*[^，。；\d]{0,6}?)(?P<after>以上|以下|左右|上下)"
)
_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_LONGEST_SENTENCE = 2000  # characters; nobody writes a longer one, and looking back in it would be slow
_NEAR_BEFORE, _NEAR_AFTER = 40, 20  # characters around an approximation that are read
_VERB = f"(?:{RISE}|{FALL})"
# a sentence without any of these need not be read closely
_MAY_HOLD_CHANGES = re.compile(
    rf"{_VERB}(?:至|到|为)|{_VERB}[^，。；]{{0,12}}\d[^。；]*?{_VERB}[^，。；]{{0,8}}\d"
    r"|的[约近]?\d[\d.]*倍|减少[约近]?\d[\d.]*倍|百分点"
)
_MAY_HOLD_TWO_YEARS = re.compile(rf"20\d\d年[^。]*?\d[^。]*?20\d\d年[^。]*?{_VERB}")
_MAY_HOLD_PARTS = re.compile(r"其中|占|\d[^\d，。；]{0,8}(?:分别为|包括|[（(：:])|合\d")
_DIGIT = re.compile(r"\d")


def findings(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of a paragraph."""
    yield from _approximated_twice(text)
    yield from dates_in(text)
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) > _LONGEST_SENTENCE or not _DIGIT.search(sentence):
            continue
        for finding in _in_sentence(sentence):
            yield replace(finding, number=shifted(finding.number, match.start()))
    yield from _in_passages(text)


def _in_sentence(text: str) -> Iterator[Finding]:
    if _MAY_HOLD_CHANGES.search(text):
        yield from changes_in(text, related(text))
    if _MAY_HOLD_TWO_YEARS.search(text):
        yield from yearly_rates(numbers_in(text))
    if _MAY_HOLD_PARTS.search(text):
        numbers = numbers_in(text)
        yield from conversions_in(text, numbers)


def _in_passages(text: str) -> Iterator[Finding]:
    for begin, passage in passages(text):
        for check in (parts_in, shares_in, totals_in, structures_in):
            for finding in check(passage):
                yield replace(finding, number=shifted(finding.number, begin))


def _approximated_twice(text: str) -> Iterator[Finding]:
    """Find 超过50%以上: one of the two words is enough."""
    for match in _APPROXIMATED_TWICE.finditer(text):
        if text[match.start() - 1 : match.start()] in ("“", "‘"):  # quoted: the author speaks of the words
            continue
        near = max(0, match.start() - _NEAR_BEFORE)
        numbers = (shifted(number, near) for number in related(text[near : match.end() + _NEAR_AFTER]))
        start = match.start("number")
        number = next((n for n in numbers if n.quantity.start <= start < n.quantity.end), None)
        if number:
            right = f"{match['before']}{match['body']}"
            yield Finding(number, "doubled", right, f"{match['before']}…{match['after']}", certain=False)
