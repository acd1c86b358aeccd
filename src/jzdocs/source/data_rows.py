"""Rows of charts and tables that are taken from a table of data."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from jzdocs.errors import Location
from jzdocs.facts.cells import address, columns, is_number, key
from jzdocs.model import nodes

_MISSING = ("", "—", "-", "–", "…", "/")


class DataRows(Struct, frozen=True):
    """A chart's rows from a table: the series are the names of their columns, `unit` that of all of them ('' where
    they differ); `unknown` are columns and rows that the table lacks."""

    rows: tuple[nodes.Row, ...]
    series: tuple[str, ...]
    unit: str
    unknown: tuple[str, ...] = ()


def drawn_rows(
    name: str, table: nodes.DataTable, names: str, values: Sequence[str], only: Sequence[str], at: Location
) -> DataRows:
    """A row for each of the table's (or `only` those named), from the columns `values` (all that hold numbers where
    none is named) under the names of the column `names` (the first). Values are names of figures, so that each is
    bound to its cell."""
    heads = columns(table)
    places, unknown = _places(table, values)
    first = _places(table, [names]) if names else ([0], [])
    label = first[0][0] if first[0] else 0
    unknown += first[1]
    rows, lacking = _chosen(table, only, label)
    if not values:
        places = [c for c in range(len(heads)) if c != label and _holds_numbers(rows, c)]
    made = tuple(
        nodes.Row(row[label].text, tuple(_value(name, row[c], at) for c in places), at=at) for row in rows if places
    )
    units = {heads[c].unit for c in places}
    series = tuple(heads[c].name for c in places) if len(places) > 1 else ()
    return DataRows(made, series, units.pop() if len(units) == 1 else "", (*unknown, *lacking))


def table_rows(
    table: nodes.DataTable, wanted: Sequence[str], only: Sequence[str]
) -> tuple[list[nodes.Text], list[list[nodes.Text]], list[str]]:
    """Heads and rows of the columns that are wanted (all where none is named), and what the table lacks."""
    places, unknown = _places(table, wanted)
    places = places if wanted else list(range(len(table.head)))
    rows, lacking = _chosen(table, only, 0)
    blank = nodes.Text("", table.file.at)
    body = [[row[c] if c < len(row) else blank for c in places] for row in rows]
    return [table.head[c] for c in places], body, [*unknown, *lacking]


def _value(name: str, cell: nodes.Text, at: Location) -> nodes.Value:
    return nodes.Value("—" if cell.text in _MISSING else f"{name}.{address(cell)}", at)


def _places(table: nodes.DataTable, wanted: Sequence[str]) -> tuple[list[int], list[str]]:
    """The places of columns by head (with or without its unit), and those that are none."""
    known = {key(c.name): i for i, c in reversed(list(enumerate(columns(table))))}
    known |= {key(cell.text): i for i, cell in reversed(list(enumerate(table.head)))}
    return [known[key(w)] for w in wanted if key(w) in known], [w for w in wanted if key(w) not in known]


def _chosen(table: nodes.DataTable, only: Sequence[str], label: int) -> tuple[list[tuple[nodes.Text, ...]], list[str]]:
    rows = [row for row in table.rows if label < len(row) and row[label].text]
    if not only:
        return rows, []
    by_name = {row[label].text: row for row in rows}
    return [by_name[o] for o in only if o in by_name], [o for o in only if o not in by_name]


def _holds_numbers(rows: Sequence[Sequence[nodes.Text]], column: int) -> bool:
    filled = [row[column].text for row in rows if column < len(row) and row[column].text not in _MISSING]
    return bool(filled) and all(is_number(text) for text in filled)
