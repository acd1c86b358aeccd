"""Building sources where they stand; and two builds of a document, one edited."""

from __future__ import annotations

from pathlib import Path

from jzdocs.build import pipeline
from jzdocs.project import lone

SOURCE = """---
title: 甲
template: report
---

# 章

再生水利用率为[24.6%]{#rate}，投入[1.2亿元]{#money}，项目[约12个]{#count}。

不变的一段。

要删的一段。

```chart #fig:a
kind: bar
title: 投入
unit: 亿元
rows: {本市: money}
alt: 乙。
```
"""


CHANGED = (
    SOURCE.replace("24.6%", "38.2%")
    .replace("1.2亿元", "1.5亿元")
    .replace("，项目[约12个]{#count}", "，新增[3处]{#new}")
    .replace("要删的一段。\n\n", "")
)


def build_source(folder: Path, text: str) -> Path:
    """Build a source without errors as a.md of a folder; return its PDF, beside which all other files stand."""
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    made = pipeline.build(path, lone(path))
    assert not made.report.errors, list(map(str, made.report))
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    return folder / "a.pdf"


def build(folder: Path, text: str) -> Path:
    folder.mkdir()
    return build_source(folder, text).parent
