"""Bullets, Gantt charts, population pyramids and maps of tiles, measured in the finished PDF and in the Word file; and
what they refuse."""

from __future__ import annotations

import itertools
import re
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from builds import build_source as built
from conftest import validator
from jzdocs.build import pipeline
from jzdocs.charts.calendar_days import days_of, month_starts
from jzdocs.charts.classes import class_limits, class_names, class_of
from jzdocs.charts.tints import contrast, readable_on, tint
from jzdocs.project import lone
from support.painted import Painted, painted
from support.reading import Glyph, glyphs, lines, pdf_text

ACCENT, SECOND, PALE = "1F4E79", "5B8DB8", "E6E6E6"
HEAD = "---\ntitle: 甲\ntemplate: report\n---\n\n# 一\n\n文字。\n\n"


def source(kind: str, rows: str, more: str = "") -> str:
    indented = "\n".join(f"  {row}" for row in rows.split("\n"))
    chart = f"```chart #fig:a\nkind: {kind}\ntitle: 图\nalt: 图示。\n{more}rows:\n{indented}\n```\n"
    pair = f"\n{chart.replace('fig:a', 'fig:z')}" if "half" in more else ""  # a single one takes the whole width
    return HEAD + chart + pair


def codes(folder: Path, text: str) -> list[str]:
    """Return the errors of a source as their keys, each once."""
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    found = pipeline.check(path, lone(path))
    return list(dict.fromkeys(f"{d.code}.{d.variant}".rstrip(".") for d in found if d.severity == "error"))


def fills(pdf: Path, color: str) -> list[Painted]:
    return [shape for page in painted(pdf) for shape in page if shape.color == color and shape.top - shape.bottom > 2]


def baselines(pdf: Path) -> dict[str, float]:
    """Return the height of the baseline of each line of text, by its text."""
    found: dict[str, float] = {}
    for page in glyphs(pdf):
        for row in lines(page):
            found["".join(g.text for g in row)] = row[0].y
    return found


def written(pdf: Path, text: str) -> list[Glyph]:
    """Return the glyphs of a text on the line that holds it."""
    for page in glyphs(pdf):
        for row in lines(page):
            whole = "".join(g.text for g in row)
            if text in whole:
                return row[whole.index(text) : whole.index(text) + len(text)]
    raise AssertionError(text)


# --- bullet


def test_a_bullet_is_as_long_as_its_number_and_ends_at_its_target(tmp_path: Path) -> None:
    pdf = built(tmp_path, source("bullet", "甲: [50, 100]\n乙: [-25, 20]\n丙: [—, 40]\n丁: [0.01, —]"))
    bars = sorted((b for b in fills(pdf, ACCENT) if b.top - b.bottom > 4.5), key=lambda b: -b.middle)
    tracks = sorted(fills(pdf, PALE), key=lambda b: -b.middle)
    legend, first, second, last = bars
    assert second.width / first.width == pytest.approx(0.5, abs=0.01)
    assert second.right == pytest.approx(first.left, abs=0.1), "negative numbers go to the left of the line"
    assert [round(t.width / first.width, 2) for t in tracks] == [2.0, 0.4, 0.8]
    assert last.width == pytest.approx(0.6, abs=0.05), "what is tiny can be seen"
    text = pdf_text(pdf)
    assert "50100" in text and "—40" in text and "0.01—" in text and legend.width == pytest.approx(9, abs=0.1)


@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        ("甲: [1, 2, 3]", "", ["C060.values"]),
        ("甲: [—, —]", "", ["C060.empty"]),
        ("甲: [5, 20]", "axis: [0, 10]\n", ["C060.axis"]),
        ("很长很长的一个指标名称写在这里: [123456789.25, 123456789.25]", "width: half\n", ["C060.narrow"]),
    ],
)
def test_what_a_bullet_cannot_show_is_an_error(tmp_path: Path, rows: str, more: str, expected: list[str]) -> None:
    assert codes(tmp_path, source("bullet", rows, more)) == expected


VALUES = {"bullet": ("5, 6", "7, 8"), "gantt": ("2024-01, 2024-06", "2024-03"), "pyramid": ("5, 6", "7, 8")}


@pytest.mark.parametrize("kind", ["bullet", "gantt", "pyramid", "tiles"])
def test_each_panel_is_drawn_under_its_title(kind: str, tmp_path: Path) -> None:
    first, second = VALUES.get(kind, ("5", "7"))
    grid = "grid: [[子, 丑]]\n" if kind == "tiles" else ""
    panels = (
        f"{grid}panels:\n  - {{title: 甲组, rows: {{子: [{first}]}}}}\n  - {{title: 乙组, rows: {{丑: [{second}]}}}}\n"
    )
    pdf = built(tmp_path, f"{HEAD}```chart\nkind: {kind}\ntitle: 图\nalt: 图。\n{panels}```\n")
    assert all(written(pdf, text) for text in ("甲组", "乙组", "子", "丑"))


def test_misfits_are_found_in_every_panel(tmp_path: Path) -> None:
    panels = "panels:\n  - {title: 甲, rows: {子: [5, 6]}}\n  - {title: 乙, rows: {丑: [7]}}\n"
    text = f"{HEAD}```chart\nkind: bullet\ntitle: 图\nalt: 图。\n{panels}```\n"
    assert "C060.values" in codes(tmp_path, text)


# --- Gantt


def test_bars_of_projects_stand_at_their_true_days(tmp_path: Path) -> None:
    rows = "甲: [2024-01, 2024-12]\n乙: [2024-07-01, 2024-07-31]\n丙: [2024-04, —]\n丁: 2024-10-01"
    pdf = built(tmp_path, source("gantt", rows, "today: 2024-07-15\n"))
    bars = sorted((b for b in fills(pdf, ACCENT)), key=lambda b: -b.middle)
    year, month, begun, milestone = bars
    day = year.width / 366
    assert month.left == pytest.approx(year.left + 182 * day, abs=0.1)
    assert month.width == pytest.approx(31 * day, abs=0.1)
    assert begun.left == pytest.approx(year.left + 91 * day, abs=0.1) and begun.width < 10, "no end is invented"
    assert (milestone.left + milestone.right) / 2 == pytest.approx(year.left + 274.5 * day, abs=0.1)
    label = written(pdf, "截至2024年7月15日")
    assert (label[0].x0 + label[-1].x1) / 2 == pytest.approx(year.left + 196.5 * day, abs=1.0)
    text = pdf_text(pdf)
    for dates in ("2024年1月—2024年12月", "2024年7月1日—2024年7月31日", "2024年4月—", "2024年10月1日"):
        assert dates in text


def test_dates_are_bound_by_name_and_traced(tmp_path: Path) -> None:
    text = source("gantt", "道路: [road.from, road.to]").replace(
        "文字。", "道路[2024年3月]{#road.from}开工，[2025年6月]{#road.to}完工。"
    )
    pdf = built(tmp_path, text)
    assert "2024年3月—2025年6月" in pdf_text(pdf)
    found = [d.code for d in pipeline.check(tmp_path / "a.md", lone(tmp_path / "a.md"))]
    assert "F010" not in found
    facts = (tmp_path / "a.facts.json").read_text(encoding="utf-8")
    assert '"road.from"' in facts and '"road.to"' in facts


@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        ("甲: [2024-13, 2025]", "", ["C061"]),
        ("甲: [2025-03, 2024-05]", "", ["C060.order"]),
        ("甲: [—, —]", "", ["C060.empty"]),
        ("一个名称很长很长很长很长的重点项目: [2024-03-01, 2025-05-20]", "width: half\n", ["C060.narrow"]),
    ],
)
def test_what_a_gantt_chart_cannot_show_is_an_error(tmp_path: Path, rows: str, more: str, expected: list[str]) -> None:
    assert codes(tmp_path, source("gantt", rows, more)) == expected


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("2024年12月", date(2024, 12, 1), date(2025, 1, 1)),
        ("2024年", date(2024, 1, 1), date(2025, 1, 1)),
        ("2024年第四季度", date(2024, 10, 1), date(2025, 1, 1)),
        ("2024Q2", date(2024, 4, 1), date(2024, 7, 1)),
        ("2024.2.29", date(2024, 2, 29), date(2024, 3, 1)),
        ("2024-05-10 00:00:00", date(2024, 5, 10), date(2024, 5, 11)),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, end: date) -> None:
    days = days_of(text)
    assert days is not None and (days.first, days.end) == (first.toordinal(), end.toordinal())


@pytest.mark.parametrize("text", ["2023-02-29", "2024-13", "3月", "去年", "12", "2024-", "2024年5月至6月", ""])
def test_no_date_is_made_up(text: str) -> None:
    assert days_of(text) is None


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 9000), st.sampled_from([1, 3, 6, 12, 24]))
def test_ticks_stand_at_the_starts_of_periods(first: date, span: int, months: int) -> None:
    starts = month_starts(first.toordinal(), first.toordinal() + span, months)
    assert starts[0] <= first and all(start.day == 1 for start in starts)
    assert starts == sorted(set(starts)) and starts[-1].toordinal() < first.toordinal() + span
    counts = [start.year * 12 + start.month - 1 for start in starts]
    assert {b - a for a, b in itertools.pairwise(counts)} <= {months}


# --- pyramid


ROWS = "0—14岁: [30, 20]\n15—59岁: [—, 40]\n60岁以上: [10, 0]"


def test_both_sides_of_a_pyramid_share_a_scale_and_print_no_minus(tmp_path: Path) -> None:
    pdf = built(tmp_path, source("pyramid", ROWS, "series: [男性, 女性]\n"))
    left, right = (sorted(fills(pdf, color), key=lambda b: b.middle) for color in (ACCENT, SECOND))
    assert [round(b.width / left[0].width, 2) for b in left[:2]] == [1.0, 0.33]
    assert [round(b.width / left[0].width, 1) for b in right] == [0.7, 1.3, 0.0]
    assert {round(b.right, 1) for b in left} == {round(b.left, 1) for b in right}, "both begin at one line"
    heights = baselines(pdf)
    rows = {name: y for name, y in heights.items() if "岁" in name}
    assert sorted(rows, key=rows.__getitem__) == [
        next(r for r in rows if r.startswith(age)) for age in ("0—14", "15—59", "60")
    ], "the youngest stand at the foot"
    text = pdf_text(pdf)
    assert "-30" not in text and "−30" not in text and "30" in text


def test_words_pyramid_is_a_chart_whose_left_side_hides_its_minus(tmp_path: Path) -> None:
    built(tmp_path, source("pyramid", ROWS, "series: [男性, 女性]\n"))
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        xml = archive.read("word/charts/chart1.xml").decode()
        assert not [n for n in archive.namelist() if n.startswith("word/media")]
    assert "<c:v>-30</c:v>" in xml and "<c:v>20</c:v>" in xml
    assert 'formatCode="0;0"' in xml and '<c:overlap val="100"/>' in xml
    assert "15—59岁（男性—）" in xml
    low, high = (float(re.search(rf'<c:{end} val="([^"]+)"', xml)[1]) for end in ("min", "max"))  # type: ignore[index]
    assert low < -40 and high > 40


def test_the_validator_accepts_all_new_kinds(tmp_path: Path) -> None:
    text = source("pyramid", ROWS) + source("bullet", "甲: [1, 2]")[len(HEAD) :].replace("fig:a", "fig:b")
    text += source("gantt", "甲: [2024, 2025]")[len(HEAD) :].replace("fig:a", "fig:c")
    text += source("tiles", "甲: 1\n乙: 2", "grid: [[甲, 乙]]\n")[len(HEAD) :].replace("fig:a", "fig:d")
    built(tmp_path, text)
    done = subprocess.run(
        [str(validator()), str(tmp_path / "a.docx")], capture_output=True, text=True, timeout=120, check=False
    )
    assert '"ok": true' in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        ("0—14岁: [-1, 2]", "", ["C060.negative"]),
        ("0—14岁: [1]", "", ["C060.values"]),
        ("0—14岁: [1, 2]", "axis: [0, 5]\n", ["C060.no_axis"]),
    ],
)
def test_what_a_pyramid_cannot_show_is_an_error(tmp_path: Path, rows: str, more: str, expected: list[str]) -> None:
    assert codes(tmp_path, source("pyramid", rows, more)) == expected


# --- tiles


def test_tiles_stand_at_their_places_in_the_colours_of_their_classes(tmp_path: Path) -> None:
    grid = "grid:\n  - [甲县, 乙县, —]\n  - [—, 丙县, 丁县]\nclasses: [10, 20]\n"
    pdf = built(tmp_path, source("tiles", "甲县: 5\n乙县: 10\n丙县: 35.5\n丁县: —", grid))
    names = {name: written(pdf, name)[0] for name in ("甲县", "乙县", "丙县", "丁县")}
    assert names["甲县"].y == pytest.approx(names["乙县"].y, abs=0.1)
    assert names["丙县"].x0 == pytest.approx(names["乙县"].x0, abs=0.1)
    assert names["甲县"].y - names["丙县"].y == pytest.approx(51.2, abs=0.1)
    shapes = [s for page in painted(pdf) for s in page if s.width > 40 and s.top - s.bottom > 30 and s.width < 80]
    colors = [s.color for s in sorted(shapes, key=lambda s: (-s.middle, s.left))]
    assert len(set(colors)) == 4 and colors[2] == ACCENT and colors[3] == "FFFFFF"
    text = pdf_text(pdf)
    assert "10以下" in text and "10—20" in text and "20及以上" in text and "无数据" in text


def test_places_come_from_a_table_of_data(tmp_path: Path) -> None:
    (tmp_path / "place.csv").write_text("县,行,列\n甲县,3,2\n乙县,4,3\n", encoding="utf-8")
    text = source("tiles", "甲县: 5\n乙县: 10", "grid: place\n").replace(
        "template: report", "template: report\ndata:\n  place: place.csv"
    )
    pdf = built(tmp_path, text)
    first, second = (written(pdf, name)[0] for name in ("甲县", "乙县"))
    assert second.x0 - first.x0 == pytest.approx(64, abs=0.1) and first.y - second.y == pytest.approx(51.2, abs=0.1)


@pytest.mark.parametrize(
    ("rows", "more", "expected"),
    [
        ("甲县: 5", "", ["C062"]),
        ("甲县: 5", "grid: [[乙县]]\n", ["C062.missing"]),
        ("甲县: 5", "grid: [[甲县, 甲县]]\n", ["C062.twice"]),
        ("甲县: 5", "grid: [甲县]\n", ["C062.list"]),
        ("甲县: 5", "grid: [[甲县]]\nclasses: [3, 2]\n", ["C063"]),
        ("甲县: 5", f"grid: [[甲县, {', '.join(f'第{i}个县' for i in range(30))}]]\n", ["C060.tiles"]),
    ],
)
def test_what_a_map_lacks_is_an_error(tmp_path: Path, rows: str, more: str, expected: list[str]) -> None:
    assert codes(tmp_path, source("tiles", rows, more)) == expected


def test_options_of_one_kind_are_refused_by_the_others(tmp_path: Path) -> None:
    text = source("bar", "甲: 5", "grid: [[甲]]\nclasses: [1]\ntoday: 2024-01-01\n")
    assert codes(tmp_path, text) == ["S019.lacking"]


_NUMBERS = st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=40)


@given(_NUMBERS)
def test_every_number_has_a_class_and_classes_follow_the_numbers(numbers: list[Decimal]) -> None:
    limits = class_limits(numbers)
    assert list(limits) == sorted(set(limits))
    assert len(class_names(limits)) in (0, len(limits) + 1)
    order = [class_of(number, limits) for number in sorted(numbers)]
    assert order == sorted(order) and order[-1] <= len(limits)
    if min(numbers) < 0 < max(numbers):
        assert class_of(min(numbers), limits) != class_of(max(numbers), limits)


@given(st.integers(0, 0xFFFFFF), st.floats(0, 1))
def test_texts_can_be_read_on_any_fill(color: int, share: float) -> None:
    fill = tint(f"{color:06X}", share)
    assert contrast(readable_on(fill), fill) >= 4.5


# --- hard data


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("kind", ["bullet", "pyramid", "gantt", "tiles"])
@pytest.mark.parametrize("count", [1, 40])
def test_one_row_and_forty_are_drawn_whole(tmp_path: Path, kind: str, count: int, width: str) -> None:
    names = [f"第{i}项" for i in range(1, count + 1)]
    value = {"bullet": "[{i}, 20]", "pyramid": "[{i}, 20]", "gantt": "[2020-01, 20{y}-06]", "tiles": "{i}"}[kind]
    rows = "\n".join(f"{n}: {value.format(i=i, y=21 + i % 9)}" for i, n in enumerate(names))
    grid = "grid:\n" + "\n".join(f"  - [{', '.join(names[i : i + 8])}]" for i in range(0, count, 8)) + "\n"
    pdf = built(tmp_path, source(kind, rows, f"width: {width}\n" + (grid if kind == "tiles" else "")))
    text = pdf_text(pdf)
    assert all(name in text for name in names) or kind == "tiles"
    for page in glyphs(pdf):
        assert all(g.x0 > 60 and g.x1 < 540 and g.y > 30 for g in page)
