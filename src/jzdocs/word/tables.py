"""Tables in Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from jzdocs.layout.tables import column_widths, decimal_stops
from jzdocs.model import nodes
from jzdocs.model.walk import place_cells
from jzdocs.units import to_twips
from jzdocs.word import ooxml
from jzdocs.word.context import Context
from jzdocs.word.ooxml import Element

_WHOLE_ROWS = 14  # a table of so few rows stays on one page
# a little less than our pages have: Word breaks a text that is exactly as wide as its column
_CELL_MARGINS = (68, 68)
_ALIGN = {"left": "left", "center": "center", "right": "right", "decimal": "center"}


class _Grid(Struct, frozen=True):
    """The head or the body of a table on its grid: `cells` by (row, column), column `widths` and, by column, decimal
    tab `stops`, both in twips."""

    block: nodes.Table
    header: bool
    cells: Mapping[tuple[int, int], nodes.Cell]
    widths: Sequence[int]
    stops: Mapping[int, int]

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


def data_table(context: Context, block: nodes.Table, measure: int) -> Element:
    """Return a table with three rules, `measure` (EMU) wide; header rows repeat, rows stay whole, merged cells are
    merged."""
    widths = [to_twips(width) for width in column_widths(block, context.setter, measure)]
    stops = {column: to_twips(at) for column, at in decimal_stops(block, context.setter, measure).items()}
    rows = []
    for part, header in ((block.head, True), (block.body, False)):
        cells = {(p.row, p.column): p.cell for p in place_cells(part, len(widths))}
        grid = _Grid(block, header, cells, widths, stops)
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
        out.append(ooxml.cell([content], width, colspan=span, merge=merge, borders=rule))
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
    content = ooxml.paragraph(grid.style, context.runs.make(cell.inlines), extra=[*keep, *alignment])
    at = cell.inlines[0].at if cell.inlines else cell.at
    number = next(n for n, other in enumerate(grid.rows[row]) if other is cell)
    return context.anchors.paragraph(content, at, kind=f"cell:{number}")


def _alignment(align: nodes.Align, *, header: bool, stop: int | None) -> list[Element]:
    """Return the properties that align a cell's text. Numbers stand at a decimal tab, to which Word moves a cell's
    text without a tab character in it."""
    if align == "left":
        return []
    if align == "decimal" and not header and stop is not None:
        return [ooxml.tab_stops(("decimal", stop, None))]
    return [ooxml.w("jc", val="center" if header and align == "decimal" else _ALIGN[align])]
