"""Bars, shades and sparklines in cells: measured in the PDF, read in the Word file, and edits of such tables."""

from __future__ import annotations

import itertools
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, strategies as st
from lxml import etree

from builds import build_source
from conftest import validator
from jzdocs.build import pipeline
from jzdocs.charts.sparkline import bar_color, heat_color, sparkline
from jzdocs.charts.tints import contrast
from jzdocs.frames import Path as FramePath
from jzdocs.model import nodes
from jzdocs.project import lone
from jzdocs.resolve.table_looks import looks_of
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import Size, pt
from support.painted import painted
from support.pdf_tags import Check
from support.reading import glyphs, lines, pdf_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SOURCE = """---
title: 甲
template: report
---

# 一

榆次区产值[120亿元]{#yc}。

```table #tbl:a
title: 各县区
unit: 亿元
columns: [县区, 产值, 增速, 走势]
bars: [产值]
heat: [增速]
sort: 产值
rows:
  - [祁县, "30", "3.2%", {spark: [12, 14, 13, 18, 20]}]
  - [榆次区, "120", "-4.1%", {spark: [100, 110, —, 118, yc]}]
  - [太谷区, "-60", "12.4%", {spark: [-3, 2, 5, -1, 4]}]
  - [平遥县, "—", "0", ""]
  - [全市, "1000", "5.1%", ""]
```
"""


def built(folder: Path, text: str = SOURCE) -> Path:
    return build_source(folder, text)


def codes(folder: Path, text: str) -> list[str]:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    found = pipeline.check(path, lone(path))
    return [f"{d.code}.{d.variant}".rstrip(".") for d in found if d.code[0] == "C"]


def first_cells(pdf: Path) -> list[str]:
    """Return the first texts of the lines of a page, from the top."""
    rows = ["".join(g.text for g in row) for row in lines(glyphs(pdf)[0])]
    return [row[:2] for row in rows]


def test_rows_stand_in_the_order_of_a_column_with_totals_last(tmp_path: Path) -> None:
    order = [cell for cell in first_cells(built(tmp_path)) if cell in ("祁县", "榆次", "太谷", "平遥", "全市")]
    assert order[-5:] == ["榆次", "祁县", "太谷", "平遥", "全市"]


def test_bars_are_as_long_as_their_numbers_and_leave_from_zero(tmp_path: Path, sheet: Stylesheet) -> None:
    shapes = [s for page in painted(built(tmp_path)) for s in page]
    blue = sorted((s for s in shapes if s.color == bar_color(sheet.chart, negative=False)), key=lambda s: -s.middle)
    red = [s for s in shapes if s.color == bar_color(sheet.chart, negative=True)]
    assert len(blue) == 2 and len(red) == 1, "neither what is missing nor a total has a bar"
    assert blue[1].width / blue[0].width == pytest.approx(0.25, abs=0.01)
    assert red[0].width / blue[0].width == pytest.approx(0.5, abs=0.01)
    assert red[0].right == pytest.approx(blue[0].left, abs=0.05) == blue[1].left


def test_a_number_stands_on_its_bar_as_text(tmp_path: Path) -> None:
    pdf = built(tmp_path)
    text = pdf_text(pdf)
    assert all(number in text for number in ("120", "30", "-60", "3.2%", "-4.1%", "12.4%"))


def test_shades_fill_their_cells_and_sparklines_are_figures(tmp_path: Path, sheet: Stylesheet) -> None:
    pdf = built(tmp_path)
    darkest = heat_color(sheet.chart, 1.0, negative=False)
    shade = next(s for page in painted(pdf) for s in page if s.color == darkest)
    assert shade.top - shade.bottom > 14 and shade.width > 40
    with pikepdf.open(pdf) as document:
        assert Check(document).run() == []
        figures = [e for e in document.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"]
        assert min(str(figure.Alt) for figure in figures).startswith("走势：") and len(figures) == 3


def drawn(docx: Path) -> etree._Element:
    with zipfile.ZipFile(docx) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_word_gets_shading_shapes_behind_the_text_and_pictures(tmp_path: Path) -> None:
    built(tmp_path)
    root = drawn(tmp_path / "a.docx")
    shades = [shade.get(f"{W}fill") for shade in root.iter(f"{W}shd")]
    assert len([fill for fill in shades if fill not in (None, "auto")]) == 4
    bars = list(root.iter(f"{WP}anchor"))
    assert len(bars) == 3 and all(bar.get("behindDoc") == "1" and bar.get("layoutInCell") == "1" for bar in bars)
    widths = [int(bar.find(f"{WP}extent").get("cx")) for bar in bars]
    assert widths[1] / widths[0] == pytest.approx(0.25, abs=0.01)
    assert widths[2] / widths[0] == pytest.approx(0.5, abs=0.01)
    alts = [p.get("descr") for p in root.iter(f"{WP}docPr") if p.get("name") == "走势线"]
    assert alts == ["走势：100、110、—、118、120亿元", "走势：12、14、13、18、20", "走势：-3、2、5、-1、4"]
    done = subprocess.run(
        [str(validator()), str(tmp_path / "a.docx")], capture_output=True, text=True, timeout=120, check=False
    )
    assert '"ok": true' in done.stdout, done.stdout


def test_a_number_that_a_sparkline_draws_agrees_with_its_source(tmp_path: Path) -> None:
    (tmp_path / "jzdocs.toml").write_text('id = "cells"\n', encoding="utf-8")
    built(tmp_path)
    for name in ("a.docx", "a.pdf"):
        traced = subprocess.run(
            [sys.executable, "-m", "jzdocs", "trace", name], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert traced.returncode == 0 and "120亿元" in traced.stdout, traced.stdout


def edited(folder: Path, old: str, new: str) -> Path:
    """Return the built Word file with one text changed."""
    with zipfile.ZipFile(folder / "a.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(folder / "b.docx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return folder / "b.docx"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("<w:t>30</w:t>", "<w:t>200</w:t>", '  - [祁县, "200", "3.2%", {spark: [12, 14, 13, 18, 20]}]'),
        ("<w:t>太谷区</w:t>", "<w:t>太谷县</w:t>", '  - [太谷县, "-60", "12.4%", {spark: [-3, 2, 5, -1, 4]}]'),
    ],
)
def test_edits_of_a_sorted_table_come_home_and_nothing_else_moves(
    tmp_path: Path, old: str, new: str, line: str
) -> None:
    (tmp_path / "jzdocs.toml").write_text('id = "cells"\n', encoding="utf-8")
    built(tmp_path)
    pulled = subprocess.run(
        [sys.executable, "-m", "jzdocs", "pull", str(edited(tmp_path, old, new)), "--write"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    source = (tmp_path / "a.md").read_text(encoding="utf-8").split("\n")
    assert line in source, pulled.stdout + pulled.stderr
    assert len([a for a, b in zip(source, SOURCE.split("\n"), strict=True) if a != b]) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("bars: [产值]", "bars: [产量]", ["C064"]),
        ("bars: [产值]", "bars: [县区]", ["C065"]),
        ("heat: [增速]", "heat: [[产值, 增速]]", ["C065.units"]),
        ("{spark: [12, 14, 13, 18, 20]}", "{spark: [12]}", ["C066"]),
        ("sort: 产值", "sort: 面积", ["C064"]),
        ("sort: 产值", "sparklines: [走势]", ["C064.sparkline"]),
    ],
)
def test_what_cannot_be_drawn_in_cells_is_told(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    text = SOURCE.replace('"30"', '"30亿元"') if "units" in expected[0] else SOURCE
    assert codes(tmp_path, text.replace(old, new)) == expected


def test_a_table_of_data_draws_columns_that_it_does_not_print(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("县区,2023年,2024年,2025年\n甲县,1,2,3\n乙县,5,—,4\n", encoding="utf-8")
    text = (
        "---\ntitle: 甲\ntemplate: report\ndata:\n  out: out.csv\n---\n\n# 一\n\n文字。\n\n```table #tbl:a\ntitle: 表\n"
        "from: out\ncolumns: [县区, 2025年]\nbars: [2025年]\nsort: 2025年\nsparklines:\n"
        "  - title: 三年走势\n    values: [2023年, 2024年, 2025年]\n```\n"
    )
    pdf = built(tmp_path, text)
    assert "2024" not in pdf_text(pdf) and "三年走势" in pdf_text(pdf)
    alts = [p.get("descr") for p in drawn(tmp_path / "a.docx").iter(f"{WP}docPr")]
    assert "走势：2023年 5、2024年 —、2025年 4" in alts
    assert '"out.C3"' not in (tmp_path / "a.facts.json").read_text(encoding="utf-8")
    assert "out.B2" in (tmp_path / "a.facts.json").read_text(encoding="utf-8"), "what is drawn is traced"


_NUMBER = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(st.one_of(_NUMBER, st.none()), min_size=1, max_size=12))
def test_bars_stay_in_their_cells_and_keep_their_proportions(numbers: list[Decimal | None]) -> None:
    body = tuple((nodes.Cell((nodes.Text("—" if n is None else format(n, "f")),)),) for n in numbers)
    looks = looks_of(nodes.Table("", (), body, ("left",), looks=nodes.TableLooks(bars=((0,),))))
    assert {row for row, _ in looks} == {index for index, n in enumerate(numbers) if n is not None}
    present = [n for n in numbers if n is not None]
    span = max([Decimal(0), *present]) - min([Decimal(0), *present]) if present else 0
    for (row, _), look in looks.items():
        number = numbers[row]
        assert number is not None and look.bar is not None
        assert -1e-9 <= look.bar[0] <= look.bar[1] <= 1 + 1e-9
        assert look.bar[1] - look.bar[0] == pytest.approx(float(abs(number) / span) if span else 0.0, abs=1e-6)


@given(share=st.floats(0, 1), negative=st.booleans())
def test_black_text_can_be_read_on_every_shade(sheet: Stylesheet, share: float, negative: bool) -> None:
    assert contrast(heat_color(sheet.chart, share, negative=negative), "000000") >= 7.0


@given(st.lists(st.one_of(st.floats(-1e6, 1e6), st.none()), min_size=1, max_size=20))
def test_a_sparkline_stays_in_its_room_and_breaks_where_a_number_is_missing(
    sheet: Stylesheet, numbers: list[float | None]
) -> None:
    size = Size(pt(80), pt(13))
    items = sparkline(numbers, size, sheet.chart)
    paths = [item for item in items if isinstance(item, FramePath)]
    assert bool(paths) == any(n is not None for n in numbers)
    for path in paths:
        for _, *values in path.segments:
            assert all(-1 <= v <= size.width + 1 for v in values[::2])  # type: ignore[operator]
            assert all(-1 <= v <= size.height + 1 for v in values[1::2])  # type: ignore[operator]
    joined = sum(len(path.segments) - 1 for path in paths if path.stroke == sheet.chart.palette[0])
    assert joined == sum(a is not None and b is not None for a, b in itertools.pairwise(numbers))
