"""Changes that the text states twice and that do not agree: reported where they stand."""

from __future__ import annotations

from jzdocs.errors import Location, Report
from jzdocs.facts.arithmetic import Finding, findings
from jzdocs.model import nodes as n
from jzdocs.model.walk import Inlines, blocks, inlines, plain, runs_of


def check_arithmetic(document: n.Document, report: Report) -> None:
    """Recompute every change that a text of the document states with both its ends."""
    for block in blocks(document.blocks):
        if isinstance(block, n.Sources):
            continue
        for run in (block.lead + block.inlines,) if isinstance(block, n.Paragraph) else runs_of(block):
            _check(run, report)
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            _check(paragraph.inlines, report)


def _check(run: Inlines, report: Report) -> None:
    text = plain(run)
    for finding in findings(text):
        _tell(finding, _place(run, finding.figure.quantity.start), report)


def _tell(finding: Finding, at: Location, report: Report) -> None:
    said, right, how = finding.figure.quantity.text, finding.right, finding.how
    hint = "correct what is wrong, or allow it with a reason"
    match finding.problem:
        case "change":
            report.error(at, "F101", f"“{said}” does not agree with its ends: it should be {right} ({how})", hint)
        case "points":
            report.error(at, "F102", f"“{said}” is a difference of percentages: write {right} ({how})", hint)
        case "direction":
            report.error(at, "F103", f"the verb before “{said}” says the other direction: {how}", hint)
        case "doubled":
            report.warn(at, "F105", f"“{said}” says twice that it is no exact figure ({how}): write {right}", hint)
        case "rate":
            report.error(at, "F104", f"“{said}” does not agree with level and increase: it should be {right} ({how})", hint)


def _place(run: Inlines, start: int) -> Location:
    """The place of a character of the run's plain text."""
    position, at = 0, Location("")
    for inline in inlines(run):
        if isinstance(inline, n.Strong | n.Emphasis | n.Script | n.Link):
            continue
        if position > start:
            break
        at = inline.at
        if not isinstance(inline, n.FactText) and at.line:
            at = Location(at.path, at.line, at.column + start - position, -1)
        position += len(plain((inline,)))
    return at
