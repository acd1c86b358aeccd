"""Queries on files: DuckDB and SQLite run in this process, read only, and see nothing but the file that is named.

A table of texts (CSV, a workbook) becomes a table of the database, called as the file is; its columns of numbers are
numbers there. What a query takes from it unchanged is printed as it stands in the file.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from jzdocs.data.grid import MAX_CELLS, DataError, Grid, TableSource, address, with_line_breaks
from jzdocs.data.values import parse_number
from jzdocs.errors import Location, SurroundingsError, UsageError
from jzdocs.messages.message import message
from jzdocs.model import nodes
from jzdocs.patterns import compiled

DUCKDB = (".duckdb", ".ddb")
SQLITE = (".db", ".sqlite", ".sqlite3")
PARQUET = ".parquet"
SECONDS = 60  # that a query may take
_MEMORY = "1GB"
_MOST_BYTES = 64 * 1024 * 1024  # of a value
_MOST_DIGITS = 38  # of a decimal number
_MOST_DECIMALS = 18
_PLAIN_NUMBER = compiled(r"-?\d+(?:\.(\d+))?|-?\d{1,3}(?:,\d{3})+(?:\.(\d+))?")
_CONFIG = {
    "memory_limit": _MEMORY,
    "threads": 2,
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
}


class QueryResult(Struct, frozen=True):
    """What a query gives: the names of its columns, and its rows as texts ("" for NULL)."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_parquet(source: TableSource) -> Grid:
    """Return the cells of a Parquet file."""
    return result_grid(source.shown, run_query(source.path, source.shown, "", None), "")


def read_query(source: TableSource) -> Grid:
    """Return the cells that the query of a table of data gives."""
    query = source.file.query
    if not query:
        raise DataError(message("reason.needs_query"), message("hint.write_query"))
    suffix = source.path.suffix.lower()
    table = None
    if suffix not in (*DUCKDB, *SQLITE, PARQUET):
        from jzdocs.data.heads import table_of
        from jzdocs.data.readers import reader_of

        table = table_of(source, reader_of(suffix)(source), "")
        if table is None:
            return Grid([])
    return result_grid(source.shown, run_query(source.path, source.shown, query, table), "SQL!")


def result_grid(shown: str, result: QueryResult, sheet: str) -> Grid:
    """Return a query's result as a grid, whose addresses count its own rows; `sheet` stands before them."""
    rows = [
        tuple(
            nodes.Text(text, Location(shown, number, cell=f"{sheet}{address(number, column)}"))
            for column, text in enumerate(texts, 1)
        )
        for number, texts in enumerate([result.names, *result.rows], 1)
    ]
    return Grid(rows, has_head=True)


def run_query(path: Path, shown: str, query: str, table: nodes.DataTable | None) -> QueryResult:
    """Return what a query gives from a file: a database, a Parquet file ("" for all of it), or `table`, which was read
    from it.

    Raises UsageError where DuckDB is not installed, SurroundingsError where the query fails or may not be run.
    """
    if path.suffix.lower() in SQLITE:
        return _from_sqlite(path, shown, query)
    try:
        import duckdb
    except ImportError:
        raise UsageError("X065.data", name="duckdb") from None
    is_database = path.suffix.lower() in DUCKDB
    try:
        connection = duckdb.connect(str(path) if is_database else ":memory:", read_only=is_database, config=_CONFIG)
    except duckdb.Error as error:
        raise SurroundingsError("X063", at=Location(shown), reason=_first_lines(error)) from None
    with connection, limited(connection.interrupt):
        try:
            if path.suffix.lower() == PARQUET:
                _load_parquet(connection, path)
                query = query or f"FROM {_quoted(path.stem)}"
            elif table is not None:
                _load(connection, path.stem, table)
            # a query reads the table that was named, and nothing else
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            statements = connection.extract_statements(query)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise SurroundingsError("X064.only_select", at=Location(shown))
            result = connection.execute(statements[0])
            names = [column[0] for column in result.description or ()]
            return _as_texts(names, fetched_rows(result, len(names)), _original_texts(table))
        except duckdb.Error as error:
            raise _failed(shown, error) from None


def _load_parquet(connection: Any, path: Path) -> None:
    import duckdb

    try:
        connection.execute(f"CREATE TABLE {_quoted(path.stem)} AS FROM read_parquet(?)", [str(path)])
    except duckdb.Error as error:
        raise DataError(message("reason.damaged"), message("hint.save_again")) from error


def _from_sqlite(path: Path, shown: str, query: str) -> QueryResult:
    try:
        connection = sqlite3.connect(_sqlite_address(path), uri=True)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
        connection.set_authorizer(_only_reading)
    except (sqlite3.Error, OSError) as error:
        raise SurroundingsError("X063", at=Location(shown), reason=error) from None
    try:
        with limited(connection.interrupt):
            result = connection.execute(query)
            names = [column[0] for column in result.description or ()]
            if not names:
                raise SurroundingsError("X064.only_select", at=Location(shown))
            return _as_texts(names, fetched_rows(result, len(names)), {})
    except (sqlite3.Error, sqlite3.Warning) as error:
        if "not authorized" in str(error):
            raise SurroundingsError("X064.only_select", at=Location(shown)) from None
        raise _failed(shown, error) from None
    finally:
        connection.close()


def _sqlite_address(path: Path) -> str:
    """Return the address that opens a file of SQLite for reading and makes none beside it.

    A database with a log for writing ahead gets such files even from one who reads, unless it is said that nobody
    writes (SQLite, “Read-Only WAL-Mode Databases”); where the log holds something, somebody may.
    """
    with path.open("rb") as file:
        head = file.read(20)
    log = path.with_name(f"{path.name}-wal")
    still = head[18:20] == b"\2\2" and not (log.exists() and log.stat().st_size)
    return f"file:{quote(str(path))}?mode=ro{'&immutable=1' if still else ''}"


def _only_reading(action: int, *_: Any) -> int:
    """Allow a query of SQLite to read (sqlite3_set_authorizer)."""
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


@contextmanager
def limited(interrupt: Callable[[], None]) -> Iterator[None]:
    """End a query that takes too long."""
    timer = threading.Timer(SECONDS, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def fetched_rows(result: Any, columns: int) -> list[Sequence[Any]]:
    """Return the rows of a result. Raises DataError for more cells than a table of data may have."""
    most = MAX_CELLS // max(columns, 1)
    rows: list[Sequence[Any]] = result.fetchmany(most + 1)
    if len(rows) > most:
        raise DataError(message("reason.too_many_cells", most=f"{MAX_CELLS:,}"), message("hint.fewer_rows"))
    return rows


# --- tables of texts


def _load(connection: Any, name: str, table: nodes.DataTable) -> None:
    """Put a table of data into the database, named as its file."""
    heads = _unique([cell.text for cell in table.head])
    types = [_type([row[n].text for row in table.rows if n < len(row)]) for n in range(len(heads))]
    columns = ", ".join(f"{_quoted(head)} {kind}" for head, kind in zip(heads, types, strict=True))
    connection.execute(f"CREATE TABLE {_quoted(name)} ({columns})")
    rows = [[_loaded(row[n].text if n < len(row) else "", kind) for n, kind in enumerate(types)] for row in table.rows]
    if rows:
        connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' * len(heads))})", rows)  # noqa: S608 (quoted names)


def _unique(heads: Sequence[str]) -> list[str]:
    out: list[str] = []
    taken: set[str] = set()
    for number, head in enumerate(heads, 1):
        name = head or f"列{number}"
        while name.lower() in taken:
            name += f"_{number}"
        taken.add(name.lower())
        out.append(name)
    return out


def _type(texts: Sequence[str]) -> str:
    """Return the type of a column: a decimal number where all filled cells are one, else a text."""
    filled = [text for text in texts if text]
    matches = [_PLAIN_NUMBER.fullmatch(text) for text in filled]
    if not filled or not all(matches) or any(parse_number(text) is None for text in filled):
        return "VARCHAR"
    decimals = max(len(match[1] or match[2] or "") for match in matches if match)
    whole = max(len(text.partition(".")[0]) for text in filled)
    return f"DECIMAL({_MOST_DIGITS}, {decimals})" if decimals <= _MOST_DECIMALS and whole < 18 else "VARCHAR"


def _loaded(text: str, kind: str) -> str | Decimal | None:
    if not text:
        return None
    return text if kind == "VARCHAR" else Decimal(text.replace(",", ""))


def _original_texts(table: nodes.DataTable | None) -> dict[str, dict[Decimal, str]]:
    """Return for each column of numbers how its file writes each; "" where it does so in several ways."""
    out: dict[str, dict[Decimal, str]] = {}
    for column, head in enumerate(table.head if table else ()):
        texts = [row[column].text for row in table.rows if column < len(row)] if table else []
        if _type(texts) == "VARCHAR":
            continue
        written = out.setdefault(head.text, {})
        for text in filter(None, texts):
            number = Decimal(text.replace(",", ""))
            written[number] = text if written.get(number, text) == text else ""
    return out


def _as_texts(
    names: Sequence[str], rows: Sequence[Sequence[Any]], originals: Mapping[str, Mapping[Decimal, str]]
) -> QueryResult:
    written = [originals.get(name, {}) for name in names]

    def text(value: Any, column: int) -> str:
        if isinstance(value, Decimal) and originals:
            original = written[column].get(value, "")
            return original or format(value.normalize() if not value % 1 or "." in str(value) else value, "f")
        return value_text(value, names[column])

    return QueryResult(tuple(names), tuple(tuple(text(value, n) for n, value in enumerate(row)) for row in rows))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def value_text(value: Any, name: str = "") -> str:
    """Return a value of a database as it is printed: a number with all digits that it has, and without exponent.

    Raises DataError for a list or a structure in the column `name`.
    """
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return format(Decimal(repr(value)), "f").removesuffix(".0") if math.isfinite(value) else ""
        case int() | Decimal():
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        case datetime():
            if (value.hour, value.minute, value.second) == (0, 0, 0) and value.tzinfo is None:
                return value.date().isoformat()
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case str():
            return with_line_breaks(value).strip()
        case bytes() | bytearray() | memoryview() | list() | tuple() | dict() | set():
            raise DataError(message("reason.json_nested", name=name), message("hint.choose_columns"))
        case _:
            return str(value)


def too_long(shown: str) -> SurroundingsError:
    """Return the error for a query that takes longer than it may."""
    return SurroundingsError("X064.too_long", at=Location(shown), most=SECONDS)


def _failed(shown: str, error: Exception) -> SurroundingsError:
    text = str(error)
    if "INTERRUPT" in text or "interrupted" in text:
        return too_long(shown)
    return SurroundingsError("X064", at=Location(shown), reason=_first_lines(error))


def _first_lines(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return "; ".join(lines[:2])
