"""Figures that are true together are not denied by a check that reads a part of them; slips still are."""

from __future__ import annotations

import pytest

from jzdocs.checks.sentences import findings
from jzdocs.checks.settled import settled


def stated(text: str) -> list[str]:
    """The numbers that are denied."""
    return [finding.number.quantity.text for finding in findings(text)]


RIGHT = [
    "全县438个行政村按季考评，其中优秀206个，合格161个，不合格71个，结果已通报。",  # 合格 and 不合格 are no parts of 优秀
    "水费起步5吨15元，超出部分每吨4.2元。该户用水12吨，应缴44.4元，当月结清。",
    "敬老院年初入住320人，年内因病离世14人、转出26人、新接收45人，年末共325人。",
    "礼堂摆40排，每排坐12人，450人入场时还有30个空位。",
    "校车每辆坐38人，学生415人，至少需要11辆，全部由客运公司派出。",
    "果园四周拉网，长82米、宽45米的长方形地块共用网254米，当天拉完。",
    "女子八百米由2分36.4秒提高到2分21.9秒，缩短14.5秒，刷新校纪录。",
    "县级示范户由36户增加到47户，镇级示范户由91户增加到114户，其中一些已升级。",
    "参加健步走的市民1.5万名，走完全程1.2万名，半程完成率91%，全程完成率偏低。",
    "第一批招录18人，第二批招录27人，第三批因体检推迟未统计在内。",
    "园区2021年产值为2.4亿元；去年，这一数字增长到2021年的3倍，达到7.2亿元。",
    "全县返乡创业1860人，创办企业720家，平均每家带动就业8.4人。",
    "设特等奖1名，奖金8000元；优秀奖5名，每名奖金1200元，奖金总额14000元。",
    "停车每小时5元，首小时免费，市民停车4小时，缴费15元。",  # three hours are paid for
    "今年招生1200人，其中本科760人、专科440人，毕业1080人，在校4650人。",  # the list ended with what makes up the whole
    "收回欠款120万元，占欠款总额的60%，剩余80万元年底前收回。",  # of all, less what was paid
    "去年12月销售汽车2.1万辆，今年1月销售1.6万辆，环比下降23.8%。",  # a month of last year is the earlier
    "设备原价6万元，使用两年后折价4.2万元，折旧率30%。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_true_is_not_denied(text: str) -> None:
    """Each was called wrong by a check that read a part of it, or mixed two things."""
    assert stated(text) == []


WRONG = [
    ("全县438个行政村按季考评，其中优秀216个，合格161个，不合格71个，结果已通报。", {"438个", "216个"}),
    ("敬老院年初入住320人，年内转出26人、新接收45人，年末共319人。", {"319人"}),
    ("月初存货1600吨，当月入库420吨，出库515吨，月末库存1695吨。", {"1695吨"}),  # in and out mixed up
    ("年初在册职工518人，年内新进36人、退休29人、辞职8人，年末在册525人。", {"525人"}),  # one left out
    ("面试成绩82.4分，笔试成绩76分，按笔试60%、面试40%折算，综合成绩79.84分。", {"79.84分"}),  # crosswise
    ("一等奖3名，每名奖金2000元；二等奖5名，每名800元，奖金总额12400元。", {"12400元"}),
    ("在排查的80处隐患中，已整改60处，占四分之一，其余20处限期整改。", {"四分之一"}),  # of all, not of what is open
    ("培训费3,000元，共30课时，学员已上12课时，按课时应退1,200元。", {"1,200元"}),  # what is not to be paid back
    ("截至8月15日，在院治疗42例，当日新入院6例、出院9例；前一日在院39例。", {"42例"}),  # the wrong way round
    ("五队成绩分别为6.1米、6.6米、6.3米、6.9米、6.4米，最好成绩为6.6米。", {"6.6米"}),  # some value always agrees
    ("甲镇书店100家（甲类60家、乙类39家），茶馆1家。", {"100家"}),  # what is outside of the brackets
    ("第一小组18人、第二小组22人、第三小组16人，三个小组共有65人。", {"65人"}),
    ("果园四周拉网，长82米、宽45米，两边共127米，合计137米。", {"137米"}),
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_a_slip_is_still_denied(text: str, wrong: set[str]) -> None:
    """Also where signs that words do not allow would explain it."""
    assert wrong & set(stated(text))


def test_two_figures_settle_nothing() -> None:
    """Nor do small numbers, which agree by chance."""
    assert settled("第一组5人，第二组3人，第三组2人，共10人。") == set()
    assert settled("完成投资30亿元，增长12%。") == set()
