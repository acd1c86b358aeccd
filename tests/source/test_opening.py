"""The opening of plain texts: title, number, who speaks, what a page puts above them."""

from __future__ import annotations

import pytest

from jzdocs.errors import Report
from jzdocs.source.pieces import Piece
from jzdocs.source.plain import read_plain

BODY = "\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、工作回顾\n全县经济稳步增长，各项事业取得新的进展。\n"


def read(text: str) -> tuple[list[Piece], list[str]]:
    report = Report()
    return read_plain(text, "t.txt", report), [d.code for d in report]


def of(text: str, role: str) -> list[str]:
    return [p.text for p in read(text)[0] if p.role == role]


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("打印\n全屏\n【字号：\n加大\n减小\n】\n青河县政府工作报告", "青河县政府工作报告"),
        (
            "当前位置：\n首页\n>\n政务公开\n>\n报告\n青河县政府工作报告\n发布时间：\n2025-02-09 09:45",
            "青河县政府工作报告",
        ),
        ("政府工作报告。 青河日报记者 李四 摄\n政府工作报告", "政府工作报告"),
        ("规划全文\n青河县“十五五”发展规划纲要", "青河县“十五五”发展规划纲要"),
        ("青河县人民政府\n关于2025年工作情况的\n报告", "青河县人民政府关于2025年工作情况的报告"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("青河县发展规划\n（草案）", "青河县发展规划（草案）"),
        ("青河县2024年统计公报①", "青河县2024年统计公报"),
    ],
)
def test_the_title_is_what_looks_most_like_one(opening: str, title: str) -> None:
    pieces, _ = read(opening + BODY)
    assert [p.text for p in pieces if p.role == "title"] == [title]
    assert [p.text for p in pieces if p.role == "heading"] == ["工作回顾"]


def test_what_a_page_adds_is_left_out_and_told() -> None:
    pieces, codes = read(
        "下载\n打印\n青河县政府工作报告\n——2025年1月8日在县人民代表大会上\n来源：青河日报\n县长 王五" + BODY
    )
    assert codes == ["S054"] * 3
    assert [(p.role, p.text) for p in pieces[:3]] == [
        ("title", "青河县政府工作报告"),
        ("subtitle", "2025年1月8日在县人民代表大会上"),
        ("issuer", "县长 王五"),
    ]


def test_a_source_is_text_where_nothing_shows_a_page() -> None:
    pieces, codes = read("青河县政府工作报告\n来源：青河日报" + BODY)
    assert not codes and "来源：青河日报" in [p.text for p in pieces if p.role == "text"]


def test_an_occasion_in_brackets_or_on_two_lines_is_the_subtitle() -> None:
    occasion = "2025年1月8日在青河县第九届人民代表大会第四次会议上"
    assert of(f"政府工作报告\n（{occasion}）{BODY}", "subtitle") == [occasion]
    assert of(f"政府工作报告\n——{occasion[:18]}\n{occasion[18:]}\n县长 王五{BODY}", "subtitle") == [occasion]


def test_a_title_above_the_number_is_no_issuer() -> None:
    text = "青河县人民政府关于印发发展规划的通知\n\n青政发〔2025〕6号\n\n各乡镇人民政府：\n\n现将规划印发给你们。\n\n第一章　总则\n\n坚持稳中求进，统筹发展和安全。\n"
    assert of(text, "title") == ["青河县人民政府关于印发发展规划的通知"] and of(text, "number") == ["青政发〔2025〕6号"]
    assert not of(text, "issuer") and of(text, "heading") == ["第一章　总则"]


def test_two_bodies_and_a_date_in_chinese_numerals() -> None:
    text = (
        "青河县教育局\n青河县财政局文件\n青教发〔2025〕12号\n关于做好资助工作的通知\n各中小学校：\n为做好资助工作，通知如下。\n"
        "一、总体要求\n坚持应助尽助，不漏一人。\n附件：1.名额分配表\n2.申请表\n青河县教育局　青河县财政局\n二〇二五年三月一日\n（此件公开发布）\n"
    )
    pieces, codes = read(text)
    assert [p.text for p in pieces if p.role == "issuer"] == ["青河县教育局", "青河县财政局"]
    assert {r: of(text, r) for r in ("date", "to", "attachment", "remark", "heading")} == {
        "date": ["二〇二五年三月一日"],
        "to": ["各中小学校"],
        "attachment": ["名额分配表", "申请表"],
        "remark": ["此件公开发布"],
        "heading": ["总体要求"],
    }
    assert codes == ["S064"]


def test_who_signs_otherwise_than_the_red_head_is_told_apart_from_it() -> None:
    text = "青河县教育局文件\n青教发〔2025〕12号\n关于做好工作的通知\n各校：\n现通知如下，请认真落实。\n青河县财政局\n2025年3月1日\n"
    assert of(text, "head") == ["青河县教育局文件"] and of(text, "issuer") == ["青河县财政局"]
    assert of(text, "text") == ["现通知如下，请认真落实。"] and of(text, "date") == ["2025-03-01"]


def test_a_date_that_does_not_exist_is_text() -> None:
    assert not of("工作报告\n2025年2月30日" + BODY, "date")
