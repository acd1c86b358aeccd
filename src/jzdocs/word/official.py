"""Elements of official documents (GB/T 9704-2012, section 7) as Word has them: paragraphs with spacing before, borders
of paragraphs for rules, frames for what stands at a fixed place of the page.

Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import assert_never

from jzdocs.errors import NOWHERE, Location
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resolve import front_pieces, official as official_texts
from jzdocs.resolve.front_pieces import Pieces, put_in, text_of
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.anchors import Anchors
from jzdocs.word.inline import broken
from jzdocs.word.official_document import OfficialDocument, PutPicture
from jzdocs.word.official_head import head
from jzdocs.word.official_signature import signature
from jzdocs.word.ooxml import Element
from jzdocs.word.spacing import exact_line

_THICK, _THIN = 8, 6  # eighths of a point: rules of 0.35 mm and 0.25 mm around the record of copies (7.4.1)


def official(
    block: nodes.OfficialPart,
    at_front: tuple[nodes.Meta, Location],
    setter: Setter,
    anchors: Anchors,
    pictures: PutPicture = lambda picture: (picture.name, 0),
) -> list[Element]:
    """Return the paragraphs and tables of one element; none where the front matter has nothing for it. `at_front` are
    the meta data and the document's place."""
    document = OfficialDocument(at_front[0], setter, anchors, at_front[1], pictures)
    match block.part:
        case "head":
            return head(document, block.form)
        case "addressees":
            pieces = front_pieces.addressees(document.official)
            return [document.paragraph("OfficialText", pieces)] if pieces else []
        case "attachments":
            return _hanging(document, front_pieces.attachment_lines(document.official), "OfficialText")
        case "attendance":
            return _hanging(document, front_pieces.attendance(document.official), "OfficialLabel")
        case "signature":
            return signature(document)
        case "colophon":
            return _colophon(document, block.form)
        case _:
            assert_never(block.part)


def attachment(
    block: nodes.Attachment, title_lines: Sequence[str], sheet: Stylesheet, anchors: Anchors
) -> list[Element]:
    """Return the start of an attachment: its label at the top of a page, below it its title, on the lines that our
    pages have; both are anchored where the block says them."""
    line = exact_line(sheet, sheet.body.leading)
    below = ooxml.w("spacing", after=line)
    label = ooxml.paragraph(
        "OfficialLabel", [ooxml.run(official_texts.attachment_label(block))], extra=[ooxml.w("pageBreakBefore"), below]
    )
    title = ooxml.paragraph("Title", broken(title_lines), extra=[ooxml.w("spacing", after=line)])
    if block.number:
        label = anchors.paragraph(label, block.number_at, kind="caption", before="附件")
    else:
        label = anchors.paragraph(label, block.at, kind="label")
    return [label, anchors.paragraph(title, block.title_at, kind="broken") if block.title_at != NOWHERE else title]


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element by their local names, as `ooxml.w` takes them."""
    names = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return {("w_" if name == "w" else name): value for name, value in names.items()}


def _hanging(document: OfficialDocument, rows: Sequence[Pieces], style: str) -> list[Element]:
    """Return labels with texts whose further lines stand below the first (7.3.4); they are in Hei where
    `style` is OfficialLabel."""
    out = []
    for index, (label, text) in enumerate(rows):
        hang = document.width(label.text)
        extra = [
            ooxml.w("spacing", before=document.line if index == 0 else 0, after=0),
            ooxml.w("ind", left=2 * document.em + hang, hanging=hang),
        ]
        properties = ooxml.run_properties(style="LabelChar") if style == "OfficialLabel" else None
        children = [ooxml.run(label.text, properties), ooxml.run(text.text)]
        out.append(document.paragraph("OfficialText", (label, text), extra, children))
    return out


def _colophon(document: OfficialDocument, form: str) -> list[Element]:
    """Return the record of copies (版记) at the foot of the type area (7.4). Every line and every rule has a frame of
    its own: LibreOffice leaves a floating table, and paragraphs that share a frame but not their borders, in the
    text."""
    style = document.sheet.style("colophon")
    em, line = to_twips(style.size), to_twips(style.leading)
    copies = [(label, *pieces) for label, pieces in front_pieces.copy_rows(document.official)]
    printed_by, printed_on = front_pieces.printed(document.meta, form)
    if form == "letter":
        frame = ooxml.w(
            "framePr",
            w_=document.measure,
            wrap="around",
            vAnchor="margin",
            hAnchor="margin",
            xAlign="left",
            yAlign="bottom",
        )
        last = [(*printed_by, put_in("\u3000"), *printed_on)] if printed_by or printed_on else []
        attributes = _attributes(frame)
        return [
            document.paragraph("Colophon", row, [ooxml.w("framePr", **attributes), _hanging_label(em)])
            for row in (*copies, *last)
        ]
    rows: list[tuple[Pieces, list[Element], int]] = []
    for row in copies:
        width = sum(0.5 if c.isascii() else 1.0 for c in text_of(row[1:])) * em
        rows.append((row, [_hanging_label(em)], ceil(width / (document.measure - 5 * em)) * line))
    if printed_by or printed_on:
        stops = ooxml.tab_stops(("right", document.measure - em, None))
        pieces = (*printed_by, put_in("\t"), *printed_on)
        rows.append((pieces, [stops, ooxml.w("ind", left=em, firstLine=0)], line))
    if not rows:
        return []
    bottom = to_twips(document.sheet.page.size.height - document.sheet.page.bottom)
    top = bottom - sum(height for *_, height in rows)
    out = [_rule_at(document, top, _THICK)]
    for index, (pieces, extra, height) in enumerate(rows):
        out.append(document.paragraph("Colophon", pieces, [_frame(document, top), *extra]))
        top += height
        out.append(_rule_at(document, top, _THIN if index < len(rows) - 1 else _THICK))
    return [*out, ooxml.paragraph("SectionEnd", [])]


def _hanging_label(em: int) -> Element:
    """Return the indent of a row whose names hang behind 抄送：."""
    return ooxml.w("ind", left=4 * em, right=em, hanging=3 * em)


def _frame(document: OfficialDocument, top: int, **more: object) -> Element:
    """Return the properties of a frame as wide as the type area, `top` below the edge of the paper."""
    return ooxml.w(
        "framePr", w_=document.measure, wrap="around", vAnchor="page", hAnchor="margin", xAlign="left", y=top, **more
    )


def _rule_at(document: OfficialDocument, top: int, eighths: int) -> Element:
    """Return a rule `top` below the edge of the paper, `eighths` of a point thick."""
    border = ooxml.w("pBdr", ooxml.border("top", eighths))
    return ooxml.paragraph("SectionEnd", [], extra=[_frame(document, top, h="20", hRule="exact"), border])
