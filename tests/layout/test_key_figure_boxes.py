"""Key figures: where numbers, labels and rules of a strip and of a page of columns stand, to the EMU."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

import pytest

from jzdocs.frames import ARTIFACT, Anchor, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box, stack
from jzdocs.layout.card_plan import STRIP_SCALE, card_bands, page_scale, strip_scale
from jzdocs.layout.ink import runs_meet
from jzdocs.layout.key_figures import key_figures
from jzdocs.layout.measure import Span
from jzdocs.layout.pagination import Paginator
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt

WIDTH = pt(400)


def card(number: str, label: str = "", context: str = "", prefix: str = "", unit: str = "") -> nodes.Card:
    texts = [(nodes.Text(text),) if text else () for text in (label, context)]
    return nodes.Card(nodes.Value(number), *texts, prefix, number, unit)


def strips(setter: Setter, *cards: nodes.Card) -> list[list[Item]]:
    block = nodes.KeyFigures((nodes.CardGroup("组", cards),))
    return [list(box.draw(0, 0)) for box in key_figures(block, setter, WIDTH)]


def page(setter: Setter, *groups: nodes.CardGroup) -> list[list[Item]]:
    block = nodes.KeyFigures(groups, collect=True, title="关键数字")
    return [list(stack(list(key_figures(block, setter, WIDTH))[1:]).draw(0, 0))]


def texts(items: list[Item]) -> dict[str, TextRun]:
    return {item.text: item for item in items if isinstance(item, TextRun)}


def rules(items: list[Item]) -> list[Rule]:
    return [item for item in items if isinstance(item, Rule)]


@pytest.fixture
def setter(sheet: Stylesheet, faces: Faces) -> Setter:
    return Setter(sheet, faces)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_cards_of_a_strip_share_its_width_by_threes_or_fours(setter: Setter, count: int) -> None:
    (items,) = strips(setter, *(card(str(i)) for i in range(1, count + 1)))
    columns = max(3, count)
    width = (WIDTH - (columns - 1) * pt(12)) // columns
    lefts = [texts(items)[str(i)].x for i in range(1, count + 1)]
    assert lefts == [i * (width + pt(12)) for i in range(count)]


def test_a_strip_stands_between_two_rules(setter: Setter) -> None:
    number, label = (setter.sheet.style(name) for name in ("key_number", "key_label"))
    (items,) = strips(setter, card("38.2", "利用率", unit="%"), card("7"))
    (box,) = key_figures(nodes.KeyFigures((nodes.CardGroup("", (card("7"),)),)), setter, WIDTH)
    height = round(number.leading * STRIP_SCALE) + label.leading + pt(16)
    grid = setter.sheet.body.leading
    spare = (-height % grid) // 2  # the strip stands in the middle of whole lines
    assert box.height % grid == 0 and not box.glued
    top, foot = rules(items)
    assert (top.x1, top.y1, top.x2, top.y2) == (0, spare + pt(4), WIDTH, spare + pt(4))
    assert (foot.x1, foot.y1, foot.x2, foot.y2) == (0, spare + height - pt(2), WIDTH, spare + height - pt(2))
    assert top.width == foot.width == pt(0.5)
    owners = [owner.tag for owner, item in pairwise(items) if isinstance(item, Rule)]
    assert owners == [ARTIFACT, ARTIFACT]
    found = texts(items)
    assert found["利用率"].y - found["38.2"].y == (
        round(number.leading * STRIP_SCALE)
        + setter.baseline(label, label.leading)
        - (round(number.leading * STRIP_SCALE) - round(number.size * STRIP_SCALE)) // 2
        - round(round(number.size * STRIP_SCALE) * 0.88)
    )
    assert found["38.2"].y == spare + pt(7) + (
        (round(number.leading * STRIP_SCALE) - round(number.size * STRIP_SCALE)) // 2
        + round(round(number.size * STRIP_SCALE) * 0.88)
    )


@pytest.mark.parametrize(("count", "shares"), [(5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3]), (11, [4, 4, 3])])
def test_more_than_four_cards_are_shared_evenly_among_strips(setter: Setter, count: int, shares: list[int]) -> None:
    found = strips(setter, *(card(str(i)) for i in range(count)))
    assert [len(texts(items)) for items in found] == shares


@pytest.mark.parametrize(("width", "most"), [(pt(400), 4), (pt(225), 2), (pt(120), 1)])
def test_a_narrow_column_has_strips_of_fewer_cards(setter: Setter, width: int, most: int) -> None:
    cards = tuple(card("1234567.8", unit="万人次") for _ in range(4))
    block = nodes.KeyFigures((nodes.CardGroup("组", cards),))
    boxes = list(key_figures(block, setter, width))
    runs = [[item for item in box.draw(0, 0) if isinstance(item, TextRun)] for box in boxes]
    assert [sum(run.text == "1234567.8" for run in strip) for strip in runs] == [most] * (4 // most)
    for strip in runs:
        assert not any(runs_meet(a, b, setter.faces) for a, b in combinations(strip, 2))
        assert max(run.x for run in strip) < width


def test_prefix_number_and_unit_stand_in_one_line_and_two_sizes(setter: Setter) -> None:
    (items,) = strips(setter, card("12", prefix="约", unit="亿元"))
    found = texts(items)
    number, unit = (setter.sheet.style(name) for name in ("key_number", "key_unit"))
    assert list(found) == ["约", "12", "亿元"]
    assert {run.y for run in found.values()} == {found["12"].y}
    assert found["12"].size == round(number.size * STRIP_SCALE)
    assert found["约"].size == found["亿元"].size == round(unit.size * STRIP_SCALE)
    assert (found["约"].color, found["12"].color, found["亿元"].color) == (unit.color, number.color, unit.color)


def test_a_number_without_parts_is_printed_as_it_is(setter: Setter) -> None:
    (items,) = strips(setter, nodes.Card(nodes.Value("十余个"), ()))
    assert list(texts(items)) == ["十余个"]


def test_a_number_too_wide_for_its_column_is_set_smaller_and_so_are_its_neighbours(setter: Setter) -> None:
    wide, narrow = card("12345678901234"), card("7")
    assert strip_scale((narrow,), setter, WIDTH) == STRIP_SCALE
    scale = strip_scale((narrow, wide), setter, WIDTH)
    number = setter.sheet.style("key_number")
    column = (WIDTH - 2 * pt(12)) // 3
    key = setter.faces.key(number.font, number.bold)
    taken = setter.faces[key].width("12345678901234") * round(number.size * STRIP_SCALE) / 1000
    assert taken > column
    assert scale * taken / STRIP_SCALE == pytest.approx(0.995 * column, rel=1e-3)  # a hair less than the column
    (items,) = strips(setter, narrow, wide)
    assert {run.size for run in texts(items).values()} == {round(number.size * scale)}
    assert len({run.y for run in texts(items).values()}) == 1


def test_a_number_as_wide_as_its_column_keeps_its_size(setter: Setter) -> None:
    number = setter.sheet.style("key_number")
    key = setter.faces.key(number.font, number.bold)
    size = round(number.size * STRIP_SCALE)
    taken = setter.measure([Span("123456789", key, size, "000000")], size).reach[-1] * size / 1000
    wide = 3 * (int(taken) + 1) + 2 * pt(12)
    assert strip_scale((card("123456789"),), setter, wide) == STRIP_SCALE
    assert strip_scale((card("123456789"),), setter, wide - 2 * pt(3)) < STRIP_SCALE


def test_a_page_of_key_figures_has_a_column_for_each_group(setter: Setter) -> None:
    sheet = setter.sheet
    groups = [nodes.CardGroup(f"组{i}", (card(f"{i}1", "甲"), card(f"{i}2"))) for i in (1, 2, 3)]
    (items,) = page(setter, *groups)
    column = (WIDTH - 2 * pt(18)) // 3
    head = sheet.style("key_title")
    found = texts(items)
    for index, number in enumerate((1, 2, 3)):
        left = index * (column + pt(18))
        assert found[f"{number}1"].x == found[f"{number}2"].x == left
        assert found[f"{number}1"].y == found["11"].y and found[f"{number}2"].y == found["12"].y
        rule = rules(items)[index]
        at = head.leading + pt(2)
        assert (rule.x1, rule.y1, rule.x2, rule.y2, rule.width) == (left, at, left + column, at, pt(1.2))
    # the cards of a column are spread over the page, but not too far
    depth = sheet.page.lines * sheet.body.leading - 4 * sheet.body.leading
    assert found["12"].y - found["11"].y == min((depth - head.leading - pt(16)) // 2, pt(132))
    number = sheet.style("key_number")
    assert found["11"].y == head.leading + pt(16) + setter.baseline(number, number.leading)


def boxes_of(setter: Setter, counts: Sequence[int], cards: Callable[[int], nodes.Card]) -> list[Box]:
    groups = tuple(nodes.CardGroup(f"组{i}", tuple(map(cards, range(count)))) for i, count in enumerate(counts))
    return list(key_figures(nodes.KeyFigures(groups, collect=True), setter, WIDTH))


SHORT, LONG = (
    lambda i: card(str(i), "培训"),
    lambda i: card(f"{i}2345.67", "城镇老旧小区改造" * 4, "比上年增加", unit="万平方米"),
)


@pytest.mark.parametrize("cards", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    "counts", [[1], [2], [13], [21], [60], [3, 3], [6, 6], [5, 4, 3], [4] * 8, [1] * 12, [5] * 12, [1, 9, 2, 14]]
)
def test_cards_of_any_number_fill_pages_and_never_meet(
    setter: Setter, counts: list[int], cards: Callable[[int], nodes.Card]
) -> None:
    depth = setter.sheet.page.lines * setter.sheet.body.leading
    filled = Paginator(depth, {}).fill(boxes_of(setter, counts, cards))
    for page in filled:
        runs = [(box, item) for box, top in page.boxes for item in box.draw(0, top) if isinstance(item, TextRun)]
        assert not any(runs_meet(a, b, setter.faces) for (_, a), (_, b) in combinations(runs, 2))
        assert max(top + box.height for box, top in page.boxes) <= depth
    # no page but the last is less than half full, and what fits a page does not take two
    assert all(page.y > depth // 2 for page in filled[:-1])
    shown = [
        item.text
        for page in filled
        for box, top in page.boxes
        for item in box.draw(0, top)
        if isinstance(item, TextRun)
    ]
    assert sum(text == cards(0).number for text in shown) == len(counts)
    if sum(counts) <= 12:
        assert len(filled) == 1


def test_many_cards_of_a_single_group_stand_in_rows_below_one_title(setter: Setter) -> None:
    title, band, *rows = boxes_of(setter, [13], SHORT)
    found = [texts(list(row.draw(0, 0))) for row in rows]
    assert [[text for text in row if text != "培训"] for row in found] == [
        [str(i) for i in range(first, min(13, first + 3))] for first in range(0, 13, 3)
    ]
    (rule,) = rules(list(band.draw(0, 0)))
    assert rule.x2 - rule.x1 == WIDTH and title.new_page and band.glued
    assert "".join(texts(list(title.draw(0, 0)))) == "关键数字"


@pytest.mark.parametrize(("counts", "joins"), [([2], True), ([1, 1, 2], True), ([7], False), ([4, 4, 4], False)])
def test_few_cards_need_no_page_of_their_own(setter: Setter, counts: list[int], joins: bool) -> None:
    title, *rest = boxes_of(setter, counts, SHORT)
    assert title.new_page != joins
    assert all(box.glued for box in rest[:-1]) and not rest[-1].glued  # they go to the next page together


def test_a_label_breaks_at_a_pause(setter: Setter) -> None:
    (items,) = strips(setter, *(card("1", "城市生活垃圾分类覆盖率") for _ in range(4)))
    labels = {item.text for item in items if isinstance(item, TextRun)} - {"1"}
    assert labels == {"城市生活垃圾", "分类覆盖率"}


def test_a_groups_long_title_is_set_whole_and_moves_the_cards_of_all_groups_down(setter: Setter) -> None:
    head = setter.sheet.style("key_title")
    long = "很长的题目" * 6
    (items,) = page(setter, nodes.CardGroup(long, (card("7"),)), nodes.CardGroup("乙", (card("8"),)))
    title = [item for item in items if isinstance(item, TextRun) and item.text[0] in long]
    assert "".join(run.text for run in title) == long
    lines = sorted({run.y for run in title})
    assert len(lines) > 2 and {b - a for a, b in pairwise(lines)} == {head.leading}
    number = setter.sheet.style("key_number")
    found = texts(items)
    first = len(lines) * head.leading + pt(16) + setter.baseline(number, number.leading)
    assert found["7"].y == found["8"].y == first
    assert {rule.y1 for rule in rules(items)} == {len(lines) * head.leading + pt(2)}


def test_all_numbers_of_a_band_have_one_size(setter: Setter) -> None:
    groups = (nodes.CardGroup("甲", (card("7"),)), nodes.CardGroup("乙", (card("123456789012"),)))
    bands, _ = card_bands(nodes.KeyFigures(groups, collect=True), setter, WIDTH)
    scale = page_scale(bands, setter, WIDTH)
    alone, _ = card_bands(nodes.KeyFigures(groups[:1], collect=True), setter, WIDTH)
    assert scale < 1 == page_scale(alone, setter, WIDTH)
    (items,) = page(setter, *groups)
    size = round(setter.sheet.style("key_number").size * scale)
    assert {texts(items)[text].size for text in ("7", "123456789012")} == {size}


def test_a_card_is_the_target_of_links_to_its_fact(setter: Setter) -> None:
    named = nodes.Card(nodes.Value("7家", fact="shops"), ())
    for collect in (False, True):
        block = nodes.KeyFigures((nodes.CardGroup("", (named,)),), collect=collect)
        box = list(key_figures(block, setter, WIDTH))[-1]
        (anchor,) = (item for item in box.draw(pt(3), pt(5)) if isinstance(item, Anchor))
        assert (anchor.name,) == box.anchors and "shops" in anchor.name


def test_label_and_context_are_paragraphs_of_their_own_below_the_number(setter: Setter) -> None:
    (items,) = strips(setter, card("7", "书店", "比上年增加两家"))
    found = texts(items)
    label, context = (setter.sheet.style(name) for name in ("key_label", "key_context"))
    assert found["7"].y < found["书店"].y < found["比上年增加两家"].y
    drop = label.leading - setter.baseline(label, label.leading) + setter.baseline(context, context.leading)
    assert found["比上年增加两家"].y - found["书店"].y == drop
    owner: dict[str, int] = {}
    mark = 0
    for item in items:
        mark = item.tag if isinstance(item, Mark) else mark
        if isinstance(item, TextRun):
            owner[item.text] = mark
    kinds = [setter.tree.tags[tag].kind for tag in owner.values()]
    assert kinds == ["P", "P", "P"] and len(set(owner.values())) == 3
    assert len({setter.tree.tags[tag].parent for tag in owner.values()}) == 1


def test_a_group_with_fewer_cards_leaves_its_places_empty(setter: Setter) -> None:
    groups = (
        nodes.CardGroup("甲", (card("1"),)),
        nodes.CardGroup("乙", (card("2"), card("3"))),
        nodes.CardGroup("丙", (card("4"), card("5"))),
    )
    (items,) = page(setter, *groups)
    found = texts(items)
    assert found["1"].y == found["2"].y < found["3"].y and found["2"].x == found["3"].x > found["1"].x


def test_groups_without_cards_are_titles_alone(setter: Setter) -> None:
    (items,) = page(setter, nodes.CardGroup("甲", ()))
    assert list(texts(items)) == ["甲"]


def test_a_strip_is_set_at_three_quarters_of_the_page_of_key_figures(setter: Setter) -> None:
    number = setter.sheet.style("key_number")
    (strip,) = strips(setter, card("7"))
    (band,) = page(setter, nodes.CardGroup("甲", (card("7"),)))
    assert texts(band)["7"].size == number.size
    assert texts(strip)["7"].size == round(number.size * 10 / 13)  # 20 points for 26


def test_the_title_of_a_group_stands_above_its_first_strip_only(setter: Setter) -> None:
    head = setter.sheet.style("key_title")
    cards = tuple(card(str(i)) for i in range(5))
    titled = nodes.KeyFigures((nodes.CardGroup("组", cards, titled=True),))
    first, second = key_figures(titled, setter, WIDTH)
    plain, _ = key_figures(nodes.KeyFigures((nodes.CardGroup("组", cards),)), setter, WIDTH)
    assert [list(texts(list(box.draw(0, 0)))) for box in (first, second)] == [["组", "0", "1", "2"], ["3", "4"]]
    with_title, without = texts(list(first.draw(0, 0))), texts(list(plain.draw(0, 0)))
    grid = setter.sheet.body.leading
    assert 0 < first.height - plain.height <= -(-head.leading // grid) * grid
    assert with_title["组"].x == 0 and with_title["组"].y < with_title["0"].y
    assert with_title["0"].x == without["0"].x and first.anchors == plain.anchors
