"""`jzdocs schema`: print a JSON Schema, for editors and programs."""

from __future__ import annotations

import click

from jzdocs.cli import declare
from jzdocs.cli.terminal import joined, language, print_json, say, text


@declare.command("schema")
@declare.argument("name", "schema", required=False)
def command(name: str | None) -> int:
    """Print the schema of a name, or the names, and return the exit status."""
    from jzdocs.schemas import NAMES, schema, title

    if name is None:
        width = max(map(len, NAMES))
        for known_name in NAMES:
            say(f"{known_name:{width}}  {title(known_name, language())}")
        return 0
    if name not in NAMES:
        raise click.UsageError(text("cli.usage.not_a_choice", value=name, names=joined(NAMES)))
    print_json(schema(name, language()))
    return 0
