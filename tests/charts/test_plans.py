"""Chart plans: nothing leaves the frame, no labels touch, bars tell the truth, for every kind and for random data."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.charts.calendar_days import days_of
from jzdocs.charts.kinds import KINDS
from jzdocs.charts.labels import keep_apart
from jzdocs.charts.marks import Dot, Label, Plan, Rect
from jzdocs.charts.plan import plan_chart
from jzdocs.charts.theme import ChartTheme, lightness
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

WIDTH = 442.0
LONG = "住宅工程质量常见问题集中整治纳入范围的既有住宅小区项目"


def value(text: str) -> nodes.Value:
    return nodes.Value(text, number=Decimal(text), printed=text)


def date(text: str) -> nodes.Value:
    days = days_of(text)
    return nodes.Value(text, number=Decimal(days.first), printed=days.printed) if days else nodes.Value("—")


def chart(kind: str, rows: list[tuple[str, list[str]]], **more: object) -> nodes.Chart:
    read = date if KINDS[kind].dates else value
    made = tuple(
        nodes.Row(name, tuple(map(read, values)), detail="说明" if kind == "timeline" else "") for name, values in rows
    )
    if kind == "tiles":
        more = {"grid": tuple((name,) for name, _ in rows), **more}
    return nodes.Chart(kind, (nodes.Panel("", "%", made),), **more)  # type: ignore[arg-type]


def box(label: Label, ink: ChartTheme) -> tuple[float, float, float, float]:
    width = ink.measure(label.text, label.size, bold=label.bold)
    left = label.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor] * width
    return left, label.y - 0.86 * label.size, left + width, label.y + 0.12 * label.size


def touching(plan: Plan, ink: ChartTheme) -> list[tuple[str, str]]:
    labels = [(m.text, box(m, ink)) for m in plan.marks if isinstance(m, Label) and m.text]
    return [
        (a, b)
        for (a, p), (b, q) in combinations(labels, 2)
        if p[0] < q[2] - 0.1 and q[0] < p[2] - 0.1 and p[1] < q[3] - 0.6 and q[1] < p[3] - 0.6
    ]


def outside(plan: Plan, ink: ChartTheme) -> list[str]:
    out = []
    for mark in plan.marks:
        if isinstance(mark, Label):
            left, top, right, bottom = box(mark, ink)
        elif isinstance(mark, Rect):
            left, top, right, bottom = mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        else:
            continue
        if left < -0.5 or right > plan.width + 0.5 or top < -0.8 or bottom > plan.height + 1.5:
            out.append(repr(mark))
    return out


@pytest.fixture(scope="module")
def ink(sheet: Stylesheet, faces: Faces) -> ChartTheme:
    return ChartTheme(sheet.chart, faces, WIDTH)


CASES = {
    "bar": [("薄改工程", ["253"]), (LONG, ["94"]), ("寄宿学校改造", ["5"])],
    "column": [(f"{y}年", [str(y - 2000)]) for y in range(2016, 2026)],
    "grouped": [("小学", ["30", "40"]), ("初中阶段在校学生", ["22", "18"])],
    "stacked": [("管网", ["1569", "369"]), ("面积", ["11829", "50"])],
    "change": [("焚烧处理能力", ["1000", "2800"])],
    "dumbbell": [("再生水利用率", ["24.6", "38.2"]), ("垃圾分类覆盖率", ["30.02", "99.71"])],
    "slope": [("榆次区", ["30", "40"]), ("太谷区", ["30.5", "40.2"]), ("平遥县", ["22", "60"])],
    "line": [(f"{y}年", ["12", "13", "40"]) for y in range(2014, 2026)],
    "area": [(f"{y}年", ["12", "13"]) for y in range(2020, 2026)],
    "share": [("第一产业", ["8.1"]), ("第二产业", ["51.9"]), ("第三产业", ["38.5"]), ("其他", ["1.5"])],
    "pie": [("第一产业", ["8.1"]), ("第二产业", ["51.9"]), ("第三产业", ["38.5"]), ("其他", ["1.5"])],
    "progress": [("纳入整治", ["18", "44"])],
    "heat": [("榆次区", ["30", "40"]), ("太谷区", ["31", "38"])],
    "timeline": [("2021年", []), ("2025年12月", [])],
    "combo": [(f"{y}年", [str(1200 + 37 * (y - 2012)), str((y * 7) % 11 - 3)]) for y in range(2012, 2026)],
    "percent": [("2024年", ["8.4", "43.4", "48.2"]), (LONG, ["1.5", "98", "0.5"])],
    "waterfall": [("2023年", ["100"]), (LONG, ["12.5"]), ("注销", ["-30"]), ("2024年", ["82.5"])],
    "scatter": [(f"第{i}县", [str(40 + i * i % 17), str(i * 7 % 13)]) for i in range(20)],
    "bubble": [(f"第{i}县", [str(40 + i * i % 17), str(i * 7 % 13), str(i % 5)]) for i in range(12)],
    "bullet": [("再生水利用率", ["38.2", "40"]), ("垃圾分类覆盖率", ["102", "90.5"]), ("管网漏损率", ["-3.5", "5"])],
    "gantt": [("北环快速路", ["2024年3月", "2025年6月"]), ("水厂扩建", ["2024年5月10日", "2025年10月31日"])],
    "pyramid": [("0—14岁", ["12.3", "11.1"]), ("15—59岁", ["54.0", "53.8"]), ("60岁以上", ["18.2", "17.9"])],
    "tiles": [("榆次区", ["38.2"]), ("太谷区", ["22.1"]), ("左权县", ["25"])],
}


def test_every_kind_has_a_case() -> None:
    assert set(KINDS) == {*CASES, "python"}  # what a script draws is planned by no planner


@pytest.mark.parametrize("kind", CASES)
def test_labels_neither_touch_nor_leave_the_frame(kind: str, ink: ChartTheme, sheet: Stylesheet, faces: Faces) -> None:
    count = max(len(v) for _, v in CASES[kind])
    series = tuple(f"第{i + 1}组" for i in range(count)) if count > 1 else ()
    plan = plan_chart(chart(kind, CASES[kind], series=series), WIDTH, sheet.chart, faces)
    assert outside(plan, ink) == []
    assert touching(plan, ink) == []
    printed = {v for _, values in CASES[kind] for v in values}
    shown = " ".join(m.text for m in plan.marks if isinstance(m, Label))
    shown = shown.replace("−", "-")
    assert kind in ("line", "area", "scatter", "bubble") or all(v in shown for v in printed)


_NAMES = st.lists(
    st.text("城市管理教育住房再生水利用率ABC123", min_size=1, max_size=24), min_size=1, max_size=14, unique=True
)
_NUMBER = st.decimals(min_value=0, max_value=100_000, places=2, allow_nan=False, allow_infinity=False)


@settings(max_examples=60, deadline=None)
@given(names=_NAMES, data=st.data())
@pytest.mark.parametrize("kind", ["bar", "dumbbell", "grouped", "change", "progress", "heat"])
def test_random_data_stay_in_the_frame(
    kind: str, ink: ChartTheme, sheet: Stylesheet, faces: Faces, names: list[str], data: st.DataObject
) -> None:
    count = 1 if kind == "bar" else 2
    if kind == "change":
        names = names[:3]
    rows = [(name, [str(data.draw(_NUMBER)) for _ in range(count)]) for name in names]
    plan = plan_chart(chart(kind, rows, series=("期初", "期末")), WIDTH, sheet.chart, faces)
    assert outside(plan, ink) == []
    if kind in ("bar", "grouped", "progress"):
        assert touching(plan, ink) == []


def test_bars_start_at_zero_and_are_in_proportion(ink: ChartTheme, sheet: Stylesheet, faces: Faces) -> None:
    plan = plan_chart(chart("bar", [("甲", ["100"]), ("乙", ["50"]), ("丙", ["25"])]), WIDTH, sheet.chart, faces)
    rects = [m for m in plan.marks if isinstance(m, Rect)]
    assert len({r.x for r in rects}) == 1
    assert [r.width / rects[0].width for r in rects] == pytest.approx([1, 0.5, 0.25])
    assert len({r.height for r in rects}) == 1


def test_bars_are_sorted_unless_asked_otherwise(sheet: Stylesheet, faces: Faces) -> None:
    rows = [("甲", ["1"]), ("乙", ["3"]), ("丙", ["2"])]
    for sort, order in ((True, ["乙", "丙", "甲"]), (False, ["甲", "乙", "丙"])):
        plan = plan_chart(chart("bar", rows, sort=sort), WIDTH, sheet.chart, faces)
        assert [m.text for m in plan.marks if isinstance(m, Label) and m.text in "甲乙丙"] == order


def test_figures_are_printed_as_the_text_prints_them(sheet: Stylesheet, faces: Faces) -> None:
    rows = (
        nodes.Row("口袋公园", (nodes.Value("x", number=Decimal(200), printed="约200"),)),
        nodes.Row("率", (nodes.Value("y", number=Decimal("41.90"), printed="41.90"),)),
    )
    plan = plan_chart(nodes.Chart("bar", (nodes.Panel("", "", rows),)), WIDTH, sheet.chart, faces)
    assert {"约200", "41.90"} <= {m.text for m in plan.marks if isinstance(m, Label)}


def test_the_gap_of_a_pair_is_written_out(sheet: Stylesheet, faces: Faces) -> None:
    made = chart("dumbbell", CASES["dumbbell"], gap_unit="个百分点")
    texts = {m.text for m in plan_chart(made, WIDTH, sheet.chart, faces).marks if isinstance(m, Label)}
    assert {"+13.6个百分点", "+69.69个百分点"} <= texts
    dots = [m for m in plan_chart(made, WIDTH, sheet.chart, faces).marks if isinstance(m, Dot)]
    assert [d.fill for d in dots] == ["FFFFFF", "1F4E79"] * 2


def _dumbbell(sheet: Stylesheet, faces: Faces, *pairs: tuple[str, str]) -> list[str]:
    """Return the texts of a dumbbell chart of these pairs, in percent."""
    rows = []
    for index, pair in enumerate(pairs):
        values = (nodes.Value("x", number=Decimal(printed.removesuffix("左右")), printed=printed) for printed in pair)
        rows.append(nodes.Row(f"第{index}项", tuple(values)))
    made = nodes.Chart("dumbbell", (nodes.Panel("", "%", tuple(rows)),), gap_unit="个百分点")
    return [mark.text for mark in plan_chart(made, WIDTH, sheet.chart, faces).marks if isinstance(mark, Label)]


@pytest.mark.parametrize(
    ("pairs", "ticks"),
    [
        ([("24.6", "38.2")], ["0", "25", "50", "75", "100"]),
        ([("3", "3.87")], ["2", "3", "4", "5"]),
        ([("2.7", "3.3")], ["2", "2.5", "3", "3.5", "4"]),
        ([("98", "99.5")], ["96", "97", "98", "99", "100"]),
        ([("0.5", "0.9")], ["0", "0.5", "1", "1.5"]),
        ([("3", "3.87"), ("72", "76")], ["0", "25", "50", "75", "100"]),  # far apart
        ([("50", "50")], ["0", "25", "50", "75", "100"]),
    ],
)
def test_points_that_would_overlap_get_an_axis_around_them(
    sheet: Stylesheet, faces: Faces, pairs: list[tuple[str, str]], ticks: list[str]
) -> None:
    texts = _dumbbell(sheet, faces, *pairs)
    assert texts[-len(ticks) :] == ticks


def test_an_estimate_has_no_exact_difference(sheet: Stylesheet, faces: Faces) -> None:
    texts = _dumbbell(sheet, faces, ("3左右", "3.87"), ("10", "20"))
    assert "+10个百分点" in texts and "3左右" in texts and "+0.87个百分点" not in texts


def test_missing_values_are_not_zero(sheet: Stylesheet, faces: Faces) -> None:
    rows = (nodes.Row("甲", (value("5"),)), nodes.Row("乙", (nodes.Value("—"),)))
    plan = plan_chart(nodes.Chart("bar", (nodes.Panel("", "", rows),)), WIDTH, sheet.chart, faces)
    assert len([m for m in plan.marks if isinstance(m, Rect)]) == 1
    assert "—" in [m.text for m in plan.marks if isinstance(m, Label)]


def test_neighbouring_fills_differ_in_lightness(ink: ChartTheme) -> None:
    fills = ink.fills(5)
    assert len(set(fills)) == 5
    assert all(abs(lightness(a) - lightness(b)) >= 20 for a, b in pairwise(fills))


@given(st.lists(st.floats(0, 100), max_size=8))
def test_labels_keep_their_distance_and_stay_inside(positions: list[float]) -> None:
    moved = sorted(keep_apart(positions, 10, 0, 100))
    assert all(b - a >= 10 - 1e-6 for a, b in pairwise(moved))
    assert all(-1e-6 <= y <= 100 + 1e-6 for y in moved)


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("number", ["-5", "0"])
def test_numbers_that_are_all_negative_or_zero_stay_in_the_frame(
    kind: str, number: str, ink: ChartTheme, sheet: Stylesheet, faces: Faces
) -> None:
    rows = [("甲", [number] * 2), ("乙", [number] * 2)]
    plan = plan_chart(chart(kind, rows), WIDTH, sheet.chart, faces)
    if kind in ("bar", "grouped"):  # the other kinds are for parts, levels and amounts
        assert outside(plan, ink) == []
        zero = max(m.x + m.width for m in plan.marks if isinstance(m, Rect))
        assert number == "0" or {m.x + m.width for m in plan.marks if isinstance(m, Rect)} == {zero}


@pytest.mark.parametrize("kind", CASES)
def test_a_panel_without_rows_is_planned(kind: str, sheet: Stylesheet, faces: Faces) -> None:
    full = chart(kind, CASES[kind]).panels[0]
    for panels in ((nodes.Panel("", "", ()), full), (full, nodes.Panel("", "", ()))):
        assert plan_chart(nodes.Chart(kind, panels), WIDTH, sheet.chart, faces).width == WIDTH
