"""Taking out of a reference document all parts and references but those of its looks: no macro, no template, no object
and no address of another machine gets into our documents."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from lxml import etree

from jzdocs.style.reference_harm import fields_of, is_harmful_field, is_kept
from jzdocs.word.ooxml import Element, R, w_name

_OF_PACKAGE = (TYPE.OFFICE_DOCUMENT, TYPE.CORE_PROPERTIES)
_OF_DOCUMENT = (
    TYPE.STYLES,
    TYPE.THEME,
    TYPE.NUMBERING,
    TYPE.FONT_TABLE,
    TYPE.SETTINGS,
    TYPE.FOOTNOTES,
    TYPE.HEADER,
    TYPE.FOOTER,
)
_CONTAINERS = ("drawing", "pict", "object", "altChunk", "subDoc", "AlternateContent")
_OWN_PROPERTIES = ("category", "contentStatus", "identifier", "lastPrinted", "version")
_VML = "{urn:schemas-microsoft-com:vml}"
_HREFS = ("href", "{urn:schemas-microsoft-com:office:office}href", "src")


def drop_foreign(document: Any) -> None:
    """Drop parts and references of a reference document; what showed one in a header or a footer goes too, and a link
    or a field there becomes the text that it showed."""
    package, part = document.part.package, document.part
    _keep_types(package, _OF_PACKAGE)
    _keep_types(part, _OF_DOCUMENT)
    core = document.core_properties._element
    for node in [node for node in core if etree.QName(node).localname in _OWN_PROPERTIES]:
        core.remove(node)
    for relationship in list(part.rels.values()):
        if relationship.reltype in (TYPE.HEADER, TYPE.FOOTER) and not relationship.is_external:
            _clean(relationship.target_part)
        elif relationship.reltype == TYPE.THEME:
            theme = relationship.target_part
            _drop(theme, [id_ for id_, rel in theme.rels.items() if rel.is_external])


def _keep_types(part: Any, types: tuple[str, ...]) -> None:
    _drop(part, [id_ for id_, rel in part.rels.items() if rel.reltype not in types or rel.is_external])


def _drop(part: Any, ids: list[str]) -> None:
    for id_ in ids:
        del part.rels[id_]


def _clean(part: Any) -> None:
    """Clean a header or a footer."""
    _drop(part, [id_ for id_, rel in part.rels.items() if not _is_kept(rel)])
    root = getattr(part, "element", None)
    if root is None:  # its content type is none of a header's
        _drop(part, list(part.rels))
        return
    _drop_references(root, frozenset(part.rels))
    for node in list(root.iter(w_name("fldSimple"))):
        if is_harmful_field(node.get(w_name("instr"), "")):
            _unwrap(node)
    for elements, texts in list(fields_of(root)):
        if is_harmful_field("".join(texts)):
            for element in elements:
                element.getparent().remove(element)


def _is_kept(rel: Any) -> bool:
    target = rel.target_ref if rel.is_external else ""
    return is_kept(rel.reltype.rsplit("/", 1)[-1], target, external=rel.is_external)


def _drop_references(root: Element, ids: frozenset[str]) -> None:
    """Drop what refers to relationships that are not there."""
    for node in [node for node in root.iter() if isinstance(node.tag, str)]:
        if node.tag.startswith(_VML):
            for name in _HREFS:
                node.attrib.pop(name, None)
        named = [value for name, value in node.attrib.items() if name.startswith(f"{{{R}}}")]
        if all(value in ids or not value for value in named):
            continue
        if node.tag == w_name("hyperlink"):
            _unwrap(node)
        elif etree.QName(node).localname.startswith("hlink"):
            node.getparent().remove(node)
        else:
            _remove(node)


def _remove(node: Element) -> None:
    """Remove a drawing, picture or object with all around it that shows only that."""
    while etree.QName(node).localname not in _CONTAINERS and node.getparent() is not None:
        if etree.QName(node).localname in ("p", "hdr", "ftr", "r"):
            return  # an attribute of the text itself
        node = node.getparent()
    outer = next((a for a in node.iterancestors() if etree.QName(a).localname == "AlternateContent"), node)
    if outer.getparent() is not None:
        outer.getparent().remove(outer)


def _unwrap(node: Element) -> None:
    """Put the children of an element in its place."""
    parent = node.getparent()
    place = parent.index(node)
    for child in reversed(list(node)):
        parent.insert(place, child)
    parent.remove(node)
