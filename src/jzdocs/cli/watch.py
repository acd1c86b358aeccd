"""`jzdocs watch`: build again whenever something that documents are made from is saved."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from jzdocs.build.batch import BuildTask, RunOptions, build_all, files_by_folder, make_tasks, open_store
from jzdocs.build.publish import publish_files
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import default_folder
from jzdocs.cli.terminal import Jobs, chinese, counted, find_jobs, formats_of, language, say, tell, totals
from jzdocs.errors import JzdocsError

if TYPE_CHECKING:
    from watchfiles import Change

_SETTLE = 40  # milliseconds: an editor writes a file in several steps
_LOOK = 200


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="folder for the documents")
@click.option("--to", default=None, help="formats, by comma: pdf,docx")
@click.option("--template", default=None, help="a template's name, or a folder")
@click.option("--no-cache", is_flag=True, help="make everything anew each time")
def command(paths: tuple[str, ...], out: Path | None, to: str | None, template: str | None, no_cache: bool) -> int:
    """Build documents whenever they, their templates, data, pictures or fonts are saved (Ctrl-C ends it)."""
    gc.disable()
    _import_early()
    cache = None if no_cache else default_folder()
    plan = RunOptions(template, formats_of(to) if to else (), cache=cache, language=language(), place=out)
    screen = _Screen(sys.stderr.isatty())
    folders: set[Path] = set()
    reasons: list[str] = []
    changes: Iterator[set[tuple[Change, str]]] = iter(())
    try:
        while True:
            jobs, built = _build(paths, plan, screen, reasons)
            gc.collect()
            if new := _folders(jobs, built) - folders:
                folders |= new
                changes = _changes(folders, [out or project.output for _, project in jobs])
                # listening begins here: what was saved since it was read is found by building once more
                reasons = _names(next(changes))
            else:
                reasons = _names(next(found for found in changes if found))
            _forget_fonts(reasons)
    except KeyboardInterrupt:
        return 0


def _build(
    paths: Sequence[str], plan: RunOptions, screen: _Screen, reasons: Sequence[str]
) -> tuple[Jobs, list[BuildResult]]:
    """Build once, put into place what has no errors, and tell of it."""
    began = time.perf_counter()
    jobs: Jobs = []
    try:
        jobs = find_jobs(paths)
        plan = replace(plan, formats=plan.formats or jobs[0][1].formats)
        tasks = make_tasks(jobs, plan)
        built = list(build_all(tasks, 1, open_store(plan)))
        _put(tasks, built)
    except JzdocsError as error:  # of the project or the output: it may be mended like a document
        screen.failed(error, reasons)
        return jobs, []
    screen.show(built, time.perf_counter() - began, reasons)
    return jobs, built


def _names(changes: Iterable[tuple[Change, str]]) -> list[str]:
    return sorted({Path(name).name for _, name in changes})


def _import_early() -> None:
    """What a build needs, but for matplotlib: charts are drawn by a process that imports it when one has changed."""
    import jzdocs.build.pipeline
    import jzdocs.pdf.writer
    import jzdocs.word.writer  # noqa: F401


def _folders(jobs: Jobs, built: Sequence[BuildResult]) -> set[Path]:
    """The folders of all that was looked at, and of the sources."""
    looked = {Path(name).parent for one in built for name in one.watched.files}
    looked |= {Path(name) for one in built for name in one.watched.folders if Path(name).is_relative_to(one.root)}
    looked |= {folder for path, project in jobs for folder in (path.resolve().parent, project.root, project.sources)}
    return {folder for folder in looked or {Path.cwd()} if folder.is_dir()}


def _changes(folders: set[Path], outputs: Sequence[Path]) -> Iterator[set[tuple[Change, str]]]:
    from watchfiles import watch

    places = {folder.resolve() for folder in outputs}

    def counts(_: Change, name: str) -> bool:
        path = Path(name)
        hidden = path.name.startswith((".", "~")) or path.name.endswith(("~", ".tmp", ".swp"))
        return not hidden and not any(path.is_relative_to(place) for place in places)

    return watch(
        *sorted(folders),
        watch_filter=counts,
        debounce=_SETTLE * 4,
        step=_SETTLE,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        recursive=False,
    )


def _put(tasks: Sequence[BuildTask], built: Sequence[BuildResult]) -> None:
    """Put documents without errors into place; of the others the last good ones stay."""
    for folder, group, files in files_by_folder(tasks, built):
        if not any(one.report.errors for one in group):
            publish_files(folder, files)


def _forget_fonts(changed: Iterable[str]) -> None:
    """Fonts are read once; where one was saved, all are read again."""
    from jzdocs.style import faces, fontfile

    if any(Path(name).suffix.lower() in fontfile.SUFFIXES for name in changed):
        faces.forget()
        fontfile.forget()


class _Screen:
    """What is told after each build: on a terminal in place of what was told before, elsewhere below it."""

    def __init__(self, terminal: bool) -> None:
        self._terminal = terminal
        self._last: object = None

    def _begin(self, reasons: Sequence[str]) -> str:
        if self._terminal:
            click.echo("\x1b[2J\x1b[3J\x1b[H", nl=False, err=True)
        why = "、".join(reasons)
        return time.strftime("%H:%M:%S ") + (f"{why} → " if why else "")

    def show(self, built: Sequence[BuildResult], seconds: float, reasons: Sequence[str]) -> None:
        """The documents with their pages, how long it took, and what is wrong; nothing where it is what was told
        last, for no reason."""
        said = [(one.name, one.files, one.report.found) for one in built]
        if not reasons and said == self._last:
            return
        self._last = said
        head = self._begin(reasons)
        errors, warnings = totals([one.report for one in built])
        for one in built:
            tell(one.report, "text")
        pages = (
            "，".join(f"{one.name} {one.pages} 页" for one in built)
            if chinese()
            else ", ".join(f"{one.name} {one.pages} p." for one in built)
        )
        kept = ("；有错误，文件未动" if chinese() else "; errors: the files stay as they were") if errors else ""
        say(
            f"{head}{pages}  {seconds:.2f} s  {counted(errors, warnings)}{kept}",
            err=True,
            color="red" if errors else "green",
        )

    def failed(self, error: JzdocsError, reasons: Sequence[str]) -> None:
        """An error that ended the build."""
        if not reasons and error.diagnostic == self._last:
            return
        self._last = error.diagnostic
        head = self._begin(reasons)
        tell([error.diagnostic], "text")
        say(head + counted(1, 0), err=True, color="red")
