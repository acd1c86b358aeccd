"""Figures with their captions and notes, lists of pages in cells, and blocks of text: where they stand, to the EMU."""

from __future__ import annotations

import pytest

from jzdocs.frames import ARTIFACT, Anchor, Image, Item, Link, Mark, Path, Rule, Slot, TextRun
from jzdocs.layout.blocks import block_boxes
from jzdocs.layout.boxes import Box
from jzdocs.layout.context import Context
from jzdocs.layout.figures import figure_box, figure_row
from jzdocs.layout.geometry import GUTTER
from jzdocs.layout.pages import left_edge
from jzdocs.layout.setter import Setter
from jzdocs.layout.tables import table_rows
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import NumberStyle, PageStyle, Stylesheet
from jzdocs.units import Size, pt

WIDTH = pt(400)


@pytest.fixture
def context(sheet: Stylesheet, faces: Faces) -> Context:
    charts = {"low": Size(pt(100), pt(90)), "high": Size(pt(100), pt(120))}
    return Context(Setter(sheet, faces), WIDTH, charts, lambda _: "12", nodes.Document(nodes.Meta(), ()))


def text(words: str) -> tuple[nodes.Inline, ...]:
    return (nodes.Text(words),)


def picture(**more: object) -> nodes.Figure:
    shown = nodes.Picture("a.png", b"", 150, 75)  # an inch wide
    return nodes.Figure("fig", shown, **{"title": text("题"), "number": 3, **more})  # type: ignore[arg-type]


def chart(name: str, **more: object) -> nodes.Figure:
    return nodes.Figure(name, nodes.Chart("bar", ()), text("题"), number=1, **more)  # type: ignore[arg-type]


def drawn(box: Box, x: int = 0, y: int = 0) -> list[Item]:
    return list(box.draw(x, y))


def baselines(items: list[Item]) -> dict[str, int]:
    return {item.text: item.y for item in items if isinstance(item, TextRun)}


def texts(boxes: list[Box]) -> list[str]:
    return ["".join(item.text for item in drawn(box) if isinstance(item, TextRun)) for box in boxes]


def test_a_picture_is_centred_above_its_caption_and_notes(context: Context) -> None:
    sheet = context.setter.sheet
    caption, note = sheet.style("caption"), sheet.style("note")
    box = figure_box(picture(notes=(text("注一"), text("注二"))), context, WIDTH)
    items = drawn(box, pt(5), pt(7))
    (image,) = (item for item in items if isinstance(item, Image))
    assert (image.width, image.height, image.key) == (pt(72), pt(36), "a.png")
    assert (image.x, image.y) == (pt(5) + (WIDTH - pt(72)) // 2, pt(7))
    below = pt(7) + pt(36)
    found = baselines(items)
    first = below + pt(5) + context.setter.baseline(caption, caption.leading)
    assert found["图3　题"] == first
    notes = below + pt(5) + caption.leading + pt(2) + context.setter.baseline(note, note.leading)
    assert (found["注一"], found["注二"]) == (notes, notes + note.leading)
    assert box.height == pt(36) + pt(5) + caption.leading + pt(2) + 2 * note.leading
    assert box.anchors == ("fig",) and Anchor(pt(5), pt(7), "fig") in items


def test_the_tree_holds_a_figure_its_caption_and_where_it_stands(context: Context) -> None:
    box = figure_box(picture(notes=(text("注"),)), context, WIDTH)
    drawn(box, pt(5), pt(7))
    tags = context.tree.tags
    group, figure, caption, note = range(1, 5)
    assert [tag.kind for tag in tags] == ["Document", "Div", "Figure", "Caption", "P"]
    assert tags[group].parent == 0 and {tags[i].parent for i in (figure, caption, note)} == {group}
    assert tags[figure].box == (pt(5) + (WIDTH - pt(72)) // 2, pt(7), pt(72), pt(36))


@pytest.mark.parametrize(("alt", "title", "expected"), [("乙", "题", "乙"), ("", "题", "题"), ("", "", "图")])
def test_a_figure_without_alternative_text_is_read_out_by_its_title(
    context: Context, alt: str, title: str, expected: str
) -> None:
    figure = nodes.Figure("", picture().content, text(title) if title else (), alt=alt)
    box = figure_box(figure, context, WIDTH)
    assert [tag.alt for tag in context.tree.tags if tag.kind == "Figure"] == [expected]
    assert box.anchors == () and not any(isinstance(item, Anchor | TextRun) for item in drawn(box))


def test_each_line_of_a_long_caption_stands_once(context: Context) -> None:
    caption = context.setter.sheet.style("caption")
    box = figure_box(picture(title=text("很长的题目" * 24)), context, WIDTH)
    lines = [item for item in drawn(box) if isinstance(item, TextRun)]
    rows = sorted({item.y for item in lines})
    assert len(rows) == 3 and box.height == pt(36) + pt(5) + 3 * caption.leading
    assert "".join(item.text for item in lines) == "图3　" + "很长的题目" * 24
    assert rows[0] == pt(36) + pt(5) + context.setter.baseline(caption, caption.leading)


def test_a_figure_in_the_text_has_air_around_it_and_floats(context: Context) -> None:
    inner = figure_box(picture(), context, WIDTH)
    (box,) = block_boxes(picture(), context)
    height = inner.height + pt(16)
    spare = -height % context.grid
    (image,) = (item for item in drawn(box) if isinstance(item, Image))
    assert box.floats and box.height == height + spare and image.y == pt(8) + spare // 2


def test_two_charts_side_by_side_have_their_captions_in_one_line(context: Context) -> None:
    row = figure_row(nodes.FigureRow((chart("low", notes=(text("注"),)), chart("high"))), context)
    items = drawn(row, pt(3), 0)
    slots = {item.key: item for item in items if isinstance(item, Slot)}
    assert (slots["low"].x, slots["high"].x) == (pt(3), pt(3) + (WIDTH - GUTTER) // 2 + GUTTER)
    assert slots["low"].y - slots["high"].y == pt(30)
    captions = [item for item in items if isinstance(item, TextRun) and item.text.startswith("图1")]
    assert len({item.y for item in captions}) == 1
    note, caption = context.setter.sheet.style("note"), context.setter.sheet.style("caption")
    height = pt(120) + pt(5) + caption.leading + pt(2) + note.leading + pt(16)
    assert row.height == height + -height % context.grid
    assert row.floats and row.anchors == ("low", "high")


# --- page numbers in cells


def pages_cell(context: Context, *pages: str) -> tuple[Box, list[Item]]:
    references = tuple(nodes.PageRef(f"t{i}") for i in range(len(pages)))
    cell = nodes.Cell(references)
    table = nodes.Table("", (), ((cell,),), ("left",), widths=(1,))
    setter = Setter(
        context.setter.sheet, context.setter.faces, page_of=lambda target: pages[int(target[1:])], tree=context.tree
    )
    _, (box,), _ = table_rows(table, setter, pt(40), 0)
    return box, drawn(box)


def test_pages_of_a_cell_are_links_in_their_order(context: Context) -> None:
    _, items = pages_cell(context, "12", "3", "12")
    runs = [item for item in items if isinstance(item, TextRun)]
    links = [item for item in items if isinstance(item, Link)]
    assert "".join(run.text for run in runs) == "3、12"
    assert [link.href for link in links] == ["#t1", "#t0"]
    assert [context.tree.tags[link.tag].kind for link in links] == ["Link", "Link"]
    parents = {context.tree.tags[link.tag].parent for link in links}
    assert [context.tree.tags[tag].kind for tag in parents] == ["TD"]


def test_a_cell_of_pages_keeps_room_for_one_less_than_it_refers_to(context: Context) -> None:
    style = context.setter.sheet.style("table")
    heights = [pages_cell(context, *["8"] * count)[0].height for count in (1, 2, 3, 6)]
    assert heights[:2] == [style.leading + 2 * pt(2.5)] * 2
    assert heights[0] < heights[3] and heights[2] <= heights[3]


def test_pages_that_find_no_room_are_left_out_from_the_end(context: Context) -> None:
    box, items = pages_cell(context, "111", "222", "333", "444", "555", "666")
    style = context.setter.sheet.style("table")
    lines = {item.y for item in items if isinstance(item, TextRun)}
    text = "".join(item.text for item in items if isinstance(item, TextRun))
    assert len(lines) * style.leading + 2 * pt(2.5) <= box.height
    assert text.startswith("111、222、333") and "111、222、333、444、555、666".startswith(text)
    narrow, lone = pages_cell(context, "1234567890")
    assert any(isinstance(item, TextRun) for item in lone) and narrow.height == style.leading + 2 * pt(2.5)


def test_without_page_numbers_a_cell_is_empty(context: Context) -> None:
    _, items = pages_cell(context, "", "")
    assert not any(isinstance(item, TextRun) for item in items)


# --- blocks of text


def test_labels_of_lists_hang_before_their_items(context: Context) -> None:
    body = context.setter.sheet.body
    item = nodes.ListItem((nodes.Paragraph(text("汉" * 60)),))
    hang = 2 * body.size
    for ordered, left, label in ((True, hang // 4, "7."), (False, None, "•")):
        boxes = list(block_boxes(nodes.List(ordered=ordered, items=(item,), start=7), context))
        first = [i for i in drawn(boxes[0], pt(3)) if isinstance(i, TextRun)]
        assert [run.text[:2] for run in first] == [label, "汉汉"]
        assert first[1].x == pt(3) + hang
        width = context.setter.faces[first[0].face].width(label) * body.size / 1000
        expected = left if left is not None else (hang - width) / 2
        assert first[0].x - pt(3) == pytest.approx(expected, abs=2)
        assert [i.x for i in drawn(boxes[1], pt(3)) if isinstance(i, TextRun)] == [pt(3) + hang]
        assert len(boxes) == 2


def test_a_quotation_is_indented_on_both_sides(context: Context) -> None:
    side, quote = 2 * context.setter.sheet.body.size, context.setter.sheet.style("quote")
    first, second, *_ = block_boxes(nodes.Quote((nodes.Paragraph(text("汉" * 90)),)), context)
    (start,) = (i for i in drawn(first) if isinstance(i, TextRun))
    (line,) = (i for i in drawn(second) if isinstance(i, TextRun))
    assert (start.x, line.x) == (side + quote.indent, side)
    assert len(line.text) == (WIDTH - 2 * side) // quote.size


def test_code_keeps_its_lines_blanks_and_tabs_and_ends_on_the_grid(context: Context) -> None:
    boxes = list(block_boxes(nodes.CodeBlock("a  b\n\n\tc\n    d"), context))
    code, left = context.setter.sheet.style("code"), 2 * context.setter.sheet.body.size
    runs = [[i for i in drawn(box) if isinstance(i, TextRun)] for box in boxes]
    assert ["".join(run.text for run in line).replace("\u200b", "") for line in runs] == [
        "a\u00a0\u00a0b",
        "\u00a0",
        *["\u00a0" * 4 + c for c in "cd"],
    ]
    assert {run.x for line in runs for run in line} == {left}
    assert [box.height for box in boxes[:-1]] == [code.leading] * 3
    assert sum(box.height for box in boxes) % context.grid == 0
    assert code.leading <= boxes[-1].height < code.leading + context.grid


def test_a_thematic_break_is_a_short_rule_in_the_middle(context: Context) -> None:
    (box,) = block_boxes(nodes.ThematicBreak(), context)
    mark, rule = drawn(box, pt(3), pt(9))
    middle, at = pt(3) + WIDTH // 2, pt(9) + context.grid // 2
    assert mark == Mark(ARTIFACT) and isinstance(rule, Rule) and box.height == context.grid
    assert rule[:5] == (middle - pt(36), at, middle + pt(36), at, pt(0.5))


def test_a_heading_with_space_before_it_moves_up_into_that_space(context: Context) -> None:
    sheet = context.setter.sheet
    style = sheet.heading(2)
    heading = nodes.Heading(2, text("标题"), "h", number="（一）")
    (box,) = block_boxes(heading, context)
    items = drawn(box, 0, pt(50))
    runs = [item for item in items if isinstance(item, TextRun)]
    up = style.text.leading // 5 if style.text.before else 0
    assert box.raised == up and box.before == style.text.before and box.glued and not box.new_page
    assert runs[0].y == pt(50) - up + context.setter.baseline(style.text, style.text.leading)
    assert box.height == style.text.leading + style.text.after
    (anchor,) = (item for item in items if isinstance(item, Anchor))
    assert (anchor.name, anchor.level, anchor.y) == ("h", 2, pt(50)) and anchor.title == "（一）标题"
    assert "".join(run.text for run in runs) == "（一）标题" and box.running is None


def test_a_heading_of_the_first_level_is_the_running_title(context: Context) -> None:
    boxes = list(block_boxes(nodes.Heading(1, text("很长的标题" * 12), "h"), context))
    assert len(boxes) > 1 and [box.running for box in boxes[1:]] == [None] * (len(boxes) - 1)
    style = context.setter.sheet.heading(1)
    assert boxes[0].running == "很长的标题" * 12 and boxes[0].new_page == style.page_break
    assert [box.before for box in boxes[1:]] == [0] * (len(boxes) - 1)
    assert [box.height for box in boxes] == [style.text.leading] * (len(boxes) - 1) + [
        style.text.leading + style.text.after
    ]


@pytest.mark.parametrize(
    ("size", "index", "edge"),
    [
        (Size(10, 20), 0, "inner"),
        (Size(10, 20), 1, "outer"),
        (Size(20, 10), 0, "inner"),
        (Size(20, 10), 1, "inner"),  # a turned page is bound at its top
        (Size(10, 10), 1, "outer"),
    ],
)
def test_pages_are_bound_at_their_inner_edge(size: Size, index: int, edge: str) -> None:
    page = PageStyle(size, 0, 0, 3, 5, True, True, 1, 0, NumberStyle())
    assert left_edge(page, index) == getattr(page, edge)


def test_dots_of_emphasis_stand_below_letters_and_not_below_marks(context: Context) -> None:
    words = nodes.Paragraph((nodes.Emphasis(text("重，点"), dots=True),))
    (box,) = block_boxes(words, context)
    items = drawn(box)
    discs = [item for item in items if isinstance(item, Path)]
    (run,) = (item for item in items if isinstance(item, TextRun))
    size = context.setter.sheet.body.size
    middles = [(disc.segments[0][1] + disc.segments[2][5]) / 2 for disc in discs]  # type: ignore[operator]
    assert middles == pytest.approx([run.x + size / 2, run.x + 2.5 * size], abs=2)
    assert {disc.segments[0][2] for disc in discs} == {run.y + size * 0.24}
    assert {round(disc.segments[0][1] - middle) for disc, middle in zip(discs, middles, strict=True)} == {  # type: ignore[operator]
        round(size * 0.065)
    }
