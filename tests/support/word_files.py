"""Word files for tests, written as other makers write them: from the XML of their body and of their other parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from jzdocs.errors import Report
from jzdocs.source.emit import Emitter
from jzdocs.source.source_map import SourceText
from jzdocs.source.word import read_word

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_NAMES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def word_file(
    body: str, parts: Mapping[str, str | bytes] | None = None, links: Mapping[str, str] | None = None
) -> bytes:
    """Return a Word file with the XML of a body. `parts` are further parts by kind (`styles`, `footnotes`, `header1`) or
    name (`media/image1.png`), whose relationships have the kind or name as their id; `links` are addresses by id."""
    relations = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for kind, content in (parts or {}).items():
            name = kind if "." in kind else f"{kind}.xml"
            form = "image" if "media" in kind else kind.rstrip("0123456789")
            relations.append(f'<Relationship Id="{kind}" Type="{_TYPES}{form}" Target="{name}"/>')
            archive.writestr(f"word/{name}", content if isinstance(content, bytes) else _HEAD + named(content))
        for id_, address in (links or {}).items():
            link = f'Type="{_TYPES}hyperlink" Target="{escape(address)}" TargetMode="External"'
            relations.append(f'<Relationship Id="{id_}" {link}/>')
        main = f'<Relationship Id="rId1" Type="{_TYPES}officeDocument" Target="word/document.xml"/>'
        archive.writestr("[Content_Types].xml", _HEAD + _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _relationships(main))
        archive.writestr("word/_rels/document.xml.rels", _relationships("".join(relations)))
        archive.writestr("word/document.xml", _HEAD + named(f"<w:document><w:body>{body}</w:body></w:document>"))
    return out.getvalue()


def named(xml: str) -> str:
    """Return XML whose first element declares the names of all that Word writes."""
    end = min(i for i in (xml.find(">"), xml.find("/>"), xml.find(" ")) if i > 0)
    return f"{xml[:end]} {_NAMES}{xml[end:]}"


def _relationships(inner: str) -> str:
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inner: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs; an `inner` that is no XML is text."""
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    about = f"<w:pPr>{chosen}{properties}</w:pPr>" if chosen or properties else ""
    return f"<w:p>{about}{''.join(part if part.startswith('<') else run(part) for part in inner)}</w:p>"


STYLES = (
    "<w:styles>"
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="character" w:styleId="a4"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    "</w:styles>"
)
HEADED = paragraph("总体情况", style="1")


def markdown(data: bytes) -> tuple[str, list[str]]:
    """Return the Markdown that a Word file is read as, without its front matter, and the codes of the findings."""
    source, report = source_of(data)
    return source.text.split("---\n", 2)[2].strip("\n"), [
        f"{d.code}.{d.variant}".rstrip(".") for d in sorted(report, key=lambda d: (d.location.line, d.code))
    ]


def source_of(data: bytes) -> tuple[SourceText, Report]:
    """Return what a Word file is read as, and the findings."""
    report = Report()
    return Emitter("a.docx", propose=False, folder="a.files").emit(read_word(data, "a.docx", report)), report
