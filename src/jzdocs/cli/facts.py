"""`jzdocs facts`."""

from __future__ import annotations

import click

from jzdocs.cli.terminal import format_option, load_one, print_json, say, tell
from jzdocs.provenance.places import SourceLines


@click.command()
@click.argument("path")
@click.option("--named", is_flag=True, help="only the figures that have a name")
@format_option
def command(path: str, named: bool, form: str) -> int:
    """Every figure with its provenance; named ones under their name."""
    from jzdocs.provenance.records import all_records, fact_records

    loaded = load_one(path)
    lines = SourceLines({loaded.source.shown: lambda: loaded.source.data})
    found = fact_records(loaded.document) if named else all_records(loaded.document, lines)
    if form == "json":
        print_json({"facts": found})
    else:
        tell(loaded.report, form)
        for fact in found:
            source = fact["source"]
            place = f"{source['path']}:{source['line']}:{source['column']}"
            say(f"{place}  {fact['id']}  {fact['text']}  {fact['kind']}  {fact['subject']}")
    return 1 if loaded.report.errors else 0
