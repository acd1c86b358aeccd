"""Cover, title block, contents, lists and running heads: where they stand, to the EMU."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, Anchor, Item, Link, Mark, Path, Rule, TextRun
from jzdocs.layout.boxes import (
    Box,
    anchored,
    as_artifact,
    on_grid,
    paragraph_boxes,
    stack,
    with_anchor,
)
from jzdocs.layout.context import Context
from jzdocs.layout.front import contents, cover, figure_list, list_title, title_block
from jzdocs.layout.furniture import Furniture, PagePlace
from jzdocs.layout.lines import Line
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import HEAD_ABOVE, HEAD_RULE_BELOW, PageKind, PageStyle, Stylesheet
from jzdocs.units import pt

WIDTH = pt(400)
META = nodes.Meta(title="城市建设综述", subtitle="一年", issuer=("甲局", "乙局"), date="2025-11-20", place="晋中")


@pytest.fixture
def setter(sheet: Stylesheet, faces: Faces) -> Setter:
    return Setter(sheet, faces)


def context(setter: Setter, **pages: str) -> Context:
    return Context(setter, WIDTH, {}, lambda target: pages.get(target, "…"), nodes.Document(META, ()))


def drawn(box: Box, x: int = 0, y: int = 0) -> list[Item]:
    return list(box.draw(x, y))


def runs(items: list[Item]) -> list[TextRun]:
    return [item for item in items if isinstance(item, TextRun)]


def by_text(items: list[Item]) -> dict[str, TextRun]:
    return {run.text: run for run in runs(items)}


def baseline(setter: Setter, name: str) -> int:
    style = setter.sheet.style(name)
    return setter.baseline(style, style.leading)


# --- the cover


def test_the_cover_has_issuers_at_the_top_the_title_below_a_third_and_the_date_at_the_foot(setter: Setter) -> None:
    sheet = setter.sheet
    (box,) = cover(nodes.Document(META, ()), setter, WIDTH)
    depth = sheet.page.lines * sheet.body.leading
    assert box.height == depth
    items = drawn(box, pt(10), pt(20))
    found = by_text(items)
    issuer, foot = sheet.style("issuer"), sheet.style("imprint")
    assert found["甲局"].y == pt(20) + baseline(setter, "issuer")
    assert found["乙局"].y - found["甲局"].y == issuer.leading
    top = pt(20) + round(depth * 0.3)
    assert found["城市建设综述"].y == top + baseline(setter, "title")
    assert found["城市建设综述"].x == pt(10) + pt(3) + pt(18)
    subtitle = next(run for run in runs(items) if run.text.endswith("一年"))
    title = sheet.style("title")
    assert subtitle.y == top + title.leading + pt(12) + baseline(setter, "subtitle")
    (bar,) = (item for item in items if isinstance(item, Rule))
    height = title.leading + pt(12) + sheet.style("subtitle").leading
    assert bar == Rule(pt(10) + pt(3) // 2, top, pt(10) + pt(3) // 2, top + height, pt(3), sheet.accent)
    lasts = [run for run in runs(items) if run.y > top + height]
    assert max(run.y for run in lasts) == pt(20) + depth - foot.leading + baseline(setter, "imprint")
    assert {run.color for run in lasts} == {foot.color}


def test_a_cover_without_title_has_no_text_beside_its_bar(setter: Setter) -> None:
    (box,) = cover(nodes.Document(nodes.Meta(), ()), setter, WIDTH)
    (bar,) = (item for item in drawn(box) if isinstance(item, Rule))
    assert bar.y1 == bar.y2 and not runs(drawn(box))


@pytest.mark.parametrize("imprint", [True, False])
def test_the_title_block_is_whole_lines_of_the_grid_with_one_of_air(setter: Setter, imprint: bool) -> None:
    sheet = setter.sheet
    (box,) = title_block(nodes.TitleBlock(imprint=imprint), nodes.Document(META, ()), setter, WIDTH)
    height = sheet.style("title").leading + sheet.style("subtitle").leading
    height += sheet.style("imprint").leading if imprint else 0
    grid = sheet.body.leading
    assert box.glued and box.height == -(-(height + grid) // grid) * grid
    text = "".join(run.text for run in runs(drawn(box)))
    assert text.startswith("城市建设综述") and ("甲局" in text) == imprint
    assert not list(title_block(nodes.TitleBlock(), nodes.Document(nodes.Meta(), ()), setter, WIDTH))


# --- contents and lists


def entry(text: str, level: int = 1, target: str = "t") -> nodes.Entry:
    return nodes.Entry(level, text, target)


def test_an_entry_leads_with_dots_to_the_number_of_its_page(setter: Setter) -> None:
    whole = context(setter, t="12")
    title, line = contents(nodes.Contents(title="目录", entries=(entry("总论"),)), whole)
    items = drawn(line, pt(5), pt(9))
    style = setter.sheet.style("toc1")
    name, number = runs(items)
    at = pt(9) + setter.baseline(style, style.leading)
    assert (name.text, name.x, name.y) == ("总论", pt(5), at)
    face = setter.faces[setter.faces.key(style.font, style.bold)]
    taken = round(face.width("12") * style.size / 1000)
    assert (number.text, number.x, number.y) == ("12", pt(5) + WIDTH - taken, at)
    (dots,) = (item for item in items if isinstance(item, Path))
    assert dots.segments == (
        ("M", pt(5) + WIDTH - taken - pt(5), at - pt(1)),
        ("L", pt(5) + 2 * style.size + pt(5), at - pt(1)),
    )
    assert (dots.stroke, dots.width, dots.dash) == (style.color, pt(0.7), (pt(0.7), pt(3.3)))
    owners = [item for item in items if isinstance(item, Mark)]
    assert owners[-1] == Mark(ARTIFACT)
    (link,) = (item for item in items if isinstance(item, Link))
    assert link[:5] == (pt(5), pt(9), WIDTH, style.leading, "#t") and link.contents == "总论"
    tags = setter.tree.tags
    chain = [tags[link.tag].kind, tags[tags[link.tag].parent].kind]
    chain.append(tags[tags[tags[link.tag].parent].parent].kind)
    assert chain == ["Link", "Reference", "TOCI"]
    assert title.new_page and line.height == style.leading


def test_parts_stay_with_what_is_below_them_and_long_entries_together(setter: Setter) -> None:
    entries = (entry("甲"), entry("甲一", 2), entry("很长的标题" * 14, 2), entry("乙"))
    title, *lines = contents(nodes.Contents(title="目录", entries=entries), context(setter))
    texts = ["".join(run.text for run in runs(drawn(line))) for line in lines]
    assert [text[:2] for text in texts] == ["甲…", "甲一", "很长", texts[3][:2], "乙…"]
    assert [line.glued for line in lines] == [True, False, True, False, False]
    assert texts[2].endswith("…") == (len(lines) == 4) and texts[3].endswith("…")  # the number ends the last line
    links = [[item for item in drawn(line) if isinstance(item, Link)] for line in lines]
    assert all(len(found) == 1 for found in links)
    assert title.glued
    room = WIDTH - pt(40)  # for the number
    names = [run for line in lines for run in runs(drawn(line)) if run.text != "…"]
    assert all(run.x + len(run.text) * run.size <= room for run in names)
    style = setter.sheet.style("toc2")
    assert runs(drawn(lines[1]))[0].x == style.indent


def test_a_title_above_a_list_has_its_space(setter: Setter) -> None:
    style = setter.sheet.style("toc_title")
    (line,) = list_title(setter, "目录", WIDTH, new_page=True)
    assert (line.height, line.before, line.glued, line.new_page) == (
        style.leading + style.after,
        style.before,
        True,
        True,
    )
    first, second = list_title(setter, "很长的题目" * 8, WIDTH, new_page=True)
    assert (first.new_page, second.new_page) == (True, False)
    (plain,) = list_title(setter, "目录", WIDTH, new_page=False)
    assert not plain.new_page


def test_a_list_of_figures_stays_together_where_it_fits_a_page(setter: Setter) -> None:
    sheet = setter.sheet
    style, title = sheet.style("toc2"), sheet.style("toc_title")
    room = sheet.page.lines * sheet.body.leading - title.leading - title.after - title.before
    most = room // style.leading
    for count, glued in ((most, [True] * (most - 1) + [False]), (most + 1, [False] * (most + 1))):
        entries = tuple(entry(f"图{i}") for i in range(count))
        first, *lines = figure_list(nodes.FigureList(title="图表目录", entries=entries), context(setter))
        assert [line.glued for line in lines] == glued
        assert first.glued and not first.new_page
        assert runs(drawn(lines[0]))[0].x == 0
    (alone,) = figure_list(nodes.FigureList(title="图表目录"), context(setter))
    assert runs(drawn(alone))[0].text == "图表目录"


# --- heads and feet


def furniture(
    setter: Setter, page: PageStyle, running: str = "第一部分", index: int = 0, label: str = "7"
) -> list[Item]:
    page = replace(page, number=replace(page.number, pattern="{page}"))
    sheet = replace(setter.sheet, page=page)
    kind: PageKind = "even" if index % 2 and "even" in sheet.differing_pages else "default"
    place = PagePlace(kind, index % 2 == 1, running, label, 9)
    heads = Furniture(nodes.Document(META, ()), replace(setter, sheet=sheet))
    return list(heads.around(page, pt(70), place))


def test_the_head_names_the_document_and_the_part_above_a_hairline(setter: Setter) -> None:
    page = replace(setter.sheet.page, header=True, footer=False)
    head = setter.sheet.style("header")
    items = furniture(setter, page)
    title, part = runs(items)
    y = page.top - HEAD_ABOVE
    at = y + setter.baseline(head, head.leading)
    assert (title.text, title.x, title.y) == ("城市建设综述", pt(70), at)
    assert (part.text, part.y) == ("第一部分", at)
    assert part.x == pytest.approx(pt(70) + page.measure - 4 * head.size, abs=2)
    (rule,) = (item for item in items if isinstance(item, Rule))
    below = y + head.leading + HEAD_RULE_BELOW
    assert rule == Rule(pt(70), below, pt(70) + page.measure, below, pt(0.4), head.color)
    assert {item.tag for item in items if isinstance(item, Mark)} == {HEADER}
    assert not runs(furniture(setter, replace(page, header=False)))
    narrow = furniture(setter, replace(page, top=0))
    assert runs(narrow)[0].y == setter.baseline(head, head.leading)  # not above the sheet


def test_a_long_running_head_is_cut_to_its_room_at_a_pause(setter: Setter) -> None:
    page = replace(setter.sheet.page, header=True, footer=False)
    head = setter.sheet.style("header")
    title, _ = runs(furniture(setter, page, "部分"))
    room = page.measure - len(title.text) * head.size - 2 * head.size  # what the title leaves, two ems away
    fits = "部" * (room // head.size)
    *_, whole = runs(furniture(setter, page, fits))
    assert whole.text == fits
    *_, long = runs(furniture(setter, page, "很长的部分名称，" * 30))
    assert long.text.endswith(("很长的…", "部分…", "名称…")) and len(long.text) * head.size <= room
    assert len(long.text) > 0.6 * room / head.size and long.x > title.x + len(title.text) * head.size


def test_the_foot_has_the_number_in_the_middle_or_outside(setter: Setter) -> None:
    page = replace(setter.sheet.page, header=False, footer=True)
    foot = setter.sheet.style("footer")
    (number,) = runs(furniture(setter, page))
    top = page.size.height - page.bottom + page.number.below
    assert number.y == top + setter.baseline(foot, foot.leading)
    face = setter.faces[number.face]
    width = face.width("7") * foot.size / 1000
    assert number.x == pytest.approx(pt(70) + (page.measure - width) / 2, abs=2)
    assert next(item for item in furniture(setter, page) if isinstance(item, Mark)) == Mark(FOOTER)
    assert not furniture(setter, page, label="")
    outside = replace(page, number=replace(page.number, place="outside"))
    (even,) = runs(furniture(setter, outside, index=1))
    (odd,) = runs(furniture(setter, outside, index=2))
    assert even.x == pt(70) + foot.size
    assert odd.x == pytest.approx(pt(70) + page.measure - foot.size - width, abs=2)
    extents = face.font.get_glyph_extents(setter.faces[setter.faces.key(foot.font, foot.bold)].glyph("—"))
    rise = round(extents.y_bearing / face.upem * foot.size)
    assert even.y - top == pytest.approx(rise, abs=1)  # the upper edge of its dashes stands there


# --- boxes


def box(height: int, **more: object) -> Box:
    return Box(height, lambda x, y: [Anchor(x, y, f"at{height}")], **more)  # type: ignore[arg-type]


def test_a_stack_is_as_high_as_its_boxes_and_the_spaces_between_them() -> None:
    whole = stack([box(10, before=5, notes=(1,), anchors=("a",)), box(20, before=7, notes=(2,)), box(30)], before=3)
    assert (whole.height, whole.before, whole.notes, whole.anchors) == (67, 3, (1, 2), ("a",))
    assert drawn(whole, 100, 1000) == [Anchor(100, 1000, "at10"), Anchor(100, 1017, "at20"), Anchor(100, 1037, "at30")]
    assert not (whole.floats or whole.glued)
    fixed = stack([box(10)], height=25, floats=True, glued=True)
    assert (fixed.height, fixed.floats, fixed.glued) == (25, True, True)
    assert stack([]).height == 0


def test_a_box_on_the_grid_has_its_content_in_the_middle() -> None:
    for height, whole, y in ((10, 10, 0), (11, 20, 4), (19, 20, 0), (20, 20, 0), (21, 30, 4)):
        placed = on_grid(box(height), 10)
        assert placed.height == whole and drawn(placed, 3, 0) == [Anchor(3, y, f"at{height}")]


def test_targets_are_added_to_those_that_a_box_has() -> None:
    outlined = with_anchor(box(10, anchors=("a",)), Anchor(0, 0, "b", "题", 2))
    assert outlined.anchors == ("a", "b") and drawn(outlined, 3, 4)[0] == Anchor(3, 4, "b", "题", 2)
    linked = anchored(box(10, anchors=("a",)), ["b", "c"])
    assert linked.anchors == ("a", "b", "c") and drawn(linked, 3, 4)[:2] == [Anchor(3, 4, "b"), Anchor(3, 4, "c")]
    plain = box(10)
    assert anchored(plain, []) is plain


def test_an_artifact_belongs_to_nobody_and_leads_nowhere() -> None:
    items = [Mark(3), TextRun(0, 0, "song", 5, "000000", "甲"), Link(0, 0, 1, 1, "#a", 4), Anchor(0, 0, "x")]
    repeated = as_artifact(Box(10, lambda x, y: items, notes=(1,), anchors=("x",)), FOOTER)
    assert drawn(repeated) == [Mark(FOOTER), items[1]] and repeated.notes == repeated.anchors == ()


@pytest.mark.parametrize(
    ("count", "glued", "expected"),
    [
        (1, False, [False]),
        (2, False, [True, False]),
        (3, False, [True, True, False]),
        (4, False, [True, False, True, False]),
        (5, False, [True, False, False, True, False]),
        (1, True, [True]),
        (2, True, [True, True]),
        (3, True, [True, True, True]),
        (4, True, [True, False, True, True]),
    ],
)
def test_which_lines_of_a_paragraph_hold_together(count: int, glued: bool, expected: list[bool]) -> None:
    lines = [Line((TextRun(0, 0, "song", 5, "000000", str(i)),), 0, (i,), "", (str(i),)) for i in range(count)]
    boxes = paragraph_boxes(lines, 10, before=4, left=6, glued=glued)
    assert [found.glued for found in boxes] == expected
    assert [found.before for found in boxes] == [4] + [0] * (count - 1)
    assert [(found.notes, found.anchors) for found in boxes] == [((i,), (str(i),)) for i in range(count)]
    assert {run.x for found in boxes for run in runs(drawn(found))} == {6}
