"""The elements of tracked changes (ECMA-376 Part 1, 17.13.5): text that is put in and taken out, other properties.

Children of properties have an order that the schema fixes; what is added stands where the order has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from msgspec import Struct

from jzdocs.source.word_package import W, w
from jzdocs.word.property_order import PARAGRAPH

AUTHOR = "jzdocs"
_RUN_ORDER = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
    "rPrChange",
]
_SECTION_ORDER = [
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
]
_CELL_ORDER = (
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
    "headers",
    "cellIns",
    "cellDel",
    "cellMerge",
    "tcPrChange",
)
_ORDERS: dict[str, Sequence[str]] = {
    "tcPr": _CELL_ORDER,
    "rPr": _RUN_ORDER,
    "pPr": PARAGRAPH,
    "sectPr": _SECTION_ORDER,
}
_NOT_RECORDED = {
    "tcPr": {w("tcPrChange"), w("cellIns"), w("cellDel"), w("cellMerge")},
    "rPr": {w("rPrChange"), w("ins"), w("del")},
    "pPr": {w("rPr"), w("sectPr"), w("pPrChange")},
    "sectPr": {w("headerReference"), w("footerReference"), w("sectPrChange")},
}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Marker(Struct):
    """What makes tracked changes: the next number of a mark, and the date that they bear ("" for none)."""

    number: int
    date: str = ""

    def mark(self, tag: str) -> Any:
        """Return a mark: w:ins, w:del, w:rPrChange …"""
        node = etree.Element(w(tag), nsmap={"w": W})
        node.set(w("id"), str(self.number))
        node.set(w("author"), AUTHOR)
        if self.date:
            node.set(w("date"), self.date)
        self.number += 1
        return node

    def record(self, properties: Any) -> None:
        """Record the properties of a run, paragraph or section as they stand, before they change."""
        kind = properties.tag.rpartition("}")[2]
        if properties.find(w(f"{kind}Change")) is not None:
            return
        change = self.mark(f"{kind}Change")
        old = etree.SubElement(change, w(kind))
        for child in properties:
            if child.tag not in _NOT_RECORDED[kind]:
                old.append(deepcopy(child))
        properties.append(change)


def child(properties: Any, tag: str) -> Any:
    """Return a property, put where the schema has it where it is not there yet."""
    found = properties.find(w(tag))
    if found is not None:
        return found
    node = etree.Element(w(tag), nsmap={"w": W})
    put_in_order(properties, node)
    return node


def put_in_order(properties: Any, node: Any) -> None:
    """Put a property before the first one that comes after it."""
    order = _ORDERS[properties.tag.rpartition("}")[2]]
    place = order.index(node.tag.rpartition("}")[2])
    later = {w(tag) for tag in order[place + 1 :]}
    for index, other in enumerate(properties):
        if other.tag in later:
            properties.insert(index, node)
            return
    properties.append(node)


def put_all_in_order(root: Any) -> None:
    """Put the properties of runs, paragraphs, cells and sections into the order of the schema, where a maker had them
    otherwise: a program that is strict about it would not open the file."""
    for kind, order in _ORDERS.items():
        places = {w(tag): place for place, tag in enumerate(order)}
        for properties in root.iter(w(kind)):
            known_places = [places[node.tag] for node in properties if node.tag in places]
            if known_places != sorted(known_places) and len(known_places) == len(properties):
                properties[:] = sorted(properties, key=lambda node: places[node.tag])


def properties_of(node: Any, kind: str) -> Any:
    """Return the w:rPr of a run or the w:pPr of a paragraph, made where there is none."""
    found = node.find(w(kind))
    if found is None:
        found = etree.Element(w(kind), nsmap={"w": W})
        node.insert(0, found)
    return found


def text_run(text: str, properties: Any = None) -> Any:
    """Return a run of text; a line break stands for \\n."""
    run = etree.Element(w("r"), nsmap={"w": W})
    if properties is not None:
        copied = deepcopy(properties)
        for change in copied.findall(w("rPrChange")):
            copied.remove(change)
        run.append(copied)
    for index, line in enumerate(text.split("\n")):
        if index:
            etree.SubElement(run, w("br"))
        if line:
            node = etree.SubElement(run, w("t"))
            node.text = line
            node.set(_XML_SPACE, "preserve")
    return run


def delete(marker: Marker, runs: Sequence[Any]) -> Any:
    """Mark runs that stand beside each other as deleted, and return the mark."""
    mark = marker.mark("del")
    runs[0].addprevious(mark)
    for run in runs:
        mark.append(run)
        for tag, deleted in (("t", "delText"), ("instrText", "delInstrText")):
            for node in run.findall(w(tag)):
                node.tag = w(deleted)
                node.set(_XML_SPACE, "preserve")
    return mark


def accept(root: Any) -> None:
    """Accept every change of ours in a part: what is inserted stays without its mark, what is deleted goes."""
    for tag in ("rPrChange", "pPrChange", "sectPrChange", "tcPrChange"):
        for node in list(root.iter(w(tag))):
            if _is_ours(node):
                node.getparent().remove(node)
    for node in list(root.iter(w("del"))):
        if _is_ours(node):
            node.getparent().remove(node)
    for node in list(root.iter(w("ins"))):
        if not _is_ours(node):
            continue
        parent = node.getparent()
        if parent.tag == w("rPr"):
            parent.remove(node)
            if not len(parent):
                parent.getparent().remove(parent)
            continue
        for inner in list(node):
            node.addprevious(inner)
        parent.remove(node)


def _is_ours(node: Any) -> bool:
    return bool(node.get(w("author")) == AUTHOR)
