"""Two statements of one quantity: what differs is found, and what agrees or is another thing never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone
from support.agreement_twins import ALIKE, TWINS

# 名称：数 has no subject; before the other, another number stands that it may belong to
NOT_READ = {38}


def found(folder: Path, text: str) -> list[str]:
    path = folder / "a.md"
    path.write_text(f"---\ntitle: 题\n---\n\n{text}\n", encoding="utf-8")
    return [
        finding.worded("zh")[0] for finding in pipeline.load(path, lone(path), None).report if finding.code == "F113"
    ]


@pytest.mark.parametrize("index", range(len(TWINS)))
def test_the_faulty_twin_is_told_from_the_clean_one(tmp_path: Path, index: int) -> None:
    text, right, wrong = TWINS[index]
    assert found(tmp_path, text.format(right)) == []
    assert len(found(tmp_path, text.format(wrong))) == (index not in NOT_READ)


@pytest.mark.parametrize("text", ALIKE)
def test_what_only_looks_alike_is_left_alone(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []
