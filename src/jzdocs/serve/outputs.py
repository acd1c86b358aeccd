"""In the process that does what takes long: the files of a document, as they are handed out."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from jzdocs.build.pipeline import Helpers, build
from jzdocs.editing.memory_store import process_store
from jzdocs.editing.text_edits import error_of
from jzdocs.editing.worker import Send
from jzdocs.errors import Diagnostic, DocumentError
from jzdocs.options import DEFAULT_FORMATS, BuildOptions
from jzdocs.project import project_of


class OutputsJob(Struct, frozen=True):
    """A document to build: of its source, or of a text that stands for what that holds."""

    path: Path
    text: str | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS


class Outputs(Struct, frozen=True):
    """The files of a document by name, the number of its pages, and what was found."""

    files: dict[str, bytes]
    pages: int
    findings: tuple[Diagnostic, ...]


def build_outputs(job: OutputsJob, _: Send) -> Outputs:
    """Return the files of a document. Raises the first of its errors."""
    options = BuildOptions(source=job.text)
    result = build(job.path, project_of(job.path), None, job.formats, options, Helpers(process_store()))
    if not result.files:
        errors = [finding for finding in result.report if finding.severity == "error"]
        raise error_of(errors[0]) if errors else DocumentError("X180")
    return Outputs(dict(result.files), result.pages, tuple(result.report))
