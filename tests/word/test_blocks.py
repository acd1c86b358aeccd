"""Blocks of the Word file: what stays together, what begins a page, how cells and further paragraphs are set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone
from reading import W, part

SOURCE = """---
title: 样样都有
template: {template}
{more}
---

{body}
"""
BODY = """正文有[着重]{.dots}的字。

1. 第一项

   第一项的第二段。

2. 第二项

```chart #fig:a
kind: bar
title: 无注
rows: {甲: 1, 乙: 2}
unit: 亿元
alt: 甲。
```

```chart #fig:b
kind: bar
title: 有注
rows: {甲: 1, 乙: 2}
unit: 亿元
note: 一条注。
alt: 甲。
```

```table #tbl:short
title: 短表
columns: [事项, 数量]
align: [left, decimal]
rows: [[甲, "1.25"], [乙, "13"], [丙, "7"]]
```

```table #tbl:long
title: 长表
columns: [事项, 数量]
rows: [ROWS]
```
""".replace("ROWS", ", ".join(f"[第{n}项, 数]" for n in range(20)))


def build(folder: Path, body: str, template: str = "briefing", more: str = "") -> Any:
    """The root of the Word file's body."""
    path = folder / "a.md"
    path.write_text(SOURCE.format(template=template, more=more, body=body), encoding="utf-8")
    built = pipeline.build(path, lone(path), None, ("docx",))
    assert not built.report.errors, list(map(str, built.report))
    (folder / "a.docx").write_bytes(built.files["a.docx"])
    return part(folder / "a.docx", "word/document.xml")


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return build(tmp_path_factory.mktemp("blocks"), BODY)


def text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def paragraph(root: Any, start: str) -> Any:
    return next(p for p in root.iter(f"{W}p") if text(p).startswith(start))


def caption(root: Any, label: str) -> Any:
    return next(p for p in root.iter(f"{W}p") if style(p) == "Caption" and text(p).startswith(label))


def style(element: Any) -> str:
    return str(element.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def keeps(element: Any) -> bool | None:
    """Whether a paragraph stays with the next; None: as its style says."""
    keep = element.find(f"{W}pPr/{W}keepNext")
    return None if keep is None else keep.get(f"{W}val") != "0"


def tables(root: Any, count: int) -> list[Any]:
    return [t for t in root.iter(f"{W}tbl") if len(t.findall(f"{W}tr")) == count]


def test_emphasised_characters_have_dots(body: Any) -> None:
    (dotted,) = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}em") is not None]
    assert text(dotted) == "着重" and dotted.find(f"{W}rPr/{W}em").get(f"{W}val") == "underDot"


def test_a_further_paragraph_of_an_item_has_no_number(body: Any) -> None:
    first, second = (paragraph(body, start).find(f"{W}pPr") for start in ("第一项", "第一项的第二段"))
    assert first.find(f"{W}numPr") is not None and second.find(f"{W}numPr") is None
    assert int(second.find(f"{W}ind").get(f"{W}left")) > 0


def test_a_caption_stays_with_what_belongs_to_it(body: Any) -> None:
    names = ("图1", "图2", "表1")
    # below a figure only a note follows; a table stands below its caption
    assert [keeps(caption(body, name)) for name in names] == [False, True, True]


def test_a_short_table_stays_on_one_page_and_a_long_one_keeps_its_head(body: Any) -> None:
    (short,), (long,) = tables(body, 4), tables(body, 21)
    kept = [[keeps(p) for p in row.iter(f"{W}p")] for row in short.findall(f"{W}tr")]
    assert kept == [[True, True]] * 3 + [[None, None]]
    kept = [[keeps(p) for p in row.iter(f"{W}p")] for row in long.findall(f"{W}tr")]
    assert kept == [[True, True]] + [[None, None]] * 20


def test_a_rule_stands_below_the_head_only(body: Any) -> None:
    (short,) = tables(body, 4)
    rules = [[c.find(f"{W}tcPr/{W}tcBorders/{W}bottom") for c in row.iter(f"{W}tc")] for row in short.iter(f"{W}tr")]
    assert all(rule is not None and rule.get(f"{W}sz") == "4" for rule in rules[0])
    assert all(rule is None for row in rules[1:] for rule in row)


def test_numbers_stand_at_a_decimal_tab(body: Any) -> None:
    (short,) = tables(body, 4)
    stops = [[c.find(f".//{W}tabs/{W}tab") for c in row.iter(f"{W}tc")] for row in short.iter(f"{W}tr")]
    assert [[s is not None and s.get(f"{W}val") for s in row] for row in stops] == [[False] * 2] + [
        [False, "decimal"]
    ] * 3
    assert len({row[1].get(f"{W}pos") for row in stops[1:]}) == 1


def test_levels_of_the_contents_have_their_styles(tmp_path: Path) -> None:
    heads = "# 一章\n\n字。\n\n## 一节\n\n字。\n\n## 二节\n\n字。\n"
    root = build(tmp_path, "正文。\n\n```contents\n```\n\n" + heads, "report")
    assert [name for p in root.iter(f"{W}p") if (name := style(p)).startswith("TOC")] == ["TOC1", "TOC2", "TOC2"]
    # something stands before the contents: they begin a page
    assert paragraph(root, "目录").find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_contents_behind_a_cover_are_on_a_new_page_already(sample: Any) -> None:
    title = paragraph(part(sample.docx, "word/document.xml"), "目录")
    assert title.find(f"{W}pPr/{W}pageBreakBefore") is None


def test_the_record_of_copies_stands_on_the_back_of_a_sheet(tmp_path: Path) -> None:
    more = "issuer: 甲市人民政府\ndate: 2025-11-20\ncc: [市委办公室]\nprinted_by: 市政府办公室\nprinted_on: 2025-11-21"
    root = build(tmp_path, "正文一段。", "gongwen", more)
    starts = [section.find(f"{W}type").get(f"{W}val") for section in root.iter(f"{W}sectPr")]
    assert starts == ["nextPage", "evenPage"]


def test_a_table_of_heads_alone_is_still_a_table(tmp_path: Path) -> None:
    (table,) = tables(build(tmp_path, "正文。\n\n| 事项 | 数量 |\n|------|------|\n", "report"), 1)
    assert [text(cell) for cell in table.iter(f"{W}tc")] == ["事项", "数量"]
