"""The font of formulas: its constants of mathematical layout (OpenType, MATH), and glyphs that grow."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from jzdocs.style.faces import Face

_PERCENTS = frozenset(
    ("SCRIPT_PERCENT_SCALE_DOWN", "SCRIPT_SCRIPT_PERCENT_SCALE_DOWN", "RADICAL_DEGREE_BOTTOM_RAISE_PERCENT")
)


class Extent(NamedTuple):
    """A glyph's measures in ems: its advance, how far its ink reaches above and below the baseline, where its ink
    begins and ends, its italic correction, and where an accent stands."""

    width: float
    height: float
    depth: float
    left: float
    right: float
    italic: float
    attach: float


class Part(NamedTuple):
    """A glyph of an assembly: its number, how long it is, how long its overlaps may be, and whether it repeats."""

    glyph: int
    length: float
    start: float
    end: float
    repeats: bool


class MathFont:
    """The measures of a face with a MATH table, in ems."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._font = face.font
        self._constants: dict[str, float] = {}
        self._extents: dict[int, Extent] = {}

    def constant(self, name: str) -> float:
        """Return a constant in ems, or as a share of 1."""
        value = self._constants.get(name)
        if value is None:
            units = self._font.get_math_constant(getattr(hb.OTMathConstant, name))
            value = self._constants[name] = units / (100 if name in _PERCENTS else self.face.upem)
        return value

    def extent(self, glyph: int) -> Extent:
        """Return the measures of a glyph."""
        found = self._extents.get(glyph)
        if found is None:
            font, em = self._font, self.face.upem
            ink = font.get_glyph_extents(glyph)
            left, top, width, drop = (ink.x_bearing, ink.y_bearing, ink.width, ink.height) if ink else (0, 0, 0, 0)
            found = self._extents[glyph] = Extent(
                font.get_glyph_h_advance(glyph) / em,
                top / em,
                -(top + drop) / em,
                left / em,
                (left + width) / em,
                font.get_math_glyph_italics_correction(glyph) / em,
                font.get_math_glyph_top_accent_attachment(glyph) / em,
            )
        return found

    def variants(self, glyph: int, *, upright: bool) -> list[tuple[int, float]]:
        """Return the larger forms of a glyph, the smallest first, each with its length in ems."""
        found = self._font.get_math_glyph_variants(glyph, _direction(upright))
        return [(variant.glyph, variant.advance / self.face.upem) for variant in found]

    def assembly(self, glyph: int, length: float, *, upright: bool) -> list[tuple[Part, float]]:
        """Return the parts that make up a glyph of at least `length` ems, each with where it begins; [] for a glyph
        that is not put together."""
        em = self.face.upem
        found, _ = self._font.get_math_glyph_assembly(glyph, _direction(upright))
        parts = [
            Part(
                part.glyph,
                part.full_advance / em,
                part.start_connector_length / em,
                part.end_connector_length / em,
                bool(int(part.flags) & 1),
            )
            for part in found
        ]
        if not parts:
            return []
        least = self._font.get_math_min_connector_overlap(_direction(upright)) / em
        for count in range(200):
            row = [part for part in parts for _ in range(count if part.repeats else 1)]
            longest = sum(part.length for part in row) - least * (len(row) - 1)
            if row and (longest >= length or not any(part.repeats for part in parts)):
                return _overlapped(row, length, least)
        return []


def _overlapped(row: Sequence[Part], length: float, least: float) -> list[tuple[Part, float]]:
    """Return parts with their places; neighbours overlap so that the whole is about `length` long."""
    total = sum(part.length for part in row)
    most = [min(a.end, b.start) * 0.99 for a, b in itertools.pairwise(row)]
    excess = total - length
    each = excess / len(most) if most else 0.0
    out, at = [], 0.0
    for index, part in enumerate(row):
        out.append((part, at))
        if index < len(most):
            at += part.length - max(least, min(each, most[index]))
    return out


def _direction(upright: bool) -> str:
    return "btt" if upright else "ltr"


@lru_cache(maxsize=4)
def math_font(face: Face) -> MathFont:
    """Return the measures of a face."""
    return MathFont(face)
