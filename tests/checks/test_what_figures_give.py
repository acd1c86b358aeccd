"""Results that the figures of a sentence give by what they measure, in one step or several; relations of everyday
fields; and forms that say by custom how numbers hang together. Each pair is a right sentence and the same with one
number changed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from judged import assert_only_the_fault_is_found
from jzdocs.checks.derivations import derivations_in
from jzdocs.checks.dimensions import is_sensible, measured, times
from jzdocs.checks.fields import fields_in, fields_that_hold
from jzdocs.checks.figures import figures
from jzdocs.checks.fixed_forms import fixed_forms_in
from jzdocs.checks.pairings import pairings_in
from jzdocs.checks.sentences import findings, holding

PAIRS = [
    # by their dimensions, in several steps
    ("合唱团分五个声部，每个声部16人，加上指挥2人，全团82人。", "82", "72"),
    ("拍卖从60万元起，加价9次，每次加价2万元，成交价78万元。", "78", "87"),
    ("药品每次3片，每日2次，每盒36片，一盒可用6天。", "6天", "8天"),
    ("欠款15万元，逾期40天，按日万分之五计收违约金，应付违约金3000元。", "3000", "6000"),
    ("总股本6亿股，每10股派现金1.5元，共派现金9000万元。", "9000", "900"),
    ("会议厅长18米、宽12米，铺地砖每块0.36平方米，不计损耗需600块。", "600", "700"),
    ("百公里油耗7.5升，行驶620公里，共耗油46.5升。", "46.5", "64.5"),
    ("三台水泵同时抽水，每台每小时抽水80立方米，10小时共抽水2400立方米。", "2400", "800"),
    ("月薪6600元，请事假2天，按每月22个工作日折算扣600元。", "600元。", "300元。"),
    ("打印机8台，每台1350元，电脑20台，每台4860元，共计108000元。", "108000", "180000"),
    ("每吨2600元，折合每公斤2.6元。", "2.6", "26"),
    ("空调功率1.5千瓦，运行8小时，耗电12度。", "12度", "21度"),
    # sums and differences of one kind
    ("昨晚气温-6℃，今日中午升至9℃，升温15℃。", "15", "3"),
    ("限载30吨，实载41吨，超载11吨。", "载11吨", "载1吨"),
    ("新机标价4999元，旧机抵扣1200元，补差价3799元。", "3799", "3997"),
    ("里程表出库时42318公里，还车时43105公里，行驶787公里。", "787", "887"),
    # pairs, weights, names
    ("试卷有单选题25道、每题2分，判断题20道、每题1分，论述题3道、每题10分，总分100分。", "总分100", "总分110"),
    ("平时成绩占30%，期末成绩占70%，小李平时90分、期末80分，总评成绩83分。", "83", "87"),
    ("损失20万元，被告承担七成责任，原告自负三成，被告应赔14万元。", "应赔14", "应赔6"),
    ("两门课成绩：线代4学分、绩点3.5，英语2学分、绩点2.9，加权绩点3.3。", "绩点3.3", "绩点3.6"),
    ("二等舱320元，比三等舱贵80元，三等舱240元。", "240", "400"),
    # relations of fields
    ("公司股价36元，每股收益1.8元，市盈率20倍。", "20倍", "36倍"),
    ("住院费用2.6万元，起付线1000元，其余按八成报销，基金支付20000元。", "20000", "20800"),
    ("锅炉原值96万元，每年折旧9.6万元，使用四年后账面净值57.6万元。", "57.6", "38.4"),
    ("培训费2400元，共24课时，已上10课时，应退1400元。", "1400", "1000"),
    ("水价首档每吨2元、限20吨，超出部分每吨3元，某户用水26吨，水费58元。", "58", "78"),
    ("出租车起步价10元含3公里，超出部分每公里2元，全程8公里，车费20元。", "车费20", "车费26"),
    ("房产成交价280万元，中介费率1.5%，买卖双方各付一半，买方应付中介费2.1万元。", "2.1", "4.2"),
    ("道路一侧长900米，每隔6米栽一棵，首尾都栽，共栽151棵。", "151", "150"),
    ("将20克食盐溶于180克水中，所得溶液质量分数为10%。", "10%", "20%"),
    ("甲队单独完工需12天，乙队单独需6天，两队合作4天可以完成。", "4天", "9天"),
    ("电表上月读数为14386，本月读数15021，本期用电量635千瓦时。", "635", "735"),
    ("应到代表300人，须三分之二以上同意，至少须获200票。", "200", "150"),
    ("参训500人中女性占40%，女性中又有30%为少数民族，少数民族女性共60人。", "60人", "150人"),
    ("房间床位120张，在院患者102人，床位使用率85%。", "85", "58"),
    # forms
    ("12支球队进行单循环比赛，共赛66场。", "66", "132"),
    ("32名选手参加淘汰赛，决出冠军共需31场。", "31", "29"),
    ("胜一场积3分，平一场积1分，球队8胜5平2负，积29分。", "积29", "积27"),
    ("主队以86比79获胜，净胜7分。", "净胜7", "净胜9"),
    ("房屋月租金3500元，押一付三，首次应付14000元。", "14000", "10500"),
    ("一瓶药共100片，每日早晚各2片，可服用25天。", "25天", "50天"),
    ("公交首班6:00发车，每隔15分钟一班，平均每小时发车4班。", "发车4", "发车6"),
    ("专家门诊每周二、周四开诊，每次限号30个，一周共放号60个。", "60", "90"),
]


@pytest.mark.parametrize("right, number, wrong", PAIRS)
def test_a_changed_result_is_found_and_the_right_sentence_is_not_accused(right: str, number: str, wrong: str) -> None:
    assert_only_the_fault_is_found(right, number, wrong)


@pytest.mark.parametrize(
    "text",
    [
        # a part of what a number is computed from gives another
        "租车每天260元，租期5天，另付押金1000元，共付2300元。",
        "住院总费用26000元，扣除起付线1000元后按85%报销，报销21250元。",
        "停车首小时收费8元，之后每小时5元，共停4小时，收费23元。",
        "广告每秒报价2000元，15秒广告播出8次，费用24万元。",
        "门票每张50元，团体满20人打八折，30人团体购票需1200元。",
        "苹果15公斤、每公斤8元，香蕉20公斤、每公斤6元，合计240元。",
        "没收违法所得2.4万元，并处违法所得2倍罚款，罚没合计7.2万元。",
        "培训费3000元，共30课时，学员已上12课时，按课时应退1800元。",
        "一包纸500张，每天用40张，20天用800张。",
        # what should be and what is
        "每亩补贴120元，每户最高补贴2400元，全县补贴面积8.6万亩，已发放916万元。",
        "车间有机床48台，每台配操作工2人，实行两班制，实际在岗168人。",
        "宿舍每间住4人，共有宿舍320间，在住学生1186人，空床94张。",
        "物资车队由20辆卡车组成，每车载重15吨，行程860公里，运送物资268吨。",
        # numbers of one thing that nothing is computed from
        "药品每盒24片，每次2片，每日3次，饭后服用，疗程7天。",
        "仓库长30米、宽20米、高6米，可用容积3200立方米，已存货物1860立方米。",
        "书架6层，每层放书28本，上面3层放满，共有书150本。",
        "12支队伍分两组进行单循环，每组前两名进入半决赛，共进行34场比赛。",
        "本金10万元存三年，年利率2.6%，到期本息合计107800元。",
        "桥墩每个重86吨，共48个，钢筋用量1260吨，混凝土2.8万立方米。",
        "铝库存减少3450吨，铜库存增加2500吨，镍库存减少618吨，铅库存减少50吨。",
        "租金每月2800元，押金5600元，租期12个月，物业费另计每月180元。",
        "净含量250毫升，每箱24盒，保质期6个月，每100毫升含蛋白质3.2克。",
        "总资产162.95亿元，总负债50.07亿元，营业收入80.15亿元，净利润23.12亿元。",
        "参保率巩固在95%，总收入3.48万亿元，总支出2.97万亿元。",
        "线路全长314公里，设计时速350公里，两地最快69分钟可达。",
        "机组单机容量30万千瓦，等于300兆瓦，四台机组总容量120万千瓦。",
        "一季度8.6亿元，上半年18.9亿元，前三季度29.2亿元，全年41.5亿元。",
    ],
)
def test_right_sentences_with_figures_of_many_kinds_are_left_alone(text: str) -> None:
    assert not list(findings(text))


def test_a_result_is_a_warning_with_its_formula() -> None:
    (finding,) = findings("拍卖从60万元起，加价9次，每次加价2万元，成交价87万元。")
    assert not finding.certain
    assert (finding.number.quantity.text, finding.right) == ("87万元", "78万元")
    assert str(finding.how) == "60万元 + 9次 × 2万元 = 78"


def test_places_are_those_of_the_text() -> None:
    text = "前一句没有数字。拍卖从６０万元起，加价9次，每次加价2万元，成交价87万元。"
    (finding,) = findings(text)
    quantity = finding.number.quantity
    assert text[quantity.start : quantity.end] == "87万元"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("每排25人，共14排", [(25, {"人": 1, "排": -1}), (14, {"排": 1})]),
        ("每10股派2.5元，股本4亿股", [(0.25, {"yuan": 1, "股": -1}), (4e8, {"股": 1})]),
        ("历时1小时47分，2台，第3天，2025年，前5名", [(107 / 1440, {"days": 1}), (2, {"台": 1})]),
        ("打八五折，占三分之一，降两成，利率6%", [(0.85, {}), (1 / 3, {}), (0.2, {}), (0.06, {})]),
        ("气温-3℃，海拔1.2公里", [(-3, {"degrees": 1}), (1200, {"length": 1})]),
        ("得分22、18、25、21分", [(22, {"points": 1}), (18, {"points": 1}), (25, {"points": 1}), (21, {"points": 1})]),
        ("每支68元降到42元，共5支", [(68, {"yuan": 1, "支": -1}), (42, {"yuan": 1, "支": -1}), (5, {"支": 1})]),
    ],
)
def test_figures_are_read_with_what_they_measure(text: str, expected: list[tuple[float, dict[str, int]]]) -> None:
    found = figures(text)
    assert [dict(figure.dimension) for figure in found] == [dimension for _, dimension in expected]
    assert [figure.value for figure in found] == pytest.approx([value for value, _ in expected])
    assert all(text[figure.start : figure.end].startswith(figure.text) for figure in found)


def test_dimensions_multiply_and_divide() -> None:
    length, _ = measured("米")
    assert times(length, length) == measured("平方米")[0]
    assert times(measured("千瓦")[0], measured("小时")[0]) == measured("度")[0]
    assert times(length, length, -1) == {}
    assert not is_sensible(times(measured("元")[0], measured("元")[0]))


def test_relations_that_hold_shield_their_figures() -> None:
    text = "公司股价36元，每股收益1.8元，市盈率20倍。"
    assert {text.index(number) for number in ("36", "1.8", "20")} == set(fields_that_hold(text)) == holding(text)


@settings(deadline=None)
@given(
    st.text(
        "共计每人件元万%折成一半两十比∶:。，、；（）0123456789.-公里小时米平方分之押付胜平负退剩余费率应", max_size=80
    )
)
def test_any_text_is_read_and_places_lie_in_it(text: str) -> None:
    for check in (derivations_in, fields_in, pairings_in, fixed_forms_in):
        for finding in check(text):
            quantity = finding.number.quantity
            assert 0 <= quantity.start < quantity.end <= len(text)
            assert not finding.certain


@settings(deadline=None)
@given(st.integers(2, 60), st.integers(2, 400), st.integers(0, 90))
def test_any_right_product_and_sum_is_left_alone(rows: int, each: int, more: int) -> None:
    total = Decimal(rows * each + more)
    text = f"礼堂设座位{rows}排，每排{each}座，另加座位{more}座，共计{total}座。"
    assert not [finding for finding in findings(text) if re.search("共计|座", finding.number.quantity.text)]


@pytest.mark.parametrize(
    ("sentence", "place", "right"),
    [
        ("2026年劳动节恰逢星期六。", "2026年劳动节恰逢星期六", "星期五"),
        ("李某1982年入职时21岁，到2022年已经63岁。", "63岁", "61岁"),
        ("2018—2023年，森林面积连续9年增加。", "9年", "6年"),
        ("耕地由900亩减为600亩，减少了四分之一。", "四分之一", "33.3%"),
        ("年末存款86亿元，比上年末增加6亿元；上年末为92亿元。", "92亿元", "80亿元"),
        ("一期放款6亿元，二期4亿元，三期3亿元，三期累计放款10亿元。", "10亿元", "13亿元"),
        ("无障碍坡道高差0.5米，水平长度6米，坡度为1∶21。", "1∶21", "1∶12"),
        ("摄像头共400路，离线12路，在线率96%。", "96%", "97%"),
        ("消防车载水9吨，水枪流量每秒5升，可连续出水20分钟。", "20分钟", "30分钟"),
        ("四节比分为20∶18、22∶21、17∶19、25∶20，主队以86∶78取胜。", "86∶78", "84∶78"),
    ],
)
def test_a_finding_says_what_the_figures_give(sentence: str, place: str, right: str) -> None:
    (found,) = findings(sentence)
    assert (found.number.quantity.text, found.right) == (place, right)


@pytest.mark.parametrize("sets", [("21∶15", "21∶18"), ("21∶15", "18∶21", "21∶16")])
def test_sets_are_counted_not_added(sets: tuple[str, ...]) -> None:
    lost = sum(int(first) < int(second) for first, second in (score.split("∶") for score in sets))
    sentence = f"{len(sets)}局比分为{'、'.join(sets)}，以{{}}取胜。"
    assert not list(findings(sentence.format(f"2∶{lost}")))
    wrong = list(findings(sentence.format(f"2∶{1 - lost}")))
    assert len(sets) == 2 or [found.right for found in wrong] == [f"2∶{lost}"]
