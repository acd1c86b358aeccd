"""The Word file: real styles, fields, notes, lists, tables."""

from __future__ import annotations

import io
import posixpath
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from conftest import Sample, build_sample, validator
from jzdocs.build import pipeline
from jzdocs.options import BuildOptions
from jzdocs.project import lone
from jzdocs.word.numbering import heading_level
from reading import W, paragraphs, part

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EVERYTHING = """---
title: 样样都有
template: report
date: 2025-11-20
---

# 甲 {#a}

正文[^n]，见@tbl:t和[网址](https://example.org)、**粗**、*楷*、`码`，m<sup>2</sup>。

1. 一
2. 二
   - 子
   - 项

- 三

> 引文。

```python
x = 1
```

```table #tbl:t
title: 合并
columns: [事项, {text: 两列, colspan: 2}]
align: [left, decimal, center]
rows:
  - [{text: 甲, rowspan: 2}, "1.25", 个]
  - ["13", 套]
note: 注[^m]。
```

---

[^n]: 注一。
[^m]: 注二。
"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("everything")
    path = folder / "all.md"
    path.write_text(EVERYTHING, encoding="utf-8")
    return build_sample(path, lone(path), folder)


def attribute(element: object, name: str) -> str:
    return element.get(f"{W}{name}")  # type: ignore[attr-defined,no-any-return]


def test_the_validator_is_silent_on_everything(everything: Sample) -> None:
    done = subprocess.run(
        [str(validator()), str(everything.docx)], capture_output=True, text=True, timeout=120, check=False
    )
    assert '"errors": []' in done.stdout, done.stdout[:3000]


@pytest.mark.parametrize("name", ["sample", "everything"])
def test_what_the_validator_misses(name: str, request: pytest.FixtureRequest) -> None:
    """Styles exist, cells hold a paragraph, ids are used once, relationships have targets."""
    docx: Path = request.getfixturevalue(name).docx
    styles = {attribute(s, "styleId") for s in part(docx, "word/styles.xml").iter(f"{W}style")}
    with zipfile.ZipFile(docx) as archive:
        names = set(archive.namelist())
        for story in [n for n in names if re.match(r"word/(document|footnotes|header\d+|footer\d+)\.xml", n)]:
            root = part(docx, story)
            used = {attribute(e, "val") for tag in ("pStyle", "rStyle", "tblStyle") for e in root.iter(f"{W}{tag}")}
            assert used <= styles, used - styles
            assert all(cell[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc"))
            marks = [attribute(b, "id") for b in root.iter(f"{W}bookmarkStart")]
            assert len(marks) == len(set(marks))
        for rels in [n for n in names if n.endswith(".rels")]:
            base = rels.replace("_rels/", "").removesuffix(".rels")
            for relationship in part(docx, rels):
                if relationship.get("TargetMode") != "External":
                    target = relationship.get("Target")
                    full = (
                        target.lstrip("/")
                        if target.startswith("/")
                        else posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
                    )
                    assert full in names, (rels, full)


def test_every_style_has_an_east_asian_font(sample: Sample) -> None:
    for style in part(sample.docx, "word/styles.xml").iter(f"{W}style"):
        if attribute(style, "type") == "paragraph":
            fonts = style.find(f"{W}rPr/{W}rFonts")
            assert fonts is not None and attribute(fonts, "eastAsia") in ("宋体", "黑体", "楷体", "方正小标宋简体")


def test_headings_are_headings(sample: Sample) -> None:
    styles = [s for s, _ in paragraphs(sample.docx)]
    assert styles.count("Heading1") == 4 and styles.count("Heading2") == 16
    levels = {
        attribute(s, "styleId"): attribute(s.find(f"{W}pPr/{W}outlineLvl"), "val")
        for s in part(sample.docx, "word/styles.xml").iter(f"{W}style")
        if s.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3"}


def test_contents_are_a_field_already_filled(sample: Sample) -> None:
    root = part(sample.docx, "word/document.xml")
    codes = ["".join(e.itertext()).strip() for e in root.iter(f"{W}instrText")]
    assert 'TOC \\o "1-2" \\h \\z \\u' in codes and 'TOC \\h \\z \\c "图"' in codes and 'TOC \\h \\z \\c "表"' in codes
    entries = [t for s, t in paragraphs(sample.docx) if s in ("TOC1", "TOC2")]
    assert len(entries) == 20
    for entry in entries:
        title, number = re.fullmatch(r"(.*?)(\d+)", entry).groups()  # type: ignore[union-attr]
        anchors = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
        assert int(number) <= len(sample.built.files) + sample.built.pages and title
        assert all(code.split()[1] in anchors for code in codes if code.startswith(("PAGEREF", "REF")))
    settings = part(sample.docx, "word/settings.xml")
    assert settings.find(f"{W}updateFields") is None


def test_captions_count_and_references_refer(sample: Sample) -> None:
    root = part(sample.docx, "word/document.xml")
    codes = ["".join(e.itertext()).strip() for e in root.iter(f"{W}instrText")]
    assert sum(c.startswith("SEQ 图") for c in codes) == 10 and sum(c.startswith("SEQ 表") for c in codes) == 5
    assert sum(c.startswith("REF _Ref") for c in codes) >= 15


def test_fields_are_balanced(sample: Sample) -> None:
    for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
        try:
            root = part(sample.docx, name)
        except KeyError:
            continue
        depth = 0
        for mark in root.iter(f"{W}fldChar"):
            depth += {"begin": 1, "separate": 0, "end": -1}[attribute(mark, "fldCharType")]
            assert depth >= 0
        assert depth == 0


def test_page_numbers_and_settings(sample: Sample) -> None:
    with zipfile.ZipFile(sample.docx) as archive:
        footers = "".join(archive.read(n).decode() for n in archive.namelist() if "footer" in n and n.endswith(".xml"))
        settings = archive.read("word/settings.xml").decode()
        document = archive.read("word/document.xml").decode()
    assert " PAGE " in footers and " NUMPAGES " in footers
    assert 'w:name="compatibilityMode"' in settings and 'w:val="15"' in settings
    assert 'w:characterSpacingControl w:val="compressPunctuation"' in settings
    assert "mirrorMargins" in settings and 'w:eastAsia="zh-CN"' in settings
    assert document.count("descr=") >= 12 and 'descr=""' not in document


def test_lists_notes_tables_and_links(everything: Sample) -> None:
    root = part(everything.docx, "word/document.xml")
    numbers = [attribute(e, "val") for e in root.iter(f"{W}numId")]
    levels = [attribute(e, "val") for e in root.iter(f"{W}ilvl")]
    assert len(set(numbers)) == 3 and levels == ["0", "0", "1", "1", "0"]
    notes = [attribute(e, "id") for e in part(everything.docx, "word/footnotes.xml").iter(f"{W}footnote")]
    assert notes == ["-1", "0", "1", "2"]
    assert [attribute(e, "id") for e in root.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [attribute(e, "val") for e in root.iter(f"{W}gridSpan")] == ["2"]
    assert [attribute(e, "val") for e in root.iter(f"{W}vMerge")] == ["restart", "continue"]
    assert len(list(root.iter(f"{W}tblHeader"))) == 1 and len(list(root.iter(f"{W}cantSplit"))) >= 3
    assert any(e.get(f"{R}id") for e in root.iter(f"{W}hyperlink"))


def test_pictures_are_sharp(sample: Sample) -> None:
    import io

    from PIL import Image

    with zipfile.ZipFile(sample.docx) as archive:
        pictures = [n for n in archive.namelist() if n.endswith(".png")]
        assert len(pictures) == 2, "the dumbbell and the progress: Word draws the others itself"
        for name in pictures:
            assert Image.open(io.BytesIO(archive.read(name))).width >= 156 / 25.4 * 300 - 2


def test_dates_come_from_the_document(everything: Sample) -> None:
    with zipfile.ZipFile(everything.docx) as archive:
        assert "2025-11-20T00:00:00Z" in archive.read("docProps/core.xml").decode()
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_tall_picture_is_as_large_as_in_the_pdf(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 3000), "white").save(tmp_path / "tall.png")
    (tmp_path / "a.md").write_text("# 题\n\n![高图](tall.png)\n", encoding="utf-8")
    root = part(build_sample(tmp_path / "a.md", lone(tmp_path / "a.md"), tmp_path).docx, "word/document.xml")
    (extent,) = [e for e in root.iter() if e.tag.endswith("}extent")]
    wide, high = int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    assert 5 * 914_400 < high < 10 * 914_400  # within A4's text
    assert abs(high - 5 * wide) <= 5


def test_ruby_and_turned_sections(tmp_path: Path) -> None:
    columns = ", ".join(f"指标{i}" for i in range(9))
    text = f"---\ntitle: 题\ntemplate: report\n---\n\n[潇河]{{ruby=Xiāo Hé}}。\n\n```table #tbl:w\ntitle: 宽表\nlandscape: yes\ncolumns: [{columns}]\nrows: [[{columns}]]\n```\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    made = build_sample(tmp_path / "a.md", lone(tmp_path / "a.md"), tmp_path)
    root = part(made.docx, "word/document.xml")
    assert ["".join(r.itertext()) for r in root.iter(f"{W}ruby")] == ["Xiāo Hé潇河"]
    assert [s.get(f"{W}orient") for s in root.iter(f"{W}pgSz")] == [None, "landscape"]
    done = subprocess.run([str(validator()), str(made.docx)], capture_output=True, text=True, timeout=120, check=False)
    assert '"errors": []' in done.stdout, done.stdout[:2000]


def test_headings_are_a_list_of_word(sample: Sample, tmp_path: Path) -> None:
    numbering, styles = part(sample.docx, "word/numbering.xml"), part(sample.docx, "word/styles.xml")
    levels = numbering.find(f"{W}abstractNum").findall(f"{W}lvl")
    said = [
        (
            attribute(lvl.find(f"{W}pStyle"), "val"),
            attribute(lvl.find(f"{W}lvlText"), "val"),
            attribute(lvl.find(f"{W}numFmt"), "val"),
        )
        for lvl in levels
    ]
    assert said == [
        ("Heading1", "第%1部分\u3000", "chineseCountingThousand"),
        ("Heading2", "%2、", "chineseCountingThousand"),
        ("Heading3", "（%3）", "chineseCountingThousand"),
        ("Heading4", "%4.", "decimal"),
    ]
    bound = {attribute(s, "styleId"): s.find(f"{W}pPr/{W}numPr") for s in styles.iter(f"{W}style")}
    assert attribute(bound["Heading2"].find(f"{W}ilvl"), "val") == "1" and bound["BodyText"] is None
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 甲\ntemplate: report\n---\n\n# 数的\n\n# 五、自己编的\n\n# 不编的 {-}\n\n# 接着数的\n",
        encoding="utf-8",
    )
    made = build_sample(path, lone(path), tmp_path)
    assert [t for s, t in paragraphs(made.docx) if s == "Heading1"] == [
        "一、数的",
        "五、自己编的",
        "不编的",
        "六、接着数的",
    ]


@pytest.mark.parametrize(
    ("level", "pattern", "text", "form"),
    [
        (0, "第一章 ", "第%1章 ", "chineseCountingThousand"),
        (1, "1.1 ", "%1.%2 ", "decimal"),
        (2, "1.1.1", "%1.%2.%3", "decimal"),
        (2, "1.1", "%2.%3", "decimal"),
        (3, "①", "%4", "decimalEnclosedCircleChinese"),
        (0, "1", "%1", "decimal"),
    ],
)
def test_patterns_of_numbers(level: int, pattern: str, text: str, form: str) -> None:
    made = heading_level(level, pattern)
    assert attribute(made.find(f"{W}lvlText"), "val") == text and attribute(made.find(f"{W}numFmt"), "val") == form
    assert (made.find(f"{W}isLgl") is not None) == (text.count("%") > 1)


def test_findings_are_comments_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "---\ntitle: 甲\ntemplate: report\n---\n\n# 一段\n\n没有问题。\n\n由24.6%提升至38.2%，提高13.6%。\n\n又没有问题。\n"
    path.write_text(text, encoding="utf-8")
    with_comments = pipeline.build(
        path, lone(path), None, ("docx",), BuildOptions(comment=lambda d: f"{d.code} {d.worded()[0]}")
    )
    if (
        with_comments.report.errors
    ):  # a fault of arithmetic is an error: nothing is built; a warning is told in the file
        path.write_text(text.replace("提高13.6%", "增幅超过50%以上"), encoding="utf-8")
        with_comments = pipeline.build(
            path, lone(path), None, ("docx",), BuildOptions(comment=lambda d: f"{d.code} {d.worded()[0]}")
        )
    (tmp_path / "a.docx").write_bytes(with_comments.files["a.docx"])
    comments = part(tmp_path / "a.docx", "word/comments.xml")
    said = ["".join(t.text or "" for t in c.iter(f"{W}t")) for c in comments.iter(f"{W}comment")]
    assert (
        len(said) == 1
        and said[0].startswith("F105 ")
        and "date" not in {k.rpartition("}")[2] for c in comments for k in c.attrib}
    )
    body = part(tmp_path / "a.docx", "word/document.xml")
    marked = next(p for p in body.iter(f"{W}p") if p.find(f".//{W}commentReference") is not None)
    assert "".join(t.text or "" for t in marked.iter(f"{W}t")).startswith("由24.6%")
    done = subprocess.run(
        [str(validator()), str(tmp_path / "a.docx")], capture_output=True, text=True, timeout=120, check=False
    )
    assert '"ok": true' in done.stdout, done.stdout
    assert "comments.xml" not in "".join(
        zipfile.ZipFile(io.BytesIO(pipeline.build(path, lone(path), None, ("docx",)).files["a.docx"])).namelist()
    )
