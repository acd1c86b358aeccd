"""Edits of more than a paragraph, and of what is no text: sections with their tables and charts, columns, links, notes,
symbols, text boxes, pictures, headers, and text that means something in Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import word_edits as edit
from jzdocs.build import pipeline
from jzdocs.project import lone
from jzdocs.pull.pull import Pulled, pull
from word_edits import W, WordFile, new_paragraph, opened, text_of

FIRST = """## 安全运行 {#safe}

全市供热面积达[13579万平方米]{#heat}，前文已经讲过。

| 事项 | 数量 |
| --- | --- |
| 公园 | 12 |
| 广场 | 5 |

```chart #fig:lit
kind: column
title: 投资变化
unit: 亿元
rows: {2023年: 12.5, 2024年: 18}
alt: 乙。
```

图下面的一段文字，说明投资为何增加。

```table #tbl:t
title: 完成情况
columns: [环节, 数量]
rows:
  - [申报, 三十三]
  - [授信, 一十三]
note: 数量不可相加。
```

```keyfigures
cards:
  - figure: heat
    label: 供热面积
```
"""
SECOND = """## 保障措施 {#care}

加强组织领导，明确责任分工[^n]。

投入[2.5亿元]{#fund}，分三年安排，见[说明](https://example.org/a)。
"""
SOURCE = f"""---
title: 工作简报
date: 2025-11-20
template: report
data: {{c: c.csv}}
---

# 总体情况 {{#all}}

开头的一段文字，榆次区利用率为@fact:{{c.榆次区.利用率}}，共@fact:{{c.榆次区.管网}}。

{FIRST}
{SECOND}
# 下一步工作 {{#next}}

最后一段讲打算，力争全面达标。

[^n]: 注文一条，说明分工。
"""
CSV = "县区,利用率（%）,管网（公里）\n榆次区,24.6,1245\n"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> WordFile:
    folder = tmp_path_factory.mktemp("sections")
    (folder / "c.csv").write_text(CSV, encoding="utf-8")
    return built_from(folder, SOURCE)


def built_from(folder: Path, source: str, name: str = "a.md") -> WordFile:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    made = pipeline.build(path, lone(path), None, ("docx",))
    assert not made.report.errors, list(map(str, made.report))
    return opened(made.files["a.docx"])


def brought(
    file: WordFile, change: Callable[[WordFile], object], folder: Path, name: str = "a.md"
) -> tuple[str, Pulled]:
    """Return the source that comes of an edit, and all that was found."""
    path = folder / "edited.docx"
    path.write_bytes(edit.edited(file, change).packed())
    pulled = pull(path, {})
    return next(f.merged for f in pulled.files if f.path == name), pulled


def place(file: WordFile, text: str) -> Any:
    """The paragraph of the text that says something, not that of the contents."""
    found = [p for p in file.paragraphs() if text in text_of(p) and not edit.style_of(p).startswith("TOC")]
    return found[0]


def keys(pulled: Pulled) -> list[str]:
    return [unapplied.reason.key for unapplied in pulled.unapplied]


def normal(text: str) -> str:
    return re.sub(r"\n\n+", "\n\n", text).strip()


def children_between(file: WordFile, first: str, behind: str) -> list[Any]:
    """The elements of the body from one paragraph up to, not with, another."""
    body = list(file.body.find(W + "body"))
    start, end = (next(i for i, e in enumerate(body) if e is place(file, text)) for text in (first, behind))
    return body[start:end]


def test_a_section_takes_its_table_chart_and_key_figures_along(built: WordFile, tmp_path: Path) -> None:
    def move(file: WordFile) -> None:
        target = place(file, "下一步工作")
        for element in children_between(file, "安全运行", "保障措施"):
            target.addprevious(element)

    text, pulled = brought(built, move, tmp_path)
    assert normal(text) == normal(SOURCE.replace(f"{FIRST}\n{SECOND}", f"{SECOND}\n{FIRST}"))
    assert not pulled.unapplied


def test_a_section_may_be_deleted_with_all_that_it_holds(built: WordFile, tmp_path: Path) -> None:
    def delete(file: WordFile) -> None:
        for element in children_between(file, "安全运行", "保障措施"):
            element.getparent().remove(element)

    text, _ = brought(built, delete, tmp_path)
    assert normal(text) == normal(SOURCE.replace(FIRST, ""))


def test_references_by_name_stay_when_the_words_beside_them_change(built: WordFile, tmp_path: Path) -> None:
    text, pulled = brought(built, lambda f: edit.replace_word(place(f, "开头的"), "开头"), tmp_path)
    assert text == SOURCE.replace("开头的", f"{edit.REPLACED}的") and not pulled.unapplied


def test_a_number_that_is_typed_over_takes_its_mark_along(built: WordFile, tmp_path: Path) -> None:
    """LibreOffice leaves the mark at the unit alone."""

    def type_over(file: WordFile) -> None:
        paragraph = place(file, "分三年安排")
        node = next(t for t in paragraph.iter(W + "t") if t.text == "2.5亿元")
        start = next(s for s in paragraph.iter(W + "bookmarkStart") if "fund" in s.get(W + "name"))
        node.text = "亿元"
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "t").text = "3.1"
        start.addprevious(run)

    text, pulled = brought(built, type_over, tmp_path)
    assert text == SOURCE.replace("[2.5亿元]{#fund}", "[3.1亿元]{#fund}") and not pulled.unapplied


def test_a_value_of_data_that_is_typed_over_is_told_and_not_written(built: WordFile, tmp_path: Path) -> None:
    def type_over(file: WordFile) -> None:
        paragraph = place(file, "榆次区利用率")
        node = next(t for t in paragraph.iter(W + "t") if "1245" in (t.text or ""))
        node.text = node.text.replace("1245", "")
        start = [s for s in paragraph.iter(W + "bookmarkStart") if s.get(W + "name").startswith("jz_c")][-1]
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "t").text = "1300"
        start.addprevious(run)

    text, pulled = brought(built, type_over, tmp_path)
    assert text == SOURCE and pulled.unapplied


LITERAL = [
    "# 不是标题",
    "*也不*是强调，价格5_6_7",
    "[方括号]与[甲](b)，[^1]",
    "| 甲 | 乙 |",
    "<b>粗</b><!-- x -->",
    "`x`与```python",
    "1. 不是列表",
    "- 不是列表",
    "> 不是引文",
    "=== 不是标题",
    "---",
    ": 不是题注",
    "!!! note",
    "@fact:heat与@fig:lit",
    "$x$元，&amp;，\\\\*",
    "- [ ] 甲",
    "<<<<<<< 甲",
]


def plain(text: str) -> str:
    """A text without blanks and widths, which are corrected."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_text_that_means_something_in_markdown_is_escaped(built: WordFile, tmp_path: Path) -> None:
    def add(file: WordFile) -> None:
        for typed in reversed(LITERAL):
            place(file, "最后一段").addnext(new_paragraph(typed, file.style("Body Text")))

    text, _ = brought(built, add, tmp_path)
    (tmp_path / "c.csv").write_text(CSV, encoding="utf-8")
    again = built_from(tmp_path, text)
    shown = [plain(text_of(p)) for p in again.paragraphs()]
    assert [typed for typed in LITERAL if plain(typed) not in shown] == []
    assert not brought(again, lambda file: None, tmp_path)[1].edits


@pytest.mark.parametrize("style", ["Normal (Web)", ""])
def test_text_in_any_style_comes_home(built: WordFile, tmp_path: Path, style: str) -> None:
    def add(file: WordFile) -> None:
        place(file, "加强组织").addnext(new_paragraph("粘贴来的一段。", file.style(style) if style else ""))

    text, pulled = brought(built, add, tmp_path)
    assert text == SOURCE.replace("分工[^n]。\n", "分工[^n]。\n\n粘贴来的一段。\n") and not pulled.unapplied


def run_with(child: Any) -> Any:
    run = etree.Element(W + "r")
    run.append(child)
    return run


def text_box(text: str) -> Any:
    box = etree.Element(W + "pict")
    shape = etree.SubElement(box, "{urn:schemas-microsoft-com:vml}shape")
    inside = etree.SubElement(etree.SubElement(shape, "{urn:schemas-microsoft-com:vml}textbox"), W + "txbxContent")
    inside.append(new_paragraph(text, ""))
    return box


def symbol(font: str, code: str) -> Any:
    return etree.Element(W + "sym", {W + "font": font, W + "char": code})


@pytest.mark.parametrize(
    ("child", "added", "told"),
    [
        (symbol("Wingdings", "F0FC"), "✓", []),
        (symbol("Unknown", "F0AA"), "", ["pull.symbol"]),
        (text_box("框中文字"), "", ["pull.text_box"]),
        (etree.Element(W + "noBreakHyphen"), "\u2011", []),
        (etree.Element(W + "object"), "", ["pull.object"]),
    ],
)
def test_what_is_put_into_a_paragraph_comes_home_or_is_told(
    built: WordFile, tmp_path: Path, child: Any, added: str, told: list[str]
) -> None:
    text, pulled = brought(built, lambda f: place(f, "最后一段").append(run_with(child)), tmp_path)
    assert text == SOURCE.replace("力争全面达标。", f"力争全面达标。{added}")
    assert keys(pulled) == told


def test_a_field_that_links_is_a_link(built: WordFile, tmp_path: Path) -> None:
    def add(file: WordFile) -> None:
        field = etree.Element(W + "fldSimple", {W + "instr": ' HYPERLINK "https://example.org/b" '})
        etree.SubElement(etree.SubElement(field, W + "r"), W + "t").text = "另见"
        place(file, "最后一段").append(field)

    text, pulled = brought(built, add, tmp_path)
    assert text == SOURCE.replace("力争全面达标。", "力争全面达标。[另见](https://example.org/b)")
    assert not pulled.unapplied


def test_an_equation_is_a_formula(built: WordFile, tmp_path: Path) -> None:
    def add(file: WordFile) -> None:
        formula = etree.Element(M + "oMath")
        etree.SubElement(etree.SubElement(formula, M + "r"), M + "t").text = "a=b"
        place(file, "最后一段").append(formula)

    assert brought(built, add, tmp_path)[0] == SOURCE.replace("力争全面达标。", "力争全面达标。$a=b$")


def test_headers_are_told(built: WordFile, tmp_path: Path) -> None:
    name = next(n for n, content in built.parts.items() if "header" in n and "工作简报".encode() in content)
    changed = {**built.parts, name: built.parts[name].replace("工作简报".encode(), "工作通报".encode())}
    file = WordFile(changed, built.body, built.notes, built.styles)
    text, pulled = brought(file, lambda f: None, tmp_path)
    assert text == SOURCE and set(keys(pulled)) == {"pull.header"}


def test_a_new_note_leaves_the_others_as_they_are(built: WordFile, tmp_path: Path) -> None:
    """LibreOffice drops the bookmarks in notes and counts them anew."""

    def add(file: WordFile) -> None:
        for mark in list(file.notes.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            mark.getparent().remove(mark)
        note = etree.SubElement(file.notes, W + "footnote", {W + "id": "77"})
        note.append(new_paragraph("新写的注。", file.style("footnote text")))
        reference = etree.Element(W + "footnoteReference", {W + "id": "77"})
        place(file, "开头的").append(run_with(reference))

    text, _ = brought(built, add, tmp_path)
    assert "分工[^n]。" in text and "[^n]: 注文一条，说明分工。" in text
    assert "管网}。[^w77]" in text and "[^w77]: 新写的注。" in text


def test_columns_of_a_table_in_yaml_are_told(built: WordFile, tmp_path: Path) -> None:
    def add(file: WordFile) -> None:
        table = next(place(file, "申报").iterancestors(W + "tbl"))
        for row in table.findall(W + "tr"):
            row.append(edit.copy_of(row.findall(W + "tc")[-1], "新"))

    text, pulled = brought(built, add, tmp_path)
    assert text == SOURCE and keys(pulled) == ["pull.columns_changed"]


def test_the_rows_of_a_table_are_told_where_cells_are_merged(tmp_path: Path) -> None:
    source = (
        "---\ntitle: 甲\ntemplate: report\n---\n\n# 章\n\n开头一段文字。\n\n```table\ntitle: 表\ncolumns: [甲栏, 乙栏]\n"
        "rows:\n  - [{text: 合并格, rowspan: 2}, 第一行]\n  - [第二行]\n  - [第三项, 第三行]\n```\n"
    )
    file = built_from(tmp_path, source)
    text, pulled = brought(file, lambda f: edit.delete(f.rows()[-1]), tmp_path)
    assert text == source and keys(pulled) == ["pull.cells_deleted"]


LOOP = """---
title: 甲
template: report
---

# 章

开头一段文字。

{% for name in ["东区", "西区", "南区"] %}
{{ name }}的情况良好，运行平稳。

{% endfor %}

结尾一段文字。
"""


@pytest.mark.parametrize(
    "change",
    [
        lambda f: place(f, "东区的").addnext(new_paragraph("循环之间加一段。", f.style("Body Text"))),
        lambda f: edit.delete(place(f, "西区的")),
        lambda f: edit.replace_word(place(f, "西区的"), "良好"),
        lambda f: place(f, "南区的").addnext(place(f, "东区的")),
        lambda f: edit.set_style(place(f, "西区的"), f.style("heading 2")),
    ],
    ids=["insert", "delete", "change", "move", "restyle"],
)
def test_what_a_loop_makes_is_told(tmp_path: Path, change: Callable[[WordFile], object]) -> None:
    file = built_from(tmp_path, LOOP, "a.md.j2")
    text, pulled = brought(file, change, tmp_path, "a.md.j2")
    assert text == LOOP and pulled.unapplied


def test_an_unedited_attachment_brings_nothing_home(tmp_path: Path) -> None:
    source = (
        "---\ntitle: 甲\ntemplate: report\n---\n\n# 章\n\n一段。\n\n```attachment\ntitle: 分工表\n```\n\n附件的一段。\n"
    )
    text, pulled = brought(built_from(tmp_path, source), lambda f: None, tmp_path)
    assert text == source and not pulled.edits and not pulled.unapplied
