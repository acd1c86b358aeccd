"""`jzdocs build --each`: a document a row, each put into place as soon as it is made, so that memory stays flat and
a failure costs one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jzdocs.build.batch import BatchEntry, BuildTask, RunOptions, build_and_publish_each
from jzdocs.build.publish import outdated_files, publish_files
from jzdocs.build.result import manifest
from jzdocs.cli.progress import progress
from jzdocs.cli.terminal import chinese, language, print_json, record_of, say, tell
from jzdocs.data.rows import rows_of
from jzdocs.errors import Diagnostic, Report, UsageError, shown_path
from jzdocs.messages.message import message
from jzdocs.project import Project, stem

if TYPE_CHECKING:
    from jzdocs.cli.build import RunSettings


def build_each(
    todo: Sequence[tuple[Path, Project]],
    data: str,
    query: str,
    pattern: str,
    scheduler: str,
    plan: RunOptions,
    ways: RunSettings,
) -> int:
    """Build the documents of all rows; the others are made where one is not."""
    if len(todo) != 1 or not todo[0][0].name.lower().endswith(".md.j2"):
        raise UsageError("X040.each")
    path, project = todo[0]
    report = Report()
    rows = rows_of(data, query, stem(path), pattern, report)
    folder = plan.place or project.output
    tasks = [BuildTask(path, project, plan, row) for row in rows]
    if ways.form != "json":
        tell(report, ways.form)
    found: list[Diagnostic] = list(report)
    made: list[str] = []
    kept = 0
    entries: dict[str, Mapping[str, Any]] = {}
    for one in progress(_done(tasks, scheduler, ways.jobs), len(tasks)):
        found += one.report
        made += one.files
        kept += one.kept
        entries[one.name] = one.entry
        if ways.form != "json":
            tell(one.report, ways.form)
        if ways.explain:
            say(f"{one.name}: {'made before' if one.kept else 'made anew'}", err=True)
    told = {"build.json": manifest([entries[task.name] for task in tasks if task.name in entries])} if entries else {}
    if plan.check:
        old = (
            []
            if any(d.severity == "error" for d in found)
            else list(outdated_files(folder, told, message("hint.build_again")))
        )
        found += old
        tell(old, ways.form) if ways.form != "json" else None
    elif told:
        publish_files(folder, told)
    errors = sum(1 for d in found if d.severity == "error")
    if ways.form == "json":
        records = [record_of(d) for d in found]
        print_json(
            {
                "diagnostics": records,
                "errors": errors,
                "warnings": len(found) - errors,
                "documents": [] if plan.check else sorted(made),
            }
        )
    elif ways.form == "text":
        _summary(folder, len(rows), sum(1 for name in made if name.endswith(".facts.json")), kept, found)
    return 1 if errors or (ways.strict and found) else 0


def _done(tasks: Sequence[BuildTask], scheduler: str, jobs: int) -> Iterator[BatchEntry]:
    if scheduler:
        from jzdocs.build.cluster import build_remotely

        return build_remotely(tasks, scheduler)
    return build_and_publish_each(tasks, jobs)


def _summary(folder: Path, rows: int, made: int, kept: int, found: Sequence[Diagnostic]) -> None:
    """How many were made, and the place of each that was not."""
    had = f"，其中 {kept} 份早已做好" if chinese() and kept else f", {kept} of them made before" if kept else ""
    say(f"{shown_path(folder)}: {made}/{rows}{had}")
    failed = [d for d in found if d.code in ("X058", "X059")]
    if failed:
        say(f"未做成 {len(failed)} 份：" if chinese() else f"not made: {len(failed)}", err=True, color="red")
        for d in failed:
            say(f"  {d.location}  {d.worded(language())[0]}", err=True)
