"""A resolved document → finished pages: pages are filled with boxes, every box draws itself, and running heads and
feet are added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Page, Pages, Rule
from jzdocs.layout.blocks import block_boxes
from jzdocs.layout.boxes import Box
from jzdocs.layout.context import Context
from jzdocs.layout.footnotes import notes_of
from jzdocs.layout.furniture import Furniture, PagePlace
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.pagination import NOTE_GAP, FilledPage, Paginator
from jzdocs.layout.parallel import set_in_parallel
from jzdocs.layout.runs import NOTE_MARK_ANCHOR
from jzdocs.layout.setter import Setter
from jzdocs.model import nodes
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import PageKind, PageStyle, Stylesheet
from jzdocs.units import Size, pt


def lay_out(
    document: nodes.Document,
    sheet: Stylesheet,
    faces: Faces,
    drawings: Mapping[str, Size],
    line_cache: LineCache | None = None,
) -> Pages:
    """Return a resolved document as finished pages.

    `drawings` gives the size of every chart by its figure's id; `line_cache` has lines of earlier builds. Raises
    DocumentError for a footnote longer than a page.
    """
    printed: dict[str, str] = {}
    setter = Setter(
        sheet,
        faces,
        page_of=lambda target: printed.get(target, ""),
        sourced=_sourced_facts(document),
        line_cache=line_cache if line_cache and line_cache.active else None,
    )
    context = Context(
        setter,
        sheet.page.measure,
        drawings,
        lambda target: printed.get(target, "…"),
        document,
        parallel=set_in_parallel(document, setter, sheet.page.measure),
    )
    notes = notes_of(document, context)
    filled = _filled_pages(document, context, notes)
    labels = page_labels(filled, sheet.page, _has_cover(document))
    places = _link_targets(filled, notes)
    printed.update({name: labels[index][0] for name, index in places.items()})  # known before the contents are drawn
    pages = tuple(_drawn_pages(filled, labels, context, notes))
    order = tuple(box.block for page in filled for box, _ in page.boxes if box.block >= 0)
    opening = frozenset(page.boxes[0][0].block for page in filled if page.boxes)
    return Pages(pages, places, order, tuple(setter.tree.tags), tuple(context.ragged), printed, opening)


def _sourced_facts(document: nodes.Document) -> frozenset[str]:
    """Return the names of the facts that lead to the list of sources; none where the document has no such list."""
    has_sources = any(isinstance(b, nodes.Sources) and b.table for b in document.blocks)
    return frozenset(document.facts if has_sources else ())


def _has_cover(document: nodes.Document) -> bool:
    return any(isinstance(b, nodes.Cover) for b in document.blocks)


def _filled_pages(document: nodes.Document, context: Context, notes: Mapping[int, Box]) -> list[FilledPage]:
    """Fill pages with the boxes of all blocks."""
    sheet = context.setter.sheet
    turned = sheet.page.turned(context.grid)
    paginator = Paginator(sheet.page.lines * context.grid, notes, turned.lines * context.grid)
    return paginator.fill(_document_boxes(document, context, turned.measure))


def _link_targets(filled: Sequence[FilledPage], notes: Mapping[int, Box]) -> dict[str, int]:
    """Return the page (index from 0) of each link target: the first page on which it stands."""
    places: dict[str, int] = {}
    for index, page in enumerate(filled):
        for box in (*(box for box, _ in page.boxes), *(notes[k] for k in page.notes)):
            for name in (*box.anchors, *(f"{NOTE_MARK_ANCHOR}{k}" for k in box.notes)):
                places.setdefault(name, index)
    return places


def _drawn_pages(
    filled: Sequence[FilledPage], labels: Sequence[tuple[str, int]], context: Context, notes: Mapping[int, Box]
) -> Iterator[Page]:
    """Yield the pages with their items; `labels` gives the label of each and the number of pages counted with it."""
    sheet, furniture = context.setter.sheet, Furniture(context.document, context.setter)
    turned, has_cover, running = sheet.page.turned(context.grid), _has_cover(context.document), ""
    for index, page in enumerate(filled):
        running = page.running if page.running is not None else running
        style = turned if page.landscape else sheet.page
        leaf = _leaf(index, sheet.page, labels[index][0])
        x = left_edge(style, leaf)
        items = [*furniture.behind(style, x), *_body(page, x, style, context, notes)]
        if not (has_cover and index == 0):
            label, count = labels[index]
            kind = _kind(index == int(has_cover), leaf, sheet)
            place = PagePlace(kind, leaf % 2 == 1, running, label, count)
            items += furniture.around(style, x, place, bare=page.bare)
        yield Page(style.size, tuple(items), labels[index][0])


def _leaf(index: int, page: PageStyle, label: str) -> int:
    """Return the side of a page, even for a right-hand one: where page numbers begin somewhere, odd numbers stand on
    right-hand pages, as in Word."""
    if page.number.start and page.number.count == "whole" and label.isdecimal():
        return int(label) - 1
    return index


def _kind(first: bool, leaf: int, sheet: Stylesheet) -> PageKind:
    """Return which of the stylesheet's heads and feet a page has."""
    kinds = sheet.differing_pages
    if first and "first" in kinds:
        return "first"
    return "even" if leaf % 2 == 1 and "even" in kinds else "default"


def _document_boxes(document: nodes.Document, context: Context, turned: int) -> Iterator[Box]:
    """Yield the boxes of all blocks, the first of each with its block's index; landscape tables are `turned` wide."""
    wide = replace(context, width=turned)
    for index, block in enumerate(document.blocks):
        landscape = isinstance(block, nodes.Table) and block.landscape
        boxes = block_boxes(block, wide if landscape else context)
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if isinstance(following, nodes.OfficialPart) and following.part in ("attachments", "attendance", "signature"):
            boxes = _glued_to_next(list(boxes))
        for number, box in enumerate(boxes):
            placed = box._replace(block=index) if number == 0 else box
            yield placed._replace(landscape=True, floats=False) if landscape else placed
        context.tree.settle_notes()


def _glued_to_next(boxes: list[Box]) -> Iterator[Box]:
    """Yield boxes, the last two glued to what follows: a signature never stands on a page without text (GB/T 9704-2012,
    7.3.6)."""
    return (box._replace(glued=True) if index >= len(boxes) - 2 else box for index, box in enumerate(boxes))


_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """Return a number in small Roman numerals."""
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def page_labels(filled: Sequence[FilledPage], page: PageStyle, has_cover: bool) -> list[tuple[str, int]]:
    """Return the label of every page ('' for the cover), and the number of pages that are counted with it.

    As the stylesheet says, numbers run through the whole document, or begin with the first part (the pages before it
    have Roman numbers), or start again in every part (1-1, 1-2, 2-1). A first number that the stylesheet gives is that
    of the page behind the cover, or of the body.
    """
    count, start = page.number.count, page.number.start
    cover = int(has_cover)
    if count == "whole" and start:
        last = len(filled) - cover + start - 1
        return [("" if i < cover else str(i - cover + start), last) for i in range(len(filled))]
    if count == "whole":
        return [("" if has_cover and i == 0 else str(i + 1), len(filled)) for i in range(len(filled))]
    opens = [i for i, p in enumerate(filled) if p.running is not None]
    first = opens[0] if opens else cover
    front = [("" if has_cover and i == 0 else roman(i - cover + 1), first - cover) for i in range(first)]
    if count == "body":
        return [
            *front,
            *(
                (str(i - first + (start or 1)), len(filled) - first + (start or 1) - 1)
                for i in range(first, len(filled))
            ),
        ]
    out = list(front)
    for number, (start, end) in enumerate(pairwise([*opens, len(filled)] if opens else [first, len(filled)]), 1):
        out += [(f"{number}-{i - start + 1}", end - start) for i in range(start, end)]
    return out


def left_edge(page: PageStyle, index: int) -> int:
    """Return the left edge of the type area: odd pages are bound at the left, turned pages at the top."""
    return page.inner if index % 2 == 0 or page.size.width > page.size.height else page.outer


def _body(page: FilledPage, x: int, style: PageStyle, context: Context, notes: Mapping[int, Box]) -> Iterator[Item]:
    """Yield the items of a page's boxes, and its footnotes below a short rule."""
    for box, top in page.boxes:
        yield from box.draw(x, style.top + top)
    if not page.notes:
        return
    boxes = [notes[number] for number in page.notes]
    top = style.top + style.lines * context.grid - sum(b.height for b in boxes)
    line = top - NOTE_GAP // 2
    yield Mark(ARTIFACT)
    yield Rule(x, line, x + context.width // 3, line, pt(0.5), context.setter.sheet.body.color)
    for box in boxes:
        yield from box.draw(x, top)
        top += box.height
