"""Edits made in Word come home: every kind of edit lands on its line of the source, none elsewhere, and an unedited
file gives none."""

from __future__ import annotations

import copy
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, strategies as st
from lxml import etree

from command import run
from conftest import ROOT, need
from jzdocs.build import pipeline
from jzdocs.errors import DocumentError
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.message import Language
from jzdocs.project import find_project, lone
from jzdocs.pull.edits import UnappliedEdit
from jzdocs.pull.merge import Clean, merge3, merge_files, merge_texts
from jzdocs.pull.pull import Pulled, pull

SOURCE = """---
title: 城市管理 工作简报
subtitle: 主题发布会
issuer: [甲市城市管理局, 甲市教育局]
date: 2025-11-20
template: report
data: reuse.csv
---

# 城市管理 {#urban}

**治水成系统。**再生水利用率由[24.6%]{#reuse.from}提升至[38.2%]{#reuse.to}，提高13.6个百分点（见@fig:reuse）。

第二段说明*有关*情况,半角逗号保留,还有**要点**和`代码`、[链接](https://example.org)、m<sup>2</sup>[^n]。

- 第一项任务
- 第二项任务

1. 步骤甲
2. 步骤乙

> 引文一段。

## 安全运行

全市供热面积达[13579万平方米]{#heat}，前文的@fact:reuse.to不变，榆次区为@fact:reuse.B2。

| 事项 | 数量 |
| --- | --- |
| 公园 | 12 |
| 广场 | 5 |

```chart #fig:reuse
kind: bar
title: 再生水利用率
unit: "%"
rows:
  期初: reuse.from
  期末: reuse.to
note: 起止年份原文未列。
alt: 甲。
```

```chart #fig:lit
kind: column
title: 投资
unit: 亿元
rows: {2023年: 12.5, 2024年: 18}
alt: 乙。
```

```table #tbl:t
title: 完成情况
columns: [环节, 数量]
rows:
  - [申报, "33"]
  - [授信, "13"]
  - [融资, "10"]
note: 数量不可相加。
```

```keyfigures
cards:
  - figure: heat
    label: 供热面积
    context: 五年累计
```

最后一段。

[^n]: 注文一条。
"""
CSV = "县区,利用率（%）\n榆次区,24.6\n"
Document = Any


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("pull")
    (folder / "reuse.csv").write_text(CSV, encoding="utf-8")
    path = folder / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    made = pipeline.build(path, lone(path), None, ("docx",))
    assert not made.report.errors, list(map(str, made.report))
    return path, made.files["a.docx"]


def shown(data: bytes) -> str:
    """The name of the source that a file was built from."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        roots = [
            etree.fromstring(archive.read(n)) for n in archive.namelist() if re.fullmatch(r"customXml/item\d+\.xml", n)
        ]
    return str(json.loads(next(r.text for r in roots if r.tag == "{urn:jzdocs:source}source"))["document"])


def pulled(data: bytes, folder: Path, now: str = SOURCE, changes: Any = "accept") -> tuple[str, Pulled]:
    (folder / "edited.docx").write_bytes(data)
    name = shown(data)
    found = pull(folder / "edited.docx", {name: now}, changes)
    return next(f.merged for f in found.files if f.path == name), found


def reason(edit: UnappliedEdit, language: Language = "en") -> str:
    """Why an edit was not brought back, as a reader is told."""
    return worded(edit.reason, language)


def edit(data: bytes, change: Callable[[Document], object]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def every(document: Document) -> list[Any]:
    return [docx.text.paragraph.Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]


def find(document: Document, text: str) -> Any:
    return next(p for p in every(document) if text in "".join(t.text or "" for t in p._p.iter(qn("w:t"))))


def replaced(text: str, new: str) -> Callable[[Document], object]:
    """Text within one run replaced, as somebody types over it."""

    def change(document: Document) -> None:
        for node in document.element.body.iter(qn("w:t")):
            if text in (node.text or ""):
                node.text = node.text.replace(text, new, 1)
                return
        raise AssertionError(text)

    return change


def deleted(text: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        node = find(document, text)._p
        node.getparent().remove(node)

    return change


def added(after: str, text: str, style: str = "BodyText") -> Callable[[Document], object]:
    def change(document: Document) -> None:
        node = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        kind = OxmlElement("w:pStyle")
        kind.set(qn("w:val"), style)
        properties.append(kind)
        node.append(properties)
        run = OxmlElement("w:r")
        piece = OxmlElement("w:t")
        piece.text = text
        run.append(piece)
        node.append(run)
        find(document, after)._p.addnext(node)

    return change


def item_added(after: str, text: str, *, deeper: bool = False) -> Callable[[Document], object]:
    """Enter typed at the end of an item: the next has its list; Tab makes it a level deeper."""

    def change(document: Document) -> None:
        node = find(document, after)._p
        new = copy.deepcopy(node)
        for child in list(new)[1:]:
            if child.tag != qn("w:r"):
                new.remove(child)
        new.attrib.clear()
        (piece,) = new.iter(qn("w:t"))
        piece.text = text
        if deeper:
            new.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}").set(qn("w:val"), "1")
        node.addnext(new)

    return change


def moved(text: str, before: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        find(document, before)._p.addprevious(find(document, text)._p)

    return change


def split(text: str, at: str) -> Callable[[Document], object]:
    """Enter typed in a paragraph: what follows becomes one of its own, and takes the end of the bookmark along."""

    def change(document: Document) -> None:
        node = find(document, text)._p
        run = next(r for r in node.iter(qn("w:r")) if at in "".join(t.text or "" for t in r.iter(qn("w:t"))))
        piece = run.find(qn("w:t"))
        head, tail = piece.text.split(at, 1)
        second = copy.deepcopy(node)
        for child in list(second):
            if child.tag != qn("w:pPr"):
                second.remove(child)
        second.attrib.pop("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", None)
        for sibling in list(run.itersiblings()):
            second.append(sibling)
        rest = copy.deepcopy(run)
        rest.find(qn("w:t")).text = at + tail
        second.insert(1, rest)
        piece.text = head
        node.addnext(second)

    return change


def joined(first: str, second: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        one, two = find(document, first)._p, find(document, second)._p
        for child in list(two):
            if child.tag != qn("w:pPr"):
                one.append(child)
        two.getparent().remove(two)

    return change


def styled(text: str, tag: str) -> Callable[[Document], object]:
    """A word made bold or italic: its run is cut in three."""

    def change(document: Document) -> None:
        for node in document.element.body.iter(qn("w:t")):
            if text not in (node.text or ""):
                continue
            run = node.getparent()
            head, tail = node.text.split(text, 1)
            for part, marked in ((head, False), (text, True), (tail, False)):
                if not part:
                    continue
                made = copy.deepcopy(run)
                made.find(qn("w:t")).text = part
                if marked:
                    properties = made.find(qn("w:rPr"))
                    if properties is None:
                        properties = OxmlElement("w:rPr")
                        made.insert(0, properties)
                    properties.append(OxmlElement(tag))
                run.addprevious(made)
            run.getparent().remove(run)
            return

    return change


def tracked(old: str, new: str) -> Callable[[Document], object]:
    """A replacement with tracked changes, as Word writes it."""

    def change(document: Document) -> None:
        for node in document.element.body.iter(qn("w:t")):
            if old not in (node.text or ""):
                continue
            run = node.getparent()
            head, tail = node.text.split(old, 1)
            before, after = copy.deepcopy(run), copy.deepcopy(run)
            before.find(qn("w:t")).text, after.find(qn("w:t")).text = head, tail
            gone, come = OxmlElement("w:del"), OxmlElement("w:ins")
            for number, wrapper in enumerate((gone, come)):
                wrapper.set(qn("w:id"), str(9000 + number))
                wrapper.set(qn("w:author"), "王")
            for wrapper, text in ((gone, old), (come, new)):
                made = copy.deepcopy(run)
                piece = made.find(qn("w:t"))
                if wrapper is gone:
                    piece.tag = qn("w:delText")
                piece.text = text
                wrapper.append(made)
            for part in (before, gone, come, after):
                run.addprevious(part)
            run.getparent().remove(run)
            return

    return change


def row_added(after: str, *texts: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        row = next(a for a in find(document, after)._p.iterancestors() if a.tag == qn("w:tr"))
        new = copy.deepcopy(row)
        for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for node, text in zip(new.iter(qn("w:t")), texts, strict=True):
            node.text = text
        for node in new.iter(qn("w:p")):
            node.attrib.pop("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", None)
        row.addnext(new)

    return change


def row_deleted(text: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        row = next(a for a in find(document, text)._p.iterancestors() if a.tag == qn("w:tr"))
        row.getparent().remove(row)

    return change


def overtyped(text: str, new: str) -> Callable[[Document], object]:
    """A marked figure selected whole and typed over: its bookmark is gone."""

    def change(document: Document) -> None:
        for node in document.element.body.iter(qn("w:t")):
            if node.text == text:
                run = node.getparent()
                start = run.getprevious()
                if start is not None and start.tag == qn("w:bookmarkStart"):
                    run.getnext().getparent().remove(run.getnext())
                    start.getparent().remove(start)
                    node.text = new
                    return
        raise AssertionError(text)

    return change


def chart_value(number: int, old: str, new: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        part = next(
            p for p in document.part.package.iter_parts() if str(p.partname) == f"/word/charts/chart{number}.xml"
        )
        assert f"<c:v>{old}</c:v>".encode() in part.blob
        part._blob = part.blob.replace(f"<c:v>{old}</c:v>".encode(), f"<c:v>{new}</c:v>".encode())

    return change


def restyled(text: str, style: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        find(document, text)._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), style)

    return change


def unbolded(text: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        for node in document.element.body.iter(qn("w:t")):
            if node.text == text:
                run = node.getparent()
                run.remove(run.find(qn("w:rPr")))
                return
        raise AssertionError(text)

    return change


def tracked_paragraph(after: str, text: str) -> Callable[[Document], object]:
    """A paragraph put in with tracked changes: its mark and its run are."""

    def change(document: Document) -> None:
        added(after, text)(document)
        node = find(document, text)._p
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:ins"))
        node.find(qn("w:pPr")).append(mark)
        wrapper = OxmlElement("w:ins")
        wrapper.append(node.find(qn("w:r")))
        node.append(wrapper)

    return change


def tracked_removal(text: str) -> Callable[[Document], object]:
    """A paragraph taken out with tracked changes: it joins the one behind it when they are accepted."""

    def change(document: Document) -> None:
        node = find(document, text)._p
        properties = node.find(qn("w:pPr"))
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:del"))
        properties.append(mark)
        for piece_run in node.findall(qn("w:r")):
            wrapper = OxmlElement("w:del")
            piece_run.addprevious(wrapper)
            wrapper.append(piece_run)
            for piece in piece_run.iter(qn("w:t")):
                piece.tag = qn("w:delText")

    return change


def linked(text: str, address: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        for node in document.element.body.iter(qn("w:t")):
            if text in (node.text or ""):
                run = node.getparent()
                link = OxmlElement("w:hyperlink")
                link.set(
                    qn("r:id"),
                    document.part.relate_to(address, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
                )
                run.addprevious(link)
                link.append(run)
                return

    return change


def table_added(after: str) -> Callable[[Document], object]:
    def change(document: Document) -> None:
        table = document.add_table(2, 2)
        for number, cell in enumerate(c for row in table.rows for c in row.cells):
            cell.text = ("项", "数", "甲", "3")[number]
        find(document, after)._p.addnext(table._tbl)

    return change


EDITS: list[tuple[str, Callable[[Document], object], str, str]] = [
    ("a word in a paragraph", replaced("有关", "相关"), "*有关*", "*相关*"),
    ("words beside half-width marks", replaced("半角逗号保留", "逗号不变"), "半角逗号保留", "逗号不变"),
    ("the end of a paragraph", replaced("最后一段。", "最后一段，补一句。"), "最后一段。", "最后一段，补一句。"),
    ("a run-in heading", replaced("治水成系统。", "治水见成效。"), "**治水成系统。**", "**治水见成效。**"),
    ("a heading", replaced("安全运行", "安全稳定运行"), "## 安全运行", "## 安全稳定运行"),
    ("a heading with an id", replaced("城市管理", "城市精细化管理"), "", ""),
    ("bold text", replaced("要点", "重点"), "**要点**", "**重点**"),
    ("code", replaced("代码", "源代码"), "`代码`", "`源代码`"),
    ("a link's text", replaced("链接", "网址"), "[链接](", "[网址]("),
    ("an item", replaced("第一项任务", "第一项工作"), "- 第一项任务", "- 第一项工作"),
    ("a step", replaced("步骤乙", "步骤丙"), "2. 步骤乙", "2. 步骤丙"),
    ("a quotation", replaced("引文一段", "引文两段"), "> 引文一段", "> 引文两段"),
    ("a cell of a table with pipes", replaced("广场", "市民广场"), "| 广场 |", "| 市民广场 |"),
    ("a number in a table with pipes", replaced("12", "14"), "| 公园 | 12 |", "| 公园 | 14 |"),
    ("a cell of a table block", replaced("授信", "已授信"), "[授信,", "[已授信,"),
    ("a quoted cell", replaced("13", "15"), "", ""),
    ("a caption", replaced("完成情况", "进展情况"), "title: 完成情况", "title: 进展情况"),
    (
        "a chart's caption",
        replaced("再生水利用率（%）", "再生水利用率变化（%）"),
        "title: 再生水利用率",
        "title: 再生水利用率变化",
    ),
    ("a chart's note", replaced("起止年份原文未列", "起止年份待补"), "note: 起止年份原文未列", "note: 起止年份待补"),
    ("a table's note", replaced("数量不可相加", "各项不可相加"), "note: 数量不可相加", "note: 各项不可相加"),
    ("a key figure's label", replaced("五年累计", "“十四五”累计"), "context: 五年累计", "context: “十四五”累计"),
    ("the subtitle", replaced("——主题发布会", "——专题发布会"), "subtitle: 主题发布会", "subtitle: 专题发布会"),
    ("a deleted paragraph", deleted("最后一段。"), "最后一段。\n\n", ""),
    ("a deleted item", deleted("第二项任务"), "- 第二项任务\n", ""),
    ("a deleted heading", deleted("安全运行"), "## 安全运行\n\n", ""),
    (
        "an added paragraph",
        added("引文一段", "新增的一段，有*号*。"),
        "> 引文一段。\n",
        "> 引文一段。\n\n新增的一段，有\\*号\\*。\n",
    ),
    ("an added heading", added("最后一段。", "保障措施", "Heading2"), "最后一段。\n", "最后一段。\n\n## 保障措施\n"),
    (
        "an added paragraph behind a chart",
        added("起止年份", "图后一段。"),
        "alt: 甲。\n```\n",
        "alt: 甲。\n```\n\n图后一段。\n",
    ),
    ("bold", styled("逗号", "w:b"), "半角逗号保留", "半角**逗号**保留"),
    ("italics", styled("保留", "w:i"), "逗号保留", "逗号*保留*"),
    ("bold taken away", unbolded("要点"), "**要点**", "要点"),
    ("a heading of another level", restyled("安全运行", "Heading1"), "## 安全运行", "# 安全运行"),
    ("a paragraph made a heading", restyled("最后一段。", "Heading2"), "最后一段。", "## 最后一段。"),
    ("a heading made a paragraph", restyled("安全运行", "BodyText"), "## 安全运行", "安全运行"),
    (
        "a link put on a paragraph",
        linked("最后一段。", "https://example.com/a"),
        "最后一段。",
        "[最后一段。](https://example.com/a)",
    ),
    ("a table", table_added("引文一段"), "> 引文一段。\n", "> 引文一段。\n\n| 项 | 数 |\n| --- | --- |\n| 甲 | 3 |\n"),
    ("a numbered item added", item_added("步骤乙", "步骤丙"), "2. 步骤乙\n", "2. 步骤乙\n3. 步骤丙\n"),
    (
        "a deeper item added",
        item_added("第二项任务", "其中一件", deeper=True),
        "- 第二项任务\n",
        "- 第二项任务\n  - 其中一件\n",
    ),
    (
        "a heading added with a number typed",
        added("最后一段。", "三、保障措施", "Heading2"),
        "最后一段。\n",
        "最后一段。\n\n## 保障措施\n",
    ),
    ("a quotation added", added("最后一段。", "引一句。", "Quote"), "最后一段。\n", "最后一段。\n\n> 引一句。\n"),
    ("an item added", added("第一项任务", "新的一项", "ListParagraph"), "", ""),
    (
        "a tracked new paragraph",
        tracked_paragraph("最后一段。", "修订加的一段。"),
        "最后一段。\n",
        "最后一段。\n\n修订加的一段。\n",
    ),
    ("a tracked removal", tracked_removal("第二项任务"), "- 第二项任务\n", ""),
    ("a tracked replacement", tracked("第二段", "第三段"), "第二段说明", "第三段说明"),
    (
        "a row added to a table block",
        row_added("授信", "评审", "20"),
        '  - [授信, "13"]\n',
        '  - [授信, "13"]\n  - [评审, 20]\n',
    ),
    (
        "a row added to a table with pipes",
        row_added("公园", "游园", "7"),
        "| 公园 | 12 |\n",
        "| 公园 | 12 |\n| 游园 | 7 |\n",
    ),
    ("a row deleted", row_deleted("授信"), '  - [授信, "13"]\n', ""),
    ("a row with pipes deleted", row_deleted("广场"), "| 广场 | 5 |\n", ""),
    ("a figure's number", replaced("38.2%", "39.9%"), "[38.2%]{#reuse.to}", "[39.9%]{#reuse.to}"),
    (
        "a figure typed over whole",
        overtyped("13579万平方米", "14000万平方米"),
        "[13579万平方米]{#heat}",
        "[14000万平方米]{#heat}",
    ),
    ("a figure's number in a chart", chart_value(1, "38.2", "40"), "[38.2%]{#reuse.to}", "[40.0%]{#reuse.to}"),
    ("a literal number in a chart", chart_value(2, "12.5", "13.25"), "2023年: 12.5", "2023年: 13.25"),
]


@pytest.mark.parametrize(("name", "change", "old", "new"), EDITS, ids=[e[0] for e in EDITS])
def test_an_edit_lands_on_its_line(
    built: tuple[Path, bytes], tmp_path: Path, name: str, change: Any, old: str, new: str
) -> None:
    special = {
        "a heading with an id": SOURCE.replace("title: 城市管理 工作简报", "title: 城市精细化管理 工作简报"),
        "an item added": SOURCE.replace("- 第一项任务\n", "- 第一项任务\n\n新的一项\n\n"),
        "a quoted cell": SOURCE.replace("提高13.6个", "提高15.6个"),
    }
    text, found = pulled(edit(built[1], change), tmp_path)
    assert text == special.get(name, SOURCE.replace(old, new, 1)) and text != SOURCE
    assert found.edits and not any(f.conflicts for f in found.files)


def test_an_unedited_file_gives_no_edit(built: tuple[Path, bytes], tmp_path: Path) -> None:
    text, found = pulled(built[1], tmp_path)
    assert text == SOURCE and not found.edits and not found.unapplied


def test_the_sample_unedited_and_saved_again_gives_no_edit(sample: Any, tmp_path: Path) -> None:
    source = (ROOT / "seeds" / "jinzhong.md").read_text(encoding="utf-8")
    for data in (sample.docx.read_bytes(), edit(sample.docx.read_bytes(), lambda d: None)):
        text, found = pulled(data, tmp_path, source)
        assert text == source and not found.edits and not found.unapplied
    assert find_project(ROOT) is not None


def test_a_paragraph_is_split_with_its_figures(built: tuple[Path, bytes], tmp_path: Path) -> None:
    text, _ = pulled(edit(built[1], split("治水成系统", "，提高")), tmp_path)
    assert "提升至[38.2%]{#reuse.to}\n\n，提高13.6个百分点（见@fig:reuse）。\n" in text


def test_two_paragraphs_are_joined(built: tuple[Path, bytes], tmp_path: Path) -> None:
    text, _ = pulled(edit(built[1], joined("引文一段", "安全运行")), tmp_path)
    assert "> 引文一段。" in text and "安全运行" in text and "## 安全运行" not in text


def test_a_paragraph_is_moved(built: tuple[Path, bytes], tmp_path: Path) -> None:
    text, found = pulled(edit(built[1], moved("最后一段。", "第二段说明")), tmp_path)
    assert text.index("最后一段。") < text.index("第二段说明") and text.count("最后一段。") == 1
    assert [e.kind for e in found.edits] == ["moved"]
    assert sorted(x for x in text.split("\n") if x) == sorted(x for x in SOURCE.split("\n") if x)


def test_tracked_changes_are_accepted_rejected_or_kept(built: tuple[Path, bytes], tmp_path: Path) -> None:
    data = edit(built[1], tracked("第二段", "第三段"))
    assert "第三段说明" in pulled(data, tmp_path)[0]
    assert pulled(data, tmp_path, changes="reject")[0] == SOURCE
    kept = pulled(data, tmp_path, changes="keep")[0]
    assert "<!-- 修订 王删除“第二段” -->\n<!-- 修订 王插入“第三段” -->\n第二段说明" in kept


def test_a_changed_figure_says_which_charts_follow(built: tuple[Path, bytes], tmp_path: Path) -> None:
    found = pulled(edit(built[1], replaced("38.2%", "39.9%")), tmp_path)[1]
    figure = next(e for e in found.edits if e.kind == "figure")
    assert (figure.before, figure.after) == ("reuse.to 38.2%", "reuse.to 39.9%") and figure.follows == (
        "图1\u3000再生水利用率（%）",
    )


def test_what_comes_from_elsewhere_is_told_not_written(built: tuple[Path, bytes], tmp_path: Path) -> None:
    def repeat(document: Document) -> None:
        node = [t for t in document.element.body.iter(qn("w:t")) if t.text == "38.2%"][1]
        node.text = "39%"

    text, found = pulled(edit(built[1], repeat), tmp_path)
    assert text == SOURCE and "this repeats the figure “reuse.to” (38.2%)" in reason(found.unapplied[0])

    def cell(document: Document) -> None:
        node = [t for t in document.element.body.iter(qn("w:t")) if t.text == "24.6%"][1]
        node.text = "25%"

    text, found = pulled(edit(built[1], cell), tmp_path)
    assert text == SOURCE and "reuse.B2" in reason(found.unapplied[0]) and found.unapplied[0].path.endswith("reuse.csv")


def test_both_sides_are_merged_and_conflicts_marked(built: tuple[Path, bytes], tmp_path: Path) -> None:
    data = edit(built[1], replaced("最后一段。", "最后这一段。"))
    ours = SOURCE.replace("第二段说明", "第二段讲清").replace("引文一段", "引文数段")
    text, found = pulled(data, tmp_path, ours)
    assert text == ours.replace("最后一段。", "最后这一段。") and not any(f.conflicts for f in found.files)
    same_line = SOURCE.replace("最后一段。", "最后一段。加一句。")
    assert pulled(data, tmp_path, same_line)[0] == same_line.replace("最后一段。", "最后这一段。")
    against = SOURCE.replace("最后一段。", "最后那一段。")
    text, found = pulled(data, tmp_path, against)
    assert "<<<<<<< 源文件\n最后那一段。\n=======\n最后这一段。\n>>>>>>> Word\n" in text
    assert [text.split("\n")[line - 1] for f in found.files for line in f.conflicts] == ["<<<<<<< 源文件"]


def test_a_footnote_written_in_word_is_one(built: tuple[Path, bytes], tmp_path: Path) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:footnote {space} w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 新注。</w:t></w:r></w:p></w:footnote>'

    def change(document: Document) -> None:
        run = OxmlElement("w:r")
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), "7")
        run.append(reference)
        find(document, "最后一段。")._p.insert(-1, run)
        part = next(p for p in document.part.package.iter_parts() if str(p.partname) == "/word/footnotes.xml")
        part._blob = part.blob.replace(b"</w:footnotes>", note.encode() + b"</w:footnotes>")

    text, _ = pulled(edit(built[1], change), tmp_path)
    assert text == SOURCE.replace("最后一段。", "最后一段。[^w7]") + "\n[^w7]: 新注。\n"


def table_deleted(text: str, caption: str = "") -> Callable[[Document], object]:
    def change(document: Document) -> None:
        node = next(a for a in find(document, text)._p.iterancestors() if a.tag == qn("w:tbl"))
        node.getparent().remove(node)
        if caption:
            deleted(caption)(document)

    return change


def test_whole_tables_go(built: tuple[Path, bytes], tmp_path: Path) -> None:
    fence = SOURCE[SOURCE.index("```table") : SOURCE.index("```keyfigures")]
    pipes = SOURCE[SOURCE.index("| 事项") : SOURCE.index("```chart #fig:reuse")]
    both = edit(built[1], table_deleted("授信", "完成情况"))
    text, found = pulled(both, tmp_path)
    assert text == SOURCE.replace(fence, "")
    assert [(u.text, u.reason.key) for u in found.unapplied] == [("注：数量不可相加。", "pull.part_left")]
    assert pulled(edit(built[1], table_deleted("广场")), tmp_path)[0] == SOURCE.replace(pipes, "")


def chart_name(document: Document) -> None:
    part = next(p for p in document.part.package.iter_parts() if str(p.partname) == "/word/charts/chart1.xml")
    part._blob = part.blob.replace("<c:v>期末</c:v>".encode(), "<c:v>年末</c:v>".encode())


def column_added(document: Document) -> None:
    row = next(a for a in find(document, "授信")._p.iterancestors() if a.tag == qn("w:tr"))
    new = copy.deepcopy(row[-1])
    for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    new.find(qn("w:p")).attrib.clear()
    row.append(new)


def cell_deleted(document: Document) -> None:
    cell = next(a for a in find(document, "授信")._p.iterancestors() if a.tag == qn("w:tc"))
    cell.getparent().remove(cell)


@pytest.mark.parametrize(
    ("change", "start"),
    [
        (chart_name, "a name in the chart was changed"),
        (column_added, "cells were added"),
        (cell_deleted, "cells were deleted"),
        (replaced("2025年11月20日", "2025年11月21日"), "this line is made from the front matter"),
    ],
)
def test_what_cannot_come_back_is_told(built: tuple[Path, bytes], tmp_path: Path, change: Any, start: str) -> None:
    text, found = pulled(edit(built[1], change), tmp_path)
    assert text == SOURCE and [reason(edit).startswith(start) for edit in found.unapplied] == [True]


def test_a_picture_put_in_is_told(built: tuple[Path, bytes], tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (20, 20)).save(tmp_path / "x.png")

    def change(document: Document) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run().add_picture(str(tmp_path / "x.png"))
        find(document, "最后一段。")._p.addnext(paragraph._p)

    text, found = pulled(edit(built[1], change), tmp_path)
    (name,) = found.pictures
    assert re.fullmatch(r"a\.files/[0-9a-f]{12}\.png", name)
    assert found.pictures[name] == (tmp_path / "x.png").read_bytes()
    assert text == SOURCE.replace("最后一段。\n", f"最后一段。\n\n![]({name})\n")
    assert "a picture was inserted" in reason(found.unapplied[0]) and name in reason(found.unapplied[0])


def test_comments_come_back(built: tuple[Path, bytes], tmp_path: Path) -> None:
    def comment(document: Document) -> None:
        paragraph = find(document, "最后一段。")
        document.add_comment(paragraph.runs, text="请补数据", author="李")

    text, _ = pulled(edit(built[1], comment), tmp_path)
    assert text == SOURCE.replace("最后一段。", "<!-- 批注 李：请补数据 -->\n最后一段。")


def test_a_comment_on_the_title_stands_behind_the_front_matter(built: tuple[Path, bytes], tmp_path: Path) -> None:
    def comment(document: Document) -> None:
        document.add_comment(find(document, "城市管理").runs, text="改题", author="李")

    text, _ = pulled(edit(built[1], comment), tmp_path)
    assert text == SOURCE.replace("data: reuse.csv\n---\n", "data: reuse.csv\n---\n<!-- 批注 李：改题 -->\n")


def test_comments_of_the_build_do_not_come_back(built: tuple[Path, bytes], tmp_path: Path) -> None:
    def comment(document: Document) -> None:
        document.add_comment(find(document, "最后一段。").runs, text="F105 约数", author="jzdocs")

    assert pulled(edit(built[1], comment), tmp_path)[0] == SOURCE


def test_a_line_that_a_template_makes_is_left(tmp_path: Path) -> None:
    source = "---\ntitle: 甲\ntemplate: report\n---\n\n{% set n = 12 %}\n\n全市有{{ n }}个项目。\n\n照写的一段。\n"
    path = tmp_path / "a.md.j2"
    path.write_text(source, encoding="utf-8")
    data = pipeline.build(path, lone(path), None, ("docx",)).files["a.docx"]
    text, found = pulled(edit(data, replaced("个项目", "个工程")), tmp_path, source)
    assert text == source and [reason(e, "zh") for e in found.unapplied] == ["此行由模板生成，请修改模板"]
    text, found = pulled(edit(data, replaced("照写的", "照抄的")), tmp_path, source)
    assert text == source.replace("照写的", "照抄的") and not found.unapplied


def test_lines_of_a_quotation_keep_their_marks(tmp_path: Path) -> None:
    source = "---\ntitle: 甲\ntemplate: report\n---\n\n> 引文第一行，\n> 引文第二行。\n\n- 一项，\n  还有一行。\n"
    path = tmp_path / "a.md"
    path.write_text(source, encoding="utf-8")
    data = pipeline.build(path, lone(path), None, ("docx",)).files["a.docx"]
    for old, new in (("引文第二行", "引文末行"), ("还有一行", "还有两行")):
        text, _ = pulled(edit(data, replaced(old, new)), tmp_path, source)
        assert text == source.replace(old, new)


def test_a_sum_in_a_chart_is_not_overwritten(tmp_path: Path) -> None:
    chart = "```chart #fig:a\nkind: bar\ntitle: 投入\nunit: 亿元\nrows:\n  今年: a\n  增加: a - b\nalt: 甲。\n```\n"
    source = f"---\ntitle: 甲\ntemplate: report\n---\n\n投入[3亿元]{{#a}}，去年[2亿元]{{#b}}。\n\n{chart}"
    path = tmp_path / "a.md"
    path.write_text(source, encoding="utf-8")
    built = pipeline.build(path, lone(path), None, ("docx",))
    assert not built.report.errors, list(map(str, built.report))
    text, found = pulled(edit(built.files["a.docx"], chart_value(1, "1", "4")), tmp_path, source)
    assert text == source
    assert [reason(e).partition(";")[0] for e in found.unapplied] == ["this figure is not marked in a source"]


def test_a_value_of_a_chart_that_is_computed_is_left(tmp_path: Path) -> None:
    source = (
        SOURCE.replace("data: reuse.csv", "derived: {gain: reuse.to - reuse.from}")
        .replace("  期末: reuse.to", "  提高: gain")
        .replace("，榆次区为@fact:reuse.B2", "")
        .replace("提高13.6个百分点", "提高@fact:gain")
        .replace('unit: "%"', "unit: 个百分点")
    )
    source = source.replace("  期初: reuse.from\n", "")
    path = tmp_path / "a.md"
    path.write_text(source, encoding="utf-8")
    built = pipeline.build(path, lone(path), None, ("docx",))
    assert not built.report.errors, list(map(str, built.report))
    text, found = pulled(edit(built.files["a.docx"], chart_value(1, "13.6", "14")), tmp_path, source)
    assert text == source
    assert [reason(e).partition(";")[0] for e in found.unapplied] == ["this figure is not marked in a source"]


def test_bookmarks_may_be_gone(built: tuple[Path, bytes], tmp_path: Path) -> None:
    """By paragraph id, and without ids by text."""

    def without(document: Document, *, ids: bool) -> None:
        for node in [*document.element.body.iter(qn("w:bookmarkStart"))]:
            if node.get(qn("w:name")).startswith("_jz_"):
                node.getparent().remove(node)
        if ids:
            for node in document.element.body.iter(qn("w:p")):
                node.attrib.pop("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", None)
        replaced("最后一段。", "最后这一段。")(document)

    for ids in (False, True):
        text, _ = pulled(edit(built[1], lambda d, ids=ids: without(d, ids=ids)), tmp_path)
        assert text == SOURCE.replace("最后一段。", "最后这一段。")


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "x.docx"))
    with pytest.raises(DocumentError, match="does not record what it was built from"):
        pull(tmp_path / "x.docx", {})


def test_libreoffice_saves_it_and_nothing_is_lost(built: tuple[Path, bytes], tmp_path: Path) -> None:
    soffice = need("soffice")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(edit(built[1], replaced("最后一段。", "最后这一段。")))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "docx:Office Open XML Text",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "in" / "a.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text, found = pulled((tmp_path / "out" / "a.docx").read_bytes(), tmp_path)
    assert text == SOURCE.replace("最后一段。", "最后这一段。"), found.unapplied


def test_edits_survive_libreoffice(built: tuple[Path, bytes], tmp_path: Path) -> None:
    """Each edit once more, with LibreOffice saving the file in between."""
    soffice = need("soffice")
    (tmp_path / "in").mkdir()
    plain = [(name, change, old, new) for name, change, old, new in EDITS if old]
    for number, (_, change, _, _) in enumerate(plain):
        (tmp_path / "in" / f"{number}.docx").write_bytes(edit(built[1], change))
    files = [str(tmp_path / "in" / f"{number}.docx") for number in range(len(plain))]
    command = [
        soffice,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx:Office Open XML Text",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), *files], check=True, capture_output=True, timeout=300)
    wrong = {}
    for number, (name, _, old, new) in enumerate(plain):
        text, _ = pulled((tmp_path / "out" / f"{number}.docx").read_bytes(), tmp_path)
        if text != SOURCE.replace(old, new, 1):
            wrong[name] = [line for line in text.split("\n") if line not in SOURCE.replace(old, new, 1).split("\n")]
    assert not wrong


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_command_writes_the_source_as_it_was_kept(tmp_path: Path, encoding: str, ends: str) -> None:
    text = "---\ntitle: 甲\ntemplate: report\n---\n\n# 章\n\n投入[2亿元]{#a}，全市推进。\n"
    path = tmp_path / "a.md"
    path.write_bytes(text.replace("\n", ends).encode(encoding))
    assert run("build", "a.md", "--to", "docx", cwd=tmp_path).returncode == 0
    edited = tmp_path / "output" / "a.docx"
    edited.write_bytes(edit(edited.read_bytes(), replaced("全市推进", "全市稳步推进")))
    dry = run("pull", "output/a.docx", cwd=tmp_path)
    assert dry.returncode == 0 and "+投入[2亿元]{#a}，全市稳步推进。" in dry.stdout
    assert path.read_bytes() == text.replace("\n", ends).encode(encoding), "a diff writes nothing"
    done = run("pull", "output/a.docx", "--write", "--format", "json", cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["edits"][0]["kind"] == "changed"
    assert path.read_bytes() == text.replace("全市", "全市稳步").replace("\n", ends).encode(encoding)
    assert run("pull", "output/a.docx", cwd=tmp_path).stdout == "", "what is there already is no edit"


@pytest.mark.parametrize(
    ("language", "follows", "unapplied", "conflict"),
    [
        (
            "zh_CN.UTF-8",
            "a.md:8: a 2亿元 → a 3亿元；随之改变的图表：图1\u3000投入（亿元）",
            "a.md:1: “2025年11月21日”未带回：此行由文首元数据生成，请在那里修改日期、地点或发文单位",
            "a.md:10: 源文件和 Word 文件都改了这里，请选定一种并删去标记",
        ),
        (
            "C.UTF-8",
            "a.md:8: a 2亿元 → a 3亿元; these charts change with it: 图1\u3000投入（亿元）",
            "a.md:1: “2025年11月21日” was not brought back: this line is made from the front matter; "
            "change date, place or issuer there",
            "a.md:10: the source and the Word file both changed this; choose one version and delete the markers",
        ),
    ],
)
def test_the_command_speaks_one_language(
    tmp_path: Path, language: str, follows: str, unapplied: str, conflict: str
) -> None:
    chart = "```chart #fig:a\nkind: bar\ntitle: 投入\nunit: 亿元\nrows: {本市: a}\nalt: 甲。\n```\n"
    text = f"---\ntitle: 甲\ndate: 2025-11-20\ntemplate: report\n---\n\n# 章\n投入[2亿元]{{#a}}。\n\n末段。\n\n{chart}"
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert run("build", "a.md", "--to", "docx", cwd=tmp_path).returncode == 0
    edited = tmp_path / "output" / "a.docx"
    data = edited.read_bytes()
    for change in (replaced("2亿元", "3亿元"), replaced("2025年11月20日", "2025年11月21日"), replaced("末段", "终段")):
        data = edit(data, change)
    edited.write_bytes(data)
    path.write_text(text.replace("末段。", "尾段。"), encoding="utf-8")
    done = run("pull", "output/a.docx", cwd=tmp_path, LANG=language)
    assert done.returncode == 1 and done.stdout.splitlines()[-1] == follows
    assert done.stderr.splitlines() == [unapplied, conflict]


# --- the merge


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_one_sided_changes_are_taken_whole(base: list[str], changed: list[str]) -> None:
    for ours, theirs in ((changed, base), (base, changed), (changed, changed)):
        parts = list(merge3(base, ours, theirs))
        assert all(isinstance(p, Clean) for p in parts)
        assert [i for p in parts if isinstance(p, Clean) for i in p.items] == changed


def test_merging_words_and_files() -> None:
    assert merge_texts("全市投入[1亿元]{#a}。", "全市共投入[1亿元]{#a}。", "全市投入[2亿元]{#a}。") == (
        "全市共投入[2亿元]{#a}。",
        True,
    )
    assert merge_texts("甲乙", "甲丙", "甲丁") == ("甲丁", False)
    assert merge_files("一\n二\n三", "一\n二\n三\n四", "零\n一\n二\n三") == ("零\n一\n二\n三\n四", [])


def test_the_sample_comes_back_from_libreoffice_whole(sample: Any, tmp_path: Path) -> None:
    source = (ROOT / "seeds" / "jinzhong.md").read_text(encoding="utf-8")
    soffice = need("soffice")
    command = [
        soffice,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx:Office Open XML Text",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(sample.docx)], check=True, capture_output=True, timeout=180
    )
    text, found = pulled((tmp_path / "out" / sample.docx.name).read_bytes(), tmp_path, source)
    assert text == source and not found.unapplied


def test_no_bookmark_stands_twice(sample: Any) -> None:
    with zipfile.ZipFile(sample.docx) as archive:
        names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', archive.read("word/document.xml").decode())
    assert len(names) == len(set(names)) > 200
