"""Paragraphs of Word as lines of Markdown: looks, marks and fields, as Word and other programs write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from lxml import etree

from jzdocs.word import ooxml
from jzdocs.word.edited_file import _Archive
from jzdocs.word.markdown import Marks, markdown
from jzdocs.word.ooxml import W, w

MARKS = Marks(
    facts={"jz_a_1": ("a", False), "jz_a_2": ("a", True), "jz_x_3": ("甲 乙", True)},
    targets={"_Ref1": "@fig:b", "_Ref9": "[^n]"},
    notes={"3": "n"},
    links={"rId1": "https://example.org/"},
)


def run(text: str, *looks: Any) -> Any:
    return w("r", w("rPr", *looks), *ooxml.text_nodes(text))


def read(*children: Any, marks: Marks = MARKS) -> str:
    return markdown(w("p", w("pPr"), *children), marks)


@pytest.mark.parametrize(
    ("children", "line"),
    [
        ([run("粗", w("b"))], "**粗**"),
        ([run("不粗", w("b", val="0"))], "不粗"),
        ([run("斜", w("i"))], "*斜*"),
        ([run("不斜", w("i", val="0")), run("也不", w("i", val="false"))], "不斜也不"),
        ([run("粗", w("b")), run("斜", w("b"), w("i"))], "**粗*斜***"),
        ([run("前"), run(" 粗 ", w("b")), run("后")], "前 **粗** 后"),
        ([run(" ", w("b")), run("后")], " 后"),
        ([run("点", w("em", val="underDot"))], "[点]{.dots}"),
        ([run("无点", w("em", val="none"))], "无点"),
        ([run("m"), run("2", w("vertAlign", val="superscript"))], "m<sup>2</sup>"),
        ([run("H"), run("2", w("vertAlign", val="subscript"))], "H<sub>2</sub>"),
        ([run("a*b_c", w("rStyle", val="CodeChar"))], "`a*b_c`"),
        ([run("a*b_c")], "a\\*b\\_c"),
        ([run("# 不是标题")], "\\# 不是标题"),
        ([run("1. 不是列表")], "1\\. 不是列表"),
        ([run("行"), w("r", w("br")), run("行")], "行<br>行"),
        ([run("页"), w("r", w("br", type="page"))], "页"),
        ([ooxml.ruby("潇河", "Xiāo Hé", 21)], "[潇河]{ruby=Xiāo Hé}"),
        ([run("见"), *ooxml.footnote_reference(3), run("。")], "见[^n]。"),
        ([run("见"), *ooxml.note_mark(ooxml.repeated_note("_Ref9", 3)), run("。")], "见[^n]。"),
        (ooxml.bookmark("jz_a_2", 1, [run("12个")]), "@fact:a"),
        (ooxml.bookmark("jz_x_3", 1, [run("12个")]), "@fact:{甲 乙}"),
        ([*ooxml.bookmark("jz_a_1", 1, [run("12个")]), run("整")], "[12个]{#a}整"),
        (ooxml.field("REF _Ref1 \\h", [run("图"), run("1")]), "@fig:b"),
        (ooxml.field("PAGEREF _Ref1 \\h", [run("7")]), "7"),
        ([w("fldSimple", run("图1"), instr=" REF _Ref1 \\h ")], "@fig:b"),
        ([ooxml.hyperlink([run("图1")], anchor="_Ref1")], "@fig:b"),
        ([ooxml.hyperlink([run("网址")], relationship="rId1")], "[网址](https://example.org)"),
        ([w("smartTag", run("甲"))], "甲"),
    ],
)
def test_what_a_paragraph_says(children: Sequence[Any], line: str) -> None:
    assert read(*children) == line


def test_tracked_changes_are_accepted_or_rejected() -> None:
    def children() -> list[Any]:
        gone = w("del", w("r", _deleted("旧")))
        return [run("头"), gone, w("ins", run("新")), run("尾")]

    assert read(*children()) == "头新尾"
    assert read(*children(), marks=Marks(changes="reject")) == "头旧尾"


def _deleted(text: str) -> Any:
    node = w("delText")
    node.text = text
    return node


def paragraph(text: str, *properties: Any) -> Any:
    return w("p", w("pPr", *properties), run(text))


@pytest.mark.parametrize(
    ("change", "accepted", "rejected"),
    [("del", ["甲乙"], ["甲", "乙"]), ("ins", ["甲", "乙"], ["甲乙"])],
)
def test_a_paragraph_mark_that_is_tracked_joins_or_parts(change: str, accepted: list[str], rejected: list[str]) -> None:
    for changes, texts in (("accept", accepted), ("reject", rejected)):
        body = w("document", w("body", paragraph("甲", w("rPr", w(change))), paragraph("乙")))
        archive = _Archive(None, changes)  # type: ignore[arg-type]
        marks = Marks(changes=changes)  # type: ignore[arg-type]
        assert [p.text for p in archive._paragraphs(body, marks)] == texts


@pytest.mark.parametrize(
    ("properties", "item"),
    [
        ([], None),
        ([w("numPr", w("ilvl", val=1), w("numId", val=4))], (1, True)),
        ([w("numPr", w("numId", val=5))], (0, False)),
        ([w("numPr", w("ilvl", val=0), w("numId", val=0))], None),  # taken out of a list
    ],
)
def test_items_of_lists(properties: list[Any], item: tuple[int, bool] | None) -> None:
    body = w("document", w("body", paragraph("甲", *properties)))
    archive = _Archive(None, "accept", numbered={"4": True, "5": False})  # type: ignore[arg-type]
    assert [p.item for p in archive._paragraphs(body, Marks())] == [item]


def test_a_text_box_is_no_paragraph_of_the_text() -> None:
    box = etree.SubElement(w("pict"), f"{{{W}}}txbxContent")
    box.append(paragraph("框"))
    body = w("document", w("body", w("p", w("pPr"), w("r", box.getparent()), run("文"))))
    archive = _Archive(None, "accept")  # type: ignore[arg-type]
    assert [p.text for p in archive._paragraphs(body, Marks())] == ["文"]
