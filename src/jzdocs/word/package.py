"""The package: python-docx's empty document with our own styles, numbering, settings and notes; written with fixed
dates, so that the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from jzdocs.model.nodes import Meta
from jzdocs.word.anchors import put_custom
from jzdocs.word.ooxml import Element, part_xml, w

_UNWANTED = (
    "/thumbnail",
    "/customXml",
    "/stylesWithEffects",
    "/webSettings",
    "/comments",
    "/commentsExtended",
    "/commentsIds",
    "/people",
    "/endnotes",
    "/glossaryDocument",
)
TRACE = "urn:jzdocs:figures"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def emptied(document: Any) -> None:
    """Take out of python-docx's document, or a reference document, what is not ours: its text, thumbnail,
    bibliography, second styles, comments."""
    for part in (document.part.package, document.part):
        for relationship in list(part.rels.values()):
            if relationship.reltype.endswith(_UNWANTED):
                del part.rels[relationship.rId]
    body = document.element.body
    for child in list(body):
        body.remove(child)


def replace_part(document: Any, relationship_type: str, root: Element, name: str, content_type: str) -> None:
    """Put `root` in the place of the part that the document relates to by this type, or add it."""
    rels = document.part.rels
    for relationship in list(rels.values()):
        if relationship.reltype == relationship_type:
            del rels[relationship.rId]
    part = Part(PackURI(name), content_type, part_xml(root), document.part.package)
    document.part.relate_to(part, relationship_type)


def put_styles(document: Any, root: Element) -> None:
    """The styles part."""
    replace_part(document, RELATIONSHIP_TYPE.STYLES, root, "/word/styles.xml", CONTENT_TYPE.WML_STYLES)


def put_numbering(document: Any, root: Element) -> None:
    """The numbering part."""
    replace_part(document, RELATIONSHIP_TYPE.NUMBERING, root, "/word/numbering.xml", CONTENT_TYPE.WML_NUMBERING)


def put_settings(document: Any, root: Element) -> None:
    """The settings part."""
    replace_part(document, RELATIONSHIP_TYPE.SETTINGS, root, "/word/settings.xml", CONTENT_TYPE.WML_SETTINGS)


def put_notes(document: Any, notes: list[Element]) -> None:
    """The footnotes part: the two separators that Word wants, then the notes."""
    root = w(
        "footnotes",
        w(
            "footnote",
            w("p", w("pPr", w("pStyle", val="FootnoteText")), w("r", w("separator"))),
            type="separator",
            id="-1",
        ),
        w(
            "footnote",
            w("p", w("pPr", w("pStyle", val="FootnoteText")), w("r", w("continuationSeparator"))),
            type="continuationSeparator",
            id="0",
        ),
        *notes,
    )
    replace_part(document, RELATIONSHIP_TYPE.FOOTNOTES, root, "/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES)


def put_trace(document: Any, records: list[dict[str, Any]]) -> None:
    """What the file says of its named figures, as a custom XML part (ECMA-376 Part 1, 15.2.5): Word and LibreOffice
    keep it as it is."""
    if not records:
        return
    put_custom(document, 1, TRACE, "figures", records)


class Furniture:
    """Headers and footers as parts of their own; the same content is stored once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._known: dict[bytes, str] = {}

    def add(self, kind: str, paragraphs: list[Element]) -> str:
        """A header or footer; its relationship."""
        data = part_xml(w("hdr" if kind == "header" else "ftr", *paragraphs))
        found = self._known.get(data)
        if found is None:
            content, reltype = (
                (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
                if kind == "header"
                else (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)
            )
            taken = {
                str(part.partname) for part in self._document.part.package.iter_parts()
            }  # a reference document brings its own
            number = next(n for n in range(len(self._known) + 1, 10_000) if f"/word/{kind}{n}.xml" not in taken)
            name = PackURI(f"/word/{kind}{number}.xml")
            found = self._known[data] = self._document.part.relate_to(
                Part(name, content, data, self._document.part.package), reltype
            )
        return found


def set_properties(document: Any, meta: Meta) -> None:
    """Core properties from the meta data; dates from the document, never from the clock."""
    properties = document.core_properties
    try:
        when = datetime.fromisoformat(meta.date).replace(tzinfo=UTC)
    except ValueError:
        when = datetime(2000, 1, 1, tzinfo=UTC)
    properties.title = meta.title[:255]
    properties.subject = meta.subtitle[:255]
    properties.author = "、".join(meta.issuer)[:255]
    properties.last_modified_by = properties.author
    properties.keywords = "、".join(meta.keywords)[:255]
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = when.replace(tzinfo=None)
    properties.revision = 1


def to_bytes(document: Any) -> bytes:
    """Save, and pack again with fixed dates and order."""
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        names = sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", not n.startswith("_rels"), n))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            stored = name.endswith((".png", ".jpg", ".jpeg", ".xlsx"))  # compressed already
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()


__all__ = [
    "Furniture",
    "emptied",
    "put_notes",
    "put_numbering",
    "put_settings",
    "put_styles",
    "put_trace",
    "set_properties",
    "to_bytes",
]
