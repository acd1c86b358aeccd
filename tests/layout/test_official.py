"""Official documents (GB/T 9704-2012): positions in the finished PDF, in millimetres from the type area's upper left
corner, and the same grid in Word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from conftest import Sample, build_sample, libreoffice_pdf, validator
from jzdocs.project import lone
from reading import Glyph, glyphs, lines, part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 72 / 25.4
HAN = "全市教育系统锚定办好人民满意的教育目标坚持办心向党最适合善创新有出路的教育推行多项务实改革举措"
FRONT = """---
title: {title}
template: {template}
issuer: [{issuers}]
number: 市政发〔2025〕12号
date: 2025-11-20
{more}
---

"""
PLAIN = {"title": "关于加强城市管理的通知", "template": "gongwen", "issuers": "晋中市人民政府", "more": ""}


def build(folder: Path, body: str = "请认真贯彻执行。", **front: str) -> Sample:
    path = folder / "text.md"
    path.write_text(FRONT.format(**{**PLAIN, **front}) + body + "\n", encoding="utf-8")
    return build_sample(path, lone(path), folder)


def rows(document: Sample, page: int = 0) -> list[tuple[str, float, float, float]]:
    """(text, left, right, baseline) of a page's lines, in millimetres from the type area's upper left corner."""
    left = 28 if page % 2 == 0 else 26
    return [row_of(line, left) for line in lines(glyphs(document.pdf)[page])]


def row_of(line: list[Glyph], left: float) -> tuple[str, float, float, float]:
    inked = [g for g in line if g.text.strip()]
    return (
        "".join(g.text for g in inked),
        inked[0].x0 / MM - left,
        inked[-1].x1 / MM - left,
        (841.89 - line[0].y) / MM - 37,
    )


def find(document: Sample, start: str, page: int = 0) -> tuple[str, float, float, float]:
    return next(row for row in rows(document, page) if row[0].startswith(start))


def red_rows(pdf: Path, page: int = 0) -> list[tuple[float, float, float]]:
    """Runs of rows with red ink: (top, bottom, widest row), in millimetres from the paper's upper edge."""
    scale = 8
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=scale).to_pil().convert("RGB")
    width, height = picture.size
    data = picture.tobytes()
    found: list[list[float]] = []
    for y in range(height):
        row = data[y * width * 3 : (y + 1) * width * 3]
        red = sum(1 for i in range(0, len(row), 3) if row[i] > 200 and row[i + 1] < 120 and row[i + 2] < 120)
        if red:
            if found and y - found[-1][1] <= 1:
                found[-1][1], found[-1][2] = y, max(found[-1][2], red)
            else:
                found.append([y, y, red])
    return [(a / scale / MM, (b + 1) / scale / MM, w / scale / MM) for a, b, w in found]


def foot_of(pdf: Path, row: tuple[str, float, float, float]) -> float:
    """The lower edge of the ink of a line of the first page, in millimetres from the paper's upper edge."""
    scale = 12 * MM
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=12).to_pil().convert("L")
    sides = (round((28 + row[1]) * scale), round((28 + row[2]) * scale))
    strip = picture.crop((sides[0], round((37 + row[3]) * scale), sides[1], round((37 + row[3] + 2) * scale)))
    inked = strip.point([255 if v < 128 else 0 for v in range(256)]).getbbox()
    return 37 + row[3] + inked[3] / scale


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = build(tmp_path, "```pagebreak\n```\n\n" + HAN * 40)
    for number in (1, 2):
        page = [line for line in lines(glyphs(document.pdf)[number]) if line[0].size > 15]
        assert len(page) == 22
        assert {len(line) for line in page[1:]} == {28}
        left = 28 if number % 2 == 0 else 26
        for line in page[1:]:
            assert line[0].x0 / MM == pytest.approx(left, abs=0.05)
            assert line[-1].x1 / MM == pytest.approx(left + 156, abs=0.05)
        pitch = (page[0][0].y - page[-1][0].y) / 21 / MM
        assert pitch == pytest.approx(225 / 22, abs=0.01)
        assert page[1][0].size == pytest.approx(15.75, abs=0.01)


def test_the_head_of_a_file(tmp_path: Path) -> None:
    document = build(tmp_path)
    name, rule = red_rows(document.pdf)
    assert name[0] == pytest.approx(37 + 35, abs=0.2)  # its upper edge 35 mm below that of the type area
    number = find(document, "市政发")
    assert number[1] + number[2] == pytest.approx(156, abs=0.3)
    # two lines between the name and the number, and the rule 4 mm below the number's characters
    em, grid = 15.75 / MM, 225 / 22
    top = number[3] - 0.88 * em - (grid - em) / 2
    assert top - (name[1] - 37) == pytest.approx(2 * grid, abs=0.1)
    assert rule[0] - foot_of(document.pdf, number) == pytest.approx(4, abs=0.1)
    assert rule[2] == pytest.approx(156, abs=0.3)
    title = find(document, "关于加强")
    assert title[1] + title[2] == pytest.approx(156, abs=0.3)
    large = 22 / MM
    assert title[3] - 0.88 * large - (grid - large) / 2 - (rule[1] - 37) == pytest.approx(2 * grid, abs=0.1)


def test_signers_stand_at_the_right_and_the_number_at_the_left(tmp_path: Path) -> None:
    document = build(tmp_path, more="signers: [张三, 李四, 王五]")
    em = 15.75 / MM
    first, last = find(document, "签发人"), find(document, "市政发")
    assert first[0] == "签发人：张三李四" and last[0].endswith("号王五")
    assert first[2] == pytest.approx(156 - em, abs=0.5) and last[1] == pytest.approx(em, abs=0.3)


def test_issuers_of_a_joint_file_are_spread_to_one_width(tmp_path: Path) -> None:
    document = build(tmp_path, issuers="晋中市住房和城乡建设局, 晋中市财政局")
    found = rows(document)
    names = [row for row in found if row[0].startswith("晋中市") and row[3] < 90]
    assert [row[0] for row in names] == ["晋中市住房和城乡建设局", "晋中市财政局"]
    assert names[0][1] == pytest.approx(names[1][1], abs=0.3) and names[0][2] == pytest.approx(names[1][2], abs=0.3)
    beside = next(row for row in found if row[0] == "文件")
    assert beside[1] > names[0][2] and names[0][3] < beside[3] < names[1][3]


def dash_of(pdf: Path, page: int = 0) -> float:
    """How far below the type area the dashes of a page number begin, in millimetres."""
    scale = 12
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=scale).to_pil().convert("L")
    top = round((37 + 225 + 3) * MM * scale)
    strip = picture.crop((0, top, picture.width, top + round(12 * MM * scale)))
    dash = next(
        y
        for y in range(strip.height)
        if sum(v < 128 for v in strip.crop((0, y, strip.width, y + 1)).tobytes()) > 3 * MM * scale
    )
    return (top + dash) / scale / MM - 37 - 225


def black_rules(pdf: Path, page: int) -> list[tuple[float, float]]:
    """The black rules that cross the middle of a page: (upper edge, lower edge) in millimetres from the paper's."""
    scale = 12
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=scale).to_pil().convert("L")
    at = picture.crop((0, 0, picture.width, picture.height))
    found: list[list[int]] = []
    for y in range(picture.height):
        row = at.crop((round(40 * MM * scale), y, round(170 * MM * scale), y + 1)).tobytes()
        if sum(v < 128 for v in row) > 0.95 * len(row):
            if found and y - found[-1][1] <= 1:
                found[-1][1] = y
            else:
                found.append([y, y])
    return [(a / scale / MM, (b + 1) / scale / MM) for a, b in found]


@pytest.mark.parametrize("count", [1, 2])
def test_page_numbers_stand_outside_seven_millimetres_below(tmp_path: Path, count: int) -> None:
    document = build(tmp_path, HAN * 12 * count)
    em = 14 / MM
    for page in range(count):
        text, left, right, _ = next(row for row in rows(document, page) if row[0] == f"—{page + 1}—")
        assert text
        assert (right == pytest.approx(156 - em, abs=0.4)) if page % 2 == 0 else (left == pytest.approx(em, abs=0.4))
    assert dash_of(document.pdf) == pytest.approx(7, abs=0.1)


def test_a_sealed_signature(tmp_path: Path) -> None:
    document = build(tmp_path, more="seal: yes")
    em = 15.75 / MM
    day, name = find(document, "2025年11月20日"), [row for row in rows(document) if row[0] == "晋中市人民政府"][-1]
    assert day[2] == pytest.approx(156 - 4 * em, abs=0.5)
    assert (name[1] + name[2]) / 2 == pytest.approx((day[1] + day[2]) / 2, abs=0.5)
    assert day[3] - name[3] == pytest.approx(225 / 22, abs=0.01)


def test_an_unsealed_signature(tmp_path: Path) -> None:
    document = build(tmp_path)
    em = 15.75 / MM
    day, name = find(document, "2025年11月20日"), [row for row in rows(document) if row[0] == "晋中市人民政府"][-1]
    assert day[1] - name[1] == pytest.approx(2 * em, abs=0.3)
    assert max(day[2], name[2]) == pytest.approx(156 - 2 * em, abs=0.5)


def test_attachments_hang_behind_their_numbers_and_open_pages(tmp_path: Path) -> None:
    names = "attachments: [城市管理重点任务分工表, 民生保障资金安排及绩效目标一览表（含分县区和分年度的明细说明）]"
    body = "请执行。\n\n```attachment\nnumber: 1\ntitle: 城市管理重点任务分工表\n```\n\n附件的正文。"
    document = build(tmp_path, body, more=names)
    first, second = find(document, "附件：1."), find(document, "2.")
    third = rows(document)[[row[0] for row in rows(document)].index(second[0]) + 1]
    em = 15.75 / MM
    assert first[1] == pytest.approx(2 * em, abs=0.3) and second[1] == pytest.approx(5 * em, abs=0.6)
    assert third[1] > second[1] + 0.8 * em  # a second line begins under the name, not under the number
    text = [row[0] for row in rows(document)]
    assert text.index("2025年11月20日") > text.index(third[0])  # the signature stands before the attachments
    assert rows(document, 1)[0][0] == "附件1" and rows(document, 1)[1][0] == "城市管理重点任务分工表"


def test_the_record_of_copies_ends_an_even_page(tmp_path: Path) -> None:
    document = build(tmp_path, more="cc: [市委办公室, 市人大常委会办公室]\nprinted_by: 市政府办公室")
    assert document.built.pages == 2
    copies, printed = find(document, "抄送：", 1), find(document, "市政府办公室", 1)
    em = 14 / MM
    assert copies[0] == "抄送：市委办公室、市人大常委会办公室。" and copies[1] == pytest.approx(em, abs=0.3)
    assert printed[0].endswith("2025年11月20日印发") and printed[2] == pytest.approx(156 - em, abs=0.5)
    picture = pypdfium2.PdfDocument(document.pdf)[1].render(scale=8).to_pil().convert("L")
    column = picture.crop((round(100 * MM * 8), 0, round(100 * MM * 8) + 1, round((37 + 226) * MM * 8))).tobytes()
    lowest = max(y for y, v in enumerate(column) if v < 128)
    assert (lowest + 1) / 8 / MM == pytest.approx(37 + 225, abs=0.15)


def test_a_record_without_room_goes_to_the_next_even_page(tmp_path: Path) -> None:
    document = build(tmp_path, HAN * 17, more="cc: [市委办公室]")
    assert document.built.pages == 4
    assert rows(document, 2) == []  # a blank page and the record's page after it bear no number
    assert [row[0] for row in rows(document, 3)] == ["抄送：市委办公室。", "晋中市人民政府2025年11月20日印发"]


def test_a_letter(tmp_path: Path) -> None:
    document = build(tmp_path, template="gongwen-letter", more="urgency: 特急\ncc: [市委办公室]")
    name, *rules = red_rows(document.pdf)
    assert name[0] == pytest.approx(30, abs=0.2)
    assert len(rules) == 4 and all(width == pytest.approx(170, abs=0.3) for *_, width in rules)
    assert rules[0][0] - name[1] == pytest.approx(4, abs=0.8)
    assert (
        rules[0][1] - rules[0][0] > rules[1][1] - rules[1][0]
    )  # thick above thin, and the other way round at the foot
    assert rules[3][1] - rules[3][0] > rules[2][1] - rules[2][0]
    assert rules[2][0] == pytest.approx(297 - 20, abs=0.5)
    first = next(row for row in rows(document) if row[0].startswith("特急"))
    assert first[0] == "特急市政发〔2025〕12号" and first[2] == pytest.approx(156, abs=0.3)
    assert not any(row[0].startswith("—") for row in rows(document))
    assert find(document, "抄送")[3] > 215


def test_minutes(tmp_path: Path) -> None:
    document = build(tmp_path, template="gongwen-minutes", more="present: [张三, 李四]\nabsent: [王五]")
    text = [row[0] for row in rows(document)]
    assert text[0] == "晋中市人民政府会议纪要"
    assert "出席：张三、李四" in text and "请假：王五" in text
    assert "2025年11月20日" not in text  # minutes are not signed


@pytest.mark.parametrize("template", ["gongwen", "gongwen-letter", "gongwen-minutes"])
def test_the_word_file_is_valid(tmp_path: Path, template: str) -> None:
    more = "seal: yes\nsigners: [张三]\nto: [各县人民政府]\nattachments: [甲表, 乙表]\ncc: [市委办公室]\nremark: 此件公开发布\npresent: [张三]"
    document = build(tmp_path, template=template, more=more)
    done = subprocess.run([str(validator()), str(document.docx)], capture_output=True, text=True, check=False)
    assert '"ok": true' in done.stdout, done.stdout


def test_word_has_the_same_grid(tmp_path: Path) -> None:
    document = build(tmp_path, "```pagebreak\n```\n\n" + HAN * 40)
    grid = part(document.docx, "word/document.xml").find(f".//{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "580")
    styles = part(document.docx, "word/styles.xml")
    body = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "BodyText")
    assert (
        body.find(f".//{W}rPr/{W}sz").get(f"{W}val") == "32"
        and body.find(f".//{W}rPr/{W}spacing").get(f"{W}val") == "-5"
    )
    assert body.find(f".//{W}pPr/{W}spacing").get(f"{W}line") == "580"
    settings = part(document.docx, "word/settings.xml")
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    assert settings.find(f"{W}characterSpacingControl").get(f"{W}val") == "compressPunctuation"
    shown = libreoffice_pdf(document.docx, tmp_path)
    page = [line for line in lines(glyphs(shown)[1]) if line[0].size > 15]
    assert len(page) == 22 and {len(line) for line in page[1:]} == {28}
