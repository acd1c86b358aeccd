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
    ],
)
def test_what_may_be_of_something_else_is_not_judged(text: str) -> None:
    """One false accusation costs more than ten faults missed."""
    assert list(closed_findings_in(text)) == []
