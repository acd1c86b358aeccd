"""A document that another program made, checked against the rules of official documents, and mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from jzdocs.encoding import decode, read_bytes
from jzdocs.errors import Diagnostic, Location, Report, UsageError, diagnostic, shown_path, told_as
from jzdocs.rules.edits import collected
from jzdocs.rules.finding import Finding
from jzdocs.rules.fixed import fixed_file
from jzdocs.rules.form import DocumentForm
from jzdocs.rules.judge import judge
from jzdocs.rules.plain import plain_form
from jzdocs.rules.reading import read_form
from jzdocs.source.word_package import Package, open_package

_STRICT = b"http://purl.oclc.org/ooxml/"


class Checked(Struct, frozen=True):
    """A document that was checked: its file, what it was read as (no package for a plain text), and the findings.

    `others` are findings about the file itself, such as characters that are none.
    """

    path: Path
    form: DocumentForm
    findings: tuple[Finding, ...]
    package: Package | None = None
    others: tuple[Diagnostic, ...] = ()

    @property
    def shown(self) -> str:
        """Return what messages call the file."""
        return shown_path(self.path)

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """Return a finding as reports have it: the number of the paragraph stands for the line."""
        at = Location(self.shown, finding.number, finding.start + 1)
        return diagnostic(at, finding.key, "error" if finding.certain else "warning", finding.arguments)


def checked(path: Path) -> Checked:
    """Return a document with what the rules find in it.

    Raises UsageError for a file that is neither Word nor plain text, DocumentError where it is damaged.
    """
    shown = shown_path(path)
    if path.suffix.lower() == ".docx":
        package = open_package(read_bytes(path, shown), shown)
        with told_as("S001.word", Location(shown), kind="XML"):
            form = read_form(package)
        return Checked(path, form, tuple(judge(form)), package)
    if path.suffix.lower() != ".txt":
        raise UsageError("N138", at=Location(shown), name=path.name)
    report = Report()
    form = plain_form(decode(read_bytes(path, shown), shown, report))
    return Checked(path, form, tuple(judge(form)), others=tuple(report))


def mended(
    document: Checked, findings: list[Finding], *, accepted: bool, worded: Callable[[Finding], str]
) -> bytes | None:
    """Return the bytes of a Word file in which the `findings` that can be mended are mended; None where none can.

    `worded` says in comments what was found. Raises UsageError for a plain text, and for the strict variant of the
    format, which has other names.
    """
    at = Location(document.shown)
    if document.package is None:
        raise UsageError("N138.text", at=at, name=document.path.name)
    if _STRICT in document.package.data(document.package.document.name):
        raise UsageError("N138.strict", at=at, name=document.path.name)
    edits = collected(document.form, findings)
    if not (edits.paragraphs or edits.pages or edits.numbers):
        return None
    with told_as("S001.word", at, kind="XML"):  # what was read with allowances cannot be written
        return fixed_file(document.package, document.form, edits, accepted=accepted, worded=worded)
