"""Combinations, waterfalls, bars of 100 %, points and small charts: planned so that they are right whatever the data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import Phase, given, settings, strategies as st

from jzdocs.charts.axes import scale_pairs, span_of
from jzdocs.charts.marks import Dot, Label, Line, Plan, Rect
from jzdocs.charts.plan import native_charts, plan_chart
from jzdocs.charts.theme import ChartTheme
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet

WIDTH, HALF = 442.0, 212.0
LONG = "住宅工程质量常见问题集中整治纳入范围项目"
TWO_UNITS = ("combo", "scatter", "bubble")


def value(text: str) -> nodes.Value:
    return nodes.Value(text) if text == "—" else nodes.Value(text, number=Decimal(text), printed=text)


def chart(kind: str, rows: dict[str, Sequence[str]], unit: str = "亿元", **more: object) -> nodes.Chart:
    rows_ = tuple(nodes.Row(name, tuple(map(value, values))) for name, values in rows.items())
    count = max(len(row.values) for row in rows_)
    if kind in TWO_UNITS:
        more = {"units": ("亿元",) * (count - 1) + ("%",), "series": tuple(f"第{i}组" for i in range(count)), **more}
        unit = ""
    return nodes.Chart(kind, (nodes.Panel("", unit, rows_),), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drawn(sheet: Stylesheet, faces: Faces):  # type: ignore[no-untyped-def]
    def plan(of: nodes.Chart, width: float = WIDTH) -> Plan:
        plan = plan_chart(of, width, sheet.chart, faces)
        native_charts(of, plan, sheet.chart, faces)  # is described for every data, too
        return plan

    return plan


def labels(plan: Plan) -> dict[str, Label]:
    return {mark.text: mark for mark in plan.marks if isinstance(mark, Label)}


def faults(plan: Plan, theme: ChartTheme) -> list[str]:
    """Labels that touch, and marks beyond the frame."""
    boxes = []
    for mark in plan.marks:
        if isinstance(mark, Label) and mark.text:
            width = theme.measure(mark.text, mark.size, bold=mark.bold)
            left = mark.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * width
            boxes.append((mark.text, left, mark.y - 0.86 * mark.size, left + width, mark.y + 0.12 * mark.size))
        elif isinstance(mark, Rect):
            assert -0.5 <= mark.x <= mark.x + mark.width <= plan.width + 0.5, mark
            assert -0.5 <= mark.y <= mark.y + mark.height <= plan.height + 0.5, mark
        elif isinstance(mark, Dot):
            assert 0 <= mark.x <= plan.width and 0 <= mark.y <= plan.height, mark
    out = [f"{a[0]} over {b[0]}" for a, b in combinations(boxes, 2) if _overlap(a, b)]
    return out + [f"{b[0]} beyond" for b in boxes if b[1] < -0.5 or b[3] > plan.width + 0.5 or b[4] > plan.height + 1.5]


def _overlap(a: tuple[str, float, float, float, float], b: tuple[str, float, float, float, float]) -> bool:
    return a[1] < b[3] - 0.1 and b[1] < a[3] - 0.1 and a[2] < b[4] - 0.6 and b[2] < a[4] - 0.6


# --- any data

SHAPES = {
    "mixed": st.decimals(-100, 100, places=1),
    "negative": st.decimals(-100, -1, places=1),
    "positive": st.decimals(0, 100, places=1),
    "zero": st.just(Decimal(0)),
    "tiny beside huge": st.sampled_from([Decimal("0.01"), Decimal(3), Decimal("123456789.5")]),
    "missing": st.sampled_from(["—", Decimal(5), Decimal(-2)]),
}
VALUES = {"combo": (2, 3), "percent": (2, 5), "waterfall": (1, 1), "scatter": (2, 2), "bubble": (3, 3)}
UNFIT = {("percent", "mixed"), ("percent", "negative"), ("percent", "missing"), ("waterfall", "missing")}


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(data=st.data(), rows=st.sampled_from([1, 3, 12, 40]), width=st.sampled_from([WIDTH, HALF]))
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", VALUES)
def test_hard_data_leave_no_label_over_another(  # type: ignore[no-untyped-def]
    kind: str, shape: str, drawn, sheet: Stylesheet, faces: Faces, data: st.DataObject, rows: int, width: float
) -> None:
    if (kind, shape) in UNFIT:
        return  # reported before: see tests/resolve/test_chart_shapes.py
    count = data.draw(st.sampled_from(VALUES[kind]))
    content: dict[str, list[str]] = {}
    for index in range(rows):
        name = data.draw(st.sampled_from([f"{2000 + index}年", f"第{index}县", f"{LONG}{index}"]))
        content[name] = [str(data.draw(SHAPES[shape])) for _ in range(count)]
        if kind == "bubble":
            content[name][2] = str(abs(data.draw(SHAPES["positive"])))
    plan = drawn(chart(kind, content), width)
    assert faults(plan, ChartTheme(sheet.chart, faces, width)) == []
    texts = " ".join(mark.text for mark in plan.marks if isinstance(mark, Label))
    if kind not in ("scatter", "bubble", "combo"):
        missing = {v for values in content.values() for v in values if v.replace("-", "−") not in texts}
        assert missing == set()


_SPANS = st.tuples(st.floats(-(10**6), 10**9), st.floats(-(10**6), 10**9)).map(span_of)


@given(first=_SPANS, second=_SPANS)
@settings(deadline=None)
def test_two_axes_have_their_zeros_and_ticks_at_one_height(
    first: tuple[float, float], second: tuple[float, float]
) -> None:
    pairs = list(scale_pairs(first, second))
    assert pairs
    for one, other, _ in pairs:
        assert len(one.ticks) == len(other.ticks)
        assert one.share(0) == pytest.approx(other.share(0), abs=1e-9)
        for scale, span in ((one, first), (other, second)):
            assert scale.low <= span[0] + 1e-6 * scale.step and scale.high >= span[1] - 1e-6 * scale.step
            assert any(abs(number) < scale.step / 1e6 for number, _ in scale.ticks)


# --- a combination


def test_a_combination_has_both_axes_with_their_units(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("combo", {"2023年": ["1200", "6.1"], "2024年": ["1310", "-5.8"], "2025年": ["1405", "5.2"]}))
    texts = labels(plan)
    assert texts["亿元"].x == 0 and texts["%"].x == WIDTH and texts["%"].anchor == "end"
    assert {"1200", "1310", "1405", "6.1", "−5.8", "5.2"} <= set(texts)
    zeros = [mark.y for mark in plan.marks if isinstance(mark, Label) and mark.text == "0"]
    assert len(zeros) == 2 and zeros[0] == zeros[1]
    columns = [mark for mark in plan.marks if isinstance(mark, Rect) and mark.width > 12]
    base = columns[0].y + columns[0].height
    assert [column.height / columns[0].height for column in columns] == pytest.approx([1, 1310 / 1200, 1405 / 1200])
    points = [mark for mark in plan.marks if isinstance(mark, Dot) and mark.y > 20]
    assert [dot.y < base for dot in points] == [True, False, True]
    assert (base - points[0].y) / (points[1].y - base) == pytest.approx(6.1 / 5.8)


def test_a_line_breaks_where_a_value_is_missing(drawn) -> None:  # type: ignore[no-untyped-def]
    rows = {"1月": ["1", "2"], "2月": ["1", "3"], "3月": ["—", "—"], "4月": ["2", "3"], "5月": ["2", "4"]}
    plan = drawn(chart("combo", rows, series=()))
    lines = [mark for mark in plan.marks if isinstance(mark, Line) and mark.width > 1]
    assert [len(line.points) for line in lines] == [2, 2]
    assert len([mark for mark in plan.marks if isinstance(mark, Rect) and mark.width > 12]) == 4
    assert "—" in labels(plan)


def test_series_of_one_unit_share_an_axis(drawn) -> None:  # type: ignore[no-untyped-def]
    made = chart("combo", {"2023年": ["12", "13"], "2024年": ["14", "12"]}, units=("亿元", "亿元"), series=())
    plan = drawn(made)
    column = next(mark for mark in plan.marks if isinstance(mark, Rect) and mark.width > 12)
    dots = [mark for mark in plan.marks if isinstance(mark, Dot)]
    assert (column.y + column.height - dots[0].y) / column.height == pytest.approx(13 / 12)


def test_many_rows_stand_in_several_plots_with_one_scale(drawn) -> None:  # type: ignore[no-untyped-def]
    rows = {f"{1986 + i}年": [str(100 + i), str(i % 7)] for i in range(40)}
    plan = drawn(chart("combo", rows))
    names = [mark for mark in plan.marks if isinstance(mark, Label) and mark.text.endswith("年")]
    assert len(names) == 40 and len({mark.y for mark in names}) >= 3
    columns = [mark for mark in plan.marks if isinstance(mark, Rect) and mark.width > 12]
    assert [c.height / columns[0].height for c in columns] == pytest.approx([(100 + i) / 100 for i in range(40)])


# --- a waterfall


def test_a_waterfall_hangs_between_its_levels(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("waterfall", {"年初": ["100"], "新增": ["30"], "注销": ["-50"], "年末": ["80"]}))
    start, more, less, end = [mark for mark in plan.marks if isinstance(mark, Rect)]
    unit = start.height / 100
    assert [more.height, less.height, end.height] == pytest.approx([30 * unit, 50 * unit, 80 * unit])
    assert more.y + more.height == pytest.approx(start.y)
    assert less.y == pytest.approx(more.y) and end.y == pytest.approx(less.y + less.height)
    connectors = [
        m.points for m in plan.marks if isinstance(m, Line) and m.points[0][0] > start.x and len(m.points) == 2
    ]
    inner = [p for p in connectors if p[0][0] == pytest.approx(start.x + start.width)]
    assert inner and inner[0][0][1] == pytest.approx(start.y) and inner[0][1][0] == pytest.approx(more.x)
    assert {"100", "+30", "−50", "80"} <= set(labels(plan))


def test_a_waterfall_goes_through_zero(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("waterfall", {"一": ["10"], "二": ["-25"], "三": ["-15"]}))
    first, second, third = [mark for mark in plan.marks if isinstance(mark, Rect)]
    zero = first.y + first.height
    assert second.y < zero < second.y + second.height and third.y == pytest.approx(zero)


# --- bars of 100 %


def test_amounts_fill_the_bar_and_are_printed_as_they_are(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("percent", {"甲": ["1", "3"], "乙": ["20", "20"]}))
    rects = [mark for mark in plan.marks if isinstance(mark, Rect)]
    whole = rects[0].width + rects[1].width
    assert [r.width / whole for r in rects] == pytest.approx([0.25, 0.75, 0.5, 0.5])
    assert {"1", "3", "20", "0%", "100%"} <= set(labels(plan))


def test_percentages_are_not_stretched(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("percent", {"城镇": ["45", "30"], "农村": ["60", "40"]}, "%"))
    rects = [mark for mark in plan.marks if isinstance(mark, Rect)]
    whole = rects[2].width + rects[3].width
    assert rects[0].width / whole == pytest.approx(0.45) and rects[1].width / whole == pytest.approx(0.30)


def test_a_value_without_room_stands_behind_its_bar_with_a_swatch(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("percent", {"甲": ["0.5", "99.5"]}, "%"))
    small, _, swatch = [mark for mark in plan.marks if isinstance(mark, Rect)]
    assert swatch.fill == small.fill and labels(plan)["0.5"].x > swatch.x > small.x


# --- points


def test_points_stand_where_their_values_are(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("scatter", {"甲": ["10", "-5"], "乙": ["20", "5"], "丙": ["30", "15"]}))
    dots = [mark for mark in plan.marks if isinstance(mark, Dot)]
    assert dots[1].x - dots[0].x == pytest.approx(dots[2].x - dots[1].x)
    assert dots[0].y - dots[1].y == pytest.approx(dots[1].y - dots[2].y) and dots[0].y > dots[2].y
    assert {"第0组（亿元）", "第1组（%）", "甲", "乙", "丙"} <= set(labels(plan))


def test_the_area_of_a_bubble_is_its_size(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("bubble", {"甲": ["1", "5", "100"], "乙": ["2", "6", "25"], "丙": ["3", "1", "0"]}))
    dots = sorted((mark for mark in plan.marks if isinstance(mark, Dot)), key=lambda dot: dot.x)
    assert dots[0].radius / dots[1].radius == pytest.approx(2)
    assert dots[2].fill == "FFFFFF"  # nothing is no full disc
    assert {"甲 100", "乙 25", "丙 0"} <= set(labels(plan))


def test_what_cannot_be_drawn_is_named(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("scatter", {"甲": ["10", "5"], "乙": ["20", "—"]}))
    assert "缺数据，未绘出：乙" in labels(plan)
    assert len([mark for mark in plan.marks if isinstance(mark, Dot)]) == 1


def test_points_in_one_place_have_one_label(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(chart("scatter", {"甲": ["10", "5"], "乙": ["10", "5"], "丙": ["3", "4"]}))
    assert "甲、乙" in labels(plan)


def test_crowded_names_become_numbers_with_a_key(drawn) -> None:  # type: ignore[no-untyped-def]
    rows = {f"{LONG}{i}": [str(20 + i % 7 / 10), str(5 + i // 7 / 10)] for i in range(60)}
    plan = drawn(chart("scatter", rows))
    assert "60" in labels(plan)
    assert f"60\u2002{LONG}59" in " ".join(labels(plan))


# --- small charts


def small(kind: str, **more: object) -> nodes.Chart:
    def panel(title: str, *values: str) -> nodes.Panel:
        return nodes.Panel(title, "亿元", tuple(nodes.Row(f"第{i}", (value(text),)) for i, text in enumerate(values)))

    panels = (panel("甲县", "40", "10"), panel("乙县", "4", "1"), panel("丙县", "8", "—"))
    return nodes.Chart(kind, panels, multiples=3, sort=False, **more)  # type: ignore[arg-type]


def test_small_charts_share_one_scale(drawn) -> None:  # type: ignore[no-untyped-def]
    plan = drawn(small("bar"))
    bars = [mark for mark in plan.marks if isinstance(mark, Rect)]
    assert [bar.width / bars[0].width for bar in bars] == pytest.approx([1, 0.25, 0.1, 0.025, 0.2])
    titles = [labels(plan)[name] for name in ("甲县", "乙县", "丙县")]
    assert len({title.y for title in titles}) == 1 and titles[0].x < titles[1].x < titles[2].x


@pytest.mark.parametrize("kind", ["bar", "column", "line", "area", "waterfall", "share", "pie"])
def test_small_charts_of_any_kind_lose_no_value(  # type: ignore[no-untyped-def]
    kind: str, drawn, sheet: Stylesheet, faces: Faces
) -> None:
    plan = drawn(small(kind))
    texts = " ".join(labels(plan))
    assert all(text in texts for text in ("甲县", "乙县", "丙县"))
    if kind != "area":
        assert all(text in texts for text in ("40", "10", "4", "1", "8")), texts
    assert [fault for fault in faults(plan, ChartTheme(sheet.chart, faces, WIDTH)) if "beyond" in fault] == []


def test_combinations_in_a_grid_share_both_axes(drawn) -> None:  # type: ignore[no-untyped-def]
    def panel(title: str, *rows: tuple[str, str]) -> nodes.Panel:
        return nodes.Panel(title, "", tuple(nodes.Row(f"第{i}", tuple(map(value, r))) for i, r in enumerate(rows)))

    panels = (panel("甲县", ("100", "5"), ("80", "-2")), panel("乙县", ("10", "50"), ("9", "3")))
    made = nodes.Chart("combo", panels, units=("亿元", "%"), series=("额", "率"), multiples=2)
    plan = drawn(made)
    columns = [mark for mark in plan.marks if isinstance(mark, Rect) and mark.width > 12]
    assert [c.height / columns[0].height for c in columns] == pytest.approx([1, 0.8, 0.1, 0.09])
    assert [mark.text for mark in plan.marks if isinstance(mark, Label)].count("率") == 1, "one legend for all"
