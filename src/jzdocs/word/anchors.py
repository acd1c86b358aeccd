"""Anchors: what an edited Word file keeps, so that its paragraphs are known again: a hidden bookmark and a paragraph
id (w14:paraId, [MS-DOCX] 2.2.4) at each paragraph that has a place in the source, and a custom XML part that says
where that is, what stood there, and in what text.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from msgspec import Struct, field

from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.word import ooxml
from jzdocs.word.markdown import Marks, markdown
from jzdocs.word.ooxml import Element, part_xml

SOURCE = "urn:jzdocs:source"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PARA = f"{{{W14}}}paraId"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_FIRST_NUMBER = 100_000  # bookmarks of anchors are counted apart from others
_FIRST_PARA = 0x6A7A0000


class Anchored(Struct, frozen=True):
    """A paragraph with a place: its bookmark's name, where its text stands, what the writer put before and behind
    it, what kind of text it is ('' a block or YAML scalar; `cell:2` the third cell of a row; `title`, `subtitle`,
    `issuer:0` of the front matter)."""

    name: str
    at: Location
    paragraph: Element
    kind: str = ""
    before: str = ""
    behind: str = ""


class Anchors(Struct):
    """Collects the anchors of a document while its paragraphs are made; without `files` (their source is no
    Markdown) there are none. `names` are those by which files are recorded."""

    files: Mapping[str, str]
    names: Mapping[str, str]
    found: list[Anchored] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def paragraph(
        self, paragraph: Element, at: Location, *, kind: str = "", before: str = "", behind: str = ""
    ) -> Element:
        """The paragraph, anchored where its text has a place in a file of the user's."""
        if at.cell:  # of a table of data: what is edited there is told, not written
            kind = f"data:{at.cell}"
        elif not self.files or at.path not in self.files or not (at.line or kind):
            return paragraph
        number = len(self.found) + 1
        name = f"_jz_{number}"
        start, end = ooxml.bookmark(name, _FIRST_NUMBER + number, ())
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == ooxml.w("pPr").tag else 0, start)
        paragraph.append(end)
        paragraph.set(_PARA, f"{_FIRST_PARA + number:08X}")
        self.found.append(Anchored(name, at, paragraph, kind, before, behind))
        return paragraph

    def note(self, label: str, paragraph: Element, inlines: Sequence[nodes.Inline]) -> Element:
        """A paragraph of the footnote `label`."""
        before = len(self.found)
        made = self.of(inlines, paragraph)
        self.notes |= {one.name: label for one in self.found[before:]}
        return made

    def of(self, inlines: Sequence[nodes.Inline], paragraph: Element, **more: Any) -> Element:
        """The paragraph of some inlines, anchored where the first of them stands."""
        return self.paragraph(paragraph, inlines[0].at, **more) if inlines else paragraph

    def _named(self, chart: Mapping[str, Any]) -> dict[str, Any]:
        """A chart's record with its files by the names that are recorded."""
        series = [
            {**s, "values": [v and [*v[:3], self.names.get(v[3], v[3]), *v[4:]] for v in s["values"]]}
            for s in chart["series"]
        ]
        return {**chart, "series": series}

    def put(self, document: Any, marks: Marks, charts: Sequence[Mapping[str, Any]], at: Location) -> None:
        """Write the custom XML part."""
        if not self.found:
            return
        records = [
            [
                a.name,
                a.paragraph.get(_PARA),
                self.names.get(a.at.path, a.at.path),
                a.at.line,
                a.at.column,
                a.kind,
                a.before,
                a.behind,
                markdown(a.paragraph, marks),
            ]
            for a in self.found
        ]
        body = document.element.body
        generated = [text for p in body.iter(ooxml.w("p").tag) if _is_generated(p) and (text := markdown(p, marks))]
        name = self.names.get
        data = {
            "document": name(at.path, at.path),
            "files": {name(k, k): text for k, text in self.files.items()},
            "anchors": records,
            "generated": generated,
            "facts": dict(marks.facts),
            "targets": dict(marks.targets),
            "notes": dict(marks.notes),
            "note_anchors": dict(self.notes),
            "charts": [self._named(chart) for chart in charts],
        }
        put_custom(document, 2, SOURCE, "source", data)


TEXT_STYLES = ("BodyText", "Normal", "Heading1", "Heading2", "Heading3", "Heading4", "ListParagraph", "Quote")


def _is_generated(paragraph: Element) -> bool:
    """A paragraph in a style of the text that has no place in the source: a list's title, say."""
    style = paragraph.find(f"{ooxml.w('pPr').tag}/{ooxml.w('pStyle').tag}")
    return paragraph.get(_PARA) is None and style is not None and style.get(f"{{{ooxml.W}}}val") in TEXT_STYLES


def put_custom(document: Any, number: int, space: str, tag: str, data: object) -> None:
    """A custom XML part that holds JSON (ECMA-376 Part 1, 15.2.5): Word and LibreOffice keep it as it is."""
    root = etree.Element(f"{{{space}}}{tag}", nsmap={None: space})
    root.text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    part = Part(PackURI(f"/customXml/item{number}.xml"), CONTENT_TYPE.XML, part_xml(root), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    properties = etree.Element(f"{{{_STORE}}}datastoreItem", nsmap={"ds": _STORE})
    properties.set(f"{{{_STORE}}}itemID", f"{{6A7A646F-6373-4000-8000-{number:012X}}}")
    references = etree.SubElement(properties, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_STORE}}}schemaRef").set(f"{{{_STORE}}}uri", space)
    name = PackURI(f"/customXml/itemProps{number}.xml")
    about = Part(name, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, part_xml(properties), document.part.package)
    part.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def read_xml(data: bytes) -> Any:
    """A part of a foreign file: entities and addresses are not followed."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def read_custom(archive: zipfile.ZipFile, space: str) -> Any:
    """What a custom XML part of ours says, whatever an office has called it; None where there is none."""
    for name in archive.namelist():
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = read_xml(archive.read(name))
            if etree.QName(root).namespace == space:
                return json.loads(root.text or "null")
    return None
