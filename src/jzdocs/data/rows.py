"""The rows that documents are made of, each with the name of its document (`build --each`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import jinja2
from msgspec import Struct

from jzdocs.data.database_address import is_address, without_password
from jzdocs.data.expressions import Environment, row_names
from jzdocs.data.sql import is_database, query_rows, read_table
from jzdocs.data.template_reasons import failure_reason, syntax_reason
from jzdocs.data.values import parse_number
from jzdocs.errors import Location, Report, UsageError
from jzdocs.facts.cells import address, column, key
from jzdocs.file_names import is_reserved, name_key
from jzdocs.model import nodes
from jzdocs.options import AllRows, RowValue
from jzdocs.patterns import compiled

_ROWS_IN_EXPRESSION = compiled(r"\{[{%](?:(?![%}]\}).)*\brows\b(?!\s*[=:])", re.S)
# what Windows allows in no name of a file, and what disguises a name on a screen (UAX 9: marks of direction)
_NOT_IN_NAMES = compiled(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]')


class Row(Struct, frozen=True):
    """A row that a document is made of: the document's name, its values, and its place in the data."""

    name: str
    values: tuple[RowValue, ...]
    at: Location


class PlacedRow(Struct, frozen=True):
    """A row of data, the text that names its document where no pattern does, and its place."""

    first: str
    values: tuple[RowValue, ...]
    at: Location


def rows_of(data: str, query: str, stem: str, pattern: str, report: Report) -> list[Row]:
    """Return the rows of a table (CSV, XLSX), or those that a query gives from a table, DuckDB file or database.

    Blank cells have no value; documents are named by `pattern`, or by `stem` and the first cell (see `_named`).

    Raises UsageError where there is no such file, SurroundingsError where a database fails.
    """
    path = Path(data)
    if not is_address(data) and not path.is_file():
        raise UsageError("X043", at=Location(without_password(data)), path=without_password(data))
    if query or is_address(data) or is_database(path):
        rows = _query_rows(data, query, report)
    else:
        rows = _table_rows(path, report)
    if not rows and not report.errors:
        report.error(Location(without_password(data)), "X088")
    return list(_named(rows, stem, pattern, report))


def with_all_rows(rows: Sequence[Row]) -> list[Row]:
    """Return rows of which each also gives all of them, as `rows`."""
    everything = RowValue("rows", "", given=AllRows(tuple(row.values for row in rows)))
    if any(value.head == "rows" for row in rows[:1] for value in row.values):
        return list(rows)  # a column of that name goes before
    return [Row(row.name, (*row.values, everything), row.at) for row in rows]


def asks_for_all_rows(template: str) -> bool:
    """Return whether a template uses `rows`, which most do not: then no document depends on the row of another."""
    return _ROWS_IN_EXPRESSION.search(template) is not None


def _query_rows(data: str, query: str, report: Report) -> list[PlacedRow]:
    result = query_rows(data, query, report)
    texts = [row.texts for row in result.rows]
    counted = _counted(texts, len(result.names))
    report_shared_names(result.names, Location(result.shown), report)
    return [
        PlacedRow(
            row.texts[0],
            tuple(
                RowValue(head, text, str(row.at), number)
                for head, text, number in zip(result.names, row.texts, counted, strict=True)
            ),
            row.at,
        )
        for row in result.rows
    ]


def _table_rows(data: Path, report: Report) -> list[PlacedRow]:
    table = read_table(data, report)
    if table is None:
        return []
    heads = [cell.text for cell in table.head]
    counted = _counted([[cell.text for cell in row] for row in table.rows], len(heads))
    report_shared_names(heads, table.head[0].at, report)
    return [
        PlacedRow(
            cells[0].text,
            tuple(
                RowValue(head, cell.text, str(cell.at), number, fault=table.faults.get(address(cell), ""))
                for head, cell, number in zip(heads, _filled_up(cells, len(heads)), counted, strict=True)
                if head
            ),
            cells[0].at,
        )
        for cells in table.rows
    ]


def _filled_up(cells: Sequence[nodes.Text], count: int) -> list[nodes.Text]:
    """Return the cells of a row, with blank ones where it is shorter than the head."""
    return [*cells[:count], *(nodes.Text("", cells[0].at) for _ in range(count - len(cells)))]


def _counted(rows: Sequence[Sequence[str]], columns: int) -> list[bool]:
    """Return for each column whether most of its filled cells hold numbers."""
    out = []
    for index in range(columns):
        filled = [row[index] for row in rows if index < len(row) and row[index]]
        out.append(2 * sum(parse_number(text) is not None for text in filled) > len(filled))
    return out


def report_shared_names(heads: Sequence[str], at: Location, report: Report) -> None:
    """Warn of columns that a template cannot tell apart by their letters and digits."""
    seen: dict[str, str] = {}
    for head in heads:
        name = key(column(head, "").name)
        if name and name in seen:
            finding = "X080" if seen[name] == head else "X080.unit"
            report.warn(at, finding, name=name, head=head, other=seen[name])
        seen.setdefault(name, head)


def _named(rows: Sequence[PlacedRow], stem: str, pattern: str, report: Report) -> Iterator[Row]:
    """Yield rows with the names of their documents: by `pattern` (jinja2; columns are its names), else stem-first cell.

    A row whose name cannot be made, or has been given to an earlier row, is reported and left out. Raises UsageError
    where the pattern is no valid jinja2.
    """
    environment = Environment()
    try:
        template = environment.from_string(pattern) if pattern else None
    except jinja2.TemplateSyntaxError as error:
        raise UsageError("X058", reason=syntax_reason(error)) from error
    seen: dict[str, Location] = {}
    for row in rows:
        try:
            name = template.render(row_names(row.values)) if template else _default_name(stem, row)
        except Exception as error:  # noqa: BLE001 (filters fail in any way)
            report.error(row.at, "X058.row", reason=failure_reason(error))
            continue
        name = _NOT_IN_NAMES.sub("_", name).strip(" .") or "_"
        shared = name_key(name)
        if is_reserved(name):
            report.error(row.at, "X131", name=name)
            continue
        if shared in seen:
            report.error(row.at, "X059", name=name, place=seen[shared])
            continue
        seen[shared] = row.at
        yield Row(name, row.values, row.at)


def _default_name(stem: str, row: PlacedRow) -> str:
    """Return the name of a document that no pattern names: blank as its first cell is, it still has a number."""
    return f"{stem}-{row.first or row.at.line}"
