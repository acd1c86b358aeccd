"""Lengths of time, timetables and ranges of numbers that their sentence contradicts, whatever words stand between them.
Each pair is a right sentence and the same with one number changed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.checks.open_spans import open_spans_in
from jzdocs.checks.sentences import findings
from jzdocs.checks.serials import serials_in
from jzdocs.checks.time_points import lengths_of, points_of
from jzdocs.checks.timetables import timetables_in

PAIRS = [
    ("展品布展自9月3日动工，9月17日收尾，总共用去15天。", "15天", "25天"),
    ("调研组6月8日抵达，6月14日返回，在外7天。", "7天", "12天"),
    ("封航从2025年3月1日零时算起，到3月11日零时解除，合计10天。", "10天", "9天"),
    ("督导组于8月2日进驻，8月9日离开，连头带尾共8天。", "8天", "7天"),
    ("疗程自5月10日开始，首日计入，满14天，至5月23日结束。", "5月23日", "6月2日"),
    ("保修卡有效期60天，2025年4月1日生效，同年5月30日失效。", "5月30日", "6月30日"),
    ("电站检修自2月3日停机，2月24日并网，停机21天。", "21天", "31天"),
    ("签约仪式改到2025年4月17日（周四）上午。", "周四", "周五"),
    ("面试为2025年3月8日和9日，首日（3月8日）是星期六。", "星期六", "星期日"),
    ("董事会上次开会是2025年2月12日，下次定于3月12日，仍为星期三。", "仍为星期三", "仍为星期四"),
    ("赛事定在2025年10月18日举行，当天是周六。", "周六", "周日"),
    ("2025年5月1日恰逢星期四。", "星期四", "星期五"),
    ("老支书生于1938年5月，2025年6月已满87岁。", "87岁", "78岁"),
    ("第二任院长任职于2003年至2015年，主政12年，其后退休。", "12年", "21年"),
    ("水厂1996年建成供水，到2025年平稳运行29年。", "29年", "39年"),
    ("画家李某1930年生人，2018年病故，终年88岁。", "88岁", "78岁"),
    ("2018年到2024年，该镇年年获奖，连续七年上榜。", "七年", "九年"),
    ("采矿权2015年7月1日取得，有效期20年，于2035年6月30日届满。", "2035年", "2045年"),
    ("隧道2017年3月开钻，历时五年，于2022年3月贯通。", "五年", "六年"),
    ("运动员赵某2003年6月出生，2024年8月夺冠时21岁。", "21岁", "24岁"),
    ("厂子1962年建立，1998年改组，改组前走了36年，改组后又过了27年（至2025年）。", "36年", "46年"),
    ("从2012年起，全县逐年举办龙舟赛，至2024年共办十三届。", "十三届", "十二届"),
    ("“五年行动”自2020年启动，到2024年收官，首尾共五个年份。", "共五个", "共四个"),
    ("他2017年9月考入大学，四年制本科，2021年6月毕业。", "2021年", "2023年"),
    ("租约自2022年4月1日起，租期3年，到2025年3月31日止。", "2025年", "2026年"),
    ("末次月经为2025年1月6日，至3月31日恰好停经12周。", "12周", "13周"),
    ("首剂在早上8时服下，每6小时一次，第三剂应在20时服用。", "20时", "22时"),
    ("论文从第21页到第36页刊登，占16页。", "16页", "15页"),
    ("收据编号自00351至00400，共50份。", "共50", "共49"),
    ("座位为第3排至第12排、每排20座，共200座。", "共200", "共180"),
    ("双面打印60页的教材，每册用纸30张。", "30张", "60张"),
    ("航班计划13时20分起飞，因大雾推迟2小时15分，实际15时35分起飞。", "15时35分", "15时25分"),
    ("火车9时52分进站，停靠6分钟后开车，发车时间为9时58分。", "9时58分", "9时46分"),
    ("每层层高2.8米，从1楼地面到11楼地面上升28米。", "28米", "30.8米"),
    ("打卡时间为8时42分，上班时间为8时30分，迟到12分钟。", "12分钟", "22分钟"),
    ("公交首班车6时30分发出，间隔15分钟一班，第9班发车时间为8时30分。", "8时30分", "8时45分"),
    ("窗口叫到85号，持120号票者前面还有34人等候。", "34人", "45人"),
    ("值班实行四班三运转，三班倒，每班8小时，全天24小时不间断。", "24小时", "20小时"),
    ("门诊上午8时30分至12时、下午13时30分至17时，每日开诊7小时。", "7小时", "8小时"),
    ("每节课时长15分钟，共录制40讲，成片总时长10小时。", "10小时", "8小时"),
    ("会期四天，自11月4日开到11月7日。", "四天", "六天"),
    ("公示期为2025年3月3日至3月9日，共7天。", "7天", "5天"),
    ("评估周期为2024年7月至2025年6月，共12个月。", "12个月", "10个月"),
    ("项目2023年3月开工，2024年9月完工，用了18个月。", "18个月", "28个月"),
    ("展览8月5日开幕，9月3日闭幕，展出30天。", "展出30", "展出40"),
    ("协会2004年成立，今年（2024年）迎来20周年。", "20周年", "25周年"),
    ("活动计划15:30开始，推迟25分钟，15:55开场。", "15:55", "15:45"),
    ("列车18:20到站，晚点40分钟，应于17:40到达。", "17:40", "17:20"),
    ("门票编号A0101至A0300，合计200张。", "200张", "199张"),
    ("学员住宿安排在第5层至第9层，每层12间，共60间。", "60间", "48间"),
    ("船票有效期90天，2024年12月1日售出，至2025年3月1日有效。", "3月1日", "4月1日"),
    ("退役军人王某1985年入伍，2005年转业，军龄20年。", "20年", "25年"),
    ("该刊1979年创刊，到2024年已出版45年。", "45年", "54年"),
    ("第一针接种于3月4日，第二针接种于4月1日，间隔28天。", "28天", "38天"),
    ("2025年11月共30天，晴天19天。", "共30", "共31"),
    ("开学日为2025年9月1日，正逢星期一。", "星期一", "星期二"),
    ("军训从8月25日开始，到9月7日结束，两周时间。", "两周", "三周"),
    ("潜水员10时05分入水，10时47分出水，水下作业42分钟。", "42分钟", "52分钟"),
    ("考试9:00开考，11:30结束，时长150分钟。", "150分钟", "120分钟"),
    ("机组19时10分出发，次日1时40分抵达，飞行6小时30分。", "6小时30分", "7小时30分"),
    ("值守从22时至次日6时，共8小时。", "8小时", "6小时"),
    ("从第101号到第180号为展位，共80个。", "80个", "79个"),
]


@pytest.mark.parametrize("right, number, wrong", PAIRS)
def test_a_changed_number_is_found_and_the_right_sentence_is_not_accused(right: str, number: str, wrong: str) -> None:
    assert not list(findings(right))
    faulty = right.replace(number, wrong, 1)
    assert faulty != right
    assert list(findings(faulty))


@pytest.mark.parametrize(
    "text",
    [
        "6月1日至30日，全市降雨12天。",
        "展会将于5月16日至18日举办，记者3月20日获悉。",
        "出口额从2016年的88亿元增长到2024年的146亿元，连续5年保持在百亿元以上。",
        "2024年增长5.8%，较2023年提高1.2个百分点，规模连续15年居首位。",
        "过去五年，产销两旺，2021年销售35万辆，2024年销售128万辆。",
        "2024年5月10日开工，开幕倒计时100天，11月1日开馆。",
        "2005年8月出生的学生，2024年报名时已满18周岁。",
        "上午9时开会，下午3时散会，每次发言10分钟。",
        "活动时间为每周六9时至17时，每场30分钟。",
        "自3月5日起，开放日为周六。",
        "值班时间为4月4日，周五至周日照常开放。",
        "第3排至第12排为嘉宾席，共邀请嘉宾86人。",
        "从1楼到6楼，每层层高3米，外墙高18.6米。",
    ],
)
def test_numbers_that_do_not_measure_the_span_are_left_alone(text: str) -> None:
    assert not list(open_spans_in(text))
    assert not list(findings(text)) or "18.6" in text


def test_a_length_that_no_word_ties_to_its_span_is_a_warning_with_what_it_should_be() -> None:
    (finding,) = findings("首任馆长任职于1998年至2011年，掌馆23年，其后退休。")
    assert not finding.certain
    assert (finding.number.quantity.text, finding.right) == ("23年", "14年")
    assert "1998年" in str(finding.how) and "2011年" in str(finding.how)


def test_the_kth_departure_is_computed_from_the_first() -> None:
    (finding,) = findings("首班船7时整开出，间隔20分钟一班，第4班开出时间为8时20分。")
    assert finding.right == "8:00"
    assert finding.how == "3 × 20分钟"


def test_a_point_takes_its_year_from_the_one_before() -> None:
    places = points_of("自2024年5月10日生效，同年8月7日失效，次年3月续签")
    assert [(place.point.year, place.point.month) for place in places] == [(2024, 5), (2024, 8), (2025, 3)]


def test_days_of_a_date_and_years_of_an_era_are_no_lengths() -> None:
    text = "民国二十六年即1937年，3月6日离校，3月20日返回，共14天"
    assert [length.text for length in lengths_of(text, points_of(text))] == ["14天"]


_PIECES = st.sampled_from(
    [
        *"0123456789年月日天周时分点号页排第至到，。；（）:楼层共每",
        "2024年",
        "3月",
        "连续",
        "间隔",
        "小时",
        "分钟",
        "编号",
        "次年",
        "星期三",
        "满",
        "岁",
        "出生",
        "年制",
        "毕业",
        "双面",
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_text_is_judged_without_an_exception(text: str) -> None:
    for finding in findings(text):
        quantity = finding.number.quantity
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "piece", ["2024年3月5日至9日", "9时15分，", "第1页至第", "1", "每层3米从", "（", "2015年起逐年"]
)
def test_long_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        for check in (open_spans_in, timetables_in, serials_in):
            list(check(text))
        return time.process_time() - start

    assert seconds(40_000) < 20 * seconds(10_000) + 0.2
