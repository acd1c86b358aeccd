"""Footnotes with lists, tables, quotations and code, marks that repeat, notes in notes: in the PDF and in Word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from jzdocs.build import pipeline
from jzdocs.project import lone

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCE = """---
title: 注
template: report
---

甲[^a]，乙[^b]，丙[^a]。

[^a]: 第一段，见[^b]，又[^c]。

    - 列表甲
    - 列表乙

    ```
    代码行
    ```

[^b]: | 表头 | 值 |
    |---|---|
    | 一 | 二 |

[^c]: 里层。
"""


def part(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(name))


def test_notes_hold_blocks_and_marks_repeat(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    built = pipeline.build(path, lone(path))
    assert [d.code for d in built.report] == ["S074"]
    docx = next(data for name, data in built.files.items() if name.endswith(".docx"))
    notes = [n for n in part(docx, "word/footnotes.xml") if n.get(f"{W}type") is None]
    texts = ["".join(t.text or "" for t in note.iter(f"{W}t")) for note in notes]
    assert len(notes) == 2 and all(word in texts[0] for word in ("第一段", "列表甲", "列表乙", "代码行", "（里层。）"))
    assert len(list(notes[0].iter(f"{W}numPr"))) == 2 and notes[1].find(f"{W}tbl") is not None
    assert notes[1][-1].tag == f"{W}p" and not list(notes[1].iter(f"{W}tblHeader"))
    body = part(docx, "word/document.xml")
    assert [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")] == ["1", "2"]
    codes = [(t.text or "").split() for t in body.iter(f"{W}instrText") if "NOTEREF" in (t.text or "")]
    (name,) = {code[1] for code in codes}
    start = next(b for b in body.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == name)
    assert start.getnext().find(f"{W}footnoteReference").get(f"{W}id") == "1"  # type: ignore[union-attr]
