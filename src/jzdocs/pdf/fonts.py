"""Font embedding: each face once in a document, as a subset CID font (CIDFontType2 for quadratic outlines,
CIDFontType0C for cubic ones) with Identity-H encoding and a ToUnicode map (ISO 32000-1, 9.7).

Codes are two bytes, so the text of all planes is written in the same way. They are counted as characters come, and a
CIDToGIDMap leads to glyphs, which HarfBuzz numbers anew in the subset: tables with a row for each glyph of the whole
face would be as large as those of outlines in a short text.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc

from jzdocs.painting.glyphs import CANONICAL, drawn_glyph
from jzdocs.painting.subsets import subset
from jzdocs.pdf.objects import compressed
from jzdocs.style.faces import LAYOUT_TABLES, NAMING_TABLES, Face


class GlyphCodes(dict[int, str]):
    """The code of each code point as four hexadecimal digits, for `str.translate`; computed at first use.

    Codes of quadratic outlines are counted as they come: `glyphs` holds the glyph of each. Those of cubic outlines are
    glyph numbers. `unicode` collects, for the ToUnicode map, the text that each code stands for, and `substituted` the
    characters that the face lacks, in whose place another stands.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face
        self.glyphs: dict[int, int] = {0: 0}
        self.unicode: dict[int, str] = {}
        self.substituted: set[str] = set()
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}

    def of_glyph(self, glyph: int, text: str) -> str:
        """Return the code of a glyph that stands for `text`."""
        code = self._code(glyph)
        self.unicode.setdefault(code, text)
        return f"{code:04X}"

    def _code(self, glyph: int, form: str = "") -> int:
        """Return the code of a glyph, a new one at its first use. A raised or lowered `form` of its character, which
        the face composes, has a code of its own, so that a copied text has the form."""
        code = self._codes.get((glyph, form))
        if code is None:
            code = len(self._codes) if self.face.quadratic else glyph
            self._codes[glyph, form] = code
            self.glyphs[code] = glyph
        return code

    def __missing__(self, point: int) -> str:
        char, form = chr(point), ""
        drawn = drawn_glyph(self.face, char)
        if drawn.composed and self.face.quadratic:
            form = char
        elif drawn.in_place:
            self.substituted.add(char)
            char = drawn.in_place
        number = self._code(drawn.glyph, form)
        code = self[point] = f"{number:04X}"
        shown = CANONICAL.get(char, char)
        # the first character to use a glyph names it, unless one with a lower code comes: compatibility forms come late
        if number not in self.unicode or (len(shown) == 1 and shown < self.unicode[number]):
            self.unicode[number] = shown
        return code


class EmbeddedFace:
    """A face in one PDF, under the name `internal`; reportlab calls `addObjects` when it writes the file."""

    def __init__(self, face: Face, internal: str) -> None:
        self.face, self.internal = face, internal
        self.codes = GlyphCodes(face)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab's name)
        """Add the font, its descendant, descriptor, file and ToUnicode map to the document."""
        glyphs = self.codes.glyphs
        quadratic = self.face.quadratic
        font = subset(self.face, glyphs.values(), (*LAYOUT_TABLES, *NAMING_TABLES), renumbered=quadratic)
        data = font.data() if quadratic else font.table("CFF ")
        descriptor = doc.Reference(self._descriptor(doc, font.name, data), f"jz-fd-{self.internal}")
        cid = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2" if quadratic else "/CIDFontType0",
                "BaseFont": pdfdoc.PDFName(font.name),
                "FontDescriptor": descriptor,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "DW": 1000,
                "W": pdfdoc.PDFArray(list(self._widths(glyphs))),
                **({"CIDToGIDMap": self._places(doc, font.numbers)} if quadratic else {}),
            }
        )
        composite = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(font.name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(cid, f"jz-cid-{self.internal}")]),
                "ToUnicode": doc.Reference(compressed(to_unicode(self.codes.unicode)), f"jz-tu-{self.internal}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.internal] = doc.Reference(composite, f"jz-font-{self.internal}")

    def _descriptor(self, doc: Any, name: str, data: bytes) -> Any:
        """Return the font descriptor, with the font file `data`."""
        file = compressed(data, outlines=True)
        file.dictionary["Length1" if self.face.quadratic else "Subtype"] = (
            len(data) if self.face.quadratic else pdfdoc.PDFName("CIDFontType0C")
        )
        face = self.face
        head = face.hb_face.reference_table("head").data
        os2 = face.hb_face.reference_table("OS/2").data
        scale = 1000 / face.upem
        box = [round(v * scale) for v in struct.unpack(">4h", head[36:44])]
        weight = struct.unpack(">H", os2[4:6])[0] if len(os2) > 6 else 400
        capital = struct.unpack(">h", os2[88:90])[0] if len(os2) >= 90 else 700
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(name),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(box),
                "ItalicAngle": 0,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": round(capital * scale),
                "StemV": round(50 + (weight / 65) ** 2),
                "FontFile2" if face.quadratic else "FontFile3": doc.Reference(file, f"jz-ff-{self.internal}"),
            }
        )

    def _places(self, doc: Any, numbers: Mapping[int, int]) -> Any:
        """Return the CIDToGIDMap: the number of the glyph of each code in the font file; `numbers` are those of the
        face's glyphs there."""
        glyphs = self.codes.glyphs
        data = b"".join(numbers[glyphs[code]].to_bytes(2) for code in range(len(glyphs)))
        return doc.Reference(compressed(data), f"jz-map-{self.internal}")

    def _widths(self, glyphs: Mapping[int, int]) -> Iterator[Any]:
        """Yield the contents of the W array: runs of neighbouring codes whose glyphs (by code) are not 1000 wide."""
        run: list[float] = []
        start = 0
        for code, glyph in sorted(glyphs.items()):
            width = self.face.font.get_glyph_h_advance(glyph) * 1000 / self.face.upem
            if width == 1000:
                continue
            if not run or code != start + len(run):
                if run:
                    yield from (start, pdfdoc.PDFArray(run))
                start, run = code, []
            run.append(int(width) if width == int(width) else round(width, 3))
        if run:
            yield from (start, pdfdoc.PDFArray(run))


def to_unicode(unicode: dict[int, str]) -> str:
    """Return a ToUnicode CMap (Adobe Technical Note 5411) of codes and their texts; characters beyond U+FFFF
    become surrogate pairs."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    items = [(code, text) for code, text in sorted(unicode.items()) if code]
    for first in range(0, len(items), 100):
        block = items[first : first + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


class _InitialFace:
    """The face of the initial font, as far as reportlab looks at it."""

    name = "jz-initial"
    builtIn = 0  # noqa: N815


class InitialFont:
    """The font with which a reportlab canvas begins. It is dynamic, so that no Helvetica gets into the file; it is
    never written itself."""

    fontName = "jz-initial"  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    _multiByte = 1  # noqa: N815
    face = _InitialFace()
    encName = "UTF-8"  # noqa: N815
