"""The remarks of an editor on a document, reported where they stand: all of them warnings, since the author may mean
what is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jzdocs.errors import Report, diagnostic
from jzdocs.model import nodes
from jzdocs.proofreading.bodies import named_twice
from jzdocs.proofreading.capitals import misstated_sums
from jzdocs.proofreading.counts import miscounted
from jzdocs.proofreading.lines import Line, Remark
from jzdocs.proofreading.marks import mispunctuated
from jzdocs.proofreading.numbering import misnumbered
from jzdocs.proofreading.numerals import misnumeraled
from jzdocs.proofreading.official_forms import misformed
from jzdocs.proofreading.pairs import unmatched
from jzdocs.proofreading.ranks import conflicting
from jzdocs.proofreading.references import dangling

_REFERENCE = "S113"
_LOST_PICTURES = frozenset(("X010", "X011", "X012", "X013", "S090", "S091"))
_CHECKS = (
    misnumbered,
    miscounted,
    unmatched,
    misformed,
    named_twice,
    mispunctuated,
    misnumeraled,
    misstated_sums,
    conflicting,
)


def proofread(lines: Sequence[Line], document: nodes.Document, report: Report) -> None:
    """Report what an editor would mark in the lines of a document; `document` is what they were resolved to, with its
    figures, tables and attachments numbered."""
    lost = any(finding.code in _LOST_PICTURES for finding in report.found)
    for remark in _remarks(lines, document):
        if lost and remark.key[:4] == _REFERENCE:
            continue  # what is referred to may be a picture that could not be read
        report.add(diagnostic(remark.at, remark.key, "warning", remark.arguments))


def _remarks(lines: Sequence[Line], document: nodes.Document) -> Iterator[Remark]:
    for check in _CHECKS:
        yield from check(lines)
    yield from dangling(lines, document)
