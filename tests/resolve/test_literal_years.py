"""A number that a chart states itself is compared with the text of its year only."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone

TEXT = "2020年，书店总面积368公顷。\n\n2025年，书店总面积493公顷。"


def codes(folder: Path, values: str, text: str = TEXT, series: str = "[2020年, 2025年]") -> list[str]:
    path = folder / "a.md"
    chart = f"```chart #fig:a\nkind: change\ntitle: 题\nunit: 公顷\nalt: 图\nseries: {series}\nrows:\n  书店总面积: {values}\n```"
    path.write_text(f"---\ntitle: 题\n---\n\n# 节\n\n{text}\n\n{chart}\n", encoding="utf-8")
    return [
        finding.code for finding in pipeline.load(path, lone(path), None).report if finding.code[:2] in ("F0", "F1")
    ]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ("[368, 493]", ["F010", "F010"]),
        ("[368, 439]", ["F010", "F107"]),
        ("[493, 368]", ["F107", "F107"]),  # each is in the text, but of the other year
    ],
)
def test_the_year_of_the_series_counts(tmp_path: Path, values: str, found: list[str]) -> None:
    assert codes(tmp_path, values) == found


def test_another_year_and_an_estimate_contradict_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path, "[301, 302]", series="[2015年, 2016年]") == ["F010", "F010"]
    assert codes(tmp_path, "[368, 493]", "书店总面积约500公顷。", "[期初, 期末]") == ["F010", "F010"]
