"""Tables and key figures in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jzdocs.layout.key_figures import STRIP_SCALE, band_scale, strip_scale
from jzdocs.layout.setter import Setter
from jzdocs.layout.tables import column_widths, decimal_stops
from jzdocs.model import nodes
from jzdocs.model.walk import map_leaves, place_cells
from jzdocs.provenance.uses import card_anchor
from jzdocs.style.stylesheet import Stylesheet
from jzdocs.units import to_pt, to_twips
from jzdocs.word import ooxml
from jzdocs.word.anchors import Anchors
from jzdocs.word.inline import Runs
from jzdocs.word.ooxml import Element

# Word's own faces may be a little wider than ours
_MARGIN = 0.97
# a table of so few rows stays on one page
_WHOLE_ROWS = 14
_ALIGN = {"left": "left", "center": "center", "right": "right", "decimal": "center"}


def data_table(block: nodes.Table, runs: Runs, setter: Setter, measure: int, anchors: Anchors) -> Element:
    """A table with three rules, `measure` (EMU) wide; header rows repeat, rows stay whole, merged cells are merged."""
    widths = [to_twips(v) for v in column_widths(block, setter, measure)]
    stops = {column: to_twips(at) for column, at in decimal_stops(block, setter, measure).items()}
    rows = []
    for part, header in ((block.head, True), (block.body, False)):
        placed = {(p.row, p.column): p.cell for p in place_cells(part, len(widths))}
        for index in range(len(part)):
            last = header and index == len(part) - 1
            held = header or (len(block.body) <= _WHOLE_ROWS and index < len(part) - 1)
            places = {id(cell): number for number, cell in enumerate(part[index])}
            rows.append(
                ooxml.row(
                    _cells(
                        block, placed, index, widths, runs, anchors, places, stops, header=header, last=last, held=held
                    ),
                    header=header,
                )
            )
    return ooxml.table(ooxml.table_properties(sum(widths), air=50), widths, rows)


def _cells(
    block: nodes.Table,
    placed: dict[tuple[int, int], nodes.Cell],
    row: int,
    widths: Sequence[int],
    runs: Runs,
    anchors: Anchors,
    places: Mapping[int, int],
    stops: Mapping[int, int],
    *,
    header: bool,
    last: bool,
    held: bool,
) -> list[Element]:
    out, column = [], 0
    style = ("TableSmallHead" if header else "TableSmall") if block.small else ("TableHead" if header else "TableText")
    while column < len(widths):
        cell = placed.get((row, column))
        above = None if cell else _covering(placed, row, column)
        source = cell or above
        span = min(source.colspan if source else 1, len(widths) - column)
        width = sum(widths[column : column + span])
        if cell is None:
            out.append(
                ooxml.cell(
                    [ooxml.paragraph(style, [])],
                    width,
                    colspan=span,
                    merge="continue" if above else None,
                    borders=_head_rule(last),
                )
            )
        else:
            align = cell.align or (block.align[column] if span == 1 else "center" if header else "left")
            keep = [ooxml.w("keepNext")] if held else []
            content = ooxml.paragraph(
                style, runs.make(cell.inlines), extra=[*keep, *_aligned(align, header, stops.get(column))]
            )
            at = cell.inlines[0].at if cell.inlines else cell.at
            content = anchors.paragraph(content, at, kind=f"cell:{places[id(cell)]}")
            out.append(
                ooxml.cell(
                    [content],
                    width,
                    colspan=span,
                    merge="restart" if cell.rowspan > 1 else None,
                    borders=_head_rule(last),
                )
            )
        column += span
    return out


def _head_rule(last: bool) -> Sequence[Element]:
    """The rule under the last row of the header (an element belongs to one cell only, hence made anew)."""
    return (ooxml.border("bottom", 4),) if last else ()


def _rule(sheet: Stylesheet) -> Sequence[Element]:
    return (ooxml.border("bottom", 8, sheet.accent),)


def _aligned(align: nodes.Align, header: bool, stop: int | None) -> list[Element]:
    """How a cell's text is aligned; numbers stand at a decimal tab, to which Word moves a cell's text without a tab
    in it."""
    if align == "left":
        return []
    if align == "decimal" and not header and stop is not None:
        return [ooxml.tab_stops(("decimal", stop, None))]
    return [ooxml.w("jc", val="center" if header and align == "decimal" else _ALIGN[align])]


def _covering(placed: dict[tuple[int, int], nodes.Cell], row: int, column: int) -> nodes.Cell | None:
    for (r, c), cell in placed.items():
        if r < row < r + cell.rowspan and c <= column < c + cell.colspan:
            return cell
    return None


def card_paragraphs(
    card: nodes.Card, runs: Runs, sheet: Stylesheet, scale: float, anchors: Anchors | None = None
) -> list[Element]:
    """A key figure: number with its unit at half the size, what it is, a line of context. In a strip its words have
    `anchors`; the collected page only repeats them."""
    strip = anchors is not None
    unit, figure = sheet.style("key_unit"), sheet.style("key_number")
    small = ooxml.run_properties(size=int(to_pt(unit.size) * 2 * scale))
    # the style sets the size; only where a figure would not fit its column is it made smaller
    shrunk = scale < (STRIP_SCALE if strip else 1.0)
    large = ooxml.run_properties(size=int(to_pt(figure.size) * 2 * scale)) if shrunk else None
    number = [ooxml.run(card.prefix, small)] if card.prefix else []
    number.append(ooxml.run(card.number or card.figure.raw, large))
    if card.unit:
        number.append(ooxml.run(card.unit, small))
    number = runs.marked(card_anchor(card, collected=not strip), number)
    said = [
        (style, text if strip else _unmarked(text))
        for style, text in (("KeyLabel", card.label), ("KeyContext", card.context))
        if text
    ]
    words = [(text, ooxml.paragraph(style, runs.make(text))) for style, text in said]
    out = [ooxml.paragraph("KeyNumberStrip" if strip else "KeyNumber", number)]
    return [*out, *(anchors.of(text, made) if anchors else made for text, made in words)]


def _unmarked(inlines: tuple[nodes.Inline, ...]) -> tuple[nodes.Inline, ...]:
    """Inlines whose figures have no bookmarks: these stand in the strip already."""
    return map_leaves(inlines, lambda i: nodes.Text(i.text, i.at) if isinstance(i, nodes.FactText) else i)


def key_figures(block: nodes.KeyFigures, runs: Runs, setter: Setter, anchors: Anchors) -> list[Element]:
    """Key figures as tables without rules: a column a group on the collected page, a column a card in a strip."""
    sheet = setter.sheet
    measure = to_twips(sheet.page.measure)
    if block.collect:
        return [_collected(block.groups[i : i + 3], runs, setter, measure) for i in range(0, len(block.groups), 3)]
    out = []
    for group in block.groups:
        for first in range(0, len(group.cards), 4):
            cards = group.cards[first : first + 4]
            count = max(3, len(cards))
            width = measure // count
            scale = strip_scale(cards, setter, sheet.page.measure) * _MARGIN
            cells = [ooxml.cell(card_paragraphs(c, runs, sheet, scale, anchors), width, align="top") for c in cards]
            cells += [ooxml.cell([ooxml.paragraph("KeyLabel", [])], width) for _ in range(count - len(cards))]
            borders = (ooxml.border("top", 4, sheet.accent), ooxml.border("bottom", 4, sheet.accent))
            out.append(ooxml.paragraph("Spacer", []))
            out.append(
                ooxml.table(
                    ooxml.table_properties(width * count, style="JzPlain", borders=borders, margins=(40, 40), air=60),
                    [width] * count,
                    [ooxml.row(cells)],
                )
            )
            out.append(ooxml.paragraph("Spacer", []))
    return out


def _collected(groups: Sequence[nodes.CardGroup], runs: Runs, setter: Setter, measure: int) -> Element:
    sheet = setter.sheet
    scale = band_scale(groups, setter, sheet.page.measure) * _MARGIN
    width = measure // 3
    count = max(len(g.cards) for g in groups)
    padded = [*groups, *[nodes.CardGroup("", ())] * (3 - len(groups))]
    head = [
        ooxml.cell(
            [ooxml.paragraph("KeyTitle", [ooxml.run(g.title)] if g.title else [])],
            width,
            borders=_rule(sheet) if g.title else (),
        )
        for g in padded
    ]
    pitch = to_twips(min((sheet.page.lines - 6) * sheet.body.leading // max(1, count), 132 * 12700))
    # a column a group: its cards stand in one cell each, row by row, so that cards of one row keep one line
    rows = [ooxml.row(head)]
    for index in range(count):
        cells = []
        for group in padded:
            card = group.cards[index] if index < len(group.cards) else None
            content = card_paragraphs(card, runs, sheet, scale) if card else [ooxml.paragraph("KeyLabel", [])]
            cells.append(ooxml.cell(content, width, align="center"))
        rows.append(ooxml.row(cells, height=pitch))
    return ooxml.table(ooxml.table_properties(width * 3, style="JzPlain", margins=(40, 200)), [width] * 3, rows)
