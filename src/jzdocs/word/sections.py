"""Sections of a Word file: how pages stand, which headers and footers they carry, and how they count.

Word says what a section is at its end: in the last paragraph of the section, or, for the last one, at the end of the
body (ECMA-376 Part 1, 17.6.17 and 17.6.18). So `Sections` keeps the state of the section that is open, and writes it
down when the section ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.geometry import GUTTER, column_width
from jzdocs.style.stylesheet import PageKind, PageStyle, Stylesheet
from jzdocs.units import to_twips
from jzdocs.word import ooxml, spacing
from jzdocs.word.official_head import letter_footer
from jzdocs.word.ooxml import Element, HeaderReference
from jzdocs.word.package import HeaderParts
from jzdocs.word.running import LAST_PAGE, PartContent, Running, SectionFacts, put_into_given
from jzdocs.word.running_heads import RunningHeads

Start = Literal["nextPage", "evenPage", "continuous"]


_LAST_PAGE_ID = 2_000_000  # of the bookmark there
_DASH_BELOW_MIDDLE = 0.1  # of the em: a dash below the middle of its line


class OpenSection(Struct, frozen=True):
    """The section that is being written. `empty`: nothing stands in it yet; `start`: where it begins (ECMA-376 Part 1,
    17.18.77); `cover`: it has neither header nor footer; `letter`: its first page has the footer of a letter;
    `restart`: its pages count from 1; `part`: number and title of the part that it begins in; `parts`: how many begin
    in it."""

    empty: bool = True
    start: Start = "nextPage"
    landscape: bool = False
    columns: int = 1
    cover: bool = False
    letter: bool = False
    restart: bool = False
    part: tuple[str, str] = ("", "")
    parts: int = 0


class Sections:
    """The body of a Word file as a row of sections, of which the last is open.

    Each method is a transition. To *end* the open section writes its properties behind what stands in it; the next
    one is empty, begins on a new page, and keeps orientation and columns.

    | call              | the open section                | the next one                                          |
    |-------------------|---------------------------------|-------------------------------------------------------|
    | `add`             | is not empty                    |                                                       |
    | `new_page`        | ends, unless it is empty        | begins on a new page (an even one, where asked for) |
    | `turn`            | like `new_page`                 | has the other orientation                             |
    | `begin_columns`   | ends, unless it is empty        | goes on on the same page, in columns                  |
    | `end_columns`     | ends                            | goes on on the same page, in one column               |
    | `end_cover`       | ends without header and footer  |                                                       |
    | `begin_letter`    | has a letter's first footer     |                                                       |
    | `begin_part`      | prints the part's name; may count from 1 |                                              |
    | `finish`          | is the last                     | there is none                                         |
    """

    def __init__(
        self,
        word: Any,
        sheet: Stylesheet,
        heads: RunningHeads,
        page_count: int,
        given: Sequence[HeaderReference],
        spaces: spacing.Spaces,
    ) -> None:
        """`word` is python-docx's document; `heads` are the texts of its running heads; `page_count` the
        cached result of fields that count pages; `given` are headers and footers of a reference document, which take
        the place of ours; `spaces` are those of the styles."""
        self._body = word.element.body
        self._sheet, self._given = sheet, given
        self._parts = HeaderParts(word)
        self._spaces = spaces
        self._running = Running(sheet, heads, page_count)
        decoration = heads.document.meta.decoration
        self._covered = False  # whether a cover stands before the open section
        self._open = OpenSection()
        anew = bool(decoration.watermark or decoration.picture or decoration.plain)
        for header in (header for header in given if header.kind == "header" and (anew or sheet.watermark)):
            put_into_given(word, header.relationship, self._running, sheet.page, anew=anew)
        self._last_part, self._part_number = ("", ""), 0
        self._last: Element | None = None  # what was appended last in the open section
        self._numbered = False  # whether a section has said from which number pages count
        self._has_first = False  # whether the first page has the header that the reference document gives it
        self._mark: Element | None = None  # a mark of `spacing` that waits for what follows

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the open section yet: what comes next begins a page by itself."""
        return self._open.empty

    @property
    def landscape(self) -> bool:
        """Whether the open section stands on turned pages."""
        return self._open.landscape

    @property
    def measure(self) -> int:
        """Width of the open section's type area, or of a column of it, in EMU."""
        measure, columns = self._page().measure, self._open.columns
        return column_width(measure, columns) if columns > 1 else measure

    def add(self, *elements: Element) -> None:
        """Append paragraphs and tables to the open section. Marks of `spacing` become properties of what stands beside
        them."""
        for element in elements:
            if spacing.is_mark(element):
                self._mark = element if self._mark is None or spacing.breaks_page(element) else self._mark
                continue
            self._settle(element)
            self._body.append(element)
            self._last = element
            self._open = replace(self._open, empty=False)

    def _settle(self, after: Element | None) -> None:
        """Put an open mark into the paragraph before it or behind it, or where there is none between them."""
        mark, self._mark = self._mark, None
        if mark is not None and not spacing.between(self._last, mark, after, self._spaces):
            self._body.append(mark)
            self._last = mark

    def keep_last(self, *, whole: bool) -> None:
        """Keep the last paragraph on the page of what follows, `whole` or the end of it."""
        if self._last is not None:
            spacing.keep_with_next(self._last)
            if whole:
                spacing.keep_whole(self._last)

    def respace_last(self, line: int) -> None:
        """Set the lines of the last paragraph at a distance (twips)."""
        if self._last is not None:
            spacing.set_line(self._last, line)

    def new_page(self, start: Start = "nextPage") -> None:
        """Let what follows begin a page in a section of its own."""
        if not self._open.empty:
            self._end()
        self._open = replace(self._open, start=start)

    def turn(self, *, landscape: bool) -> None:
        """Let what follows stand on pages of the given orientation."""
        self.new_page()
        self._open = replace(self._open, landscape=landscape)

    def begin_columns(self, count: int) -> None:
        """Let what follows stand in columns, on the same page."""
        if not self._open.empty:
            self._end()
            self._open = replace(self._open, start="continuous")
        self._open = replace(self._open, columns=count)

    def end_columns(self) -> None:
        """Go back to one column on the same page."""
        self._end()
        self._open = replace(self._open, columns=1, start="continuous")

    def end_cover(self) -> None:
        """End the section as a cover."""
        self._open = replace(self._open, cover=True)
        self._end()
        self._covered = True

    def begin_letter(self) -> None:
        """Give the first page of the open section the footer of a letter."""
        self._open = replace(self._open, letter=True)

    def begin_part(self, number: str, title: str) -> None:
        """Let a part begin in the open section: its number ("" if it has none) and title stand in the header. Where
        parts, or the body as a whole, count their own pages, the section counts from 1."""
        count = self._sheet.page.number.count
        restart = count == "part" or (count == "body" and not self._part_number)
        part = (number, title) if self._open.empty or not self._open.part[1] else self._open.part
        self._open = replace(self._open, restart=self._open.restart or restart, part=part, parts=self._open.parts + 1)
        self._last_part, self._part_number = (number, title), self._part_number + 1

    def finish(self) -> None:
        """End the body. Where nothing stands behind the end of a section, that one is the last."""
        self._settle(None)
        if self._open.empty and len(self._body):
            end = self._body[-1]
            self._body.remove(end)
            self._body.append(ooxml.section_of(end))
        else:
            self._body.append(self._properties())
        if self._sheet.page.number.start:
            self._mark_end()

    def _mark_end(self) -> None:
        """Put a bookmark around the last character, whose page number is that of the last page. LibreOffice finds none
        that is empty."""
        last = next((node for node in reversed(self._body) if node.tag == ooxml.w_name("p")), None)
        if last is not None:
            start, end = ooxml.bookmark(LAST_PAGE, _LAST_PAGE_ID, [])
            marked = _last_character(last)
            place = len(last) if marked is None else last.index(marked)
            last.insert(place, start)
            last.insert(place + (1 if marked is None else 2), end)

    def _end(self) -> None:
        if self._mark is not None and not spacing.breaks_page(self._mark):
            self._mark = None  # the end of a section parts blocks by itself
        self._settle(None)
        self._last = None
        self._body.append(ooxml.section_end(self._properties()))
        self._open = OpenSection(landscape=self._open.landscape, columns=self._open.columns, part=self._last_part)

    # --- properties

    def _page(self) -> PageStyle:
        page = self._sheet.page
        return page.turned(self._sheet.body.leading) if self._open.landscape else page

    def _properties(self) -> Element:
        """Return `w:sectPr` of the open section."""
        page = self._page()
        margins = {
            "top": to_twips(page.top),
            "right": to_twips(page.outer),
            "bottom": self._bottom(page),
            "left": to_twips(page.inner),
            "header": max(0, to_twips(page.top - page.header_above)),
            "footer": max(0, to_twips(page.bottom - page.number.below - self._below_number())),
            "gutter": 0,
        }
        size = (to_twips(page.size.width), to_twips(page.size.height))
        headers = self._headers()
        properties = ooxml.SectionProperties(
            headers=headers,
            start=self._open.start,
            title_page=self._open.letter or any(h.pages == "first" for h in headers),
            numbers=self._numbers(),
            columns=self._open.columns,
            gutter=to_twips(GUTTER),
            pitch=spacing.exact_line(self._sheet, self._sheet.body.leading),
            grid=bool(page.characters) and _filled(page, self._sheet.body.leading),
        )
        return ooxml.section(size, margins, properties)

    def _bottom(self, page: PageStyle) -> int:
        """Return the lower margin, on a grid of characters so much less that the page's lines in whole twips fit."""
        bottom = to_twips(page.bottom)
        if not page.characters or self._open.landscape:
            return bottom
        lines = page.lines * spacing.exact_line(self._sheet, self._sheet.body.leading)
        return min(bottom, to_twips(page.size.height) - to_twips(page.top) - lines)

    def _below_number(self) -> int:
        """Return how deep the line of the page number goes below the place that the stylesheet gives it: that of its
        top, or where numbers stand outside, of the dashes' upper edge (GB/T 9704-2012, 7.5)."""
        style = self._sheet.style("footer")
        outside = self._sheet.page.number.place == "outside"
        return style.leading - (style.leading // 2 + round(_DASH_BELOW_MIDDLE * style.size) if outside else 0)

    def _numbers(self) -> tuple[str, int | None] | None:
        """Return how the section's pages count: (format, first number or None to count on). They are Roman before
        the body; None where the whole document counts in one way."""
        number = self._sheet.page.number
        if self._open.cover:
            return None
        if number.count == "whole":
            begins, self._numbered = not self._numbered, True
            return ("decimal", number.start) if begins and number.start else None
        if not self._part_number:
            return "lowerRoman", 1
        return "decimal", (number.start or 1) if self._open.restart else None

    # --- headers and footers

    def _headers(self) -> list[HeaderReference]:
        """Return the headers and footers of the open section."""
        first = [header for header in self._given if header.pages == "first"]
        if self._open.cover and first:
            self._has_first = True
            return [replace(header, pages="default") for header in first]
        if self._open.cover:  # empty parts: without any, Word repeats those of the section before (17.10.1)
            empty = PartContent([ooxml.paragraph("SectionEnd", [])])
            return [
                self._part("header", "default", self._running.bare(self._page())),
                self._part("footer", "default", empty),
            ]
        if self._given:
            begins, self._has_first = not self._has_first, True
            return list(self._given) if begins else [header for header in self._given if header.pages != "first"]
        return list(self._own_headers())

    def _own_headers(self) -> Iterator[HeaderReference]:
        """Yield the headers and footers that the stylesheet asks for. Those of a first page belong to the first section
        behind the cover; a letter's first page has a footer of its own."""
        several = self._open.parts > 1
        facts = SectionFacts(self._page(), self._open.part, self._part_number, self._covered, several)
        kinds = set(self._sheet.differing_pages)
        first = self._open.letter or ("first" in kinds and not self._has_first)
        self._has_first = True
        order: tuple[PageKind, ...] = ("default", "even", "first")
        for kind in order:
            if (kind == "first" and not first) or (kind == "even" and "even" not in kinds):
                continue
            if header := self._running.header(kind, facts):
                yield self._part("header", kind, header)
            if kind == "first" and self._open.letter:
                yield self._part("footer", kind, PartContent(letter_footer(self._sheet)))
            elif footer := self._running.footer(kind, facts):
                yield self._part("footer", kind, footer)

    def _part(self, kind: ooxml.HeaderKind, pages: ooxml.PageType, content: PartContent) -> HeaderReference:
        return HeaderReference(kind, pages, self._parts.add(kind, content.paragraphs, content.pictures))


def _filled(page: PageStyle, leading: int) -> bool:
    """Return whether the lines of a page fill it: LibreOffice puts a grid that does not into the middle of the page."""
    return page.depth - page.lines * leading < leading // _FILLED


_FILLED = 10


def _last_character(paragraph: Element) -> Element | None:
    """Return the run of a paragraph's last character, which is divided from the run that it stood in; None where the
    paragraph has no text of its own."""
    last = next((node for node in reversed(paragraph) if node.tag == ooxml.w_name("r")), None)
    if last is None or len(last) == 0 or last[-1].tag != ooxml.w_name("t"):
        return None
    text = last[-1]
    if len(text.text or "") < 2:
        return last
    single = ooxml.run(text.text[-1], last.find(ooxml.w_name("rPr")))
    (before,) = ooxml.text_nodes(text.text[:-1])
    last.replace(text, before)
    last.addnext(single)
    return single
