"""The fonts of official documents: looked for by the names inside files, used in the PDF, told once."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTCollection, TTFont
from tests.support.command import run
from tests.support.font_kit import renamed, shipped

from jzdocs.build import pipeline
from jzdocs.project import lone
from jzdocs.style import fontfile, machine_fonts

SOURCE = """---
title: 用户体的报告
issuer: 甲市乙局
number: 甲乙〔2025〕1号
to: 各
date: 2025-11-20
---

# 晋中市

用户自己的字体排出这一段文字。
"""
ALL = "方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体"


def font(path: Path, name: str, chinese: str, bits: int = 0, face: str = "NotoSansSC-Regular.ttf") -> TTFont:
    made = renamed(shipped(face), name, chinese)
    made["OS/2"].fsType = bits
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    return made


def build(folder: Path, fonts: Path | str, *options: str, template: str = "gongwen") -> tuple[str, bytes]:
    """Build the source and return what was said, and the PDF."""
    (folder / "a.md").write_text(SOURCE, encoding="utf-8")
    done = run(
        *("build", "a.md", "--template", template, *options),
        cwd=folder,
        JZDOCS_FONT_PATH=str(fonts),
        LANG="zh_CN.UTF-8",
    )
    assert done.returncode == 0, done.stderr
    (output,) = folder.rglob("a.pdf")
    return done.stderr + done.stdout, output.read_bytes()


def names_in(pdf: bytes) -> str:
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S)
    texts = [pdf]
    for stream in streams:
        try:
            texts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return " ".join(sorted({m.decode() for text in texts for m in re.findall(rb"/FontName /[A-Z]{6}\+([\w-]+)", text)}))


@pytest.fixture(autouse=True)
def fresh() -> None:
    fontfile.forget()
    machine_fonts.forget()


def test_a_font_of_the_machine_is_in_the_pdf(tmp_path: Path) -> None:
    font(tmp_path / "fonts" / "sub" / "whatever.ttf", "Kit Hei", "黑体")
    said, pdf = build(tmp_path, tmp_path / "fonts")
    assert "公文字体：本机有 黑体，PDF 用之" in said
    assert "本机没有 方正小标宋简体、仿宋_GB2312、楷体_GB2312" in said
    assert said.count("公文字体") == 1
    assert "KitHei" in names_in(pdf)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "一、晋中市" in "".join(text.split())


def test_what_a_font_lacks_comes_from_the_shipped_face(tmp_path: Path) -> None:
    font(tmp_path / "fonts" / "a.ttf", "Kit Fang", "仿宋_GB2312", face="LXGWWenKai-Regular.ttf")
    said, pdf = build(tmp_path, tmp_path / "fonts")
    assert "本机有 仿宋_GB2312" in said
    assert "KitFang" in names_in(pdf)
    assert "FandolFang" in names_in(pdf)  # 局 is not in the small font


def test_a_font_that_may_not_be_embedded_is_told(tmp_path: Path) -> None:
    font(tmp_path / "fonts" / "a.ttf", "Kit Hei", "黑体", bits=fontfile.RESTRICTED)
    said, pdf = build(tmp_path, tmp_path / "fonts")
    assert "本机的 黑体 不许嵌入，PDF 改用随附字体" in said
    assert "KitHei" not in names_in(pdf)
    font(tmp_path / "fonts" / "b.ttf", "Kit Open", "黑体")  # another of that name may
    said, pdf = build(tmp_path, tmp_path / "fonts")
    assert "本机有 黑体" in said
    assert "KitOpen" in names_in(pdf)


def test_a_face_of_a_collection_is_found(tmp_path: Path) -> None:
    both = TTCollection()
    both.fonts = [
        renamed(shipped("NotoSerifSC-Regular.ttf"), "Kit Song"),
        renamed(shipped("NotoSansSC-Regular.ttf"), "FZXiaoBiaoSong-B05S"),
    ]
    (tmp_path / "fonts").mkdir()
    both.save(tmp_path / "fonts" / "both.ttc")
    said, pdf = build(tmp_path, tmp_path / "fonts")
    assert "本机有 方正小标宋简体" in said
    assert "FZXiaoBiaoSong" in names_in(pdf)


def test_the_same_bytes_where_the_project_asks_for_them(tmp_path: Path) -> None:
    font(tmp_path / "fonts" / "a.ttf", "Kit Hei", "黑体")
    with_font, without, shipped_only = (tmp_path / name for name in ("with", "without", "only"))
    for folder, setting in ((with_font, "true"), (without, "true"), (shipped_only, "false")):
        folder.mkdir()
        (folder / "jzdocs.toml").write_text(f'sources = "."\n[fonts]\nmachine = {setting}\n', encoding="utf-8")
    _, own = build(with_font, tmp_path / "fonts")
    _, none = build(without, "")
    said, only = build(shipped_only, tmp_path / "fonts")
    assert only == none
    assert own != none
    assert "按 jzdocs.toml 只用随附字体" in said


def test_a_wrong_setting_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "jzdocs.toml").write_text("sources = '.'\n[fonts]\nmachine = 'no'\n", encoding="utf-8")
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    done = run("build", "a.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "jzdocs.toml:2" in done.stderr
    assert "machine = true" in done.stderr


def test_other_documents_look_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("fonts were looked for")

    monkeypatch.setattr(machine_fonts, "machine_fonts", fail)
    path = tmp_path / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    result = pipeline.build(path, lone(path), "report")
    assert not result.report.errors
    assert result.note is None


def test_font_files_are_opened_again_only_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JZDOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("JZDOCS_FONT_PATH", str(tmp_path / "fonts"))
    font(tmp_path / "fonts" / "a.ttf", "Kit Hei", "黑体")
    opened: list[Path] = []
    real = machine_fonts.names_in

    def counted(path: Path) -> tuple[frozenset[str], ...]:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(machine_fonts, "names_in", counted)
    first = machine_fonts.machine_fonts()
    assert [f.name for f in first if f.file] == ["黑体"]
    assert opened
    opened.clear()
    machine_fonts.forget()
    assert machine_fonts.machine_fonts() == first
    assert not opened
    fontfile.forget()
    machine_fonts.forget()
    font(tmp_path / "fonts" / "b.ttf", "Kit Kai", "楷体_GB2312")
    assert [f.name for f in machine_fonts.machine_fonts() if f.file] == ["楷体_GB2312", "黑体"]
    assert opened


def test_a_new_font_makes_an_unchanged_document_be_built_again(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    env = {"JZDOCS_FONT_PATH": str(tmp_path / "fonts"), "JZDOCS_CACHE": str(tmp_path / "cache"), "LANG": "zh_CN.UTF-8"}
    arguments = ("build", "a.md", "--template", "gongwen", "--format", "json")
    notes = []
    for step in range(3):
        if step == 2:
            font(tmp_path / "fonts" / "a.ttf", "Kit Hei", "黑体")
        done = run(*arguments, cwd=tmp_path, **env)
        notes += json.loads(done.stdout)["notes"]
    assert notes[0] == notes[1]  # also where nothing was built again
    assert ALL in notes[0]
    assert "本机有 黑体" in notes[2]


def test_doctor_says_where_they_are(tmp_path: Path) -> None:
    font(tmp_path / "fonts" / "a.ttf", "Kit Hei", "黑体")
    done = run("doctor", cwd=tmp_path, JZDOCS_FONT_PATH=str(tmp_path / "fonts"), LANG="zh_CN.UTF-8")
    assert f"黑体：{tmp_path / 'fonts' / 'a.ttf'}" in done.stdout
    assert "仿宋_GB2312：本机没有" in done.stdout


def test_word_finds_another_font_for_one_that_is_missing(tmp_path: Path) -> None:
    build(tmp_path, "")
    (path,) = tmp_path.rglob("a.docx")
    table = zipfile.ZipFile(path).read("word/fontTable.xml").decode()
    styles = zipfile.ZipFile(path).read("word/styles.xml").decode()
    for name, other in (
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("方正小标宋简体", "华文中宋"),
        ("黑体", "SimHei"),
    ):
        entry = table[table.index(f'w:name="{name}"') :].partition("</w:font>")[0]
        assert other in entry.partition('altName w:val="')[2].partition('"')[0].split(",")
        assert f'w:eastAsia="{name}"' in styles
