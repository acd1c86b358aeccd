"""Tables that a Python program gives → tables of data, whose cells have addresses as in a file with a line of heads."""

from __future__ import annotations

from collections.abc import Iterator

from jzdocs.errors import Location, Report
from jzdocs.facts.cells import column_letters
from jzdocs.model import nodes
from jzdocs.options import GivenTable

_MOST_DECIMALS = 6  # that anybody prints


def data_table(table: GivenTable, report: Report) -> nodes.DataTable:
    """Return a given table as a table of data: its heads are the cells A1, B1 …, its first row A2, B2 … Columns with
    the tails of binary floats are told."""
    if columns := "、".join(_long_columns(table)):
        report.warn(Location(table.name), "D062", columns=columns)
    file = nodes.DataFile(table.name, table.name, unit=table.unit, at=Location(table.name), given=True)
    head, *rows = (
        tuple(
            nodes.Text(text, Location(table.name, number, cell=f"{column_letters(column)}{number}"))
            for column, text in enumerate(texts)
        )
        for number, texts in enumerate((table.head, *table.rows), 1)
    )
    return nodes.DataTable(file, head, tuple(rows), table.digest)


def _long_columns(table: GivenTable) -> Iterator[str]:
    """Yield the columns whose numbers have more decimals than anybody prints: what binary floats leave of a sum."""
    for number, head in enumerate(table.head):
        if any(_decimals(row[number]) > _MOST_DECIMALS for row in table.rows):
            yield head


def _decimals(text: str) -> int:
    whole, point, rest = text.lstrip("-").partition(".")
    return len(rest) if point and whole.isdigit() and rest.isdigit() else 0
