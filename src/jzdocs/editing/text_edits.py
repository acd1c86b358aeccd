"""Edits of a source: exact places are replaced, and what comes out is read again before anybody gets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from jzdocs.build.pipeline import load
from jzdocs.build.writers import LoadedDocument
from jzdocs.errors import Diagnostic, DocumentError
from jzdocs.options import BuildOptions
from jzdocs.project import project_of


class TextJob(Struct, frozen=True):
    """A text that stands for what the file at `path` holds."""

    path: Path
    text: str


class Replacement(Struct, frozen=True):
    """What stands from `start` to `end` in a text becomes `new`."""

    start: int
    end: int
    new: str


def replaced(text: str, edits: Iterable[Replacement]) -> str:
    """Return a text with edits, which do not overlap."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def offset_at(text: str, line: int, column: int) -> int:
    """Return the offset of a line and a column (from 1); that of the end of the line where it is shorter, of the text
    where it has no such line."""
    starts = list(accumulate((len(part) + 1 for part in text.split("\n")), initial=0))
    if not 0 < line < len(starts):
        return len(text)
    return min(starts[line - 1] + max(column, 1) - 1, starts[line] - 1)


def load_text(job: TextJob) -> LoadedDocument:
    """Return the document of a text, read, resolved and judged. Raises JzdocsError where it cannot be read."""
    return load(job.path, project_of(job.path), None, options=BuildOptions(source=job.text))


def new_errors(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the errors that are in `after` alone, wherever they stand."""
    old = [_key(finding) for finding in before if finding.severity == "error"]
    out = []
    for finding in after:
        if finding.severity == "error":
            if _key(finding) in old:
                old.remove(_key(finding))
            else:
                out.append(finding)
    return out


def error_of(finding: Diagnostic) -> DocumentError:
    """Return the error that tells a finding."""
    error = DocumentError("X182.changed")
    error.diagnostic = finding
    error.args = (finding.worded()[0],)
    return error


def _key(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.code, finding.variant, repr(sorted(finding.arguments.items(), key=lambda item: item[0]))
