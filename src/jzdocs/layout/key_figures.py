"""Key figures → boxes: pages of cards below the titles of their groups, or strips with a column for each card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule
from jzdocs.layout.boxes import Box, anchored, on_grid, stack
from jzdocs.layout.card_plan import (
    ABOVE_CARDS,
    BETWEEN_BANDS,
    BETWEEN_CARDS,
    BETWEEN_COLUMNS,
    CARD_GAP,
    Band,
    are_few,
    card_bands,
    card_fit,
    column_of,
    number_spans,
    page_scale,
    strip_column,
    strip_rows,
    strip_scale,
)
from jzdocs.layout.front import list_title, text_lines
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.provenance.uses import card_anchor
from jzdocs.units import pt


def key_figures(block: nodes.KeyFigures, setter: Setter, width: int) -> Iterator[Box]:
    """Yield key figures: pages of their own with the cards of all groups, or strips with a column for each card. Few
    cards follow what stands before them on the same page where they fit."""
    if block.collect:
        bands, one_page = card_bands(block, setter, width)
        few = are_few(bands)
        yield from list_title(setter, block.title or "关键数字", width, new_page=not few)
        scale = page_scale(bands, setter, width)
        for index, band in enumerate(bands):
            boxes = list(_band(band, setter, width, scale))
            boxes[0] = boxes[0]._replace(before=BETWEEN_BANDS if index else 0)
            last = boxes[-1]._replace(glued=one_page and index < len(bands) - 1)
            yield from (*(box._replace(glued=box.glued or band.held) for box in boxes[:-1]), last)
        return
    grid = setter.sheet.body.leading
    for group in block.groups:
        for number, cards in enumerate(strip_rows(group.cards, width)):
            strip = anchored(_strip(cards, setter, width), _anchors(cards, collected=False))
            if group.titled and number == 0:
                strip = stack([*_strip_title(group.title, setter, width), strip])
            yield on_grid(strip, grid)._replace(glued=False)


def _strip_title(title: str, setter: Setter, width: int) -> list[Box]:
    """Return the lines of the title above a strip."""
    style = setter.sheet.style("key_title")
    lines = text_lines(setter, title, style, width, setter.tree.add("P"))
    return [Box(style.leading, line.draw) for line in lines]


def _anchors(cards: Sequence[nodes.Card], *, collected: bool) -> list[str]:
    """Return the link targets that cards are."""
    return [name for card in cards if (name := card_anchor(card, collected=collected))]


def _band(band: Band, setter: Setter, width: int, scale: float) -> Iterator[Box]:
    """Yield the titles of a band above rules, glued to its first row, and a box for each row."""
    column, head = column_of(width, band.columns), setter.sheet.style("key_title")
    room = width if band.wide else column
    groups = [setter.tree.add("Div") for _ in band.titles]
    titles = [
        text_lines(setter, title, head, room, setter.tree.add("P", group))
        for title, group in zip(band.titles, groups, strict=True)
    ]
    titles_height = head.leading * max(1, *(len(lines) for lines in titles))
    lefts = [i * (column + BETWEEN_COLUMNS) for i in range(max(map(len, band.rows), default=1))]

    def draw_titles(x: int, y: int) -> Iterator[Item]:
        for left, lines in zip(lefts, titles, strict=False):
            for number, line in enumerate(lines):
                yield from line.draw(x + left, y + number * head.leading)
            yield Mark(ARTIFACT)
            rule = y + titles_height + pt(2)
            yield Rule(x + left, rule, x + left + room, rule, pt(1.2), setter.sheet.accent)

    cards = [
        [
            _card(card, setter, column, scale, groups[0 if band.wide else i]) if card else None
            for i, card in enumerate(row)
        ]
        for row in band.rows
    ]
    yield Box(titles_height + ABOVE_CARDS, draw_titles, glued=True)
    for row, boxes in zip(band.rows, cards, strict=True):
        height = band.pitch or max(box.height for box in boxes if box) + CARD_GAP
        yield anchored(_card_row(boxes, lefts, height), _anchors([card for card in row if card], collected=True))


def _card_row(boxes: Sequence[Box | None], lefts: Sequence[int], height: int) -> Box:
    """Return cards that begin on one line, each in its column."""

    def draw(x: int, y: int) -> Iterator[Item]:
        for box, left in zip(boxes, lefts, strict=False):
            if box:
                yield from box.draw(x + left, y)

    return Box(height, draw)


def _strip(cards: Sequence[nodes.Card], setter: Setter, width: int) -> Box:
    """Return cards side by side between two rules."""
    column = strip_column(cards, width)
    scale = strip_scale(cards, setter, width)
    whole = setter.tree.add("Div")
    boxes = [_card(card, setter, column, scale, whole) for card in cards]
    height = max((b.height for b in boxes), default=0) + pt(16)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(ARTIFACT)
        yield Rule(x, y + pt(4), x + width, y + pt(4), pt(0.5), setter.sheet.accent)
        for index, box in enumerate(boxes):
            yield from box.draw(x + index * (column + BETWEEN_CARDS), y + pt(7))
        yield Mark(ARTIFACT)
        yield Rule(x, y + height - pt(2), x + width, y + height - pt(2), pt(0.5), setter.sheet.accent)

    return Box(height, draw)


def _card(card: nodes.Card, setter: Setter, width: int, scale: float, parent: int) -> Box:
    """Return a card: number, label and context, as a child of the element `parent`."""
    number = setter.sheet.style("key_number")
    fit = card_fit(card, setter, width, scale)
    size, leading = round(number.size * fit), round(number.leading * fit)
    style = replace(number, size=size, leading=leading, indent=0, align="left")
    whole = setter.tree.add("Div", parent)
    tag = setter.tree.add("P", whole)
    lines = set_paragraph(setter, [number_spans(card, setter, fit)], style, round(width * 1.02), tag=tag)
    boxes = [Box(leading, line.draw) for line in lines]
    for inlines, name in ((card.label, "key_label"), (card.context, "key_context")):
        text = setter.sheet.style(name)
        tag = setter.tree.add("P", whole) if inlines else 0
        lines = set_paragraph(setter, spans(inlines, text, setter, tag), replace(text, indent=0), width, tag=tag)
        boxes += [Box(text.leading, line.draw) for line in lines]
    return stack(boxes)
