"""What commands share: the user's language, printing lines and findings, and finding the documents to work on."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
import msgspec
from msgspec.structs import replace

from jzdocs.allowances import Allowance, parse_allowance
from jzdocs.build.result import diagnostic_record
from jzdocs.errors import (
    Diagnostic,
    UsageError,
    fault,
    finding_line,
    printable,
    shown_path,
)
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.language import user_language
from jzdocs.messages.message import Language, Message, message
from jzdocs.options import FORMATS, BuildOptions
from jzdocs.patterns import compiled
from jzdocs.project import Project, documents_in, find_project, is_read_by_form, is_source, project_of

if TYPE_CHECKING:
    from jzdocs.build.writers import LoadedDocument

Jobs = list[tuple[Path, Project]]
Form = Literal["text", "json", "github"]
# control and format characters, private ones, halves of pairs (Unicode categories Cc, Cf, Co, Cs), separators of lines
_UNPRINTABLE = compiled(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
MOST_OF_A_KIND = 3  # findings of one kind in one file that are printed each by itself


def language() -> Language:
    """Return the user's language, of those that messages are written in."""
    return user_language()


def text(key: str | Message, /, **arguments: object) -> str:
    """Return a text of the catalogue, by its key or as a message, in the user's language."""
    return worded(key if isinstance(key, Message) else message(key, **arguments), language())


def joined(parts: Iterable[str | Message], kind: Literal["names", "clauses"] = "names") -> str:
    """Return names, or clauses of a sentence, as a list in the user's language."""
    return text(f"list.{kind}").join(text(part) if isinstance(part, Message) else part for part in parts)


def say(text: str, *, err: bool = False, color: str | None = None) -> None:
    """Print a text, coloured on a terminal; characters that could disguise it or steer the terminal are escaped."""
    stream = sys.stderr if err else sys.stdout
    shown = _harmless(text)
    shown = click.style(shown, fg=color) if color and stream.isatty() and "NO_COLOR" not in os.environ else shown
    click.echo(shown, err=err)


def print_waiting(folder: Path) -> None:
    """Print that another run makes this one wait for a folder."""
    say(text("cli.waiting", folder=shown_path(folder)), err=True, color="yellow")


def print_text(text: str) -> None:
    """Print a text that is the result itself: as it is into a file or a pipe, harmless on a terminal."""
    click.echo(_harmless(text) if sys.stdout.isatty() else text)


def _harmless(text: str) -> str:
    """Return a text with control, format and bidirectional characters escaped, but for line ends and tabs."""
    return re.sub(r"[^\n\t]+", lambda part: printable(part[0]), text)


def print_findings(diagnostics: Iterable[Diagnostic], form: str, *, err: bool = True, every: bool = True) -> None:
    """Print findings as lines of text, or as annotations of GitHub's runners; nothing for JSON, which holds them.

    As text, findings of a kind that come up often are summed up unless `every` one is asked for.
    """
    if form == "github":
        for finding in diagnostics:
            click.echo(_annotation(finding))
    elif form == "text":
        for kind in _kinds(diagnostics, every):
            _print_kind(kind, err)


def _kinds(diagnostics: Iterable[Diagnostic], every: bool) -> list[list[Diagnostic]]:
    """Return findings in the order of the text: those of a kind together where they are many, each other one alone."""
    findings = list(diagnostics)
    if every:
        return [[finding] for finding in findings]
    kinds: dict[tuple[str, str, str], list[Diagnostic]] = {}
    for finding in findings:
        kinds.setdefault((finding.location.path, finding.code, finding.severity), []).append(finding)
    shown: list[list[Diagnostic]] = []
    for finding in findings:
        kind = kinds[finding.location.path, finding.code, finding.severity]
        if len(kind) <= MOST_OF_A_KIND:
            shown.append([finding])
        elif finding is kind[0]:
            shown.append(kind)
    return shown


def _print_kind(kind: Sequence[Diagnostic], err: bool) -> None:
    """Print a finding, with the number of its kind where there are more."""
    line = localised(kind[0])
    if len(kind) > 1:
        line += text("finding.more", code=kind[0].code, count=len(kind))
    say(line, err=err, color="red" if kind[0].severity == "error" else "yellow")


def print_way_to_accept(diagnostics: Iterable[Diagnostic], form: str) -> None:
    """Print how to say that a text is right, where its figures were doubted."""
    doubt = next((d for d in diagnostics if d.code.startswith("F1") and d.location.line), None)
    if form != "text" or doubt is None:
        return
    path = Path(doubt.location.path)
    key = "finding.accept" if is_read_by_form(path) else "finding.accept_marked"
    say(text(key, code=doubt.code, file=path.name, line=doubt.location.line), err=True)


def accepted(values: Sequence[str]) -> tuple[Allowance, ...]:
    """Return what `--allow` accepts. Raises UsageError for a value that names no finding."""
    allowances = [(value, parse_allowance(value)) for value in values]
    for value, allowance in allowances:
        if allowance is None:
            raise UsageError("X067", value=value)
    return tuple(allowance for _, allowance in allowances if allowance)


def _annotation(finding: Diagnostic) -> str:
    at = finding.location
    place = f"file={at.path},line={max(at.line, 1)}" + (f",col={at.column}" if at.column else "")
    problem, hint = finding.worded(language())
    sentence = text("finding.sentence", problem=problem, hint=hint) if hint else problem
    escaped = sentence.replace("%", "%25").replace("\n", "%0A")
    return printable(f"::{finding.severity} {place},title={finding.code}::{escaped}")


def print_error(error: Exception) -> int:
    """Print the error that ended a run, and return its exit status."""
    finding, status = fault(error)
    say(localised(finding), err=True, color="red")
    return status


def comment_of(finding: Diagnostic) -> str:
    """Return a finding without its place, in the user's language: for a comment beside the paragraph itself."""
    problem, hint = finding.worded(language())
    return f"{finding.code} {problem}" + (text("finding.hint", hint=hint) if hint else "")


def localised(finding: Diagnostic) -> str:
    """Return a finding with its place as a line in the user's language."""
    return finding_line(finding, language())


def record_of(finding: Diagnostic) -> dict[str, Any]:
    """Return a finding as JSON formats print it, in the user's language."""
    return diagnostic_record(finding, language())


def print_json(data: object) -> None:
    """Print JSON; characters that could disguise it on a terminal are written as JSON's escapes, which mean the
    same."""
    shown = msgspec.json.format(msgspec.json.encode(data), indent=2).decode()
    click.echo(shown if shown.isascii() else _UNPRINTABLE.sub(lambda found: _json_escape(found[0]), shown))


def _json_escape(char: str) -> str:
    """Return a character as JSON writes those that it does not show (RFC 8259, 7)."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def totals(reports: Iterable[Iterable[Diagnostic]]) -> tuple[int, int]:
    """Return the numbers of errors and of warnings in all reports."""
    severities = [finding.severity for report in reports for finding in report]
    return severities.count("error"), severities.count("warning")


def counted(errors: int, warnings: int) -> str:
    """Return “1 error, 2 warnings” in the user's language."""
    error = text("count.error", count=errors) if errors == 1 else text("count.errors", count=errors)
    warning = text("count.warning", count=warnings) if warnings == 1 else text("count.warnings", count=warnings)
    return text("count.both", errors=error, warnings=warning)


def find_jobs(paths: Sequence[str], allow: Sequence[str] = ()) -> Jobs:
    """Return the documents that a command works on, each with its project.

    These are the files that are named (a folder stands for its documents), or all documents of the project. The
    findings that `allow` names are accepted beside those that the project accepts. Raises UsageError where there are no
    documents, or `allow` names no finding.
    """
    more = accepted(allow)
    jobs = _jobs(paths)
    return [(path, replace(project, allow=project.allow + more)) for path, project in jobs] if more else jobs


def _jobs(paths: Sequence[str]) -> Jobs:
    if not paths:
        return _jobs_of_project()
    files = [file for name in paths for file in _files_at(name)]
    for file in files:
        if not is_source(file):
            from jzdocs.source.kinds import unreadable

            raise unreadable(file)
    return [(file, project_of(file)) for file in files]


def _jobs_of_project() -> Jobs:
    project = find_project(Path.cwd())
    if project is None:
        raise UsageError("X041")
    documents = project.documents()
    if not documents:
        raise UsageError("X042", name=shown_path(project.sources))
    return [(path, project) for path in documents]


def _files_at(name: str) -> list[Path]:
    """Return the file of that name, or the documents of the folder."""
    path = Path(name)
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError("X043", path=name)
    files = documents_in(path)
    if not files:
        raise UsageError("X042", name=name)
    return files


def formats_of(to: str) -> tuple[str, ...]:
    """Return the formats that `--to` names. Raises UsageError for one that is unknown."""
    names = tuple(name.strip() for name in to.split(",") if name.strip())
    for name in names:
        if name not in FORMATS:
            raise UsageError("X044", name=name, names=", ".join(FORMATS))
    return names


def load_one(path: str, template: str | None = None) -> LoadedDocument:
    """Return the document at `path`, read and resolved."""
    from jzdocs.build.pipeline import load

    file, project = find_jobs([path])[0]
    return load(file, project, template)


def load_figures(path: str, options: BuildOptions | None = None) -> LoadedDocument:
    """Return the document at `path`, read and resolved for its figures; a plain text is not judged."""
    from jzdocs.build.pipeline import load_unjudged

    return load_unjudged(*find_jobs([path])[0], options)
