"""`jzdocs import`."""

from __future__ import annotations

from pathlib import Path

import click

from jzdocs.build.publish import publish_files
from jzdocs.cli.signs import explained, print_explained
from jzdocs.cli.terminal import find_jobs, say, tell
from jzdocs.errors import Report


@click.command("import")
@click.argument("path")
@click.option("-o", "--output", "target", type=click.Path(dir_okay=False), help="the Markdown file (default: print it)")
@click.option("--explain", is_flag=True, help="which sign told each piece, instead of the source")
def command(path: str, target: str | None, explain: bool) -> int:
    """Plain text or Word → a Markdown source with marked figures and proposed charts, to go on with."""
    from jzdocs.source.read import to_markdown

    file, _ = find_jobs([path])[0]
    report = Report()
    source, _ = to_markdown(file, report)
    tell(report, "text")
    if explain:
        print_explained(explained(path))
        if not target:
            return 1 if report.errors else 0
    if target:
        out = Path(target)
        publish_files(out.parent, {out.name: (source.text.rstrip("\n") + "\n").encode()})
        say(str(out))
    else:
        click.echo(source.text)
    return 1 if report.errors else 0
