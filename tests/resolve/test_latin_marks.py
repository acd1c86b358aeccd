"""Marks that are not Chinese although Chinese stands beside them: of Latin sentences, expressions and names joined by a
dash (GB/T 15834, CLREQ)."""

from __future__ import annotations

import pytest

from jzdocs.resolve.punctuation import plain_normalised
from jzdocs.style.quotes import latin_quotes


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("He said “code is law” and left.", "“”"),
        ("The students’ work isn’t “done”, they say. 以上英文不译。", "’’“”"),
        ("“Hello,” she said.", "“”"),
        ("It’s ‘fine’ (“so” far).", "’‘’“”"),
        ("引用Nature的一句话，“Don’t panic”，完。", "’"),
        ("使用“code”一词", ""),
        ("使用 “code” 一词", ""),
        ("Building “甲乙” works", ""),
        ("运行 make “all-in-one”平台", ""),
        ("“GPT”", ""),
        ("Rock ’n’ roll在’90s盛行", "’’’"),
        ("甲’s书", "’"),
        ("没有引号", ""),
    ],
)
def test_what_stands_beside_quotes_decides_whose_they_are(text: str, latin: str) -> None:
    assert "".join(text[place] for place in sorted(latin_quotes(text))) == latin


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('He said "code", and left. 以上不译。', "He said “code”, and left. 以上不译。"),
        ("It covers “no-visit”, too! 全市推广。", "It covers “no-visit”, too! 全市推广。"),
        ("执行main()和get_token(app_id, secret)后", "执行main()和get_token(app_id, secret)后"),
        ("类型为VARCHAR(32)、DECIMAL(10,2)等", "类型为VARCHAR(32)、DECIMAL(10,2)等"),
        ("热耗率45W/(m²·K)的设备", "热耗率45W/(m²·K)的设备"),
        ("噪声85dB(A)以下", "噪声85dB(A)以下"),
        ("加Ca(OH)₂和f(x)", "加Ca(OH)₂和f(x)"),
        ("设η=(n₁+n₂)/N为率", "设η=(n₁+n₂)/N为率"),
        ("12kg(26lb)的货", "12kg（26lb）的货"),
        ("Building Information Modeling(BIM)技术", "Building Information Modeling（BIM）技术"),
        ("COVID(2019)疫情", "COVID（2019）疫情"),
        ("长3m(约)", "长3m（约）"),
        ("占比3%—5%，气温10℃—25℃", "占比3%—5%，气温10℃—25℃"),
        ("“太原”—“晋中”城际", "“太原”—“晋中”城际"),
        ("太原（南）—晋中（北）", "太原（南）—晋中（北）"),
        ("京—津—冀", "京—津—冀"),
        ("甲，—乙", "甲，——乙"),
        ("“甲”—乙译", "“甲”——乙译"),
    ],
)
def test_expressions_sentences_and_joining_dashes_stay(before: str, after: str) -> None:
    assert plain_normalised(before) == after
    assert plain_normalised(after) == after
