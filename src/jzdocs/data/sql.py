"""Rows by SQL: from files through `embedded`, from servers through `servers`."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from jzdocs.data.database_address import is_address, without_password
from jzdocs.data.embedded import DUCKDB, PARQUET, SQLITE, run_query, value_text
from jzdocs.data.grid import DataError
from jzdocs.data.servers import server_rows
from jzdocs.data.tables import data_loader
from jzdocs.errors import Location, Report, UsageError, shown_path
from jzdocs.model import nodes


class ResultRow(Struct, frozen=True):
    """A row that a query gives: its values as texts ("" for NULL), and its place."""

    texts: tuple[str, ...]
    at: Location


class Result(Struct, frozen=True):
    """What a query gives: where from, the names of its columns, and its rows."""

    shown: str
    names: tuple[str, ...]
    rows: tuple[ResultRow, ...]


def read_table(path: Path, report: Report) -> nodes.DataTable | None:
    """Return a table of data, or None where it cannot be read, which is reported."""
    return data_loader(path.resolve().parent, report)(
        nodes.DataFile("each", path.name.replace("%", "%25"), at=Location(shown_path(path)))
    )


def is_database(path: Path) -> bool:
    """Return whether a file is a database, which only a query reads."""
    return path.suffix.lower() in (*DUCKDB, *SQLITE)


def query_rows(data: str, query: str, report: Report) -> Result:
    """Return the rows that a query gives.

    Raises UsageError where there is no query or the library is not installed, SurroundingsError where the database does
    not answer or the query fails.
    """
    if not query:
        raise UsageError("X062", at=Location(without_password(data)))
    try:
        if is_address(data):
            shown = without_password(data)
            names, rows = server_rows(data, shown, query)
            texts = [tuple(value_text(value, name) for name, value in zip(names, row, strict=True)) for row in rows]
        else:
            shown = shown_path(Path(data))
            path = Path(data)
            is_text = not is_database(path) and path.suffix.lower() != PARQUET
            table = read_table(path, report) if is_text else None
            if is_text and table is None:
                return Result(shown, (), ())
            result = run_query(path.resolve(), shown, query, table)
            names, texts = list(result.names), list(result.rows)
    except DataError as error:
        report.error(Location(shown), "X017", path=shown, reason=error.reason, hint=error.hint)
        return Result(shown, (), ())
    return Result(
        shown, tuple(names), tuple(ResultRow(row, Location(shown, number)) for number, row in enumerate(texts, 1))
    )
