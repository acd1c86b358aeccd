"""Punctuation beside Han."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.walk import plain, printed_texts
from jzdocs.resolve.punctuation import normalise, normalise_document, plain_normalised
from jzdocs.source.markdown import MarkdownReader
from jzdocs.source.picture_loader import picture_loader
from jzdocs.source.source_map import whole


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
        ("北京—天津", "北京—天津"),
        ("办好”人民满意“的教育", "办好“人民满意”的教育"),
        ("“好房子“建设", "“好房子”建设"),
        ("一个”引号", "一个”引号"),
        ('她答:"是的".又说', "她答：“是的”。又说"),
        ("甲's书, it's John's, let's go", "甲’s书，it’s John’s, let’s go"),
        ("rock 'n' roll与'90年代", "rock ’n’ roll与’90年代"),
        ("高5'10\"，坐标37°41'N、112°33'15\"E", "高5'10\"，坐标37°41'N、112°33'15\"E"),
        ('一台55"电视', '一台55"电视'),
        ('他说"共55"，又说"好"', "他说“共55”，又说“好”"),
        ("略…………完", "略…………完"),
        ("——甲", "——甲"),
        ("--甲", "——甲"),
        ("略……完…又", "略……完……又"),
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


def test_every_printed_string_is_normalised_but_uses_of_figures_stay() -> None:
    text = """---
title: 题
short_title: 短题(一)
place: 某市,某区
---

```chart
kind: bar
title: 图
unit: 个
alt: "共{甲.乙},完"
series: ["本年,底"]
emphasis: ["城区(市)"]
rows:
  "城区(市)": {value: 1, detail: "共{甲.乙},其中"}
```

```table
title: 表
unit: "个(只)"
columns: [a]
rows: [[b]]
```

```contents
title: "目录(一)"
```

```attachment
title: "附件,一"
```
"""
    report = Report()
    read = MarkdownReader(whole("a.md", text), report, picture_loader(Path(), report)).read()
    document = normalise_document(read)
    printed = "\n".join(printed.text for printed in printed_texts(document))
    for expected in (
        "短题（一）",
        "某市，某区",
        "本年，底",
        "城区（市）",
        "共{甲.乙}，其中",
        "个（只）",
        "目录（一）",
        "附件，一",
    ):
        assert expected in printed
    (figure,) = [block for block in document.blocks if isinstance(block, nodes.Figure)]
    assert isinstance(figure.content, nodes.Chart) and figure.content.emphasis == ("城区（市）",)


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
