"""Parts open pages in long texts only: the stylesheet says from how many characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordFile

from jzdocs.build import pipeline
from jzdocs.project import lone

SENTENCE = "全县供水管网改造按计划推进，群众用水更加安全方便。"


def source(sentences: int) -> str:
    parts = "".join(f"\n# {name}\n\n{SENTENCE * sentences}\n" for name in ("供水", "供热", "道路"))
    return f"---\ntitle: 简报\ndate: 2025-03-01\n---\n{parts}"


@pytest.mark.parametrize(("sentences", "pages", "sections"), [(4, 3, 2), (40, 5, 5)])
def test_parts_open_pages_from_a_length_on(tmp_path: Path, sentences: int, pages: int, sections: int) -> None:
    path = tmp_path / "a.md"
    path.write_text(source(sentences), encoding="utf-8")
    result = pipeline.build(path, lone(path), "briefing")
    (tmp_path / "a.docx").write_bytes(result.files["a.docx"])
    assert result.pages == pages and len(WordFile(str(tmp_path / "a.docx")).sections) == sections


def test_a_stylesheet_may_let_them_open_pages_in_any_text(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "ours"
    folder.mkdir(parents=True)
    (folder / "style.toml").write_text('extends = "briefing"\n[heading.1]\npage_break_from = 0\n', encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text(source(12), encoding="utf-8")
    assert pipeline.build(path, lone(path), "briefing").pages == 3
    (tmp_path / "jzdocs.toml").write_text("", encoding="utf-8")
    assert pipeline.build(path, lone(path), "ours").pages == 5
