"""Official documents of other makers: a right one has no finding, and each fault is found where it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jzdocs.rules.judge import judge
from jzdocs.rules.reading import read_form
from jzdocs.source.word_package import open_package
from support.official_boxes import boxed_file
from support.official_faults import FAULTS
from support.official_files import (
    FANG,
    FOOTER,
    HEI,
    KAI,
    PAGE,
    SONG,
    TITLE,
    Change,
    Part,
    body,
    line,
    number_of,
    official_file,
    right_document,
    with_form,
    with_part,
    with_text,
    without,
)


def found(data: bytes) -> set[tuple[str, int]]:
    """The keys of findings with the numbers of their paragraphs."""
    return {(finding.key, finding.number) for finding in judge(read_form(open_package(data, "a.docx")))}


def test_a_right_document_has_no_finding() -> None:
    assert found(official_file(right_document())) == set()


@pytest.mark.parametrize("face", ["仿宋", "FangSong", "方正仿宋_GBK"])
def test_names_of_one_face_are_all_right(face: str) -> None:
    parts = right_document()
    for name, part in parts.items():
        parts = with_part(parts, name, Part(tuple((t, face if f == FANG else f) for t, f in part.runs), **_rest(part)))
    assert found(official_file(parts)) == set()


def _rest(part: Part) -> dict[str, object]:
    names = ("size", "align", "first", "left", "right", "line", "properties", "look")
    return {name: getattr(part, name) for name in names}


@pytest.mark.parametrize(("key", "name", "change"), FAULTS, ids=[f"{k}-{n}" for k, n, _ in FAULTS])
def test_a_fault_is_found_where_it_stands(key: str, name: str, change: Change) -> None:
    parts = change(right_document())
    assert (key, number_of(parts, name)) in found(official_file(parts))


def page_with(old: str, new: str) -> bytes:
    assert old in PAGE + FOOTER
    return official_file(right_document(), PAGE.replace(old, new), FOOTER.replace(old, new))


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("N100", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
        ("N101", 'w:top="2098"', 'w:top="1440"'),
        ("N101", 'w:left="1587"', 'w:left="1800"'),
        ("N102", '"lines" w:linePitch="312"', '"linesAndChars" w:linePitch="312" w:charSpace="0"'),
        ("N103", '<w:footerReference w:type="default" r:id="footer1"/>', ""),
        ("N103.first", "<w:docGrid", "<w:titlePg/><w:docGrid"),
        ("N104.dashes", "— ", "- "),
        ("N104.size", 'w:sz w:val="28"', 'w:sz w:val="21"'),
        ("N104.face", SONG, HEI),
        ("N104.place", 'w:jc w:val="right"', 'w:jc w:val="center"'),
        ("N150", 'w:footer="1400"', 'w:footer="720"'),
        ("N150.numerals", "<w:cols", '<w:pgNumType w:fmt="upperRoman"/><w:cols'),
        ("N150.begins", "<w:cols", '<w:pgNumType w:start="3"/><w:cols'),
        ("N150.margin", 'w:rightChars="100" w:right="280"', 'w:rightChars="0" w:right="0"'),
        ("N100", 'w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'),
    ],
)
def test_faults_of_the_page_are_found(key: str, old: str, new: str) -> None:
    assert key in {found_key for found_key, _ in found(page_with(old, new))}


@pytest.mark.parametrize("twips", [2098 - 56, 2098 + 56])
def test_margins_may_differ_by_a_millimetre(twips: int) -> None:
    assert found(page_with('w:top="2098"', f'w:top="{twips}"')) == set()


RIGHT: list[Callable[[dict[str, Part]], dict[str, Part]]] = [
    # items of one sentence are no headings
    lambda p: with_text(p, "h1", "一、同意设立云溪市供水应急中心，由市水务局负责管理。"),
    # a pitch between 28 and 29 points
    lambda p: with_form(p, "text", line='<w:spacing w:line="560" w:lineRule="exact"/>'),
    # words that lead a sentence set apart
    lambda p: with_part(p, "text", Part((("一是", HEI), ("压实责任。各单位要细化措施，抓好落实。", FANG)), first=2)),
    # a date in the text, a telephone number, a standard, an abbreviation
    lambda p: with_text(p, "text", "联系电话0000-0000000，执行GB/T 9704-2012，推广APP（客户端）应用。"),
    # one attachment has no number
    lambda p: without(
        with_text(with_text(p, "note", "附件：供水管网排查台账"), "a1", "附件"), "note2", "a2", "a2t", "a2x"
    ),
    # blank between the text and the note as a space
    lambda p: with_form(
        without(p, "space4"), "note", line='<w:spacing w:before="579" w:line="579" w:lineRule="exact"/>'
    ),
    # a document without a red head
    lambda p: without(p, "head", "space", "number", "space2"),
    # sentences that are numbered are items, one of them of a single clause too
    lambda p: (
        without(p, "h1c", "h2", "h2b", "h3", "h3b", "text", "text3", "text4")
        | {
            "h1": body("一、原则同意《供水规划》。到2035年，全市供水能力应达到每日12万吨。"),
            "h1b": body("二、严格落实各项要求，不得擅自调整。"),
        }
    ),
    # numbers that are about right, set words, and the words of a law keep Chinese numerals
    lambda p: with_text(p, "text", "全市约120家单位要打通最后一公里，三五百人的村镇要抓好三个方面、十项措施。"),
    lambda p: with_text(p, "text", "违反规定的，依照有关规定处五千元以上三万元以下罚款，并责令改正。"),
    # names and telephone numbers end in no mark
    lambda p: with_text(p, "text", "联系人：王某某，联系电话：0000-0000000，电子邮箱由各单位另行通知"),
    # a quarter and a year that counts years
    lambda p: with_text(p, "text", "一季度完成改造，近25年累计投入资金，各单位要抓好落实。"),
    # the title in two paragraphs
    lambda p: with_text(p, "title", "关于做好冬季供水保障工作的通知"),
]


@pytest.mark.parametrize("change", RIGHT)
def test_what_is_right_is_left_alone(change: Change) -> None:
    assert found(official_file(change(right_document()))) == set()


def test_a_request_needs_somebody_who_signed_it_off() -> None:
    parts = with_text(right_document(), "title", "云溪市水务局关于增加供水经费的请示")
    assert ("N108", number_of(parts, "number")) in found(official_file(parts))
    signed = with_part(
        parts,
        "number",
        Part(
            (("云水发〔2025〕7号\u3000\u3000\u3000\u3000签发人：", FANG), ("张三", KAI)),
            left=1,
            properties=parts["number"].properties,
        ),
    )
    assert found(official_file(signed)) == set()


def test_what_a_style_says_is_in_force() -> None:
    """A paragraph without any formatting of its own has the looks of its style, and those it is based on."""
    from support.official_files import STYLES
    from support.word_files import word_file

    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/><w:pPr><w:spacing w:line="560" '
        'w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="text"><w:name w:val="text"/><w:basedOn w:val="base"/>'
        '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:style></w:styles>',
    )
    data = word_file('<w:p><w:pPr><w:pStyle w:val="text"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>', {"styles": styles})
    (paragraph,) = read_form(open_package(data, "a.docx")).paragraphs
    assert (paragraph.line, paragraph.line_rule, paragraph.first) == (560, "exact", 2)
    assert (paragraph.runs[0].face, paragraph.runs[0].size) == ("仿宋", 32)


def test_titles_of_attachments_and_bodies_are_not_taken_for_one_another() -> None:
    parts = right_document()
    parts = with_part(parts, "a1t", line("供水管网排查台账", TITLE, size=44, align="center"))
    parts = with_part(parts, "a1x", body("一、排查范围为全部管网。"))
    assert found(official_file(parts)) == set()


def test_a_red_head_and_its_rule_may_be_drawn() -> None:
    assert found(boxed_file()) == set()
    assert ("N106", 1) in found(boxed_file(line=""))
    assert ("N106.colour", 1) in found(boxed_file(line="000000"))


def test_a_letter_head_in_a_text_box_makes_a_letter() -> None:
    """The first page of a letter needs no number, and its document number stands on the right."""
    keys = {key for key, _ in found(boxed_file(head="云溪市水务局"))}
    assert keys == set()


def test_the_issue_and_its_date_below_the_head_of_minutes_are_no_text() -> None:
    parts = right_document()
    red = parts["head"].look
    parts = with_part(
        parts, "head", line("云溪市水务局办公会议纪要", TITLE, size=72, align="center", look=red, line="")
    )
    parts = with_part(parts, "number", line("第7期", align="center"))
    rule = right_document()["number"].properties
    parts = with_part(parts, "space2", line("云溪市水务局办公室\u3000\u30002025年11月5日", properties=rule))
    assert not {key for key, number in found(official_file(parts)) if number == number_of(parts, "space2")}
