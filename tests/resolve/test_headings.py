"""Headings in columns, lists and quotations: numbered, listed and marked in both outputs like all others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from builds import build_source
from jzdocs.build import pipeline
from jzdocs.model import nodes
from jzdocs.model.outline import outline
from jzdocs.model.walk import headings
from jzdocs.project import lone
from jzdocs.resolve.lists import heading_text
from reading import paragraphs, word_text

TEXT = """---
title: 某市
template: report
---

```contents
depth: 2
```

# 一部

正文[12个]{#a}。

````columns 2
## 栏内小节

栏内正文。

## 栏内另一节 甲

更多正文。
````

## 栏外小节

> ## 引文里的节
>
> 引文。

- ## 列项里的节

  列项。

见@sec:last。

## 末节 {#sec:last}

```sources
```
"""
NUMBERED = [
    (1, "一、一部"),
    (2, "（一）栏内小节"),
    (2, "（二）栏内另一节　甲"),
    (2, "（三）栏外小节"),
    (2, "（四）引文里的节"),
    (2, "（五）列项里的节"),
    (2, "（六）末节"),
    (1, "数字出处"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_source(tmp_path_factory.mktemp("headings"), TEXT).parent


@pytest.fixture(scope="module")
def document(folder: Path) -> nodes.Document:
    path = folder / "a.md"
    return pipeline.load(path, lone(path), None).document


def test_the_model_has_them_all_numbered(document: nodes.Document) -> None:
    assert [(heading.level, heading_text(heading)) for heading in headings(document)] == NUMBERED


def test_the_contents_list_them_all(document: nodes.Document) -> None:
    (contents,) = [block for block in document.blocks if isinstance(block, nodes.Contents)]
    assert [(entry.level, entry.text) for entry in contents.entries] == NUMBERED


def test_the_outline_lists_all_that_were_read(document: nodes.Document) -> None:
    def flat(sections: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
        for section in sections:
            yield section["level"], section["text"]
            yield from flat(section["sections"])

    bare = [(level, re.sub(r"^一、|^（.）", "", text)) for level, text in NUMBERED[:-1]]
    assert list(flat(outline(document)["sections"])) == bare


def test_the_pdf_has_them_as_bookmarks(folder: Path) -> None:
    def titles(items: Any, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, str(item.title)
            yield from titles(item.children, level + 1)

    with pikepdf.open(folder / "a.pdf") as pdf, pdf.open_outline() as marks:
        assert list(titles(marks.root, 1)) == NUMBERED


def test_word_has_them_as_headings_and_in_its_contents(folder: Path) -> None:
    found = paragraphs(folder / "a.docx")
    shown = [(int(style[7:]), text) for style, text in found if style.startswith("Heading")]
    assert [(level, text.replace("\u3000", "")) for level, text in shown] == [
        (level, text.replace("\u3000", "")) for level, text in NUMBERED
    ]
    entries = [(int(style[3:]), text) for style, text in found if style.startswith("TOC")]
    assert [level for level, _ in entries] == [level for level, _ in NUMBERED]
    assert all(text.startswith(title) for (_, text), (_, title) in zip(entries, NUMBERED, strict=True))


def test_a_reference_prints_the_number_that_counts_them(folder: Path) -> None:
    assert "见（六）。" in word_text(folder / "a.docx")
