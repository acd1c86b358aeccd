"""The arithmetic of change: planted faults are found, and what is right or cannot be judged is left alone."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from jzdocs.build import pipeline
from jzdocs.checks.sentences import findings
from jzdocs.project import lone
from jzdocs.resolve.punctuation import plain_normalised


def told(text: str) -> list[tuple[str, str, str]]:
    return [(f.number.quantity.text, f.problem, f.right) for f in findings(text)]


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
    path.write_text(
        "---\ntitle: 甲\n---\n\n利用率由[24.6%]{#a}提升至[38.2%]{#b}，提高12.6个百分点。\n", encoding="utf-8"
    )
    (found,) = pipeline.load(path, lone(path), "report").report.found
    assert (found.code, found.severity, found.location.line) == ("F101", "error", 5)
    assert "13.6个百分点" in found.worded()[0] and "38.2% − 24.6% = 13.6" in found.worded()[0]
    text = path.read_text(encoding="utf-8").replace("利用率由", "<!-- jz: allow F101 口径不同 -->\n\n利用率由")
    path.write_text(text, encoding="utf-8")
    assert not pipeline.load(path, lone(path), "report").report.found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用户由120万户增加到336万户，是2020年的1.8倍。", ("1.8倍", "multiple", "2.8倍")),
        ("产值从100亿元增加到150亿元，翻一番。", ("翻一番", "multiple", "1.5倍")),
        ("快递量增长1.8倍，是2020年的2.5倍。", ("2.5倍", "multiple", "2.8倍")),
        ("投诉减少2倍。", ("2倍", "decrease", "%")),
        ("利用率达到38.2个百分点。", ("38.2个百分点", "points", "38.2%")),
        ("再生水利用率由24.6%提升至38.2%，提高13.62个百分点。", ("13.62个百分点", "digits", "13.6个百分点")),
        ("2023年完成产值100亿元，2024年完成产值120亿元，增长25%。", ("25%", "change", "20%")),
        ("总人口345.6万人，其中城镇常住人口226.1万人，占常住人口比重为75.4%。", ("75.4%", "share", "65.4%")),
        ("预算收入187.3亿元，其中税收收入132.5亿元，占预算收入的60.7%。", ("60.7%", "share", "70.7%")),
        ("全市企业1286家，其中高新技术企业600家，占比36.7%。", ("36.7%", "share", "46.7%")),
        ("共签约项目86个，其中落地项目96个。", ("96个", "parts", "≤ 86个")),
        ("新建学校12所：小学5所、初中4所、高中2所。", ("12所", "parts", "11所")),
        ("新建学校12所（小学5所、初中4所、高中4所）。", ("12所", "parts", "13所")),
        ("总投资32.8亿元，其中中央资金12亿元，省级资金8亿元，市县自筹14.8亿元。", ("32.8亿元", "parts", "34.8亿元")),
        (
            "常住人口3445.96万人，其中，城镇常住人口2260.68万人，乡村常住人口1285.28万人。",
            ("3445.96万人", "parts", "3545.96万人"),
        ),
        ("全市龙头企业312家，其中国家级9家、省级86家、市级237家。", ("312家", "parts", "332家")),
        ("会议定于2025年2月30日召开。", ("2025年2月30日", "date", "2月28日")),
        ("2025年11月20日（星期五）召开。", ("2025年11月20日（星期五", "date", "星期四")),
        ("“十四五”时期（2020—2025年）成绩显著。", ("十四五”时期（2020—2025年）", "date", "2021—2025年")),
        ("“十四五”收官之年的2024年，各项工作圆满。", ("十四五”收官之年的2024年", "date", "2025年")),
        ("上半年（1—7月）完成投资。", ("上半年（1—7月）", "date", "1—6月")),
        ("2025年至2021年完成投资。", ("2025年至2021年", "date", "2021—2025年")),
        ("流转土地1500亩（120公顷）。", ("120公顷", "units", "100公顷")),
        ("建设面积3平方公里（合300亩）。", ("300亩", "units", "4500亩")),
    ],
)
def test_planted_faults_of_parts_dates_and_multiples(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "用户由120万户增加到336万户，是2020年的2.8倍。",
        "产值从100亿元增加到198亿元，翻一番；产值从100亿元增加到180亿元，接近翻一番。",
        "快递量增长1.8倍，是2020年的2.8倍，是全国平均水平的1.2倍。",
        "增幅达到3.2个百分点，高于全国平均水平1.4个百分点，差距缩小到0.8个百分点。",
        "2023年完成产值100亿元，2024年完成产值120亿元，增长20%。",
        "2021年完成产值80亿元，2024年完成产值120亿元，同比增长8%。",
        "存款余额5873.2亿元，比年初增加412.5亿元，同比增长8.9%。",
        "全市企业1286家，其中高新技术企业600家，占全省的6.7%。",
        "居民人均可支配收入32189元，其中城镇居民43217元，农村居民21865元。",
        "全市职工120人，其中女职工80人、党员70人。",
        "新增企业12家，其中民营企业8家，新增就业15万人。",
        "新建学校12所：小学5所、初中4所、高中3所。",
        "进出口总额126.7亿元，其中出口98.2亿元，增长15.1%；进口28.5亿元，增长3.9%。",
        "粮食产量1502.2万吨，其中，夏粮244.8万吨，下降1.0%；秋粮1257.4万吨，增长2.2%。",
        "建成项目86个，完成投资188亿元，其中亿元以上项目51个，完成投资172亿元。",
        "开展检查1263次，包括食品526次、药品312次等。",
        "新建管网约300公里（雨水120公里、污水200公里）。",
        "2025年11月20日（星期四）上午9时召开，截至2024年2月29日。",
        "“十四五”时期（2021—2025年），“十三五”末的2020年，开局之年2021年。",
        "上半年（1—6月）、前三季度（1—9月）完成投资，7—8月为汛期。",
        "流转土地1500亩（100公顷），建设面积3平方公里（合4500亩）。",
        "平均每户15万元，其中农村户20万元。",
        "三次产业结构由8.9：43.1：48.0调整为8.4：43.4：48.2。",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert told(text) == []


@given(st.lists(st.integers(1, 500), min_size=2, max_size=6), st.integers(-40, 40))
def test_a_full_list_adds_up_or_is_told(parts: list[int], off: int) -> None:
    whole = max(1, sum(parts) + off)
    names = ["小学", "初中", "高中", "中职", "幼儿园", "特校"]
    text = f"新建学校{whole}所（{'、'.join(f'{n}{p}所' for n, p in zip(names, parts, strict=False))}）。"
    assert told(text) == ([] if whole == sum(parts) else [(f"{whole}所", "parts", f"{sum(parts)}所")])


@given(st.integers(1, 10**5), st.integers(1, 10**5))
def test_shares_that_are_computed_are_never_told(a: int, b: int) -> None:
    part, whole = min(a, b), max(a, b)
    share = (Decimal(part) / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert told(f"全市企业{whole}家，其中高新技术企业{part}家，占比{share}%。") == []


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("会议定于2月30日召开。", "2月 has 29 days", "2月有29天"),
        ("会议定于2026年2月30日召开。", "2026年2月 has 28 days", "2026年2月有28天"),
        ("投诉减少2倍。", "a decrease cannot be one or more times the original amount", "减少的幅度不能用倍数表示"),
    ],
)
def test_what_is_computed_is_worded_in_both_languages(text: str, english: str, chinese: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# 一\n\n{text}\n", encoding="utf-8")
    (finding,) = (f for f in pipeline.load(path, lone(path), None).report if f.code in ("F112", "F115"))
    assert english in finding.worded("en")[0] and chinese in finding.worded("zh")[0]
