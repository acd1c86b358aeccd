"""Formulas over series of data: 同比, 环比, 占比, 累计, 排名, 最新, in the front matter, charts and key figures."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies

import jzdocs
from jzdocs.facts.data_periods import read_period, read_periods, shown, year_before

MONTHS = """月份,产值（亿元）,利用率（%）
2024-09,100.0,20.0
2024-10,102.0,21.5
2025-08,,22
2025-09,110.5,23.0
2025-10,91.8,20.4
"""
COUNTIES = """县区,2024年,2025年
榆次区,50.5,60
祁县,20.0,20
太谷区,29.5,20
合计,100,100
"""
GROUPS = """月份,县区,产值（亿元）
2025年1月,甲,10
2025年1月,乙,30
2025年2月,甲,20
2025年2月,乙,30
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("m", MONTHS), ("c", COUNTIES), ("g", GROUPS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def source(formula: str, use: str = "x") -> str:
    return (
        "---\ntitle: 题\ntemplate: report\ndata: {m: m.csv, c: c.csv, g: g.csv}\n"
        f"derived:\n  x: '{formula}'\n---\n\n值为@fact:{{{use}}}。\n"
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("formula", "text", "computation"),
    [
        ("同比(m.产值)", "-10.0%", "(91.8亿元 − 102.0亿元) ÷ 102.0亿元"),
        ("同比(m.产值, 2025年9月)", "10.5%", "(110.5亿元 − 100.0亿元) ÷ 100.0亿元"),
        ("yoy(m.产值, 2025-09) → 0.00%", "10.50%", "(110.5亿元 − 100.0亿元) ÷ 100.0亿元"),
        ("环比(m.产值)", "-16.9%", "(91.8亿元 − 110.5亿元) ÷ 110.5亿元"),
        ("同比(m.利用率)", "-1.1个百分点", "20.4% − 21.5%"),
        ("同比(c.榆次区)", "18.8%", "(60 − 50.5) ÷ 50.5"),
        ("占比(c.2025年, 榆次区)", "60.0%", "60 ÷ 100"),
        ("占比(g.产值, 甲)", "40.0%", "20亿元 ÷ 50亿元"),
        ("占比(g.产值, 2025年1月, 甲)", "25.0%", "10亿元 ÷ 40亿元"),
        ("占比(c.2024年, 祁县, 榆次区)", "39.6%", "20.0 ÷ 50.5"),
        ("累计(g.产值, 乙)", "60亿元", "30亿元 + 30亿元"),
        ("排名(c.2025年, 太谷区)", "2", "20在3项中由高到低排第2"),
        ("排名(c.2024年, 祁县, 升序)", "1", "20.0在3项中由低到高排第1"),
        ("最新(m.产值)", "91.8亿元", "2025-10的值"),
        ("最新(m.产值) - m.B2", "-8.2亿元", "91.8亿元 − 100.0亿元"),
    ],
)
def test_what_is_computed_stands_with_its_formula(formula: str, text: str, computation: str) -> None:
    built = jzdocs.build(source(formula), to="pdf", template="briefing")
    fact = built.facts["x"]
    assert fact["text"] == text and computation in fact["computation"] and fact["derived"] and fact["inputs"]
    assert json.loads(built.files["text.facts.json"])["facts"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("同比(m.产值, 2025年8月)", "没有2025年8月的数"),
        ("环比(m.产值, 2025年9月)", "没有作比较的2025年8月的数"),
        ("同比(n.产值)", "没有数据表“n”"),
        ("同比(m.产量)", "没有“产量”这一列或行"),
        ("同比(g.产值)", "请写明哪一行（2025年2月 甲、2025年2月 乙）"),
        ("占比(c.2024年)", "没有写明哪一行"),
        ("占比(c.2024年, 平遥县)", "没有叫“平遥县”的行"),
        ("累计(m.产值)", "没有2025年1月的数"),
        ("累计(m.利用率)", "百分数，不能累加"),
        ("同比()", "要写明数列"),
    ],
)
def test_what_cannot_be_computed_says_why(formula: str, reason: str) -> None:
    with pytest.raises(jzdocs.FindingsError) as raised:
        jzdocs.build(source(formula))
    found = raised.value.findings.errors[0]
    assert (found.code, found.location.line) == ("F004", 6) and reason in found.worded("zh")[0]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("formula", "use", "printed"),
    [
        ("同比(m.产值)", "x:增减", "下降10.0%"),
        ("同比(m.产值, 2025年9月)", "x:change", "增长10.5%"),
        ("同比(m.利用率, 2025年9月)", "x:增减", "提高3.0个百分点"),
        ("同比(c.祁县)", "x:增减", "持平"),
        ("最新(m.产值) - m.B2", "x:增减", "减少8.2亿元"),
    ],
)
def test_a_change_is_printed_with_its_sign_in_a_word(formula: str, use: str, printed: str) -> None:
    from pypdfium2 import PdfDocument

    page = PdfDocument(jzdocs.build(source(formula, use), to="pdf").pdf)[0]
    assert f"值为{printed}。" in page.get_textpage().get_text_range().replace(" ", "")


@pytest.mark.usefixtures("folder")
def test_charts_and_key_figures_compute_too() -> None:
    text = source("最新(m.产值)") + (
        "\n```chart #fig:a\nkind: line\ntitle: 题\nfrom: m\nvalues: [产值]\ncompute: 同比\nalt: 图\n```\n"
        "\n```chart #fig:b\nkind: bar\ntitle: 题\nunit: \"%\"\nrows: {榆次区: '占比(c.2025年, 榆次区)'}\nalt: 图\n```\n"
        "\n```keyfigures\ntitle: 题\ncards:\n  - figure: 同比(m.产值, 2025年9月)\n    label: 同比\n```\n"
    )
    built = jzdocs.build(text)
    assert not built.findings
    texts = {fact["id"]: fact["text"] for fact in built.facts}
    assert texts == {
        "x": "91.8亿元",
        "同比.m.B5": "10.5%",
        "同比.m.B6": "-10.0%",
        "占比.c.2025年.榆次区": "60.0%",
        "同比.m.产值.2025年9月": "10.5%",
    }
    with pytest.raises(jzdocs.FindingsError) as raised:
        jzdocs.build(text.replace("compute: 同比", "compute: 同期"))
    assert raised.value.diagnostic.code == "D077"


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("2025年10月", "month", "2025年10月"),
        ("2025-10", "month", "2025年10月"),
        ("202510", "month", "2025年10月"),
        ("2025Q3", "quarter", "2025年三季度"),
        ("2025年第三季度", "quarter", "2025年三季度"),
        ("2025年上半年", "half", "2025年上半年"),
        ("2025年1-10月", "running", "2025年1—10月"),
        ("2025-10-31", "day", "2025年10月31日"),
        ("2025", "year", "2025年"),
        ("10月", "month", "10月"),
    ],
)
def test_periods_are_read_as_tables_write_them(text: str, kind: str, printed: str) -> None:
    period = read_period(text)
    assert period and (period.kind, shown(period.kind, period.index)) == (kind, printed)


@pytest.mark.parametrize("text", ["", "榆次区", "2025年13月", "2025-02-30", "12.5", "3000", "2025年10月产值"])
def test_other_texts_are_no_periods(text: str) -> None:
    assert read_period(text) is None


def test_days_of_a_month_each_stand_for_months() -> None:
    months = read_periods(["2025-09-30", "2025-10-31"])
    assert [period and shown(period.kind, period.index) for period in months] == ["2025年9月", "2025年10月"]
    assert [period and period.kind for period in read_periods(["2025-10-01", "2025-10-02"])] == ["day", "day"]
    leap = read_period("2024-02-29")
    assert leap and shown("day", year_before(leap)) == "2023年2月28日"


amounts = strategies.decimals(Decimal("0.01"), Decimal(10) ** 9, places=2)


@settings(deadline=None, max_examples=20)
@given(amounts, amounts)
def test_rates_are_exact_in_decimals(before: Decimal, after: Decimal) -> None:
    rows = [{"月份": "2024年1月", "值": before}, {"月份": "2025年1月", "值": after}]
    text = "---\ntitle: 题\ntemplate: report\nderived:\n  x: 同比(t.值) → 0.00%\n---\n\n值为@fact:{x}。\n"
    exact = ((after - before) / before * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    document = jzdocs.Document(title="题", template="report", derived={"x": "同比(t.值) → 0.00%"})
    document.data("t", rows)
    document.markdown(text.rpartition("---\n\n")[2])
    from jzdocs.build.pipeline import load

    loaded = load(*document._place(), None, options=document._options())
    assert loaded.document.facts["x"].value == exact
