"""Styled text → a prepared paragraph: bodies and gaps of every character, with prefix sums, ready to be broken and set.

Plain Han needs nothing done by the character: default gaps fill whole lists, and a regular expression visits only what is not Han.
All widths are thousandths of an em of the paragraph's size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from jzdocs.layout import classes as c
from jzdocs.style.faces import Face, Faces


class Span(NamedTuple):
    """A run of text in one face. `size` in EMU, `rise` in thousandths of an em upwards; `href` makes it a link, `tag` is the
    structure element of its own that it belongs to (-1: its paragraph's); `ruby` stands above it, in an element of its own."""

    text: str
    face: str
    size: int
    color: str
    href: str = ""
    rise: int = 0
    tag: int = -1
    ruby: str = ""
    ruby_tag: int = -1
    stretch: float = 1.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paragraph ready for breaking.

    For character k: `advance` (the font's), `body` (what it takes), `shift` (how far its glyph moves left), and the gap before it.
    `reach[k]` sums bodies and natural gaps before k; `tight[k]` the same with all gaps at their tightest. `penalties` are those of a
    break before each character (and at the end). `special` lists, in order, the characters that differ from plain Han; `hyphens` gives
    the width of the hyphen that a break at a place inside a word sets.
    """

    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    size: int
    advance: list[int]
    body: list[int]
    shift: dict[int, int]
    gaps: list[c.Gap]
    special: list[int]
    reach: list[int]
    tight: list[int]
    shrink12: list[int]
    shrink3: list[int]
    word: list[int]
    auto: list[int]
    general: list[int]
    penalties: list[float]
    hyphens: Mapping[int, int] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Number of characters."""
        return len(self.text)


def prepare(spans: Iterable[Span], size: int, faces: Faces) -> Prepared:
    """Prepare a paragraph of `spans` whose em is `size` (EMU)."""
    ready = _covered(spans, faces)
    text = "".join(s.text for s in ready)
    starts = tuple(accumulate((len(s.text) for s in ready), initial=0))
    advance = _advances(ready, size, faces)
    body = advance.copy()
    gaps: list[c.Gap] = [c.PLAIN] * len(text)
    shift: dict[int, int] = {}
    special = _classify(text, body, gaps, shift, _ems(ready, size))
    for match in c.UNITED.finditer(text):
        for index in range(match.start() + 1, match.end()):
            if gaps[index].penalty < c.UNIT_BREAK:
                gaps[index] = gaps[index]._replace(penalty=c.UNIT_BREAK)
    for span, begin in zip(ready, starts, strict=False):
        if span.rise and begin:  # a raised or lowered mark clings to what stands before it
            gaps[begin] = c.INSIDE
        if span.ruby:
            _hold(gaps, special, begin, begin + len(span.text), ruby_width(span, size, faces) - sum(body[begin : begin + len(span.text)]))
    special = sorted(set(special)) if any(s.ruby for s in ready) else special
    if gaps:
        gaps[0] = c.INSIDE
    natural = [g.natural for g in gaps]
    shrink12 = [g.shrink1 + g.shrink2 for g in gaps]
    shrink3 = [g.shrink3 for g in gaps]
    widths = list(map(int.__add__, natural, body))
    losses = list(map(int.__add__, shrink12, shrink3))
    return Prepared(
        text, ready, starts, size, advance, body, shift, gaps, special,
        reach=_sums(widths), tight=_sums(map(int.__sub__, widths, losses)),
        shrink12=_sums(shrink12), shrink3=_sums(shrink3), word=_sums(g.word for g in gaps),
        auto=_sums(g.auto for g in gaps), general=_sums(g.general for g in gaps),
        penalties=[*(g.penalty for g in gaps), 0.0],
    )  # fmt: skip


RUBY = 0.5


def ruby_width(span: Span, size: int, faces: Faces) -> int:
    """Width of a span's annotation, set in half its size."""
    total = sum(faces[key].width(text) for key, text in faces.split(span.face, span.ruby))
    return round(total * RUBY * span.size / size)


def _hold(gaps: list[c.Gap], special: list[int], start: int, end: int, lack: int) -> None:
    """Characters under one annotation hold together; where it is wider than they are, the gaps beside them give way."""
    for index in range(start + 1, end):
        gaps[index] = c.INSIDE
    special.extend(range(start, end))
    for index in (start, end):
        if lack > 0 and 0 < index < len(gaps):
            gaps[index] = gaps[index]._replace(natural=gaps[index].natural + lack // 2 + 40)
            special.append(index)


def _sums(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, initial=0))


def _covered(spans: Iterable[Span], faces: Faces) -> tuple[Span, ...]:
    """Spans whose face has every character, as far as any face has it."""
    out: list[Span] = []
    for span in spans:
        for text in _dashed(span.text, faces[span.face]) if "——" in span.text else (span.text,):
            for face, part in faces.split(span.face, text) if text else ():
                stretch = 2000 / faces[face].advance["⸺"] if part == "⸺" else 1.0
                out.append(span._replace(text=part, face=face, stretch=stretch))
    return tuple(out)


def _dashed(text: str, face: Face) -> list[str]:
    """The text parted at ——. A face whose dash is narrower than an em, so that two do not join, sets the pair as one two-em dash,
    stretched to two ems (GB/T 15834, 4.13: the dash takes two characters)."""
    return [text] if face.advance["—"] >= 980 else re.split("(⸺)", text.replace("——", "⸺"))


def _advances(spans: Sequence[Span], size: int, faces: Faces) -> list[int]:
    out: list[int] = []
    for span in spans:
        found = map(faces[span.face].advance.__getitem__, span.text)
        if span.size == size and span.stretch == 1.0:
            out.extend(found)
        else:
            scale = span.stretch * span.size / size
            out.extend(round(a * scale) for a in found)
    return out


def _ems(spans: Sequence[Span], size: int) -> list[int] | None:
    """The em of every character in thousandths of the paragraph's, or None where all are set in its size."""
    if all(s.size == size for s in spans):
        return None
    return [em for s in spans for em in [round(1000 * s.size / size)] * len(s.text)]


def _classify(text: str, body: list[int], gaps: list[c.Gap], shift: dict[int, int], ems: list[int] | None) -> list[int]:
    """Fill bodies, shifts and gaps of everything that is not plain Han; return the characters that differ."""
    special: list[int] = []
    end, left, last, spaced = 0, -1, "", False
    for match in c.PIECE.finditer(text):
        start = match.start()
        if start > end:  # Han stands between
            if left >= 0:
                gaps[end] = c.gap_between(left, c.HANZI, last, text[end], spaced)
                special.append(end)
            left, last, spaced = c.HANZI, text[start - 1], False
        kind = match.lastgroup
        stop = match.end()
        if kind == "space":
            for index in range(start, stop):
                body[index] = 0
                gaps[index] = c.INSIDE
            special.extend(range(start, stop))
            spaced, end = True, stop
            if left < 0:
                left, last = c.OTHER, " "
            continue
        right = c.mark_class(text[start]) if kind == "mark" else c.DASH if kind == "dash" else c.LATIN
        if left >= 0:
            gaps[start] = c.gap_between(left, right, last, text[start], spaced)
        special.append(start)
        if kind == "mark":
            _mark(right, start, body, shift, ems[start] if ems else 1000)
        elif stop - start > 1:
            gaps[start + 1 : stop] = [c.INSIDE] * (stop - start - 1)
            special.extend(range(start + 1, stop))
            if kind == "url":
                for cut in c.URL_CUT.finditer(text, start + 8, stop - 1):
                    gaps[cut.start()] = c.INSIDE._replace(penalty=c.URL_BREAK)
            elif kind == "dash":
                gaps[start + 1] = c.INSIDE
        if kind == "dash" and text[start] == "⸺":
            body[start] = 2 * (ems[start] if ems else 1000)
        left, last, end, spaced = right, text[stop - 1], stop, False
    if left >= 0 and end < len(text):
        gaps[end] = c.gap_between(left, c.HANZI, last, text[end], spaced)
        special.append(end)
    return special


def _mark(kind: int, index: int, body: list[int], shift: dict[int, int], em: int) -> None:
    half = em // 2
    if kind in (c.CLOSER, c.OPENER):
        if body[index] >= 0.7 * em:
            if kind == c.OPENER:
                shift[index] = body[index] - half
            body[index] = half
    elif kind == c.DOT:
        shift[index] = (body[index] - half) // 2
        body[index] = half
