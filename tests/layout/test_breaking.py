"""Line breaking and setting: properties over random mixtures, and hand-made cases, with the shipped Song face (Han
is one em)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.frames import TextRun
from jzdocs.layout.char_classes import CLOSE, FORBIDDEN, NO_START, OPEN, PAUSE
from jzdocs.layout.compose import compose
from jzdocs.layout.justify import justify_line
from jzdocs.layout.linebreak import break_lines
from jzdocs.layout.measure import MeasuredParagraph, Span, measure_paragraph
from jzdocs.layout.runs import line_runs
from jzdocs.style.faces import Faces
from jzdocs.units import pt
from rules import Cell, Measured, violations

SIZE = pt(12)


def make(faces: Faces, text: str) -> MeasuredParagraph:
    return measure_paragraph([Span(text, "song", SIZE, "000000")], SIZE, faces)


def lines_of(faces: Faces, text: str, width: float, indent: float = 0) -> list[str]:
    p = make(faces, text)
    ends = break_lines(p, round((width - indent) * 1000), round(width * 1000))
    starts = [0, *ends[:-1]]
    return [p.text[a:b].strip() for a, b in zip(starts, ends, strict=True)]


def natural(faces: Faces, text: str) -> int:
    p = make(faces, text)
    return p.reach[-1]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("汉字", 2000),
        ("汉，字", 3000),  # a pause takes an em before Han
        ("汉，", 1500),  # and half an em at the end
        ("“汉”", 2000),  # quotes are trimmed at both edges
        ("汉”，“字", 4000),  # closers share their blank; half an em stands before the opener
        ("汉。”字", 3500),  # two adjacent marks take an em and a half
        ("汉——字", 4000),
        ("汉……字", 4000),
        ("汉·字", 2500),  # a middle dot takes half an em
    ],
)
def test_natural_widths(faces: Faces, text: str, width: int) -> None:
    assert natural(faces, text) == width


def test_a_quarter_em_between_han_and_latin(faces: Faces) -> None:
    digits = faces["song"].width("24")
    assert natural(faces, "共24所") == 2000 + digits + 500
    assert natural(faces, "共 24 所") == 2000 + digits + 500  # a typed space is no wider
    assert natural(faces, "（24）") == digits + 1000  # none beside full-width marks


def test_numbers_stay_whole(faces: Faces) -> None:
    for width in range(5, 16):
        for line in lines_of(faces, "全市教育投入达到1,291.58亿元，增长38.2%，共计2025-11-20完成。", width):
            for token in ("1,291.58", "38.2%", "2025-11-20"):
                assert not any(
                    line.endswith(token[:k]) and not line.endswith(token) and k > 1 for k in range(2, len(token))
                ), line


def test_pairs_are_never_split(faces: Faces) -> None:
    for width in range(4, 14):
        found = lines_of(faces, "这是第一句——这是第二句……这是第三句——以及第四句。", width)
        assert all(not (a.endswith("…") and b.startswith("…")) for a, b in itertools.pairwise(found))
        assert "".join(found).count("⸺") == 2  # a pair of dashes is one glyph, so it cannot be split


def test_urls_break_only_where_they_may(faces: Faces) -> None:
    url = "https://www.example.gov.cn/statistics/2025/annual-report?year=2025&city=jinzhong"
    found = lines_of(faces, f"详见{url}。", 14)
    assert len(found) > 2
    for line in found[:-1]:
        assert line[-1] in "见/?&=#_.:%-", found


def test_a_piece_wider_than_the_line_is_cut_rather_than_lost(faces: Faces) -> None:
    found = lines_of(faces, "甲" + "A" * 60, 6)
    assert "".join(found) == "甲" + "A" * 60
    assert len(found) > 4


def test_the_last_line_holds_more_than_one_character(faces: Faces) -> None:
    for count in range(20, 60):
        found = lines_of(faces, "汉" * count + "。", 18)
        assert len(found[-1].rstrip("。")) != 1 or len(found) == 1, (count, found)


def test_justified_lines_are_flush(faces: Faces) -> None:
    text = (
        "“十四五”期间，全市绿化覆盖面积由9208万平方米增至9741万平方米，公园面积由941万平方米增至1145万平方米，生态基底更加厚实。"
        * 3
    )
    p = make(faces, text)
    width = 30_000
    ends = break_lines(p, width - 2000, width)
    start = 0
    for number, end in enumerate(ends[:-1]):
        avail = width - 2000 if number == 0 else width
        assert drawn_width(faces, p, start, end, avail) == pytest.approx(avail, abs=80)
        start = end


def drawn_width(faces: Faces, p: MeasuredParagraph, start: int, end: int, avail: int) -> float:
    """The width as a PDF reader sees it, from the runs alone: to the right edge of the last body."""
    setting = justify_line(p, start, end, avail, justify=True)
    runs = [r for r in line_runs(p, setting, 0, 0, 0, faces) if hasattr(r, "text")]
    last = runs[-1]
    text, adjust = last.text.rstrip(" "), dict(last.adjust)
    total = last.x * 1000 / SIZE + last.spacing * (len(text) - 1)
    for index, char in enumerate(text):
        total += faces[last.face].advance[char] * last.stretch + (
            adjust.get(index, 0.0) if index + 1 < len(text) else 0.0
        )
    return total - (faces[last.face].advance[text[-1]] - 500 if text[-1] in PAUSE + CLOSE else 0)


_HAN = st.sampled_from(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
_MARK = st.sampled_from([*"，。、；：！？”）》】“（《【", "——", "……", "·"])
_OTHER = st.sampled_from(
    ["24.6%", "1,234.56", "PM2.5", "Jinzhong", "¥300", "2025年", " and ", "址https://a.cn/b/c?d=e，", "３", "℃"]
)
_TEXT = st.lists(st.one_of(_HAN, _HAN, _HAN, _HAN, _MARK, _OTHER), min_size=1, max_size=160).map("".join)


@settings(max_examples=150, deadline=None)
@given(text=_TEXT, width=st.integers(8, 40))
def test_nothing_is_lost_and_no_line_begins_or_ends_wrong(faces: Faces, text: str, width: int) -> None:
    p = make(faces, text)
    ends = break_lines(p, width * 1000 - 2000, width * 1000)
    assert ends == sorted(set(ends)) and ends[-1] == p.length
    for end in ends[:-1]:
        penalty = p.penalties[end]
        legal = penalty < 1e9
        start = max([0, *(e for e in ends if e < end)])
        crowded = all(p.penalties[k] >= 1e9 for k in range(start + 1, end))
        assert legal or crowded, (p.text[start:end], p.text[end : end + 3])
        if legal:
            assert p.text[end] not in NO_START - {"…"}, p.text[end]
            assert p.text[end - 1] not in OPEN, p.text[end - 1]


@settings(max_examples=100, deadline=None)
@given(text=_TEXT, width=st.integers(12, 40))
def test_lines_fit_their_measure(faces: Faces, text: str, width: int) -> None:
    p = make(faces, text)
    ends = break_lines(p, width * 1000, width * 1000)
    start = 0
    for number, end in enumerate(ends):
        setting = justify_line(p, start, end, width * 1000, justify=number < len(ends) - 1)
        longest = max((len(w) for w in p.text[start:end].split()), default=0)
        if any(p.penalties[k] < 1e9 for k in range(start + 1, end)) and longest < width * 1.4:
            assert setting.width <= width * 1000 + 300
        assert all(p.gap(k) + setting.spacing + delta >= -1e-6 for k, delta in setting.deltas.items())
        start = end


def test_the_rules_can_fail(faces: Faces) -> None:
    """A break put where none may stand is seen by the check of the property above."""
    p = make(faces, "汉，字")
    assert p.penalties[1] >= 1e9 and "，" in PAUSE and "”" in CLOSE


def cells(faces: Faces, run: TextRun) -> list[Cell]:
    out, x, adjust = [], run.x / SIZE, dict(run.adjust)
    for index, char in enumerate(run.text):
        advance = faces[run.face].advance[char] * run.stretch / 1000
        out.append(Cell(char, x, x + advance))
        x += advance + (run.spacing + adjust.get(index, 0.0)) / 1000
    return out


@settings(max_examples=400, deadline=None)
@given(text=_TEXT, width=st.integers(12, 40))
def test_no_rule_is_broken_but_on_lines_that_are_reported(faces: Faces, text: str, width: int) -> None:
    text = f"汉{text.strip()}汉"
    composed = compose(make(faces, text), faces, width * 1000, width * 1000)
    lines = []
    for line in composed.lines:
        runs = [r for r in line_runs(composed.paragraph, line, 0, 0, 0, faces) if isinstance(r, TextRun)]
        lines.append([cell for run in runs for cell in cells(faces, run)])
        while lines[-1] and lines[-1][-1].text == " ":
            lines[-1].pop()
    assert "".join(c.text for row in lines for c in row).replace("\u00ad", "").replace(
        " ", ""
    ) == composed.paragraph.text.replace(" ", "")
    reported = {"".join(c.text for c in lines[number]) for number in composed.ragged}
    flush_rows = [row for row in lines[:-1] if "".join(c.text for c in row) not in reported]
    whole = Measured(lines, width, 0.0, composed.paragraph.text.replace("⸺", "——"))
    # where no break is legal a piece is cut: that line is reported too, and what it breaks at its ends is its own affair
    cut = any(composed.paragraph.penalties[line.start] >= FORBIDDEN for line in composed.lines[1:])
    ends = {"L1", "L1c", "L2", "L2c", "L3", "L4", "L5", "L5u"} if cut else set()
    assert not cut or reported
    found = {(rule, what) for rule, what in violations(whole) if rule not in ("L4s", "P2", "W2", "J1", *ends)}
    flush = {
        (rule, what)
        for rule, what in violations(Measured([*flush_rows, lines[-1]], width, 0.0, ""))
        if rule in ("W2", "J1")
    }
    assert not found and not flush, [("".join(c.text for c in row)) for row in lines]
