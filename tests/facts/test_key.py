"""Whole texts against keys that were read by hand: each figure's value, unit, kind, what it measures, and its
partners."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.facts.recognition import numbers_in
from jzdocs.provenance.records import plain_number

TEXTS = Path(__file__).parent / "texts"
Row = tuple[str, str, str, str, str]


def read(name: str) -> list[Row]:
    """The figures of a text, as its key writes them."""
    rows: list[Row] = []
    for number, line in enumerate((TEXTS / f"{name}.md").read_text(encoding="utf-8").split("\n")):
        for figure in numbers_in(line) if not line.startswith("#") else ():
            quantity = figure.quantity
            value = f"{plain_number(quantity.value)} {quantity.unit}".strip()
            rows.append(
                (
                    quantity.text,
                    value,
                    figure.kind,
                    figure.subject or "-",
                    f"{number}.{figure.group}" if figure.group else "-",
                )
            )
    return rows


def key(name: str) -> list[Row]:
    lines = (TEXTS / f"{name}.key").read_text(encoding="utf-8").splitlines()
    return [row for row in (tuple(line.split("\t")) for line in lines) if len(row) == 5]


def partners(rows: list[Row]) -> set[frozenset[str]]:
    """The texts of each group."""
    groups: dict[str, set[str]] = {}
    for text, *_, group in rows:
        if group != "-":
            groups.setdefault(group, set()).add(text)
    return {frozenset(g) for g in groups.values()}


def alike(found: str, wanted: str) -> bool:
    return found == wanted or (len(found) > 1 and len(wanted) > 1 and (found in wanted or wanted in found))


@pytest.mark.parametrize("name", ["report", "communique", "press", "plan", "misc"])
def test_figures_agree_with_the_key(name: str) -> None:
    wanted = [row for row in key(name) if row[2] != "date"]
    found = [row for row in read(name) if row[2] != "date"]
    values = [row[:2] for row in wanted]
    assert [row[:2] for row in found] == values, "every quantity, and no other"
    kinds = sum(a[2] == b[2] for a, b in zip(found, wanted, strict=True))
    subjects = sum(alike(a[3], b[3]) for a, b in zip(found, wanted, strict=True))
    assert kinds >= 0.99 * len(wanted)
    assert subjects >= 0.93 * len(wanted), [
        (a[0], a[3], b[3]) for a, b in zip(found, wanted, strict=True) if not alike(a[3], b[3])
    ]
    assert partners(found) == partners(wanted)
