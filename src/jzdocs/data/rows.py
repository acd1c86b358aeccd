"""The rows that documents are made of: from a table, each with the name of its document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct

from jzdocs.data.sql import DUCKDB, PARQUET, Found, is_address, query_rows, read_table
from jzdocs.errors import Location, Report, UsageError
from jzdocs.facts.cells import columns, key


class Row(Struct, frozen=True):
    """A row of a table of data that a document is made of: the document's name, its values by column, and where it
    stands."""

    name: str
    values: Mapping[str, str]
    at: Location


def rows_of(data: str, query: str, stem: str, pattern: str, report: Report) -> list[Row]:
    """The rows of a table (CSV, XLSX), of a query on one, on a DuckDB file or on a database; blank cells have no value.
    See `named` for names.

    Raises UsageError where there is no such file, SurroundingsError where a database fails.
    """
    path = Path(data)
    if not is_address(data) and not path.is_file():
        raise UsageError("X043", at=Location(data), path=data)
    if query or is_address(data) or path.suffix.lower() in (*DUCKDB, PARQUET):
        found = [
            (first, {key(k): v for k, v in values.items()}, at) for first, values, at in query_rows(data, query, report)
        ]
        return list(named(found, stem, pattern, report))
    return list(named(_table(path, report), stem, pattern, report))


def _table(data: Path, report: Report) -> list[Found]:
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


def named(
    found: Sequence[tuple[str, Mapping[str, str], Location]], stem: str, pattern: str, report: Report
) -> Iterator[Row]:
    """Rows (first cell, values, place) with the names of their documents: by `pattern` (jinja2, the columns are its
    names), or by the first cell behind `stem`. A name that cannot be made, or that an earlier row has, is reported,
    and its row left out.

    Raises UsageError where the pattern is no pattern.
    """
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=False)
    try:
        template = environment.from_string(pattern) if pattern else None
    except jinja2.TemplateSyntaxError as error:
        raise UsageError("X058", reason=error.message) from error
    seen: dict[str, Location] = {}
    for first, values, at in found:
        try:
            name = template.render(values) if template else f"{stem}-{first}"
        except jinja2.TemplateError as error:
            report.error(at, "X058.row", reason=error)
            continue
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .") or "_"
        if name.lower() in seen:
            first_at = seen[name.lower()]
            report.error(at, "X059", name=name, place=first_at)
            continue
        seen[name.lower()] = at
        yield Row(name, values, at)
