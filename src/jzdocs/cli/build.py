"""`jzdocs build`: build documents and publish them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from jzdocs.build.batch import (
    BuildTask,
    RunOptions,
    build_all,
    files_by_folder,
    make_tasks,
    open_store,
    publish_documents,
)
from jzdocs.build.publish import outdated_files, waiting
from jzdocs.build.result import BuildResult
from jzdocs.cache.store import default_folder
from jzdocs.cli import declare
from jzdocs.cli.memory import frequent_collections, no_collections
from jzdocs.cli.parameters import parameters
from jzdocs.cli.progress import progress
from jzdocs.cli.reporting import Reporting, RowOptions, print_explanation, print_notes
from jzdocs.cli.terminal import (
    Form,
    Jobs,
    comment_of,
    counted,
    find_jobs,
    formats_of,
    joined,
    language,
    print_findings,
    print_json,
    print_waiting,
    print_way_to_accept,
    say,
    text,
    totals,
)
from jzdocs.errors import Diagnostic, UsageError, shown_path
from jzdocs.messages.message import message
from jzdocs.options import FORMATS, BuildOptions, Conformance, Embedding, OfdKind


@declare.command("build")
@declare.argument("paths", "paths", nargs=-1)
@declare.option("cli.build.out", "--out", value="folder", type=declare.PathType())
@declare.option("cli.option.to", "--to", value="formats")
@declare.option("cli.option.template", "--template", value="template")
@declare.option("cli.build.archive", "--archive", type=declare.Choice(["a-2a", "a-3a"]), default="a-2a")
@declare.option("cli.build.ofd", "--ofd", "ofd", type=declare.Choice(["archive", "exchange"]), default="archive")
@declare.option("cli.option.strict", "--strict", is_flag=True)
@declare.option("cli.option.allow", "--allow", value="code", multiple=True)
@declare.option("cli.option.all", "--all", "every", is_flag=True)
@declare.option("cli.build.jobs", "--jobs", value="number", type=declare.Count(), default=1)
@declare.option("cli.option.set", "--set", "settings", value="setting", multiple=True)
@declare.option("cli.build.run", "--run", is_flag=True)
@declare.option("cli.build.each", "--each", value="data")
@declare.option("cli.build.query", "--query", value="query", default="")
@declare.option("cli.build.name", "--name", "pattern", value="pattern", default="")
@declare.option("cli.build.scheduler", "--scheduler", value="address", default="")
@declare.option("cli.build.embed_fonts", "--embed-fonts", type=declare.Choice(["used", "all"]))
@declare.option("cli.build.comments", "--comments", is_flag=True)
@declare.option("cli.build.check", "--check", is_flag=True)
@declare.option("cli.build.force", "--force", is_flag=True)
@declare.option("cli.build.no_cache", "--no-cache", is_flag=True)
@declare.option("cli.build.explain", "--explain", is_flag=True)
@declare.option("cli.build.timings", "--timings", is_flag=True)
@declare.format_option()
def command(
    paths: tuple[str, ...],
    out: Path | None,
    to: str | None,
    template: str | None,
    archive: Conformance,
    ofd: OfdKind,
    strict: bool,
    allow: tuple[str, ...],
    every: bool,
    jobs: int,
    settings: tuple[str, ...],
    run: bool,
    each: str | None,
    query: str,
    pattern: str,
    scheduler: str,
    embed_fonts: Embedding | None,
    comments: bool,
    check: bool,
    force: bool,
    no_cache: bool,
    explain: bool,
    timings: bool,
    form: Form,
) -> int:
    """Build documents and return the exit status."""
    waiting.set(print_waiting)
    documents = find_jobs(paths, allow)
    order = RunOptions(
        template=template,
        formats=formats_of(to) if to else documents[0][1].formats,
        options=BuildOptions(
            archive,
            comment_of if comments else None,
            embed_fonts or "",
            row=parameters(settings, documents),
            ofd=ofd,
            run=run,
        ),
        cache=None if no_cache or run else default_folder(),  # what code reads, no cache knows
        language=language(),
        output=out,
        check=check,
        force=force,
    )
    reporting = Reporting(jobs, form, strict, timings, explain, every)
    with _collections(len(documents) > 1 or bool(each)):
        if each:
            from jzdocs.cli.build_rows import build_each

            return build_each(documents, RowOptions(each, query, pattern, scheduler), order, reporting)
        if query or pattern or scheduler:
            raise UsageError("X048")
        return build_once(documents, order, reporting)


def build_once(documents: Jobs, run: RunOptions, reporting: Reporting) -> int:
    """Build documents, publish all of them or none, and return the exit status."""
    tasks = make_tasks(documents, run)
    results = list(progress(build_all(tasks, reporting.jobs, open_store(run)), len(tasks)))
    for result in results:
        print_findings(result.report, reporting.form, every=reporting.every)
    print_way_to_accept(_findings(results), reporting.form)
    print_notes((result.note for result in results), reporting.form)
    errors, warnings = totals(result.report for result in results)
    failed = reporting.status(errors, warnings)
    outdated = list(_outdated(tasks, results)) if run.check and not failed else []
    print_findings(outdated, reporting.form)
    published = [] if failed or run.check else publish_documents(tasks, results)
    if reporting.form == "json":
        from jzdocs.api.records import build_record

        print_json(build_record(results, outdated, published, language()))
    elif reporting.form == "text":
        _print_published(published)
        if failed and not run.check:
            summary = text("cli.build.nothing_written", counts=counted(errors, warnings))
            say(summary, err=True, color="red")
    _print_details(results, reporting)
    return max((result.exit_code for result in results), default=0) or (1 if failed or outdated else 0)


def _findings(results: Iterable[BuildResult]) -> Iterator[Diagnostic]:
    return (finding for result in results for finding in result.report)


def _collections(many: bool) -> AbstractContextManager[None]:
    """Return how memory is collected: often for many documents; for one, which ends with the run, not at all."""
    return frequent_collections() if many else no_collections()


def _outdated(tasks: Sequence[BuildTask], results: Sequence[BuildResult]) -> Iterator[Diagnostic]:
    """Yield an error for each file in the output folders that would differ, with the inputs that changed."""
    for folder, _, files in files_by_folder(tasks, results):
        names = joined(_changed_inputs(folder / "build.json", files["build.json"]))
        hint = message("hint.inputs_changed", names=names) if names else message("hint.build_again")
        yield from outdated_files(folder, files, hint)


def _changed_inputs(path: Path, new: bytes) -> list[str]:
    """Return the inputs whose hashes differ between the build.json at `path` and the new one; none where there is no
    build.json."""
    try:
        before = _input_hashes(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return []
    after = _input_hashes(new)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _input_hashes(manifest: bytes) -> dict[str, str]:
    documents = json.loads(manifest)["documents"]
    return {name: digest for document in documents for name, digest in document["inputs"].items()}


def _print_published(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.suffix.removeprefix(".") in FORMATS:
            say(shown_path(path))


def _print_details(results: Sequence[BuildResult], reporting: Reporting) -> None:
    """Print what `--explain` and `--timings` ask for."""
    for result in results:
        if reporting.explain:
            explanation = joined(result.explanation, "clauses") or text("cli.explain.from_scratch")
            print_explanation(result.name, explanation)
        for stage, seconds in result.timings.items() if reporting.timings else ():
            milliseconds = f"{seconds * 1000:.0f}"
            shown = text(
                "cli.build.timing", name=result.name, stage=text(f"cli.stage.{stage}"), milliseconds=milliseconds
            )
            say(shown, err=True)
