"""Sentences as communiqués, budgets and reports word them, each with a fault that is planted in one number or verb
({right|wrong}): the right ones are left alone, the faults are found. We wrote them all."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.build import pipeline
from jzdocs.checks.finding import Finding
from jzdocs.checks.sentences import findings
from jzdocs.project import lone

LINES = [
    line
    for name in ("change_wordings.txt", "loose_wordings.txt")
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
_FAULT = re.compile(r"\{([^|}]*)\|([^}]*)\}")
_LEAST_FOUND = 0.97


def right(line: str) -> str:
    return _FAULT.sub(r"\1", line)


def wrong(line: str) -> str:
    return _FAULT.sub(r"\2", line)


def test_right_sentences_are_left_alone() -> None:
    told = {right(line): [(f.number.quantity.text, f.problem) for f in findings(right(line))] for line in LINES}
    assert {line: found for line, found in told.items() if found} == {}


def test_planted_faults_are_found() -> None:
    faulty = [wrong(line) for line in LINES if _FAULT.search(line)]
    missed = [line for line in faulty if not any(findings(line))]
    assert len(faulty) > 700
    assert len(missed) <= (1 - _LEAST_FOUND) * len(faulty), missed


def test_nearly_all_of_them_are_certain() -> None:
    found = [list(findings(wrong(line))) for line in LINES if _FAULT.search(line)]
    certain = sum(any(finding.certain for finding in of_line) for of_line in found)
    assert certain >= _LEAST_FOUND * sum(map(bool, found))


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("为1250户困难家庭发放救助金312.5万元，户均3500元。", "2500元"),
        ("项目预算金额1250万元，中标金额1125万元，节约资金135万元，节约率10%。", "125万元"),
        ("规上工业增加值增长7.8%，全省平均为6.1%，高于全省平均水平1.9个百分点。", "1.7个百分点"),
        ("采购课桌椅850套，单价260元，合计金额24.1万元。", "22.1万元"),
        ("年初预算安排36亿元，实际支出34.2亿元，完成预算的93%。", "95%"),
        ("参保率为97.6%，上年为96.1%，提高1.5%。", "1.5个百分点"),
        ("今年产量为82万吨，去年为90万吨，同比增加8万吨。", "下降"),
    ],
)
def test_the_fix_is_what_the_text_should_say(text: str, fix: str) -> None:
    (finding,) = findings(text)
    assert finding.right == fix


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("余额54337.89亿元，比年初增加5537.68亿元，增长11.4%。", False),  # 11.348: rounded twice
        ("余额54337.89亿元，比年初增加5537.68亿元，增长12.4%。", True),
        ("规模从2015年的712亿元跃升至2024年的5367亿元，年均增长22%。", False),  # both ends counted: ten years
        ("规模从2015年的712亿元跃升至2024年的5367亿元，年均增长29%。", True),
        ("得率由76.5%提升到84.1%，同比提升8.6个百分点。", False),  # another base may be meant
    ],
)
def test_what_another_reading_explains_is_a_warning(text: str, certain: bool) -> None:
    assert [finding.certain for finding in findings(text)] == [certain]


@pytest.mark.parametrize(
    "text",
    [
        "地区生产总值486.5亿元，比上年增加21.3亿元，增长5.2%。",  # the rate is at constant prices
        "人均消费水平由175元增加到450元，扣除物价因素增长86.9%。",
        "净利润预计增加4944.21万元至6376.25万元，同比增加46.94%到60.54%。",
        "净利润7.76亿元，上年同期为亏损2.33亿元，实现扭亏为盈。",
        "平均办理时间由5天缩短至2天，缩短58%。",
        "总产量86万吨，约为上年的2倍；人数由约200人增加到350人，增加近150人。",
        "投资由12亿元增加到18亿元，占全市的比重提高3个百分点，带动就业增加500人。",
        "生产总值增长4.8%，其中工业增长6.2%、高于全国平均0.3个百分点。",
        "常住人口486万人，实现地区生产总值3860亿元，人均地区生产总值7.9万元。",
        "三项基金总收入4.53万亿元、总支出3.89万亿元，6月底累计结余9.83万亿元。",
        "一季度出口12亿元，二季度出口15亿元，上半年进出口总额48亿元。",
    ],
)
def test_what_names_other_numbers_is_left_alone(text: str) -> None:
    assert list(findings(text)) == []


def told(text: str) -> list[Finding]:
    return list(findings(text))


@given(st.integers(2, 400), st.integers(1, 5000))
def test_a_mean_that_is_computed_is_never_told(count: int, mean: int) -> None:
    assert told(f"为{count}户家庭发放救助金{count * mean}元，户均{mean}元。") == []
    assert told(f"为{count}户家庭发放救助金{count * mean}元，户均{mean * 2}元。") != []


@given(st.integers(100, 9999), st.integers(100, 9999))
def test_the_rate_of_a_plan_that_is_computed_is_never_told(plan: int, done: int) -> None:
    rate = (Decimal(done) / plan * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert told(f"全年计划开工项目{plan}个，实际开工{done}个，完成计划的{rate}%。") == []
    assert told(f"全年计划开工项目{plan}个，实际开工{done}个，完成计划的{rate + 3}%。") != []


@given(st.integers(2, 90), st.integers(2, 900))
def test_a_product_that_is_computed_is_never_told(count: int, price: int) -> None:
    assert told(f"购置设备{count}台，每台{price}万元，共计{count * price}万元。") == []
    assert told(f"购置设备{count}台，每台{price}万元，共计{count * price + price}万元。") != []


@settings(max_examples=20)
@given(st.text("，、“”（）同比增加由到至为的约1235%万元。", max_size=400))
def test_any_text_is_read_in_time(text: str) -> None:
    told(text * 4)


def test_each_kind_is_reported_with_its_own_code(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    texts = [
        "为1250户困难家庭发放救助金312.5万元，户均3500元。",
        "产量由2020年的100万吨增加到2024年的146.4万吨，年均增长12.0%。",
        "全年计划开工项目150个，实际开工162个，完成年度计划的106%。",
        "购置救护车12辆，每辆38万元，共计468万元。",
        "全县共有行政村186个，已完成整治151个，剩余45个。",
    ]
    path.write_text("# 一\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
    found = {finding.code: finding for finding in pipeline.load(path, lone(path), None).report}
    codes = ["F116", "F117", "F118", "F119"]
    assert [code for code in codes if code in found] == codes
    assert "35个" in found["F119"].worded("zh")[0] and "108%" in found["F117"].worded("en")[0]
    assert all(found[code].severity == "error" for code in codes)
