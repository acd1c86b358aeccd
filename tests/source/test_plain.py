"""Plain text in the conventions of Chinese offices: what is a heading, what is joined, what is left out."""

from __future__ import annotations

import pytest

from jzdocs.errors import Report
from jzdocs.source.emit import Emitter
from jzdocs.source.line_repair import repair_lines
from jzdocs.source.pieces import Piece
from jzdocs.source.plain import read_plain

OFFICIAL = """晋中市人民政府办公室文件
市政办发〔2025〕12号

关于加强城市供热管理工作的通知

各县（区、市）人民政府，市直各有关单位：
为进一步加强供热管理工作，现就有关事项通知如下。
一、总体要求
（一）指导思想
坚持以人民为中心，保障供热安全稳定。
（二）工作目标。到2027年，全市集中供热普及率达到95%以上，居民投诉率下降20%。
二、主要任务
1.加强设备检修。供热单位应当在10月底前完成检修。
2.畅通诉求渠道。设立24小时服务电话。
（1）受理时限。两小时内响应。
三、保障措施
一是加强组织领导。二是落实资金保障。三是强化监督考核。
附件：任务分工表
晋中市人民政府办公室
2025年11月20日
（此件公开发布）
"""
SCRAPED = """首页 > 新闻 > 正文
2024年全省国民经济和社会发展统计公报
来源：省统计局 发布时间：2025-03-20 字体：[大 中 小] 打印本页 关闭窗口
2024年，全省上下坚持稳中求进工作总基调，经济运行总
体平稳、稳中有进，高质量发展扎实推进。
第一章 综合
初步核算，全年地区生产总值7 4 7 7 2 亿元，比上年增
长5.6％。其中，第一产业增加值1234.5亿元，增长3.2%；第
二产业增加值14321.0亿元，增长4.8%［1］。
第二章 农业
全年粮食总产量1478.1万吨，增产4.2万吨，增长0.3%①。
分享到： 微信 微博
"""
ONE_LINE = "在全市教育工作会议上的讲话　　（2025年9月10日）　　同志们：　　今天召开全市教育工作会议，主要任务是总结成绩、部署工作。　　一、充分肯定成绩　　一年来，全市教育投入达到291.58亿元，增长8.2%。　　二、准确把握形势　　当前，教育改革发展任务依然艰巨。　　三、扎实推进工作　　要突出重点，狠抓落实。"
CONFERENCE = """晋中市召开民生保障新闻发布会

【开场】
主持人：各位记者朋友，大家上午好。

问：请介绍一下供热保障的情况。
答：全市供热面积达13579万平方米，较上年增长5.2%。

问：垃圾分类进展如何？
答：覆盖率达到99.71%。

【结束语】
发布会到此结束，谢谢大家。
"""


def read(text: str) -> tuple[list[Piece], list[str]]:
    report = Report()
    return read_plain(text, "t.txt", report), [d.code for d in report]


def headings(text: str) -> list[tuple[int, str]]:
    return [(p.level, p.text) for p in read(text)[0] if p.role == "heading"]


def roles(text: str, role: str) -> list[str]:
    return [p.text for p in read(text)[0] if p.role == role]


def test_an_official_document() -> None:
    assert headings(OFFICIAL) == [(1, "总体要求"), (2, "指导思想"), (1, "主要任务"), (1, "保障措施")]
    assert roles(OFFICIAL, "title") == ["关于加强城市供热管理工作的通知"]
    assert roles(OFFICIAL, "issuer") == ["晋中市人民政府办公室"] and roles(OFFICIAL, "number") == [
        "市政办发〔2025〕12号"
    ]
    assert roles(OFFICIAL, "lead") == ["（二）工作目标。", "1.加强设备检修。", "2.畅通诉求渠道。", "（1）受理时限。"]
    source = Emitter("t.txt").emit(read(OFFICIAL)[0]).text
    assert 'issuer: ["晋中市人民政府办公室"]' in source and 'number: "市政办发〔2025〕12号"' in source


def test_a_scraped_and_hard_wrapped_page() -> None:
    pieces, codes = read(SCRAPED)
    assert sorted(codes) == ["S054", "S054", "S054", "S056"]
    assert [p.text for p in pieces if p.role == "title"] == ["2024年全省国民经济和社会发展统计公报"]
    assert headings(SCRAPED) == [(1, "第一章 综合"), (1, "第二章 农业")]
    texts = [p.text for p in pieces if p.role == "text"]
    assert texts[0] == "2024年，全省上下坚持稳中求进工作总基调，经济运行总体平稳、稳中有进，高质量发展扎实推进。"
    assert texts[1].startswith(
        "初步核算，全年地区生产总值74772亿元，比上年增长5.6％。其中，第一产业增加值1234.5亿元，增长3.2%；第二产业"
    )


def test_a_document_on_one_line() -> None:
    assert roles(ONE_LINE, "title") == ["在全市教育工作会议上的讲话"] and roles(ONE_LINE, "date") == ["2025-09-10"]
    assert headings(ONE_LINE) == [(1, "充分肯定成绩"), (1, "准确把握形势"), (1, "扎实推进工作")]
    assert roles(ONE_LINE, "text")[0] == "同志们："
    (place,) = [p for p in read(ONE_LINE)[0] if p.text == "充分肯定成绩"]
    assert ONE_LINE[place.column - 1 :].startswith("充分肯定成绩")


def test_a_press_conference() -> None:
    assert headings(CONFERENCE) == [
        (1, "开场"),
        (2, "问：请介绍一下供热保障的情况。"),
        (2, "问：垃圾分类进展如何？"),
        (1, "结束语"),
    ]
    assert roles(CONFERENCE, "text")[-1] == "发布会到此结束，谢谢大家。"


def test_a_table_of_contents_is_no_part_of_the_text() -> None:
    text = "规划纲要\n\n目 录\n第一章 总则……1\n第二章 任务……3\n第三章 保障……9\n\n第一章 总则\n\n坚持稳中求进。\n\n第二章 任务\n\n抓落实。\n\n第三章 保障\n\n强统筹。\n"
    assert headings(text) == [(1, "第一章 总则"), (1, "第二章 任务"), (1, "第三章 保障")]
    assert read(text)[1] == ["S055"]


def test_numbers_torn_apart_by_a_line_end_are_joined() -> None:
    lines = [
        "全年完成固定资产投资一千二百亿元以上，其中基础设施投资12",
        "34亿元，工业投资比上年同期增长百分之十左右，高技术制造业投",
        "资占全部投资的比重持续提高，民间投资稳步回升并保持较快增",
        "长态势。",
    ]
    (joined,) = [line.text for line in repair_lines("\n".join(lines), "t.txt", Report()) if line.text]
    assert joined == "".join(lines) and "1234亿元" in joined


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰。\n子丑寅卯辰巳午未申酉戌亥甲乙丙。\n天地玄黄宇宙洪荒日月盈昃辰宿列。\n寒来暑往秋收冬藏闰余成岁律吕调。\n"
    assert [line.text for line in repair_lines(text, "t.txt", Report()) if line.text] == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导。二是落实资金。三是强化考核，确保任务完成。",
        "一要提高认识。二要狠抓落实。三要加强督查，推动工作。",
    ],
)
def test_points_of_a_paragraph_are_no_headings(text: str) -> None:
    assert roles(f"标题\n\n{text}\n\n结尾的一段话。\n", "lead") == []
