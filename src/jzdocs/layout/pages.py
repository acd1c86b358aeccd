"""A resolved document → finished pages: pages are filled with boxes, every box draws itself, and running heads and
feet are added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Literal

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Page, Pages, Rule
from jzdocs.layout.blocks import block_boxes
from jzdocs.layout.boxes import Box
from jzdocs.layout.context import Context
from jzdocs.layout.fault_places import placed_faults
from jzdocs.layout.footnotes import notes_of
from jzdocs.layout.furniture import Furniture, PagePlace
from jzdocs.layout.line_cache import LineCache
from jzdocs.layout.page_check import Piece, Room, Surroundings, page_faults
from jzdocs.layout.pagination import NOTE_GAP, FilledPage, Paginator
from jzdocs.layout.parallel import set_in_parallel
from jzdocs.layout.runs import NOTE_MARK_ANCHOR
from jzdocs.layout.setter import Setter
from jzdocs.layout.table_fit import fit_table
from jzdocs.layout.turned import turned_blocks
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.resolve import official as official_texts
from jzdocs.resolve.official import CLOSING
from jzdocs.style.faces import Faces
from jzdocs.style.stylesheet import PageKind, PageStyle, Stylesheet
from jzdocs.units import Size, pt

_SHORT = 130  # characters: about five lines of an official document


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
    turned = turned_blocks(document, setter)
    filled = _filled_pages(document, context, notes, turned.blocks)
    labels = page_labels(filled, sheet.page, _has_cover(document))
    places = _link_targets(filled, notes)
    printed.update({name: labels[index][0] for name, index in places.items()})  # known before the contents are drawn
    drawn = list(_drawn_pages(filled, labels, context, notes))
    pages = tuple(page for page, _, _ in drawn)
    surroundings = Surroundings(faces, setter.tree.tags, drawings.__getitem__)
    faults = [
        fault
        for index, (page, pieces, room) in enumerate(drawn)
        for fault in page_faults(page, index, pieces, room, surroundings)
    ]
    opening = frozenset(page.boxes[0][0].block for page in filled if page.boxes)
    return Pages(
        pages,
        places,
        _order(filled),
        tuple(setter.tree.tags),
        tuple(context.ragged),
        printed,
        opening,
        turned=turned.blocks,
        turned_by_width=turned.by_width,
        crowded=tuple(context.crowded),
        columns=_columns(document, setter, turned.blocks),
        faults=tuple(placed_faults(faults, document)),
        last_lines=-(-filled[-1].y // context.grid),
        pieces=tuple(tuple((piece.start, piece.block) for piece in pieces) for _, pieces, _ in drawn),
        pitches={block: pitch for page in filled for block, pitch in page.pitches.items()},
    )


def _columns(document: nodes.Document, setter: Setter, on_turned: Set[int]) -> dict[int, tuple[tuple[int, ...], float]]:
    """Return the columns of the tables among a document's blocks, and the scale of their type."""
    page = setter.sheet.page
    measures = (page.measure, page.turned(setter.sheet.body.leading).measure)
    tables = ((index, block) for index, block in enumerate(document.blocks) if isinstance(block, nodes.Table))
    fits = ((index, fit_table(block, setter, measures[index in on_turned])) for index, block in tables)
    return {index: (fit.widths, fit.scale) for index, fit in fits}


def _sourced_facts(document: nodes.Document) -> frozenset[str]:
    """Return the names of the facts that lead to the list of sources; none where the document has no such list."""
    has_sources = any(isinstance(b, nodes.Sources) and b.table for b in document.blocks)
    return frozenset(document.facts if has_sources else ())


def _has_cover(document: nodes.Document) -> bool:
    return any(isinstance(b, nodes.Cover) for b in document.blocks)


def _order(filled: Sequence[FilledPage]) -> tuple[int, ...]:
    """Return the indices of the blocks as they begin on the pages. Tables on turned pages that stand between the lines
    of a block come before it: a word processor cannot let a paragraph go on behind them."""
    out: list[int] = []
    interrupted: int | None = None
    for page in filled:
        begun = [box.block for box, _ in page.boxes if box.block >= 0]
        if not page.interrupts:
            interrupted = None
        elif interrupted is None:
            interrupted = max(0, len(out) - 1)
        if interrupted is None:
            out += begun
        else:
            out[interrupted:interrupted] = begun
            interrupted += len(begun)
    return tuple(out)


def _filled_pages(
    document: nodes.Document, context: Context, notes: Mapping[int, Box], on_turned: Set[int]
) -> list[FilledPage]:
    """Fill pages with the boxes of all blocks, of which those `on_turned` stand on turned pages."""
    sheet = context.setter.sheet
    turned = sheet.page.turned(context.grid)
    depths = (sheet.page.lines * context.grid, turned.lines * context.grid)
    paginator = Paginator(depths[0], notes, depths[1], _may_be_full(document))
    wide = replace(context, width=turned.measure, turned=True)
    return paginator.fill(_document_boxes(document, context, wide, on_turned))


def _may_be_full(document: nodes.Document) -> Literal["any", "odd", "none"]:
    """Return which pages a signature may fill: where the record of copies follows, it needs the back of the sheet, and
    in a letter a place on the page itself."""
    parts = [block for block in document.blocks if isinstance(block, nodes.OfficialPart) and block.part == "colophon"]
    attached = any(isinstance(block, nodes.Attachment) for block in document.blocks)
    printed = official_texts.copy_rows(document.meta.official) or any(official_texts.printed(document.meta, "file"))
    if not parts or attached or not printed:
        return "any"
    return "none" if parts[0].form == "letter" else "odd"


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
) -> Iterator[tuple[Page, list[Piece], Room]]:
    """Yield the pages with their items, each with what `page_faults` asks: where its boxes begin, and its room.
    `labels` gives the label of each page and the number of pages counted with it."""
    sheet, furniture = context.setter.sheet, Furniture(context.document, context.setter)
    turned, has_cover, running = sheet.page.turned(context.grid), _has_cover(context.document), ""
    flowing = -1  # the block that the text has come to: a box without a number goes on with it
    for index, page in enumerate(filled):
        running = page.running if page.running is not None else running
        style = turned if page.landscape else sheet.page
        leaf = _leaf(index, sheet.page, labels[index][0])
        x = left_edge(style, leaf)
        items: list[Item] = list(furniture.behind(style, x))
        pieces = [Piece(0, -1)] if items else []
        for box, top in page.boxes:
            pieces.append(Piece(len(items), box.block if box.block >= 0 else flowing, box.beyond))
            items += box.draw(x, style.top + top)
            flowing = flowing if box.block < 0 or box.floats else box.block
        pieces.append(Piece(len(items), flowing))
        items += _notes(page, x, style, context, notes)
        pieces.append(Piece(len(items), -1))
        if not (has_cover and index == 0):
            label, count = labels[index]
            kind = _kind(index == int(has_cover), leaf, sheet)
            place = PagePlace(kind, leaf % 2 == 1, running, label, count)
            items += furniture.around(style, x, place, bare=page.bare)
        area = (x, style.top, x + style.measure, style.top + style.lines * context.grid)
        yield Page(style.size, tuple(items), labels[index][0]), pieces, Room(style.size, area, context.grid)


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


def _document_boxes(document: nodes.Document, context: Context, wide: Context, on_turned: Set[int]) -> Iterator[Box]:
    """Yield the boxes of all blocks, the first of each with its block's index; those `on_turned` pages are made in the
    `wide` context. A heading on such a page begins it."""
    signed = any(isinstance(b, nodes.OfficialPart) and b.part == "signature" for b in document.blocks)
    for index, block in enumerate(document.blocks):
        landscape = index in on_turned
        boxes: Iterable[Box] = block_boxes(block, wide if landscape else context)
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if isinstance(following, nodes.OfficialPart) and following.part in CLOSING:
            boxes = _glued_to_next(list(boxes), whole=is_short(block))
        if signed and isinstance(block, nodes.Paragraph | nodes.Heading):
            boxes = _spaced(list(boxes), index, context.grid)
        for number, box in enumerate(boxes):
            placed = box._replace(block=index) if number == 0 else box
            if number == 0 and isinstance(block, nodes.OfficialPart) and block.part in CLOSING:
                placed = placed._replace(closing=True)
            if landscape:
                begins = number == 0 and index - 1 not in on_turned and not isinstance(block, nodes.Table)
                placed = placed._replace(landscape=True, floats=False, new_page=begins)
            yield placed
        context.tree.settle_notes()


def is_short(block: nodes.Block) -> bool:
    """Return whether a block is a paragraph of a few lines, which goes over to the page of a signature as a whole: word
    processors differ in whether they divide one that stays with what follows."""
    return isinstance(block, nodes.Paragraph) and len(plain((*block.lead, *block.inlines))) <= _SHORT


def _spaced(boxes: list[Box], index: int, grid: int) -> list[Box]:
    """Return the lines of a paragraph so that they may be set closer or wider, where they all stand on the grid."""
    if any(box.height != grid or box.before or box.notes for box in boxes):
        return boxes
    return [box._replace(spaced=index) for box in boxes]


def _glued_to_next(boxes: list[Box], *, whole: bool) -> Iterator[Box]:
    """Yield boxes, the last two (all of a `whole` paragraph) glued to what follows: a signature never stands on a page
    without text (GB/T 9704-2012, 7.3.5.5)."""
    first = 0 if whole else len(boxes) - 2
    return (box._replace(glued=True) if index >= first else box for index, box in enumerate(boxes))


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


def _notes(page: FilledPage, x: int, style: PageStyle, context: Context, notes: Mapping[int, Box]) -> Iterator[Item]:
    """Yield the footnotes of a page below a short rule."""
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
