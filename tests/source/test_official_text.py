"""An official document as plain text: what stands in its PDF and Word file, with every template."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone

NOTICE = """青河县教育局文件
青教发〔2025〕12号
关于做好秋季开学工作的通知
各中小学校：
为做好秋季开学工作，现将有关事项通知如下。
一、总体要求
坚持安全第一，统筹推进各项准备工作。
二、工作安排
各校要于8月25日前完成自查。
附件：任务分工表
青河县教育局
2025年8月20日
（此件公开发布）
"""


def texts(folder: Path, template: str) -> tuple[str, str, list[str]]:
    """The text of PDF and DOCX without blanks, and the codes of the findings."""
    path = folder / "a.txt"
    path.write_text(NOTICE, encoding="utf-8")
    result = pipeline.build(path, lone(path), template)
    for name, data in result.files.items():
        (folder / name).write_bytes(data)
    pdf = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(folder / "a.pdf"))
    xml = zipfile.ZipFile(folder / "a.docx").read("word/document.xml").decode()
    word = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    return re.sub(r"\s", "", pdf), re.sub(r"\s", "", word), [d.code for d in result.report]


@pytest.mark.parametrize("template", ["briefing", "report", "gongwen"])
def test_each_element_is_printed_by_each_template(tmp_path: Path, template: str) -> None:
    pdf, word, codes = texts(tmp_path, template)
    for text in (pdf, word):
        for element in ("青教发〔2025〕12号", "各中小学校：", "附件：任务分工表", "2025年8月20日", "（此件公开发布）"):
            assert element in text
    assert codes == ([] if template == "gongwen" else ["S064"])
    assert ("青河县教育局文件" in pdf) == (template == "gongwen")


def test_the_official_template_prints_each_element_once(tmp_path: Path) -> None:
    for text in texts(tmp_path, "gongwen")[:2]:
        assert text.count("各中小学校：") == text.count("附件：任务分工表") == text.count("（此件公开发布）") == 1
