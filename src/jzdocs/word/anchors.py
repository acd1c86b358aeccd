"""Anchors: what lets `pull` recognise the paragraphs of a Word file after somebody edited it.

Each paragraph that has a place in the source carries a hidden bookmark and a paragraph id (w14:paraId, [MS-DOCX]
2.2.4). A custom XML part records the texts of the sources and, for each anchor, where it stands and what its paragraph
said when it was built.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import NOWHERE, Location
from jzdocs.foreign_xml import parsed
from jzdocs.model import nodes
from jzdocs.resolve.front_pieces import Pieces
from jzdocs.word import ooxml
from jzdocs.word.markdown import Marks, markdown
from jzdocs.word.ooxml import VML, Element, part_xml

SOURCE = "urn:jzdocs:source"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PARA = f"{{{W14}}}paraId"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_FIRST_NUMBER = 100_000  # bookmarks of anchors are counted apart from others
_FIRST_PARA = 0x6A7A0000
_FIRST_OWNED = 0x5A7A0000  # paragraphs without an anchor


class Anchored(Struct, frozen=True):
    """A paragraph with a place in the source: the name of its bookmark, where its text stands, its `kind`, and what
    the writer put before and behind the text.

    Kinds: "" a block or a scalar of YAML; `cell:2` the third cell of a row; `data:B2` a cell of a table of data;
    `caption`; `broken`, a title of an attachment, with line breaks of ours; its `label` where that has no number;
    `note` below a table or figure; `formula`, on lines of its own; `title:0` (a line of it) and `subtitle` of the front
    matter; `front` what else prints that, with its
    `pieces`."""

    name: str
    at: Location
    paragraph: Element
    kind: str = ""
    before: str = ""
    behind: str = ""
    pieces: Pieces = ()


class Anchors(Struct):
    """Collects the anchors of a document while its paragraphs are made. Without `files` (the source is no Markdown)
    there are none. `names` are those by which files are recorded; `notes` says in which footnote an anchor stands,
    `owners` by paragraph id which block made a paragraph without an anchor."""

    files: Mapping[str, str]
    names: Mapping[str, str]
    project: str = ""
    anchored: list[Anchored] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    owners: dict[str, Location] = field(default_factory=dict)

    def paragraph(
        self, paragraph: Element, at: Location, *, kind: str = "", before: str = "", behind: str = ""
    ) -> Element:
        """Return the paragraph, anchored where its text has a place in a file of the user's."""
        if at.cell:  # of a table of data: edits there are reported, not written
            kind = f"data:{at.cell}"
        elif not self.files or at.path not in self.files or not (at.line or kind):
            return paragraph
        number = len(self.anchored) + 1
        name = f"_jz_{number}"
        start, end = ooxml.bookmark(name, _FIRST_NUMBER + number, ())
        paragraph.insert(1 if len(paragraph) and paragraph[0].tag == ooxml.w("pPr").tag else 0, start)
        paragraph.append(end)
        paragraph.set(_PARA, f"{_FIRST_PARA + number:08X}")
        self.anchored.append(Anchored(name, at, paragraph, kind, before, behind))
        return paragraph

    def front(self, paragraph: Element, pieces: Pieces, at: Location) -> Element:
        """Return a paragraph that prints the front matter in pieces, anchored; `at` is the document's place. One that
        prints nothing of it is none."""
        if not any(piece.key for piece in pieces):
            return paragraph
        count = len(self.anchored)
        anchored = self.paragraph(paragraph, at, kind="front")
        self.anchored[count:] = [replace(entry, pieces=pieces) for entry in self.anchored[count:]]
        return anchored

    def own(self, elements: Sequence[Element], at: Location) -> None:
        """Record that the block at a place made elements: their paragraphs without an anchor get a paragraph id."""
        if not self.files:
            return
        for element in elements:
            for paragraph in element.iter(ooxml.w("p").tag):
                if paragraph.get(_PARA) is None:
                    id_ = f"{_FIRST_OWNED + len(self.owners) + 1:08X}"
                    paragraph.set(_PARA, id_)
                    self.owners[id_] = at

    def note(self, label: str, paragraph: Element, inlines: Sequence[nodes.Inline]) -> Element:
        """Return a paragraph of the footnote `label`, anchored."""
        before = len(self.anchored)
        anchored = self.of(inlines, paragraph)
        self.notes |= {entry.name: label for entry in self.anchored[before:]}
        return anchored

    def of(self, inlines: Sequence[nodes.Inline], paragraph: Element, **more: Any) -> Element:
        """Return the paragraph of some inlines, anchored where the first of them stands."""
        return self.paragraph(paragraph, inlines[0].at, **more) if inlines else paragraph

    def put(
        self,
        document: Any,
        both_marks: tuple[Marks, Marks],
        charts: Sequence[Mapping[str, Any]],
        at: Location,
        pictures: Mapping[str, str],
    ) -> None:
        """Write the custom XML part. `both_marks` are those of the body and of notes, whose links differ, `charts` the
        records of native charts; `at` is the document's place, `pictures` are the checksums of pictures by the names
        that the source gives them."""
        if not self.anchored:
            return
        marks, note_marks = both_marks
        data = {
            **_identity(self.project, {self._recorded(name): text for name, text in self.files.items()}),
            "document": self._recorded(at.path),
            "files": {self._recorded(name): text for name, text in self.files.items()},
            "anchors": [self._record(a, note_marks if a.name in self.notes else marks) for a in self.anchored],
            "body": list(self._body(document.element.body, marks)),
            "around": _around(document),
            "headings": {a.name: level for a in self.anchored if (level := _level_of(a.paragraph))},
            "facts": dict(marks.facts),
            "targets": dict(marks.targets),
            "notes": dict(marks.notes),
            "note_anchors": dict(self.notes),
            "charts": [self._chart(chart) for chart in charts],
        }
        front = {a.name: [[p.text, p.key, p.index, p.form, p.sources] for p in a.pieces] for a in self.anchored}
        if any(front.values()):
            data["front"] = {name: pieces for name, pieces in front.items() if pieces}
        if marks.formulas:
            data["formulas"] = dict(marks.formulas)
        put_custom(document, 2, SOURCE, "source", {**data, "pictures": dict(pictures)} if pictures else data)

    def _recorded(self, name: str) -> str:
        """Return the name by which a file is recorded."""
        return self.names.get(name, name)

    def _record(self, anchored: Anchored, marks: Marks) -> list[object]:
        """Return an anchor as `pull.align.Anchor` reads it."""
        at, paragraph = anchored.at, anchored.paragraph
        place = [self._recorded(at.path), at.line, at.column]
        text = markdown(paragraph, marks)
        return [anchored.name, paragraph.get(_PARA), *place, anchored.kind, anchored.before, anchored.behind, text]

    def _body(self, body: Element, marks: Marks) -> Iterator[int | list[object]]:
        """Yield the paragraphs of the body in order: the place of an anchored one among the anchors; of others the
        paragraph id, the place of the block that made it (line 0: jzdocs itself did), and the text, or else what is
        drawn there."""
        anchors = {anchored.paragraph.get(_PARA): index for index, anchored in enumerate(self.anchored)}
        for paragraph in body.iter(ooxml.w("p").tag):
            id_ = paragraph.get(_PARA, "")
            if id_ in anchors:
                yield anchors[id_]
                continue
            at = self.owners.get(id_, NOWHERE)
            path, line = (self._recorded(at.path), at.line) if at.path in self.files else ("", 0)
            read_with = without_targets(marks) if ooxml.style_id(paragraph) in _CONTENTS else marks
            yield [id_, path, line, markdown(paragraph, read_with).strip(" \u3000") or drawn_in(paragraph)]

    def _chart(self, chart: Mapping[str, Any]) -> dict[str, Any]:
        """Return a chart's record with its files by the names that are recorded."""
        series = [
            {**s, "values": [v and [*v[:3], self._recorded(v[3]), *v[4:]] for v in s["values"]]}
            for s in chart["series"]
        ]
        return {**chart, "series": series}


_CONTENTS = ("TOC1", "TOC2", "TOC3", "TableofFigures")  # lines that lead to what they name


def _level_of(paragraph: Element) -> int:
    """Return the level of a heading, which may differ from that in the source; 0 for other text."""
    match = re.fullmatch(r"Heading(\d)", ooxml.style_id(paragraph))
    return int(match[1]) if match else 0


def without_targets(marks: Marks) -> Marks:
    """Return marks that read references as the text that they show: lines of contents, which are nothing else."""
    return replace(marks, targets={})


_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def drawn_in(paragraph: Element) -> str:
    """Return what a paragraph without text draws: the alternative texts or names of its drawings, behind a sign that
    no text begins with; "" where it draws nothing."""
    drawings = [node.get("descr") or node.get("name", "") for node in paragraph.iter(_DRAWING)]
    return f"\0{chr(10).join(drawings)}" if drawings else ""


_WATERMARK = f"{{{VML}}}textpath"
_FIELD_MARK, _FIELD = ooxml.w("fldChar").tag, ooxml.w("fldSimple").tag


def texts_around(roots: Sequence[Element]) -> list[str]:
    """Return the texts of headers and footers, each once, without what fields print and without numbers; watermarks
    stand there too."""
    texts = set()
    for root in roots:
        for paragraph in root.iter(ooxml.w("p").tag):
            texts.add(re.sub(r"[\d\s]+", "", "".join(_outside_fields(paragraph))))
        texts.update(mark.get("string", "") for mark in root.iter(_WATERMARK))
    return sorted(texts - {""})


def _outside_fields(paragraph: Element) -> Iterator[str]:
    """Yield the texts of a paragraph that no field prints."""
    depth = 0
    for node in paragraph.iter(_FIELD_MARK, ooxml.w("t").tag):
        if node.tag == _FIELD_MARK:
            depth += {"begin": 1, "end": -1}.get(node.get(f"{{{ooxml.W}}}fldCharType"), 0)
        elif not depth and not any(a.tag == _FIELD for a in node.iterancestors()):
            yield node.text or ""


def _around(document: Any) -> list[str]:
    parts = document.part.package.iter_parts()
    return texts_around(
        [read_xml(p.blob) for p in parts if re.fullmatch(r"/word/(?:header|footer)\d*\.xml", p.partname)]
    )


def _identity(project: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return what tells a document's project and what it was built from: the project's id, where it has one, and a hash
    over all its files."""
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}\0".encode())
    return {**({"project": project} if project else {}), "built_from": digest.hexdigest()}


def put_source(document: Any, source: tuple[str, str, str], pictures: Mapping[str, str], project: str = "") -> None:
    """Write the custom XML part of a document whose source is no Markdown: the name and text of what it was read as,
    and the name of its own file.

    `pictures` are the checksums of pictures by the names that the text gives them."""
    name, text, original = source
    record = {
        **_identity(project, {name: text}),
        "document": name,
        "files": {name: text},
        "original": original,
        "anchors": [],
    }
    put_custom(document, 2, SOURCE, "source", {**record, "pictures": dict(pictures)} if pictures else record)


def put_custom(document: Any, number: int, space: str, tag: str, data: object) -> None:
    """Put in a custom XML part that holds JSON (ECMA-376 Part 1, 15.2.5): Word and LibreOffice keep it as it is."""
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
    """Return the root of a part of a file that others may have written: entities and addresses are not followed.

    Raises lxml.etree.XMLSyntaxError for what is no XML."""
    return parsed(data)


def read_custom(archive: zipfile.ZipFile, space: str) -> Any:
    """Return the JSON in a custom XML part of ours, whatever its number; None where there is none.

    Raises json.JSONDecodeError and lxml.etree.XMLSyntaxError for a damaged part."""
    for name in archive.namelist():
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = read_xml(archive.read(name))
            if etree.QName(root).namespace == space:
                return json.loads(root.text or "null")
    return None
