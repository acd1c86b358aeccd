"""Rules of composition, decided on glyph positions in the finished PDF."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from conftest import Sample, build_sample
from jzdocs.frames import Path as Frame
from jzdocs.layout.pages import lay_out
from jzdocs.project import lone
from reading import Glyph, W, glyphs, lines, part

NO_START = set("，。、；：！？”’）》〉】〕」』～·/%％‰℃")
NO_END = set("“‘（《〈【〔「『¥￥№§")
BODY = "NotoSerifSC"


def violations(line: list[Glyph], left: float, right: float, *, last: bool) -> list[str]:
    """The rules that a body line breaks. L1/L2: first and last glyph; J1: flush; W6: no overlap; J4: Han gaps at
    most a quarter em."""
    out = []
    while line[-1].text == " ":  # a space between words that fell at the line's end takes no room
        line = line[:-1]
    text = "".join(g.text for g in line)
    if text[0] in NO_START:
        out.append(f"L1 {text}")
    if text[-1] in NO_END:
        out.append(f"L2 {text}")
    em = line[0].size
    end = line[-1].x1 - (em / 2 if text[-1] in NO_START - set("%·/℃‰％") else 0)
    if not last and abs(end - right) > 0.08 * em:
        out.append(f"J1 {text} {end - right:.2f}")
    for a, b in itertools.pairwise(line):
        if han(a.text) and han(b.text):
            gap = (b.x0 - a.x1) / em
            if gap < -0.02:
                out.append(f"W6 {a.text}{b.text} {gap:.2f}")
            if gap > 0.25:
                out.append(f"J4 {a.text}{b.text} {gap:.2f}")
    return out


def han(text: str) -> bool:
    return "\u4e00" <= text[:1] <= "\u9fff"


def body_lines(page: list[Glyph], left: float, right: float) -> list[tuple[list[Glyph], bool]]:
    """Lines of body text (12 pt Song, from the left edge) with whether each ends its paragraph."""
    found = [
        row
        for row in lines(page)
        if row[0].font.startswith(BODY) and row[0].size == pytest.approx(12, abs=0.1) and row[-1].size > 11
    ]
    rows = [row for row in found if row[0].x0 < left + 26 and row[0].x0 > left - 8]
    out = []
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        last = following is None or following[0].x0 > left + 15 or row[0].y - following[0].y > 21
        out.append((row, last))
    return out


@pytest.mark.parametrize("name", ["sample", "raw"])
def test_body_lines_keep_the_rules(name: str, request: pytest.FixtureRequest) -> None:
    built: Sample = request.getfixturevalue(name)
    page_style = built.loaded.sheet.page
    count, found = 0, []
    for index, page in enumerate(glyphs(built.pdf)[3:-3], 3):
        left = (page_style.inner if index % 2 == 0 else page_style.outer) / 12700
        right = left + page_style.measure / 12700
        for line, last in body_lines(page, left, right):
            count += 1
            found += violations(line, left, right, last=last)
    assert count > 100
    assert found == []


def test_lines_stand_on_the_grid(sample: Sample) -> None:
    style = sample.loaded.sheet.page
    grid = sample.loaded.sheet.body.leading / 12700
    top = (style.size.height - style.top) / 12700
    for index, page in enumerate(glyphs(sample.pdf)[3:14], 3):
        left = (style.inner if index % 2 == 0 else style.outer) / 12700
        for line, _ in body_lines(page, left, left + style.measure / 12700):
            offset = (top - line[0].y - 14.56) / grid
            assert abs(offset - round(offset)) < 0.02, "".join(g.text for g in line)


@pytest.mark.parametrize(("text", "code"), [("，这行开头不对", "L1"), ("这行末尾不对（", "L2"), ("这行没有撑满", "J1")])
def test_the_checker_sees_what_is_wrong(text: str, code: str) -> None:
    line = [Glyph(c, i * 12.0, i * 12.0 + 12, 0.0, BODY, 12.0) for i, c in enumerate(text)]
    right = 400.0 if code == "J1" else line[-1].x1
    assert any(v.startswith(code) for v in violations(line, 0.0, right, last=code != "J1"))


MIXED = """---
title: 混排
template: report
---

这里是[着重强调]{.dots}的字，姓名\t职务，希腊Ωμέγα、俄文Москва与かなカナ，*楷体*与**粗体**。
"""


def test_emphasis_dots_stand_below_their_characters(tmp_path: Path) -> None:
    path = tmp_path / "mixed.md"
    path.write_text(MIXED, encoding="utf-8")
    built = build_sample(path, lone(path), tmp_path)
    pages = lay_out(built.loaded.document, built.loaded.sheet, built.loaded.faces, {})
    dots = [item for item in pages.pages[0].items if isinstance(item, Frame)]
    page = glyphs(built.pdf)[0]
    marked = [g for g in page if g.text in "着重强调" and g.size == pytest.approx(12, abs=0.1)]
    assert len(dots) == len(marked) == 4
    for dot, glyph in zip(dots, marked, strict=True):
        xs = [float(v) / 12700 for s in dot.segments for v in s[1::2]]
        ys = [841.89 - float(v) / 12700 for s in dot.segments for v in s[2::2]]
        assert (min(xs) + max(xs)) / 2 == pytest.approx((glyph.x0 + glyph.x1) / 2, abs=0.2)
        assert glyph.y - 5 < min(ys) and max(ys) < glyph.y - 1
    body = part(built.docx, "word/document.xml")
    assert [e.get(f"{W}val") for e in body.iter(f"{W}em")] == ["underDot"]


def test_scripts_mix_and_a_tab_takes_an_em(tmp_path: Path) -> None:
    path = tmp_path / "mixed.md"
    path.write_text(MIXED, encoding="utf-8")
    built = build_sample(path, lone(path), tmp_path)
    page = glyphs(built.pdf)[0]
    text = "".join(g.text for g in page)
    assert "Ωμέγα" in text and "Москва" in text and "かなカナ" in text
    name = next(i for i, g in enumerate(page) if g.text == "名")
    assert 12 <= page[name + 2].x0 - page[name].x1 <= 24
    assert page[name + 1].text == " "
    fonts = {g.text: g.font for g in page}
    assert fonts["楷"].startswith("LXGWWenKai") and fonts["粗"].startswith("NotoSerifSC-Bold")
    assert all(g.text == "\t" or g.text for g in page)


def test_a_running_head_that_is_too_long_ends_with_dots(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    title = "关于进一步加强全市城市管理和民生保障工作的实施意见及任务分工方案的通知" * 2
    path.write_text(f"---\ntitle: {title}\ntemplate: report\n---\n\n正文。\n", encoding="utf-8")
    built = build_sample(path, lone(path), tmp_path)
    head = "".join(g.text for g in lines(glyphs(built.pdf)[0])[0])
    assert head.endswith("…") and title.startswith(head.rstrip("…")) and len(head) > 20
