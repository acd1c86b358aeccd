"""Collecting facts: the numbers that the text names."""

from __future__ import annotations

from jzdocs.errors import Report
from jzdocs.facts.quantities import read_fact
from jzdocs.model import nodes
from jzdocs.provenance.statements import MarkedFact, marked_facts


def collect(document: nodes.Document, report: Report) -> dict[str, nodes.Fact]:
    """Return the marked facts by name, in the order of the text. A name that is used twice is an error, a fact
    without a number a warning."""
    facts: dict[str, nodes.Fact] = {}
    for marked in marked_facts(document):
        inline = marked.inline
        if inline.id in facts:
            report.error(inline.at, "F001", name=inline.id, place=facts[inline.id].at)
            continue
        facts[inline.id] = _fact(marked)
        if facts[inline.id].value is None:
            report.warn(inline.at, "F002", text=inline.text)
    return facts


def _fact(marked: MarkedFact) -> nodes.Fact:
    inline, statement = marked.inline, marked.statement
    quantity = read_fact(inline.text)
    return nodes.Fact(
        id=inline.id,
        text=inline.text,
        value=quantity.value if quantity else None,
        unit=quantity.unit if quantity else "",
        approx=quantity.approx if quantity else None,
        section=statement.section,
        sentence=statement.sentence(marked.start),
        at=inline.at,
    )


def print_fact(fact: nodes.Fact, use: str) -> str:
    """Return what a use prints: the fact as in the text, or with `name:number` without its unit (words like 约
    stay)."""
    if not (use.endswith(":number") and fact.unit) or fact.text.endswith("半"):  # 3年半 has no number of its own
        return fact.text
    return fact.text.replace(fact.unit, "", 1).rstrip()  # 34.26 亿元
