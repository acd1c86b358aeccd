"""Quantities that are stated in two units, and amounts in two currencies."""

from __future__ import annotations

import pytest

from jzdocs.checks.sentences import findings

WRONG = [
    ("流转土地100公顷（1550亩）。", "1550亩", "1500亩"),
    ("流转土地100公顷，折合150亩。", "150亩", "1500亩"),
    ("总产量35万吨，合70亿斤。", "70亿斤", "7亿斤"),
    ("发电8.5亿千瓦时，即85亿度。", "85亿度", "8.5亿度"),
    ("投资1.2亿元，即1200万元。", "1200万元", "12000万元"),
    ("面积13579平方米（约合26亩）。", "26亩", "20亩"),
    ("引资5亿美元（按100美元合712元人民币折算，约合45亿元）。", "45亿元", "36亿元"),
    ("工期72小时（4天）。", "4天", "3天"),
    ("蓄水2000立方米，折合2万升。", "2万升", "200万升"),
    ("收购价2.6元/斤（合5.4元/公斤）。", "5.4元/公斤", "5.2元/公斤"),
    ("装机300兆瓦（30千瓦）。", "30千瓦", "300000千瓦"),
    ("审批时限由48小时（2天）压缩为24小时（2天）。", "2天", "1天"),
    ("建设周期1.5年（即16个月）。", "16个月", "18个月"),
    ("新增耕地3000亩（20公顷）。", "20公顷", "200公顷"),
    ("平均速度72千米/时，合25米/秒。", "25米/秒", "20米/秒"),
    ("种植面积2.4万亩（折合160公顷）。", "160公顷", "1600公顷"),
    ("产粮46万公斤，折合92吨。", "92吨", "460吨"),
    ("外贸额86亿美元，汇率按7.1计算，折合人民币620.6亿元。", "620.6亿元", "610.6亿元"),
]
RIGHT = [
    "流转土地100公顷（1500亩）。",
    "流转土地100公顷，折合1500亩。",
    "总产量35万吨，合7亿斤。",
    "发电8.5亿千瓦时，即8.5亿度。",
    "线路全长12公里，合24里。",
    "投资1.2亿元，即12000万元。",
    "面积13579平方米（约合20亩）。",
    "引资5亿美元，按1美元兑7.12元人民币计算，折合35.6亿元。",
    "引资5亿美元（按100美元合712元人民币折算，约合36亿元）。",
    "工期72小时（3天）。",
    "蓄水2000立方米，折合200万升。",
    "收购价2.6元/斤（合5.2元/公斤）。",
    "装机300兆瓦（30万千瓦）。",
    "审批时限由48小时（2天）压缩为24小时（1天）。",
    "建设周期1.5年（即18个月）。",
    "新增耕地3000亩（200公顷）。",
    "平均速度72千米/时，合20米/秒。",
    "种植面积2.4万亩（折合1600公顷）。",
    "产粮46万公斤，折合460吨。",
    "外贸额86亿美元，汇率按7.1计算，折合人民币610.6亿元。",
    "占地50亩（建筑面积2万平方米）。",
    "管径500毫米（3公里）。",
    "总投资3.5亿元（2000万元已到位）。",
    "总投资3.5亿元（自筹2000万元）。",
    "10万亩（6700公顷）",
    "1600亩（106公顷）",
    "长5公里（宽30米）。",
    "工作2年，即将满3年。",
    "每斤2.6元，合同价5.2元。",
    "投资5亿美元，其中按1美元兑7.12元人民币计算的有3亿元。",
    "造林120万亩（8万公顷），增长5%。",
    "用时2小时，合计3天。",
    "水库库容1200万立方米（1.2亿吨）。",
    "线路全长12公里，合24.5里。",  # 12.25公里 are printed so, too
]


@pytest.mark.parametrize(("text", "stated", "right"), WRONG)
def test_a_wrong_conversion_is_found(text: str, stated: str, right: str) -> None:
    found = [finding for finding in findings(text) if finding.problem == "units"]
    assert [(finding.number.quantity.text, finding.right, finding.certain) for finding in found] == [
        (stated, right, True)
    ]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_conversion_is_not_accused(text: str) -> None:
    assert not [finding for finding in findings(text) if finding.problem == "units"]


@pytest.mark.parametrize(
    ("text", "certain"),
    [("占地100公顷（约1540亩）。", None), ("占地100公顷（约1650亩）。", False), ("占地100公顷（约150亩）。", True)],
)
def test_an_approximation_may_be_near(text: str, certain: bool | None) -> None:
    found = [finding.certain for finding in findings(text) if finding.problem == "units"]
    assert found == ([] if certain is None else [certain])
