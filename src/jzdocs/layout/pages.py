"""A resolved document → finished pages: the flow is filled, then every box draws itself, with running head and foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jzdocs.frames import ARTIFACT, FOOTER, HEADER, Item, Mark, Page, Pages, Rule
from jzdocs.layout.blocks import Context, block_boxes, notes_of
from jzdocs.layout.boxes import Box, Setter, set_paragraph
from jzdocs.layout.flow import NOTE_GAP, Filled, Flow
from jzdocs.layout.spans import spans
from jzdocs.model import nodes as n
from jzdocs.resolve.meta import page_number_parts, short_title
from jzdocs.style.faces import Faces
from jzdocs.style.sheet import PageStyle, Stylesheet
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
    pages, running = [], ""
    for index, page in enumerate(filled):
        running = page.running if page.running is not None else running
        style = turned if page.landscape else sheet.page
        x = left_edge(style, index)
        items = list(_body(page, x, style.top, style.lines * sheet.body.leading, context, notes))
        if not (has_cover and index == 0):
            items += _furniture(document, running, (index + 1, len(filled)), x, style, setter)
        pages.append(Page(style.size, tuple(items), "" if has_cover and index == 0 else str(index + 1)))
    order = tuple(box.block for page in filled for box, _ in page.boxes if box.block >= 0)
    return Pages(tuple(pages), places, order, tuple(setter.tree.tags))


def _numbered(document: n.Document, context: Context, turned: int) -> Iterator[Box]:
    """The boxes of all blocks, the first of each marked with its block's index; landscape tables are as wide as the turned page."""
    wide = replace(context, width=turned)
    for index, block in enumerate(document.blocks):
        landscape = isinstance(block, n.Table) and block.landscape
        for number, box in enumerate(block_boxes(block, wide if landscape else context)):
            placed = replace(box, block=index) if number == 0 else box
            yield replace(placed, landscape=True, floats=False) if landscape else placed
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


def _furniture(document: n.Document, running: str, numbers: tuple[int, int], x: int, page: PageStyle, setter: Setter) -> Iterator[Item]:
    """Running head (short title left, part right, a hairline below) and foot (page n of m, centred)."""
    sheet = setter.sheet
    width = page.measure
    head, foot = sheet.style("header"), sheet.style("footer")
    if page.header:
        y = page.top - _HEAD_ABOVE
        room = round(width * 0.6)
        sides = (
            (short_title(document.meta), replace(head, align="left", indent=0), x),
            (running, replace(head, align="right", indent=0), x + width - room),
        )
        for text, style, left in sides:
            lines = set_paragraph(setter, spans((n.Text(text),), style, setter, None), style, room, tag=HEADER) if text else []
            if lines:
                yield from lines[0].draw(left, y)
        yield Mark(HEADER)
        yield Rule(x, y + head.leading + pt(2), x + width, y + head.leading + pt(2), pt(0.4), head.color)
    if page.footer:
        before, between, after = page_number_parts()
        style = replace(foot, indent=0)
        text = f"{before}{numbers[0]}{between}{numbers[1]}{after}"
        y = page.size.height - page.bottom + _FOOT_BELOW
        for line in set_paragraph(setter, spans((n.Text(text),), style, setter, None), style, width, tag=FOOTER):
            yield from line.draw(x, y)
