"""A `table` block → Table: written out in the block, or printed from a table of data."""

from __future__ import annotations

from collections.abc import Sequence as SequenceOf
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from jzdocs import limits
from jzdocs.errors import Report
from jzdocs.facts.cells import is_number
from jzdocs.model import nodes
from jzdocs.source.data_rows import cell_inlines, report_faults, table_rows
from jzdocs.source.fence_context import Fence, FenceContext, NoteTexts
from jzdocs.source.fields import Field, Keys, Scalar, Sequence
from jzdocs.source.options import read_list, read_texts, report_lacking, report_void
from jzdocs.source.table_looks import (
    DataRows,
    LookOptions,
    Sparkline,
    read_sparklines,
    read_trace,
    with_data_traces,
    with_looks,
)

MAX_ROWS, _MOST_COLUMNS = 10_000, 1000
_BLANK = ("", "—", "-", "…")
Cells = tuple[nodes.Cell, ...]


class TableOptions(Struct, frozen=True, rename={"data": "from"}):
    """The options of a table. `columns` is a row of heads, or names the columns of a table of `data`; `widths` are
    relative, 0 for automatic."""

    data: str = ""
    only: tuple[str, ...] = ()
    title: Scalar | None = None
    unit: str = ""
    columns: Field | None = None
    head: Sequence | None = None
    rows: Sequence | None = None
    align: Annotated[tuple[nodes.Align, ...], "C012"] = ()
    widths: tuple[Annotated[Decimal, Meta(ge=0, le=100_000)], ...] = ()
    landscape: bool = False
    bars: Field | None = None
    heat: Field | None = None
    sort: str = ""
    sparklines: Sequence | None = None
    note: NoteTexts = ()
    notes: NoteTexts = ()
    source: NoteTexts = ()
    alt: str = ""


class CellOptions(Struct, frozen=True):
    """The options of a cell that is written as keys."""

    text: Scalar | None = None
    colspan: Annotated[int, Meta(ge=1, le=_MOST_COLUMNS), "C015"] = 1
    rowspan: Annotated[int, Meta(ge=1, le=MAX_ROWS), "C015"] = 1
    spark: Sequence | None = None


def read_table(fence: Fence, context: FenceContext) -> nodes.Block:
    """Return the Table of a `table` block."""
    options, keys = context.options(fence, TableOptions)
    if options.data:
        return _data_table(fence, options, keys, context)
    report_lacking(keys, ("only",), "from", context.report)
    head, body = _head(options, keys, context), _rows(options.rows, context)
    count = sum(cell.colspan for cell in (head or body or ((),))[0])
    if count == 0:
        context.report.error(fence.at, "C010")
    most = limits.current().columns
    if count > most:
        context.report.error(fence.at, "C011", count=count, most=most)
    align = list(options.align)
    align += ["left"] * (count - len(align))
    table = nodes.Table(
        fence.id,
        head,
        body,
        tuple(align[:count]),
        _widths(options, keys, count, context),
        context.rich(options.title),
        options.unit,
        context.notes(keys, note=options.note, notes=options.notes, source=options.source),
        landscape=options.landscape if keys.get("landscape") is not None else None,
        at=fence.at,
    )
    report_spans(table, min(count, most), context.report)
    return with_looks(table, _looks(options, read_sparklines(options.sparklines, context)), keys, context)


def _data_table(fence: Fence, options: TableOptions, keys: Keys, context: FenceContext) -> nodes.Block:
    """Return a table of data as a Table: the columns that are named, each cell at its place in the file."""
    report_void(keys, ("head", "rows"), "from", context.report)
    data = context.data_table(options.data, keys.place("from"))
    columns = read_texts(keys, "columns", context.report)
    if data is None:
        return nodes.Table(fence.id, (), (), (), title=context.rich(options.title), at=fence.at)
    heads, rows, unknown = table_rows(data, columns, options.only)
    for name in unknown:
        names = "、".join(cell.text for cell in data.head)
        at = keys.place("columns" if name in columns else "only")
        context.report.error(at, "C036", name=options.data, unknown=name, known=names)
    report_faults(data, [cell for row in rows for cell in row], context.report)
    table = nodes.Table(
        fence.id,
        (tuple(nodes.Cell(cell_inlines(text), at=text.at) for text in heads),),
        tuple(tuple(nodes.Cell(cell_inlines(text), at=text.at) for text in row) for row in rows),
        _data_align(options.align[: len(heads)], rows, len(heads)),
        _widths(options, keys, len(heads), context),
        context.rich(options.title),
        options.unit or data.file.unit,
        context.notes(keys, note=options.note, notes=options.notes, source=options.source),
        landscape=options.landscape if keys.get("landscape") is not None else None,
        at=fence.at,
        data=options.data,
    )
    sparklines = read_sparklines(options.sparklines, context)
    table = with_data_traces(table, DataRows(options.data, data, rows), sparklines, context)
    return with_looks(table, _looks(options), keys, context)


def _looks(options: TableOptions, sparklines: SequenceOf[Sparkline] = ()) -> LookOptions:
    """Return what the options ask to be drawn in the cells."""
    return LookOptions(options.bars, options.heat, options.sort, tuple(sparklines))


def _data_align(
    align: tuple[nodes.Align, ...], rows: SequenceOf[SequenceOf[nodes.Text]], count: int
) -> tuple[nodes.Align, ...]:
    """Return the alignment of each column; where none is given, columns of numbers stand on the decimal point."""
    columns: list[nodes.Align] = list(align)
    for index in range(len(align), count):
        filled = [row[index].text for row in rows if row[index].text not in _BLANK]
        columns.append("decimal" if filled and all(is_number(text) for text in filled) else "left")
    return tuple(columns)


def _head(options: TableOptions, keys: Keys, context: FenceContext) -> tuple[Cells, ...]:
    """Return the rows of heads: those of `head`, or the one of `columns`."""
    if options.head is not None:
        report_void(keys, ("columns",), "head", context.report)
        return _rows(options.head, context)
    columns = read_list(keys, "columns", context.report)
    return _rows(Sequence((columns,), columns.at), context) if columns is not None else ()


def _rows(rows: Sequence | None, context: FenceContext) -> tuple[Cells, ...]:
    cells = []
    for row in rows.items if rows is not None else ():
        if isinstance(row, Sequence):
            cells.append(tuple(_cell(field, context) for field in row.items))
        else:
            context.report.error(row.at, "C014")
    return tuple(cells)


def _cell(field: Field, context: FenceContext) -> nodes.Cell:
    if isinstance(field, Keys):
        options = context.part(field, CellOptions)
        trace = read_trace(options.spark, context) if options.spark else None
        inlines, figures = context.cell(options.text)
        return nodes.Cell(inlines, options.colspan, options.rowspan, at=field.at, trace=trace, figures=figures)
    if isinstance(field, Sequence):
        context.report.error(field.at, "C014.cell")
        return nodes.Cell((), at=field.at)
    inlines, figures = context.cell(field)
    return nodes.Cell(inlines, at=field.at, figures=figures)


def _widths(options: TableOptions, keys: Keys, count: int, context: FenceContext) -> tuple[float, ...]:
    if options.widths and len(options.widths) != count:
        context.report.error(keys.place("widths"), "C013", count=count)
        return ()
    return tuple(float(width) for width in options.widths)


def report_spans(table: nodes.Table, columns: int, report: Report) -> None:
    """Report rows of a table of `columns` columns that are too short, too long, or overlap a merged cell."""
    for part in (table.head, table.body):
        free_from = [0] * columns  # the row from which each column is no longer covered by a cell above
        for index, row in enumerate(part):
            column, fits = 0, True
            for cell in row:
                column = _next_free(free_from, column, index)
                end = column + cell.colspan
                covered = range(column, min(end, columns))
                fits = fits and end <= columns and all(free_from[c] <= index for c in covered)
                for c in covered:
                    free_from[c] = index + cell.rowspan
                column = end
            column = _next_free(free_from, column, index)
            if not fits or column != columns:
                report.error(row[0].at if row else table.at, "C016", found=column, expected=columns)


def _next_free(free_from: SequenceOf[int], column: int, row: int) -> int:
    """Return the first column from `column` on that no cell above covers in `row`."""
    while column < len(free_from) and free_from[column] > row:
        column += 1
    return column
