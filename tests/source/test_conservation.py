"""Nothing of a plain text is lost: what is not in the Markdown, a finding names."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings, strategies as st

from jzdocs.errors import Report
from jzdocs.source.emit import Emitter
from jzdocs.source.plain import read_plain

PARTS = [
    "一、",
    "（一）",
    "1.",
    "（1）",
    "第一章 ",
    "第二节\u3000",
    "十二、",
    "总体要求",
    "加强领导",
    "关于做好工作的通知",
    "工作报告",
    "青河县教育局",
    "青河县教育局文件",
    "青教办〔2025〕12号",
    "2025年8月20日",
    "二〇二五年三月一日",
    "2025年2月30日",
    "（此件公开发布）",
    "附件：1.清单",
    "附件1",
    "2.名单",
    "各乡镇人民政府：",
    "各位代表：",
    "来源：青河日报",
    "打印",
    "【字号：",
    "大",
    "】",
    ">",
    "首页 > 新闻",
    "目录",
    "……1",
    "审核：张三",
    "单位：个",
    "［1］",
    "①",
    "[2]",
    "注释",
    "部门由42个减少到29个",
    "从14.2%提高到15%",
    "12.5亿元",
    "县长 王五",
    "记者 李四 摄",
    "问：",
    "答：",
    "——",
    "是：",
    "表1：产量",
    "产品 2023 2024",
    "粮食 1 2",
    "油料 3 4",
    "专栏1 工程",
    "抓落实。",
    "推动经济稳定增长，努力保障和改善民生，各项工作取得了明显进展",
    "。",
    "，",
    "；",
    "“",
    "”",
    "《",
    "》",
    "*",
    "_",
    "`",
    "#",
    "<b>",
    "&amp;",
    "{#x}",
    "[^1]",
    "$x$",
    "```",
    "---",
    "1 2 3 4",
    "abc",
    "\u3000\u3000",
    " ",
    "\t",
    "\ufeff",
    "\u200b",
    "\xa0",
]
GLUE = st.sampled_from(["", "", "\n", "\n", "\n\n"])
COUNTED = set("一二三四五六七八九十年月日")  # numbers of headings are made anew, dates are written in one form


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if ("\u4e00" <= c <= "\u9fff" and c not in COUNTED) or (c.isascii() and c.isalpha()))


def lost(text: str) -> Counter[str]:
    """The letters that neither the Markdown holds nor a finding names."""
    report = Report()
    markdown = Emitter("t.txt", propose=False).emit(read_plain(text, "t.txt", report)).text
    missing = letters(text) - letters(markdown)
    lines = text.split("\n")
    for finding in report.found:
        match finding.code:
            case "S054" | "S062" | "S065":
                missing -= letters(str(finding.arguments["text"]))
            case "S055":
                last = int(str(finding.arguments["last"]))
                missing -= letters("\n".join(lines[finding.location.line - 1 : last]))
            case "S064":
                missing -= letters("文件")
    return missing


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(PARTS), GLUE), max_size=40))
def test_every_letter_is_in_the_markdown_or_in_a_finding(parts: list[tuple[str, str]]) -> None:
    assert not lost("".join(part + glue for part, glue in parts))


def test_the_same_of_many_long_texts() -> None:
    chance = random.Random(14)
    for _ in range(300):
        text = "".join(chance.choice((*PARTS, "\n", "\n\n")) for _ in range(chance.randint(1, 60)))
        assert not lost(text), text


def test_last_lines_stay() -> None:
    text = "关于研究工作的会议纪要\n\n一、会议议定\n\n会议同意实施方案。\n\n审核：张三\n"
    report = Report()
    pieces = read_plain(text, "t.txt", report)
    assert [(p.role, p.text) for p in pieces[-2:]] == [("text", "会议同意实施方案。"), ("text", "审核：张三")]
    assert not report.found
