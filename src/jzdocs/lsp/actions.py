"""What an editor offers to mend a finding: fixes that are certain or that the finding proposes, and to accept it.

An edit is made when it is chosen, and proved: the finding is gone, and no error is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lsprotocol import types
from msgspec import Struct

from jzdocs.allowances import can_be_allowed
from jzdocs.editing.fixes import AllowJob, FixJob, FoundAt, fixes_of
from jzdocs.errors import Diagnostic
from jzdocs.lsp.diagnostics import diagnostics, is_here
from jzdocs.lsp.documents import OpenDocument
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language, message
from jzdocs.project import named_kind

_PROPOSED = "meant"  # the id of the fix that a finding itself proposes
_ALLOW = "allow"


class Action(Struct, frozen=True):
    """What can be done about a finding, before its edit is made: `fix` is the id of a fix, or "allow"."""

    title: str
    diagnostic: types.Diagnostic
    finding: Diagnostic
    fix: str
    is_certain: bool = False


def actions(document: OpenDocument, place: types.Range, language: Language) -> Iterator[Action]:
    """Yield what can be done about the findings that touch a range of a text that was judged as it is now."""
    shown = diagnostics(document, document.source, language)
    for found, diagnostic in zip(document.analysis.findings, shown, strict=True):
        finding = found.finding
        if not is_here(found, document) or not finding.location.line or not _touch(diagnostic.range, place):
            continue
        for fix in fixes_of(finding, document.source.lines):
            if fix.certain or fix.id == _PROPOSED:
                yield Action(worded(fix.title, language), diagnostic, finding, fix.id, fix.certain)
        if can_be_allowed(finding) and named_kind(document.path) in ("markdown", "template"):
            title = worded(message("editor.allow", code=finding.code), language)
            yield Action(title, diagnostic, finding, _ALLOW)


def code_action(action: Action, document: OpenDocument) -> types.CodeAction:
    """Return an action for an editor, without its edit."""
    at = action.finding.location
    return types.CodeAction(
        title=action.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[action.diagnostic],
        is_preferred=action.is_certain or None,
        data={
            "uri": document.uri,
            "version": document.version,
            "code": action.finding.code,
            "variant": action.finding.variant,
            "line": at.line,
            "column": at.column,
            "fix": action.fix,
        },
    )


def job_of(data: Any, document: OpenDocument) -> tuple[str, FixJob | AllowJob]:
    """Return the job that makes the edit of an action, by its name."""
    place = FoundAt(str(data["code"]), int(data["line"]), int(data["column"]), str(data["variant"]))
    if data["fix"] == _ALLOW:
        return "allow", AllowJob(document.job, place, "")
    return "fix", FixJob(document.job, place, str(data["fix"]))


def workspace_edit(document: OpenDocument, edits: list[types.TextEdit], *, versioned: bool) -> types.WorkspaceEdit:
    """Return edits of a text, for the version that they were made from where the editor can tell versions apart."""
    if not versioned:
        return types.WorkspaceEdit(changes={document.uri: edits})
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri=document.uri, version=document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, list(edits))])


def _touch(first: types.Range, second: types.Range) -> bool:
    return _key(first.start) <= _key(second.end) and _key(second.start) <= _key(first.end)


def _key(place: types.Position) -> tuple[int, int]:
    return place.line, place.character
