"""Tables: places of merged cells, alignment on the decimal point, columns that fit."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from jzdocs.frames import TextRun
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_cells import decimal_point
from jzdocs.layout.table_fit import column_widths
from jzdocs.layout.tables import table_rows
from jzdocs.model import nodes
from jzdocs.model.walk import place_cells
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt


def cell(text: str, **more: int) -> nodes.Cell:
    return nodes.Cell((nodes.Text(text),), **more)  # type: ignore[arg-type]


def test_merged_cells_push_the_others_on() -> None:
    rows = ((cell("甲", rowspan=2), cell("乙", colspan=2)), (cell("丙"), cell("丁")))
    assert [(p.row, p.column) for p in place_cells(rows, 3)] == [(0, 0), (0, 1), (1, 1), (1, 2)]


@pytest.mark.parametrize(("text", "point"), [("19.15", 2), ("5344", 4), ("约3.11", 2), ("1,234.5", 5), ("—", 1)])
def test_where_the_decimal_point_stands(text: str, point: int) -> None:
    assert decimal_point(text) == point


def test_figures_align_on_the_decimal_point(sheet: Stylesheet, faces: Faces) -> None:
    values = ("19.15", "10.6", "5344", "约3.11")
    table = nodes.Table("", (), tuple((cell("行"), cell(v)) for v in values), ("left", "decimal"))
    _, body, _ = table_rows(table, Setter(sheet, faces), pt(300), 0)
    points = []
    for box, value in zip(body, values, strict=True):
        run = [i for i in box.draw(0, 0) if isinstance(i, TextRun)][-1]
        whole = value[: decimal_point(value)]
        runs = [i for i in box.draw(0, 0) if isinstance(i, TextRun) and i.text in value]
        before = sum(faces[r.face].width(r.text) for r in runs[:-1])
        gap = 250 if "约" in value else 0
        points.append(runs[0].x / 12700 + (before * 0 + faces[run.face].width(whole) + gap) * run.size / 12_700_000)
    assert max(points) - min(points) < 0.1, points


@given(st.lists(st.text("汉字与数12345", min_size=1, max_size=40), min_size=2, max_size=6))
def test_columns_fill_the_measure(sheet: Stylesheet, faces: Faces, texts: list[str]) -> None:
    table = nodes.Table("", (), (tuple(cell(t) for t in texts),), ("left",) * len(texts))
    widths = column_widths(table, Setter(sheet, faces), pt(442))
    assert sum(widths) <= pt(442) + len(widths)
    assert min(widths) > 0


def test_rows_under_a_tall_merged_cell_have_room_for_it(sheet: Stylesheet, faces: Faces) -> None:
    rows = ((cell("汉" * 40, rowspan=2), cell("乙")), (cell("丁"),))
    table = nodes.Table("", (), rows, ("left", "left"), widths=(1, 1))
    head, body, _ = table_rows(table, Setter(sheet, faces), pt(100), 0)
    lines = {i.y for box in body for i in box.draw(0, 0) if isinstance(i, TextRun) and i.text.startswith("汉")}
    assert not head and len(lines) > 5
    assert sum(box.height for box in body) >= len(lines) * sheet.style("table").leading
    assert min(lines) > 0 and max(lines) < sum(box.height for box in body)
