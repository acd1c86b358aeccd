"""Rules of the numbers of headings and items (GB/T 9704-2012, 7.3.3): their forms, and that each level goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from jzdocs.facts.numerals import number_in
from jzdocs.resolve.numbering import chinese
from jzdocs.rules.elements import LEVELS, level_of
from jzdocs.rules.faces import is_face
from jzdocs.rules.finding import Finding, TextFix, finding
from jzdocs.rules.form import ParagraphForm
from jzdocs.rules.levels import FACES, has_face_of_level
from jzdocs.rules.official import Official
from jzdocs.rules.text_form import has_han, spans

_MARKS = ("、", "", ".", "")
_DEEPEST = 4
_FACED = 2  # levels that have a face of their own
_FIRST_OF = ("一、", "（一）", "1.", "（1）")


class Misnumbered(Struct, frozen=True):
    """A heading whose number is not the next one of its level, though the one that follows counts as if it were: the
    number that is right, and the key of its finding."""

    paragraph: ParagraphForm
    right: str
    key: str
    certain: bool


def wrong_numbers(official: Official) -> Iterator[Finding]:
    """Yield numbers in another form than that of their level, that come twice, or that pass over a level."""
    numbered = official.of("heading", "item")
    misnumbered = {m.paragraph.number: m for m in misnumbered_headings(official)}
    for found in misnumbered.values():
        yield _misnumbered(found)
    rest = [paragraph for paragraph in numbered if paragraph.number not in misnumbered]
    for paragraph in rest:
        yield from _form(paragraph)
    yield from _order(rest)


def misnumbered_headings(official: Official) -> list[Misnumbered]:
    """Return the headings that repeat the number before, or have the form of another level (2、 beside 一、)."""
    headings = [p for p in official.of("heading", "item") if official.role(p) == "heading" or _is_marked(p)]
    out: list[Misnumbered] = []
    for level in range(1, _FACED + 1):
        out += _repeated(headings, level)
        out += _of_another_level(headings, level)
    return out


def _is_marked(item: ParagraphForm) -> bool:
    """Return whether an item is a heading but for the mark at its end, as its face shows."""
    return level_of(item.words) <= _FACED and len(item.words) <= _SHORT and has_face_of_level(item)


_SHORT = 24


def _value(paragraph: ParagraphForm) -> int:
    match = LEVELS[level_of(paragraph.words) - 1].match(paragraph.words)
    value = number_in(match["number"].strip("（()）")) if match else None
    return int(value) if value is not None else 0


def _shown(level: int, value: int) -> str:
    return f"{chinese(value)}、" if level == 1 else f"（{chinese(value)}）"


def _repeated(headings: Sequence[ParagraphForm], level: int) -> Iterator[Misnumbered]:
    """Yield headings of a level with the number of the one before, below one and the same heading."""
    before: ParagraphForm | None = None
    for index, paragraph in enumerate(headings):
        own = level_of(paragraph.words)
        if own < level:
            before = None
        if own != level:
            continue
        if before is not None and _value(paragraph) == _value(before) > 0:
            right = _value(paragraph) + 1
            following = next((p for p in headings[index + 1 :] if level_of(p.words) <= level), None)
            last = following is None or level_of(following.words) < level
            goes_on = last or (following is not None and _value(following) == right + 1)
            yield Misnumbered(paragraph, _shown(level, right), "N121.repeat", goes_on)
        before = paragraph


def _of_another_level(headings: Sequence[ParagraphForm], level: int) -> Iterator[Misnumbered]:
    """Yield the heading that stands in the face of a level where one of it is missing, with the number that is."""
    own = [index for index, paragraph in enumerate(headings) if level_of(paragraph.words) == level]
    for first, last in pairwise(own):
        missing = _value(headings[first]) + 1
        between = [
            p
            for p in headings[first + 1 : last]
            if _value(p) == missing and level_of(p.words) > level and _has_face(p, level)
        ]
        if _value(headings[last]) == missing + 1 and len(between) == 1:
            yield Misnumbered(between[0], _shown(level, missing), "N121", True)


def _has_face(paragraph: ParagraphForm, level: int) -> bool:
    runs = [run for run in spans(paragraph) if has_han(paragraph.text[run.start : run.end])]
    return bool(runs) and is_face(runs[0].face, FACES[level - 1])


def _misnumbered(found: Misnumbered) -> Finding:
    paragraph = found.paragraph
    stated, span = _printed(paragraph)
    fixes = (TextFix(paragraph.number, *span, found.right),) if span and found.certain else ()
    return finding(paragraph, found.key, *fixes, start=paragraph.start, stated=stated, right=found.right)


def _printed(paragraph: ParagraphForm) -> tuple[str, tuple[int, int] | None]:
    """Return the number that a paragraph begins with, and where it stands in the text (None: Word counts it)."""
    match = LEVELS[level_of(paragraph.words) - 1].match(paragraph.words)
    if match is None:
        return "", None
    stated = match["number"] + match["mark"]
    start = paragraph.start
    typed = not paragraph.label and paragraph.text[start : start + len(match["number"])] == match["number"]
    return stated.strip(), (start, start + len(stated)) if typed else None


def _form(paragraph: ParagraphForm) -> Iterator[Finding]:
    """Yield a number of a level in another form than 一、 （一） 1. （1）."""
    level = level_of(paragraph.words)
    match = LEVELS[level - 1].match(paragraph.words)
    if match is None:
        return
    number, mark = match["number"], match["mark"]
    right = number.replace("(", "（").replace(")", "）") + _MARKS[level - 1]
    if level == _DEEPEST - 1 and mark in (".", "．"):
        return
    stated, span = _printed(paragraph)
    if stated == right and mark.strip(" \u3000") == mark:
        return
    fixes = (TextFix(paragraph.number, *span, right),) if span else ()
    yield finding(paragraph, "N121", *fixes, start=paragraph.start, stated=stated or number, right=right)


def _order(numbered: Sequence[ParagraphForm]) -> Iterator[Finding]:
    """Yield the first number that passes over the levels above it: （1） below 一、, or （一） above all 一、."""
    levels = [level_of(paragraph.words) for paragraph in numbered]
    open_levels: set[int] = set()
    for paragraph, level in zip(numbered, levels, strict=True):
        above = max((other for other in open_levels if other < level), default=0)
        if (level == _DEEPEST and 0 < above < level - 1) or (level == 2 and not above and 1 in levels):
            right = _FIRST_OF[above] if above else _FIRST_OF[0]
            yield finding(paragraph, "N121.order", stated=paragraph.words[:3], right=right)
            return
        open_levels = {other for other in open_levels if other < level} | {level}
