"""Headers and footers of a Word file: their texts with fields, logos, page numbers and the watermark, which Word keeps
in headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.resolve.imprint import running_parts, running_values
from jzdocs.style.running_checks import number_place
from jzdocs.style.stylesheet import (
    LOGO_GAP,
    Logo,
    PageKind,
    PageStyle,
    RunningHead,
    StylePicture,
    Stylesheet,
)
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.ooxml import Drawing, Element
from jzdocs.word.package import HeaderParts
from jzdocs.word.running_heads import RunningHeads
from jzdocs.word.vml import anchored_picture, watermark

Side = Literal["header", "footer"]
LAST_PAGE = "_LastPage"  # the bookmark at the end of the text
_FIRST_DRAWING = 9000  # of the ids of drawings in headers; those of the text count from 1


class SectionFacts(Struct, frozen=True):
    """What headers and footers must know of their section: the page it stands on, number and title of the part that
    begins in it, how many parts there are up to it, whether a cover comes before it, and whether several parts begin in
    it."""

    page: PageStyle
    part: tuple[str, str] = ("", "")
    part_number: int = 0
    covered: bool = False
    several: bool = False


class PartContent(Struct, frozen=True):
    """The paragraphs of a header or footer, and the pictures in them: each relationship is `rId` and its number, from
    1."""

    paragraphs: list[Element] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)

    def picture(self, picture: StylePicture) -> str:
        """Add a picture, and return its relationship."""
        if picture.data not in self.pictures:
            self.pictures.append(picture.data)
        return f"rId{self.pictures.index(picture.data) + 1}"


class Running(Struct, frozen=True):
    """Makes headers and footers as the stylesheet has them; `heads` fits their texts beside each other, `page_count` is
    the cached result of fields that count pages."""

    sheet: Stylesheet
    heads: RunningHeads
    page_count: int

    def header(self, kind: PageKind, section: SectionFacts) -> PartContent | None:
        """Return the header of pages of a kind, None where there is neither header nor watermark."""
        head = self.sheet.head(kind)
        if head is None:
            return self.bare(section.page) if self.sheet.watermark else None
        content = PartContent()
        tabs = [] if section.page == self.sheet.page else ["header"]
        content.paragraphs.append(self._paragraph(head, "header", content, section, tabs))
        self._put_watermark(content, section.page)
        return content

    def bare(self, page: PageStyle) -> PartContent:
        """Return a header without a text, of a cover or where pages have none: the watermark alone."""
        content = PartContent([ooxml.paragraph("SectionEnd", [])])
        self._put_watermark(content, page)
        return content

    def footer(self, kind: PageKind, section: SectionFacts) -> PartContent | None:
        """Return the footer of pages of a kind, None where there are no footers."""
        foot = self.sheet.foot(kind)
        if foot is None:
            return None
        number = number_place(self.sheet, kind) if self.sheet.has_number(kind) else ""
        if foot == RunningHead() and number:
            return PartContent([self._number_alone(kind, section)])
        content = PartContent()
        if number:
            foot = replace(foot, **{number: self.sheet.page.number.pattern})
        content.paragraphs.append(self._paragraph(foot, "footer", content, section, [number]))
        return content

    def _put_watermark(self, content: PartContent, page: PageStyle) -> None:
        mark = self.sheet.watermark
        if mark is not None:
            relationship = content.picture(mark.picture) if mark.picture else ""
            font = "" if mark.picture else self.sheet.fonts[mark.font].word
            content.paragraphs[-1].append(watermark(mark, page, font, relationship))

    def _number_alone(self, kind: PageKind, section: SectionFacts) -> Element:
        """Return a footer of nothing but the page number: centred, or an em from the outer edge."""
        children = self._runs(self.sheet.page.number.pattern, section)
        if self.sheet.page.number.place != "outside":
            return ooxml.paragraph("Footer", children)
        side, em = "left" if kind == "even" else "right", to_twips(self.sheet.style("footer").size)
        extra = [ooxml.w("ind", **{side: em}, firstLine=0), ooxml.w("jc", val=side)]
        return ooxml.paragraph("Footer", children, extra=extra)

    def _paragraph(
        self, head: RunningHead, side: Side, content: PartContent, section: SectionFacts, changed: Sequence[str]
    ) -> Element:
        """Return the line of a header or footer. `changed` names what asks for properties of its own: another measure,
        or the place of the number in a footer."""
        measure, logo = section.page.measure, head.logo
        left = logo.size.width + LOGO_GAP if logo and logo.place == "left" else 0
        right = logo.size.width + LOGO_GAP if logo and logo.place == "right" else 0
        plain = side == "header" and not head.center and not (left or right) and head.rule
        if side == "header" and not head.center:
            beside_logo, part = measure - left - right, "".join(section.part)
            texts = self.heads.in_section((head.left, head.right), part, beside_logo, alone=not section.several)
            head = replace(head, left=texts[0], right=texts[1])
        children = [self._logo(logo, side, content, section.page)] if logo else []
        stops: list[tuple[str, int, str | None]] = []
        beside = self._runs(head.left, section)
        if left and beside:  # no indent: a rule would begin there
            stops.append(("left", to_twips(left), None))
            children.append(ooxml.run("\t"))
        children += beside
        if head.center:
            stops.append(("center", to_twips(measure // 2), None))
            children += [ooxml.run("\t"), *self._runs(head.center, section)]
        runs = self._runs(head.right, section)
        if runs:
            stops.append(("right", to_twips(measure - right), None))
            children += [ooxml.run("\t"), *runs]
        if plain and not changed:
            return ooxml.paragraph("Header", children)
        if side == "header" and (changed or stops != [("right", to_twips(self.sheet.page.measure), None)]):
            stops.insert(0, ("clear", to_twips(self.sheet.page.measure), None))
        extra = [self._rule(side, head, plain=plain), ooxml.tab_stops(*stops) if stops else None]
        extra += [] if plain else [ooxml.w("ind", left=0, firstLine=0), ooxml.w("jc", val="left")]
        name = "Header" if side == "header" else "Footer"
        return ooxml.paragraph(name, children, extra=[e for e in extra if e is not None])

    def _rule(self, side: Side, head: RunningHead, *, plain: bool) -> Element | None:
        """Return the borders of a header or footer that differ from its style's: headers have a rule, footers none."""
        if side == "header":
            return (
                None if head.rule or plain else ooxml.w("pBdr", *(ooxml.border(edge, 0) for edge in ("top", "bottom")))
            )
        return ooxml.w("pBdr", ooxml.border("top", 4, self.sheet.style("footer").color)) if head.rule else None

    def _logo(self, logo: Logo, side: Side, content: PartContent, page: PageStyle) -> Element:
        """Return a logo: it stands on the lower edge of the header's line, or hangs from the upper edge of the
        footer's."""
        places = {"left": 0, "center": (page.measure - logo.size.width) // 2, "right": page.measure - logo.size.width}
        relationship = content.picture(logo.picture)
        drawing = Drawing(_FIRST_DRAWING + len(content.pictures), logo.size, "徽标", "徽标")
        if side == "header":
            y = max(0, page.top - page.header_above) + self.sheet.style("header").leading - logo.size.height
        else:
            y = page.size.height - page.bottom + page.number.below
        return anchored_picture(relationship, drawing, places[logo.place], y)

    # --- texts

    def _runs(self, pattern: str, section: SectionFacts) -> list[Element]:
        """Return the runs of a text; pages and parts are fields, the rest is as the document has it."""
        values = running_values(self.heads.document.meta)
        out: list[Element] = []
        text = ""
        for piece in running_parts(pattern):
            name = piece[1:-1] if re.fullmatch(r"\{\w+\}", piece) else ""
            if name not in ("page", "pages", "part"):
                text += values[name] if name else piece
                continue
            out += [ooxml.run(text)] if text else []
            text = ""
            out += {"page": self._page, "pages": self._pages, "part": _part}[name](section)
        return [*out, *([ooxml.run(text)] if text else [])]

    def _page(self, section: SectionFacts) -> list[Element]:
        in_part = self.sheet.page.number.count == "part" and section.part_number
        before = [ooxml.run(f"{section.part_number}-")] if in_part else []
        return [*before, *ooxml.field("PAGE", [ooxml.run("1")])]

    def _pages(self, section: SectionFacts) -> list[Element]:
        """Return the field that counts the pages which are numbered together; where a first number is given, the number
        of the last page."""
        number = self.sheet.page.number
        if number.start:
            last = number.start + self.page_count - 1 - int(section.covered)
            return ooxml.field(f"PAGEREF {LAST_PAGE}", [ooxml.run(str(last))])
        counted = "NUMPAGES" if number.count == "whole" else "SECTIONPAGES"
        return ooxml.field(counted, [ooxml.run(str(self.page_count))])


def _part(section: SectionFacts) -> list[Element]:
    """Return fields that follow the headings of level 1 (STYLEREF, ECMA-376 Part 1, 17.16.5.59; a style by its level
    has no name that depends on Word's language)."""
    number, title = section.part
    if not title:
        return []
    before = ooxml.field("STYLEREF 1 \\n", [ooxml.run(number)]) if number else []
    return [*before, *ooxml.field("STYLEREF 1", [ooxml.run(title)])]


def put_into_given(word: Any, relationship: str, running: Running, page: PageStyle, *, anew: bool) -> None:
    """Put the stylesheet's watermark into a header of a reference document. It keeps one that it has, unless the
    document asks for its own (`anew`)."""
    part = word.part.rels[relationship].target_part
    own = [shape for shape in part.element.iter(f"{{{ooxml.VML}}}shape") if _is_watermark(shape)]
    if own and not anew:
        return
    for shape in own:
        run = next(node for node in shape.iterancestors() if node.tag == ooxml.w_name("r"))
        run.getparent().remove(run)
    mark = running.sheet.watermark
    paragraph = next(part.element.iter(ooxml.w_name("p")), None)
    if mark is None or paragraph is None:
        return
    picture = part.relate_to(HeaderParts.image(word, mark.picture.data), HeaderParts.IMAGE) if mark.picture else ""
    font = "" if mark.picture else running.sheet.fonts[mark.font].word
    paragraph.append(watermark(mark, page, font, str(picture)))


def _is_watermark(shape: Element) -> bool:
    return bool(re.match("PowerPlusWaterMarkObject|WordPictureWatermark", str(shape.get("id", ""))))
