"""Dates, spans, ages and anniversaries in many wordings: each fault is found, and its right twin is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from growth import processor_seconds
from jzdocs.checks.calendar import Point, spans
from jzdocs.checks.sentences import findings

TEXTS = Path(__file__).parent / "texts"
OF_TIME = {"date", "length", "age", "consecutive", "time", "relative"}


def lines(name: str) -> list[str]:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def found(text: str) -> list[tuple[str, str, str]]:
    return [(str(f.problem), f.number.quantity.text, f.right) for f in findings(text) if f.problem in OF_TIME]


@pytest.mark.parametrize("line", lines("dates_right"))
def test_a_right_date_is_left_alone(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize("line", lines("dates_wrong"))
def test_a_wrong_date_is_found_where_it_stands(line: str) -> None:
    assert found(line)
    for finding in findings(line):
        quantity = finding.number.quantity
        assert line[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("花会于5月16日至20日举办，为期7天。", [("length", "为期7天", "5天")]),
        ("花会于5月16日至20日举办，为期5天。", []),
        ("书院创办于1956年，2026年将迎来建院60周年。", [("age", "60周年", "70周年")]),
        ("甲某（1930—2020），享年80岁。", [("age", "80岁", "90岁")]),
        ("2022年、2023年连续三年增产。", [("consecutive", "2022年、2023年连续三年", "2年")]),
        ("会议9时75分开始。", [("time", "9时75分", "0—59分")]),
        ("会议上午14时30分开始。", [("time", "上午14时30分", "下午14时")]),
        ("2024年产花3吨，比上年（2022年）增长2%。", [("relative", "上年（2022年）", "上年（2023年）")]),
        ("2025年花会拟于12月12日（星期二）开幕。", [("date", "12月12日（星期二", "星期五")]),
    ],
)
def test_what_a_finding_says(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_what_may_be_right_is_no_error() -> None:
    """A meeting from 16 to 20 lasts 5 days; 4 is only unusual. A term may be counted without its first day."""
    (finding,) = findings("花会于5月16日至20日举办，为期4天。")
    assert (finding.problem, finding.certain) == ("length", False)
    assert not list(findings("公示期为5月16日至20日，共4天。"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年3月5日至9日", Point(2025, 3, 5), Point(2025, 3, 9)),
        ("3月5日—4月9日", Point(None, 3, 5), Point(None, 4, 9)),
        ("2025年12月30日至1月2日", Point(2025, 12, 30), Point(None, 1, 2)),
        ("二〇二五年三月五日至三月九日", Point(2025, 3, 5), Point(2025, 3, 9)),
        ("2025年3月至8月", Point(2025, 3), Point(2025, 8)),
        ("3—5月", Point(None, 3), Point(None, 5)),
        ("2021—2025年", Point(2021), Point(2025)),
    ],
)
def test_spans(text: str, first: Point, last: Point) -> None:
    (span,) = spans(f"于{text}。")
    assert (span.first, span.last, span.text) == (first, last, text)


@settings(deadline=None)
@given(st.text("年月日至—（）星期周岁连续历时为期共天生成立上今去12345602十四五二〇，。、:", max_size=60))
def test_any_text_is_judged_without_an_exception(text: str) -> None:
    for finding in findings(text):
        quantity = finding.number.quantity
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize("unit", ["2025年3月5日至9日，", "1960年出生，", "（2021—2025年）", "1月（星期", "连续2年"])
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * (count // len(unit))
        return processor_seconds(lambda: list(findings(text)))

    assert seconds(40_000) < 12 * max(seconds(8_000), 0.02)
