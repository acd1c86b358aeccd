"""Byte order marks inside a text and bidirectional controls are taken out of every kind of file, and told."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone
from reading import pdf_text, word_text

TEXT = "正文\ufeff第二段\u202e增长\u202c。"


def written(folder: Path, kind: str) -> Path:
    path = folder / f"a.{kind}"
    if kind == "docx":
        document = docx.Document()
        for text in ("标题", "一、总体", TEXT):
            document.add_paragraph(text)
        document.save(str(path))
    else:
        head = "---\ntitle: 标题\n---\n\n# 总体\n\n" if kind == "md" else "标题\n\n一、总体\n"
        path.write_text(f"{head}{TEXT}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["md", "txt", "docx"])
def test_they_are_removed_with_a_warning(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, kind)
    built = pipeline.build(path, lone(path))
    found = {d.code: d for d in built.report}
    assert not built.report.errors and {"S005", "S080"} <= found.keys()
    assert found["S080"].location.column == 3
    for name, data in built.files.items():
        (tmp_path / name).write_bytes(data)
    for text in (pdf_text(tmp_path / "a.pdf"), word_text(tmp_path / "a.docx")):
        assert "正文第二段增长。" in text


def test_each_is_told_once_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("标题\n\n" + "甲\ufeff乙。\n\n" * 5, encoding="utf-8")
    assert [d.location.line for d in pipeline.load(path, lone(path), None).report if d.code == "S080"] == [3]


def test_numbers_with_narrow_spaces_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("标题\n\n一、总体\n投资1\u202f234.5万元，用地12\u00a0000亩。\n", encoding="utf-8")
    facts = pipeline.load(path, lone(path), None).document.facts.values()
    assert {(fact.text, str(fact.value)) for fact in facts} == {
        ("1\u202f234.5万元", "1234.5"),
        ("12\u00a0000亩", "12000"),
    }
