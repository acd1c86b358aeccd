"""Reference documents: Word files whose styles, theme, headers and footers the documents take over as they are.

Styles are known by their names: programs give ids of their own (Chinese Word calls Heading 1 “1”), so those of the
reference document take ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from jzdocs.word.ooxml import Element, R, W

_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_NUMBERED = tuple(f"heading {level}" for level in range(1, 10))
Furniture = list[tuple[str, str, str]]


def _w(tag: str) -> str:
    return f"{{{W}}}{tag}"


def open_reference_document(path: Path) -> tuple[Any, Furniture]:
    """Return the reference document, emptied, and the headers and footers of its last section: (kind, page type,
    relationship)."""
    document = docx.Document(str(path))
    body = document.element.body
    sections = list(body.iter(_w("sectPr")))
    found: Furniture = []
    for kind in ("header", "footer"):
        for reference in sections[-1].iter(_w(f"{kind}Reference")) if sections else ():
            found.append((kind, reference.get(_w("type"), "default"), reference.get(f"{{{R}}}id", "")))
    for child in list(body):
        body.remove(child)
    return document, [one for one in found if one[1] != "first"]


def with_reference_styles(document: Any, ours: Element) -> Element:
    """Return the styles of the reference document, with those of ours that it lacks; references to renamed ones are
    put right in its headers and footers too."""
    theirs = etree.fromstring(etree.tostring(document.styles.element))
    names = {_key(style): style for style in ours.iter(_w("style"))}
    ids = {style.get(_w("styleId")): style for style in names.values()}
    renamed: dict[str, str] = {}
    kept = {}
    for style in theirs.iter(_w("style")):
        known, old = names.get(_key(style)), style.get(_w("styleId"))
        if known is not None:
            renamed[old] = known.get(_w("styleId"))
            kept[_key(style)] = style
        elif old in ids:  # another style of theirs has an id of ours
            renamed[old] = f"Reference{old}"
    for style in theirs.iter(_w("style")):
        style.set(_w("styleId"), renamed.get(style.get(_w("styleId")), style.get(_w("styleId"))))
    _put_right(theirs, renamed)
    for part in document.part.package.iter_parts():
        if str(part.partname).startswith(("/word/header", "/word/footer")) and hasattr(part, "element"):
            _put_right(part.element, renamed)
    for name in _NUMBERED:
        if ("paragraph", name) in kept:
            _number_like(kept["paragraph", name], names["paragraph", name]) if ("paragraph", name) in names else None
    for key, style in names.items():
        if key not in kept:
            theirs.append(etree.fromstring(etree.tostring(style)))
    return theirs


def _key(style: Any) -> tuple[str, str]:
    name = style.find(_w("name"))
    return style.get(_w("type"), "paragraph"), str(name.get(_w("val"), "")).lower() if name is not None else ""


def _put_right(root: Any, renamed: Mapping[str, str]) -> None:
    for node in root.iter(*(_w(tag) for tag in _REFERENCES)):
        value = node.get(_w("val"))
        if value in renamed:
            node.set(_w("val"), renamed[value])


def _number_like(style: Any, ours: Any) -> None:
    """A heading is numbered as the stylesheet says: the list it is bound to is ours."""
    properties = style.find(_w("pPr"))
    wanted = ours.find(f"{_w('pPr')}/{_w('numPr')}")
    if properties is None:
        properties = etree.SubElement(style, _w("pPr"))
        style.remove(properties)
        run = style.find(_w("rPr"))
        style.insert(style.index(run) if run is not None else len(style), properties)
    if (old := properties.find(_w("numPr"))) is not None:
        properties.remove(old)
    if wanted is not None:
        before = [_w(tag) for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")]
        place = sum(1 for child in properties if child.tag in before)
        properties.insert(place, etree.fromstring(etree.tostring(wanted)))
