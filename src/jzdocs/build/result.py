"""What a build is asked for and what it gives. It imports little: a build that finds everything made already needs
no more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from msgspec import Struct, field

import jzdocs
from jzdocs.errors import Diagnostic, Report
from jzdocs.messages.message import Language
from jzdocs.project import portable


class Timer(Struct):
    """Seconds a stage, for `--timings` and the benchmark."""

    stages: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=perf_counter)

    def mark(self, stage: str) -> None:
        """The stage that ends here took the time since the last mark."""
        now = perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self.last
        self.last = now


class BuildInputs(Struct, frozen=True):
    """All that a document was made from, by path: files (their contents count, or that there is none), font files
    (their headers count) and folders (the names below them count)."""

    files: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def renamed(self, name: Callable[[str], str]) -> BuildInputs:
        """The same by other names."""
        return BuildInputs(tuple(map(name, self.files)), tuple(map(name, self.fonts)), tuple(map(name, self.folders)))


class BuildResult(Struct, frozen=True):
    """What a build of one document gave: files by name (none when there are errors), its report, pages, times, the
    hashes of what it was made from; `watched` is all that another build would look at, and `made` says what was made
    anew and what was at hand."""

    name: str
    files: Mapping[str, bytes]
    report: Report
    pages: int
    timings: Mapping[str, float]
    inputs: Mapping[str, str]
    exit_code: int = 0
    root: Path = Path()
    watched: BuildInputs = BuildInputs()
    made: str = ""

    def entry(self) -> dict[str, Any]:
        """What build.json says of it."""
        return {
            "name": self.name,
            "pages": self.pages,
            "inputs": dict(self.inputs),
            "outputs": {name: sha256(data) for name, data in self.files.items()},
            "diagnostics": [
                {**diagnostic_record(d), "path": portable(d.location.path, self.root)} for d in self.report
            ],
        }


def sha256(data: bytes) -> str:
    """The hash that build.json records."""
    return hashlib.sha256(data).hexdigest()


def manifest(built: Sequence[BuildResult | Mapping[str, Any]]) -> bytes:
    """build.json: versions, inputs, outputs with their hashes, diagnostics; of documents, or of their entries where
    they are gone already."""
    documents = [b.entry() if isinstance(b, BuildResult) else b for b in built]
    return as_json({"jzdocs": jzdocs.__version__, "documents": documents})


def diagnostic_record(diagnostic: Diagnostic, language: Language = "en") -> dict[str, Any]:
    """Return a diagnostic as `check --format json` prints it; build.json, which is the same everywhere, has English."""
    at = diagnostic.location
    problem, hint = diagnostic.worded(language)
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": problem,
        "hint": hint,
    }


def as_json(data: object) -> bytes:
    """JSON as our files have it."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
