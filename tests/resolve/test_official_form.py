"""Which kind an official document is, and what of the parts its form has."""

from __future__ import annotations

import pytest

from jzdocs.errors import Report
from jzdocs.model import nodes
from jzdocs.model.official_kinds import KINDS, document_form, document_kind
from jzdocs.resolve.official_form import settle_form


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_names_each_of_the_fifteen_kinds(kind: str) -> None:
    assert document_kind("", f"晋阳市人民政府关于城乡供水的{kind}", "", ()) == kind
    assert document_kind("", f"晋阳市人民政府关于城乡供水的{kind}（试行）", "", ()) == kind


@pytest.mark.parametrize(
    ("kind", "title", "number", "head", "found"),
    [
        ("函", "关于供水的通知", "", (), "函"),
        ("令", "", "", (), "命令"),
        ("", "", "", ("晋阳市人民政府令",), "命令"),
        ("", "", "晋阳市人民政府令第12号", (), "命令"),
        ("", "", "第12号", ("晋阳市人民政府常务会议纪要",), "纪要"),
        ("", "关于供水的方案", "晋政发〔2025〕1号", ("晋阳市人民政府文件",), ""),
        ("", "关于印发《专题会议纪要》的通知", "", (), "通知"),
    ],
)
def test_number_and_red_head_tell_where_the_title_does_not(
    kind: str, title: str, number: str, head: tuple[str, ...], found: str
) -> None:
    assert document_kind(kind, title, number, head) == found


def meta(title: str, **official: object) -> nodes.Meta:
    return nodes.Meta(title=title, issuer=("晋阳市水务局",), official=nodes.Official(**official))  # type: ignore[arg-type]


def test_a_kind_has_its_form() -> None:
    assert document_form(meta("关于商请支持的函")) == "letter"
    assert document_form(meta("关于商请支持的函", head=("晋阳市水务局文件",))) == "file"
    assert document_form(meta("专题会议纪要")) == "minutes"
    assert document_form(meta("关于供水的决定", kind="命令")) == "order"
    assert document_form(meta("关于供水的请示")) == "file"


def settled(meta: nodes.Meta, *blocks: nodes.Block) -> nodes.Document:
    return settle_form(nodes.Document(meta, blocks), Report())


def test_the_template_goes_before_the_kind() -> None:
    parts = (nodes.OfficialPart("head", "file"), nodes.OfficialPart("signature"), nodes.OfficialPart("colophon"))
    document = settled(meta("关于商请支持的函"), *parts)
    assert [part.form for part in document.blocks] == ["file"] * 3  # type: ignore[union-attr]
    document = settled(meta("关于商请支持的函"), nodes.OfficialPart("head"), *parts[1:])
    assert [part.form for part in document.blocks] == ["letter"] * 3  # type: ignore[union-attr]


def test_minutes_are_signed_only_where_their_author_says_so() -> None:
    head = nodes.OfficialPart("head")
    assert settled(meta("专题会议纪要"), head).meta.official.signoff == "none"
    assert settled(meta("专题会议纪要", signoff="names"), head).meta.official.signoff == "names"
    assert settled(meta("关于供水的通知"), head).meta.official.signoff == ""


def numbers(listed: int, *given: str) -> list[str]:
    names = tuple(f"附件{index}" for index in range(listed))
    blocks = (nodes.OfficialPart("attachments"), *(nodes.Attachment("表", number) for number in given))
    document = settled(meta("关于供水的通知", attachments=names), *blocks)
    return [block.number for block in document.blocks if isinstance(block, nodes.Attachment)]


def test_attachments_are_counted_where_there_are_several() -> None:
    assert numbers(3, "", "", "") == ["1", "2", "3"]
    assert numbers(0, "", "") == ["1", "2"]
    assert numbers(1, "") == [""]
    assert numbers(3, "2", "") == ["2", "3"]
    assert numbers(2, "") == ["1"]


def unprinted(meta: nodes.Meta, *blocks: nodes.Block) -> list[tuple[str, str]]:
    report = Report()
    settle_form(nodes.Document(meta, blocks), report)
    return [(f"{d.code}.{d.variant}".rstrip("."), str(d.arguments["names"])) for d in report]


def test_what_no_part_prints_is_told() -> None:
    secret = meta("关于供水的通知", secrecy="秘密", cc=("市委办公室",), number="晋水发〔2025〕1号")
    assert unprinted(secret) == [("S083", "secrecy、cc")]
    assert unprinted(secret, nodes.OfficialPart("head"), nodes.OfficialPart("colophon")) == []
    letter = meta("关于供水的函", printed_by="市水务局办公室", cc=("市委办公室",))
    assert unprinted(letter, nodes.OfficialPart("head"), nodes.OfficialPart("colophon")) == [
        ("S083.letter", "printed_by")
    ]
    assert unprinted(meta("关于供水的通知")) == []


def test_minutes_whose_title_names_them_have_it_as_their_red_head() -> None:
    blocks = (nodes.OfficialPart("head"), nodes.TitleBlock())
    assert [type(b).__name__ for b in settled(meta("供水专题会议纪要"), *blocks).blocks] == ["OfficialPart"]
    named = meta("供水专题会议纪要", head=("晋阳市会议纪要",))
    for given in (named, meta("关于供水的会议纪要"), meta("关于供水的通知")):
        assert [type(b).__name__ for b in settled(given, *blocks).blocks] == ["OfficialPart", "TitleBlock"]
