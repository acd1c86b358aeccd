"""A Word file of ours is read as the source that it contains, with the edits that were made in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

import jzdocs
from support.command import run

MARKDOWN = """---
title: 治水情况
---

# 进展

新建管网[120公里]{#net}，改造管网86公里，工作按计划推进，全年目标任务有望完成。

| 县 | 数 |
| --- | --- |
| 甲 | 1 |

![示意](plan.png "管网示意图")
"""


def imported(file: Path, target: Path) -> str:
    """The Markdown that `jzdocs import` writes, and what it says."""
    result = run("import", str(file), "-o", str(target), cwd=target.parent)
    assert result.returncode == 0, result.stderr
    return result.stderr


def built(folder: Path, name: str, text: str) -> Path:
    """The Word file of a source, in a folder of its own."""
    Image.new("RGB", (40, 20), "red").save(folder / "plan.png")
    (folder / name).write_text(text, encoding="utf-8")
    result = jzdocs.build(folder / name, to=["docx"])
    assert result.files, list(result.findings)
    place = folder / "elsewhere" / f"{result.name}.docx"
    place.parent.mkdir()
    place.write_bytes(result.files[place.name])
    return place


def test_import_gives_the_source_back_with_its_pictures(tmp_path: Path) -> None:
    file = built(tmp_path, "a.md", MARKDOWN)
    target = file.parent / "back.md"
    assert "S093" in imported(file, target)
    assert target.read_text(encoding="utf-8") == MARKDOWN
    assert (file.parent / "plan.png").read_bytes() == (tmp_path / "plan.png").read_bytes()


def test_a_build_of_a_word_file_of_ours_is_that_of_its_source(tmp_path: Path) -> None:
    file = built(tmp_path, "a.md", MARKDOWN)
    again = jzdocs.build(file, to=["docx"])
    assert [d.code for d in again.findings] == ["S093"]
    (tmp_path / "again.docx").write_bytes(again.files["a.docx"])

    def body(path: Path) -> str:
        return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)

    assert body(tmp_path / "again.docx") == body(file)


def test_edits_made_in_word_are_in_what_comes_back(tmp_path: Path) -> None:
    file = built(tmp_path, "a.md", MARKDOWN)
    document = docx.Document(str(file))
    edited = next(p for p in document.paragraphs if p.text.startswith("新建管网"))
    edited.runs[-1].text = edited.runs[-1].text.replace("有望完成", "已经完成")
    document.save(str(file))
    target = tmp_path / "back.md"
    assert "edited since" in imported(file, target)
    assert target.read_text(encoding="utf-8") == MARKDOWN.replace("有望完成", "已经完成")


def test_what_plain_text_was_read_as_comes_back_too(tmp_path: Path) -> None:
    text = "治水情况\n\n一、进展\n\n新建管网120公里，改造管网86公里，工作按计划推进，全年目标任务有望完成。\n"
    file = built(tmp_path, "a.txt", text)
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    imported(tmp_path / "a.txt", first)
    imported(file, second)
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")


def test_without_its_source_what_was_made_of_the_text_is_not_doubled(tmp_path: Path) -> None:
    file = built(tmp_path, "a.md", MARKDOWN)
    bare = tmp_path / "bare.docx"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(bare, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.startswith("customXml/item") and b"urn:jzdocs:source" in data:
                data = b'<source xmlns="urn:jzdocs:gone"/>'
            after.writestr(name, data)
    target = tmp_path / "back.md"
    imported(bare, target)
    text = target.read_text(encoding="utf-8")
    assert 'title: "治水情况"' in text and text.count("治水情况") == 1 and "数字出处" not in text
    assert text.count("# 进展") == 1 and "[120公里]{#f1}" in text and '"管网示意图"' in text


def rewritten(file: Path, old: str, new: str) -> None:
    """Change the record in a Word file of ours."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(old.encode(), new.encode()) if "customXml/item" in name else data)
    assert any(new.encode() in data.replace(old.encode(), new.encode()) for data in parts.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [('"a.md",7,', '"a.md",7777,'), ('"_jz_1",', ""), ('"body":[', '"body":[9999,'), ('"facts":', '"f":')],
)
def test_a_record_that_others_changed_is_told_and_the_file_read_like_any(tmp_path: Path, old: str, new: str) -> None:
    file = built(tmp_path, "a.md", MARKDOWN)
    rewritten(file, old, new)
    again = build_document(file, to=["docx"])
    assert "S093.damaged" in [f"{d.code}.{d.variant}" for d in again.report]
    (tmp_path / "again.docx").write_bytes(again.files["a.docx"])
    assert any("改造管网86公里" in p.text for p in docx.Document(str(tmp_path / "again.docx")).paragraphs)
    assert "S093" in imported(file, tmp_path / "back.md")
