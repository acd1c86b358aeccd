"""Air and page breaks between blocks, as properties of the paragraphs beside them: an empty paragraph is something that
an editor stumbles over. One stands only where Word needs it: between two tables, which would become one, and behind a
table that ends a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import EMU_PER_TWIP, pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.ooxml import Element
from jzdocs.word.property_order import PARAGRAPH

Side = Literal["before", "after"]
Spaces = Mapping[str, tuple[int, int]]
AIR = to_twips(pt(4))
_SPACER = "Spacer"
_BEFORE_SPACING = PARAGRAPH[: PARAGRAPH.index("spacing")]


def exact_line(sheet: Stylesheet, leading: int) -> int:
    """Return the height of a fixed line in twips. Rounded up, a page might hold a line less; on a grid of characters
    the lower margin gives way instead, so that the last line stands where our pages have it."""
    return to_twips(leading) if sheet.page.characters else leading // EMU_PER_TWIP


def air() -> Element:
    """Return a mark for a little air between two blocks."""
    return ooxml.paragraph(_SPACER, [])


def page_break() -> Element:
    """Return a mark for a page break."""
    return ooxml.paragraph(_SPACER, [ooxml.w("r", ooxml.w("br", type="page"))])


def is_mark(element: Element) -> bool:
    """Return whether an element is a mark of this module."""
    return _is_paragraph(element) and ooxml.style_id(element) == _SPACER


def breaks_page(mark: Element) -> bool:
    """Return whether a mark stands for a page break."""
    return any(True for _ in mark.iter(ooxml.w("br").tag))


def spaces_of(styles: Element) -> Spaces:
    """Return the space before and after paragraphs of each style, by its id."""
    spaces = {}
    for style in styles.iter(ooxml.w_name("style")):
        spacing = style.find(f"{ooxml.w_name('pPr')}/{ooxml.w_name('spacing')}")
        both = [int(spacing.get(ooxml.w_name(side), "0")) if spacing is not None else 0 for side in ("before", "after")]
        spaces[style.get(ooxml.w_name("styleId"), "")] = (both[0], both[1])
    return spaces


def between(before: Element | None, mark: Element, after: Element | None, spaces: Spaces) -> bool:
    """Put a mark's air or page break into the paragraph beside it; return whether that could be done: else the mark
    itself must stand between the two. `after` is None at the end of a section."""
    if after is not None and _is_paragraph(after):
        begins_page = after.find(f"{ooxml.w_name('pPr')}/{ooxml.w_name('pageBreakBefore')}") is not None
        if breaks_page(mark) and not begins_page:
            _put(after, ooxml.w("pageBreakBefore"), PARAGRAPH[:3])
        elif not begins_page:  # a page's top needs no air
            _add_space(after, "before", spaces)
        return True
    if breaks_page(mark):
        return False
    if before is not None and _is_paragraph(before) and after is not None:
        _add_space(before, "after", spaces)
        return True
    return after is None and before is not None and _is_paragraph(before)


def keep_with_next(element: Element) -> None:
    """Keep a paragraph on the page of the next one (17.3.1.15)."""
    if _is_paragraph(element) and element.find(f"{ooxml.w('pPr').tag}/{ooxml.w('keepNext').tag}") is None:
        _put(element, ooxml.w("keepNext"), PARAGRAPH[:1])


def keep_whole(element: Element) -> None:
    """Keep the lines of a paragraph on one page (17.3.1.14)."""
    if _is_paragraph(element) and element.find(f"{ooxml.w('pPr').tag}/{ooxml.w('keepLines').tag}") is None:
        _put(element, ooxml.w("keepLines"), PARAGRAPH[:2])


def _is_paragraph(element: Element) -> bool:
    """Return whether an element is a paragraph of the text: one in a frame has a place of its own."""
    framed = element.find(f"{ooxml.w('pPr').tag}/{ooxml.w('framePr').tag}") is not None
    return bool(element.tag == ooxml.w("p").tag) and not framed


def set_space(paragraph: Element, side: Side, space: int) -> None:
    """Set the space before or after a paragraph, in twips."""
    _spacing_of(paragraph).set(ooxml.w_name(side), str(space))


def set_line(paragraph: Element, line: int) -> None:
    """Set the fixed height of the lines of a paragraph, in twips."""
    if _is_paragraph(paragraph):
        spacing = _spacing_of(paragraph)
        spacing.set(ooxml.w_name("line"), str(line))
        spacing.set(ooxml.w_name("lineRule"), "exact")


def _add_space(paragraph: Element, side: Side, spaces: Spaces) -> None:
    """Add air before or after a paragraph to what it has there."""
    spacing = _spacing_of(paragraph)
    name = ooxml.w_name(side)
    own = spaces.get(ooxml.style_id(paragraph), (0, 0))[side == "after"]
    spacing.set(name, str(AIR + int(spacing.get(name, own))))


def _spacing_of(paragraph: Element) -> Element:
    """Return the `w:spacing` of a paragraph, which is made where it has none."""
    properties = paragraph.find(ooxml.w("pPr").tag)
    spacing = properties.find(ooxml.w("spacing").tag)
    if spacing is None:
        spacing = ooxml.w("spacing")
        _put(paragraph, spacing, _BEFORE_SPACING)
    return spacing


def _put(paragraph: Element, property_: Element, before: tuple[str, ...]) -> None:
    """Put a property into its place in the schema's order (ECMA-376 Part 1, 17.3.1.26); `before` go before it."""
    properties = paragraph.find(ooxml.w("pPr").tag)
    tags = {ooxml.w_name(name) for name in before}
    place = next((i for i, child in enumerate(properties) if child.tag not in tags), len(properties))
    properties.insert(place, property_)
