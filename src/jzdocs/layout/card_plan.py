"""How key figures are shared out: over the columns of a page and over pages, and over the strips of a part.

Both documents follow this plan, so that a card stands beside the same cards in either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jzdocs.layout.measure import Span
from jzdocs.layout.setter import Setter, set_paragraph
from jzdocs.layout.spans import spans
from jzdocs.model import nodes
from jzdocs.units import pt

COLUMNS = 3  # of a page of key figures
BETWEEN_COLUMNS, BETWEEN_CARDS = pt(18), pt(12)
STRIP_SCALE = 20 / 26
_STRIP_CARDS, _STRIP_LEAST = 4, 3  # cards that a strip holds at most, and those for which it has room at least
_NARROWEST = pt(76)  # a card of a strip
CARD_GAP = pt(6)  # between two cards of a column, at least
_HIGHEST_ROW = pt(132)
ABOVE_CARDS = pt(16)  # from a title to the cards below it
_TITLE_LINES = 4  # lines of a page that the title of all takes
_SMALLEST = 0.5  # of its size: a number is not made smaller, but broken before its unit
_LEAST_SHARED = 0.6  # of its size: a number does not follow a neighbour that must be smaller
_EVEN = 0.6  # of the places in columns that must hold a card, or rows are filled instead
BETWEEN_BANDS = pt(12)
_HELD = 0.4  # of a page: a group that takes no more is not parted
_FEW_ROWS = 2  # of cards that need no page of their own


class Band(Struct, frozen=True):
    """Groups of cards that begin on one line: their titles, a column each or one over all `columns` (`wide`), and their
    cards in rows, with None where a column is at its end. All rows are `pitch` high (EMU; 0: each as high as its
    cards); `held` says that no page break parts them."""

    titles: tuple[str, ...]
    rows: tuple[tuple[nodes.Card | None, ...], ...]
    wide: bool
    columns: int = COLUMNS
    pitch: int = 0
    held: bool = False

    @property
    def cards(self) -> list[nodes.Card]:
        """The cards of all rows."""
        return [card for row in self.rows for card in row if card]


def column_of(width: int, columns: int = COLUMNS) -> int:
    """Return the width of a column of a page of cards `width` wide."""
    return (width - (columns - 1) * BETWEEN_COLUMNS) // columns


def card_bands(block: nodes.KeyFigures, setter: Setter, width: int) -> tuple[list[Band], bool]:
    """Return the bands of a page of cards `width` (EMU) wide, and whether they all fit one page.

    Groups stand side by side, a column each, where that fits a page and fills it evenly; else one below another, their
    cards in rows, over as many pages as they need. What fits a page is spread over it.
    """
    depth = (setter.sheet.page.lines - _TITLE_LINES) * setter.sheet.body.leading
    bands = _arranged(block.groups, setter, width, depth)
    if _height(bands, setter, width) > depth:
        return [replace(band, held=_height([band], setter, width) <= _HELD * depth) for band in bands], False
    rows = [(row, column_of(width, band.columns)) for band in bands for row in band.rows]
    above = sum(title_height(band, setter, width) + ABOVE_CARDS for band in bands)
    least = max((row_height(row, setter, column) for row, column in rows), default=0) + CARD_GAP
    pitch = min((depth - above - (len(bands) - 1) * BETWEEN_BANDS) // max(1, len(rows)), _HIGHEST_ROW)
    return [replace(band, pitch=pitch if pitch >= least else 0, held=True) for band in bands], True


def _arranged(groups: Sequence[nodes.CardGroup], setter: Setter, width: int, depth: int) -> list[Band]:
    """Return the bands in the first arrangement that fits a page (`depth`), else in the lowest."""
    beside = _side_by_side(groups)
    places = COLUMNS * sum(len(band.rows) for band in beside)
    even = len(groups) > 1 and sum(len(group.cards) for group in groups) >= _EVEN * places
    arrangements = [*([beside] if even else []), *(_stacked(groups, columns) for columns in (COLUMNS, COLUMNS + 1))]
    heights = [_height(bands, setter, width) for bands in arrangements]
    fitting = (bands for bands, height in zip(arrangements, heights, strict=True) if height <= depth)
    return next(fitting, arrangements[heights.index(min(heights))])


def are_few(bands: Sequence[Band]) -> bool:
    """Return whether cards are so few that they need no page of their own."""
    return len(bands) == 1 and len(bands[0].rows) <= _FEW_ROWS


def _side_by_side(groups: Sequence[nodes.CardGroup]) -> list[Band]:
    """Return bands of up to three groups, a column each."""
    out = []
    for first in range(0, len(groups), COLUMNS):
        some = groups[first : first + COLUMNS]
        count = max(len(group.cards) for group in some)
        rows = tuple(tuple(group.cards[i] if i < len(group.cards) else None for group in some) for i in range(count))
        out.append(Band(tuple(group.title for group in some), rows, wide=False))
    return out


def _stacked(groups: Sequence[nodes.CardGroup], columns: int) -> list[Band]:
    """Return a band for each group, its cards in rows."""
    return [
        Band(
            (group.title,),
            tuple(group.cards[i : i + columns] for i in range(0, len(group.cards), columns)),
            wide=True,
            columns=columns,
        )
        for group in groups
    ]


def _height(bands: Sequence[Band], setter: Setter, width: int) -> int:
    """Return how much of a page bands take at least."""
    titles = sum(title_height(band, setter, width) + ABOVE_CARDS for band in bands)
    rows = [(row, column_of(width, band.columns)) for band in bands for row in band.rows]
    cards = sum(row_height(row, setter, column) + CARD_GAP for row, column in rows)
    return titles + cards + max(0, len(bands) - 1) * BETWEEN_BANDS


def title_height(band: Band, setter: Setter, width: int) -> int:
    """Return the height of the titles of a band (EMU)."""
    style = setter.sheet.style("key_title")
    room = width if band.wide else column_of(width, band.columns)
    counts = [len(_lines((nodes.Text(title),), "key_title", setter, room)) for title in band.titles if title]
    return style.leading * max(counts, default=1)


def row_height(row: Sequence[nodes.Card | None], setter: Setter, column: int, scale: float = 1.0) -> int:
    """Return the height of the highest card of a row (EMU)."""
    return max((card_height(card, setter, column, scale) for card in row if card), default=0)


def card_height(card: nodes.Card, setter: Setter, width: int, scale: float) -> int:
    """Return the height of a card in a column (EMU)."""
    number = setter.sheet.style("key_number")
    fit = card_fit(card, setter, width, scale)
    size, leading = round(number.size * fit), round(number.leading * fit)
    style = replace(number, size=size, leading=leading, indent=0, align="left")
    lines = set_paragraph(setter, [number_spans(card, setter, fit)], style, round(width * 1.02), tag=-1)
    height = leading * len(lines)
    for inlines, name in ((card.label, "key_label"), (card.context, "key_context")):
        height += setter.sheet.style(name).leading * len(_lines(inlines, name, setter, width))
    return height


def _lines(inlines: Sequence[nodes.Inline], name: str, setter: Setter, width: int) -> list[object]:
    style = replace(setter.sheet.style(name), indent=0)
    return list(set_paragraph(setter, spans(tuple(inlines), style, setter, None), style, width, tag=-1))


def strip_rows(cards: Sequence[nodes.Card], width: int) -> Iterator[Sequence[nodes.Card]]:
    """Yield the cards of each strip of a group in a column `width` (EMU) wide: as even as can be."""
    most = max(1, min(_STRIP_CARDS, (width + BETWEEN_CARDS) // (_NARROWEST + BETWEEN_CARDS)))
    count = -(-len(cards) // most)
    first = 0
    for number in range(count):
        taken = -(-(len(cards) - first) // (count - number))
        yield cards[first : first + taken]
        first += taken


def strip_columns(cards: Sequence[nodes.Card], width: int) -> int:
    """Return how many columns a strip has: three at least, where there is room for them."""
    return max(min(_STRIP_LEAST, (width + BETWEEN_CARDS) // (_NARROWEST + BETWEEN_CARDS)), len(cards))


def strip_column(cards: Sequence[nodes.Card], width: int) -> int:
    """Return the width of a column of a strip (EMU)."""
    count = strip_columns(cards, width)
    return (width - (count - 1) * BETWEEN_CARDS) // count


def page_scale(bands: Sequence[Band], setter: Setter, width: int) -> float:
    """Return the scale of the numbers on a page of cards `width` wide, at which all fit their columns where that does
    not make them too small."""
    columns = [(card, column_of(width, band.columns)) for band in bands for card in band.cards]
    return _common([card_fit(card, setter, column, 1.0) for card, column in columns], 1.0)


def strip_scale(cards: Sequence[nodes.Card], setter: Setter, width: int) -> float:
    """Return the scale of the numbers of a strip `width` wide."""
    column = strip_column(cards, width)
    return _common([card_fit(card, setter, column, STRIP_SCALE) for card in cards], STRIP_SCALE)


def _common(fits: Sequence[float], scale: float) -> float:
    """Return the scale that numbers share: the least at which all fit, but not much less than most need; a number that
    must be smaller has its own."""
    return max(min(fits, default=scale), _LEAST_SHARED * scale)


def card_fit(card: nodes.Card, setter: Setter, width: int, scale: float) -> float:
    """Return the scale, at most `scale`, at which the number of a card fits its column; one that would be too small is
    broken."""
    parts = number_spans(card, setter, scale)
    size = round(setter.sheet.style("key_number").size * scale)
    taken = setter.measure(parts, size).reach[-1] * size / 1000
    if taken <= width:
        return scale
    alone = max(setter.measure([part], size).reach[-1] * size / 1000 for part in parts)
    whole, broken = (scale * width / needed * 0.995 for needed in (taken, alone))
    return max(whole, min(broken, _SMALLEST * scale))


def number_spans(card: nodes.Card, setter: Setter, scale: float) -> list[Span]:
    """Return the prefix, number and unit of a card at a scale."""
    number, unit = setter.sheet.style("key_number"), setter.sheet.style("key_unit")
    number_key = setter.faces.key(number.font, number.bold)
    unit_key = setter.faces.key(unit.font, unit.bold)
    small = round(unit.size * scale)
    out = [Span(card.prefix, unit_key, small, unit.color)] if card.prefix else []
    out.append(Span(card.number or card.figure.raw, number_key, round(number.size * scale), number.color))
    return [*out, Span(card.unit, unit_key, small, unit.color)] if card.unit else out
