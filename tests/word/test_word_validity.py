"""Word files that Word opens without a question: the Open XML validator is silent, and both outputs hold one text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from conftest import SHARED, build_sample, validator
from jzdocs.project import find_project, lone
from support.reading import paragraphs, pdf_text, squeeze

CASES = sorted((SHARED / "cases" / "word").glob("*/*.md")) if SHARED.is_dir() else []
PAGES = """---
title: 某市工作简报
date: 2025-01-02
template: briefing
---

```contents
title: 目录
```

# 城市

再生水由[24.6%]{#a}提升至[38.2%]{#b}[^1]。

```pagebreak
```

```keyfigures
title: 再生水
cards:
  - figure: a
    label: 再生水
```

```pagebreak
```

```contents
title: 再列目录
```

```sources
title: 出处
```

[^1]: 见[公报](https://example.com/a)。
"""


def assert_valid(docx: Path) -> None:
    done = subprocess.run([str(validator()), str(docx)], capture_output=True, text=True, timeout=120, check=False)
    assert '"errors": []' in done.stdout, done.stdout[:3000]


def test_blocks_that_begin_pages_stand_behind_page_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(PAGES, encoding="utf-8")
    assert_valid(build_sample(path, lone(path), tmp_path).docx)


@pytest.mark.skipif(not CASES, reason="the shared cases are not here")
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_cases_of_others_are_valid_and_say_the_same(path: Path, tmp_path: Path) -> None:
    made = build_sample(path, find_project(path) or lone(path), tmp_path)
    assert_valid(made.docx)
    printed = pdf_text(made.pdf)
    for style, text in paragraphs(made.docx):
        if style in ("BodyText", "Caption", "ListParagraph") or style.startswith("Heading"):
            pieces = re.split(r"\W+", squeeze(text))  # a note's mark stands between them in the PDF
            assert all(piece in printed for piece in pieces), (style, text)
