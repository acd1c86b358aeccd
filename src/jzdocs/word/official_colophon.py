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

_EIGHTHS = {OUTER: 8, INNER: 6}  # of a point: rules of 0.35 mm and 0.25 mm


def colophon(document: OfficialDocument, form: str) -> list[Element]:
    """Return the record of copies at the foot of the type area."""
    copies = [(label, *pieces) for label, pieces in front_pieces.copy_rows(document.official)]
    office, when = front_pieces.printed(document.meta, form)
    last = (*office, put_in("\t"), *when) if office or when else ()
    if not copies and not last:
        return []
    return _of_letter(document, copies, last) if form == "letter" else _ruled(document, copies, last)


def _of_letter(document: OfficialDocument, copies: list[Pieces], last: Pieces) -> list[Element]:
    """Return the rows of a letter, which has no rules: they share a frame at the foot of the page (10.1)."""
    rows = [(pieces, _hanging(document)) for pieces in copies] + ([(last, _sides(document))] if last else [])
    out = []
    for pieces, extra in rows:
        at = {"wrap": "around", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
        frame = ooxml.w("framePr", w_=document.measure, **at)
        out.append(document.paragraph("Colophon", pieces, [frame, *extra]))
    return out


def _ruled(document: OfficialDocument, copies: list[Pieces], last: Pieces) -> list[Element]:
    """Return the rows between rules, the last of which ends where the type area does. The page is an even one, whose
    binding side is the right."""
    frame, style = document.frame, document.sheet.style("colophon")
    line = to_twips(style.leading)
    counts = [len(copy_lines(frame, label.text, text_of(texts))[2]) for label, *texts in copies]
    rows = [(pieces, _hanging(document), count) for pieces, count in zip(copies, counts, strict=True)]
    rows += [(last, _sides(document), 1)] if last else []
    page = document.sheet.page
    top = to_twips(page.top + page.lines * document.sheet.body.leading) - sum(count for *_, count in rows) * line
    # our pages have the characters in the middle of a line
    raised = round(line * FIXED_BASELINE) - to_twips((style.leading - style.size) // 2 + round(style.size * 0.88))
    out = [_rule(document, top, OUTER)]
    for index, (pieces, extra, count) in enumerate(rows):
        out.append(document.paragraph("Colophon", pieces, [_frame(document, top - raised), *extra]))
        top += count * line
        inner = index < len(rows) - 1
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


def _frame(document: OfficialDocument, top: int, **more: object) -> Element:
    """Return the properties of a frame as wide as the type area of an even page, `top` below the edge of the paper."""
    at = {"vAnchor": "page", "hAnchor": "page", "x": to_twips(document.sheet.page.outer), "y": top}
    return ooxml.w("framePr", w_=document.measure, wrap="around", **at, **more)


def _rule(document: OfficialDocument, top: int, thickness: int) -> Element:
    """Return a rule, its upper edge `top` below the edge of the paper."""
    border = ooxml.w("pBdr", ooxml.border("top", _EIGHTHS[thickness]))
    return ooxml.paragraph("SectionEnd", [], extra=[_frame(document, top, h="20", hRule="exact"), border])
