"""Elements of official documents, comments, embedded fonts and styles of a reference document, as Word is told them."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from msgspec.structs import replace

from jzdocs.cache.store import Store
from jzdocs.errors import Location
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt, to_pt
from jzdocs.word import embedded
from jzdocs.word.anchors import Anchored
from jzdocs.word.charts import NativeCharts
from jzdocs.word.comments import put_comments
from jzdocs.word.ooxml import W, w
from jzdocs.word.reference_document import with_reference_styles
from jzdocs.word.styles import fonts_of
from word_elements import official_sheet, text, value

ISSUER = "晋中市人民政府"


@pytest.fixture(scope="module")
def gongwen() -> Stylesheet:
    """The stylesheet of official documents."""
    return official_sheet()


# --- findings as comments


def commented(anchors: list[tuple[str, int]], *comments: tuple[Location, str]) -> list[tuple[str, str]]:
    """(text of the paragraph, text of the comment) of each comment, in their order."""
    document = docx.Document()
    anchored = []
    for path, line in anchors:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{path}:{line}")
        paragraph.add_run("尾")
        anchored.append(Anchored("", Location(path, line), paragraph._p))
    empty = document.add_paragraph()._p
    elsewhere = docx.Document().add_paragraph("别处")._p
    anchored += [Anchored("", Location("a.md", 4), empty), Anchored("", Location("a.md", 4), elsewhere)]
    put_comments(document, anchored, comments)
    out = []
    for comment in document.comments:
        start = next(
            node
            for node in document.element.iter(f"{{{W}}}commentRangeStart")
            if node.get(f"{{{W}}}id") == str(comment.comment_id)
        )
        assert comment.author == "jzdocs" and comment.initials == "jz" and comment.timestamp is None
        order = list(start.getparent())
        runs = [child for child in order if child.tag == f"{{{W}}}r" and child.find(f"{{{W}}}t") is not None]
        end = next(
            node
            for node in order
            if "commentRangeEnd" in node.tag and node.get(f"{{{W}}}id") == start.get(f"{{{W}}}id")
        )
        assert order.index(start) < order.index(runs[0]) < order.index(runs[-1]) < order.index(end)
        out.append((text(start.getparent())[:-1], comment.text))
    return out


def test_a_comment_stands_at_the_last_paragraph_that_begins_above_it() -> None:
    anchors = [("a.md", 5), ("a.md", 9), ("b.md", 3), ("a.md", 2)]
    places = [("a.md", 5), ("a.md", 8), ("a.md", 9), ("a.md", 99), ("a.md", 2), ("a.md", 1), ("b.md", 7), ("c.md", 9)]
    found = commented(anchors, *((Location(path, line), f"{path} {line}") for path, line in places))
    assert found == [
        ("a.md:5", "a.md 5"),
        ("a.md:5", "a.md 8"),
        ("a.md:9", "a.md 9"),
        ("a.md:9", "a.md 99"),
        ("a.md:2", "a.md 2"),
        ("a.md:2", "a.md 1"),
        ("b.md:3", "b.md 7"),
        ("a.md:5", "c.md 9"),
    ]


def test_without_paragraphs_there_are_no_comments() -> None:
    assert commented([], (Location("a.md", 5), "甲")) == []


# --- embedded fonts


def test_the_key_of_a_font_is_a_guid_made_from_it() -> None:
    key = embedded._key(b"font")
    assert [len(part) for part in key.strip("{}").split("-")] == [8, 4, 4, 4, 12]
    assert key == embedded._key(b"font") != embedded._key(b"other")


def test_32_bytes_are_combined_with_the_key_read_backwards() -> None:
    """ECMA-376 Part 1, 17.8.1: the last byte of the key meets the first byte of the font."""
    key = "{00112233-4455-6677-8899-AABBCCDDEEFF}"
    data = bytes(40)
    backwards = bytes.fromhex("FFEEDDCCBBAA99887766554433221100")
    assert embedded.obfuscated(data, key) == backwards * 2 + bytes(8)
    assert embedded.obfuscated(b"\xff\x01", key) == bytes([0x00, 0xEF])


def test_each_family_is_embedded_once(sheet: Stylesheet, faces: Faces) -> None:
    named = embedded.with_family_names(sheet, faces)
    twice = replace(named, fonts={**named.fonts, "again": named.fonts["song"]})
    again = Faces(replace(sheet, fonts={**sheet.fonts, "again": sheet.fonts["song"]}))
    families = [family.name for family in embedded._families(twice, again)]
    assert len(families) == len(set(families)) and set(families) == {
        font.word for role, font in named.fonts.items() if faces[role].quadratic
    }
    for role, font in sheet.fonts.items():
        assert (named.fonts[role].word == font.word) == (not faces[role].quadratic)
    weights = {family.name: list(family.faces) for family in embedded._families(named, faces)}
    assert weights[named.fonts["song"].word] == ["Regular", "Bold"]


# --- a reference document's styles


def style(kind: str, id_: str, name: str | None, *more: Any) -> Any:
    return w("style", w("name", val=name) if name else None, *more, type=kind, styleId=id_)


def merged(theirs: list[Any], ours: list[Any]) -> dict[str, Any]:
    document = docx.Document()
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    element.extend(theirs)
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0]._p.get_or_add_pPr().style = "1"
    result = with_reference_styles(document, w("styles", *ours))
    styles = {entry.get(f"{{{W}}}styleId"): entry for entry in result.iter(f"{{{W}}}style")}
    assert len(styles) == len(list(result.iter(f"{{{W}}}style"))), "an id is used twice"
    styles["header"] = next(
        part.element for part in document.part.package.iter_parts() if "header" in str(part.partname)
    )
    return styles


def test_styles_are_known_by_their_names_and_get_our_ids() -> None:
    found = merged(
        [
            style("paragraph", "1", "Heading 1", w("basedOn", val="a"), w("next", val="Quote")),
            style("paragraph", "a", "normal"),
            style("paragraph", "Quote", "某样式"),
            style("character", "Quote2", "heading 1"),
        ],
        [
            style("paragraph", "Heading1", "heading 1"),
            style("paragraph", "Normal", "Normal"),
            style("paragraph", "Quote", "Quote"),
        ],
    )
    assert set(found) - {"header"} == {"Heading1", "Normal", "ReferenceQuote", "Quote", "Quote2"}
    assert value(found["Heading1"], "name") == "Heading 1"  # theirs, under our id
    assert value(found["Heading1"], "basedOn") == "Normal" and value(found["Heading1"], "next") == "ReferenceQuote"
    assert value(found["Quote"], "name") == "Quote" and value(found["ReferenceQuote"], "name") == "某样式"
    (reference,) = found["header"].iter(f"{{{W}}}pStyle")
    assert reference.get(f"{{{W}}}val") == "Heading1"


def test_their_headings_are_numbered_by_our_list() -> None:
    numbering = lambda: w("pPr", w("numPr", w("numId", val=1)))  # noqa: E731
    their_properties = w("pPr", w("keepNext"), w("keepLines"), w("numPr", w("numId", val=9)), w("jc", val="center"))
    found = merged(
        [
            style("paragraph", "1", "heading 1", their_properties),
            style("paragraph", "2", "heading 2", w("rPr", w("b"))),
            style("paragraph", "3", "heading 3", w("pPr", w("numPr", w("numId", val=9)))),
            style("paragraph", "4", "heading 4"),
        ],
        [
            style("paragraph", "Heading1", "heading 1", numbering()),
            style("paragraph", "Heading2", "heading 2", numbering()),
            style("paragraph", "Heading3", "heading 3"),
            style("paragraph", "Heading4", "heading 4", numbering()),
        ],
    )
    tags = [child.tag.rpartition("}")[2] for child in found["Heading1"].find(f"{{{W}}}pPr")]
    assert tags == ["keepNext", "keepLines", "numPr", "jc"]  # the order of the schema
    assert [value(found[f"Heading{i}"], "pPr/numPr/numId") for i in (1, 2, 3, 4)] == ["1", "1", None, "1"]
    assert [child.tag.rpartition("}")[2] for child in found["Heading2"]] == ["name", "pPr", "rPr"]
    assert [child.tag.rpartition("}")[2] for child in found["Heading4"]] == ["name", "pPr"]


def test_a_chart_is_set_in_latin_and_east_asian_faces(sheet: Stylesheet) -> None:
    looks = NativeCharts(docx.Document(), sheet, Store(None))._looks
    assert (looks.latin, looks.east) == fonts_of(sheet, sheet.chart.font) and looks.latin != looks.east
    assert looks.size == to_pt(sheet.chart.size) and looks.greys == sheet.chart.greys
    assert pt(looks.size) == sheet.chart.size
