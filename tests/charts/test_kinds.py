"""The registry of kinds: a kind that is registered is read, planned, drawn and described, and nothing else is told of
it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.charts import kinds
from jzdocs.charts.kinds import KINDS, ChartKind
from jzdocs.charts.marks import Label, Mark, Plan, Rect
from jzdocs.charts.native import Axis, Native, Plot, Series, bound_value
from jzdocs.charts.scales import as_float
from jzdocs.charts.theme import ChartTheme
from jzdocs.frames import Path as FramePath, TextRun
from jzdocs.model import nodes
from jzdocs.project import lone

SOURCE = """---
title: 测试
---

# 一

投入[3亿元]{#a}，产出[5亿元]{#b}。

```chart #fig:stairs
kind: stairs
title: 投入产出
unit: 亿元
rows: {投入: a, 产出: b}
```
"""


# this module is the planner of a kind that jzdocs does not have
def plan(chart: nodes.Chart, theme: ChartTheme) -> Plan:
    marks: list[Mark] = []
    for index, row in enumerate(chart.panels[0].rows):
        marks.append(Rect(index * 20.0, 0.0, 20.0, 10.0 * as_float(row.values[0]), theme.accent))
        marks.append(Label(index * 20.0, 60.0, row.name, theme.size))
    return Plan(theme.width, 70.0, tuple(marks))


def native(chart: nodes.Chart, theme: ChartTheme, height: float) -> tuple[Native, ...]:
    rows = chart.panels[0].rows
    series = Series("阶", tuple(bound_value(row, 0) for row in rows), theme.accent)
    names, axis = tuple(row.name for row in rows), Axis(0.0, 5.0, 1.0, shown=False)
    plot = Plot(0.0, 0.0, theme.width, 50.0)
    return (Native("column", "clustered", theme.width, height, names, (series,), axis, plot),)


@pytest.mark.parametrize("in_word", [False, True])
def test_a_registered_kind_is_read_planned_drawn_and_described(
    in_word: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "stairs", ChartKind("stairs", "阶梯图", native=in_word, module=__name__))
    path = tmp_path / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    loaded = pipeline.load(path, lone(path), None)
    (figure,) = (block for block in loaded.document.blocks if isinstance(block, nodes.Figure))
    assert figure.alt == "阶梯图：投入产出：投入3亿元；产出5亿元。"

    built = pipeline.build(path, lone(path))
    assert not built.report.errors, list(map(str, built.report))
    from zipfile import ZipFile

    (tmp_path / "a.docx").write_bytes(built.files["a.docx"])
    names = ZipFile(tmp_path / "a.docx").namelist()
    assert ("word/charts/chart1.xml" in names, "word/media/chart1.png" in names) == (in_word, not in_word)

    from jzdocs.charts.worker import draw_all

    plans = pipeline.plan_charts(loaded)
    drawing, _, _ = draw_all(plans, loaded.sheet, pictures=frozenset())["fig:stairs"]
    assert [item.text for item in drawing.items if isinstance(item, TextRun)] == ["投入", "产出"]
    assert len([item for item in drawing.items if isinstance(item, FramePath)]) == 2


def test_an_unknown_kind_is_reported_with_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "ladder", ChartKind("ladder", "梯子", module=__name__))
    path = tmp_path / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    (finding,) = (f for f in pipeline.load(path, lone(path), None).report if f.code == "C001")
    assert finding.arguments["kind"] == "stairs"
    assert str(finding.arguments["known"]).split(", ") == list(KINDS) and "ladder" in KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_every_module_has_what_its_entry_says(kind: ChartKind) -> None:
    module = kind.planner()
    expected = {"plan": kinds.Planner.plan} | ({"native": kinds.Planner.native} if kind.native else {})
    for name, function in expected.items():
        ours = {k: v.annotation for k, v in inspect.signature(function).parameters.items() if k != "self"}
        theirs = inspect.signature(getattr(module, name)).parameters
        assert [a.split(".")[-1] for a in ours.values()] == [p.annotation.split(".")[-1] for p in theirs.values()]
    assert hasattr(module, "native") == kind.native


def test_reading_and_describing_import_no_planner() -> None:
    code = (
        "import sys, jzdocs.source.read, jzdocs.resolve.passes, jzdocs.build.pipeline\n"
        "print([name for name in sys.modules if name.startswith('jzdocs.charts.planners')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
