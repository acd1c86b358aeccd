"""The charts of a document while it is built: how wide, how tall, how many were drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from jzdocs.build.charts import DocumentCharts, chart_sizes, figures_of, plan_charts, report_tall_charts
from jzdocs.build.pipeline import load
from jzdocs.build.writers import LoadedDocument
from jzdocs.cache.store import Store
from jzdocs.messages.message import message
from jzdocs.project import lone
from jzdocs.units import Size, pt, to_pt

TEXT = """---
title: 简报
template: report
---

# 供水

普及率由[96%]{#from}提高到[98%]{#to}。

```chart #fig:a
kind: bar
title: 供水普及率
unit: "%"
rows: { 起: from, 止: to }
alt: 甲。
```
"""


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedDocument:
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    return load(path, lone(path), None)


def test_a_chart_takes_the_measure(loaded: LoadedDocument) -> None:
    measure = loaded.sheet.page.measure
    assert [(figure.id, width) for figure, width in figures_of(loaded)] == [("fig:a", measure)]
    plans = plan_charts(loaded)
    assert list(plans) == ["fig:a"] and plans["fig:a"].width == to_pt(measure)
    assert chart_sizes(plans) == {"fig:a": Size(pt(plans["fig:a"].width), pt(plans["fig:a"].height))}


@pytest.mark.parametrize(("over", "found"), [(-1.0, []), (0.0, []), (1.0, ["C007"])])
def test_a_chart_may_be_as_tall_as_a_page_less_an_inch(loaded: LoadedDocument, over: float, found: list[str]) -> None:
    sheet = loaded.sheet
    room = to_pt(sheet.page.lines * sheet.body.leading) - 72.0
    plans = {key: replace(plan, height=room + over) for key, plan in plan_charts(loaded).items()}
    assert report_tall_charts(loaded, plans) is bool(found)
    assert [d.code for d in loaded.report.found] == found
    if found:
        assert loaded.report.found[0].arguments["rows"] == "2" and loaded.report.found[0].location.line == 10


def test_how_many_charts_were_drawn_is_told(loaded: LoadedDocument) -> None:
    plans = plan_charts(loaded)
    charts = DocumentCharts(loaded, plans, Store(None), for_word=False)
    assert charts.explanation == (message("cli.explain.charts", new=1, all=1),) and charts.native == {}
    assert DocumentCharts(loaded, {}, Store(None), for_word=False).explanation == ()
    assert list(DocumentCharts(loaded, plans, Store(None), for_word=True).native) == ["fig:a"]
