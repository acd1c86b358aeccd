"""Setting a line: its slack is spread over its gaps, and the characters become text runs.

What is too much is taken from inner blanks of marks, then autospace, then blanks after full stops; what is missing
opens word spaces, then all gaps evenly by a quarter em at most, so that autospace never passes half an em (GB/T 9704
and CLREQ ask for even Han gaps).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jzdocs.frames import ARTIFACT, Anchor, Link, Mark, Path, TextRun
from jzdocs.layout.char_classes import DOTS, URL_BREAK
from jzdocs.layout.linebreak import ELASTIC
from jzdocs.layout.measure import RUBY, MeasuredParagraph, Span
from jzdocs.style.faces import Faces

SOFT_HYPHEN = "\u00ad"
_GAP_CAP = 250.0
# how far word spaces, blanks of marks, an address's own breaks and the gaps beside a middle dot open in a line that Han
# gaps cannot fill
_FURTHER = {"words": 700.0, "marks": 600.0, "cuts": 250.0, "dots": 150.0}


class Setting(NamedTuple):
    """How a line is set: `spacing` is added to every gap that opens, and `deltas` to single gaps beside it (by the
    character that follows). `spaced`: a space between words fell at its end; it takes no room, but belongs to the
    text. `hyphen` is the width of the hyphen at its end, 0 for none; `scale` widens Latin glyphs. `width` is what
    the line takes, to the edge of its last body."""

    start: int
    end: int
    spacing: float
    deltas: dict[int, float]
    width: float
    spaced: bool = False
    hyphen: int = 0
    scale: float = 1.0


def justify_line(
    p: MeasuredParagraph, start: int, end: int, avail: float, *, justify: bool, latin: Sequence[int] | None = None
) -> Setting:
    """Spread the slack of a line. Without `justify` it is only tightened when it is too wide; with `latin` (see
    `break_lines`) Latin glyphs give what gaps cannot."""
    text, full = p.text, end
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    spaced = full != end and full < len(text)
    hyphen = p.hyphens.get(end, 0)
    natural = float(p.natural(start, end))
    slack = avail - hyphen - natural
    spacing, left, scale = 0.0, 0.0, 1.0
    deltas: dict[int, float] = {}
    elastic = float(latin[end] - latin[start]) if latin else 0.0
    if slack < -0.5:
        deltas, left = _shrink(p, _places(p, start, end), -slack)
        if left > 0.5 and elastic:
            scale = 1 - min(ELASTIC, left / elastic)
            left -= (1 - scale) * elastic
        natural += -left if left > 0.5 else 0.0
        left = -left
    elif justify and slack > 0:
        spacing, deltas, left = _stretch(p, start, end, slack)
        if left > 0.5 and elastic:
            scale = 1 + min(ELASTIC, left / elastic)
            left -= (scale - 1) * elastic
        if left > 0.5:
            left = _open_last(p, start, end, deltas, left)
    elif slack > 0:
        left = slack
    return Setting(start, end, spacing, deltas, avail - left, spaced, hyphen, scale)


def _places(p: MeasuredParagraph, start: int, end: int) -> list[int]:
    """The gaps inside a line that are not plain."""
    return p.places[bisect_right(p.places, start) : bisect_left(p.places, end)]


def _shrink(p: MeasuredParagraph, places: Sequence[int], excess: float) -> tuple[dict[int, float], float]:
    """Tighten gaps tier by tier; what each loses, and what is left."""
    deltas: dict[int, float] = {}
    for tier in (1, 2, 3):
        giving = [(k, p.gaps[k][tier]) for k in places if p.gaps[k][tier]]
        total = sum([most for _, most in giving])
        if not total:
            continue
        ratio = min(1.0, excess / total)
        for k, most in giving:
            deltas[k] = deltas.get(k, 0.0) - most * ratio
        excess -= total * ratio
        if excess < 0.01:
            return deltas, 0.0
    return deltas, excess


def _stretch(p: MeasuredParagraph, start: int, end: int, slack: float) -> tuple[float, dict[int, float], float]:
    """Open gaps by `slack` in all: what every opening gap gets, what single gaps get beside it, and what is left."""
    after = start + 1
    words, opens = p.word[end] - p.word[after], p.general[end] - p.general[after]
    deltas: dict[int, float] = {}
    ratio = min(1.0, slack / words) if words else 0.0
    slack -= words * ratio
    each = min(_GAP_CAP, slack / opens) if opens else 0.0
    places = _places(p, start, end) if words or each else ()
    if each:  # the insides of words and numbers do not open
        for first, last in _solid(p, start, end):
            deltas.update(dict.fromkeys(range(first, last), -each))
    for k in places:
        gap = p.gaps[k]
        if not gap[5] and each:
            deltas[k] = -each
        if gap[4]:
            deltas[k] = deltas.get(k, 0.0) + gap[4] * ratio
    left = slack - each * opens
    if left > 0.5:
        left = _open_further(p, _places(p, start, end), deltas, left)
    return each, deltas, left


def _solid(p: MeasuredParagraph, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The insides of words and numbers between `start` and `end`."""
    number = max(0, bisect_left(p.solid, (start, 0)) - 1)
    while number < len(p.solid):
        first, last = p.solid[number]
        if first >= end:
            return
        if last > start + 1:
            yield max(first, start + 1), min(last, end)
        number += 1


def _open_further(p: MeasuredParagraph, places: Sequence[int], deltas: dict[int, float], left: float) -> float:
    """Spread what Han gaps could not take over word spaces and the blanks of marks; what remains."""
    words = [k for k in places if p.gaps[k].word]
    marks = [k for k in places if (p.gaps[k].shrink1 or p.gaps[k].shrink3) and _is_open(p.text[k - 1], p.text[k])]
    left = _share(words, _FURTHER["words"], deltas, left)
    return _share(marks, _FURTHER["marks"], deltas, left)


def _is_open(left: str, right: str) -> bool:
    """Whether a mark's blank between these may be wider than half an em: beside Han, not beside Latin or another
    mark."""
    return left.isalnum() != right.isalnum() and not (left.isascii() or right.isascii())


def _open_last(p: MeasuredParagraph, start: int, end: int, deltas: dict[int, float], left: float) -> float:
    """Spread what nothing else could take over an address's own breaks, and the gaps beside middle dots; what
    remains."""
    places = _places(p, start, end)
    cuts = [k for k in places if p.gaps[k].penalty == URL_BREAK]
    dots = [k for k in places if p.text[k] in DOTS or p.text[k - 1] in DOTS]
    left = _share(cuts, _FURTHER["cuts"], deltas, left)
    return _share(dots, _FURTHER["dots"], deltas, left)


def _share(places: Sequence[int], most: float, deltas: dict[int, float], left: float) -> float:
    share = min(most, left / len(places)) if places else 0.0
    for k in places:
        deltas[k] = deltas.get(k, 0.0) + share
    return left - share * len(places)


def line_runs(
    p: MeasuredParagraph, line: Setting, x: int, y: int, tag: int, faces: Faces
) -> Iterator[TextRun | Link | Mark | Anchor | Path]:
    """The text runs (and link areas) of a set line that belongs to `tag`; `x`, `y` (EMU) is where its baseline
    begins."""
    em = p.size / 1000
    if len(p.spans) == 1 and line.scale == 1.0 and not line.hyphen and _is_bare(p.spans[0]):  # nearly every line
        yield Mark(tag)
        yield _run(p, line, p.spans[0], line.start, line.end, x, y)
        return
    number = bisect_right(p.starts, line.start) - 1
    while number < len(p.spans):
        begin, stop = max(line.start, p.starts[number]), min(line.end, p.starts[number + 1])
        if begin >= line.end:
            return
        span = p.spans[number]
        number += 1
        if begin >= stop:
            continue
        last = stop == line.end
        at = _position(p, line, begin)
        rise = round(span.rise * em)
        yield Mark(span.tag if span.tag >= 0 else tag)
        if line.scale == 1.0:
            yield _run(p, line, span, begin, stop, x + at * em, y - rise)
        else:
            for first, end, scale in _scaled_parts(p, line, begin, stop):
                yield _run(p, line, span, first, end, x + _position(p, line, first) * em, y - rise, scale)
        if span.ruby or span.href:
            width = (_position(p, line, stop) if not last else line.width - line.hyphen) - at
            if span.ruby:
                yield from _ruby(span, x + at * em, width * em, y, faces)
            if span.href:
                yield from _link(span, round(x + at * em), y, round(width * em), em)
        if span.anchor and begin == p.starts[number - 1]:
            yield Anchor(round(x + at * em), y - round(880 * em), span.anchor)
        if span.dots:
            yield from _dots(p, line, span, begin, stop, x, y)
        if line.hyphen and last:
            edge = x + (line.width - line.hyphen) * em
            yield Mark(span.tag if span.tag >= 0 else tag)
            yield TextRun(round(edge), y - rise, span.face, span.size, span.color, SOFT_HYPHEN)


def _is_bare(span: Span) -> bool:
    """Whether a span is text and nothing else."""
    return not (span.href or span.ruby or span.dots or span.rise or span.anchor) and span.tag < 0


def _dots(
    p: MeasuredParagraph, line: Setting, span: Span, begin: int, stop: int, x: int, y: int
) -> Iterator[Path | Mark]:
    """A dot below each character that is no mark (CLREQ 3.4: emphasis dots)."""
    em = p.size / 1000
    yield Mark(ARTIFACT)
    for k in range(begin, stop):
        if p.text[k].isalnum():
            middle = x + (_position(p, line, k) + p.advance[k] / 2) * em
            yield _disc(middle, y + span.size * 0.24, span.size * 0.065, span.color)


def _disc(x: float, y: float, r: float, color: str) -> Path:
    k = r * 0.5523  # of a circle's quarter as a Bézier curve
    return Path(
        (
            ("M", x + r, y),
            ("C", x + r, y + k, x + k, y + r, x, y + r),
            ("C", x - k, y + r, x - r, y + k, x - r, y),
            ("C", x - r, y - k, x - k, y - r, x, y - r),
            ("C", x + k, y - r, x + r, y - k, x + r, y),
            ("Z",),
        ),
        fill=color,
    )


def _position(p: MeasuredParagraph, line: Setting, k: int) -> float:
    """Where the body of character k stands in its line (thousandths of an em)."""
    start = line.start
    if k == start:
        return 0.0
    at: float = p.reach[k] + p.gap(k) - p.reach[start] - p.gap(start) + line.spacing * (k - start)
    at += sum([v for place, v in line.deltas.items() if place <= k])
    if line.scale != 1.0:
        at += (line.scale - 1) * sum([p.advance[i] for i in range(start, k) if _is_elastic(p.text[i])])
    return at


def _is_elastic(char: str) -> bool:
    return char.isascii() and char > " "


def _scaled_parts(p: MeasuredParagraph, line: Setting, begin: int, stop: int) -> Iterator[tuple[int, int, float]]:
    """A run cut where Latin glyphs, which are scaled, begin and end."""
    start = begin
    for k in range(begin + 1, stop + 1):
        if k == stop or _is_elastic(p.text[k]) != _is_elastic(p.text[start]):
            yield start, k, line.scale if _is_elastic(p.text[start]) else 1.0
            start = k


def _run(
    p: MeasuredParagraph, line: Setting, span: Span, begin: int, stop: int, x: float, y: int, scale: float = 1.0
) -> TextRun:
    """The characters from `begin` to `stop`, which belong to one span."""
    lo, hi = bisect_right(p.seam_places, begin), bisect_left(p.seam_places, stop)
    seams = p.seams
    extra: dict[int, float] = {k: seams[k] for k in p.seam_places[lo:hi]}
    if line.deltas:
        for k, delta in line.deltas.items():
            if begin < k < stop:
                extra[k] = extra.get(k, 0.0) + delta
    text = p.text[begin:stop] + (" " if line.spaced and stop == line.end else "")
    moved = p.shift.get(begin, 0) * p.size / 1000
    size, spacing = span.size, line.spacing
    if size != p.size:  # what stands between glyphs is told in ems of the run's own size
        ratio = p.size / size
        spacing *= ratio
        extra = {k: v * ratio for k, v in extra.items()}
    adjust = tuple([(k - begin - 1, round(extra[k], 1)) for k in sorted(extra)])
    return TextRun(
        round(x - moved), y, span.face, size, span.color, text, spacing, adjust, stretch=span.stretch * scale
    )


def _ruby(span: Span, x: float, width: float, y: int, faces: Faces) -> Iterator[TextRun | Mark]:
    """The annotation above a span, centred."""
    size = round(span.size * RUBY)
    parts = list(faces.split(span.face, span.ruby))
    total = sum(faces[key].width(text) for key, text in parts) * size / 1000
    at = x + (width - total) / 2
    yield Mark(span.ruby_tag)
    for key, text in parts:
        yield TextRun(round(at), y - round(span.size * 0.93), key, size, span.color, text)
        at += faces[key].width(text) * size / 1000


def _link(span: Span, x: int, y: int, width: int, em: float) -> Iterator[Link | Anchor]:
    top = y - round(880 * em)
    yield Link(x, top, width, round(1060 * em), span.href, span.tag, span.text)
    if span.href.startswith("#jz-note-"):  # the note's number leads back here
        yield Anchor(x, top, f"jz-ref-{span.href[9:]}")
