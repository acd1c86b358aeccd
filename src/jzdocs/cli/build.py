"""`jzdocs build`."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click
from msgspec import Struct

from jzdocs.build.batch import BuildTask, RunOptions, build_all, files_by_folder, make_tasks, open_store
from jzdocs.build.publish import outdated_files, publish_files
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import default_folder
from jzdocs.cli.progress import progress
from jzdocs.cli.terminal import (
    Jobs,
    chinese,
    comment_of,
    counted,
    find_jobs,
    format_option,
    formats_of,
    language,
    print_json,
    record_of,
    say,
    tell,
    totals,
)
from jzdocs.errors import Diagnostic, UsageError, shown_path
from jzdocs.messages.message import message
from jzdocs.options import BuildOptions, Conformance
from jzdocs.project import stem

_OFTEN = (700, 10, 10)


class RunSettings(Struct, frozen=True):
    """How a run goes about its work: how many processes, how it reports."""

    jobs: int
    form: str
    strict: bool = False
    timings: bool = False
    explain: bool = False


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--out", type=click.Path(), help="folder for the documents (a lone document: output/ beside it)")
@click.option("--to", default=None, help="formats, by comma: pdf,docx")
@click.option("--template", default=None, help="a template's name, or a folder")
@click.option(
    "--archive",
    type=click.Choice(["a-2a", "a-3a"]),
    default="a-2a",
    help="the PDF's kind; a-3a attaches facts and chart data",
)
@click.option("--strict", is_flag=True, help="warnings count as errors")
@click.option("--jobs", type=click.IntRange(1), default=1, help="documents built at the same time")
@click.option(
    "--each", help="a table (CSV, XLSX), a DuckDB file or a database's address: a document for each of the rows"
)
@click.option("--query", default="", help="with --each: the SQL that gives the rows (a table's name is its file's)")
@click.option("--name", "pattern", default="", help="with --each: the documents' names, as “{{ 县区 }}简报”")
@click.option(
    "--scheduler", default="", help="with --each: the address of a Dask scheduler (tcp://…) whose workers build"
)
@click.option(
    "--embed-fonts",
    type=click.Choice(["used", "all"]),
    help="put fonts into the Word file: the characters used, or all",
)
@click.option("--comments", is_flag=True, help="say what is wrong in comments of the Word file")
@click.option("--check", is_flag=True, help="write nothing; fail when what is in the folder is not what would come out")
@click.option("--no-cache", is_flag=True, help="make everything anew, and keep nothing for the next time")
@click.option("--explain", is_flag=True, help="say of each document what was made anew, and why")
@click.option("--timings", is_flag=True, help="print the time of each stage")
@format_option
def command(
    paths: tuple[str, ...],
    out: str | None,
    to: str | None,
    template: str | None,
    archive: Conformance,
    strict: bool,
    jobs: int,
    each: str | None,
    query: str,
    pattern: str,
    scheduler: str,
    embed_fonts: Literal["used", "all"] | None,
    comments: bool,
    check: bool,
    no_cache: bool,
    explain: bool,
    timings: bool,
    form: str,
) -> int:
    """Make Word and PDF from documents (without PATHS: all of the project)."""
    todo = find_jobs(paths)
    options = BuildOptions(archive, comment_of if comments else None, embed_fonts or "")
    formats = formats_of(to) if to else todo[0][1].formats
    plan = RunOptions(
        template,
        formats,
        options,
        None if no_cache else default_folder(),
        language(),
        Path(out) if out else None,
        check,
    )
    ways = RunSettings(jobs, form, strict, timings, explain)
    if each or len(todo) > 1:  # what one document leaves must not wait for the last
        gc.set_threshold(*_OFTEN)
    else:  # all of it lives until the end, and the end is near: nothing is worth collecting
        gc.disable()
    if each:
        from jzdocs.cli.build_rows import build_each

        return build_each(todo, each, query, pattern, scheduler, plan, ways)
    if query or pattern or scheduler:
        raise UsageError("X048")
    return build_once(todo, plan, ways)


def build_once(todo: Jobs, plan: RunOptions, ways: RunSettings) -> int:
    """Build documents and put all of them into place, or none."""
    _check_names([p for p, _ in todo])
    tasks = make_tasks(todo, plan)
    built = list(progress(build_all(tasks, ways.jobs, open_store(plan)), len(todo)))
    errors, warnings = totals([b.report for b in built])
    if ways.form != "json":
        for one in built:
            tell(one.report, ways.form)
    failed = bool(errors) or (ways.strict and bool(warnings))
    old: list[Diagnostic] = []
    if not failed and plan.check:
        old = list(_stale(tasks, built))
        tell(old, ways.form) if ways.form != "json" else None
    elif not failed:
        _put(tasks, built, ways.form)
    elif ways.form == "text":
        text = counted(errors, warnings) + ("；未写出任何文件" if chinese() else "; nothing was written")
        say(text, err=True, color="red")
    if ways.form == "json":
        records = [record_of(d) for d in (*(d for b in built for d in b.report), *old)]
        names = [] if failed or plan.check else [n for b in built for n in b.files]
        print_json({"diagnostics": records, "errors": errors + len(old), "warnings": warnings, "documents": names})
    _tell_how(built, ways)
    return max((b.exit_code for b in built), default=0) or (1 if failed or old else 0)


def _tell_how(built: Sequence[BuildResult], ways: RunSettings) -> None:
    for one in built:
        if ways.explain:
            say(f"{one.name}: {one.made or 'made anew'}", err=True)
        for stage, seconds in one.timings.items() if ways.timings else ():
            say(f"{one.name}: {stage}: {seconds * 1000:.0f} ms", err=True)


def _check_names(paths: list[Path]) -> None:
    seen: dict[tuple[Path, str], Path] = {}
    for path in paths:
        key = (path.resolve().parent, stem(path).lower())
        if key in seen:
            raise UsageError("X045", name=seen[key].name, other=path.name)
        seen[key] = path


def _stale(tasks: Sequence[BuildTask], built: Sequence[BuildResult]) -> Iterator[Diagnostic]:
    """The files in the output folders that are not what would come out, each with what has changed."""
    for folder, _, files in files_by_folder(tasks, built):
        changed = _changed_inputs(folder / "build.json", files["build.json"])
        hint = message("hint.inputs_changed", names=changed) if changed else message("hint.build_again")
        yield from outdated_files(folder, files, hint)


def _changed_inputs(path: Path, new: bytes) -> str:
    """The inputs whose hashes differ between the build.json that is there and the new one."""
    try:
        before = {k: v for d in json.loads(path.read_bytes())["documents"] for k, v in d["inputs"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    after = {k: v for d in json.loads(new)["documents"] for k, v in d["inputs"].items()}
    return "、".join(sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k)))


def _put(tasks: Sequence[BuildTask], built: Sequence[BuildResult], form: str) -> None:
    """Write everything, folder by folder."""
    for folder, _, files in files_by_folder(tasks, built):
        written = publish_files(folder, files)
        if form == "text":
            for path in written:
                if path.suffix in (".pdf", ".docx"):
                    say(shown_path(path))
