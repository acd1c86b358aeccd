"""What a `table` block asks to be drawn in its cells: bars, shades, sparklines, and the order of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence as SequenceOf

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.errors import Location
from jzdocs.facts.cells import address, columns, key
from jzdocs.model import nodes
from jzdocs.model.walk import place_cells, plain
from jzdocs.source.data_rows import cell_inlines
from jzdocs.source.fence_context import FenceContext
from jzdocs.source.fields import Field, Keys, Scalar, Sequence

_MISSING = ("", "—", "-", "–", "…", "/")


class Sparkline(Struct, frozen=True):
    """A column of sparklines: its head, and the columns of its numbers."""

    title: str = ""
    values: Sequence | None = None


class LookOptions(Struct, frozen=True):
    """The options: columns with bars and with shades (a list within the list shares one scale), the column that gives
    the order, and columns of sparklines."""

    bars: Field | None = None
    heat: Field | None = None
    sort: str = ""
    sparklines: tuple[Sparkline, ...] = ()


class DataRows(Struct, frozen=True):
    """A table of data by its name, and the cells that are printed of each of its rows."""

    name: str
    table: nodes.DataTable
    printed: SequenceOf[SequenceOf[nodes.Text]]

    def source_rows(self) -> Iterator[SequenceOf[nodes.Text]]:
        """Yield the whole rows that the printed cells come from."""
        rows = {cell.at: row for row in self.table.rows for cell in row}
        yield from (next((rows[cell.at] for cell in shown if cell.at in rows), ()) for shown in self.printed)


class _Columns:
    """The columns of a table by their heads, with or without the unit; what is unknown is reported."""

    def __init__(self, table: nodes.Table, context: FenceContext) -> None:
        self._context = context
        self.heads = [""] * len(table.align)
        for placed in place_cells(table.head, len(table.align)):
            for column in range(placed.column, min(placed.column + placed.cell.colspan, len(self.heads))):
                self.heads[column] = plain(placed.cell.inlines).replace("\n", "")
        named = list(reversed(list(enumerate(self.heads))))
        self._places = {_without_unit(head): i for i, head in named} | {key(head): i for i, head in named}

    def find(self, name: Scalar) -> int | None:
        """Return the column of that name; None where there is none, which is reported."""
        place = self._places.get(key(name.text)) if name.text else None
        if place is None:
            heads_shown = "、".join(head for head in self.heads if head)
            self._context.report.error(name.at, "C064", name=name.text, known=heads_shown)
        return place

    def group(self, field: Field) -> tuple[int, ...]:
        """Return the columns that one item names: one, or those of a list."""
        names = field.items if isinstance(field, Sequence) else (field,)
        found = []
        for name in names:
            if isinstance(name, Scalar):
                place = self.find(name)
                found += [place] if place is not None else []
            else:
                self._context.report.error(name.at, "S019.text", name="columns")
        return tuple(found)

    def groups(self, field: Field | None) -> tuple[tuple[int, ...], ...]:
        """Return the columns that an option names, those of one scale together."""
        items = field.items if isinstance(field, Sequence) else (field,) if field is not None else ()
        return tuple(group for item in items if (group := self.group(item)))


def _without_unit(head: str) -> str:
    """Return the key of a head without a unit in brackets."""
    return key(head.partition("（")[0].partition("(")[0])


def with_looks(table: nodes.Table, options: LookOptions, keys: Keys, context: FenceContext) -> nodes.Table:
    """Return a table with what its options ask for; sparklines stand in columns of their own behind the others."""
    named = _Columns(table, context)
    sort = named.find(Scalar(options.sort, keys.place("sort"))) if options.sort else None
    looks = nodes.TableLooks(named.groups(options.bars), named.groups(options.heat), sort=-1 if sort is None else sort)
    traces = []
    for sparkline in options.sparklines:
        if sources := named.group(sparkline.values or Sequence((), keys.at)):
            table = _with_column(table, sparkline.title, [nodes.Cell((), at=table.at)] * len(table.body))
            traces.append((len(table.align) - 1, sources))
    looks = replace(looks, traces=tuple(traces))
    return table if looks == nodes.TableLooks() else replace(table, looks=looks)


def read_sparklines(field: Sequence | None, context: FenceContext) -> list[Sparkline]:
    """Return the columns of sparklines that a block asks for; one without numbers is reported."""
    out = []
    for item in field.items if field else ():
        sparkline = context.part(item, Sparkline) if isinstance(item, Keys) else Sparkline()
        if sparkline.values is None:
            context.report.error(item.at, "C064.sparkline")
        else:
            out.append(sparkline)
    return out


def with_data_traces(
    table: nodes.Table, data: DataRows, sparklines: SequenceOf[Sparkline], context: FenceContext
) -> nodes.Table:
    """Return a table of data with columns of sparklines; their numbers may stand in columns that are not printed."""
    heads = columns(data.table)
    places = {key(column.name): i for i, column in enumerate(heads)}
    places |= {key(cell.text): i for i, cell in enumerate(data.table.head)}
    for sparkline in sparklines:
        indexes = []
        for item in sparkline.values.items if sparkline.values else ():
            name = item.text if isinstance(item, Scalar) else "…"
            if key(name) in places:
                indexes.append(places[key(name)])
            else:
                heads_shown = "、".join(cell.text for cell in data.table.head)
                context.report.error(item.at, "C064", name=name, known=heads_shown)
        at = sparkline.values.at if sparkline.values else table.at
        names = tuple(heads[i].name for i in indexes)
        if indexes:
            traces = [nodes.Trace(tuple(_values(data.name, row, indexes, at)), names) for row in data.source_rows()]
            table = _with_column(table, sparkline.title, [nodes.Cell((), at=at, trace=trace) for trace in traces])
    return table


def _values(name: str, row: SequenceOf[nodes.Text], indexes: SequenceOf[int], at: Location) -> Iterator[nodes.Value]:
    """Yield the values of a sparkline, each bound to its cell; a blank cell is missing."""
    for index in indexes:
        if index >= len(row) or row[index].text in _MISSING:
            yield nodes.Value("—", at)
        else:
            yield nodes.Value(f"{name}.{address(row[index])}", at)


def read_trace(field: Sequence, context: FenceContext) -> nodes.Trace:
    """Return the sparkline of a cell that names its numbers."""
    values = []
    for item in field.items:
        if isinstance(item, Scalar):
            values.append(nodes.Value(item.text, item.at))
        else:
            context.report.error(item.at, "S019.text", name="spark")
    return nodes.Trace(tuple(values))


def _with_column(table: nodes.Table, name: str, cells: SequenceOf[nodes.Cell]) -> nodes.Table:
    """Return a table with one more column behind the others."""
    head = table.head
    if head:
        title = nodes.Cell(cell_inlines(nodes.Text(name, table.at)), rowspan=len(head), at=table.at)
        head = ((*head[0], title), *head[1:])
    body = tuple((*row, cell) for row, cell in zip(table.body, cells, strict=True))
    widths = (*table.widths, 0.0) if table.widths else ()
    return replace(table, head=head, body=body, align=(*table.align, "center"), widths=widths)
