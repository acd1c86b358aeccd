"""The plots of charts with two axes of values (ECMA-376 Part 1, 21.2): columns with lines, points, bubbles."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from jzdocs.charts.native import Axis, AxisTitle, Native, Series, Shift
from jzdocs.charts.palette import color_of
from jzdocs.facts.cells import column_letters
from jzdocs.word.drawingml_elements import C15, Element, Looks, a, c
from jzdocs.word.drawingml_parts import (
    CATEGORIES,
    HAIRLINE,
    VALUES,
    category_axis,
    common_format,
    fill_of,
    hairline,
    line,
    numbers,
    run_properties,
    shape_fill,
    shape_properties,
    shares,
    shown_parts,
    strings,
    text_properties,
)
from jzdocs.word.workbook import SHEET, has_negative, number_format

_SECOND_CATEGORIES, _SECOND_VALUES = 333333333, 444444444
PAIRS = ("combo", "shares", "scatter", "bubble")
_BUBBLES_SHARE = 0.25  # of the plot's shorter side: the diameter of the largest bubble at a scale of 100


def pair_plots(chart: Native, looks: Looks) -> list[Element]:
    """Return the plots of a chart of such a kind, and its axes."""
    match chart.kind:
        case "combo":
            return _combination(chart, looks)
        case "shares":
            return _shares_of_bars(chart, looks)
        case _:
            return _points(chart, looks)


# --- columns with lines


def _combination(chart: Native, looks: Looks) -> list[Element]:
    columns = [_series(chart, looks, i) for i, series in enumerate(chart.series) if not series.line]
    lines = [_series(chart, looks, i) for i, series in enumerate(chart.series) if series.line]
    ids = [c("axId", val=CATEGORIES), c("axId", val=VALUES)]
    second_ids = [c("axId", val=_SECOND_CATEGORIES), c("axId", val=_SECOND_VALUES)] if chart.second else ids
    plots = [
        c(
            "barChart",
            c("barDir", val="col"),
            c("grouping", val=chart.grouping),
            c("varyColors", val=0),
            *columns,
            c("gapWidth", val=chart.gap),
            c("overlap", val=chart.overlap),
            *ids,
        )
    ]
    if lines:
        copies = [c("axId", val=element.get("val")) for element in second_ids]
        plots.append(
            c("lineChart", c("grouping", val="standard"), c("varyColors", val=0), *lines, c("marker", val=1), *copies)
        )
    titles = [*chart.axis_titles, None, None]
    axes = [
        category_axis(looks, (CATEGORIES, VALUES), "low"),
        _value_axis(chart, looks, chart.axis, (VALUES, CATEGORIES, "l"), titles[0]),
    ]
    if lines and chart.second:
        axes += [
            _value_axis(chart, looks, chart.second, (_SECOND_VALUES, _SECOND_CATEGORIES, "r"), titles[1]),
            category_axis(looks, (_SECOND_CATEGORIES, _SECOND_VALUES), "none", hidden=True),
        ]
    return [*plots, *axes]


def _series(chart: Native, looks: Looks, index: int) -> Element:
    """Return a series as columns or as a line, with references to its cells in the workbook."""
    series = chart.series[index]
    column, last = column_letters(index + 1), len(chart.categories) + 1
    looks_of = _line_looks(series) if series.line else _column_looks(series)
    return c(
        "ser",
        c("idx", val=index),
        c("order", val=index),
        c("tx", strings(f"{SHEET}!${column}$1", [series.name])),
        *looks_of,
        *(_filled_point(at, color) for at, color in series.points),
        _value_labels(chart, looks, series),
        c("cat", strings(f"{SHEET}!$A$2:$A${last}", chart.categories)),
        c("val", numbers(f"{SHEET}!${column}$2:${column}${last}", series)),
        c("smooth", val=0) if series.line else None,
    )


def _line_looks(series: Series) -> list[Element]:
    if not series.fill:
        return [c("spPr", a("ln", a("noFill"))), c("marker", c("symbol", val="none"))]
    width = HAIRLINE if series.derived else 1.6
    marker = c("marker", c("symbol", val="none"))
    if not series.derived:
        marker = c("marker", c("symbol", val="circle"), c("size", val=5), shape_properties(color_of(series.fill)))
    return [c("spPr", line(color_of(series.fill), width, dash="dash" if series.dash else None)), marker]


def _column_looks(series: Series) -> list[Element]:
    looks_of = shape_properties(series.fill) if series.fill else c("spPr", a("noFill"), a("ln", a("noFill")))
    return [looks_of, c("invertIfNegative", val=0)]


def _filled_point(index: int, color: str) -> Element:
    return c("dPt", c("idx", val=index), c("invertIfNegative", val=0), c("bubble3D", val=0), shape_properties(color))


def _value_labels(chart: Native, looks: Looks, series: Series) -> Element:
    """Return the labels of a series; one that stands elsewhere, or whose number has another format, is written by
    itself."""
    if not series.label or series.derived:
        return c("dLbls", *shown_parts(None, "", value=False))
    usual = "t" if series.line else chart.labels
    signed = has_negative(series.values)
    common, placed, moved = common_format(series), {entry[0]: entry for entry in series.places}, dict(series.beside)
    single = []
    for index, value in enumerate(series.values):
        if value is None:
            continue
        code = number_format(value, signed=signed)
        if index not in placed and index not in moved and code == common:
            continue
        _, place, color, ground = placed.get(index, (index, usual, series.label, False))
        if not place:
            single.append(c("dLbl", c("idx", val=index), c("delete", val=1)))
            continue
        behind = chart.kind == "shares" and index in moved
        parts = shown_parts(text_properties(looks, "000000" if behind else color), place, code=code)
        if behind:  # as it stands apart from its part, the legend's swatch tells which it is
            next(part for part in parts if part.tag.endswith("showLegendKey")).set("val", "1")
        single.append(
            c("dLbl", c("idx", val=index), _moved(chart, moved.get(index)), *(_with_ground(parts) if ground else parts))
        )
    leaders = [_leaders(drawn=False)] if moved else []
    return c("dLbls", *single, *shown_parts(text_properties(looks, series.label), usual, code=common), *leaders)


def _leaders(*, drawn: bool) -> Element:
    """Return whether lines lead from points to labels that were moved (ISO/IEC 29500 has such only for pies; this is
    Office 2013's extension, which LibreOffice reads too)."""
    show = etree.Element(f"{{{C15}}}showLeaderLines", nsmap={"c15": C15})
    show.set("val", str(int(drawn)))
    return c("extLst", c("ext", show, uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"))


def _moved(chart: Native, shift: Shift | None) -> Element | None:
    """Return how far a label stands from where its program would set it."""
    if shift is None:
        return None
    return c("layout", c("manualLayout", *shares(x=shift.x / chart.width, y=shift.y / chart.height)))


def _with_ground(parts: list[Element]) -> list[Element]:
    """Return the parts of a label with a white ground."""
    ground = c("spPr", fill_of("FFFFFF"), a("ln", a("noFill")))
    return [ground if part.tag == ground.tag else part for part in parts]


# --- bars of parts


def _shares_of_bars(chart: Native, looks: Looks) -> list[Element]:
    """Return bars that reach 100 % where all of their parts are there, with an axis in percent."""
    normalised = chart.grouping == "percentStacked"
    plot = c(
        "barChart",
        c("barDir", val="bar"),
        c("grouping", val=chart.grouping),
        c("varyColors", val=0),
        *(_series(chart, looks, index) for index in range(len(chart.series))),
        c("gapWidth", val=chart.gap),
        c("overlap", val=chart.overlap),
        c("axId", val=CATEGORIES),
        c("axId", val=VALUES),
    )
    names = category_axis(looks, (CATEGORIES, VALUES), "nextTo")
    names.find(c("axPos").tag).set("val", "l")
    names.find(f".//{c('orientation').tag}").set("val", "maxMin")
    values = _value_axis(chart, looks, chart.axis, (VALUES, CATEGORIES, "b"), None)
    values.find(c("numFmt").tag).set("formatCode", "0%" if normalised else '0"%"')
    values.find(c("crosses").tag).set("val", "max")  # the rows run downwards, so that their far end is at the foot
    values.find(c("crossBetween").tag).set("val", "between")
    return [plot, names, values]


# --- points


def _points(chart: Native, looks: Looks) -> list[Element]:
    """Return points or bubbles: `chart.series` are x, y and perhaps sizes, of each group of points."""
    bubbles = chart.kind == "bubble"
    each = 3 if bubbles else 2
    groups = [_group(chart, looks, first, each) for first in range(0, len(chart.series), each)]
    ids = [c("axId", val=CATEGORIES), c("axId", val=VALUES)]
    if bubbles:
        scale = max(
            1, min(300, round(100 * chart.bubble / (_BUBBLES_SHARE * min(chart.plot.width, chart.plot.height))))
        )
        tail = [c("bubbleScale", val=scale), c("showNegBubbles", val=0), c("sizeRepresents", val="area")]
        plot = c("bubbleChart", c("varyColors", val=0), *groups, *tail, *ids)
    else:
        plot = c("scatterChart", c("scatterStyle", val="lineMarker"), c("varyColors", val=0), *groups, *ids)
    assert chart.second is not None
    titles = [*chart.axis_titles, None, None]
    return [
        plot,
        _value_axis(chart, looks, chart.second, (CATEGORIES, VALUES, "b"), titles[1]),
        _value_axis(chart, looks, chart.axis, (VALUES, CATEGORIES, "l"), titles[0]),
    ]


def _group(chart: Native, looks: Looks, first: int, each: int) -> Element:
    """Return the points of a group, whose x are the series `first` (from 0) of the chart."""
    x, y, *sizes = chart.series[first : first + each]
    last, bubbles = len(chart.categories) + 1, bool(sizes)
    columns = [column_letters(first + offset + 1) for offset in range(each)]
    cells = [f"{SHEET}!${column}$2:${column}${last}" for column in columns]
    looks_of = [_bubble_shape(y.fill), c("invertIfNegative", val=0)] if bubbles else _dots(y.fill)
    behind = [c("bubbleSize", numbers(cells[2], sizes[0])), c("bubble3D", val=0)] if bubbles else [c("smooth", val=0)]
    return c(
        "ser",
        c("idx", val=first // each),
        c("order", val=first // each),
        c("tx", strings(f"{SHEET}!${columns[1]}$1", [y.name])),
        *looks_of,
        *(_point(index, color, bubbles=bubbles) for index, color in y.points),
        _names(chart, looks, y),
        c("xVal", numbers(cells[0], x)),
        c("yVal", numbers(cells[1], y)),
        *behind,
    )


def _dots(color: str) -> list[Element]:
    marker = c("marker", c("symbol", val="circle"), c("size", val=6), shape_properties(color))
    return [c("spPr", a("ln", a("noFill"), w=19050)), marker]


def _bubble_shape(color: str) -> Element:
    return c("spPr", shape_fill(color), line("FFFFFF", 0.8))


def _point(index: int, color: str, *, bubbles: bool) -> Element:
    """Return a point of another colour."""
    if bubbles:
        looks_of = [c("invertIfNegative", val=0), c("bubble3D", val=0), _bubble_shape(color)]
    else:
        marker = c("marker", c("symbol", val="circle"), c("size", val=6), shape_properties(color))
        looks_of = [marker, c("bubble3D", val=0), shape_properties(color)]
    return c("dPt", c("idx", val=index), *looks_of)


def _names(chart: Native, looks: Looks, series: Series) -> Element:
    """Return the names of the points of a series as their labels, each moved where it stands free."""
    moved = dict(series.beside)
    placed = {entry[0]: entry for entry in series.places}
    single = []
    for index, name in enumerate(chart.texts):
        if series.values[index] is None:
            continue
        if not name:
            single.append(c("dLbl", c("idx", val=index), c("delete", val=1)))
            continue
        text = a("t")
        text.text = name
        paragraph = a("p", a("r", run_properties("rPr", looks, "000000", looks.size, bold=False), text))
        rich = c("tx", c("rich", a("bodyPr", wrap="none"), a("lstStyle"), paragraph))
        place = _moved(chart, moved.get(index))
        position = placed[index][1] if index in placed else "r"
        parts = shown_parts(text_properties(looks), position)
        parts = [part for part in parts if not part.tag.endswith("numFmt")]
        single.append(c("dLbl", c("idx", val=index), place, rich, *parts))
    return c("dLbls", *single, *shown_parts(text_properties(looks), "r", value=False), _leaders(drawn=True))


# --- axes


def _value_axis(
    chart: Native, looks: Looks, axis: Axis, place: tuple[int, int, str], title: AxisTitle | None
) -> Element:
    """Return an axis of values; `place` is its id, that of the axis it crosses, and its side. Only the first has
    gridlines across the rows; points have them both ways."""
    id_, other, side = place
    points = chart.kind in ("scatter", "bubble")
    gridded = axis.shown and side != "r"
    grid = c("majorGridlines", c("spPr", hairline(looks.greys[3]))) if gridded else None
    return c(
        "valAx",
        c("axId", val=id_),
        c(
            "scaling",
            c("orientation", val="minMax"),
            c("max", val=f"{axis.high:.10g}"),
            c("min", val=f"{axis.low:.10g}"),
        ),
        c("delete", val=int(not axis.shown)),
        c("axPos", val=side),
        grid,
        _axis_title(chart, looks, title) if title and title.text else None,
        c("numFmt", formatCode=_tick_format(axis), sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low" if points else "nextTo"),
        c("spPr", hairline(looks.greys[1]) if points else a("ln", a("noFill"))),
        text_properties(looks, looks.greys[0], looks.size - 0.5),
        c("crossAx", val=other),
        c("crosses", val="max" if side == "r" else "autoZero"),
        c("crossBetween", val="midCat" if points else "between"),
        c("majorUnit", val=f"{axis.step:.10g}"),
    )


def _tick_format(axis: Axis) -> str:
    """Return the format of an axis's numbers: as many decimals as its step has, and a true minus sign (U+2212)."""
    exponent = Decimal(f"{axis.step:.10g}").normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    digits = "0" + ("." + "0" * decimals if decimals else "")
    return f'{digits};"−"{digits}'


def _axis_title(chart: Native, looks: Looks, title: AxisTitle) -> Element:
    """Return the title of an axis, which stands level."""
    paragraphs = []
    for words in title.text.split("\n"):
        text = a("t")
        text.text = words
        properties = run_properties("defRPr", looks, looks.greys[0], looks.size, bold=False)
        run = a("r", run_properties("rPr", looks, looks.greys[0], looks.size, bold=False), text)
        paragraphs.append(a("p", a("pPr", properties, algn="l"), run))
    place = c(
        "manualLayout",
        c("xMode", val="edge"),
        c("yMode", val="edge"),
        *shares(x=max(0.0, title.left) / chart.width, y=max(0.0, title.top) / chart.height),
    )
    body = a("bodyPr", rot=0, vert="horz")
    return c("title", c("tx", c("rich", body, a("lstStyle"), *paragraphs)), c("layout", place), c("overlay", val=1))
