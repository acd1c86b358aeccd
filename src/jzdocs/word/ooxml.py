"""Every WordprocessingML name lives here: small makers of elements, so that the rest of `word/` speaks of runs, fields
and cells.

(ECMA-376 Part 1, section 17. Elements keep the order of their schema sequences.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAP = {"w": W, "r": R}


class _Names(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        self[tag] = name = f"{{{W}}}{tag}"
        return name


_NAMES = _Names()
# a part's root says how the namespaces are called; to say it at each of a document's 10,000 elements takes half of the
# time to make them
_ROOTS = frozenset(("ftr", "hdr", "footnotes", "comments", "numbering", "settings", "styles", "fonts", "document"))
Element = Any


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """A `w:` element; attributes are `w:` too (a trailing underscore is taken off), None leaves one out."""
    element = etree.Element(_NAMES[tag], nsmap=_MAP) if tag in _ROOTS else etree.Element(_NAMES[tag])
    for name, value in attributes.items():
        if value is not None:
            element.set(_NAMES[name.rstrip("_")], str(value))
    element.extend(c for c in children if c is not None)
    return element


def on(tag: str, value: bool = True) -> Element:
    """A toggle property."""
    return w(tag) if value else w(tag, val="0")


# --- runs


def text_nodes(text: str) -> list[Element]:
    """`w:t` and `w:tab` elements of a text."""
    out = []
    for number, part in enumerate(text.split("\t")):
        if number:
            out.append(w("tab"))
        if part:
            node = w("t")
            node.text = part
            if part[0] == " " or part[-1] == " " or "  " in part:
                node.set(_XML_SPACE, "preserve")
            out.append(node)
    return out


def run(text: str, properties: Element | None = None) -> Element:
    """A run of text."""
    return w("r", _copied(properties), *text_nodes(text))


def _copied(properties: Element | None) -> Element | None:
    return None if properties is None or len(properties) == 0 else etree.fromstring(etree.tostring(properties))


def ruby(base: str, text: str, size: int, properties: Element | None = None) -> Element:
    """A run with an annotation above it; `size` is the base's in half points."""
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
    """A run that breaks the line."""
    return w("r", _copied(properties), w("br"))


def run_properties(
    *, style: str | None = None, size: int | None = None, vertical: str | None = None, dots: bool = False
) -> Element:
    """`w:rPr`; `size` in half points."""
    return w(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("sz", val=size) if size else None,
        w("szCs", val=size) if size else None,
        w("vertAlign", val=vertical) if vertical else None,
        w("em", val="underDot") if dots else None,
    )


def field(instruction: str, result: Sequence[Element]) -> list[Element]:
    """The runs of a complex field with its cached result."""
    return [*field_begin(instruction), *result, field_end()]


def field_begin(instruction: str) -> list[Element]:
    """The runs that open a field, up to where its result begins."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(_XML_SPACE, "preserve")
    return [w("r", w("fldChar", fldCharType="begin")), w("r", code), w("r", w("fldChar", fldCharType="separate"))]


def field_end() -> Element:
    """The run that closes a field."""
    return w("r", w("fldChar", fldCharType="end"))


def hyperlink(children: Iterable[Element], *, anchor: str | None = None, relationship: str | None = None) -> Element:
    """A hyperlink to a bookmark, or to a relationship's target."""
    element = w("hyperlink", *children, anchor=anchor, history="1")
    if relationship:
        element.set(f"{{{R}}}id", relationship)
    return element


def bookmark(name: str, number: int, children: Sequence[Element]) -> list[Element]:
    """Elements enclosed in a bookmark."""
    return [w("bookmarkStart", id=number, name=name), *children, w("bookmarkEnd", id=number)]


def note_mark(inside: Element) -> list[Element]:
    """The mark of a footnote, in brackets: [1]. `inside` counts it."""

    def marked(child: Element) -> Element:
        return w("r", w("rPr", w("rStyle", val="FootnoteReference")), child)

    return [marked(text_nodes("[")[0]), marked(inside), marked(text_nodes("]")[0])]


def footnote_reference(number: int) -> list[Element]:
    """The mark of a footnote in the text."""
    return note_mark(w("footnoteReference", id=number))


# --- paragraphs


def paragraph(style: str, children: Iterable[Element], *, extra: Sequence[Element] = ()) -> Element:
    """A paragraph in a style; `extra` holds further properties in schema order."""
    return w("p", w("pPr", w("pStyle", val=style), *extra), *children)


def list_properties(number: int, level: int) -> Element:
    """`w:numPr`."""
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def tab_stops(*stops: tuple[str, int, str | None]) -> Element:
    """`w:tabs`: (kind, position in twips, leader)."""
    return w("tabs", *(w("tab", val=kind, leader=leader, pos=position) for kind, position, leader in stops))


# --- tables


def border(tag: str, eighths: int, color: str = "000000") -> Element:
    """One side of a border, `eighths` of a point thick."""
    return w(tag, val="single", sz=eighths, space="0", color=color) if eighths else w(tag, val="nil")


def table(properties: Sequence[Element], widths: Sequence[int], rows: Sequence[Element]) -> Element:
    """A table; widths in twips."""
    return w("tbl", w("tblPr", *properties), w("tblGrid", *(w("gridCol", w_=v) for v in widths)), *rows)


def table_properties(
    width: int,
    *,
    style: str = "JzTable",
    borders: Sequence[Element] = (),
    margins: tuple[int, int] = (80, 80),
    air: int = 0,
) -> list[Element]:
    """The properties of a fixed table `width` twips wide."""
    return [
        w("tblStyle", val=style),
        w("tblW", w_=width, type="dxa"),
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


def row(cells: Sequence[Element], *, header: bool = False, height: int | None = None) -> Element:
    """A row that no page break parts; `header` repeats it on every page, `height` (twips) fixes it."""
    properties = w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=height, hRule="exact") if height else None,
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
    """A cell; `merge` is 'restart' or 'continue' for cells merged downwards."""
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


def picture(relationships: tuple[str, str], number: int, width: int, height: int, alt: str, name: str) -> Element:
    """A run with an inline picture; width and height in EMU. `relationships` are those of the raster picture and of
    its SVG ('': none), which programs that know it draw instead ([MS-ODRAWXML] 2.3.1.1)."""
    raster, vector = relationships
    inline = _inline(number, width, height, alt, name)
    data = _graphic(inline, PIC)
    pic = etree.SubElement(data, f"{{{PIC}}}pic")
    properties = etree.SubElement(pic, f"{{{PIC}}}nvPicPr")
    etree.SubElement(properties, f"{{{PIC}}}cNvPr", id=str(number), name=name, descr=alt)
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
    etree.SubElement(place, f"{{{A}}}ext", cx=str(width), cy=str(height))
    geometry = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{A}}}avLst")
    return w("r", w("drawing", inline))


def native_chart(relationship: str, number: int, width: int, height: int, alt: str, name: str) -> Element:
    """A run with an inline chart part; width and height in EMU."""
    inline = _inline(number, width, height, alt, name)
    etree.SubElement(_graphic(inline, CHART), f"{{{CHART}}}chart", nsmap={"c": CHART}).set(f"{{{R}}}id", relationship)
    return w("r", w("drawing", inline))


def _inline(number: int, width: int, height: int, alt: str, name: str) -> Element:
    inline = etree.Element(f"{{{WP}}}inline", nsmap={"wp": WP, "a": A, "pic": PIC, "r": R})
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    etree.SubElement(inline, f"{{{WP}}}extent", cx=str(width), cy=str(height))
    etree.SubElement(inline, f"{{{WP}}}docPr", id=str(number), name=name, descr=alt)
    return inline


def _graphic(inline: Element, uri: str) -> Element:
    frame = etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    if uri == PIC:
        etree.SubElement(frame, f"{{{A}}}graphicFrameLocks", noChangeAspect="1")
    graphic = etree.SubElement(inline, f"{{{A}}}graphic")
    return etree.SubElement(graphic, f"{{{A}}}graphicData", uri=uri)


# --- sections


class Section(Struct, frozen=True):
    """What a section's properties say beside paper and margins: headers and footers (kind, page type, relationship),
    how it begins, how its pages count (format, first number), its columns, the grid's pitch (twips) and whether text
    snaps to it."""

    furniture: Sequence[tuple[str, str, str]] = ()
    begins: str = "nextPage"
    title_page: bool = False
    numbers: tuple[str, int | None] | None = None
    columns: int = 1
    gutter: int = 425
    pitch: int = 312
    grid: bool = False


def section(size: tuple[int, int], margins: dict[str, int], more: Section) -> Element:
    """`w:sectPr`; lengths in twips."""
    element = w("sectPr")
    for kind, pages, relationship in more.furniture:
        reference = w(f"{kind}Reference", type=pages)
        reference.set(f"{{{R}}}id", relationship)
        element.append(reference)
    element.append(w("type", val=more.begins))
    element.append(w("pgSz", w_=size[0], h=size[1], orient="landscape" if size[0] > size[1] else None))
    element.append(w("pgMar", **margins))
    if more.numbers:
        element.append(w("pgNumType", fmt=more.numbers[0], start=more.numbers[1]))
    element.append(w("cols", num=more.columns if more.columns > 1 else None, space=more.gutter))
    if more.title_page:
        element.append(w("titlePg"))
    element.append(w("docGrid", type="lines" if more.grid else None, linePitch=more.pitch))
    return element


def section_end(properties: Element) -> Element:
    """The paragraph that ends a section; it takes (almost) no room."""
    return w("p", w("pPr", w("pStyle", val="SectionEnd"), properties))


def section_of(end: Element) -> Element:
    """The properties in a paragraph that ends a section."""
    return end.find(f"{{{W}}}pPr/{{{W}}}sectPr")


# --- parts


def part_xml(root: Element) -> bytes:
    """An element as a whole part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
