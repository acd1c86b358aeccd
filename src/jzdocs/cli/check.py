"""`jzdocs check`."""

from __future__ import annotations

import click

from jzdocs.cli.terminal import counted, find_jobs, format_option, print_json, record_of, say, tell, totals
from jzdocs.errors import JzdocsError, Report


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--template", default=None, help="a template's name, or a folder")
@click.option("--strict", is_flag=True, help="warnings count as errors")
@click.option("--codes", is_flag=True, help="list every code with an example")
@format_option
def command(paths: tuple[str, ...], template: str | None, strict: bool, codes: bool, form: str) -> int:
    """What is wrong with documents, with file, line and column; writes nothing."""
    if codes:
        _list_codes(form)
        return 0
    from jzdocs.build.pipeline import check

    reports, status = [], 0
    for path, project in find_jobs(paths):
        try:
            reports.append(check(path, project, template))
        except JzdocsError as error:
            reports.append(Report([error.diagnostic]))
            status = max(status, error.exit_code)
    errors, warnings = totals(reports)
    if form == "json":
        print_json({"diagnostics": [record_of(d) for r in reports for d in r], "errors": errors, "warnings": warnings})
    else:
        for report in reports:
            tell(report, form, err=False)
        if form == "text":
            say(counted(errors, warnings), err=True)
    return status or (1 if errors or (strict and warnings) else 0)


def _list_codes(form: str) -> None:
    from jzdocs.codes import CODES

    if form == "json":
        print_json({code: {"meaning": meaning, "example": example} for code, (meaning, example) in CODES.items()})
        return
    for code, (meaning, example) in CODES.items():
        say(f"{code}  {meaning}  ({example})")
