"""Which glyph is drawn for a character, and which text it stands for when it is copied."""

from __future__ import annotations

from typing import NamedTuple

from jzdocs.frames import TextRun
from jzdocs.style.faces import EMBOLDENED, Face, base_of
from jzdocs.style.invisible import INVISIBLE, SOFT_HYPHEN, is_invisible, visible

SUBSTITUTE = "〓"  # what the glyph in place of a missing one says, unless the face has it for a text of its own
TWO_EM_DASH = "\u2e3a"
BOLD_STROKE = 0.03  # the stroke that emboldens glyphs, in ems
# characters that look alike and share a glyph; a copied text must have the common one
CANONICAL = {"\u00a0": " ", "\t": " ", "\u2010": "-", "\u2011": "-", "\u00ad": "-", "\u2027": "·", TWO_EM_DASH: "——"}
# what is drawn is not what is meant: two dashes as one glyph, and a hyphen that only the line break put there
MEANT = {TWO_EM_DASH: "——", SOFT_HYPHEN: SOFT_HYPHEN}


class DrawnGlyph(NamedTuple):
    """The glyph that is drawn for a character. Where the face lacks the character, `in_place` is the one that is drawn
    instead: that of which it is a form (`composed`), or a substitute."""

    glyph: int
    in_place: str = ""
    composed: bool = False


def drawn_glyph(face: Face, char: str) -> DrawnGlyph:
    """Return what a face draws for a character."""
    glyph = face.drawn_glyph(char)
    if face.glyph(char):
        return DrawnGlyph(glyph)
    base = base_of(char)
    composed = base != "" and face.glyph(base) != 0
    return DrawnGlyph(glyph, base if composed else SUBSTITUTE, composed)


def is_emboldened(run: TextRun) -> bool:
    """Return whether a run is drawn with thicker strokes, because no bold face has its characters."""
    return run.face.endswith(EMBOLDENED)


def as_drawn(run: TextRun) -> TextRun:
    """Return a run without characters that leave no mark; a soft hyphen that stands alone is drawn."""
    return without_invisible(run) if run.text != SOFT_HYPHEN and INVISIBLE.search(run.text) else run


def without_invisible(run: TextRun) -> TextRun:
    """Return a run without its invisible characters. What would have been added after one of them is added after the
    character before it."""
    extra: dict[int, float] = {}
    adjust, last = dict(run.adjust), -1
    if -1 in adjust:
        extra[-1] = adjust[-1]
    for index, char in enumerate(run.text):
        more = adjust.get(index, 0.0)
        if is_invisible(char):
            more += run.spacing
        else:
            last += 1
        if more:
            extra[last] = extra.get(last, 0.0) + more
    return run._replace(text=visible(run.text), adjust=tuple(sorted(extra.items())))
