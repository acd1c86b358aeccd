"""Numbers with two words for an approximation, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from jzdocs.checks.approximations import approximated_twice


@pytest.mark.parametrize(
    ("text", "stated", "right"),
    [
        ("约20人左右参加。", "约20人左右", "约20人"),
        ("将近200余名职工。", "将近200余", "将近200"),
        ("约3000多万元。", "约3000多万", "约3000万"),
        ("近三百余户。", "近三百余", "近三百"),
        ("不到100户以下。", "不到100户以下", "不到100户"),
        ("至少完成20%以上。", "至少完成20%以上", "至少完成20%"),
        ("约占全市的40%以上。", "约占全市的40%以上", "约占全市的40%"),
        ("大约有十三个百分点左右。", "大约有十三个百分点左右", "大约有十三个百分点"),
        ("不超过5天以内。", "不超过5天以内", "不超过5天"),
        ("逾万余人。", "逾万余", "逾万"),
    ],
)
def test_the_second_word_is_left_out(text: str, stated: str, right: str) -> None:
    (finding,) = approximated_twice(text)
    assert (finding.number.quantity.text, finding.right, finding.certain) == (stated, right, False)
    assert text[finding.number.quantity.start : finding.number.quantity.end] == stated


@pytest.mark.parametrize(
    "text",
    [
        "超过15万家规模以上工业企业。",
        "超6000家二级以上医院。",
        "约95%的县级及以上城市。",
        "超万家产业链上下游企业。",
        "近20多年来变化很大，近十余年来也是。",
        "公约30余项，附近300余户，超市20多家，赶超30多家。",
        "约30种，余下20种；约20户，左右两边；不到三天，以上情况属实。",
        "“约20人左右”的说法重复。",
        "约30多种多样的做法，约五项余额。",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert [finding.number.quantity.text for finding in approximated_twice(text)] == []


@settings(deadline=None)
@given(st.text("约近超过不到以上下左右余多几人年万亿千百十一二0123456789%，。", max_size=40))
def test_any_text_is_read_and_what_is_right_is_shorter(text: str) -> None:
    for finding in approximated_twice(text):
        assert len(finding.right) < len(finding.number.quantity.text) <= len(text)
