"""`jzdocs check --rules`: documents of other programs against the rules of official documents, and mended copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from jzdocs.allowances import without_allowed
from jzdocs.cli.terminal import (
    Form,
    accepted,
    comment_of,
    counted,
    print_findings,
    print_json,
    record_of,
    say,
    text,
)
from jzdocs.errors import Diagnostic, JzdocsError, Location, UsageError, shown_path
from jzdocs.project import project_of
from jzdocs.rules.checked import Checked, checked, mended
from jzdocs.rules.finding import Finding


class RuleOptions(Struct, frozen=True):
    """What a check by rules is asked for: a mended copy, with its changes accepted, where it is written ("": beside the
    file), which findings are accepted, and how the others are printed."""

    fix: bool = False
    accept: bool = False
    out: str = ""
    allow: Sequence[str] = ()
    strict: bool = False
    every: bool = False
    form: Form = "text"


def check_rules(paths: Sequence[str], options: RuleOptions) -> int:
    """Print what the rules find in documents, write mended copies where that is asked for, and return the exit status:
    1 where errors are left that no copy mends."""
    files = _files(paths)
    if not files:
        raise UsageError("N138.paths")
    if options.out and len(files) > 1:
        raise UsageError("N138.several")
    targets = {file: Path(options.out) if options.out else file.with_suffix(".fixed.docx") for file in files}
    for file in files if options.fix else ():
        _refuse(file, targets[file])
    reports: list[list[Diagnostic]] = []
    lines: list[str] = []
    open_errors = warnings = status = 0
    for file in files:
        try:
            document = checked(file)
            findings = _not_allowed(document, options.allow)
            reports.append([*document.others, *map(document.diagnostic, findings)])
            left = findings
            if options.fix:
                line, left = _mend(document, findings, targets[file], options)
                lines.append(line)
            open_errors += sum(1 for finding in left if finding.certain)
            warnings += sum(1 for finding in left if not finding.certain)
        except JzdocsError as error:
            reports.append([error.diagnostic])
            status = max(status, error.exit_code)
    _print(reports, lines, options)
    return status or (1 if open_errors or (options.strict and warnings) else 0)


def _print(reports: Sequence[Sequence[Diagnostic]], lines: Sequence[str], options: RuleOptions) -> None:
    severities = [finding.severity for report in reports for finding in report]
    errors, warnings = severities.count("error"), severities.count("warning")
    if options.form == "json":
        records = [record_of(finding) for report in reports for finding in report]
        print_json({"diagnostics": records, "errors": errors, "warnings": warnings})
    for report in reports:
        print_findings(report, options.form, err=False, every=options.every)
    for line in lines:
        say(line, err=True)
    if options.form == "text":
        say(counted(errors, warnings), err=True)


def _files(paths: Sequence[str]) -> list[Path]:
    """Return the files that are named; a folder stands for its Word files. Raises UsageError for a name of none."""
    files: list[Path] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(path.glob("*.docx"))
            files += [file for file in inside if not file.name.startswith((".", "~")) and ".fixed." not in file.name]
        elif path.is_file():
            files.append(path)
        else:
            raise UsageError("X043", path=name)
    return files


def _refuse(file: Path, target: Path) -> None:
    """Raise UsageError where a mended copy of a file cannot be: of a plain text, or where its name is taken."""
    if file.suffix.lower() == ".txt":
        raise UsageError("N138.text", at=Location(shown_path(file)), name=file.name)
    if target.exists():
        raise UsageError("N138.exists", file=shown_path(target))


def _not_allowed(document: Checked, allow: Sequence[str]) -> list[Finding]:
    """Return the findings that neither the project nor the command accepts."""
    project = project_of(document.path)
    allowances = (*project.allow, *accepted(allow))
    if not allowances:
        return list(document.findings)
    pairs = [(document.diagnostic(finding), finding) for finding in document.findings]
    kept_ones = without_allowed([shown for shown, _ in pairs], allowances, project.root)
    return [finding for shown, finding in pairs if shown in kept_ones]


def _mend(document: Checked, findings: list[Finding], target: Path, options: RuleOptions) -> tuple[str, list[Finding]]:
    """Write a mended copy; return the line that tells of it, and the findings that are left."""
    data = mended(
        document,
        findings,
        accepted=options.accept,
        worded=lambda finding: comment_of(document.diagnostic(finding)),
    )
    if data is None:
        return text("cli.check.nothing", file=document.shown), findings
    from jzdocs.build.publish import publish_files

    publish_files(target.parent, {target.name: data})
    left = [finding for finding in findings if not finding.fixes]
    count = str(len(findings) - len(left))
    return text("cli.check.fixed", file=shown_path(target), count=count, all=str(len(findings))), left
