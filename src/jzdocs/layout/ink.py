"""Where the ink of text runs stands, and whether that of two meets. Edges are left, top, right, bottom (EMU, y
downwards)."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.frames import TextRun
from jzdocs.style.faces import Faces

Edges = tuple[float, float, float, float]

_MEETING = 0.07  # ems by which the inks of two glyphs must overlap both ways: faces let strokes of neighbours touch


def runs_meet(first: TextRun, second: TextRun, faces: Faces) -> bool:
    """Return whether the inks of two text runs overlap, by more than strokes of neighbours touch. Runs that are turned
    by other than right angles are taken to stand apart."""
    if first.angle % 90 or second.angle % 90:
        return False
    edges, other_edges = ink_edges(first, faces), ink_edges(second, faces)
    limit = _MEETING * min(first.size, second.size)
    if edges is None or other_edges is None or not _overlap(edges, other_edges, limit):
        return False
    if first.angle or second.angle:
        return True
    near = [box for box in glyph_edges(second, faces) if _overlap(box, edges, limit)]
    return any(_overlap(box, other, limit) for box in glyph_edges(first, faces) for other in near)


def _overlap(first: Edges, second: Edges, limit: float) -> bool:
    """Return whether two boxes overlap by more than `limit` both ways."""
    across = min(first[2], second[2]) - max(first[0], second[0])
    along = min(first[3], second[3]) - max(first[1], second[1])
    return across > limit and along > limit


def glyph_edges(run: TextRun, faces: Faces) -> Iterator[Edges]:
    """Yield the edges of each glyph's ink, without glyphs that have no advance: they belong upon others."""
    face, em = faces[run.face], run.size / 1000
    adjust = dict(run.adjust)
    x = run.x + adjust.get(-1, 0.0) * em
    for index, char in enumerate(run.text):
        advance = face.advance[char]
        ink = face.ink_of(run.glyph) if run.glyph >= 0 else face.ink[char]
        if ink and advance:
            left, bottom, right, top = ink
            wide = em * run.stretch
            yield x + left * wide, run.y - top * em, x + right * wide, run.y - bottom * em
        x += (advance * run.stretch + run.spacing + adjust.get(index, 0.0)) * em


def ink_edges(run: TextRun, faces: Faces) -> Edges | None:
    """Return the edges of a run's ink, None where it has none. A run that is turned by right angles is turned around
    the start of its baseline, counter-clockwise."""
    boxes = list(glyph_edges(run, faces))
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    for _ in range(round(run.angle / 90) % 4):
        left, top, right, bottom = (
            run.x + top - run.y,
            run.y - (right - run.x),
            run.x + bottom - run.y,
            run.y - (left - run.x),
        )
    return left, top, right, bottom


def sides(run: TextRun, right: float, faces: Faces) -> tuple[float, float]:
    """Return where the ink of a level run that reaches to `right` begins and ends, by its first and last character: the
    blank halves of marks stand outside."""
    if run.glyph >= 0 or run.stretch != 1.0 or not run.text:
        return run.x, right
    face, em, adjust = faces[run.face], run.size / 1000, run.adjust
    first, last = face.ink[run.text[0]], face.ink[run.text[-1]]
    shift = adjust[0][1] if adjust and adjust[0][0] < 0 else 0.0
    begin = run.x + (shift + (first[0] if first else 0)) * em
    behind = adjust[-1][1] if adjust and adjust[-1][0] == len(run.text) - 1 else 0.0
    blank = face.advance[run.text[-1]] - last[2] if last else 0
    return begin, right - (behind + run.spacing + blank) * em
