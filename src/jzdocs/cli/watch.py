"""`jzdocs watch`: build again whenever something that documents are made from is saved."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from msgspec.structs import replace

from jzdocs.build.batch import RunOptions, build_all, make_tasks, open_store, publish_documents
from jzdocs.build.publish import waiting
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import default_folder
from jzdocs.cli import declare
from jzdocs.cli.memory import no_collections
from jzdocs.cli.parameters import parameters
from jzdocs.cli.terminal import (
    Jobs,
    counted,
    find_jobs,
    formats_of,
    joined,
    language,
    print_findings,
    print_waiting,
    say,
    text,
    totals,
)
from jzdocs.errors import JzdocsError
from jzdocs.options import BuildOptions

if TYPE_CHECKING:
    from watchfiles import Change

    Changes = Iterator[set[tuple[Change, str]]]

_STEP = 40  # milliseconds: an editor writes a file in several steps
_DEBOUNCE = 4 * _STEP
_TIMEOUT = 200


@declare.command("watch")
@declare.argument("paths", "paths", nargs=-1)
@declare.option("cli.watch.out", "--out", value="folder", type=declare.PathType())
@declare.option("cli.option.to", "--to", value="formats")
@declare.option("cli.option.template", "--template", value="template")
@declare.option("cli.option.allow", "--allow", value="code", multiple=True)
@declare.option("cli.option.set", "--set", "settings", value="setting", multiple=True)
@declare.option("cli.watch.no_cache", "--no-cache", is_flag=True)
def command(
    paths: tuple[str, ...],
    out: Path | None,
    to: str | None,
    template: str | None,
    allow: tuple[str, ...],
    settings: tuple[str, ...],
    no_cache: bool,
) -> int:
    """Build until the user interrupts, and return the exit status."""
    waiting.set(print_waiting)
    jobs = find_jobs(paths, allow)  # without documents to begin with, there is nothing to watch
    run = RunOptions(
        template=template,
        formats=formats_of(to) if to else (),
        options=BuildOptions(row=parameters(settings, jobs)),
        cache=None if no_cache else default_folder(),
        language=language(),
        output=out,
    )
    with no_collections():
        _import_stages()
        try:
            _Watch(paths, allow, run, _Screen(sys.stderr.isatty())).run(jobs)
        except KeyboardInterrupt:
            return 0


class _Watch:
    """The documents at `paths`, built again and again."""

    def __init__(self, paths: Sequence[str], allow: Sequence[str], run: RunOptions, screen: _Screen) -> None:
        self._paths, self._allow, self._options, self._screen = paths, allow, run, screen
        self._folders: set[Path] = set()
        self._changes: Changes = iter(())

    def run(self, jobs: Jobs) -> NoReturn:
        """Build `jobs`, then again whatever documents there are, after each change; never return."""
        names: list[str] = []
        while True:
            results = self._build(jobs, names)
            gc.collect()
            outputs = [self._options.output or project.output for _, project in jobs]
            names = self._changed_names(_folders(jobs, results), outputs)
            _forget_fonts(names)
            jobs = self._jobs(names)

    def _jobs(self, names: Sequence[str]) -> Jobs:
        """Return the documents there are now; none where the project is broken, which is shown."""
        try:
            return find_jobs(self._paths, self._allow)
        except JzdocsError as error:
            self._screen.show_error(error, names)
            return []

    def _build(self, jobs: Jobs, names: Sequence[str]) -> list[BuildResult]:
        """Build once, publish what has no errors, and show the results."""
        if not jobs:
            return []
        began = time.perf_counter()
        run = replace(self._options, formats=self._options.formats or jobs[0][1].formats)
        try:
            tasks = make_tasks(jobs, run)
            results = list(build_all(tasks, 1, open_store(run)))
            publish_documents(tasks, results, only_sound=True)
        except JzdocsError as error:  # of the project or the output folder: the user may mend it
            self._screen.show_error(error, names)
            return []
        self._screen.show(results, time.perf_counter() - began, names)
        return results

    def _changed_names(self, folders: set[Path], outputs: Sequence[Path]) -> list[str]:
        """Wait for a change below the folders and return the names of the files that changed.

        Where there are new folders to watch, return at once: what was saved in them since they were read is found by
        building once more.
        """
        if new := folders - self._folders:
            self._folders |= new
            self._changes = _watch(self._folders, outputs)
            return _names(next(self._changes))
        return _names(next(changes for changes in self._changes if changes))


def _names(changes: Iterable[tuple[Change, str]]) -> list[str]:
    return sorted({Path(name).name for _, name in changes})


def _import_stages() -> None:
    """Import what a build needs, but for matplotlib: where a chart has changed, a process of its own imports that."""
    import jzdocs.build.pipeline
    import jzdocs.pdf.writer
    import jzdocs.word.writer  # noqa: F401


def _folders(jobs: Jobs, results: Sequence[BuildResult]) -> set[Path]:
    """Return the folders of all files that the documents depend on, and those of the sources."""
    folders = {Path(name).parent for result in results for name in result.watched.files}
    folders |= {
        Path(name) for result in results for name in result.watched.folders if Path(name).is_relative_to(result.root)
    }
    folders |= {folder for path, project in jobs for folder in (path.resolve().parent, project.root, project.sources)}
    return {folder for folder in folders or {Path.cwd()} if folder.is_dir()}


def _watch(folders: set[Path], outputs: Sequence[Path]) -> Changes:
    """Yield sets of changes in `folders`, also empty ones; hidden files, editors' copies and outputs do not count."""
    from watchfiles import watch

    published = {folder.resolve() for folder in outputs}

    def counts(_: Change, name: str) -> bool:
        path = Path(name)
        is_temporary = path.name.startswith((".", "~")) or path.name.endswith(("~", ".tmp", ".swp"))
        return not is_temporary and not any(path.is_relative_to(folder) for folder in published)

    return watch(
        *sorted(folders),
        watch_filter=counts,
        debounce=_DEBOUNCE,
        step=_STEP,
        rust_timeout=_TIMEOUT,
        yield_on_timeout=True,
        recursive=False,
    )


def _forget_fonts(names: Iterable[str]) -> None:
    """Read all fonts again where one was saved; otherwise they are read once."""
    from jzdocs.style import faces, fontfile, machine_fonts

    if any(Path(name).suffix.lower() in fontfile.SUFFIXES for name in names):
        faces.forget()
        fontfile.forget()
        machine_fonts.forget()


class _Screen:
    """What is shown after each build: on a terminal in place of the last, elsewhere below it."""

    def __init__(self, is_terminal: bool) -> None:
        self._is_terminal = is_terminal
        self._last: object = None

    def show(self, results: Sequence[BuildResult], seconds: float, names: Sequence[str]) -> None:
        """Show the findings, the documents with their pages and how long it took.

        Show nothing where it is what was shown last, and no file has changed.
        """
        state = [(result.name, result.files, result.report.found) for result in results]
        if not names and state == self._last:
            return
        self._last = state
        self._clear()
        for result in results:
            print_findings(result.report, "text", every=False)
        errors, warnings = totals(result.report for result in results)
        documents = joined(text("cli.watch.document", name=result.name, pages=result.pages) for result in results)
        key = "cli.watch.not_built" if errors else "cli.watch.built"
        line = text(key, documents=documents, seconds=f"{seconds:.2f}", counts=counted(errors, warnings))
        self._print(line, names, "red" if errors else "green")

    def show_error(self, error: JzdocsError, names: Sequence[str]) -> None:
        """Show the error that ended a build."""
        if not names and error.diagnostic == self._last:
            return
        self._last = error.diagnostic
        self._clear()
        print_findings([error.diagnostic], "text")
        self._print(counted(1, 0), names, "red")

    def _clear(self) -> None:
        if self._is_terminal:
            click.echo("\x1b[2J\x1b[3J\x1b[H", nl=False, err=True)

    def _print(self, result: str, names: Sequence[str], color: str) -> None:
        """Print the last line: the time, the files that changed, and the result."""
        now = time.strftime("%H:%M:%S")
        if names:
            line = text("cli.watch.because", time=now, names=joined(names), result=result)
        else:
            line = text("cli.watch.at_start", time=now, result=result)
        say(line, err=True, color=color)
