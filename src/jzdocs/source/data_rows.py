"""Rows of charts and tables that are taken from a table of data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from jzdocs.errors import Location, Report
from jzdocs.facts.cells import address, columns, is_number, key
from jzdocs.model import nodes

_SHOWN_CELLS = 6
_MISSING = ("", "—", "-", "–", "…", "/")


class ChartRows(Struct, frozen=True):
    """A chart's rows from a table of data: `series` are the names of their columns, `units` their units, `unit` that of
    all of them ("" where they differ); `unknown` are the columns and rows that the table lacks, `cells` are those that
    are drawn."""

    rows: tuple[nodes.Row, ...]
    series: tuple[str, ...]
    unit: str
    unknown: tuple[str, ...] = ()
    cells: tuple[nodes.Text, ...] = ()
    units: tuple[str, ...] = ()


def chart_rows(
    name: str, table: nodes.DataTable, heads: tuple[str, Sequence[str]], only: Sequence[str], at: Location
) -> ChartRows:
    """Return a row for each of the table's rows, or for those named in `only`.

    `heads` are the column of the rows' names ("": the first) and the columns of values (none: all that hold numbers).
    A value is the name of a fact (`name.B2`), so that it is bound to its cell; a blank cell is "—".
    """
    known_columns = columns(table)
    label_places, unknown = _places(table, [heads[0]] if heads[0] else [])
    label = label_places[0] if label_places else 0
    places, unknown_values = _places(table, heads[1])
    rows, unknown_rows = _chosen(table, only, label)
    if not heads[1]:
        places = [c for c in range(len(known_columns)) if c != label and _holds_numbers(rows, c)]
    drawn = tuple(
        nodes.Row(row[label].text.replace("\n", " "), tuple(_value(name, row, c, at) for c in places), at=at)
        for row in rows
        if places
    )
    units = tuple(known_columns[c].unit for c in places)
    series = tuple(known_columns[c].name for c in places) if len(places) > 1 else ()
    unit = units[0] if len(set(units)) == 1 else ""
    read = places if heads[1] else range(len(known_columns))
    cells = tuple(row[c] for row in rows for c in (label, *read) if c < len(row))
    return ChartRows(drawn, series, unit, (*unknown_values, *unknown, *unknown_rows), cells, units)


def table_rows(
    table: nodes.DataTable, heads: Sequence[str], only: Sequence[str]
) -> tuple[list[nodes.Text], list[list[nodes.Text]], list[str]]:
    """Return the cells of the heads named (all where none is), those of the rows below, and the names that the table
    lacks."""
    places, unknown = _places(table, heads)
    places = places if heads else list(range(len(table.head)))
    rows, unknown_rows = _chosen(table, only, 0)
    blank = nodes.Text("", table.file.at)
    body = [[row[c] if c < len(row) else blank for c in places] for row in rows]
    return [table.head[c] for c in places], body, [*unknown, *unknown_rows]


def cell_inlines(cell: nodes.Text) -> tuple[nodes.Inline, ...]:
    """Return the text of a cell of data as inlines; its line breaks stay."""
    out: list[nodes.Inline] = []
    for part in cell.text.split("\n"):
        out += [nodes.Break(cell.at)] if out else []
        out.append(nodes.Text(part, cell.at))
    return tuple(out)


def report_faults(table: nodes.DataTable, cells: Iterable[nodes.Text], report: Report) -> None:
    """Report those of the cells that show nothing that could be printed: formulas that were never computed, errors."""
    for fault, finding in (("formula", "X081"), ("error", "X082")):
        places = [cell.at for cell in cells if table.faults.get(address(cell)) == fault]
        if places:
            names = [place.cell.rpartition("!")[2] for place in places]
            shown = "、".join(names[:_SHOWN_CELLS]) + (f" … ({len(names)})" if len(names) > _SHOWN_CELLS else "")
            report.error(places[0], finding, cells=shown)


def _value(name: str, row: Sequence[nodes.Text], column: int, at: Location) -> nodes.Value:
    """Return the value of a cell; a row may be shorter than the head."""
    if column >= len(row) or row[column].text in _MISSING:
        return nodes.Value("—", at)
    return nodes.Value(f"{name}.{address(row[column])}", at)


def _places(table: nodes.DataTable, heads: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return the indexes of columns by their heads (with or without the unit), and the heads that the table lacks."""
    index = {key(column.name): i for i, column in reversed(list(enumerate(columns(table))))}
    index |= {key(cell.text): i for i, cell in reversed(list(enumerate(table.head)))}
    keys = [(head, key(head)) for head in heads]
    return [index[k] for _, k in keys if k in index], [head for head, k in keys if k not in index]


def _chosen(table: nodes.DataTable, only: Sequence[str], label: int) -> tuple[list[tuple[nodes.Text, ...]], list[str]]:
    """Return the rows that have a name, or those named in `only`, and the names that the table lacks."""
    rows = [row for row in table.rows if label < len(row) and row[label].text]
    if not only:
        return rows, []
    by_name = {row[label].text: row for row in rows}
    return [by_name[name] for name in only if name in by_name], [name for name in only if name not in by_name]


def _holds_numbers(rows: Sequence[Sequence[nodes.Text]], column: int) -> bool:
    filled = [row[column].text for row in rows if column < len(row) and row[column].text not in _MISSING]
    return bool(filled) and all(is_number(text) for text in filled)
