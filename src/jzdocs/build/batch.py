"""Many documents, built one after another or in a pool of processes; where nothing changed, taken from the cache."""

from __future__ import annotations

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
from jzdocs.build.protection import refuse_foreign
from jzdocs.build.publish import outdated_files, publish_all, publish_files, repair_folder
from jzdocs.build.result import BuildResult, manifest
from jzdocs.cache.store import Store, limit
from jzdocs.charts.worker import ChartWorker
from jzdocs.errors import JzdocsError, Location, Report, SurroundingsError, UsageError, shown_path
from jzdocs.file_names import name_key
from jzdocs.messages.message import Message, message
from jzdocs.options import DEFAULT_FORMATS, BuildOptions
from jzdocs.project import Project, refuse_reserved, refuse_to_overwrite, stem
from jzdocs.workers import ForkedWorker

if TYPE_CHECKING:
    from jzdocs.build.writers import WordJob
    from jzdocs.data.rows import Row


A = TypeVar("A")
B = TypeVar("B")


class RunOptions(Struct, frozen=True):
    """What all documents of a run have in common.

    `cache` is the folder of the store (None: no store), `language` that of our messages, `output` the folder to publish
    into in place of the project's. With `check` nothing is written: files that would differ are reported. With `force`
    files are replaced that jzdocs did not make.
    """

    template: str | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    options: BuildOptions = BuildOptions()
    cache: Path | None = None
    language: str = ""
    output: Path | None = None
    check: bool = False
    force: bool = False


class BuildTask(Struct, frozen=True):
    """A document to build; `row` is the row of a table that it is made from."""

    path: Path
    project: Project
    run: RunOptions
    row: Row | None = None

    @property
    def name(self) -> str:
        """The document's name."""
        return self.row.name if self.row else stem(self.path)

    @property
    def output(self) -> Path:
        """The folder that the document is published into."""
        return self.run.output or self.project.output

    @property
    def options(self) -> BuildOptions:
        """The options, with the row's values."""
        if self.row is None:
            return self.run.options
        settings = self.run.options.row or ()  # they go before the columns
        heads = {value.head for value in settings}
        values = (*settings, *(value for value in self.row.values if value.head not in heads))
        return replace(self.run.options, row=values, name=self.row.name)

    def request(self) -> BuildRequest:
        """Return the request by which the document is found in the store."""
        run = self.run
        return build_request(self.path, self.project, run.template, run.formats, self.options, run.language)


class Lookup(Struct, frozen=True):
    """A task, its request, and what the store knows of it."""

    task: BuildTask
    request: BuildRequest
    previous: PreviousBuild


class BatchEntry(Struct, frozen=True):
    """A document of many that was published: its files, its entry in build.json and its findings. It is `unchanged`
    where it had been built before; `note` is what is to be said of the machine."""

    name: str
    files: tuple[str, ...]
    entry: dict[str, Any]
    report: Report
    exit_code: int = 0
    unchanged: bool = False
    note: Message | None = None


def open_store(run: RunOptions) -> Store:
    """Return the store of a run."""
    return Store(run.cache, limit(), program_version() if run.cache else "")


def look_up(task: BuildTask, store: Store) -> Lookup:
    """Return what the store knows of a task."""
    request = task.request()
    return Lookup(task, request, find_previous_build(store, request, task.output))


def make_tasks(jobs: Iterable[tuple[Path, Project]], run: RunOptions) -> list[BuildTask]:
    """Return a task for each document. Raises UsageError where one would take the place of its own source or of
    another, or have a name that Windows keeps for a device."""
    tasks = [BuildTask(path, project, run) for path, project in jobs]
    _refuse_twins(tasks)
    for task in () if run.check else tasks:
        refuse_to_overwrite(task.path, task.output, run.formats)
        refuse_reserved(task.path.with_name(task.name))
        if run.output:
            refuse_reserved(run.output)
    return tasks


def _refuse_twins(tasks: Iterable[BuildTask]) -> None:
    """Raise UsageError where two documents would be written to files of the same name."""
    seen: dict[tuple[Path, str], Path] = {}
    for task in tasks:
        key = (task.output.resolve(), name_key(task.name))
        if key in seen:
            names = (seen[key], task.path) if seen[key].name == task.path.name else (seen[key].name, task.path.name)
            raise UsageError("X045", name=str(names[0]), other=str(names[1]))
        seen[key] = task.path


def build_all(tasks: Sequence[BuildTask], processes: int, store: Store) -> Iterator[BuildResult]:
    """Yield every document in order, from the store or built now.

    One that cannot be built does not stop the others: its error is in its report.
    """
    lookups = [look_up(task, store) for task in tasks]
    missing = [lookup for lookup in lookups if lookup.previous.result is None]
    new = (
        iter([_build_alone(missing[0], store)])
        if len(missing) == 1
        else _spread(_build_in_pool, missing, processes, _lost)
    )
    for lookup in lookups:
        yield lookup.previous.result or next(new)
    if missing:
        store.prune()


def files_by_folder(
    tasks: Sequence[BuildTask], results: Sequence[BuildResult]
) -> Iterator[tuple[Path, list[BuildResult], dict[str, bytes]]]:
    """Yield each output folder with its documents and all files for it, build.json included."""
    folders: dict[Path, list[BuildResult]] = {}
    for task, result in zip(tasks, results, strict=True):
        folders.setdefault(task.output, []).append(result)
    for folder, group in folders.items():
        files = {name: data for result in group for name, data in result.files.items()}
        yield folder, group, files | {"build.json": manifest(group)}


def publish_documents(
    tasks: Sequence[BuildTask], results: Sequence[BuildResult], *, only_sound: bool = False
) -> list[Path]:
    """Publish documents with their build.json, in all folders or none, and return the paths.

    With `only_sound` a folder one of whose documents has errors is left as it is. Raises UsageError where a file is in
    the way that jzdocs did not make, or that a document is made from.
    """
    contents: dict[Path, dict[str, bytes]] = {}
    inputs = [name for result in results for name in _inputs(result)] + [str(task.path.resolve()) for task in tasks]
    for folder, group, files in files_by_folder(tasks, results):
        if not (only_sound and any(result.report.errors for result in group)):
            refuse_foreign(folder, files, inputs, force=tasks[0].run.force)
            contents[folder] = files
    return publish_all(contents)


def _inputs(result: BuildResult) -> tuple[str, ...]:
    return (*result.watched.files, *result.watched.fonts)


def build_and_publish_each(tasks: Sequence[BuildTask], processes: int) -> Iterator[BatchEntry]:
    """Build documents and publish each as soon as it is built; yield them in order.

    So memory stays flat, a failure costs one document, and a run that was broken off goes on where it was.
    """
    if not tasks:
        return
    repair_output(tasks[0])
    try:
        yield from _spread(build_and_publish, tasks, processes, _lost_entry)
    finally:
        if processes > 1:  # those that were killed may have left something
            repair_output(tasks[0])
    open_store(tasks[0].run).prune()


def repair_output(task: BuildTask) -> None:
    """Put right what a killed run left in the output folder, before documents are looked for there."""
    if not task.run.check:
        repair_folder(task.output)


def build_and_publish(task: BuildTask) -> BatchEntry:
    """Build one of many documents and publish it."""
    store = open_store(task.run)
    lookup = look_up(task, store)
    if lookup.previous.result:
        return batch_entry(task, lookup.previous.result, unchanged=True)
    return publish_result(lookup, build_task(task), store)


def build_task(task: BuildTask) -> BuildResult:
    """Build a document in this process; an error that ends its build is in its report."""
    return _built(task, Store(None), None, None)


def publish_result(lookup: Lookup, result: BuildResult, store: Store) -> BatchEntry:
    """Publish one of many documents, or check what is there.

    Its files are not put into the store as well: they are found in the output folder.
    """
    task = lookup.task
    try:
        if task.run.check and not result.report.errors:
            outdated = outdated_files(task.output, result.files, message("hint.build_again"))
            result = replace(result, report=Report([*result.report.found, *outdated]))
        elif not result.report.errors:
            paths = [task.path, *([Path(task.row.at.path)] if task.row else [])]
            inputs = (*_inputs(result), *(str(path.resolve()) for path in paths))
            refuse_foreign(task.output, result.files, inputs, force=task.run.force)
            publish_files(task.output, result.files, repair=False)
            store_build(store, lookup.request, result, with_files=False)
    except JzdocsError as error:
        report = Report([*result.report.found, error.diagnostic])
        result = replace(result, files={}, report=report, exit_code=error.exit_code)
    return batch_entry(task, result)


def batch_entry(task: BuildTask, result: BuildResult, *, unchanged: bool = False) -> BatchEntry:
    """Return what a run of many keeps of a document; where it was not built, an error names its row."""
    report = result.report
    if report.errors and task.row and not task.run.check:
        report = Report(list(report.found))
        report.error(task.row.at, "X059.not_built", name=task.name)
    files = () if report.errors else tuple(result.files)
    entry = replace(result, report=report).entry()
    return BatchEntry(task.name, files, entry, report, result.exit_code, unchanged, result.note)


def failed_build(task: BuildTask, error: JzdocsError) -> BuildResult:
    """Return the result of a build that an error ended."""
    report = Report([error.diagnostic])
    return BuildResult(task.name, {}, report, 0, {}, {}, exit_code=error.exit_code, root=task.project.root)


def _build_in_pool(lookup: Lookup) -> BuildResult:
    """Build a document in a process of the pool, and store it."""
    store = open_store(lookup.task.run)
    return _stored(lookup, _built(lookup.task, store, None, None), store)


def _build_alone(lookup: Lookup, store: Store) -> BuildResult:
    """Build the only document of a run, with the help of a second process, and store it.

    The first time, that draws the charts: it starts before anything else is imported, since matplotlib takes longest.
    Later the charts are most likely in the cache, and it makes the Word file.
    """
    charts, word = ChartWorker(), None
    if lookup.previous.changed is None:
        charts.start()
    elif "docx" in lookup.task.run.formats and len(lookup.task.run.formats) > 1:
        word = _word_worker().start()
    return _stored(lookup, _built(lookup.task, store, charts, word), store)


def _spread(work: Callable[[A], B], items: Sequence[A], processes: int, lost: Callable[[A], B]) -> Iterator[B]:
    """Yield the results of working on items, in order: see `pool.spread`, which a run that finds all does without."""
    if processes < 2 or len(items) < 2:
        return map(work, items)
    from jzdocs.build.pool import spread

    return spread(work, items, processes, lost)


def _lost(lookup: Lookup) -> BuildResult:
    """Return the result of a document whose process was killed."""
    return failed_build(lookup.task, SurroundingsError("X136", at=Location(shown_path(lookup.task.path))))


def _lost_entry(task: BuildTask) -> BatchEntry:
    """Return the entry of a document whose process was killed."""
    at = task.row.at if task.row else Location(shown_path(task.path))
    return batch_entry(task, failed_build(task, SurroundingsError("X136", at=at)))


def _built(
    task: BuildTask, store: Store, charts: ChartWorker | None, word: ForkedWorker[WordJob, bytes] | None
) -> BuildResult:
    from jzdocs.build.pipeline import Helpers, build  # all stages: a run that finds everything does without

    try:
        helpers = Helpers(store, charts, word)
        return build(task.path, task.project, task.run.template, task.run.formats, task.options, helpers)
    except JzdocsError as error:
        return failed_build(task, error)


def _stored(lookup: Lookup, result: BuildResult, store: Store) -> BuildResult:
    """Put a result into the store, and return it with the reason why it was built."""
    store_build(store, lookup.request, result)
    return replace(result, explanation=(*_reason(lookup.previous.changed), *result.explanation))


def _reason(changed: Sequence[str] | None) -> tuple[Message, ...]:
    """Return why a document was built again; nothing where it was not built before."""
    if changed is None:
        return ()
    return (message("cli.explain.changed", names=", ".join(changed)) if changed else message("cli.explain.not_cached"),)


def _word_worker() -> ForkedWorker[WordJob, bytes]:
    """Return a process that imports python-docx while this one reads and lays out, and makes the Word file while this
    one makes the PDF."""

    def prepare() -> None:
        import jzdocs.build.writers  # noqa: F401

    def work(job: WordJob) -> bytes:
        from jzdocs.build.writers import word_file

        return word_file(job)

    return ForkedWorker(prepare, work)
