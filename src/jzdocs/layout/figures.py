"""Figures and tables with their captions and notes → boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from jzdocs.frames import ARTIFACT, Anchor, Image, Item, Mark, Slot
from jzdocs.layout.boxes import Box, Repeat, as_artifact, nothing, on_grid, stack, with_anchor
from jzdocs.layout.context import Context
from jzdocs.layout.geometry import GUTTER, picture_size, row_widths
from jzdocs.layout.lines import Draw, shifted
from jzdocs.layout.setter import set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.layout.tables import close_rule, small_table, table_rows
from jzdocs.model import nodes
from jzdocs.model.walk import plain
from jzdocs.resolve.lists import caption_text
from jzdocs.units import Size, pt

_FLOATING_SHARE = 0.45  # of a page: a table that takes less may float


def caption_boxes(text: str, context: Context, width: int, parent: int) -> list[Box]:
    """Return the lines of a caption, in a column `width` wide (EMU), as a child of the element `parent`."""
    setter, style = context.setter, context.setter.sheet.style("caption")
    tag = context.tree.add("Caption", parent)
    lines = set_paragraph(setter, spans((nodes.Text(text),), style, setter, tag), style, width, tag=tag)
    return [Box(style.leading, line.draw) for line in lines]


def note_boxes(notes: Sequence[tuple[nodes.Inline, ...]], context: Context, width: int, parent: int) -> list[Box]:
    """Return the lines of the notes under a figure or table, flush left, as children of the element `parent`."""
    setter, style = context.setter, context.setter.sheet.style("note")
    out = []
    for note in notes:
        tag = context.tree.add("P", parent)
        lines = set_paragraph(setter, spans(note, style, setter, tag), style, width, tag=tag)
        out += [Box(style.leading, line.draw, notes=line.notes, anchors=line.anchors) for line in lines]
    return out


def figure_box(block: nodes.Figure, context: Context, width: int) -> Box:
    """Return a figure with its caption and notes as a single box, in a column `width` wide (EMU)."""
    group = context.tree.add("Div", context.parent)  # holds picture, caption and notes together
    boxes = [
        _content_box(
            block, context, width, context.tree.add("Figure", group, alt=block.alt or plain(block.title) or "图")
        )
    ]
    if block.number:
        captions = caption_boxes(caption_text(block), context, width, group)
        boxes += [captions[0]._replace(before=pt(5)), *captions[1:]]
    notes = note_boxes(block.notes, context, width, group)
    if notes:
        boxes += [notes[0]._replace(before=pt(2)), *notes[1:]]
    return with_anchor(stack(boxes), Anchor(0, 0, block.id)) if block.id else stack(boxes)


def _content_box(block: nodes.Figure, context: Context, width: int, tag: int) -> Box:
    """Return the chart or picture of a figure, which is the structure element `tag`."""
    size = _content_size(block, context, width)
    left = 0 if isinstance(block.content, nodes.Chart) else (width - size.width) // 2
    picture = block.content
    if block.id in context.drawings or isinstance(picture, nodes.Chart):
        return Box(size.height, _placed(context, tag, left, size, lambda x, y: Slot(x, y, block.id)))
    make = lambda x, y: Image(x, y, size.width, size.height, picture.key or picture.path)  # noqa: E731
    return Box(size.height, _placed(context, tag, left, size, make))


def _content_size(block: nodes.Figure, context: Context, width: int) -> Size:
    """Return the size of a chart or picture: of what is drawn, that of the drawing."""
    if isinstance(block.content, nodes.Chart) or block.id in context.drawings:
        return context.drawings[block.id]
    return picture_size(block.content, width, context.setter.sheet)


def _placed(context: Context, tag: int, left: int, size: Size, make: Callable[[int, int], Item]) -> Draw:
    """Return a function that draws the one item of a figure, `left` in, and records in the tree where it stands."""

    def draw(x: int, y: int) -> Iterator[Item]:
        context.tree.place(tag, (x + left, y, size.width, size.height))
        yield Mark(tag)
        yield make(x + left, y)

    return draw


def spaced(box: Box) -> Box:
    """Return a figure with a little air above and below it."""
    return box._replace(height=box.height + pt(16), draw=shifted(box.draw, 0, pt(8)))


def figure_row(block: nodes.FigureRow, context: Context) -> Box:
    """Return figures side by side as a single floating box."""
    widths = row_widths(block, context.width)
    boxes = [figure_box(figure, context, width) for figure, width in zip(block.figures, widths, strict=True)]
    # all captions begin on one line: lower charts and pictures are moved down
    tops = [_content_size(f, context, width).height for f, width in zip(block.figures, widths, strict=True)]
    drops = [max(tops) - top for top in tops]
    height = max(box.height + drop for box, drop in zip(boxes, drops, strict=True))

    def draw(x: int, y: int) -> Iterator[Item]:
        for box, width, drop in zip(boxes, widths, drops, strict=True):
            yield from box.draw(x, y + drop)
            x += width + GUTTER

    anchors = tuple(anchor for box in boxes for anchor in box.anchors)
    box = on_grid(spaced(Box(height, draw)), context.grid)
    return box._replace(floats=True, anchors=anchors, role="figure")


def table_boxes(block: nodes.Table, context: Context) -> Iterator[Box]:
    """Yield the boxes of a table: a single floating box where it is small, else rows with a header that repeats. One
    that is narrower than its column stands in the middle, and its notes begin at its left edge."""
    setter, width = context.setter, context.width
    tag = context.tree.add("Table", context.parent)
    title = caption_boxes(caption_text(block), context, width, tag) if block.number else []
    head, body, fit = table_rows(block, setter, width, tag, context.depth)
    if not head and not body:
        return
    if fit.ease == "crowded":
        context.crowded.append((block.at, len(fit.widths)))
    left = (width - fit.total) // 2 if width - fit.total > len(fit.widths) else 0  # columns are rounded
    if title:
        title[0] = with_anchor(title[0], Anchor(0, 0, block.id))._replace(role="table")
        title[-1] = title[-1]._replace(height=title[-1].height + pt(3))
    notes = [moved(box, left) for box in note_boxes(block.notes, context, width - left, context.parent)]
    total = sum(b.height for b in (*title, *head, *body, *notes))
    if not block.small and total < _FLOATING_SHARE * setter.sheet.page.lines * context.grid:
        inner = moved(small_table((*head, *body), fit.total), left)
        rest = [notes[0]._replace(before=pt(3)), *notes[1:]] if notes else []
        box = on_grid(spaced(stack([*title, inner, *rest])), context.grid)
        yield box._replace(floats=bool(block.number), role="table" if block.number else "")
        return
    rows = [[moved(box, left) for box in boxes] for boxes in (head, body)]
    closing = Box(0, lambda x, y: (Mark(ARTIFACT), close_rule(fit.total, x + left, y)))
    yield from _long_table(block, context, _TableParts(title, rows[0], rows[1], notes, closing))


def moved(box: Box, left: int) -> Box:
    """Return a box whose items stand `left` further in (EMU)."""
    if not left:
        return box
    reopened = box.reopened
    later = (lambda: moved(reopened(), left)) if reopened else None
    return box._replace(draw=shifted(box.draw, left), reopened=later)


class _TableParts(Struct, frozen=True):
    """The boxes of a table: caption, header rows, body rows, notes, and the rule that closes it."""

    title: list[Box]
    head: list[Box]
    body: list[Box]
    notes: list[Box]
    closing: Box


def _long_table(block: nodes.Table, context: Context, parts: _TableParts) -> Iterator[Box]:
    """Yield the rows of a table that page breaks may divide; its header and 续表 open each later part."""
    title, head, body = parts.title, parts.head, parts.body
    notes = [parts.notes[0]._replace(before=pt(3)), *parts.notes[1:]] if parts.notes else []
    again = _continued_caption(f"续表{block.number}", context) if block.number else []
    # a header that takes half of a page would leave no room for rows
    repeated = head if sum(b.height for b in head) <= context.depth // 2 else []
    repeat = Repeat(tuple(as_artifact(b) for b in (*again, *repeated)), parts.closing)
    air = pt(8)
    first = [b._replace(glued=True) for b in (*title, *head)]
    if first:
        first[0] = first[0]._replace(before=air)
    yield from first
    for index, row in enumerate(body):
        near_end = index in (0, len(body) - 2)
        yield row._replace(repeat=repeat, glued=row.glued or (near_end and len(body) > 2))
    yield parts.closing
    yield from notes
    total = sum(b.height + b.before for b in (*first, *body, *notes))
    yield Box(-total % context.grid or context.grid, nothing)


def _continued_caption(text: str, context: Context) -> list[Box]:
    """Return the caption above a later part of a table; it is an artifact."""
    setter, style = context.setter, context.setter.sheet.style("caption")
    lines = set_paragraph(setter, spans((nodes.Text(text),), style, setter, None), style, context.width, tag=ARTIFACT)
    return [Box(style.leading, line.draw) for line in lines]
