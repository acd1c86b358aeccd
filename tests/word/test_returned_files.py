"""A Word file that came back from any program: paragraphs, tables, lists, notes, comments, charts, and the numbers in
its bookmarks."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from jzdocs.errors import DocumentError
from jzdocs.word import ooxml
from jzdocs.word.anchors import SOURCE, W14, read_custom
from jzdocs.word.drawingml_elements import C
from jzdocs.word.edited_file import EditedFile, Paragraph, ReaderComment, TrackedChange, read_base, read_edited
from jzdocs.word.edited_parts import Series
from jzdocs.word.markdown import Marks, Token, markdown, render, tokens
from jzdocs.word.ooxml import R, w
from jzdocs.word.package import TRACE
from jzdocs.word.provenance import traced_docx

BASE = {
    "anchors": [["jz_p", "a.md", 1, 1]],
    "facts": {"jz_a": ["a", 0], "jz_b": ["b", 1]},
    "targets": {},
    "notes": {},
    "note_anchors": {},
}
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def footnote_reference(number: int) -> list[Any]:
    """The mark of a footnote as we write it."""
    return ooxml.note_mark([ooxml.raised_run(w("footnoteReference", id=number))])


def run(text: str, *looks: Any) -> Any:
    return w("r", w("rPr", *looks), *ooxml.text_nodes(text))


def paragraph(*children: Any, properties: Sequence[Any] = ()) -> Any:
    return w("p", w("pPr", *properties), *(run(c) if isinstance(c, str) else c for c in children))


def deleted(text: str, author: str) -> Any:
    node = w("delText")
    node.text = text
    return w("del", w("r", node), author=author)


def xml(root: Any) -> str:
    return etree.tostring(root, encoding="unicode")


def relationships(*entries: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Target="{t}" TargetMode="{m}"/>' for i, t, m in entries)
    return f'<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'


def word_file(path: Path, *body: Any, base: Any = BASE, parts: dict[str, str] | None = None) -> Path:
    item = f'<source xmlns="{SOURCE}">{json.dumps(base)}</source>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", xml(w("document", w("body", *body))))
        archive.writestr("customXml/item7.xml", item)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return path


def read(path: Path, *body: Any, **more: Any) -> EditedFile:
    return read_edited(word_file(path / "a.docx", *body, **more))


def test_paragraphs_know_their_style_and_level(tmp_path: Path) -> None:
    names = {"1": "heading 1", "a3": "标题 3", "x": "Body Text", "n": None}
    styles = w(
        "styles", *(w("style", w("name", val=name) if name else None, styleId=id_) for id_, name in names.items())
    )
    body = [paragraph("甲", properties=[w("pStyle", val=id_)]) for id_ in (*names, "unknown")]
    found = read(tmp_path, *body, paragraph("乙"), parts={"word/styles.xml": xml(styles)}).paragraphs
    assert [p.style for p in found] == ["heading 1", "标题 3", "Body Text", "", found[4].style, found[5].style]
    assert [p.heading for p in found] == [1, 3, 0, 0, 0, 0]
    assert [Paragraph("", style=s).heading for s in ("Heading 2", "标题2", "HEADING 9", "My heading 1")] == [2, 2, 9, 0]


def test_cells_are_counted_by_table_row_and_column(tmp_path: Path) -> None:
    def table(*rows: Sequence[Any]) -> Any:
        return w("tbl", *(w("tr", *(w("tc", *cell) for cell in row)) for row in rows))

    inner = table([[paragraph("内")]])
    first = table(
        [[paragraph("甲")], [paragraph("乙")]], [[paragraph("丙"), paragraph("又")], [inner, paragraph("丁")]]
    )
    second = w("tbl", w("tr", w("sdt", w("sdtContent", w("tc", paragraph("戊"))))))
    found = read(tmp_path, paragraph("前"), first, second).paragraphs
    assert [(p.text, p.cell) for p in found] == [
        ("前", None),
        ("甲", (0, 0, 0)),
        ("乙", (0, 0, 1)),
        ("丙", (0, 1, 0)),
        ("又", (0, 1, 0)),
        ("内", (1, 0, 0)),
        ("丁", found[6].cell),
        ("戊", (2, 0, 0)),
    ]


def test_lists_are_numbered_or_not(tmp_path: Path) -> None:
    def abstract(number: int, form: str | None) -> Any:
        return w("abstractNum", w("lvl", w("numFmt", val=form) if form else None), abstractNumId=number)

    numbering = w(
        "numbering",
        *(abstract(i, form) for i, form in enumerate(("decimal", "bullet", None))),
        *(w("num", w("abstractNumId", val=i), numId=10 + i) for i in range(4)),
        w("num", numId=20),
    )
    body = [
        paragraph("项", properties=[w("numPr", w("ilvl", val=1), w("numId", val=i))]) for i in (10, 11, 12, 13, 20, 99)
    ]
    found = read(tmp_path, *body, parts={"word/numbering.xml": xml(numbering)}).paragraphs
    assert [p.item for p in found] == [(1, True), *[(1, False)] * 5]


def test_paragraphs_carry_the_names_of_their_anchors_and_their_ids(tmp_path: Path) -> None:
    first = paragraph(*ooxml.bookmark("_jz_1", 1, [run("甲")]))
    first.set(f"{{{W14}}}paraId", "6A7A0001")
    gone = paragraph(*ooxml.bookmark("_jz_2", 2, [run("乙")]), properties=[w("rPr", w("del"))])
    gone.set(f"{{{W14}}}paraId", "6A7A0002")
    last = paragraph(*ooxml.bookmark("_jz_3", 3, [run("丙")]), *ooxml.bookmark("other", 4, []))
    last.set(f"{{{W14}}}paraId", "6A7A0003")
    found = read(tmp_path, first, gone, last, paragraph("丁")).paragraphs
    assert [(p.text, p.para_id) for p in found] == [("甲", "6A7A0001"), ("乙丙", "6A7A0003"), ("丁", "")]
    assert [[name for name in p.anchors if name.startswith("_jz_")] for p in found] == [
        ["_jz_1"],
        ["_jz_2", "_jz_3"],
        [],
    ]


def test_comments_and_tracked_changes_stand_with_their_paragraph(tmp_path: Path) -> None:
    comments = w(
        "comments",
        w("comment", paragraph("一"), paragraph("二"), id=4, author="王"),
        w("comment", paragraph(" 三 "), id=5),
    )
    marked = paragraph(
        "甲",
        w("ins", run("新"), author="李"),
        deleted("旧", "赵"),
        w("ins", run(""), author="空"),
        w("commentReference", id=4),
        w("r", w("commentReference", id=5)),
        w("r", w("commentReference", id=99)),
    )
    found = read(tmp_path, marked, paragraph("乙"), parts={"word/comments.xml": xml(comments)}).paragraphs
    assert found[0].comments == (ReaderComment("王", "一 二"), ReaderComment("", "三"))
    assert found[0].changes == (TrackedChange("李", True, "新"), TrackedChange("赵", False, "旧"))
    assert found[1].comments == found[1].changes == ()
    assert [p.text for p in found] == ["甲新", "乙"]
    rejected = read_edited(tmp_path / "a.docx", "reject")
    assert [p.text for p in rejected.paragraphs] == ["甲旧", "乙"]


def footnotes(*notes: tuple[int, str, str | None, str]) -> str:
    def note(number: int, text: str, kind: str | None, name: str) -> Any:
        start = [w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)] if name else []
        return w("footnote", w("p", w("pPr"), *start, run(text)), id=number, type=kind)

    return xml(w("footnotes", *(note(*entry) for entry in notes)))


def test_notes_are_known_by_their_bookmarks_else_by_their_place(tmp_path: Path) -> None:
    base = {**BASE, "notes": {"1": "first", "2": "second"}, "note_anchors": {"_jz_9": "second", "_jz_8": "first"}}
    body = paragraph("甲", *footnote_reference(5), *footnote_reference(7))
    separator = (0, "", "separator", "")
    turned = footnotes(separator, (5, "二", None, "_jz_9"), (7, "一", "normal", "_jz_8"))
    found = read(tmp_path, body, base=base, parts={"word/footnotes.xml": turned}).paragraphs
    assert [(p.text, p.note) for p in found if p.note or p.text] == [
        ("甲[^second][^first]", ""),
        ("二", "second"),
        ("一", "first"),
    ]
    bare = footnotes(separator, (5, "一", None, ""), (7, "二", None, ""))
    found = read(tmp_path, body, base=base, parts={"word/footnotes.xml": bare}).paragraphs
    assert found[0].text == "甲[^first][^second]"
    more = footnotes((5, "一", None, "_jz_8"), (6, "新", None, "其他"), (7, "二", None, "_jz_9"))
    found = read(tmp_path, body, base=base, parts={"word/footnotes.xml": more}).paragraphs
    assert [p.note for p in found] == ["", "first", "w6", "second"]  # one was written in Word


def test_only_outer_addresses_are_links_and_notes_have_their_own(tmp_path: Path) -> None:
    link = ooxml.hyperlink([run("址")], relationship="rId1")
    note = xml(w("footnotes", w("footnote", w("p", ooxml.hyperlink([run("注")], relationship="rId1")), id=3)))
    inner = ooxml.hyperlink([run("内")], relationship="rId2")
    parts = {
        "word/footnotes.xml": note,
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "https://example.org/a/", "External"), ("rId2", "styles.xml", "Internal")
        ),
        "word/_rels/footnotes.xml.rels": relationships(("rId1", "https://example.net", "External")),
    }
    found = read(tmp_path, paragraph(link, inner), parts=parts).paragraphs
    assert [p.text for p in found] == ["[址](https://example.org/a)内", "[注](https://example.net)"]


def test_the_cached_numbers_of_charts_are_read_by_their_place(tmp_path: Path) -> None:
    def points(tag: str, *values: tuple[int, str]) -> str:
        inner = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in values)
        return f"<c:{tag}><c:numCache>{inner}</c:numCache></c:{tag}>"

    def chart(*series: str) -> str:
        return f'<c:chartSpace xmlns:c="{C}">{"".join(f"<c:ser>{s}</c:ser>" for s in series)}</c:chartSpace>'

    def shown(id_: str) -> Any:
        node = etree.Element(f"{{{C}}}chart")
        node.set(f"{{{R}}}id", id_)
        return paragraph(w("r", node))

    parts = {
        "word/_rels/document.xml.rels": relationships(
            ("rId1", "charts/chart1.xml", "Internal"), ("rId2", "/word/charts/chart2.xml", "Internal")
        ),
        "word/charts/chart1.xml": chart(
            points("tx", (0, "本市")) + points("val", (0, "24.6"), (2, "38.2")) + points("cat", (0, "甲"), (2, "丙")),
            points("val", (1, "5")),
        ),
        "word/charts/chart2.xml": chart(),
    }
    found = read(tmp_path, shown("rId1"), shown("rId2"), shown("rId3"), parts=parts).charts
    assert found == [
        [Series("本市", {0: "24.6", 2: "38.2"}, {0: "甲", 2: "丙"}), Series("", {1: "5"}, {})],
        [],
    ]


def test_what_is_no_file_of_ours_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"no archive")
    for code in ("X053",):
        with pytest.raises(DocumentError) as failure:
            read_edited(path)
        assert failure.value.diagnostic.code == code and failure.value.diagnostic.location.path == str(path)
    for parts, code in (
        ({}, "X055"),
        ({"customXml/item1.xml": f'<source xmlns="{SOURCE}">{{</source>'}, "X053"),
        ({"customXml/item1.xml": "<broken"}, "X053"),
        ({"customXml/item1.xml": f'<source xmlns="{SOURCE}">{json.dumps(BASE)}</source>'}, "X053"),  # no document
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "")
            for name, data in parts.items():
                archive.writestr(name, data)
        with pytest.raises(DocumentError) as failure:
            read_edited(path)
        assert failure.value.diagnostic.code == code
    assert read_base(path) == BASE


def test_the_record_is_found_among_other_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("customXml/item1.xml", '<other xmlns="urn:other">{"no": 1}</other>')
        archive.writestr("customXml/itemProps1.xml", f'<source xmlns="{SOURCE}">{{"no": 2}}</source>')
        archive.writestr("customXml/item2.xml", f'<source xmlns="{SOURCE}">{{"yes": 3}}</source>')
        archive.writestr("customXml/item3.xml", f'<empty xmlns="{TRACE}"/>')
    with zipfile.ZipFile(path) as archive:
        assert read_custom(archive, SOURCE) == {"yes": 3}
        assert read_custom(archive, TRACE) is None
        assert read_custom(archive, "urn:none") is None


# --- the numbers in bookmarks


def traced(tmp_path: Path, *body: Any, records: Any, parts: dict[str, str] | None = None) -> list[dict[str, Any]]:
    data = {"customXml/item3.xml": f'<figures xmlns="{TRACE}">{json.dumps(records)}</figures>', **(parts or {})}
    return traced_docx(word_file(tmp_path / "a.docx", *body, parts=data))


def test_what_stands_in_bookmarks_now(tmp_path: Path) -> None:
    body = paragraph(
        "前",
        *ooxml.bookmark("one", 1, [run("12"), w("r", w("tab")), deleted("旧", "王"), run("个")]),
        w("bookmarkStart", id=2, name="outer"),
        run("由"),
        *ooxml.bookmark("inner", 3, [run("3")]),
        run("起"),
        w("bookmarkEnd", id=2),
        w("bookmarkEnd", id=77),
        w("bookmarkStart", id=5, name="open"),
        run("尾"),
    )
    note = xml(w("footnotes", w("footnote", w("p", *ooxml.bookmark("noted", 1, [run("7")])), id=3)))
    records = [
        {"id": "1", "name": "a", "text": "12个", "bookmarks": ["one", "gone", "outer", "inner"]},
        {"id": "2", "name": "b", "text": "7", "bookmarks": ["noted"]},
    ]
    whole = {"unit": "个", "value": None, "source": {"path": "a.md", "line": 1, "column": 1}}
    records = [{**record, **whole} for record in records]
    found = traced(tmp_path, body, records=records, parts={"word/footnotes.xml": note})
    assert [record["texts"] for record in found] == [
        {"one": "12\t个", "outer": "由3起", "inner": "3"},
        {"noted": "7"},
    ]
    assert [record["now"] for record in found] == [["12\t个", "由3起", "3"], ["7"]]


def test_a_file_without_records_is_said(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", paragraph("甲"))
    with pytest.raises(DocumentError) as failure:
        traced_docx(path)
    assert failure.value.diagnostic.code == "X052" and failure.value.diagnostic.location.path == str(path)
    path.write_bytes(b"no archive")
    with pytest.raises(DocumentError) as failure:
        traced_docx(path)
    assert failure.value.diagnostic.code == "X053"


# --- runs as Markdown


def noted() -> Any:
    return w("r", w("rPr"), w("footnoteReference", id=3))


@pytest.mark.parametrize(
    ("children", "line"),
    [
        ([run("["), *footnote_reference(3), run("]尾")], "[^n]尾"),
        ([run("甲["), run("乙"), *footnote_reference(3), run("丙]")], "甲\\[乙[^n]丙\\]"),
        ([run("甲["), noted(), run("]乙", w("b"))], "甲[^n]**乙**"),
        ([run("甲[", w("b")), noted(), run("乙]")], "**甲**[^n]乙\\]"),
        ([*ooxml.bookmark("jz_a", 1, [run("12[")]), noted(), run("]乙")], "[12\\[]{#a}[^n]乙"),
        ([run("甲["), noted(), *ooxml.bookmark("jz_a", 1, [run("]12")])], "甲[^n][\\]12]{#a}"),
        ([run("["), noted()], "[^n]"),
        ([run("甲"), *footnote_reference(9), run("乙")], "甲乙"),  # a note that is not known
        ([w("r", w("footnoteRef")), run("注文")], "注文"),
        ([w("r", w("tab"), *ooxml.text_nodes("甲"))], "\t甲"),
        ([w("r", w("rPr"), w("br", type="textWrapping")), run("甲")], "<br>甲"),
        ([w("r", w("rPr"), w("br", type="column")), run("甲")], "甲"),
        ([w("ins", run("新")), w("moveTo", run("来")), w("moveFrom", run("去"))], "新来"),
        ([w("customXml", run("甲")), w("sdt", w("sdtContent", run("乙"))), w("proofErr", run("丙"))], "甲乙"),
        ([run("粗", w("b", val="true")), run("非", w("b", val="off"))], "**粗**非"),
        ([run("上", w("vertAlign", val="baseline"))], "上"),
        ([run("甲", w("rStyle", val="Strong")), run("乙", w("rStyle", val="Emphasis"))], "**甲***乙*"),
        ([run("甲", w("rStyle", val="Other"))], "甲"),
        ([run("a <b> ~c~ |d|")], "a \\<b\\> \\~c\\~ \\|d\\|"),
        ([run("- 甲")], "\\- 甲"),
        ([run("-甲")], "-甲"),
        ([run("12) 甲")], "12\\) 甲"),
        ([run("12.5 甲")], "12.5 甲"),
        ([run("> 甲")], "\\> 甲"),
        ([w("fldSimple", run("7"), instr="PAGE")], "7"),
        (ooxml.field("REF _Other \\h", [run("图1")]), "图1"),
        (ooxml.field("XREF _Ref1", [run("图1")]), "图1"),
        ([ooxml.hyperlink([run("图1")], anchor="_Other")], "图1"),
        ([ooxml.hyperlink([*ooxml.bookmark("jz_a", 1, [run("12")]), run("个")], relationship="rId1")], None),
        ([*ooxml.bookmark("other", 1, [run("甲")])], "甲"),
    ],
)
def test_what_any_program_may_write(children: list[Any], line: str | None) -> None:
    marks = Marks({"jz_a": ("a", False)}, {"_Ref1": "@fig:b"}, {"3": "n"}, {"rId1": "https://example.org"})
    expected = "[12]{#a}[个](https://example.org)" if line is None else line
    assert markdown(w("p", w("pPr"), *children), marks) == expected


def test_the_innermost_bookmark_and_field_count() -> None:
    marks = Marks({"jz_a": ("a", False), "jz_b": ("b", False)}, {"_Ref1": "@fig:b"})
    inner = ooxml.bookmark("jz_b", 2, [run("3")])
    outer = ooxml.bookmark("jz_a", 1, [run("1"), *inner, run("5")])
    assert markdown(w("p", *outer), marks) == "[1]{#a}[3]{#b}[5]{#a}"
    nested = ooxml.field("IF 1 = 1", [run("见"), *ooxml.field("REF _Ref1", [run("图"), run("1")]), run("。")])
    assert markdown(w("p", *nested, run("尾")), marks) == "见@fig:b。尾"


def test_neighbours_of_one_look_are_joined_but_notes_and_breaks_are_not() -> None:
    marks = Marks(notes={"3": "n"})
    children = [run("甲"), run("乙"), run("丙", w("b")), w("r", w("br")), w("r", w("br")), *footnote_reference(3)]
    found = tokens(w("p", *children, *footnote_reference(3)), marks)
    assert [(t.text, t.role) for t in found] == [
        ("甲乙", ""),
        ("丙", ""),
        ("", "break"),
        ("", "break"),
        ("", "note"),
        ("", "note"),
    ]


def test_marks_stand_around_words_and_not_around_blanks_notes_or_breaks() -> None:
    strong = frozenset({"strong"})
    assert render([Token("前"), Token(" 粗 ", strong), Token("", strong, "note", "n"), Token("粗", strong)]) == (
        "前 **粗** [^n]**粗**"
    )
    assert render([Token("甲", strong), Token("", strong, "break"), Token("乙", strong)]) == "**甲**<br>**乙**"
    assert render([Token("a*b", frozenset({"code"})), Token("点", frozenset({"dots"}))]) == "`a*b`[点]{.dots}"
    assert render([Token("1", frozenset({"superscript"})), Token("2", frozenset({"subscript"}))]) == (
        "<sup>1</sup><sub>2</sub>"
    )
