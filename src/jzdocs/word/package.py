"""The package of a Word file: python-docx's empty document, or a reference document, with styles, numbering, settings
and notes of ours.

It is written with fixed dates and a fixed order, so that the same document gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import count
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from jzdocs.dates import document_moment
from jzdocs.model.nodes import Meta
from jzdocs.word.anchors import put_custom
from jzdocs.word.ooxml import Element, HeaderKind, part_xml, w

_UNWANTED = (  # ends of the types of relationships to what is not ours
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
_STATISTICS = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def clear(document: Any) -> None:
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
    """Put `root` in the place of the part that the document relates to by this type, or add it as a new part."""
    _new_part(document, relationship_type, name, content_type, part_xml(root))


def _new_part(document: Any, relationship_type: str, name: str, content_type: str, data: bytes = b"") -> Any:
    """Return a new part that the document relates to in the place of its part of that type."""
    rels = document.part.rels
    for relationship in list(rels.values()):
        if relationship.reltype == relationship_type:
            del rels[relationship.rId]
    part = Part(PackURI(name), content_type, data, document.part.package)
    document.part.relate_to(part, relationship_type)
    return part


def put_styles(document: Any, root: Element) -> None:
    """Put in the styles."""
    replace_part(document, RELATIONSHIP_TYPE.STYLES, root, "/word/styles.xml", CONTENT_TYPE.WML_STYLES)


def put_numbering(document: Any, root: Element) -> None:
    """Put in the numbering of lists and headings."""
    replace_part(document, RELATIONSHIP_TYPE.NUMBERING, root, "/word/numbering.xml", CONTENT_TYPE.WML_NUMBERING)


def put_settings(document: Any, root: Element) -> None:
    """Put in the settings."""
    replace_part(document, RELATIONSHIP_TYPE.SETTINGS, root, "/word/settings.xml", CONTENT_TYPE.WML_SETTINGS)


def put_font_table(document: Any, root: Element) -> None:
    """Put in the table of fonts."""
    replace_part(document, RELATIONSHIP_TYPE.FONT_TABLE, root, "/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE)


def notes_part(document: Any) -> Any:
    """Return a new part for the footnotes, which links in these can belong to; `fill_notes` fills it."""
    return _new_part(document, RELATIONSHIP_TYPE.FOOTNOTES, "/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES)


def fill_notes(part: Any, notes: Sequence[Element]) -> None:
    """Put in the footnotes, behind the two separators that Word asks for (ECMA-376 Part 1, 17.11.23 and 17.11.1)."""
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
    part._blob = part_xml(root)  # python-docx fills parts when it makes them


def put_trace(document: Any, records: list[dict[str, Any]]) -> None:
    """Put in the records of the named numbers as a custom XML part, which `trace` reads."""
    if records:
        put_custom(document, 1, TRACE, "figures", records)


class HeaderParts:
    """Headers and footers as parts of their own; the same content is stored once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._relationships: dict[bytes, str] = {}

    IMAGE = RELATIONSHIP_TYPE.IMAGE

    def add(self, kind: HeaderKind, paragraphs: Sequence[Element], pictures: Sequence[bytes] = ()) -> str:
        """Add a header or footer unless it is there already, and return its relationship. Its own relationships lead to
        its pictures: rId1, rId2 …"""
        data = part_xml(w("hdr" if kind == "header" else "ftr", *paragraphs))
        key = b"\0".join((data, *pictures))
        if key not in self._relationships:
            self._relationships[key] = self._new_part(kind, data, pictures)
        return self._relationships[key]

    @staticmethod
    def image(document: Any, data: bytes) -> Any:
        """Return the part of a picture."""
        return document.part.package.get_or_add_image_part(io.BytesIO(data))

    def _new_part(self, kind: HeaderKind, data: bytes, pictures: Sequence[bytes]) -> str:
        package = self._document.part.package
        taken = {str(part.partname) for part in package.iter_parts()}  # a reference document brings its own
        number = next(n for n in count(len(self._relationships) + 1) if f"/word/{kind}{n}.xml" not in taken)
        content_type, relationship_type = _HEADER_TYPES[kind]
        part = Part(PackURI(f"/word/{kind}{number}.xml"), content_type, data, package)
        for picture in pictures:
            part.relate_to(self.image(self._document, picture), self.IMAGE)
        return str(self._document.part.relate_to(part, relationship_type))


_HEADER_TYPES = {
    "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}


def set_properties(document: Any, meta: Meta) -> None:
    """Set the core properties from the meta data; dates come from the document, never from the clock."""
    properties = document.core_properties
    properties.title = meta.title[:255]
    properties.subject = meta.subtitle[:255]
    properties.author = "、".join(meta.issuer)[:255]
    properties.last_modified_by = properties.author
    properties.keywords = "、".join(meta.keywords)[:255]
    properties.comments = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = document_moment(meta.date).replace(tzinfo=None)
    properties.revision = 1


def put_statistics(document: Any, pages: int, characters: int) -> None:
    """Put in what programs show of a file without opening it (ECMA-376 Part 1, 22.2): pages, as we lay them out, and
    characters. The program's version is none of them: it would change the bytes of every document."""
    package = document.part.package
    for relationship in list(package.rels.values()):
        if relationship.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            del package.rels[relationship.rId]
    values = {"Application": "jzdocs", "Pages": pages, "Characters": characters, "DocSecurity": 0}
    root = etree.Element(f"{{{_STATISTICS}}}Properties", nsmap={None: _STATISTICS})
    for name, value in values.items():
        etree.SubElement(root, f"{{{_STATISTICS}}}{name}").text = str(value)
    part = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, part_xml(root), package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def to_bytes(document: Any) -> bytes:
    """Return the file: saved, then packed again with fixed dates and order."""
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
