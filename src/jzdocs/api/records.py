"""What commands find, as their `--format json` has it: for the command line and for assistants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from jzdocs.build.result import BuildResult, diagnostic_record
from jzdocs.errors import Diagnostic
from jzdocs.messages.catalogue import text
from jzdocs.messages.message import Language, Message

if TYPE_CHECKING:
    from pathlib import Path

    from jzdocs.compare.proof import Proof
    from jzdocs.compare.trace import TracedFact
    from jzdocs.pull.pull import Pulled
    from jzdocs.resolve.proposals import Proposal


def findings_record(findings: Iterable[Diagnostic], language: Language) -> dict[str, Any]:
    """Return findings with the numbers of errors and warnings."""
    found = list(findings)
    severities = [finding.severity for finding in found]
    return {
        "diagnostics": [diagnostic_record(finding, language) for finding in found],
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }


def build_record(
    results: Sequence[BuildResult], outdated: Sequence[Diagnostic], published: Sequence[Path], language: Language
) -> dict[str, Any]:
    """Return a run of `build`: its findings, the files that were written, and what is to be said of the machine."""
    notes: list[Message] = []
    for result in results:
        if result.note is not None and result.note not in notes:
            notes.append(result.note)
    return {
        **findings_record([*(finding for result in results for finding in result.report), *outdated], language),
        "documents": [name for result in results for name in result.files] if published else [],
        "notes": [text(note, language) for note in notes],
    }


def proposal_record(proposal: Proposal, language: Language) -> dict[str, Any]:
    """Return a chart that is proposed for a document."""
    return {
        "kind": proposal.kind,
        "title": proposal.title,
        "reason": text(proposal.reason, language),
        "warnings": [text(warning, language) for warning in proposal.warnings],
        "series": list(proposal.series),
        "figures": [
            {
                "text": placed.number.quantity.text,
                "subject": placed.number.subject,
                "label": label,
                "path": placed.at.path,
                "line": placed.at.line,
            }
            for label, placed in zip(proposal.labels, proposal.numbers, strict=True)
        ],
    }


def traced_record(fact: TracedFact) -> dict[str, Any]:
    """Return a number of a built file with how it stands with its source."""
    return {**fact.record, "state": fact.state, "now": fact.now, "source_text": fact.source}


def pulled_record(
    pulled: Pulled, proof: Proof, language: Language, *, files: Sequence[str], written: bool
) -> dict[str, Any]:
    """Return edits, those that cannot be brought back, conflicts, how the rebuilt document differs from the edited one,
    and the sources that change."""
    return {
        "edits": [
            {
                "kind": edit.kind,
                "path": edit.path,
                "line": edit.line,
                "before": edit.before,
                "after": edit.after,
                "follows": list(edit.follows),
            }
            for edit in pulled.edits
        ],
        "left": [
            {"path": edit.path, "line": edit.line, "text": edit.text, "reason": text(edit.reason, language)}
            for edit in pulled.unapplied
        ],
        "conflicts": [{"path": source.path, "line": line} for source in pulled.files for line in source.conflicts],
        "missing": list(proof.missing),
        "still_there": list(proof.left),
        "errors": [diagnostic_record(error, language) for error in proof.errors],
        "files": list(files),
        "written": written,
    }
