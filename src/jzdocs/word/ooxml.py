"""The elements of WordprocessingML (ECMA-376 Part 1, section 17): every `w:` name is written here, so that the rest of
`word/` speaks of runs, fields and cells.

Children keep the order of their schema sequences; a validator refuses any other. Lengths are twips (1/20 of a point)
unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from lxml import etree
from msgspec import Struct

from jzdocs.patterns import compiled
from jzdocs.units import Size
from jzdocs.word.font_hints import needs_hint, pieces

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
VML = "urn:schemas-microsoft-com:vml"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAP = {"w": W, "r": R}


class _Names(dict[str, str]):
    """Qualified names by local ones, each put together once."""

    def __missing__(self, tag: str) -> str:
        self[tag] = name = f"{{{W}}}{tag}"
        return name


_NAMES = _Names()
# prefixes are declared at the root of a part: to declare them at each of a document's 10,000 elements takes half of
# the time that making these takes
_ROOTS = frozenset(("ftr", "hdr", "footnotes", "comments", "numbering", "settings", "styles", "fonts", "document"))
Element = Any


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """Return a `w:` element. Attributes are `w:` too: a trailing underscore is taken off (`w_=9` is `w:w="9"`), and one
    that is None is left out, as is a child that is None."""
    element = etree.Element(_NAMES[tag], nsmap=_MAP) if tag in _ROOTS else etree.Element(_NAMES[tag])
    for name, value in attributes.items():
        if value is not None:
            element.set(_NAMES[name.rstrip("_")], str(value))
    element.extend(c for c in children if c is not None)
    return element


def w_name(name: str) -> str:
    """Return the qualified name of a `w:` element or attribute."""
    return _NAMES[name]


def on(tag: str, value: bool = True) -> Element:
    """Return a toggle property (ECMA-376 Part 1, 17.7.3): on without `w:val`, off with 0."""
    return w(tag) if value else w(tag, val="0")


# --- runs


# characters that have elements of their own (ECMA-376 Part 1, 17.3.3.28 and 32); as text a soft hyphen is always seen
_SIGNS = {"\t": "tab", "\u00ad": "softHyphen"}
_PARTS = compiled("([\t\u00ad])")


def text_nodes(text: str) -> list[Element]:
    """Return the `w:t`, `w:tab` and `w:softHyphen` elements of a text."""
    out = []
    for part in _PARTS.split(text) if _PARTS.search(text) else (text,):
        if part in _SIGNS:
            out.append(w(_SIGNS[part]))
        elif part:
            node = w("t")
            node.text = part
            if part[0] == " " or part[-1] == " " or "  " in part:
                node.set(_XML_SPACE, "preserve")
            out.append(node)
    return out


def text_of_formula(element: Element) -> str:
    """Return the characters of a formula of Office Math, without their structure."""
    return "".join(node.text or "" for node in element.iter(f"{{{M}}}t"))


def run(text: str, properties: Element | None = None) -> Element:
    """Return a run of text. `properties` are copied: an element has one parent.

    Where a Latin font has marks of Chinese text too, a hint gives them to the Chinese font."""
    return _run(text, properties, hinted=needs_hint(text))


def _run(text: str, properties: Element | None, *, hinted: bool) -> Element:
    copied = _copied(properties)
    if hinted:
        copied = w("rPr") if copied is None else copied
        styled = len(copied) and copied[0].tag == _NAMES["rStyle"]
        copied.insert(1 if styled else 0, w("rFonts", hint="eastAsia"))
    return w("r", copied, *text_nodes(text))


def runs(text: str, properties: Element | None = None) -> list[Element]:
    """Return a text as runs: a Latin word with marks that stand in Chinese fonts too is one of its own."""
    return [_run(piece, properties, hinted=hinted) for piece, hinted in pieces(text)]


def _copied(properties: Element | None) -> Element | None:
    return None if properties is None or len(properties) == 0 else etree.fromstring(etree.tostring(properties))


def ruby(base: str, text: str, size: int, properties: Element | None = None) -> Element:
    """Return a run with an annotation above it (ECMA-376 Part 1, 17.3.3.25); `size` is the base's in half points."""
    settings = w(
        "rubyPr",
        w("rubyAlign", val="center"),
        w("hps", val=size // 2),
        w("hpsRaise", val=size - 4),
        w("hpsBaseText", val=size),
        w("lid", val="zh-CN"),
    )
    small = run(text, run_properties(size=size // 2))
    return w("r", w("ruby", settings, w("rt", small), w("rubyBase", run(base, properties))))


def line_break(properties: Element | None = None) -> Element:
    """Return a run that breaks the line."""
    return w("r", _copied(properties), w("br"))


def run_properties(
    *, style: str | None = None, size: int | None = None, vertical: str | None = None, dots: bool = False
) -> Element:
    """Return `w:rPr`: the id of a character style, `size` in half points, super- or subscript, dots below (着重号)."""
    return w(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("sz", val=size) if size else None,
        w("szCs", val=size) if size else None,
        w("vertAlign", val=vertical) if vertical else None,
        w("em", val="underDot") if dots else None,
    )


def field(instruction: str, result: Sequence[Element]) -> list[Element]:
    """Return the runs of a complex field (ECMA-376 Part 1, 17.16.18) with its cached result."""
    return [*field_begin(instruction), *result, field_end()]


def field_begin(instruction: str) -> list[Element]:
    """Return the runs that open a field, up to where its result begins."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(_XML_SPACE, "preserve")
    return [w("r", w("fldChar", fldCharType="begin")), w("r", code), w("r", w("fldChar", fldCharType="separate"))]


def field_end() -> Element:
    """Return the run that closes a field."""
    return w("r", w("fldChar", fldCharType="end"))


def hyperlink(children: Iterable[Element], *, anchor: str | None = None, relationship: str | None = None) -> Element:
    """Return a hyperlink to the bookmark `anchor`, or to a relationship's target."""
    element = w("hyperlink", *children, anchor=anchor, history="1")
    if relationship:
        element.set(f"{{{R}}}id", relationship)
    return element


def bookmark(name: str, number: int, children: Sequence[Element]) -> list[Element]:
    """Return elements enclosed in a bookmark; `number` is its id, unique in the document."""
    return [w("bookmarkStart", id=number, name=name), *children, w("bookmarkEnd", id=number)]


def note_mark(inside: Sequence[Element]) -> list[Element]:
    """Return the mark of a footnote in brackets, [1]; `inside` are the runs that print its number."""
    return [raised_run(text_nodes("[")[0]), *inside, raised_run(text_nodes("]")[0])]


def footnote_reference(number: int) -> list[Element]:
    """Return the mark of a footnote in the text."""
    return note_mark([raised_run(w("footnoteReference", id=number))])


def raised_run(child: Element) -> Element:
    """Return a run in the style of the marks of footnotes."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), child)


def repeated_note(bookmark_name: str, number: int) -> list[Element]:
    """Return the runs that print the number of a footnote once more: a field that follows the mark in the bookmark
    (NOTEREF, ECMA-376 Part 1, 17.16.5.40)."""
    return field(f"NOTEREF {bookmark_name} \\h", [raised_run(text_nodes(str(number))[0])])


# --- paragraphs


def paragraph(style: str, children: Iterable[Element], *, extra: Sequence[Element] = ()) -> Element:
    """Return a paragraph in the style of that id; `extra` holds further properties, in the order of the schema."""
    return w("p", w("pPr", w("pStyle", val=style), *extra), *children)


def style_id(element: Element) -> str:
    """Return the id of a paragraph's style, "" where it names none."""
    style = element.find(f"{_NAMES['pPr']}/{_NAMES['pStyle']}")
    return "" if style is None else str(style.get(_NAMES["val"], ""))


def with_spacing(extra: Sequence[Element], spacing: Element) -> list[Element]:
    """Return properties of a paragraph with its spacing, in the order of the schema (17.3.1.26)."""
    before = {f"{{{W}}}{name}" for name in ("keepNext", "numPr", "pBdr", "tabs", "snapToGrid")}
    place = next((i for i, element in enumerate(extra) if element.tag not in before), len(extra))
    return [*extra[:place], spacing, *extra[place:]]


def list_properties(number: int, level: int) -> Element:
    """Return `w:numPr`: the list of that number, at a level from 0."""
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def tab_stops(*stops: tuple[str, int, str | None]) -> Element:
    """Return `w:tabs` of (kind, position, leader or None)."""
    return w("tabs", *(w("tab", val=kind, leader=leader, pos=position) for kind, position, leader in stops))


# --- tables


def border(tag: str, eighths: int, color: str = "000000") -> Element:
    """Return one side of a border, `eighths` of a point thick; 0 takes a border away."""
    return w(tag, val="single", sz=eighths, space="0", color=color) if eighths else w(tag, val="nil")


def table(properties: Sequence[Element], widths: Sequence[int], rows: Sequence[Element]) -> Element:
    """Return a table; `widths` are those of its columns."""
    return w("tbl", w("tblPr", *properties), w("tblGrid", *(w("gridCol", w_=v) for v in widths)), *rows)


def table_properties(
    width: int,
    *,
    style: str = "JzTable",
    borders: Sequence[Element] = (),
    margins: tuple[int, int] = (80, 80),
    air: int = 0,
    centred: bool = False,
) -> list[Element]:
    """Return the properties of a table of fixed `width`; `margins` stand left and right in each cell, `air` above and
    below. One that is `centred` stands in the middle of its column."""
    return [
        w("tblStyle", val=style),
        w("tblW", w_=width, type="dxa"),
        w("jc", val="center") if centred else None,
        w("tblBorders", *borders) if borders else None,
        w("tblLayout", type="fixed"),
        w(
            "tblCellMar",
            w("top", w_=air, type="dxa") if air else None,
            w("left", w_=margins[0], type="dxa"),
            w("bottom", w_=air, type="dxa") if air else None,
            w("right", w_=margins[1], type="dxa"),
        ),
        w("tblLook", val="0420", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="0", noVBand="1"),
    ]


def row(
    cells: Sequence[Element], *, header: bool = False, height: int = 0, at_least: bool = False, whole: bool = True
) -> Element:
    """Return a row that no page break parts unless it is not `whole`; `header` repeats it on every page, `height` fixes
    it or, with `at_least`, is the height of one with little in it."""
    properties = w(
        "trPr",
        w("cantSplit") if whole else None,
        w("trHeight", val=height, hRule="atLeast" if at_least else "exact") if height else None,
        w("tblHeader") if header else None,
    )
    return w("tr", properties, *cells)


def cell(
    paragraphs: Sequence[Element],
    width: int,
    *,
    colspan: int = 1,
    merge: str | None = None,
    borders: Sequence[Element] = (),
    align: str = "center",
) -> Element:
    """Return a cell; `merge` is `restart` in the first of cells merged downwards, `continue` in the others; `align` is
    vertical."""
    properties = w(
        "tcPr",
        w("tcW", w_=width, type="dxa"),
        w("gridSpan", val=colspan) if colspan > 1 else None,
        w("vMerge", val=merge) if merge else None,
        w("tcBorders", *borders) if borders else None,
        w("vAlign", val=align),
    )
    return w("tc", properties, *paragraphs)


# --- pictures


class Drawing(Struct, frozen=True):
    """What an inline drawing says of itself: its id, unique in the document; width and height in EMU; the text for
    readers who do not see it; its name."""

    number: int
    size: Size
    alt: str
    name: str


def picture(raster: str, vector: str, drawing: Drawing) -> Element:
    """Return a run with an inline picture, by the relationships of the raster picture and of its SVG ("" where there
    is none), which programs that know SVG draw instead ([MS-ODRAWXML] 2.3.1.1)."""
    inline = _inline(drawing)
    picture_content(inline, raster, vector, drawing)
    return w("r", w("drawing", inline))


def picture_content(holder: Element, raster: str, vector: str, drawing: Drawing) -> None:
    """Put a picture into an inline or anchored drawing; see `picture`."""
    data = _graphic(holder, PIC)
    pic = etree.SubElement(data, f"{{{PIC}}}pic")
    properties = etree.SubElement(pic, f"{{{PIC}}}nvPicPr")
    etree.SubElement(properties, f"{{{PIC}}}cNvPr", id=str(drawing.number), name=drawing.name, descr=drawing.alt)
    etree.SubElement(properties, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(pic, f"{{{PIC}}}blipFill")
    blip = etree.SubElement(fill, f"{{{A}}}blip")
    blip.set(f"{{{R}}}embed", raster)
    if vector:
        extension = etree.SubElement(
            etree.SubElement(blip, f"{{{A}}}extLst"), f"{{{A}}}ext", uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
        )
        etree.SubElement(extension, f"{{{SVG}}}svgBlip", nsmap={"asvg": SVG}).set(f"{{{R}}}embed", vector)
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(pic, f"{{{PIC}}}spPr")
    place = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(place, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(place, f"{{{A}}}ext", cx=str(drawing.size.width), cy=str(drawing.size.height))
    geometry = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{A}}}avLst")


def native_chart(relationship: str, drawing: Drawing) -> Element:
    """Return a run with an inline chart part."""
    inline = _inline(drawing)
    etree.SubElement(_graphic(inline, CHART), f"{{{CHART}}}chart", nsmap={"c": CHART}).set(f"{{{R}}}id", relationship)
    return w("r", w("drawing", inline))


def _inline(drawing: Drawing) -> Element:
    inline = etree.Element(f"{{{WP}}}inline", nsmap={"wp": WP, "a": A, "pic": PIC, "r": R})
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    etree.SubElement(inline, f"{{{WP}}}extent", cx=str(drawing.size.width), cy=str(drawing.size.height))
    etree.SubElement(inline, f"{{{WP}}}docPr", id=str(drawing.number), name=drawing.name, descr=drawing.alt)
    return inline


def _graphic(inline: Element, uri: str) -> Element:
    frame = etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    if uri == PIC:
        etree.SubElement(frame, f"{{{A}}}graphicFrameLocks", noChangeAspect="1")
    graphic = etree.SubElement(inline, f"{{{A}}}graphic")
    return etree.SubElement(graphic, f"{{{A}}}graphicData", uri=uri)


# --- sections


HeaderKind = Literal["header", "footer"]
PageType = Literal["default", "first", "even"]


class HeaderReference(Struct, frozen=True):
    """Where a section finds a header or footer (ECMA-376 Part 1, 17.10): for which pages, and by which
    relationship."""

    kind: HeaderKind
    pages: PageType
    relationship: str


class SectionProperties(Struct, frozen=True):
    """What a section says beside paper and margins: its headers and footers, how it begins (ECMA-376 Part 1,
    17.18.77), whether its first page differs, how its pages count (format, first number), columns and the gutter
    between them, the pitch of its grid and whether text snaps to that."""

    headers: Sequence[HeaderReference] = ()
    start: str = "nextPage"
    title_page: bool = False
    numbers: tuple[str, int | None] | None = None
    columns: int = 1
    gutter: int = 425
    pitch: int = 312
    grid: bool = False


def section(size: tuple[int, int], margins: dict[str, int], properties: SectionProperties) -> Element:
    """Return `w:sectPr` for paper of a size (width, height) with margins by their `w:pgMar` names."""
    element = w("sectPr")
    for header in properties.headers:
        reference = w(f"{header.kind}Reference", type=header.pages)
        reference.set(f"{{{R}}}id", header.relationship)
        element.append(reference)
    element.append(w("type", val=properties.start))
    element.append(w("pgSz", w_=size[0], h=size[1], orient="landscape" if size[0] > size[1] else None))
    element.append(w("pgMar", **margins))
    if properties.numbers:
        element.append(w("pgNumType", fmt=properties.numbers[0], start=properties.numbers[1]))
    element.append(w("cols", num=properties.columns if properties.columns > 1 else None, space=properties.gutter))
    if properties.title_page:
        element.append(w("titlePg"))
    element.append(w("docGrid", type="lines" if properties.grid else None, linePitch=properties.pitch))
    return element


def section_end(properties: Element) -> Element:
    """Return the paragraph that ends a section; it takes (almost) no room."""
    return w("p", w("pPr", w("pStyle", val="SectionEnd"), properties))


def section_of(end: Element) -> Element:
    """Return the properties in a paragraph that ends a section."""
    return end.find(f"{{{W}}}pPr/{{{W}}}sectPr")


# --- parts


def part_xml(root: Element) -> bytes:
    """Return an element as a whole part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
