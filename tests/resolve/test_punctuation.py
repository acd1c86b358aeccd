"""Punctuation beside Han."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.resolve.punctuation import normalise, plain_normalised


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("五年来,在市委领导下", "五年来，在市委领导下"),
        ("达98.8%,均高于全省", "达98.8%，均高于全省"),
        ("幸福感 (二)", "幸福感（二）"),
        ("每县(区、市)", "每县（区、市）"),
        ("共 55 所,其中", "共55所，其中"),
        ('他说:"好房子"建设', "他说：“好房子”建设"),
        ("质量...提升", "质量……提升"),
        ("绿水--青山", "绿水——青山"),
        ("总计1,234.56元", "总计1,234.56元"),
        ("比例为3:2", "比例为3:2"),
        ("见https://a.cn/b,c?d=1,后文", "见https://a.cn/b,c?d=1，后文"),
        ('plain English, with (brackets) and "quotes".', "plain English, with (brackets) and “quotes”."),
        ("写给a.b@c.cn,请回复", "写给a.b@c.cn，请回复"),
        ("完成!接着", "完成！接着"),
        ("北京—天津", "北京——天津"),
        ("办好”人民满意“的教育", "办好“人民满意”的教育"),
        ("“好房子“建设", "“好房子”建设"),
        ("一个”引号", "一个”引号"),
        ('她答:"是的".又说', "她答：“是的”。又说"),
    ],
)
def test_normalised(before: str, after: str) -> None:
    assert plain_normalised(before) == after


def test_it_looks_across_facts_and_emphasis() -> None:
    inlines = (
        nodes.Text("投入"),
        nodes.FactText("a", "291.58亿元"),
        nodes.Text(",其中"),
        nodes.Strong((nodes.Text("教育"),)),
        nodes.Text(";完"),
    )
    assert plain(normalise(inlines)) == "投入291.58亿元，其中教育；完"


def test_code_stays() -> None:
    assert plain(normalise((nodes.Text("命令"), nodes.Code("a,b;c"), nodes.Text(",完成")))) == "命令a,b;c，完成"


def test_soft_breaks_vanish_between_wide_characters() -> None:
    assert plain(normalise((nodes.Text("前半"), nodes.Text("\n"), nodes.Text("后半")))) == "前半后半"
    assert plain(normalise((nodes.Text("one"), nodes.Text("\n"), nodes.Text("two")))) == "one two"


@given(st.text("汉字，。,.;:()\"' 12aB\n—-…", max_size=40))
def test_letters_and_digits_are_never_lost(text: str) -> None:
    kept = [c for c in text if c.isalnum()]
    assert [c for c in plain_normalised(text) if c.isalnum()] == kept


@given(st.text("汉字，。；：（）“”", max_size=40))
def test_what_is_right_stays(text: str) -> None:
    made, given_ = (
        plain_normalised(text).replace("”", "“"),
        text.replace("”", "“"),
    )  # quotes that do not pair are turned
    assert made.replace("……", "") == given_.replace("。。", "").replace("……", "") or "。。" in text
