"""Sentences that compute with the cells of a table: sums, changes and ratios that the cells contradict."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone

TWINS = Path(__file__).parent / "computed_twins.txt"
PAIR = re.compile(r"\{(?P<right>[^|{}]*)\|(?P<wrong>[^|{}]*)\}")
BLOCKS = [block for block in TWINS.read_text("utf-8").split("====\n") if block.strip()]


def fault(block: str, place: int) -> str:
    return PAIR.sub(lambda match: match["wrong" if match.start() == place else "right"], block)


FAULTS = [fault(block, pair.start()) for block in BLOCKS for pair in PAIR.finditer(block)]
TABLE = """| 门诊部 | 2023年 | 2024年 |
|---|---|---|
| 接诊（人次） | 4120 | 4532 |
| 转诊（人次） | 210 | 189 |

"""


def found(folder: Path, text: str) -> list[str]:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 题\n---\n\n{text}\n", encoding="utf-8")
    report = pipeline.load(path, lone(path), None).report
    return [str(finding) for finding in report if finding.code.startswith("F1")]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[-24:].strip())
def test_what_the_cells_give_is_left_alone(tmp_path: Path, block: str) -> None:
    assert found(tmp_path, PAIR.sub(lambda match: match["right"], block)) == []


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text[-24:].strip())
def test_what_the_cells_contradict_is_found(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text)


@pytest.mark.parametrize(
    "sentence",
    [
        "2025年接诊比2024年增加423人次。",  # of another year
        "接诊计划增加421人次。",
        "接诊比上年增加400多人次。",
        "门诊部平均每月接诊378人次。",
        "急诊增加422人次。",  # of another row
    ],
)
def test_what_the_table_does_not_hold_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert found(tmp_path, TABLE + sentence) == []


def test_a_change_that_goes_the_other_way_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, TABLE + "2024年转诊比上年减少21人次。") == []
    (message,) = found(tmp_path, TABLE + "2024年转诊比上年增加21人次。")
    assert "189 − 210" in message
