"""What PDF/A (ISO 19005) and PDF/UA (ISO 14289) want beside the pages: XMP metadata, an output intent, dates,
associated files."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from functools import lru_cache
from html import escape as escape_html
from typing import Any

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from jzdocs.dates import document_moment
from jzdocs.model.nodes import Meta
from jzdocs.options import Conformance
from jzdocs.pdf.structure import Raw, text_string

PRODUCER = "jzdocs with ReportLab"


class Dates(Struct, frozen=True):
    """The document's date, in the two spellings of PDF and of XMP."""

    pdf: str
    xmp: str


def dates_of(meta: Meta) -> Dates:
    """Return the document's moment as PDF and as XMP write it. Raises UsageError for a wrong SOURCE_DATE_EPOCH."""
    xmp_date = document_moment(meta.date).isoformat(timespec="seconds")
    clock, offset = re.sub("[-T:]", "", xmp_date[:19]), xmp_date[19:].replace(":", "'")
    return Dates(f"D:{clock}{offset}'", xmp_date)


def xmp(meta: Meta, archive: Conformance) -> str:
    """The XMP packet, in step with the document information; the PDF/UA schema is described, as PDF/A asks."""
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
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _escaped(text: str) -> str:
    return escape_html(text, quote=False)


def _alternatives(name: str, text: str) -> str:
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(text)}</rdf:li></rdf:Alt></dc:{name}>'


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """An ICC profile of sRGB, version 2.1, made here from the numbers of IEC 61966-2-1 (adapted to D50), so that no
    licence is in question."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    def curve(count: int = 1024) -> bytes:
        steps = (i / (count - 1) for i in range(count))
        linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in steps)
        return (
            b"curv\0\0\0\0" + struct.pack(">I", count) + b"".join(struct.pack(">H", round(v * 65535)) for v in linear)
        )

    name = b"sRGB"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + b"\0" * (4 + 4 + 2 + 1 + 67)
    rights = b"text\0\0\0\0" + b"Public domain\0"
    tone = curve()
    tags = [
        (b"desc", description),
        (b"cprt", rights),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.4360, 0.2225, 0.0139)),
        (b"gXYZ", xyz(0.3851, 0.7169, 0.0971)),
        (b"bXYZ", xyz(0.1431, 0.0606, 0.7141)),
        (b"rTRC", tone),
        (b"gTRC", tone),
        (b"bTRC", tone),
    ]
    table, body, places = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for signature, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += signature + struct.pack(">II", places[data], len(data))
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def output_intent(doc: Any) -> Any:
    """The output intent: sRGB."""
    stream = pdfdoc.PDFStream(content=srgb_profile())
    stream.dictionary["N"] = 3
    stream.filters = [pdfdoc.PDFZCompress]
    profile = doc.Reference(stream, "jz-icc")
    intent = Raw(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ",
        profile,
        " >>",
    )
    return pdfdoc.PDFArray([doc.Reference(intent, "jz-intent")])


def metadata(doc: Any, meta: Meta, archive: Conformance) -> Any:
    """The metadata stream, uncompressed, so that any tool can read it."""
    data = xmp(meta, archive).encode("utf-8")
    stream = Raw(f"<< /Type /Metadata /Subtype /XML /Length {len(data)} >>\nstream\n", data, "\nendstream")
    return doc.Reference(stream, "jz-xmp")


_TYPES = {".json": "application/json", ".csv": "text/csv"}


def attach(doc: Any, files: Mapping[str, bytes], meta: Meta) -> tuple[Any, Any]:
    """Associated files (ISO 19005-3): the catalog's AF array and its name tree of embedded files."""
    specs: list[Any] = []
    names: list[Any] = []
    for name in sorted(files):
        stream = pdfdoc.PDFStream(content=files[name])
        stream.dictionary["Type"] = pdfdoc.PDFName("EmbeddedFile")
        kind = _TYPES.get(name[name.rfind(".") :], "application/octet-stream")
        stream.dictionary["Subtype"] = Raw("/" + kind.replace("/", "#2F"))
        stream.dictionary["Params"] = Raw(f"<< /ModDate ({dates_of(meta).pdf}) /Size {len(files[name])} >>")
        stream.filters = [pdfdoc.PDFZCompress]
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
    """A page-piece dictionary (ISO 32000-1, 14.5): data of our own, which PDF/A allows where it forbids attachments."""
    stream = pdfdoc.PDFStream(content=data)
    stream.filters = [pdfdoc.PDFZCompress]
    return Raw(
        f"<< /jzdocs << /LastModified ({dates_of(meta).pdf}) /Private ", doc.Reference(stream, "jz-trace"), " >> >>"
    )
