"""Which characters faces have: of GB 2312, of the 8,105 in 通用规范汉字表 (2013), and of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from jzdocs.resources import resource_root
from jzdocs.style.faces import Face, Faces
from jzdocs.style.stylesheet import Stylesheet


class Coverage(Struct, frozen=True):
    """A face: its key in frames, its own name and file, the form of its outlines, its role's name in Word, how many
    characters it has, and which it lacks of GB 2312, of the standard characters, and of a document."""

    key: str
    name: str
    file: str
    outlines: str
    word: str
    characters: int
    gb2312: str
    standard: str
    document: str


@lru_cache(maxsize=1)
def standard_characters() -> str:
    """Return the characters of 通用规范汉字表."""
    return (resource_root() / "fonts" / "standard-characters.txt").read_text(encoding="utf-8").replace("\n", "")


@lru_cache(maxsize=1)
def gb2312() -> str:
    """Return the 6,763 Chinese characters of GB 2312-1980, rows 16 to 87."""
    return "".join(bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF))


def coverage(sheet: Stylesheet, faces: Faces, text: Iterable[str] = ()) -> Iterator[Coverage]:
    """Yield the coverage of every face of the stylesheet; `text` is the document's."""
    document = "".join(sorted(set("".join(text))))
    for role, font in sheet.fonts.items():
        for key in dict.fromkeys((role, faces.key(role, True))):
            face = faces[key]
            yield Coverage(
                key,
                face.name,
                face.file.shown,
                "TrueType" if face.quadratic else "CFF",
                font.word,
                len(face.hb_face.unicodes),
                _lacking(face, gb2312()),
                _lacking(face, standard_characters()),
                _lacking(face, document),
            )


def _lacking(face: Face, text: str) -> str:
    """Return the characters of `text` that a face lacks, sorted; spaces and controls need no glyph."""
    return "".join(sorted(c for c in face.missing(text) if c > " "))
