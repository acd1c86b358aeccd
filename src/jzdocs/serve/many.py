"""In the process that does what takes long: a document for each row of a table."""

from __future__ import annotations

import gc
import zipfile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.pipeline import Helpers, build
from jzdocs.data.rows import Row, asks_for_all_rows, rows_of, with_all_rows
from jzdocs.editing.memory_store import process_store
from jzdocs.editing.worker import Send
from jzdocs.errors import Diagnostic, JzdocsError, Report, shown_path
from jzdocs.options import BuildOptions
from jzdocs.project import project_of, reading, stem


class TableJob(Struct, frozen=True):
    """A table whose rows become documents of the template at `path`, whose text is `text`; `pattern` names each."""

    path: Path
    table: Path
    text: str
    pattern: str = ""


class TableRows(Struct, frozen=True):
    """The rows of a table, the heads of its columns, and what is wrong with it."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


class RowsJob(Struct, frozen=True):
    """Rows to build, and the file (a zip) that the documents go into, in these formats."""

    path: Path
    text: str
    rows: tuple[Row, ...]
    target: Path
    formats: tuple[str, ...]


class RowBuilt(Struct, frozen=True):
    """How far the rows are: how many are done, and of the last one its name, and what went wrong (none: nothing)."""

    done: int
    name: str
    errors: tuple[Diagnostic, ...]


def read_rows(job: TableJob, _: Send) -> TableRows:
    """Return the rows of a table. Raises UsageError where the table cannot be read."""
    report = Report()
    with reading(job.path, project_of(job.path)):
        rows = rows_of(str(job.table), "", stem(job.path), job.pattern, report)
        if asks_for_all_rows(job.text):
            rows = with_all_rows(rows)
    rows = [_named_by_user(row, job.table) for row in rows]
    columns = tuple(value.head for value in rows[0].values if value.given is None) if rows else ()
    return TableRows(tuple(rows), columns, tuple(report))


def _named_by_user(row: Row, table: Path) -> Row:
    """Return a row whose places name the table as the user knows it, not where it lies now."""
    prefix = shown_path(table)
    values = tuple(
        replace(value, place=table.name + value.place.removeprefix(prefix)) if value.place.startswith(prefix) else value
        for value in row.values
    )
    return Row(row.name, values, replace(row.at, path=table.name))


def build_rows(job: RowsJob, send: Send) -> int:
    """Build the documents of rows into a zip file, telling of each; return how many have no errors. One that fails
    stops no other."""
    project = project_of(job.path)
    sound = 0
    with zipfile.ZipFile(job.target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, row in enumerate(job.rows, 1):
            options = BuildOptions(row=row.values, name=row.name, source=job.text)
            try:
                result = build(job.path, project, None, job.formats, options, Helpers(process_store()))
                files = result.files
                errors = tuple(found for found in result.report if found.severity == "error")
            except JzdocsError as error:
                files, errors = {}, (error.diagnostic,)
            for name, data in files.items():
                if not name.endswith(".facts.json"):
                    archive.writestr(name, data)
            sound += not errors
            gc.collect()  # what a document leaves must not wait for the end of the job
            send(RowBuilt(number, row.name, errors))
    return sound
