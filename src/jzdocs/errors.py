"""Places, diagnostics, the error tree and exit codes.

A `Diagnostic` is something to tell the author about the documents; an exception ends the run. Every exception class has
its exit code: 1 the documents, 2 usage or configuration, 3 the surroundings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

Severity = Literal["error", "warning"]


class Location(Struct, frozen=True):
    """A place in a file of the user's: line and column from 1 (0: unknown), offset in characters from 0 (-1:
    unknown). In a table of data `cell` is its address (`B2`, in a workbook `管网!B2`)."""

    path: str
    line: int = 0
    column: int = 0
    offset: int = -1
    cell: str = ""

    def __str__(self) -> str:
        parts = [printable(self.path)]
        if self.cell:
            parts.append(printable(self.cell))
        elif self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


NOWHERE = Location("")


def shown_path(path: Path) -> str:
    """A path as messages show it: from the current folder where it lies below, else as it was given."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class Diagnostic(Struct, frozen=True):
    """One finding: where, a stable code (a letter and three digits), how bad, what is wrong, what to do."""

    location: Location
    code: str
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        tail = f"; {self.hint}" if self.hint else ""
        return printable(f"{self.location}: {self.severity}[{self.code}]: {self.message}{tail}")


class Report(Struct):
    """Collects the diagnostics of one document, so that a run tells all its problems together."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, at: Location, code: str, message: str, hint: str = "") -> None:
        """Record an error."""
        self._add(Diagnostic(at, code, "error", message, hint))

    def warn(self, at: Location, code: str, message: str, hint: str = "") -> None:
        """Record a warning."""
        self._add(Diagnostic(at, code, "warning", message, hint))

    def _add(self, diagnostic: Diagnostic) -> None:
        if diagnostic not in self.found:
            self.found.append(diagnostic)

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return sum(1 for d in self.found if d.severity == "error")

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.found, key=lambda d: (d.location.path, d.location.line, d.location.column, d.code)))


class JzdocsError(Exception):
    """Root of the errors that end a run."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "", at: Location = NOWHERE, code: str = "X001") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(at, code, "error", message, hint)

    def __str__(self) -> str:
        d = self.diagnostic
        where = f"{d.location}: " if d.location.path else ""
        return printable(f"{where}error[{d.code}]: {d.message}" + (f"; {d.hint}" if d.hint else ""))


class DocumentError(JzdocsError):
    """The documents have errors; the report tells which."""

    exit_code = 1


class UsageError(JzdocsError):
    """Wrong usage or configuration: an unknown template, a wrong key in a stylesheet."""

    exit_code = 2


class SurroundingsError(JzdocsError):
    """The surroundings failed: a font is missing, a folder cannot be written, the disk is full."""

    exit_code = 3


def printable(text: str) -> str:
    """Escape control, format and bidirectional characters, so that a message cannot disguise itself on a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else f"\\u{{{ord(c):x}}}" for c in text)
