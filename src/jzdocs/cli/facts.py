"""`jzdocs facts`."""

from __future__ import annotations

import click

from jzdocs.cli.printing import format_option, load_one, print_json, say, tell
from jzdocs.facts.records import records


@click.command()
@click.argument("path")
@format_option
def command(path: str, form: str) -> int:
    """Every named figure with its provenance."""
    loaded = load_one(path)
    found = records(loaded.document.facts.values())
    if form == "json":
        print_json({"facts": found})
    else:
        tell(loaded.report, form)
        for fact in found:
            source = fact["source"]
            say(f"{source['path']}:{source['line']}:{source['column']}  {fact['id']}  {fact['text']}  {fact['subject']}")
    return 1 if loaded.report.errors else 0
