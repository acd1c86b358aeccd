"""`jzdocs import`: turn plain text or a Word file into a Markdown source."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jzdocs.build.publish import publish_all
from jzdocs.cli import declare
from jzdocs.cli.signs import explained, print_explained
from jzdocs.cli.terminal import find_jobs, print_findings, print_text, say
from jzdocs.errors import Location, Report, UsageError
from jzdocs.file_names import name_key
from jzdocs.project import find_project, reading, refuse_reserved

if TYPE_CHECKING:
    from jzdocs.source.source_map import SourceText


@declare.command("import")
@declare.argument("path", "path")
@declare.option("cli.import.output", "-o", "--output", "target", value="file", type=declare.PathType(folder=False))
@declare.option("cli.import.force", "--force", is_flag=True)
@declare.option("cli.import.explain", "--explain", is_flag=True)
def command(path: str, target: Path | None, force: bool, explain: bool) -> int:
    """Write or print the Markdown source and return the exit status.

    Raises UsageError for a file that is there already, unless `force`; the imported file itself is never replaced.
    """
    from jzdocs.source.sealing import as_markdown

    file, _ = find_jobs([path])[0]
    if target and os.path.lexists(target) and (not force or (target.exists() and target.samefile(file))):
        raise UsageError("X133", at=Location(str(target)), name=target.name)
    if target:
        refuse_reserved(target)
        _refuse_twin(target, force=force)
    report = Report()
    with reading(file):
        source = _source(file, target, report)
        text = as_markdown(source.text)
    print_findings(report, "text")
    if explain:
        print_explained(explained(path))
    if target:
        _write(text, source.pictures, target)
    elif not explain:
        print_text(text)
    return 1 if report.errors else 0


def _refuse_twin(target: Path, *, force: bool) -> None:
    """Raise UsageError for a name that some file systems take for that of a file which is there, unless `force`."""
    if force or not target.parent.is_dir():
        return
    for name in os.listdir(target.parent):  # noqa: PTH208 (names only)
        if name != target.name and name_key(name) == name_key(target.name):
            raise UsageError("X133", at=Location(str(target)), name=name)


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
    project = find_project(target.resolve().parent)
    root = project.root if project else target.parent
    folders: dict[Path, dict[str, bytes]] = {target.parent: {target.name: (text.rstrip("\n") + "\n").encode()}}
    for name, data in pictures.items():
        place = root / name
        if place.resolve().is_relative_to(root.resolve()) and not place.exists():
            folders.setdefault(place.parent, {})[place.name] = data
    publish_all(folders)
    say(str(target))
    for folder in folders:
        if folder != target.parent:
            say(str(folder))
