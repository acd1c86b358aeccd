"""Numbers of pages: put into footers that lack them, written anew, and put on the outer side of the pages.

Footers of odd and even pages differ then, which is a setting of the file; where it has headers, which would differ too,
all pages have the number on the right.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from lxml import etree

from jzdocs.rules.drawings import BOX
from jzdocs.rules.edits import Edits
from jzdocs.rules.finding import NumberFix
from jzdocs.rules.form import DocumentForm
from jzdocs.rules.marks import Marker, delete, properties_of, put_in_order
from jzdocs.rules.page_rules import NUMBER_SIZE
from jzdocs.rules.parts import OpenParts, add_part
from jzdocs.rules.reading import footer_paragraphs
from jzdocs.rules.writing import change_paragraph
from jzdocs.source.word_package import R, W, is_on, w

Pages = Literal["default", "even"]
_SIDES: dict[Pages, str] = {"default": "right", "even": "left"}
_LOOK = (
    '<w:rPr xmlns:w="{W}"><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="{size}"/>'
    '<w:szCs w:val="{size}"/></w:rPr>'
)
# the settings that stand before evenAndOddHeaders (17.15.1)
_BEFORE = frozenset(
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "  # noqa: SIM905
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle".split()
)


def mend_numbers(parts: OpenParts, form: DocumentForm, edits: Edits, sections: list[Any], marker: Marker) -> None:
    """Write the changes of footers."""
    for (part, number), edit in sorted(edits.paragraphs.items()):
        if part and not part.startswith(BOX):
            change_paragraph(footer_paragraphs(parts.root(part))[number - 1], edit, NUMBER_SIZE, marker)
    anew = {(fix.part, fix.number): fix for fix in edits.numbers if fix.part}
    for fix in anew.values():
        _write(footer_paragraphs(parts.root(fix.part))[fix.number - 1], marker)
    both = not any(section.headed for section in form.sections)
    others = {fix.section: fix for fix in edits.numbers if not fix.part}
    done: set[str] = set()
    for fix in others.values():
        _number(parts, form, fix, (sections, done), marker, both=both)
    if others and both and not form.even_pages:
        _differ_on_even_pages(parts)


def _number(
    parts: OpenParts,
    form: DocumentForm,
    fix: NumberFix,
    where: tuple[list[Any], set[str]],
    marker: Marker,
    *,
    both: bool,
) -> None:
    """Put numbers into the footers of a section; `where` are the properties of all sections, and the parts that were
    seen to."""
    sections, done = where
    footers = {footer.pages: footer for footer in form.sections[fix.section].footers}
    sides: tuple[Pages, ...] = ("default", "even") if both or form.even_pages else ("default",)
    for pages in sides:
        footer = footers.get(pages)
        if footer is None and pages in done:
            continue  # a section without a footer of its own has that of the section before
        if footer is None:
            done.add(pages)
            root = etree.Element(w("ftr"), nsmap={"w": W})
            _write(etree.SubElement(root, w("p")), marker)
            _place(root[0], pages, None)
            name = parts.package.document.name  # type: ignore[attr-defined]
            _refer(sections[fix.section], pages, add_part(parts, name, "footer", root))
            continue
        if footer.part in done:
            continue
        done.add(footer.part)
        nodes = footer_paragraphs(parts.root(footer.part))
        held = next((i for i, p in enumerate(footer.paragraphs) if p.numbered_page), None)
        if held is None:
            free = next((i for i, p in enumerate(footer.paragraphs) if not p.words or _is_number(p.words)), None)
            target = nodes[free] if free is not None else _inserted(nodes[0], marker)
            _write(target, marker)
            _place(target, pages, marker if free is not None else None)
        else:
            _place(nodes[held], pages, marker)


def _is_number(words: str) -> bool:
    return not words.strip("—―－-–─ \u30000123456789")


def _refer(section: Any, pages: str, identifier: str) -> None:
    node = etree.Element(w("footerReference"), nsmap={"w": W, "r": R})
    node.set(w("type"), pages)
    node.set(f"{{{R}}}id", identifier)
    put_in_order(section, node)


def _inserted(before: Any, marker: Marker) -> Any:
    """Return a new paragraph above what a footer holds."""
    paragraph = etree.Element(w("p"), nsmap={"w": W})
    before.addprevious(paragraph)
    look = etree.Element(w("rPr"), nsmap={"w": W})
    look.append(marker.mark("ins"))
    put_in_order(properties_of(paragraph, "pPr"), look)
    return paragraph


def _place(paragraph: Any, pages: Pages, marker: Marker | None) -> None:
    """Put a paragraph on the outer side of its pages, one character in; the change is recorded by a `marker`."""
    properties = properties_of(paragraph, "pPr")
    if marker:
        marker.record(properties)
    side = _SIDES[pages]
    for tag in ("jc", "ind", "framePr"):
        for old in properties.findall(w(tag)):
            properties.remove(old)
    place = etree.Element(w("jc"), nsmap={"w": W})
    place.set(w("val"), side)
    indent = etree.Element(w("ind"), nsmap={"w": W})
    indent.set(w(f"{side}Chars"), "100")
    indent.set(w(side), str(NUMBER_SIZE * 10))
    for name in ("firstLineChars", "firstLine"):
        indent.set(w(name), "0")
    put_in_order(properties, indent)
    put_in_order(properties, place)


def _write(paragraph: Any, marker: Marker) -> None:
    """Have a paragraph print — 1 — in place of what it holds."""
    for node in list(paragraph.iter(w("fldSimple"))):
        _unfold(node)
    for run in [run for run in paragraph.iter(w("r")) if run.getparent().tag not in (w("del"), w("ins"))]:
        delete(marker, [run])
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
    first = field.find(w("r"))
    look = first.find(w("rPr")) if first is not None else None
    for tag, text in (("fldChar", "begin"), ("instrText", field.get(w("instr"), "")), ("fldChar", "separate")):
        field.addprevious(_mark_run(tag, text, look))
    for run in list(field):
        field.addprevious(run)
    field.addprevious(_mark_run("fldChar", "end", look))
    field.getparent().remove(field)


def _mark_run(tag: str, text: str, look: Any) -> Any:
    run = etree.Element(w("r"), nsmap={"w": W})
    if look is not None:
        run.append(deepcopy(look))
    node = etree.SubElement(run, w(tag))
    if tag == "fldChar":
        node.set(w("fldCharType"), text)
    else:
        node.text = text
    return run


def _differ_on_even_pages(parts: OpenParts) -> None:
    """Have even pages take footers of their own."""
    package = parts.package  # type: ignore[attr-defined]
    existing = package.first("settings")
    if existing is None:
        root = etree.Element(w("settings"), nsmap={"w": W})
        add_part(parts, package.document.name, "settings", root)
    else:
        root = parts.root(existing.name)
    found = root.find(w("evenAndOddHeaders"))
    if found is not None:
        if not is_on(found):
            found.attrib.pop(w("val"), None)
        return
    place = 0
    for index, node in enumerate(root):
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in _BEFORE:
            place = index + 1
    root.insert(place, etree.Element(w("evenAndOddHeaders"), nsmap={"w": W}))
