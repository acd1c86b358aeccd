"""A small project with charts and a picture, and edits of it."""

from __future__ import annotations

import io
import time
from pathlib import Path

from PIL import Image

TEXT = """---
title: 简报
template: report
---

# 供水

供水普及率由[96%]{#from}提高到[98%]{#to}，投入[2亿元]{#money}。

```chart #fig:a
kind: bar
title: 供水普及率
unit: "%"
rows: { 起: from, 止: to }
alt: 甲。
```

```chart #fig:b
kind: dumbbell
title: 供水普及率
unit: "%"
rows: { 普及率: [from, to] }
alt: 乙。
```

![图](p.png)
"""


def project(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "jzdocs.toml").write_text('sources = "seeds"\noutput = "output"\n', encoding="utf-8")
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "a.md").write_text(TEXT, encoding="utf-8")
    picture(folder / "p.png", "red")
    return folder


def picture(path: Path, color: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "PNG")
    path.write_bytes(out.getvalue())


def settle() -> None:
    """Let the file system's clock pass: what changes while a document is built is not kept."""
    time.sleep(0.03)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
