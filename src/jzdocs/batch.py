"""Many documents: one after another, or in a pool of processes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct
from msgspec.structs import replace

from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import JzdocsError, Location, Report, shown_path
from jzdocs.facts.cells import columns, key
from jzdocs.model import nodes as n
from jzdocs.pipeline import Built, Options, build
from jzdocs.project import Project, stem
from jzdocs.source.data import data_loader

Job = tuple[Path, Project]
Task = tuple[Path, Project, str | None, tuple[str, ...], Options]


def build_all(
    jobs: Sequence[Job], template: str | None, formats: tuple[str, ...], options: Options, workers: int, charts: ChartWorker | None = None
) -> Iterator[Built]:
    """Build every document, in order. One that cannot be built does not stop the others: its error is in its report.

    `charts` is a process that draws the charts of a single document; several are drawn where they are built.
    """
    if len(jobs) == 1:
        yield _one((*jobs[0], template, formats, options), charts)
        return
    tasks: list[Task] = [(path, project, template, formats, options) for path, project in jobs]
    if workers < 2:
        yield from map(_one, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(tasks))) as pool:
        yield from pool.map(_one, tasks)


class Row(Struct, frozen=True):
    """A row of a table of data that a document is made of: the document's name, its values by column, and where it stands."""

    name: str
    values: Mapping[str, str]
    at: Location


def rows_of(data: Path, stem_: str, pattern: str, report: Report) -> list[Row]:
    """The rows of a table; each names its document by `pattern` (jinja2, the columns are its names), or by its first cell behind the source's
    name. Blank cells have no value. A name that cannot be made, or that an earlier row has, is reported, and its row left out."""
    table = data_loader(data.resolve().parent, report)(n.DataFile("each", data.name, at=Location(shown_path(data))))
    heads = [key(column.name) for column in columns(table)] if table else []
    out: list[Row] = []
    seen: dict[str, Location] = {}
    for cells in table.rows if table else ():
        values = {head: cell.text for head, cell in zip(heads, cells, strict=False) if head and cell.text}
        at = cells[0].at
        try:
            name = _named(pattern, values) if pattern else f"{stem_}-{cells[0].text}"
        except jinja2.TemplateError as error:
            report.error(at, "X058", f"the row's document cannot be named: {error}", "give it the value, or change --name")
            continue
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .") or "_"
        if name.lower() in seen:
            report.error(
                at, "X059", f"two rows name the document “{name}”", f"the first is at {seen[name.lower()]}; tell them apart with --name"
            )
            continue
        seen[name.lower()] = at
        out.append(Row(name, values, at))
    return out


def _named(pattern: str, values: Mapping[str, str]) -> str:
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=False)
    return environment.from_string(pattern).render(values)


def build_each(
    job: Job, rows: Sequence[Row], template: str | None, formats: tuple[str, ...], options: Options, workers: int
) -> Iterator[Built]:
    """A document a row, in order, each given back as it is done. One that cannot be built stops no other: its report tells of its row."""
    tasks: list[Task] = [(*job, template, formats, replace(options, row=row.values, name=row.name)) for row in rows]
    if workers < 2:
        yield from map(_told, map(_one, tasks), rows)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(tasks) or 1)) as pool:
        yield from map(_told, pool.map(_one, tasks, chunksize=4), rows)


def _told(built: Built, row: Row) -> Built:
    """A document with its row named where it was not made."""
    if built.report.errors:
        built.report.error(row.at, "X059", f"the document “{row.name}” of this row was not made", "mend what is told of it")
    return built


def _one(task: Task, charts: ChartWorker | None = None) -> Built:
    path, project, template, formats, options = task
    try:
        return build(path, project, template, formats, options, charts)
    except JzdocsError as error:
        report = Report([error.diagnostic])
        return Built(options.name or stem(path), {}, report, 0, {}, {}, exit_code=error.exit_code)
