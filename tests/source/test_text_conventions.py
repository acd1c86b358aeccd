"""Conventions of plain texts: on one line, with lists of contents, notes, lists, sign-offs, torn lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzdocs.build import pipeline
from jzdocs.errors import Report
from jzdocs.model.outline import outline
from jzdocs.project import lone
from jzdocs.source.line_repair import repair_lines
from jzdocs.source.pieces import Piece
from jzdocs.source.plain import read_plain

PARAGRAPH = "全县上下坚持稳中求进，经济社会发展取得新的进展，群众满意度不断提高。各项工作有序推进。"


def read(text: str) -> tuple[list[Piece], list[str]]:
    report = Report()
    return read_plain(text, "t.txt", report), [d.code for d in report]


def headings(text: str) -> list[tuple[int, str]]:
    return [(p.level, p.text) for p in read(text)[0] if p.role == "heading"]


def of(text: str, role: str) -> list[str]:
    return [p.text for p in read(text)[0] if p.role == role]


# --- one line


def test_one_line_is_cut_at_numbers_that_are_counted() -> None:
    text = "关于上半年工作的汇报 一、水务工作 再生水利用率由24.6%提升至38.2%。二、教育工作 新建学校12所，见附件一、附件三。"
    assert of(text, "title") == ["关于上半年工作的汇报"]
    assert headings(text) == [(1, "水务工作"), (1, "教育工作")]


def test_one_line_is_cut_at_questions_and_in_its_opening() -> None:
    talk = (
        "近日，县教育局负责人回答了记者提问。问：背景是什么？答：为了落实要求，方便群众。问：有何举措？答：主要有三项。"
    )
    assert headings(talk) == [(1, "问：背景是什么？"), (1, "问：有何举措？")]
    text = "政府工作报告——2025年1月8日在县人民代表大会会议上　　县长王大明各位代表：　　现在报告工作。　　请予审议。"
    assert (of(text, "title"), of(text, "subtitle")) == (["政府工作报告"], ["2025年1月8日在县人民代表大会会议上"])
    assert of(text, "issuer") == ["县长王大明"] and of(text, "text")[0] == "各位代表："


def test_a_text_of_one_line_with_a_change_is_built(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("再生水利用率由24.6%提升至38.2%。", encoding="utf-8")
    result = pipeline.build(path, lone(path), None)
    assert not result.report.errors and "a.pdf" in result.files


# --- contents

CONTENTS = "第一篇 开创新局面\n第一章 发展环境\n第二章 指导方针\n第二篇 建设产业\n第三章 传统产业\n"
REST = f"第一篇 开创新局面\n第一章 发展环境\n{PARAGRAPH}\n第二章 指导方针\n{PARAGRAPH}\n"


@pytest.mark.parametrize("title", ["目录\n", "目　录\n", ""])
def test_contents_of_chapters_that_the_text_lacks_are_no_sections(title: str) -> None:
    text = (
        f"青河县发展规划\n{title}{CONTENTS}{PARAGRAPH}\n{REST}"
        if title
        else f"青河县发展规划\n{CONTENTS}{REST}第二篇 建设产业\n第三章 传统产业\n{PARAGRAPH}\n"
    )
    heads = headings(text)
    assert heads[:3] == [(1, "第一篇 开创新局面"), (2, "第一章 发展环境"), (2, "第二章 指导方针")]
    assert len(heads) == (3 if title else 5) and read(text)[1] == ["S055"]


def test_a_finding_names_the_lines_of_the_contents() -> None:
    report = Report()
    read_plain(f"规划\n目录\n{CONTENTS}{PARAGRAPH}\n{REST}", "t.txt", report)
    assert [(d.location.line, d.arguments["last"]) for d in report] == [(2, "7")]


# --- lists, labels, sign-offs


def test_points_are_no_headings_and_headings_are() -> None:
    text = f"关于开会的通知\n\n一、时间：3月10日\n\n二、地点：三楼会议室\n\n三、人员：各乡镇负责人\n\n{PARAGRAPH}\n"
    assert headings(text) == []
    sections = f"工作方案\n\n一、目标\n\n{PARAGRAPH}\n\n二、任务\n\n1.抓项目\n\n2.抓服务\n\n三、保障\n\n{PARAGRAPH}\n"
    assert headings(sections) == [(1, "目标"), (1, "任务"), (1, "保障")]


@pytest.mark.parametrize(
    "line",
    [
        "审核：张三",
        "单位：个",
        "联系电话：0351-1234567",
        "青河县教育局",
        "二〇二五年三月一日",
        "（此件公开发布）",
        "［主送单位］",
        "表1 产量",
    ],
)
def test_labels_offices_and_dates_are_no_headings(line: str) -> None:
    assert headings(f"工作方案\n\n一、目标\n\n{PARAGRAPH}\n\n{line}\n\n二、任务\n\n{PARAGRAPH}\n") == [
        (1, "目标"),
        (1, "任务"),
    ]
    pieces, _ = read(f"工作方案\n\n一、目标\n\n{PARAGRAPH}\n\n{line}\n")
    assert pieces[-1].text == line and pieces[-1].role == "text"


def test_numbers_that_counting_would_change_are_kept() -> None:
    text = f"工作汇报\n\n一、情况\n\n{PARAGRAPH}\n\n一、做法\n\n{PARAGRAPH}\n\n四、问题\n\n{PARAGRAPH}\n"
    assert headings(text) == [(1, "一、情况"), (1, "一、做法"), (1, "四、问题")]


def test_attachments_and_further_documents_open_without_a_number() -> None:
    text = f"工作方案\n\n一、目标\n\n{PARAGRAPH}\n\n附件1\n\n2025年任务清单\n\n一、水务\n\n{PARAGRAPH}\n"
    heads = [p for p in read(text)[0] if p.role == "heading"]
    assert [(p.level, p.text, p.unnumbered) for p in heads] == [
        (1, "目标", False),
        (1, "附件1\u30002025年任务清单", True),
        (2, "水务", False),
    ]


def test_a_sentence_above_each_of_many_paragraphs_is_a_run_in_heading() -> None:
    names = ("水务持续改善。", "教育更加公平。", "交通更加便捷。", "环境明显好转。", "就业保持稳定。", "治理不断加强。")
    body = "\n".join(f"{name}\n{PARAGRAPH * 2}" for name in names)
    text = f"工作报告\n一、回顾\n{PARAGRAPH}\n{body}\n二、安排\n{PARAGRAPH}\n"
    assert headings(text) == [(1, "回顾"), (1, "安排")] and of(text, "lead") == list(names)


# --- notes


def test_notes_whose_text_stands_on_the_next_line() -> None:
    text = f"工作报告\n\n一、回顾\n\n实现“一降三减”［1］，进入ESI［2］前列。{PARAGRAPH}\n\n注释\n\n［1］一降三减：\n\n火灾起数下降，损失减少。\n\n［2］ESI：\n\n基本科学指标数据库。\n"
    pieces, codes = read(text)
    assert [(p.level, p.text) for p in pieces if p.role == "note"] == [
        (1, "一降三减：火灾起数下降，损失减少。"),
        (2, "ESI：基本科学指标数据库。"),
    ]
    assert codes == ["S065"]


def test_marks_of_notes_are_no_lost_words(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"统计公报\n\n一、综合\n\n全年生产总值②达到100亿元，重点产业③增长。{PARAGRAPH}\n\n注释：\n\n② 初步核算数。\n\n③ 指五个产业。\n",
        encoding="utf-8",
    )
    loaded = pipeline.load(path, lone(path), None)
    assert sorted(loaded.document.notes) == ["2", "3"]
    assert outline(loaded.document)["title"] == "统计公报"


# --- torn lines


def test_words_that_a_page_set_in_bold_are_joined_again() -> None:
    text = f"工作报告\n{PARAGRAPH}\n今年的\n主要预期目标\n是：生产总值增长5%，PM\n2.5\n浓度下降。\n{PARAGRAPH}\n"
    lines = [line.text for line in repair_lines(text, "t.txt", Report()) if line.text]
    assert lines[2] == "今年的主要预期目标是：生产总值增长5%，PM2.5浓度下降。"


def test_wrapped_lines_with_indents_and_hanging_stops_are_joined() -> None:
    paragraphs = [f"{name}{PARAGRAPH * 2}" for name in "甲乙丙丁戊己"]
    wrapped = []
    for text in paragraphs:
        line = "\u3000\u3000"
        for char in text:
            if len(line) >= 28 and char not in "，。":
                wrapped.append(line)
                line = ""
            line += char
        wrapped.append(line)
    assert [line.text for line in repair_lines("\n".join(wrapped), "t.txt", Report()) if line.text] == paragraphs
