"""Numbers of headings, dates and titles as printed, and the lines of official documents."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from jzdocs.model import nodes
from jzdocs.resolve import official
from jzdocs.resolve.front_pieces import imprint, joint as is_joint, text_of
from jzdocs.resolve.imprint import chinese_date, page_number, short_title, title_lines
from jzdocs.resolve.lists import caption_label, caption_text, distinct_pages, heading_text
from jzdocs.resolve.numbering import chinese, format_number
from jzdocs.style.stylesheet import NumberStyle


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (-1, "-1"),
        (0, "0"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (109, "一百零九"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (200, "二百"),
        (999, "九百九十九"),
        (1000, "1000"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("pattern", "counters", "text"),
    [
        ("一、", [3], "三、"),
        ("（一）", [2, 12], "（十二）"),
        ("第一章", [21], "第二十一章"),
        ("1.", [1, 2, 3], "3."),
        ("1.1", [1, 2], "1.2"),
        ("1.1", [1, 2, 3], "2.3"),
        ("1.1.1", [1, 2, 3], "1.2.3"),
        ("1.1.1\u3000", [4, 1, 2, 3], "1.2.3\u3000"),
        ("①", [1], "①"),
        ("①", [20], "⑳"),
        ("①", [21], "(21)"),
        ("（1）", [5, 9], "（9）"),
        ("附", [3], "附"),
    ],
)
def test_numbers_of_headings(pattern: str, counters: list[int], text: str) -> None:
    assert format_number(pattern, counters) == text


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("花会 简报", ["花会", "简报"]),
        ("花会\u3000简报", ["花会", "简报"]),
        ("花会  简报", ["花会", "简报"]),
        ("花会 2025", ["花会 2025"]),
        ("Flower 简报", ["Flower 简报"]),
        ("花会简报", ["花会简报"]),
        (" 花会 简报 ", [" 花会", "简报 "]),
        ("", []),
    ],
)
def test_lines_of_a_title(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2025-11-20", "2025年11月20日"),
        ("2025-01-02", "2025年1月2日"),
        ("2025-1-2", "2025-1-2"),
        ("2025年春", "2025年春"),
        ("2025-11-20 ", "2025-11-20 "),
        ("", ""),
    ],
)
def test_dates(date: str, text: str) -> None:
    assert chinese_date(date) == text


def test_place_and_date_are_printed_where_there_are_any() -> None:
    def lines(meta: nodes.Meta) -> list[str]:
        return [text_of([piece]) for piece in imprint(meta)]

    assert lines(nodes.Meta(place="花城", date="2025-01-02")) == ["花城", "2025年1月2日"]
    assert lines(nodes.Meta(date="2025-01-02")) == ["2025年1月2日"]
    assert lines(nodes.Meta(place="花城")) == ["花城"]
    assert lines(nodes.Meta()) == []


def test_the_running_head_has_the_short_title_or_the_title_in_a_line() -> None:
    assert short_title(nodes.Meta(title="花会 简报", short_title="花会")) == "花会"
    assert short_title(nodes.Meta(title="花会 简报")) == "花会　简报"


def test_a_page_without_label_has_no_number() -> None:
    style = NumberStyle(pattern="— {page}/{pages} —")
    assert page_number(style, "3", 9) == "— 3/9 —"
    assert page_number(style, "", 9) == ""


@pytest.mark.parametrize(
    ("remark", "text"), [("联系人：某某", "（联系人：某某）"), ("（联系人：某某）", "（联系人：某某）")]
)
def test_a_remark_is_in_one_pair_of_brackets(remark: str, text: str) -> None:
    assert official.remarks(nodes.Official(remark=(remark,))) == [text]
    assert official.remarks(nodes.Official()) == []


@pytest.mark.parametrize(
    ("issuers", "head", "form", "lines", "joint"),
    [
        (("花城园林局",), "", "file", ["花城园林局文件"], False),
        (("花城园林局",), "", "letter", ["花城园林局"], False),
        (("甲局", "乙局"), "", "file", ["甲局", "乙局"], True),
        (("甲局", "乙局"), "", "letter", ["甲局", "乙局"], False),
        (("甲局", "乙局"), "花会纪要", "file", ["花会纪要"], False),
        (("甲局",), "花会纪要", "file", ["花会纪要"], False),
        ((), "", "file", [], False),
        (("花城",), "", "order", ["花城令"], False),
    ],
)
def test_the_head(issuers: tuple[str, ...], head: str, form: str, lines: list[str], joint: bool) -> None:
    meta = nodes.Meta(issuer=issuers, official=nodes.Official(head=(head,) if head else ()))
    assert official.head_lines(meta, form) == lines
    assert is_joint(meta, form) is joint


def test_marks_from_top_to_bottom() -> None:
    full = nodes.Official(copy="000001", secrecy="秘密", urgency="特急")
    assert official.marks(full) == [("000001", False), ("秘密", True), ("特急", True)]
    assert official.marks(nodes.Official(urgency="特急")) == [("特急", True)]
    assert official.marks(nodes.Official()) == []


@pytest.mark.parametrize(
    ("to", "text"), [((), ""), (("甲局",), "甲局："), (("甲局", "乙局"), "甲局、乙局："), (("甲局：",), "甲局：")]
)
def test_addressees(to: tuple[str, ...], text: str) -> None:
    assert official.addressees(nodes.Official(to=to)) == text


@pytest.mark.parametrize(("cc", "text"), [(("甲局",), "甲局。"), (("甲局", "乙局。"), "甲局、乙局。")])
def test_copies(cc: tuple[str, ...], text: str) -> None:
    assert official.copy_rows(nodes.Official(cc=cc)) == [("抄送：", text)]


def test_copies_go_up_sideways_and_down_in_this_order() -> None:
    assert official.copy_rows(nodes.Official()) == []
    every = nodes.Official(distribution=("丙局",), cc=("乙局",), report_to=("甲办",))
    assert official.copy_rows(every) == [("抄报：", "甲办。"), ("抄送：", "乙局。"), ("分送：", "丙局。")]


def test_attachments_are_counted_where_there_are_several() -> None:
    lines = official.attachment_lines
    assert lines(nodes.Official()) == []
    assert lines(nodes.Official(attachments=("花名册。",))) == [("附件：", "花名册")]
    assert lines(nodes.Official(attachments=("花名册；", "路线图。"))) == [
        ("附件：1.", "花名册"),
        ("2.", "路线图"),
    ]
    assert official.attachment_label(nodes.Attachment("花名册", "2")) == "附件2"
    assert official.attachment_label(nodes.Attachment("花名册")) == "附件"


def test_who_attended() -> None:
    full = nodes.Official(present=("甲", "乙"), absent=("丙",), observers=("丁",))
    assert list(official.attendance(full)) == [("出席：", "甲、乙"), ("请假：", "丙"), ("列席：", "丁")]
    assert list(official.attendance(nodes.Official(observers=("丁",)))) == [("列席：", "丁")]


def test_who_printed_it_and_when() -> None:
    given = nodes.Official(printed_by="甲办", printed_on="2025-03-04")
    meta = nodes.Meta(issuer=("甲局", "乙局"), date="2025-01-02")
    assert official.printed(replace(meta, official=given), "file") == ("甲办", "2025年3月4日印发")
    assert official.printed(replace(meta, official=given), "letter") == ("", "")
    assert official.printed(meta, "file") == ("甲局", "2025年1月2日印发")
    assert official.printed(meta, "letter") == ("", "")  # 10.1
    assert official.printed(nodes.Meta(), "file") == ("", "")
    assert official.printed(replace(meta, official=nodes.Official(colophon=False)), "file") == ("", "")
    run = nodes.Official(printed_on="2025-03-04", print_run="共印120份", colophon=False)
    assert official.printed(replace(meta, official=run), "file") == ("", "2025年3月4日印发　共印120份")


def test_who_signs() -> None:
    meta = nodes.Meta(issuer=("甲局", "乙局"), date="2025-01-02")
    signs = [replace(meta, official=nodes.Official(signoff=signoff)) for signoff in ("", "names", "date", "none")]
    assert [official.signature_names(m) for m in signs] == [["甲局", "乙局"], ["甲局", "乙局"], [], []]
    assert [official.signed(m) for m in signs] == ["2025年1月2日", "2025年1月2日", "2025年1月2日", ""]
    assert [official.minutes_line(m) for m in signs] == [("", "")] * 3 + [("甲局　乙局", "2025年1月2日")]
    assert official.signatory(nodes.Official(signatory=("市长　李某",))) == ["市长　李某"]


def test_who_presides_and_who_keeps_the_minutes() -> None:
    rows = nodes.Official(present=("甲", "乙"), recorder=("丙",), chair=("丁",), observers=("戊",), absent=("己",))
    assert "".join(map("".join, official.attendance(rows))) == "主持：丁出席：甲、乙请假：己列席：戊记录：丙"
    assert official.signed(nodes.Meta(date="2025-01-02")) == "2025年1月2日"


def test_closing_parts_stand_before_the_first_attachment() -> None:
    text, late = nodes.Paragraph((nodes.Text("甲"),)), nodes.Paragraph((nodes.Text("乙"),))
    first, second = nodes.Attachment("花名册", "1"), nodes.Attachment("路线图", "2")
    head, signature = nodes.OfficialPart("head"), nodes.OfficialPart("signature")
    attachments, colophon = nodes.OfficialPart("attachments"), nodes.OfficialPart("colophon")
    given = (head, text, first, late, attachments, second, signature, colophon)
    ordered = (head, text, attachments, signature, first, late, second, colophon)
    assert official.in_order(given) == ordered
    assert official.in_order((text, signature, colophon)) == (text, signature, colophon)


def test_pages_are_listed_each_once_in_their_order() -> None:
    numbers = {"a": "10", "b": "9", "c": "10", "d": "", "e": "iv"}
    refs = [nodes.PageRef(target) for target in numbers]
    assert distinct_pages([nodes.Text("甲"), *refs], numbers.__getitem__) == [("iv", "e"), ("9", "b"), ("10", "a")]


def test_captions_and_headings() -> None:
    table = nodes.Table("", (), (), (), title=(nodes.Text("花价"),), unit="元", number=2)
    assert (caption_label(table), caption_text(table)) == ("表2", "表2　花价（元）")
    heading = nodes.Heading(1, (nodes.Text("花会"),), number="一、")
    assert heading_text(heading) == "一、花会"
