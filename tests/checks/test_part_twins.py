"""Twins: a wrong number is found, and the right sentence or table beside it is left alone.

`twins/*_open.txt` and `*_unknown.txt` were before us while the checks were written, `*_closed.txt` were not.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jzdocs.checks.grid import Grid
from jzdocs.checks.sentences import findings
from jzdocs.checks.tables import tables_in

TWINS = Path(__file__).parent / "twins"
SENTENCE = re.compile(r"\{(?P<right>[^|{}]*)\|(?P<wrong>[^|{}]*)\}")
CELL = re.compile(r"\{(?P<right>[^!{}]*)!(?P<wrong>[^!{}]*)\}")


def sentences() -> list[str]:
    lines = [line for path in sorted(TWINS.glob("parts_*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def tables() -> list[list[str]]:
    blocks = [block for path in sorted(TWINS.glob("tables_*.txt")) for block in path.read_text("utf-8").split("\n\n")]
    lines = [[line for line in block.splitlines() if line and not line.startswith("# ")] for block in blocks]
    return [block for block in lines if len(block) > 1]


def grid(block: list[str], group: str) -> Grid:
    rows = [CELL.sub(lambda match: match[group], line).split("|") for line in block]
    return Grid(rows[0], rows[1:])


@pytest.mark.parametrize("line", sentences())
def test_a_right_sentence_is_left_alone(line: str) -> None:
    assert list(findings(SENTENCE.sub(lambda match: match["right"], line))) == []


@pytest.mark.parametrize("line", [line for line in sentences() if SENTENCE.search(line)])
def test_a_wrong_number_is_found(line: str) -> None:
    assert list(findings(SENTENCE.sub(lambda match: match["wrong"], line)))


@pytest.mark.parametrize("block", tables(), ids=lambda block: block[0])
def test_a_right_table_is_left_alone(block: list[str]) -> None:
    assert list(tables_in(grid(block, "right"))) == []


@pytest.mark.parametrize(
    "block", [block for block in tables() if any(map(CELL.search, block))], ids=lambda block: block[0]
)
def test_a_wrong_cell_is_found(block: list[str]) -> None:
    assert list(tables_in(grid(block, "wrong")))
