"""`jzdocs outline`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from jzdocs.cli.signs import explained, print_explained
from jzdocs.cli.terminal import format_option, load_one, print_json, say, tell
from jzdocs.model.outline import outline


@click.command()
@click.argument("path")
@click.option("--explain", is_flag=True, help="which sign told each piece of a plain text or Word file")
@format_option
def command(path: str, explain: bool, form: str) -> int:
    """The structure that was read."""
    loaded = load_one(path)
    record = outline(loaded.document)
    if explain:
        record["explain"] = explained(path)
    if explain and form != "json":
        tell(loaded.report, form)
        print_explained(record["explain"])
    elif form == "json":
        print_json(record)
    else:
        tell(loaded.report, form)
        say(record["title"])
        if record["subtitle"]:
            say(f"——{record['subtitle']}")
        for section in record["sections"]:
            _print(section, 0)
    return 1 if loaded.report.errors else 0


def _print(section: Mapping[str, Any], depth: int) -> None:
    mark = "· " if section["run_in"] else ""
    say(f"{'  ' * depth}{mark}{section['text']}  ({section['line']})")
    for inner in section["sections"]:
        _print(inner, depth + 1)
