"""A character that no font has is an error with its place, wherever it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.project import lone

RARE = "\U0002a700"

TEXT = """---
title: 简报
TITLE
template: report
---

# 章

共[12个]{#a}、[15个]{#b}。

```table #tbl:t
title: 表
unit: 个
columns: [甲, 乙]
rows: [[一, 二]]
```

```chart #fig:f
kind: bar
title: 图
unit: 个
series: [本年]
alt: 图。
rows:
  第一: a
  第二: b
```

```keyfigures
title: 关键数字
cards:
  - figure: a
    label: 甲
```

```contents
title: 目录
```

````columns 2
栏内。
````

> 引文。

```text
代码
```

- 列项[^1]

```figures
title: 图表
```

```sources
title: 出处
```

[^1]: **注。** 注文。
"""


def lacking(folder: Path, text: str) -> list[tuple[str, int, int]]:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    loaded = pipeline.load(path, lone(path), None)
    return [(d.location.path, d.location.line, d.location.column) for d in loaded.report if d.code == "G001"]


PLACES = [
    "title: 简报",
    "# 章",
    "共[12个",
    "title: 表",
    "unit: 个",
    "columns: [甲",
    "rows: [[一",
    "title: 图",
    "series: [本年",
    "  第一",
    "title: 关键数字",
    "label: 甲",
    "title: 目录",
    "栏内",
    "> 引文",
    "代码",
    "- 列项",
    "title: 图表",
    "title: 出处",
    "**注",
    "注文",
]


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found_in_every_printed_text(tmp_path: Path, place: str) -> None:
    text = TEXT.replace("TITLE", "subtitle: 副题").replace(place, place + RARE, 1)
    line = text[: text.index(RARE)].count("\n") + 1
    column = text.split("\n")[line - 1].index(RARE) + 1
    found = lacking(tmp_path, text)
    assert {(path.rpartition("/")[2], row) for path, row, _ in found} == {("a.md", line)}
    assert column in {found_column for _, _, found_column in found}


@pytest.mark.parametrize("key", ["short_title", "subtitle", "place", "issuer"])
def test_it_is_found_in_the_front_matter(tmp_path: Path, key: str) -> None:
    text = TEXT.replace("TITLE", f"{key}: 短{RARE}")
    assert [(line, column) for _, line, column in lacking(tmp_path, text)] == [(3, len(key) + 4)]


@pytest.mark.parametrize(
    ("table", "key"), [("heading.1", 'numbering = "一RARE、"'), ("page", 'number = { pattern = "第{page}RARE页" }')]
)
def test_it_is_found_in_the_stylesheets_patterns(tmp_path: Path, table: str, key: str) -> None:
    folder = tmp_path / "templates" / "own"
    folder.mkdir(parents=True)
    style = f'extends = "report"\n\n[{table}]\n{key}\n'.replace("RARE", RARE)
    (folder / "style.toml").write_text(style, encoding="utf-8")
    (tmp_path / "jzdocs.toml").write_text('sources = "."\n', encoding="utf-8")
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 题\ntemplate: own\n---\n\n# 章\n\n# 节\n", encoding="utf-8")
    from jzdocs.project import find_project

    project = find_project(tmp_path)
    assert project is not None
    loaded = pipeline.load(path, project, None)
    (found,) = [d.location for d in loaded.report if d.code == "G001"]
    assert found.path.endswith("own/style.toml")
    assert (found.line, found.column) == (4, style.split("\n")[3].index(RARE) + 1)
