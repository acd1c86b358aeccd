"""A resolved document → finished pages: the flow is filled, then every box draws itself, with running head and foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, Item, Mark, Page, Pages, Rule
from jzdocs.layout.blocks import Context, block_boxes, notes_of
from jzdocs.layout.boxes import Box, Line, Setter, set_paragraph
from jzdocs.layout.flow import NOTE_GAP, Filled, Flow
from jzdocs.layout.spans import spans
from jzdocs.model import nodes as n
from jzdocs.resolve.meta import page_number_parts, short_title
from jzdocs.style.faces import Faces
from jzdocs.style.sheet import Alignment, PageStyle, Stylesheet
from jzdocs.units import Size, mm, pt

_HEAD_ABOVE, _FOOT_BELOW = mm(9), mm(9)


def lay_out(document: n.Document, sheet: Stylesheet, faces: Faces, drawings: Mapping[str, Size]) -> Pages:
    """Lay a document out. `drawings` gives the size of every chart by its figure's id."""
    setter = Setter(sheet, faces)
    places: dict[str, int] = {}

    def page_of(target: str) -> str:
        return str(places[target] + 1) if target in places else "…"

    context = Context(setter, sheet.page.measure, drawings, page_of, document)
    notes = notes_of(document, context)
    depth = sheet.page.lines * sheet.body.leading
    turned = sheet.page.turned(sheet.body.leading)
    filled = Flow(depth, notes, turned.lines * sheet.body.leading).fill(_numbered(document, context, turned.measure))
    has_cover = any(isinstance(b, n.Cover) for b in document.blocks)
    for index, page in enumerate(filled):  # first where everything stands: the contents print it
        for box in (*(box for box, _ in page.boxes), *(notes[k] for k in page.notes)):
            for name in (*box.anchors, *(f"jz-ref-{k}" for k in box.notes)):
                places.setdefault(name, index)
    pages, running, furniture = [], "", _Furniture(document, setter)
    for index, page in enumerate(filled):
        running = page.running if page.running is not None else running
        style = turned if page.landscape else sheet.page
        x = left_edge(style, index)
        items = list(_body(page, x, style.top, style.lines * sheet.body.leading, context, notes))
        if not (has_cover and index == 0):
            items += furniture.on(style, x, running, (index + 1, len(filled)))
        pages.append(Page(style.size, tuple(items), "" if has_cover and index == 0 else str(index + 1)))
    order = tuple(box.block for page in filled for box, _ in page.boxes if box.block >= 0)
    return Pages(tuple(pages), places, order, tuple(setter.tree.tags), tuple(context.ragged))


def _numbered(document: n.Document, context: Context, turned: int) -> Iterator[Box]:
    """The boxes of all blocks, the first of each marked with its block's index; landscape tables are as wide as the turned page."""
    wide = replace(context, width=turned)
    for index, block in enumerate(document.blocks):
        landscape = isinstance(block, n.Table) and block.landscape
        for number, box in enumerate(block_boxes(block, wide if landscape else context)):
            placed = box._replace(block=index) if number == 0 else box
            yield placed._replace(landscape=True, floats=False) if landscape else placed
        context.tree.settle_notes()


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


@dataclass(frozen=True, slots=True)
class _Furniture:
    """Running heads and feet; what stands on many pages is set once."""

    document: n.Document
    setter: Setter
    known: dict[tuple[str, int, Alignment], list[Line]] = field(default_factory=dict)

    def on(self, page: PageStyle, x: int, running: str, numbers: tuple[int, int]) -> Iterator[Item]:
        """Running head (short title left, part right, a hairline below) and foot (page n of m, centred)."""
        width, head = page.measure, self.setter.sheet.style("header")
        if page.header:
            y = page.top - _HEAD_ABOVE
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
            yield Rule(x, y + head.leading + pt(2), x + width, y + head.leading + pt(2), pt(0.4), head.color)
        if page.footer:
            before, between, after = page_number_parts()
            style = replace(self.setter.sheet.style("footer"), indent=0)
            text = f"{before}{numbers[0]}{between}{numbers[1]}{after}"
            y = page.size.height - page.bottom + _FOOT_BELOW
            for line in set_paragraph(self.setter, spans((n.Text(text),), style, self.setter, None), style, width, tag=FOOTER):
                yield from line.draw(x, y)

    def _head(self, text: str, align: Alignment, room: int) -> list[Line]:
        if not text:
            return []
        key = (text, room, align)
        if key not in self.known:
            style = replace(self.setter.sheet.style("header"), align=align, indent=0)
            self.known[key] = set_paragraph(self.setter, spans((n.Text(text),), style, self.setter, None), style, room, tag=HEADER)
        return self.known[key]
