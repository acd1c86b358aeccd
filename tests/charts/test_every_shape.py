"""Every kind of chart × every hard shape of data: drawn right, or an error that names the kind.

Measured on the plan, whose marks are what both documents draw: each value is printed, bars are in proportion and on
their side of zero, no text touches another or leaves the chart; then on the finished PDF and the chart parts of Word.
"""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from jzdocs.build import pipeline
from jzdocs.charts.kinds import KINDS
from jzdocs.charts.limits import _LIMITS, check_limits
from jzdocs.charts.marks import Area, Label, Line, Plan, Rect
from jzdocs.charts.palette import color_of, lightness, luminance, pattern_of, series_fills
from jzdocs.charts.plan import native_charts, plan_chart
from jzdocs.charts.scales import round_range, true_minus
from jzdocs.charts.theme import ChartTheme
from jzdocs.charts.times import is_even, time_places
from jzdocs.errors import NOWHERE, Report
from jzdocs.model import nodes
from jzdocs.project import lone
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

ROOM = 544.0  # points: what a page of the shipped template leaves a chart
WIDTHS = {"full": 442.0, "half": 210.0, "column": 130.0}
OURS = [kind for kind in KINDS if kind in _LIMITS]
COUNTS = {"grouped": 2, "stacked": 3, "change": 2, "dumbbell": 2, "slope": 2, "progress": 2, "heat": 3}
LONG = (
    "晋中市住房和城乡建设局城市建设管理事务中心",
    "短",
    "Very Long English Label/without-Breaks",
    "住宅工程质量整治",
)
SHAPES: dict[str, list[list[str]]] = {
    "negative": [["-5", "-6", "-7"], ["-12.5", "-2", "-1"], ["-8", "-9", "-3"]],
    "mixed": [["12.5", "-3", "4"], ["-8.3", "6", "-2"], ["0", "1", "2"], ["-0.5", "7", "8"]],
    "zero": [["0", "0", "0"], ["0", "3", "0"]],
    "huge": [["123456789012", "5", "70"], ["1234", "99", "1"], ["0.05", "12", "0.5"]],
    "missing": [["10", "—", "11"], ["—", "5", "6"], ["16", "17", "—"], ["19", "21", "20"]],
    "one": [["42", "43", "44"]],
    "forty": [[str(10 + i * 37 % 83), str(20 + i * 53 % 71), str(5 + i * 29 % 67)] for i in range(40)],
    "many": [[str(100 + (i * 131 + j * 57) % 797) for j in range(5)] for i in range(12)],
    "long names": [["120", "121", "122"], ["45", "46", "47"], ["7", "8", "9"], ["88", "89", "90"]],
}


def a_value(text: str) -> nodes.Value:
    number = None if text == "—" else Decimal(text)
    return nodes.Value(text, number=number, printed="" if number is None else true_minus(text))


def a_chart(kind: str, shape: str, panels: int = 1) -> nodes.Chart:
    data = SHAPES[shape]
    count = len(data[0]) if shape == "many" else COUNTS.get(kind, 1)
    names = LONG if shape == "long names" else [f"第{index + 1}县" for index in range(len(data))]
    rows = tuple(nodes.Row(name, tuple(map(a_value, row[:count]))) for name, row in zip(names, data, strict=True))
    series = tuple(f"{2021 + index}年" for index in range(count)) if count > 1 and kind != "progress" else ()
    titles = [f"面板{index}" if panels > 1 else "" for index in range(panels)]
    return nodes.Chart(kind, tuple(nodes.Panel(title, "个", rows) for title in titles), series)


def is_refused(chart: nodes.Chart) -> bool:
    report = Report()
    check_limits(chart, NOWHERE, report)
    for finding in report:
        assert not finding.arguments.get("kind") or finding.arguments["kind"] == chart.kind
    return bool(report.errors)


def box(label: Label, ink: ChartTheme) -> tuple[float, float, float, float]:
    width = ink.measure(label.text, label.size, bold=label.bold)
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * width
    return left, label.y - 0.86 * label.size, left + width, label.y + 0.12 * label.size


def overlap(a: tuple[float, ...], b: tuple[float, ...], slack: float = 0.6) -> bool:
    return a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack


def touching(plan: Plan, ink: ChartTheme) -> list[tuple[str, str]]:
    labels = [(m.text, box(m, ink)) for m in plan.marks if isinstance(m, Label) and m.text.strip()]
    return [(a, b) for (a, p), (b, q) in combinations(labels, 2) if overlap(p, q)]


def outside(plan: Plan, ink: ChartTheme) -> list[str]:
    out = []
    for mark in plan.marks:
        if isinstance(mark, Label):
            edges = box(mark, ink)
        elif isinstance(mark, Rect):
            edges = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        elif isinstance(mark, Line | Area):
            xs, ys = zip(*mark.points, strict=True)
            edges = (min(xs), min(ys), max(xs), max(ys))
        else:
            continue
        if edges[0] < -0.6 or edges[2] > plan.width + 0.6 or edges[1] < -1.0 or edges[3] > plan.height + 1.6:
            out.append(repr(mark))
    return out


def over_bars(plan: Plan, ink: ChartTheme) -> list[str]:
    """Return texts that stand half on a bar and half not."""
    bars = [m for m in plan.marks if isinstance(m, Rect) and m.fill != "FFFFFF"]
    out = []
    for label in (m for m in plan.marks if isinstance(m, Label)):
        left, top, right, bottom = box(label, ink)
        for bar in bars:
            edges = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)
            inside = edges[0] <= left + 1 and right <= edges[2] + 1 and edges[1] <= top + 3 and bottom <= edges[3] + 3
            if overlap((left, top, right, bottom), edges, 1.2) and not inside:
                out.append(f"{label.text} over {bar}")
    return out


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", OURS)
def test_every_kind_shows_every_shape_or_says_which_kind_does(
    kind: str, shape: str, width: str, sheet: Stylesheet, faces: Faces
) -> None:
    chart = a_chart(kind, shape)
    if is_refused(chart):
        return
    plan = plan_chart(chart, WIDTHS[width], sheet.chart, faces, ROOM)
    if plan.problem:
        assert width != "full", "a whole column of text has room for every kind"
        return
    ink = ChartTheme(sheet.chart, faces, WIDTHS[width], plan.density)
    assert outside(plan, ink) == []
    assert touching(plan, ink) == []
    if kind in ("bar", "column", "grouped", "change"):
        assert over_bars(plan, ink) == []
    if width == "full" and kind != "slope":
        assert plan.height <= ROOM
    shown = " ".join(m.text for m in plan.marks if isinstance(m, Label)).replace(" ", "")
    unprinted = kind in ("line", "area") and (
        chart.series or (shape == "forty" and width != "full")
    )  # read off the axis
    if not unprinted:
        for row in chart.panels[0].rows:
            assert row.name.replace(" ", "")[:4] in shown or (kind, shape) == ("change", "one"), "named by its series"
            assert all(value.printed in shown for value in row.values if len(value.printed) < 9)


@pytest.mark.parametrize("kind", OURS)
def test_every_panel_is_drawn(kind: str, sheet: Stylesheet, faces: Faces) -> None:
    chart = a_chart(kind, "one", panels=3)
    plan = plan_chart(chart, WIDTHS["full"], sheet.chart, faces, ROOM)
    texts = [m.text for m in plan.marks if isinstance(m, Label)]
    assert [text for text in texts if "面板" in text] == [f"面板{index}（个）" for index in range(3)]
    assert sum("42" in text for text in texts) == 3
    ink = ChartTheme(sheet.chart, faces, WIDTHS["full"])
    assert outside(plan, ink) == touching(plan, ink) == []
    if KINDS[kind].native:
        natives = native_charts(chart, plan, sheet.chart, faces)
        assert sum("面板" in entry.title for entry in natives) == 3


NUMBERS = st.lists(st.decimals(-1000, 1000, places=1), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(numbers=NUMBERS)
@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "grouped"])
def test_bars_are_in_proportion_and_on_their_side_of_zero(
    kind: str, sheet: Stylesheet, faces: Faces, numbers: list[Decimal]
) -> None:
    rows = tuple(nodes.Row(f"行{i}", (a_value(str(number)),)) for i, number in enumerate(numbers))
    plan = plan_chart(nodes.Chart(kind, (nodes.Panel("", "", rows),), sort=False), 442.0, sheet.chart, faces, ROOM)
    bars = [m for m in plan.marks if isinstance(m, Rect)]
    assert len(bars) == len(numbers)
    upright = kind in ("column", "stacked")
    zeros = [m for m in plan.marks if isinstance(m, Line) and m.color == sheet.chart.greys[1]]
    lengths = [bar.height if upright else bar.width for bar in bars]
    most = max(map(abs, numbers)) or 1
    unit = max(lengths) / float(most)
    for number, bar, length in zip(numbers, bars, lengths, strict=True):
        assert length == pytest.approx(max(abs(float(number)) * unit, 0.6), abs=0.61)
        if abs(float(number)) * unit > 1.5:
            if upright:
                zero = min(
                    (line.points[0][1] for line in zeros), key=lambda y: min(abs(bar.y - y), abs(bar.y + length - y))
                )
                assert (bar.y + length == pytest.approx(zero)) == (number > 0)
            else:
                assert (bar.x == pytest.approx(zeros[-1].points[0][0])) == (number > 0)


def test_a_missing_value_breaks_a_line_and_an_area(sheet: Stylesheet, faces: Faces) -> None:
    rows = tuple(nodes.Row(f"{2020 + i}年", (a_value(t),)) for i, t in enumerate(["10", "12", "—", "35", "28"]))
    for kind, mark in (("line", Line), ("area", Area)):
        plan = plan_chart(nodes.Chart(kind, (nodes.Panel("", "", rows),)), 442.0, sheet.chart, faces)
        drawn = [m for m in plan.marks if isinstance(m, mark) and (mark is Area or m.color == sheet.chart.palette[0])]
        assert len(drawn) == 2
        assert (
            native_charts(nodes.Chart(kind, (nodes.Panel("", "", rows),)), plan, sheet.chart, faces) != ()
            or kind == "area"
        )


def test_times_stand_at_their_places(sheet: Stylesheet, faces: Faces) -> None:
    days = ["2025-01-01", "2025-01-05", "2025-02-20", "2025-06-30"]
    rows = tuple(nodes.Row(day, (a_value(str(5 + i)),)) for i, day in enumerate(days))
    plan = plan_chart(nodes.Chart("line", (nodes.Panel("", "", rows),)), 442.0, sheet.chart, faces)
    line = next(m for m in plan.marks if isinstance(m, Line) and m.color == sheet.chart.palette[0])
    xs = [x for x, _ in line.points]
    gaps = [b - a for a, b in pairwise(xs)]
    assert [gap / gaps[0] for gap in gaps] == pytest.approx([1, 46 / 4, 130 / 4])
    assert {m.text for m in plan.marks if isinstance(m, Label)} >= set(days)


@pytest.mark.parametrize(
    ("names", "even"),
    [
        (["2020年", "2021年", "2022年"], True),
        (["2020年", "2021年", "2023年"], False),
        (["2024年11月", "2024年12月", "2025年1月"], True),
        (["2024年三季度", "2024年四季度", "2025年一季度"], True),
        (["1月", "2月", "4月"], False),
        (["2025-02-29", "2025-03-01"], None),
        (["2021年", "2020年"], None),
        (["榆次区", "太谷区"], None),
    ],
)
def test_names_that_are_times(names: list[str], even: bool | None) -> None:
    places = time_places(names)
    assert (None if places is None else is_even(places)) is even


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_axes_have_round_ticks_and_hold_their_numbers(low: float, span: float) -> None:
    axis = round_range(low, low + span)
    slack = 1e-6 * axis.step
    assert axis.low <= low + slack and low + span <= axis.high + slack
    assert axis.low / axis.step == pytest.approx(round(axis.low / axis.step), abs=1e-6)
    if low <= 0 <= low + span:
        assert axis.low <= 0 <= axis.high


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 16, 30])
def test_fills_keep_their_contrast_on_paper_and_are_told_apart_in_grey(count: int, sheet: Stylesheet) -> None:
    fills = series_fills(sheet.chart.palette, sheet.chart.greys, count)
    assert len(set(fills)) == count
    assert all(1.05 / (luminance(color_of(fill)) + 0.05) >= 3 for fill in fills)
    for one, other in combinations(fills[:12], 2):
        assert pattern_of(one) != pattern_of(other) or abs(lightness(one) - lightness(other)) >= 12


# --- the finished documents


SOURCE = """---
title: 负数与缺失
template: report
---

# 一

```chart #fig:a
kind: column
title: 增减
unit: 亿元
rows: {甲: -5, 乙: 12.5, 丙: —, 丁: -8.3}
alt: 试
```

```chart #fig:b
kind: stacked
title: 构成
unit: 亿元
series: [一产, 二产]
rows: {甲: [3, 4], 乙: [5, 6]}
alt: 试
```

```chart #fig:c
kind: line
title: 时间
unit: 亿元
rows: {2020年: 3, 2021年: 4, 2024年: 9}
alt: 试
```

```chart #fig:d
kind: column
title: 换算
unit: 元
axis_unit: 亿
rows: {甲: 123456789012, 乙: 250000000}
alt: 试
```

```chart #fig:e
kind: bar
title: 千分位
unit: 元
thousands: yes
rows: {甲: 1234567, 乙: 950}
alt: 试
```

```chart #fig:f
kind: timeline
title: 大事记
rows:
  2021年3月: 启动
  2022年6月: {detail: 立项获批}
  2023-10-01: 2023年开工
alt: 试
```
"""
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / "a.md"
    path.write_text(SOURCE, encoding="utf-8")
    result = pipeline.build(path, lone(path))
    assert not result.report.errors, list(map(str, result.report))
    for name, data in result.files.items():
        path.with_name(name).write_bytes(data)
    return path


def test_the_pdf_prints_every_number_with_true_minus_signs(built: Path) -> None:
    pages = pypdfium2.PdfDocument(built.with_suffix(".pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    expected = [
        "−5",
        "12.5",
        "−8.3",
        "—",
        "7",
        "11",
        "1234.57",
        "2.5",
        "1,234,567",
        "950",
        "启动",
        "立项获批",
        "2023年开工",
    ]
    assert [word for word in expected if word not in re.sub(r"[\s\u200b]", "", text)] == []
    assert "（亿元）" in text.replace(" ", "")


def test_words_charts_follow_edited_data(built: Path) -> None:
    with zipfile.ZipFile(built.with_suffix(".docx")) as archive:
        charts = [etree.fromstring(archive.read(f"word/charts/chart{number}.xml")) for number in range(1, 6)]
    column, stacked, line, scaled, grouped = charts
    assert [root.find(f".//{C}scaling/{C}max") for root in charts] == [None] * 5
    assert '"−"' in column.find(f".//{C}ser/{C}dLbls/{C}numFmt").get("formatCode")
    assert grouped.find(f".//{C}ser/{C}dLbls/{C}numFmt").get("formatCode") in ("#,##0", "General")
    assert [v.text for v in stacked.findall(f".//{C}lineChart//{C}val//{C}v")] == ["7", "11"], "totals are labels"
    assert [v.text for v in stacked.findall(f".//{C}barChart/{C}ser/{C}cat//{C}v")][:2] == ["甲", "乙"]
    assert stacked.find(f".//{C}legendEntry/{C}delete").get("val") == "1"
    assert [v.text for v in line.findall(f".//{C}cat//{C}v")] == ["2020年", "2021年", None, None, "2024年"]
    assert line.find(f".//{C}dispBlanksAs").get("val") == "span"
    assert [v.text for v in scaled.findall(f".//{C}val//{C}v")] == ["1234.57", "2.5"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("kind: pie\nunit: 个\nrows: {甲: [1, 2]}", "C041"),
        ("kind: dumbbell\nunit: 个\nrows: {甲: [1, 2, 3]}", "C041"),
        ("kind: slope\nunit: 个\nrows: {甲: 1}", "C041"),
        ("kind: progress\nunit: 个\nrows: {甲: 1}", "C041"),
        ("kind: line\nunit: 个\nseries: [甲, 乙]\nrows: {一月: [1, 2, 3]}", "C042"),
        ("kind: pie\nunit: 个\nrows: {甲: -1, 乙: 2}", "C043"),
        ("kind: share\nunit: 个\nrows: {甲: 0, 乙: 0}", "C043"),
        ("kind: area\nunit: 个\nseries: [甲, 乙]\nrows: {一月: [1, -2]}", "C043"),
        ("kind: bar\nunit: 个\naxis: [50, 100]\nrows: {甲: 60}", "C044"),
        ("kind: line\nunit: 个\ngroups: [甲, 乙]\nrows: {一月: 1}", "C045"),
        ("kind: bar\nunit: 个\naxis: [0, 100]\nrows: {甲: 120}", "C046"),
        ("kind: bar\nunit: 个\naxis_unit: 百\nrows: {甲: 120}", "C048"),
        ('kind: bar\nunit: "%"\naxis_unit: 万\nrows: {甲: 120}', "C048"),
        ("kind: line\nrows: {2023年: [a, x]}", "C031"),
    ],
)
def test_what_a_kind_cannot_show_is_reported(block: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    facts = "总值[1200亿元]{#a}，增速[6.1%]{#x}。"
    path.write_text(
        f"---\ntitle: 测试\n---\n\n# 一\n\n{facts}\n\n```chart\n{block}\ntitle: 图\nalt: 试\n```\n", encoding="utf-8"
    )
    report = pipeline.load(path, lone(path), None).report
    assert code in {finding.code for finding in report}
