"""`jzdocs outline`: print the structure of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jzdocs.cli import declare
from jzdocs.cli.signs import explained, print_explained
from jzdocs.cli.terminal import Form, load_one, print_findings, print_json, say
from jzdocs.model.outline import outline


@declare.command("outline")
@declare.argument("path", "path")
@declare.option("cli.outline.explain", "--explain", is_flag=True)
@declare.format_option()
def command(path: str, explain: bool, form: Form) -> int:
    """Print the structure of a document and return the exit status."""
    loaded = load_one(path)
    record = outline(loaded.document)
    if explain:
        record["explain"] = explained(path)
    if explain and form != "json":
        print_findings(loaded.report, form)
        print_explained(record["explain"])
    elif form == "json":
        print_json(record)
    else:
        print_findings(loaded.report, form)
        _print(record)
    return 1 if loaded.report.errors else 0


def _print(record: Mapping[str, Any]) -> None:
    say(record["title"])
    if record["subtitle"]:
        say(f"——{record['subtitle']}")
    for section in record["sections"]:
        _print_section(section, 0)


def _print_section(section: Mapping[str, Any], depth: int) -> None:
    mark = "· " if section["run_in"] else ""
    say(f"{'  ' * depth}{mark}{section['text']}  ({section['line']})")
    for inner in section["sections"]:
        _print_section(inner, depth + 1)
