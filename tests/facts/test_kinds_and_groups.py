"""Kinds and groups against a key that was written by hand: each figure stands in brackets with its kind and its group."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jzdocs.facts.recognition import numbers_in

LINES = (Path(__file__).parent / "texts" / "kinds.txt").read_text(encoding="utf-8").splitlines()
KINDS = {"=": "level", "+": "increase", "-": "decrease", "<": "from", ">": "to", "#": "rank"}
BOUNDS = {"": "", "_": "low", "^": "high"}
MARK = re.compile(r"\[([^|\]]+)\|([=+\-<>#])([a-z]?)([_^]?)\]")
Row = tuple[str, str, str]


def marked(line: str) -> tuple[str, list[Row], set[frozenset[int]]]:
    """The text of a line, its figures with kind and bound, and its groups as places in that list."""
    rows: list[Row] = []
    groups: dict[str, set[int]] = {}
    for index, match in enumerate(MARK.finditer(line)):
        rows.append((match[1], KINDS[match[2]], BOUNDS[match[4]]))
        if match[3]:
            groups.setdefault(match[3], set()).add(index)
    return MARK.sub(r"\1", line), rows, {frozenset(group) for group in groups.values()}


@pytest.mark.parametrize("line", LINES)
def test_kinds_and_groups(line: str) -> None:
    text, rows, groups = marked(line)
    numbers = [number for number in numbers_in(text) if number.kind not in ("date", "label", "ordinal")]
    found: dict[int, set[int]] = {}
    for index, number in enumerate(numbers):
        if number.group:
            found.setdefault(number.group, set()).add(index)
    assert [(re.sub("^第", "", n.quantity.text), n.kind, n.bound) for n in numbers] == rows
    assert {frozenset(group) for group in found.values()} == groups


def test_the_key_is_large_enough() -> None:
    assert sum(len(marked(line)[1]) for line in LINES) >= 200
