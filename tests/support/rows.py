"""A table of counties and the template that makes a document of each row."""

from __future__ import annotations

from pathlib import Path

SOURCE = """---
title: "{{ 县区 }}简报"
template: report
---

# 供水

{{ 县区 }}供水普及率为[{{ 普及率 }}%]{#rate}。

```chart #fig:a
kind: bar
title: 供水普及率
unit: "%"
rows: { {{ 县区 }}: rate }
alt: 甲。
```
"""


CSV = "县区,普及率（%）\n榆次区,98.5\n太谷区,97.1\n祁县,96\n"


def project(folder: Path, csv: str = CSV) -> Path:
    (folder / "data").mkdir()
    (folder / "data" / "counties.csv").write_text(csv, encoding="utf-8")
    (folder / "report.md.j2").write_text(SOURCE, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / "output").iterdir() if p.suffix == ".docx")
