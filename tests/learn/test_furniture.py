"""Page numbers, heads and red heads as Word and WPS put them in: text boxes, frames, tables, even pages, double rules."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt
from tests.support import looks
from tests.support.command import run

from jzdocs.learn.files import template_files
from jzdocs.learn.learned import Learned
from jzdocs.learn.sample import read_sample
from jzdocs.learn.standard import differences
from jzdocs.learn.template import learn
from jzdocs.messages.catalogue import text

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
FIELD = '<w:r><w:t>— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r>'


def text_box(place: str) -> str:
    return (
        f"<w:p {NAMESPACES}><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom='margin'><wp:align>{place}</wp:align>"
        f"</wp:positionH><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p>{FIELD}</w:p>"
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def frame(place: str) -> str:
    return f"<w:p {NAMESPACES}><w:pPr><w:framePr w:wrap='around' w:hAnchor='margin' w:xAlign='{place}'/></w:pPr>{FIELD}</w:p>"


def aligned(place: str) -> str:
    return f"<w:p {NAMESPACES}><w:pPr><w:jc w:val='{place}'/></w:pPr>{FIELD}</w:p>"


def put_into(part: Any, xml: str) -> None:
    part.is_linked_to_previous = False
    for paragraph in list(part.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    part._element.append(parse_xml(xml))


def learned(path: Path, change: Callable[[Any], None]) -> tuple[Learned, dict[str, Any], dict[str, bytes]]:
    looks.notice(path)
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    found = learn(read_sample(path))
    files = template_files(found)
    return found, tomllib.loads(files["style.toml"].decode()), files


@pytest.mark.parametrize(
    ("xml", "place"),
    [
        (text_box("center"), "center"),
        (text_box("outside"), "outside"),
        (frame("center"), "center"),
        (frame("outside"), "outside"),
        (aligned("center"), "center"),
    ],
)
def test_page_number_is_found_where_programs_put_it(tmp_path: Path, xml: str, place: str) -> None:
    _, keys, _ = learned(tmp_path / "a.docx", lambda d: put_into(d.sections[0].footer, xml))
    number = keys["page"].get("number", {})
    assert number.get("place", "outside") == place
    assert number.get("pattern", "— {page} —") == "— {page} —"
    assert "footer" not in keys


def test_even_pages_show_that_numbers_stand_outside(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        put_into(document.sections[0].footer, aligned("right"))
        put_into(document.sections[0].even_page_footer, aligned("left"))

    _, keys, _ = learned(tmp_path / "a.docx", change)
    assert "place" not in keys["page"].get("number", {})  # as the standard has it


def test_a_head_in_a_table_stays_in_word(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        header = document.sections[0].header
        table = header.add_table(1, 2, Pt(400))
        table.cell(0, 0).text, table.cell(0, 1).text = "某某规程", "内部资料"

    found, _, files = learned(tmp_path / "a.docx", change)
    assert any(finding.code == "T075" for finding in found.report)
    (tmp_path / "reference.docx").write_bytes(files["reference.docx"])
    cells = docx.Document(str(tmp_path / "reference.docx")).sections[0].header.tables[0].rows[0].cells
    assert [cell.text for cell in cells] == ["某某规程", "内部资料"]
    assert {"某某规程", "内部资料"} <= set(found.taken)


def test_a_red_head_in_a_table_is_read(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        first = document.paragraphs[0]
        table = document.add_table(1, 1)
        first._element.addprevious(table._element)
        table.cell(0, 0).paragraphs[0]._element.addprevious(first._element)

    found, keys, files = learned(tmp_path / "a.docx", change)
    assert found.head is not None
    assert found.head.lines == ("示例市教育局文件",)
    assert keys["style"]["red_head"]["size"] == "36pt"
    assert "示例市教育局文件" in files["document.md.j2"].decode()
    assert keys["opening"]["below"] == "28pt"
    assert "head" not in keys["opening"]  # where a table ends is not known


def test_a_double_rule_is_that_of_a_letter(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        for border in document.element.body.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bottom"
        ):
            border.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "thickThinSmallGap")

    _, _, files = learned(tmp_path / "a.docx", change)
    assert "form: letter" in files["document.md.j2"].decode()


def test_a_document_of_ours_is_as_the_standard_has_it(tmp_path: Path) -> None:
    source = """---
title: 某某市人民政府关于加强供热保障工作的通知
issuer: 某某市人民政府
number: 某政发〔2025〕12号
to: [各县（区、市）人民政府, 市直各有关单位]
date: 2025-11-20
cc: [市委办公室]
---

为做好今冬明春供热工作，确保居民温暖过冬，现就有关事项通知如下。

# 总体要求

坚持安全第一、民生优先，健全责任体系，落实保障措施，确保供热安全稳定。

## 抓好检修

供热单位要完成管网和锅炉的检修、试压，消除安全隐患。
"""
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    done = run("build", "a.md", "--template", "gongwen", "--to", "docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.rglob("a.docx")
    found = learn(read_sample(path))
    assert [text(each.worded, "zh") for each in differences(found)] == []
    assert found.keys == {}
