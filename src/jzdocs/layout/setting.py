"""Setting a line: its slack is spread over its gaps, and the characters become text runs.

What is too much is taken from inner blanks of marks, then autospace, then blanks after full stops; what is missing opens word
spaces, then all gaps evenly, autospace never over half an em (GB/T 9704 and CLREQ ask for even Han gaps).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from jzdocs.frames import Anchor, Link, Mark, TextRun
from jzdocs.layout.classes import URL_BREAK
from jzdocs.layout.prepare import RUBY, Prepared, Span
from jzdocs.style.faces import Faces

SOFT_HYPHEN = "\u00ad"
_AUTO_CAP = 500
_GAP_CAP = 250.0


class Setting(NamedTuple):
    """How a line is set: `spacing` for every general gap, and the width of each special gap by character. `spaced`: a space between
    words fell at its end; it takes no room, but belongs to the text. `hyphen` is the width of the hyphen at its end, 0 for none."""

    start: int
    end: int
    spacing: float
    gaps: dict[int, float]
    width: float
    spaced: bool = False
    hyphen: int = 0


def set_line(p: Prepared, start: int, end: int, avail: float, *, justify: bool) -> Setting:
    """Spread the slack of a line. Without `justify` it is only tightened when it is too wide."""
    spaced = end > start and end < p.length and p.text[end - 1] in " \t\n"
    while end > start and p.text[end - 1] in " \t\n":
        end -= 1
    hyphen = p.hyphens.get(end, 0)
    avail -= hyphen
    natural = float(p.reach[end] - p.reach[start] - p.gaps[start].natural) if end > start else 0.0
    lo, hi = bisect_right(p.special, start), bisect_left(p.special, end)
    places = p.special[lo:hi]
    gaps = {k: float(p.gaps[k].natural) for k in places}
    slack = avail - natural
    spacing = 0.0
    if slack < -0.5:
        _shrink(p, places, gaps, -slack)
        natural = avail if -slack <= p.shrink12[end] - p.shrink12[start + 1] + p.shrink3[end] - p.shrink3[start + 1] + 1 else natural
    elif justify and slack > 0:
        spacing = _stretch(p, start, end, places, gaps, slack)
        natural = _width(p, start, end, places, gaps, spacing)
    return Setting(start, end, spacing, gaps, natural + hyphen, spaced, hyphen)


def _open_further(p: Prepared, places: list[int], gaps: dict[int, float], left: float) -> None:
    """Spread what Han gaps could not take: over word spaces and the blanks of marks, then over an address's own breaks."""
    words = [k for k in places if p.gaps[k].word]
    marks = [k for k in places if (p.gaps[k].shrink1 or p.gaps[k].shrink3) and not (p.text[k].isascii() or p.text[k - 1].isascii())]
    cuts = [k for k in places if p.gaps[k].penalty == URL_BREAK]
    for group, most in ((words, 700.0), (marks, 400.0), (cuts, 250.0)):
        if group and left > 0:
            share = min(most, left / len(group))
            for k in group:
                gaps[k] += share
            left -= share * len(group)


def _width(p: Prepared, start: int, end: int, places: list[int], gaps: dict[int, float], spacing: float) -> float:
    """Width of a line whose gaps are set."""
    plain = (end - start - 1) - len(places)
    bodies = p.reach[end] - p.reach[start] - p.gaps[start].natural - sum(p.gaps[k].natural for k in places)
    return bodies + spacing * plain + sum(gaps.values())


def _shrink(p: Prepared, places: list[int], gaps: dict[int, float], excess: float) -> None:
    for tier in (1, 2, 3):
        total = sum(p.gaps[k][tier] for k in places)
        if not total:
            continue
        ratio = min(1.0, excess / total)
        for k in places:
            gaps[k] -= p.gaps[k][tier] * ratio
        excess -= total * ratio
        if excess < 0.01:
            return


def _stretch(p: Prepared, start: int, end: int, places: list[int], gaps: dict[int, float], slack: float) -> float:
    """Open gaps by `slack` in all; return what every general gap gets, special ones included in `gaps`."""
    total = p.word[end] - p.word[start + 1]
    if total:
        ratio = min(1.0, slack / total)
        for k in places:
            gaps[k] += p.gaps[k].word * ratio
        slack -= total * ratio
    general = p.general[end] - p.general[start + 1]
    if slack < 0.01:
        return 0.0
    if general == 0:
        _open_further(p, places, gaps, slack)
        return 0.0
    each = slack / general
    capped = [k for k in places if p.gaps[k].auto and gaps[k] + each > _AUTO_CAP]
    if capped and general > len(capped):
        for k in capped:
            slack -= _AUTO_CAP - gaps[k]
            gaps[k] = _AUTO_CAP
        each = max(0.0, slack) / (general - len(capped))
    if each > _GAP_CAP:  # Han gaps open no further: what is left goes where a line bears it, and the rest stays ragged
        left = (each - _GAP_CAP) * (general - len(capped))
        each = _GAP_CAP
        _open_further(p, places, gaps, left)
    held = set(capped)
    for k in places:
        if p.gaps[k].general and k not in held:
            gaps[k] += each
    return each


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


def line_runs(p: Prepared, line: Setting, x: int, y: int, tag: int, faces: Faces) -> Iterator[TextRun | Link | Mark | Anchor]:
    """The text runs (and link areas) of a set line that belongs to `tag`; `x`, `y` (EMU) is where its baseline begins."""
    em = p.size / 1000
    position = float(x)
    first = bisect_right(p.starts, line.start) - 1
    for number in range(first, len(p.spans)):
        begin = max(line.start, p.starts[number])
        stop = min(line.end, p.starts[number + 1])
        if begin >= line.end:
            break
        if begin >= stop:
            continue
        span = p.spans[number]
        adjust, width = _adjustments(p, line, begin, stop)
        scale = p.size / span.size
        rise = round(span.rise * em)
        yield Mark(span.tag if span.tag >= 0 else tag)
        yield TextRun(
            round(position), y - rise, span.face, span.size, span.color, p.text[begin:stop] + (" " if line.spaced and stop == line.end else ""),
            line.spacing * scale, tuple((k, round(v * scale, 1)) for k, v in adjust if abs(v) > 0.05),
            stretch=span.stretch,
        )  # fmt: skip
        if span.ruby:
            yield from _ruby(span, position, width * em, y, faces)
        if span.href:
            area = (round(position), y - round(880 * em), round(width * em), round(1060 * em))
            yield Link(*area, span.href, span.tag, span.text)
            if span.href.startswith("#jz-note-"):  # the note's number leads back here
                yield Anchor(round(position), y - round(880 * em), f"jz-ref-{span.href[9:]}")
        position += width * em
        if line.hyphen and stop == line.end:
            yield Mark(span.tag if span.tag >= 0 else tag)
            yield TextRun(round(position), y - rise, span.face, span.size, span.color, SOFT_HYPHEN)


def _adjustments(p: Prepared, line: Setting, begin: int, stop: int) -> tuple[list[tuple[int, float]], float]:
    """What is added after each character of one run, beyond its advance and the line's spacing; and the run's whole width."""
    extra: dict[int, float] = {}
    lo, hi = bisect_left(p.special, begin), bisect_right(p.special, stop)
    for k in p.special[lo:hi]:
        if begin <= k < stop:
            shift = p.shift.get(k, 0)
            if shift:
                extra[k - 1] = extra.get(k - 1, 0.0) - shift
            extra[k] = extra.get(k, 0.0) + p.body[k] + shift - p.advance[k]
        if begin < k <= stop and k < line.end:  # the gap before k belongs to the character before it
            extra[k - 1] = extra.get(k - 1, 0.0) + line.gaps.get(k, 0.0) - line.spacing
    if stop == line.end:  # nothing follows: the spacing after the last character is taken back
        extra[stop - 1] = extra.get(stop - 1, 0.0) - line.spacing
    width = sum(p.advance[begin:stop]) + line.spacing * (stop - begin) + sum(extra.values())
    return sorted((k - begin, v) for k, v in extra.items()), width
