"""A reference document: a Word file whose styles, theme, headers and footers documents take over as they
are.

Styles are recognised by their names: programs choose the ids (Chinese Word calls Heading 1 “1”), so the reference
document's styles are given ours.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import PartFactory
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from jzdocs.archives import refuse_bomb
from jzdocs.errors import Location, shown_path
from jzdocs.word.foreign_parts import drop_foreign
from jzdocs.word.ooxml import Element, HeaderKind, HeaderReference, R, W
from jzdocs.word.property_order import PARAGRAPH

_KINDS: tuple[HeaderKind, ...] = ("header", "footer")
_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_OTHER_TYPES = (  # of the main part: templates, and files with macros
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
PartFactory.part_type_for |= dict.fromkeys(_OTHER_TYPES, DocumentPart)
_HEADINGS = tuple(f"heading {level}" for level in range(1, 10))


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"


def open_reference_document(path: Path) -> tuple[Any, list[HeaderReference]]:
    """Return the document, emptied, and the headers and footers of its last section. Those of a first page are there
    where its first or last section has them switched on (`w:titlePg`, ECMA-376 Part 1, 17.10.6)."""
    with zipfile.ZipFile(path) as archive:
        refuse_bomb(archive, path.stat().st_size, Location(shown_path(path)))
    document = _opened(path)
    body = document.element.body
    sections = list(body.iter(_w("sectPr")))
    headers = [header for kind in _KINDS for header in _references(sections[-1], kind)] if sections else []
    titled = next((s for s in (sections[0], sections[-1]) if _has_first_page(s)), None) if sections else None
    if titled is not None:
        headers += [h for kind in _KINDS for h in _references(titled, kind, first=True)]
    for child in list(body):
        body.remove(child)
    drop_foreign(document)
    return document, headers


def _opened(path: Path) -> Any:
    """Return a Word file as python-docx's document; a template, or one with macros, as the plain document that it is
    without these."""
    part = cast(Any, Package.open(str(path)).main_document_part)
    part._content_type = CONTENT_TYPE.WML_DOCUMENT_MAIN
    return part.document


def _has_first_page(section: Element) -> bool:
    switch = section.find(_w("titlePg"))
    return switch is not None and switch.get(_w("val")) not in ("0", "false", "off")


def _references(section: Element, kind: HeaderKind, *, first: bool = False) -> Iterator[HeaderReference]:
    """Yield the references of a section: of its first page, or of the others."""
    for reference in section.iter(_w(f"{kind}Reference")):
        pages = reference.get(_w("type"), "default")
        if (pages == "first") == first:
            yield HeaderReference(kind, pages, reference.get(f"{{{R}}}id", ""))


def with_reference_styles(document: Any, ours: Element) -> Element:
    """Return the reference document's styles, with those of ours that it lacks. References to styles that take our ids
    are changed in its headers and footers too."""
    theirs = etree.fromstring(etree.tostring(document.styles.element))
    our_styles = {_key(style): style for style in ours.iter(_w("style"))}
    their_styles = {_key(style): style for style in theirs.iter(_w("style"))}
    new_ids = _new_ids(theirs, our_styles)
    for style in theirs.iter(_w("style")):
        style.set(_w("styleId"), new_ids.get(style.get(_w("styleId")), style.get(_w("styleId"))))
    _rename_references(theirs, new_ids)
    for part in document.part.package.iter_parts():
        if str(part.partname).startswith(("/word/header", "/word/footer")) and hasattr(part, "element"):
            _rename_references(part.element, new_ids)
    for name in _HEADINGS:
        heading = ("paragraph", name)
        if heading in their_styles and heading in our_styles:
            _number_like(their_styles[heading], our_styles[heading])
    for key, style in our_styles.items():
        if key not in their_styles:
            theirs.append(etree.fromstring(etree.tostring(style)))
    return theirs


def _new_ids(theirs: Element, our_styles: Mapping[tuple[str, str], Element]) -> dict[str, str]:
    """Map ids of their styles to ours; another style of theirs that has an id of ours gets a new one."""
    our_ids = {style.get(_w("styleId")) for style in our_styles.values()}
    new_ids: dict[str, str] = {}
    for style in theirs.iter(_w("style")):
        our_style, old = our_styles.get(_key(style)), style.get(_w("styleId"))
        if our_style is not None:
            new_ids[old] = our_style.get(_w("styleId"))
        elif old in our_ids:
            new_ids[old] = f"Reference{old}"
    return new_ids


def _key(style: Any) -> tuple[str, str]:
    """Return what a style is recognised by: its type and its name, whatever its case."""
    name = style.find(_w("name"))
    return style.get(_w("type"), "paragraph"), str(name.get(_w("val"), "")).lower() if name is not None else ""


def _rename_references(root: Any, new_ids: Mapping[str, str]) -> None:
    for node in root.iter(*(_w(tag) for tag in _REFERENCES)):
        value = node.get(_w("val"))
        if value in new_ids:
            node.set(_w("val"), new_ids[value])


def _number_like(style: Any, ours: Any) -> None:
    """Bind a heading of theirs to our list, so that it is numbered as the stylesheet says. Properties keep the order of
    the schema (ECMA-376 Part 1, 17.3.1.26)."""
    properties = style.find(_w("pPr"))
    numbering = ours.find(f"{_w('pPr')}/{_w('numPr')}")
    if properties is None:
        properties = etree.SubElement(style, _w("pPr"))
        style.remove(properties)
        run = style.find(_w("rPr"))
        style.insert(style.index(run) if run is not None else len(style), properties)
    if (old := properties.find(_w("numPr"))) is not None:
        properties.remove(old)
    if numbering is not None:
        before = [_w(tag) for tag in PARAGRAPH[: PARAGRAPH.index("numPr")]]
        place = sum(1 for child in properties if child.tag in before)
        properties.insert(place, etree.fromstring(etree.tostring(numbering)))
