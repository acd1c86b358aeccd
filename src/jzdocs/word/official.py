"""Elements of official documents (GB/T 9704-2012, section 7) as Word has them: paragraphs with spacing before, borders
of paragraphs for rules, frames for what stands at a fixed place of the page.

Lengths are twips.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from jzdocs.errors import NOWHERE, Location
from jzdocs.layout.official_frame import attachment_places
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resolve import front_pieces, official as official_texts
from jzdocs.resolve.front_pieces import ATTACHMENT_LABEL, put_in
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.anchors import Anchors
from jzdocs.word.inline import broken
from jzdocs.word.official_colophon import colophon
from jzdocs.word.official_document import OfficialDocument, PutPicture
from jzdocs.word.official_head import head
from jzdocs.word.official_signature import signature
from jzdocs.word.ooxml import Element
from jzdocs.word.spacing import exact_line


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
            return _attachments(document)
        case "attendance":
            return _attendance(document)
        case "signature":
            return signature(document)
        case "colophon":
            return colophon(document, block.form)
        case _:
            assert_never(block.part)


def attachment(
    block: nodes.Attachment, title_lines: Sequence[str], sheet: Stylesheet, anchors: Anchors
) -> list[Element]:
    """Return the start of an attachment: its label at the top of a page, below it its title, on the lines that our
    pages have; both are anchored where the block says them."""
    line = exact_line(sheet, sheet.body.leading)
    if not block.labelled:
        spacing = ooxml.w("spacing", after=line)
        title = ooxml.paragraph("Title", broken(title_lines), extra=[ooxml.w("pageBreakBefore"), spacing])
        return [anchors.paragraph(title, block.title_at, kind="broken") if block.title_at != NOWHERE else title]
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


def _attachments(document: OfficialDocument) -> list[Element]:
    """Return the list of attachments: numbers below each other, names behind them by a tab (7.3.4)."""
    places = attachment_places(document.frame)
    out = []
    for index, (label, name) in enumerate(front_pieces.attachment_lines(document.official)):
        number, left = (to_twips(place) for place in places)
        first = 2 * document.em if index == 0 else number
        numbered = label.text != ATTACHMENT_LABEL
        extra = [
            *([ooxml.tab_stops(("left", left, None))] if numbered else []),
            ooxml.w("spacing", before=document.line if index == 0 else 0, after=0),
            ooxml.w("ind", left=left, hanging=left - first),
        ]
        pieces = (label, *((put_in("\t"),) if numbered else ()), name)
        out.append(document.paragraph("OfficialText", pieces, extra))
    return out


def _attendance(document: OfficialDocument) -> list[Element]:
    """Return 出席 and the like in Hei, with names whose further lines begin below the first (10.3)."""
    out = []
    for index, (label, text) in enumerate(front_pieces.attendance(document.official)):
        hang = document.width(label.text)
        extra = [
            ooxml.w("spacing", before=document.line if index == 0 else 0, after=0),
            ooxml.w("ind", left=2 * document.em + hang, hanging=hang),
        ]
        children = [ooxml.run(label.text, ooxml.run_properties(style="LabelChar")), ooxml.run(text.text)]
        out.append(document.paragraph("OfficialText", (label, text), extra, children))
    return out
