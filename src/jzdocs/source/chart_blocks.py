"""A `chart` block → Figure: its options, and its rows from the block or from a table of data."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from jzdocs.charts.kinds import KINDS
from jzdocs.errors import Location
from jzdocs.model import nodes
from jzdocs.source.data_rows import ChartRows, chart_rows, report_faults
from jzdocs.source.fence_context import Fence, FenceContext, NoteTexts
from jzdocs.source.fields import Field, Keys, Scalar, Sequence
from jzdocs.source.options import MAX_NUMBER, report_lacking, report_void
from jzdocs.source.script_blocks import is_script, read_script
from jzdocs.source.small_charts import panels_of_series
from jzdocs.source.tile_grids import read_classes, read_grid

MAX_ROWS = 10_000
MAX_MULTIPLES = 6  # small charts beside one another
_SHOWN_NAMES = 12


class ChartOptions(Struct, frozen=True, rename={"data": "from"}):
    """The options of a chart: its texts, its rows (in itself, in panels, or from a table of `data`, as they are or
    what a function `compute`s from each), its looks."""

    kind: str = ""
    title: Scalar | None = None
    unit: tuple[str, ...] = ()
    rows: Keys | None = None
    panels: Sequence | None = None
    multiples: Annotated[int, Meta(ge=1, le=MAX_MULTIPLES)] = 0
    totals: tuple[str, ...] = ()
    data: str = ""
    names: str = ""
    values: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    compute: str = ""
    series: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    axis: Annotated[tuple[Annotated[Decimal, Meta(ge=-MAX_NUMBER, le=MAX_NUMBER)], ...], "C006"] = ()
    emphasis: tuple[str, ...] = ()
    sort: Annotated[bool, {"none": False}] = True
    width: Annotated[Literal["full", "half"], "C003"] = "full"
    gap: str = ""
    thousands: bool = False
    axis_unit: Annotated[Literal["个", "万", "亿"], "C048"] = "个"
    today: Scalar | None = None
    grid: Field | None = None
    classes: Annotated[tuple[Annotated[Decimal, Meta(ge=-MAX_NUMBER, le=MAX_NUMBER)], ...], "C063"] = ()
    note: NoteTexts = ()
    notes: NoteTexts = ()
    source: NoteTexts = ()
    alt: str = ""


class PanelOptions(Struct, frozen=True):
    """The options of a panel; without `unit` it has the chart's."""

    title: str = ""
    unit: str = ""
    rows: Keys | None = None


class RowOptions(Struct, frozen=True):
    """The options of a row that is written as keys."""

    value: Field | None = None
    values: Field | None = None
    detail: str = ""
    group: str = ""


def read_chart(fence: Fence, context: FenceContext) -> nodes.Block:
    """Return the Figure of a `chart` block."""
    if is_script(fence):
        return read_script(fence, context)
    options, keys = context.options(fence, ChartOptions)
    data = _data_rows(options, keys, context)
    kind = _kind(options.kind, keys, context)
    unit, units = _units(options, kind, data)
    panels = (nodes.Panel("", unit, data.rows),) if data else _panels(options, keys, unit, context)
    if not KINDS[kind].dates:
        report_lacking(keys, ("today",), "kind: gantt", context.report)
    chart = nodes.Chart(
        kind=kind,
        panels=panels,
        series=options.series or (data.series if data else ()),
        groups=options.groups,
        axis=_axis(options.axis, keys, context),
        emphasis=options.emphasis,
        sort=options.sort,
        thousands=options.thousands,
        axis_unit="" if options.axis_unit == "个" else options.axis_unit,
        gap_unit=options.gap or ("" if options.panels else "个百分点" if unit in ("%", "％") else unit),
        units=units,
        totals=options.totals,
        multiples=options.multiples,
        today=nodes.Value(options.today.text, options.today.at) if options.today and options.today.text else None,
        grid=read_grid(kind, options.grid, [row for panel in panels for row in panel.rows], keys, context),
        classes=read_classes(kind, options.classes, keys, context),
    )
    _report_unknown_names(chart, keys, context)
    if chart.multiples and options.panels is None:
        chart = panels_of_series(chart)
    if options.title is None or not options.title.text:
        context.report.error(fence.at, "C002")
    return nodes.Figure(
        fence.id,
        chart,
        context.rich(options.title),
        unit,
        context.notes(keys, note=options.note, notes=options.notes, source=options.source),
        options.alt,
        options.width,
        at=fence.at,
    )


def _kind(kind: str, keys: Keys, context: FenceContext) -> str:
    if kind in KINDS:
        return kind
    finding = "C001" if kind else "C001.no_kind"
    context.report.error(keys.place("kind"), finding, kind=kind, known=", ".join(KINDS))
    return "bar"


def _units(options: ChartOptions, kind: str, data: ChartRows | None) -> tuple[str, tuple[str, ...]]:
    """Return the unit of a chart, and the units of its series where they have several. A kind that may have several
    (`ChartKind.units`) takes a single one as that of its first series."""
    given = options.unit
    if not KINDS[kind].units:
        if len(given) > 1:
            return "", given
        return given[0] if given else data.unit if data else "", ()
    return "", given or (data.units if data else ())


def _axis(ends: tuple[Decimal, ...], keys: Keys, context: FenceContext) -> tuple[Decimal, Decimal] | None:
    """Return the ends of the axis of values, which must differ also as the floats that charts are drawn with."""
    if not ends:
        return None
    if len(ends) != 2 or float(ends[0]) >= float(ends[1]):
        context.report.error(keys.place("axis"), "C006")
        return None
    return ends[0], ends[1]


def _report_unknown_names(chart: nodes.Chart, keys: Keys, context: FenceContext) -> None:
    """Report names in `emphasis` that no row has, and groups of rows that `groups` does not list."""
    rows = [row for panel in chart.panels for row in panel.rows]
    names = list(dict.fromkeys(row.name for row in rows))
    for name in chart.emphasis:
        if rows and name not in names:
            context.report.error(keys.place("emphasis"), "C008", name=name, known="、".join(names[:_SHOWN_NAMES]))
    for name in chart.totals:
        if rows and name not in names:
            context.report.error(keys.place("totals"), "C008.total", name=name, known="、".join(names[:_SHOWN_NAMES]))
    for row in rows:
        if chart.groups and row.group and row.group not in chart.groups:
            context.report.error(row.at, "C008.group", name=row.group, known="、".join(chart.groups))


# --- rows


def _data_rows(options: ChartOptions, keys: Keys, context: FenceContext) -> ChartRows | None:
    """Return the rows of a chart that is drawn from a table of data (`from: reuse`); None without one."""
    if not options.data:
        report_lacking(keys, ("names", "values", "only", "compute"), "from", context.report)
        return None
    report_void(keys, ("rows", "panels"), "from", context.report)
    table = context.data_table(options.data, keys.place("from"))
    if table is None:
        return ChartRows((), (), "")
    columns = (options.names, options.values)
    data = chart_rows(options.data, table, columns, options.only, keys.at)
    for name in data.unknown:
        names = "、".join(cell.text for cell in table.head)
        at = keys.place("only" if name in options.only else "names" if name == options.names else "values")
        context.report.error(at, "C036", name=options.data, unknown=name, known=names)
    report_faults(table, data.cells, context.report)
    if not data.rows and not data.unknown:
        context.report.error(keys.place("from"), "C036.no_numbers", name=options.data)
    return _computed(options.compute, data, table, keys, context) if options.compute else data


def _computed(function: str, data: ChartRows, table: nodes.DataTable, keys: Keys, context: FenceContext) -> ChartRows:
    """Return what a function gives for each number of a table."""
    from jzdocs.source.computed_rows import FUNCTIONS, computed_rows  # only charts that compute pay for it

    if function not in FUNCTIONS:
        context.report.error(keys.place("compute"), "D077", name=function, known="、".join(FUNCTIONS))
        return data
    return computed_rows(function, data, table)


def _panels(options: ChartOptions, keys: Keys, unit: str, context: FenceContext) -> tuple[nodes.Panel, ...]:
    if options.panels is None or not options.panels.items:
        rows = _rows(options.rows, context)
        if not rows:
            context.report.error(keys.place("rows"), "C004")
        return (nodes.Panel("", unit, rows),)
    report_void(keys, ("rows",), "panels", context.report)
    panels = []
    for item in options.panels.items:
        if not isinstance(item, Keys):
            context.report.error(item.at, "C004.panel")
            continue
        panel = context.part(item, PanelOptions)
        rows = _rows(panel.rows, context)
        panels.append(nodes.Panel(panel.title, unit if item.get("unit") is None else panel.unit, rows))
    return tuple(panels)


def _rows(keys: Keys | None, context: FenceContext) -> tuple[nodes.Row, ...]:
    if keys is None:
        return ()
    rows = tuple(_row(name, field, keys.place(name), context) for name, field in keys)
    if len(rows) > MAX_ROWS:
        context.report.error(keys.at, "C005", count=f"{len(rows):,}", most=f"{MAX_ROWS:,}")
    return rows[:MAX_ROWS]


def _row(name: str, field: Field, at: Location, context: FenceContext) -> nodes.Row:
    if not isinstance(field, Keys):
        return nodes.Row(name, _values(name, field, context), "", "", at)
    options = context.part(field, RowOptions)
    if options.values is not None:
        report_void(field, ("value",), "values", context.report)
    values = _values(name, options.values or options.value, context)
    return nodes.Row(name, values, options.detail, options.group, at)


def _values(name: str, field: Field | None, context: FenceContext) -> tuple[nodes.Value, ...]:
    """Return the values of a row; an empty one stays, so that it can be reported where facts are bound."""
    items = field.items if isinstance(field, Sequence) else (field,) if field is not None else ()
    values = []
    for item in items:
        if isinstance(item, Scalar):
            values.append(nodes.Value(item.text, item.at))
        else:
            context.report.error(item.at, "S019.text", name=name)
    return tuple(values)
