"""What a build gives: its files, its findings, and what it was made from.

This module imports little, since a build that finds everything in the cache needs no more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from msgspec import Struct, field

import jzdocs
from jzdocs.errors import Diagnostic, Report, notebook_place
from jzdocs.messages.message import Language, Message
from jzdocs.project import portable


class Timer(Struct):
    """The seconds that each stage took, for `--timings` and the benchmark; `last` is when the present one began."""

    stages: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=perf_counter)

    def mark(self, stage: str) -> None:
        """End a stage: count the time since the last mark for it."""
        now = perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self.last
        self.last = now


class BuildInputs(Struct, frozen=True):
    """All that a document was made from, by path.

    Of `files` the contents count (or that there is none), of `fonts` the headers, of `folders` the names below them.
    """

    files: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def renamed(self, name: Callable[[str], str]) -> BuildInputs:
        """Return the same inputs under other names."""
        return BuildInputs(tuple(map(name, self.files)), tuple(map(name, self.fonts)), tuple(map(name, self.folders)))


class BuildResult(Struct, frozen=True):
    """The result of building one document.

    `files` are its files by name (none when there are errors), `pages` their number, `timings` the seconds of each
    stage, `inputs` the hashes of what it was made from by path, `exit_code` that of the error that ended the build.
    `watched` is all that another build would look at; `explanation` says what was built again, and why; `note` is what
    a person should know of the machine, no finding about the document.
    """

    name: str
    files: Mapping[str, bytes]
    report: Report
    pages: int
    timings: Mapping[str, float]
    inputs: Mapping[str, str]
    exit_code: int = 0
    root: Path = Path()
    watched: BuildInputs = BuildInputs()
    explanation: tuple[Message, ...] = ()
    note: Message | None = None

    def entry(self) -> dict[str, Any]:
        """Return the document's entry in build.json."""
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
    """Return the hash that build.json records."""
    return hashlib.sha256(data).hexdigest()


def manifest(results: Sequence[BuildResult | Mapping[str, Any]]) -> bytes:
    """Return build.json: for each document its inputs and outputs with their hashes, and its findings in English.

    Of documents that are gone already, `results` holds the entries alone.
    """
    documents = [result.entry() if isinstance(result, BuildResult) else result for result in results]
    return as_json({"jzdocs": jzdocs.__version__, "documents": documents})


def diagnostic_record(diagnostic: Diagnostic, language: Language = "en") -> dict[str, Any]:
    """Return a finding as `check --format json` prints it; build.json, which is the same everywhere, has English."""
    at = diagnostic.location
    problem, hint = diagnostic.worded(language)
    cell, line = notebook_place(at)
    return {
        "path": at.path,
        **({"notebook_cell": cell} if cell else {}),
        "line": line,
        "column": at.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": problem,
        "hint": hint,
    }


def as_json(data: object) -> bytes:
    """Return JSON as our files have it: indented, in UTF-8, with a last line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
