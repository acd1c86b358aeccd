"""Paragraphs that another process sets come out as they do here, also when it fails."""

from __future__ import annotations

import marshal
import os
from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.frames import Pages
from jzdocs.layout import parallel
from jzdocs.layout.pages import lay_out
from jzdocs.project import lone

PARAGRAPH = (
    "全市绿化覆盖面积由9208万平方米增至9741万平方米，**重点工程**进展顺利；公园面积由941万平方米增至1145万平方米。"
)


@pytest.fixture
def loaded(tmp_path: Path) -> pipeline.Loaded:
    path = tmp_path / "long.md"
    body = "\n\n".join(
        f"第{i}段：{PARAGRAPH * (1 + i % 4)}" + (" Some English words, too." if i % 7 == 0 else "") for i in range(120)
    )
    path.write_text(f"---\ntitle: 长文\ntemplate: report\n---\n\n# 部分\n\n{body}\n", encoding="utf-8")
    return pipeline.load(path, lone(path), None)


def pages(loaded: pipeline.Loaded) -> Pages:
    return lay_out(loaded.document, loaded.sheet, loaded.faces, {})


def test_lines_set_ahead_are_the_same(loaded: pipeline.Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    here = pages(loaded)
    monkeypatch.setattr(parallel, "ENOUGH", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    used = []
    unpacked = marshal.loads
    monkeypatch.setattr(parallel.marshal, "loads", lambda data: (used.append(1), unpacked(data))[1])
    there = pages(loaded)
    assert used == [1]
    assert there == here


def test_when_the_child_fails_lines_are_set_here(loaded: pipeline.Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    here = pages(loaded)
    monkeypatch.setattr(parallel, "ENOUGH", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    parent, rows = os.getpid(), parallel._rows
    monkeypatch.setattr(parallel, "_rows", lambda *given: rows(*given) if os.getpid() == parent else os._exit(9))
    assert pages(loaded) == here
