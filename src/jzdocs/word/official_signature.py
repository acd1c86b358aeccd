"""The signature of an official document in Word, with seals (GB/T 9704-2012, 7.3.5 to 7.3.7)."""

from __future__ import annotations

from collections.abc import Sequence

from jzdocs.layout.seals import PlacedSeal, SignatureMeasures, sealed_signature
from jzdocs.resolve import front_pieces, official as official_texts
from jzdocs.resolve.front_pieces import Pieces, put_in, text_of
from jzdocs.units import EMU_PER_TWIP, Size, to_twips
from jzdocs.word import ooxml
from jzdocs.word.official_document import OfficialDocument
from jzdocs.word.ooxml import Element
from jzdocs.word.vml import SEAL_NAME, anchored_picture


def signature(document: OfficialDocument) -> list[Element]:
    """Return names and date of the signature with the remark below (7.3.5, 7.3.6). Without a seal the longest name ends
    two ems from the right."""
    date = front_pieces.date_signed(document.meta)
    names = (*front_pieces.signature_names(document.meta), *front_pieces.signatory(document.official))
    if document.official.seal:
        return [*_sealed(document, names, date), *_remark(document)]
    edge, day = document.measure - 2 * document.em, document.width(text_of(date))
    start = edge - max((document.width(name.text) for name in names), default=0)
    start = min(start, edge - day - 2 * document.em) if names and date else start
    rows: list[tuple[Pieces, int]] = [((name,), start) for name in names]
    if date:
        rows.append((date, edge - day if not names else start + 2 * document.em))
    out = []
    for index, (pieces, left) in enumerate(rows):
        spacing = ooxml.w("spacing", before=document.line if index == 0 else 0, after=0)
        keep = [ooxml.w("keepNext")] if index < len(rows) - 1 else []
        out.append(
            document.paragraph("OfficialText", pieces, [*keep, spacing, ooxml.w("ind", left=max(0, left), firstLine=0)])
        )
    return [*out, *_remark(document)]


def _sealed(document: OfficialDocument, names: Pieces, date: Pieces) -> list[Element]:
    """Return a sealed signature: rows of names, each centred at its place, and the date below, in the last paragraph of
    which the seals are anchored; it has no spacing before it, which programs count differently (7.3.6.1)."""
    twip, sheet = EMU_PER_TWIP, document.sheet
    widths = [document.width(name.text) * twip for name in names]
    day = document.width(text_of(date)) * twip if date else 0
    em = sheet.page.measure // sheet.page.characters if sheet.page.characters else sheet.body.size
    measures = SignatureMeasures(widths, day, sheet.page.measure, sheet.body.leading, em)
    plan = sealed_signature(measures, sheet.seal)
    rows = list(plan.rows) + ([(plan.date_line, ())] if date else [])
    pieces = iter(names)
    out = []
    for index, (at, middles) in enumerate(rows):
        gap = plan.blank if index == 0 else at - rows[index - 1][0] - 1
        below = plan.below if index == len(rows) - 1 else 0
        spacing = [ooxml.w("spacing", before=gap * document.line, after=below * document.line)] if gap or below else []
        keep = [ooxml.w("keepNext")] if index < len(rows) - 1 else []
        row = tuple(next(pieces) for _ in middles) or date
        lefts = [plan.date_middle - day // 2] if not middles else [middles[0] - widths[0] // 2]
        if len(middles) > 1:
            stops = [ooxml.tab_stops(*(("center", to_twips(middle), None) for middle in middles))]
            row, lefts = (put_in("\t"), *front_pieces.joined(row, "\t")), [0]
        else:
            stops = []
        indent = ooxml.w("ind", left=max(0, to_twips(lefts[0])), firstLine=0)
        out.append(document.paragraph("OfficialText", row, [*keep, *stops, *spacing, indent]))
    if out and plan.seals:
        _put_seals(document, out[-1], plan.seals, rows[-1][0])
    return out


def _put_seals(document: OfficialDocument, paragraph: Element, seals: Sequence[PlacedSeal], line: int) -> None:
    """Anchor seals behind the text of the last paragraph of a signature, which stands on `line` of it."""
    for seal in seals:
        alt = official_texts.SEAL_ALT.format(issuer="".join(document.meta.issuer[seal.issuer : seal.issuer + 1]))
        relationship, number = document.pictures(seal.picture)
        drawing = ooxml.Drawing(number, Size(seal.width, seal.height), alt, SEAL_NAME)
        y = seal.y - line * document.sheet.body.leading
        paragraph.append(anchored_picture(relationship, drawing, seal.x, y, from_="paragraph", behind=True))


def _remark(document: OfficialDocument) -> list[Element]:
    """Return 附注, two ems in (7.3.7)."""
    return [
        document.paragraph("OfficialText", remark, [ooxml.w("ind", left=2 * document.em, firstLine=0)])
        for remark in front_pieces.remarks(document.official)
    ]
