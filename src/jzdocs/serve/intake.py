"""In the process that does what takes long: a dropped file → a Markdown source, as `jzdocs import` makes it."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.editing.worker import Send
from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import Diagnostic, Report, shown_path
from jzdocs.project import Project, named_kind, reading, stem
from jzdocs.source.source_map import SourceText

TABLES = (".csv", ".tsv")
BOOKS = (".xlsx", ".xlsm", ".xls", ".et")


class DroppedFile(Struct, frozen=True):
    """A file that was dropped: where it lies now, and the folder that its pictures get, as the source names it. The
    limits are those of the `project` that takes it in."""

    path: Path
    folder: str
    project: Project
    template: str = ""


class TakenIn(Struct, frozen=True):
    """The Markdown of a dropped file, its pictures by the names that the text has for them, and what was found."""

    text: str
    pictures: dict[str, bytes]
    findings: tuple[Diagnostic, ...]


def take_in(file: DroppedFile, _: Send) -> TakenIn:
    """Return a dropped file as Markdown. Raises JzdocsError for one that is not read."""
    report = Report()
    with reading(file.path, file.project):
        if file.path.suffix.lower() in TABLES:
            source = table_source(file.path)
            return TakenIn(with_template(source, file.template), {}, ())
        if named_kind(file.path) == "template":  # what fills it in comes later, with a table
            text = _written(file.path, report)
            return TakenIn(_with_own_template(text, file.template), {}, _findings(file.path, report))
        found = _source(file, report)
        text = _as_text(file.path, found)
    chosen = _with_own_template if named_kind(file.path) == "markdown" else with_template
    return TakenIn(chosen(text, file.template), dict(found.pictures), _findings(file.path, report))


def markdown_of(path: Path, _: Send) -> str:
    """Return the Markdown that a file of another kind is read as."""
    from jzdocs.source.read import TakenFor, picture_folder, to_markdown
    from jzdocs.source.sealing import as_markdown

    with reading(path):
        return as_markdown(to_markdown(path, Report(), taken=TakenFor(picture_folder(path)))[0].text)


def _source(file: DroppedFile, report: Report) -> SourceText:
    """Return the source that a Word file of ours contains, else what a file is read as."""
    from jzdocs.source.read import TakenFor, to_markdown

    if file.path.suffix.lower() == ".docx":
        from jzdocs.pull.recorded import recorded_source

        if recorded := recorded_source(file.path, report):
            return recorded[1]
    return to_markdown(file.path, report, taken=TakenFor(file.folder))[0]


def _as_text(path: Path, source: SourceText) -> str:
    """Return a source as it is written."""
    from jzdocs.source.sealing import as_markdown

    return as_markdown(source.text).rstrip("\n") + "\n"


def _written(path: Path, report: Report) -> str:
    """Return the text of a file that stays as it is, whatever its encoding."""
    shown = shown_path(path)
    return decode(read_bytes(path, shown), shown, report).rstrip("\n") + "\n"


def _with_own_template(text: str, template: str) -> str:
    """Return a source of the user's that asks for a template, the one that it names itself before the one given."""
    return text if re.match(r"---\n(?:(?!---|\.\.\.).*\n)*?template:", text) else with_template(text, template)


def _findings(path: Path, report: Report) -> tuple[Diagnostic, ...]:
    """Return what was found in a dropped file, which is called as the user knows it."""
    shown = shown_path(path)
    return tuple(_renamed(finding, shown, path.name) for finding in report)


def _renamed(finding: Diagnostic, shown: str, name: str) -> Diagnostic:
    """Return a finding whose place is in the file as the user knows it."""
    at = finding.location
    return replace(finding, location=replace(at, path=name)) if at.path == shown else finding


def table_source(path: Path) -> str:
    """Return the source of a document that prints a table of data."""
    name = stem(path)
    front = f"---\ntitle: {_quoted(name)}\ndata:\n  t: {_quoted(path.name)}\n---\n"
    return f"{front}\n```table {{#tab:t}}\nfrom: t\ntitle: {_quoted(name)}\n```\n"


def _quoted(text: str) -> str:
    """Return a text as a scalar of YAML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def with_template(text: str, template: str) -> str:
    """Return a source that asks for a template in its front matter, unless it asks for one already ("": as it is)."""
    if not template:
        return text
    lines = text.split("\n")
    if lines[0] != "---":
        return f"---\ntemplate: {template}\n---\n\n{text}"
    end = next((number for number, line in enumerate(lines[1:], 1) if line in ("---", "...")), 0)
    if any(line.startswith("template:") for line in lines[1:end]):
        lines = [
            f"template: {template}" if 0 < n < end and line.startswith("template:") else line
            for n, line in enumerate(lines)
        ]
        return "\n".join(lines)
    return "\n".join([*lines[:end], f"template: {template}", *lines[end:]]) if end else text
