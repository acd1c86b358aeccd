"""What a text says with its numbers that cannot be true: changes, parts and shares, dates, units. Each is recomputed
with decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from jzdocs.facts.changes import changes_in, yearly
from jzdocs.facts.dates import dates_in
from jzdocs.facts.finding import Finding, shifted
from jzdocs.facts.number import FALL, RISE
from jzdocs.facts.parts import parts_in
from jzdocs.facts.recognition import numbers_in, related
from jzdocs.facts.units import conversions_in

_DOUBLED = re.compile(
    r"(?P<before>超过|超|逾|不少于|不低于|约|大约)(?P<body>(?P<number>\d)[\d.,]*[^，。；\d]{0,6}?)(?P<after>以上|以下|左右|上下)"
)
_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")
_LONGEST = 2000  # no sentence that somebody wrote is longer
_VERB = f"(?:{RISE}|{FALL})"
# what a sentence must hold to be worth reading: most are not
_CHANGES = re.compile(
    rf"{_VERB}(?:至|到|为)|{_VERB}[^，。；]{{0,12}}\d[^。；]*?{_VERB}[^，。；]{{0,8}}\d"
    r"|的[约近]?\d[\d.]*倍|减少[约近]?\d[\d.]*倍|百分点"
)
_TWO_YEARS = re.compile(rf"20\d\d年[^。]*?\d[^。]*?20\d\d年[^。]*?{_VERB}")
_PARTS = re.compile(r"其中|占|\d[^\d，。；]{0,8}(?:分别为|包括|[（(：:])|合\d")
_DIGIT = re.compile(r"\d")


def findings(text: str) -> Iterator[Finding]:
    """What is wrong with the numbers of a paragraph."""
    yield from _doubled(text)
    yield from dates_in(text)
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if len(sentence) > _LONGEST or not _DIGIT.search(sentence):
            continue
        for finding in _in_sentence(sentence):
            yield replace(finding, figure=shifted(finding.figure, match.start()))


def _in_sentence(text: str) -> Iterator[Finding]:
    if _CHANGES.search(text):
        yield from changes_in(text, related(text))
    if _TWO_YEARS.search(text):
        yield from yearly(numbers_in(text))
    if _PARTS.search(text):
        found = numbers_in(text)
        yield from parts_in(text, found)
        yield from conversions_in(text, found)


def _doubled(text: str) -> Iterator[Finding]:
    """超过50%以上: an approximation said twice."""
    for match in _DOUBLED.finditer(text):
        if text[match.start() - 1 : match.start()] in ("“", "‘"):  # quoted: the author speaks of the words
            continue
        near = max(0, match.start() - 40)
        found = (shifted(f, near) for f in related(text[near : match.end() + 20]))
        said = next((f for f in found if f.quantity.start <= match.start("number") < f.quantity.end), None)
        if said:
            right = f"{match['before']}{match['body']}" if match["before"] != "约" else f"约{match['body']}"
            yield Finding(said, "doubled", right, f"{match['before']}…{match['after']}")
