"""Many documents: one after another, or in a pool of processes; each taken from what was built before where nothing
has changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.build.incremental import (
    BuildRequest,
    PreviousBuild,
    build_request,
    find_previous_build,
    program_version,
    store_build,
)
from jzdocs.build.publish import outdated_files, publish_files
from jzdocs.build.result import BuildResult, manifest
from jzdocs.cache.store import Store, limit
from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import JzdocsError, Report
from jzdocs.messages.message import message
from jzdocs.options import FORMATS, BuildOptions
from jzdocs.project import Project, stem
from jzdocs.workers import ForkedWorker

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from jzdocs.build.writers import WordJob
    from jzdocs.data.rows import Row

A = TypeVar("A")
B = TypeVar("B")
_LOOK = 0.5  # seconds


class RunOptions(Struct, frozen=True):
    """What all documents of a run have in common: `cache` is the store's folder (None: none), `language` that of our
    messages, `place` the folder in which documents may stand already; with `check` nothing is put there, but what is
    not what would come out is told."""

    template: str | None = None
    formats: tuple[str, ...] = FORMATS
    options: BuildOptions = BuildOptions()
    cache: Path | None = None
    language: str = ""
    place: Path | None = None
    check: bool = False


class BuildTask(Struct, frozen=True):
    """A document to build; `row` is the row of a table that it is made of."""

    path: Path
    project: Project
    plan: RunOptions
    row: Row | None = None

    @property
    def name(self) -> str:
        """The document's name."""
        return self.row.name if self.row else stem(self.path)

    @property
    def place(self) -> Path:
        """The folder that the document comes into."""
        return self.plan.place or self.project.output

    @property
    def options(self) -> BuildOptions:
        """The options with the row's values."""
        return replace(self.plan.options, row=self.row.values, name=self.row.name) if self.row else self.plan.options

    def asked(self) -> BuildRequest:
        """What is asked for, to be recalled."""
        plan = self.plan
        return build_request(self.path, self.project, plan.template, plan.formats, self.options, plan.language)


class BatchEntry(Struct, frozen=True):
    """A document of many that was put into place: its entry in build.json and what was told of it. `kept`: it stood
    there already."""

    name: str
    files: tuple[str, ...]
    entry: dict[str, Any]
    report: Report
    exit_code: int = 0
    kept: bool = False


def open_store(plan: RunOptions) -> Store:
    """The store of a run."""
    return Store(plan.cache, limit(), program_version() if plan.cache else "")


def look_up(task: BuildTask, store: Store) -> tuple[BuildRequest, PreviousBuild]:
    """What is asked for, and what is known of it."""
    wanted = task.asked()
    return wanted, find_previous_build(store, wanted, task.place)


def build_all(tasks: Sequence[BuildTask], workers: int, store: Store) -> Iterator[BuildResult]:
    """Take every document from the store or build it, in order. One that cannot be built does not stop the others:
    its error is in its report."""
    known = [(task, *look_up(task, store)) for task in tasks]
    missing = [one for one in known if one[2].built is None]
    if len(missing) == 1:
        new: Iterator[BuildResult] = iter([_make(missing[0], store, alone=True)])
    else:
        new = _spread(_make_apart, missing, workers)
    for _, _, found in known:
        yield found.built or next(new)
    if missing:
        store.prune()


def _spread(work: Callable[[A], B], things: Sequence[A], workers: int) -> Iterator[B]:
    """Work on things one after another, or in a pool of processes; in order."""
    if workers < 2 or len(things) < 2:
        yield from map(work, things)
        return
    with _pool(min(workers, len(things))) as pool:
        yield from pool.map(work, things)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Processes that end with this one, also when it is killed: a pool's own would wait for work for ever."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers, initializer=_follow, initargs=(os.getpid(),))


def _follow(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _make_apart(known: tuple[BuildTask, BuildRequest, PreviousBuild]) -> BuildResult:
    return _make(known, open_store(known[0].plan))


def _make(known: tuple[BuildTask, BuildRequest, PreviousBuild], store: Store, *, alone: bool = False) -> BuildResult:
    """Build a document and keep it. The charts of one that is built `alone`, for the first time, are drawn by a
    process that starts before anything else is imported: matplotlib takes longest."""
    task, wanted, found = known
    reasons = found.reasons
    charts = ChartWorker() if alone else None
    apart = None
    if charts and reasons is None:
        charts.start()
    elif charts and set(task.plan.formats) == set(
        FORMATS
    ):  # its charts are at hand, most likely: the other core is for the Word file
        apart = _word_helper().start()
    built = build_task(task, charts, store, apart)
    store_build(store, wanted, built)
    why = "" if reasons is None else f"{', '.join(reasons)} changed" if reasons else "no longer in the cache"
    return replace(built, made="; ".join(part for part in (why, built.made) if part))


def _word_helper() -> ForkedWorker[WordJob, bytes]:
    """A process that imports python-docx while this one imports, reads and lays out, and makes the Word file while
    this one makes the PDF."""

    def prepare() -> None:
        import jzdocs.build.writers  # noqa: F401

    def work(job: WordJob) -> bytes:
        from jzdocs.build.writers import word_file

        return word_file(job)

    return ForkedWorker(prepare, work)


def build_task(
    task: BuildTask, charts: ChartWorker | None, store: Store, apart: ForkedWorker[WordJob, bytes] | None = None
) -> BuildResult:
    """Build a document; an error that ends its build is in its report. `charts` is a process that draws, `apart` one
    that makes Word files."""
    from jzdocs.build.pipeline import build  # all stages: whoever finds everything made already does not pay for them

    try:
        return build(task.path, task.project, task.plan.template, task.plan.formats, task.options, charts, store, apart)
    except JzdocsError as error:
        return failed_build(task, error)


def failed_build(task: BuildTask, error: JzdocsError) -> BuildResult:
    """A document that could not be built, and why."""
    return BuildResult(
        task.name, {}, Report([error.diagnostic]), 0, {}, {}, exit_code=error.exit_code, root=task.project.root
    )


def build_and_publish_each(tasks: Sequence[BuildTask], workers: int) -> Iterator[BatchEntry]:
    """Build documents and put each into place as soon as it is made, in whatever order they come: memory stays flat,
    a failure costs one, and what was made before a run was broken off is not made again."""
    yield from _spread(build_and_publish, tasks, workers)
    if tasks:
        open_store(tasks[0].plan).prune()


def build_and_publish(task: BuildTask) -> BatchEntry:
    """Build one of many documents and put it into place."""
    store = open_store(task.plan)
    wanted, known = look_up(task, store)
    if known.built:
        return batch_entry(task, known.built, kept=True)
    return publish_build(task, build_task(task, None, Store(None)), wanted, store)


def publish_build(task: BuildTask, built: BuildResult, wanted: BuildRequest, store: Store) -> BatchEntry:
    """Put one of many documents into place, or check what is there. Its files are not kept in the store as well:
    they are where they belong."""
    try:
        if built.report.errors:
            pass
        elif task.plan.check:
            built = replace(
                built,
                report=Report(
                    [*built.report.found, *outdated_files(task.place, built.files, message("hint.build_again"))]
                ),
            )
        else:
            publish_files(task.place, built.files, sweep=False)
            store_build(store, wanted, built, files=False)
    except JzdocsError as error:
        built = replace(
            built, files={}, report=Report([*built.report.found, error.diagnostic]), exit_code=error.exit_code
        )
    return batch_entry(task, built)


def batch_entry(task: BuildTask, built: BuildResult, *, kept: bool = False) -> BatchEntry:
    """What is told of a document; its row is named where it was not made."""
    report = built.report
    if report.errors and task.row and not task.plan.check:
        report = Report(list(report.found))
        report.error(task.row.at, "X059.not_built", name=task.name)
    files = () if report.errors else tuple(built.files)
    return BatchEntry(task.name, files, replace(built, report=report).entry(), report, built.exit_code, kept)


def make_tasks(jobs: Iterable[tuple[Path, Project]], plan: RunOptions) -> list[BuildTask]:
    """A task a document."""
    return [BuildTask(path, project, plan) for path, project in jobs]


def files_by_folder(
    tasks: Sequence[BuildTask], built: Sequence[BuildResult]
) -> Iterator[tuple[Path, list[BuildResult], dict[str, bytes]]]:
    """What comes into each folder: its documents, and their files together with their build.json."""
    folders: dict[Path, list[BuildResult]] = {}
    for task, one in zip(tasks, built, strict=True):
        folders.setdefault(task.place, []).append(one)
    for folder, group in folders.items():
        yield (
            folder,
            group,
            {name: data for one in group for name, data in one.files.items()} | {"build.json": manifest(group)},
        )
