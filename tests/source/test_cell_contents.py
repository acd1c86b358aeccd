"""Lists and pictures in the cells of tables: read, printed in both documents, kept when a text is edited."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
from docx import Document
from hypothesis import given, settings, strategies as st
from PIL import Image
from tests.support.pdf_tags import faults

from jzdocs.build import pipeline
from jzdocs.model import nodes
from jzdocs.project import lone
from jzdocs.pull.pull import pull
from jzdocs.source.cell_contents import BULLET, with_bullets

SOURCE = """---
title: 表
template: report
---

# 一

| 项目 | 内容 | 图 |
|---|---|---|
| 甲 | - 逐项核对<br>- 明确责任 | ![样图](x.png) |
| 乙 | - 5 | 说明<br>![另一图](x.png) |

```table
columns: [名称, 图]
rows:
  - [一号, "![一号照片](x.png)"]
  - ["- 建设<br>- 完工", 无]
```
"""


def built(folder: Path, text: str = SOURCE) -> Path:
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "#5B8DB8").save(picture, "PNG")
    (folder / "x.png").write_bytes(picture.getvalue())
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    result = pipeline.build(path, lone(path))
    assert not list(result.report)
    for name, data in result.files.items():
        (folder / name).write_bytes(data)
    return path


def test_lists_and_pictures_stand_in_both_documents(tmp_path: Path) -> None:
    built(tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
    assert "•逐项核对•明确责任" in text and "-5" in text and "样图" not in text
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert not faults(pdf)
        images = {str(o.get("/Subtype")) for o in pdf.objects if isinstance(o, pikepdf.Stream)}
        alts = [str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert "/Image" in images and sorted(alts) == ["一号照片", "另一图", "样图"]
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        xml = archive.read("word/document.xml").decode()
    assert xml.count("<pic:pic") == 3 and 'descr="一号照片"' in xml
    cells = [cell.text for cell in Document(tmp_path / "a.docx").tables[0].columns[1].cells]
    assert cells == ["内容", f"{BULLET}逐项核对\n{BULLET}明确责任", "- 5"]


def test_later_lines_of_an_item_hang_below_its_first_word(tmp_path: Path) -> None:
    built(tmp_path, SOURCE.replace("逐项核对", "逐项核对台账" * 12))
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage()
    boxes = [page.get_charbox(i) for i in range(page.count_chars()) if page.get_text_range(i, 1) in "逐核对台账"]
    lefts = sorted({round(left) for left, *_ in boxes})
    bullet = next(page.get_charbox(i)[0] for i in range(page.count_chars()) if page.get_text_range(i, 1) == "•")
    assert lefts[0] > bullet + 5


def test_a_picture_stays_when_the_text_beside_it_is_edited(tmp_path: Path) -> None:
    path = built(tmp_path)
    word = Document(tmp_path / "a.docx")
    for cell in (c for table in word.tables for row in table.rows for c in row.cells):
        for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
            run.text = run.text.replace("说明", "新的说明") if not run._r.xpath(".//w:drawing") else run.text
            if "责任" in run.text:
                run.text = run.text.replace("责任", "分工")
    word.save(str(tmp_path / "a.docx"))
    outcome = pull(tmp_path / "a.docx", {})
    (file,) = [merged for merged in outcome.files if Path(merged.path).name == path.name]
    assert "| 新的说明<br>![另一图](x.png) |" in file.merged
    assert "- 逐项核对<br>- 明确分工" in file.merged


@settings(deadline=None)
@given(st.lists(st.text("-* 甲a1•", max_size=6), min_size=1, max_size=4))
def test_bullets_change_nothing_but_dashes_at_the_start_of_lines(lines: list[str]) -> None:
    inlines: list[nodes.Inline] = []
    for line in lines:
        inlines += [nodes.Break(), nodes.Text(line)] if inlines else [nodes.Text(line)]
    out = with_bullets(inlines)
    assert len(out) == len(inlines)
    for before, after in zip(inlines, out, strict=True):
        if isinstance(before, nodes.Text) and isinstance(after, nodes.Text) and before != after:
            assert re.fullmatch(r"[-*][ ]+(\S.*)", before.text) and after.text.startswith(BULLET)
            assert after.text.removeprefix(BULLET) == re.sub(r"^[-*] +", "", before.text)
