"""What commands share: language, colours, diagnostics in three formats, finding the documents."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jzdocs.errors import Diagnostic, Report, UsageError, printable
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


def language() -> str:
    """The user's language, of those that messages are written in: "zh" or "en"."""
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
            message = f"{d.message}; {d.hint}".replace("%", "%25").replace("\n", "%0A")
            click.echo(printable(f"::{d.severity} {place},title={d.code}::{message}"))
        else:
            say(localised(d), err=err, color="red" if d.severity == "error" else "yellow")


def told(diagnostic: Diagnostic) -> str:
    """A diagnostic without its place, in the user's language: for a comment that stands there."""
    hint = (
        f"（{translated(diagnostic.hint)}）"
        if diagnostic.hint and chinese()
        else f" ({diagnostic.hint})"
        if diagnostic.hint
        else ""
    )
    return f"{diagnostic.code} {translated(diagnostic.message)}{hint}"


def translated(text: str) -> str:
    """A text of the program in the user's language."""
    if not chinese():
        return text
    from jzdocs.cli.chinese import translate

    return translate(text)


def localised(diagnostic: Diagnostic) -> str:
    """A diagnostic in the user's language."""
    if not chinese():
        return str(diagnostic)
    from jzdocs.cli.chinese import translate

    d = diagnostic
    word = "错误" if d.severity == "error" else "警告"
    hint = translate(d.hint)
    return printable(f"{d.location}: {word}[{d.code}]：{translate(d.message)}" + (f"；{hint}" if hint else ""))


def print_json(data: object) -> None:
    """Print JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def totals(reports: Sequence[Report]) -> tuple[int, int]:
    """Errors and warnings of all reports."""
    errors = sum(r.errors for r in reports)
    return errors, sum(len(r.found) for r in reports) - errors


def counted(errors: int, warnings: int) -> str:
    """“1 error, 2 warnings” in the user's language."""
    if chinese():
        return f"{errors} 处错误，{warnings} 处警告"
    return f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"


def find_jobs(paths: Sequence[str]) -> Jobs:
    """The documents that a command works on: those named (a folder stands for its documents), or all of the project.

    Raises UsageError when there are none.
    """
    if not paths:
        project = find_project(Path.cwd())
        if project is None:
            raise UsageError(
                "no jzdocs.toml here or above",
                code="X041",
                hint="name a file (jzdocs build talk.txt), or run “jzdocs new DIR”",
            )
        found = project.documents()
        if not found:
            raise UsageError(
                f"no documents in {project.sources}", code="X042", hint="put a .md, .md.j2, .txt or .docx file there"
            )
        return [(path, project) for path in found]
    jobs = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            files = source_files(path)
            if not files:
                raise UsageError(
                    f"no documents in {name}", code="X042", hint="put a .md, .md.j2, .txt or .docx file there"
                )
        elif path.is_file():
            files = [path]
        else:
            raise UsageError(f"no such file: {name}", code="X043", hint="check the name")
        for file in files:
            if not is_source(file):
                raise UsageError(
                    f"not a kind of file that is read: {file}",
                    code="X040",
                    hint="give a .md, .md.j2, .txt or .docx file",
                )
            jobs.append((file, _project_of(file)))
    return jobs


def formats_of(to: str) -> tuple[str, ...]:
    """The formats that --to names. Raises UsageError for one that is unknown."""
    found = tuple(t.strip() for t in to.split(",") if t.strip())
    for name in found:
        if name not in FORMATS:
            raise UsageError(f"no format “{name}”", code="X044", hint=f"known: {', '.join(FORMATS)}")
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
