"""Drafts of official documents, as offices hand them in: which element each line is, and what stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from hypothesis import given, settings, strategies as st

from jzdocs.build import pipeline
from jzdocs.errors import Report
from jzdocs.project import lone
from jzdocs.source.plain import read_plain
from jzdocs.source.read import TakenFor, to_markdown

DRAFTS = Path(__file__).parent / "drafts"

# what the front matter says of each draft, beside `colophon: no`
EXPECTED: dict[str, dict[str, Any]] = {
    "labels.txt": {
        "title": "关于开展防汛检查的通知",
        "kind": "通知",
        "issuer": ["青禾市水务局"],
        "number": "青水发〔2025〕40号",
        "copy": "000018",
        "secrecy": "秘密★1年",
        "urgency": "特急",
        "date": "2025-06-03",
        "to": ["各县（区）水务局"],
        "cc": "市应急管理局",
    },
    "joint_seals.txt": {
        "title": "关于做好农田水利维修养护的通知",
        "kind": "通知",
        "issuer": ["青禾市水务局", "青禾市财政局", "青禾市农业农村局"],
        "number": "青水发〔2025〕41号",
        "date": "2025-02-08",
        "to": ["各县（区）水务局、财政局、农业农村局"],
        "seal": "yes",
    },
    "one_line.txt": {
        "title": "青禾市统计局关于报送年报资料的函",
        "kind": "函",
        "issuer": ["青禾市统计局"],
        "date": "2025-03-03",
        "to": ["市水务局"],
        "attachments": ["年报表式", "指标解释"],
    },
    "open_list.txt": {
        "title": "青禾市教育局关于开展校园节水活动的通知",
        "kind": "通知",
        "issuer": ["青禾市教育局"],
        "number": "青教发〔2025〕9号",
        "date": "2025-04-02",
        "to": ["各县（区）教育局，市直各学校"],
        "attachments": ["活动日程安排", "节水倡议书"],
    },
    "labelled_list.txt": {
        "title": "青禾市人民政府办公室关于印发节水型社会建设方案的通知",
        "kind": "通知",
        "issuer": ["青禾市人民政府办公室"],
        "number": "青政办发〔2025〕21号",
        "date": "2025-05-06",
        "to": ["各县（区）人民政府，市政府各部门"],
        "attachments": ["青禾市节水型社会建设方案", "任务分工表"],
        "remark": "此件主动公开",
    },
    "pasted.txt": {
        "title": "关于2024年度审计工作情况的报告",
        "kind": "报告",
        "head": "青禾市审计局",
        "issuer": ["青禾市审计局"],
        "number": "青审〔2025〕3号",
        "secrecy": "机密",
        "signers": ["林向东", "吴桐"],
        "date": "2025-01-20",
        "to": ["市人民政府"],
        "remark": "联系人：何静　电话：0000-0000000",
    },
    "wrapped.txt": {
        "title": "青禾市人民政府关于调整部分市级河长的通知",
        "kind": "通知",
        "issuer": ["青禾市人民政府"],
        "date": "2025-02-26",
        "to": ["各县（区）人民政府，市政府各部门、各直属机构"],
        "cc": "市委办公室，市人大常委会办公室，市政协办公室",
        "printed_by": "青禾市人民政府办公室",
        "printed_on": "2025-02-26",
        "print_run": "共印60份",
    },
    "issue.txt": {
        "kind": "纪要",
        "head": "青禾市水务局局长办公会议纪要",
        "issuer": ["青禾市水务局办公室"],
        "number": "第12期",
        "date": "2025-07-02",
        "present": "方志成、沈一帆、林向东",
        "observers": "吴桐",
        "recorder": "何静",
    },
    "order.txt": {
        "title": "青禾市人民政府关于解除防汛应急响应的命令",
        "kind": "命令",
        "head": "青禾市人民政府命令",
        "issuer": ["青禾市人民政府"],
        "number": "第37号",
        "date": "2025-08-20",
        "signatory": "市长　周明远",
    },
    "resolution.txt": {
        "title": "青禾市人民代表大会常务委员会关于批准2024年市级决算的决议",
        "subtitle": "（2025年6月27日青禾市第八届人民代表大会常务委员会第二十三次会议通过）",
        "kind": "决议",
        "date": "2025-06-27",
        "signoff": "none",
    },
    "promulgated.txt": {
        "title": "青禾市水务局关于印发供水应急预案的通知",
        "kind": "通知",
        "issuer": ["青禾市水务局"],
        "number": "青水办〔2025〕17号",
        "date": "2025-05-19",
        "to": ["局属各单位"],
    },
    "traps.txt": {
        "title": "青禾市水务局关于规范公文附件报送的通知",
        "kind": "通知",
        "issuer": ["青禾市水务局"],
        "number": "青水发〔2025〕52号",
        "date": "2025-09-03",
        "to": ["各县（区）水务局"],
    },
    "open_places.txt": {
        "title": "××市水务局关于××工作的通知",
        "kind": "通知",
        "issuer": ["××市水务局"],
        "number": "×水发〔2025〕　号",
        "date": "2025年　月　日",
        "to": ["各有关单位"],
    },
    "copies.txt": {
        "title": "青禾市应急管理局关于发布高温预警的通告",
        "kind": "通告",
        "issuer": ["青禾市应急管理局"],
        "date": "2025-07-15",
        "report_to": "市委办公室，市政府办公室",
        "cc": "市气象局，市融媒体中心",
        "distribution": "各县（区）应急管理局",
        "printed_by": "青禾市应急管理局办公室",
        "printed_on": "2025-07-15",
        "print_run": "共印80份",
    },
    "bare_kind.txt": {
        "title": "公告",
        "kind": "公告",
        "head": "青禾市自然资源局",
        "issuer": ["青禾市自然资源局"],
        "number": "2025年第6号",
        "date": "2025-07-09",
    },
    "old_form.txt": {
        "title": "关于做好秋收工作的通知",
        "kind": "通知",
        "issuer": ["青禾地区行政公署"],
        "number": "青署发［1999］7号",
        "date": "1999-09-01",
        "to": ["各县、市人民政府，行署有关部门"],
        "report_to": "省人民政府",
        "cc": "地委办公室",
        "printed_by": "青禾地区行政公署办公室",
        "printed_on": "1999-09-02",
        "print_run": "共印90份",
    },
    "one_line_parts.txt": {
        "title": "关于安排管护经费的报告",
        "kind": "报告",
        "issuer": ["青禾市财政局", "青禾市水务局"],
        "number": "青财〔2025〕3号",
        "secrecy": "秘密1年",
        "date": "2025-02-03",
        "to": ["市人民政府"],
        "attachments": ["经费安排表"],
        "remark": "此件不公开",
    },
    "persons.txt": {
        "kind": "命令",
        "head": ["青禾市人民政府", "青禾军分区", "命令"],
        "issuer": ["青禾市人民政府", "青禾军分区"],
        "number": "第5号",
        "date": "2025-08-21",
        "signatory": ["市长　周明远", "军分区司令员　欧阳一鸣"],
    },
    "markdown.md": {
        "title": "青禾市财政局关于编制2026年预算的通知",
        "kind": "通知",
        "issuer": ["青禾市财政局"],
        "number": "青财〔2025〕15号",
        "date": "2025-08-28",
        "to": ["市直各部门"],
        "attachments": ["预算申报表", "绩效目标表"],
        "remark": "联系人：陈平",
        "cc": "市审计局",
    },
}


def imported(path: Path, official: bool | None = True) -> tuple[dict[str, Any], str]:
    """The front matter and the text that a draft becomes."""
    text = to_markdown(path, Report(), taken=TakenFor(official=official))[0].text
    _, front, body = text.split("---\n", 2)
    return yaml.load(front, yaml.BaseLoader), body


@pytest.mark.parametrize("name", EXPECTED)
def test_each_element_of_a_draft_and_nothing_else_is_in_the_front_matter(name: str) -> None:
    front, _ = imported(DRAFTS / name)
    front.pop("colophon", None)
    assert front == EXPECTED[name]


def test_all_drafts_are_tested() -> None:
    assert {path.name for path in DRAFTS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_documents_print_all_words_of_a_draft_and_no_figures_beside_them(name: str) -> None:
    path = DRAFTS / name
    result = pipeline.build(path, lone(path), "gongwen")
    assert {finding.code for finding in result.report} <= {"S082"}
    markdown = to_markdown(path, Report(), taken=TakenFor(official=True))[0].text
    assert "keyfigures" not in markdown and "```chart" not in markdown


def test_what_is_running_text_stays_text() -> None:
    _, body = imported(DRAFTS / "traps.txt")
    for line in (
        "附件：是指随文附送的材料，应当逐件核对。附件1、附件2等序号要与附件说明一致。",
        "2025年9月10日前，各单位要完成自查。",
        "抄送：上级机关的，写作“抄报”一律改正。印发日期由办公室核定，如2025年9月2日印发。",
        "（二）受双重领导的机关向一个上级机关行文，必要时抄送另一个上级机关。",
    ):
        assert f"\n{line}\n" in body
    assert re.findall(r"^#+ .*$", body, re.M) == ["# 附件要齐全", "# 日期要规范", "# 抄送要适当"]


def test_attachments_have_number_title_and_headings_of_their_own() -> None:
    _, body = imported(DRAFTS / "labelled_list.txt")
    blocks = re.findall(r"```attachment\n(.*?)```", body, re.S)
    assert blocks == ['number: 1\ntitle: "青禾市节水型社会建设方案"\n', 'number: 2\ntitle: "任务分工表"\n']
    assert "# 工作目标" in body and "# 主要任务" in body
    assert 'title: "青禾市城市供水应急预案"\nlabel: no\n' in imported(DRAFTS / "promulgated.txt")[1]


def test_markdown_keeps_its_tables_and_bold_words() -> None:
    _, body = imported(DRAFTS / "markdown.md")
    assert "| 上报 | 9月30日 |\n" in body and "有关事项**通知如下**：" in body and "# 总体要求" in body


def test_import_reads_a_draft_without_being_told_what_it_is() -> None:
    for name in ("open_list.txt", "order.txt", "issue.txt", "copies.txt", "markdown.md"):
        front, _ = imported(DRAFTS / name, official=None)
        assert front["kind"] == EXPECTED[name]["kind"]


def test_markdown_that_is_no_draft_is_left_alone(tmp_path: Path) -> None:
    for text in (
        "# 青禾市水务局\n\n供水情况说明。\n",
        "---\ntitle: 关于供水的通知\n---\n\n各单位：\n\n正文。\n\n青禾市水务局\n\n2025年1月2日\n",
        "各单位：\n\n供水[36.8%]{#water}。\n\n青禾市水务局\n\n2025年1月2日\n",
    ):
        (tmp_path / "a.md").write_text(text, encoding="utf-8")
        assert to_markdown(tmp_path / "a.md", Report(), taken=TakenFor(official=True))[0].text == text
        assert to_markdown(tmp_path / "a.md", Report())[0].text == text


def test_other_templates_print_what_they_have_no_place_for_as_text() -> None:
    _, body = imported(DRAFTS / "copies.txt", official=False)
    for line in ("抄送：市气象局，市融媒体中心。", "（共印80份）", "抄报：市委办公室，市政府办公室。"):
        assert f"\n{line}\n" in re.sub(r"\[(.*?)\]\{#f\d+\}", r"\1", body)
    front, body = imported(DRAFTS / "labels.txt", official=False)
    assert "copy" not in front and "份号：000018" in body


def test_tables_of_word_hold_elements_too(tmp_path: Path) -> None:
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text, head.cell(1, 0).text = "青禾市水务局", "青禾市财政局"
    head.cell(0, 1).merge(head.cell(1, 1)).text = "文件"
    for line in ("青水发〔2025〕8号", "关于落实管护经费的通知", "各县（区）水务局：", "现就落实管护经费通知如下。"):
        document.add_paragraph(line)
    for line in ("青禾市水务局　青禾市财政局", "2025年3月4日"):
        document.add_paragraph(line)
    copies = document.add_table(rows=2, cols=2)
    copies.cell(0, 0).merge(copies.cell(0, 1)).text = "抄送：市审计局。"
    copies.cell(1, 0).text, copies.cell(1, 1).text = "青禾市水务局办公室", "2025年3月5日印发"
    document.save(str(tmp_path / "a.docx"))
    front, body = imported(tmp_path / "a.docx")
    assert front == {
        "title": "关于落实管护经费的通知",
        "kind": "通知",
        "issuer": ["青禾市水务局", "青禾市财政局"],
        "number": "青水发〔2025〕8号",
        "date": "2025-03-04",
        "to": ["各县（区）水务局"],
        "cc": "市审计局",
        "printed_by": "青禾市水务局办公室",
        "printed_on": "2025-03-05",
    }
    assert "现就落实管护经费通知如下。" in body and "|" not in body


def test_headings_of_word_styles_stay_headings(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("青禾市水务局关于节水工作的通知", 1)
    document.add_paragraph("各县（区）水务局：")
    document.add_paragraph("现就节水工作通知如下。")
    document.add_heading("总体要求", 2)
    document.add_paragraph("坚持节水优先，把节水贯穿于生产生活各环节。")
    for line in ("附件：任务表", "青禾市水务局", "2025年3月4日", "附件", "任务表", "管网排查，六月底前完成。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    front, body = imported(tmp_path / "a.docx")
    assert front["title"] == "青禾市水务局关于节水工作的通知" and front["attachments"] == ["任务表"]
    assert front["date"] == "2025-03-04" and "# 总体要求\n" in body and 'title: "任务表"' in body


@pytest.mark.parametrize("official", [True, None])
def test_a_title_that_alone_has_a_style_leaves_typed_headings_headings(tmp_path: Path, official: bool | None) -> None:
    document = docx.Document()
    for line in ("青禾市人民政府文件", "青政报〔2025〕3号　　　签发人：林向东"):
        document.add_paragraph(line)
    document.add_heading("青禾市人民政府关于\n节水型社会建设情况的报告", 1)
    lines = ["省人民政府：", "现将有关情况报告如下。", "一、主要做法", "（一）摸清底数。全面排查管网。"]
    lines += ["二、存在问题", "管护经费不足。", "特此报告。", "青禾市人民政府", "2025年3月4日"]
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    front, body = imported(tmp_path / "a.docx", official)
    assert front["title"] == "青禾市人民政府关于节水型社会建设情况的报告" and front["signers"] == ["林向东"]
    assert re.findall(r"^# (\w+)", body, re.M) == ["主要做法", "存在问题"]


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_blank_lines_and_indents_tell_nothing_that_form_does_not(blank: str, indent: str, tmp_path: Path) -> None:
    lines = [line for line in (DRAFTS / "copies.txt").read_text(encoding="utf-8").split("\n") if line.strip()]
    text = blank.join(f"{indent if index else ''}{line.strip()}" for index, line in enumerate(lines))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert imported(tmp_path / "a.txt")[0] == EXPECTED["copies.txt"]


def drafted(tmp_path: Path, text: str) -> tuple[dict[str, Any], str]:
    """The front matter and the text of a draft that is written here."""
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    return imported(tmp_path / "a.txt")


NOTICE = "青禾市水务局文件\n青水发〔2025〕9号\n关于做好节水工作的通知\n{to}\n现就有关事项通知如下。\n{text}\n青禾市水务局\n2025年5月6日\n"


@pytest.mark.parametrize(
    ("to", "right"),
    [
        ("各县（区）水务局，\n局属各单位", "各县（区）水务局，局属各单位"),
        ("各县（区）水务局\n局属各单位", "各县（区）水务局，局属各单位"),
        ("各县（区）水务局：根据部署，现就有关事项通知如下。", "各县（区）水务局"),
        ("各县（区）水务局，青禾市河道管理中心", "各县（区）水务局，青禾市河道管理中心"),
    ],
)
def test_addressees_without_a_colon_and_beside_the_text(tmp_path: Path, to: str, right: str) -> None:
    front, body = drafted(tmp_path, NOTICE.format(to=to, text="请抓好落实。"))
    assert front["to"] == [right] and "水务局" not in body and "事项通知如下。" in body


def test_headings_of_a_draft_may_stand_alone_or_have_no_number(tmp_path: Path) -> None:
    text = "一、工作重点\n（一）摸清底数。全面排查管网。\n（二）建立台账。\n逐项登记。\n（三）限期整改。"
    body = drafted(tmp_path, NOTICE.format(to="局属各单位：", text=text))[1]
    assert "（二）建立台账。" in re.findall(r"^## (.*?)(?: \{.*)?$", body, re.M)
    assert "（三）限期整改。" in re.findall(r"^## (.*?)(?: \{.*)?$", body, re.M)
    text = "工作目标\n今年节水率达到要求。\n工作要求\n各单位要抓好落实。"
    body = drafted(tmp_path, NOTICE.format(to="局属各单位：", text=text))[1]
    assert re.findall(r"^# (\w+)", body, re.M) == ["工作目标", "工作要求"]
    text = "一、同意立项。\n二、资金自筹。\n三、抓紧实施。"
    assert "# " not in drafted(tmp_path, NOTICE.format(to="局属各单位：", text=text))[1]


def test_a_run_in_heading_may_say_when_in_brackets(tmp_path: Path) -> None:
    text = "一、时间安排\n1.单位自查（4月10日前）。各单位逐项自查。\n2.市级抽查（5月）。抽查不少于20处。"
    body = drafted(tmp_path, NOTICE.format(to="局属各单位：", text=text))[1]
    assert "**1\\.单位自查（4月10日前）。**" in body and "**2\\.市级抽查（5月）。**" in body
    text = "一、时间安排\n1.排查120处（4月10日前）。各单位逐项自查。\n2.抽查30处。抽查不少于20处。"
    assert "**" not in drafted(tmp_path, NOTICE.format(to="局属各单位：", text=text))[1]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("附：管护任务清单\n　　常见问题解答", ["管护任务清单", "常见问题解答"]),
        ("附件：管护任务清单\n      常见问题解答\n      联系人名单", ["管护任务清单", "常见问题解答", "联系人名单"]),
        (
            "附件：青禾市农田水利设施管护任务分解和责任落实情况汇总\n      清单",
            ["青禾市农田水利设施管护任务分解和责任落实情况汇总清单"],
        ),
    ],
)
def test_attachments_below_each_other_need_no_number(tmp_path: Path, listed: str, names: list[str]) -> None:
    front, _ = drafted(tmp_path, NOTICE.format(to="局属各单位：", text=f"请抓好落实。\n{listed}"))
    assert front["attachments"] == names and front["issuer"] == ["青禾市水务局"]


def test_a_name_that_stands_three_times_is_no_page_head_where_it_signs(tmp_path: Path) -> None:
    text = "青禾市水务局办公室\n\n青禾市水务局办公室\n关于节水的通知\n\n局属各单位：\n请节水。\n\n青禾市水务局办公室\n2025年1月2日\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    report = Report()
    to_markdown(tmp_path / "a.txt", report, taken=TakenFor(official=True))
    assert [finding.code for finding in report.found] == []


def test_what_only_old_forms_have_is_left_out_with_a_word(tmp_path: Path) -> None:
    report = Report()
    to_markdown(DRAFTS / "old_form.txt", report, taken=TakenFor(official=True))
    assert {f"{f.code}.{f.variant}" for f in report.found} >= {"S082.old", "S082.rule"}


LINES = st.sampled_from(
    [line for name in EXPECTED for line in (DRAFTS / name).read_text(encoding="utf-8").split("\n")]
    + ["", "甲。", "附件"]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(LINES, min_size=1, max_size=12))
def test_lines_in_any_order_are_read_and_none_is_lost(lines: list[str]) -> None:
    pieces = read_plain("\n".join(lines), "a.txt", Report(), official=True)
    said = "".join(piece.text + piece.caption + "".join("".join(row) for row in piece.rows) for piece in pieces)
    printed = [line for line in lines if "主题词" not in line]  # told, and left out
    for word in re.findall(r"[\u4e00-\u9fff]{5,}", "".join(f"{line}\n" for line in printed)):
        if not re.search(r"[一二三四五六七八九十〇]{2,}|日期|此页", word):  # dates get digits
            assert word in re.sub(r"\s", "", said) or word[:4] in said
