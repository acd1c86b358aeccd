"""Invisible characters, symbols and emoji on paper: no box, no mark of what has none, and no refusal."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st

from builds import build
from jzdocs.frames import TextRun
from jzdocs.layout.measure import Span, measure_paragraph
from jzdocs.painting.glyphs import without_invisible
from jzdocs.style.faces import Faces
from jzdocs.style.invisible import visible
from reading import glyphs, lines, pdf_text, word_text

INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\ufe0f\u200e\u2061"
SYMBOLS = "☐☑☒✓✗⁻⁺₂→①㊿㎡℃‰№△▲●■◆★☆☎⚠❤✈👍😀📈🔥1⃣🇨🇳👨‍👩‍👧"


def undefined_glyphs(path: Path) -> int:
    """How often the pages show glyph 0, the box of a character that a font lacks."""
    with pikepdf.open(path) as pdf:
        contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    shown = re.findall(rb"<([0-9A-F]+)>", b"".join(re.findall(rb"\[[^\]]*\] TJ", contents)))
    assert shown
    return sum(code[i : i + 4] == b"0000" for code in shown for i in range(0, len(code), 4))


def built(folder: Path, body: str) -> Path:
    return (
        build(
            folder / "built",
            f"---\ntitle: 题{SYMBOLS[0]}\ntemplate: report\n---\n\n# 章👍\n\n{body}\n\n| 甲 | 乙 |\n|---|---|\n| {body} | 丙 |\n",
        )
        / "a.pdf"
    )


def test_invisible_characters_leave_no_mark(tmp_path: Path) -> None:
    pdf = built(tmp_path, "粮食" + INVISIBLE.join("总产量稳定增长") + "，词汇co\u00adoperation，1\u202f000元。")
    assert undefined_glyphs(pdf) == 0
    text = pdf_text(pdf)
    assert "粮食总产量稳定增长，词汇cooperation" in text.replace("\n", "").replace(" ", "")
    assert "co\u00adoperation" in word_text(pdf.with_suffix(".docx")) or "cooperation" in word_text(
        pdf.with_suffix(".docx")
    )


def test_symbols_and_emoji_have_a_face(tmp_path: Path) -> None:
    pdf = built(tmp_path, f"符号{SYMBOLS}与10⁻³、SO₄²⁻、1ˢᵗ。")
    assert undefined_glyphs(pdf) == 0
    text = pdf_text(pdf)
    for char in visible(SYMBOLS) + "⁻³²":
        assert char in text, char


def test_what_no_face_has_is_a_geta_mark_that_is_copied_as_itself(tmp_path: Path) -> None:
    pdf = built(tmp_path, "缺字\U0002a700在此")
    assert undefined_glyphs(pdf) == 0
    with pikepdf.open(pdf) as opened:
        contents = b"".join(page.Contents.read_bytes() for page in opened.pages)
    assert "\U0002a700".encode("utf-16-be").hex().upper().encode() in contents.upper()
    assert "\U0002a700" in word_text(pdf.with_suffix(".docx"))


def test_a_soft_hyphen_is_seen_at_a_lines_end_only(tmp_path: Path) -> None:
    pdf = built(tmp_path, "中文" + "counter\u00adrevolutionary、" * 30)
    rows = [line for page in glyphs(pdf) for line in lines(page)]
    ends = [row[-1].text for row in rows]
    hyphens = [g.text for row in rows for g in row if g.text in "-\u00ad‐"]
    assert 0 < len(hyphens) == sum(end in "-\u00ad‐" for end in ends)


def test_bold_text_stays_bold_where_the_bold_face_lacks_a_character(tmp_path: Path) -> None:
    pdf = built(tmp_path, "**晉**与晉")
    with pikepdf.open(pdf) as opened:
        contents = b"".join(page.Contents.read_bytes() for page in opened.pages)
    assert contents.count(b"2 Tr") == contents.count(b"0 Tr") == 2  # once in the text, once in the table


@pytest.mark.parametrize("text", ["let’s go", "甲’s", "rock ’n’ roll", "’90年代"])
def test_an_apostrophe_in_a_word_is_narrow(faces: Faces, text: str) -> None:
    p = measure_paragraph([Span(text, "song", 12, "000000")], 12, faces)
    assert all(p.advance[i] < 400 for i, c in enumerate(text) if c == "’")
    assert all(not p.gap(i) for i in range(1, len(text)) if text[i] == "’" != " " != text[i - 1])


def test_a_closing_quote_is_wide(faces: Faces) -> None:
    p = measure_paragraph([Span("他说‘好’。", "song", 12, "000000")], 12, faces)
    assert p.advance[4] == 1000


@given(
    st.text("汉ab1，\u00ad\u200d", min_size=1, max_size=12),
    st.floats(0, 9).map(lambda value: round(value, 1)),
    st.data(),
)
@settings(deadline=None)
def test_a_run_is_as_wide_without_its_invisible_characters(text: str, spacing: float, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(-1, len(text) - 1)))
    run = TextRun(0, 0, "song", 12, "000000", text, spacing, tuple((place, 10.0 + place) for place in sorted(places)))
    bare = without_invisible(run)
    total = [sum(e for _, e in r.adjust) + r.spacing * len(r.text) for r in (run, bare)]
    assert bare.text == visible(text) and total[0] == pytest.approx(total[1])
    assert all(-1 <= index < max(1, len(bare.text)) for index, _ in bare.adjust)
