"""Rows by SQL: from tables of data, Parquet and DuckDB files through DuckDB, which runs in this process; from servers
through SQLAlchemy.

A number is never altered on the way: cells of CSV and XLSX come as the texts that they print, numbers of a database
with all digits that it has, and without exponent.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs import settings
from jzdocs.data.tables import data_loader
from jzdocs.errors import Location, Report, SurroundingsError, UsageError, shown_path
from jzdocs.model import nodes

DUCKDB = (".duckdb", ".ddb")
PARQUET = ".parquet"
_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://", re.I)


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
    """Return a table of data (CSV, XLSX), or None where it cannot be read, which is reported."""
    return data_loader(path.resolve().parent, report)(nodes.DataFile("each", path.name, at=Location(shown_path(path))))


def is_address(data: str) -> bool:
    """Return whether `data` is the address of a database, not a file."""
    return _ADDRESS.match(data) is not None


def without_password(address: str) -> str:
    """Return an address without its password, as messages and files may show it."""
    return re.sub(r"(//[^/@:]*):.*@", r"\1:***@", address)


def query_rows(data: str, query: str, report: Report) -> Result:
    """Return the rows that a query gives.

    Raises UsageError where there is no query or the library is not installed, SurroundingsError where the database does
    not answer or the query fails.
    """
    if not query:
        raise UsageError("X062", at=Location(without_password(data)))
    if is_address(data):
        shown = without_password(data)
        names, rows = _server(data, shown, query)
    else:
        shown = shown_path(Path(data))
        names, rows = _embedded(Path(data), shown, query, report)
    return Result(
        shown,
        tuple(names),
        tuple(
            ResultRow(tuple(_text(value) for value in row), Location(shown, number))
            for number, row in enumerate(rows, 1)
        ),
    )


def _server(address: str, shown: str, query: str) -> tuple[list[str], Sequence[Sequence[Any]]]:
    try:
        import sqlalchemy
    except ImportError:
        raise _not_installed("sqlalchemy") from None
    try:
        url = sqlalchemy.make_url(address)
        if url.drivername in ("postgresql", "postgres"):  # psycopg is the driver that comes with the extra
            url = url.set(drivername="postgresql+psycopg")
        waits = url.get_backend_name() in ("postgresql", "mysql", "mariadb")
        timeout = {"connect_timeout": settings.current().database_seconds} if waits else {}
        engine = sqlalchemy.create_engine(url, connect_args=timeout, poolclass=sqlalchemy.pool.NullPool)
    except ImportError as error:
        raise _not_installed(error.name or str(error)) from None
    except (sqlalchemy.exc.ArgumentError, ValueError) as error:
        raise UsageError("X043.address", at=Location(shown), reason=error) from None
    try:
        connection = engine.connect()
    except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
        raise _no_answer(shown, error) from None
    with connection:
        try:
            result = connection.execute(sqlalchemy.text(query.replace(":", "\\:")))
            return list(result.keys()), result.fetchall()
        except sqlalchemy.exc.SQLAlchemyError as error:
            raise _failed(shown, error) from None


def _embedded(path: Path, shown: str, query: str, report: Report) -> tuple[list[str], Sequence[Sequence[Any]]]:
    try:
        import duckdb
    except ImportError:
        raise _not_installed("duckdb") from None
    name = path.suffix.lower()
    try:
        connection = duckdb.connect(str(path), read_only=True) if name in DUCKDB else duckdb.connect()
    except duckdb.Error as error:
        raise _no_answer(shown, error) from None
    with connection:
        try:
            if name == PARQUET:
                connection.execute(f"CREATE TABLE {_quoted(path.stem)} AS FROM read_parquet(?)", [str(path)])
            elif name not in DUCKDB:
                _load(connection, path, report)
            # a query reads the table that was named, and nothing else
            connection.execute("SET enable_external_access = false")
            result = connection.execute(query)
            return [column[0] for column in result.description or ()], result.fetchall()
        except duckdb.Error as error:
            raise _failed(shown, error) from None


def _load(connection: Any, path: Path, report: Report) -> None:
    """Put a table of data into the database as a table of texts, named as its file."""
    table = read_table(path, report)
    heads = [text.text for text in table.head] if table else []
    if table is None or not heads:
        return
    columns = ", ".join(f"{_quoted(head)} VARCHAR" for head in heads)
    connection.execute(f"CREATE TABLE {_quoted(path.stem)} ({columns})")
    rows = [[cell.text or None for cell in row] for row in table.rows]
    if rows:
        connection.executemany(f"INSERT INTO {_quoted(path.stem)} VALUES ({', '.join('?' * len(heads))})", rows)  # noqa: S608 (quoted names)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return format(Decimal(repr(value)), "f") if math.isfinite(value) else str(value)
        case int() | Decimal():
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _not_installed(name: str) -> UsageError:
    return UsageError("X065.data", name=name)


def _no_answer(shown: str, error: Exception) -> SurroundingsError:
    return SurroundingsError("X063", at=Location(shown), reason=_first_lines(error))


def _failed(shown: str, error: Exception) -> SurroundingsError:
    return SurroundingsError("X064", at=Location(shown), reason=_first_lines(error))


def _first_lines(error: Exception) -> str:
    """Return the first two lines of a database's message, without SQLAlchemy's name for the error."""
    text = str(getattr(error, "orig", None) or error)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return without_password("; ".join(lines[:2]))
