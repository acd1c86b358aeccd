"""`jzdocs import`: turn plain text or a Word file into a Markdown source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jzdocs.build.publish import publish_files
from jzdocs.cli import declare
from jzdocs.cli.signs import explained, print_explained
from jzdocs.cli.terminal import find_jobs, print_findings, say
from jzdocs.errors import Report
from jzdocs.project import find_project

if TYPE_CHECKING:
    from jzdocs.source.source_map import SourceText


@declare.command("import")
@declare.argument("path", "path")
@declare.option("cli.import.output", "-o", "--output", "target", value="file", type=declare.PathType(folder=False))
@declare.option("cli.import.explain", "--explain", is_flag=True)
def command(path: str, target: Path | None, explain: bool) -> int:
    """Write or print the Markdown source and return the exit status."""
    from jzdocs.source.sealing import as_markdown

    file, _ = find_jobs([path])[0]
    report = Report()
    source = _source(file, target, report)
    text = as_markdown(source.text)
    print_findings(report, "text")
    if explain:
        print_explained(explained(path))
    if target:
        _write(text, source.pictures, target)
    elif not explain:
        click.echo(text)
    return 1 if report.errors else 0


def _source(file: Path, target: Path | None, report: Report) -> SourceText:
    """Return a file as Markdown: the source that a Word file of ours contains, else what the file is read as."""
    from jzdocs.pull.recorded import recorded_source
    from jzdocs.source.read import TakenFor, picture_folder, to_markdown

    if recorded := recorded_source(file, report):
        return recorded[1]
    folder = picture_folder(target or file)
    if target:  # pictures are looked for from the project's folder on
        project = find_project(target.resolve().parent)
        above = target.resolve().parent.relative_to(project.root) if project else Path()
        folder = (above / folder).as_posix()
    return to_markdown(file, report, taken=TakenFor(folder))[0]


def _write(text: str, pictures: Mapping[str, bytes], target: Path) -> None:
    """Write the Markdown, and the pictures that came with it where it looks for them."""
    publish_files(target.parent, {target.name: (text.rstrip("\n") + "\n").encode()})
    say(str(target))
    project = find_project(target.resolve().parent)
    root = project.root if project else target.parent
    folders: dict[Path, dict[str, bytes]] = {}
    for name, data in pictures.items():
        place = root / name
        if place.resolve().is_relative_to(root.resolve()) and not place.exists():
            folders.setdefault(place.parent, {})[place.name] = data
    for folder, files in folders.items():
        folder.mkdir(parents=True, exist_ok=True)
        publish_files(folder, files)
        say(str(folder))
