"""`jzdocs build --each`: a document for each row, published as soon as it is built.

So memory stays flat, and a failure costs one document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jzdocs.build.batch import BatchEntry, BuildTask, RunOptions, build_and_publish_each
from jzdocs.build.protection import refuse_foreign
from jzdocs.build.publish import outdated_files, publish_files
from jzdocs.build.result import manifest
from jzdocs.cli.progress import progress
from jzdocs.cli.reporting import Reporting, RowOptions, notes_of, print_explanation, print_notes
from jzdocs.cli.terminal import Jobs, language, print_findings, print_json, record_of, say, text, totals
from jzdocs.data.rows import asks_for_all_rows, rows_of, with_all_rows
from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import Diagnostic, Report, UsageError, shown_path
from jzdocs.messages.message import message
from jzdocs.project import stem

_OF_ROWS = ("X058", "X059", "X131")  # a row whose document cannot be named or was not built


def build_each(documents: Jobs, options: RowOptions, run: RunOptions, reporting: Reporting) -> int:
    """Build and publish the documents of all rows and return the exit status; one that fails stops no other.

    Raises UsageError where `documents` is not one template, or the rows cannot be read.
    """
    tasks, report = _tasks(documents, options, run)
    if not run.check:
        refuse_foreign(run.output or documents[0][1].output, ("build.json",), (), force=run.force)
    print_findings(report, reporting.form)
    findings = list(report)
    entries: dict[str, BatchEntry] = {}
    for entry in progress(_built(tasks, options.scheduler, reporting.jobs), len(tasks)):
        entries[entry.name] = entry
        findings += entry.report
        _print_entry(entry, reporting)
    if not tasks and not any(finding.code in _OF_ROWS for finding in findings):
        return _end_without_rows(findings, reporting, run)
    in_order = [entries[task.name] for task in tasks if task.name in entries]
    outdated = _publish_manifest(in_order, documents[0][1].output, run, findings)
    print_findings(outdated, reporting.form)
    findings += outdated
    print_notes((entry.note for entry in in_order), reporting.form)
    if reporting.form == "json":
        _print_record(in_order, findings, run)
    elif reporting.form == "text":
        unnamed = sum(1 for finding in report if finding.severity == "error" and finding.code in _OF_ROWS)
        _print_summary(run.output or documents[0][1].output, in_order, len(tasks) + unnamed, findings)
    return reporting.status(*totals([findings]))


def _end_without_rows(findings: list[Diagnostic], reporting: Reporting, run: RunOptions) -> int:
    """Return the exit status of a run whose table could not be read or holds no row."""
    if reporting.form == "json":
        _print_record((), findings, run)
    return reporting.status(*totals([findings]))


def _tasks(documents: Jobs, options: RowOptions, run: RunOptions) -> tuple[list[BuildTask], Report]:
    """Return a task for each row, and what is wrong with the rows."""
    if len(documents) != 1 or not documents[0][0].name.lower().endswith(".md.j2"):
        raise UsageError("X040.each")
    path, project = documents[0]
    report = Report()
    rows = rows_of(options.data, options.query, stem(path), options.pattern, report)
    if asks_for_all_rows(decode(read_bytes(path, shown_path(path)), shown_path(path), Report())):
        rows = with_all_rows(rows)
    return [BuildTask(path, project, run, row) for row in rows], report


def _built(tasks: Sequence[BuildTask], scheduler: str, jobs: int) -> Iterator[BatchEntry]:
    """Yield the documents as they are published, from a cluster or from here."""
    if scheduler:
        from jzdocs.build.cluster import build_remotely

        return build_remotely(tasks, scheduler)
    return build_and_publish_each(tasks, jobs)


def _publish_manifest(
    entries: Sequence[BatchEntry], output: Path, run: RunOptions, findings: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """Publish build.json, or with `--check` return what is wrong with it."""
    files = {"build.json": manifest([entry.entry for entry in entries])} if entries else {}
    folder = run.output or output
    if not run.check:
        publish_files(folder, files) if files else None
        return []
    if any(finding.severity == "error" for finding in findings):
        return []
    return list(outdated_files(folder, files, message("hint.build_again")))


def _print_entry(entry: BatchEntry, reporting: Reporting) -> None:
    print_findings(entry.report, reporting.form, every=reporting.every)
    if reporting.explain:
        print_explanation(
            entry.name, text("cli.explain.built_before" if entry.unchanged else "cli.explain.from_scratch")
        )


def _print_record(entries: Sequence[BatchEntry], findings: Sequence[Diagnostic], run: RunOptions) -> None:
    """Print the run as JSON."""
    errors, warnings = totals([findings])
    print_json(
        {
            "diagnostics": [record_of(finding) for finding in findings],
            "errors": errors,
            "warnings": warnings,
            "documents": [] if run.check else sorted(name for entry in entries for name in entry.files),
            "notes": [text(note) for note in notes_of(entry.note for entry in entries)],
        }
    )


def _print_summary(folder: Path, entries: Sequence[BatchEntry], rows: int, findings: Sequence[Diagnostic]) -> None:
    """Print how many documents were built, and the place of each row whose document was not."""
    built = sum(1 for entry in entries if entry.files)
    unchanged = sum(1 for entry in entries if entry.unchanged)
    shown = shown_path(folder)
    if unchanged:
        say(text("cli.build.rows_built_before", folder=shown, built=built, rows=rows, unchanged=unchanged))
    else:
        say(text("cli.build.rows_built", folder=shown, built=built, rows=rows))
    failed = [finding for finding in findings if finding.code in _OF_ROWS]
    if failed:
        say(text("cli.build.rows_failed", count=len(failed)), err=True, color="red")
        for finding in failed:
            say(f"  {finding.location}  {finding.worded(language())[0]}", err=True)
