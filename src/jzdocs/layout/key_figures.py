"""Key figures → boxes: a page with a column for each group, or a strip with a column for each card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jzdocs.frames import ARTIFACT, Item, Mark, Rule
from jzdocs.layout.boxes import Box, anchored, on_grid, stack
from jzdocs.layout.front import list_title, text_lines
from jzdocs.layout.measure import Span
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.provenance.uses import card_anchor
from jzdocs.units import pt

STRIP_SCALE = 20 / 26
_CARDS_A_STRIP, _GROUPS_A_BAND = 4, 3
_CARD_GAP = 6  # points between two cards of a column, at least


def key_figures(block: nodes.KeyFigures, setter: Setter, width: int) -> Iterator[Box]:
    """Yield key figures: a page of their own with a column for each group, or strips with a column for each card."""
    grid = setter.sheet.body.leading
    if block.collect:
        yield from list_title(setter, block.title or "关键数字", width, new_page=True)
        rows = [block.groups[i : i + _GROUPS_A_BAND] for i in range(0, len(block.groups), _GROUPS_A_BAND)]
        depth = setter.sheet.page.lines * grid - 4 * grid
        for row in rows:
            band = _band(row, setter, width, depth // len(rows) if len(rows) > 1 else depth, depth)
            yield anchored(band, _anchors([card for group in row for card in group.cards], collected=True))
        return
    for group in block.groups:
        for first in range(0, len(group.cards), _CARDS_A_STRIP):
            cards = group.cards[first : first + _CARDS_A_STRIP]
            strip = anchored(_strip(cards, setter, width), _anchors(cards, collected=False))
            if group.titled and first == 0:
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


def _band(groups: Sequence[nodes.CardGroup], setter: Setter, width: int, depth: int, whole_page: int) -> Box:
    """Return columns of cards, one for each group; the cards of a row begin on one line, spread over `depth`
    (EMU), or over more, but never more than a `whole_page`, where they would overlap."""
    column = (width - 2 * pt(18)) // 3
    count = max(len(g.cards) for g in groups)
    scale = band_scale(groups, setter, width)
    head = setter.sheet.style("key_title")
    columns = []
    for group in groups:
        whole = setter.tree.add("Div")
        titles = text_lines(setter, group.title, head, column, setter.tree.add("P", whole))
        columns.append((titles, [_card(card, setter, column, scale, whole) for card in group.cards]))
    titles_height = head.leading * max(1, *(len(titles) for titles, _ in columns))
    above = titles_height + head.leading
    pitch = min((depth - above) // max(1, count), pt(132))
    # where the cards of many groups do not fit one page, they go on to the next
    roomy = max((card.height for _, cards in columns for card in cards), default=0) + pt(_CARD_GAP)
    if above + count * roomy <= whole_page:
        pitch = max(pitch, roomy)

    def draw(x: int, y: int) -> Iterator[Item]:
        for index, (titles, cards) in enumerate(columns):
            left = x + index * (column + pt(18))
            for number, line in enumerate(titles):
                yield from line.draw(left, y + number * head.leading)
            yield Mark(ARTIFACT)
            rule = y + titles_height + pt(2)
            yield Rule(left, rule, left + column, rule, pt(1.2), setter.sheet.accent)
            for number, card in enumerate(cards):
                yield from card.draw(left, y + titles_height + pt(16) + number * pitch)

    return Box(above + count * pitch, draw)


def band_scale(groups: Sequence[nodes.CardGroup], setter: Setter, width: int) -> float:
    """Return the scale at which all numbers of a band fit their columns."""
    column = (width - 2 * pt(18)) // 3
    return min((_fit(c, setter, column, 1.0) for g in groups for c in g.cards), default=1.0)


def strip_scale(cards: Sequence[nodes.Card], setter: Setter, width: int) -> float:
    """Return the scale at which all numbers of a strip fit their columns."""
    count = max(3, len(cards))
    column = (width - (count - 1) * pt(12)) // count
    return min((_fit(c, setter, column, STRIP_SCALE) for c in cards), default=STRIP_SCALE)


def _strip(cards: Sequence[nodes.Card], setter: Setter, width: int) -> Box:
    """Return cards side by side between two rules."""
    count = max(3, len(cards))
    column = (width - (count - 1) * pt(12)) // count
    scale = strip_scale(cards, setter, width)
    whole = setter.tree.add("Div")
    boxes = [_card(card, setter, column, scale, whole) for card in cards]
    height = max((b.height for b in boxes), default=0) + pt(16)

    def draw(x: int, y: int) -> Iterator[Item]:
        yield Mark(ARTIFACT)
        yield Rule(x, y + pt(4), x + width, y + pt(4), pt(0.5), setter.sheet.accent)
        for index, box in enumerate(boxes):
            yield from box.draw(x + index * (column + pt(12)), y + pt(7))
        yield Mark(ARTIFACT)
        yield Rule(x, y + height - pt(2), x + width, y + height - pt(2), pt(0.5), setter.sheet.accent)

    return Box(height, draw)


def _number_spans(card: nodes.Card, setter: Setter, scale: float) -> list[Span]:
    """Return the prefix, number and unit of a card at a scale."""
    number, unit = setter.sheet.style("key_number"), setter.sheet.style("key_unit")
    number_key = setter.faces.key(number.font, number.bold)
    unit_key = setter.faces.key(unit.font, unit.bold)
    small = round(unit.size * scale)
    out = [Span(card.prefix, unit_key, small, unit.color)] if card.prefix else []
    out.append(Span(card.number or card.figure.raw, number_key, round(number.size * scale), number.color))
    return [*out, Span(card.unit, unit_key, small, unit.color)] if card.unit else out


def _fit(card: nodes.Card, setter: Setter, width: int, scale: float) -> float:
    """Return the scale, at most `scale`, at which the number of a card fits its column."""
    number = setter.sheet.style("key_number")
    size = round(number.size * scale)
    taken = setter.measure(_number_spans(card, setter, scale), size).reach[-1] * size / 1000
    return scale if taken <= width else scale * width / taken * 0.995


def _card(card: nodes.Card, setter: Setter, width: int, scale: float, parent: int) -> Box:
    """Return a card: number, label and context, as a child of the element `parent`."""
    number = setter.sheet.style("key_number")
    size, leading = round(number.size * scale), round(number.leading * scale)
    style = replace(number, size=size, leading=leading, indent=0, align="left")
    whole = setter.tree.add("Div", parent)
    tag = setter.tree.add("P", whole)
    lines = set_paragraph(setter, [_number_spans(card, setter, scale)], style, round(width * 1.02), tag=tag)
    boxes = [Box(leading, line.draw) for line in lines]
    for inlines, name in ((card.label, "key_label"), (card.context, "key_context")):
        text = setter.sheet.style(name)
        tag = setter.tree.add("P", whole) if inlines else 0
        lines = set_paragraph(setter, spans(inlines, text, setter, tag), replace(text, indent=0), width, tag=tag)
        boxes += [Box(text.leading, line.draw) for line in lines]
    return stack(boxes)
