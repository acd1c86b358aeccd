"""A reference document, designed in Word: the Word file takes it over as it is, and the PDF follows it in what both can share."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from conftest import ROOT, validator
from jzdocs.build import pipeline
from jzdocs.errors import UsageError
from jzdocs.project import Project, lone
from jzdocs.source.template import find_template
from jzdocs.style.reference_headers import read_headers
from jzdocs.units import mm, to_pt
from reading import glyphs, lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCE = "---\ntitle: 甲\n---\n\n# 总体情况\n\n全市投入[12亿元]{#a}。\n\n## 分项\n\n- 一项\n\n正文第二段。\n"


def make_reference_document(path: Path, *, chinese_ids: bool = False) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(35),
        Mm(25),
        Mm(30),
        Mm(30),
    )
    section.header.paragraphs[0].text = "某某市数据局"
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "#AA0000").save(picture, "PNG")
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(picture.getvalue()), width=Mm(20))
    normal = document.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(14), RGBColor(0x22, 0x22, 0x22)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    normal.paragraph_format.line_spacing = Pt(26)
    normal.paragraph_format.first_line_indent = Pt(28)
    heading = document.styles["Heading 1"]
    heading.font.size, heading.font.color.rgb, heading.font.underline = Pt(20), RGBColor(0xAA, 0, 0), True
    heading.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    heading.element.rPr.rFonts.attrib.pop(qn("w:eastAsiaTheme"), None)
    heading.paragraph_format.space_before = Pt(30)
    document.save(str(path))
    if chinese_ids:
        with zipfile.ZipFile(path) as archive:
            parts = {n: archive.read(n) for n in archive.namelist()}
        for old, new in (("Heading1", "1"), ("Heading2", "2"), ("Header", "a3")):
            parts["word/styles.xml"] = parts["word/styles.xml"].replace(f'"{old}"'.encode(), f'"{new}"'.encode())
            for name in [n for n in parts if re.match(r"word/(?:header|footer)\d", n)]:
                parts[name] = parts[name].replace(f'w:val="{old}"'.encode(), f'w:val="{new}"'.encode())
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)


def project(folder: Path, **more: Any) -> Project:
    (folder / "templates" / "ours").mkdir(parents=True)
    make_reference_document(folder / "templates" / "ours" / "reference.docx", **more)
    (folder / "a.md").write_text(SOURCE, encoding="utf-8")
    return replace(lone(folder / "a.md"), root=folder)


def built(folder: Path, **more: Any) -> tuple[pipeline.Built, Path, Path]:
    made = pipeline.build(folder / "a.md", project(folder, **more), "ours")
    assert not made.report.errors, list(map(str, made.report))
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    return made, folder / "a.docx", folder / "a.pdf"


def styles(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/styles.xml"))
    return {s.find(f"{W}name").get(f"{W}val").lower(): s for s in root.iter(f"{W}style")}


def test_the_pdf_follows_the_reference_document(tmp_path: Path) -> None:
    made, _, pdf = built(tmp_path)
    sheet = pipeline.load(tmp_path / "a.md", replace(lone(tmp_path / "a.md"), root=tmp_path), "ours").sheet
    assert (to_pt(sheet.body.size), to_pt(sheet.body.leading), sheet.body.color, round(to_pt(sheet.body.indent))) == (
        14,
        26,
        "222222",
        28,
    )
    assert (to_pt(sheet.headings[0].text.size), sheet.headings[0].text.color, sheet.headings[0].text.font) == (
        20,
        "AA0000",
        "hei",
    )
    assert round(to_pt(sheet.page.inner) / 72 * 25.4) == 35 and sheet.headings[0].numbering == "一、"
    page = glyphs(pdf)[0]
    body = [g for g in page if g.text == "投"]
    assert body[0].size == 14 and min(g.x0 for g in page) >= 35 / 25.4 * 72 - 1
    alone = next(d for d in made.report if d.code == "T014")
    assert "headers and footers" not in alone.worded()[0] and "underlines (heading 1)" in alone.worded()[0].lower()
    head = "".join(g.text for g in lines(page)[0])
    assert head.startswith("某某市数据局")  # its text and its logo
    assert sheet.header.default.logo is not None and len(sheet.pictures) == 1


@pytest.mark.parametrize("chinese_ids", [False, True])
def test_the_word_file_takes_the_reference_document_over(tmp_path: Path, chinese_ids: bool) -> None:
    (tmp_path / "cover").mkdir()
    target = project(tmp_path / "cover")
    (tmp_path / "cover" / "templates" / "ours" / "style.toml").write_text('extends = "briefing"\n', encoding="utf-8")
    with_cover = pipeline.build(tmp_path / "cover" / "a.md", target, "ours")
    names = zipfile.ZipFile(io.BytesIO(with_cover.files["a.docx"])).namelist()
    assert len(names) == len(set(names)), "the cover's empty header stands beside the reference document's"
    _, word, _ = built(tmp_path, chinese_ids=chinese_ids)
    found = styles(word)
    heading = found["heading 1"]
    assert heading.get(f"{W}styleId") == "Heading1" and heading.find(f"{W}rPr/{W}u") is not None
    assert heading.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "1"
    assert found["normal"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "28" and "key figure label" in found
    with zipfile.ZipFile(word) as archive:
        headers = [archive.read(n).decode() for n in archive.namelist() if n.startswith("word/header")]
        assert any("某某市数据局" in h and "<pic:pic" in h for h in headers)
        assert all('w:val="a3"' not in h for h in headers)
        used = set(
            re.findall(r'w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', archive.read("word/document.xml").decode())
        )
    assert used <= {s.get(f"{W}styleId") for s in found.values()}
    done = subprocess.run([str(validator()), str(word)], capture_output=True, text=True, timeout=120, check=False)
    assert '"ok": true' in done.stdout, done.stdout


def test_a_stylesheet_beside_the_reference_document_says_what_word_cannot(tmp_path: Path) -> None:
    target = project(tmp_path)
    (tmp_path / "templates" / "ours" / "style.toml").write_text(
        'extends = "briefing"\n[chart]\nsize = "10pt"\n', encoding="utf-8"
    )
    loaded = pipeline.load(tmp_path / "a.md", target, "ours")
    assert to_pt(loaded.sheet.chart.size) == 10 and to_pt(loaded.sheet.body.size) == 14
    assert loaded.sheet.headings[0].numbering == "第一部分\u3000"


def test_the_same_reference_document_gives_the_same_bytes(tmp_path: Path) -> None:
    made, _, _ = built(tmp_path)
    again = pipeline.build(tmp_path / "a.md", replace(lone(tmp_path / "a.md"), root=tmp_path), "ours")
    assert made.files == again.files
    assert any("reference.docx" in name for name in made.inputs)


def test_the_older_name_of_a_reference_document_is_read_too(tmp_path: Path) -> None:
    project(tmp_path)
    folder = tmp_path / "templates" / "ours"
    (folder / "reference.docx").rename(folder / "skin.docx")
    template = find_template("ours", [tmp_path / "templates", ROOT / "templates"])
    assert template.reference_document == folder / "skin.docx"
    (folder / "reference.docx").write_bytes((folder / "skin.docx").read_bytes())
    template = find_template("ours", [tmp_path / "templates", ROOT / "templates"])
    assert template.reference_document == folder / "reference.docx"


def test_settings_that_only_word_shows_are_named_in_the_users_language(tmp_path: Path) -> None:
    made, _, _ = built(tmp_path)
    warning = next(d for d in made.report if d.code == "T014")
    assert "下划线（heading 1）" in warning.worded("zh")[0]


@pytest.mark.parametrize(
    ("header", "keys", "whole"),
    [
        ("<w:p><w:r><w:t>某局</w:t></w:r></w:p>", {"left": "某局", "center": "", "right": "", "rule": False}, True),
        ("<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>某局</w:t></w:r></w:p>", {"center": "某局"}, True),
        (
            "<w:p><w:pPr><w:pBdr/></w:pPr><w:r><w:t>某局</w:t><w:tab/><w:tab/></w:r>"
            "<w:fldSimple w:instr=' PAGE '><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>",
            {"left": "某局", "right": "{page}", "rule": True},
            True,
        ),
        ("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>", None, False),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", None, False),
        ("<w:p><w:fldSimple w:instr=' DATE '><w:r><w:t>今天</w:t></w:r></w:fldSimple></w:p>", None, False),
    ],
)
def test_a_header_of_one_line_is_taken_over_and_others_are_words_alone(
    header: str, keys: dict[str, object] | None, whole: bool
) -> None:
    found = read_headers(*header_archive(header), "reference.docx", (mm(30), mm(30)))
    assert found.whole == whole
    assert (keys is None) == ("header" not in found.keys)
    assert not keys or keys.items() <= found.keys["header"].items()


def test_a_watermark_of_word_is_taken_over() -> None:
    shape = (
        "<w:p><w:r><w:pict><v:shape id='PowerPlusWaterMarkObject7' style='width:10pt;rotation:315'>"
        "<v:textpath string='内部资料'/></v:shape></w:pict></w:r></w:p>"
    )
    found = read_headers(*header_archive(shape), "reference.docx", (mm(30), mm(30)))
    assert found.keys["watermark"] == {"text": "内部资料", "angle": 45}


def header_archive(header: str) -> tuple[zipfile.ZipFile, Any]:
    """A package with one header, and the section that refers to it."""
    names = (
        f"xmlns:w='{W[1:-1]}' xmlns:v='urn:schemas-microsoft-com:vml' "
        "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/header1.xml", f"<w:hdr {names}>{header}</w:hdr>")
        rels = "<Relationships><Relationship Id='rId1' Target='header1.xml'/></Relationships>"
        package.writestr("word/_rels/document.xml.rels", rels)
    section = etree.fromstring(f"<w:sectPr {names}><w:headerReference w:type='default' r:id='rId1'/></w:sectPr>")
    return zipfile.ZipFile(data), section


def test_what_a_stylesheet_cannot_have_is_left_to_word(tmp_path: Path) -> None:
    target = project(tmp_path)
    path = tmp_path / "templates" / "ours" / "reference.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles_xml = parts["word/styles.xml"].decode()
    assert '<w:sz w:val="28"/>' in styles_xml and 'w:firstLine="560"' in styles_xml
    parts["word/styles.xml"] = (
        styles_xml.replace('<w:sz w:val="28"/>', '<w:sz w:val="14pt"/>')
        .replace('w:firstLine="560"', 'w:firstLine="99999"')
        .replace('<w:sz w:val="40"/>', '<w:sz w:val="many"/>')
        .encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    loaded = pipeline.load(tmp_path / "a.md", target, "ours")
    assert to_pt(loaded.sheet.body.size) == 14, "a measure with a unit (ECMA-376 Part 1, 22.9.2.15)"
    assert to_pt(loaded.sheet.body.indent) == 28, "2em, as the report has it"
    assert to_pt(loaded.sheet.headings[0].text.size) == 16, "as the report has it"
    warning = next(d for d in loaded.report if d.code == "T014")
    assert "the value of [body] indent" in warning.worded()[0] and "[heading.1] size" in warning.worded()[0]


def test_lines_in_parts_of_a_single_line_follow_the_size(tmp_path: Path) -> None:
    target = project(tmp_path)
    path = tmp_path / "templates" / "ours" / "reference.docx"
    document = docx.Document(str(path))
    document.styles["Normal"].paragraph_format.line_spacing = 1.5
    document.save(str(path))
    sheet = pipeline.load(tmp_path / "a.md", target, "ours").sheet
    assert to_pt(sheet.body.leading) == 27.3  # 14 pt × 1.3 × 1.5


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "reference.docx").write_text("text", encoding="utf-8")
    with pytest.raises(UsageError, match="not a Word file"):
        find_template("ours", [tmp_path, ROOT / "templates"])
