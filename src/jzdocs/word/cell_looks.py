"""What is drawn in cells of Word's tables: shades are the cells' own shading, bars are shapes behind the text that move
with it, sparklines are pictures."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from jzdocs.charts.sparkline import bar_color, heat_color, painted, sparkline
from jzdocs.charts.svg import svg
from jzdocs.frames import Drawing as FrameDrawing
from jzdocs.layout.cell_looks import trace_size
from jzdocs.resolve.table_looks import Look
from jzdocs.units import Size, pt
from jzdocs.word import ooxml
from jzdocs.word.context import Context
from jzdocs.word.ooxml import WP, A, Drawing, Element, W, w

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_BAR_NAME = "数据条"
_BAR_HEIGHT = 0.86  # of a line


class CellPictures(Protocol):
    """What puts pictures into the package."""

    def add(self, png: bytes, vector: bytes) -> tuple[str, str]:
        """Put in a PNG and its SVG, and return their relationships."""


class CellLooks:
    """Draws in cells. `bar` and `trace` return the run that draws, `shaded` the cell itself."""

    def __init__(self, context: Context, pictures: CellPictures) -> None:
        self._context, self._pictures = context, pictures

    def shaded(self, cell: Element, look: Look) -> Element:
        """Give a cell its shade (`w:shd`, ECMA-376 Part 1, 17.4.32), and return it."""
        if look.heat is None:
            return cell
        fill = heat_color(self._context.sheet.chart, look.heat, negative=look.negative)
        cell.find(f"{{{W}}}tcPr/{{{W}}}vAlign").addprevious(w("shd", val="clear", color="auto", fill=fill))
        return cell

    def bar(self, look: Look, room: int, leading: int) -> list[Element]:
        """Return the run with the bar of a cell whose text has so much room, in lines of so much leading (EMU)."""
        if look.bar is None:
            return []
        start, end = (round(room * share) for share in look.bar)
        height = round(leading * _BAR_HEIGHT)
        size = Size(max(end - start, pt(0.6)), height)
        number = self._context.bookmarks.ids.drawings(1)
        fill = bar_color(self._context.sheet.chart, negative=look.negative)
        return [_shape(number, size, (start, (leading - height) // 2), fill)]

    def trace(self, look: Look, room: int, leading: int) -> list[Element]:
        """Return the run with the sparkline of a cell."""
        size = trace_size(room, leading)
        items = sparkline(look.trace, size, self._context.sheet.chart)
        if not items:
            return []
        vector = svg(FrameDrawing(size, items), self._context.setter.faces)
        raster, scalable = self._pictures.add(painted(items, size), vector)
        number = self._context.bookmarks.ids.drawings(1)
        return [ooxml.picture(raster, scalable, Drawing(number, size, look.alt, "走势线"))]


def _shape(number: int, size: Size, place: tuple[int, int], fill: str) -> Element:
    """Return a run with a filled rectangle behind the text of its cell, `place` from its paragraph's corner; it adorns,
    and says nothing that the text does not say."""
    names = {"wp": WP, "a": A, "mc": _MC, "wps": _WPS}
    anchor = etree.Element(f"{{{WP}}}anchor", nsmap=names)
    settings = {
        "distT": "0",
        "distB": "0",
        "distL": "0",
        "distR": "0",
        "simplePos": "0",
        "relativeHeight": str(number),
        "behindDoc": "1",
        "locked": "0",
        "layoutInCell": "1",
        "allowOverlap": "1",
    }
    for name, value in settings.items():
        anchor.set(name, value)
    etree.SubElement(anchor, f"{{{WP}}}simplePos", x="0", y="0")
    for axis, relative, offset in (("H", "column", place[0]), ("V", "paragraph", place[1])):
        position = etree.SubElement(anchor, f"{{{WP}}}position{axis}", relativeFrom=relative)
        etree.SubElement(position, f"{{{WP}}}posOffset").text = str(offset)
    etree.SubElement(anchor, f"{{{WP}}}extent", cx=str(size.width), cy=str(size.height))
    etree.SubElement(anchor, f"{{{WP}}}effectExtent", l="0", t="0", r="0", b="0")
    etree.SubElement(anchor, f"{{{WP}}}wrapNone")
    properties = etree.SubElement(anchor, f"{{{WP}}}docPr", id=str(number), name=f"{_BAR_NAME} {number}")
    extension = etree.SubElement(etree.SubElement(properties, f"{{{A}}}extLst"), f"{{{A}}}ext", uri=_DECORATIVE_URI)
    etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}, val="1")
    etree.SubElement(anchor, f"{{{WP}}}cNvGraphicFramePr")
    data = etree.SubElement(etree.SubElement(anchor, f"{{{A}}}graphic"), f"{{{A}}}graphicData", uri=_WPS)
    shape = etree.SubElement(data, f"{{{_WPS}}}wsp")
    etree.SubElement(shape, f"{{{_WPS}}}cNvSpPr")
    looks = etree.SubElement(shape, f"{{{_WPS}}}spPr")
    frame = etree.SubElement(looks, f"{{{A}}}xfrm")
    etree.SubElement(frame, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(frame, f"{{{A}}}ext", cx=str(size.width), cy=str(size.height))
    etree.SubElement(etree.SubElement(looks, f"{{{A}}}prstGeom", prst="rect"), f"{{{A}}}avLst")
    etree.SubElement(etree.SubElement(looks, f"{{{A}}}solidFill"), f"{{{A}}}srgbClr", val=fill)
    etree.SubElement(etree.SubElement(looks, f"{{{A}}}ln"), f"{{{A}}}noFill")
    etree.SubElement(shape, f"{{{_WPS}}}bodyPr")
    content = etree.Element(f"{{{_MC}}}AlternateContent", nsmap=names)
    choice = etree.SubElement(content, f"{{{_MC}}}Choice", Requires="wps")
    choice.append(w("drawing", anchor))
    return w("r", content)
