"""Tables: how columns share the measure, how high rows become, and where rules and texts stand, to the EMU."""

from __future__ import annotations

import pytest

from jzdocs.frames import ARTIFACT, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box
from jzdocs.layout.context import Context
from jzdocs.layout.figures import table_boxes
from jzdocs.layout.measure import Span
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_cells import decimal_stops
from jzdocs.layout.table_fit import column_widths, fit_table, longest_piece
from jzdocs.layout.tables import THICK, THIN, row_heights, table_rows
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

PAD = pt(4)  # left and right of a cell's text


@pytest.fixture
def setter(sheet: Stylesheet, faces: Faces) -> Setter:
    return Setter(sheet, faces)


def cell(text: str, **more: int) -> nodes.Cell:
    return nodes.Cell((nodes.Text(text),), **more)  # type: ignore[arg-type]


def row(*texts: str) -> tuple[nodes.Cell, ...]:
    return tuple(map(cell, texts))


def rows_of(table: nodes.Table, setter: Setter, width: int) -> tuple[list[Box], list[Box]]:
    head, body, _ = table_rows(table, setter, width, 0)
    return head, body


def runs(items: list[Item]) -> dict[str, TextRun]:
    return {item.text: item for item in items if isinstance(item, TextRun)}


def test_a_column_is_as_wide_as_its_widest_text_and_its_pads(setter: Setter) -> None:
    style = setter.sheet.style("table")
    table = nodes.Table("", (), (row("汉" * 10, "汉"), row("汉", "汉" * 3)), ("left", "left"))
    needed = [10 * style.size + 2 * PAD, 3 * style.size + 2 * PAD]
    assert column_widths(table, setter, sum(needed)) == needed
    assert column_widths(table, setter, sum(needed) + pt(10)) == [width + pt(5) for width in needed]


def test_a_column_is_never_narrower_than_two_characters(setter: Setter) -> None:
    table = nodes.Table("", (), (row("1", "1"),), ("left", "left"))
    assert column_widths(table, setter, 2 * pt(24)) == [pt(24), pt(24)]


def test_the_head_counts_as_well_and_merged_cells_do_not(setter: Setter) -> None:
    head, body = setter.sheet.style("table_head"), setter.sheet.style("table")
    rows = ((cell("汉" * 30, colspan=2),), row("汉" * 5, "汉" * 4))
    table = nodes.Table("", (row("汉" * 8, "汉"),), rows, ("left", "left"))
    needed = [8 * head.size + 2 * PAD, 4 * body.size + 2 * PAD]
    assert column_widths(table, setter, sum(needed)) == needed


@pytest.mark.parametrize(("shares", "expected"), [((1, 3), [100, 300]), ((2, 2), [200, 200])])
def test_the_authors_shares_decide(setter: Setter, shares: tuple[int, int], expected: list[int]) -> None:
    table = nodes.Table("", (), (row("汉" * 30, "汉"),), ("left", "left"), widths=shares)
    assert column_widths(table, setter, pt(400)) == [pt(width) for width in expected]


def test_a_long_latin_word_is_not_cut_while_a_text_gives_way(setter: Setter) -> None:
    word = "Infrastructure"
    style = setter.sheet.style("table")
    table = nodes.Table("", (), (row("汉" * 80, word),), ("left", "left"))
    taken = round(setter.faces[setter.faces.key(style.font, style.bold)].width(word) * style.size / 1000)
    fit = fit_table(table, setter, pt(120))
    first, second = fit.widths
    assert second >= (taken + 2 * PAD) * fit.scale and fit.scale >= 0.75
    assert first + second == pytest.approx(pt(120), abs=200)


@pytest.mark.parametrize(
    ("text", "longest"), [("汉字", 1000), ("汉字Infrastructure", None), ("Infrastructure汉字", None), ("", 0)]
)
def test_the_longest_piece_without_a_break(setter: Setter, text: str, longest: int | None) -> None:
    size = pt(10)
    p = setter.measure([Span(text, "song", size, "000000")] if text else [], size)
    latin = setter.faces["song"].width("Infrastructure")
    low = longest if longest is not None else latin
    assert low <= longest_piece(p, 1.0) <= (longest if longest is not None else latin + 250)  # a space beside Han
    assert longest_piece(p, size / 1000) == pytest.approx(longest_piece(p, 1.0) * size / 1000, abs=size / 1000)


@pytest.mark.parametrize(
    ("cells", "count", "expected"),
    [
        ([], 2, [10, 10]),
        ([(0, 1, 25), (1, 1, 9)], 2, [25, 10]),
        ([(0, 1, 25), (0, 1, 30)], 1, [30]),
        ([(0, 2, 35)], 3, [10, 25, 10]),  # what is missing is added to the last row of the cell
        ([(0, 2, 15)], 3, [10, 10, 10]),
        ([(0, 1, 50), (1, 2, 35)], 3, [50, 10, 25]),
        ([(1, 9, 35)], 3, [10, 10, 25]),  # a cell that reaches below the table
    ],
)
def test_rows_are_as_high_as_their_cells(cells: list[tuple[int, int, int]], count: int, expected: list[int]) -> None:
    assert row_heights(cells, count, 10) == expected


def test_three_rules_and_nothing_else(setter: Setter) -> None:
    table = nodes.Table(
        "", (row("名", "数"), row("甲", "乙")), (row("丙", "1"), row("丁", "2")), ("left", "right"), widths=(1, 1)
    )
    head, body = rows_of(table, setter, pt(200))
    style = setter.sheet.style("table_head")
    found = [[item for item in box.draw(pt(7), pt(9)) if isinstance(item, Rule)] for box in (*head, *body)]
    (top,), (under,), *rest = found
    assert rest == [[], []]
    assert (top.x1, top.x2, top.y1, top.y2, top.width) == (pt(7), pt(207), pt(9), pt(9), THICK)
    below = pt(9) + style.leading + 2 * pt(2.5)
    assert (under.x1, under.x2, under.y1, under.y2, under.width) == (pt(7), pt(207), below, below, THIN)
    assert [box.glued for box in (*head, *body)] == [True, True, False, False]
    bare = nodes.Table("", (), (row("丙", "1"), row("丁", "2")), ("left", "right"), widths=(1, 1))
    none, body = rows_of(bare, setter, pt(200))
    first, *others = [[item for item in box.draw(0, 0) if isinstance(item, Rule)] for box in body]
    assert not none and [rule.width for rule in first] == [THICK] and others == [[]]


@pytest.mark.parametrize(
    ("align", "expected"), [("left", pt(104)), ("center", pt(150) - pt(10)), ("right", pt(196) - pt(20))]
)
def test_texts_stand_in_their_columns(setter: Setter, align: str, expected: int) -> None:
    table = nodes.Table("", (), (row("甲", "乙丙"),), ("left", align), widths=(1, 1))  # type: ignore[arg-type]
    _, (box,) = rows_of(table, setter, pt(200))
    style = setter.sheet.style("table")
    found = runs(list(box.draw(0, 0)))
    assert (found["甲"].x, found["乙丙"].x) == (pt(4), expected)
    assert found["甲"].y == found["乙丙"].y == pt(2.5) + setter.baseline(style, style.leading)


def test_a_cells_own_alignment_comes_first_and_merged_heads_are_centred(setter: Setter) -> None:
    head = ((cell("名"), nodes.Cell((nodes.Text("甲乙"),), colspan=2)),)
    body = (
        (cell("一"), nodes.Cell((nodes.Text("丙"),), align="right"), cell("丁")),
        (cell("二"), cell("戊", colspan=2)),
    )
    table = nodes.Table("", head, body, ("left", "left", "left"), widths=(1, 1, 1))
    (top,), (first, second) = rows_of(table, setter, pt(300))
    size = setter.sheet.style("table_head").size
    assert runs(list(top.draw(0, 0)))["甲乙"].x == pytest.approx(pt(200) - size, abs=pt(0.1))
    assert runs(list(first.draw(0, 0)))["丙"].x == pt(196) - setter.sheet.style("table").size
    assert runs(list(second.draw(0, 0)))["戊"].x == pt(104)


def test_the_lines_of_a_merged_cell_are_centred_in_its_rows_and_hold_them_together(setter: Setter) -> None:
    style = setter.sheet.style("table")
    height = style.leading + 2 * pt(2.5)
    rows = ((cell("甲", rowspan=2), cell("乙")), (cell("丙"),), row("丁", "戊"))
    table = nodes.Table("", (), rows, ("left", "left"), widths=(1, 1))
    _, body = rows_of(table, setter, pt(200))
    assert [box.glued for box in body] == [True, False, False]
    found = runs(list(body[0].draw(0, 0)))
    assert found["甲"].y - found["乙"].y == height // 2
    assert [box.height for box in body] == [height] * 3
    assert runs(list(body[1].draw(0, 0)))["丙"].x == pt(104)


def test_decimal_points_stand_below_one_another_in_the_middle_of_their_column(setter: Setter) -> None:
    table = nodes.Table("", (), (row("甲", "123.4"), row("乙", "5.67")), ("left", "decimal"), widths=(1, 1))
    _, body = rows_of(table, setter, pt(200))
    style = setter.sheet.style("table")
    face = setter.faces[setter.faces.key(style.font, style.bold)]
    whole, tail = (round(face.width(text) * style.size / 1000) for text in ("123", ".67"))
    point = decimal_stops(table, setter, fit_table(table, setter, pt(200)))[1]
    assert point == pytest.approx((pt(92) - whole - tail) // 2 + whole, abs=3)
    for box, before in zip(body, ("123", "5"), strict=True):
        run = next(item for item in box.draw(0, 0) if isinstance(item, TextRun) and "." in item.text)
        assert run.x + face.width(before) * style.size / 1000 == pytest.approx(pt(104) + point, abs=3)


def test_a_small_table_has_small_letters(setter: Setter) -> None:
    table = nodes.Table("", (row("名"),), (row("甲"),), ("left",), small=True)
    head, body = rows_of(table, setter, pt(200))
    assert [box.height for box in (*head, *body)] == [pt(11) + 2 * pt(2.5)] * 2
    assert {run.size for box in (*head, *body) for run in runs(list(box.draw(0, 0))).values()} == {pt(8)}


# --- whole tables


def context_of(setter: Setter) -> Context:
    return Context(setter, pt(300), {}, lambda _: "1", nodes.Document(nodes.Meta(), ()))


def boxes_of(setter: Setter, count: int, **more: object) -> list[Box]:
    rows = tuple(row(f"行{i}", str(i)) for i in range(count))
    table = nodes.Table("t", (row("名", "数"),), rows, ("left", "right"), title=(nodes.Text("题"),), **more)  # type: ignore[arg-type]
    return list(table_boxes(table, context_of(setter)))


def test_a_table_below_nearly_half_a_page_is_one_box(setter: Setter) -> None:
    """0.45 of a page: rows of 19 points, and the caption above them."""
    sheet = setter.sheet
    caption, table = sheet.style("caption"), sheet.style("table")
    height = table.leading + 2 * pt(2.5)
    room = 0.45 * sheet.page.lines * sheet.body.leading - caption.leading - pt(3) - height
    most = int(room / height)
    (whole,) = boxes_of(setter, most, number="1")
    assert whole.floats and whole.height % sheet.body.leading == 0 and whole.anchors == ("t",)
    assert len(boxes_of(setter, most + 1, number="1")) > most
    assert len(boxes_of(setter, 2, number="1", small=True)) > 1  # a list of sources runs on like text
    (plain,) = boxes_of(setter, 2)
    assert not plain.floats


def test_a_table_without_cells_is_nothing(setter: Setter) -> None:
    empty = nodes.Table("t", (), (), ("left",), number="1", title=(nodes.Text("题"),))
    assert list(table_boxes(empty, context_of(setter))) == []
    only_head = nodes.Table("t", (row("名"),), (), ("left",))
    assert len(list(table_boxes(only_head, context_of(setter)))) == 1


def test_a_long_table_is_divided_between_its_rows_but_not_beside_its_ends(setter: Setter) -> None:
    sheet = setter.sheet
    boxes = boxes_of(setter, 50, number="1", notes=((nodes.Text("注：略。"),),), widths=(1, 1))
    title, head, *body = boxes[:52]
    closing, note, air = boxes[52:]
    assert title.before == pt(8) and title.glued and head.glued
    assert [index for index, box in enumerate(body) if box.glued] == [0, 48]
    assert all(box.repeat for box in body) and not (title.repeat or head.repeat)
    (mark, rule) = closing.draw(pt(5), pt(6))
    assert mark == Mark(ARTIFACT) and isinstance(rule, Rule)
    assert (rule.x1, rule.x2, rule.y1, rule.y2) == (pt(5), pt(305), pt(6), pt(6)) and closing.height == 0
    assert note.before == pt(3)
    total = sum(box.height + box.before for box in (title, head, *body, note))
    assert 0 < air.height <= sheet.body.leading and (total + air.height) % sheet.body.leading == 0
    repeat = body[0].repeat
    assert repeat is not None
    texts = ["".join(runs(list(box.draw(0, 0)))) for box in repeat.opening]
    assert texts == ["续表1", "名数"]
    (closed,) = [item for item in repeat.closing.draw(0, 0) if isinstance(item, Rule)]
    assert closed.x2 == pt(300)


def test_two_rows_may_part_and_a_table_without_number_has_no_caption(setter: Setter) -> None:
    table = nodes.Table("t", (row("名"),), (row("汉" * 300), row("汉" * 300)), ("left",))
    head, first, second, *_ = table_boxes(table, context_of(setter))
    assert head.glued and not first.glued and not second.glued
    assert head.before == pt(8)
    assert first.repeat is not None and len(first.repeat.opening) == 1
