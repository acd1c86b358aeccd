"""Blocks → boxes: headings, paragraphs, lists, quotations, code, figures, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from jzdocs.errors import DocumentError, Location
from jzdocs.frames import ARTIFACT, Anchor, Image, Item, Mark, Rule, Slot
from jzdocs.layout import front
from jzdocs.layout.boxes import (
    Box,
    Columns,
    Repeat,
    Setter,
    as_artifact,
    nothing,
    on_grid,
    paragraph_boxes,
    set_paragraph,
    stack,
)
from jzdocs.layout.lines import shifted
from jzdocs.layout.measure import Span
from jzdocs.layout.official import attachment_boxes, official_boxes
from jzdocs.layout.parallel import ParallelParagraphs
from jzdocs.layout.spans import spans
from jzdocs.layout.structure import DOCUMENT, Tree
from jzdocs.layout.tables import close_rule, small_table, table_rows
from jzdocs.model import nodes
from jzdocs.model.walk import heading_of, plain
from jzdocs.resolve.lists import caption_text, heading_text
from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import Size, pt

GUTTER = pt(22)
_FLOATING_SHARE = 0.45


class Context(Struct, frozen=True):
    """What blocks need to become boxes: the setter, the measure, the drawings' sizes, and where pages stand (filled
    later). `ragged` collects the lines that nothing could fill, with their paragraph's place; `ahead` has lines that
    another process set."""

    setter: Setter
    width: int
    drawings: Mapping[str, Size]
    page_of: Callable[[str], str]
    document: nodes.Document
    parent: int = DOCUMENT
    ragged: list[tuple[Location, str]] = field(default_factory=list)
    ahead: ParallelParagraphs = field(default_factory=ParallelParagraphs)

    @property
    def grid(self) -> int:
        """The distance of the page's lines."""
        return self.setter.sheet.body.leading

    @property
    def tree(self) -> Tree:
        """The structure tree."""
        return self.setter.tree

    def narrower(self, by: int) -> Context:
        """The same in a column narrower by `by`."""
        return replace(self, width=self.width - by)

    def inside(self, tag: int) -> Context:
        """The same under another structure element."""
        return replace(self, parent=tag)


def block_boxes(block: nodes.Block, context: Context) -> Iterator[Box]:
    """The boxes of one block."""
    match block:
        case nodes.Heading():
            yield from _heading(block, context)
        case nodes.Paragraph():
            yield from _paragraph(block, context.setter.sheet.body, context)
        case nodes.List():
            yield from _list(block, context)
        case nodes.Quote():
            yield from _quote(block, context)
        case nodes.CodeBlock():
            yield from _code(block, context)
        case nodes.Table():
            yield from table_boxes(block, context)
        case nodes.Figure():
            box = figure_box(block, context, context.width)
            yield on_grid(_spaced(box), context.grid)._replace(floats=True)
        case nodes.FigureRow():
            yield _figure_row(block, context)
        case nodes.KeyFigures():
            yield from front.key_figures(block, context.setter, context.width)
        case nodes.Cover():
            yield from front.cover(context.document, context.setter, context.width)
        case nodes.TitleBlock():
            yield from front.title_block(block, context.document, context.setter, context.width)
        case nodes.Contents():
            yield from front.contents(block, context.setter, context.width, context.page_of)
        case nodes.FigureList():
            yield from front.figure_list(block, context.setter, context.width, context.page_of)
        case nodes.Sources():
            yield from _sources(block, context)
        case nodes.OfficialPart():
            yield from official_boxes(block, context.document.meta, context.setter, context.width)
        case nodes.Attachment():
            yield from attachment_boxes(block, context.setter, context.width)
        case nodes.Columns():
            yield _columns(block, context)
        case nodes.PageBreak():
            yield Box(0, nothing, new_page=True)
        case nodes.ThematicBreak():
            yield Box(context.grid, _short_rule(context))
        case _:
            assert_never(block)


def _heading(block: nodes.Heading, context: Context) -> Iterator[Box]:
    style = context.setter.sheet.heading(block.level)
    text = style.text
    number = (nodes.Text(block.number),) if block.number else ()
    tag = context.tree.heading(block.level, context.parent, heading_text(block))
    lines = set_paragraph(
        context.setter, spans((*number, *block.inlines), text, context.setter, tag), text, context.width, tag=tag
    )
    anchor = Anchor(0, 0, block.id, heading_text(block), block.level)
    # a heading with space before stands a little nearer to that space, so that its own text is not crowded
    up = text.leading // 5 if text.before else 0
    boxes = [
        Box(
            text.leading,
            shifted(line.draw, 0, -up),
            text.before if i == 0 else 0,
            True,
            line.notes,
            raised=up,
            anchors=line.anchors,
        )
        for i, line in enumerate(lines)
    ]
    if not boxes:
        return
    running = heading_text(block) if block.level == 1 else None
    boxes[0] = with_anchor(boxes[0], anchor)._replace(new_page=style.page_break, running=running)
    if text.after:
        boxes[-1] = boxes[-1]._replace(height=boxes[-1].height + text.after)
    yield from boxes


def with_anchor(box: Box, anchor: Anchor) -> Box:
    """A box that is also a place which links lead to."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield anchor._replace(x=x, y=y)
        yield from box.draw(x, y)

    return box._replace(draw=draw, anchors=(*box.anchors, anchor.name))


def _paragraph(block: nodes.Paragraph, style: TextStyle, context: Context, *, indent: int | None = None) -> list[Box]:
    lead = (nodes.Strong(block.lead),) if block.lead else ()
    tag = context.tree.add("P", context.parent)
    lines = context.ahead.lines(block, tag) if style is context.setter.sheet.body and indent is None else None
    if lines is None:
        parts = spans((*lead, *block.inlines), style, context.setter, tag)
        lines = set_paragraph(context.setter, parts, style, context.width, tag=tag, indent=indent)
    context.ragged.extend((block.at, line.ragged.strip()) for line in lines if line.ragged)
    return paragraph_boxes(lines, style.leading)


def _list(block: nodes.List, context: Context) -> Iterator[Box]:
    setter, style = context.setter, context.setter.sheet.body
    hang = 2 * style.size
    whole = context.tree.add("L", context.parent, numbering="Decimal" if block.ordered else "Disc")
    for number, item in enumerate(block.items, block.start):
        label = f"{number}." if block.ordered else "•"
        item_tag = context.tree.add("LI", whole)
        label_tag = context.tree.add("Lbl", item_tag)
        mark = set_paragraph(
            setter, spans((nodes.Text(label),), style, setter, label_tag), style, hang * 2, tag=label_tag, indent=0
        )
        inner = context.narrower(hang).inside(context.tree.add("LBody", item_tag))
        boxes: list[Box] = []
        for child in item.blocks:
            if isinstance(child, nodes.Paragraph):
                boxes += _paragraph(child, style, inner, indent=0)
            else:
                boxes += block_boxes(child, inner)
        for index, box in enumerate(boxes):
            moved = box._replace(draw=shifted(box.draw, hang))
            yield (
                _labelled(moved, mark[0].draw, (hang - mark[0].width) // 2 if not block.ordered else hang // 4)
                if index == 0
                else moved
            )


def _labelled(box: Box, label: Callable[[int, int], object], dx: int) -> Box:
    def draw(x: int, y: int) -> Iterator[Item]:
        yield from label(x + dx, y)  # type: ignore[misc]
        yield from box.draw(x, y)

    return box._replace(draw=draw)


def _quote(block: nodes.Quote, context: Context) -> Iterator[Box]:
    style = context.setter.sheet.style("quote")
    side = 2 * context.setter.sheet.body.size
    inner = context.narrower(2 * side).inside(context.tree.add("BlockQuote", context.parent))
    for child in block.blocks:
        made = _paragraph(child, style, inner) if isinstance(child, nodes.Paragraph) else block_boxes(child, inner)
        for box in made:
            yield box._replace(draw=shifted(box.draw, side))


def _code(block: nodes.CodeBlock, context: Context) -> Iterator[Box]:
    setter, style = context.setter, context.setter.sheet.style("code")
    left = context.setter.sheet.body.size * 2
    boxes = []
    tag = context.tree.add("Code", context.tree.add("P", context.parent))
    for text in block.text.split("\n"):
        parts = spans((nodes.Code(text.replace(" ", "\u00a0").expandtabs(4) or "\u00a0"),), style, setter, tag)
        boxes += [
            Box(style.leading, shifted(line.draw, left))
            for line in set_paragraph(setter, parts, style, context.width - left, tag=tag)
        ]
    total = sum(b.height for b in boxes)
    rest = -total % context.grid
    boxes[-1] = boxes[-1]._replace(height=boxes[-1].height + rest)
    yield from boxes


# --- figures and tables


def caption_boxes(text: str, context: Context, width: int, parent: int) -> list[Box]:
    """A caption's lines."""
    setter, style = context.setter, context.setter.sheet.style("caption")
    tag = context.tree.add("Caption", parent)
    lines = set_paragraph(setter, spans((nodes.Text(text),), style, setter, tag), style, width, tag=tag)
    return [Box(style.leading, line.draw) for line in lines]


def note_boxes(notes: Sequence[tuple[nodes.Inline, ...]], context: Context, width: int, parent: int) -> list[Box]:
    """The lines of notes under a figure or table, flush left."""
    setter, style = context.setter, context.setter.sheet.style("note")
    out = []
    for note in notes:
        tag = context.tree.add("P", parent)
        for line in set_paragraph(setter, spans(note, style, setter, tag), style, width, tag=tag):
            out.append(Box(style.leading, line.draw, notes=line.notes, anchors=line.anchors))
    return out


def figure_box(block: nodes.Figure, context: Context, width: int) -> Box:
    """Picture, caption and notes as one box."""
    group = context.tree.add("Div", context.parent)  # holds picture, caption and notes together
    boxes = [
        _content(block, context, width, context.tree.add("Figure", group, alt=block.alt or plain(block.title) or "图"))
    ]
    if block.number:
        captions = caption_boxes(caption_text(block), context, width, group)
        boxes += [captions[0]._replace(before=pt(5)), *captions[1:]]
    notes = note_boxes(block.notes, context, width, group)
    if notes:
        boxes += [notes[0]._replace(before=pt(2)), *notes[1:]]
    return with_anchor(stack(boxes), Anchor(0, 0, block.id)) if block.id else stack(boxes)


def _content(block: nodes.Figure, context: Context, width: int, tag: int) -> Box:
    if isinstance(block.content, nodes.Chart):
        size = context.drawings[block.id]
        return Box(
            size.height, _placed(context.tree, tag, 0, size.width, size.height, lambda x, y: Slot(x, y, block.id))
        )
    picture = block.content
    size = picture_size(picture, width, context.setter.sheet)
    left = (width - size.width) // 2
    draw = _placed(
        context.tree,
        tag,
        left,
        size.width,
        size.height,
        lambda x, y: Image(x, y, size.width, size.height, picture.path),
    )
    return Box(size.height, draw)


def picture_size(picture: nodes.Picture, width: int, sheet: Stylesheet) -> Size:
    """How large a picture is shown in both documents: 150 pixels to the inch, at most `width` wide and as high as a
    page has room for beside its caption."""
    shown = min(width, round(picture.width_px * 914_400 / 150))
    height = round(shown * picture.height_px / picture.width_px)
    limit = (sheet.page.lines - 6) * sheet.body.leading
    return Size(shown, height) if height <= limit else Size(round(shown * limit / height), limit)


def _placed(
    tree: Tree, tag: int, left: int, width: int, height: int, make: Callable[[int, int], Item]
) -> Callable[[int, int], Iterator[Item]]:
    """Draws one item that is a figure, and tells the tree where it stands."""

    def draw(x: int, y: int) -> Iterator[Item]:
        tree.place(tag, (x + left, y, width, height))
        yield Mark(tag)
        yield make(x + left, y)

    return draw


def column_width(measure: int, count: int) -> int:
    """The width of each of `count` columns."""
    return (measure - (count - 1) * GUTTER) // count


def _columns(block: nodes.Columns, context: Context) -> Box:
    """Blocks in columns: the boxes are made here, and shared out where the page is filled."""
    width = column_width(context.width, block.count)
    inner = replace(context, width=width)
    boxes = [box._replace(floats=False, new_page=False) for child in block.blocks for box in block_boxes(child, inner)]
    return Box(0, nothing, columns=Columns(boxes, block.count, width, GUTTER))


def _spaced(box: Box) -> Box:
    """A little air above and below a figure."""
    return box._replace(height=box.height + pt(16), draw=shifted(box.draw, 0, pt(8)))


def half_width(width: int) -> int:
    """The width of each of two figures side by side."""
    return (width - GUTTER) // 2


def _figure_row(block: nodes.FigureRow, context: Context) -> Box:
    width = half_width(context.width)
    left, right = (figure_box(f, context, width) for f in block.figures)
    # captions of both stand on one line: the lower drawing gives the height
    tops = [context.drawings[f.id].height if isinstance(f.content, nodes.Chart) else 0 for f in block.figures]
    drop = [max(tops) - t for t in tops]
    height = max(left.height + drop[0], right.height + drop[1])

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from left.draw(x, y + drop[0])
        yield from right.draw(x + width + GUTTER, y + drop[1])

    return on_grid(_spaced(Box(height, draw)), context.grid)._replace(floats=True, anchors=left.anchors + right.anchors)


def table_boxes(block: nodes.Table, context: Context) -> Iterator[Box]:
    """A table: one floating box where it is small, else rows with a header that repeats."""
    setter, width = context.setter, context.width
    tag = context.tree.add("Table", context.parent)
    title = caption_boxes(caption_text(block), context, width, tag) if block.number else []
    head, body = table_rows(block, setter, width, tag)
    if not head and not body:
        return
    if title:
        title[0] = with_anchor(title[0], Anchor(0, 0, block.id))
        title[-1] = title[-1]._replace(height=title[-1].height + pt(3))
    notes = note_boxes(block.notes, context, width, context.parent)
    total = sum(b.height for b in (*title, *head, *body, *notes))
    if not block.small and total < _FLOATING_SHARE * setter.sheet.page.lines * context.grid:
        inner = small_table((*head, *body), width)
        rest = [notes[0]._replace(before=pt(3)), *notes[1:]] if notes else []
        yield on_grid(_spaced(stack([*title, inner, *rest])), context.grid)._replace(floats=bool(block.number))
        return
    yield from _long_table(block, context, title, head, body, notes)


def _long_table(
    block: nodes.Table, context: Context, title: list[Box], head: list[Box], body: list[Box], notes: list[Box]
) -> Iterator[Box]:
    again = _again(f"续表{block.number}", context) if block.number else []
    closing = Box(0, lambda x, y: (Mark(ARTIFACT), close_rule(context.width, x, y)))
    repeat = Repeat(tuple(as_artifact(b) for b in (*again, *head)), closing)
    air = pt(8)
    first = [b._replace(glued=True) for b in (*title, *head)]
    if first:
        first[0] = first[0]._replace(before=air)
    yield from first
    for index, row in enumerate(body):
        near_end = index in (0, len(body) - 2)
        yield row._replace(repeat=repeat, glued=row.glued or (near_end and len(body) > 2))
    yield closing
    yield from ([notes[0]._replace(before=pt(3)), *notes[1:]] if notes else [])
    total = sum(b.height + b.before for b in (*first, *body, *notes))
    yield Box(-total % context.grid or context.grid, nothing)


def _again(text: str, context: Context) -> list[Box]:
    setter, style = context.setter, context.setter.sheet.style("caption")
    lines = set_paragraph(setter, spans((nodes.Text(text),), style, setter, None), style, context.width, tag=ARTIFACT)
    return [Box(style.leading, line.draw) for line in lines]


def _sources(block: nodes.Sources, context: Context) -> Iterator[Box]:
    if block.table is not None and (heading := heading_of(block)):
        yield from _heading(heading, context)
        yield from table_boxes(block.table, context)


def _short_rule(context: Context) -> Callable[[int, int], Iterator[Item]]:
    def draw(x: int, y: int) -> Iterator[Item]:
        middle, half = x + context.width // 2, pt(36)
        yield Mark(ARTIFACT)
        yield Rule(
            middle - half,
            y + context.grid // 2,
            middle + half,
            y + context.grid // 2,
            pt(0.5),
            context.setter.sheet.style("note").color,
        )

    return draw


_LONGEST_NOTE = 0.8  # of a page: a line of text must stand above it


def notes_of(document: nodes.Document, context: Context) -> dict[int, Box]:
    """The footnotes by number, each as one box."""
    setter, style = context.setter, context.setter.sheet.style("footnote")
    out = {}
    for number, paragraphs in enumerate(document.notes.values(), 1):
        boxes = []
        tag = context.tree.notes[number] = context.tree.add("Note", id=f"note-{number}")
        label = context.tree.add("Link", context.tree.add("Lbl", tag))  # the note's number leads back to its mark
        for index, paragraph in enumerate(paragraphs):
            parts = spans(paragraph.inlines, style, setter, tag)
            if index == 0:
                plain_span = Span("", setter.faces.key(style.font, style.bold), style.size, style.color)
                mark = plain_span._replace(text=f"[{number}]", href=f"#jz-ref-{number}", tag=label)
                parts[0] = [mark, plain_span._replace(text="\u3000"), *parts[0]]
            lines = set_paragraph(setter, parts, style, context.width, tag=tag)
            boxes += [Box(style.leading, line.draw, anchors=line.anchors) for line in lines]
        if sum(b.height for b in boxes) > _LONGEST_NOTE * setter.sheet.page.lines * context.grid:
            at = paragraphs[0].at if paragraphs else document.at
            raise DocumentError("T011", at=at)
        out[number] = with_anchor(stack(boxes), Anchor(0, 0, f"jz-note-{number}")) if boxes else Box(0, nothing)
    return out
