"""A text that stands on hardly any line, as it is pasted from a web page → its paragraphs.

It is cut at the indents that are left in it, where a counted number (一、 二、 三、 or （一） （二）) begins, before
questions and answers, and in its opening before —— and a salutation.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from jzdocs.patterns import compiled
from jzdocs.source.lines import BLANKS, Line

MAX_LINES = 3
_LONGEST_NUMBER = 9  # digits
_INDENTS = compiled(r"\u3000{2,}|\t+|[\u3000\xa0 ]{3,}")
_GAP_BEHIND_STOP = compiled(r"(?<=[。！？”：])[\u3000\xa0 ]{2,}")
_SPOKEN = compiled(r"(?<=[。！？”）])(?=(?:记者)?问[：:]|答[：:])")
_SALUTATION = compiled(
    r"(?<=.)(?=(?:各位代表|各位委员|各位领导|各位来宾|同志们|女士们|朋友们|各位同志)[^。]{0,12}[：:！]$)"
)
_DIGITS = "一二三四五六七八九"
_COUNTED = (
    compiled(r"(?:(?<=^)|(?<=[。！？；”\s]))(?P<number>[一二三四五六七八九十]{1,3})、"),
    compiled(r"(?:(?<=^)|(?<=[。！？；：”\s]))[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]"),
)
_MAX_HEADING = 30
_MAX_OPENING = 90
_OPENING = 3  # so many pieces at the top may be title, subtitle and salutation run together


def is_on_one_line(file_lines: Sequence[str]) -> bool:
    """Return whether a text has so few lines that its paragraphs must be found in them."""
    filled = [line for line in file_lines if line.strip(BLANKS)]
    return 0 < len(filled) <= MAX_LINES and max(map(len, filled)) > 40


def cut_lines(file_lines: Sequence[str]) -> list[Line]:
    """Return the paragraphs of a text that stands on hardly any line, each followed by a blank line."""
    lines: list[Line] = []
    for number, text in enumerate(file_lines, 1):
        spans = _split((0, len(text)), text, _gaps(text, whole="\n".join(file_lines)))
        if number == 1:
            spans = [
                part for i, span in enumerate(spans) for part in (_opening(span, text) if i < _OPENING else [span])
            ]
        spans = [part for span in spans for part in _cut_before(span, text, _SPOKEN)]
        for pattern in _COUNTED:
            spans = _cut_at_numbers(spans, text, pattern)
        lines += _lines(spans, text, number)
    return lines


def _gaps(text: str, whole: str) -> list[tuple[int, int]]:
    """Return the blanks at which a line is cut: its indents where there are several, else those behind a stop."""
    indents = [m.span() for m in _INDENTS.finditer(text)]
    if len(_INDENTS.findall(whole)) >= 3:
        return indents
    return [m.span() for m in _GAP_BEHIND_STOP.finditer(text)]


def _split(span: tuple[int, int], text: str, gaps: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a span without its gaps."""
    spans, start = [], span[0]
    for begin, end in gaps:
        spans.append((start, begin))
        start = end
    return [s for s in [*spans, (start, span[1])] if text[s[0] : s[1]].strip(BLANKS)]


def _opening(span: tuple[int, int], text: str) -> list[tuple[int, int]]:
    """Return title, subtitle and salutation that were run together."""
    if span[1] - span[0] > 4 * _MAX_OPENING:
        return [span]
    spans = _cut_before(span, text, _SALUTATION)
    first = spans[0]
    dash = text.find("——", first[0] + 1, min(first[1], first[0] + _MAX_OPENING))
    if dash > 0 and not re.search(r"[。；！？]", text[first[0] : dash]):
        spans[:1] = [(first[0], dash), (dash, first[1])]
    return spans


def _cut_before(span: tuple[int, int], text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    part = text[span[0] : span[1]]
    cuts = [span[0] + m.start() for m in pattern.finditer(part) if m.start()]
    edges = [span[0], *cuts, span[1]]
    return list(itertools.pairwise(edges))


def _cut_at_numbers(spans: Sequence[tuple[int, int]], text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the spans cut where numbers of one form begin that are counted from one; a heading behind which a blank
    stands is cut off."""
    counted = _in_sequence(
        [
            (span[0] + m.start(), value_of(m["number"]))
            for span in spans
            for m in pattern.finditer(text[span[0] : span[1]])
        ]
    )
    if len(counted) < 2:
        return list(spans)
    cut: list[tuple[int, int]] = []
    for span in spans:
        edges = [span[0], *[c for c in counted if span[0] < c < span[1]], span[1]]
        for start, end in itertools.pairwise(edges):
            blank = re.search(r"\s", text[start:end]) if start in counted else None
            middle = start + blank.start() if blank else start
            heading = text[start:middle]
            if blank and 3 < len(heading) <= _MAX_HEADING and not re.search(r"[。；！？]", heading):
                cut += [(start, middle), (middle, end)]
            else:
                cut.append((start, end))
    return cut


def _in_sequence(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """Return the places of the numbers that are counted: one, and what follows it without a gap."""
    places: list[int] = []
    last = 0
    for place, value in numbers:
        if value == last + 1 or value == 1:
            places.append(place)
            last = value
    return places


def value_of(number: str) -> int:
    """Return the value of a number from 1 to 99 in Chinese or Arabic digits; 0 for anything else."""
    if number.isdecimal():
        return int(number) if len(number) <= _LONGEST_NUMBER else 0
    tens, ten, ones = number.partition("十")
    if not ten:
        return _DIGITS.find(number) + 1 if len(number) == 1 else 0
    if any(d and d not in _DIGITS for d in (tens, ones)):
        return 0
    return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)


def _lines(spans: Sequence[tuple[int, int]], text: str, number: int) -> Iterator[Line]:
    for start, end in spans:
        part = text[start:end]
        bare = part.lstrip(BLANKS)
        if bare:
            yield Line(bare.rstrip(BLANKS), number, start + len(part) - len(bare) + 1, indented=True)
            yield Line("", number)
