"""Official documents in Word as LibreOffice lays them out, beside our own pages: the same lines at the same places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_official import MM, black_rules, build, dash_of, foot_of, red_rows, row_of

from conftest import libreoffice_pdf
from reading import glyphs, lines

NEAR = 0.12  # millimetres
JOINT = """copy: "000012"
signers: [周明, 吴远, 郑怀]
to: [各县住建局]
cc: [市政府办公室]"""
LONG = "晋中市人民政府关于加强城镇集中供热管网安全运行管理工作的通知"


def both(folder: Path, **front: str) -> tuple[list[dict[str, tuple[float, float, float]]], ...]:
    """The lines of both files' pages: text → (left, right, baseline), in millimetres from the type area."""
    document = build(folder, **front)
    shown = libreoffice_pdf(document.docx, folder)
    return pages(document.pdf), pages(shown)


def pages(pdf: Path) -> list[dict[str, tuple[float, float, float]]]:
    out = []
    for number, page in enumerate(glyphs(pdf)):
        rows: dict[str, tuple[float, float, float]] = {}
        for line in lines(page):
            if any(g.text.strip() for g in line):
                text, *place = row_of(line, 28 if number % 2 == 0 else 26)
                rows.setdefault(text, (place[0], place[1], place[2]))
        out.append(rows)
    return out


def assert_alike(ours: dict[str, tuple[float, float, float]], theirs: dict[str, tuple[float, float, float]]) -> None:
    assert ours.keys() == theirs.keys()
    for text, (left, _, base) in ours.items():
        assert theirs[text][2] == pytest.approx(base, abs=NEAR), text
        if not re.search(r"\d", text):  # digits have other widths there, the font of titles another weight
            assert theirs[text][0] == pytest.approx(left, abs=0.2 if len(text) > 2 else 0.1), text


@pytest.mark.parametrize(
    ("template", "issuers", "more"),
    [
        ("gongwen", "晋中市人民政府", "to: [各县人民政府]\nseal: yes"),
        ("gongwen-letter", "晋中市水务局", "to: [市应急管理局]\nurgency: 特急"),
        ("gongwen-minutes", "晋中市人民政府", "present: [周明, 吴远]"),
    ],
)
def test_lines_stand_where_our_pages_have_them(tmp_path: Path, template: str, issuers: str, more: str) -> None:
    ours, theirs = both(tmp_path, template=template, issuers=issuers, more=more, title=LONG)
    assert_alike(ours[0], theirs[0])
    title = [text for text in theirs[0] if text in LONG and text != issuers]
    assert len(title) == 2 and "".join(title) == LONG  # broken at a pause, as on our pages


def test_signers_and_joint_issuers_stand_where_our_pages_have_them(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path, issuers="晋中市住房和城乡建设局, 晋中市财政局, 晋中市水务局", more=JOINT)
    signers = [text for text in ours[0] if "周明" in text or "郑怀" in text]
    assert len(signers) == 2 and set(signers) <= theirs[0].keys()
    assert_alike({text: ours[0][text] for text in signers}, {text: theirs[0][text] for text in signers})
    assert theirs[0][signers[1]][1] == pytest.approx(ours[0][signers[1]][1], abs=1.0)  # the third below the first
    title = "关于加强城市管理的通知"
    assert theirs[0][title][2] == pytest.approx(ours[0][title][2], abs=NEAR)
    assert theirs[0]["晋中市住房和城乡建设局"][2] == pytest.approx(ours[0]["晋中市住房和城乡建设局"][2], abs=NEAR)


def test_sealed_names_stand_side_by_side(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path, issuers="晋中市财政局, 晋中市水务局", more="seal: yes\nhead: 晋中市文件")
    row = "晋中市财政局晋中市水务局"
    assert_alike({row: ours[0][row]}, {row: theirs[0][row]})


def test_no_page_begins_with_the_signature(tmp_path: Path) -> None:
    """The last line of the text comes over to the page of the signature (GB/T 9704-2012, 7.3.6.3)."""
    body = "\n\n".join(f"第{number}项工作已经完成。" for number in range(1, 12))
    for count in range(1, 6):
        folder = tmp_path / str(count)
        folder.mkdir()
        document = build(folder, f"{body}\n\n" + "请抓紧落实。\n\n" * count, issuers="晋中市人民政府")
        rows = [list(page) for page in pages(libreoffice_pdf(document.docx, folder))]
        signed = next(page for page in rows if "2025年11月20日" in page)
        assert not signed[0].startswith(("晋中市人民政府", "2025")) or "文件" in signed[0], count


def test_page_numbers_stand_seven_millimetres_below(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path)
    assert theirs[0]["—1—"][2] == pytest.approx(ours[0]["—1—"][2], abs=0.3)
    assert theirs[0]["—1—"][1] == pytest.approx(ours[0]["—1—"][1], abs=0.5)


def test_the_measures_of_the_standard_hold_in_both_files(tmp_path: Path) -> None:
    """To the tenth of a millimetre: red head, number, red rule, title, addressees, page number, record of copies."""
    more = 'copy: "000012"\nto: [各县人民政府]\nseal: yes\ncc: [市委办公室]\nprinted_by: 市政府办公室'
    document = build(tmp_path, more=more)
    line, large, body = 225 / 22, 22 / MM, 15.75 / MM
    for pdf in (document.pdf, libreoffice_pdf(document.docx, tmp_path)):
        found = [row_of(row, 28) for row in lines(glyphs(pdf)[0]) if any(g.text.strip() for g in row)]
        number = next(row for row in found if row[0].startswith("市政发"))
        title, to = (next(row for row in found if row[0].startswith(text)) for text in ("关于加强", "各县"))
        name, rule = red_rows(pdf)
        assert name[0] == pytest.approx(37 + 35, abs=0.15)  # a pixel is 0.04 mm, the edge of a curve is soft
        assert number[3] + 37 - 0.88 * body - (line - body) / 2 - name[1] == pytest.approx(2 * line, abs=0.15)
        assert rule[0] - foot_of(pdf, number) == pytest.approx(4, abs=0.1)
        assert title[3] + 37 - 0.88 * large - (line - large) / 2 - rule[1] == pytest.approx(2 * line, abs=0.1)
        assert to[3] - title[3] == pytest.approx(2 * line, abs=0.1)
        assert dash_of(pdf) == pytest.approx(7, abs=0.1)
        top, middle, last = black_rules(pdf, 1)
        assert last[1] == pytest.approx(37 + 225, abs=0.1)
        assert [b - a for a, b in (top, middle, last)] == pytest.approx([0.35, 0.25, 0.35], abs=0.06)


def test_a_letter_in_both_files(tmp_path: Path) -> None:
    more = 'copy: "000012"\nurgency: 特急\ncc: [市委办公室]'
    document = build(tmp_path, template="gongwen-letter", more=more)
    for pdf in (document.pdf, libreoffice_pdf(document.docx, tmp_path)):
        name, *rules = red_rows(pdf)
        assert name[0] == pytest.approx(30, abs=0.15)
        assert [width for *_, width in rules] == pytest.approx([170] * 4, abs=0.2)
        assert rules[0][0] - name[1] == pytest.approx(4, abs=0.15)
        assert rules[2][0] == pytest.approx(297 - 20, abs=0.1)
        found = [row_of(row, 28) for row in lines(glyphs(pdf)[0]) if any(g.text.strip() for g in row)]
        urgent, title = (next(row for row in found if row[0].startswith(text)) for text in ("特急", "关于加强"))
        line, large, body = 225 / 22, 22 / MM, 15.75 / MM
        below = urgent[3] - 0.88 * body - (line - body) / 2 + line  # where the share of the last line ends
        assert title[3] - 0.88 * large - (line - large) / 2 - below == pytest.approx(2 * line, abs=0.1)
