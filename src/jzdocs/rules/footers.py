"""Numbers of pages: put into footers that lack them, written anew, or set in another face and size."""

from __future__ import annotations

from typing import Any

from lxml import etree

from jzdocs.rules.edits import Edits
from jzdocs.rules.finding import NumberFix
from jzdocs.rules.form import DocumentForm
from jzdocs.rules.marks import Marker, delete, properties_of, put_in_order
from jzdocs.rules.page_rules import NUMBER_SIZE
from jzdocs.rules.parts import OpenParts, add_part
from jzdocs.rules.reading import footer_paragraphs
from jzdocs.rules.writing import change_paragraph
from jzdocs.source.word_package import R, W, w

_LOOK = (
    '<w:rPr xmlns:w="{W}"><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="{size}"/>'
    '<w:szCs w:val="{size}"/></w:rPr>'
)


def mend_numbers(parts: OpenParts, form: DocumentForm, edits: Edits, sections: list[Any], marker: Marker) -> None:
    """Write the changes of footers."""
    for (part, number), edit in sorted(edits.paragraphs.items()):
        if part:
            change_paragraph(footer_paragraphs(parts.root(part))[number - 1], edit, NUMBER_SIZE, marker)
    for fix in edits.numbers:
        if fix.part:
            _write_anew(footer_paragraphs(parts.root(fix.part))[fix.number - 1], marker)
        else:
            _add(parts, form, fix, sections, marker)


def _add(parts: OpenParts, form: DocumentForm, fix: NumberFix, sections: list[Any], marker: Marker) -> None:
    """Number the pages of a section that have no number: in the footers that it has, else in new ones."""
    section = form.sections[fix.section]
    own = {footer.pages: footer for footer in section.footers}
    for pages in ("default", "even") if form.even_pages else ("default",):
        footer = own.get(pages)  # type: ignore[call-overload]
        if footer is None:
            root = etree.Element(w("ftr"), nsmap={"w": W})
            _write_anew(etree.SubElement(root, w("p")), marker, pages=pages if form.even_pages else "")
            name = parts.package.document.name  # type: ignore[attr-defined]
            _refer(sections[fix.section], pages, add_part(parts, name, "footer", root))
        elif not any(p.numbered_page for p in footer.paragraphs):
            root = parts.root(footer.part)
            nodes = footer_paragraphs(root)
            free = next((i for i, p in enumerate(footer.paragraphs) if not p.words or _is_number(p.words)), None)
            if free is not None and nodes:
                _write_anew(nodes[free], marker, pages=pages if form.even_pages else "")
            else:
                _insert(nodes[0], marker)


def _is_number(words: str) -> bool:
    return not words.strip("—―－-–─ \u30000123456789")


def _refer(section: Any, pages: str, identifier: str) -> None:
    node = etree.Element(w("footerReference"), nsmap={"w": W, "r": R})
    node.set(w("type"), pages)
    node.set(f"{{{R}}}id", identifier)
    put_in_order(section, node)


def _insert(before: Any, marker: Marker) -> None:
    """Put a new paragraph with the number of the page above what a footer holds."""
    paragraph = etree.Element(w("p"), nsmap={"w": W})
    before.addprevious(paragraph)
    _write_anew(paragraph, marker)
    properties = properties_of(paragraph, "pPr")
    for change in properties.findall(w("pPrChange")):
        properties.remove(change)
    look = etree.Element(w("rPr"), nsmap={"w": W})
    look.append(marker.mark("ins"))
    put_in_order(properties, look)


def _write_anew(paragraph: Any, marker: Marker, pages: str = "") -> None:
    """Have a paragraph print — 1 — in place of what it holds."""
    for node in list(paragraph.iter(w("fldSimple"))):
        _unfold(node)
    for run in [run for run in paragraph.iter(w("r")) if run.getparent().tag not in (w("del"), w("ins"))]:
        delete(marker, [run])
    properties = properties_of(paragraph, "pPr")
    marker.record(properties)
    place = etree.Element(w("jc"), nsmap={"w": W})
    place.set(w("val"), {"default": "right", "even": "left"}.get(pages, "center"))
    for old in properties.findall(w("jc")):
        properties.remove(old)
    put_in_order(properties, place)
    if pages:
        indent = etree.Element(w("ind"), nsmap={"w": W})
        side = "right" if pages == "default" else "left"
        indent.set(w(f"{side}Chars"), "100")
        indent.set(w(side), str(NUMBER_SIZE * 10))
        for old in properties.findall(w("ind")):
            properties.remove(old)
        put_in_order(properties, indent)
    inserted = marker.mark("ins")
    for content in _NUMBER:
        run = etree.SubElement(inserted, w("r"))
        run.append(etree.fromstring(_LOOK.format(W=W, size=NUMBER_SIZE)))
        run.append(etree.fromstring(content.format(W=W)))
    paragraph.append(inserted)


_NUMBER = (
    '<w:t xmlns:w="{W}" xml:space="preserve">— </w:t>',
    '<w:fldChar xmlns:w="{W}" w:fldCharType="begin"/>',
    '<w:instrText xmlns:w="{W}" xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar xmlns:w="{W}" w:fldCharType="separate"/>',
    '<w:t xmlns:w="{W}">1</w:t>',
    '<w:fldChar xmlns:w="{W}" w:fldCharType="end"/>',
    '<w:t xmlns:w="{W}" xml:space="preserve"> —</w:t>',
)


def _unfold(field: Any) -> None:
    """Write a simple field as one of runs, so that it can be marked as deleted."""
    before = [("fldChar", "begin"), ("instrText", field.get(w("instr"), "")), ("fldChar", "separate")]
    for tag, text in before:
        field.addprevious(_mark_run(tag, text))
    for run in list(field):
        field.addprevious(run)
    field.addprevious(_mark_run("fldChar", "end"))
    field.getparent().remove(field)


def _mark_run(tag: str, text: str) -> Any:
    run = etree.Element(w("r"), nsmap={"w": W})
    node = etree.SubElement(run, w(tag))
    if tag == "fldChar":
        node.set(w("fldCharType"), text)
    else:
        node.text = text
    return run
