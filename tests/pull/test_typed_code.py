"""What looks like code of a template and was typed in Word comes home as text, whatever it says and wherever it stands:
the template, rendered again, prints it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import word_edits as edit
from jzdocs.build import pipeline
from jzdocs.project import project_of
from jzdocs.pull.pull import pull
from word_edits import WordFile, new_paragraph, opened, text_of

TEMPLATE = """---
title: 题目在此
template: report
---

{% set places = ["东区"] %}
# 情况

第一段的文字在此。

| 事项 | 数量 |
| --- | --- |
| 公园 | 多少 |
| 广场 | 若干 |

```table #tbl:t
title: 完成情况
columns: [环节, 说明]
rows:
  - [申报, 按时]
  - [授信, 稍晚]
```

{% include "part.md" %}

{{ places[0] }}的一段。

结尾的文字在此。
"""
TYPED = (
    "{{ 7*7 }}",
    "{{7*7}}",
    "{% include 'part.md' %}",
    "{%- for i in range(9) -%}x{%- endfor -%}",
    "{## 看不见 ##}",
    "{# 注 #}",
    "{{{ a }}}",
    "{{ config.items() }}{% raw %}",
    "{{ '{' }}",
    "# for x in y",
    "## 行语句",
    "{",
    "价格$5{{ 7*7 }}和$6",
    "{{{%}{%%}{###}",
    "`{{ 1 }}`",
)
Change = Callable[[WordFile, str], object]


def place(file: WordFile, text: str) -> Any:
    return next(p for p in file.paragraphs() if text in text_of(p) and not edit.style_of(p).startswith("TOC"))


def type_over(file: WordFile, where: str, text: str) -> None:
    node = next(t for t in place(file, where).iter(edit.W + "t") if where in (t.text or ""))
    node.text = (node.text or "").replace(where, text)


def insert(file: WordFile, where: str, text: str) -> None:
    place(file, where).addnext(new_paragraph(text, file.style("Body Text")))


PLACES: dict[str, Change] = {
    "paragraph": lambda f, t: type_over(f, "文字在此", f"甲{t}乙"),
    "new paragraph": lambda f, t: insert(f, "第一段", f"甲{t}乙"),
    "cell": lambda f, t: type_over(f, "多少", f"甲{t}乙"),
    "cell of YAML": lambda f, t: type_over(f, "按时", f"甲{t}乙"),
    "included part": lambda f, t: type_over(f, "别处", f"甲{t}乙"),
    "title": lambda f, t: type_over(f, "题目在此", f"甲{t}乙"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    (folder / "templates").mkdir()
    (folder / "templates" / "part.md").write_text("一段别处的话。\n", encoding="utf-8")
    (folder / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    (folder / "a.md.j2").write_text(TEMPLATE, encoding="utf-8")
    return folder


def bare(text: str) -> str:
    """Return a text without blanks and quotation marks, which are set as the house sets them."""
    return re.sub(r"""[\s'"‘’“”]""", "", text)


def word_text(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return bare(text_of(etree.fromstring(archive.read("word/document.xml"))))


def built(folder: Path) -> bytes:
    path = folder / "a.md.j2"
    result = pipeline.build(path, project_of(path), None, ("docx",))
    assert not result.report.errors, list(map(str, result.report))
    return result.files["a.docx"]


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_printed_again(folder: Path, tmp_path: Path, typed: str, where: str) -> None:
    edited = edit.edited(opened(built(folder)), lambda file: PLACES[where](file, typed))
    path = tmp_path / "edited.docx"
    path.write_bytes(edited.packed())
    pulled = pull(path, {})
    try:
        for file in pulled.files:
            (folder / file.path).write_text(file.merged, encoding="utf-8")
        again = word_text(built(folder))
        told = any(typed in unapplied.text.replace("\\", "") for unapplied in pulled.unapplied)
        assert told or bare(f"甲{typed}乙") in again, pulled.files
    finally:
        (folder / "a.md.j2").write_text(TEMPLATE, encoding="utf-8")
        (folder / "templates" / "part.md").write_text("一段别处的话。\n", encoding="utf-8")
