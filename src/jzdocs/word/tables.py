"""Tables and key figures in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from jzdocs.layout.key_figures import STRIP_SCALE, band_scale, strip_scale
from jzdocs.layout.tables import column_widths, decimal_stops
from jzdocs.model import nodes
from jzdocs.model.rewrite import map_leaves
from jzdocs.model.walk import place_cells
from jzdocs.provenance.uses import card_anchor
from jzdocs.resolve.table_looks import Looks, looks_of
from jzdocs.units import pt, to_pt, to_twips
from jzdocs.word import ooxml, spacing
from jzdocs.word.cell_looks import CellLooks
from jzdocs.word.context import Context
from jzdocs.word.ooxml import Element

_MARGIN = 0.97  # Word's own faces may be a little wider than ours
_WHOLE_ROWS = 14  # a table of so few rows stays on one page
_STRIP_CARDS, _STRIP_LEAST = 4, 3  # cards that a strip holds at most, and those for which it has room at least
_COLLECTED_COLUMNS = 3
_HEAD_LINES = 6  # lines of a collected page that title and head take
_HIGHEST_CARD = pt(132)
# a little less than our pages have: Word breaks a text that is exactly as wide as its column
_CELL_MARGINS = (68, 68)
_ALIGN = {"left": "left", "center": "center", "right": "right", "decimal": "center"}


class _Grid(Struct, frozen=True):
    """The head or the body of a table on its grid: `cells` by (row, column), column `widths` and, by column, decimal
    tab `stops`, both in twips; `looks` are drawn in its cells by the `drawer`."""

    block: nodes.Table
    header: bool
    cells: Mapping[tuple[int, int], nodes.Cell]
    widths: Sequence[int]
    stops: Mapping[int, int]
    looks: Looks
    drawer: CellLooks | None

    @property
    def rows(self) -> tuple[tuple[nodes.Cell, ...], ...]:
        """The rows as the document has them: covered cells are left out."""
        return self.block.head if self.header else self.block.body

    @property
    def style(self) -> str:
        """The id of the paragraph style of its cells."""
        name = "TableSmall" if self.block.small else "Table"
        return name + ("Head" if self.header else "" if self.block.small else "Text")

    def covering(self, row: int, column: int) -> nodes.Cell | None:
        """Return the cell from a row above that reaches down to a place."""
        for (top, left), cell in self.cells.items():
            if top < row < top + cell.rowspan and left <= column < left + cell.colspan:
                return cell
        return None


def data_table(context: Context, block: nodes.Table, measure: int, drawer: CellLooks | None = None) -> Element:
    """Return a table with three rules, `measure` (EMU) wide; header rows repeat, rows stay whole, merged cells are
    merged."""
    widths = [to_twips(width) for width in column_widths(block, context.setter, measure)]
    stops = {column: to_twips(at) for column, at in decimal_stops(block, context.setter, measure).items()}
    looks = looks_of(block) if drawer else {}
    rows = []
    for part, header in ((block.head, True), (block.body, False)):
        cells = {(p.row, p.column): p.cell for p in place_cells(part, len(widths))}
        grid = _Grid(block, header, cells, widths, stops, {} if header else looks, drawer)
        rows += [ooxml.row(_cells(context, grid, row), header=header) for row in range(len(part))]
    return ooxml.table(ooxml.table_properties(sum(widths), margins=_CELL_MARGINS, air=50), widths, rows)


def _cells(context: Context, grid: _Grid, row: int) -> list[Element]:
    """Return the cells of a row; those that a cell above covers continue it (`w:vMerge`, ECMA-376 Part 1, 17.4.84)."""
    last = row == len(grid.rows) - 1
    # the header stays with the body; a short table stays on one page
    held = grid.header or (len(grid.block.body) <= _WHOLE_ROWS and not last)
    out, column = [], 0
    while column < len(grid.widths):
        cell = grid.cells.get((row, column))
        above = None if cell else grid.covering(row, column)
        merged = cell or above
        span = min(merged.colspan if merged else 1, len(grid.widths) - column)
        if cell is None:
            merge, content = "continue" if above else None, ooxml.paragraph(grid.style, [])
        else:
            merge = "restart" if cell.rowspan > 1 else None
            content = _cell_text(context, grid, cell, (row, column), held=held)
        width = sum(grid.widths[column : column + span])
        rule = (ooxml.border("bottom", 4),) if grid.header and last else ()
        element = ooxml.cell([content], width, colspan=span, merge=merge, borders=rule)
        look = grid.looks.get((row, column)) if cell else None
        out.append(grid.drawer.shaded(element, look) if grid.drawer and look else element)
        column += span
    return out


def _cell_text(context: Context, grid: _Grid, cell: nodes.Cell, place: tuple[int, int], *, held: bool) -> Element:
    """Return the paragraph of a cell, anchored as the n-th cell of its row in the source; `held` rows stay with the
    next."""
    row, column = place
    spanned = cell.colspan > 1 and column + 1 < len(grid.widths)
    align = cell.align or (("center" if grid.header else "left") if spanned else grid.block.align[column])
    keep = [ooxml.w("keepNext")] if held else []
    alignment = _alignment(align, header=grid.header, stop=grid.stops.get(column))
    runs = [*_drawn(context, grid, cell, place), *context.runs.make(cell.inlines)]
    content = ooxml.paragraph(grid.style, runs, extra=[*keep, *alignment])
    at = cell.inlines[0].at if cell.inlines else cell.at
    number = next(n for n, other in enumerate(grid.rows[row]) if other is cell)
    return context.anchors.paragraph(content, at, kind=f"cell:{number}")


def _drawn(context: Context, grid: _Grid, cell: nodes.Cell, place: tuple[int, int]) -> list[Element]:
    """Return the runs that draw in a cell: its sparkline, or the bar behind its text."""
    look = grid.looks.get(place)
    if look is None or grid.drawer is None:
        return []
    column = place[1]
    width = sum(grid.widths[column : column + cell.colspan])
    room = (width - sum(_CELL_MARGINS)) * pt(0.05)
    style = context.sheet.style("table")
    leading = pt(11) if grid.block.small else style.leading
    return grid.drawer.trace(look, room, leading) if look.trace else grid.drawer.bar(look, room, leading)


def _alignment(align: nodes.Align, *, header: bool, stop: int | None) -> list[Element]:
    """Return the properties that align a cell's text. Numbers stand at a decimal tab, to which Word moves a cell's
    text without a tab character in it."""
    if align == "left":
        return []
    if align == "decimal" and not header and stop is not None:
        return [ooxml.tab_stops(("decimal", stop, None))]
    return [ooxml.w("jc", val="center" if header and align == "decimal" else _ALIGN[align])]


def card_paragraphs(context: Context, card: nodes.Card, scale: float, *, strip: bool) -> list[Element]:
    """Return a key figure: the number with its unit at half the size, what it is, a line of context. Its words are
    anchored in a strip; the collected page only repeats them."""
    unit_style, number_style = context.sheet.style("key_unit"), context.sheet.style("key_number")
    small = ooxml.run_properties(size=int(to_pt(unit_style.size) * 2 * scale))
    # the style sets the size; only where a number would not fit its column is it made smaller
    shrunk = scale < (STRIP_SCALE if strip else 1.0)
    large = ooxml.run_properties(size=int(to_pt(number_style.size) * 2 * scale)) if shrunk else None
    number = [ooxml.run(card.prefix, small)] if card.prefix else []
    number.append(ooxml.run(card.number or card.figure.raw, large))
    if card.unit:
        number.append(ooxml.run(card.unit, small))
    number = context.runs.marked(card_anchor(card, collected=not strip), number)
    out = [ooxml.paragraph("KeyNumberStrip" if strip else "KeyNumber", number)]
    words = [(style, text) for style, text in (("KeyLabel", card.label), ("KeyContext", card.context)) if text]
    if not strip:
        return [*out, *(ooxml.paragraph(style, context.runs.make(_unmarked(text))) for style, text in words)]
    texts = [(text, ooxml.paragraph(style, context.runs.make(text))) for style, text in words]
    return [*out, *(context.anchors.of(text, paragraph) for text, paragraph in texts)]


def _unmarked(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Return inlines whose numbers have no bookmarks: these stand in the strip already."""
    return map_leaves(inlines, lambda i: nodes.Text(i.text, i.at) if isinstance(i, nodes.FactText) else i)


def key_figures(context: Context, block: nodes.KeyFigures, measure: int) -> list[Element]:
    """Return key figures, `measure` (EMU) wide, as tables without rules: on the collected page under a title, a column
    a group; in a strip a column a card."""
    if block.collect:
        title = ooxml.run(block.title or "关键数字")
        heading = ooxml.paragraph("FrontTitle", [title], extra=[ooxml.w("pageBreakBefore")])
        rows = range(0, len(block.groups), _COLLECTED_COLUMNS)
        tables = [_collected(context, block.groups[i : i + _COLLECTED_COLUMNS]) for i in rows]
        return [heading, *tables, spacing.air()]
    out = []
    for group in block.groups:
        if group.titled:
            out.append(ooxml.paragraph("KeyTitle", [ooxml.run(group.title)], extra=[ooxml.w("keepNext")]))
        for first in range(0, len(group.cards), _STRIP_CARDS):
            strip = _strip(context, group.cards[first : first + _STRIP_CARDS], measure)
            out += [spacing.air(), strip, spacing.air()]
    return out


def _strip(context: Context, cards: Sequence[nodes.Card], measure: int) -> Element:
    """Return a row of cards between two rules, as wide as if there were three at least."""
    sheet = context.sheet
    count = max(_STRIP_LEAST, len(cards))
    width = to_twips(measure) // count
    scale = strip_scale(cards, context.setter, measure) * _MARGIN
    cells = [ooxml.cell(card_paragraphs(context, card, scale, strip=True), width, align="top") for card in cards]
    cells += [ooxml.cell([ooxml.paragraph("KeyLabel", [])], width) for _ in range(count - len(cards))]
    rules = (ooxml.border("top", 4, sheet.accent), ooxml.border("bottom", 4, sheet.accent))
    properties = ooxml.table_properties(width * count, style="JzPlain", borders=rules, margins=(40, 40), air=60)
    return ooxml.table(properties, [width] * count, [ooxml.row(cells)])


def _collected(context: Context, groups: Sequence[nodes.CardGroup]) -> Element:
    """Return groups of cards as columns of a table. A row holds a card of each, so that they stand on one line."""
    sheet = context.sheet
    scale = band_scale(groups, context.setter, sheet.page.measure) * _MARGIN
    width = to_twips(sheet.page.measure) // _COLLECTED_COLUMNS
    padded = [*groups, *[nodes.CardGroup("", ())] * (_COLLECTED_COLUMNS - len(groups))]
    head = []
    for group in padded:
        title = ooxml.paragraph("KeyTitle", [ooxml.run(group.title)] if group.title else [])
        rule = (ooxml.border("bottom", 8, sheet.accent),) if group.title else ()
        head.append(ooxml.cell([title], width, borders=rule))
    rows = [ooxml.row(head)]
    count = max(len(group.cards) for group in groups)
    room = (sheet.page.lines - _HEAD_LINES) * sheet.body.leading
    pitch = to_twips(min(room // max(1, count), _HIGHEST_CARD))
    for index in range(count):
        cells = []
        for group in padded:
            card = group.cards[index] if index < len(group.cards) else None
            empty = [ooxml.paragraph("KeyLabel", [])]
            content = card_paragraphs(context, card, scale, strip=False) if card else empty
            cells.append(ooxml.cell(content, width, align="center"))
        rows.append(ooxml.row(cells, height=pitch))
    properties = ooxml.table_properties(width * _COLLECTED_COLUMNS, style="JzPlain", margins=(40, 200))
    return ooxml.table(properties, [width] * _COLLECTED_COLUMNS, rows)
