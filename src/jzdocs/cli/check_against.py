"""`jzdocs check --against`: the numbers of documents against their sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.cli.terminal import (
    Form,
    Jobs,
    print_findings,
    print_json,
    print_way_to_accept,
    say,
    text,
    totals,
)
from jzdocs.errors import JzdocsError, Report
from jzdocs.evidence.check import Checked, Evidence
from jzdocs.evidence.records import checked_record
from jzdocs.messages.language import user_language
from jzdocs.options import BuildOptions


class AgainstOptions(Struct, frozen=True):
    """How a check against sources prints: whether warnings fail it, whether every finding of a kind is printed, and in
    which form."""

    strict: bool
    every: bool
    form: Form


def check_against(jobs: Jobs, against: Sequence[str], options: BuildOptions, printed: AgainstOptions) -> int:
    """Print the numbers of documents that no source has, and return the exit status: 1 where a document cannot be read,
    with `strict` also where a number has no source."""
    evidence = Evidence([Path(name) for name in against], [path for path, _ in jobs])
    documents: list[Checked] = []
    status = 0
    for path, project in jobs:
        try:
            documents.append(evidence.check(path, project, options))
        except JzdocsError as error:
            documents.append(Checked([], Report([error.diagnostic])))
            status = max(status, error.exit_code)
    reports = [evidence.collected.report, *(document.report for document in documents)]
    errors, warnings = totals(reports)
    if printed.form == "json":
        print_json(checked_record(evidence, documents, user_language()))
    for report in reports:
        print_findings(report, printed.form, err=False, every=printed.every)
    print_way_to_accept((finding for report in reports for finding in report), printed.form)
    if printed.form == "text":
        say(_counted(documents), err=True)
    return status or (1 if errors or (printed.strict and warnings) else 0)


def _counted(documents: Sequence[Checked]) -> str:
    states = [figure.state for document in documents for figure in document.figures]
    sourced, missing = states.count("source"), states.count("none")
    derived = len(states) - sourced - missing
    return text("cli.check.traced", count=len(states), sourced=sourced, derived=derived, missing=missing)
