"""Characters that no face has: a warning with their place, and 〓 on paper, never a box; Han that another face sets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from jzdocs.errors import NOWHERE, Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import PrintedText, blocks, leaves, plain_leaf, printed_texts
from jzdocs.patterns import compiled
from jzdocs.project import named_kind
from jzdocs.provenance.places import SourceLines
from jzdocs.style.faces import Faces
from jzdocs.style.invisible import is_invisible
from jzdocs.style.stylesheet import Stylesheet

_HAN = compiled("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def check_glyphs(document: nodes.Document, sheet: Stylesheet, faces: Faces, files: GlyphFiles, report: Report) -> None:
    """Report every printed character that none of the stylesheet's faces has (G001), and Han characters that the face
    of the body text, of a heading or of the title must borrow from another (G005)."""
    check = _Check(faces, sheet.body.font, files, report)
    texts = [*printed_texts(document), *stylesheet_texts(sheet)]
    for printed in texts:
        if printed.origin != "derived":
            check.text(printed)
    for printed in texts:  # last: most of what is derived repeats another text, which has the better place
        if printed.origin == "derived":
            check.text(printed)
    for role, printed in _headings(document, sheet, faces):
        check.borrowed_by(role, printed)


def _headings(document: nodes.Document, sheet: Stylesheet, faces: Faces) -> Iterator[tuple[str, PrintedText]]:
    """Yield the texts of title and headings, each with the key of the face that sets it."""
    title = sheet.style("title")
    yield faces.key(title.font, title.bold), PrintedText(document.meta.title, document.at, "block")
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Heading):
            style = sheet.heading(block.level).text
            for leaf in leaves(block.inlines):
                yield faces.key(style.font, style.bold), PrintedText(plain_leaf(leaf), leaf.at, "source")


class GlyphFiles(Struct, frozen=True):
    """The user's files in which a character without a place is looked for: their lines, and the paths of the
    stylesheets, the last of which has the final say."""

    lines: SourceLines = field(default_factory=lambda: SourceLines({}))
    stylesheets: Sequence[str] = ()


def stylesheet_texts(sheet: Stylesheet) -> Iterator[PrintedText]:
    """Yield what the stylesheet itself prints on every page: heads, feet, page numbers, watermark. (The numbers of
    headings are with the headings.)"""
    if sheet.watermark:
        yield PrintedText(sheet.watermark.text, NOWHERE, "derived")
    for heads in (sheet.header, sheet.footer):
        for text in (text for head in (heads.default, heads.first, heads.even) if head for text in head.texts):
            yield PrintedText(re.sub(r"\{\w*\}", "", text), NOWHERE, "derived")
    if sheet.page.footer:
        yield PrintedText(re.sub(r"\{\w*\}", "", sheet.page.number.pattern), NOWHERE, "derived")


class _Check(Struct):
    """The check of one document; `lacking` are the characters that were reported, `borrowed` those with
    the role that borrows them."""

    faces: Faces
    role: str
    files: GlyphFiles
    report: Report
    lacking: set[str] = field(default_factory=set)
    borrowed: set[tuple[str, str]] = field(default_factory=set)

    def text(self, printed: PrintedText) -> None:
        """Report what no face has, each character once, and what the face of the body text borrows."""
        text, faces = printed.text, self.faces
        if faces[self.role].covers(text):
            return
        for char in faces.uncovered(self.role, text):
            if char in self.lacking or is_invisible(char) or char in "\n\t":
                continue
            self.lacking.add(char)
            name = unicodedata.name(char, "no name")
            self.report.warn(self._place(printed, char), "G001", char=char, number=f"{ord(char):04X}", name=name)
        self.borrowed_by(self.role, printed)

    def borrowed_by(self, key: str, printed: PrintedText) -> None:
        """Report the Han characters that the face of a key lacks and another sets, each once for every role."""
        faces, role = self.faces, key.partition(".")[0]
        if not printed.text or faces[key].covers(printed.text):
            return
        missing = {char for char in faces[key].missing(printed.text) if _HAN.match(char)} - self.lacking
        for char in sorted(missing, key=printed.text.index):
            other = next((k for k in faces.chain(key) if faces[k].glyph(char)), "")
            if (role, char) in self.borrowed or not other:
                continue
            self.borrowed.add((role, char))
            at, number = self._place(printed, char), f"{ord(char):04X}"
            self.report.warn(at, "G005", role=role, char=char, number=number, other=other.partition(".")[0])

    def _place(self, printed: PrintedText, char: str) -> Location:
        """Return where `char` stands: exactly for a text that has its own place, else where the files first show it
        from that place on."""
        at = printed.at
        by_form = named_kind(Path(at.path)) == "text"  # what stands before it in Markdown is not in the file
        if printed.origin in ("source", "formula") and not by_form:
            column = at.column + printed.text.index(char) if at.column else 0
            return Location(at.path, at.line, column, at.offset)
        if at.path:
            return self.files.lines.character_from(at, char) or at
        sheets = [Location(path) for path in reversed(self.files.stylesheets)]
        places = [self.files.lines.character_from(sheet, char) for sheet in sheets]
        return next((place for place in places if place), sheets[0] if sheets else at)
