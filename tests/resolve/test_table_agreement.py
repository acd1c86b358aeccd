"""Tables beside the text that states their numbers: a cell that differs is found, what the cell does not hold is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone

TWINS = Path(__file__).parent / "table_twins.txt"
PAIR = re.compile(r"\{(?P<right>[^|{}]*)\|(?P<wrong>[^|{}]*)\}")
BLOCKS = [block for block in TWINS.read_text("utf-8").split("====\n") if block.strip()]


def found(folder: Path, text: str) -> list[str]:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 题\n---\n\n{text}\n", encoding="utf-8")
    report = pipeline.load(path, lone(path), None).report
    return [finding.worded("zh")[0] for finding in report if finding.code == "F113"]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[:12])
def test_what_a_table_and_its_text_agree_on_is_left_alone(tmp_path: Path, block: str) -> None:
    assert found(tmp_path, PAIR.sub(lambda match: match["right"], block)) == []


@pytest.mark.parametrize("block", [block for block in BLOCKS if PAIR.search(block)], ids=lambda block: block[:12])
def test_a_cell_that_the_text_states_differently_is_found(tmp_path: Path, block: str) -> None:
    match = PAIR.search(block)
    told = found(tmp_path, PAIR.sub(lambda pair: pair["wrong"], block))
    assert match and len(told) == 1 and match["wrong"] in told[0] and match["right"] in told[0]
