"""Titles and captions end their lines where a reader pauses."""

from __future__ import annotations

from math import ceil

import pytest

from jzdocs.layout.measure import MeasuredParagraph, Span, measure_paragraph
from jzdocs.layout.phrases import IN_A_WORD, at_pauses, balanced, phrased
from jzdocs.style.faces import Faces
from jzdocs.units import pt

SIZE = pt(22)
TITLES = (
    "关于进一步加强全市城市管理和民生保障工作的实施意见",
    "晋中市人民政府办公厅关于印发晋中市推动高质量发展三年行动计划的通知",
    "2020—2025年城市生活垃圾无害化处理能力变化情况",
    "“十四五”期间晋中市城市建设与管理工作综述",
    "国务院办公厅关于全面推进城镇老旧小区改造工作的指导意见",
    "各县（区、市）再生水利用率与污水处理率",
)


def prepared(faces: Faces, text: str) -> MeasuredParagraph:
    return phrased(measure_paragraph([Span(text, "title", SIZE, "000000")], SIZE, faces))


def divided(faces: Faces, text: str, width: int, count: int) -> list[str] | None:
    p = prepared(faces, text)
    ends = balanced(p, width * 1000, width * 1000, count)
    return [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] if ends else None


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (TITLES[0], 18, ["关于进一步加强全市城市管理", "和民生保障工作的实施意见"]),
        (TITLES[1], 14, ["晋中市人民政府办公厅", "关于印发晋中市推动高质量", "发展三年行动计划的通知"]),
        (TITLES[3], 14, ["“十四五”期间晋中市", "城市建设与管理工作综述"]),
        (TITLES[5], 14, ["各县（区、市）", "再生水利用率与污水处理率"]),
    ],
)
def test_where_titles_break(faces: Faces, text: str, width: int, lines: list[str]) -> None:
    assert divided(faces, text, width, len(lines)) == lines


@pytest.mark.parametrize("text", TITLES)
@pytest.mark.parametrize("width", range(10, 20))
def test_no_line_ends_inside_a_word_and_none_is_too_long(faces: Faces, text: str, width: int) -> None:
    p = prepared(faces, text)
    count = max(2, ceil(p.natural(0, len(text)) / (width * 1000)))
    ends = at_pauses(p, width * 1000, width * 1000, count)
    assert ends and ends[-1] == len(text)
    assert all(p.penalties[end] < IN_A_WORD for end in ends)
    widths = [p.natural(a, b) for a, b in zip([0, *ends], ends, strict=False)]
    assert max(widths) <= width * 1000
    assert min(widths) >= 0.4 * max(widths)


def test_what_does_not_fit_is_not_divided(faces: Faces) -> None:
    assert divided(faces, TITLES[0], 5, 2) is None
