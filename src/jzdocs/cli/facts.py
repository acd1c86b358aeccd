"""`jzdocs facts`: list the numbers of a document with their sources."""

from __future__ import annotations

from jzdocs.cli import declare
from jzdocs.cli.parameters import parameters
from jzdocs.cli.terminal import Form, find_jobs, load_figures, print_findings, print_json, say
from jzdocs.options import BuildOptions
from jzdocs.provenance.places import SourceLines


@declare.command("facts")
@declare.argument("path", "path")
@declare.option("cli.facts.named", "--named", is_flag=True)
@declare.option("cli.option.set", "--set", "settings", value="setting", multiple=True)
@declare.format_option()
def command(path: str, named: bool, settings: tuple[str, ...], form: Form) -> int:
    """Print the numbers of a document, or only those with a name, and return the exit status."""
    from jzdocs.provenance.records import all_records, fact_records

    loaded = load_figures(path, BuildOptions(row=parameters(settings, find_jobs([path]))))
    lines = SourceLines({loaded.source.shown: lambda: loaded.source.data})
    records = fact_records(loaded.document) if named else all_records(loaded.document, lines)
    if form == "json":
        print_json({"facts": records})
    else:
        print_findings(loaded.report, form)
        for record in records:
            at = record["source"]
            place = f"{at['path']}:{at['line']}:{at['column']}"
            say(f"{place}  {record['id']}  {record['text']}  {record['kind']}  {record['subject']}")
    return 1 if loaded.report.errors else 0
