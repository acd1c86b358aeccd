"""The list of sources: its rows are as high as what they print, however often a figure stands elsewhere."""

from __future__ import annotations

from pathlib import Path

from builds import build_source
from reading import glyphs, lines

FACTS = "、".join(f"[{number}个]{{#n{number}}}" for number in range(11, 19))
AGAIN = "、".join(f"@fact:n{number}" for number in range(11, 19))
SOURCE = f"""---
title: 甲
template: report
---

# 章

各地分别建成{FACTS}。

再次提到的是{AGAIN}，与前文相同。

另有[7处]{{#last}}。

```sources
```
"""


def test_a_row_keeps_no_room_for_pages_that_it_does_not_name(tmp_path: Path) -> None:
    pdf = build_source(tmp_path, SOURCE)
    rows = [("".join(g.text for g in row), row[0].y) for page in glyphs(pdf) for row in lines(page)]
    listed = [(text, y) for text, y in rows if text.startswith(("11个；12个", "7处"))]
    assert len(listed) == 2
    assert listed[0][1] - listed[1][1] < 40, "points: two lines of small type and the space of rows"
