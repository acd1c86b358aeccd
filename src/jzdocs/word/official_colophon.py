"""The record of copies (版记) of an official document in Word (GB/T 9704-2012, 7.4).

Every line and every rule has a frame of its own: LibreOffice leaves a floating table, and paragraphs that share a frame
but not their borders, in the text. Lengths are twips.
"""

from __future__ import annotations

from jzdocs.layout.official_colophon import INNER, OUTER, copy_lines
from jzdocs.layout.setter import FIXED_BASELINE
from jzdocs.resolve import front_pieces
from jzdocs.resolve.front_pieces import Pieces, put_in, text_of
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.official_document import OfficialDocument
from jzdocs.word.ooxml import Element

_LEFT = {"hAnchor": "margin", "xAlign": "left"}
_EIGHTHS = {OUTER: 8, INNER: 6}  # of a point: rules of 0.35 mm and 0.25 mm


def colophon(document: OfficialDocument, form: str) -> list[Element]:
    """Return the record of copies at the foot of the type area."""
    copies = [(label, *pieces) for label, pieces in front_pieces.copy_rows(document.official)]
    office, when = front_pieces.printed(document.meta, form)
    last = (*office, put_in("\t"), *when) if office or when else ()
    if not copies and not last:
        return []
    return _rows(document, copies, last, ruled=form != "letter")


def _rows(document: OfficialDocument, copies: list[Pieces], last: Pieces, *, ruled: bool) -> list[Element]:
    """Return the rows, which end where the type area does; between rules where they are `ruled`: then the page is an
    even one, whose binding side is the right. A letter has none (10.1)."""
    frame, style, page = document.frame, document.sheet.style("colophon"), document.sheet.page
    line = to_twips(style.leading)
    counts = [len(copy_lines(frame, label.text, text_of(texts))[2]) for label, *texts in copies]
    rows = [(pieces, _hanging(document), count) for pieces, count in zip(copies, counts, strict=True)]
    rows += [(last, _sides(document), 1)] if last else []
    top = to_twips(page.top + page.lines * document.sheet.body.leading) - sum(count for *_, count in rows) * line
    # our pages have the characters in the middle of a line
    raised = round(line * FIXED_BASELINE) - to_twips((style.leading - style.size) // 2 + round(style.size * 0.88))
    out = [_rule(document, top, OUTER)] if ruled else []
    for index, (pieces, extra, count) in enumerate(rows):
        out.append(document.paragraph("Colophon", pieces, [_frame(document, top - raised, even=ruled), *extra]))
        top += count * line
        inner = index < len(rows) - 1
        if ruled:
            out.append(_rule(document, top - to_twips(INNER / 2 if inner else OUTER), INNER if inner else OUTER))
    return [*out, ooxml.paragraph("SectionEnd", [])]


def _hanging(document: OfficialDocument) -> list[Element]:
    """Return the indent of a row whose names hang behind 抄送：."""
    em = to_twips(document.sheet.style("colophon").size)
    return [ooxml.w("ind", left=4 * em, right=em, hanging=3 * em)]


def _sides(document: OfficialDocument) -> list[Element]:
    """Return the properties of a row with one text at the left and another at the right, each an em from the edge."""
    em = to_twips(document.sheet.style("colophon").size)
    return [ooxml.tab_stops(("right", document.measure - em, None)), ooxml.w("ind", left=em, firstLine=0)]


def _frame(document: OfficialDocument, top: int, *, even: bool, **more: object) -> Element:
    """Return the properties of a frame as wide as the type area (of an `even` page), `top` below the edge of the
    paper."""
    side = {"hAnchor": "page", "x": to_twips(document.sheet.page.outer)} if even else _LEFT
    return ooxml.w("framePr", w_=document.measure, wrap="around", vAnchor="page", **side, y=top, **more)


def _rule(document: OfficialDocument, top: int, thickness: int) -> Element:
    """Return a rule, its upper edge `top` below the edge of the paper."""
    border = ooxml.w("pBdr", ooxml.border("top", _EIGHTHS[thickness]))
    frame = _frame(document, top, even=True, h="20", hRule="exact")
    return ooxml.paragraph("SectionEnd", [], extra=[frame, border])
