"""Characters that no face has: an error with their place, never a box on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from jzdocs.errors import NOWHERE, Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import PrintedText, printed_texts
from jzdocs.provenance.places import SourceLines
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

_FIRST_HAN = "\u3400"
_INVISIBLE = frozenset("\n\t\u200b\u200c\u200d\u2060\ufeff\u00ad")


def check_glyphs(document: nodes.Document, sheet: Stylesheet, faces: Faces, files: GlyphFiles, report: Report) -> None:
    """Report every printed character that none of the stylesheet's faces has (G001), and Han characters that the face
    of the body text must borrow from another (G005)."""
    check = _Check(faces, sheet.body.font, files, report)
    texts = [*printed_texts(document), *stylesheet_texts(sheet)]
    for printed in texts:
        if printed.origin != "derived":
            check.text(printed)
    for printed in texts:  # last: most of what is derived repeats another text, which has the better place
        if printed.origin == "derived":
            check.text(printed)


class GlyphFiles(Struct, frozen=True):
    """The user's files in which a character without a place is looked for: their lines, and the paths of the
    stylesheets, the last of which has the final say."""

    lines: SourceLines = field(default_factory=lambda: SourceLines({}))
    stylesheets: Sequence[str] = ()


def stylesheet_texts(sheet: Stylesheet) -> Iterator[PrintedText]:
    """Yield what the stylesheet itself prints on every page: the text around the page number. (The numbers of headings
    are with the headings.)"""
    if sheet.page.footer:
        yield PrintedText(re.sub(r"\{\w*\}", "", sheet.page.number.pattern), NOWHERE, "derived")


class _Check(Struct):
    """The check of one document; `lacking` and `borrowed` are the characters that were reported."""

    faces: Faces
    role: str
    files: GlyphFiles
    report: Report
    lacking: set[str] = field(default_factory=set)
    borrowed: set[str] = field(default_factory=set)

    def text(self, printed: PrintedText) -> None:
        text, faces, role = printed.text, self.faces, self.role
        if faces[role].covers(text):
            return
        lacking = [char for char in faces.uncovered(role, text) if char not in _INVISIBLE]
        for char in lacking:
            if printed.origin == "derived" and char in self.lacking:
                continue
            self.lacking.add(char)
            name = unicodedata.name(char, "no name")
            self.report.error(self._place(printed, char), "G001", char=char, number=f"{ord(char):04X}", name=name)
        borrowed = {char for char in faces[role].missing(text) if char >= _FIRST_HAN} - self.borrowed - set(lacking)
        for char in sorted(borrowed, key=text.index):
            self.borrowed.add(char)
            other = next(key for key in faces.chain(role) if faces[key].glyph(char))
            at = self._place(printed, char)
            self.report.warn(at, "G005", role=role, char=char, number=f"{ord(char):04X}", other=other)

    def _place(self, printed: PrintedText, char: str) -> Location:
        """Return where `char` stands: exactly for a text that has its own place, else where the files first show it
        from that place on."""
        at = printed.at
        if printed.origin == "source":
            column = at.column + printed.text.index(char) if at.column else 0
            return Location(at.path, at.line, column, at.offset)
        if at.path:
            return self.files.lines.character_from(at, char) or at
        sheets = [Location(path) for path in reversed(self.files.stylesheets)]
        places = [self.files.lines.character_from(sheet, char) for sheet in sheets]
        return next((place for place in places if place), sheets[0] if sheets else at)
