"""Blocks → boxes: the dispatch over all kinds of block; headings, paragraphs, lists, quotations, code, columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Anchor, Item, Mark, Rule
from jzdocs.layout import front
from jzdocs.layout.boxes import Box, Columns, nothing, on_grid, paragraph_boxes, with_anchor
from jzdocs.layout.context import Context
from jzdocs.layout.display_formula import display_formula
from jzdocs.layout.figures import figure_box, figure_row, spaced, table_boxes
from jzdocs.layout.geometry import GUTTER, column_width
from jzdocs.layout.key_figures import key_figures
from jzdocs.layout.lines import Draw, shifted
from jzdocs.layout.official import attachment_boxes, official_boxes
from jzdocs.layout.run_in import heading_run_in, heading_spans, paragraph_spans
from jzdocs.layout.setter import set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.model.walk import heading_of
from jzdocs.resolve.lists import heading_text
from jzdocs.style.stylesheet import Stylesheet, TextStyle
from jzdocs.units import pt

# of a page: what is taken of one on which the next part begins, or the list of sources, which needs no page of its own
_LITTLE, _ENOUGH = 0.35, 0.65


def block_boxes(block: nodes.Block, context: Context) -> Iterator[Box]:  # noqa: C901, PLR0912 (an arm a kind)
    """Yield the boxes of a block."""
    match block:
        case nodes.Heading():
            yield from _heading(block, context)
        case nodes.Paragraph():
            yield from _paragraph(block, context.text, context)
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
            yield on_grid(spaced(box), context.grid)._replace(floats=True, role="figure")
        case nodes.FigureRow():
            yield figure_row(block, context)
        case nodes.KeyFigures():
            yield from key_figures(block, context.setter, context.width)
        case nodes.Cover():
            yield from front.cover(context.document, context.setter, context.width)
        case nodes.TitleBlock():
            yield from front.title_block(block, context.document, context.setter, context.width)
        case nodes.Contents():
            yield from front.contents(block, context)
        case nodes.FigureList():
            yield from front.figure_list(block, context)
        case nodes.Sources():
            yield from _sources(block, context)
        case nodes.OfficialPart():
            yield from official_boxes(block, context.document.meta, context.setter, context.width)
        case nodes.Attachment():
            yield from attachment_boxes(block, context.setter, context.width)
        case nodes.Columns():
            yield _columns(block, context)
        case nodes.DisplayFormula():
            yield display_formula(block, context)
        case nodes.PageBreak():
            yield Box(0, nothing, new_page=True)
        case nodes.ThematicBreak():
            yield Box(context.grid, _short_rule(context))
        case _:
            assert_never(block)


def runs_on(sheet: Stylesheet) -> bool:
    """Return whether a part may follow a short one on its page: not where parts count pages of their own."""
    return sheet.page.number.count != "part"


def _heading(block: nodes.Heading, context: Context, share: float = _LITTLE) -> Iterator[Box]:
    """Yield a heading; one that opens pages does not where no more than a `share` of the page is taken."""
    share = share if runs_on(context.setter.sheet) else 0.0
    style = context.setter.sheet.heading(block.level)
    runs_in = heading_run_in(block, context.setter.sheet) is not None
    text = replace(style.text, align="justify") if runs_in else style.text
    tag = context.tree.heading(block.level, context.parent, heading_text(block))
    lines = set_paragraph(context.setter, heading_spans(block, text, context.setter, tag), text, context.width, tag=tag)
    anchor = Anchor(0, 0, block.id, heading_text(block), block.level)
    # a heading with space before it moves a little into that space, away from the text below
    up = text.leading // 5 if text.before else 0
    # one that opens pages has no space before it, and needs some where it runs on
    before = text.before or (text.leading if style.page_break and share else 0)
    gap = between_paragraphs(context.setter.sheet.body)
    boxes = [
        Box(
            text.leading,
            shifted(line.draw, 0, -up),
            before if i == 0 else 0,
            not runs_in or i == 0 or i == len(lines) - 2,
            line.notes,
            raised=up,
            anchors=line.anchors,
        )
        for i, line in enumerate(lines)
    ]
    if not boxes:
        return
    running = heading_text(block) if block.level == 1 else None
    boxes[0] = with_anchor(boxes[0], anchor)._replace(
        new_page=style.page_break, runs_on=share if style.page_break else 0.0, running=running, role="heading"
    )
    if text.after > gap:
        boxes[-1] = boxes[-1]._replace(height=boxes[-1].height + text.after - gap)
    yield from boxes


def _paragraph(block: nodes.Paragraph, style: TextStyle, context: Context, *, indent: int | None = None) -> list[Box]:
    tag = context.tree.add("P", context.parent)
    lines = context.parallel.lines(block, tag) if style is context.setter.sheet.body and indent is None else None
    if lines is None:
        parts = paragraph_spans(block, style, context.setter, tag)
        lines = set_paragraph(context.setter, parts, style, context.width, tag=tag, indent=indent)
    context.ragged.extend((block.at, line.ragged.strip()) for line in lines if line.ragged)
    boxes = paragraph_boxes(lines, style.leading)
    return _spaced(boxes, style) if style.before or style.after else boxes


def _spaced(boxes: list[Box], style: TextStyle) -> list[Box]:
    """Return the lines of a paragraph with the space between paragraphs above it: as in Word, that is the larger of the
    space after one and the space before the next."""
    if boxes:
        boxes[0] = boxes[0]._replace(before=boxes[0].before + between_paragraphs(style))
    return boxes


def between_paragraphs(style: TextStyle) -> int:
    """Return the space between two paragraphs of a style."""
    return max(style.before, style.after)


def _list(block: nodes.List, context: Context) -> Iterator[Box]:
    setter, style = context.setter, context.text
    hang = 2 * style.size
    whole = context.tree.add("L", context.parent, numbering="Decimal" if block.ordered else "Disc")
    for number, item in enumerate(block.items, block.start):
        label = f"{number}." if block.ordered else "•"
        item_tag = context.tree.add("LI", whole)
        label_tag = context.tree.add("Lbl", item_tag)
        label_spans = spans((nodes.Text(label),), style, setter, label_tag)
        mark = set_paragraph(setter, label_spans, style, hang * 2, tag=label_tag, indent=0)
        inner = context.narrower(hang).inside(context.tree.add("LBody", item_tag))
        boxes: list[Box] = []
        for child in item.blocks:
            if isinstance(child, nodes.Paragraph):
                boxes += _paragraph(child, style, inner, indent=0)
            else:
                boxes += block_boxes(child, inner)
        for index, box in enumerate(boxes):
            moved = box._replace(draw=shifted(box.draw, hang))
            label_left = hang // 4 if block.ordered else (hang - mark[0].width) // 2
            yield _labelled(moved, mark[0].draw, label_left) if index == 0 else moved


def _labelled(box: Box, label: Draw, dx: int) -> Box:
    """Return a box with the label of its list item, `dx` in from the left (EMU)."""

    def draw(x: int, y: int) -> Iterator[Item]:
        yield from label(x + dx, y)
        yield from box.draw(x, y)

    return box._replace(draw=draw)


def _quote(block: nodes.Quote, context: Context) -> Iterator[Box]:
    style = context.setter.sheet.style("quote")
    if context.in_note:
        style = replace(style, size=context.text.size, leading=context.text.leading)
    side = 2 * context.text.size
    inner = context.narrower(2 * side).inside(context.tree.add("BlockQuote", context.parent))
    for child in block.blocks:
        boxes = _paragraph(child, style, inner) if isinstance(child, nodes.Paragraph) else block_boxes(child, inner)
        for box in boxes:
            yield box._replace(draw=shifted(box.draw, side))


def _code(block: nodes.CodeBlock, context: Context) -> Iterator[Box]:
    setter, style = context.setter, context.setter.sheet.style("code")
    left = context.text.size * 2
    if context.in_note:
        style = replace(style, size=min(style.size, context.text.size), leading=context.text.leading)
    boxes = []
    tag = context.tree.add("Code", context.tree.add("P", context.parent))
    for text in block.text.split("\n"):
        # spaces keep their width, and lines may end behind them
        line_text = text.expandtabs(4).replace(" ", "\u00a0\u200b") or "\u00a0"
        parts = spans((nodes.Code(line_text),), style, setter, tag)
        boxes += [
            Box(style.leading, shifted(line.draw, left))
            for line in set_paragraph(setter, parts, style, context.width - left, tag=tag)
        ]
    total = sum(b.height for b in boxes)
    rest = 0 if context.in_note else -total % context.grid
    boxes[-1] = boxes[-1]._replace(height=boxes[-1].height + rest)
    yield from boxes


def _columns(block: nodes.Columns, context: Context) -> Box:
    """Return a box that stands for blocks in columns; pagination shares their boxes among the columns."""
    width = column_width(context.width, block.count)
    inner = replace(context, width=width)
    boxes = [box._replace(floats=False, new_page=False) for child in block.blocks for box in block_boxes(child, inner)]
    return Box(0, nothing, columns=Columns(boxes, block.count, width, GUTTER))


def _sources(block: nodes.Sources, context: Context) -> Iterator[Box]:
    if block.table is not None and (heading := heading_of(block)):
        yield from _heading(heading, context, _ENOUGH)
        yield from table_boxes(block.table, context)


def _short_rule(context: Context) -> Draw:
    """Return a function that draws a short rule in the middle of the measure."""

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
