"""Elements of official documents in the PDF: where each stands, to the EMU (GB/T 9704-2012)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from jzdocs.frames import ARTIFACT, Item, Mark, Rule, TextRun
from jzdocs.layout.boxes import Box
from jzdocs.layout.measure import Span
from jzdocs.layout.official import attachment_boxes, official_boxes
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.resources import resource_root
from jzdocs.source.template import find_template
from jzdocs.style.faces import Faces
from jzdocs.style.load import build_sheet
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import mm, pt

ISSUER = "晋中市人民政府"


@pytest.fixture(scope="module")
def setter() -> Setter:
    """What official documents are set with."""
    root = resource_root()
    template = find_template("gongwen", [root / "templates"])
    sheet: Stylesheet = build_sheet(template.styles, [*template.folders, root])
    return Setter(sheet, Faces(sheet))


def boxes(setter: Setter, part: str, form: str = "file", **front: Any) -> list[Box]:
    meta = nodes.Meta(
        title="题",
        date=front.pop("date", "2025-11-20"),
        issuer=front.pop("issuer", (ISSUER,)),
        official=nodes.Official(**front),
    )
    width = setter.sheet.page.measure
    return list(official_boxes(nodes.OfficialPart(part, form), meta, setter, width))  # type: ignore[arg-type]


def drawn(box: Box, x: int = 0, y: int = 0) -> list[Item]:
    return list(box.draw(x, y))


def lines(items: list[Item]) -> dict[str, tuple[int, int]]:
    """The text of each line with its left end and its baseline: runs of an element that stand on a line are joined."""
    out: dict[str, tuple[int, int]] = {}
    text, place, tag = "", (0, 0), -1
    for item in items:
        if isinstance(item, Mark):
            if item.tag != tag and text:
                out[text], text = place, ""
            tag = item.tag
        if isinstance(item, TextRun):
            if text and item.y != place[1]:
                out[text], text = place, ""
            place = place if text else (item.x, item.y)
            text += item.text
    return out | ({text: place} if text else {})


def runs(items: list[Item]) -> dict[str, tuple[int, int]]:
    """The text of each run with its left end and its baseline."""
    return {item.text: (item.x, item.y) for item in items if isinstance(item, TextRun)}


def measures(setter: Setter) -> tuple[int, int, int, int]:
    """The measure, an em of the grid, the distance of lines and the depth of a baseline (EMU)."""
    sheet = setter.sheet
    em = sheet.page.measure // sheet.page.characters
    return sheet.page.measure, em, sheet.body.leading, setter.baseline(sheet.body, sheet.body.leading)


def width_of(setter: Setter, text: str) -> int:
    body = setter.sheet.body
    key = setter.faces.key(body.font, body.bold)
    return round(setter.measure([Span(text, key, body.size, "000000")], body.size).reach[-1] * body.size / 1000)


# --- signature


@pytest.mark.parametrize("issuer", [ISSUER, "晋中市城市管理综合行政执法局办公室"])
def test_without_a_seal_the_date_begins_two_characters_behind_the_name(setter: Setter, issuer: str) -> None:
    width, em, grid, base = measures(setter)
    blank, name, date = boxes(setter, "signature", issuer=(issuer,))
    day = width_of(setter, "2025年11月20日")
    start = min(width - 2 * em - width_of(setter, issuer), width - 2 * em - day - 2 * em)
    ((_, (x, y)),) = lines(drawn(name)).items()
    ((text, (second, _)),) = lines(drawn(date)).items()
    assert (x, y) == (pytest.approx(start, abs=2), base) and second == pytest.approx(start + 2 * em, abs=2)
    assert text == "2025年11月20日"
    assert [box.height for box in (blank, name, date)] == [grid] * 3
    assert [box.glued for box in (blank, name, date)] == [True, True, False]


def test_without_names_the_date_ends_two_characters_from_the_edge(setter: Setter) -> None:
    width, em, _, _ = measures(setter)
    _, date = boxes(setter, "signature", issuer=())
    ((_, (x, _)),) = lines(drawn(date)).items()
    assert x == pytest.approx(width - 2 * em - width_of(setter, "2025年11月20日"), abs=2)
    _, name = boxes(setter, "signature", date="")
    ((_, (x, _)),) = lines(drawn(name)).items()
    assert x == pytest.approx(width - 2 * em - width_of(setter, ISSUER), abs=2)
    assert boxes(setter, "signature", issuer=(), date="") == []


def test_a_sealed_name_stands_in_the_middle_above_its_date(setter: Setter) -> None:
    width, em, grid, _ = measures(setter)
    blank, name, date = boxes(setter, "signature", seal=True)
    day = width_of(setter, "2025年11月20日")
    right = width - 4 * em
    ((_, (x, _)),) = lines(drawn(name)).items()
    ((_, (second, _)),) = lines(drawn(date)).items()
    assert second == pytest.approx(right - day, abs=2)
    assert x == pytest.approx(right - day // 2 - width_of(setter, ISSUER) // 2, abs=2)
    assert blank.height == 2 * grid
    long = "晋中市城市管理综合行政执法局与住房和城乡建设局联合办公室"[:24]
    _, name, _ = boxes(setter, "signature", seal=True, issuer=(long,))
    ((_, (x, _)),) = lines(drawn(name)).items()
    assert x == pytest.approx(width - width_of(setter, long), abs=2)  # it ends at the edge at most
    _, alone = boxes(setter, "signature", seal=True, date="")
    ((_, (x, _)),) = lines(drawn(alone)).items()
    assert x == pytest.approx(right - width_of(setter, ISSUER), abs=4)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_several_sealed_names_stand_in_rows_of_three(setter: Setter, count: int) -> None:
    width, em, grid, _ = measures(setter)
    names = ("甲甲局", "乙乙局", "丙丙局", "丁丁局", "戊戊局")[:count]
    _, *rows, date = boxes(setter, "signature", seal=True, issuer=names)
    found = [lines(drawn(row)) for row in rows]
    ((day, (start, _)),) = lines(drawn(date)).items()
    middle = start + width_of(setter, day) // 2
    assert middle == pytest.approx(width - 4 * em - width_of(setter, day) // 2, abs=2)
    assert [list(row) for row in found] == [list(names[i : i + 3]) for i in range(0, count, 3)]
    for row in found[:-1]:
        share = width // len(row)
        for index, (name, (x, _)) in enumerate(row.items()):
            assert x == pytest.approx(index * share + (share - width_of(setter, name)) // 2, abs=2)
    middles = [x + width_of(setter, name) // 2 for name, (x, _) in found[-1].items()]
    assert middles[-1] == pytest.approx(middle, abs=2)  # the last is sealed together with the date
    apart = [b - a for a, b in pairwise(middles)]
    assert all(mm(43) <= distance <= width // len(middles) for distance in apart) and middles[0] >= mm(21)
    assert all(row.height == (5 * grid if index < len(rows) - 1 else grid) for index, row in enumerate(rows))


def test_a_remark_stands_two_characters_in(setter: Setter) -> None:
    width, em, _, base = measures(setter)
    *_, remark = boxes(setter, "signature", remark=("此件公开发布",))
    ((text, (x, y)),) = lines(drawn(remark)).items()
    assert text == "（此件公开发布）" and y == base
    assert abs(x - 2 * em) <= setter.sheet.body.size // 2 and not remark.glued
    *_, first, second = boxes(setter, "signature", remark=("此件" * 20,))
    assert lines(drawn(second)) and first.height == second.height
    assert sum(run.text.count("此") for run in drawn(first) if isinstance(run, TextRun)) <= (width - 2 * em) // em // 2


# --- head


def test_number_and_signers_stand_below_the_red_head(setter: Setter) -> None:
    width, em, grid, _ = measures(setter)
    number = "市政发〔2025〕12号"
    plain = lines(drawn(boxes(setter, "head", number=number)[0]))
    assert plain[number][0] == pytest.approx((width - width_of(setter, number)) // 2, abs=2)
    items = drawn(boxes(setter, "head", number=number, signers=("张三丰", "李四", "王五"))[0])
    signed = lines(items) | runs(items)
    assert signed[number][0] == pytest.approx(em, abs=2)
    assert signed[number][1] - signed["签发人："][1] == grid  # on the line of the last signer
    assert signed["王五"][1] == signed[number][1] and signed["张三丰"][1] == signed["李四"][1]
    widest = width_of(setter, "张三丰")
    left = width - em - 2 * widest - em
    assert signed["张三丰"][0] == signed["王五"][0] == pytest.approx(left, abs=40_000)
    assert signed["李四"][0] - signed["张三丰"][0] == pytest.approx(widest + em, abs=40_000)
    label = width_of(setter, "签发人：") + setter.sheet.body.size // 2
    assert signed["张三丰"][0] - signed["签发人："][0] == pytest.approx(label, abs=2)


def test_the_red_rule_stands_four_millimetres_below_the_number(setter: Setter) -> None:
    width, _, grid, _ = measures(setter)
    for signers in ((), ("张三", "李四", "王五")):
        (box,) = boxes(setter, "head", number="甲〔1〕号", signers=signers)
        items = drawn(box, pt(3), pt(5))
        (rule,) = (item for item in items if isinstance(item, Rule))
        body = setter.sheet.body
        depth = max(-setter.faces[body.font].ink[char][1] for char in "甲〔〕号")  # type: ignore[index]
        foot = lines(items)["甲〔1〕号"][1] + round(depth * body.size / 1000)
        assert rule.y1 == rule.y2 == pytest.approx(foot + mm(4) + rule.width // 2, abs=2)
        # two lines to the line of the title, whose characters stand in its middle
        title = setter.sheet.style("title")
        baseline = pt(5) + box.height + setter.baseline(title, grid)
        middle = (grid - title.size) // 2 + round(title.size * 0.88)
        assert baseline - middle == pytest.approx(rule.y1 + rule.width // 2 + 2 * grid, abs=2)
        assert (rule.x1, rule.x2) == (pt(3), pt(3) + width)
        assert rule.color == setter.sheet.style("red_head").color
        assert box.glued


def test_the_ink_of_the_red_head_begins_35_millimetres_below_the_edge(setter: Setter) -> None:
    (box,) = boxes(setter, "head")
    run = next(item for item in drawn(box) if isinstance(item, TextRun))
    face = setter.faces[run.face]
    tops = [face.font.get_glyph_extents(face.glyph(char)).y_bearing / face.upem for char in run.text]
    assert run.y - max(tops) * run.size == pytest.approx(mm(35), abs=pt(0.1))
    width = face.width(run.text) * run.size / 1000
    assert run.x == pytest.approx((setter.sheet.page.measure - width) / 2, abs=pt(0.1))
    assert run.spacing == 0


def test_a_red_head_too_long_is_set_smaller_and_joint_names_are_spread(setter: Setter) -> None:
    measure = setter.sheet.page.measure
    style = setter.sheet.style("red_head")
    (box,) = boxes(setter, "head", head=("晋" * 20,))
    run = next(item for item in drawn(box) if isinstance(item, TextRun))
    assert 0 <= measure / 20 - run.size < pt(0.5) and run.size < style.size  # in half points, as Word has them
    (box,) = boxes(setter, "head", issuer=("晋中市人民政府", "晋中市统计局", "晋城"))
    first, second, third, beside = [item for item in drawn(box) if isinstance(item, TextRun)][:4]
    assert beside.text == "文件" and beside.size == style.size
    assert first.x == second.x == third.x and first.size == second.size == third.size
    pitch = second.y - first.y
    assert third.y - second.y == pitch == round(first.size * 1.3) and beside.y == first.y + pitch
    face = setter.faces[first.face]
    widest = face.width(first.text) * first.size / 1000
    for run in (second, third):
        spread = face.width(run.text) * run.size / 1000 + run.spacing * (len(run.text) - 1) * run.size / 1000
        assert spread == pytest.approx(widest, abs=pt(0.1))
    assert first.spacing == 0
    assert beside.x == pytest.approx(first.x + widest + style.size * 0.3, abs=pt(0.1))
    whole = widest + round(2 * style.size * 1.15)
    assert first.x == pytest.approx((measure - whole) / 2, abs=pt(0.1))


def test_a_letter_has_double_rules_of_170_millimetres(setter: Setter) -> None:
    page = setter.sheet.page
    (box,) = boxes(setter, "head", "letter", number="市函〔2025〕1号", copy="000001", urgency="特急")
    items = drawn(box)
    rules = [item for item in items if isinstance(item, Rule)]
    left = (page.size.width - mm(170)) // 2 - page.inner  # in the middle of the paper
    assert {(rule.x1, rule.x2 - rule.x1) for rule in rules} == {(left, mm(170))}
    assert [rule.width for rule in rules] == [pt(2.25), pt(0.75), pt(0.75), pt(2.25)]
    assert [b.y1 - a.y1 for a, b in (rules[:2], rules[2:])] == [pt(2.6)] * 2
    assert rules[2].y1 - rules[2].width // 2 == page.size.height - mm(20) - page.top
    found = lines(items)
    _, _, grid, _ = measures(setter)
    assert found["000001"][0] == 0 and found["特急"][1] - found["000001"][1] == pytest.approx(grid, abs=pt(1))
    number = "市函〔2025〕1号"
    assert found[number][0] == pytest.approx(page.measure - width_of(setter, number), abs=2)
    assert found[number][1] == pytest.approx(found["000001"][1], abs=pt(0.2))
    assert box.bare


# --- the rest


def test_names_hang_behind_their_labels(setter: Setter) -> None:
    _, em, grid, _ = measures(setter)
    blank, first, second = boxes(setter, "attachments", attachments=("目录。", "名单"))
    found = [runs(drawn(box)) for box in (first, second)]
    assert [list(row) for row in found] == [["附件：", "1.", "目录"], ["2.", "名单"]]
    assert found[0]["附件："][0] == pytest.approx(2 * em, abs=2)
    assert found[0]["1."][0] == found[1]["2."][0] == pytest.approx(5 * em, abs=2)
    assert found[0]["目录"][0] == found[1]["名单"][0] == pytest.approx(6 * em, abs=2)
    _, single = boxes(setter, "attachments", attachments=("目录",))
    assert runs(drawn(single))["目录"][0] == pytest.approx(5 * em, abs=2)
    _, *many = boxes(setter, "attachments", attachments=("甲",) * 10)
    assert all(runs(drawn(box))["甲"][0] == pytest.approx(6.5 * em, abs=2) for box in many)
    assert blank.glued and [box.height for box in (blank, first, second)] == [grid] * 3
    _, present, more, *_ = boxes(setter, "attendance", present=("张三丰、" * 30,))
    row, goes_on = runs(drawn(present)), runs(drawn(more))
    name = next(text for text in row if text.startswith("张三丰"))
    assert row[name][0] == next(iter(goes_on.values()))[0]
    label = width_of(setter, "出席：") + setter.sheet.body.size // 2
    assert row[name][0] - row["出席："][0] == pytest.approx(label, abs=pt(1))
    assert boxes(setter, "attachments") == boxes(setter, "attendance") == boxes(setter, "addressees") == []


def test_addressees_stand_flush_left_and_stay_with_the_text(setter: Setter) -> None:
    _, _, grid, base = measures(setter)
    (box,) = boxes(setter, "addressees", to=("各县（区、市）政府", "市直各部门"))
    ((text, place),) = lines(drawn(box)).items()
    assert (text, place) == ("各县（区、市）政府、市直各部门：", (0, base))
    assert box.glued and box.height == grid


def test_the_record_of_copies_has_thick_rules_around_and_thin_ones_between(setter: Setter) -> None:
    width, _, _, _ = measures(setter)
    style = setter.sheet.style("colophon")
    (box,) = boxes(setter, "colophon", cc=("甲" * 40, "乙"), printed_by="市政府办公室")
    items = drawn(box, pt(3), pt(7))
    rules = [item for item in items if isinstance(item, Rule)]
    assert sorted((rule.y1 - pt(7), rule.width) for rule in rules) == [
        (6300, 12_600),
        (2 * style.leading, 9000),
        (box.height - 6300, 12_600),
    ]
    assert {(rule.x1, rule.x2, rule.color) for rule in rules} == {(pt(3), pt(3) + width, "000000")}
    assert box.height == 3 * style.leading and box.foot == "even"
    found = lines(items) | runs(items)
    base = setter.baseline(style, style.leading)
    assert found["抄送："] == (pytest.approx(pt(3) + style.size, abs=2), pt(7) + base)
    assert found["市政府办公室"] == (pytest.approx(pt(3) + style.size, abs=2), pt(7) + 2 * style.leading + base)
    when = found["2025年11月20日印发"]
    key = setter.faces.key(style.font, style.bold)
    taken = setter.measure([Span("2025年11月20日印发", key, style.size, "000000")], style.size).reach[-1]
    assert when[0] == pytest.approx(pt(3) + width - style.size - taken * style.size / 1000, abs=2)
    copies = [place for text, place in found.items() if text.startswith("甲") or text.endswith("乙。")]
    assert len({x for x, _ in copies}) == 1
    assert sorted(y for _, y in copies) == [pt(7) + base, pt(7) + base + style.leading]
    assert all(mark == Mark(ARTIFACT) for mark, rule in pairwise(items) if isinstance(rule, Rule))


@pytest.mark.parametrize(
    ("front", "form", "rules", "foot"),
    [
        ({"cc": ("甲",), "issuer": (), "date": ""}, "file", 2, "even"),
        ({"issuer": (ISSUER,)}, "file", 2, "even"),
        ({"cc": ("甲",)}, "letter", 0, "page"),
        ({}, "letter", None, None),
        ({"issuer": (), "date": ""}, "file", None, None),
    ],
)
def test_a_record_of_copies_of_one_row(
    setter: Setter, front: dict[str, Any], form: str, rules: int | None, foot: str | None
) -> None:
    found = boxes(setter, "colophon", form, **front)
    if rules is None:
        assert found == []
        return
    (box,) = found
    assert sum(isinstance(item, Rule) for item in drawn(box)) == rules and box.foot == foot
    assert box.height == setter.sheet.style("colophon").leading


def test_an_attachment_begins_a_page_with_its_label(setter: Setter) -> None:
    label, *rest = attachment_boxes(nodes.Attachment("名单", "2"), setter, setter.sheet.page.measure)
    assert label.new_page and list(lines(drawn(label))) == ["附件2"]
    texts = [text for box in rest for text in lines(drawn(box))]
    assert texts == ["名单"] and all(box.glued for box in (label, *rest)) and not any(box.new_page for box in rest)
