"""Text runs as text objects (GB/T 33190, 11.2 to 11.4).

Every object names the glyphs that it draws (CGTransform), one for each character, and says how far each character
stands from the one before it, so that no reader has to choose or to measure. Where one glyph is drawn for more
characters, blank glyphs stand beside it: programs differ in how they count such characters. For the same reason a
character beyond U+FFFF is an object of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import cos, radians, sin
from typing import NamedTuple

from jzdocs.frames import TextRun
from jzdocs.ofd.fonts import Font, Glyph
from jzdocs.ofd.geometry import Box, around
from jzdocs.ofd.markup import MM, color, escaped, number
from jzdocs.painting.glyphs import BOLD_STROKE, is_emboldened

_MARGIN = 0.02  # ems around the ink: readers cut objects off at their boundaries, and smooth edges


class PlacedGlyph(NamedTuple):
    """A glyph with the character that it stands for, and where it begins on the line (mm from the run's origin)."""

    char: str
    glyph: Glyph
    x: float


class TextShape(NamedTuple):
    """The part of a text object that does not depend on where the page ends: its boundary, if nothing cut it off."""

    run: TextRun
    glyphs: Sequence[PlacedGlyph]
    x: float
    y: float
    box: Box


def shapes(run: TextRun, font: Font, dx: int, dy: int) -> Iterator[TextShape]:
    """Yield the objects of a run whose origin is at dx, dy (EMU): one, unless it has characters beyond U+FFFF."""
    placed = list(_placed(run, font))
    parts = [placed] if placed else []
    if max(run.text, default="") > "\uffff":
        parts = []
        for beyond, group in groupby(placed, lambda placed: placed.char > "\uffff"):
            glyphs = list(group)
            parts += [[alone] for alone in glyphs] if beyond else [glyphs]
    origin_x, origin_y = (run.x + dx) * MM, (run.y + dy) * MM
    for glyphs in parts:
        yield TextShape(run, glyphs, origin_x, origin_y, _boundary(run, glyphs, origin_x, origin_y))


def _placed(run: TextRun, font: Font) -> Iterator[PlacedGlyph]:
    """Yield the glyphs of a run along its line. The advance of a character is that of its glyph, stretched, with the
    run's spacing and what is added behind it, both in thousandths of an em."""
    size, extra = run.size * MM, dict(run.adjust)
    x = extra.get(-1, 0.0) / 1000 * size
    if run.glyph >= 0:
        yield from _several(run.text, font.numbered(run.glyph, run.text), (x, size * run.stretch), font)
        return
    spacing, stretch = run.spacing / 1000, run.stretch
    for index, char in enumerate(run.text):
        glyph = font[char]
        if len(glyph.text) == 1:
            yield PlacedGlyph(glyph.text, glyph, x)
        else:
            yield from _several(glyph.text, glyph, (x, size * stretch), font)
        x += (glyph.advance * stretch + spacing + extra.get(index, 0.0) / 1000) * size


def _several(text: str, glyph: Glyph, place: tuple[float, float], font: Font) -> Iterator[PlacedGlyph]:
    """Yield a glyph that is drawn for all characters of a text, and blank ones for all but the first; `place` is where
    it begins, and the size of an em along the line."""
    x, em = place
    step = glyph.advance * em / max(1, len(text))
    for index, char in enumerate(text):
        yield PlacedGlyph(char, font.blank if index else glyph, x + index * step)


def _boundary(run: TextRun, glyphs: Sequence[PlacedGlyph], x: float, y: float) -> Box:
    """Return the box around the ink of glyphs (mm on the page); around their advances where they leave none."""
    size, wide = run.size * MM, run.size * MM * run.stretch
    em, thousandth = wide / 1000, size / 1000
    inks = [(start, ink) for _, (_, _, ink, _), start in glyphs if ink]
    if inks:
        left = min([start + ink[0] * em for start, ink in inks])
        right = max([start + ink[2] * em for start, ink in inks])
        top = max([ink[3] for _, ink in inks]) * thousandth
        bottom = min([ink[1] for _, ink in inks]) * thousandth
    else:
        left, right = glyphs[0].x, glyphs[-1].x + glyphs[-1].glyph.advance * wide
        top, bottom = size * 0.88, -size * 0.12
    margin = (_MARGIN + (BOLD_STROKE if is_emboldened(run) else 0)) * size
    box = Box(left, -top, max(right, left), -bottom).grown(margin)
    if run.angle:
        a, b, c, d = _turned(run.angle)
        corners = [(u, v) for u in (box.left, box.right) for v in (box.top, box.bottom)]
        box = around((a * u + c * v, b * u + d * v) for u, v in corners)
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _turned(angle: float) -> tuple[float, float, float, float]:
    """Return the matrix (a, b, c, d) that turns counter-clockwise by an angle, where y grows downwards."""
    cosine, sine = cos(radians(angle)), sin(radians(angle))
    return cosine, -sine, sine, cosine


def text_object(shape: TextShape, font: Font, object_id: int, box: Box, clips: str) -> str:
    """Return the element of a text object with its boundary `box`."""
    run, glyphs = shape.run, shape.glyphs
    x, y = shape.x - box.left, shape.y - box.top
    attributes = f'ID="{object_id}" Boundary="{box.written()}" Font="{font.id}" Size="{number(run.size * MM)}"'
    if run.angle:
        attributes += f' CTM="{" ".join(f"{v:.6g}" for v in _turned(run.angle))} {number(x)} {number(y)}"'
        x = y = 0.0
    if run.stretch != 1.0:
        attributes += f' HScale="{number(run.stretch)}"'
    colors = color("FillColor", run.color)
    if is_emboldened(run):
        attributes += f' Stroke="true" LineWidth="{number(run.size * MM * BOLD_STROKE)}"'
        colors += color("StrokeColor", run.color)
    starts = [p.x for p in glyphs]
    steps = [after - before for before, after in pairwise(starts)]
    delta = f' DeltaX="{_deltas(steps)}"' if steps else ""
    start = f'X="{number(x + glyphs[0].x)}" Y="{number(y)}"'
    text = "".join(p.char for p in glyphs)
    numbers_of = " ".join(str(p.glyph.number) for p in glyphs)
    return (
        f"<ofd:TextObject {attributes}>{clips}{colors}"
        f'<ofd:CGTransform CodePosition="0" CodeCount="{len(glyphs)}" GlyphCount="{len(glyphs)}">'
        f"<ofd:Glyphs>{numbers_of}</ofd:Glyphs></ofd:CGTransform>"
        f"<ofd:TextCode {start}{delta}>{escaped(text)}</ofd:TextCode></ofd:TextObject>"
    )


def _deltas(steps: Sequence[float]) -> str:
    """Return how far characters stand from those before them (11.3): `g COUNT STEP` for equal steps in a row."""
    out = []
    for rounded, group in groupby([round(step, 4) for step in steps]):
        count, step = len(list(group)), number(rounded)
        out.append(f"g {count} {step}" if count > 2 else " ".join([step] * count))
    return " ".join(out)
