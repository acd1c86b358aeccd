"""Fonts embedded in the Word file, where the user asks for it.

They are obfuscated (ECMA-376 Part 1, 17.8.1), and cut to the characters in use where the user asks for that and the
font's licence bits allow it. Styles then carry the fonts' own names: Word looks an embedded font up by the name inside
it. Word embeds TrueType outlines only; a face with cubic ones is referred to by its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct
from msgspec.structs import replace

from jzdocs.options import Embedding
from jzdocs.style.faces import Face, Faces
from jzdocs.style.stylesheet import FontRole, Stylesheet
from jzdocs.word.font_table import font_entry
from jzdocs.word.ooxml import Element, R, W, part_xml, w

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_NO_SUBSET = 0x0100  # OS/2 fsType: the font may be embedded whole only
_FAMILY = 1  # name id of the family that groups regular, bold and italics; Word looks fonts up by it
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "，。、；：！？“”‘’（）《》〈〉【】〔〕—…·％０１２３４５６７８９　"


class _Embedded(Struct, frozen=True):
    """A family to embed: its name, and its faces by `Regular` and `Bold`."""

    name: str
    faces: dict[str, Face]


def with_family_names(sheet: Stylesheet, faces: Faces) -> Stylesheet:
    """Return the stylesheet with the fonts' own family names for those roles that can be embedded."""
    fonts = {
        role: replace(font, word=_family(faces[role])) if faces[role].quadratic else font
        for role, font in sheet.fonts.items()
    }
    return replace(sheet, fonts=fonts)


def _family(face: Face) -> str:
    return str(face.hb_face.get_name(_FAMILY) or face.name)


def put_fonts(document: Any, sheet: Stylesheet, faces: Faces, mode: Embedding, text: str) -> None:
    """Put in the font table with the fonts of a stylesheet with family names; `text` holds all characters in use."""
    rels = document.part.rels
    for relationship in list(rels.values()):
        if relationship.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            del rels[relationship.rId]
    package = document.part.package
    table = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, b"", package)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    root = w("fonts")
    for family in _families(sheet, faces):
        entry = font_entry(family.name)
        for weight, face in family.faces.items():
            data = _font_data(face, mode, text)
            key = _key(data)
            number = sum(1 for part in package.iter_parts() if str(part.partname).startswith("/word/fonts/")) + 1
            part = Part(PackURI(f"/word/fonts/font{number}.odttf"), _OBFUSCATED, obfuscated(data, key), package)
            cut = mode == "used" and not face.permission & _NO_SUBSET
            entry.append(_embedding(weight, table.relate_to(part, _FONT), key, subset=cut))
        root.append(entry)
    table._blob = part_xml(root)


def _families(sheet: Stylesheet, faces: Faces) -> Iterator[_Embedded]:
    """Yield the families of the stylesheet's roles, each once."""
    seen: set[str] = set()
    for role, font in sheet.fonts.items():
        if not faces[role].quadratic or font.word in seen:
            continue
        seen.add(font.word)
        yield _Embedded(font.word, _weights(role, font, faces))


def _weights(role: str, font: FontRole, faces: Faces) -> dict[str, Face]:
    bold = faces[f"{role}.bold"] if font.bold else None
    return {"Regular": faces[role]} | ({"Bold": bold} if bold and bold.quadratic else {})


def _font_data(face: Face, mode: Embedding, text: str) -> bytes:
    """Return the font file of a face, whole or cut to the characters in use."""
    if face.static and (mode == "all" or face.permission & _NO_SUBSET):
        return face.file.path.read_bytes()
    chars = sorted(set(text) | set(_ALWAYS)) if mode == "used" else map(chr, face.hb_face.unicodes)
    return bytes(face.cut({0, *map(face.glyph, chars)}).face.blob.data)


def _key(data: bytes) -> str:
    """Return the GUID that obfuscates a font. It is made from the font, so that the same file has the same key."""
    digits = hashlib.sha256(data).hexdigest()[:32].upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) + "}"


def obfuscated(data: bytes, key: str) -> bytes:
    """Return a font with its first 32 bytes combined with the key by XOR (ECMA-376 Part 1, 17.8.1); doing it twice
    gives the font back."""
    digits = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    return bytes(b ^ digits[i % 16] for i, b in enumerate(data[:32])) + data[32:]


def _embedding(weight: str, relationship: str, key: str, *, subset: bool) -> Element:
    element = w(f"embed{weight}", fontKey=key, subsetted="1" if subset else None)
    element.set(f"{{{R}}}id", relationship)
    return element


def text_of(document: Any) -> str:
    """Return all text of a document's body."""
    return "".join(node.text or "" for node in document.element.body.iter(f"{{{W}}}t"))
