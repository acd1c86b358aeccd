"""Sentences of many kinds against keys that were written by hand: each figure's value, unit and amount, its place in a
range or ratio, and what is no figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from jzdocs.facts.recognition import related

TEXTS = Path(__file__).parent / "texts"
NO_FIGURES = ("date", "label", "ordinal", "rank")


def cases(name: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a file with the line of its key."""
    lines = (TEXTS / f"{name}.figures").read_text(encoding="utf-8").splitlines()[1:]
    return zip(lines[::2], lines[1::2], strict=True)


def expected(key: str) -> tuple[list[tuple[Decimal, str, Decimal, str]], list[tuple[Decimal, str]]]:
    """The figures of a key, and what is none."""
    figures, _, others = key.partition("|")
    rows: list[tuple[Decimal, str, Decimal, str]] = []
    for part in filter(None, (part.strip() for part in figures.split(";"))):
        value, unit, *rest = part.split(" ")
        amount = next((item[1:] for item in rest if item.startswith("=")), value)
        role = next((item for item in rest if not item.startswith("=")), "")
        rows.append((Decimal(value), "" if unit == "-" else unit, Decimal(amount), role))
    pairs = (part.split() for part in others.split(";") if part.strip())
    return rows, [(Decimal(value), kind) for value, kind in pairs]


ALL = [case for name in ("units", "units2", "units3") for case in cases(name)]


@pytest.mark.parametrize(("sentence", "key"), ALL, ids=[str(number) for number in range(len(ALL))])
def test_figures_and_units(sentence: str, key: str) -> None:
    figures, others = expected(key)
    numbers = related(sentence)
    read = [n.quantity for n in numbers if n.kind not in NO_FIGURES]
    assert [(q.value, q.unit, q.amount, q.role) for q in read] == figures
    assert [(n.quantity.value, n.kind) for n in numbers if n.kind in NO_FIGURES] == others


def test_the_keys_are_long_enough_to_mean_something() -> None:
    assert sum(len(expected(key)[0]) for _, key in ALL) >= 250
