"""Values of data print as they stand in their cell, wherever a template puts them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, assume, example, given, settings, strategies as st

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import blocks
from jzdocs.options import RowValue
from jzdocs.project import lone
from jzdocs.source.read import Source, Surroundings, read_source
from jzdocs.source.sealing import as_markdown, opened, seal

EVERYWHERE = """---
title: "{{ 值 }}"
subtitle: {{ 值 }}
issuer: [{{ 值 }}, {{ 值 }}]
template: report
date: 2025-11-20
---

# {{ 值 }}

甲{{ 值 }}乙

{{ 值 }}

- {{ 值 }}
- 二

> {{ 值 }}

**{{ 值 }}**

`{{ 值 }}`

| {{ 值 }} | 列 |
|---|---|
| {{ 值 }} | 二 |

```table
title: {{ 值 }}
columns: [{{ 值 }}, '{{ 值 }}']
rows:
  - ["{{ 值 }}", {text: {{ 值 }}}]
note: {{ 值 }}
```

```chart
kind: bar
title: {{ 值 }}
unit: 个
alt: {{ 值 }}
rows:
  {{ 值 }}: 3
```

```python
{{ 值 }}
```

末{{ 值 }}[^1]

[^1]: {{ 值 }}
"""
SIGNS = "|*_[]#`<>$\\{}()!&~^@\"'%:;,.-+=?/ \n0123甲乙ab。，"


def loaded(folder: Path, text: str, **values: str) -> tuple[Source, Report]:
    path = folder / "a.md.j2"
    path.write_text(text, encoding="utf-8")
    report = Report()
    row = tuple(RowValue(name, value, f"d.csv:{name}") for name, value in values.items())
    return read_source(path, Surroundings(folder, lone(path).template_roots, (None, "report")), report, row), report


def flat(inlines: tuple[nodes.Inline, ...]) -> str:
    """The text of inlines, with a line break as \\n."""
    parts = []
    for inline in inlines:
        if isinstance(inline, nodes.Break):
            parts.append("\n")
        else:
            parts.append(flat(inline.children) if hasattr(inline, "children") else getattr(inline, "text", ""))
    return "".join(parts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# stars beside a closing mark are text (**，甲**), whatever the mark comes from
@given(st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(lambda value: value[:1] not in ("", "，")))
@example("1. 甲")
@example("a|b|c")
@example("138****1234")
@example("- 无")
@example("---")
@example("第一行\n第二行")
@example("[^1]: x")
@example("{{ 1 }}")
@example("甲: 乙")
@example("@fact:x")
@example("<br>&amp;")
@example("0:?")
@example("a?b:-c")
def test_a_value_is_the_same_everywhere(tmp_path: Path, value: str) -> None:
    assume(value[:1] not in "，、；：。！？）】》」』”’·…")  # behind such a mark stars are text, in a template too
    source, report = loaded(tmp_path, EVERYWHERE, 值=value)
    assert not [str(f) for f in report if f.code != "F010"]
    document, spaced = source.document, value.replace("\n", " ")
    assert (document.meta.title, document.meta.subtitle, document.meta.issuer) == (spaced, spaced, (spaced, spaced))
    found = {type(b): b for b in blocks(document.blocks)}
    heading = next(b for b in document.blocks if isinstance(b, nodes.Heading))
    assert flat(heading.inlines) == value and heading.level == 1
    paragraphs = [flat(b.inlines) for b in blocks(document.blocks) if isinstance(b, nodes.Paragraph)]
    assert paragraphs[0] == f"甲{value}乙" and paragraphs[1] == value
    assert paragraphs.count(value) >= 4
    first, second = (b for b in document.blocks if isinstance(b, nodes.Table))
    assert [flat(row[0].inlines) for row in (*first.head, *first.body)] == [value, value]
    assert [flat(cell.inlines) for row in (*second.head, *second.body) for cell in row] == [value] * 4
    assert flat(second.title) == value and flat(second.notes[0]) == f"注：{value}"
    figure = found[nodes.Figure]
    assert isinstance(figure, nodes.Figure) and isinstance(figure.content, nodes.Chart)
    assert figure.content.panels[0].rows[0].name == spaced and figure.alt == spaced
    code = found[nodes.CodeBlock]
    assert isinstance(code, nodes.CodeBlock) and code.text == value
    (note,) = document.notes.values()
    assert flat(note[0].inlines) == value


@given(st.text(SIGNS))
def test_sealing_is_undone_and_keeps_places(text: str) -> None:
    text = text.replace("\r", "")
    assert opened(seal(text), "\n") == text and len(seal(text)) == len(text) and seal(seal(text)) == seal(text)
    assert "|" not in as_markdown(seal(text)).replace("\\|", "")
