"""Data that a kind of chart would draw wrongly are an error that names the kind and says which one suits."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.errors import Diagnostic
from jzdocs.project import lone

HEAD = "---\ntitle: 甲\ntemplate: report\n---\n\n# 一\n\n总值[1200亿元]{#a}、[1310亿元]{#b}，增速[6.1%]{#x}、[5.8%]{#y}，注销[3家]{#c}。\n\n"


def findings(folder: Path, body: str) -> list[Diagnostic]:
    path = folder / "a.md"
    path.write_text(f"{HEAD}```chart #fig:a\ntitle: 乙\nalt: 丙。\n{body}\n```\n", encoding="utf-8")
    report = pipeline.load(path, lone(path), None).report
    return [finding for finding in report if finding.code.startswith("C")]


WRONG = [
    ('kind: bar\nunit: [亿元, "%"]\nrows: {甲: [1, 2]}', "C050", "", ["bar", "combo"]),
    ('kind: combo\nunit: [亿元, "%", 万人]\nrows: {甲: [1, 2, 3]}', "C050", "three", ["combo", "panels"]),
    ('kind: combo\nunit: [亿元, "%", 万人]\nrows: {甲: [1, 2]}', "C050", "count", ["3", "2"]),
    ("kind: combo\nrows: {甲: [1, 2]}", "C050", "unknown", ["grouped"]),
    ('kind: combo\nunit: [亿元, "%"]\nrows: {甲: 1}', "C050", "count", ["2", "1"]),
    ("kind: combo\nunit: 亿元\nrows: {甲: 1}", "C051", "combo", ["combo", "column"]),
    ("kind: percent\nrows: {甲: 1}", "C051", "percent", ["percent", "share"]),
    ("kind: percent\nrows: {甲: [1, -2]}", "C052", "", ["−2", "percent", "grouped"]),
    ('kind: percent\nunit: "%"\nrows: {甲: [60, 55]}', "C052", "over", ["115", "percent", "grouped"]),
    ("kind: percent\nrows: {甲: [1, —]}", "C052", "missing", ["percent", "stacked"]),
    ("kind: waterfall\nrows: {始: 100, 增: 5, 减: -3, 末: 105}", "C053", "", ["100 + 5 − 3 = 102", "105", "3"]),
    ("kind: waterfall\nrows: {始: 100, 增: —, 末: 105}", "C053", "missing", ["增", "waterfall", "bar"]),
    ("kind: waterfall\nrows: {始: 100, 末: 105}", "C051", "few", ["waterfall", "change"]),
    ("kind: waterfall\nrows: {始: [1, 2], 中: 1, 末: 2}", "C051", "waterfall", ["waterfall", "dumbbell"]),
    ("kind: waterfall\ntotals: [期末]\nrows: {始: 1, 中: 1, 末: 2}", "C008", "total", ["期末"]),
    ("kind: scatter\nrows: {甲: 1}", "C051", "scatter", ["scatter", "bar"]),
    ("kind: bubble\nrows: {甲: [1, 2]}", "C051", "bubble", ["bubble", "scatter"]),
    ("kind: bubble\nrows: {甲: [1, 2, -3]}", "C054", "", ["−3", "scatter"]),
    (
        "kind: bar\nmultiples: 2\npanels:\n  - {title: 一, unit: 公里, rows: {甲: 1}}\n  - {title: 二, unit: 户, rows: {甲: 1}}",
        "C055",
        "",
        ["公里", "户"],
    ),
    ("kind: heat\nmultiples: 2\nseries: [一, 二]\nrows: {甲: [1, 2]}", "C055", "kind", ["heat"]),
]


@pytest.mark.parametrize(
    ("body", "code", "variant", "words"), WRONG, ids=[f"{w[1]}.{w[2]}-{i}" for i, w in enumerate(WRONG)]
)
def test_what_a_kind_cannot_show_is_an_error(
    body: str, code: str, variant: str, words: list[str], tmp_path: Path
) -> None:
    found = [f for f in findings(tmp_path, body) if (f.code, f.variant) == (code, variant)]
    assert [f.severity for f in found] == ["error"]
    for language in ("en", "zh"):
        text = " ".join(found[0].worded(language))  # type: ignore[arg-type]
        assert all(word in text for word in words), text


RIGHT = [
    "kind: combo\nseries: [额, 率]\nrows: {2023年: [a, x], 2024年: [b, y]}",  # units are those of the figures
    'kind: combo\nunit: [亿元, "%"]\nrows: {2023年: [1, 2, 3]}',  # columns share the first unit
    "kind: waterfall\nrows: {始: 10.4, 增: 5.3, 末: 15.8}",  # each number was rounded
    "kind: waterfall\nrows: {始: 10, 减: -c, 末: 7}",
    "kind: waterfall\ntotals: [合计]\nrows: {一: 3, 二: 4, 合计: 7}",
    'kind: percent\nunit: "%"\nrows: {甲: [33.3, 33.3, 33.3]}',
    'kind: percent\nunit: "%"\nrows: {甲: [33.4, 33.4, 33.3]}',
    "kind: percent\nrows: {甲: [0, 0], 乙: [—, —]}",
    "kind: scatter\nrows: {甲: [1, —], 乙: [-2, 3]}",
    "kind: pie\nmultiples: 2\nseries: [一, 二]\nrows: {甲: [1, 2], 乙: [3, 4]}",
]


@pytest.mark.parametrize("body", RIGHT)
def test_a_right_chart_is_never_refused(body: str, tmp_path: Path) -> None:
    assert findings(tmp_path, body) == []


def test_percentages_that_leave_a_rest_are_warned_of(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, 'kind: percent\nunit: "%"\nrows: {甲: [45, 30]}')
    assert (found.code, found.variant, found.severity) == ("C052", "under", "warning")
    assert "75%" in found.worded("zh")[0]


def test_a_decrease_is_bound_to_its_figure(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"{HEAD}```chart #fig:a\nkind: waterfall\ntitle: 乙\nunit: 家\nrows: {{始: 10, 减: -c, 末: 7}}\n```\n",
        encoding="utf-8",
    )
    loaded = pipeline.load(path, lone(path), None)
    (figure,) = (block for block in loaded.document.blocks if type(block).__name__ == "Figure")
    value = figure.content.panels[0].rows[1].values[0]
    assert (str(value.number), value.printed, value.fact) == ("-3", "−3", "- c")
    assert figure.alt == "瀑布图：乙：始10家；减−3家；末7家。"
    from jzdocs.provenance.uses import uses

    assert "fig:a" in uses(loaded.document)["c"]
