"""Statements about numbers that cannot be true: changes, parts and shares, dates, units.

Everything is recomputed with decimals. Numbers whose partners a sentence does not name are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from jzdocs.checks.approximations import approximated_twice
from jzdocs.checks.changes import changes_in, yearly_rates
from jzdocs.checks.dates import dates_in
from jzdocs.checks.durations import durations_in
from jzdocs.checks.finding import Finding
from jzdocs.checks.parts import parts_in
from jzdocs.checks.units import conversions_in
from jzdocs.checks.years import years_in
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.recognition import numbers_in, related
from jzdocs.facts.rounding import shifted

_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_LONGEST_SENTENCE = 2000  # characters; nobody writes a longer one, and looking back in it would be slow
_VERB = f"(?:{RISE}|{FALL})"
# a sentence without any of these need not be read closely
_MAY_HOLD_CHANGES = re.compile(
    rf"{_VERB}(?:至|到|为)|{_VERB}[^，。；]{{0,12}}\d[^。；]*?{_VERB}[^，。；]{{0,8}}\d"
    r"|的[约近]?\d[\d.]*倍|减少[约近]?\d[\d.]*倍|百分点"
)
_MAY_HOLD_TWO_YEARS = re.compile(rf"20\d\d年[^。]*?\d[^。]*?20\d\d年[^。]*?{_VERB}")
_MAY_HOLD_PARTS = re.compile(r"其中|占|\d[^\d，。；]{0,8}(?:分别为|包括|[（(：:])|合\d")
_MAY_HOLD_CONVERSIONS = re.compile(
    r"\d[^\d，。；]{1,12}[，,]?[（(]?[^\d，。；]{0,8}(?:折|合|即|相当于|等于|也就是|换算|[（(])|汇率"
)
_DIGIT = re.compile(r"\d")


def findings(text: str) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of a paragraph."""
    yield from approximated_twice(text)
    yield from dates_in(text)
    yield from durations_in(text)
    yield from years_in(text)
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) > _LONGEST_SENTENCE or not _DIGIT.search(sentence):
            continue
        for finding in _in_sentence(sentence):
            yield replace(finding, number=shifted(finding.number, match.start()))


def _in_sentence(text: str) -> Iterator[Finding]:
    if _MAY_HOLD_CHANGES.search(text):
        yield from changes_in(text, related(text))
    if _MAY_HOLD_TWO_YEARS.search(text):
        yield from yearly_rates(numbers_in(text))
    if _MAY_HOLD_PARTS.search(text):
        yield from parts_in(text, numbers_in(text))
    if _MAY_HOLD_CONVERSIONS.search(text):
        yield from conversions_in(text, related(text))
