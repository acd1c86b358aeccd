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
    """Return what a use prints: the fact as in the text, with `name:number` without its unit (words like 约 stay), with
    `name:增减` (or `change`) as a change: 增长8.6%, 下降3.2%, 提高1.2个百分点, 持平."""
    if use.endswith((":change", ":增减")):
        return _as_change(fact)
    if not (use.endswith(":number") and fact.unit) or fact.text.endswith("半"):  # 3年半 has no number of its own
        return fact.text
    return fact.text.replace(fact.unit, "", 1).rstrip()  # 34.26 亿元


def _as_change(fact: nodes.Fact) -> str:
    """Return a fact as a change, its sign in a word."""
    if fact.value is None:
        return fact.text
    if not fact.value:
        return "持平"
    up, down = ("增长", "下降") if fact.unit == "%" else ("提高", "下降") if fact.unit == _POINTS else ("增加", "减少")
    return f"{up if fact.value > 0 else down}{fact.text.lstrip('-−－+')}"


_POINTS = "个百分点"
