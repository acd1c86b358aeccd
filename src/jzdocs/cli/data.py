"""`jzdocs data`: say what is read of a file of data, or of the tables that a source names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from jzdocs.cli import declare
from jzdocs.cli.parameters import parameters
from jzdocs.cli.terminal import (
    Form,
    counted,
    find_jobs,
    joined,
    load_figures,
    print_findings,
    print_json,
    record_of,
    say,
    text,
    totals,
)
from jzdocs.errors import Report, UsageError
from jzdocs.options import BuildOptions
from jzdocs.project import named_kind, reading

if TYPE_CHECKING:
    from jzdocs.source.data_inspection import ColumnSummary, TableSummary


@declare.command("data")
@declare.argument("path", "path")
@declare.option("cli.option.set", "--set", "settings", value="setting", multiple=True)
@declare.format_option()
def command(path: str, settings: tuple[str, ...], form: Form) -> int:
    """Print the tables of a file and what is wrong with them, and return the exit status."""
    tables, report = _inspected(path, settings)
    errors, warnings = totals([report])
    if form == "json":
        records = [record_of(finding) for finding in report]
        print_json({"tables": [_record(table) for table in tables], "diagnostics": records})
        return 1 if errors else 0
    for table in tables if form == "text" else ():
        _print(table)
    print_findings(report, form)
    if form == "text":
        say(counted(errors, warnings), err=True)
    return 1 if errors else 0


def _inspected(path: str, settings: Sequence[str]) -> tuple[list[TableSummary], Report]:
    """Return the tables of a file of data, or those that a source names, and what is wrong with them."""
    from jzdocs.source.data_inspection import inspected, summary

    file = Path(path)
    if not file.is_file():
        raise UsageError("X043", path=path)
    if named_kind(file) in ("markdown", "template"):
        loaded = load_figures(path, BuildOptions(row=parameters(settings, find_jobs([path]))))
        report = Report([finding for finding in loaded.report if finding.location.cell or finding.code[:2] == "X0"])
        return [summary(table, report) for table in loaded.document.data.values()], report
    report = Report()
    with reading(file):
        return inspected(file, report), report


def _record(table: TableSummary) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(table)
    return record


def _print(table: TableSummary) -> None:
    """Print a table: where it stands, its columns, its periods."""
    place = f"{table.path} {table.sheet + '!' if table.sheet else ''}{table.cells}"
    say(text("cli.data.table", name=table.name, place=place, rows=table.rows, columns=len(table.columns)))
    for column in table.columns:
        say(f"  {_described(column)}")
    if table.periods:
        periods = table.periods
        where = periods.column or text("cli.data.heads")
        kind = text(f"cli.data.{periods.kind}")
        span = f"{periods.first} — {periods.last}"
        say("  " + text("cli.data.periods", where=where, kind=kind, span=span, count=periods.count))


def _described(column: ColumnSummary) -> str:
    """Return a line about a column."""
    name = f"{column.name}（{column.unit}）" if column.unit else column.name
    parts = [text(f"cli.data.{column.type}")]
    if column.blank:
        parts.append(text("cli.data.blanks", count=column.blank))
    examples = joined(column.examples)
    return f"{column.letter}  {name}  {joined(parts)}" + (f"  {examples}" if examples else "")
