"""Justified lines → text runs, link areas, annotations and emphasis dots, in EMU."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from jzdocs.frames import ARTIFACT, Anchor, Link, Mark, Path, Rule, TextRun
from jzdocs.layout.justify import JustifiedLine
from jzdocs.layout.measure import RUBY, MeasuredParagraph, Span
from jzdocs.style.faces import Faces
from jzdocs.style.invisible import SOFT_HYPHEN, ZERO_WIDTH_SPACE

NOTE_ANCHOR, NOTE_MARK_ANCHOR = "jz-note-", "jz-ref-"  # where a note's mark leads, and where the note leads back
AGAIN_ANCHOR = "jz-again-"  # where its further marks lead, on whose pages it is not printed
_LINK_RISE, _LINK_HEIGHT = (
    880,
    1060,
)  # thousandths of an em: from the top of a link area to the baseline, and its height

LineItem = TextRun | Link | Mark | Anchor | Path | Rule


class _PlacedLine(NamedTuple):
    """A line whose baseline begins at `x`, `y` (EMU); `em` is a thousandth of its paragraph's em in EMU."""

    paragraph: MeasuredParagraph
    line: JustifiedLine
    x: int
    y: int
    em: float


def line_runs(p: MeasuredParagraph, line: JustifiedLine, x: int, y: int, tag: int, faces: Faces) -> Iterator[LineItem]:
    """Yield the items of a line that belongs to the element `tag`; its baseline begins at `x`, `y` (EMU)."""
    placed = _PlacedLine(p, line, x, y, p.size / 1000)
    if len(p.spans) == 1 and line.scale == 1.0 and not line.hyphen and _is_bare(p.spans[0]):  # nearly every line
        yield Mark(tag)
        yield _run(placed, p.spans[0], line.start, line.end, 0.0)
        return
    number = bisect_right(p.starts, line.start) - 1
    while number < len(p.spans):
        begin, stop = max(line.start, p.starts[number]), min(line.end, p.starts[number + 1])
        if begin >= line.end:
            return
        if begin < stop:
            span = p.spans[number]
            mark = Mark(span.tag if span.tag >= 0 else tag)
            yield mark
            yield from _span_items(placed, span, begin, stop, faces)
            if span.anchor and begin == p.starts[number]:
                yield Anchor(_link_left(placed, begin), y - round(_LINK_RISE * placed.em), span.anchor)
            if span.dots:
                yield from _dots(placed, span, begin, stop)
            if line.hyphen and stop == line.end:
                edge = x + (line.width - line.hyphen) * placed.em
                yield mark
                rise = round(span.rise * placed.em)
                yield TextRun(round(edge), y - rise, span.face, span.size, span.color, SOFT_HYPHEN)
        number += 1


def _is_bare(span: Span) -> bool:
    """Return whether a span is text and nothing else."""
    extra = span.href or span.ruby or span.dots or span.rise or span.anchor or span.formula
    return not extra and span.tag < 0


def _span_items(placed: _PlacedLine, span: Span, begin: int, stop: int, faces: Faces) -> Iterator[LineItem]:
    """Yield the text of a span from `begin` to `stop`, its annotation and its link area."""
    line, at = placed.line, _position(placed, begin)
    if span.formula:
        left, baseline = round(placed.x + at * placed.em), placed.y - round(span.rise * placed.em)
        yield from (_moved(item, left, baseline) for item in span.formula.items)
    elif line.scale == 1.0:
        yield _run(placed, span, begin, stop, at)
    else:
        for first, end, scale in _scaled_parts(placed, begin, stop):
            yield _run(placed, span, first, end, _position(placed, first), scale)
    if span.ruby or span.href:
        width = (_position(placed, stop) if stop != line.end else line.width - line.hyphen) - at
        if span.ruby:
            yield from _ruby(span, placed.x + at * placed.em, width * placed.em, placed.y, faces)
        if span.href:
            yield from _link(placed, span, begin, round(width * placed.em))


def _moved(item: TextRun | Rule, x: int, y: int) -> TextRun | Rule:
    """Return an item of a formula whose origin is at x, y."""
    if isinstance(item, TextRun):
        return item._replace(x=item.x + x, y=item.y + y)
    return item._replace(x1=item.x1 + x, y1=item.y1 + y, x2=item.x2 + x, y2=item.y2 + y)


def _position(placed: _PlacedLine, k: int) -> float:
    """Return where the body of the character k begins in its line (thousandths of an em)."""
    p, line = placed.paragraph, placed.line
    start = line.start
    if k == start:
        return 0.0
    at: float = p.reach[k] + p.gap(k) - p.reach[start] - p.gap(start) + line.spacing * (k - start)
    at += sum([v for place, v in line.deltas.items() if place <= k])
    if line.scale != 1.0:
        at += (line.scale - 1) * sum([p.advance[i] for i in range(start, k) if _is_elastic(p.text[i])])
    return at


def _is_elastic(char: str) -> bool:
    """Return whether a character is one of those that `scale` widens: Latin letters, digits and their signs."""
    return char.isascii() and char > " "


def _scaled_parts(placed: _PlacedLine, begin: int, stop: int) -> Iterator[tuple[int, int, float]]:
    """Yield the parts of a run, cut where Latin glyphs begin and end: from, to, and the scale of its glyphs."""
    text, scale = placed.paragraph.text, placed.line.scale
    start = begin
    for k in range(begin + 1, stop + 1):
        if k == stop or (_is_elastic(text[k]) != _is_elastic(text[start]) and text[k] != SOFT_HYPHEN):
            yield start, k, scale if _is_elastic(text[start]) else 1.0
            start = k


def _run(placed: _PlacedLine, span: Span, begin: int, stop: int, at: float, scale: float = 1.0) -> TextRun:
    """Return the characters from `begin` to `stop`, which belong to one span, as a run that begins at `at`
    (thousandths of an em from the start of the line)."""
    p, line, x, y, em = placed
    lo, hi = bisect_right(p.seam_places, begin), bisect_left(p.seam_places, stop)
    seams = p.seams
    extra: dict[int, float] = {k: seams[k] for k in p.seam_places[lo:hi]}
    if line.deltas:
        for k, delta in line.deltas.items():
            if begin < k < stop:
                extra[k] = extra.get(k, 0.0) + delta
    text = p.text[begin:stop] + (" " if line.spaced and stop == line.end else "")
    if text == SOFT_HYPHEN:
        text = ZERO_WIDTH_SPACE  # a run of its own is the hyphen at a line's end
    moved = p.shift.get(begin, 0) * p.size / 1000
    size, spacing = span.size, line.spacing
    if size != p.size:  # a run counts the space between its glyphs in ems of its own size
        ratio = p.size / size
        spacing *= ratio
        extra = {k: v * ratio for k, v in extra.items()}
    adjust = tuple([(k - begin - 1, round(extra[k], 1)) for k in sorted(extra)])
    left, baseline = round(x + at * em - moved), y - round(span.rise * em)
    return TextRun(left, baseline, span.face, size, span.color, text, spacing, adjust, stretch=span.stretch * scale)


def _ruby(span: Span, x: float, width: float, y: int, faces: Faces) -> Iterator[TextRun | Mark]:
    """Yield the annotation above a span, centred over its `width` (EMU)."""
    size = round(span.size * RUBY)
    parts = list(faces.split(span.face, span.ruby))
    total = sum(faces[key].width(text) for key, text in parts) * size / 1000
    at = x + (width - total) / 2
    yield Mark(span.ruby_tag)
    for key, text in parts:
        yield TextRun(round(at), y - round(span.size * 0.93), key, size, span.color, text)
        at += faces[key].width(text) * size / 1000


def _link_left(placed: _PlacedLine, begin: int) -> int:
    return round(placed.x + _position(placed, begin) * placed.em)


def _link(placed: _PlacedLine, span: Span, begin: int, width: int) -> Iterator[Link | Anchor]:
    """Yield the area of a link; the mark of a note is also the place to which the note leads back."""
    left, top = _link_left(placed, begin), placed.y - round(_LINK_RISE * placed.em)
    yield Link(left, top, width, round(_LINK_HEIGHT * placed.em), span.href, span.tag, span.text)
    if span.href.startswith(f"#{NOTE_ANCHOR}"):
        yield Anchor(left, top, NOTE_MARK_ANCHOR + span.href[len(NOTE_ANCHOR) + 1 :])


def _dots(placed: _PlacedLine, span: Span, begin: int, stop: int) -> Iterator[Path | Mark]:
    """Yield a dot below each character that is no mark (CLREQ 3.4: emphasis dots)."""
    p = placed.paragraph
    yield Mark(ARTIFACT)
    for k in range(begin, stop):
        if p.text[k].isalnum():
            middle = placed.x + (_position(placed, k) + p.advance[k] / 2) * placed.em
            yield _disc(middle, placed.y + span.size * 0.24, span.size * 0.065, span.color)


def _disc(x: float, y: float, r: float, color: str) -> Path:
    """Return a filled circle around x, y."""
    k = r * 0.5523  # the control points of a Bézier curve that is a quarter of a circle
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
