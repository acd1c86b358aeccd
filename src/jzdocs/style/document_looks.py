"""A stylesheet as the front matter of a document changes it: watermark, seals, the first page number."""

from __future__ import annotations

from msgspec.structs import replace

from jzdocs.errors import Report
from jzdocs.model.meta import FrontPicture, Meta
from jzdocs.style.faces import Faces
from jzdocs.style.running import picture_watermark, text_watermark
from jzdocs.style.stylesheet import StylePicture, Stylesheet, Watermark


def for_document(sheet: Stylesheet, meta: Meta, report: Report) -> Stylesheet:
    """Return the stylesheet of a document with this front matter; what does not go together is reported."""
    decoration = meta.decoration
    if decoration.page_start:
        if sheet.page.number.count == "part":
            report.error(decoration.at["page_start"], "T043.parts")
        else:
            number = replace(sheet.page.number, start=decoration.page_start)
            sheet = replace(sheet, page=replace(sheet.page, number=number))
    if decoration.plain:
        sheet = replace(sheet, watermark=None)
    elif decoration.watermark or decoration.picture:
        sheet = replace(sheet, watermark=_watermark(sheet, decoration.watermark, decoration.picture))
    return _sealed(sheet, meta, report)


def measured(sheet: Stylesheet, faces: Faces) -> Stylesheet:
    """Return the stylesheet with the length of its watermark's letters."""
    mark = sheet.watermark
    if mark is None or mark.picture:
        return sheet
    parts = faces.split(faces.key(mark.font, bold=False), mark.text)
    length = sum(faces[key].width(text) for key, text in parts) / 1000
    return replace(sheet, watermark=replace(mark, ems=length))


def _watermark(sheet: Stylesheet, text: str, picture: FrontPicture | None) -> Watermark:
    """Return the watermark of the front matter: letters with the looks that the stylesheet gives them."""
    if picture is not None:
        return picture_watermark(_picture(picture), sheet)
    if sheet.watermark is not None and sheet.watermark.picture is None:
        return replace(sheet.watermark, text=text)
    return text_watermark(text, sheet)


def _sealed(sheet: Stylesheet, meta: Meta, report: Report) -> Stylesheet:
    """Return the stylesheet with the seals of the issuers, in their order: those of the front matter, or that of the
    stylesheet where there is one issuer."""
    given, issuers = meta.decoration.seals, len(meta.issuer)
    if not meta.official.seal:
        return replace(sheet, seal=replace(sheet.seal, pictures=()))
    if not given:
        own = sheet.seal.pictures if issuers == 1 else ()
        return replace(sheet, seal=replace(sheet.seal, pictures=own))
    if len(given) > max(1, issuers):
        report.error(meta.decoration.at["seal"], "T042", count=len(given), issuers=issuers)
    elif len(given) < issuers:
        report.warn(meta.decoration.at["seal"], "T042.fewer", count=len(given), issuers=issuers)
    return replace(sheet, seal=replace(sheet.seal, pictures=tuple(map(_picture, given))))


def _picture(picture: FrontPicture) -> StylePicture:
    return StylePicture(picture.path, picture.data, picture.width, picture.height)
