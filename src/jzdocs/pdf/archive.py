"""What PDF/A (ISO 19005) and PDF/UA (ISO 14289) require beside the pages: XMP metadata, an output intent, dates,
associated files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape as escape_html
from typing import Any

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from jzdocs.dates import document_moment
from jzdocs.model.nodes import Meta
from jzdocs.options import Conformance
from jzdocs.pdf.color_profile import srgb_profile
from jzdocs.pdf.objects import Raw, compressed, text_string

PRODUCER = "jzdocs with ReportLab"


class Dates(Struct, frozen=True):
    """The moment of a document as PDF and as XMP write it."""

    pdf: str
    xmp: str


def dates_of(meta: Meta) -> Dates:
    """Return the document's moment as PDF and as XMP write it. Raises UsageError for a wrong SOURCE_DATE_EPOCH."""
    xmp_date = document_moment(meta.date).isoformat(timespec="seconds")
    clock, offset = re.sub("[-T:]", "", xmp_date[:19]), xmp_date[19:].replace(":", "'")
    return Dates(f"D:{clock}{offset}'", xmp_date)


# the extension schema of PDF/UA, which XMP does not know: PDF/A asks for its description (ISO 19005-2, 6.6.2.3)
_PDFUA_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\n'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li'
    ' rdf:parseType="Resource">\n'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description></rdf:li>"
    "</rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def xmp(meta: Meta, archive: Conformance) -> str:
    """Return the XMP packet, which agrees with the document information."""
    dates = dates_of(meta)
    author = "、".join(meta.issuer)
    keywords = "、".join(meta.keywords)
    part = archive[2]
    creator = f"<dc:creator><rdf:Seq><rdf:li>{_escaped(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    subject = _alternatives("description", meta.subtitle) if meta.subtitle else ""
    words = f"<pdf:Keywords>{_escaped(keywords)}</pdf:Keywords>" if keywords else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>{_alternatives("title", meta.title or "无题")}{creator}{subject}
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>jzdocs</xmp:CreatorTool><xmp:CreateDate>{dates.xmp}</xmp:CreateDate><xmp:ModifyDate>{dates.xmp}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>{words}
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></rdf:Description>
{_PDFUA_SCHEMA}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _escaped(text: str) -> str:
    """Return a text with the characters of XML markup escaped."""
    return escape_html(text, quote=False)


def _alternatives(name: str, text: str) -> str:
    """Return a Dublin Core property whose text is the default for all languages."""
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt></dc:{name}>'


def output_intent(doc: Any) -> Any:
    """Return the catalog's output intents: sRGB alone."""
    stream = compressed(srgb_profile())
    stream.dictionary["N"] = 3
    profile = doc.Reference(stream, "jz-icc")
    intent = Raw(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)",
        " /DestOutputProfile ",
        profile,
        " >>",
    )
    return pdfdoc.PDFArray([doc.Reference(intent, "jz-intent")])


def metadata(doc: Any, meta: Meta, archive: Conformance) -> Any:
    """Return the metadata stream; it is not compressed, so that any tool can read it."""
    data = xmp(meta, archive).encode("utf-8")
    stream = Raw(f"<< /Type /Metadata /Subtype /XML /Length {len(data)} >>\nstream\n", data, "\nendstream")
    return doc.Reference(stream, "jz-xmp")


_MEDIA_TYPES = {".json": "application/json", ".csv": "text/csv"}


def attach(doc: Any, files: Mapping[str, bytes], meta: Meta) -> tuple[Any, Any]:
    """Embed associated files (ISO 19005-3, 6.8); return the catalog's AF array and its name tree of embedded files."""
    specs: list[Any] = []
    names: list[Any] = []
    for name in sorted(files):
        stream = compressed(files[name])
        stream.dictionary["Type"] = pdfdoc.PDFName("EmbeddedFile")
        media_type = _MEDIA_TYPES.get(name[name.rfind(".") :], "application/octet-stream")
        stream.dictionary["Subtype"] = Raw("/" + media_type.replace("/", "#2F"))
        stream.dictionary["Params"] = Raw(f"<< /ModDate ({dates_of(meta).pdf}) /Size {len(files[name])} >>")
        data = doc.Reference(stream, f"jz-file-{name}")
        shown = text_string(name)
        spec = Raw(
            f"<< /Type /Filespec /F {shown} /UF {shown} /Desc {shown} /AFRelationship /Data /EF << /F ",
            data,
            " /UF ",
            data,
            " >> >>",
        )
        ref = doc.Reference(spec, f"jz-spec-{name}")
        specs.append(ref)
        names += [f"{shown} ", ref, " "]
    return pdfdoc.PDFArray(specs), Raw("<< /EmbeddedFiles << /Names [ ", *names, "] >> >>")


def private_data(doc: Any, data: bytes, meta: Meta) -> Any:
    """Return a page-piece dictionary (ISO 32000-1, 14.5) with data of our own: PDF/A allows it where it forbids
    attachments."""
    stream = doc.Reference(compressed(data), "jz-trace")
    return Raw(f"<< /jzdocs << /LastModified ({dates_of(meta).pdf}) /Private ", stream, " >> >>")
