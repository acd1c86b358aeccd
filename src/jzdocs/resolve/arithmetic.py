"""Numbers of a document that contradict one another: reported where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jzdocs.checks.finding import Problem
from jzdocs.checks.grid import TableProblem
from jzdocs.checks.judged import JudgedTexts, Verdict
from jzdocs.checks.tables import tables_in
from jzdocs.errors import Location, Report
from jzdocs.model import nodes
from jzdocs.model.walk import Inlines, blocks, note_runs, prose, sentence_runs
from jzdocs.resolve.agreement import check_agreement
from jzdocs.resolve.grids import grid_of, place_of
from jzdocs.resolve.positions import place_in
from jzdocs.resolve.table_agreement import check_tables


def check_arithmetic(
    document: nodes.Document, report: Report, source: Sequence[str] = (), judged: JudgedTexts | None = None
) -> None:
    """Report the numbers of texts and tables that do not follow from those they are stated with. `source` holds the
    lines of a text that was read by its form, `judged` what earlier builds found."""
    judged = judged or JudgedTexts()
    for block in blocks(document.blocks):
        if isinstance(block, nodes.Sources) or (isinstance(block, nodes.Table) and not block.at.path):
            continue  # lists that jzdocs makes repeat the text
        if isinstance(block, nodes.Table):
            _check_table(block, report)
        for run in sentence_runs(block):
            _check(run, report, source, judged)
    for run in note_runs(document):
        _check(run, report, source, judged)
    judged.save()
    check_tables(document, report, check_agreement(document, report, source))


def _check(run: Inlines, report: Report, source: Sequence[str], judged: JudgedTexts) -> None:
    for verdict in judged.verdicts(prose(run)):
        _report(verdict, place_in(run, verdict.start, source), report)


_CODES: Mapping[Problem, str] = {
    "change": "F101",
    "points": "F102.points",
    "direction": "F103",
    "rate": "F104",
    "doubled": "F105",
    "digits": "F106",
    "share": "F108",
    "parts": "F109",
    "structure": "F120",
    "shares": "F120.shares",
    "ratio": "F121",
    "date": "F112",
    "length": "F135",
    "age": "F136",
    "consecutive": "F137",
    "time": "F138",
    "relative": "F139",
    "units": "F114",
    "multiple": "F115",
    "decrease": "F115.decrease",
    "average": "F116",
    "growth": "F116.growth",
    "plan": "F117",
    "product": "F118",
    "balance": "F119",
}


_TABLE_CODES: Mapping[TableProblem, str] = {"table": "F110", "part": "F109", "column": "F111"}


def _report(verdict: Verdict, at: Location, report: Report) -> None:
    code = _CODES[verdict.problem]
    if verdict.problem == "points" and verdict.right.endswith("%"):
        code = "F102"
    say = report.error if verdict.certain else report.warn
    say(at, code, stated=verdict.stated, right=verdict.right, how=verdict.how)


def _check_table(table: nodes.Table, report: Report) -> None:
    grid, cells = grid_of(table)
    for finding in tables_in(grid):
        stated = grid.rows[finding.row][finding.column]
        at = place_of(cells[finding.row, finding.column])
        say = report.error if finding.certain else report.warn
        say(at, _TABLE_CODES[finding.problem], stated=stated, right=finding.right, how=finding.how)
