"""Fonts in the Word file, on request: obfuscated as ECMA-376 Part 1, 17.8.1 asks, cut to the characters that are used
where that is wanted and the font's licence bits allow it. Styles then carry the fonts' own names, since Word knows
an embedded font by the name inside it.

Word embeds TrueType outlines; a face with cubic ones stays a name.
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
from jzdocs.word.ooxml import Element, R, W, part_xml, w

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_NO_SUBSET = 0x0100
_FAMILY = 1  # the name by which Windows groups four weights, which Word looks for
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "，。、；：！？“”‘’（）《》〈〉【】〔〕—…·％０１２３４５６７８９　"


class _Embedded(Struct, frozen=True):
    """A family that is embedded: its name, and its faces by weight."""

    name: str
    faces: dict[str, Face]


def renamed(sheet: Stylesheet, faces: Faces) -> Stylesheet:
    """The stylesheet with the fonts' own names in Word for roles that can be embedded."""
    fonts = {
        role: replace(font, word=_family(faces[role])) if faces[role].quadratic else font
        for role, font in sheet.fonts.items()
    }
    return replace(sheet, fonts=fonts)


def _family(face: Face) -> str:
    return str(face.hb_face.get_name(_FAMILY) or face.name)


def put_fonts(document: Any, sheet: Stylesheet, faces: Faces, mode: Embedding, text: str) -> None:
    """The font table with the fonts of a (renamed) stylesheet; `text` is all that the document says."""
    rels = document.part.rels
    for relationship in list(rels.values()):
        if relationship.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            del rels[relationship.rId]
    package = document.part.package
    table = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, b"", package)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    root = w("fonts")
    for family in _families(sheet, faces):
        entry = w("font", w("charset", val="86"), w("family", val="auto"), w("pitch", val="variable"), name=family.name)
        for weight, face in family.faces.items():
            data = _data(face, mode, text)
            key = _guid(data)
            number = sum(1 for part in package.iter_parts() if str(part.partname).startswith("/word/fonts/")) + 1
            part = Part(PackURI(f"/word/fonts/font{number}.odttf"), _OBFUSCATED, obfuscated(data, key), package)
            entry.append(
                _embed(
                    weight,
                    table.relate_to(part, _FONT),
                    key,
                    subset=mode == "used" and not face.permission & _NO_SUBSET,
                )
            )
        root.append(entry)
    table._blob = part_xml(root)


def _families(sheet: Stylesheet, faces: Faces) -> Iterator[_Embedded]:
    """The families of the stylesheet's roles, each once."""
    seen: set[str] = set()
    for role, font in sheet.fonts.items():
        if not faces[role].quadratic or font.word in seen:
            continue
        seen.add(font.word)
        yield _Embedded(font.word, _weights(role, font, faces))


def _weights(role: str, font: FontRole, faces: Faces) -> dict[str, Face]:
    bold = faces[f"{role}.bold"] if font.bold else None
    return {"Regular": faces[role]} | ({"Bold": bold} if bold and bold.quadratic else {})


def _data(face: Face, mode: Embedding, text: str) -> bytes:
    """A font's file, whole or cut."""
    if face.static and (mode == "all" or face.permission & _NO_SUBSET):
        return face.file.path.read_bytes()
    chars = sorted(set(text) | set(_ALWAYS)) if mode == "used" else map(chr, face.hb_face.unicodes)
    return bytes(face.cut({0, *map(face.glyph, chars)}, keep_names=True).blob.data)


def _guid(data: bytes) -> str:
    """A key made from what it hides: the same font has the same."""
    digits = hashlib.sha256(data).hexdigest()[:32].upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) + "}"


def obfuscated(data: bytes, key: str) -> bytes:
    """A font with its first 32 bytes hidden by the key; twice gives the font again (ECMA-376 Part 1, 17.8.1)."""
    digits = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    return bytes(b ^ digits[i % 16] for i, b in enumerate(data[:32])) + data[32:]


def _embed(weight: str, relationship: str, key: str, *, subset: bool) -> Element:
    element = w(f"embed{weight}", fontKey=key, subsetted="1" if subset else None)
    element.set(f"{{{R}}}id", relationship)
    return element


def words_of(document: Any) -> str:
    """All characters that a document's body says."""
    return "".join(node.text or "" for node in document.element.body.iter(f"{{{W}}}t"))
