"""`jzdocs check`: list what is wrong with documents."""

from __future__ import annotations

from jzdocs.api.records import findings_record
from jzdocs.cli import declare
from jzdocs.cli.parameters import parameters
from jzdocs.cli.terminal import (
    Form,
    Jobs,
    counted,
    find_jobs,
    language,
    print_findings,
    print_json,
    print_way_to_accept,
    say,
    text,
    totals,
)
from jzdocs.errors import JzdocsError, Report, UsageError
from jzdocs.messages.message import LANGUAGES
from jzdocs.options import BuildOptions


@declare.command("check")
@declare.argument("paths", "paths", nargs=-1)
@declare.option("cli.option.template", "--template", value="template")
@declare.option("cli.option.strict", "--strict", is_flag=True)
@declare.option("cli.option.allow", "--allow", value="code", multiple=True)
@declare.option("cli.option.all", "--all", "every", is_flag=True)
@declare.option("cli.option.set", "--set", "settings", value="setting", multiple=True)
@declare.option("cli.build.run", "--run", is_flag=True)
@declare.option("cli.check.codes", "--codes", is_flag=True)
@declare.option("cli.check.against", "--against", value="path", multiple=True)
@declare.option("cli.check.rules", "--rules", type=declare.Choice(["gongwen"]))
@declare.option("cli.check.fix", "--fix", is_flag=True)
@declare.option("cli.check.accept", "--accept", is_flag=True)
@declare.option("cli.check.out", "-o", "--out", value="file")
@declare.format_option()
def command(
    paths: tuple[str, ...],
    template: str | None,
    strict: bool,
    allow: tuple[str, ...],
    every: bool,
    settings: tuple[str, ...],
    run: bool,
    codes: bool,
    against: tuple[str, ...],
    rules: str | None,
    fix: bool,
    accept: bool,
    out: str | None,
    form: Form,
) -> int:
    """Print the findings of documents and return the exit status; write no file but the mended copy that is asked
    for."""
    if codes:
        _print_codes(form)
        return 0
    if (fix or accept or out) and not (rules and fix):
        raise UsageError("N138.rules")
    if rules:
        from jzdocs.cli.check_rules import RuleOptions, check_rules

        return check_rules(paths, RuleOptions(fix, accept, out or "", allow, strict, every, form))
    jobs = find_jobs(paths, allow)
    if against:
        from jzdocs.cli.check_against import AgainstOptions, check_against

        options = BuildOptions(row=parameters(settings, jobs), run=run)
        return check_against(jobs, against, options, AgainstOptions(strict, every, form))
    reports, status = _checked(jobs, template, BuildOptions(row=parameters(settings, jobs), run=run))
    errors, warnings = totals(reports)
    if form == "json":
        print_json(findings_record((finding for report in reports for finding in report), language()))
    for report in reports:
        print_findings(report, form, err=False, every=every)
    print_way_to_accept((finding for report in reports for finding in report), form)
    if form == "text":
        say(counted(errors, warnings), err=True)
    return status or (1 if errors or (strict and warnings) else 0)


def _checked(jobs: Jobs, template: str | None, options: BuildOptions) -> tuple[list[Report], int]:
    """Return a report for each document, and the exit status of the errors that ended a check (0: none did)."""
    from jzdocs.build.pipeline import check, drop_accepted
    from jzdocs.resolve.across import Ledger

    reports, status = [], 0
    ledgers = {project.root: Ledger() for _, project in jobs} if len(jobs) > 1 else {}
    for path, project in jobs:
        try:
            reports.append(check(path, project, template, ledgers.get(project.root), options))
        except JzdocsError as error:
            reports.append(Report([error.diagnostic]))
            status = max(status, error.exit_code)
    for ledger in ledgers.values():
        ledger.report()
    for report, (_, project) in zip(reports, jobs, strict=True) if ledgers else ():
        drop_accepted(report, project)
    return reports, status


def _print_codes(form: Form) -> None:
    from jzdocs.codes import CODES

    codes = {code: pairs[LANGUAGES.index(language())] for code, pairs in CODES.items()}
    if form == "json":
        print_json({code: {"meaning": meaning, "example": example} for code, (meaning, example) in codes.items()})
        return
    for code, (meaning, example) in codes.items():
        say(text("cli.check.code", code=code, meaning=meaning, example=example))
