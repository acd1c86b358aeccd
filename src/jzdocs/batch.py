"""Many documents: one after another, or in a pool of processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import JzdocsError, Report
from jzdocs.pipeline import Built, Options, build
from jzdocs.project import Project, stem

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


def _one(task: Task, charts: ChartWorker | None = None) -> Built:
    path, project, template, formats, options = task
    try:
        return build(path, project, template, formats, options, charts)
    except JzdocsError as error:
        report = Report([error.diagnostic])
        return Built(stem(path), {}, report, 0, {}, {}, exit_code=error.exit_code)
