"""A described chart → the XML of a chart part (ECMA-376 Part 1, 21.2): every name of DrawingML's charts is written
here or beside it.

Children keep the order of their schema sequences. The plot has a fixed place: otherwise each program chooses its own.
The upper end of the axis follows the data, so that a number that is edited later keeps its proportion. Lengths of a
described chart are points, from its top left corner; the XML wants them as shares of the chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from lxml import etree

from jzdocs.charts.native import Native, Series, Shift
from jzdocs.charts.palette import color_of
from jzdocs.charts.series_looks import dash_of, marker_of
from jzdocs.facts.cells import column_letters
from jzdocs.model.nodes import Value
from jzdocs.word.drawingml_elements import C15, Element, Looks, R, a, c
from jzdocs.word.drawingml_parts import (
    CATEGORIES,
    EMU,
    VALUES,
    category_axis,
    common_format,
    fill_of,
    hairline,
    line,
    numbers,
    plain,
    run_properties,
    shape_fill,
    shape_properties,
    shares,
    shown_parts,
    strings,
    text_properties,
)
from jzdocs.word.workbook import SHEET, has_negative, number_format

_DASHES = (None, "dash", "sysDot", "dashDot")  # those of `series_looks.DASHES`
__all__ = ["Element", "Looks", "a", "c", "chart_space"]


def chart_space(chart: Native, looks: Looks, workbook: str, plots: Sequence[Element] = ()) -> bytes:
    """Return the chart part; `workbook` is the relationship of the embedded workbook. `plots` are plots with their axes
    that were made elsewhere (see `drawingml_pairs`)."""
    plot = c("plotArea", _layout(chart.plot, chart), *(plots or _plot(chart, looks)), c("spPr", a("noFill")))
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
            c("dispBlanksAs", val="span" if chart.joined else "gap"),
        ),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        text_properties(looks),
        data,
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# --- texts, lines, places


def _title(chart: Native, looks: Looks) -> Element | None:
    if not chart.title:
        return None
    text = a("t")
    text.text = chart.title
    properties = run_properties("rPr", looks, looks.greys[0], looks.size, bold=True)
    paragraph = a(
        "p", a("pPr", run_properties("defRPr", looks, looks.greys[0], looks.size, bold=True)), a("r", properties, text)
    )
    x, y = chart.title_at
    place = c(
        "manualLayout", c("xMode", val="edge"), c("yMode", val="edge"), *shares(x=x / chart.width, y=y / chart.height)
    )
    return c(
        "title", c("tx", c("rich", a("bodyPr"), a("lstStyle"), paragraph)), c("layout", place), c("overlay", val=1)
    )


def _layout(place: tuple[float, float, float, float], chart: Native) -> Element:
    """Return the place of the plot without its labels, (x, y, width, height), as shares of the chart."""
    x, y, width, height = place
    values = shares(x=x / chart.width, y=y / chart.height, w=width / chart.width, h=height / chart.height)
    return c(
        "layout",
        c("manualLayout", c("layoutTarget", val="inner"), c("xMode", val="edge"), c("yMode", val="edge"), *values),
    )


def _legend(chart: Native, looks: Looks) -> Element | None:
    if not chart.legend:
        return None
    x, y = 0.0, 0.0
    if chart.legend_at:
        x, y = chart.legend_at[0] / chart.width, chart.legend_at[1] / chart.height
    elif chart.legend == "bottom":
        y = (chart.plot[1] + chart.plot[3]) / chart.height + 0.02
    elif chart.legend == "right":
        x, y = (chart.plot[0] + chart.plot[2] + 2) / chart.width, chart.plot[1] / chart.height
    place = c("manualLayout", c("xMode", val="edge"), c("yMode", val="edge"), *shares(x=x, y=y))
    return c(
        "legend",
        c("legendPos", val=chart.legend[0]),
        *(
            c("legendEntry", c("idx", val=index), c("delete", val=1))
            for index, series in enumerate(chart.series)
            if series.derived
        ),
        c("legendEntry", c("idx", val=len(chart.series)), c("delete", val=1)) if chart.totals else None,
        c("layout", place),
        c("overlay", val=0),
        text_properties(looks, looks.greys[0]),
    )


# --- plots


def _plot(chart: Native, looks: Looks) -> list[Element]:
    series = [_series(chart, looks, index) for index in range(len(chart.series))]
    ids = [c("axId", val=CATEGORIES), c("axId", val=VALUES)]
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
        case "combo" | "shares" | "scatter" | "bubble":
            raise AssertionError(chart.kind)  # see `drawingml_pairs`
        case _:
            assert_never(chart.kind)
    totals = _totals(chart, looks) if chart.totals else []
    return [plot, *totals, *_axes(chart, looks)]


def _totals(chart: Native, looks: Looks) -> list[Element]:
    """Return the sums of stacks as an invisible line whose points carry them above the columns."""
    totals, index = chart.totals, len(chart.series)
    assert totals is not None
    column, last = column_letters(index + 1), len(chart.categories) + 1
    labels = [
        c("dLbl", c("idx", val=at), *shown_parts(text_properties(looks), "t", code=total_format(value)))
        for at, value in enumerate(totals.values)
        if value
    ]
    series = c(
        "ser",
        c("idx", val=index),
        c("order", val=index),
        c("tx", strings(f"{SHEET}!${column}$1", [totals.name])),
        c("spPr", a("ln", a("noFill"))),
        c("marker", c("symbol", val="none")),
        c("dLbls", *labels, *shown_parts(text_properties(looks), "t")),
        c("cat", strings(f"{SHEET}!$A$2:$A${last}", chart.categories)),
        c("val", numbers(f"{SHEET}!${column}$2:${column}${last}", totals)),
        c("smooth", val=0),
    )
    ids = [c("axId", val=CATEGORIES), c("axId", val=VALUES)]
    return [c("lineChart", c("grouping", val="standard"), c("varyColors", val=0), series, c("marker", val=1), *ids)]


def total_format(value: Value) -> str:
    """Return the format of a sum: that which prints it as the text does, or that text itself where it is not the sum
    as a number."""
    code = number_format(value)
    plain_text = value.number is not None and value.printed.replace(",", "") == plain(value.number)
    return code if plain_text or code != "General" else '"' + value.printed.replace('"', "") + '"'


def _series(chart: Native, looks: Looks, index: int) -> Element:
    """Return the series at a place (from 0), with references to its cells in the workbook."""
    series = chart.series[index]
    column = column_letters(index + 1)
    last = len(chart.categories) + 1
    name = c("tx", strings(f"{SHEET}!${column}$1", [series.name]))
    is_line = chart.kind == "line"
    shape = c("spPr", line(series.fill, 1.6, dash=_dash(series))) if is_line else shape_properties(series.fill)
    marker = _marker(series) if is_line else None
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
        c("cat", strings(f"{SHEET}!$A$2:$A${last}", chart.categories)),
        c("val", numbers(f"{SHEET}!${column}$2:${column}${last}", series)),
        c("smooth", val=0) if is_line else None,
    )


def _dash(series: Series) -> str | None:
    """Return the name of a line's dash, None for a solid one."""
    return _DASHES[dash_of(series.look)] if series.look >= 0 else "dash" if series.dash else None


def _marker(series: Series) -> Element:
    """Return the marker of a line's points."""
    symbol, hollow = marker_of(max(series.look, 0))
    shape = c("spPr", fill_of("FFFFFF"), line(series.fill, 0.8)) if hollow else shape_properties(color_of(series.fill))
    return c("marker", c("symbol", val=symbol), c("size", val=5), shape)


def _point(chart: Native, index: int, fill: str) -> Element:
    pie = chart.kind == "pie"
    shape = (
        c("spPr", shape_fill(fill), a("ln", fill_of("FFFFFF"), w=round(0.8 * EMU))) if pie else shape_properties(fill)
    )
    invert = None if pie else c("invertIfNegative", val=0)
    return c("dPt", c("idx", val=index), invert, c("bubble3D", val=0), shape)


# --- labels


def _labels(chart: Native, looks: Looks, series: Series) -> Element:
    """Return the labels of a series: names and shares of a pie, the name at the end of a line, else the values."""
    if chart.kind == "pie":
        between = c("separator")
        between.text = " "
        shown = shown_parts(text_properties(looks), "outEnd", category=True, code=common_format(series))
        return c("dLbls", *shown, between, c("showLeaderLines", val=1))
    if series.named:
        filled = [i for i, v in enumerate(series.values) if v is not None]
        name = shown_parts(text_properties(looks, series.fill), "r", name=True)
        shift = dict(series.beside).get(filled[-1]) if filled else None
        last = [c("dLbl", c("idx", val=filled[-1]), _place(chart, shift), *name)] if filled else []
        return c("dLbls", *last, *shown_parts(None, "", value=False))
    if chart.labels == "none" or not series.label:
        return c("dLbls", *shown_parts(None, "", value=False))
    bold = chart.kind == "column" and chart.grouping == "clustered"
    common = common_format(series)
    moved = dict(series.beside)
    single, signed = [], has_negative(series.values)
    for index, value in enumerate(series.values):
        code = number_format(value, signed=signed) if value else common
        if value is None or (index not in moved and code == common):
            continue
        text = text_properties(looks, "000000" if index in moved else series.label, bold=bold)
        single.append(_single(chart, index, code, text, moved.get(index)))
    extension = _without_leaders() if moved else None
    return c(
        "dLbls",
        *single,
        *shown_parts(text_properties(looks, series.label, bold=bold), chart.labels, code=common),
        extension,
    )


def _without_leaders() -> Element:
    """Return what keeps programs from drawing lines to labels that are moved: beside a number these look like a minus
    sign ([MS-ODRAWXML] 2.24.3.76)."""
    shown = etree.Element(f"{{{C15}}}showLeaderLines", nsmap={"c15": C15})
    shown.set("val", "0")
    extension = c("ext", shown, uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}")
    return c("extLst", extension)


def _single(chart: Native, index: int, code: str, text: Element, shift: Shift | None) -> Element:
    """Return a label that differs from the others: its number has another format, or it is moved aside."""
    return c("dLbl", c("idx", val=index), _place(chart, shift), *shown_parts(text, chart.labels, code=code))


def _place(chart: Native, shift: Shift | None) -> Element | None:
    """Return the layout of a label that is moved."""
    if shift is None:
        return None
    return c("layout", c("manualLayout", *shares(x=shift.x / chart.width, y=shift.y / chart.height)))


# --- axes


def _axes(chart: Native, looks: Looks) -> list[Element]:
    bar = chart.kind == "bar"
    hidden = chart.grouping == "percentStacked"
    below = "low" if chart.axis.low < 0 else "nextTo"
    categories = category_axis(looks, (CATEGORIES, VALUES), below, upright=bar, hidden=hidden)
    return [categories, _value_axis(chart, looks, bar=bar)]


def _value_axis(chart: Native, looks: Looks, *, bar: bool) -> Element:
    axis = chart.axis
    scaling = c("scaling", c("orientation", val="minMax"))
    if chart.grouping != "percentStacked":
        if axis.fixed:
            scaling.append(c("max", val=f"{axis.high:.10g}"))
        scaling.append(c("min", val=f"{axis.low:.10g}"))
    grid = c("majorGridlines", c("spPr", hairline(looks.greys[3]))) if axis.shown else None
    unit = c("majorUnit", val=f"{axis.step:.10g}") if axis.step > 0 and (axis.shown or axis.fixed) else None
    ticks = axis.code or ('General;"\u2212"General' if axis.low < 0 else "General")
    # the categories of bars run downwards, so that their far end is at the foot
    return c(
        "valAx",
        c("axId", val=VALUES),
        scaling,
        c("delete", val=int(not axis.shown)),
        c("axPos", val="b" if bar else "l"),
        grid,
        c("numFmt", formatCode=ticks, sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="nextTo"),
        c("spPr", a("ln", a("noFill"))),
        text_properties(looks, looks.greys[0], looks.size - 0.5),
        c("crossAx", val=CATEGORIES),
        c("crosses", val="max" if bar else "autoZero"),
        c("crossBetween", val="midCat" if chart.kind == "area" else "between"),
        unit,
    )
