"""Faces: glyphs and advances of the font files, coverage, and fallback.

Advances are integers in thousandths of an em. A face reads its file through HarfBuzz (mapped, not parsed in Python) and
keeps what it was asked in tables, so that measuring a text is a sum over a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import uharfbuzz as hb

from jzdocs.cache.store import digest, header_digest
from jzdocs.errors import SurroundingsError
from jzdocs.style.fontfile import FontFile, forbids_embedding, permission
from jzdocs.style.stylesheet import Stylesheet

# a soft hyphen that is drawn is a hyphen; a tab leaves no ink
_SHOWN = {"\u00ad": "-", "\t": " "}
_QUOTES = frozenset("“”‘’")
# what a font inside a document does not need
_DROP = (
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "STAT",
    "vmtx",
    "vhea",
    "VORG",
    "name",
    "gasp",
    "post",
    "OS/2",
    "cmap",
    "DSIG",
    "kern",
)


class _Advances(dict[str, int]):
    """char → advance; asks the font once a character."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> int:
        face = self._face
        value: int = round(face.font.get_glyph_h_advance(face.glyph(char)) * 1000 / face.upem)
        self[char] = value
        return value


class Face:
    """One face of a font file. `key` names it in frames; `ascent` and `descent` are in thousandths of an em (descent
    negative).

    Raises SurroundingsError when the file cannot be read, is no font with outlines, or forbids embedding.
    """

    def __init__(self, key: str, file: FontFile) -> None:
        self.key = key
        self.file = file
        try:
            self.blob = hb.Blob.from_file_path(str(file.path))
        except (OSError, hb.HarfBuzzError) as error:
            raise SurroundingsError("G002.unreadable", path=file.path) from error
        self.hb_face = hb.Face(self.blob, file.index)
        tables = set(self.hb_face.table_tags)
        if self.hb_face.glyph_count == 0 or not tables & {"glyf", "CFF ", "CFF2"}:
            raise SurroundingsError("G002", file=file.shown)
        self.permission = permission(self.hb_face)
        if forbids_embedding(self.permission):
            raise SurroundingsError("G004", file=file.shown)
        self.quadratic = "glyf" in tables
        self.font = hb.Font(self.hb_face)
        if file.axes:
            self.font.set_variations(dict(file.axes))
        self.upem = self.hb_face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent = round(extents.ascender * 1000 / self.upem)
        self.descent = round(extents.descender * 1000 / self.upem)
        self.name = self.hb_face.get_name(6) or file.path.stem
        self.glyphs: dict[str, int] = {}
        self._covered: set[str] = set()
        self.advance = _Advances(self)
        # a face whose quotes are made for Latin must not set Chinese ones: they are taken from the face it falls back
        # to
        self.narrow_quotes = self.width("“") < 900

    @property
    def static(self) -> bool:
        """Whether its file holds this face and nothing else, so that other libraries can read it from there."""
        return (
            not self.file.index
            and "fvar" not in self.hb_face.table_tags
            and not self.file.axes
            and self.hb_face.count == 1
        )

    def fingerprint(self) -> str:
        """A hash of the file by its header."""
        return header_digest(self.file.path)

    def cut(self, glyphs: Iterable[int], *, keep_names: bool = False) -> hb.Face:
        """A face with these glyphs only, their numbers kept, at this place on the axes; cubic outlines with an
        identity charset."""
        wanted = hb.SubsetInput()
        flags = hb.SubsetFlags
        wanted.flags = (
            flags.RETAIN_GIDS
            | flags.NO_HINTING
            | flags.NOTDEF_OUTLINE
            | flags.DOWNGRADE_CFF2
            | flags.CFF_IDENTITY_CHARSET
        )
        wanted.glyph_set.update(glyphs)
        if not keep_names:
            wanted.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in _DROP})
        if "fvar" in self.hb_face.table_tags:
            wanted.pin_all_axes_to_default(self.hb_face)
            for axis, value in self.file.axes:
                wanted.pin_axis_location(self.hb_face, axis, value)
        return hb.subset(self.hb_face, wanted)

    def glyph(self, char: str) -> int:
        """The glyph of a character, 0 when the face has none."""
        found = self.glyphs.get(char)
        if found is None:
            shown = _SHOWN.get(char, char)
            found = self.glyphs[char] = self.font.get_nominal_glyph(ord(shown)) or 0
        return found

    def covers(self, text: str) -> bool:
        """Whether every character of `text` has a glyph here."""
        if self._covered.issuperset(text):
            return True
        if self.missing(text):
            return False
        self._covered.update(text)
        return True

    def missing(self, text: str) -> set[str]:
        """The characters of `text` without a glyph here."""
        glyphs, ask = self.glyphs, self.glyph
        lacking = {c for c in set(text) if not (glyphs[c] if c in glyphs else ask(c))}
        if self.narrow_quotes:
            lacking.update(_QUOTES.intersection(text))
        return lacking

    def width(self, text: str) -> int:
        """Advance of `text` in thousandths of an em."""
        return sum(map(self.advance.__getitem__, text))


class Faces:
    """The faces of a stylesheet by key: `"song"`, `"song.bold"`."""

    def __init__(self, sheet: Stylesheet) -> None:
        self._sheet = sheet
        self._faces: dict[str, Face] = {}
        self._chains: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, key: str) -> Face:
        face = self._faces.get(key)
        if face is None:
            role, _, weight = key.partition(".")
            font = self._sheet.fonts[role]
            file = font.bold if weight == "bold" and font.bold else font.file
            face = self._faces[key] = _shared_face(key, file)
        return face

    def key(self, role: str, bold: bool) -> str:
        """The key of a role in a weight; a role without a bold file stays regular."""
        return f"{role}.bold" if bold and self._sheet.fonts[role].bold else role

    def chain(self, key: str) -> tuple[str, ...]:
        """`key` and the faces to fall back to, each once; every role is tried in the end."""
        found = self._chains.get(key)
        if found is None:
            role = key.partition(".")[0]
            names = [key, role, *self._sheet.fonts[role].fallback, *self._sheet.fonts]
            found = self._chains[key] = tuple(dict.fromkeys(names))
        return found

    def split(self, key: str, text: str) -> Iterator[tuple[str, str]]:
        """Cut `text` into (face key, part) so that each part has its glyphs; what no face has stays in `key`."""
        lacking = self[key].missing(text)
        if not lacking:
            yield key, text
            return
        start, current = 0, key
        for index, char in enumerate(text):
            wanted = self._face_for(key, char) if char in lacking else key
            if wanted != current:
                if index > start:
                    yield current, text[start:index]
                start, current = index, wanted
        yield current, text[start:]

    def _face_for(self, key: str, char: str) -> str:
        wide = char in _QUOTES
        return next((k for k in self.chain(key) if self[k].glyph(char) and not (wide and self[k].narrow_quotes)), key)

    def uncovered(self, key: str, text: str) -> list[str]:
        """The characters of `text` that no face of the stylesheet has, in order."""
        lacking = self[key].missing(text)
        return sorted((c for c in lacking if not any(self[k].glyph(c) for k in self.chain(key))), key=text.index)

    def used(self) -> Iterable[Face]:
        """The faces that were opened."""
        return self._faces.values()

    def fingerprint(self) -> str:
        """A hash of all that texts are measured by: the font files of every role, and where missing characters come
        from."""
        roles = self._sheet.fonts.items()
        files = [
            (key, [(f.shown, header_digest(f.path)) for f in (role.file, role.bold) if f], role.fallback)
            for key, role in roles
        ]
        return digest(repr(files))


@lru_cache(maxsize=64)
def _shared_face(key: str, file: FontFile) -> Face:
    return Face(key, file)


def forget() -> None:
    """Read font files anew: one has changed."""
    _shared_face.cache_clear()
