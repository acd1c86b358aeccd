"""Characters that no face has: an error with their place, never a box on paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks, inlines, runs_of
from jzdocs.resolve.official import official_texts
from jzdocs.style.faces import Faces

_FIRST_HAN = "\u3400"
_INVISIBLE = frozenset("\n\t\u200b\u200c\u200d\u2060\ufeff\u00ad")


def check_glyphs(document: nodes.Document, faces: Faces, role: str, report: Report) -> None:
    """Report every character of the document that none of the stylesheet's faces has, and Han characters that `role`
    must borrow."""
    told: set[str] = set()
    for text, at in texts_of(document):
        if faces[role].covers(text):
            continue
        lacking = [c for c in faces.uncovered(role, text) if c not in _INVISIBLE]
        for char in lacking:
            column = at.column + text.index(char) if at.column else 0
            name = unicodedata.name(char, "no name")
            place = Location(at.path, at.line, column, at.offset)
            report.error(place, "G001", char=char, number=f"{ord(char):04X}", name=name)
        borrowed = {c for c in faces[role].missing(text) if c >= _FIRST_HAN} - told - set(lacking)
        for char in sorted(borrowed, key=text.index):
            told.add(char)
            column = at.column + text.index(char) if at.column else 0
            other = next(k for k in faces.chain(role) if faces[k].glyph(char))
            report.warn(
                Location(at.path, at.line, column, at.offset),
                "G005",
                role=role,
                char=char,
                number=f"{ord(char):04X}",
                other=other,
            )


def texts_of(document: nodes.Document) -> Iterator[tuple[str, Location]]:
    """All text of a document that is printed in its faces, with its place."""
    meta = document.meta
    for text in (meta.title, meta.subtitle, *meta.issuer, meta.place, meta.date, *official_texts(meta)):
        if text:
            yield text, document.at
    for block in blocks(document.blocks):
        for run in runs_of(block):
            yield from _leaves(run)
        match block:
            case nodes.CodeBlock():
                yield block.text, block.at
            case nodes.Figure() if isinstance(block.content, nodes.Chart):
                chart = block.content
                yield "".join((*chart.series, *chart.groups, chart.gap_unit, block.unit)), block.at
                for panel in chart.panels:
                    yield panel.title + panel.unit, block.at
                    for row in panel.rows:
                        yield row.name + row.detail, row.at
            case nodes.Attachment():
                yield block.title, block.at
            case _:
                pass
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            yield from _leaves(paragraph.inlines)


def _leaves(run: tuple[nodes.Inline, ...]) -> Iterator[tuple[str, Location]]:
    for inline in inlines(run):
        if isinstance(inline, nodes.Text | nodes.Code | nodes.FactText):
            yield inline.text, inline.at
        elif isinstance(inline, nodes.Ruby):
            yield inline.base + inline.text, inline.at
