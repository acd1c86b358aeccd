"""Fonts of an OFD document (GB/T 33190, 11.1): each face once, cut to the glyphs that are drawn.

A subset keeps what a font file needs to stand alone (GB/T 42133, 6.2.6 c): names, metrics and a map of characters, for
programs that ignore the glyphs which text objects name. Glyphs are numbered anew, so all of them are collected before
the first page is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jzdocs.frames import TextRun
from jzdocs.ofd.markup import Ids, escaped, part
from jzdocs.ofd.package import Package
from jzdocs.painting.glyphs import CANONICAL, MEANT, drawn_glyph
from jzdocs.painting.subsets import FontSubset, subset
from jzdocs.style.faces import LAYOUT_TABLES, Face, Faces

Ink = tuple[int, int, int, int] | None


class Glyph(NamedTuple):
    """A glyph as text objects use it: its number in the font's subset, its advance in ems, where its ink stands
    (thousandths of an em, y upwards), and the text that it stands for."""

    number: int
    advance: float
    ink: Ink
    text: str


class Font(dict[str, Glyph]):
    """A face in one document, under the identifier `id`: the glyphs of characters, computed at first use."""

    def __init__(self, face: Face, font_id: int) -> None:
        super().__init__()
        self.face, self.id = face, font_id
        self._chars: set[str] = {" "}
        self._glyphs: set[int] = {0}
        self._subset: FontSubset | None = None

    def collect(self, run: TextRun) -> None:
        """Note the glyphs that a run draws."""
        if run.glyph >= 0:
            self._glyphs.add(run.glyph)
        else:
            self._chars.update(run.text)

    def cut(self) -> FontSubset:
        """Return the subset with all that was noted."""
        if self._subset is None:
            glyphs = {*self._glyphs, *(drawn_glyph(self.face, char).glyph for char in self._chars)}
            self._subset = subset(self.face, glyphs, LAYOUT_TABLES, renumbered=True)
        return self._subset

    def numbered(self, glyph: int, text: str) -> Glyph:
        """Return a glyph of the face by its number there, which stands for `text`."""
        advance = self.face.font.get_glyph_h_advance(glyph) / self.face.upem
        return Glyph(self.cut().numbers[glyph], advance, self.face.ink_of(glyph), text)

    @property
    def blank(self) -> Glyph:
        """The glyph of a space: it stands beside a glyph that is drawn for more than one character."""
        return self[" "]

    def __missing__(self, char: str) -> Glyph:
        shown = MEANT.get(char) or CANONICAL.get(char, char)
        glyph = self[char] = self.numbered(drawn_glyph(self.face, char).glyph, shown)
        return glyph

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"font_{self.id}.{'ttf' if self.face.quadratic else 'otf'}"

    def element(self) -> str:
        """Return the element that describes the font (11.1, table 44). Its name is that of this subset, which no other
        font can stand for; by its family's name a reader would choose a substitute."""
        family = escaped(self.face.name)
        bold = ' Bold="true"' if "bold" in family.lower() else ""
        return (
            f'<ofd:Font ID="{self.id}" FontName="font_{self.id}" FamilyName="{family}" Charset="unicode"{bold}>'
            f"<ofd:FontFile>{self.file}</ofd:FontFile></ofd:Font>"
        )


def _source(face: Face) -> tuple[Path, int, object]:
    """Return what a face is read from: two keys of a stylesheet may name one file in different words."""
    return face.file.path, face.file.index, face.file.axes


class Fonts:
    """The fonts of a document, by the keys of faces; two keys may share a file, which is embedded once."""

    def __init__(self, faces: Faces, ids: Ids) -> None:
        self._faces, self._ids = faces, ids
        self._fonts: dict[str, Font] = {}

    def __getitem__(self, key: str) -> Font:
        font = self._fonts.get(key)
        if font is None:
            face = self._faces[key]
            font = next((f for f in self._fonts.values() if _source(f.face) == _source(face)), None)
            font = self._fonts[key] = font or Font(face, self._ids.next())
        return font

    def all(self) -> Iterable[Font]:
        """Return the fonts in the order of their first use."""
        return {font.id: font for font in self._fonts.values()}.values()

    def write(self, package: Package, folder: str) -> None:
        """Add the font files, and the public resources (7.9) that describe them and the colour space."""
        for font in self.all():
            package.add(f"{folder}/Res/{font.file}", font.cut().data())
        space = f'<ofd:ColorSpace ID="{(default := self._ids.next())}" Type="RGB" BitsPerComponent="8"/>'
        fonts = "".join(font.element() for font in self.all())
        resources = part(
            "Res",
            f"<ofd:ColorSpaces>{space}</ofd:ColorSpaces>",
            f"<ofd:Fonts>{fonts}</ofd:Fonts>" if fonts else "",
            attributes=' BaseLoc="Res"',
        )
        package.add(f"{folder}/PublicRes.xml", resources)
        self.color_space = default
