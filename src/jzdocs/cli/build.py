"""`jzdocs build`."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from jzdocs.charts.worker import ChartWorker
from jzdocs.cli.printing import chinese, counted, find_jobs, format_option, print_json, say, tell, told, totals
from jzdocs.errors import Diagnostic, Location, Report, UsageError, shown_path
from jzdocs.output import put_files
from jzdocs.project import stem

if TYPE_CHECKING:
    from jzdocs.pdf.archive import Archive
    from jzdocs.pipeline import Built, Options
    from jzdocs.project import Project


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--out", type=click.Path(), help="folder for the documents (a lone document: output/ beside it)")
@click.option("--to", default=None, help="formats, by comma: pdf,docx")
@click.option("--template", default=None, help="a template's name, or a folder")
@click.option("--archive", type=click.Choice(["a-2a", "a-3a"]), default="a-2a", help="the PDF's kind; a-3a attaches facts and chart data")
@click.option("--strict", is_flag=True, help="warnings count as errors")
@click.option("--jobs", type=click.IntRange(1), default=1, help="documents built at the same time")
@click.option("--each", type=click.Path(dir_okay=False, path_type=Path), help="a table (CSV, XLSX): a document for each of its rows")
@click.option("--name", "pattern", default="", help="with --each: the documents' names, as “{{ 县区 }}简报”")
@click.option("--embed-fonts", type=click.Choice(["used", "all"]), help="put fonts into the Word file: the characters used, or all")
@click.option("--comments", is_flag=True, help="say what is wrong in comments of the Word file")
@click.option("--check", is_flag=True, help="write nothing; fail when what is in the folder is not what would come out")
@click.option("--timings", is_flag=True, help="print the time of each stage")
@format_option
def command(
    paths: tuple[str, ...],
    out: str | None,
    to: str | None,
    template: str | None,
    archive: Archive,
    strict: bool,
    jobs: int,
    each: Path | None,
    pattern: str,
    embed_fonts: Literal["used", "all"] | None,
    comments: bool,
    check: bool,
    timings: bool,
    form: str,
) -> int:
    """Make Word and PDF from documents (without PATHS: all of the project)."""
    todo = find_jobs(paths)
    if len(todo) == 1 and not each:  # all of it lives until the end, and the end is near: nothing is worth collecting
        gc.disable()
    # matplotlib takes longest to import: it starts in a process of its own before anything else is
    charts = ChartWorker().start() if len(todo) == 1 and not each else None
    from jzdocs.batch import build_all
    from jzdocs.pipeline import Options, diagnostic_record

    options = Options(archive, told if comments else None, embed_fonts or "")
    formats = _formats(to) if to else todo[0][1].formats
    if each:
        return _each(todo, each, pattern, template, formats, options, (jobs, Path(out) if out else None, form))
    _check_names([p for p, _ in todo])
    started = time.monotonic()
    built: list[Built] = []
    for number, done in enumerate(build_all(todo, template, formats, options, jobs, charts), 1):
        built.append(done)
        _progress(number, len(todo), started)
    errors, warnings = totals([b.report for b in built])
    if form != "json":
        for one in built:
            tell(one.report, form)
    failed = bool(errors) or (strict and bool(warnings))
    stale: list[Diagnostic] = []
    if not failed and check:
        stale = list(_stale(built, [p for _, p in todo], Path(out) if out else None))
        tell(stale, form) if form != "json" else None
    elif not failed:
        _put(built, [p for _, p in todo], Path(out) if out else None, form)
    elif form == "text":
        text = counted(errors, warnings) + ("；未写出任何文件" if chinese() else "; nothing was written")
        say(text, err=True, color="red")
    if form == "json":
        records = [diagnostic_record(d) for d in (*(d for b in built for d in b.report), *stale)]
        names = [] if failed or check else [n for b in built for n in b.files]
        print_json({"diagnostics": records, "errors": errors + len(stale), "warnings": warnings, "documents": names})
    if timings:
        for one in built:
            for stage, seconds in one.timings.items():
                say(f"{one.name}: {stage}: {seconds * 1000:.0f} ms", err=True)
    return max((b.exit_code for b in built), default=0) or (1 if failed or stale else 0)


def _each(
    todo: list[tuple[Path, Project]], data: Path, pattern: str, template: str | None, formats: tuple[str, ...], options: Options,
    how: tuple[int, Path | None, str],
) -> int:  # fmt: skip
    """A document for each row of a table, each put into place as soon as it is made, so that memory stays flat and a failure costs one."""
    from jzdocs.batch import build_each, rows_of
    from jzdocs.pipeline import diagnostic_record, manifest

    jobs, out, form = how
    if len(todo) != 1 or not todo[0][0].name.lower().endswith(".md.j2"):
        raise UsageError("--each wants one source that is a template", code="X040", hint="give one .md.j2 file")
    if not data.is_file():
        raise UsageError(f"no such file: {data}", at=Location(str(data)), code="X043", hint="check the name")
    source, project = todo[0]
    report = Report()
    rows = rows_of(data, stem(source), pattern, report)
    found: list[Diagnostic] = list(report)
    made: list[str] = []
    kept: list[Mapping[str, Any]] = []
    if form != "json":
        tell(report, form)
    folder, started = out or project.output, time.monotonic()
    for number, one in enumerate(build_each(todo[0], rows, template, formats, options, jobs), 1):
        found += one.report
        if form != "json":
            tell(one.report, form)
        if not one.report.errors:
            put_files(folder, one.files)
            made += one.files
        kept.append(one.entry())
        _progress(number, len(rows), started)
    if kept:
        put_files(folder, {"build.json": manifest(kept)})
    errors = sum(1 for d in found if d.severity == "error")
    if form == "json":
        records = [diagnostic_record(d) for d in found]
        print_json({"diagnostics": records, "errors": errors, "warnings": len(found) - errors, "documents": made})
    elif form == "text":
        done = sum(1 for name in made if name.endswith(".facts.json"))
        say(f"{shown_path(folder)}: {done}/{len(rows)}")
    return 1 if errors else 0


def _formats(to: str) -> tuple[str, ...]:
    from jzdocs.pipeline import FORMATS

    found = tuple(t.strip() for t in to.split(",") if t.strip())
    for name in found:
        if name not in FORMATS:
            raise UsageError(f"no format “{name}”", code="X044", hint=f"known: {', '.join(FORMATS)}")
    return found


def _check_names(paths: list[Path]) -> None:
    seen: dict[tuple[Path, str], Path] = {}
    for path in paths:
        key = (path.resolve().parent, stem(path).lower())
        if key in seen:
            raise UsageError(f"{seen[key].name} and {path.name} would give files of the same name", code="X045", hint="rename one")
        seen[key] = path


def _progress(number: int, count: int, started: float) -> None:
    elapsed = time.monotonic() - started
    if count > 1 and sys.stderr.isatty() and (elapsed > 1 or number == count):
        rest = elapsed / number * (count - number)
        end = "\n" if number == count else ""
        print(f"\r{number}/{count}  {number / max(elapsed, 1e-9):.1f}/s  {rest:.0f} s ", end=end, file=sys.stderr, flush=True)


def _folders(built: list[Built], projects: list[Project], out: Path | None) -> dict[Path, list[Built]]:
    """What comes into each folder."""
    folders: dict[Path, list[Built]] = {}
    for one, project in zip(built, projects, strict=True):
        folders.setdefault(out or project.output, []).append(one)
    return folders


def _stale(built: list[Built], projects: list[Project], out: Path | None) -> Iterator[Diagnostic]:
    """The files in the output folders that are not what would come out, each with what has changed."""
    from jzdocs.pipeline import manifest

    for folder, group in _folders(built, projects, out).items():
        files = {name: data for one in group for name, data in one.files.items()} | {"build.json": manifest(group)}
        changed = _changed_inputs(folder / "build.json", files["build.json"])
        for name, data in files.items():
            path = folder / name
            at = Location(shown_path(path))
            hint = f"what it is made from changed: {changed}; build it again" if changed else "build it again"
            if not path.is_file():
                yield Diagnostic(at, "X060", "error", "the document is not there", hint)
            elif path.read_bytes() != data:
                yield Diagnostic(at, "X061", "error", "the document is not what would come out", hint)


def _changed_inputs(path: Path, new: bytes) -> str:
    """The inputs whose hashes differ between the build.json that is there and the new one."""
    try:
        before = {k: v for d in json.loads(path.read_bytes())["documents"] for k, v in d["inputs"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    after = {k: v for d in json.loads(new)["documents"] for k, v in d["inputs"].items()}
    return "、".join(sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k)))


def _put(built: list[Built], projects: list[Project], out: Path | None, form: str) -> None:
    """Write everything, folder by folder; each folder's files together with its build.json."""
    from jzdocs.pipeline import manifest

    for folder, group in _folders(built, projects, out).items():
        files = {name: data for one in group for name, data in one.files.items()}
        files["build.json"] = manifest(group)
        written = put_files(folder, files)
        if form == "text":
            for path in written:
                if path.suffix in (".pdf", ".docx"):
                    say(shown_path(path))
