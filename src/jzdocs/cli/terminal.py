"""What commands share: language, colours, diagnostics in three formats, finding the documents."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jzdocs.build.result import diagnostic_record
from jzdocs.errors import Diagnostic, Report, UsageError, printable
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message
from jzdocs.options import FORMATS
from jzdocs.project import Project, find_project, is_source, lone, source_files

if TYPE_CHECKING:
    from jzdocs.build.writers import LoadedDocument

Jobs = list[tuple[Path, Project]]
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="how to report"
)


def chinese() -> bool:
    """Whether the user's language is Chinese."""
    return language() == "zh"


def language() -> Language:
    """Return the user's language, of those that messages are written in."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def say(text: str, *, err: bool = False, color: str | None = None) -> None:
    """Print a line, coloured on a terminal."""
    stream = sys.stderr if err else sys.stdout
    shown = click.style(text, fg=color) if color and stream.isatty() and "NO_COLOR" not in os.environ else text
    click.echo(shown, err=err)


def tell(diagnostics: Iterable[Diagnostic], form: str, *, err: bool = True) -> None:
    """Print diagnostics as text, or as annotations of GitHub's runners."""
    for d in diagnostics:
        if form == "github":
            at = d.location
            place = f"file={at.path},line={max(at.line, 1)}" + (f",col={at.column}" if at.column else "")
            problem = text("finding.sentence", **dict(zip(("problem", "hint"), d.worded(language()), strict=True)))
            problem = problem.replace("%", "%25").replace("\n", "%0A")
            click.echo(printable(f"::{d.severity} {place},title={d.code}::{problem}"))
        else:
            say(localised(d), err=err, color="red" if d.severity == "error" else "yellow")


def comment_of(diagnostic: Diagnostic) -> str:
    """Return a diagnostic without its place, in the user's language: for a comment beside the paragraph itself."""
    problem, hint = diagnostic.worded(language())
    return f"{diagnostic.code} {problem}" + (text("finding.hint", hint=hint) if hint else "")


def text(key: str, /, **arguments: object) -> str:
    """Return a text of the catalogue in the user's language."""
    return worded(message(key, **arguments), language())


def translated(words: str) -> str:
    """A text of the program in the user's language."""
    if not chinese():
        return words
    from jzdocs.cli.chinese import translate

    return translate(words)


def localised(diagnostic: Diagnostic) -> str:
    """Return a diagnostic with its place as a line in the user's language."""
    problem, hint = diagnostic.worded(language())
    place = f"{diagnostic.location}: " if str(diagnostic.location) else ""
    severity = text(f"finding.{diagnostic.severity}")
    tail = text("finding.then", hint=hint) if hint else ""
    return printable(place + text("finding.line", severity=severity, code=diagnostic.code, problem=problem) + tail)


def record_of(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as JSON formats print it, in the user's language."""
    return diagnostic_record(diagnostic, language())


def print_json(data: object) -> None:
    """Print JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def totals(reports: Sequence[Report]) -> tuple[int, int]:
    """Errors and warnings of all reports."""
    errors = sum(r.errors for r in reports)
    return errors, sum(len(r.found) for r in reports) - errors


def counted(errors: int, warnings: int) -> str:
    """Return “1 error, 2 warnings” in the user's language."""
    error = text("count.error", count=errors) if errors == 1 else text("count.errors", count=errors)
    warning = text("count.warning", count=warnings) if warnings == 1 else text("count.warnings", count=warnings)
    return text("count.both", errors=error, warnings=warning)


def find_jobs(paths: Sequence[str]) -> Jobs:
    """The documents that a command works on: those named (a folder stands for its documents), or all of the project.

    Raises UsageError when there are none.
    """
    if not paths:
        project = find_project(Path.cwd())
        if project is None:
            raise UsageError("X041")
        found = project.documents()
        if not found:
            raise UsageError("X042", name=project.sources)
        return [(path, project) for path in found]
    jobs = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            files = source_files(path)
            if not files:
                raise UsageError("X042", name=name)
        elif path.is_file():
            files = [path]
        else:
            raise UsageError("X043", path=name)
        for file in files:
            if not is_source(file):
                raise UsageError("X040", file=file)
            jobs.append((file, _project_of(file)))
    return jobs


def formats_of(to: str) -> tuple[str, ...]:
    """The formats that --to names. Raises UsageError for one that is unknown."""
    found = tuple(t.strip() for t in to.split(",") if t.strip())
    for name in found:
        if name not in FORMATS:
            raise UsageError("X044", name=name, names=", ".join(FORMATS))
    return found


def load_one(path: str, template: str | None = None) -> LoadedDocument:
    """The document at `path`, read and resolved."""
    from jzdocs.build.pipeline import load

    file, project = find_jobs([path])[0]
    return load(file, project, template)


def _project_of(path: Path) -> Project:
    """The project a document belongs to: where it lies below one's sources."""
    project = find_project(path.resolve().parent)
    if project and path.resolve().is_relative_to(project.sources):
        return project
    return lone(path)
