"""The sources of figures: files of data and texts, read into values with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.pipeline import load_unjudged, read_resolved
from jzdocs.build.result import Timer
from jzdocs.build.writers import LoadedDocument
from jzdocs.data.readers import READERS
from jzdocs.errors import JzdocsError, Location, Report, UsageError, shown_path
from jzdocs.evidence.figures import document_values, table_values
from jzdocs.evidence.values import Value
from jzdocs.facts.cells import columns
from jzdocs.model import nodes
from jzdocs.options import BuildOptions
from jzdocs.project import Project, named_kind, project_of, reading
from jzdocs.source.data_inspection import tables_in

_MANIFEST = "build.json"  # of a folder that holds what was built


class Collected(Struct, frozen=True):
    """What was read of sources: the files, their values, for each table the number of its rows, and findings about
    files that could not be read."""

    files: Sequence[Path]
    values: Sequence[Value]
    tables: Sequence[nodes.DataTable]
    report: Report


def collect(paths: Sequence[Path], checked: Sequence[Path]) -> Collected:
    """Return the figures of files and folders. Of a folder all tables and texts are read, also those in folders below,
    but for hidden ones, the `checked` documents themselves, and what jzdocs built.

    Raises UsageError for a path that is not there, and where none of the files can be read.
    """
    report = Report()
    files = list(dict.fromkeys(file for path in paths for file in _files(path, checked)))
    values: list[Value] = []
    tables: list[nodes.DataTable] = []
    read: list[Path] = []
    for file in files:
        found = _read(file, report)
        if found is not None:
            read.append(file)
            values.extend(found[0])
            tables.extend(found[1])
    if not read:
        names = ", ".join(shown_path(path) for path in paths)
        raise UsageError("F164", at=Location(shown_path(paths[0])), names=names)
    return Collected(read, values, tables, report)


def _files(path: Path, checked: Sequence[Path]) -> Iterator[Path]:
    if path.is_file():
        if not _is_readable(path):
            raise UsageError("F164.kind", at=Location(shown_path(path)), name=path.name)
        yield path
    elif path.is_dir():
        own = {file.resolve() for file in checked}
        yield from (file for file in _below(path, path.resolve()) if file.resolve() not in own)
    else:
        raise UsageError("X043", path=shown_path(path))


def _below(folder: Path, root: Path) -> Iterator[Path]:
    """Yield the sources in a folder and below, by name; links that lead out of `root` are left alone."""
    if (folder / _MANIFEST).is_file():
        return
    entries = sorted(folder.iterdir())
    for entry in entries:
        if entry.name.startswith((".", "~", "_")) or not entry.resolve().is_relative_to(root):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _below(entry, root)
        elif entry.is_file() and _is_readable(entry):
            yield entry


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in READERS or named_kind(path) is not None


def _read(path: Path, report: Report) -> tuple[list[Value], list[nodes.DataTable]] | None:
    """Return the values and tables of a file; None, which is reported, where it cannot be read."""
    faults = Report()
    try:
        if path.suffix.lower() in READERS and named_kind(path) != "text":
            with reading(path):
                tables = tables_in(path, faults)
            values = [value for table in tables for value in table_values(table, _columns(table))]
            found = (values, tables) if tables or not faults.errors else None
        else:
            found = (document_values(loaded(path, project_of(path))), [])
    except JzdocsError as error:
        report.add(replace(error.diagnostic, severity="warning"))
        return None
    for finding in faults if found is None else ():
        report.add(replace(finding, severity="warning"))
    return found


def _columns(table: nodes.DataTable) -> list[tuple[str, str]]:
    return [(column.name, column.unit) for column in columns(table)]


def loaded(path: Path, project: Project, options: BuildOptions | None = None) -> LoadedDocument:
    """Return a document read and resolved for its figures; what is wrong with it is no matter here."""
    if named_kind(path) == "text":
        return load_unjudged(path, project, options)
    with reading(path, project):
        return read_resolved(path, project, None, Timer(), options or BuildOptions())
