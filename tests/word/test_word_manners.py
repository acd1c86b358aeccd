"""What Word expects of a file beside its text: hints for marks, relationships of notes, fonts, no empty paragraphs."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from jzdocs.build import pipeline
from jzdocs.project import lone
from jzdocs.word import ooxml, spacing
from jzdocs.word.ooxml import Element, w

SOURCE = """---
title: 水务简报
template: report
date: 2025-11-20
---

# 总况

甲县“十四五”完成…两成——三成，见 “open data” 与 Don’t 一词[^n]。

| 项目 | 数量 |
|---|---|
| 水厂 | 3 |

后一段。

| 又一表 | 数量 |
|---|---|
| 泵站 | 5 |

| 连着的表 | 数量 |
|---|---|
| 水闸 | 7 |

# 甲章 {-}

```columns 2
左栏的文字。

| 窄 | 表 |
|---|---|
| 一 | 2 |
```

[^n]: 见[公报](https://example.org/a)。
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("manners") / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    built = pipeline.build(path, lone(path), None, ("docx",))
    assert not built.report.errors
    with zipfile.ZipFile(io.BytesIO(built.files["a.docx"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def runs_of(parts: dict[str, bytes]) -> dict[str, bool]:
    """The texts of runs, and whether each has a hint for Chinese."""
    root = etree.fromstring(parts["word/document.xml"])
    name = ooxml.w_name
    return {
        "".join(t.text or "" for t in r.iter(name("t"))): any(f.get(name("hint")) for f in r.iter(name("rFonts")))
        for r in root.iter(name("r"))
    }


def test_marks_of_chinese_text_have_a_hint_and_latin_words_have_none(parts: dict[str, bytes]) -> None:
    runs = runs_of(parts)
    hinted = "".join(text for text, hint in runs.items() if hint)
    assert all(mark in hinted for mark in ("“十四五”", "…", "——"))
    assert runs["Don’t"] is False and runs["后一段。"] is False


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("plain “ascii” no", [("plain “ascii” no", False)]),
        ("“ascii”", [("“ascii”", True)]),
        ("He said “no”. 他说“不”", [*((t, False) for t in ("He said ", "“", "no", "”")), (". 他说“不”", True)]),
        ("他说Don’t。“好”", [("他说", False), ("Don’t", False), ("。“好”", True)]),
        ("Don't", [("Don't", False)]),
        ("长3·5米", [("长3·5米", True)]),
    ],
)
def test_a_latin_word_with_a_mark_is_a_run_of_its_own(text: str, pieces: list[tuple[str, bool]]) -> None:
    found = ooxml.runs(text)
    shown = [("".join(r.itertext()), any(True for _ in r.iter(ooxml.w_name("rFonts")))) for r in found]
    assert shown == pieces


def test_links_in_notes_belong_to_the_part_of_notes(parts: dict[str, bytes]) -> None:
    used = re.findall(rb'r:id="(rId\d+)"', parts["word/footnotes.xml"])
    related = re.findall(rb'Id="(rId\d+)"', parts["word/_rels/footnotes.xml.rels"])
    assert used and set(used) <= set(related)
    assert b"https://example.org/a" in parts["word/_rels/footnotes.xml.rels"]
    assert b"example.org" not in parts["word/_rels/document.xml.rels"]


def test_no_empty_paragraph_makes_room(parts: dict[str, bytes]) -> None:
    body = etree.fromstring(parts["word/document.xml"]).find(ooxml.w_name("body"))
    blocks = [child for child in body if child.tag != ooxml.w_name("sectPr")]
    for before, empty, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        style = empty.find(f"{ooxml.w_name('pPr')}/{ooxml.w_name('pStyle')}")
        if style is not None and style.get(ooxml.w_name("val")) == "Spacer":
            assert before.tag == after.tag == ooxml.w_name("tbl"), "only two tables need one between them"


def test_text_in_columns_is_as_wide_as_its_column(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["word/document.xml"])
    widths = [int(t.get(ooxml.w_name("w"))) for t in root.iter(ooxml.w_name("tblW"))]
    assert widths[-1] < 0.5 * widths[0]


def test_the_fonts_name_what_stands_in_for_them(parts: dict[str, bytes]) -> None:
    fonts = {
        f.get(ooxml.w_name("name")): f.find(ooxml.w_name("altName"))
        for f in etree.fromstring(parts["word/fontTable.xml"])
    }
    assert "SimSun" in fonts["宋体"].get(ooxml.w_name("val")) and fonts["黑体"] is not None
    assert "Cambria" not in fonts


def test_the_program_pages_and_characters_are_those_of_the_document(parts: dict[str, bytes]) -> None:
    values = {etree.QName(e).localname: e.text for e in etree.fromstring(parts["docProps/app.xml"])}
    assert values["Application"] == "jzdocs" and values["Pages"] == "1" and int(values["Characters"] or 0) > 60


def test_lists_have_numbers_by_which_word_knows_them_again(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["word/numbering.xml"])
    ids = [a.find(ooxml.w_name("nsid")).get(ooxml.w_name("val")) for a in root.iter(ooxml.w_name("abstractNum"))]
    assert len(set(ids)) == len(ids) == 3 and all(re.fullmatch("[0-9A-F]{8}", id_) for id_ in ids)


def paragraph(style: str = "BodyText", *extra: Element) -> Element:
    return ooxml.paragraph(style, [], extra=extra)


def test_air_is_added_to_what_a_style_has() -> None:
    spaces = {"BodyText": (0, 0), "Caption": (60, 280)}
    after = paragraph("Caption")
    assert spacing.between(w("tbl"), spacing.air(), after, spaces)
    assert after.find(f".//{ooxml.w_name('spacing')}").get(ooxml.w_name("before")) == str(60 + spacing.AIR)
    before = paragraph("Caption")
    assert spacing.between(before, spacing.air(), w("tbl"), spaces)
    assert before.find(f".//{ooxml.w_name('spacing')}").get(ooxml.w_name("after")) == str(280 + spacing.AIR)
    assert not spacing.between(w("tbl"), spacing.air(), w("tbl"), spaces)
    assert not spacing.between(w("tbl"), spacing.air(), None, spaces)


def test_a_page_break_belongs_to_what_follows() -> None:
    after = paragraph("BodyText", w("keepNext"), w("spacing", before=40))
    assert spacing.between(paragraph(), spacing.page_break(), after, {})
    assert [etree.QName(e).localname for e in after[0]] == ["pStyle", "keepNext", "pageBreakBefore", "spacing"]
    top = paragraph("BodyText", w("pageBreakBefore"))
    assert spacing.between(w("tbl"), spacing.air(), top, {})
    assert top.find(f".//{ooxml.w_name('spacing')}") is None
    assert spacing.between(paragraph(), spacing.page_break(), top, {})
    assert [etree.QName(e).localname for e in top[0]] == ["pStyle", "pageBreakBefore"]  # a second is invalid
    assert not spacing.between(paragraph(), spacing.page_break(), w("tbl"), {})


def test_the_header_of_the_first_page_stands_there_alone(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "house"
    folder.mkdir(parents=True)
    skin = docx.Document()
    skin.sections[0].different_first_page_header_footer = True
    skin.sections[0].first_page_header.paragraphs[0].text = "首页眉"
    skin.sections[0].header.paragraphs[0].text = "各页眉"
    skin.save(str(folder / "reference.docx"))
    (folder / "style.toml").write_text('extends = "report"\n', encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 题\ntemplate: house\n---\n\n# 一\n\n文。\n\n```columns 2\n左。\n\n右。\n```\n\n尾。\n", "utf-8"
    )
    built = pipeline.build(path, lone(path), None, ("docx",))
    document = docx.Document(io.BytesIO(built.files["a.docx"]))
    titled = [section.different_first_page_header_footer for section in document.sections]
    assert titled[0] and not any(titled[1:]) and len(titled) > 1
    assert document.sections[0].first_page_header.paragraphs[0].text == "首页眉"
    assert document.sections[-1].header.paragraphs[0].text == "各页眉"
