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
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_true_is_not_denied(text: str) -> None:
    """Each was called wrong by a check that read a part of it, or mixed two things."""
    assert stated(text) == []


WRONG = [
    ("全县438个行政村按季考评，其中优秀216个，合格161个，不合格71个，结果已通报。", {"438个", "216个"}),
    ("敬老院年初入住320人，年内转出26人、新接收45人，年末共319人。", {"319人"}),
    ("月初存货1600吨，当月入库420吨，出库515吨，月末库存1695吨。", {"1695吨"}),  # in and out mixed up
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
