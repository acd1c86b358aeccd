"""Styles, numbering and settings of the Word file: what a stylesheet says is what Word is told, in its own units."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from lxml import etree
from msgspec.structs import replace

from jzdocs.model.nodes import Meta
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import pt
from jzdocs.word import package
from jzdocs.word.numbering import HEADINGS, Numbering
from jzdocs.word.reference_document import open_reference_document
from jzdocs.word.styles import styles
from reading import W


def style(sheet: Stylesheet, id_: str) -> Any:
    return next(s for s in styles(sheet).iter(f"{W}style") if s.get(f"{W}styleId") == id_)


def value(element: Any, path: str, name: str = "val") -> str | None:
    """An attribute of a descendant (`pPr/jc`); None where it is not there."""
    found = element.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(W + name)


def test_the_first_line_is_indented_by_characters(sheet: Stylesheet) -> None:
    body = style(replace(sheet, body=replace(sheet.body, size=pt(10.5), indent=pt(21))), "BodyText")
    assert value(body, "pPr/ind", "firstLineChars") == "200" and value(body, "pPr/ind", "firstLine") == "420"


def test_a_size_between_half_points_keeps_the_number_of_characters(sheet: Stylesheet) -> None:
    body = style(replace(sheet, body=replace(sheet.body, size=pt(15.75))), "BodyText")
    assert value(body, "rPr/sz") == "32" and value(body, "rPr/spacing") == "-5"  # a twentieth of a point each
    whole = style(replace(sheet, body=replace(sheet.body, size=pt(16))), "BodyText")
    assert value(whole, "rPr/sz") == "32" and value(whole, "rPr/spacing") is None


def test_leading_is_exact_but_where_things_stand_in_a_line(sheet: Stylesheet) -> None:
    rules = {name: value(style(sheet, name), "pPr/spacing", "lineRule") for name in ("BodyText", "Quote", "TOC1")}
    assert set(rules.values()) == {"exact"}
    for name in ("Caption", "FigureHolder", "TableText", "KeyNumber"):
        assert value(style(sheet, name), "pPr/spacing", "lineRule") == "atLeast", name


def test_widows_are_controlled_in_text_but_not_in_empty_paragraphs(sheet: Stylesheet) -> None:
    assert style(sheet, "BodyText").find(f"{W}pPr/{W}widowControl").attrib == {}
    assert [value(style(sheet, name), "pPr/widowControl") for name in ("SectionEnd", "Spacer")] == ["0", "0"]


def test_headings_stay_with_what_follows(sheet: Stylesheet) -> None:
    kept = {n: style(sheet, n).find(f"{W}pPr/{W}keepNext") is not None for n in ("Heading1", "TableHead", "BodyText")}
    assert kept == {"Heading1": True, "TableHead": True, "BodyText": False}


def test_text_snaps_to_the_grid_only_where_the_page_has_one(sheet: Stylesheet) -> None:
    assert value(style(sheet, "BodyText"), "pPr/snapToGrid") == "0"
    grid = replace(sheet, page=replace(sheet.page, characters=28), styles={**sheet.styles, **_official(sheet)})
    # lines of a fixed height make the grid: what snapped to it would leave the place that the standard gives it
    assert value(style(grid, "BodyText"), "pPr/snapToGrid") == "0"
    assert value(style(grid, "Caption"), "pPr/snapToGrid") == "0"


def _official(sheet: Stylesheet) -> dict[str, Any]:
    return {name: sheet.style("title") for name in ("red_head", "label", "colophon")}


def test_lists_count_from_their_start_and_bullets_do_not(sheet: Stylesheet) -> None:
    numbering = Numbering(sheet)
    numbers = [numbering.add(ordered=True, start=3), numbering.add(ordered=False, start=1)]
    root = numbering.element()
    lists = {n.get(f"{W}numId"): n for n in root.iter(f"{W}num")}
    forms = {a.get(f"{W}abstractNumId"): value(a, "lvl/numFmt") for a in root.iter(f"{W}abstractNum")}
    assert numbers == [HEADINGS + 1, HEADINGS + 2]
    ordered, bullets = (lists[str(number)] for number in numbers)
    assert value(ordered, "lvlOverride/startOverride") == "3" and value(bullets, "lvlOverride/startOverride") is None
    assert [forms[str(value(item, "abstractNumId"))] for item in (ordered, bullets)] == ["decimal", "bullet"]


def test_nothing_stands_between_a_headings_number_and_its_text(sheet: Stylesheet) -> None:
    headings = Numbering(sheet).element().find(f"{W}abstractNum")
    assert {value(level, "suff") for level in headings.iter(f"{W}lvl")} == {"nothing"}


def test_properties_come_from_the_meta_data(sheet: Stylesheet) -> None:
    word = docx.Document()
    package.set_properties(word, Meta(title="题", keywords=("供热", "治水"), issuer=("甲局", "乙局"), date="某月"))
    properties = word.core_properties
    assert (properties.title, properties.keywords, properties.author) == ("题", "供热、治水", "甲局、乙局")
    assert properties.modified is not None and properties.modified.year == 2000  # a date in words is no date


@pytest.mark.parametrize("switched_on", [True, False])
def test_the_header_of_a_first_page_is_taken_over_where_it_is_switched_on(tmp_path: Any, switched_on: bool) -> None:
    word = docx.Document()
    section = word.sections[0]
    section.different_first_page_header_footer = switched_on
    section.first_page_header.paragraphs[0].text = "首页"
    section.header.paragraphs[0].text = "各页"
    word.save(str(tmp_path / "skin.docx"))
    opened, headers = open_reference_document(tmp_path / "skin.docx")
    texts = {
        h.pages: "".join(etree.fromstring(opened.part.rels[h.relationship].target_part.blob).itertext()).strip()
        for h in headers
    }
    assert texts == ({"default": "各页", "first": "首页"} if switched_on else {"default": "各页"})
    assert len(opened.element.body) == 0


@pytest.mark.parametrize("name", ["CoverTitle", "CoverSubtitle"])
def test_the_cover_has_a_bar_in_the_accent_colour(sheet: Stylesheet, name: str) -> None:
    assert value(style(sheet, name), "pPr/pBdr/left", "color") == sheet.accent
    assert value(style(sheet, name), "basedOn") == name.removeprefix("Cover")
