"""Sections of the Word file: where pages begin, how they stand, count, and what stands above and below them."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.model.nodes import Meta
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import NumberStyle, Stylesheet
from jzdocs.units import mm
from jzdocs.word import ooxml
from jzdocs.word.ooxml import HeaderReference
from jzdocs.word.running_heads import RunningHeads
from jzdocs.word.sections import Sections
from jzdocs.word.settings import settings
from reading import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WHOLE = NumberStyle(pattern="第{page}页，共{pages}页", count="whole")


class Body:
    """The sections of a document under way, and what they look like when it is finished."""

    def __init__(self, sheet: Stylesheet, given: list[HeaderReference] | None = None) -> None:
        self.word = docx.Document()
        for child in list(self.word.element.body):
            self.word.element.body.remove(child)
        heads = RunningHeads(nodes.Document(Meta(title="甲市简报"), ()), Setter(sheet, Faces(sheet)))
        self.sections = Sections(self.word, sheet, heads, 7, given or [], {})

    def write(self, text: str = "字") -> None:
        self.sections.add(ooxml.paragraph("BodyText", [ooxml.run(text)]))

    def finish(self) -> list[Any]:
        """Finish the document, and return `w:sectPr` of its sections."""
        self.sections.finish()
        return list(self.word.element.body.iter(f"{W}sectPr"))

    def text(self, section: Any, kind: str, pages: str = "default") -> str:
        """The text of a header or footer, with field codes in braces."""
        root = etree.fromstring(self.part(section, kind, pages))
        return "".join(
            "\t" if node.tag == f"{W}tab" else f"{{{node.text.strip()}}}" if node.tag == f"{W}instrText" else node.text
            for node in root.iter(f"{W}t", f"{W}instrText", f"{W}tab")
            if node.tag != f"{W}tab" or node.getparent().tag == f"{W}r"
        )

    def part(self, section: Any, kind: str, pages: str = "default") -> bytes:
        references = {r.get(f"{W}type"): r.get(f"{R}id") for r in section.findall(f"{W}{kind}Reference")}
        return bytes(self.word.part.rels[references[pages]].target_part.blob)


def numbered(sheet: Stylesheet, number: NumberStyle) -> Stylesheet:
    return replace(sheet, page=replace(sheet.page, number=number))


def starts(sections: list[Any]) -> list[str]:
    return [s.find(f"{W}type").get(f"{W}val") for s in sections]


def counting(section: Any) -> tuple[str | None, str | None] | None:
    """(format, first number) of a section's pages."""
    node = section.find(f"{W}pgNumType")
    return None if node is None else (node.get(f"{W}fmt"), node.get(f"{W}start"))


def columns(section: Any) -> str | None:
    return str(section.find(f"{W}cols").get(f"{W}num") or 1)


def references(section: Any) -> list[tuple[str, str]]:
    return [
        (node.tag.removeprefix(W).removesuffix("Reference"), node.get(f"{W}type"))
        for node in section
        if node.tag.endswith("Reference")
    ]


def three_parts(sheet: Stylesheet) -> tuple[Body, list[Any]]:
    """A front matter and two parts, each on pages of its own."""
    body = Body(sheet)
    body.write("目录")
    for number, title in (("一、", "甲"), ("二、", "乙")):
        body.sections.new_page()
        body.sections.begin_part(number, title)
        body.write()
    return body, body.finish()


def test_pages_before_the_body_are_roman_and_the_body_counts_from_one(sheet: Stylesheet) -> None:
    body, sections = three_parts(numbered(sheet, NumberStyle(count="body", pattern="{page}/{pages}")))
    assert [counting(s) for s in sections] == [("lowerRoman", "1"), ("decimal", "1"), ("decimal", None)]
    assert body.text(sections[1], "footer") == "{PAGE}1/{SECTIONPAGES}7"


def test_parts_count_their_own_pages_and_print_their_number(sheet: Stylesheet) -> None:
    body, sections = three_parts(numbered(sheet, NumberStyle(count="part", pattern="{page}")))
    assert [counting(s) for s in sections] == [("lowerRoman", "1"), ("decimal", "1"), ("decimal", "1")]
    assert [body.text(s, "footer") for s in sections] == ["{PAGE}1", "1-{PAGE}1", "2-{PAGE}1"]


def test_a_whole_document_counts_through(sheet: Stylesheet) -> None:
    body, sections = three_parts(numbered(sheet, WHOLE))
    assert [counting(s) for s in sections] == [None] * 3
    assert body.text(sections[0], "footer") == "第{PAGE}1页，共{NUMPAGES}7页"


def test_a_part_goes_on_counting_over_a_turned_page(sheet: Stylesheet) -> None:
    body = Body(numbered(sheet, NumberStyle(count="part")))
    body.sections.begin_part("一、", "甲")
    body.write()
    body.sections.turn(landscape=True)
    body.write()
    assert [counting(s) for s in body.finish()] == [("decimal", "1"), ("decimal", None)]


def test_the_header_names_the_part_that_is_open(sheet: Stylesheet) -> None:
    body, sections = three_parts(replace(sheet, page=replace(sheet.page, header=True)))
    number, title = "{STYLEREF 1 \\n}", "{STYLEREF 1}"
    assert [body.text(s, "header") for s in sections] == [
        "甲市简报",
        f"甲市简报\t{number}一、{title}甲",
        f"甲市简报\t{number}二、{title}乙",
    ]


def test_where_parts_flow_on_the_header_follows_them(sheet: Stylesheet) -> None:
    body = Body(replace(sheet, page=replace(sheet.page, header=True)))
    for title in ("甲", "乙"):
        body.sections.begin_part("", title)
        body.write()
    (section,) = body.finish()
    assert body.text(section, "header") == "甲市简报\t{STYLEREF 1}甲"


def test_sections_begin_on_new_pages(sheet: Stylesheet) -> None:
    body, sections = three_parts(sheet)
    assert starts(sections) == ["nextPage"] * 3
    assert body.word.element.body[-1].tag == f"{W}sectPr"  # the last section's stand in the body itself


def test_an_empty_section_is_none(sheet: Stylesheet) -> None:
    body = Body(sheet)
    body.sections.new_page()
    body.write()
    body.sections.new_page()
    body.sections.new_page("evenPage")
    body.write()
    assert starts(body.finish()) == ["nextPage", "evenPage"]


def test_what_ends_with_a_section_has_no_empty_page_behind_it(sheet: Stylesheet) -> None:
    body = Body(sheet)
    body.write()
    body.sections.begin_columns(2)
    body.write()
    body.sections.end_columns()
    sections = body.finish()
    assert starts(sections) == ["nextPage", "continuous"] and [columns(s) for s in sections] == ["1", "2"]
    assert body.word.element.body[-1] is sections[-1]


def test_columns_go_on_on_the_same_page_and_end_there(sheet: Stylesheet) -> None:
    body = Body(sheet)
    body.write()
    body.sections.begin_columns(3)
    body.write()
    body.sections.end_columns()
    body.write()
    sections = body.finish()
    assert starts(sections) == ["nextPage", "continuous", "continuous"]
    assert [columns(s) for s in sections] == ["1", "3", "1"]


def test_columns_on_a_new_page_need_no_section_before_them(sheet: Stylesheet) -> None:
    body = Body(sheet)
    body.sections.begin_columns(2)
    body.sections.new_page()  # a heading at their start that begins a page
    body.write()
    body.sections.end_columns()
    body.write()
    sections = body.finish()
    assert starts(sections) == ["nextPage", "continuous"] and [columns(s) for s in sections] == ["2", "1"]


def test_turned_pages_have_the_sheet_turned(sheet: Stylesheet) -> None:
    page = replace(sheet.page, top=mm(37), bottom=mm(35), inner=mm(28), outer=mm(26))
    body = Body(replace(sheet, page=page))
    body.write()
    body.sections.turn(landscape=True)
    assert body.sections.measure == page.turned(sheet.body.leading).measure > page.measure
    body.write()
    body.sections.turn(landscape=False)
    body.write()
    sections = body.finish()
    sizes = [{k.removeprefix(W): v for k, v in s.find(f"{W}pgSz").attrib.items()} for s in sections]
    assert sizes[0] == sizes[2] == {"w": "11906", "h": "16838"}
    assert sizes[1] == {"w": "16838", "h": "11906", "orient": "landscape"}
    sides = ("top", "right", "bottom", "left")
    margins = [tuple(s.find(f"{W}pgMar").get(f"{W}{side}") for side in sides) for s in sections]
    # rounded to the nearest twip: 37 mm are 2097.6, 35 mm 1984.3, 28 mm 1587.4, 26 mm 1474.0
    assert margins[0] == margins[2] == ("2098", "1474", "1984", "1587")
    assert margins[1] == ("1587", "2098", "1474", "1984")  # the binding side is the top


def test_a_cover_has_neither_header_nor_footer_nor_number(sheet: Stylesheet) -> None:
    body = Body(numbered(replace(sheet, page=replace(sheet.page, header=True)), NumberStyle(count="body")))
    body.write("封面")
    body.sections.end_cover()
    body.write()
    cover, text = body.finish()
    assert references(cover) == [("header", "default"), ("footer", "default")]
    assert [body.text(cover, kind) for kind in ("header", "footer")] == ["", ""] and counting(cover) is None
    assert body.text(text, "header") == "甲市简报" and counting(text) == ("lowerRoman", "1")


def test_numbers_outside_stand_left_on_even_pages(sheet: Stylesheet) -> None:
    outside = numbered(sheet, NumberStyle(pattern="— {page} —", place="outside"))
    body = Body(replace(outside, page=replace(outside.page, header=False)))
    body.write()
    (section,) = body.finish()
    assert references(section) == [("footer", "default"), ("footer", "even")]
    sides = {}
    for pages in ("default", "even"):
        properties = etree.fromstring(body.part(section, "footer", pages)).find(f"{W}p/{W}pPr")
        indent = properties.find(f"{W}ind")
        side = properties.find(f"{W}jc").get(f"{W}val")
        sides[pages] = (side, indent.get(f"{W}{side}") is not None)
    assert sides == {"default": ("right", True), "even": ("left", True)}


@pytest.mark.parametrize(
    ("number", "even", "expected"),
    [
        (NumberStyle(), False, False),
        (NumberStyle(), True, True),  # a reference document has headers for even pages
        (NumberStyle(place="outside"), False, True),
    ],
)
def test_word_is_told_of_even_pages(sheet: Stylesheet, number: NumberStyle, even: bool, expected: bool) -> None:
    element = settings(numbered(sheet, number), even=even)
    assert (element.find(f"{W}evenAndOddHeaders") is not None) == expected


def test_the_first_page_of_a_letter_has_a_footer_of_its_own(sheet: Stylesheet) -> None:
    red = replace(sheet, styles={**sheet.styles, "red_head": sheet.style("title")})
    body = Body(red)
    body.sections.begin_letter()
    body.write()
    body.sections.new_page()
    body.write()
    first, second = body.finish()
    assert ("footer", "first") in references(first) and first.find(f"{W}titlePg") is not None
    assert ("footer", "first") not in references(second) and second.find(f"{W}titlePg") is None


def test_headers_of_a_reference_document_take_the_place_of_ours(sheet: Stylesheet) -> None:
    given = [HeaderReference("header", "even", "rId7")]
    body = Body(sheet, given)
    body.write()
    (section,) = body.finish()
    assert references(section) == [("header", "even")]
    assert section[0].get(f"{R}id") == "rId7"


def test_the_same_header_is_stored_once(sheet: Stylesheet) -> None:
    body, _ = three_parts(numbered(sheet, WHOLE))
    names = {str(p.partname) for p in body.word.part.package.iter_parts() if "/footer" in str(p.partname)}
    assert len(names) == 1
