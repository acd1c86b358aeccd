"""Facts as records for programs (`jzdocs facts --format json`, NAME.facts.json)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jzdocs.facts.pairs import Change, changes, subject_of
from jzdocs.facts.quantities import Quantity, quantities, read_fact
from jzdocs.model.nodes import Fact


def records(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """One record a fact, in the order of the text."""
    out = []
    groups: dict[tuple[str, str], int] = {}
    for fact in facts:
        quantity = read_fact(fact.text)
        found = list(quantities(fact.sentence))
        at = next((q for q in found if q.text == fact.text), None)
        change = _change(fact, found, at)
        kind = "level"
        group = None
        if change:
            kind = "from" if change.before.text == fact.text else "to"
            key = (fact.sentence, change.subject)
            group = f"g{groups.setdefault(key, len(groups) + 1)}"
        out.append(
            {
                "id": fact.id, "text": fact.text, "value": _plain(fact.value), "unit": fact.unit,
                "amount": _plain(quantity.amount) if quantity else None, "base_unit": quantity.base_unit if quantity else "",
                "approx": fact.approx, "kind": kind, "subject": change.subject if change else subject_of(fact.sentence, at) if at else "",
                "group": group, "period": None, "section": fact.section, "sentence": fact.sentence,
                "source": {"path": fact.at.path, "line": fact.at.line, "column": fact.at.column, "offset": fact.at.offset},
            }
        )  # fmt: skip
    return out


def _change(fact: Fact, found: list[Quantity], at: Quantity | None) -> Change | None:
    if at is None:
        return None
    return next((c for c in changes(fact.sentence, found) if at in (c.before, c.after)), None)


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
