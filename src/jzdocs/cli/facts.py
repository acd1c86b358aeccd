"""`jzdocs facts`."""

from __future__ import annotations

import click

from jzdocs.cli.terminal import format_option, load_one, print_json, say, tell
from jzdocs.provenance.records import fact_records


@click.command()
@click.argument("path")
@click.option("--named", is_flag=True, help="only the figures that have a name")
@format_option
def command(path: str, named: bool, form: str) -> int:
    """Every figure with its provenance; named ones under their name."""
    from jzdocs.build.pipeline import all_records

    loaded = load_one(path)
    found = all_records(loaded) if not named else fact_records(loaded.document.facts.values())
    if form == "json":
        print_json({"facts": found})
    else:
        tell(loaded.report, form)
        for fact in found:
            source = fact["source"]
            say(
                f"{source['path']}:{source['line']}:{source['column']}  {fact['id']}  {fact['text']}  {fact['kind']}  {fact['subject']}"
            )
    return 1 if loaded.report.errors else 0
