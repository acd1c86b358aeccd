"""The arithmetic of change: planted faults are found, and what is right or cannot be judged is left alone."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdocs import pipeline
from jzdocs.facts.arithmetic import findings
from jzdocs.project import lone
from jzdocs.resolve.punctuation import plain_normalised


def told(text: str) -> list[tuple[str, str, str]]:
    return [(f.figure.quantity.text, f.problem, f.right) for f in findings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("再生水利用率由24.6%提升至38.2%，提高14个百分点。", ("14个百分点", "change", "13.6个百分点")),
        ("再生水利用率由24.6%提升至38.2%，提高12.6个百分点。", ("12.6个百分点", "change", "13.6个百分点")),
        ("再生水利用率由24.6%提升至38.2%，提高13.6%。", ("13.6%", "points", "13.6个百分点")),
        ("面积由9208万平方米增至9741万平方米，增加633万平方米。", ("633万平方米", "change", "533万平方米")),
        ("面积由9208万平方米增至9741万平方米，增长15.8%。", ("15.8%", "change", "5.8%")),
        ("利用率由38.2%提升至24.6%。", ("24.6%", "direction", "下降")),
        ("投诉由40件下降至52件。", ("52件", "direction", "上升")),
        ("粮食总产量1478.1万吨，增产4.2万吨，增长3.3%。", ("3.3%", "rate", "0.3%")),
        ("收入由2020年的32189元增加到2024年的43377元，增长44.8%。", ("44.8%", "change", "34.8%")),
        ("投入由1.2亿元增加到3.0亿元，增长2.5倍。", ("2.5倍", "change", "1.5倍")),
        ("投诉由50件下降至40件，下降25%。", ("25%", "change", "20%")),
    ],
)
def test_planted_faults(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "再生水利用率由24.6%提升至38.2%，提高13.6个百分点。",
        "面积由9208万平方米增至9741万平方米，增加533万平方米，增长5.8%。",
        "收入由2020年的32189元增加到2024年的43377元，年均增长7.7%。",
        "产值由1.2亿元增加到3.0亿元，同比增长12%。",
        "人数由约200人增加到350人，增加100人。",
        "粮食总产量1478.1万吨，增产4.2万吨，增长0.3%。",
        "管网达1938公里，面积达13579万平方米，五年间分别增长369公里和1750万平方米。",
        "占比由35%提高至41%，提高6个百分点，收入增长3.2%。",
        "投入由1.2亿元增加到3.0亿元，增长1.5倍。",
        "投诉由50件下降至40件，下降20%。",
        "比例由1/3提高到2/3。",
        "价格由5元涨到5元，上涨0%。",
    ],
)
def test_what_is_right_or_cannot_be_judged(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [("平均提升超过50%以上。", "超过50%"), ("约200个左右。", "约200个"), ("不少于50家以上。", "不少于50家")],
)
def test_an_approximation_said_twice(text: str, right: str) -> None:
    assert [(f[1], f[2]) for f in told(text)] == [("doubled", right)]


def test_the_real_text_states_one_approximation_twice(real_text: Path) -> None:
    found = [f for line in real_text.read_text(encoding="utf-8").splitlines() for f in told(plain_normalised(line))]
    assert found == [("超过50%以上", "doubled", "超过50%")]


@given(st.integers(1, 99999), st.integers(1, 99999), st.integers(0, 2), st.sampled_from(["%", "亿元", "万户"]))
def test_changes_that_are_computed_are_never_told(first: int, last: int, places: int, unit: str) -> None:
    a, b = Decimal(first).scaleb(-places), Decimal(last).scaleb(-places)
    verb, by = ("提升", "提高") if b >= a else ("下降", "降低")
    difference = f"{abs(b - a)}{'个百分点' if unit == '%' else unit}"
    assert told(f"数值由{a}{unit}{verb}至{b}{unit}，{by}{difference}。") == []
    rate = (abs(b - a) / a * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert told(f"数值由{a}{unit}{verb}至{b}{unit}，{'增长' if b >= a else '下降'}{rate}%。") == []


@given(st.integers(10, 9999), st.integers(10, 9999), st.integers(1, 900))
def test_a_wrong_difference_is_always_told(first: int, last: int, off: int) -> None:
    verb, by = ("增加", "增加") if last >= first else ("减少", "减少")
    wrong = abs(last - first) + off + 2
    assert [f[1] for f in told(f"总数由{first}户{verb}到{last}户，{by}{wrong}户。")] == ["change"]


def test_it_is_an_error_with_its_place_and_can_be_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 甲\n---\n\n利用率由[24.6%]{#a}提升至[38.2%]{#b}，提高12.6个百分点。\n", encoding="utf-8")
    (found,) = pipeline.load(path, lone(path), "report").report.found
    assert (found.code, found.severity, found.location.line) == ("F101", "error", 5)
    assert "13.6个百分点" in found.message and "38.2% − 24.6% = 13.6" in found.message
    text = path.read_text(encoding="utf-8").replace("利用率由", "<!-- jz: allow F101 口径不同 -->\n\n利用率由")
    path.write_text(text, encoding="utf-8")
    assert not pipeline.load(path, lone(path), "report").report.found
