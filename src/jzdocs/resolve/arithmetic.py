"""Numbers of a document that contradict one another: reported where they stand."""

from __future__ import annotations

from typing import assert_never

from jzdocs.errors import Location, Report
from jzdocs.facts.arithmetic import findings
from jzdocs.facts.finding import Finding
from jzdocs.facts.tables import Grid, tables_in
from jzdocs.messages.message import Message
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, note_runs, place_cells, plain, prose, sentence_runs
from jzdocs.resolve.agreement import check_agreement
from jzdocs.resolve.positions import place_in


def check_arithmetic(document: nodes.Document, report: Report) -> None:
    """Report the numbers of texts and tables that do not follow from those they are stated with."""
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Sources) or (isinstance(block, nodes.Table) and not block.at.path):
            continue  # lists that jzdocs makes repeat the text
        if isinstance(block, nodes.Table):
            _check_table(block, report)
        for run in sentence_runs(block):
            _check(run, report)
    for run in note_runs(document):
        _check(run, report)
    check_agreement(document, report)


def _check(run: Inlines, report: Report) -> None:
    text = prose(run)
    for finding in findings(text):
        _report(finding, place_in(run, finding.number.quantity.start), report)


def _report(finding: Finding, at: Location, report: Report) -> None:
    stated, right, how = finding.number.quantity.text, finding.right, finding.how
    match finding.problem:
        case "change":
            report.error(at, "F101", stated=stated, right=right, how=how)
        case "points":
            _report_points(stated, right, how, at, report)
        case "direction":
            report.error(at, "F103", stated=stated, how=how)
        case "rate":
            report.error(at, "F104", stated=stated, right=right, how=how)
        case "doubled":
            report.warn(at, "F105", stated=stated, how=how, right=right)
        case "digits":
            report.warn(at, "F106", stated=stated, how=how, right=right)
        case "share":
            report.error(at, "F108", stated=stated, right=right, how=how)
        case "parts":
            report.error(at, "F109", stated=stated, right=right, how=how)
        case "date":
            report.error(at, "F112", stated=stated, right=right, how=how)
        case "units":
            report.error(at, "F114", stated=stated, right=right, how=how)
        case "multiple":
            report.error(at, "F115", stated=stated, right=right, how=how)
        case "decrease":
            report.error(at, "F115.decrease", stated=stated)
        case _:
            assert_never(finding.problem)


def _report_points(stated: str, right: str, how: str | Message, at: Location, report: Report) -> None:
    if right.endswith("%"):
        report.error(at, "F102", stated=stated, right=right)
    else:
        report.error(at, "F102.points", stated=stated, right=right, how=how)


def _check_table(table: nodes.Table, report: Report) -> None:
    columns = len(table.align)
    heads = [""] * columns
    for placed in place_cells(table.head, columns):
        for column in range(placed.column, min(columns, placed.column + placed.cell.colspan)):
            heads[column] += plain(placed.cell.inlines)
    rows = [[""] * columns for _ in table.body]
    cells: dict[tuple[int, int], nodes.Cell] = {}
    for placed in place_cells(table.body, columns):
        rows[placed.row][placed.column] = prose(placed.cell.inlines)
        cells[placed.row, placed.column] = placed.cell
    for finding in tables_in(Grid(heads, rows, table.unit)):
        cell = cells[finding.row, finding.column]
        at = cell.inlines[0].at if cell.inlines and cell.inlines[0].at.line else cell.at
        stated = rows[finding.row][finding.column]
        if finding.problem == "table":
            report.error(at, "F110", stated=stated, right=finding.right, how=finding.how)
        else:
            report.error(at, "F111", stated=stated, right=finding.right, how=finding.how)
