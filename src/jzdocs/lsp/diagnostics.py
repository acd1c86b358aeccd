"""Findings as an editor gets them: with their ranges, what to do, and the place in another file that they are about."""

from __future__ import annotations

import re
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from jzdocs.errors import Diagnostic
from jzdocs.lsp.analysis import FoundIn
from jzdocs.lsp.documents import OpenDocument
from jzdocs.lsp.positions import EditorText
from jzdocs.lsp.ranges import finding_range
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message

_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}


def diagnostics(document: OpenDocument, source: EditorText, language: Language) -> list[types.Diagnostic]:
    """Return the findings of a text (`source` is that which was judged) for an editor."""
    return [_diagnostic(found, document, source, language) for found in document.analysis.findings]


def is_here(found: FoundIn, document: OpenDocument) -> bool:
    """Return whether a finding is about the text itself and not about another file."""
    return not found.file or Path(found.file) == document.path.resolve()


def range_of(found: FoundIn, document: OpenDocument, source: EditorText) -> types.Range:
    """Return the range of a finding; of one in another file that of the line which names the file, else the first."""
    if is_here(found, document) and found.finding.location.line:
        return source.range(*finding_range(found.finding, source))
    name = Path(found.file).name
    number = next((n for n, line in enumerate(source.lines[:200]) if name and name in line), 0)
    if not found.file or is_here(found, document):
        number = next((n for n, line in enumerate(source.lines[:200]) if re.match(r"template:", line)), 0)
    start = source.line_start(number)
    return source.range(start, start + len(source.lines[number]))


def _diagnostic(found: FoundIn, document: OpenDocument, source: EditorText, language: Language) -> types.Diagnostic:
    finding = found.finding
    here = is_here(found, document)
    return types.Diagnostic(
        range=range_of(found, document, source),
        message=_message(finding, language, elsewhere=not here),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="jzdocs",
        related_information=None if here else [_related(found, language)],
        data={
            "variant": finding.variant,
            "line": finding.location.line,
            "column": finding.location.column,
        },
    )


def _message(finding: Diagnostic, language: Language, *, elsewhere: bool) -> str:
    """Return what is wrong, and below that what to do."""
    problem, hint = finding.worded(language)
    if elsewhere:
        problem = worded(message("editor.elsewhere", place=str(finding.location), problem=problem), language)
    return f"{problem}\n{hint}" if hint else problem


def _related(found: FoundIn, language: Language) -> types.DiagnosticRelatedInformation:
    at = found.finding.location
    place = types.Position(max(at.line - 1, 0), max(at.column - 1, 0))
    uri = from_fs_path(found.file) or ""
    return types.DiagnosticRelatedInformation(
        types.Location(uri, types.Range(place, place)), found.finding.worded(language)[0]
    )
