"""The pages of a sample → keys of a stylesheet: paper, margins, lines and characters, page numbers, heads and feet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import Struct

from jzdocs.learn.sample import Part, Sample
from jzdocs.learn.text_looks import TextLook, look_of, points
from jzdocs.patterns import compiled
from jzdocs.source.word_looks import PageLook
from jzdocs.source.word_package import Relationship, is_on, value, w
from jzdocs.style.reference_headers import read_headers
from jzdocs.style.values import PAPERS
from jzdocs.units import EMU_PER_MM, EMU_PER_TWIP, parse_length

Keys = dict[str, Any]
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NEAR = 60  # twips: a millimetre, by which a paper may miss its norm
REFERENCE = "reference.docx"
# from the middle of a line to the upper edge of the dashes beside its number, in ems, and from its top to its middle
_DASH_BELOW_MIDDLE = 0.1
_WORDS = compiled(r"[A-Za-z]{3}|[\u4e00-\u9fff](?<![第页共总第张])")
_FIELD = compiled(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b")
_FIELD_NAMES = {"PAGE": "{page}", "NUMPAGES": "{pages}", "SECTIONPAGES": "{pages}"}


class PageNumber(Struct, frozen=True):
    """The page number of a sample: its pattern, where it stands, and how it looks."""

    pattern: str
    place: str
    part: Part
    alone: bool


class Furniture(Struct, frozen=True):
    """Heads and feet of a sample as keys of a stylesheet, how they look, and whether the keys say all that they
    hold. `texts` are the words that they print."""

    keys: Keys
    number: PageNumber | None
    header_look: TextLook | None
    footer_look: TextLook | None
    whole: bool
    texts: tuple[str, ...]


def paper_keys(page: PageLook) -> Keys:
    """Return paper and margins."""
    sizes = {name: tuple(parse_length(side) // EMU_PER_TWIP for side in sides) for name, sides in PAPERS.items()}
    size = (page.width, page.height)
    named = next((n for n, s in sizes.items() if all(abs(a - b) <= _NEAR for a, b in zip(s, size, strict=True))), None)
    return {
        "size": named or [millimetres(page.width), millimetres(page.height)],
        "margin": {
            "top": millimetres(page.top),
            "bottom": millimetres(page.bottom),
            "inner": millimetres(page.left),
            "outer": millimetres(page.right),
        },
    }


def millimetres(twips: float) -> str:
    """Return twips as a stylesheet has millimetres, to the tenth."""
    return f"{round(twips * EMU_PER_TWIP / EMU_PER_MM, 1):g}mm"


def read_furniture(sample: Sample) -> Furniture:
    """Return heads and feet of the pages of a sample."""
    section = _with_inherited(sample)
    margins = (sample.page.top * EMU_PER_TWIP, sample.page.bottom * EMU_PER_TWIP)
    read = read_headers(sample.package.archive, section, REFERENCE, margins)
    number = _page_number(sample, section)
    parts = {kind: _written(sample, section, kind) for kind in ("header", "footer")}
    keys = {name: dict(read.keys[name]) for name in ("header", "footer", "watermark") if name in read.keys}
    for kind in ("header", "footer"):
        if kind in keys and not any(keys[kind].get(place) for place in ("left", "center", "right")):
            if keys[kind].get("logo", "none") == "none":
                del keys[kind]
    whole = all(kind in keys for kind in ("header", "footer") if _beside_number(parts[kind], number))
    if number and number.alone:
        keys.pop("footer", None)
        whole = "header" in keys or not parts["header"]
    if number and is_on(section.find(w("titlePg"))) and not _first_has_number(sample, section):
        keys.setdefault("footer", {})["first"] = {}
    texts = tuple(dict.fromkeys(part.text for kind in parts for part in parts[kind] if _WORDS.search(part.text)))
    return Furniture(
        keys, number, look_of(parts["header"], sample), look_of([number.part], sample) if number else None, whole, texts
    )


def _beside_number(parts: list[Part], number: PageNumber | None) -> list[Part]:
    return [part for part in parts if number is None or part.element is not number.part.element]


def number_keys(furniture: Furniture, sample: Sample, height: int) -> Keys:
    """Return the keys of the page number, whose line is `height` twips high: pattern, place, and how far below the text
    it begins."""
    number = furniture.number
    if number is None:
        return {}
    page = sample.page
    below = page.bottom - page.footer - height
    if number.place == "outside":  # its place is that of the dashes' upper edge
        size = number.part.runs[0].look.size * 10
        below += height // 2 + round(_DASH_BELOW_MIDDLE * size)
    keys: Keys = {"below": millimetres(max(0, below))}
    if number.alone:
        keys |= {"pattern": number.pattern, "place": number.place}
    return keys


def footer_keys(look: TextLook, role: str) -> Keys:
    """Return the keys of the style of heads or feet."""
    height = look.paragraph.height(look.run.size, 0)
    return {
        "font": role,
        "size": points(look.run.size / 2),
        "leading": points(height / 20),
        "bold": look.run.bold,
        "color": f"#{look.run.color or '000000'}",
    }


def furniture_parts(sample: Sample) -> dict[str, str]:
    """Return the parts of heads and feet of the sample's pages: their kind and pages, by name."""
    section = _with_inherited(sample)
    return {
        relationship.target: f"{kind} {reference.get(w('type'), 'default')}"
        for kind, reference, relationship in _references(sample, section)
    }


def _with_inherited(sample: Sample) -> Any:
    """Return the `w:sectPr` of the sample's pages with the heads and feet that it takes over from sections before it
    (17.10.1)."""
    body = sample.package.document.root.find(w("body"))
    found: dict[tuple[str, str], Any] = {}
    for section in body.iter(w("sectPr")):
        for reference in section.iter(w("headerReference"), w("footerReference")):
            found[reference.tag, reference.get(w("type"), "default")] = reference
        if section is sample.section:
            break
    whole = (
        etree.fromstring(etree.tostring(sample.section)) if sample.section is not None else etree.Element(w("sectPr"))
    )
    for reference in list(whole.iter(w("headerReference"), w("footerReference"))):
        whole.remove(reference)
    for index, reference in enumerate(found.values()):
        whole.insert(index, etree.fromstring(etree.tostring(reference)))
    return whole


def _references(sample: Sample, section: Any) -> Iterator[tuple[str, Any, Relationship]]:
    links: Mapping[str, Relationship] = sample.package.document.relationships
    for kind in ("header", "footer"):
        for reference in section.iter(w(f"{kind}Reference")):
            relationship = links.get(reference.get(f"{_R}id", ""))
            if relationship and not relationship.external:
                yield kind, reference, relationship


def _paragraphs(sample: Sample, section: Any, kind: str, pages: str = "default") -> list[Any]:
    for own, reference, relationship in _references(sample, section):
        if own == kind and reference.get(w("type"), "default") == pages:
            part = sample.package.part(relationship.target)
            return list(part.root.iter(w("p"))) if part else []
    return []


def _written(sample: Sample, section: Any, kind: str) -> list[Part]:
    parts = (_as_part(sample, paragraph) for paragraph in _paragraphs(sample, section, kind))
    return [part for part in parts if part.text.strip()]


def _as_part(sample: Sample, paragraph: Any) -> Part:
    runs = tuple(sample.effective.runs(paragraph))
    look = sample.effective.paragraph(paragraph, sample.page)
    return Part("furniture", 0, "".join(run.text for run in runs), look, runs, paragraph)


def _page_number(sample: Sample, section: Any) -> PageNumber | None:
    """Return the page number in the feet of the sample."""
    paragraphs = _paragraphs(sample, section, "footer")
    numbered = [paragraph for paragraph in paragraphs if _PAGE in _with_fields(paragraph)]
    # a text box stands in a paragraph that holds it: the innermost counts
    found = next(
        (p for p in reversed(numbered) if not any(other is not p and p in other.iterancestors() for other in numbered)),
        None,
    )
    if found is None:
        return None
    part = _as_part(sample, found)
    if not part.runs:  # a field without a result
        mark = sample.effective.mark(found)
        part = Part("furniture", 0, "", part.look, tuple(_blank_runs(found, mark)), found)
    pattern = _with_fields(found).strip()
    others = [p for p in paragraphs if p is not found and "".join(_with_fields(p).split()) and found not in p.iter()]
    alone = not others and "\t" not in pattern and bool(re.fullmatch(r"[^{}]*(?:\{pages?\}[^{}]*)+", pattern))
    place = _place(found)
    even = next((p for p in _paragraphs(sample, section, "footer", "even") if _PAGE in _with_fields(p)), None)
    if even is not None and {place, _place(even)} == {"left", "right"}:
        place = "outside"
    return PageNumber(pattern, place, part, alone and place in ("center", "outside"))


_PAGE = "{page}"


def _blank_runs(paragraph: Any, look: Any) -> Iterator[Any]:
    from jzdocs.source.word_effective import EffectiveRun

    yield EffectiveRun(paragraph, "1", look)


def _first_has_number(sample: Sample, section: Any) -> bool:
    return any(_PAGE in _with_fields(paragraph) for paragraph in _paragraphs(sample, section, "footer", "first"))


def _with_fields(paragraph: Any) -> str:
    """Return the text of a paragraph with {page} and {pages} for its fields."""
    out: list[str] = []
    depth, code = 0, ""
    for node in paragraph.iter(w("t"), w("tab"), w("fldChar"), w("instrText"), w("fldSimple")):
        if any(a.tag == w("p") and a is not paragraph for a in _within(node, paragraph)):
            continue  # in a text box of the paragraph
        if node.tag == w("fldChar"):
            kind = node.get(w("fldCharType"))
            depth += {"begin": 1, "end": -1}.get(str(kind), 0)
            if kind == "end":
                out.append(_field(code))
                code = ""
        elif node.tag == w("instrText"):
            code += node.text or ""
        elif node.tag == w("fldSimple"):
            out.append(_field(node.get(w("instr"), "")))
        elif node.tag == w("tab") and node.getparent().tag == w("r"):
            out.append("\t")
        elif node.tag == w("t") and not depth and node.getparent().getparent().tag != w("fldSimple"):
            out.append(node.text or "")
    return "".join(out)


def _within(node: Any, paragraph: Any) -> Iterator[Any]:
    for ancestor in node.iterancestors():
        if ancestor is paragraph:
            return
        yield ancestor


def _field(code: str) -> str:
    match = _FIELD.match(code)
    return _FIELD_NAMES[match[1]] if match else ""


def _place(paragraph: Any) -> str:
    """Return where a paragraph of a foot stands: as it is aligned, as its frame is, or the text box that holds it."""
    properties = paragraph.find(w("pPr"))
    frame = properties.find(w("framePr")) if properties is not None else None
    if frame is not None and frame.get(w("xAlign")):
        return _PLACES.get(frame.get(w("xAlign")), "left")
    for anchor in paragraph.iterancestors(f"{_WP}anchor"):
        aligned = anchor.find(f"{_WP}positionH/{_WP}align")
        if aligned is not None:
            return _PLACES.get(aligned.text or "", "left")
    return _PLACES.get(value(properties, "jc") or "", "left")


_PLACES = {"center": "center", "right": "right", "end": "right", "outside": "outside", "left": "left"}
