"""Faults that no wording names: the numbers themselves miss each other by a digit, or a stock by its flows, a price by its
rate, a span by its days. Each pair is a right sentence and the same with one number changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from judged import assert_only_the_fault_is_found
from jzdocs.checks.near_misses import is_misprint
from jzdocs.checks.sentences import findings

PAIRS = [
    # sums, differences
    ("一标段中标价1362万元，二标段中标价1845万元，两标段合计3207万元。", "3207", "3270"),
    ("借款300万元，先后归还90万元、75万元，尚欠135万元。", "135", "155"),
    ("全年开行列车618列，去程331列、回程287列。", "287", "278"),
    ("设备款412万元，安装费58万元，培训费30万元，合同总额500万元。", "500", "520"),
    ("办公室有主任1名、副主任2名、干事9名共12人。", "共12", "共13"),
    ("共安装路灯90盏，至上月末已安装41盏，本月安装22盏，累计安装63盏。", "累计安装63", "累计安装73"),
    ("最高气温33.6℃，最低气温21.9℃，日较差11.7℃。", "11.7", "12.7"),
    ("全市满意率96.42%，高于全省平均水平95.10%1.32个百分点。", "1.32", "1.23"),
    ("计划改造小区54个，其中城区27个、镇区15个、乡村12个，惠及居民1.1万户。", "其中城区27", "其中城区37"),
    # rates, shares, means, multiples
    ("当月成交138宗，较前月120宗多18宗，环比上升15.0%。", "15.0", "19.0"),
    ("2018年，园区有企业320家。2024年，园区企业增加到512家，增长60.0%。", "60.0", "37.5"),
    ("在全部175票中，赞成161票，得票率92.0%。", "92.0", "82.0"),
    ("注册资本3000万元，甲方认缴1650万元，持股55%，为控股股东。", "55", "45"),
    ("运输鲜蛋500箱，途中损坏15箱，完好率97%。", "97", "93"),
    ("床位总数3.6万张，是五年前1.2万张的3倍。", "的3倍", "的4倍"),
    ("年产能由40万吨提高到160万吨，产能是技改前的4倍。", "的4倍", "的3倍"),
    ("学校共有38个教学班、1748名学生，平均班额46人。", "46", "64"),
    ("四个班人数分别为42人、45人、47人和46人，平均45人。", "平均45", "平均47"),
    # products, portions
    ("列车运行3小时，平均时速220公里，线路全长660公里。", "660", "690"),
    ("聘用护林员35名，每人每月2200元，每月支出77000元。", "77000", "72000"),
    ("贷款400万欧元，按汇率7.9折合人民币3160万元。", "3160", "3610"),
    ("图书定价每册36元，按七五折采购，每册实付27.00元。", "27.00", "29.00"),
    ("合同含税价226万元，增值税税率13%，不含税价为200万元。", "200万", "197万"),
    ("桥梁共有桩基135根，已浇筑完成三分之二，即90根。", "90", "45"),
    ("诉讼费5600元，减半收取2800元。", "2800", "2080"),
    # stocks and flows, partitions, packs
    ("年初有职工356人，年内入职47人、离职29人，年末职工374人。", "374", "347"),
    ("全班48名学生，今日病假2人、事假1人，到校45人。", "到校45", "到校46"),
    ("仓库原存大米2100袋，先后调出560袋、380袋，现存1160袋。", "1160", "1060"),
    ("抽查合同260份，规范243份，存在问题17份。", "17", "27"),
    ("应到13人，实到11人，表决结果为同意8票、反对2票、弃权1票。", "弃权1", "弃权2"),
    ("队伍在14场比赛中取得8胜4平2负的成绩。", "2负", "3负"),
    ("五个年级，每个年级6个班，共30个教学班。", "共30", "共36"),
    ("疫苗每瓶5剂，领取38瓶，可供接种190剂次。", "190", "180"),
    # days and hours
    ("停水时间为7月2日22时至7月3日7时，共计9小时。", "共计9", "共计7"),
    ("手术于8时40分开始，11时05分结束，历时145分钟。", "145", "165"),
    ("合同工期为150天，自2025年3月10日开工，计划于2025年8月7日竣工。", "150", "180"),
    ("2025年2月共有28天，全月晴天19天。", "28", "29"),
    ("距12月25日开业还有16天，今天是12月9日。", "16", "26"),
    ("百日攻坚行动已进行58天，还剩42天。", "42", "52"),
    ("判处有期徒刑三年，刑期自2023年5月12日起至2026年5月11日止。", "2026", "2027"),
    ("老人现年81岁（截至2025年10月1日），1944年3月出生。", "81", "71"),
    ("协会成立于2011年4月，截至2025年4月已成立14年。", "14", "24"),
    ("“十四五”期间（2021—2025年）的五年里，新建学校31所。", "五年里", "六年里"),
    ("今天是2025年3月12日，周三。", "周三", "周五"),
    ("假期从10月1日放到8日，一共8天。", "一共8", "一共5"),
]


@pytest.mark.parametrize("right, number, wrong", PAIRS)
def test_a_changed_number_is_found_and_the_right_sentence_is_not_accused(right: str, number: str, wrong: str) -> None:
    assert_only_the_fault_is_found(right, number, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "办理代表建议412件、委员提案385件，办结率100%。",
        "新增国家级平台4个、省级平台16个，成果转化率达到35.6%。",
        "户籍人口58.6万人，常住人口52.1万人，城镇化率为61.3%。",
        "贷款利率为3.43%、房贷利率为3.11%，同比分别下降0.36个和0.88个百分点。",
        "进出口1.24万亿元，增长19.9%；对欧盟进出口9989.4亿元，增长12.4%。",
        "销售额分别约为141亿元、105亿元、66亿元。",
        "投资2300亿元、能源投资2100亿元、水利投资900亿元，全年力争完成。",
        "存款余额首次突破千亿元，达1032亿元，当年新增98亿元，同比少增12亿元。",
        "机上175名乘客和6名机组人员，除2名获救，其余179人遇难。",
        "赤字13500亿元，比上年增加1500亿元，其中中央赤字9500亿元，地方4000亿元。",
        "上月结余240盒，本月入库500盒，发出615盒，本月结余125盒。",
        "6月1日至30日，全市降雨12天，共计86小时。",
        "前三季度完成投资128.4亿元，增长6.2%；上年同期120.9亿元，增长4.1%。",
        "2024年投资128.4亿元，增长6.2%。2023年投资120.9亿元，同比增长4.1%。",
        "32名选手中有女选手11名、少数民族选手9名。",
        "日供水能力由18.5万吨提高到21.0万吨，供水普及率达到99.2%。",
    ],
)
def test_numbers_that_only_stand_near_one_another_are_left_alone(text: str) -> None:
    assert not list(findings(text))


def test_what_is_missed_by_a_digit_is_a_warning_with_what_it_should_be() -> None:
    (finding,) = findings("借款300万元，先后归还90万元、75万元，尚欠155万元。")
    assert not finding.certain
    assert finding.number.quantity.text == "155万元"
    assert finding.right == "135万元"
    assert "300万元" in str(finding.how) and "90万元" in str(finding.how)


@pytest.mark.parametrize(
    ("text", "place", "certain"),
    [
        ("合同金额400万美元，按1美元兑7.2元人民币计算，折合人民币2680万元。", "2680万元", True),
        ("公示期为2025年6月3日至6月7日，共9天。", "共9天", True),
        ("停水时间为7月2日22时至7月3日7时，共计7小时。", "共计7小时", False),
    ],
)
def test_a_fault_is_told_once_and_as_surely_as_any_check_knows_it(text: str, place: str, certain: bool) -> None:
    (finding,) = findings(text)
    assert (finding.number.quantity.text, finding.certain) == (place, certain)


@pytest.mark.parametrize(
    "stated, right, expected",
    [
        ("3207", "3270", True),
        ("3207", "3217", True),
        ("12.5", "125", True),
        ("128", "12", False),
        ("1285", "12855", True),
        ("3207", "3271", False),
        ("43.8", "48.3", True),
        ("12", "13", True),
        ("12", "45", False),
    ],
)
def test_misprints(stated: str, right: str, expected: bool) -> None:
    assert is_misprint(stated, right) is expected
    assert is_misprint(right, stated) is expected


@settings(deadline=None)
@given(
    st.text(
        "共计其中每人均年初末月日时分元万亿%。，、：（）0123456789.增减占完成率合格不负胜平场折税从到至", max_size=60
    )
)
def test_any_text_is_judged_without_an_exception(text: str) -> None:
    for finding in findings(text):
        quantity = finding.number.quantity
        assert text[quantity.start : quantity.end] == quantity.text
