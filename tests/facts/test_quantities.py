"""The grammar of quantities, and pairs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from jzdocs.facts.number import Number
from jzdocs.facts.quantities import quantities, read_fact
from jzdocs.facts.recognition import numbers_in


@pytest.mark.parametrize(
    ("text", "value", "unit", "amount", "approx"),
    [
        ("291.58亿元", "291.58", "亿元", "29158000000", None),
        ("3.86万个", "3.86", "万个", "38600", None),
        ("约200个", "200", "个", "200", "约"),
        ("7500余名", "7500", "名", "7500", "余"),
        ("4.4万余盏", "4.4", "万盏", "44000", "余"),
        ("超10亿元", "10", "亿元", "1000000000", "超"),
        ("95%以上", "95", "%", "95", "以上"),
        ("2800吨/日", "2800", "吨/日", "2800", None),
        ("13579万平方米", "13579", "万平方米", "135790000", None),
        ("126.9万人次", "126.9", "万人次", "1269000", None),
        ("13.6个百分点", "13.6", "个百分点", "13.6", None),
        ("41.90%", "41.90", "%", "41.90", None),
        ("1,234.5元", "1234.5", "元", "1234.5", None),
        ("５３４４户", "5344", "户", "5344", None),
    ],
)
def test_a_quantity(text: str, value: str, unit: str, amount: str, approx: str | None) -> None:
    (found,) = [q for q in quantities(f"全市共{text}，") if q.kind == "level"]
    assert (str(found.value), found.unit, format(found.amount, "f"), found.approx) == (value, unit, amount, approx)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2024年以来", "date"),
        ("今年5月，", "date"),
        ("“156”战略", "label"),
        ("139记忆公园", "label"),
        ("构建“1+11”布局", "label"),
    ],
)
def test_what_is_no_level(text: str, kind: str) -> None:
    assert {q.kind for q in quantities(text)} == {kind}


def pair(text: str) -> list[Number]:
    return [f for f in numbers_in(text) if f.kind in ("from", "to")]


def test_a_pair_and_its_subject() -> None:
    found = pair("2024年入选重点城市，再生水利用率从24.6%提升至38.2%，水资源利用迈上新台阶。")
    assert [(f.subject, f.quantity.text, f.kind) for f in found] == [
        ("再生水利用率", "24.6%", "from"),
        ("再生水利用率", "38.2%", "to"),
    ]
    assert found[0].group == found[1].group is not None


@pytest.mark.parametrize(
    "text",
    [
        "覆盖率达30.02%提升至99.71%",
        "能力由1000吨/日增至2800吨/日",
        "面积由941万平方米增加到1145万平方米",
        "投诉量从40件下降至12件",
        "由5%提高到8%",
    ],
)
def test_wordings_of_a_pair(text: str) -> None:
    assert [f.kind for f in pair(text)] == ["from", "to"]


def test_different_units_are_no_pair() -> None:
    text = "由24.6%提升至38公里"
    assert all(f.group is None for f in pair(text))


@given(st.decimals(0, 10**7, places=2), st.sampled_from(["亿元", "万户", "公里", "%", "人次"]))
def test_printed_numbers_are_read_back(number: Decimal, unit: str) -> None:
    (found,) = quantities(f"达{number}{unit}。")
    assert found.value == number and found.unit == unit


def test_a_marked_figure_keeps_an_unknown_unit() -> None:
    found = read_fact("12标准箱")
    assert found is not None and found.unit == "标准箱"
