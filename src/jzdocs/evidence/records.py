"""What a check against sources found, as JSON has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jzdocs.build.result import diagnostic_record
from jzdocs.errors import shown_path
from jzdocs.evidence.check import Checked, Evidence, Judged, name_of
from jzdocs.evidence.values import Value
from jzdocs.facts.rounding import plain
from jzdocs.messages.message import Language
from jzdocs.provenance.records import place_record

_CANDIDATES = 3  # sources of a number that a record holds
_SHOWN = 12  # inputs of a computation


def checked_record(evidence: Evidence, documents: Sequence[Checked], language: Language) -> dict[str, Any]:
    """Return the findings as `jzdocs check --format json` has them, beside them every number with its sources
    (`figures`), and the files that were read as sources."""
    findings = [*evidence.collected.report, *(finding for document in documents for finding in document.report)]
    severities = [finding.severity for finding in findings]
    return {
        "diagnostics": [diagnostic_record(finding, language) for finding in findings],
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "figures": [_figure(figure) for document in documents for figure in document.figures],
        "sources": [shown_path(path) for path in evidence.collected.files],
    }


def _figure(figure: Judged) -> dict[str, Any]:
    """Return a number of a text with its sources as JSON has it."""
    value = figure.value
    out: dict[str, Any] = {
        "text": value.text,
        "amount": plain(value.amount),
        "unit": value.unit,
        "kind": value.kind,
        "subject": " ".join(value.labels),
        "sentence": value.sentence,
        "place": place_record(value.at),
        "state": figure.state,
        "sources": [_source(source) for source in figure.sources[:_CANDIDATES]],
    }
    if figure.derivation:
        derived = figure.derivation
        inputs = [_source(source) for source in derived.inputs[:_SHOWN]]
        out["derived"] = {"kind": derived.kind, "computation": derived.how, "inputs": inputs}
    if value.formula:
        out["derived"] = {"kind": "formula", "computation": value.formula, "inputs": []}
    if figure.state == "none":
        out["nearest"] = [_source(source) for source in figure.near]
    return out


def _source(value: Value) -> dict[str, Any]:
    return {"text": value.text, "name": name_of(value), "sentence": value.sentence, "place": place_record(value.at)}
