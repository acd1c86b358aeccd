"""`jzdocs import`: turn plain text or a Word file into a Markdown source."""

from __future__ import annotations

from pathlib import Path

import click

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.signs import explained, print_explained
from jzdocs.cli.terminal import find_jobs, print_findings, say
from jzdocs.errors import Report


@declare.command("import")
@declare.argument("path", "path")
@declare.option("cli.import.output", "-o", "--output", "target", value="file", type=declare.PathType(folder=False))
@declare.option("cli.import.explain", "--explain", is_flag=True)
def command(path: str, target: Path | None, explain: bool) -> int:
    """Write or print the Markdown source and return the exit status."""
    from jzdocs.source.read import to_markdown
    from jzdocs.source.sealing import as_markdown

    file, _ = find_jobs([path])[0]
    report = Report()
    source, _ = to_markdown(file, report)
    text = as_markdown(source.text)
    print_findings(report, "text")
    if explain:
        print_explained(explained(path))
    if target:
        publish_files(target.parent, {target.name: (text.rstrip("\n") + "\n").encode()})
        say(str(target))
    elif not explain:
        click.echo(text)
    return 1 if report.errors else 0
