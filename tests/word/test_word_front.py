"""What stands before the text in Word, runs of inlines, and the package: made by single calls."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest

from jzdocs.errors import Location
from jzdocs.frames import Pages
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_twips
from jzdocs.word import ooxml, package
from jzdocs.word.anchors import Anchors, read_custom
from jzdocs.word.bookmarks import Bookmarks
from jzdocs.word.context import Context
from jzdocs.word.front_matter import contents, cover, figure_list, title_block
from jzdocs.word.inline import Runs
from jzdocs.word.markdown import Marks
from jzdocs.word.ooxml import W, w
from jzdocs.word.workbook import number_format

META = nodes.Meta(title="城市建设综述", subtitle="一年", issuer=("甲局", "乙局"), date="2025-11-20", place="晋中")


def context_of(
    sheet: Stylesheet,
    faces: Faces,
    *blocks: nodes.Block,
    meta: nodes.Meta = META,
    numbers: dict[str, str] | None = None,
) -> Context:
    document = nodes.Document(meta, blocks, at=Location("a.md", 1))
    bookmarks = Bookmarks(document)
    runs = Runs(docx.Document().part, bookmarks.names, 24, numbers or {})
    return Context(
        document, Setter(sheet, faces), Pages((), numbers=numbers or {}), bookmarks, runs, Anchors({"a.md": ""}, {})
    )


def find(element: Any, path: str) -> Any:
    return element.find("/".join(f"{{{W}}}{tag}" for tag in path.split("/")))


def value(element: Any, path: str, name: str = "val") -> str | None:
    found = find(element, path)
    return None if found is None else found.get(f"{{{W}}}{name}")


def all_of(element: Any, tag: str) -> list[Any]:
    return list(element.iter(f"{{{W}}}{tag}"))


def text(element: Any) -> str:
    return "".join(node.text or "" for node in all_of(element, "t"))


def code(element: Any) -> str:
    return "".join(node.text or "" for node in all_of(element, "instrText"))


# --- before the text


def test_the_cover_is_a_table_of_three_zones_that_fill_the_page(sheet: Stylesheet, faces: Faces) -> None:
    context = context_of(sheet, faces)
    (table,) = cover(context)
    depth = sheet.page.lines * sheet.body.leading // 635
    heights = [int(value(row, "trPr/trHeight") or 0) for row in all_of(table, "tr")]
    shares = [
        round(depth * 0.30),
        round(depth * 0.45),
        round(depth * 0.25) - 40,
    ]  # what ends the section takes the rest
    assert heights == pytest.approx(shares, abs=1) and sum(heights) <= depth - 40
    assert {value(row, "trPr/trHeight", "hRule") for row in all_of(table, "tr")} == {"atLeast"}  # nothing is cut
    zones = [[text(p) for p in all_of(row, "p")] for row in all_of(table, "tr")]
    assert zones[0] == ["甲局", "乙局"] and zones[1] == ["城市建设综述", "——一年"]
    assert len(zones[2]) == 2 and "晋中" in zones[2]
    assert [value(c, "tcPr/vAlign") or "top" for c in all_of(table, "tc")] == ["top", "top", "bottom"]
    assert value(table, "tblPr/tblW", "w") == str(to_twips(sheet.page.measure))
    kinds = [a.kind for a in context.anchors.anchored]
    assert kinds == ["front", "front", "title:0", "subtitle", "front", "front"]
    values = [(p.key, p.index) for a in context.anchors.anchored for p in a.pieces]
    assert values == [("issuer", 0), ("issuer", 1), ("place", -1), ("date", -1)]
    assert [a.before for a in context.anchors.anchored if a.kind == "subtitle"] == ["——"]
    (bare,) = cover(context_of(sheet, faces, meta=nodes.Meta()))
    assert [text(p) for p in all_of(bare, "p")] == ["", "", ""]


@pytest.mark.parametrize(
    ("imprint", "subtitle", "lines", "after"),
    [
        (False, "", ["城市建设综述"], True),
        (False, "一年", ["城市建设综述", "——一年"], False),
        (True, "", ["城市建设综述", "甲局"], False),
    ],
)
def test_a_title_that_stands_alone_has_a_line_of_air(
    sheet: Stylesheet, faces: Faces, imprint: bool, subtitle: str, lines: list[str], after: bool
) -> None:
    meta = nodes.Meta(title="城市建设综述", subtitle=subtitle, issuer=("甲局",))
    found = title_block(context_of(sheet, faces, meta=meta), nodes.TitleBlock(imprint=imprint))
    assert [text(p) for p in found] == lines
    assert value(found[0], "pPr/spacing", "after") == (str(to_twips(sheet.body.leading)) if after else None)
    if imprint:
        assert value(found[-1], "pPr/jc") == "center"


def test_contents_are_one_field_over_all_entries(sheet: Stylesheet, faces: Faces) -> None:
    headings = (nodes.Heading(1, (nodes.Text("甲"),), "a"), nodes.Heading(2, (nodes.Text("乙"),), "b"))
    context = context_of(sheet, faces, *headings, numbers={"a": "7", "b": "12"})
    entries = (nodes.Entry(1, "甲", "a"), nodes.Entry(2, "乙", "b"), nodes.Entry(3, "丙", "gone"))
    title, *lines = contents(context, nodes.Contents(title="目录", depth=3, entries=entries), page_break=True)
    assert text(title) == "目录" and find(title, "pPr/pageBreakBefore") is not None
    assert [value(line, "pPr/pStyle") for line in lines] == ["TOC1", "TOC2", "TOC2"]
    assert [text(line) for line in lines] == ["甲7", "乙12", "丙1"]
    assert code(lines[0]).strip().startswith('TOC \\o "1-3" \\h \\z \\u')
    assert code(lines[1]).split()[0] == "PAGEREF"
    assert value(lines[0], "hyperlink", "anchor") == context.bookmarks.names["a"]
    assert value(lines[2], "hyperlink", "anchor") == "_top"
    marks = [[m.get(f"{{{W}}}fldCharType") for m in all_of(line, "fldChar")] for line in lines]
    inner = ["begin", "separate", "end"]
    assert marks == [["begin", "separate", *inner], inner, [*inner, "end"]]
    plain, *_ = contents(context, nodes.Contents(title="目录", entries=entries), page_break=False)
    assert find(plain, "pPr/pageBreakBefore") is None


def test_figures_and_tables_are_lists_of_their_own(sheet: Stylesheet, faces: Faces) -> None:
    entries = (nodes.Entry(1, "图1　甲", "a"), nodes.Entry(1, "图2　乙", "b"), nodes.Entry(1, "表1　丙", "c"))
    title, *lines = figure_list(context_of(sheet, faces), nodes.FigureList(title="图表目录", entries=entries))
    assert text(title) == "图表目录" and [text(line)[:2] for line in lines] == ["图1", "图2", "表1"]
    assert [code(line).split("PAGEREF")[0].strip() for line in lines] == [
        'TOC \\h \\z \\c "图"',
        "",
        'TOC \\h \\z \\c "表"',
    ]
    only = figure_list(context_of(sheet, faces), nodes.FigureList(title="图表目录", entries=entries[:1]))
    assert len(only) == 2


# --- runs


def test_looks_of_words_are_styles_and_properties(sheet: Stylesheet, faces: Faces) -> None:
    words = (
        nodes.Strong((nodes.Text("粗"), nodes.Emphasis((nodes.Text("楷"),)))),
        nodes.Emphasis((nodes.Text("点"),), dots=True),
        nodes.Script((nodes.Text("上"),), "super"),
        nodes.Script((nodes.Text("下"),), "sub"),
        nodes.Code("码"),
        nodes.Text("平"),
        nodes.Break(),
    )
    runs = context_of(sheet, faces).runs.make(words)
    found = [(text(r), value(r, "rPr/rStyle"), value(r, "rPr/em"), value(r, "rPr/vertAlign")) for r in runs]
    assert found == [
        ("粗", "Strong", None, None),
        ("楷", "Emphasis", None, None),
        ("点", None, "underDot", None),
        ("上", None, None, "superscript"),
        ("下", None, None, "subscript"),
        ("码", "CodeChar", None, None),
        ("平", None, None, None),
        ("", None, None, None),
    ]
    assert find(runs[-1], "br") is not None


def test_links_and_references_lead_to_bookmarks_or_addresses(sheet: Stylesheet, faces: Faces) -> None:
    heading = nodes.Heading(1, (nodes.Text("甲"),), "a")
    figure = nodes.Figure("fig:b", nodes.Picture("x"), (nodes.Text("题"),), number=2)
    context = context_of(sheet, faces, heading, figure)
    words = (
        nodes.Link("#a", (nodes.Text("内"),)),
        nodes.Link("#gone", (nodes.Text("无"),)),
        nodes.Link("https://x.org", (nodes.Text("外"),)),
        nodes.Link("https://x.org", (nodes.Text("又"),)),
        nodes.Reference("a", "一"),
        nodes.Reference("fig:b", "图2"),
    )
    runs = context.runs.make(words)
    names = context.bookmarks.names
    assert [link.get(f"{{{W}}}anchor") for link in runs[:2]] == [names["a"], "_top"]
    (relationship,) = context.runs.links.values()
    assert {link.get(f"{{{ooxml.R}}}id") for link in runs[2:4]} == {relationship}
    assert context.runs.part.rels[relationship].target_ref == "https://x.org"
    assert runs[4].get(f"{{{W}}}anchor") == names["a"] and text(runs[4]) == "一"
    assert "".join(code(r) for r in runs[5:]).strip() == f"REF {names['fig:b']} \\h"


def test_page_references_are_fields_of_the_pages_each_once(sheet: Stylesheet, faces: Faces) -> None:
    heading = nodes.Heading(1, (nodes.Text("甲"),), "a")
    context = context_of(sheet, faces, heading, numbers={"a": "7", "b": "3", "c": "7"})
    runs = context.runs.make((nodes.Text("见"), *(nodes.PageRef(name) for name in "abcd")))
    assert "".join(map(text, runs)) == "见3、7"
    assert [code(r).split()[0] for r in runs if code(r)] == ["PAGEREF"]


# --- anchors and the record of what was built


def test_only_paragraphs_of_the_users_files_are_anchored() -> None:
    anchors = Anchors({"a.md": "文"}, {"a.md": "texts/a.md"})
    for at, kind in (
        (Location("a.md", 3, 1), ""),
        (Location("b.md", 3, 1), ""),
        (Location("a.md"), ""),
        (Location("a.md"), "made"),
        (Location("b.xlsx", cell="表!B2"), ""),
    ):
        anchors.paragraph(w("p", w("pPr"), w("r")), at, kind=kind)
    assert [(a.name, a.kind) for a in anchors.anchored] == [("_jz_1", ""), ("_jz_2", "made"), ("_jz_3", "data:表!B2")]
    first = anchors.anchored[0].paragraph
    assert [child.tag.rpartition("}")[2] for child in first] == ["pPr", "bookmarkStart", "r", "bookmarkEnd"]
    assert find(first, "bookmarkStart").get(f"{{{W}}}id") == "100001"
    assert first.get("{http://schemas.microsoft.com/office/word/2010/wordml}paraId") == "6A7A0001"
    bare = Anchors({"a.md": ""}, {}).paragraph(w("p", w("r")), Location("a.md", 3, 1))
    assert [child.tag.rpartition("}")[2] for child in bare] == ["bookmarkStart", "r", "bookmarkEnd"]
    assert Anchors({}, {}).of((nodes.Text("x", Location("a.md", 3)),), w("p")).get("x") is None


def test_the_record_names_files_as_they_are_recorded_and_every_paragraph_of_the_body() -> None:
    document = docx.Document()
    body = document.element.body
    for child in list(body):
        body.remove(child)
    anchors = Anchors({"/x/a.md": "文"}, {"/x/a.md": "texts/a.md"})
    styled = w("p", w("pPr", w("pStyle", val="BodyText")), w("r", *ooxml.text_nodes("造")))
    other = w("p", w("pPr", w("pStyle", val="Caption")), w("r", *ooxml.text_nodes("题注")))
    own = anchors.paragraph(
        w("p", w("pPr", w("pStyle", val="BodyText")), w("r", *ooxml.text_nodes("文"))),
        Location("/x/a.md", 3, 1),
        before="“",
    )
    body.extend([styled, other, own])
    anchors.own([other, own], Location("/x/a.md", 2))
    chart = {"figure": "图1", "series": [{"name": "甲", "values": [None, ["1", "r", "f", "/x/a.md", 4, 2]]}]}
    marks = Marks({"jz_a": ("a", True)}, {"_Ref1": "@fig:b"}, {"1": "n"})
    anchors.put(document, (marks, marks), [chart], Location("/x/a.md", 1), {})
    with zipfile.ZipFile(io.BytesIO(package.to_bytes(document))) as archive:
        record = read_custom(archive, "urn:jzdocs:source")
    assert record["document"] == "texts/a.md" and record["files"] == {"texts/a.md": "文"}
    assert record["anchors"] == [["_jz_1", "6A7A0001", "texts/a.md", 3, 1, "", "“", "", "文"]]
    assert record["body"] == [["", "", 0, "造"], ["5A7A0001", "texts/a.md", 2, "题注"], 0]
    assert record["facts"] == {"jz_a": ["a", True]}
    assert record["charts"][0]["series"][0]["values"] == [None, ["1", "r", "f", "texts/a.md", 4, 2]]


# --- the package


def test_files_are_packed_in_a_fixed_order_with_fixed_dates() -> None:
    document = docx.Document()
    document.part.get_or_add_image(io.BytesIO(_png()))
    data = package.to_bytes(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"] and names[2:] == sorted(names[2:])
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    stored = {entry.filename: entry.compress_type == zipfile.ZIP_STORED for entry in entries}
    pictures = [name for name in names if name.endswith((".png", ".jpeg"))]
    assert len(pictures) == 2 and [name for name, plain in stored.items() if plain] == pictures
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert package.to_bytes(document) == data


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


def test_properties_are_cut_to_what_word_takes_and_dated_by_the_document() -> None:
    document = docx.Document()
    meta = nodes.Meta("题" * 300, "副" * 300, ("局" * 200, "署" * 200), "2025-11-20", keywords=("词" * 300,))
    package.set_properties(document, meta)
    properties = document.core_properties
    assert [len(text) for text in (properties.title, properties.subject, properties.author, properties.keywords)] == [
        255
    ] * 4
    assert properties.last_modified_by == properties.author and "、" in properties.author
    assert properties.created == properties.modified and properties.created.year == 2025
    assert (properties.comments, properties.language, properties.revision) == ("", "zh-CN", 1)


def test_a_header_is_stored_once_and_keeps_clear_of_those_that_are_there() -> None:
    document = docx.Document()
    parts = package.HeaderParts(document)
    first = parts.add("header", [ooxml.paragraph("Header", [ooxml.run("甲")])])
    assert parts.add("header", [ooxml.paragraph("Header", [ooxml.run("甲")])]) == first
    second = parts.add("footer", [ooxml.paragraph("Footer", [ooxml.run("甲")])])
    third = parts.add("header", [ooxml.paragraph("Header", [ooxml.run("乙")])])
    names = [str(document.part.rels[r].target_part.partname) for r in (first, second, third)]
    assert names == ["/word/header1.xml", "/word/footer2.xml", "/word/header3.xml"]
    again = package.HeaderParts(document)
    fourth = again.add("header", [ooxml.paragraph("Header", [ooxml.run("丙")])])
    assert str(document.part.rels[fourth].target_part.partname) == "/word/header2.xml"


# --- number formats of workbooks


@pytest.mark.parametrize(
    ("printed", "number", "expected"),
    [
        ("约200", "200", '"约"0'),
        ("1,145", "1145", "#,##0"),
        ("41.90", "41.90", "0.00"),
        ("-3.5%", "-3.5", '0.0"%"'),
        ("−3.5%", "-3.5", '0.0"%"'),
        (".5", "0.5", "0.0"),
        ("若干", "3", "General"),
        ("200", None, "General"),
        ("12", "13", "General"),
        ('"12"', "12", "0"),
    ],
)
def test_numbers_of_a_workbook_are_printed_as_in_the_text(printed: str, number: str | None, expected: str) -> None:
    from decimal import Decimal

    value_ = nodes.Value("", number=Decimal(number) if number else None, printed=printed)
    assert number_format(value_) == expected
