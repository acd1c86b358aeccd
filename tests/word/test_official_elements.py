"""Elements of official documents in Word: where spacing, frames and indents put them, beside the plan of our pages (GB/T
9704-2012)."""

from __future__ import annotations

from typing import Any

import pytest

from jzdocs.errors import NOWHERE
from jzdocs.layout.official_frame import Frame
from jzdocs.layout.official_head import HeadPlan, head_plan
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import mm, pt, to_pt, to_twips
from jzdocs.word.anchors import Anchors
from jzdocs.word.official import attachment, official
from jzdocs.word.official_head import letter_footer
from jzdocs.word.ooxml import W
from word_elements import number, official_sheet, text, value

ISSUER = "晋中市人民政府"


@pytest.fixture(scope="module")
def gongwen() -> Stylesheet:
    """The stylesheet of official documents."""
    return official_sheet()


def elements(sheet: Stylesheet, part: str, form: str = "file", **front: Any) -> list[Any]:
    meta = nodes.Meta(
        title="题",
        date=front.pop("date", "2025-11-20"),
        issuer=front.pop("issuer", (ISSUER,)),
        official=nodes.Official(**front),
    )
    block = nodes.OfficialPart(part, form)  # type: ignore[arg-type]
    return official(block, (meta, NOWHERE), Setter(sheet, Faces(sheet)), Anchors({}, {}))


def lengths(sheet: Stylesheet) -> tuple[int, int, int]:
    """A line, an em and the measure (twips)."""
    return to_twips(sheet.body.leading), to_twips(sheet.body.size), to_twips(sheet.page.measure)


def head(sheet: Stylesheet, form: str = "file", **front: Any) -> tuple[list[Any], HeadPlan]:
    """The elements of a head, and the plan of our own pages."""
    meta = nodes.Meta(
        title="题",
        date=front.pop("date", "2025-11-20"),
        issuer=front.pop("issuer", (ISSUER,)),
        official=nodes.Official(**front),
    )
    setter = Setter(sheet, Faces(sheet))
    found = official(nodes.OfficialPart("head", form), (meta, NOWHERE), setter, Anchors({}, {}))  # type: ignore[arg-type]
    return found, head_plan(Frame(meta, setter, sheet.page.measure), form)


def baselines(sheet: Stylesheet, found: list[Any]) -> tuple[list[float], float]:
    """The baselines of paragraphs below one another, at four fifths of their fixed lines, and where they end (EMU)."""
    y, out = 0, []
    for paragraph in found:
        spacing = {name: value(paragraph, "pPr/spacing", name) for name in ("before", "after", "line")}
        style = "red_head" if value(paragraph, "pPr/pStyle") == "RedHead" else "label"
        line = int(spacing["line"] or to_twips(sheet.style(style).leading))
        if value(paragraph, "pPr/pStyle") == "SectionEnd":
            line = 20
        y += int(spacing["before"] or 0)
        out.append(635 * (y + 0.8 * line))
        y += line + int(spacing["after"] or 0)
        if space := value(paragraph, "pPr/pBdr/bottom", "space"):
            y += 20 * int(space) + 30
    return out, 635 * y


TENTH = mm(0.1)


def test_the_red_head_stands_35_mm_below_the_edge_whatever_is_above_it(gongwen: Stylesheet) -> None:
    for front in ({}, {"copy": "000001", "secrecy": "机密★1年"}):
        found, plan = head(gongwen, **front)
        *marks, red, rule = found
        assert text(red) == f"{ISSUER}文件" and value(red, "r/rPr/sz") is None
        assert [value(p, "pPr/pStyle") for p in marks] == ["OfficialText", "OfficialLabel"][: len(front)]
        places, end = baselines(gongwen, found)
        assert places[-2] == pytest.approx(plan.names[0].baseline, abs=TENTH)
        assert places[:-2] == pytest.approx(list(plan.marks), abs=TENTH)
        assert value(rule, "pPr/pBdr/bottom", "sz") == "12"
        assert end + round(0.8 * gongwen.body.leading) == pytest.approx(plan.end, abs=TENTH)


def test_a_red_head_too_long_for_the_measure_is_made_smaller(gongwen: Stylesheet) -> None:
    long = "晋" * 20
    (red, _), plan = head(gongwen, head=(long,))
    assert text(red) == long
    assert number(red, "r/rPr/sz") == plan.names[0].size / pt(0.5) <= to_pt(gongwen.page.measure) / 20 * 2
    (minutes, *_), _ = head(gongwen, "minutes")
    assert text(minutes) == f"{ISSUER}会议纪要"


def test_joint_issuers_stand_beside_the_word_file(gongwen: Stylesheet) -> None:
    issuers = ("晋中市人民政府", "晋中市统计局")
    (before, table, _), plan = head(gongwen, issuer=issuers)
    side = to_twips(gongwen.style("red_head").size * 2.3)
    columns = [int(column.get(f"{{{W}}}w")) for column in table.iter(f"{{{W}}}gridCol")]
    assert sum(columns) == to_twips(plan.width) + side <= to_twips(gongwen.page.measure)
    size = plan.names[0].size
    assert columns[0] > to_twips(7 * size)  # in a font that is an em wide the longest name has room
    rows = table.findall(f"{{{W}}}tr")
    assert [[text(cell) for cell in row.iter(f"{{{W}}}tc")] for row in rows] == [[issuers[0], "文件"], [issuers[1], ""]]
    merges = [value(row.findall(f"{{{W}}}tc")[1], "tcPr/vMerge") for row in rows]
    assert merges == ["restart", "continue"]
    pitches = {number(row.find(f"{{{W}}}tc"), "p/pPr/spacing", "line") for row in rows}
    assert pitches == {to_twips(plan.names[1].baseline - plan.names[0].baseline)}
    first = number(before, "pPr/spacing", "line") + 0.8 * pitches.pop()
    assert 635 * first == pytest.approx(plan.names[0].baseline, abs=TENTH)
    spread = rows[1].find(f"{{{W}}}tc/{{{W}}}p/{{{W}}}r/{{{W}}}rPr/{{{W}}}spacing")
    assert 6 * to_twips(size) + 5 * int(spread.get(f"{{{W}}}val")) == pytest.approx(to_twips(plan.width), abs=6)


@pytest.mark.parametrize(
    ("signers", "lines"),
    [
        ((), ["市政发〔2025〕12号"]),
        (("张三",), ["\t市政发〔2025〕12号\t签发人：张三"]),
        (("张三", "李四"), ["\t市政发〔2025〕12号\t签发人：张三\t李四"]),
        (("张三", "李四", "王五"), ["\t\t签发人：张三\t李四", "\t市政发〔2025〕12号\t王五"]),
    ],
)
def test_number_and_signers_stand_above_the_red_rule(
    gongwen: Stylesheet, signers: tuple[str, ...], lines: list[str]
) -> None:
    _, em, measure = lengths(gongwen)
    whole, plan = head(gongwen, number="市政发〔2025〕12号", signers=signers)
    found = whole[1:]
    assert [text(p) for p in found] == lines
    places, end = baselines(gongwen, whole)
    assert places[1:] == pytest.approx(list(plan.rows), abs=TENTH)
    assert end + round(0.8 * gongwen.body.leading) == pytest.approx(plan.end, abs=TENTH)
    assert [value(p, "pPr/pBdr/bottom", "sz") for p in found] == [*[None] * (len(found) - 1), "12"]
    below = number(found[-1], "pPr/spacing", "line") * 0.2 + 20 * number(found[-1], "pPr/pBdr/bottom", "space")
    assert places[-1] + 635 * below == pytest.approx(plan.rules[0].top, abs=TENTH)
    stops = [[int(s.get(f"{{{W}}}pos")) for s in p.iter(f"{{{W}}}tab") if s.get(f"{{{W}}}pos")] for p in found]
    left = measure - em - 2 * em * len(signers[:2]) - em * (len(signers) > 1)  # of the first name, below it the third
    label = [em, left - 4 * em, *([left + 3 * em] if len(signers) > 1 else [])]
    assert stops == [label if signers else [], *([[em, left, left + 3 * em]] if len(signers) > 2 else [])]
    assert value(found[0], "pPr/jc") == ("left" if signers else "center")


def test_minutes_say_above_the_rule_who_issues_them_and_an_order_has_no_rule(gongwen: Stylesheet) -> None:
    whole, plan = head(gongwen, "minutes", number="第12期", signoff="none")
    assert text(whole[-1]) == f"\t{ISSUER}\t2025年11月20日"
    places, end = baselines(gongwen, whole)
    assert places[1:] == pytest.approx(list(plan.rows), abs=TENTH)
    assert end + round(0.8 * gongwen.body.leading) == pytest.approx(plan.end, abs=TENTH)
    whole, plan = head(gongwen, "order", number="第12号")
    assert [value(p, "pPr/pBdr/bottom", "sz") for p in whole] == [None, None]
    places, end = baselines(gongwen, whole)
    assert places == pytest.approx([plan.names[0].baseline, *plan.rows], abs=TENTH)
    assert end + round(0.8 * gongwen.body.leading) == pytest.approx(plan.end, abs=TENTH)


def test_a_letters_head_stands_30_mm_below_the_edge_of_the_paper(gongwen: Stylesheet) -> None:
    line, _, measure = lengths(gongwen)
    found, plan = head(gongwen, "letter", number="市函〔2025〕1号", copy="000001", urgency="特急")
    red, *rules, copy, last = found
    height = to_twips(gongwen.style("red_head").leading)
    assert text(red) == ISSUER and number(red, "pPr/framePr", "w") == measure
    baseline = number(red, "pPr/framePr", "y") + 0.8 * height - to_twips(gongwen.page.top)
    assert 635 * baseline == pytest.approx(plan.names[0].baseline, abs=TENTH)
    assert [number(p, "pPr/framePr", "y") for p in rules] == [
        to_twips(gongwen.page.top + rule.top) for rule in plan.rules[:2]
    ]
    assert [value(p, "pPr/pBdr/top", "sz") for p in rules] == ["18", "6"]  # thick above thin
    assert {number(p, "pPr/framePr", "w") for p in rules} == {to_twips(mm(170))}
    assert (text(copy), text(last)) == ("000001\t市函〔2025〕1号", "特急")
    assert [value(p, "pPr/pStyle") for p in (copy, last)] == ["OfficialText", "OfficialLabel"]
    places, end = baselines(gongwen, [copy, last])
    assert places == pytest.approx(list(plan.marks), abs=TENTH)
    assert end + round(0.8 * gongwen.body.leading) == pytest.approx(plan.end, abs=TENTH)
    assert number(copy, "pPr/tabs/tab", "pos") == measure and line
    *_, alone = elements(gongwen, "head", "letter", number="市函〔2025〕1号")
    assert text(alone) == "\t市函〔2025〕1号"
    two = elements(gongwen, "head", "letter", issuer=(ISSUER, "晋中市统计局"))[:2]
    assert [number(p, "pPr/framePr", "w") for p in two] == [measure] * 2


def test_a_letters_first_page_ends_with_a_double_rule(gongwen: Stylesheet) -> None:
    thin, thick, _ = letter_footer(gongwen)
    frame = {name: number(thin, "pPr/framePr", name) for name in ("x", "y", "w", "h")}
    assert frame == {"x": to_twips(mm(20)), "y": to_twips(mm(277)), "w": to_twips(mm(170)), "h": 20}
    assert [value(rule, "pPr/pBdr/top", "sz") for rule in (thin, thick)] == ["6", "18"]
    assert number(thick, "pPr/framePr", "y") == to_twips(mm(277) + pt(0.75) + pt(1.1))
    assert {value(rule, "pPr/pBdr/top", "color") for rule in (thin, thick)} == {gongwen.style("red_head").color}


def test_lists_of_attachments_and_of_people_hang_behind_their_labels(gongwen: Stylesheet) -> None:
    line, em, measure = lengths(gongwen)
    found = elements(gongwen, "attachments", attachments=("目录。", "名单"))
    assert [text(p) for p in found] == ["附件：1.\t目录", "2.\t名单"]
    grid = measure / 28
    assert [number(p, "pPr/ind", "left") for p in found] == [round(6 * grid)] * 2
    assert [number(p, "pPr/tabs/tab", "pos") for p in found] == [round(6 * grid)] * 2
    firsts = [number(p, "pPr/ind", "left") - number(p, "pPr/ind", "hanging") for p in found]
    assert firsts == [2 * em, pytest.approx(5 * grid, abs=1)]
    assert [number(p, "pPr/spacing", "before") for p in found] == [line, 0]
    (single,) = elements(gongwen, "attachments", attachments=("目录",))
    assert text(single) == "附件：目录"
    present, absent = elements(gongwen, "attendance", present=("张三", "李四"), absent=("王五",))
    assert [text(p) for p in (present, absent)] == ["出席：张三、李四", "请假：王五"]
    assert [run.find(f"{{{W}}}rPr") is not None for run in present.iter(f"{{{W}}}r")] == [True, False]
    assert elements(gongwen, "attendance") == elements(gongwen, "attachments") == elements(gongwen, "addressees") == []


def natural(sheet: Stylesheet, words: str) -> int:
    """How wide a line of text is on our pages (twips)."""
    setter = Setter(sheet, Faces(sheet))
    frame = Frame(nodes.Meta(), setter, sheet.page.measure)
    return to_twips(frame.line(words, frame.body, -1).width)


def test_names_and_date_stand_two_ems_from_the_edge_and_under_a_seal_in_the_middle(gongwen: Stylesheet) -> None:
    line, em, measure = lengths(gongwen)
    date = "2025年11月20日"
    name, day = elements(gongwen, "signature")
    assert (text(name), text(day)) == (ISSUER, date)
    # the date is longer than two ems less than the name: it ends where names do, and the name begins further left
    assert number(day, "pPr/ind", "right") == 2 * em and value(day, "pPr/jc") == "right"
    assert number(name, "pPr/ind", "left") == measure - 4 * em - natural(gongwen, date)
    assert number(name, "pPr/spacing", "before") == line and number(day, "pPr/spacing", "before") == 0
    assert name.find(f"{{{W}}}pPr/{{{W}}}keepNext") is not None and day.find(f"{{{W}}}pPr/{{{W}}}keepNext") is None
    office = "晋中市城市管理综合行政执法局办公室"
    name, day = elements(gongwen, "signature", issuer=(office,))
    start = measure - 2 * em - natural(gongwen, office)
    assert [number(p, "pPr/ind", "left") for p in (name, day)] == [start, start + 2 * em]
    name, day = elements(gongwen, "signature", seal=True)
    right = 4 * to_twips(gongwen.page.measure // gongwen.page.characters)  # as on our pages
    assert number(day, "pPr/ind", "right") == pytest.approx(right, abs=2) and value(day, "pPr/jc") == "right"
    middle = measure - right - natural(gongwen, date) // 2
    assert number(name, "pPr/ind", "left") == pytest.approx(middle - natural(gongwen, ISSUER) // 2, abs=3)
    assert number(name, "pPr/spacing", "before") == 2 * line
    (only,) = elements(gongwen, "signature", issuer=())
    assert number(only, "pPr/ind", "right") == 2 * em
    (named, remark) = elements(gongwen, "signature", date="", remark=("此件公开发布",))
    assert number(named, "pPr/ind", "left") == measure - 2 * em - natural(gongwen, ISSUER)
    assert text(remark) == "（此件公开发布）" and number(remark, "pPr/ind", "firstLine") == 2 * em
    (long, _) = elements(gongwen, "signature", issuer=("晋" * 60,))
    assert number(long, "pPr/ind", "left") == 0


def test_a_person_signs_four_ems_from_the_edge_and_a_line_above_the_date(gongwen: Stylesheet) -> None:
    line, em, _ = lengths(gongwen)
    person, day = elements(gongwen, "signature", signatory=("市长　张三",))
    assert [text(p) for p in (person, day)] == ["市长　张三", "2025年11月20日"]
    assert [number(p, "pPr/ind", "right") for p in (person, day)] == [4 * em] * 2
    assert [number(p, "pPr/spacing", "before") for p in (person, day)] == [2 * line, line]
    post, between, name = person.iter(f"{{{W}}}r")
    assert value(name, "rPr/rStyle") == "SignerChar" and value(post, "rPr/rStyle") is None
    assert number(between, "rPr/spacing") == pytest.approx(em, abs=2)  # with the blank itself two ems


def test_the_record_of_copies_ends_at_the_foot_of_the_type_area(gongwen: Stylesheet) -> None:
    _, _, measure = lengths(gongwen)
    style, page = gongwen.style("colophon"), gongwen.page
    em, line = to_twips(style.size), to_twips(style.leading)
    bottom = to_twips(page.top + page.lines * gongwen.body.leading)
    *found, end = elements(gongwen, "colophon", cc=("甲" * 40, "乙"), printed_by="晋中市人民政府办公室")
    top, copies, middle, printed, foot = found
    assert text(copies) == f"抄送：{'甲' * 40}、乙。" and text(printed) == "晋中市人民政府办公室\t2025年11月20日印发"
    ys = [number(p, "pPr/framePr", "y") for p in (top, middle, foot)]
    # the last rule, 0.35 mm thick, ends with the type area; a thin one has its middle between two rows
    assert ys == pytest.approx([bottom - 3 * line, bottom - line - 7, bottom - 20], abs=1)
    raised = 0.8 * line - to_twips((style.leading - style.size) // 2 + round(0.88 * style.size))
    texts = [number(p, "pPr/framePr", "y") for p in (copies, printed)]
    assert texts == pytest.approx([bottom - 3 * line - raised, bottom - line - raised], abs=1)
    assert {number(p, "pPr/framePr", "x") for p in found} == {to_twips(page.outer)}  # of an even page
    assert [value(p, "pPr/pBdr/top", "sz") for p in (top, middle, foot)] == ["8", "6", "8"]
    assert [number(copies, "pPr/ind", side) for side in ("left", "right", "hanging")] == [4 * em, em, 3 * em]
    assert number(printed, "pPr/tabs/tab", "pos") == measure - em and number(printed, "pPr/ind", "left") == em
    assert text(end) == ""
    alone = elements(gongwen, "colophon", issuer=(), date="", cc=("甲",))
    assert [text(p) for p in alone] == ["", "抄送：甲。", "", ""]
    assert [value(p, "pPr/pBdr/top", "sz") for p in alone] == ["8", None, "8", None]
    assert elements(gongwen, "colophon", issuer=(), date="") == []
    plain, end = elements(gongwen, "colophon", "letter", cc=("甲",))
    assert (text(plain), text(end)) == ("抄送：甲。", "")
    assert number(plain, "pPr/framePr", "y") == pytest.approx(bottom - line - raised, abs=1)
    assert elements(gongwen, "colophon", "letter") == []


def test_an_attachment_begins_a_page(gongwen: Stylesheet) -> None:
    line, _, _ = lengths(gongwen)
    label, title = attachment(nodes.Attachment("名单和表", "2"), ["名单", "和表"], gongwen, Anchors({}, {}))
    assert (text(label), text(title)) == ("附件2", "名单和表")
    assert len(title.findall(f"{{{W}}}r/{{{W}}}br")) == 1
    assert label.find(f"{{{W}}}pPr/{{{W}}}pageBreakBefore") is not None
    assert [number(p, "pPr/spacing", "after") for p in (label, title)] == [line, line]
