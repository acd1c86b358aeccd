"""The same quantity twice: how far two values may differ, and whose value is reported where."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone

Row = tuple[int, int, str]

TABLE: list[tuple[str, list[Row]]] = [
    ("花木覆盖率38.2%。\n\n花木覆盖率36.2%。", [(3, 6, "“花木覆盖率” is 36.2% here and 38.2% at a.md:1")]),
    ("花木覆盖率38.2%。\n\n花木覆盖率38.2%。", []),
    ("花木覆盖率38%。\n\n花木覆盖率38.4%。", []),
    ("花木覆盖率38%。\n\n花木覆盖率38.5%。", []),
    ("花木覆盖率38%。\n\n花木覆盖率38.56%。", [(3, 6, "“花木覆盖率” is 38.56% here and 38% at a.md:1")]),
    ("花木覆盖率38%。\n\n花木覆盖率37.4%。", [(3, 6, "“花木覆盖率” is 37.4% here and 38% at a.md:1")]),
    ("花覆盖率38%。\n\n花覆盖率36%。", [(3, 5, "“花覆盖率” is 36% here and 38% at a.md:1")]),
    ("覆盖率38%。\n\n覆盖率36%。", []),
    ("花木覆盖率38%。\n\n花木覆盖率约36%。", []),
    ("花木覆盖率38%。\n\n力争花木覆盖率36%。", []),
    ("花木覆盖率38%。\n\n去年花木覆盖率36%。", []),
    ("去年花木覆盖率38%。\n\n去年花木覆盖率36%。", [(3, 8, "“花木覆盖率” is 36% here and 38% at a.md:1")]),
    ("花木覆盖率38%。\n\n农村花木覆盖率36%。", []),
    ("花木覆盖率38%。\n\n甲乙县花木覆盖率36%。", []),
    ("花木覆盖率38%。\n\n花木覆盖率提高36%。", []),
    ("花木覆盖率升至38%。\n\n花木覆盖率36%。", [(3, 6, "“花木覆盖率” is 36% here and 38% at a.md:1")]),
    ("花木覆盖面积38亩。\n\n花木覆盖面积36公顷。", []),
    (
        "花木覆盖面积38亩。\n\n花木覆盖面积36亩。\n\n花木覆盖面积38亩。",
        [(3, 7, "“花木覆盖面积” is 36亩 here and 38亩 at a.md:1")],
    ),
    (
        "花木覆盖面积38亩。\n\n花木覆盖面积36亩。\n\n花木覆盖面积34亩。",
        [
            (3, 7, "“花木覆盖面积” is 36亩 here and 38亩 at a.md:1"),
            (5, 7, "“花木覆盖面积” is 34亩 here and 38亩 at a.md:1"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_quantity_that_is_stated_twice(tmp_path: Path, text: str, expected: list[Row]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{text}\n", encoding="utf-8")
    report = pipeline.load(path, lone(path), None).report
    found = [(d.location.line, d.location.column, d.worded("en")[0]) for d in report if d.code == "F113"]
    assert [(line, column, words.replace(str(path), "a.md")) for line, column, words in found] == expected
