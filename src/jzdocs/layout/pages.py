"""A resolved document → finished pages: the flow is filled, then every box draws itself, with running head and foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, Item, Mark, Page, Pages, Rule
from jzdocs.layout.blocks import Context, block_boxes, notes_of
from jzdocs.layout.boxes import Box, Setter, set_paragraph
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.lines import Line
from jzdocs.layout.pagination import NOTE_GAP, Filled, Paginator
from jzdocs.layout.parallel import set_in_parallel
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.resolve.imprint import page_number, short_title
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import HEAD_ABOVE, HEAD_RULE_BELOW, Alignment, PageStyle, Stylesheet, TextStyle
from jzdocs.units import Size, pt


def lay_out(
    document: nodes.Document,
    sheet: Stylesheet,
    faces: Faces,
    drawings: Mapping[str, Size],
    kept: LineCache | None = None,
) -> Pages:
    """Lay a document out. `drawings` gives the size of every chart by its figure's id, `kept` lines that were set
    before."""
    places: dict[str, int] = {}
    printed: dict[str, str] = {}

    def page_of(target: str) -> str:
        return printed.get(target, "…")

    has_sources = any(isinstance(b, nodes.Sources) and b.table for b in document.blocks)
    sourced = frozenset(document.facts if has_sources else ())
    kept = kept if kept and kept.active else None
    setter = Setter(sheet, faces, page_of=lambda target: printed.get(target, ""), sourced=sourced, kept=kept)
    ahead = set_in_parallel(document, setter, sheet.page.measure)
    context = Context(setter, sheet.page.measure, drawings, page_of, document, ahead=ahead)
    notes = notes_of(document, context)
    depth = sheet.page.lines * sheet.body.leading
    turned = sheet.page.turned(sheet.body.leading)
    filled = Paginator(depth, notes, turned.lines * sheet.body.leading).fill(
        _numbered(document, context, turned.measure)
    )
    has_cover = any(isinstance(b, nodes.Cover) for b in document.blocks)
    labels = page_labels(filled, sheet.page, has_cover)
    for index, page in enumerate(filled):  # first where everything stands: the contents print it
        for box in (*(box for box, _ in page.boxes), *(notes[k] for k in page.notes)):
            for name in (*box.anchors, *(f"jz-ref-{k}" for k in box.notes)):
                places.setdefault(name, index)
                printed.setdefault(name, labels[index][0])
    pages, running, furniture = [], "", _Furniture(document, setter)
    for index, page in enumerate(filled):
        running = page.running if page.running is not None else running
        style = turned if page.landscape else sheet.page
        x = left_edge(style, index)
        items = list(_body(page, x, style.top, style.lines * sheet.body.leading, context, notes))
        if not (has_cover and index == 0):
            items += furniture.on(
                style, x, running, index, "" if page.bare else page_number(sheet.page.number, *labels[index])
            )
        pages.append(Page(style.size, tuple(items), labels[index][0]))
    order = tuple(box.block for page in filled for box, _ in page.boxes if box.block >= 0)
    opening = frozenset(page.boxes[0][0].block for page in filled if page.boxes)
    return Pages(tuple(pages), places, order, tuple(setter.tree.tags), tuple(context.ragged), printed, opening)


def _numbered(document: nodes.Document, context: Context, turned: int) -> Iterator[Box]:
    """The boxes of all blocks, the first of each marked with its block's index; landscape tables are as wide as the
    turned page."""
    wide = replace(context, width=turned)
    for index, block in enumerate(document.blocks):
        landscape = isinstance(block, nodes.Table) and block.landscape
        boxes = block_boxes(block, wide if landscape else context)
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if isinstance(following, nodes.OfficialPart) and following.part in ("attachments", "attendance", "signature"):
            boxes = _held(list(boxes))
        for number, box in enumerate(boxes):
            placed = box._replace(block=index) if number == 0 else box
            yield placed._replace(landscape=True, floats=False) if landscape else placed
        context.tree.settle_notes()


def _held(boxes: list[Box]) -> Iterator[Box]:
    """Boxes whose last two stay with what follows: a signature never stands on a page without text (GB/T 9704,
    7.3.6)."""
    return (box._replace(glued=True) if index >= len(boxes) - 2 else box for index, box in enumerate(boxes))


_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """1 → i, 4 → iv."""
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def page_labels(filled: Sequence[Filled], page: PageStyle, has_cover: bool) -> list[tuple[str, int]]:
    """For every page what it is called (a cover is not called anything) and how many pages are counted with it."""
    count = page.number.count
    cover = int(has_cover)
    if count == "whole":
        return [("" if has_cover and i == 0 else str(i + 1), len(filled)) for i in range(len(filled))]
    opens = [i for i, p in enumerate(filled) if p.running is not None]
    first = opens[0] if opens else cover
    front = [("" if has_cover and i == 0 else roman(i - cover + 1), first - cover) for i in range(first)]
    if count == "body":
        return [*front, *((str(i - first + 1), len(filled) - first) for i in range(first, len(filled)))]
    out = list(front)
    for number, (start, end) in enumerate(pairwise([*opens, len(filled)] if opens else [first, len(filled)]), 1):
        out += [(f"{number}-{i - start + 1}", end - start) for i in range(start, end)]
    return out


def left_edge(page: PageStyle, index: int) -> int:
    """The type area's left edge: odd pages are bound at the left; a turned page is bound at its top."""
    return page.inner if index % 2 == 0 or page.size.width > page.size.height else page.outer


def _body(page: Filled, x: int, y: int, depth: int, context: Context, notes: Mapping[int, Box]) -> Iterator[Item]:
    for box, top in page.boxes:
        yield from box.draw(x, y + top)
    if not page.notes:
        return
    boxes = [notes[number] for number in page.notes]
    top = y + depth - sum(b.height for b in boxes)
    line = top - NOTE_GAP // 2
    yield Mark(ARTIFACT)
    yield Rule(x, line, x + context.width // 3, line, pt(0.5), context.setter.sheet.body.color)
    for box in boxes:
        yield from box.draw(x, top)
        top += box.height


class _Furniture(Struct, frozen=True):
    """Running heads and feet; what stands on many pages is set once."""

    document: nodes.Document
    setter: Setter
    known: dict[tuple[str, int, Alignment], list[Line]] = field(default_factory=dict)

    def on(self, page: PageStyle, x: int, running: str, index: int, number: str) -> Iterator[Item]:
        """Running head (short title left, part right, a hairline below) and the page's number, centred or outside."""
        width, head = page.measure, self.setter.sheet.style("header")
        if page.header:
            y = page.top - HEAD_ABOVE
            room = round(width * 0.6)
            sides: tuple[tuple[str, Alignment, int], ...] = (
                (short_title(self.document.meta), "left", x),
                (running, "right", x + width - room),
            )
            for text, align, left in sides:
                lines = self._head(text, align, room)
                if lines:
                    yield from lines[0].draw(left, y)
            yield Mark(HEADER)
            below = y + head.leading + HEAD_RULE_BELOW
            yield Rule(x, below, x + width, below, pt(0.4), head.color)
        if page.footer and number:
            foot = self.setter.sheet.style("footer")
            outside = page.number.place == "outside"
            style = replace(foot, indent=0, align="left" if outside else foot.align)
            for line in set_paragraph(
                self.setter, spans((nodes.Text(number),), style, self.setter, None), style, width, tag=FOOTER
            ):
                y = page.size.height - page.bottom + page.number.below - (self._dash_top(style) if outside else 0)
                left = (foot.size if index % 2 else width - foot.size - line.width) if outside else 0
                yield from line.draw(x + left, y)

    def _dash_top(self, style: TextStyle) -> int:
        """How far below its line's top the upper edge of a dash stands: GB/T 9704 (7.5) places page numbers by it."""
        face = self.setter.faces[self.setter.faces.key(style.font, style.bold)]
        extents = face.font.get_glyph_extents(face.glyph("—"))
        rise = extents.y_bearing / face.upem if extents else 0.4
        return self.setter.baseline(style, style.leading) - round(rise * style.size)

    def _head(self, text: str, align: Alignment, room: int) -> list[Line]:
        if not text:
            return []
        key = (text, room, align)
        if key not in self.known:
            style = replace(self.setter.sheet.style("header"), align=align, indent=0)
            lines = self._lines(text, style, room)
            while len(lines) > 1 and len(text) > 1:  # what does not fit is cut, and seen to be cut
                text = text[: len(text) * 9 // 10 if len(lines) > 2 else -1].rstrip("，、；：。…")
                lines = self._lines(f"{text}…", style, room)
            self.known[key] = lines
        return self.known[key]

    def _lines(self, text: str, style: TextStyle, room: int) -> list[Line]:
        return set_paragraph(self.setter, spans((nodes.Text(text),), style, self.setter, None), style, room, tag=HEADER)
