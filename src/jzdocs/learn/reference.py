"""A reference document out of a sample: its styles as they were learned, its page, and those heads and feet that a
stylesheet cannot say. Nothing else of the sample goes into it: no text, no names of people, no comments.

The file is put together anew from a list of what it may hold, so that nothing slips through.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.learn.learned import Learned
from jzdocs.learn.page import furniture_parts
from jzdocs.learn.text_looks import latin_of
from jzdocs.resources import resource_root
from jzdocs.source.word_package import Package, R, W, w
from jzdocs.style.load import build_sheet
from jzdocs.style.sources import StyleFile
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.word.font_table import font_table
from jzdocs.word.styles import styles

# the styles that a reference document lends: those of text and headings, by their names in Word
_LENT = ("normal", "body text", *(f"heading {level}" for level in range(1, 5)), "title", "subtitle")
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DATE = (1980, 1, 1, 0, 0, 0)
_MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}


class _File(Struct):
    """A Word file that is being put together: parts by name, their kinds of content, and relationships by part."""

    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, name: str, root: Any, kind: str) -> None:
        """Add a part of XML."""
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.kinds[name] = kind

    def link(self, part: str, identity: str, kind: str, target: str) -> None:
        """Let a part refer to another."""
        self.links.setdefault(part, []).append((identity, kind, target))

    def data(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {
                "[Content_Types].xml": self._types(),
                **self.parts,
                **dict(self._relations()),
            }.items():
                archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _types(self) -> bytes:
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        suffixes = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        suffixes |= {name.rpartition(".")[2]: kind for name, kind in self.kinds.items() if "/media/" in name}
        for suffix, kind in suffixes.items():
            etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=suffix, ContentType=kind)
        for name, kind in self.kinds.items():
            if "/media/" not in name:
                etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _relations(self) -> Iterator[tuple[str, bytes]]:
        for part, links in self.links.items():
            root = etree.Element(f"{{{_LINKS}}}Relationships", nsmap={None: _LINKS})
            for identity, kind, target in links:
                etree.SubElement(root, f"{{{_LINKS}}}Relationship", Id=identity, Type=f"{R}/{kind}", Target=target)
            folder, _, name = part.rpartition("/")
            path = f"{folder}/_rels/{name}.rels".lstrip("/")
            yield path, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def reference_document(learned: Learned, style: StyleFile) -> bytes:
    """Return the reference document of what was learned; `style` is its style.toml."""
    sheet = build_sheet([*learned.base.template.styles, style], [*learned.base.template.folders, resource_root()])
    file = _File()
    file.link("", "rId1", "officeDocument", "word/document.xml")
    main = "word/document.xml"
    body = etree.Element(w("body"))
    document = etree.Element(w("document"), nsmap={"w": W, "r": R})
    document.append(body)
    body.append(etree.Element(w("p")))
    body.append(_section(learned, file))
    file.add(main, document, f"{_MAIN}document.main+xml")
    file.add("word/styles.xml", _styles(learned, sheet), f"{_MAIN}styles+xml")
    file.add("word/fontTable.xml", font_table(sheet), f"{_MAIN}fontTable+xml")
    file.link(main, "rIdStyles", "styles", "styles.xml")
    file.link(main, "rIdFonts", "fontTable", "fontTable.xml")
    return file.data()


def _styles(learned: Learned, sheet: Stylesheet) -> Any:
    """Return the styles that were learned, with the sample's fonts for Latin letters. A style whose size Word cannot
    say in half points is left out: the stylesheet has it."""
    root = styles(replace(sheet, page=replace(sheet.page, characters=0)))
    latin = latin_of(learned.sample.of("text", "lead", "heading"))
    for style in list(root.iter(w("style"))):
        name = style.find(w("name")).get(w("val"), "").lower()
        pitched = style.find(f"{w('rPr')}/{w('spacing')}") is not None
        if name not in _LENT or pitched:
            root.remove(style)
            continue
        for fonts in style.iter(w("rFonts")):
            for kind in ("ascii", "hAnsi"):
                if latin:
                    fonts.set(w(kind), latin)
        for properties in style.iter(w("numPr")):
            properties.getparent().remove(properties)
    return root


def _section(learned: Learned, file: _File) -> Any:
    """Return the section of the reference document: the sample's heads and feet where the stylesheet cannot say them.
    Paper and margins are the stylesheet's."""
    section = etree.Element(w("sectPr"))
    if learned.furniture.whole:
        return section
    package = learned.sample.package
    for index, (name, kind) in enumerate(furniture_parts(learned.sample).items(), 1):
        side, pages = kind.split(" ")
        identity = f"rIdPart{index}"
        target = f"word/{side}{index}.xml"
        if _put_part(package, name, target, file):
            file.kinds[target] = f"{_MAIN}{side}+xml"
            file.link("word/document.xml", identity, side, f"{side}{index}.xml")
            reference = etree.SubElement(section, w(f"{side}Reference"))
            reference.set(w("type"), pages)
            reference.set(f"{{{R}}}id", identity)
    return section


def _put_part(package: Package, name: str, target: str, file: _File) -> bool:
    """Put a head or foot of the sample into the file, with the pictures that it shows."""
    part = package.part(name)
    if part is None:
        return False
    root = etree.fromstring(etree.tostring(part.root))
    used = {value for node in root.iter() for key, value in node.attrib.items() if str(key).startswith(f"{{{R}}}")}
    for identity, relationship in part.relationships.items():
        suffix = relationship.target.rpartition(".")[2].lower()
        if relationship.type != "image" or identity not in used or suffix not in _MEDIA:
            continue
        media = f"word/media/{posixpath.basename(relationship.target)}"
        file.parts[media] = package.data(relationship.target)
        file.kinds[media] = _MEDIA[suffix]
        file.link(target, identity, "image", f"media/{posixpath.basename(media)}")
    copied = {identity for identity, _, _ in file.links.get(target, [])}
    for node in list(root.iter()):  # what refers to anything else is not taken along
        links = [value for key, value in node.attrib.items() if str(key).startswith(f"{{{R}}}")]
        if any(link not in copied for link in links) and node.getparent() is not None:
            node.getparent().remove(node)
    _strip(root)
    file.add(target, root, "")
    return True


def _strip(root: Any) -> None:
    """Take out who changed what, comments and bookmarks."""
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference", "bookmarkStart", "bookmarkEnd", "del"):
        for node in list(root.iter(w(tag))):
            node.getparent().remove(node)
    for node in root.iter():
        for name in list(node.attrib):
            if str(name).rpartition("}")[2] in ("author", "date", "initials") or "rsid" in str(name):
                del node.attrib[name]
