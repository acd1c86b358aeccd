"""Many documents: one after another, or in a pool of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import Diagnostic, JzdocsError, Report
from jzdocs.pipeline import Built, build
from jzdocs.project import Project, stem

if TYPE_CHECKING:
    from jzdocs.pdf.archive import Archive

Job = tuple[Path, Project]
Comment = Callable[[Diagnostic], str]
Task = tuple[Path, Project, str | None, tuple[str, ...], "Archive", Comment | None]


def build_all(
    jobs: Sequence[Job],
    template: str | None,
    formats: tuple[str, ...],
    archive: Archive,
    workers: int,
    charts: ChartWorker | None = None,
    comment: Comment | None = None,
) -> Iterator[Built]:
    """Build every document, in order. One that cannot be built does not stop the others: its error is in its report.

    `charts` is a process that draws the charts of a single document; several are drawn where they are built;
    `comment` words findings for comments in the Word files.
    """
    if len(jobs) == 1:
        yield _one((*jobs[0], template, formats, archive, comment), charts)
        return
    tasks: list[Task] = [(path, project, template, formats, archive, comment) for path, project in jobs]
    if workers < 2:
        yield from map(_one, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(workers, len(tasks))) as pool:
        yield from pool.map(_one, tasks)


def _one(task: Task, charts: ChartWorker | None = None) -> Built:
    path, project, template, formats, archive, comment = task
    try:
        return build(path, project, template, formats, archive, charts, comment)
    except JzdocsError as error:
        report = Report([error.diagnostic])
        return Built(stem(path), {}, report, 0, {}, {}, exit_code=error.exit_code)
