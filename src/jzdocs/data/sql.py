"""Rows by SQL: from files through `embedded`, from servers through SQLAlchemy, which may only read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs import settings
from jzdocs.data.embedded import DUCKDB, PARQUET, SQLITE, run_query, value_text
from jzdocs.data.grid import DataError
from jzdocs.data.tables import data_loader
from jzdocs.errors import Location, Report, SurroundingsError, UsageError, shown_path
from jzdocs.model import nodes

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
    """Return a table of data, or None where it cannot be read, which is reported."""
    return data_loader(path.resolve().parent, report)(
        nodes.DataFile("each", path.name.replace("%", "%25"), at=Location(shown_path(path)))
    )


def is_address(data: str) -> bool:
    """Return whether `data` is the address of a database, not a file."""
    return _ADDRESS.match(data) is not None


def is_database(path: Path) -> bool:
    """Return whether a file is a database, which only a query reads."""
    return path.suffix.lower() in (*DUCKDB, *SQLITE)


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
    try:
        if is_address(data):
            shown = without_password(data)
            names, rows = _server(data, shown, query)
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


def _server(address: str, shown: str, query: str) -> tuple[list[str], Sequence[Sequence[Any]]]:
    try:
        import sqlalchemy
    except ImportError:
        raise _not_installed("sqlalchemy") from None
    try:
        url = sqlalchemy.make_url(address)
        if url.drivername in ("postgresql", "postgres"):  # psycopg is the driver that comes with the extra
            url = url.set(drivername="postgresql+psycopg")
        name = url.get_backend_name()
        if name == "sqlite":
            result = run_query(_sqlite_file(url.database, shown), shown, query, None)
            return list(result.names), list(result.rows)
        waits = name in ("postgresql", "mysql", "mariadb")
        timeout = {"connect_timeout": settings.current().database_seconds} if waits else {}
        engine = sqlalchemy.create_engine(url, connect_args=timeout, poolclass=sqlalchemy.pool.NullPool)
    except ImportError as error:
        raise _not_installed(error.name or str(error)) from None
    except (sqlalchemy.exc.ArgumentError, ValueError) as error:
        raise UsageError("X043.address", at=Location(shown), reason=error) from None
    try:
        connection = engine.connect()
    except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
        raise SurroundingsError("X063", at=Location(shown), reason=_first_lines(error)) from None
    with connection:
        try:
            if waits:
                connection.execute(sqlalchemy.text("SET TRANSACTION READ ONLY"))
            result = connection.execute(sqlalchemy.text(query.replace(":", "\\:")))
            if not result.returns_rows:
                raise SurroundingsError("X064.only_select", at=Location(shown))
            return list(result.keys()), result.fetchall()
        except sqlalchemy.exc.SQLAlchemyError as error:
            raise SurroundingsError("X064", at=Location(shown), reason=_first_lines(error)) from None


def _sqlite_file(name: str | None, shown: str) -> Path:
    """Return the file of an address such as sqlite:///x.db. Raises UsageError where there is none."""
    path = Path(name or "")
    if not name or not path.is_file():
        raise UsageError("X043", at=Location(shown), path=name or shown)
    return path.resolve()


def _not_installed(name: str) -> UsageError:
    return UsageError("X065.data", name=name)


def _first_lines(error: Exception) -> str:
    """Return the first two lines of a database's message, without SQLAlchemy's name for the error."""
    text = str(getattr(error, "orig", None) or error)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return without_password("; ".join(lines[:2]))
