"""Places, diagnostics, the error tree and exit codes.

A `Diagnostic` is something to tell the author about the documents; an exception ends the run. Every exception class has
its exit code: 1 the documents, 2 usage or configuration, 3 the surroundings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from jzdocs.messages.catalogue import text, wording
from jzdocs.messages.message import Language, Message, shown

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
    """One finding: where, a stable code (a letter and three digits), how bad, and the arguments of its wording.
    `variant` chooses among several wordings of the code; `hint` says what to do where the wording's own does not fit."""

    location: Location
    code: str
    severity: Severity
    arguments: Mapping[str, str | Message] = {}
    variant: str = ""
    hint: Message | None = None

    def worded(self, language: Language = "en") -> tuple[str, str]:
        """Return what is wrong, and what to do about it ("" where nothing can be said)."""
        key = f"{self.code}.{self.variant}" if self.variant else self.code
        said, hint = wording(key, self.arguments, language)
        return said, text(self.hint, language) if self.hint else hint

    def __str__(self) -> str:
        said, hint = self.worded()
        return printable(f"{self.location}: {self.severity}[{self.code}]: {said}" + (f"; {hint}" if hint else ""))


def diagnostic(
    at: Location, key: str, severity: Severity, arguments: Mapping[str, object], hint: Message | None = None
) -> Diagnostic:
    """Return the finding of `key`: a code, or `code.variant`."""
    code, _, variant = key.partition(".")
    return Diagnostic(at, code, severity, shown(arguments), variant, hint)


class Report(Struct):
    """Collects the diagnostics of one document, so that a run tells all its problems together."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, at: Location, key: str, /, *, hint: Message | None = None, **arguments: object) -> None:
        """Record an error; `key` is a code, or `code.variant`, and `arguments` fill its wording."""
        self.add(diagnostic(at, key, "error", arguments, hint))

    def warn(self, at: Location, key: str, /, *, hint: Message | None = None, **arguments: object) -> None:
        """Record a warning; see `error`."""
        self.add(diagnostic(at, key, "warning", arguments, hint))

    def add(self, finding: Diagnostic) -> None:
        """Record a finding that is not recorded yet."""
        if finding not in self.found:
            self.found.append(finding)

    @property
    def errors(self) -> int:
        """How many errors were found."""
        return sum(1 for d in self.found if d.severity == "error")

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.found, key=lambda d: (d.location.path, d.location.line, d.location.column, d.code)))


class JzdocsError(Exception):
    """Root of the errors that end a run; its `diagnostic` says where, what is wrong, and what to do."""

    exit_code = 3

    def __init__(
        self, key: str, /, *, at: Location = NOWHERE, hint: Message | None = None, **arguments: object
    ) -> None:
        """`key` is a code, or `code.variant`; `arguments` fill its wording."""
        self.diagnostic = diagnostic(at, key, "error", arguments, hint)
        super().__init__(self.diagnostic.worded()[0])

    def __str__(self) -> str:
        return str(self.diagnostic).removeprefix(": ")


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
