"""A described chart → the XML of a chart part (ECMA-376 Part 1, 21.2): every name of DrawingML's charts is written
here.

Children keep the order of their schema sequences. Both axes have fixed ends and steps and the plot a fixed place:
otherwise each program chooses its own. Lengths of a described chart are points, from its top left corner; the XML wants
them as shares of the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, assert_never

from lxml import etree
from msgspec import Struct

from jzdocs.charts.native import Native, Series, Shift
from jzdocs.facts.cells import column_letters
from jzdocs.word.workbook import SHEET, number_format

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAP = {"c": C, "a": A, "r": R}
_CATEGORIES, _VALUES = 111111111, 222222222  # ids of the axes, unsigned integers (21.2.2.9)
_EMU = 12700  # a point
Element = Any


class Looks(Struct, frozen=True):
    """What texts and lines of a chart look like: names of typefaces, text size in points, greys from dark to light."""

    latin: str
    east: str
    size: float
    greys: tuple[str, ...]


def c(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return a `c:` element; attributes have no namespace. What is None, child or attribute, is left out."""
    return _element(C, tag, children, attributes)


def a(tag: str, *children: Element | None, **attributes: object) -> Element:
    """Return an `a:` element; see `c`."""
    return _element(A, tag, children, attributes)


def _element(space: str, tag: str, children: Sequence[Element | None], attributes: dict[str, object]) -> Element:
    element = etree.Element(f"{{{space}}}{tag}", nsmap=_MAP)
    for name, value in attributes.items():
        if value is not None:
            element.set(name, str(value))
    element.extend(child for child in children if child is not None)
    return element


def chart_space(chart: Native, looks: Looks, workbook: str) -> bytes:
    """Return the chart part; `workbook` is the relationship of the embedded workbook."""
    plot = c("plotArea", _layout(chart.plot, chart), *_plot(chart, looks), c("spPr", a("noFill")))
    legend = _legend(chart, looks)
    data = c("externalData", c("autoUpdate", val=0))
    data.set(f"{{{R}}}id", workbook)
    root = c(
        "chartSpace",
        c("date1904", val=0),
        c("lang", val="zh-CN"),
        c("roundedCorners", val=0),
        c(
            "chart",
            _title(chart, looks),
            c("autoTitleDeleted", val=0 if chart.title else 1),
            plot,
            legend,
            c("plotVisOnly", val=1),
            c("dispBlanksAs", val="gap"),
        ),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        _text(looks),
        data,
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# --- texts, lines, places


def _fill(color: str) -> Element:
    return a("solidFill", a("srgbClr", val=color))


def _line(color: str, width: float, *, dash: bool = False) -> Element:
    return a(
        "ln", _fill(color), a("prstDash", val="dash") if dash else None, a("round"), w=round(width * _EMU), cap="flat"
    )


def _shape(color: str) -> Element:
    return c("spPr", _fill(color), a("ln", a("noFill")))


def _run_properties(tag: str, looks: Looks, color: str, size: float, *, bold: bool) -> Element:
    faces = (a("latin", typeface=looks.latin), a("ea", typeface=looks.east))
    lang = "zh-CN" if tag != "defRPr" else None
    return a(tag, _fill(color), *faces, lang=lang, sz=round(size * 100), b=int(bold))


def _text(looks: Looks, color: str = "000000", size: float = 0.0, *, bold: bool = False) -> Element:
    paragraph = a(
        "p",
        a("pPr", _run_properties("defRPr", looks, color, size or looks.size, bold=bold)),
        a("endParaRPr", lang="zh-CN"),
    )
    return c("txPr", a("bodyPr", wrap="none"), a("lstStyle"), paragraph)


def _title(chart: Native, looks: Looks) -> Element | None:
    if not chart.title:
        return None
    text = a("t")
    text.text = chart.title
    properties = _run_properties("rPr", looks, looks.greys[0], looks.size, bold=True)
    paragraph = a(
        "p", a("pPr", _run_properties("defRPr", looks, looks.greys[0], looks.size, bold=True)), a("r", properties, text)
    )
    x, y = chart.title_at
    place = c(
        "manualLayout", c("xMode", val="edge"), c("yMode", val="edge"), *_shares(x=x / chart.width, y=y / chart.height)
    )
    return c(
        "title", c("tx", c("rich", a("bodyPr"), a("lstStyle"), paragraph)), c("layout", place), c("overlay", val=1)
    )


def _shares(**values: float) -> list[Element]:
    return [c(name, val=f"{value:.5f}") for name, value in values.items()]


def _layout(place: tuple[float, float, float, float], chart: Native) -> Element:
    """Return the place of the plot without its labels, (x, y, width, height), as shares of the chart."""
    x, y, width, height = place
    values = _shares(x=x / chart.width, y=y / chart.height, w=width / chart.width, h=height / chart.height)
    return c(
        "layout",
        c("manualLayout", c("layoutTarget", val="inner"), c("xMode", val="edge"), c("yMode", val="edge"), *values),
    )


def _legend(chart: Native, looks: Looks) -> Element | None:
    if not chart.legend:
        return None
    x, y = 0.0, 0.0
    if chart.legend == "bottom":
        y = (chart.plot[1] + chart.plot[3]) / chart.height + 0.02
    elif chart.legend == "right":
        x, y = (chart.plot[0] + chart.plot[2] + 2) / chart.width, chart.plot[1] / chart.height
    place = c("manualLayout", c("xMode", val="edge"), c("yMode", val="edge"), *_shares(x=x, y=y))
    return c(
        "legend",
        c("legendPos", val=chart.legend[0]),
        c("layout", place),
        c("overlay", val=0),
        _text(looks, looks.greys[0]),
    )


# --- plots


def _plot(chart: Native, looks: Looks) -> list[Element]:
    series = [_series(chart, looks, index) for index in range(len(chart.series))]
    ids = [c("axId", val=_CATEGORIES), c("axId", val=_VALUES)]
    match chart.kind:
        case "bar" | "column":
            head = [
                c("barDir", val="bar" if chart.kind == "bar" else "col"),
                c("grouping", val=chart.grouping),
                c("varyColors", val=0),
            ]
            plot = c("barChart", *head, *series, c("gapWidth", val=chart.gap), c("overlap", val=chart.overlap), *ids)
        case "line":
            plot = c(
                "lineChart", c("grouping", val="standard"), c("varyColors", val=0), *series, c("marker", val=1), *ids
            )
        case "area":
            plot = c("areaChart", c("grouping", val=chart.grouping), c("varyColors", val=0), *series, *ids)
        case "pie":
            return [c("pieChart", c("varyColors", val=1), *series, c("firstSliceAng", val=0))]
        case _:
            assert_never(chart.kind)
    return [plot, *_axes(chart, looks)]


def _series(chart: Native, looks: Looks, index: int) -> Element:
    """Return the series at a place (from 0), with references to its cells in the workbook."""
    series = chart.series[index]
    column = column_letters(index + 1)
    last = len(chart.categories) + 1
    name = c("tx", _strings(f"{SHEET}!${column}$1", [series.name]))
    line = chart.kind == "line"
    shape = c("spPr", _line(series.fill, 1.6, dash=series.dash)) if line else _shape(series.fill)
    marker = c("marker", c("symbol", val="circle"), c("size", val=5), _shape(series.fill)) if line else None
    invert = c("invertIfNegative", val=0) if chart.kind in ("bar", "column") else None
    return c(
        "ser",
        c("idx", val=index),
        c("order", val=index),
        name,
        None if chart.kind == "pie" else shape,
        invert,
        marker,
        *(_point(chart, at, fill) for at, fill in series.points),
        _labels(chart, looks, series),
        c("cat", _strings(f"{SHEET}!$A$2:$A${last}", chart.categories)),
        c("val", _numbers(f"{SHEET}!${column}$2:${column}${last}", series)),
        c("smooth", val=0) if line else None,
    )


def _point(chart: Native, index: int, fill: str) -> Element:
    pie = chart.kind == "pie"
    shape = c("spPr", _fill(fill), a("ln", _fill("FFFFFF"), w=round(0.8 * _EMU))) if pie else _shape(fill)
    invert = None if pie else c("invertIfNegative", val=0)
    return c("dPt", c("idx", val=index), invert, c("bubble3D", val=0), shape)


def _strings(reference: str, texts: Sequence[str]) -> Element:
    points = [c("pt", _value(text), idx=index) for index, text in enumerate(texts)]
    return c("strRef", _formula(reference), c("strCache", c("ptCount", val=len(texts)), *points))


def _numbers(reference: str, series: Series) -> Element:
    """Return the values; a point whose format is not that of most others names its own."""
    formats = [number_format(v) if v else "" for v in series.values]
    common = _common_format(series)
    points = [
        c("pt", _value(plain(v.number)), idx=index, formatCode=formats[index] if formats[index] != common else None)
        for index, v in enumerate(series.values)
        if v is not None and v.number is not None
    ]
    code = c("formatCode")
    code.text = common
    return c("numRef", _formula(reference), c("numCache", code, c("ptCount", val=len(series.values)), *points))


def _common_format(series: Series) -> str:
    """Return the format of most numbers of a series."""
    formats = [number_format(v) for v in series.values if v]
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


# --- labels


def _labels(chart: Native, looks: Looks, series: Series) -> Element:
    """Return the labels of a series: names and shares of a pie, the name at the end of a line, else the values."""
    if chart.kind == "pie":
        between = c("separator")
        between.text = " "
        shown = _shown(_text(looks), "outEnd", category=True, code=_common_format(series))
        return c("dLbls", *shown, between, c("showLeaderLines", val=1))
    if series.named:
        filled = [i for i, v in enumerate(series.values) if v is not None]
        name = _shown(_text(looks, series.fill), "r", name=True)
        last = [c("dLbl", c("idx", val=filled[-1]), *name)] if filled else []
        return c("dLbls", *last, *_shown(None, "", value=False))
    if chart.labels == "none" or not series.label:
        return c("dLbls", *_shown(None, "", value=False))
    bold = chart.kind == "column" and chart.grouping == "clustered"
    common = _common_format(series)
    moved = dict(series.beside)
    single = []
    for index, value in enumerate(series.values):
        if value is None or (index not in moved and number_format(value) == common):
            continue
        text = _text(looks, "000000" if index in moved else series.label, bold=bold)
        single.append(_single(chart, index, number_format(value), text, moved.get(index)))
    return c("dLbls", *single, *_shown(_text(looks, series.label, bold=bold), chart.labels, code=common))


def _single(chart: Native, index: int, code: str, text: Element, shift: Shift | None) -> Element:
    """Return a label that differs from the others: its number has another format, or it is moved aside."""
    place = (
        c("layout", c("manualLayout", *_shares(x=shift.x / chart.width, y=shift.y / chart.height))) if shift else None
    )
    return c("dLbl", c("idx", val=index), place, *_shown(text, chart.labels, code=code))


def _shown(
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


# --- axes


def _axes(chart: Native, looks: Looks) -> list[Element]:
    bar = chart.kind == "bar"
    hidden = chart.grouping == "percentStacked"
    base = c("spPr", a("ln", _fill(looks.greys[1]), w=round(0.4 * _EMU)))
    below = "low" if chart.axis.low < 0 else "nextTo"
    categories = c(
        "catAx",
        c("axId", val=_CATEGORIES),
        c("scaling", c("orientation", val="maxMin" if bar else "minMax")),
        c("delete", val=int(hidden)),
        c("axPos", val="l" if bar else "b"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val=below),
        base,
        _text(looks),
        c("crossAx", val=_VALUES),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=40),
        c("noMultiLvlLbl", val=1),
    )
    return [categories, _value_axis(chart, looks, bar=bar)]


def _value_axis(chart: Native, looks: Looks, *, bar: bool) -> Element:
    axis = chart.axis
    scaling = c("scaling", c("orientation", val="minMax"))
    if chart.grouping != "percentStacked":
        scaling.extend((c("max", val=f"{axis.high:.10g}"), c("min", val=f"{axis.low:.10g}")))
    grid = c("majorGridlines", c("spPr", a("ln", _fill(looks.greys[3]), w=round(0.4 * _EMU)))) if axis.shown else None
    unit = c("majorUnit", val=f"{axis.step:.10g}") if axis.step > 0 else None
    # the categories of bars run downwards, so that their far end is at the foot
    return c(
        "valAx",
        c("axId", val=_VALUES),
        scaling,
        c("delete", val=int(not axis.shown)),
        c("axPos", val="b" if bar else "l"),
        grid,
        c("numFmt", formatCode=axis.code, sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="nextTo"),
        c("spPr", a("ln", a("noFill"))),
        _text(looks, looks.greys[0], looks.size - 0.5),
        c("crossAx", val=_CATEGORIES),
        c("crosses", val="max" if bar else "autoZero"),
        c("crossBetween", val="midCat" if chart.kind == "area" else "between"),
        unit,
    )
