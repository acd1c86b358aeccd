"""What the XML of all charts is made of: looks of texts, lines and shapes, cached cells, parts of labels, axes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jzdocs.charts.native import Series
from jzdocs.charts.palette import color_of, pattern_of
from jzdocs.word.drawingml_elements import Element, Looks, a, c
from jzdocs.word.workbook import has_negative, number_format

CATEGORIES, VALUES = 111111111, 222222222  # ids of the axes, unsigned integers (21.2.2.9)
EMU = 12700  # a point
HAIRLINE = 0.4
_PATTERNS = {"up": "wdUpDiag", "down": "wdDnDiag", "flat": "ltHorz", "upright": "ltVert", "cross": "lgGrid"}


def fill_of(fill: str) -> Element:
    """Return a solid fill, in the colour of a fill that may have a pattern."""
    return a("solidFill", a("srgbClr", val=color_of(fill)))


def shape_fill(fill: str) -> Element:
    """Return the fill of a shape: its colour, under white lines where it has a pattern."""
    if not (pattern := pattern_of(fill)):
        return fill_of(fill)
    colors = (a("fgClr", a("srgbClr", val="FFFFFF")), a("bgClr", a("srgbClr", val=color_of(fill))))
    return a("pattFill", *colors, prst=_PATTERNS[pattern])


def line(color: str, width: float, *, dash: str | None = None) -> Element:
    """Return a line of a colour and a width in points."""
    return a(
        "ln", fill_of(color), a("prstDash", val=dash) if dash else None, a("round"), w=round(width * EMU), cap="flat"
    )


def shape_properties(fill: str) -> Element:
    """Return the looks of a shape without an outline."""
    return c("spPr", shape_fill(fill), a("ln", a("noFill")))


def run_properties(tag: str, looks: Looks, color: str, size: float, *, bold: bool) -> Element:
    """Return the properties of a run: its faces, size in points, colour and weight."""
    faces = (a("latin", typeface=looks.latin), a("ea", typeface=looks.east))
    lang = "zh-CN" if tag != "defRPr" else None
    return a(tag, fill_of(color), *faces, lang=lang, sz=round(size * 100), b=int(bold))


def text_properties(
    looks: Looks, color: str = "000000", size: float = 0.0, *, bold: bool = False, wrap: str = "none"
) -> Element:
    """Return the looks of all texts of a part of the chart."""
    paragraph = a(
        "p",
        a("pPr", run_properties("defRPr", looks, color, size or looks.size, bold=bold)),
        a("endParaRPr", lang="zh-CN"),
    )
    return c("txPr", a("bodyPr", wrap=wrap), a("lstStyle"), paragraph)


def shares(**values: float) -> list[Element]:
    """Return places and sizes as shares of the chart."""
    return [c(name, val=f"{value:.5f}") for name, value in values.items()]


def strings(reference: str, texts: Sequence[str]) -> Element:
    """Return the texts of cells, with their reference."""
    points = [c("pt", _value(text), idx=index) for index, text in enumerate(texts)]
    return c("strRef", _formula(reference), c("strCache", c("ptCount", val=len(texts)), *points))


def numbers(reference: str, series: Series) -> Element:
    """Return the values; a point whose format is not that of most others names its own."""
    signed = has_negative(series.values)
    formats = [number_format(v, signed=signed) if v else "" for v in series.values]
    common = common_format(series)
    points = [
        c("pt", _value(plain(v.number)), idx=index, formatCode=formats[index] if formats[index] != common else None)
        for index, v in enumerate(series.values)
        if v is not None and v.number is not None
    ]
    code = c("formatCode")
    code.text = common
    return c("numRef", _formula(reference), c("numCache", code, c("ptCount", val=len(series.values)), *points))


def common_format(series: Series) -> str:
    """Return the format of most numbers of a series."""
    signed = has_negative(series.values)
    formats = [number_format(v, signed=signed) for v in series.values if v]
    return max(formats, key=formats.count, default="General")


def plain(number: Decimal) -> str:
    """Return a number without exponent."""
    return format(number, "f")


def _value(text: str) -> Element:
    element = c("v")
    element.text = text
    return element


def _formula(reference: str) -> Element:
    element = c("f")
    element.text = reference
    return element


def shown_parts(
    text: Element | None,
    position: str,
    *,
    value: bool = True,
    category: bool = False,
    name: bool = False,
    code: str = "General",
) -> list[Element]:
    """Return what labels show, to stand behind the elements that only single ones have. Numbers are in the format
    `code`: LibreOffice does not take it from the cells."""
    value = value and not name
    out = [c("numFmt", formatCode=code, sourceLinked=0)] if value else []
    out += [c("spPr", a("noFill"), a("ln", a("noFill"))), text] if text is not None else []
    out += [c("dLblPos", val=position)] if position else []
    flags = {
        "LegendKey": False,
        "Val": value,
        "CatName": category,
        "SerName": name,
        "Percent": False,
        "BubbleSize": False,
    }
    return out + [c(f"show{flag}", val=int(on)) for flag, on in flags.items()]


def category_axis(
    looks: Looks, ids: tuple[int, int], labels_at: str, *, upright: bool = False, hidden: bool = False
) -> Element:
    """Return the axis of the rows, whose names stand at `labels_at`; `ids` are its own and that of the axis it crosses.
    Bars have it `upright`, from the top."""
    return c(
        "catAx",
        c("axId", val=ids[0]),
        c("scaling", c("orientation", val="maxMin" if upright else "minMax")),
        c("delete", val=int(hidden)),
        c("axPos", val="l" if upright else "b"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val=labels_at),
        c("spPr", hairline(looks.greys[1])),
        text_properties(looks, wrap="square"),
        c("crossAx", val=ids[1]),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=40),
        c("noMultiLvlLbl", val=1),
    )


def hairline(color: str) -> Element:
    """Return the thin line of axes and grids."""
    return a("ln", fill_of(color), w=round(HAIRLINE * EMU))
