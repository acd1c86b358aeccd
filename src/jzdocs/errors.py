"""Places, diagnostics, the error tree and exit codes.

A `Diagnostic` is a finding about the documents, for their author; an exception ends the run. Every exception class has
its exit code: 1 the documents, 2 usage or configuration, 3 the surroundings.
"""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.file_names import readable_name
from jzdocs.files import IrregularFileError
from jzdocs.messages.catalogue import text, wording
from jzdocs.messages.message import Language, Message, message, shown

_OS_REASONS = frozenset(("eacces", "eperm", "enoent", "eisdir", "enotdir", "enospc", "erofs", "enametoolong", "eexist"))
_QUOTED = 1000  # characters of a text that a finding quotes
_GUESSES = ("F1", "S")
Severity = Literal["error", "warning"]


class Location(Struct, frozen=True):
    """A place in a file of the user's.

    Line and column count from 1 (0: unknown), `offset` counts characters from 0 (-1: unknown). In a table of data
    `cell` is the address of a cell (`B2`, in a workbook `管网!B2`). In a notebook `notebook_place` tells cell and line.
    """

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
            cell, line = notebook_place(self)
            parts += [f"cell {cell}"] if cell else []
            parts.append(str(line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


NOWHERE = Location("")
_NOTEBOOK_LINES = 100_000  # that a cell may have


def notebook_line(cell: int, line: int) -> int:
    """Return the line of a Location in a notebook: the number of the cell and the line in it, both from 1."""
    return cell * _NOTEBOOK_LINES + min(line, _NOTEBOOK_LINES - 1)


def notebook_place(at: Location) -> tuple[int, int]:
    """Return the number of a notebook's cell and the line in it; 0 and the line for a place in another file."""
    if at.path.endswith(".ipynb") and at.line >= _NOTEBOOK_LINES:
        return divmod(at.line, _NOTEBOOK_LINES)
    return 0, at.line


def shown_path(path: Path) -> str:
    """Return a path as messages show it: from the current folder where it lies below it, else as it was given."""
    try:
        return readable_name(str(path.resolve().relative_to(Path.cwd())))
    except ValueError:
        return readable_name(str(path))


class Diagnostic(Struct, frozen=True):
    """A finding: its place, a stable code (a letter and three digits), its severity, and the arguments of its wording.

    `variant` chooses among several wordings of the code; `hint` says what to do where the wording's own does not fit.
    """

    location: Location
    code: str
    severity: Severity
    arguments: Mapping[str, str | Message] = {}
    variant: str = ""
    hint: Message | None = None

    def worded(self, language: Language = "en") -> tuple[str, str]:
        """Return what is wrong, and what to do about it ("" where nothing can be said)."""
        key = f"{self.code}.{self.variant}" if self.variant else self.code
        problem, hint = wording(key, self.arguments, language)
        return problem, text(self.hint, language) if self.hint else hint

    def __str__(self) -> str:
        problem, hint = self.worded()
        return printable(f"{self.location}: {self.severity}[{self.code}]: {problem}" + (f"; {hint}" if hint else ""))


def diagnostic(
    at: Location, key: str, severity: Severity, arguments: Mapping[str, object], hint: Message | None = None
) -> Diagnostic:
    """Return the finding of `key`: a code, or `code.variant`."""
    code, _, variant = key.partition(".")
    quoted = {
        name: f"{value[:_QUOTED]}…" if isinstance(value, str) and len(value) > _QUOTED else value
        for name, value in shown(arguments).items()
    }
    return Diagnostic(at, code, severity, quoted, variant, hint)


class Report(Struct):
    """The findings of one document, collected so that a run reports all of its problems together.

    In a text whose structure is `guessed` from its form, what jzdocs thinks of structure (S) and of the figures (F1) is
    at most a warning: a guess may be wrong, and must not keep a right text from being built. `recorded` tells those
    that were added apart, so that a text with very many findings is read as fast as any.
    """

    found: list[Diagnostic] = field(default_factory=list)
    guessed: bool = False
    recorded: set[tuple[Location, str, str, str, str]] = field(default_factory=set)

    def error(self, at: Location, key: str, /, *, hint: Message | None = None, **arguments: object) -> None:
        """Record an error; `key` is a code, or `code.variant`, and `arguments` fill its wording."""
        self.add(diagnostic(at, key, "error", arguments, hint))

    def warn(self, at: Location, key: str, /, *, hint: Message | None = None, **arguments: object) -> None:
        """Record a warning; see `error`."""
        self.add(diagnostic(at, key, "warning", arguments, hint))

    def add(self, finding: Diagnostic) -> None:
        """Record a finding that is not recorded yet."""
        if self.guessed and finding.code.startswith(_GUESSES):
            finding = replace(finding, severity="warning")
        arguments = repr(finding.arguments) if finding.arguments else ""
        key = (finding.location, finding.code, finding.variant, finding.severity, arguments)
        if key not in self.recorded:
            self.recorded.add(key)
            self.found.append(finding)

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return sum(1 for d in self.found if d.severity == "error")

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self.found, key=lambda d: (d.location.path, d.location.line, d.location.column, d.code)))


class JzdocsError(Exception):
    """Root of the errors that end a run; its `diagnostic` says where, what is wrong, and what to do.

    Its own text is English; commands print the diagnostic in the user's language.
    """

    exit_code = 3

    def __init__(
        self, key: str, /, *, at: Location = NOWHERE, hint: Message | None = None, **arguments: object
    ) -> None:
        """Make the error of `key`, a code or `code.variant`; `arguments` fill its wording."""
        self.diagnostic = diagnostic(at, key, "error", arguments, hint)
        super().__init__(self.diagnostic.worded()[0])

    def __str__(self) -> str:
        return str(self.diagnostic).removeprefix(": ")

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process send the error to this one."""
        return _remade, (type(self), self.diagnostic)


def _remade(kind: type[JzdocsError], found: Diagnostic) -> JzdocsError:
    """Return an error of `kind` with a finding that is there already."""
    error = kind.__new__(kind)
    error.diagnostic = found
    error.args = (found.worded()[0],)
    return error


class DocumentError(JzdocsError):
    """An error in a document that ends its build."""

    exit_code = 1


class UsageError(JzdocsError):
    """Wrong usage or configuration, such as an unknown template or a wrong key in a stylesheet."""

    exit_code = 2


class SurroundingsError(JzdocsError):
    """A failure of the surroundings: a font is missing, a folder cannot be written, the disk is full."""

    exit_code = 3


def fault(error: Exception) -> tuple[Diagnostic, int]:
    """Return the finding of an error that ended a run, and its exit status; what is no error of ours nor of the
    operating system is a fault of the program (X000)."""
    if isinstance(error, JzdocsError):
        return error.diagnostic, error.exit_code
    if isinstance(error, OSError):
        at = Location(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else NOWHERE
        return diagnostic(at, "X118", "error", {"reason": os_reason(error)}), JzdocsError.exit_code
    return (
        diagnostic(NOWHERE, "X000", "error", {"kind": type(error).__name__, "reason": error}),
        JzdocsError.exit_code,
    )


@contextmanager
def told_exhaustion(at: Location) -> Iterator[None]:
    """Let what is too deep for Python, or needs more memory than there is, become a DocumentError at a place."""
    try:
        yield
    except RecursionError as error:
        raise DocumentError("X116", at=at) from error
    except MemoryError as error:
        raise DocumentError("X116.memory", at=at) from error


@contextmanager
def told_as(key: str, at: Location, **arguments: object) -> Iterator[None]:
    """Let whatever a library raises inside the `with` become the DocumentError of `key` at a place: a file that is
    damaged, or made to harm, fails in more ways than a reader can foresee. `arguments` fill the wording.

    Errors of ours pass as they are.
    """
    try:
        yield
    except (JzdocsError, MemoryError, RecursionError):  # see `told_exhaustion`
        raise
    except Exception as error:
        raise DocumentError(key, at=at, hint=None, **arguments) from error


def os_reason(error: OSError) -> Message | str:
    """Return why the operating system refused something: in the catalogue's words for the usual reasons, else in its
    own."""
    if isinstance(error, IrregularFileError):
        return message("reason.not_a_file")
    name = errno.errorcode.get(error.errno or 0, "").lower()
    return message(f"reason.os_{name}") if name in _OS_REASONS else error.strerror or str(error)


def printable(text: str) -> str:
    """Escape control, format and bidirectional characters, so that a message cannot disguise itself on a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else f"\\u{{{ord(c):x}}}" for c in text)


def finding_line(finding: Diagnostic, language: Language) -> str:
    """Return a finding with its place as a line in a language."""
    problem, hint = finding.worded(language)
    place = f"{finding.location}: " if str(finding.location) else ""
    severity = text(message(f"finding.{finding.severity}"), language)
    line = message("finding.line", severity=severity, code=finding.code, problem=problem)
    tail = text(message("finding.then", hint=hint), language) if hint else ""
    return printable(place + text(line, language) + tail)
