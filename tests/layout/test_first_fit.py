"""Where a word processor ends a line, and that ours ends there too wherever both look well; with the shipped Song face
(Han is one em)."""

from __future__ import annotations

import pytest

from jzdocs.layout.first_fit import first_fit, full_widths
from jzdocs.layout.linebreak import break_lines
from jzdocs.layout.measure import MeasuredParagraph, Span, measure_paragraph
from jzdocs.style.faces import Faces
from jzdocs.units import pt

SIZE = pt(12)


def make(faces: Faces, text: str) -> MeasuredParagraph:
    return measure_paragraph([Span(text, "song", SIZE, "000000")], SIZE, faces)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("汉" * 30, "汉" * 10),
        ("汉。”汉汉汉汉汉汉汉汉汉汉汉汉", "汉。”汉汉汉汉汉汉汉"),  # marks keep their full width
        ("汉汉汉汉汉汉汉汉汉汉，汉汉汉汉", "汉汉汉汉汉汉汉汉汉汉，"),  # a comma hangs
        ("汉汉汉汉汉汉汉汉汉汉）汉汉汉汉", "汉汉汉汉汉汉汉汉汉"),  # a bracket does not, and no line begins with it
        ("汉汉汉汉汉汉汉汉汉“汉汉汉汉汉", "汉汉汉汉汉汉汉汉汉"),  # none ends with an opening quote
        ("汉汉汉汉汉汉汉汉2025年汉汉汉", "汉汉汉汉汉汉汉汉"),  # numbers stay whole
        ("汉汉汉", "汉汉汉"),
    ],
)
def test_a_word_processor_fills_its_lines(faces: Faces, text: str, first: str) -> None:
    p = make(faces, text)
    assert p.text[: first_fit(p, full_widths(p), 0, 10_000)] == first


def test_autospace_vanishes_at_a_lines_start(faces: Faces) -> None:
    p = make(faces, "汉汉24汉汉汉汉汉汉")
    digits = faces["song"].width("24")
    assert first_fit(p, full_widths(p), 2, digits + 200 + 2000) == 6  # a fifth of an em behind the number, none before
    assert first_fit(p, full_widths(p), 2, digits + 200 + 1990) == 5


def lines(faces: Faces, text: str, width: int) -> list[str]:
    p = make(faces, text)
    ends = break_lines(p, (width - 2) * 1000, width * 1000)
    return [p.text[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]


PAIRS = "在全省率先实施“放心午餐”“明厨亮灶”“快速筛查”等工程并同步建设智能设备和无障碍设施让群众都能用上放心的服务"


def test_in_a_column_of_text_lines_end_as_in_a_word_processor(faces: Faces) -> None:
    """Pairs of marks take half an em less here, so that one character more would fit; the gaps open a little
    instead."""
    p = make(faces, PAIRS)
    first = first_fit(p, full_widths(p), 0, 33_000)
    assert p.natural(0, first + 1) <= 33_000
    assert len(lines(faces, PAIRS, 35)[0]) == first


def test_a_number_stays_with_its_unit_all_the_same(faces: Faces) -> None:
    text = "义务教育阶段新改扩建学校甲乙所和寄宿学校等等一共改造了甲乙丙丁80所学校并改善条件让孩子就近入学"
    p = make(faces, text)
    first = first_fit(p, full_widths(p), 0, 33_000)
    assert text[:first].endswith("80")
    assert not lines(faces, text, 35)[0].endswith("80")


def test_narrow_columns_are_set_as_well_as_they_can_be(faces: Faces) -> None:
    """Room is more precious there: the same text holds more than a word processor's line."""
    p = make(faces, PAIRS)
    assert len(lines(faces, PAIRS, 16)[0]) > first_fit(p, full_widths(p), 0, 14_000)
