"""Styled text → a measured paragraph: the body and gap of every character, with prefix sums, ready for line breaking.

Plain Han costs no work by the character: lists are filled with the default gap, and a regular expression visits only
what is not Han. All widths are thousandths of an em of the paragraph's size.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from operator import sub
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.layout import char_classes
from jzdocs.layout.formula_boxes import SetFormula
from jzdocs.style.faces import Face, Faces, script_position
from jzdocs.style.quotes import latin_quotes

OBJECT = "\ufffc"  # stands for a formula
SCRIPT = 0.62  # the size of superscripts and subscripts, as a share of their text's
SCRIPT_RISE = {"super": 380, "sub": -140}  # thousandths of an em


class Span(NamedTuple):
    """Text in one face and size, with what belongs to it.

    `size` is in EMU, `rise` in thousandths of an em upwards. `href` makes it a link. `tag` is its own structure element
    (-1: that of its paragraph). `ruby` is an annotation above it, in the element `ruby_tag`. `stretch` is a factor for
    the width of its glyphs. `dots` asks for an emphasis dot below each character. `anchor` makes it a target of links.
    A `formula` stands in the place of the one character OBJECT of its text.
    """

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
    dots: bool = False
    anchor: str = ""
    formula: SetFormula | None = None


class MeasuredParagraph(Struct, frozen=True):
    """A paragraph ready for line breaking. Indices are those of characters in `text`.

    `spans` are its parts, `starts` where each begins (and, last, the length of the text); `size` is one em in EMU.
    Glyphs: `advance` is the font's advance of every character, `shift` how far a glyph moves left of its body.
    Gaps: `gaps` holds, by the character that follows, every gap that differs from the one between two Han (`places`:
    its keys in order); `solid` lists ranges of gaps (from, to) inside words and numbers, which never open.
    Seams: where nothing is spread, the distance from a glyph to the next differs from its advance by `seams[k]`, k
    being the next one (`seam_places`: its keys in order).
    Prefix sums, over what stands before k: `reach[k]` of bodies and natural gaps, `tight[k]` of the same with all gaps
    at their tightest; `loss`, `shrink3`, `word` and `general` of what gaps may lose, of the part of it after full
    stops, of the growth of word spaces, and of the number of gaps that open.
    Breaks: `penalties[k]` is the cost of a break before k, `hyphens[k]` the width of the hyphen that it sets.
    `opening` is the blank half of a mark that opens the paragraph where its indent holds that.
    """

    text: str
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    size: int
    advance: list[int]
    shift: dict[int, int]
    gaps: dict[int, char_classes.Gap]
    places: list[int]
    solid: list[tuple[int, int]]
    seams: dict[int, int]
    seam_places: list[int]
    reach: list[int]
    tight: list[int]
    loss: list[int]
    shrink3: list[int]
    word: list[int]
    general: list[int]
    penalties: list[float]
    hyphens: Mapping[int, int] = field(default_factory=dict)
    opening: int = 0

    @property
    def length(self) -> int:
        """The number of characters."""
        return len(self.text)

    def gap(self, place: int) -> int:
        """Return the natural gap before a character; it vanishes where a line begins."""
        gap = self.gaps.get(place)
        return gap[0] if gap else 0

    def natural(self, start: int, end: int) -> int:
        """Return the natural width of a line of the characters from `start` to `end`."""
        return self.reach[end] - self.reach[start] - self.gap(start) if end > start else 0


class _Draft(Struct):
    """A paragraph being divided into pieces; `ems` are the ems of its characters (None: all 1000), `changed` lists the
    characters whose body is not their advance."""

    text: str
    advance: list[int]
    ems: list[int] | None
    body: list[int]
    shift: dict[int, int] = field(default_factory=dict)
    gaps: dict[int, char_classes.Gap] = field(default_factory=dict)
    solid: list[tuple[int, int]] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)

    def em(self, index: int) -> int:
        """Return the em of a character in thousandths of the paragraph's."""
        return self.ems[index] if self.ems else 1000


def measure_paragraph(spans: Iterable[Span], size: int, faces: Faces) -> MeasuredParagraph:
    """Return the measured paragraph of `spans`, whose em is `size` (EMU)."""
    ready = _covered(spans, faces)
    text = "".join([s.text for s in ready])
    starts = tuple(accumulate([len(s.text) for s in ready], initial=0))
    advance = _advances(ready, size, faces)
    draft = _Draft(text, advance, _ems(ready, size), advance.copy())
    _classify(draft)
    if " " in text:
        char_classes.bind_units(text, draft.gaps)
    soft = char_classes.break_at_invisible(text, draft.gaps) if not text.isascii() else []
    if len(ready) > 1 or any(s.ruby for s in ready):
        _bind(draft, ready, starts, size, faces)
    paragraph = _summed(draft, ready, starts, size)
    return replace(paragraph, hyphens=_hyphens(soft, ready, starts, size, faces)) if soft else paragraph


def _hyphens(
    places: Iterable[int], spans: Sequence[Span], starts: Sequence[int], size: int, faces: Faces
) -> dict[int, int]:
    """Return the width of the hyphen that is set where a line ends before one of `places`."""
    found = {place: spans[bisect_right(starts, place - 1) - 1] for place in places}
    return {place: round(faces[span.face].advance["-"] * span.size / size) for place, span in found.items()}


def _summed(draft: _Draft, spans: tuple[Span, ...], starts: tuple[int, ...], size: int) -> MeasuredParagraph:
    """Return the paragraph of a draft, with prefix sums. Lists are changed only where something differs from plain
    Han, and summed by `accumulate`, which is faster than any loop of ours."""
    text, gaps = draft.text, draft.gaps
    count = len(text)
    widths, losses, general = draft.body.copy(), [0] * count, [1] * count
    three: dict[int, int] = {}
    words: dict[int, int] = {}
    penalties = [0.0] * (count + 1)
    for start, end in draft.solid:
        general[start:end] = [0] * (end - start)
        penalties[start:end] = [char_classes.FORBIDDEN] * (end - start)
    if text:
        gaps[0] = char_classes.INSIDE
    for place, (natural, shrink1, shrink2, shrink3, word, opens, penalty) in gaps.items():
        if natural:
            widths[place] += natural
            losses[place] = shrink1 + shrink2 + shrink3
            if shrink3:
                three[place] = shrink3
            if word:
                words[place] = word
        if not opens:
            general[place] = 0
        penalties[place] = penalty
    _penalise_unit_breaks(text, penalties)
    seams = _seams(draft)
    reach = list(accumulate(widths, initial=0))
    loss = list(accumulate(losses, initial=0))
    return MeasuredParagraph(
        text,
        spans,
        starts,
        size,
        draft.advance,
        draft.shift,
        gaps,
        sorted(gaps),
        draft.solid,
        seams,
        sorted(seams),
        reach=reach,
        tight=list(map(sub, reach, loss)),
        loss=loss,
        shrink3=_sparse_sums(three, count),
        word=_sparse_sums(words, count),
        general=list(accumulate(general, initial=0)),
        penalties=penalties,
    )


def _sparse_sums(values: Mapping[int, int], count: int) -> list[int]:
    """Return the prefix sums of `count` values that are 0 except for `values`."""
    filled = [0] * (count + 1)
    if not values:
        return filled
    for place, value in values.items():
        filled[place + 1] = value
    return list(accumulate(filled))


def _penalise_unit_breaks(text: str, penalties: list[float]) -> None:
    """Raise the penalties between numbers and their units; a break inside a unit is worse than one before it."""
    for match in char_classes.UNITED.finditer(text):
        for index in range(match.start() + 1, match.end()):
            before = text[index - 1]
            penalties[index] = max(
                penalties[index],
                char_classes.UNIT_BREAK
                if before.isdigit() or before in char_classes.MULTIPLIERS
                else char_classes.UNIT_INSIDE,
            )


def _seams(draft: _Draft) -> dict[int, int]:
    """Return, by character, by how much its distance from the glyph before exceeds that glyph's advance."""
    body, advance, shift = draft.body, draft.advance, draft.shift
    seams = {place: gap[0] for place, gap in draft.gaps.items() if gap[0]}
    for index, moved in shift.items():
        seams[index] = seams.get(index, 0) - moved
    for index in draft.changed:
        seams[index + 1] = seams.get(index + 1, 0) + body[index] + shift.get(index, 0) - advance[index]
    return {place: width for place, width in seams.items() if width and 0 < place < len(body)}


RUBY = 0.5  # the size of an annotation, as a share of its text's


def ruby_width(span: Span, size: int, faces: Faces) -> int:
    """Return the width of a span's annotation in thousandths of the em `size`."""
    total = sum(faces[key].width(text) for key, text in faces.split(span.face, span.ruby))
    return round(total * RUBY * span.size / size)


def _bind(draft: _Draft, spans: Sequence[Span], starts: Sequence[int], size: int, faces: Faces) -> None:
    """Forbid breaks before raised or lowered text, and between characters under one annotation."""
    for span, begin in zip(spans, starts, strict=False):
        if span.rise and begin:
            draft.gaps[begin] = char_classes.INSIDE
        if span.ruby:
            end = begin + len(span.text)
            _bind_annotated(draft, begin, end, ruby_width(span, size, faces) - sum(draft.body[begin:end]))


def _bind_annotated(draft: _Draft, start: int, end: int, lack: int) -> None:
    """Forbid breaks under one annotation; where the annotation is wider by `lack`, widen the gaps on both sides."""
    for index in range(start + 1, end):
        draft.gaps[index] = char_classes.INSIDE
    for index in (start, end):
        if lack > 0 and 0 < index < len(draft.text):
            gap = draft.gaps.get(index, char_classes.PLAIN)
            draft.gaps[index] = gap._replace(natural=gap.natural + lack // 2 + 40)


def _covered(spans: Iterable[Span], faces: Faces) -> tuple[Span, ...]:
    """Return the spans divided so that the face of each has all its characters, as far as any face has them."""
    spans = [span for span in spans if span.text]
    latin = latin_quotes("".join([span.text for span in spans]))
    out: list[Span] = []
    start, end = 0, 0
    for span in spans:
        start, end = end, end + len(span.text)
        if span.formula:
            out.append(span)
            continue
        face = faces[span.face]
        own = [place - start for place in sorted(latin) if start <= place < end] if latin else []
        if "——" not in span.text and not own and face.covers(span.text) and not faces.beside(span.face, span.text):
            out.append(span)
            continue
        for key, part in _parts(span, face, faces, own):
            stretch = 2000 / faces[key].advance["⸺"] if part == "⸺" else 1.0
            out += _composed(span._replace(text=part, face=key, stretch=stretch), faces[key])
            span = span._replace(anchor="")  # only the first part is the link target
    return tuple(out)


def _parts(span: Span, face: Face, faces: Faces, latin: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a span's text, each with the key of the face that sets it. `latin` are the places of Latin
    quotation marks and apostrophes, which a face made for Latin sets."""
    for start, end in pairwise([0, *(edge for place in latin for edge in (place, place + 1)), len(span.text)]):
        text = span.text[start:end]
        if start in latin:
            yield faces.latin(span.face), text
            continue
        for part in _dashed(text, face) if "——" in text else [text]:
            if part:
                yield from faces.split(span.face, part)


def _composed(span: Span, face: Face) -> Iterator[Span]:
    """Yield a span divided where its face lacks a raised or lowered form of a character: that character is set small,
    raised or lowered, in its place. It is as large and as high as the forms that the face has."""
    if all(map(face.glyph, span.text)):
        yield span
        return
    for position, group in groupby(span.text, key=lambda c: "" if face.glyph(c) else script_position(c)):
        part = span._replace(text="".join(group))
        if position:
            size, rise = face.raised if position == "super" and face.raised else (SCRIPT, SCRIPT_RISE[position])
            part = part._replace(size=round(span.size * size), rise=rise)
        yield part
        span = span._replace(anchor="")


def _dashed(text: str, face: Face) -> list[str]:
    """Return the text divided at ——, where the face needs it.

    A face whose dash is narrower than an em, so that two do not join, sets the pair as one two-em dash ⸺, stretched to
    two ems (GB/T 15834, 4.13: the dash takes two characters).
    """
    return [text] if face.advance["—"] >= 980 else re.split("(⸺)", text.replace("——", "⸺"))


def _advances(spans: Sequence[Span], size: int, faces: Faces) -> list[int]:
    """Return the advance of every character in thousandths of the em `size`."""
    out: list[int] = []
    for span in spans:
        if span.formula:
            out.append(round(1000 * span.formula.width / size))
            continue
        advances = map(faces[span.face].advance.__getitem__, span.text)
        if span.size == size and span.stretch == 1.0:
            out.extend(advances)
        else:
            scale = span.stretch * span.size / size
            out.extend(round(a * scale) for a in advances)
    return out


def _ems(spans: Sequence[Span], size: int) -> list[int] | None:
    """Return the em of every character in thousandths of the paragraph's, or None where all have its size."""
    if all(s.size == size for s in spans):
        return None
    return [em for s in spans for em in [round(1000 * s.size / size)] * len(s.text)]


_PIECE_CLASSES = {
    "dash": char_classes.DASH,
    "url": char_classes.LATIN,
    "path": char_classes.LATIN,
    "number": char_classes.LATIN,
    "word": char_classes.LATIN,
}


def _classify(draft: _Draft) -> None:
    """Fill in the bodies, shifts and gaps of everything that is not plain Han. The loop runs once for every piece, so
    all that it needs is held in local variables."""
    text, gaps, between, classes = draft.text, draft.gaps, char_classes.gap_between, char_classes.MARKS
    closer, opener, hanzi = char_classes.CLOSER, char_classes.OPENER, char_classes.HANZI
    body, changed, even = draft.body, draft.changed, draft.ems is None
    end, left, last, spaced = 0, -1, "", False
    latin = latin_quotes(text)
    for match in char_classes.PIECE.finditer(text):
        start, stop = match.span()
        if start > end:  # Han stands between
            if left >= 0:
                gaps[end] = between(left, hanzi, last, text[end], spaced)
            left, last, spaced = hanzi, text[start - 1], False
        kind = match.lastgroup
        first = text[start]
        if kind == "invisible":
            _invisible(draft, start, stop)
            end = stop
            if left < 0:
                left, last = char_classes.OTHER, " "
            continue
        if kind == "mark":
            right = classes[first] if start not in latin else char_classes.OTHER
            if right == closer and even and body[start] == 1000:
                body[start] = 500
                changed.append(start)
            elif closer <= right <= opener or right == char_classes.DOT:
                _mark(draft, right, start)
        elif kind == "space":
            _space(draft, start, stop)
            spaced, end = True, stop
            if left < 0:
                left, last = char_classes.OTHER, " "
            continue
        else:
            right = _PIECE_CLASSES[kind or ""]
            if stop - start > 1:
                _inside(draft, kind or "", start, stop)
            elif first == "⸺":
                body[start] = 2 * draft.em(start)
                changed.append(start)
        whole = kind in ("url", "path")  # its signs are those of a word
        if left >= 0:
            gaps[start] = between(left, right, last, "x" if whole else first, spaced)
        left, last, end, spaced = right, "x" if whole else text[stop - 1], stop, False
    if left >= 0 and end < len(text):
        gaps[end] = between(left, hanzi, last, text[end], spaced)


def _invisible(draft: _Draft, start: int, stop: int) -> None:
    """Give invisible characters neither body nor gap."""
    for index in range(start, stop):
        draft.body[index] = draft.advance[index] = 0
        draft.gaps[index] = char_classes.INSIDE


def _space(draft: _Draft, start: int, stop: int) -> None:
    """Give typed spaces no body: the gap after them takes the room. A tab is as wide as an em."""
    for index in range(start, stop):
        draft.body[index] = draft.em(index) if draft.text[index] == "\t" else 0
    draft.changed.extend(range(start, stop))
    draft.solid.append((start, stop))


def _inside(draft: _Draft, kind: str, start: int, stop: int) -> None:
    """Close the gaps inside an address, a number, a word or a pair of dashes, and allow the breaks it has."""
    draft.solid.append((start + 1, stop))
    text, gaps = draft.text, draft.gaps
    if kind in ("url", "path"):
        web = "://" in text[start:stop]
        for cut in char_classes.URL_CUT.finditer(text, start + (8 if web else 3 if kind == "path" else 1), stop - 1):
            gaps[cut.start()] = char_classes.URL_GAP
    elif kind == "number" and (unit := char_classes.UNIT.search(text, start, stop)):
        gaps[unit.start()] = char_classes.UNIT_GAP
    elif kind == "word":
        if stop - start >= char_classes.LONG_WORD:
            gaps.update(
                (cut.start(), char_classes.LONG_GAP) for cut in char_classes.LONG_CUT.finditer(text, start, stop)
            )
        gaps.update((cut.start(), char_classes.WORD_GAP) for cut in char_classes.WORD_CUT.finditer(text, start, stop))


def _mark(draft: _Draft, kind: int, index: int) -> None:
    """Give a mark a body of half an em, the half that holds its ink."""
    em, body = draft.em(index), draft.body
    half = em // 2
    if kind == char_classes.DOT:
        draft.shift[index] = (body[index] - half) // 2
    elif body[index] < 0.7 * em:
        return
    elif kind == char_classes.OPENER:
        draft.shift[index] = body[index] - half
    body[index] = half
    draft.changed.append(index)
