"""Faces: glyphs and advances of the font files, which characters they have, and fallback.

Advances are integers in thousandths of an em. A face reads its file through HarfBuzz (mapped, not parsed in Python) and
remembers glyphs and advances, so that measuring a text is a sum over a dictionary. Faces are shared by the builds of a
process: at most 64 are remembered (`_shared_face`), each a pure function of its file; `forget` drops them when a
font file has changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from jzdocs.cache.store import digest, header_digest
from jzdocs.errors import JzdocsError, SurroundingsError
from jzdocs.resources import resource_root
from jzdocs.style.fontfile import FontFile, forbids_embedding, permission
from jzdocs.style.invisible import SOFT_HYPHEN, is_invisible
from jzdocs.style.stylesheet import Stylesheet

# a soft hyphen that is drawn is a hyphen; a tab and the spaces that a face lacks leave no ink
_DRAWN_AS = {SOFT_HYPHEN: "-", "\t": " "}
_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")
# what is set in place of a character that no face has: 〓, as Chinese typesetting marks a missing type
_SUBSTITUTES = "〓□?"
# faces that come with jzdocs and set what no face of a stylesheet has: signs of mathematics, symbols, emoji
LAST_RESORT = {
    "@math": "STIXTwoMath-Regular.ttf",
    "@symbols": "NotoSansSymbols2-Regular.ttf",
    "@emoji": "NotoEmoji-Regular.ttf",
}
EMBOLDENED = "emboldened"  # a weight: the regular face, drawn with thicker strokes
_QUOTES = frozenset("“”‘’")
# quotes that are narrower than this (thousandths of an em) are made for Latin
_WIDE_QUOTE = 900
# tables that a font whose glyphs we place ourselves does not need; then those that say what it is, and its characters
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vmtx", "vhea", "VORG", "gasp", "DSIG", "kern")
NAMING_TABLES = ("name", "post", "OS/2", "cmap")


class _Advances(dict[str, int]):
    """Advances by character; each is read from the font once."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> int:
        face = self._face
        value = 0
        if not is_invisible(char):
            value = round(face.font.get_glyph_h_advance(face.drawn_glyph(char)) * 1000 / face.upem)
        self[char] = value
        return value


class Subset(NamedTuple):
    """A face with some glyphs of another: `numbers` are their numbers, by those that they had there."""

    face: hb.Face
    numbers: Mapping[int, int]


class _Inks(dict[str, tuple[int, int, int, int] | None]):
    """Where the ink of a character stands, by character; each is read from the font once."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> tuple[int, int, int, int] | None:
        ink = None if is_invisible(char) else self._face.ink_of(self._face.drawn_glyph(char))
        self[char] = ink
        return ink


@contextmanager
def _damage_told(file: FontFile) -> Iterator[None]:
    """Let what HarfBuzz cannot do with a font be a SurroundingsError with its name."""
    try:
        yield
    except (JzdocsError, MemoryError):
        raise
    except Exception as error:
        raise SurroundingsError("G002.damaged", file=file.shown) from error


class Face:
    """One face of a font file. `key` names it in frames; `ascent` and `descent` are in thousandths of an em (descent
    negative)."""

    def __init__(self, key: str, file: FontFile) -> None:
        """Open a face. Raises SurroundingsError when the file cannot be read, is no font with outlines, or forbids
        embedding."""
        self.key = key
        self.file = file
        try:
            self.blob = hb.Blob.from_file_path(str(file.path))
        except (OSError, hb.HarfBuzzError) as error:
            raise SurroundingsError("G002.unreadable", path=file.path) from error
        with _damage_told(file):
            self._read(file)

    def _read(self, file: FontFile) -> None:
        """Read what layout asks of a face; see `__init__`."""
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
        self.ink = _Inks(self)
        # a face whose quotes are made for Latin must not set Chinese ones: they are taken from the face it falls back
        # to
        self.narrow_quotes = self.width("“") < _WIDE_QUOTE

    @cached_property
    def raised(self) -> tuple[float, int] | None:
        """Return the size of the face's own raised digits as a share of its digits, and by how much they are raised
        (thousandths of an em); None where it has none."""
        small, full = self.glyph("²"), self.glyph("2")
        if not small or not full:
            return None
        ink, whole = self.font.get_glyph_extents(small), self.font.get_glyph_extents(full)
        if ink is None or whole is None or not whole.height:
            return None
        size = ink.height / whole.height
        foot = ink.y_bearing + ink.height - size * (whole.y_bearing + whole.height)
        return round(size, 3), round(foot * 1000 / self.upem)

    @property
    def static(self) -> bool:
        """Return whether the file holds this face and nothing else, so that other libraries can read it from there."""
        return (
            not self.file.index
            and "fvar" not in self.hb_face.table_tags
            and not self.file.axes
            and self.hb_face.count == 1
        )

    def fingerprint(self) -> str:
        """Return a hash of the file, made from its header."""
        return header_digest(self.file.path)

    def cut(self, glyphs: Iterable[int], *, dropped: Iterable[str] = (), renumbered: bool = False) -> Subset:
        """Return a face with these glyphs only, without the tables in `dropped`, at this place on the axes, under their
        old numbers unless they are `renumbered`; cubic outlines get an identity charset."""
        with _damage_told(self.file):
            return self._cut(glyphs, dropped=dropped, renumbered=renumbered)

    def _cut(self, glyphs: Iterable[int], *, dropped: Iterable[str], renumbered: bool) -> Subset:
        subset = hb.SubsetInput()
        flags = hb.SubsetFlags
        subset.flags = (
            (flags.DEFAULT if renumbered else flags.RETAIN_GIDS)
            | flags.NO_HINTING
            | flags.NOTDEF_OUTLINE
            | flags.DOWNGRADE_CFF2
            | flags.CFF_IDENTITY_CHARSET
        )
        subset.glyph_set.update(glyphs)
        subset.drop_table_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in dropped})
        if "fvar" in self.hb_face.table_tags:
            subset.pin_all_axes_to_default(self.hb_face)
            for axis, value in self.file.axes:
                subset.pin_axis_location(self.hb_face, axis, value)
        plan = hb.SubsetPlan(self.hb_face, subset)
        return Subset(plan.execute(), dict(plan.old_to_new_glyph_mapping))

    def glyph(self, char: str) -> int:
        """Return the glyph of a character, 0 where the face has none."""
        glyph = self.glyphs.get(char)
        if glyph is None:
            drawn = _DRAWN_AS.get(char, char)
            glyph = self.font.get_nominal_glyph(ord(drawn)) or 0
            if not glyph and char in _SPACES:
                glyph = self.font.get_nominal_glyph(0x20) or 0
            self.glyphs[char] = glyph
        return glyph

    def ink_of(self, glyph: int) -> tuple[int, int, int, int] | None:
        """Return where the ink of a glyph stands around its origin, in thousandths of an em with y upwards: left,
        bottom, right, top; None for a glyph without ink."""
        extents = self.font.get_glyph_extents(glyph)
        if extents is None or not extents.width or not extents.height:
            return None
        left, top = extents.x_bearing, extents.y_bearing
        em = 1000 / self.upem
        bottom, right = top + extents.height, left + extents.width
        return round(left * em), round(bottom * em), round(right * em), round(top * em)

    def drawn_glyph(self, char: str) -> int:
        """Return the glyph that is drawn for a character: its own, or where the face has none that of the character
        that it is a form of (ᵗ of t), or a substitute's."""
        tried = (char, base_of(char), *_SUBSTITUTES)
        return next((glyph for c in tried if c and (glyph := self.glyph(c))), 0)

    def covers(self, text: str) -> bool:
        """Return whether every character of `text` has a glyph here."""
        if self._covered.issuperset(text):
            return True
        if self.missing(text):
            return False
        self._covered.update(text)
        return True

    def missing(self, text: str) -> set[str]:
        """Return the characters of `text` that this face cannot set: those without a glyph, and Chinese quotes where
        its own are made for Latin. Invisible characters need none."""
        glyphs, glyph = self.glyphs, self.glyph
        missing = {c for c in set(text) if not (glyphs[c] if c in glyphs else glyph(c))}
        if missing:
            missing = {c for c in missing if not is_invisible(c)}
        if self.narrow_quotes:
            missing.update(_QUOTES.intersection(text))
        return missing

    def width(self, text: str) -> int:
        """Return the advance of `text` in thousandths of an em."""
        return sum(map(self.advance.__getitem__, text))


class Faces:
    """The faces of a stylesheet by key: `song`, `song.bold`. They are opened when they are first used."""

    def __init__(self, sheet: Stylesheet) -> None:
        self._sheet = sheet
        self._faces: dict[str, Face] = {}
        self._chains: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, key: str) -> Face:
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = _shared_face(key, self._file(key))
        return face

    def _file(self, key: str) -> FontFile:
        if key in LAST_RESORT:
            return FontFile(resource_root() / "fonts" / LAST_RESORT[key])
        role, _, weight = key.partition(".")
        font = self._sheet.fonts[role]
        return font.bold if weight == "bold" and font.bold else font.file

    def key(self, role: str, bold: bool) -> str:
        """Return the key of a role in a weight; a role without a bold file stays regular."""
        return f"{role}.bold" if bold and self._sheet.fonts[role].bold else role

    def chain(self, key: str) -> tuple[str, ...]:
        """Return the keys of the faces that may set a text of `key`, in the order in which they are tried: itself, its
        fallback roles, all other roles, then the faces of last resort. A bold text stays bold: where the bold face of a
        role lacks a character, its regular face is emboldened."""
        chain = self._chains.get(key)
        if chain is None:
            role, _, weight = key.partition(".")
            roles = dict.fromkeys([role, *self._sheet.fonts[role].fallback, *self._sheet.fonts])
            keys = [key, *(k for r in roles for k in (self._bold_keys(r) if weight else (r,))), *LAST_RESORT]
            chain = self._chains[key] = tuple(dict.fromkeys(keys))
        return chain

    def _bold_keys(self, role: str) -> tuple[str, ...]:
        emboldened = f"{role}.{EMBOLDENED}"
        return (f"{role}.bold", emboldened) if self._sheet.fonts[role].bold else (emboldened,)

    def latin(self, key: str) -> str:
        """Return the key of a face whose quotes are made for Latin, for an apostrophe in a text of `key`."""
        roles = [role for role in ("latin",) if role in self._sheet.fonts]
        return next((k for k in (key, *roles) if self[k].narrow_quotes), "@math")

    def split(self, key: str, text: str) -> Iterator[tuple[str, str]]:
        """Yield the parts of `text`, each with the key of a face that has its glyphs. Characters that no face has go to
        one that has a substitute."""
        latin = self.beside(key, text)
        missing = {*self[key].missing(text), *latin} if latin else self[key].missing(text)
        if not missing:
            yield key, text
            return
        start, current = 0, key
        for index, char in enumerate(text):
            setting = key
            if char in missing:
                setting = self._latin_key(key, char) if char in latin else self._face_for(key, char)
            if setting != current:
                if index > start:
                    yield current, text[start:index]
                start, current = index, setting
        yield current, text[start:]

    def beside(self, key: str, text: str) -> set[str]:
        """Return the Latin letters, digits and marks of a text that the role of a key leaves to another's face."""
        if not (font := self._sheet.fonts.get(key.partition(".")[0])) or not font.latin:
            return set()
        return {char for char in text if "!" <= char <= "~"}

    def _latin_key(self, key: str, char: str) -> str:
        """Return the key of the face that sets a Latin letter or digit beside the Han of a key."""
        role, _, weight = key.partition(".")
        latin = self.key(self._sheet.fonts[role].latin, bool(weight))
        return latin if self[latin].glyph(char) else self._face_for(key, char)

    def _face_for(self, key: str, char: str) -> str:
        """Return the key of the first face of the chain that has a character."""
        if script_position(char) and self[key].glyph(base_of(char)):
            return key  # composed of the text's own digits: ⁵ of another face would stand beside its ²
        quote = char in _QUOTES
        chain = self.chain(key)
        found = next((k for k in chain if self[k].glyph(char) and not (quote and self[k].narrow_quotes)), "")
        other = base_of(char) or _SUBSTITUTES[0]
        return found or next((k for k in chain if self[k].glyph(other)), key)

    def uncovered(self, key: str, text: str) -> list[str]:
        """Return the characters of `text` that no face has, and that are no form of another, in their order."""
        missing = self[key].missing(text)
        return sorted((c for c in missing if not self._has(key, c) and not self._has(key, base_of(c))), key=text.index)

    def _has(self, key: str, char: str) -> bool:
        return char != "" and any(self[k].glyph(char) for k in self.chain(key))

    def used(self) -> Iterable[Face]:
        """Return the faces that were opened."""
        return self._faces.values()

    def fingerprint(self) -> str:
        """Return a hash of all that texts are measured by: the font files and fallback roles of every role."""
        roles = self._sheet.fonts.items()
        files = [
            (key, [(f.shown, header_digest(f.path)) for f in (role.file, role.bold) if f], role.fallback, role.latin)
            for key, role in roles
        ]
        shipped = [header_digest(resource_root() / "fonts" / name) for name in LAST_RESORT.values()]
        return digest(repr((files, shipped)))


@lru_cache(maxsize=4096)
def base_of(char: str) -> str:
    """Return the character that `char` is a form of (ᵗ of t, by its compatibility decomposition), or ""."""
    base = unicodedata.normalize("NFKC", char)
    return base if len(base) == 1 and base != char else ""


@lru_cache(maxsize=1024)
def script_position(char: str) -> str:
    """Return "super" or "sub" for a raised or lowered form of another character, "" for all else."""
    kind = unicodedata.decomposition(char).partition(">")[0].lstrip("<")
    return kind if kind in ("super", "sub") and base_of(char) else ""


@lru_cache(maxsize=64)
def _shared_face(key: str, file: FontFile) -> Face:
    return Face(key, file)


def forget() -> None:
    """Drop the faces that are remembered, because a font file has changed."""
    _shared_face.cache_clear()
