"""A rate beside the only two amounts of a passage is of these, however it is worded."""

from __future__ import annotations

import pytest

from jzdocs.checks.closed_passages import closed_findings_in

# a slip, and the right number
SLIPS = [
    ("去年三季度全市寄递业务量为3150万件。今年三季度达到3402万件，同比增长18%。", "18%", "8%"),
    ("岗位共360个，留给退役军人的有90个，占总岗位数的35%。", "35%", "25%"),
    ("采样5000份，报告异常20份，报告率为6‰，已全部复核。", "6‰", "4‰"),
    ("全县电动公交由十年前的120辆增至780辆，为十年前的5.5倍。", "5.5倍", "6.5倍"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), SLIPS)
def test_a_slip_is_found_and_its_twin_is_not(text: str, wrong: str, right: str) -> None:
    """With what it should be."""
    assert [(f.number.quantity.text, f.certain) for f in closed_findings_in(text)] == [(wrong, False)]
    assert list(closed_findings_in(text.replace(wrong, right))) == []


@pytest.mark.parametrize(
    "text",
    [
        "岗位共360个，其中管理岗90个，录用率35%。",  # of something else
        "去年完成投资30亿元。今年一季度完成9亿元，增长6%，两年平均增长4%。",  # the growth of a quarter
        "采样约5000份，报告异常20份，报告率为6‰。",
        "去年收入30亿元。今年收入33亿元，按可比价增长8%。",
        "全市森林面积30万亩，新造林3万亩，森林覆盖率62%。",
        "报名1.5万人，完赛1.2万人，半程完成率91%。",
        "去年销售额3.2亿元，今年前三季度2.9亿元，同比增长21%。",  # nine months beside twelve
        "用电量由300万千瓦时增至345万千瓦时，电费增长18%。",  # a subject of its own
        "2023年接待游客150万人次。2024年接待180万人次，旅游收入同比增长32%。",
        "书店由30家增加到40家，比2020年增长40%。",  # a base of its own
        "书店由30家增加到40家，约增长40%。",
        "吞吐量达190万箱，同比增长9%，超过去年全年的187万箱。",
        "出口额首次突破1000亿元，达到1063亿元，同比增长12%。",  # a threshold
        "培训240场，人数由1200人增至1500人，场次增长8%，费用下降3%。",  # more than three figures
        "学校340所，幼儿园210所，公办率71%。",  # neither of the other
        "产量由2021年的100吨增加到280吨，是2020年的2.5倍。",
    ],
)
def test_what_may_be_of_something_else_is_not_judged(text: str) -> None:
    """One false accusation costs more than ten faults missed."""
    assert list(closed_findings_in(text)) == []
