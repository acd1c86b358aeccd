"""A note that nothing refers to is left out with its own finding, all of it."""

from __future__ import annotations

from pathlib import Path

from jzdocs.build import pipeline
from jzdocs.project import lone

SOURCE = """---
title: 题
---

正文。

[^1]: 注的第一段。

    注的第二段。

    - 注里的一项
"""


def test_it_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    report = pipeline.load(tmp_path / "a.md", lone(tmp_path / "a.md"), None).report
    assert [(finding.code, finding.location.line) for finding in report] == [("R003", 7)]
