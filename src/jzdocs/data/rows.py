"""The rows that documents are made of, each with the name of its document (`build --each`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct

from jzdocs.data.sql import DUCKDB, PARQUET, PlacedRow, is_address, query_rows, read_table
from jzdocs.errors import Location, Report, UsageError
from jzdocs.facts.cells import columns, key


class Row(Struct, frozen=True):
    """A row that a document is made of: the document's name, its values by column, and its place in the data."""

    name: str
    values: Mapping[str, str]
    at: Location


def rows_of(data: str, query: str, stem: str, pattern: str, report: Report) -> list[Row]:
    """Return the rows of a table (CSV, XLSX), or those that a query gives from a table, DuckDB file or database.

    Blank cells have no value; documents are named by `pattern`, or by `stem` and the first cell (see `_named`).

    Raises UsageError where there is no such file, SurroundingsError where a database fails.
    """
    path = Path(data)
    if not is_address(data) and not path.is_file():
        raise UsageError("X043", at=Location(data), path=data)
    if query or is_address(data) or path.suffix.lower() in (*DUCKDB, PARQUET):
        rows: list[PlacedRow] = [
            (first, {key(k): v for k, v in values.items()}, at) for first, values, at in query_rows(data, query, report)
        ]
    else:
        rows = _table_rows(path, report)
    return list(_named(rows, stem, pattern, report))


def _table_rows(data: Path, report: Report) -> list[PlacedRow]:
    table = read_table(data, report)
    heads = [key(column.name) for column in columns(table)] if table else []
    rows = table.rows if table else ()
    return [
        (
            cells[0].text,
            {head: cell.text for head, cell in zip(heads, cells, strict=False) if head and cell.text},
            cells[0].at,
        )
        for cells in rows
    ]


def _named(rows: Sequence[PlacedRow], stem: str, pattern: str, report: Report) -> Iterator[Row]:
    """Yield rows with the names of their documents: by `pattern` (jinja2; columns are its names), else stem-first cell.

    A row whose name cannot be made, or has been given to an earlier row, is reported and left out. Raises UsageError
    where the pattern is no valid jinja2.
    """
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=False)
    try:
        template = environment.from_string(pattern) if pattern else None
    except jinja2.TemplateSyntaxError as error:
        raise UsageError("X058", reason=error.message) from error
    seen: dict[str, Location] = {}
    for first, values, at in rows:
        try:
            name = template.render(values) if template else f"{stem}-{first}"
        except jinja2.TemplateError as error:
            report.error(at, "X058.row", reason=error)
            continue
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .") or "_"
        if name.lower() in seen:
            report.error(at, "X059", name=name, place=seen[name.lower()])
            continue
        seen[name.lower()] = at
        yield Row(name, values, at)
