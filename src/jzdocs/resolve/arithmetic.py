"""What the document's numbers say that cannot be true: reported where it stands."""

from __future__ import annotations

from jzdocs.errors import Location, Report
from jzdocs.facts.arithmetic import findings
from jzdocs.facts.finding import Finding
from jzdocs.facts.tables import Grid, tables_in
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, place_cells, plain, runs_of
from jzdocs.resolve.agreement import check_agreement
from jzdocs.resolve.positions import place_in

_HINT = "correct what is wrong, or allow it with a reason"


def check_arithmetic(document: nodes.Document, report: Report) -> None:
    """Recompute what the document's texts and tables state twice."""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Sources) or (isinstance(block, nodes.Table) and not block.at.path):
            continue  # what jzdocs itself says repeats the text
        if isinstance(block, nodes.Table):
            _check_table(block, report)
        for run in (block.lead + block.inlines,) if isinstance(block, nodes.Paragraph) else runs_of(block):
            _check(run, report)
    for paragraphs in document.notes.values():
        for paragraph in paragraphs:
            _check(paragraph.inlines, report)
    check_agreement(document, report)


def _check(run: Inlines, report: Report) -> None:
    text = plain(run)
    for finding in findings(text):
        _tell(finding, place_in(run, finding.figure.quantity.start), report)


def _tell(finding: Finding, at: Location, report: Report) -> None:
    said, right, how = finding.figure.quantity.text, finding.right, finding.how
    match finding.problem:
        case "change":
            report.error(at, "F101", f"“{said}” does not agree with its ends: it should be {right} ({how})", _HINT)
        case "points":
            _tell_points(said, right, how, at, report)
        case "direction":
            report.error(at, "F103", f"the verb before “{said}” says the other direction: {how}", _HINT)
        case "rate":
            report.error(
                at, "F104", f"“{said}” does not agree with level and increase: it should be {right} ({how})", _HINT
            )
        case "doubled":
            report.warn(at, "F105", f"“{said}” says twice that it is no exact figure ({how}): write {right}", _HINT)
        case "digits":
            report.warn(
                at,
                "F106",
                f"“{said}” has more digits than the figures that it comes from ({how}): write {right}",
                _HINT,
            )
        case "share":
            report.error(
                at, "F108", f"“{said}” does not agree with part and whole: it should be {right} ({how})", _HINT
            )
        case "parts":
            report.error(at, "F109", f"“{said}” does not agree with its parts: {right} ({how})", _HINT)
        case "date":
            report.error(at, "F112", f"“{said}” cannot be: {right} ({how})", _HINT)
        case "units":
            report.error(at, "F114", f"“{said}” is not the same in the other unit: it should be {right} ({how})", _HINT)
        case "multiple":
            report.error(at, "F115", f"“{said}” does not agree with what was multiplied: {right} ({how})", _HINT)
        case _:
            raise AssertionError(finding.problem)


def _tell_points(said: str, right: str, how: str, at: Location, report: Report) -> None:
    if right.endswith("%"):
        report.error(at, "F102", f"“{said}” is a level, not a difference: write {right}", _HINT)
    else:
        report.error(at, "F102", f"“{said}” is a difference of percentages: write {right} ({how})", _HINT)


def _check_table(table: nodes.Table, report: Report) -> None:
    columns = len(table.align)
    heads = [""] * columns
    for placed in place_cells(table.head, columns):
        for column in range(placed.column, min(columns, placed.column + placed.cell.colspan)):
            heads[column] += plain(placed.cell.inlines)
    rows = [[""] * columns for _ in table.body]
    cells: dict[tuple[int, int], nodes.Cell] = {}
    for placed in place_cells(table.body, columns):
        rows[placed.row][placed.column] = plain(placed.cell.inlines)
        cells[placed.row, placed.column] = placed.cell
    for finding in tables_in(Grid(heads, rows, table.unit)):
        cell = cells[finding.row, finding.column]
        at = cell.inlines[0].at if cell.inlines and cell.inlines[0].at.line else cell.at
        said = rows[finding.row][finding.column]
        if finding.problem == "table":
            report.error(at, "F110", f"the total “{said}” should be {finding.right} ({finding.how})", _HINT)
        else:
            message = f"“{said}” does not follow from the row's other figures as the column does: it should be {finding.right} ({finding.how})"
            report.error(at, "F111", message, _HINT)
