"""Facts as records for programs (`jzdocs facts --format json`, NAME.facts.json)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from jzdocs.errors import Location
from jzdocs.facts.number import Number
from jzdocs.facts.quantities import read_fact
from jzdocs.facts.recognition import numbers_in
from jzdocs.model.nodes import Fact


def fact_records(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """One record a named figure, in the order of the text."""
    out = []
    groups: dict[tuple[str, int], str] = {}
    for fact in facts:
        quantity = read_fact(fact.text)
        found = next((f for f in numbers_in(fact.sentence) if f.quantity.text == fact.text), None)
        group = None
        if found and found.group:
            group = groups.setdefault((fact.sentence, found.group), f"g{len(groups) + 1}")
        out.append(
            {
                "id": fact.id,
                "text": fact.text,
                "value": plain_number(fact.value),
                "unit": fact.unit,
                "amount": plain_number(quantity.amount) if quantity else None,
                "base_unit": quantity.base_unit if quantity else "",
                "approx": fact.approx,
                "kind": found.kind if found and not fact.subject else "level",
                "subject": fact.subject or (found.subject if found else ""),
                "group": group,
                "period": found.period if found else None,
                "section": fact.section,
                "sentence": fact.sentence,
                "source": place_record(fact.at),
            }
        )
    return out


def number_record(
    figure: Number, name: str, group: str | None, section: str, sentence: str, at: Location
) -> dict[str, Any]:
    """The record of a figure that was read in a text."""
    quantity = figure.quantity
    return {
        "id": name,
        "text": quantity.text,
        "value": plain_number(quantity.value),
        "unit": quantity.unit,
        "amount": plain_number(quantity.amount),
        "base_unit": quantity.base_unit,
        "approx": quantity.approx,
        "kind": figure.kind,
        "subject": figure.subject,
        "group": group,
        "period": figure.period,
        "section": section,
        "sentence": sentence,
        "source": place_record(at),
    }


def place_record(at: Location) -> dict[str, Any]:
    """Where a figure stands; in a table of data with its sheet and cell."""
    out = {"path": at.path, "line": at.line, "column": at.column, "offset": at.offset}
    if at.cell:
        sheet, _, cell = at.cell.rpartition("!")
        out |= {"sheet": sheet, "cell": cell}
    return out


def shown_place(source: Mapping[str, Any]) -> str:
    """Where the figure of a record stands, as messages say it: file and line, or table and cell."""
    return f"{source['path']} {source['cell']}" if "cell" in source else f"{source['path']}:{source['line']}"


def plain_number(value: Decimal | None) -> str | None:
    """A number without exponent."""
    return None if value is None else format(value, "f")
