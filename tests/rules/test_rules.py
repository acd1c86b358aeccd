"""Official documents of other makers: a right one has no finding, and each fault is found where it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jzdocs.rules.judge import judge
from jzdocs.rules.reading import read_form
from jzdocs.source.word_package import open_package
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
    with_face,
    with_form,
    with_part,
    with_text,
    without,
)

RED = '<w:color w:val="FF0000"/>'


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


AUTO = '<w:spacing w:line="360" w:lineRule="auto"/>'
FAULTS: list[tuple[str, str, Change]] = [
    ("N105.colour", "head", lambda p: with_form(p, "head", look="")),
    ("N105.face", "head", lambda p: with_face(p, "head", HEI)),
    ("N105.place", "head", lambda p: with_form(p, "head", align="left")),
    ("N106", "number", lambda p: with_form(p, "number", properties="")),
    ("N107", "number", lambda p: with_text(p, "number", "云水发[2025]7号")),
    ("N107", "number", lambda p: with_text(p, "number", "云水发〔2025〕007号")),
    ("N107", "number", lambda p: with_text(p, "number", "云水发〔2025〕第7号")),
    ("N107", "number", lambda p: with_text(p, "number", "云水发〔25〕7号")),
    ("N107.place", "number", lambda p: with_form(p, "number", align="left")),
    ("N110.face", "title", lambda p: with_face(p, "title", HEI)),
    ("N110.size", "title", lambda p: with_form(p, "title", size=36)),
    ("N110.place", "title", lambda p: with_form(p, "title", align="left")),
    ("N111", "title", lambda p: with_text(p, "title", "云溪市水务局关于做好冬季供水保\n障工作的通知")),
    ("N111.mark", "title", lambda p: with_text(p, "title", "云溪市水务局关于做好\n冬季供水保障工作的通知。")),
    ("N112", "to", lambda p: with_form(p, "to", first=2)),
    ("N112.colon", "to", lambda p: with_text(p, "to", "各县（市、区）水务局，市直各供水单位")),
    ("N112.colon", "to", lambda p: with_text(p, "to", "各县（市、区）水务局，市直各供水单位:")),
    ("N113", "text", lambda p: with_face(p, "text", SONG)),
    ("N114", "text", lambda p: with_form(p, "text", size=28)),
    ("N115.none", "text", lambda p: with_form(p, "text", first=0)),
    ("N115", "text", lambda p: with_form(p, "text", first=4)),
    ("N115.spaces", "text", lambda p: with_part(p, "text", line("\u3000\u3000各单位要压实责任，细化措施。"))),
    ("N116", "text", lambda p: with_form(p, "text", align="center", first=0)),
    ("N117", "text", lambda p: with_form(p, "text", line=AUTO)),
    ("N117", "text", lambda p: with_form(p, "text", line='<w:spacing w:line="400" w:lineRule="exact"/>')),
    (
        "N118",
        "text",
        lambda p: with_form(p, "text", line='<w:spacing w:after="200" w:line="579" w:lineRule="exact"/>'),
    ),
    ("N119", "text", lambda p: with_form(p, "text", look=RED)),
    ("N120.first", "h1", lambda p: with_face(p, "h1", SONG)),
    ("N120.second", "h2b", lambda p: with_face(p, "h2b", FANG)),
    ("N120.second", "h2", lambda p: with_face(p, "h2", FANG)),
    ("N120.third", "h3", lambda p: with_face(p, "h3", HEI)),
    ("N113", "h2", lambda p: with_face(p, "h2", KAI)),
    ("N121", "h1", lambda p: with_text(p, "h1", "一.提高思想认识")),
    ("N121", "h2b", lambda p: with_text(p, "h2b", "（二）、做好应急准备")),
    ("N121", "h2b", lambda p: with_text(p, "h2b", "(二)做好应急准备")),
    ("N121", "h3", lambda p: with_text(p, "h3", "1、完善预案")),
    ("N122", "h1", lambda p: with_text(p, "h1", "一、提高思想认识。")),
    ("S110.gap", "h1c", lambda p: with_text(p, "h1c", "四、严格督促检查")),
    ("N124.end", "note2", lambda p: with_text(p, "note2", "2.应急物资储备清单。")),
    ("N124.marks", "note", lambda p: with_text(p, "note", "附件：1.《供水管网排查台账》")),
    ("N124.colon", "note", lambda p: with_text(p, "note", "附件:1.供水管网排查台账")),
    ("N124.number", "note2", lambda p: with_text(p, "note2", "2、应急物资储备清单")),
    ("N124.place", "note", lambda p: with_form(p, "note", first=0)),
    ("N124.above", "note", lambda p: without(p, "space4")),
    ("N125.note", "a1", lambda p: without(p, "note", "note2")),
    ("N125.count", "note", lambda p: without(p, "a2", "a2t", "a2x")),
    ("N125.title", "a2t", lambda p: with_text(p, "a2t", "应急物资采购清单")),
    ("N125.number", "a2", lambda p: with_text(p, "a2", "附件3")),
    ("N126", "sign", lambda p: with_form(p, "sign", align="left", right=0)),
    ("N126.margin", "sign", lambda p: with_form(p, "sign", right=0)),
    ("N127", "date", lambda p: with_form(p, "date", align="left", right=0)),
    ("N127.margin", "date", lambda p: with_form(p, "date", right=0)),
    ("N128", "date", lambda p: with_text(p, "date", "二〇二五年十一月五日")),
    ("N128", "date", lambda p: with_text(p, "date", "2025年11月05日")),
    ("N128", "date", lambda p: with_text(p, "date", "2025.11.5")),
    ("N129", "date", lambda p: without(p, "sign")),
    ("N129.date", "note2", lambda p: without(p, "sign", "date", "remark")),
    ("N130", "remark", lambda p: with_text(p, "remark", "此件公开发布")),
    ("N130.place", "remark", lambda p: with_form(p, "remark", align="center", first=0)),
    ("N131.end", "copies", lambda p: with_text(p, "copies", "抄送：市委办公室，市人大常委会办公室")),
    ("N131.colon", "copies", lambda p: with_text(p, "copies", "抄送:市委办公室，市人大常委会办公室。")),
    ("N131.size", "copies", lambda p: with_form(p, "copies", size=32)),
    ("N131.face", "copies", lambda p: with_face(p, "copies", SONG)),
    ("N132.date", "printed", lambda p: with_text(p, "printed", "云溪市水务局办公室\u3000\u30002025年11月06日印发")),
    ("N132.word", "printed", lambda p: with_text(p, "printed", "云溪市水务局办公室\u3000\u30002025年11月6日")),
    ("N133.above", "copies", lambda p: with_form(p, "copies", properties="")),
    ("N133.below", "printed", lambda p: with_form(p, "printed", properties="")),
    ("N134.face", "a1", lambda p: with_face(p, "a1", FANG)),
    ("N134.place", "a1", lambda p: with_form(p, "a1", align="center")),
    ("N134.colon", "a1", lambda p: with_text(p, "a1", "附件1：")),
    ("N134.page", "a2", lambda p: with_form(p, "a2", properties="")),
    ("N135", "text", lambda p: with_text(p, "text", "各单位要压实责任,细化措施。")),
    ("N135", "text", lambda p: with_text(p, "text", "各单位要压实责任(包括所属单位)，细化措施。")),
    ("N136", "text", lambda p: with_text(p, "text", "各单位要在２０２５年底前完成。")),
    ("N137", "text", lambda p: with_text(p, "text", "2021-2025年，各单位要压实责任。")),
    ("F128", "text", lambda p: with_text(p, "text", "压减比例为5～10%，各单位要压实责任。")),
    ("F101", "text4", lambda p: with_text(p, "text4", "2024年储备物资120吨，2025年储备150吨，比上年增长35%。")),
]


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
        ("N103.first", "<w:cols", "<w:titlePg/><w:cols"),
        ("N104.dashes", "— ", "- "),
        ("N104.size", 'w:sz w:val="28"', 'w:sz w:val="21"'),
        ("N104.face", SONG, HEI),
    ],
)
def test_faults_of_the_page_are_found(key: str, old: str, new: str) -> None:
    new = new.replace("<w:titlePg/><w:cols", "<w:cols").replace("<w:cols", "<w:cols", 1) if key != "N103.first" else new
    data = page_with(old, new) if key != "N103.first" else page_with("<w:docGrid", "<w:titlePg/><w:docGrid")
    assert key in {found_key for found_key, _ in found(data)}


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
    lambda p: without(with_text(with_text(p, "note", "附件：供水管网排查台账"), "a1", "附件"), "note2", "a2", "a2t", "a2x"),
    # blank between the text and the note as a space
    lambda p: with_form(
        without(p, "space4"), "note", line='<w:spacing w:before="579" w:line="579" w:lineRule="exact"/>'
    ),
    # a document without a red head
    lambda p: without(p, "head", "space", "number", "space2"),
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
