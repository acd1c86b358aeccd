"""Queries on servers through SQLAlchemy: one statement that reads, in a transaction that may only read, whose rows and
time are limited."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jzdocs import settings
from jzdocs.data.database_address import scrubbed, unambiguous
from jzdocs.data.embedded import SECONDS, fetched_rows, limited, run_query, too_long
from jzdocs.errors import Location, SurroundingsError, UsageError
from jzdocs.patterns import compiled

Rows = tuple[list[str], Sequence[Sequence[Any]]]
# comments, texts and quoted names: what stands in them is no word of SQL
_QUOTED = compiled(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(\w*)\$.*?\$\1\$", re.S)
_READS = ("select", "with", "values", "table", "from")
# parts of a SELECT that write a file or a table
_WRITES = compiled(r"\binto\s+(?:outfile|dumpfile)\b", re.I)
# what makes the next transaction read only, by the kind of server
_READ_ONLY = {
    "postgresql": ("SET TRANSACTION READ ONLY", "SET LOCAL statement_timeout = {milliseconds}"),
    "mysql": ("SET SESSION max_execution_time = {milliseconds}", "START TRANSACTION READ ONLY"),
    "mariadb": ("SET SESSION max_statement_time = {seconds}", "START TRANSACTION READ ONLY"),
    "oracle": ("SET TRANSACTION READ ONLY",),
    "mssql": ("SET LOCK_TIMEOUT {milliseconds}",),
}


def only_reads(query: str) -> bool:
    """Return whether a query is a single statement that selects: nothing else is sent to a server, whatever it would
    allow."""
    bare = _QUOTED.sub(" ", query).strip().rstrip(";").strip()
    first = re.match(r"[\s(]*([a-z]+)", bare, re.I)
    return first is not None and first[1].lower() in _READS and ";" not in bare and not _WRITES.search(bare)


def server_rows(address: str, shown: str, query: str) -> Rows:
    """Return the names of the columns and the rows that a query gives.

    Raises UsageError for a wrong address or where a library is missing, SurroundingsError where the server does not
    answer, or the query fails, would write or takes too long, DataError where it gives too much.
    """
    try:
        import sqlalchemy
    except ImportError:
        raise _not_installed("sqlalchemy") from None
    try:
        url = sqlalchemy.make_url(unambiguous(address))
        if url.drivername in ("postgresql", "postgres"):  # psycopg is the driver that comes with the extra
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite":
            result = run_query(_sqlite_file(url.database, shown), shown, query, None)
            return list(result.names), list(result.rows)
        if not only_reads(query):
            raise SurroundingsError("X064.only_select", at=Location(shown))
        engine = sqlalchemy.create_engine(url, connect_args=_arguments(url), poolclass=sqlalchemy.pool.NullPool)
    except ImportError as error:
        raise _not_installed(error.name or str(error)) from None
    except (sqlalchemy.exc.ArgumentError, ValueError) as error:
        raise UsageError("X043.address", at=Location(shown), reason=scrubbed(str(error), address)) from None
    try:
        connection = engine.connect()
    except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
        raise SurroundingsError("X063", at=Location(shown), reason=_first_lines(error, address)) from None
    with connection:
        try:
            with limited(_ending(connection)):
                return _read(connection, query, shown)
        except sqlalchemy.exc.SQLAlchemyError as error:
            reason = _first_lines(error, address)
            if re.search(r"timeout|canceling|max_execution_time|max_statement_time|interrupted", reason, re.I):
                raise too_long(shown) from None
            raise SurroundingsError("X064", at=Location(shown), reason=reason) from None


def _read(connection: Any, query: str, shown: str) -> Rows:
    import sqlalchemy

    for statement in _READ_ONLY.get(connection.dialect.name, ()):
        connection.execute(sqlalchemy.text(statement.format(seconds=SECONDS, milliseconds=SECONDS * 1000)))
    reading = connection.execution_options(stream_results=True, max_row_buffer=1000)
    result = reading.execute(sqlalchemy.text(query.strip().rstrip(";").replace(":", "\\:")))
    if not result.returns_rows:
        raise SurroundingsError("X064.only_select", at=Location(shown))
    names = list(result.keys())
    return names, fetched_rows(result, len(names))


def _arguments(url: Any) -> dict[str, Any]:
    """Return how to connect: how long to wait; to PostgreSQL so that it takes one statement at a time."""
    arguments: dict[str, Any] = {}
    if url.get_backend_name() in ("postgresql", "mysql", "mariadb"):
        arguments["connect_timeout"] = settings.current().database_seconds
    if url.drivername == "postgresql+psycopg":
        arguments["prepare_threshold"] = 0  # of prepared statements a server takes one at a time
    return arguments


def _ending(connection: Any) -> Callable[[], None]:
    """Return what ends a query that takes too long, where the server itself did not."""
    driver = connection.connection.dbapi_connection

    def end() -> None:
        with suppress(Exception):  # whatever a driver raises here, the query goes on or has ended
            getattr(driver, "cancel", driver.close)()

    return end


def _sqlite_file(name: str | None, shown: str) -> Path:
    """Return the file of an address such as sqlite:///x.db. Raises UsageError where there is none."""
    path = Path(name or "")
    if not name or not path.is_file():
        raise UsageError("X043", at=Location(shown), path=name or shown)
    return path.resolve()


def _not_installed(name: str) -> UsageError:
    return UsageError("X065.data", name=name)


def _first_lines(error: Exception, address: str) -> str:
    """Return the first two lines of a database's message, without SQLAlchemy's name for the error and the password."""
    text = str(getattr(error, "orig", None) or error)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return scrubbed("; ".join(lines[:2]), address)
