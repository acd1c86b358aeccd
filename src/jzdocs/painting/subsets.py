"""Fonts cut to the glyphs that a document draws."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from jzdocs.style.faces import Face
from jzdocs.style.fontfile import WHOLE_ONLY


class FontSubset(NamedTuple):
    """A face cut for one document: the cut `face` of HarfBuzz, the `numbers` of its glyphs by those that they had, and
    a `name` that begins with a tag (ISO 32000-1, 9.6.4), so that two subsets of a font are never taken for each
    other."""

    face: object
    numbers: Mapping[int, int]
    name: str

    def data(self) -> bytes:
        """Return the font file."""
        return bytes(self.face.blob.data)  # type: ignore[attr-defined]

    def table(self, tag: str) -> bytes:
        """Return a table of the font file."""
        return bytes(self.face.reference_table(tag).data)  # type: ignore[attr-defined]


def subset(face: Face, glyphs: Collection[int], dropped: Sequence[str], *, renumbered: bool) -> FontSubset:
    """Return a face with these glyphs, without the tables in `dropped`, and with numbers from 0 on where it is to be
    `renumbered`; a face whose licence asks for the whole font keeps all glyphs."""
    whole = face.permission & WHOLE_ONLY
    numbers = range(face.hb_face.glyph_count) if whole else sorted(set(glyphs))
    cut = face.cut(numbers, dropped=dropped, renumbered=renumbered)
    tag = "".join(chr(65 + b % 26) for b in hashlib.sha256(repr(numbers).encode()).digest()[:6])
    return FontSubset(cut.face, cut.numbers, f"{tag}+{face.name}")
