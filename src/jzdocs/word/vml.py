"""Watermarks and pictures at a fixed place, as Word puts them into headers.

A watermark is a shape of VML (ECMA-376 Part 4, 19): by the name of the shape Word knows it as one, and “Remove
Watermark” finds it. Logos and seals are anchored drawings (Part 1, 20.4.2.3). Lengths are EMU.
"""

from __future__ import annotations

from typing import Literal

from lxml import etree

from jzdocs.style.stylesheet import PageStyle, Watermark
from jzdocs.units import to_pt
from jzdocs.word.ooxml import PIC, VML, WP, A, Drawing, Element, R, picture_content, w

_O, _W10 = "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:word"
_NAMES = {"v": VML, "o": _O, "w10": _W10, "r": R}
# the shapes that Word calls a text effect and a picture, as it writes them itself
_TEXT_EFFECT = (
    "m@7,l@8,m@5,21600l@6,21600e",
    (
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ),
)
SEAL_NAME = "印章"  # of drawings of seals, by which an edited file is read
_BEHIND = "z-index:-251658752"
Vertical = Literal["page", "paragraph", "line"]


def watermark(mark: Watermark, page: PageStyle, font: str, relationship: str) -> Element:
    """Return a run with a watermark in the middle of the type area of a page. Letters are in the `font` of that name;
    `relationship` leads to a picture."""
    pict = etree.Element(w("pict").tag, nsmap=_NAMES)
    if mark.picture:
        size = (mark.size, mark.size * mark.picture.height // mark.picture.width)
        shape = _shape(pict, "WordPictureWatermark1", "75", size, mark.angle)
        data = etree.SubElement(shape, f"{{{VML}}}imagedata")
        data.set(f"{{{R}}}id", relationship)
        data.set(f"{{{_O}}}title", "")
    else:
        letters = mark.fitting(page)
        _text_effect(pict)
        shape = _shape(pict, "PowerPlusWaterMarkObject1", "136", (round(letters * mark.ems), letters), mark.angle)
        shape.set("fillcolor", f"#{mark.color.lower()}")
        path = etree.SubElement(shape, f"{{{VML}}}textpath")
        path.set("style", f'font-family:"{font}";font-size:1pt')
        path.set("string", mark.text)
    etree.SubElement(shape, f"{{{_W10}}}wrap").set("anchorx", "margin")
    shape[-1].set("anchory", "margin")
    return w("r", w("rPr", w("noProof")), pict)


def _shape(pict: Element, name: str, kind: str, size: tuple[int, int], angle: int) -> Element:
    """Add a shape of a `kind` (the number of its type) to `pict`; VML turns clockwise."""
    width, height = (f"{to_pt(side):.1f}pt" for side in size)
    places = "".join(f"mso-position-{axis}:center;mso-position-{axis}-relative:margin;" for axis in _AXES)
    turned = f"rotation:{-angle % 360};" if angle else ""
    shape = etree.SubElement(pict, f"{{{VML}}}shape")
    shape.set("id", name)
    shape.set(f"{{{_O}}}spid", "_x0000_s2049")
    shape.set("type", f"#_x0000_t{kind}")
    shape.set("alt", "")
    where = f"position:absolute;margin-left:0;margin-top:0;width:{width};height:{height};"
    shape.set("style", f"{where}{turned}{_BEHIND};{places}".rstrip(";"))
    shape.set(f"{{{_O}}}allowincell", "f")
    shape.set("stroked", "f")
    return shape


_AXES = ("horizontal", "vertical")


def _text_effect(pict: Element) -> None:
    """Add the type of shapes whose outline is a text."""
    path, formulas = _TEXT_EFFECT
    kind = etree.SubElement(pict, f"{{{VML}}}shapetype")
    for key, value in (("id", "_x0000_t136"), ("coordsize", "21600,21600"), ("adj", "10800"), ("path", path)):
        kind.set(key, value)
    kind.set(f"{{{_O}}}spt", "136")
    equations = etree.SubElement(kind, f"{{{VML}}}formulas")
    for formula in formulas:
        etree.SubElement(equations, f"{{{VML}}}f").set("eqn", formula)
    sites = etree.SubElement(kind, f"{{{VML}}}path")
    for key, value in (
        ("textpathok", "t"),
        (f"{{{_O}}}connecttype", "custom"),
        (f"{{{_O}}}connectlocs", "@9,0;@10,10800;@11,21600;@12,10800"),
        (f"{{{_O}}}connectangles", "270,180,90,0"),
    ):
        sites.set(key, value)
    text = etree.SubElement(kind, f"{{{VML}}}textpath")
    text.set("on", "t")
    text.set("fitshape", "t")


def anchored_picture(
    relationship: str, drawing: Drawing, x: int, y: int, *, from_: Vertical = "page", behind: bool = False
) -> Element:
    """Return a run with a picture `x` from the left edge of the type area and `y` below the top of the page, of the
    paragraph or of its line; `behind` the text, or before it. The text runs on below it as if it were not there."""
    anchor = etree.Element(f"{{{WP}}}anchor", nsmap={"wp": WP, "a": A, "pic": PIC, "r": R})
    for name, value in (
        *((f"dist{side}", "0") for side in "TBLR"),
        ("simplePos", "0"),
        ("relativeHeight", "251659264"),
        ("behindDoc", str(int(behind))),
        ("locked", "0"),
        ("layoutInCell", "1"),
        ("allowOverlap", "1"),
    ):
        anchor.set(name, value)
    etree.SubElement(anchor, f"{{{WP}}}simplePos", x="0", y="0")
    for axis, base, offset in (("H", "margin", x), ("V", from_, y)):
        place = etree.SubElement(anchor, f"{{{WP}}}position{axis}", relativeFrom=base)
        etree.SubElement(place, f"{{{WP}}}posOffset").text = str(offset)
    etree.SubElement(anchor, f"{{{WP}}}extent", cx=str(drawing.size.width), cy=str(drawing.size.height))
    etree.SubElement(anchor, f"{{{WP}}}effectExtent", l="0", t="0", r="0", b="0")
    etree.SubElement(anchor, f"{{{WP}}}wrapNone")
    etree.SubElement(anchor, f"{{{WP}}}docPr", id=str(drawing.number), name=drawing.name, descr=drawing.alt)
    picture_content(anchor, relationship, "", drawing)
    return w("r", w("drawing", anchor))
